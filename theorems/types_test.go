package theorems

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/theorems/scenario"
)

// randomScenario has sources of every kind, priors that need not dominate each other, and sometimes a history.
func randomScenario(random *rand.Rand) *scenario.Scenario {
	k, states := 1+random.IntN(3), 1+random.IntN(4)
	weights := func(n int) model.Dist {
		for {
			counts := make([]int64, n)
			for i := range counts {
				counts[i] = random.Int64N(4)
			}
			if d, err := model.Counts(counts...); err == nil {
				return d
			}
		}
	}
	list := make([]model.State, states)
	urns := make([]bool, states)
	for s := range list {
		urns[s] = s > 0 && random.IntN(4) == 0 // the first is a state that another can lead to
	}
	s := &scenario.Scenario{Name: "random", Horizon: random.IntN(5)}
	for x := range k {
		s.Outcomes = append(s.Outcomes, string(rune('a'+x)))
	}
	for i := range list {
		s.Sources = append(s.Sources, fmt.Sprint("s", i))
		if d := weights(k); urns[i] {
			for x := range k {
				list[i].Urn = append(list[i].Urn, d.P(x).Mul(model.Whole(3)))
			}
			continue
		} else {
			list[i].Emit = d
		}
		for x := 0; x < k && random.IntN(3) > 0; x++ {
			for list[i].Next == nil || urns[list[i].Next[x]] {
				if list[i].Next == nil {
					list[i].Next = make([]int, k)
				}
				list[i].Next[x] = random.IntN(states)
			}
		}
	}
	s.Machine = Must(model.NewMachine(k, list...))
	s.Nature, s.Operator, s.Mimic = weights(states), weights(states), weights(states)
	for range random.IntN(2) {
		s.History = append(s.History, random.IntN(k))
	}
	epsilon := model.Frac(random.Int64N(4), 5)
	s.Epsilon = &epsilon
	return s
}

// enumerated holds the sums over types, computed history by history.
type enumerated struct {
	distances   []model.Q   // E_A TV_{n→L}
	moves       []model.Q   // ½·E_M|Z_L - Z_n|
	energies    []model.Q   // E_M Z_n²
	divergences []model.Log // E_A KL_{n→L}
	oneStep     []model.Q   // E_A TV_n
	squares     []model.Q   // E_A TV_n²
	natural     model.Q     // Σ E_N TV_n²
	defined     bool        // every history that nature gives positive probability has it under the others
}

func enumerate(in *Instance) enumerated {
	steps := in.Horizon
	e := enumerated{
		make([]model.Q, steps+1), make([]model.Q, steps+1), make([]model.Q, steps+1), make([]model.Log, steps+1),
		make([]model.Q, steps), make([]model.Q, steps), model.Zero, true,
	}
	tv := func(a, m model.Law) model.Q {
		if a.Null() || m.Null() {
			return model.One
		}
		return model.TotalVariation(Must(a.Forecast()), Must(m.Forecast()))
	}
	three := []model.Law{in.NatureLaw, in.OperatorLaw, in.MimicLaw}
	in.Walk(in.finest(), steps, three, func(h []int, laws []model.Law) {
		n, a, m := len(h), laws[1], laws[2]
		if n < steps {
			e.oneStep[n] = e.oneStep[n].Add(tv(a, m).Mul(a.Prob()))
			e.squares[n] = e.squares[n].Add(tv(a, m).Pow(2).Mul(a.Prob()))
			e.natural = e.natural.Add(tv(a, m).Pow(2).Mul(laws[0].Prob()))
			e.defined = e.defined && (laws[0].Null() || !a.Null() && !m.Null())
		}
		if !m.Null() {
			e.energies[n] = e.energies[n].Add(m.Prob().Mul(model.LikelihoodRatio(a, m).Pow(2)))
		}
		switch {
		case a.Null():
		case m.Null():
			e.distances[n] = e.distances[n].Add(a.Prob())
			e.divergences[n] = model.Infinity
		default:
			var gaps model.Q
			var divergence model.Log
			in.Walk(in.finest(), steps-n, []model.Law{a.Anew(), m.Anew()}, func(g []int, after []model.Law) {
				if len(g) < steps-n {
					return
				}
				gaps = gaps.Add(after[0].Prob().Sub(after[1].Prob()).Abs())
				switch {
				case after[0].Null():
				case after[1].Null():
					divergence = model.Infinity
				default:
					ratio := model.LikelihoodRatio(after[0], after[1])
					divergence = divergence.Add(model.Ln(ratio).Scale(after[0].Prob()))
				}
			})
			e.distances[n] = e.distances[n].Add(gaps.Mul(model.Half).Mul(a.Prob()))
			e.divergences[n] = e.divergences[n].Add(divergence.Scale(a.Prob()))
		}
		if m.Null() {
			return
		}
		in.Walk(in.finest(), steps-n, []model.Law{a, m}, func(g []int, after []model.Law) {
			if len(g) == steps-n && !after[1].Null() {
				move := model.LikelihoodRatio(after[0], after[1]).Sub(model.LikelihoodRatio(a, m)).Abs()
				e.moves[n] = e.moves[n].Add(move.Mul(after[1].Prob()).Mul(model.Half))
			}
		})
	})
	return e
}

func TestSumsOverTypesAreSumsOverHistories(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	identities, natural, urns := 0, 0, 0
	for range 300 {
		in := NewInstance(randomScenario(random))
		if in.OperatorLaw.Null() || in.MimicLaw.Null() {
			continue
		}
		if in.HasUrn() {
			urns++
		}
		want := enumerate(in)
		for n, distance := range in.distances() {
			require.Equal(t, want.distances[n].String(), distance.String())
			require.Equal(t, want.energies[n].String(), in.energies()[n].String())
		}
		if in.Meets(&DominatedOnHistories) {
			identities++
			for n := range want.moves {
				require.Equal(t, want.moves[n].String(), want.distances[n].String())
			}
		}
		sides := divergenceSteps(model.One)(in)[0]
		if in.Horizon > 0 {
			tight := Tightest{Relation: AtMost}
			for n := range in.Horizon {
				tight.Consider(want.divergences[n+1], want.divergences[n])
			}
			require.True(t, tight.Best.Left.Equal(sides.Left))
			require.True(t, tight.Best.Right.Equal(sides.Right))
		}
		if want.defined {
			natural++
			sum := in.naturalSquares(func(sum model.Log) Sides { return Compare(sum, sum) })
			require.True(t, sum.Left.Equal(model.Rational(want.natural)))
		}
	}
	require.Greater(t, identities, 50)
	require.Greater(t, natural, 50)
	require.Greater(t, urns, 50)
}

func TestTheCurveEnclosesSumsOverHistories(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	curves := 0
	for range 300 {
		s := randomScenario(random)
		curve, err := NewCurve(s)
		if s.Horizon == 0 {
			require.EqualError(t, err, "the scenario has no horizon, expected an operator, a mimic and a horizon")
			continue
		}
		in := NewInstance(s)
		if in.OperatorLaw.Null() || in.MimicLaw.Null() {
			require.ErrorIs(t, err, errNoForecast)
			continue
		}
		curves++
		want := enumerate(in)
		var spent model.Q
		require.Len(t, curve.Distances, s.Horizon)
		for n, distance := range curve.Distances {
			requireWithin(t, want.oneStep[n], distance)
			spent = spent.Add(want.squares[n].Mul(model.Whole(2)))
			requireWithin(t, spent, curve.Spent[n])
		}
	}
	require.Greater(t, curves, 100)
}

func requireWithin(t testing.TB, exact model.Q, e model.Enclosure) {
	require.False(t, exact.Less(e.Low), "%s", exact)
	require.False(t, e.High.Less(exact), "%s", exact)
	require.True(t, e.High.Sub(e.Low).Less(model.Half.Pow(40)))
}

const threeDraws = `{"outcomes": ["a", "b", "c"], "sources": {"s": {"emit": {"a": "1/2", "b": "1/3", "c": "1/6"}},
	"t": {"emit": {"a": "1/4", "b": "1/4", "c": "1/2"}}, "u": {"emit": {"a": "1/5", "b": "3/5", "c": "1/5"}}},
	"nature": {"s": 1}, "operator": {"s": "1/2", "t": "1/4", "u": "1/4"}, "mimic": {"s": "1/4", "t": "1/4", "u": "1/2"}, "epsilon": "1/10", "horizon": `

func TestInequalitiesAreDecidedAtLongHorizons(t *testing.T) {
	s, err := scenario.Read("three", []byte(threeDraws+"60}"))
	require.NoError(t, err)
	for _, id := range []string{"budget", "surprises", "nature", "identical-support", "refined-budget", "weighted-nature", "energy"} {
		claim, _ := Essay().Find("merging/" + id)
		for _, v := range claim.Try(&s) {
			require.Equal(t, Held, v.Outcome, "%s %s", id, v.Name)
			switch v.Name {
			case "chain", "future":
				require.Nil(t, v.LeftWithin)
				continue
			}
			require.NotContains(t, v.Detail(), "covers", "%s %s", id, v.Name)
			if v.LeftWithin != nil {
				require.False(t, v.Left.Less(model.Rational(v.LeftWithin.Low)))
				require.Equal(t, model.Rational(v.LeftWithin.High), v.Left, "the end that decides")
			}
		}
	}
	for _, r := range Essay() {
		for _, rival := range r.Rivals {
			if r.ID == "merging/refined-budget" || r.ID == "merging/nature" && rival.Name == "a quarter of the bound" {
				claim := r.As(rival)
				require.NotEmpty(t, claim.Try(&s)[0].Left.String())
			}
		}
	}
}

func TestNoDistanceIsAboveALargeEpsilonAtALongHorizon(t *testing.T) {
	text := strings.Replace(threeDraws, `"epsilon": "1/10"`, `"epsilon": "4"`, 1)
	s, err := scenario.Read("three", []byte(text+"60}"))
	require.NoError(t, err)
	claim, _ := Essay().Find("merging/surprises")
	for _, v := range claim.Try(&s) {
		require.Equal(t, Held, v.Outcome)
		require.Equal(t, "0", v.Left.String())
		require.Empty(t, v.Detail())
	}
}

// Operator and mimic are equal, so both sides of the chain are 0. No bounds decide that 0 ≤ 0, and the exact sides
// stay.
func TestWhatBoundsCannotDecideStaysExact(t *testing.T) {
	s, err := scenario.Read("same", []byte(`{"outcomes": ["a", "b"], "sources": {"s": {"emit": {"a": "1/2", "b": "1/2"}}, "t": {"emit": {"a": "1/3", "b": "2/3"}}},
		"operator": {"s": "1/2", "t": "1/2"}, "mimic": {"s": "1/2", "t": "1/2"}, "horizon": 300}`))
	require.NoError(t, err)
	claim, _ := Essay().Find("merging/budget")
	for _, v := range claim.Try(&s) {
		require.Equal(t, Held, v.Outcome)
		require.Nil(t, v.LeftWithin)
		require.Equal(t, "0", v.Left.String())
		require.Regexp(t, `^covers \d+ of 300 steps$`, v.Detail())
	}
}

// The distances at n = 19 and n = 99 were computed independently of this code.
func BenchmarkExpectedDistance(b *testing.B) {
	known := map[int]model.Q{
		19: Must(model.ParseQ("0.021086527420398803")),
		99: Must(model.ParseQ("0.00012328594059023317")),
	}
	for _, steps := range []int{20, 50, 100, 200, 400} {
		b.Run(fmt.Sprintf("N=%d", steps), func(b *testing.B) {
			s, err := scenario.Read("three", fmt.Appendf(nil, "%s%d}", threeDraws, steps))
			require.NoError(b, err)
			var curve Curve
			for b.Loop() {
				if curve, err = NewCurve(&s); err != nil {
					b.Fatal(err)
				}
			}
			require.Len(b, curve.Distances, steps)
			for n, distance := range known {
				if n < steps {
					requireWithin(b, distance, curve.Distances[n])
				}
			}
		})
	}
}
