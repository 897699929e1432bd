package dominance

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mimics/model"
)

// What outcomes tell at once a feature can tell late.
func TestWhatIsNearOnOutcomesNeedNotBeThroughAFeature(t *testing.T) {
	// At once an outcome tells two sources apart, and the feature shows nothing of it until three steps later; then
	// both are hidden switches whose age it never shows.
	waiting := func(x, next int) model.State {
		emit := make([]int64, 4)
		emit[x] = 1
		return model.State{Emit: mustCounts(emit...), Next: []int{next, next, next, next}}
	}
	states := []model.State{waiting(0, 2), waiting(1, 3), waiting(0, 4), waiting(0, 5), waiting(2, 6), waiting(3, 6)}
	states = append(states, model.State{Emit: mustCounts(2, 1, 1, 0), Next: []int{6, 6, 7, 6}},
		model.State{Emit: mustCounts(1, 1, 1, 0), Next: []int{6, 7, 7, 7}})
	a, m := laws(t, mustCounts(1, 0, 0, 0, 0, 0, 0, 0), mustCounts(1, 1, 0, 0, 0, 0, 0, 0), states...)
	f, err := model.NewFeature(0, 0, 1, 2)
	require.NoError(t, err)
	near := model.Frac(1, 100)
	n, ok := compare(t, a, m, model.Finest(4)).Within(near)
	assert.True(t, ok)
	assert.Equal(t, 1, n)
	through := compare(t, a, m, f)
	assert.False(t, through.determinized().isDeterministic())
	n, ok = through.Within(near)
	assert.True(t, ok)
	assert.Equal(t, 3, n)
	assert.Equal(t, "1/2", distance(a, m, f, 2, 3).String())
	assert.Equal(t, "0", distance(a, m, f, 3, 3).String())
}

// A source with a coin of little weight under the mimic: the budget certifies sooner than the energy.
func TestTheBudgetCertifiesSoonerOfWhatIsRare(t *testing.T) {
	a, m := laws(t, dist(t, "1/1000", "999/1000"), dist(t, "1/1000000", "999999/1000000"),
		model.State{Emit: dist(t, "1", "0")}, model.State{Emit: dist(t, "1/2", "1/2")})
	// κ - 1 is about 1, so that before anything is seen energy bounds the distance by 1/2; KL is about 0.006, and the
	// budget by 0.055.
	n, ok := compare(t, a, m, model.Finest(2)).Within(model.Frac(6, 100))
	assert.True(t, ok)
	assert.Zero(t, n)
}

// distance is E_A TV of the laws of so many further cells, after so many.
func distance(a, m model.Law, f model.Feature, after, further int) (sum model.Q) {
	var visit func(a, m model.Law, steps int)
	visit = func(a, m model.Law, steps int) {
		if steps == 0 {
			sum = sum.Add(apartAfter(a, m, a.Prob(), m.Prob(), f, further))
			return
		}
		for c := range f.Cells() {
			if next := a.ObserveCell(f, c); !next.Null() {
				visit(next, m.ObserveCell(f, c), steps-1)
			}
		}
	}
	visit(a, m, after)
	return sum
}

// apartAfter is A(h) times the distance of what follows h, whose probabilities are pa and pm.
func apartAfter(a, m model.Law, pa, pm model.Q, f model.Feature, steps int) (sum model.Q) {
	if m.Null() && pm.IsZero() {
		return pa
	}
	if steps == 0 {
		return model.Zero.Max(a.Prob().Sub(m.Prob().Mul(pa).Div(pm)))
	}
	for c := range f.Cells() {
		if next := a.ObserveCell(f, c); !next.Null() {
			sum = sum.Add(apartAfter(next, m.ObserveCell(f, c), pa, pm, f, steps-1))
		}
	}
	return sum
}
