package dominance

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mimics/model"
)

// A third of the operator's law shows at once what the mimic never does. Half of the rest merges, but to decide that
// takes more than the effort. So a third is known to be singular, and is printed with 20 decimals, below a third.
func TestBoundsArePrintedRoundedDown(t *testing.T) {
	fair := dist(t, "1/2", "1/2", "0")
	a, m := laws(t, dist(t, "1/3", "2/3", "0", "0", "0"), dist(t, "0", "0", "1", "0", "0"),
		model.State{Emit: dist(t, "0", "0", "1")}, model.State{Emit: fair, Next: []int{3, 4, 3}},
		model.State{Emit: fair, Next: []int{3, 3, 3}}, model.State{Emit: fair}, model.State{Emit: dist(t, "1/3", "2/3", "0")})
	c := compare(t, a, m, model.Finest(3))
	c.Effort = 1
	v := c.Verdict(model.Half)
	assert.Equal(t, Undecided, v.Status)
	below := q(t, "0.33333333333333333333")
	assert.Equal(t, below, v.Singular)
	assert.Equal(t, model.Zero, v.Merging)
	assert.Equal(t, &Growth{Singular: below}, v.Constant.Unbounded)

	v = compare(t, a, m, model.Finest(3)).Verdict(model.Half)
	assert.Equal(t, Partly, v.Status)
	assert.Equal(t, model.Frac(1, 3), v.Merging, "what is decided is printed as it is")
	require.NotNil(t, v.Constant.Unbounded)
	assert.Equal(t, Growth{Singular: model.Frac(2, 3), All: true}, *v.Constant.Unbounded)
}
