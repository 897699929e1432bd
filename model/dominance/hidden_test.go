package dominance

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mimics/model"
)

// dumb decides what merges through a feature by another route. It identifies no states. It uses the values of all
// short words, tries every set of columns for what is dominated, and looks at every joint state of a bottom
// component.
type dumb struct {
	machine   *model.Machine
	feature   model.Feature
	values    [][]*big.Rat // values[word][state]
	dominated map[string]bool
}

func newDumb(machine *model.Machine, f model.Feature) *dumb {
	d := &dumb{machine: machine, feature: f, dominated: map[string]bool{}}
	ones := make([]*big.Rat, machine.States())
	for s := range ones {
		ones[s] = big.NewRat(1, 1)
	}
	words := [][]*big.Rat{ones}
	for range machine.States() {
		d.values = append(d.values, words...)
		var longer [][]*big.Rat
		for _, word := range words {
			for c := range f.Cells() {
				longer = append(longer, d.before(c, word))
			}
		}
		words = longer
	}
	return d
}

// before returns the probability of a cell and then a word from each state.
func (d *dumb) before(cell int, word []*big.Rat) []*big.Rat {
	list := make([]*big.Rat, len(word))
	for s := range list {
		list[s] = new(big.Rat)
		for _, e := range d.steps(s, cell) {
			list[s].Add(list[s], new(big.Rat).Mul(e.chance.Rat(), word[e.to]))
		}
	}
	return list
}

func (d *dumb) steps(state, cell int) (list []move) {
	for x := range d.machine.Outcomes() {
		if d.feature.Cell(x) == cell && d.machine.Emission(state).Has(x) {
			list = append(list, move{d.machine.Next(state, x), d.machine.Emission(state).P(x)})
		}
	}
	return list
}

// merging returns how much of a source merges with sources that begin in any of the others.
func (d *dumb) merging(state int, others set) *big.Rat {
	type joint struct {
		state  int
		others string
	}
	var states []joint
	var sets []set
	find := func(state int, others set) int {
		at := joint{state, fmt.Sprint(others)}
		if i := slices.Index(states, at); i >= 0 {
			return i
		}
		states, sets = append(states, at), append(sets, others)
		return len(states) - 1
	}
	find(state, others)
	var chances []map[int]*big.Rat
	for n := 0; n < len(states); n++ {
		chances = append(chances, map[int]*big.Rat{})
		for c := range d.feature.Cells() {
			led := set{}
			for _, s := range sets[n] {
				for _, e := range d.steps(s, c) {
					led = led.with(e.to)
				}
			}
			for _, e := range d.steps(states[n].state, c) {
				to := find(e.to, led)
				if chances[n][to] == nil {
					chances[n][to] = new(big.Rat)
				}
				chances[n][to].Add(chances[n][to], e.chance.Rat())
			}
		}
	}
	reachable := closure(chances)
	matrix := make([][]*big.Rat, len(states))
	for n := range states {
		matrix[n] = make([]*big.Rat, len(states)+1)
		for v := range matrix[n] {
			matrix[n][v] = new(big.Rat)
		}
		matrix[n][n].SetInt64(1)
		bottom, covered := true, false
		for v := range states {
			if reachable[n][v] {
				bottom = bottom && reachable[v][n]
				covered = covered || d.dominatedBy(states[v].state, sets[v])
			}
		}
		switch {
		case !bottom:
			for v, p := range chances[n] {
				matrix[n][v].Sub(matrix[n][v], p)
			}
		case covered:
			matrix[n][len(states)].SetInt64(1)
		}
	}
	return eliminate(matrix)[0]
}

// dominatedBy tries every set of the weights that may be positive.
func (d *dumb) dominatedBy(state int, others set) bool {
	key := fmt.Sprint(state, others)
	if known, ok := d.dominated[key]; ok {
		return known
	}
	var columns [][]*big.Rat
	add := func(s int, sign int64) {
		column := make([]*big.Rat, len(d.values))
		for i, word := range d.values {
			column[i] = new(big.Rat).Mul(word[s], big.NewRat(sign, 1))
		}
		columns = append(columns, column)
	}
	for _, s := range others {
		add(s, 1)
	}
	for s := range d.machine.States() {
		add(s, -1)
	}
	right := make([]*big.Rat, len(d.values))
	for i, word := range d.values {
		right[i] = word[state]
	}
	found := false
	for chosen := 0; chosen < 1<<len(columns) && !found; chosen++ {
		var some [][]*big.Rat
		for i, column := range columns {
			if chosen>>i&1 == 1 {
				some = append(some, column)
			}
		}
		found = positiveSolution(some, right)
	}
	d.dominated[key] = found
	return found
}

// positiveSolution reports whether exactly one sum of the columns is the right side, with no weight below 0.
func positiveSolution(columns [][]*big.Rat, right []*big.Rat) bool {
	rows := make([][]*big.Rat, len(right))
	for i := range rows {
		for _, column := range append(slices.Clone(columns), right) {
			rows[i] = append(rows[i], new(big.Rat).Set(column[i]))
		}
	}
	return eliminate(rows) != nil
}

// closure reports which states can come after which, later or at once.
func closure(chances []map[int]*big.Rat) [][]bool {
	reachable := make([][]bool, len(chances))
	for n := range chances {
		reachable[n] = make([]bool, len(chances))
		reachable[n][n] = true
		queue := []int{n}
		for len(queue) > 0 {
			for w := range chances[queue[0]] {
				if !reachable[n][w] {
					reachable[n][w] = true
					queue = append(queue, w)
				}
			}
			queue = queue[1:]
		}
	}
	return reachable
}

// hiddenMachines yields random machines on three outcomes; the last two look the same.
func hiddenMachines(states, cases int) func(yield func([]model.State, [2]model.Dist) bool) {
	emissions := []model.Dist{mustCounts(1, 1, 0), mustCounts(1, 1, 1), mustCounts(2, 1, 1), mustCounts(1, 0, 0),
		mustCounts(0, 1, 1), mustCounts(1, 2, 1)}
	random := rand.New(rand.NewPCG(7, uint64(states)))
	prior := func() model.Dist {
		weights := make([]int64, states)
		for i := range weights {
			weights[i] = int64(random.IntN(2))
		}
		weights[random.IntN(states)]++
		return mustCounts(weights...)
	}
	return func(yield func([]model.State, [2]model.Dist) bool) {
		for range cases {
			list := make([]model.State, states)
			for s := range list {
				list[s].Emit = emissions[random.IntN(len(emissions))]
				for range 3 {
					list[s].Next = append(list[s].Next, random.IntN(states))
				}
			}
			if !yield(list, [2]model.Dist{prior(), prior()}) {
				return
			}
		}
	}
}

func TestTheDecisionThroughAFeatureAgreesWithADumbOne(t *testing.T) {
	f, err := model.NewFeature(0, 1, 1)
	require.NoError(t, err)
	counts := map[string]int{}
	for _, size := range []struct{ states, cases int }{{2, 120}, {3, 90}, {4, 3}} {
		for states, priors := range hiddenMachines(size.states, size.cases) {
			a, m := laws(t, priors[0], priors[1], states...)
			name := fmt.Sprint(states, priors)
			c := compare(t, a, m, f)
			d := c.Decompose()
			require.True(t, d.Decided(), name)
			dumb, possible := newDumb(a.Machine(), f), set{}
			for _, p := range m.Present() {
				possible = possible.with(p.At)
			}
			sum := new(big.Rat)
			for _, p := range a.Present() {
				share := dumb.merging(p.At, possible)
				alone := compare(t, model.NewLaw(a.Machine(), model.Point(len(states), p.At)), m, f)
				require.Equal(t, share.String(), alone.Decompose().Merging.Rat().String(), name)
				sum.Add(sum, share.Mul(share, p.Weight.Rat()))
			}
			require.Equal(t, sum.String(), d.Merging.Rat().String(), name)
			if c.determinized().isDeterministic() {
				beliefs := &Comparison{Effort: MaxJoint, feature: f, hidden: c.determinized()}
				require.Equal(t, d.Merging, beliefs.Decompose().Merging, "by beliefs: %s", name)
				counts["beliefs"]++
			} else {
				counts["endless"]++
			}
			outcomes := compare(t, a, m, model.Finest(3)).Decompose()
			require.False(t, d.Merging.Less(outcomes.Merging), "what merges on outcomes does so through the feature: %s", name)
			switch {
			case d.Singular.IsZero():
				counts["fully"]++
			case d.Merging.IsZero():
				counts["never"]++
			default:
				counts["partly"]++
			}
			heedBounds(t, c, a, m, f, name, counts)
		}
	}
	t.Log(counts)
	for _, kind := range []string{"beliefs", "endless", "fully", "never", "partly", "endless constant"} {
		assert.Positive(t, counts[kind], kind)
	}
}

// heedBounds compares the constant, and the bounds with little effort, with what is known.
func heedBounds(t *testing.T, c *Comparison, a, m model.Law, f model.Feature, name string, counts map[string]int) {
	d, b := c.Decompose(), c.BoundBehind(8)
	for _, effort := range []int{1, 2, 4} {
		less := behind(c, effort)
		require.False(t, d.Merging.Less(less.Merging), name)
		require.False(t, d.Singular.Less(less.Singular), name)
	}
	if n, ok := c.Within(model.Frac(1, 4)); ok && n < 6 {
		counts[fmt.Sprint("within at once: ", n == 0)]++
		require.False(t, model.Frac(1, 4).Less(distance(a, m, f, n, 3)), "from step %d on: %s", n, name)
	}
	never := d.Merging.IsZero() && len(c.hidden.sources[0]) > 0
	require.Equal(t, never, behind(c, 1).Singular.Equal(model.One), "singular as a whole is decided at once: %s", name)
	if b.High == nil {
		return
	}
	if !c.determinized().isDeterministic() {
		counts["endless constant"]++
	}
	require.False(t, b.High.Less(b.Low), name)
	require.True(t, d.Singular.IsZero(), name)
	walkCells(a, m, f, 5, func(ratio model.Q) {
		require.False(t, b.High.Less(ratio), "the constant %s is passed by %s: %s", b.High, ratio, name)
	})
}

// behind decomposes with that effort.
func behind(c *Comparison, states int) Decomposition {
	return (&Comparison{Effort: states, hidden: c.hidden}).Decompose()
}

// walkCells visits A/M after every history of at most steps cells with A(h) > 0.
func walkCells(a, m model.Law, f model.Feature, steps int, visit func(ratio model.Q)) {
	visit(a.Prob().Div(m.Prob()))
	for c := range f.Cells() {
		if next := a.ObserveCell(f, c); steps > 0 && !next.Null() {
			walkCells(next, m.ObserveCell(f, c), f, steps-1, visit)
		}
	}
}

// What bounds A/M on outcomes does so through the feature.
func TestTheConstantOfTheOutcomesBoundsThatOfAFeature(t *testing.T) {
	states := []model.State{
		{Emit: dist(t, "1/2", "1/4", "1/4"), Next: []int{0, 2, 3}}, {Emit: dist(t, "1/2", "1/3", "1/6"), Next: []int{1, 2, 3}},
		{Emit: dist(t, "1/2", "1/4", "1/4"), Next: []int{2, 2, 3}}, {Emit: dist(t, "1/3", "1/3", "1/3"), Next: []int{2, 3, 3}},
	}
	a, m := laws(t, dist(t, "1", "0", "0", "0"), dist(t, "0", "1", "0", "0"), states...)
	f, err := model.NewFeature(0, 1, 1)
	require.NoError(t, err)
	c := compare(t, a, m, f)
	assert.False(t, c.determinized().isDeterministic())
	assert.Nil(t, c.bounds().above(c.determinized().root()))
	b := c.BoundBehind(0)
	require.NotNil(t, b.High)
	assert.Equal(t, "3/2", b.High.String())
}

// An urn to which the mimic gives less weight than the operator counts, also if other sources are hidden.
func TestTheConstantHeedsUrnsBesideWhatIsHidden(t *testing.T) {
	hidden, _, f := switches(t, dist(t, "1", "0", "0", "0"), dist(t, "1", "0", "0", "0"))
	states := []model.State{urn(t, "1", "1", "1")}
	for s := range hidden.Machine().States() {
		var next []int
		for x := range 3 {
			next = append(next, 1+hidden.Machine().Next(s, x))
		}
		states = append(states, model.State{Emit: hidden.Machine().Emission(s), Next: next})
	}
	a, m := laws(t, dist(t, "1/2", "1/2", "0", "0", "0"), dist(t, "1/8", "7/8", "0", "0", "0"), states...)
	c := compare(t, a, m, f)
	assert.False(t, c.determinized().isDeterministic())
	assert.Equal(t, "1", c.Decompose().Merging.String())
	b := c.Bound()
	require.NotNil(t, b.High)
	assert.Equal(t, "4", b.High.String())
}

func TestMovesAreGatheredInOrder(t *testing.T) {
	half := model.Half
	assert.Equal(t, []move{{0, half}, {2, model.One}},
		gathered([]move{{2, half}, {0, half}, {2, half}}, []int{0, 1, 2}))
	assert.Equal(t, []move{{0, half}, {1, model.One}},
		gathered([]move{{2, half}, {0, half}, {1, half}}, []int{0, 1, 1}))
}

// Two mixtures of states can have the same law although no two states have.
func TestWhatAMixtureDominatesMerges(t *testing.T) {
	half := "1/2"
	a, m := laws(t, dist(t, "1", "0", "0"), dist(t, "0", half, half),
		model.State{Emit: dist(t, half, half, "0"), Next: []int{0, 0, 0}},
		model.State{Emit: dist(t, "3/4", "1/4", "0"), Next: []int{1, 1, 1}},
		model.State{Emit: dist(t, "1/4", "3/4", "0"), Next: []int{2, 2, 2}})
	w := compare(t, a, m, model.Finest(3)).hidden.automaton
	assert.Equal(t, yes, newTests(w, 1000).singular(0, set{1, 2}, of(1000)), "for ever, a fair coin is no mixture of unfair ones")

	// The same coins, drawn again at each step, are a fair coin: the outcomes of a cell differ in which coin is next.
	a, m = laws(t, dist(t, "1", "0", "0"), dist(t, "0", half, half),
		model.State{Emit: dist(t, half, half, "0", "0"), Next: []int{0, 0, 0, 0}},
		model.State{Emit: dist(t, "3/8", "1/8", "3/8", "1/8"), Next: []int{1, 1, 2, 2}},
		model.State{Emit: dist(t, "1/8", "3/8", "1/8", "3/8"), Next: []int{1, 1, 2, 2}})
	f, err := model.NewFeature(0, 1, 0, 1)
	require.NoError(t, err)
	c := compare(t, a, m, f)
	assert.Equal(t, "1", c.Decompose().Merging.String())
	assert.Equal(t, "0", c.Reversed().Decompose().Singular.String())
	assert.Equal(t, "0", compare(t, a, m, model.Finest(4)).Decompose().Merging.String())
	b := c.Bound()
	require.NotNil(t, b.High)
	assert.Equal(t, "1", b.High.String(), "to an observer of cells they are one law")
	assert.False(t, c.hidden.isDeterministic())
	apart := newBounds(c.hidden.automaton)
	assert.Nil(t, apart.assigned(c.hidden.root(), false), "neither coin alone dominates it")
	above := apart.above(c.hidden.root())
	require.NotNil(t, above)
	assert.Equal(t, "1", above.String(), "and both do")
	apart.tests = newTests(c.hidden.automaton, -1)
	found := apart.search(c.hidden.root(), maxHistories)
	require.NotNil(t, found.High, "without the kernel no bound is known, but every history leads back to the first")
	assert.Equal(t, "1", found.High.String())
	assert.Same(t, c.tests(), c.Reversed().tests(), "the kernel is found once")
	assert.True(t, c.determinized().isDeterministic(), "either coin, or even odds of the two")
	assert.Len(t, c.determinized().moves, 3, "the even odds are the fair coin")
}

// A fork that is hidden for one step leads to a chain. No two states have the same law, so each is a belief, except
// that the two states of the fork make one.
func TestOnlyAsManyBeliefsAreFollowedAsTheLimitsAllow(t *testing.T) {
	chain := func(beliefs, cells int) sides {
		states := beliefs + 1
		emit := func(cell, to int, chance model.Q, moves [][]move) [][]move {
			moves[cell] = append(moves[cell], move{to, chance})
			return moves
		}
		w := automaton{cells: cells}
		w = w.add(emit(0, 1, model.Half, emit(0, 2, model.Half, make([][]move, cells))))
		w = w.add(emit(0, 3, model.One, make([][]move, cells))).add(emit(1, 3, model.One, make([][]move, cells)))
		for s := 3; s < states; s++ {
			rare, to := model.Frac(1, int64(s)), min(s+1, states-1)
			w = w.add(emit(0, to, rare, emit(1, to, model.One.Sub(rare), make([][]move, cells))))
		}
		first := []source{{state: 0, weight: model.One}}
		return sides{w, [2][]source{first, first}}
	}
	for _, limit := range []struct{ beliefs, cells int }{{maxBeliefs, 2}, {maxEmissions / 64, 64}} {
		followed := chain(limit.beliefs, limit.cells).determinized()
		assert.True(t, followed.isDeterministic(), limit)
		assert.Len(t, followed.moves, limit.beliefs)
		assert.False(t, chain(limit.beliefs+1, limit.cells).determinized().isDeterministic(), limit)
	}
}

func TestWithoutEffortTheAnswerIsUnknown(t *testing.T) {
	one := []model.Q{model.One}
	_, bounded := (&kernel{}).largestRatio(one, one, of(-1))
	assert.Equal(t, unknown, bounded)
	w := automaton{cells: 1}.add([][]move{{{0, model.Half}, {1, model.Half}}}).add([][]move{{{1, model.One}}})
	apart := automaton{cells: 2}.add(stays(0, []model.Q{model.One, {}})).add(stays(1, []model.Q{{}, model.One}))
	assert.Equal(t, yes, newTests(apart, 100).singular(0, set{1}, of(100)))
	assert.Equal(t, no, newTests(w, 0).singular(0, set{1}, of(-1)), "what meets needs no comparison")
	assert.Equal(t, yes, newTests(apart, -1).singular(0, nil, of(-1)), "nor does what has nothing beside it")
	same := automaton{cells: 1}.add([][]move{{{0, model.One}}}).add([][]move{{{1, model.One}}})
	assert.Equal(t, unknown, newTests(same, -1).singular(0, set{1}, of(-1)))
}

// of returns a budget.
func of(effort budget) *budget { return &effort }
