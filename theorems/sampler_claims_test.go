package theorems

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/theorems/scenario"
)

// Of the cell {a, b} only a is left, and temperature prefers it too.
func TestSamplersMoveForecasts(t *testing.T) {
	requireRows(t, `{"outcomes": ["a", "b", "c"], "mimic": {"a": "1/2", "b": "1/3", "c": "1/6"},
		"features": {"F": {"a": "0", "b": "0", "c": "1"}}}`, map[string]string{
		"sampler/temperature cells":  "holds 1 = 1",
		"sampler/temperature tilt":   "holds -1/21*ln 2 + 1/7*ln 3 = -1/21*ln 2 + 1/7*ln 3",
		"sampler/temperature greedy": "holds 5/14 = 5/14",
		"sampler/top-p distance":     "holds 1/2 = 1/2",
		"sampler/top-p divergence":   "holds ln 2 = ln 2",
		"sampler/top-p cells":        "holds 1 = 1",
	})
	// What is constant on each cell is kept by temperature and cut by top-p.
	requireRows(t, `{"outcomes": ["a", "b", "c"], "mimic": {"a": "1/4", "b": "1/4", "c": "1/2"},
		"features": {"F": {"a": "0", "b": "0", "c": "1"}}}`, map[string]string{
		"sampler/temperature cells": "holds 0 = 0",
		"sampler/top-p cells":       "holds 1 = 1",
	})
	requireRows(t, `{"outcomes": ["a"], "mimic": {"a": 1}}`, map[string]string{
		"sampler/temperature cells": "inapplicable",
		"sampler/top-p cells":       "inapplicable",
		"sampler/top-p distance":    "holds 0 = 0",
	})
}

func TestNucleiHoldTheLikeliest(t *testing.T) {
	in := NewInstance(reading(t, `{"outcomes": ["a", "b", "c"], "mimic": {"a": "1/4", "b": "1/4", "c": "1/2"}}`))
	sets, covered := in.nuclei()
	require.Equal(t, []model.Event{model.NewEvent(2), model.NewEvent(0, 2), model.NewEvent(0, 1, 2)}, sets)
	require.Empty(t, covered)

	var many scenario.Scenario
	counts := make([]int64, maxNuclei+1)
	for x := range counts {
		many.Outcomes = append(many.Outcomes, fmt.Sprint(x))
		counts[x] = int64(1 + x)
	}
	many.Mimic = Must(model.Counts(counts...))
	sets, covered = NewInstance(&many).nuclei()
	require.Len(t, sets, maxNuclei)
	require.Equal(t, "covers n up to 12", covered)
	require.Equal(t, model.NewEvent(12), sets[0])
	require.False(t, sets[11].Has(0))
}
