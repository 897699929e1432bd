package dominance

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mimics/model"
)

// simple returns the simple constant as a text, "none" if there is none.
func simple(c *Comparison) string {
	if constant, ok := c.SimpleConstant(); ok {
		return constant.String()
	}
	return "none"
}

// The constants were worked out by hand.
func TestKnownSimpleConstants(t *testing.T) {
	fair, third := model.State{Emit: dist(t, "1/2", "1/2")}, model.State{Emit: dist(t, "1/3", "2/3")}
	then := func(next int, emit ...string) model.State {
		return model.State{Emit: dist(t, emit...), Next: []int{next, next}}
	}
	for _, c := range []struct {
		name      string
		a, m      model.Dist
		states    []model.State
		simple    string
		backwards string // of M within A
	}{
		{"the same coin", dist(t, "1", "0"), dist(t, "1", "0"), []model.State{fair, third}, "1", "1"},
		{"a coin known to the mimic", dist(t, "1", "0"), dist(t, "1/4", "3/4"), []model.State{fair, third}, "4", "none"},
		{"two coins", dist(t, "1", "0"), dist(t, "0", "1"), []model.State{fair, third}, "none", "none"},
		{"the same coin under another name", dist(t, "1", "0", "0"), dist(t, "0", "1/3", "2/3"), []model.State{fair, fair, third}, "3", "none"},
		// Half of the operator's law is one coin, to which the mimic gives a quarter, and half the other: the larger of
		// 2 and 2/3.
		{"names that are shared out otherwise", dist(t, "1/4", "1/4", "1/2", "0"), dist(t, "1/4", "0", "0", "3/4"), []model.State{fair, fair, third, third}, "2", "3/2"},
		// 1/2 to 1/3 once, and 2/3 to 1/2 the other way round.
		{"equal after a detour", dist(t, "1", "0", "0"), dist(t, "0", "1", "0"), []model.State{then(2, "1/2", "1/2"), then(2, "1/3", "2/3"), fair}, "3/2", "4/3"},
		// Half of the operator's law is in both, at 1/2 to 3/4, and an h costs the rest 3/2 against a quarter: 2/3 +
		// 1/2·(3/2)/(1/4). Backwards a t costs 4/3 against a half: 3/2 + 1/4·(4/3)/(1/2).
		{"one shared and one after a detour", dist(t, "1/2", "1/2", "0", "0"), dist(t, "3/4", "0", "1/4", "0"),
			[]model.State{third, then(3, "1/2", "1/2"), then(3, "1/3", "2/3"), fair}, "11/3", "13/6"},
		{"the cheaper of two detours", dist(t, "1", "0", "0", "0"), dist(t, "0", "1/2", "1/2", "0"),
			[]model.State{then(3, "1/2", "1/2"), then(3, "1/3", "2/3"), then(3, "1/4", "3/4"), fair}, "3", "17/12"},
		{"it begins otherwise and its others are impossible then", dist(t, "0", "1"), dist(t, "1", "0"), []model.State{fair, then(0, "1", "0")}, "2", "none"},
		{"a density without bound", dist(t, "1", "0", "0"), dist(t, "0", "1", "0"), []model.State{
			{Emit: dist(t, "3/4", "1/4"), Next: []int{0, 2}}, {Emit: dist(t, "1/2", "1/2"), Next: []int{1, 2}}, third,
		}, "none", "2"},
		{"urns on one support", dist(t, "1", "0"), dist(t, "0", "1"), []model.State{urn(t, "2", "1"), urn(t, "1", "1")}, "2", "none"},
		{"urns of one name each", dist(t, "1", "0", "0"), dist(t, "0", "1/3", "2/3"),
			[]model.State{urn(t, "2", "1"), urn(t, "2", "1"), urn(t, "1", "1")}, "3", "none"},
		{"an urn and a coin", dist(t, "1", "0"), dist(t, "0", "1"), []model.State{urn(t, "1", "1"), fair}, "none", "none"},
		{"an urn that is certain", dist(t, "1", "0"), dist(t, "0", "1"), []model.State{urn(t, "3", "0"), {Emit: dist(t, "1", "0")}}, "1", "1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, m := laws(t, c.a, c.m, c.states...)
			compared := compare(t, a, m, model.Finest(2))
			assert.Equal(t, c.simple, simple(compared))
			assert.Equal(t, c.backwards, simple(compared.Reversed()))
			if constant, ok := compared.SimpleConstant(); ok {
				assert.True(t, surplus(a, m, constant, 9).IsZero())
			}
		})
	}
}

func TestNoHistoryPassesTheSimpleConstant(t *testing.T) {
	counts := map[string]int{}
	priors := [][2]model.Dist{
		{mustCounts(1, 0), mustCounts(0, 1)}, {mustCounts(1, 1), mustCounts(0, 1)},
		{mustCounts(1, 2), mustCounts(2, 1)},
		{mustCounts(1, 1), mustCounts(1, 0)}, {mustCounts(1, 0), mustCounts(1, 2)},
	}
	machines(2, 1, func(states []model.State) {
		for _, p := range priors {
			a, m := laws(t, p[0], p[1], states...)
			name := fmt.Sprint(states, p)
			compared := compare(t, a, m, model.Finest(2))
			d, b := compared.Decompose(), compared.Bound()
			constant, ok := compared.SimpleConstant()
			switch {
			case ok:
				counts["simple"]++
				require.True(t, d.Singular.IsZero(), name)
				require.NotNil(t, b.High, name)
				require.False(t, constant.Less(*b.High), "a search finds no more than %s: %s", constant, name)
				require.True(t, surplus(a, m, constant, 8).IsZero(), "%s is passed: %s", constant, name)
				if constant.Equal(b.Low) {
					counts["least"]++
				}
			case !d.Singular.IsZero():
				counts["singular"]++
			default:
				require.Nil(t, b.High, name)
				counts["without bound"]++
			}
		}
	})
	t.Log(counts)
	assert.Greater(t, counts["least"], counts["simple"]/2)
	assert.Greater(t, counts["without bound"], 0)
}

// If the beliefs are few, what the feature hides does not count; if they are endless, it is the constant of the
// outcomes.
func TestTheSimpleConstantThroughAFeature(t *testing.T) {
	f, err := model.NewFeature(0, 1, 1)
	require.NoError(t, err)
	a, m := laws(t, dist(t, "1", "0"), dist(t, "1/3", "2/3"),
		model.State{Emit: dist(t, "1/2", "1/2", "0")}, model.State{Emit: dist(t, "1/2", "0", "1/2")})
	assert.Equal(t, "3", simple(compare(t, a, m, model.Finest(3))))
	assert.Equal(t, "1", simple(compare(t, a, m, f)))
	assert.Equal(t, "none", simple(compare(t, m, a, model.Finest(3))))
	assert.Equal(t, "1", simple(compare(t, m, a, f)))

	states := []model.State{
		{Emit: dist(t, "1/2", "1/4", "1/4"), Next: []int{0, 0, 1}}, {Emit: dist(t, "1/3", "1/3", "1/3"), Next: []int{0, 1, 1}},
	}
	a, m = laws(t, dist(t, "1", "0"), dist(t, "1/4", "3/4"), states...)
	require.False(t, compare(t, a, m, f).determinized().isDeterministic())
	assert.Equal(t, "4", simple(compare(t, a, m, f)))
	assert.Equal(t, "none", simple(compare(t, m, a, f)))
}
