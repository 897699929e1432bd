package dominance

import (
	"fmt"
	"math/big"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mimics/model"
	_ "mimics/properties/gc"
)

func q(t testing.TB, text string) model.Q {
	number, err := model.ParseQ(text)
	require.NoError(t, err)
	return number
}

func dist(t testing.TB, weights ...string) model.Dist {
	numbers := make([]model.Q, len(weights))
	for i, w := range weights {
		numbers[i] = q(t, w)
	}
	d, err := model.NewDist(numbers...)
	require.NoError(t, err)
	return d
}

// laws returns the laws of two priors over one machine.
func laws(t testing.TB, a, m model.Dist, states ...model.State) (model.Law, model.Law) {
	k := len(states[0].Urn)
	if k == 0 {
		k = states[0].Emit.Len()
	}
	machine, err := model.NewMachine(k, states...)
	require.NoError(t, err)
	return model.NewLaw(machine, a), model.NewLaw(machine, m)
}

func compare(t testing.TB, a, m model.Law, f model.Feature) *Comparison {
	c, err := Compare(a, m, f)
	require.NoError(t, err)
	return c
}

func urn(t testing.TB, pseudo ...string) model.State {
	s := model.State{}
	for _, a := range pseudo {
		s.Urn = append(s.Urn, q(t, a))
	}
	return s
}

// The answer for these pairs of laws is known.
func TestKnownDecompositions(t *testing.T) {
	fair, third := model.State{Emit: dist(t, "1/2", "1/2")}, model.State{Emit: dist(t, "1/3", "2/3")}
	for _, c := range []struct {
		name             string
		a, m             model.Dist
		states           []model.State
		merging          string
		low, high, grows string // of the constant
	}{
		{"the same coin", dist(t, "1", "0"), dist(t, "1", "0"), []model.State{fair, third}, "1", "1", "1", ""},
		{"a coin known to the mimic", dist(t, "1", "0"), dist(t, "1/4", "3/4"), []model.State{fair, third}, "1", "4", "4", ""},
		{"half of it", dist(t, "1/2", "1/2"), dist(t, "1", "0"), []model.State{fair, third}, "1/2", "", "", "singular 1/2"},
		{"mutually dominated on every horizon, and singular", dist(t, "1", "0"), dist(t, "0", "1"), []model.State{fair, third},
			"0", "", "", "singular 1"},
		{"the same coin under another name", dist(t, "1", "0"), dist(t, "0", "1"), []model.State{fair, fair}, "1", "1", "1", ""},
		{"equal after a detour", dist(t, "1", "0", "0"), dist(t, "0", "1", "0"), []model.State{
			{Emit: dist(t, "1/2", "1/2"), Next: []int{2, 2}}, {Emit: dist(t, "1/3", "2/3"), Next: []int{2, 2}}, fair,
		}, "1", "3/2", "3/2", ""},
		{"its own source beside one that becomes the same", dist(t, "1", "0"), dist(t, "1/2", "1/2"), []model.State{
			fair, {Emit: dist(t, "1/3", "2/3"), Next: []int{0, 0}},
		}, "1", "6/5", "6/5", ""},
		{"a density without bound", dist(t, "1", "0", "0"), dist(t, "0", "1", "0"), []model.State{
			{Emit: dist(t, "3/4", "1/4"), Next: []int{0, 2}}, {Emit: dist(t, "1/2", "1/2"), Next: []int{1, 2}}, third,
		}, "1", "", "", "after [] [0]"},
		{"a density without bound, beside the mimic's own source", dist(t, "1/2", "1/2", "0"), dist(t, "1", "0", "0"), []model.State{
			{Emit: dist(t, "1/2", "1/2"), Next: []int{0, 2}}, {Emit: dist(t, "3/4", "1/4"), Next: []int{1, 2}}, third,
		}, "1", "", "", "after [] [0]"},
		{"met with probability a half", dist(t, "1", "0", "0", "0"), dist(t, "0", "1", "0", "0"), []model.State{
			{Emit: dist(t, "1/2", "1/2"), Next: []int{2, 3}}, {Emit: dist(t, "1/2", "1/2"), Next: []int{2, 2}}, fair, third,
		}, "1/2", "", "", "singular 1/2"},
		{"periodic, out of step", dist(t, "1", "0"), dist(t, "0", "1"), []model.State{
			{Emit: dist(t, "1", "0"), Next: []int{1, 1}}, {Emit: dist(t, "0", "1"), Next: []int{0, 0}},
		}, "0", "", "", "singular 1"},
		{"urns on one support", dist(t, "1", "0"), dist(t, "0", "1"), []model.State{urn(t, "2", "1"), urn(t, "1", "1")}, "1", "2", "2", ""},
		{"urns on one support, the other way", dist(t, "0", "1"), dist(t, "1", "0"), []model.State{urn(t, "2", "1"), urn(t, "1", "1")},
			"1", "", "", "rare 0"},
		{"the same mixture of urns", dist(t, "3/10", "7/10"), dist(t, "3/10", "7/10"), []model.State{urn(t, "2", "1"), urn(t, "1", "1")}, "1", "1", "1", ""},
		{"a mixture of urns, of density θ + 1/2", dist(t, "1/2", "1/2"), dist(t, "0", "1"), []model.State{urn(t, "2", "1"), urn(t, "1", "1")},
			"1", "", "3/2", ""},
		{"an urn that cannot show what a coin beside it can", dist(t, "1/2", "1/2"), dist(t, "1/4", "3/4"), []model.State{
			urn(t, "1", "1", "0"), {Emit: dist(t, "1/2", "0", "1/2")},
		}, "1", "2", "2", ""},
		{"urns on other supports", dist(t, "1", "0"), dist(t, "0", "1"), []model.State{urn(t, "2", "1"), urn(t, "1", "0")}, "0", "", "", "singular 1"},
		{"an urn and a coin", dist(t, "1/2", "1/2"), dist(t, "1", "0"), []model.State{urn(t, "1", "1"), fair}, "1/2", "", "", "singular 1/2"},
		{"urns on supports that overlap", dist(t, "1", "0"), dist(t, "0", "1"), []model.State{urn(t, "1", "1", "0"), urn(t, "0", "1", "1")},
			"0", "", "", "singular 1"},
		{"an urn beside one that outgrows it and a coin", dist(t, "1", "0", "0"), dist(t, "0", "1/2", "1/2"), []model.State{
			urn(t, "1", "2"), urn(t, "2", "2"), fair,
		}, "1", "", "", ""},
		{"an urn that is certain of the other outcome", dist(t, "1", "0", "0"), dist(t, "0", "1", "0"), []model.State{
			urn(t, "0", "3"), {Emit: dist(t, "0", "1")}, {Emit: dist(t, "1", "0")},
		}, "1", "1", "1", ""},
		{"an urn that is certain, beside a coin", dist(t, "1", "0", "0"), dist(t, "0", "0", "1"), []model.State{
			urn(t, "3", "0"), fair, {Emit: dist(t, "1", "0")},
		}, "1", "1", "1", ""},
		{"an urn that is certain of the last of three", dist(t, "1", "0", "0"), dist(t, "0", "0", "1"), []model.State{
			urn(t, "0", "0", "2"), {Emit: dist(t, "0", "1/2", "1/2")}, {Emit: dist(t, "0", "0", "1")},
		}, "1", "1", "1", ""},
		{"an urn that is certain of an outcome that is not possible", dist(t, "1", "0"), dist(t, "0", "1"), []model.State{
			urn(t, "0", "3"), {Emit: dist(t, "1", "0")},
		}, "0", "", "", "singular 1"},
		{"an urn that is certain", dist(t, "1", "0"), dist(t, "0", "1"), []model.State{urn(t, "3", "0"), {Emit: dist(t, "1", "0")}}, "1", "1", "1", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, m := laws(t, c.a, c.m, c.states...)
			f := model.Finest(a.Machine().Outcomes())
			d := compare(t, a, m, f).Decompose()
			assert.Equal(t, c.merging, d.Merging.String())
			assert.True(t, d.Merging.Add(d.Singular).Equal(model.One))
			b := compare(t, a, m, f).Bound()
			if c.low != "" {
				assert.Equal(t, c.low, b.Low.String())
			}
			if c.high != "" {
				require.NotNil(t, b.High)
				assert.Equal(t, c.high, b.High.String())
			} else {
				assert.Nil(t, b.High)
			}
			if b.Unbounded != nil {
				assert.Nil(t, b.High)
				assert.Equal(t, "1", b.Low.String(), "how far a search came tells nothing")
			}
			switch g := b.Unbounded; {
			case c.grows == "":
				assert.Nil(t, g)
			case g.Rare != nil:
				assert.Equal(t, c.grows, fmt.Sprint("rare ", *g.Rare))
			case g.Word != nil:
				assert.Equal(t, c.grows, fmt.Sprint("after ", g.After, " ", g.Word))
			default:
				assert.Equal(t, c.grows, "singular "+g.Singular.String())
			}
		})
	}
}

// The density is the largest ratio of two sources up to where they first meet, divided by the mimic's weight of its
// source. For urns it is the largest value of the density of their Dirichlet laws.
func TestKnownDensities(t *testing.T) {
	fair, third := model.State{Emit: dist(t, "1/2", "1/2")}, model.State{Emit: dist(t, "1/3", "2/3")}
	for _, c := range []struct {
		name    string
		a, m    model.Dist
		states  []model.State
		density string
	}{
		{"a coin beside an urn", dist(t, "1", "0"), dist(t, "1/2", "1/2"), []model.State{fair, urn(t, "1", "1")}, "2"},
		{"urns of density 2θ", dist(t, "1", "0"), dist(t, "0", "1"), []model.State{urn(t, "2", "1"), urn(t, "1", "1")}, "2"},
		{"an urn of which nothing merges", dist(t, "1/2", "1/2"), dist(t, "1", "0"), []model.State{fair, urn(t, "1", "1")}, "1/2"},
		{"its own source at a half, one met after 1/2 to 1/3 at the other half", dist(t, "1", "0"), dist(t, "1/2", "1/2"),
			[]model.State{fair, {Emit: third.Emit, Next: []int{0, 0}}}, "3"},
	} {
		a, m := laws(t, c.a, c.m, c.states...)
		density := compare(t, a, m, model.Finest(2)).Density()
		require.NotNil(t, density, c.name)
		assert.Equal(t, c.density, density.String(), c.name)
	}
}

func TestANullLawIsNotCompared(t *testing.T) {
	a, m := laws(t, dist(t, "1", "0"), dist(t, "0", "1"), model.State{Emit: dist(t, "1", "0")},
		model.State{Emit: dist(t, "1/2", "1/2")})
	for _, pair := range [][2]model.Law{{a.Observe(1), m}, {m, a.Observe(1)}} {
		_, err := Compare(pair[0], pair[1], model.Finest(2))
		assert.ErrorIs(t, err, model.ErrNull)
	}
}

func TestAFeatureCanMergeWhatOutcomesKeepApart(t *testing.T) {
	// Two coins of one outcome each within a cell: singular, and yet the same to an observer of cells.
	a, m := laws(t, dist(t, "1", "0"), dist(t, "0", "1"),
		model.State{Emit: dist(t, "1/2", "1/2", "0")}, model.State{Emit: dist(t, "1/2", "0", "1/2")})
	f, err := model.NewFeature(0, 1, 1)
	require.NoError(t, err)
	outcomes := compare(t, a, m, model.Finest(3)).Decompose()
	cells := compare(t, a, m, f).Decompose()
	assert.Equal(t, "0", outcomes.Merging.String())
	assert.Equal(t, "1", cells.Merging.String())
}

// switches returns laws of two hidden switches of unknown age: through the feature, every history leaves another
// belief.
func switches(t testing.TB, a, m model.Dist) (model.Law, model.Law, model.Feature) {
	operator, mimic := laws(t, a, m,
		model.State{Emit: dist(t, "1/2", "1/4", "1/4"), Next: []int{0, 0, 1}},
		model.State{Emit: dist(t, "1/3", "1/3", "1/3"), Next: []int{0, 1, 1}},
		model.State{Emit: dist(t, "2/3", "1/6", "1/6"), Next: []int{2, 2, 3}},
		model.State{Emit: dist(t, "1/3", "1/3", "1/3"), Next: []int{2, 3, 3}})
	f, err := model.NewFeature(0, 1, 1)
	require.NoError(t, err)
	return operator, mimic, f
}

func TestMergingIsDecidedWithEndlessBeliefs(t *testing.T) {
	a, m, f := switches(t, dist(t, "1/2", "0", "1/2", "0"), dist(t, "0", "1", "0", "0"))
	c := compare(t, a, m, f)
	assert.False(t, c.determinized().isDeterministic())
	d := c.Decompose()
	assert.True(t, d.Decided())
	assert.Equal(t, "1/2", d.Merging.String())
	assert.Nil(t, c.Density())
}

// stays returns the moves of a state that is never left.
func stays(state int, emit []model.Q) (moves [][]move) {
	moves = make([][]move, len(emit))
	for c, p := range emit {
		if p.Sign() > 0 {
			moves[c] = []move{{state, p}}
		}
	}
	return moves
}

func (w automaton) add(moves [][]move) automaton {
	w.moves = append(w.moves, moves)
	return w
}

// newBounds compares sources that are states of an automaton.
func newBounds(w automaton) *bounds {
	return &bounds{sides: sides{automaton: w}, deterministic: w.isDeterministic(), tests: newTests(w, 1<<20),
		ratios: map[question]*model.Q{}, left: maxWork}
}

// loopFrom returns the word of loop for a source in one state beside one in another.
func loopFrom(b *bounds, state, other int) []int {
	words := maxWords
	a, m := []source{{state: state, weight: model.One}}, []source{{state: other, weight: model.One}}
	return b.loop(&pair{a: a, m: m, z: model.One}, &words)
}

// A word that leaves the ratio where it is does not let it grow.
func TestOnlyWhatGrowsShowsThatThereIsNoConstant(t *testing.T) {
	numbers := func(texts ...string) (list []model.Q) {
		for _, text := range texts {
			list = append(list, q(t, text))
		}
		return list
	}
	b := newBounds(automaton{cells: 3}.add(stays(0, numbers("1/2", "1/4", "1/4"))).add(stays(1, numbers("1/2", "1/8", "3/8"))))
	assert.Equal(t, []int{1}, loopFrom(b, 0, 1))
	assert.Equal(t, []int{2}, loopFrom(b, 1, 0))

	// One of the others is refuted at once, and the one that is left is the likelier.
	b = newBounds(automaton{cells: 2}.add(stays(0, numbers("3/4", "1/4"))).add(stays(1, numbers("7/8", "1/8"))).
		add(stays(2, numbers("0", "1"))))
	assert.Equal(t, []int{1}, loopFrom(b, 0, 1))
	assert.Nil(t, loopFrom(b, 0, 2))
	assert.Equal(t, []int{0}, loopFrom(b, 1, 0))
	b = newBounds(automaton{cells: 2}.add(stays(0, numbers("0", "1"))).add(stays(1, numbers("1/2", "1/2"))))
	assert.Equal(t, []int{1}, loopFrom(b, 0, 1), "it never emits the other cell")
	// A word that leads the other elsewhere comes once.
	b = newBounds(automaton{cells: 1}.add(stays(0, numbers("1"))).add([][]move{{{2, model.Half}}}).
		add(stays(2, numbers("1"))))
	assert.Nil(t, loopFrom(b, 0, 1))
}

// machines yields every stride-th machine on two outcomes whose emissions and successors are from a short list.
func machines(states, stride int, yield func(states []model.State)) {
	emissions := []model.Dist{mustCounts(1, 0), mustCounts(1, 1), mustCounts(1, 2)}
	kinds := len(emissions) * states * states
	all := 1
	for range states {
		all *= kinds
	}
	for n := 0; n < all; n += stride {
		list := make([]model.State, states)
		for s, rest := 0, n; s < states; s, rest = s+1, rest/kinds {
			kind := rest % kinds
			list[s] = model.State{Emit: emissions[kind%3], Next: []int{kind / 3 % states, kind / 3 / states}}
		}
		yield(list)
	}
}

func mustCounts(counts ...int64) model.Dist {
	d, err := model.Counts(counts...)
	if err != nil {
		panic(err)
	}
	return d
}

// surplus returns S_K(steps) = Σ_h (A(h) - K·M(h))⁺ over the histories of that length, by enumeration.
func surplus(a, m model.Law, k model.Q, steps int) (sum model.Q) {
	if steps == 0 {
		return model.Zero.Max(a.Prob().Sub(k.Mul(m.Prob())))
	}
	for x := range a.Machine().Outcomes() {
		if next := a.Observe(x); !next.Null() {
			sum = sum.Add(surplus(next, m.Observe(x), k, steps-1))
		}
	}
	return sum
}

// largest returns the largest A(h)/M(h) over histories of at most steps outcomes.
func largest(a, m model.Law, steps int) model.Q {
	most := a.Prob().Div(m.Prob())
	for x := range a.Machine().Outcomes() {
		if next := a.Observe(x); steps > 0 && !next.Null() {
			most = most.Max(largest(next, m.Observe(x), steps-1))
		}
	}
	return most
}

func TestTheDecisionAgreesWithADumbOneAndWithLongHorizons(t *testing.T) {
	for _, test := range []struct {
		states, stride int
		priors         [][2]model.Dist
	}{
		{2, 1, [][2]model.Dist{
			{mustCounts(1, 0), mustCounts(0, 1)}, {mustCounts(1, 1), mustCounts(0, 1)},
			{mustCounts(1, 2), mustCounts(2, 1)}, {mustCounts(1, 1), mustCounts(1, 0)},
		}},
		{3, 331, [][2]model.Dist{
			{mustCounts(1, 0, 0), mustCounts(0, 1, 1)}, {mustCounts(1, 1, 0), mustCounts(0, 0, 1)},
			{mustCounts(1, 2, 0), mustCounts(0, 1, 2)}, {mustCounts(0, 1, 1), mustCounts(1, 1, 0)},
		}},
	} {
		t.Run(fmt.Sprint(test.states, " states"), func(t *testing.T) { agrees(t, test.states, test.stride, test.priors) })
	}
}

func agrees(t *testing.T, states, stride int, priors [][2]model.Dist) {
	counts := map[string]int{}
	machines(states, stride, func(states []model.State) {
		for _, p := range priors {
			a, m := laws(t, p[0], p[1], states...)
			name := fmt.Sprint(states, p)
			d := compare(t, a, m, model.Finest(2)).Decompose()
			require.Equal(t, naive(a, m).String(), d.Merging.Rat().String(), name)

			b := compare(t, a, m, model.Finest(2)).Bound()
			if b.High != nil {
				require.False(t, b.High.Less(b.Low), name)
				require.False(t, largest(a, m, 9).Less(b.Low.Mul(model.Half)), "about as large a ratio is found: %s", name)
			}
			last := model.Zero
			for steps := range 8 {
				one := surplus(a, m, model.One, steps)
				require.False(t, one.Less(last), "S_K rises with L: %s", name)
				last = one
				if b.High != nil {
					require.True(t, surplus(a, m, *b.High, steps).IsZero(), "no history passes the constant: %s", name)
				}
			}
			if density := compare(t, a, m, model.Finest(2)).Density(); density != nil {
				counts["density"]++
				for steps := range 8 {
					left := surplus(a, m, *density, steps)
					require.False(t, d.Singular.Less(left), "S_K(%d) = %s, singular mass %s: %s", steps, left, d.Singular, name)
				}
			}
			switch {
			case b.Unbounded != nil:
				counts["unbounded"]++
			case b.High != nil && b.High.Equal(b.Low):
				counts["decided"]++
			case b.High == nil:
				counts["open"]++
			default:
				counts["between"]++
			}
		}
	})
	t.Log(counts)
	assert.Less(t, counts["open"]+counts["between"], counts["decided"])
}

// naive returns the merging mass by another route: the chain of the source with the tuple of all others, dead ones
// included; its bottom components by closure; in each, whether one of the others emits alike throughout; and the
// probability to end there by Gauss on a dense matrix of big.Rat.
func naive(a, m model.Law) *big.Rat {
	sum := new(big.Rat)
	for _, s := range a.Present() {
		sum.Add(sum, new(big.Rat).Mul(s.Weight.Rat(), naiveShare(a.Machine(), s.At, m)))
	}
	return sum
}

func naiveShare(machine *model.Machine, start int, m model.Law) *big.Rat {
	first := []int{start}
	for _, s := range m.Present() {
		first = append(first, s.At)
	}
	tuples := [][]int{first}
	find := func(tuple []int) int {
		for i, other := range tuples {
			if slices.Equal(other, tuple) {
				return i
			}
		}
		tuples = append(tuples, tuple)
		return len(tuples) - 1
	}
	var chances []map[int]*big.Rat
	for n := 0; n < len(tuples); n++ {
		chances = append(chances, map[int]*big.Rat{})
		for x := range machine.Outcomes() {
			if !machine.Emission(tuples[n][0]).Has(x) {
				continue
			}
			var next []int
			for i, s := range tuples[n] {
				if s < 0 || i > 0 && !machine.Emission(s).Has(x) {
					next = append(next, -1)
				} else {
					next = append(next, machine.Next(s, x))
				}
			}
			to := find(next)
			if chances[n][to] == nil {
				chances[n][to] = new(big.Rat)
			}
			chances[n][to].Add(chances[n][to], machine.Emission(tuples[n][0]).P(x).Rat())
		}
	}
	reachable := closure(chances)
	// x = P·x inside, 1 or 0 in bottom components.
	size := len(tuples)
	matrix := make([][]*big.Rat, size)
	for n := range tuples {
		matrix[n] = make([]*big.Rat, size+1)
		for v := range matrix[n] {
			matrix[n][v] = new(big.Rat)
		}
		matrix[n][n].SetInt64(1)
		bottom, alike := true, make([]bool, len(first))
		for i := range alike {
			alike[i] = i > 0
		}
		for v := range tuples {
			if !reachable[n][v] {
				continue
			}
			bottom = bottom && reachable[v][n]
			for i, s := range tuples[v] {
				if s < 0 || !machine.Emission(s).Equal(machine.Emission(tuples[v][0])) {
					alike[i] = false
				}
			}
		}
		if bottom {
			if slices.Contains(alike, true) {
				matrix[n][size].SetInt64(1)
			}
			continue
		}
		for v, p := range chances[n] {
			matrix[n][v].Sub(matrix[n][v], p)
		}
	}
	return eliminate(matrix)[0]
}
