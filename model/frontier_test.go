package model

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// naiveMoments are sums over all histories of so many cells, one by one: E TV and E TV² as the first law weighs the
// distance of the other two, how likely a distance above a threshold is, Σ A²/M and KL(A‖M).
type naiveMoments struct {
	distance, square, exceeding, energy Q
	divergence                          Log
	infinite                            bool
}

func naiveFrontier(f Feature, n int, threshold Q, laws [3]Law) (sums naiveMoments) {
	_ = Walk(f, n, laws[:], func(history []int, after []Law) error {
		if len(history) < n {
			return nil
		}
		weight, a, m := after[0], after[1], after[2]
		distance := One
		if !a.Null() && !m.Null() {
			p, _ := a.Forecast()
			q, _ := m.Forecast()
			distance = TotalVariation(p.Push(f), q.Push(f))
		}
		sums.distance = sums.distance.Add(weight.Prob().Mul(distance))
		sums.square = sums.square.Add(weight.Prob().Mul(distance).Mul(distance))
		if threshold.Less(distance) {
			sums.exceeding = sums.exceeding.Add(weight.Prob())
		}
		switch {
		case a.Null():
		case m.Null():
			sums.infinite = true
		default:
			z := LikelihoodRatio(a, m)
			sums.energy = sums.energy.Add(z.Mul(a.Prob()))
			sums.divergence = sums.divergence.Add(Ln(z).Scale(a.Prob()))
		}
		return nil
	})
	return sums
}

// requireEncloses asks for a correct enclosure, and tells whether it is a narrow one.
func requireEncloses(t require.TestingT, exact Log, e Enclosure, what ...any) (narrow bool) {
	require.False(t, exact.Less(Rational(e.Low)), what...)
	require.False(t, Rational(e.High).Less(exact), what...)
	return e.High.Sub(e.Low).Less(Half.Pow(20))
}

// frontierLaws are three laws that have seen something, perhaps through a feature, and perhaps not the same.
func (c *choices) frontierLaws(t require.TestingT) (laws [3]Law, f Feature) {
	m := c.machine()
	machine := m.build(t)
	f = toFeature(t, c.partition(m.outcomes))
	for i := range laws {
		laws[i] = NewLaw(machine, toDist(t, c.probabilities(len(m.states))))
		if seen := laws[i].ObserveCell(f, c.pick(f.Cells())); c.pick(3) == 1 && !seen.Null() {
			laws[i] = seen.Anew()
		}
	}
	if c.pick(2) == 1 {
		f = Finest(m.outcomes)
	}
	return laws, f
}

func TestFrontierEnclosesWhatEnumerationGives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 200)
		laws, f := c.frontierLaws(t)
		threshold := Frac(int64(c.pick(5)), 5)
		depth := c.pick(4)
		want := naiveFrontier(f, depth, threshold, laws)
		for words := 1 + c.pick(3); ; words *= 4 {
			require.LessOrEqual(t, words, 200, "some precision is enough")
			frontier := NewFrontier(f, words, laws[:]...)
			for range depth {
				require.True(t, frontier.Step(1<<20))
			}
			moments := frontier.Distances(0, 1, 2, 1, 2)
			narrow := requireEncloses(t, Rational(want.distance), moments[0], "E TV")
			narrow = requireEncloses(t, Rational(want.square), moments[1], "E TV²") && narrow
			requireEncloses(t, Rational(want.exceeding), frontier.Exceeding(0, 1, 2, threshold), "exceeding")
			energy, ok := frontier.Energy(1, 2)
			divergence, also := frontier.Divergence(1, 2)
			require.Equal(t, ok, also)
			if ok {
				narrow = requireEncloses(t, Rational(want.energy), energy, "energy") && narrow
				narrow = requireEncloses(t, want.divergence, divergence, "divergence") && narrow
			}
			require.False(t, ok && want.infinite)
			if narrow && ok != want.infinite {
				return
			}
		}
	})
}
