package model

import (
	"math/big"
	"math/bits"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// naiveMoments holds sums over all histories of a given length, one by one. The first law weighs the distance between
// the other two: E TV, E TV² and the probability of a distance above a threshold. The others are Σ A²/M and KL(A‖M).
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

// requireEncloses requires a correct enclosure, and reports whether it is narrow.
func requireEncloses(t require.TestingT, exact Log, e Enclosure, what ...any) (narrow bool) {
	require.False(t, exact.Less(Rational(e.Low)), what...)
	require.False(t, Rational(e.High).Less(exact), what...)
	return e.High.Sub(e.Low).Less(Half.Pow(20))
}

// frontierLaws returns three laws after observations, perhaps through a feature, and perhaps different ones.
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

// On a machine of shorter words the bounds are the same, digit by digit.
func TestBoundsDoNotDependOnTheWordsOfTheMachine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 200)
		laws, f := c.frontierLaws(t)
		words, threshold := 1+c.pick(3), Frac(int64(c.pick(5)), 5)
		long := newFrontier(f, fixedIn(words, bits.UintSize), laws[:])
		short := newFrontier(f, fixedIn(words, 32), laws[:])
		for range 1 + c.pick(4) {
			require.Equal(t, long.Step(1<<20), short.Step(1<<20))
			require.Equal(t, long.Distances(0, 1, 2, 1, 2), short.Distances(0, 1, 2, 1, 2))
			require.Equal(t, long.Exceeding(0, 1, 2, threshold), short.Exceeding(0, 1, 2, threshold))
			energy, ok := long.Energy(1, 2)
			other, also := short.Energy(1, 2)
			require.Equal(t, ok, also)
			require.Equal(t, energy, other)
		}
		third := func(int) Q { return Frac(1, 3) }
		first := fixedIn(words, bits.UintSize).enclosure(long.bound(third))
		second := fixedIn(words, 32).enclosure(short.bound(third))
		if long.sources == 1 {
			require.Equal(t, first, second)
			require.Equal(t, Half.Pow(64*words-2), first.High.Sub(first.Low), "a third lies within one unit")
		}
	})
}

// coins returns laws over machines of two outcomes, each with a prior over the states.
func coins(t *testing.T, states []State, priors ...[]int64) (laws []Law) {
	machine, err := NewMachine(2, states...)
	require.NoError(t, err)
	for _, weights := range priors {
		prior, err := Counts(weights...)
		require.NoError(t, err)
		laws = append(laws, NewLaw(machine, prior))
	}
	return laws
}

func headsTails(heads, tails int64) State {
	emit, _ := Counts(heads, tails)
	return State{Emit: emit}
}

// A source that is ruled out, or an urn, must not hide the chances of the other sources: histories with other counts
// stay apart.
func TestTypesStayApartBesideSourcesWithoutAChance(t *testing.T) {
	always := headsTails(1, 0)
	urn := State{Urn: []Q{One, Whole(2)}}
	recalling := func(s State) State { s.Next = []int{0, 1}; return s }
	for name, states := range map[string][]State{
		"ruled out in the end": {headsTails(1, 2), headsTails(2, 1), always},
		"ruled out at first":   {always, headsTails(1, 2), headsTails(2, 1)},
		"ruled out between":    {headsTails(1, 2), always, headsTails(2, 1)},
		"an urn in the end":    {headsTails(1, 2), headsTails(2, 1), urn},
		"an urn between":       {headsTails(1, 2), urn, headsTails(2, 1)},
		"an urn beside memory": {recalling(headsTails(1, 2)), recalling(headsTails(2, 1)), urn}, // its counts do not determine its belief
	} {
		laws := coins(t, states, []int64{1, 1, 1}, []int64{3, 2, 1}, []int64{1, 4, 2})
		frontier := NewFrontier(Finest(2), 4, laws...)
		for n := range 6 {
			want := naiveFrontier(Finest(2), n, Half, [3]Law(laws))
			moments := frontier.Distances(0, 1, 2, 1, 2)
			require.True(t, requireEncloses(t, Rational(want.distance), moments[0], "%s, E TV at %d", name, n), name)
			require.True(t, requireEncloses(t, Rational(want.square), moments[1], "%s, E TV² at %d", name, n), name)
			energy, ok := frontier.Energy(1, 2)
			require.True(t, ok)
			require.True(t, requireEncloses(t, Rational(want.energy), energy, "%s, energy at %d", name, n), name)
			require.True(t, frontier.Step(1<<20))
		}
	}
}

// If a history is too unlikely for the precision, the weights on the sources still bound the ratio. Σ A²/M of two coins
// is computed exactly from their counts.
func TestEnergyOfHistoriesTooUnlikelyForTheNumbers(t *testing.T) {
	const n = 200
	heads := func(q Q, h int) Q { return q.Pow(h).Mul(One.Sub(q).Pow(n - h)) }
	laws := coins(t, []State{headsTails(1, 1), headsTails(1, 2)}, []int64{1, 3}, []int64{1, 1}, []int64{1, 0})
	var energy Q
	for h := range n + 1 {
		fair, third := heads(Half, h), heads(Frac(1, 3), h)
		a, m := fair.Add(third.Mul(Whole(3))).Mul(Frac(1, 4)), fair.Add(third).Mul(Half)
		ways := Ratio(IntOf(new(big.Int).Binomial(n, int64(h))), NewInt(1))
		energy = energy.Add(ways.Mul(a).Mul(a).Div(m))
	}
	for _, words := range []int{1, 2, 4} {
		frontier := NewFrontier(Finest(2), words, laws...)
		for range n {
			require.True(t, frontier.Step(1<<20))
		}
		got, ok := frontier.Energy(0, 1)
		require.True(t, ok)
		require.True(t, requireEncloses(t, Rational(energy), got, "in %d words", words))
		divergence, ok := frontier.Divergence(0, 1)
		require.True(t, ok)
		require.False(t, divergence.High.Less(Zero))
		require.True(t, Rational(divergence.Low).Less(KL(toPosterior(t, laws[0]), toPosterior(t, laws[1]))))
		// If the second law lacks a source, nothing bounds the ratio once its own numbers round to 0.
		_, ok = frontier.Energy(0, 2)
		require.Equal(t, words > 3, ok)
		_, ok = frontier.Divergence(0, 2)
		require.Equal(t, words > 3, ok)
	}
}

func toPosterior(t *testing.T, l Law) Dist {
	posterior, err := l.Posterior()
	require.NoError(t, err)
	return posterior
}

// A step is refused exactly if its work would exceed the limit, and then nothing has changed.
func TestAStepTakesNoMoreWorkThanAllowed(t *testing.T) {
	states := []State{headsTails(1, 2), headsTails(2, 1), {Emit: Point(2, 0), Next: []int{1, 0}}}
	laws := coins(t, states, []int64{1, 1, 1}, []int64{1, 2, 3})
	free, held := NewFrontier(Finest(2), 1, laws...), NewFrontier(Finest(2), 1, laws...)
	met := 1
	for range 6 {
		require.True(t, free.Step(1<<20))
		met += len(free.types)
		require.GreaterOrEqual(t, free.Work(), met)
		require.Zero(t, (free.Work()-met)%perTuple, "a tuple counts as so many types")
		before := len(held.types)
		sums := held.Distances(0, 0, 1, 1)
		require.False(t, held.Step(free.Work()-1))
		require.Equal(t, before, len(held.types))
		require.Equal(t, sums, held.Distances(0, 0, 1, 1))
		require.True(t, held.Step(free.Work()))
		require.Equal(t, len(free.types), len(held.types))
		require.Equal(t, free.Work(), held.Work())
	}
}

func TestAFrontierOfImpossibleLawsIsEmpty(t *testing.T) {
	null := coins(t, []State{headsTails(1, 0)}, []int64{1})[0].Observe(1)
	require.True(t, null.Null())
	frontier := NewFrontier(Finest(2), 1, null, null)
	require.Zero(t, len(frontier.types))
	require.Zero(t, frontier.Work())
	require.True(t, frontier.Step(1))
	require.Zero(t, len(frontier.types))
}

func TestEnclosuresAddAndScaleEndByEnd(t *testing.T) {
	third := Enclosure{Frac(1, 4), Half}
	require.Equal(t, Enclosure{Frac(5, 4), Frac(5, 2)}, third.Add(Enclosure{One, Whole(2)}))
	require.Equal(t, Enclosure{Half, One}, third.Scale(Whole(2)))
	require.Equal(t, Enclosure{}, third.Scale(Zero))
}
