package dominance

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"mimics/model"
)

// From below, the equations come as near as 63 places tell, and never pass the solution.
func TestTheEquationsAreApproachedFromBelow(t *testing.T) {
	fair := mustCounts(1, 1)
	a, m := laws(t, mustCounts(1, 0, 0, 0, 0), mustCounts(0, 0, 0, 0, 1),
		model.State{Emit: fair, Next: []int{1, 2}}, model.State{Emit: mustCounts(1, 2), Next: []int{0, 3}},
		model.State{Emit: fair, Next: []int{0, 4}}, model.State{Emit: mustCounts(3, 1)},
		model.State{Emit: fair, Next: []int{4, 4}})
	j := newProduct(compare(t, a, m, model.Finest(2)).hidden.automaton)
	j.nodes = []node{
		{next: []move{{1, model.Half}, {2, model.Half}}}, {next: []move{{0, model.Frac(1, 3)}, {3, model.Frac(2, 3)}}},
		{next: []move{{0, model.Half}, {4, model.Half}}}, {fate: singular}, {fate: merged},
	}
	exact, solved := j.reach(merged, 1<<20)
	assert.True(t, solved)
	assert.Equal(t, "3/7", exact[0].String())
	start := make([]model.Q, len(j.nodes))
	start[4] = model.One
	e := j.equations([]int{0, 1, 2}, start)
	for n, x := range e.approach(make([]model.Q, 3), 63, of(1<<20)) {
		below := model.Ratio(model.IntOf(x), model.NewInt(1<<62)).Mul(model.Half)
		assert.False(t, exact[n].Less(below))
		assert.True(t, exact[n].Sub(below).Less(model.Frac(1, 1<<50)))
	}
	bounds, known := e.refine(maxPlaces, of(40))
	assert.False(t, known)
	assert.True(t, bounds[0].Sign() > 0 && bounds[0].Less(exact[0]))
}

// Where no other fate can come, a source is sure to come to the one that can, however little effort is left.
func TestWhatIsSureTakesNoEquations(t *testing.T) {
	p := &product{nodes: []node{{next: []move{{0, model.Half}, {1, model.Half}}}, {fate: merged}, {fate: singular}}}
	sure, exact := p.reach(merged, -1)
	assert.True(t, exact)
	assert.Equal(t, []model.Q{model.One, model.One, model.Zero}, sure)
}

// A chain of five states beside one state: the joint states beyond the limit stay open.
func TestNoMoreJointStatesAreExpandedThanTheLimit(t *testing.T) {
	w := automaton{cells: 1}.add([][]move{{{0, model.One}}})
	for s := range 5 {
		w = w.add([][]move{{{s + 2, model.One}}})
	}
	p := newProduct(w)
	p.id(1, set{0})
	p.explore(2, false)
	var fates []fate
	for _, n := range p.nodes {
		fates = append(fates, n.fate)
	}
	assert.Equal(t, []fate{passing, passing, open}, fates)
}

// Some fractions are 1, or have no remainder, modulo the first prime: the answer comes from the primes after it.
func TestAnUnluckyPrimeSolvesNoEquations(t *testing.T) {
	const first = 1<<61 - 1
	one, part := model.Frac(1, first+1), model.Frac(1, first)
	for _, e := range []equations{
		{[]model.Q{model.Half}, [][]move{{{0, one}}}},
		{[]model.Q{part, model.Half}, [][]move{{{1, model.Half}}, nil}},
		{[]model.Q{model.Half, part}, [][]move{nil, {{0, model.Half}}}},
	} {
		assert.Nil(t, e.eliminate(first, of(1<<20)))
		x, exact := e.solve(1 << 20)
		assert.True(t, exact)
		switch {
		case len(x) == 1:
			assert.Equal(t, model.Half.Div(model.One.Sub(one)), x[0])
		case e.known[0].Equal(part):
			assert.Equal(t, []model.Q{part.Add(model.Frac(1, 4)), model.Half}, x)
		default:
			assert.Equal(t, []model.Q{model.Half, part.Add(model.Frac(1, 4))}, x)
		}
	}
}

// A chain that is left after 2^40 steps, around a cycle of two states, is solved by elimination alone.
func TestAChainThatIsLeftSlowlyIsSolved(t *testing.T) {
	rare := model.Frac(1, 1<<40)
	stay := model.One.Sub(rare)
	e := equations{[]model.Q{model.Zero, rare}, [][]move{{{1, stay}}, {{0, stay}}}}
	x, exact := e.solve(1 << 20)
	assert.True(t, exact)
	assert.True(t, x[1].Equal(rare.Div(model.One.Sub(stay.Mul(stay)))))
	_, exact = e.refine(maxPlaces, of(1<<20))
	assert.False(t, exact)
}

// Of many sources with many joint states there are bounds, which narrow with effort.
func TestPastTheLimitsThereAreBounds(t *testing.T) {
	a, m := randomLaws(64, 2, 16)
	last := Decomposition{}
	for _, effort := range []int{10, 100, 1000} {
		c := compare(t, a, m, model.Finest(2))
		c.Effort = effort
		d := c.Decompose()
		assert.False(t, d.Decided())
		assert.False(t, model.One.Less(d.Merging.Add(d.Singular)))
		assert.False(t, d.Merging.Less(last.Merging))
		assert.False(t, d.Singular.Less(last.Singular))
		last = d
		b := c.BoundBehind(8)
		assert.Nil(t, b.Unbounded)
		assert.Equal(t, "1", b.Low.String())
	}
	assert.Less(t, 0.8, last.Merging.Float64())
}
