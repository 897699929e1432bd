package model

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// sums are over all histories of one length. The first law weighs the distance between the forecasts of the other two,
// which is 1 if there are none: E TV, E TV² and the probability of a distance above ½. The others are Σ A²/M and
// KL(A‖M).
type sums struct {
	distance, square, exceeding, energy Q
	divergence                          Log
	infinite                            bool
}

func (s sums) add(o sums) sums {
	return sums{s.distance.Add(o.distance), s.square.Add(o.square), s.exceeding.Add(o.exceeding),
		s.energy.Add(o.energy), s.divergence.Add(o.divergence), s.infinite || o.infinite}
}

func sumsOver(f Feature, n int, laws []Law) (all sums) {
	_ = Walk(f, n, laws, func(history []int, after []Law) error {
		if len(history) < n {
			return nil
		}
		weight, a, m := after[0].Prob(), after[1], after[2]
		here, distance := sums{infinite: m.Null() && !a.Null()}, One
		if !a.Null() && !m.Null() {
			distance = TotalVariation(Must(a.Forecast()).Push(f), Must(m.Forecast()).Push(f))
			z := LikelihoodRatio(a, m)
			here.energy, here.divergence = z.Mul(a.Prob()), Ln(z).Scale(a.Prob())
		}
		here.distance = weight.Mul(distance)
		here.square = here.distance.Mul(distance)
		if Half.Less(distance) {
			here.exceeding = weight
		}
		all = all.add(here)
		return nil
	})
	return all
}

// threeLaws returns three laws after observations, perhaps through a feature, and perhaps different ones.
func (c *choices) threeLaws(t require.TestingT) (laws []Law, f Feature) {
	m := c.machine()
	machine := m.build(t)
	f = toFeature(t, c.partition(m.outcomes))
	for range 3 {
		law := NewLaw(machine, toDist(t, c.probabilities(len(m.states))))
		if seen := law.ObserveCell(f, c.pick(f.Cells())); c.pick(3) == 1 && !seen.Null() {
			law = seen.Anew()
		}
		laws = append(laws, law)
	}
	if c.pick(2) == 1 {
		f = Finest(m.outcomes)
	}
	return laws, f
}

func TestSuccessorsSumToWhatEnumerationGives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		laws, f := choose(t, 200).threeLaws(t)
		entries := [][]Law{laws}
		for n := range 4 {
			want, got := sumsOver(f, n, laws), sums{}
			for _, entry := range entries {
				got = got.add(sumsOver(f, 0, entry))
			}
			require.True(t, want.divergence.Equal(got.divergence))
			require.Equal(t, want.infinite, got.infinite)
			require.Equal(t, fmt.Sprint(want.distance, want.square, want.exceeding, want.energy),
				fmt.Sprint(got.distance, got.square, got.exceeding, got.energy))
			entries = Successors(f, entries)
		}
	})
}

// The laws that are certain of one explanation each, mixed by its probability, are the law.
func TestApartIsAMixture(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		laws, f := choose(t, 200).threeLaws(t)
		law := laws[0].ObserveCell(f, 0)
		certain, probabilities := law.Apart()
		require.True(t, law.Prob().Equal(Total(probabilities)))
		for x := range law.Machine().Outcomes() {
			var after Q
			for i, c := range certain {
				require.Len(t, c.Present(), 1)
				after = after.Add(probabilities[i].Mul(c.Observe(x).Prob()))
			}
			require.Equal(t, law.Observe(x).Prob().String(), after.String())
		}
	})
}

// coins returns laws over a machine of two outcomes, each with a prior over the states.
func coins(t *testing.T, states []State, priors ...[]int64) (laws []Law) {
	machine, err := NewMachine(2, states...)
	require.NoError(t, err)
	for _, weights := range priors {
		laws = append(laws, NewLaw(machine, Must(Counts(weights...))))
	}
	return laws
}

func headsTails(heads, tails int64) State { return State{Emit: Must(Counts(heads, tails))} }

// A law that is ruled out carries no information, and hides none of the other laws'.
func TestTypesStayApartBesideALawThatIsRuledOut(t *testing.T) {
	states := []State{headsTails(1, 2), headsTails(2, 1), headsTails(1, 0)}
	laws := coins(t, states, []int64{1, 1, 0}, []int64{0, 0, 1})
	for _, order := range [][]Law{{laws[0], laws[1]}, {laws[1], laws[0]}} {
		entries := [][]Law{order}
		for n := range 5 {
			require.Len(t, entries, n+1, "as many as numbers of heads")
			entries = Successors(Finest(2), entries)
		}
	}
}
