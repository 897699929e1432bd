package frontier

import (
	"math/big"
	"math/bits"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"mimics/model"
)

// moments holds sums over all histories of a given length, one by one. The first law weighs the distance between
// the other two: E TV, E TV² and the probability of a distance above a threshold. The others are Σ A²/M and KL(A‖M).
type moments struct {
	distance, square, exceeding, energy model.Q
	divergence                          model.Log
	infinite                            bool
}

func enumerated(f model.Feature, n int, threshold model.Q, laws [3]model.Law) (sums moments) {
	_ = model.Walk(f, n, laws[:], func(history []int, after []model.Law) error {
		if len(history) < n {
			return nil
		}
		weight, a, m := after[0], after[1], after[2]
		distance := model.One
		if !a.Null() && !m.Null() {
			p, _ := a.Forecast()
			q, _ := m.Forecast()
			distance = model.TotalVariation(p.Push(f), q.Push(f))
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
			z := model.LikelihoodRatio(a, m)
			sums.energy = sums.energy.Add(z.Mul(a.Prob()))
			sums.divergence = sums.divergence.Add(model.Ln(z).Scale(a.Prob()))
		}
		return nil
	})
	return sums
}

// requireEncloses requires a correct enclosure, and reports whether it is narrow.
func requireEncloses(t require.TestingT, exact model.Log, e model.Enclosure, what ...any) (narrow bool) {
	require.False(t, exact.Less(model.Rational(e.Low)), what...)
	require.False(t, model.Rational(e.High).Less(exact), what...)
	return e.High.Sub(e.Low).Less(model.Half.Pow(20))
}

// drawDist draws k counts, not all 0, as a distribution.
func drawDist(t *rapid.T, k int) model.Dist {
	weights := rapid.SliceOfN(rapid.Int64Range(0, 4), k, k).Draw(t, "weights")
	weights[pick(t, k)]++
	return model.Must(model.Counts(weights...))
}

// drawMachine draws states that draw independently or move on, and perhaps an urn beside them.
func drawMachine(t *rapid.T) *model.Machine {
	k := 1 + pick(t, 3)
	states := make([]model.State, 1+pick(t, 3))
	for s := range states {
		states[s].Emit = drawDist(t, k)
		if pick(t, 2) == 1 {
			states[s].Next = rapid.SliceOfN(rapid.IntRange(0, len(states)-1), k, k).Draw(t, "next")
		}
	}
	if pick(t, 2) == 1 {
		urn := make([]model.Q, k)
		for x := range urn {
			urn[x] = model.Frac(int64(1+pick(t, 3)), 2)
		}
		states = append(states, model.State{Urn: urn})
	}
	return model.Must(model.NewMachine(k, states...))
}

// drawLaws draws three laws after observations, perhaps through a feature, and perhaps different ones.
func drawLaws(t *rapid.T) (laws [3]model.Law, f model.Feature) {
	m := drawMachine(t)
	f = model.Finest(m.Outcomes())
	if k := m.Outcomes(); k > 1 && pick(t, 2) == 1 {
		cells := make([]int, k) // outcome 0 apart from the others
		for x := 1; x < k; x++ {
			cells[x] = 1
		}
		f = model.Must(model.NewFeature(cells...))
	}
	for i := range laws {
		laws[i] = model.NewLaw(m, drawDist(t, m.States()))
		if seen := laws[i].ObserveCell(f, pick(t, f.Cells())); pick(t, 3) == 1 && !seen.Null() {
			laws[i] = seen.Anew()
		}
	}
	return laws, f
}

func TestFrontierEnclosesWhatEnumerationGives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		laws, f := drawLaws(t)
		threshold := model.Frac(int64(pick(t, 5)), 5)
		if pick(t, 4) == 0 {
			threshold = model.Whole(int64(1 + pick(t, 9))) // above every distance
		}
		depth := pick(t, 4)
		want := enumerated(f, depth, threshold, laws)
		for words := 1 + pick(t, 3); ; words *= 4 {
			require.LessOrEqual(t, words, 200, "some precision is enough")
			frontier := New(f, words, laws[:]...)
			for range depth {
				require.True(t, frontier.Step(1<<20))
			}
			moments := frontier.Distances(0, 1, 2, 1, 2)
			narrow := requireEncloses(t, model.Rational(want.distance), moments[0], "E TV")
			narrow = requireEncloses(t, model.Rational(want.square), moments[1], "E TV²") && narrow
			exceeding := frontier.Exceeding(0, 1, 2, threshold)
			requireEncloses(t, model.Rational(want.exceeding), exceeding, "exceeding")
			require.True(t, threshold.Less(model.One) || exceeding.High.Sign() == 0)
			energy, ok := frontier.Energy(1, 2)
			divergence, also := frontier.Divergence(1, 2)
			require.Equal(t, ok, also)
			if ok {
				narrow = requireEncloses(t, model.Rational(want.energy), energy, "energy") && narrow
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
		laws, f := drawLaws(t)
		words, threshold := 1+pick(t, 3), model.Frac(int64(pick(t, 5)), 5)
		long := in(fixedIn(words, bits.UintSize), f, laws[:])
		short := in(fixedIn(words, 32), f, laws[:])
		for range 1 + pick(t, 4) {
			require.Equal(t, long.Step(1<<20), short.Step(1<<20))
			require.Equal(t, long.Distances(0, 1, 2, 1, 2), short.Distances(0, 1, 2, 1, 2))
			require.Equal(t, long.Exceeding(0, 1, 2, threshold), short.Exceeding(0, 1, 2, threshold))
			energy, ok := long.Energy(1, 2)
			other, also := short.Energy(1, 2)
			require.Equal(t, ok, also)
			require.Equal(t, energy, other)
		}
		third := func(int) model.Q { return model.Frac(1, 3) }
		first := fixedIn(words, bits.UintSize).enclosure(long.bound(third))
		second := fixedIn(words, 32).enclosure(short.bound(third))
		if long.sources == 1 {
			require.Equal(t, first, second)
			require.Equal(t, model.Half.Pow(64*words-1), first.High.Sub(first.Low), "a third lies within one unit")
		}
	})
}

// coins returns laws over machines of two outcomes, each with a prior over the states.
func coins(t *testing.T, states []model.State, priors ...[]int64) (laws []model.Law) {
	machine, err := model.NewMachine(2, states...)
	require.NoError(t, err)
	for _, weights := range priors {
		prior, err := model.Counts(weights...)
		require.NoError(t, err)
		laws = append(laws, model.NewLaw(machine, prior))
	}
	return laws
}

func headsTails(heads, tails int64) model.State {
	emit, _ := model.Counts(heads, tails)
	return model.State{Emit: emit}
}

// A source that is ruled out, or an urn, must not hide the chances of the other sources: histories with other counts
// stay apart.
func TestTypesStayApartBesideSourcesWithoutAChance(t *testing.T) {
	always := headsTails(1, 0)
	urn := model.State{Urn: []model.Q{model.One, model.Whole(2)}}
	recalling := func(s model.State) model.State { s.Next = []int{0, 1}; return s }
	for name, states := range map[string][]model.State{
		"ruled out in the end": {headsTails(1, 2), headsTails(2, 1), always},
		"ruled out at first":   {always, headsTails(1, 2), headsTails(2, 1)},
		"ruled out between":    {headsTails(1, 2), always, headsTails(2, 1)},
		"an urn in the end":    {headsTails(1, 2), headsTails(2, 1), urn},
		"an urn between":       {headsTails(1, 2), urn, headsTails(2, 1)},
		"an urn beside memory": {recalling(headsTails(1, 2)), recalling(headsTails(2, 1)), urn}, // its counts do not determine its belief
	} {
		laws := coins(t, states, []int64{1, 1, 1}, []int64{3, 2, 1}, []int64{1, 4, 2})
		frontier := New(model.Finest(2), 4, laws...)
		for n := range 6 {
			want := enumerated(model.Finest(2), n, model.Half, [3]model.Law(laws))
			moments := frontier.Distances(0, 1, 2, 1, 2)
			require.True(t, requireEncloses(t, model.Rational(want.distance), moments[0], "%s, E TV at %d", name, n), name)
			require.True(t, requireEncloses(t, model.Rational(want.square), moments[1], "%s, E TV² at %d", name, n), name)
			energy, ok := frontier.Energy(1, 2)
			require.True(t, ok)
			require.True(t, requireEncloses(t, model.Rational(want.energy), energy, "%s, energy at %d", name, n), name)
			require.True(t, frontier.Step(1<<20))
		}
	}
}

// If a history is too unlikely for the precision, the weights on the sources still bound the ratio. Σ A²/M of two coins
// is computed exactly from their counts.
func TestEnergyOfHistoriesTooUnlikelyForTheNumbers(t *testing.T) {
	const n = 200
	heads := func(q model.Q, h int) model.Q { return q.Pow(h).Mul(model.One.Sub(q).Pow(n - h)) }
	laws := coins(t, []model.State{headsTails(1, 1), headsTails(1, 2)}, []int64{1, 3}, []int64{1, 1}, []int64{1, 0})
	var energy model.Q
	for h := range n + 1 {
		fair, third := heads(model.Half, h), heads(model.Frac(1, 3), h)
		a, m := fair.Add(third.Mul(model.Whole(3))).Mul(model.Frac(1, 4)), fair.Add(third).Mul(model.Half)
		ways := model.Ratio(model.IntOf(new(big.Int).Binomial(n, int64(h))), model.NewInt(1))
		energy = energy.Add(ways.Mul(a).Mul(a).Div(m))
	}
	for _, words := range []int{1, 2, 4} {
		frontier := New(model.Finest(2), words, laws...)
		for range n {
			require.True(t, frontier.Step(1<<20))
		}
		got, ok := frontier.Energy(0, 1)
		require.True(t, ok)
		require.True(t, requireEncloses(t, model.Rational(energy), got, "in %d words", words))
		divergence, ok := frontier.Divergence(0, 1)
		require.True(t, ok)
		require.False(t, divergence.High.Less(model.Zero))
		require.True(t, model.Rational(divergence.Low).Less(model.KL(toPosterior(t, laws[0]), toPosterior(t, laws[1]))))
		// If the second law lacks a source, nothing bounds the ratio once its own numbers round to 0.
		_, ok = frontier.Energy(0, 2)
		require.Equal(t, words > 3, ok)
		_, ok = frontier.Divergence(0, 2)
		require.Equal(t, words > 3, ok)
	}
}

// Histories that the precision does not tell from impossible ones are followed no further, and still count. The
// distances of two coins are computed exactly from their counts.
func TestDistancesBesideHistoriesTooUnlikelyForTheNumbers(t *testing.T) {
	const n = 80
	rare, fair := model.Frac(1, 10), model.Half
	laws := coins(t, []model.State{headsTails(1, 9), headsTails(1, 1)}, []int64{1, 3}, []int64{1, 1}, []int64{0, 1})
	var distance, square, exceeding model.Q
	threshold := model.Frac(1, 100)
	for h := range n + 1 {
		likelihood := func(q model.Q) model.Q { return q.Pow(h).Mul(model.One.Sub(q).Pow(n - h)) }
		first, second := likelihood(rare), likelihood(fair)
		forecast := func(share int64) model.Q { // of heads, if the prior has share times as much on the fair coin
			second := second.Mul(model.Whole(share))
			return first.Mul(rare).Add(second.Mul(fair)).Div(first.Add(second))
		}
		gap := forecast(3).Sub(forecast(1)).Abs()
		weight := second.Mul(model.Ratio(model.IntOf(new(big.Int).Binomial(n, int64(h))), model.NewInt(1)))
		distance, square = distance.Add(weight.Mul(gap)), square.Add(weight.Mul(gap).Mul(gap))
		if threshold.Less(gap) {
			exceeding = exceeding.Add(weight)
		}
	}
	for _, words := range []int{1, 2, 4} {
		frontier := New(model.Finest(2), words, laws...)
		for range n {
			require.True(t, frontier.Step(1<<20))
		}
		require.Equal(t, words == 1, len(frontier.types) < n+1, "in %d words", words)
		moments := frontier.Distances(2, 0, 1, 1, 2)
		require.True(t, requireEncloses(t, model.Rational(distance), moments[0], "E TV in %d words", words))
		require.True(t, requireEncloses(t, model.Rational(square), moments[1], "E TV² in %d words", words))
		require.True(t, requireEncloses(t, model.Rational(exceeding), frontier.Exceeding(2, 0, 1, threshold)))
		for s := 0; s < len(frontier.laws[0].low); s += frontier.fixed.words { // no likelihood is lost
			of := func(numbers []big.Word) *big.Int { return inUnits(numbers[s : s+frontier.fixed.words]) }
			var low, high big.Int
			for i := range len(frontier.types) + 1 {
				at := frontier.at(i)
				low.Add(&low, of(at.low))
				high.Add(&high, of(at.high))
			}
			one := new(big.Int).Lsh(big.NewInt(1), frontier.fixed.places)
			require.True(t, low.Cmp(one) <= 0 && high.Cmp(one) >= 0)
			require.Equal(t, words == 1, of(frontier.at(len(frontier.types)).high).Sign() > 0)
		}
	}
}

func toPosterior(t *testing.T, l model.Law) model.Dist {
	posterior, err := l.Posterior()
	require.NoError(t, err)
	return posterior
}

// Independent draws cost their counts, and so does an urn; an n-gram costs the counts of its transitions.
func TestTypesAreAsFewAsTheyCanBe(t *testing.T) {
	coin := func(h int64) model.State { d, _ := model.Counts(h, 3-h); return model.State{Emit: d} }
	markov := func(h int64) model.State { s := coin(h); s.Next = []int{0, 1}; return s }
	for name, test := range map[string]struct {
		states []model.State
		types  []int
	}{
		"independent": {[]model.State{coin(1), coin(2)}, []int{1, 2, 3, 4, 5, 6}},
		"one source":  {[]model.State{coin(1)}, []int{1, 1, 1, 1, 1, 1}},
		"urn":         {[]model.State{coin(1), {Urn: []model.Q{model.One, model.One}}}, []int{1, 2, 3, 4, 5, 6}},
		"markov":      {[]model.State{markov(1), markov(2), coin(1)}, []int{1, 2, 4, 8, 14, 22}},
	} {
		machine, err := model.NewMachine(2, test.states...)
		require.NoError(t, err)
		ones := make([]int64, len(test.states))
		for s := range ones {
			ones[s] = 1
		}
		prior, err := model.Counts(ones...)
		require.NoError(t, err)
		laws := []model.Law{model.NewLaw(machine, prior), model.NewLaw(machine, model.Point(len(ones), 0))}
		entries, frontier := [][]model.Law{laws}, New(model.Finest(2), 1, laws...)
		for n, want := range test.types {
			require.LessOrEqual(t, len(entries), len(frontier.types), "%s at %d", name, n)
			if name != "one source" { // its columns differ and its beliefs do not
				require.Equal(t, want, len(frontier.types), "%s at %d", name, n)
			}
			entries = model.Successors(model.Finest(2), entries)
			require.True(t, frontier.Step(1000))
		}
		types := len(frontier.types)
		require.False(t, frontier.Step(frontier.Work()))
		require.Equal(t, types, len(frontier.types))
	}
}

// A step is refused exactly if its work would exceed the limit, and then nothing has changed.
func TestAStepTakesNoMoreWorkThanAllowed(t *testing.T) {
	states := []model.State{headsTails(1, 2), headsTails(2, 1), {Emit: model.Point(2, 0), Next: []int{1, 0}}}
	laws := coins(t, states, []int64{1, 1, 1}, []int64{1, 2, 3})
	free, held := New(model.Finest(2), 1, laws...), New(model.Finest(2), 1, laws...)
	met := 1
	for range 6 {
		require.True(t, free.Step(1<<20))
		met += len(free.types)
		require.GreaterOrEqual(t, free.Work(), met)
		require.Zero(t, (free.Work()-met)%perTuple, "a tuple counts as perTuple types")
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
	null := coins(t, []model.State{headsTails(1, 0)}, []int64{1})[0].Observe(1)
	require.True(t, null.Null())
	frontier := New(model.Finest(2), 1, null, null)
	require.Zero(t, len(frontier.types))
	require.Zero(t, frontier.Work())
	require.True(t, frontier.Step(1))
	require.Zero(t, len(frontier.types))
}
