package theorems

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/theorems/scenario"
)

// The sides were computed by enumerating histories with Python's fractions, independently of this package.

// draws has independent draws; two of its sources have the same law.
const draws = `{
	"outcomes": ["a", "b", "c"],
	"sources": {
		"s": {"emit": {"a": "1/2", "b": "1/4", "c": "1/4"}},
		"t": {"emit": {"a": "1/6", "b": "1/3", "c": "1/2"}},
		"u": {"emit": {"a": "1/2", "b": "1/4", "c": "1/4"}}},
	"nature": {"s": 1}, "operator": {"s": "3/4", "t": "1/4"}, "mimic": {"s": "1/4", "t": "1/2", "u": "1/4"},
	"horizon": 3, "epsilon": "1/20",
	"features": {"F": {"a": "0", "b": "1", "c": "1"}, "G": {"a": "0", "b": "0", "c": "1"}},
	"labels": {"a": "2/5", "b": 0, "c": 1}}`

// moved has a source that moves to another state, and a history.
const moved = `{
	"outcomes": ["a", "b"],
	"sources": {
		"s": {"emit": {"a": "1/2", "b": "1/2"}, "next": {"a": "t"}},
		"t": {"emit": {"a": "1/3", "b": "2/3"}},
		"v": {"emit": {"a": "3/4", "b": "1/4"}}},
	"nature": {"v": "1/2", "s": "1/2"}, "operator": {"s": "1/3", "t": "2/3"}, "mimic": {"s": "1/2", "t": "1/4", "v": "1/4"},
	"history": ["a"], "horizon": 2, "epsilon": "1/20",
	"features": {"F": {"a": "x", "b": "y"}, "G": {"a": "z", "b": "z"}},
	"labels": {"a": "1/2", "b": 1}}`

// strangers have one of three laws in common.
const strangers = `{
	"outcomes": ["a", "b"],
	"sources": {
		"s": {"emit": {"a": "1/2", "b": "1/2"}}, "t": {"emit": {"a": "1/4", "b": "3/4"}}, "u": {"emit": {"a": 1}}},
	"operator": {"s": "1/4", "u": "3/4"}, "mimic": {"s": "1/2", "t": "1/2"}, "horizon": 4}`

// inks has two letters with shared laws, written in inks that are not shared.
const inks = `{
	"outcomes": ["a red", "b red", "a blue", "b blue", "a green", "b green"],
	"sources": {
		"o1": {"emit": {"a red": "1/3", "b red": "2/3"}}, "o2": {"emit": {"a red": "3/4", "b red": "1/4"}},
		"m1": {"emit": {"a blue": "1/3", "b blue": "2/3"}}, "m2": {"emit": {"a green": "1/3", "b green": "2/3"}},
		"m3": {"emit": {"a blue": "3/4", "b blue": "1/4"}}},
	"operator": {"o1": "1/4", "o2": "3/4"}, "mimic": {"m1": "1/6", "m2": "1/3", "m3": "1/2"}, "horizon": 2,
	"features": {
		"all": {"a red": "0", "b red": "0", "a blue": "0", "b blue": "0", "a green": "0", "b green": "0"},
		"letter": {"a red": "a", "b red": "b", "a blue": "a", "b blue": "b", "a green": "a", "b green": "b"}}}`

func reading(t *testing.T, text string) *scenario.Scenario {
	s, err := scenario.Read("test", []byte(text))
	require.NoError(t, err)
	return &s
}

// tried lists the verdicts of the claim on the scenario, one per part.
func tried(t *testing.T, id, text string) []string {
	claim, ok := Essay().Find(id)
	require.True(t, ok, id)
	var list []string
	for _, v := range claim.Try(reading(t, text)) {
		list = append(list, verdictText(v))
	}
	return list
}

func TestFeatureClaimsByHand(t *testing.T) {
	for _, test := range []struct {
		id, text string
		want     []string
	}{
		{"features/inherit", draws, []string{"holds 41/432 <= 7/36"}},
		{"features/inherit", moved, []string{"holds 2/9 <= 755/1008"}},
		{"features/coarse-suffices", inks, []string{"holds 1 = 1", "holds 259/194 <= 3/2"}},
		{"features/exchangeable-inherits", draws, []string{"holds 1 = 1"}},
		{"features/exchangeable-inherits", moved, []string{"holds 1 = 1"}}, // after the history no source moves
		{"features/exchangeable-inherits", storm, []string{"vacuous"}},
		{"features/exchangeable-independence", draws, []string{"holds 1/2 = 1/2"}},
		{"features/exchangeable-limit", draws, []string{
			"holds 7681/209440 <= 45/256", "holds 881380276168871/18117283977112320 <= 8727119/15079680",
		}},
		{"features/common-support", draws, []string{"holds 41/432 <= 7/72", "vacuous", "vacuous"}},
		{"features/common-support", strangers, []string{"vacuous", "holds -1/256 <= 49/64", "holds 17/512 <= 193/256"}},
		{"features/details", draws, []string{"holds 1/10 <= 1/3"}},
		{"features/details", moved, []string{"holds 1/10 <= 1/5"}},
		{"features/details", `{"outcomes": ["a", "b", "c"], "nature": {"b": 1}, "mimic": {"a": "1/3", "b": "1/3", "c": "1/3"}, "horizon": 1,
			"features": {"F": {"a": "0", "b": "1", "c": "1"}}}`, []string{"holds 1/2 <= 4/3"}}, // nature never shows the first cell
	} {
		require.Equal(t, test.want, tried(t, test.id, test.text), test.id)
	}
}

// The first two letters of a a b can be swapped, the last two not: the law is not exchangeable. The conclusion fails at
// the orders that never happen.
func TestOrderCanShowAtTheThirdLetter(t *testing.T) {
	s := example(t, "every-third")
	claim, _ := Essay().Find("features/exchangeable-inherits")
	require.Equal(t, Vacuous, claim.Try(&s)[0].Outcome)
	v := claim.Conclude(NewInstance(&s))[0]
	require.Equal(t, "fails 0 = 1", verdictText(v))
	require.Contains(t, v.Detail(), "letter = a b")
}

// Without an operator the part about it does not apply, and the other part does.
func TestTheLimitNeedsNoOperator(t *testing.T) {
	s := reading(t, draws)
	s.Operator = model.Dist{}
	claim, _ := Essay().Find("features/exchangeable-limit")
	v := claim.Try(s)
	require.Equal(t, "holds 7681/209440 <= 45/256", verdictText(v[0]))
	require.Equal(t, Inapplicable, v[1].Outcome)

	s = reading(t, draws)
	s.Operator, s.Mimic = s.Nature, Must(model.Counts(0, 1, 0))
	v = claim.Try(s)
	require.Equal(t, Held, v[0].Outcome)
	require.Equal(t, Vacuous, v[1].Outcome)
}

func TestSingularMassAndClosedSupports(t *testing.T) {
	const sources = `{"outcomes": ["a", "b", "c"], "horizon": 1, "sources": {
		"fair": {"emit": {"a": "1/2", "b": "1/2"}}, "always": {"emit": {"a": 1}}, "wide": {"emit": {"a": "1/3", "b": "1/3", "c": "1/3"}},
		"edge": {"urn": {"a": 1, "b": 1}}, "steep edge": {"urn": {"a": "1/2", "b": 7}}, "corner": {"urn": {"a": 3}},
		"whole": {"urn": {"a": 1, "b": 1, "c": 1}}}, `
	for _, test := range []struct {
		operator, mimic string
		agree           bool
		mass            string
	}{
		{`"edge": 1`, `"steep edge": 1`, true, "0"},
		{`"always": 1`, `"corner": 1`, true, "0"},
		{`"fair": "1/3", "edge": "2/3"`, `"edge": 1`, true, "1/3"},
		{`"corner": "1/4", "edge": "3/4"`, `"edge": 1`, true, "1/4"},
		{`"edge": 1`, `"fair": "1/3", "edge": "2/3"`, true, "0"},
		{`"whole": "1/2", "edge": "1/2"`, `"whole": 1`, true, "1/2"},
		{`"wide": "1/4", "edge": "3/4"`, `"edge": 1`, false, "1/4"},
		{`"fair": 1`, `"edge": 1`, false, "1"},
		{`"edge": 1`, `"fair": 1`, false, "1"},
		{`"fair": "1/2", "always": "1/2"`, `"always": "1/9", "fair": "8/9"`, true, "0"},
		{`"fair": "1/2", "always": "1/2"`, `"fair": 1`, false, "1/2"},
	} {
		in := NewInstance(reading(t, sources+`"operator": {`+test.operator+`}, "mimic": {`+test.mimic+`}}`))
		require.True(t, frequenciesHavePriors.Holds(in))
		require.Equal(t, test.agree, closedSupportsAgree.Holds(in), "%s against %s", test.operator, test.mimic)
		require.Equal(t, test.mass, singularMass(in)[0].Left.String(), "%s against %s", test.operator, test.mimic)
	}
}

// The distance of the histories rises towards the singular mass, here 1/2, ever more slowly.
func TestTheCoinInTheUrnIsTellable(t *testing.T) {
	s := example(t, "topological")
	for i, want := range []string{"0", "1/12", "1/8", "11/80", "7/48", "79/448"} {
		s.Horizon = i + 1
		in := NewInstance(&s)
		require.Equal(t, want, in.futureDistance(in.OperatorLaw, in.MimicLaw, s.Horizon).String())
	}
}

// anyMachine makes a small random scenario; many of its machines are exchangeable, and many are not.
func anyMachine(random *rand.Rand) *scenario.Scenario {
	k, n := 2+random.IntN(2), 1+random.IntN(3)
	s := &scenario.Scenario{Horizon: 1 + random.IntN(3)}
	states := make([]model.State, n)
	weights := func(n int) model.Dist {
		counts := make([]int64, n)
		for i := range counts {
			counts[i] = int64(random.IntN(3))
		}
		counts[random.IntN(n)]++
		return Must(model.Counts(counts...))
	}
	still := random.IntN(2) == 0
	for i := range states {
		states[i] = model.State{Emit: weights(k), Next: make([]int, k)}
		for x := range k {
			if states[i].Next[x] = i; !still {
				states[i].Next[x] = random.IntN(n)
			}
		}
		s.Sources = append(s.Sources, fmt.Sprint("s", i))
	}
	cells := make([]string, k)
	for x := range k {
		s.Outcomes = append(s.Outcomes, fmt.Sprint("x", x))
		cells[x] = fmt.Sprint(random.IntN(2))
	}
	s.Machine = Must(model.NewMachine(k, states...))
	s.Operator, s.Mimic = weights(n), weights(n)
	s.Features = []scenario.Feature{scenario.NewFeature("F", cells)}
	return s
}

// histories lists all histories of a length.
func histories(k, steps int) [][]int {
	list := [][]int{nil}
	for range steps {
		var longer [][]int
		for _, h := range list {
			for x := range k {
				longer = append(longer, append(slices.Clone(h), x))
			}
		}
		list = longer
	}
	return list
}

func TestExchangeableMeansThatCountsDecide(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	met := 0
	for range 500 {
		in := NewInstance(anyMachine(random))
		want := true
		for n := range in.Horizon + 1 {
			ofCounts := map[string]model.Q{}
			for _, h := range histories(in.k(), n) {
				sorted := slices.Sorted(slices.Values(h))
				p := in.MimicLaw.ObserveAll(h...).Prob()
				if first, ok := ofCounts[cellKey(sorted)]; ok {
					want = want && first.Equal(p)
				} else {
					ofCounts[cellKey(sorted)] = p
				}
			}
		}
		require.Equal(t, want, Exchangeable.Holds(in), "%s", in.Format())
		if want {
			met++
		}
	}
	require.Greater(t, met, 100)
	require.Less(t, met, 450)
}

// pairSum is S_n by its definition, state by state.
func pairSum(in *Instance, f scenario.Feature, n int) (sum model.Q) {
	m := Must(in.MimicLaw.Posterior())
	for j := range m.Len() {
		for i := range j {
			p, q := in.Machine.Emission(i).Push(f.Feature), in.Machine.Emission(j).Push(f.Feature)
			if tv := model.TotalVariation(p, q); m.Has(i) && m.Has(j) && !tv.IsZero() {
				decay := model.One.Sub(tv.Mul(tv)).Pow(n / 2)
				sum = sum.Add(m.P(i).Add(m.P(j)).Mul(model.Half).Mul(tv).Mul(decay))
			}
		}
	}
	return sum
}

func TestTheSumOverLawsIsTheSumOverStates(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		in := NewInstance(anyMachine(random))
		f := in.Features[0]
		sums, covered := contrastSums(in.shownLaws(f), meanWeight, 5)
		require.Empty(t, covered)
		for n, sum := range sums {
			require.Equal(t, pairSum(in, f, n).String(), sum.String())
		}
	}
}

// With too many laws the sums are still bounds.
func TestTooManyLawsAreBounded(t *testing.T) {
	var states []model.State
	s := &scenario.Scenario{Outcomes: []string{"a", "b"}, Horizon: 2,
		Features: []scenario.Feature{scenario.NewFeature("F", []string{"0", "1"})}}
	weights := make([]int64, 0, 2*maxContrasted)
	for i := range 2 * maxContrasted {
		states = append(states, model.State{Emit: Must(model.Counts(int64(1+i), 1))})
		s.Sources = append(s.Sources, fmt.Sprint("s", i))
		weights = append(weights, int64(i%2))
	}
	s.Machine = Must(model.NewMachine(2, states...))
	s.Mimic = Must(model.Counts(weights...))
	in := NewInstance(s)
	few, covered := contrastSums(in.shownLaws(s.Features[0]), meanWeight, 4)
	require.Empty(t, covered)
	weights[0] = 1
	s.Mimic = Must(model.Counts(weights...))
	in = NewInstance(s)
	many, covered := contrastSums(in.shownLaws(s.Features[0]), meanWeight, 4)
	require.Equal(t, "bounds each distance of 129 laws by 1", covered)
	for n := range many {
		require.True(t, pairSum(in, s.Features[0], n).Less(many[n]))
		require.True(t, few[n].Less(many[n]))
	}

	// One law is at distance 1/3 from all the others. That shows if at most maxContrasted laws are compared, and not
	// with one more.
	for n, want := range map[int]string{maxContrasted: "1016/27, 1/12", maxContrasted + 1: "8256, 1/4"} {
		shown, weights := make([]shownLaw, n), make([]model.Q, n)
		for i := range shown {
			shown[i].phi = Must(model.Counts(1, 2))
		}
		shown[0].phi, weights[0], weights[1] = Must(model.Counts(2, 1)), model.Half, model.Half
		sums, _ := contrastSums(shown, func(_, _ shownLaw) model.Q { return model.One }, 2)
		require.Equal(t, want, fmt.Sprintf("%s, %s", sums[2], doubt(shown, weights)))
	}

	own := make([]emissionLaw, 2*maxContrasted)
	for i := range own {
		own[i] = emissionLaw{emit: states[i].Emit, operator: model.One, mimic: model.Whole(int64(i % 2))}
	}
	sum, covered := overlaps(own, 4)
	require.Empty(t, covered)
	require.True(t, sum.Less(model.Whole(maxContrasted*maxContrasted)))
	sum, covered = overlaps(append(own, own...), 4)
	require.Equal(t, "bounds each of 65536 overlaps by 1", covered)
	require.Equal(t, "65536", sum.String())
}

// An operator who sees whether a letter is the first of its hand learns for ever which hand it is. One who sees nothing
// keeps the prior, and only that one's beliefs repeat, so that only that limit is known.
func TestTheLimitIsThatOfFeaturesThatSettle(t *testing.T) {
	s := reading(t, `{"outcomes": ["a", "b", "c", "d"], "horizon": 3, "mimic": {"left": "1/2", "right": "1/2"},
		"sources": {"left": {"emit": {"a": "1/2", "b": "1/2"}}, "right": {"emit": {"c": "1/3", "d": "2/3"}}},
		"features": {"first": {"a": "1", "b": "0", "c": "1", "d": "0"}, "none": {"a": "0", "b": "0", "c": "0", "d": "0"}}}`)
	claim, _ := Essay().Find("features/limited-is-full")
	v := claim.Try(s)[0]
	require.Equal(t, "holds 0 = 0", verdictText(v))
	require.Equal(t, "none at n = 1, and again every 1 steps for ever", v.Detail())
}

// The beliefs found step by step are those of all histories, enumerated, up to the first step that repeats one.
func TestDetailsAreThoseOfAllHistories(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	repeating, givenUp := 0, 0
	for range 300 {
		in := NewInstance(anyMachine(random))
		want := make([]map[string]model.Q, in.Horizon+1)
		distances := make([]model.Q, in.Horizon+1)
		f := in.Features[0]
		for n := range want {
			want[n] = map[string]model.Q{}
			for _, h := range histories(in.k(), n) {
				full, limited := in.MimicLaw.ObserveAll(h...), in.MimicLaw
				for _, x := range h {
					limited = limited.ObserveCell(f.Feature, f.Cell(x))
				}
				if full.Null() {
					continue
				}
				key := jointBelief(full, limited)
				want[n][key] = want[n][key].Add(full.Prob())
				tv := model.TotalVariation(Must(full.Forecast()).Push(f.Feature),
					Must(limited.Forecast()).Push(f.Feature))
				distances[n] = distances[n].Add(full.Prob().Mul(tv))
			}
		}
		s := in.details()[0]
		for n, beliefs := range s.beliefs {
			if beliefs == nil { // given up
				require.Equal(t, in.Horizon, n, "%s", in.Format())
				givenUp++
			} else {
				require.True(t, maps.EqualFunc(want[n], beliefs, model.Q.Equal), "%s", in.Format())
			}
			earlier := slices.ContainsFunc(want[:n],
				func(b map[string]model.Q) bool { return maps.EqualFunc(b, want[n], model.Q.Equal) })
			require.Equal(t, earlier, s.err == nil && n == s.to, "%s", in.Format())
		}
		if s.err != nil {
			require.Len(t, s.beliefs, len(want))
			continue
		}
		repeating++
		require.Equal(t, slices.MaxFunc(distances[s.from:s.to], model.Q.Cmp).String(),
			limitOfDetail(in)[0].Left.String(), "%s", in.Format())
	}
	require.Greater(t, repeating, 50)
	require.Less(t, repeating, 290)
	require.Greater(t, givenUp, 10)
}

// More work per history, for each source and each feature, means fewer histories.
func TestManySourcesAndFeaturesAreFollowedLessFar(t *testing.T) {
	s := wide(256, 13, 2)
	s.Mimic = Must(model.Counts(slices.Repeat([]int64{1}, 13)...))
	for i := range 8 {
		s.Features = append(s.Features, scenario.NewFeature(fmt.Sprint("F", i),
			slices.Concat([]string{"x"}, slices.Repeat([]string{"y"}, 255))))
	}
	claim, _ := Essay().Find("features/exchangeable-independence")
	require.Equal(t, "F0 = x at n = 0 covers 1 of 1000 steps", claim.Try(s)[0].Detail())
	s.Features = s.Features[:1]
	require.Equal(t, 2, NewInstance(s).Reach(256))
}

// No claim of these sections takes long on laws with many states, outcomes or digits.
func TestFeatureClaimsEndOnLargeScenarios(t *testing.T) {
	const k, n = 32, 200
	s := &scenario.Scenario{Horizon: scenario.MaxHorizon}
	shown, all := make([]string, k), make([]string, k)
	for x := range k {
		s.Outcomes = append(s.Outcomes, fmt.Sprint("x", x))
		shown[x] = fmt.Sprint(x % 3)
	}
	s.Features = []scenario.Feature{scenario.NewFeature("F", s.Outcomes), scenario.NewFeature("G", shown),
		scenario.NewFeature("H", all)}
	states := make([]model.State, n)
	chances := make([]model.Q, k)
	for i := range states {
		weights := make([]int64, k)
		weights[i%k], weights[(i+1)%k] = int64(1+i), 1
		states[i] = model.State{Emit: Must(model.Counts(weights...))}
		s.Sources = append(s.Sources, fmt.Sprint("s", i))
		chances[i%k] = model.Frac(int64(i%k), k)
	}
	s.Machine = Must(model.NewMachine(k, states...))
	labels, epsilon := Must(model.NewChannel(chances...)), model.Frac(1, 100)
	s.Labels, s.Epsilon = &labels, &epsilon
	ones, half := make([]int64, n), make([]int64, n)
	for i := range n {
		ones[i], half[i] = 1, int64(i%2)
	}
	for _, mimic := range []model.Dist{Must(model.Counts(ones...)), Must(model.Counts(half...))} {
		s.Nature, s.Operator, s.Mimic = Must(model.Counts(ones...)), Must(model.Counts(ones...)), mimic
		for _, c := range slices.Concat(featuresClaims, ratesClaims, transferClaims) {
			for _, v := range c.Try(s) {
				if c.Expect == Holds {
					require.NotEqual(t, Failed, v.Outcome, "%s %s: %s", c.ID, v.Name, v.Detail())
				}
			}
		}
	}
}

// Without sources there is no constant C: here A is not dominated, and after c the mimic has no forecast.
func TestTheLimitForTheOperatorNeedsSources(t *testing.T) {
	requireRows(t, `{"outcomes": ["a", "b", "c"], "operator": {"b": "1/2", "c": "1/2"}, "mimic": {"a": "1/2", "b": "1/2"}, "horizon": 2,
		"features": {"F": {"a": "0", "b": "1", "c": "1"}}}`, map[string]string{
		"features/exchangeable-limit mimic":    "holds 0 <= 0",
		"features/exchangeable-limit operator": "inapplicable",
	})
}
