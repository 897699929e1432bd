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
	j := newJoint(compare(t, a, m, model.Finest(2)).hidden.automaton)
	j.nodes = []node{
		{next: []edge{{1, model.Half}, {2, model.Half}}}, {next: []edge{{0, model.Frac(1, 3)}, {3, model.Frac(2, 3)}}},
		{next: []edge{{0, model.Half}, {4, model.Half}}}, {fate: parted}, {fate: merged},
	}
	exact, _ := j.reach(merged, of(1<<20))
	assert.Equal(t, "3/7", exact[0].String())
	below := make([]model.Q, len(j.nodes))
	below[4] = model.One
	j.approach([]int{0, 1, 2}, below)
	for n, q := range exact {
		assert.False(t, q.Less(below[n]))
		assert.True(t, q.Sub(below[n]).Less(model.Frac(1, 1<<50)))
	}
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
