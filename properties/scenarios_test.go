package properties

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

const everyPart = theorems.NeedSources | theorems.NeedNature | theorems.NeedOperator | theorems.NeedMimic |
	theorems.NeedHorizon | theorems.NeedFeatures | theorems.NeedSuccess | theorems.NeedTilt | theorems.NeedHistory

// Random scenarios often reach the places where theories break.
func TestTheGeneratorReachesItsCorners(t *testing.T) {
	const cases = 2000
	corners := map[string]func(s *scenario.Scenario) bool{
		"a point mass":             func(s *scenario.Scenario) bool { return s.Mimic.Support().Size() == 1 && s.Mimic.Len() > 1 },
		"a source of weight 0":     func(s *scenario.Scenario) bool { return s.Mimic.Support().Size() < s.Mimic.Len() },
		"a tie between weights":    func(s *scenario.Scenario) bool { return s.Mimic.Len() > 1 && s.Mimic.P(0).Equal(s.Mimic.P(1)) },
		"operator and mimic alike": func(s *scenario.Scenario) bool { return s.Mimic.Equal(s.Operator) },
		"operator singular":        func(s *scenario.Scenario) bool { return !s.Operator.DominatedBy(s.Mimic) },
		"two sources that emit alike": func(s *scenario.Scenario) bool {
			return len(s.Sources) > 1 && s.Machine.Emission(0).Equal(s.Machine.Emission(1))
		},
		"a deterministic source": func(s *scenario.Scenario) bool { return s.Machine.Emission(0).Support().Size() == 1 },
		"independent draws":      func(s *scenario.Scenario) bool { return s.Machine.Memoryless(0) },
		"a source that moves on": func(s *scenario.Scenario) bool { return !s.Machine.Memoryless(0) },
		"an urn":                 func(s *scenario.Scenario) bool { return s.Machine.IsUrn(len(s.Sources) - 1) },
		"a history":              func(s *scenario.Scenario) bool { return len(s.History) > 0 },
		"an impossible history": func(s *scenario.Scenario) bool {
			return model.NewLaw(s.Machine, s.Mimic).ObserveAll(s.History...).Null()
		},
		"a feature that hides all":      func(s *scenario.Scenario) bool { return len(s.Outcomes) > 1 && s.Features[0].Feature.Cells() == 1 },
		"a feature that hides nothing":  func(s *scenario.Scenario) bool { return s.Features[0].Feature.Cells() == len(s.Outcomes) },
		"no forcing set":                func(s *scenario.Scenario) bool { return s.Success.ForcingSet().Size() == 0 },
		"certain success":               func(s *scenario.Scenario) bool { return s.Success.ForcingSet().Size() == len(s.Outcomes) },
		"perfect control":               func(s *scenario.Scenario) bool { return s.Success.Denominator() == model.NewInt(1) },
		"chance in success":             func(s *scenario.Scenario) bool { return s.Success.Denominator() != model.NewInt(1) },
		"a forbidden outcome":           func(s *scenario.Scenario) bool { return s.Tilt.Reward(0).Forbid },
		"a constant reward":             func(s *scenario.Scenario) bool { return constantReward(s.Tilt) },
		"a weight beyond 10":            func(s *scenario.Scenario) bool { return s.Mimic.P(0).Num().Cmp(model.NewInt(10)) > 0 },
		"one outcome only":              func(s *scenario.Scenario) bool { return len(s.Outcomes) == 1 },
		"as many outcomes as there can": func(s *scenario.Scenario) bool { return len(s.Outcomes) == wideSizes[0].Outcomes },
	}
	counts := map[string]int{}
	for i := range cases {
		s := Scenario(NewRandom(1, 0, uint64(i)), everyPart, Wide(everyPart))
		for name, reached := range corners {
			if reached(&s) {
				counts[name]++
			}
		}
	}
	for name := range corners {
		require.GreaterOrEqual(t, counts[name], cases/50, "%s", name)
	}
}

func constantReward(tilt *model.Tilt) bool {
	for x := range tilt.Len() {
		if tilt.Reward(x) != tilt.Reward(0) {
			return false
		}
	}
	return true
}

// A sweep visits every distribution once: as many as there are primitive weight vectors, which the test counts itself.
func TestASweepHoldsEveryDistributionOnce(t *testing.T) {
	for k := 1; k <= 3; k++ {
		for most := 1; most <= 4; most++ {
			seen := map[string]bool{}
			o := &Odometer{}
			for more := true; more; more = o.Next() {
				d := dists{k, most, aboutOutcomes}.make(&generator{Choices: o, Bounds: &Bounds{}})
				if !o.Skipped() {
					require.False(t, seen[d.String()], "%s comes twice", d)
					seen[d.String()] = true
				}
			}
			require.Len(t, seen, primitiveVectors(k, most))
		}
	}
}

func primitiveVectors(k, most int) int {
	count := 0
	var extend func(x, divisor int)
	extend = func(x, divisor int) {
		if x == k {
			if divisor == 1 {
				count++
			}
			return
		}
		for w := range most + 1 {
			extend(x+1, gcd(divisor, w))
		}
	}
	extend(0, 0)
	return count
}

// A sweep visits every scenario up to the names of its outcomes. The test makes them all and identifies those that
// differ only in names.
func TestASweepOfOneStepScenariosIsCompleteUpToNames(t *testing.T) {
	forget := func(p, g []string) string {
		pairs := make([]string, len(p))
		for x := range p {
			pairs[x] = p[x] + " " + g[x]
		}
		slices.Sort(pairs)
		return strings.Join(pairs, ", ")
	}
	want := map[string]bool{}
	o := &Odometer{}
	for more := true; more; more = o.Next() {
		k := 1 + o.Pick(3)
		weights, g := make([]int64, k), make([]string, k)
		for x := range k {
			weights[x] = int64(o.Pick(4))
			g[x] = []string{"0", "1", "1/2"}[o.Pick(3)]
		}
		if d, err := model.Counts(weights...); err == nil {
			p := make([]string, k)
			for x := range p {
				p[x] = d.P(x).String()
			}
			want[forget(p, g)] = true
		}
	}
	claim, _ := theorems.Essay().Find("forcing/gap")
	got := map[string]bool{}
	require.NoError(t, Sweep(t.Context(), *claim, 3, Everything, func(s *scenario.Scenario, _ Position) bool {
		p, g := make([]string, len(s.Outcomes)), make([]string, len(s.Outcomes))
		for x := range p {
			p[x], g[x] = s.Mimic.P(x).String(), s.Success.At(x).String()
		}
		got[forget(p, g)] = true
		return true
	}))
	require.Equal(t, want, got)
}

func TestTheSmallestScenarioComesFirst(t *testing.T) {
	claim, _ := theorems.Essay().Find("forcing/gap")
	last := 0
	require.NoError(t, Sweep(t.Context(), *claim, 3, Everything, func(s *scenario.Scenario, _ Position) bool {
		require.GreaterOrEqual(t, len(s.Outcomes), last)
		last = len(s.Outcomes)
		return true
	}))
	require.Equal(t, 3, last)
}

// A claim with parameters is sampled with all their values, and swept once for each combination of them.
func TestParametersAreDrawnAndSwept(t *testing.T) {
	claim := theorems.Claim{
		ID: "test/parameters", Needs: theorems.NeedMimic, Parts: []theorems.Part{{Relation: theorems.Equal}},
		Check: func(*theorems.Instance) []theorems.Sides {
			return []theorems.Sides{theorems.CompareQ(model.Zero, model.Zero)}
		},
		Parameters: []theorems.Parameter{
			{Name: "heat", Values: []model.Q{model.Whole(3), model.Half}},
			{Name: "penalty", Values: []model.Q{model.One, model.Whole(2), model.Zero}},
		},
	}
	combination := func(s *scenario.Scenario) string {
		require.Len(t, s.Parameters, 2)
		return s.Parameters["heat"].String() + " " + s.Parameters["penalty"].String()
	}
	var swept []string
	kept := map[string]map[string]model.Q{}
	err := Sweep(t.Context(), claim, 1, Everything, func(s *scenario.Scenario, _ Position) bool {
		swept = append(swept, combination(s))
		kept[combination(s)] = s.Parameters
		return true
	})
	require.NoError(t, err)
	require.Equal(t, []string{"3 1", "3 2", "3 0", "1/2 1", "1/2 2", "1/2 0"}, swept)
	for want, parameters := range kept {
		require.Equal(t, want, combination(&scenario.Scenario{Parameters: parameters}), "evidence is not overwritten")
	}

	sampled := map[string]bool{}
	sampler := NewSampler(claim)
	for i := range uint64(200) {
		in, _ := sampler.Instance(NewRandom(1, 0, i))
		sampled[combination(in.Scenario)] = true
	}
	require.Len(t, sampled, len(swept))

	require.Equal(t, "scenarios up to 1 outcome, weights 1, heat {1/2, 3}, penalty {0, 1, 2}", Space(claim, 1))
	found := Try(claim, []scenario.Scenario{{Mimic: model.Point(1, 0), Outcomes: []string{"a"}}}, Everything)
	require.Equal(t, Tally{Tried: 1}, found.Tally, "the scenario lacks the parameters")
}
