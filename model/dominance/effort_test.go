package dominance

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mimics/model"
)

// Two mixtures of six sources, for which the search for a constant spends all its work: then the order of its
// questions shows.
func TestTheSameAnswerComesEachTime(t *testing.T) {
	state := func(emit model.Dist, next ...int) model.State { return model.State{Emit: emit, Next: next} }
	a, m := laws(t, mustCounts(2, 3, 1, 1, 5, 2), mustCounts(3, 4, 2, 5, 5, 5),
		state(mustCounts(5, 1, 4), 2, 0, 0), state(mustCounts(2, 5, 4), 5, 2, 2), state(mustCounts(1, 3, 4), 1, 5, 3),
		state(mustCounts(5, 5, 1), 1, 4, 4), state(mustCounts(3, 5, 1), 3, 2, 0), state(mustCounts(3, 4, 3), 3, 5, 0))
	var first string
	for n := range 20 {
		bound := compare(t, m, a, model.Finest(3)).Bound()
		all := fmt.Sprint(bound.Low, bound.High)
		if n == 0 {
			first = all
		}
		require.Equal(t, first, all)
	}
}

// The search for a constant counts the length of its fractions: these have 100 bits at first, and that many more with
// each step.
func TestLongFractionsSpendTheWork(t *testing.T) {
	state := func(first, second string, next ...int) model.State {
		return model.State{Emit: dist(t, first, second), Next: next}
	}
	a, m := laws(t, dist(t, "1/2", "0", "1/2"), dist(t, "0", "1", "0"),
		state("829696747689386081914396241733/925559243922452842565989098972", "95862496233066760651592857239/925559243922452842565989098972", 1, 0),
		state("892610668220964702735858539097/2127869105818756008231758633103", "1235258437597791305495900094006/2127869105818756008231758633103", 0, 1),
		state("822483736325059839815184028747/1727437044608989351452191171371", "904953308283929511637007142624/1727437044608989351452191171371", 0, 2))
	c := compare(t, m, a, model.Finest(2))
	b := c.bounds()
	found := b.search(b.root(), maxHistories)
	assert.Nil(t, found.High)
	assert.True(t, b.spent())
	length := effort(found.Low) / 16 // what the longest fraction of all counts for
	assert.Less(t, -b.left, budget(b.cells)*(8+4*length), "it ends with the step that spends the last of it")
	assert.Less(t, length, budget(maxWork/4))
}

// The effort multiplies the limits, and has no limit itself.
func TestAnyEffortIsAllowed(t *testing.T) {
	a, m, f := switches(t, dist(t, "1/2", "0", "1/2", "0"), dist(t, "0", "1", "0", "0"))
	c := compare(t, a, m, f)
	for _, effort := range []int{1 << 20, 1 << 30, math.MaxInt / 3, math.MaxInt} {
		c := Comparison{Effort: effort, hidden: c.hidden}
		assert.Equal(t, "1/2", c.Decompose().Merging.String())
		assert.True(t, c.Decompose().Decided())
	}
}

// Where joint states are too many to look behind, pairs of states show that all merges: 64 states that can all meet.
func TestPairsThatMergeNeedNoJointStates(t *testing.T) {
	a, m := randomLaws(64, 2, 65)
	c := compare(t, a, m, model.Finest(2))
	c.Effort = 1000
	assert.Equal(t, "1", c.Decompose().Merging.String())
	c = &Comparison{Effort: 100, hidden: c.hidden}
	assert.False(t, c.Decompose().Decided(), "with less effort pairs are too many as well")
}
