package theorems

import "testing"

const alwaysAOrB = `{"outcomes": ["a", "b"], "horizon": 1,
	"sources": {"s": {"emit": {"a": 1}}, "t": {"emit": {"b": 1}}}, `

// Cut off at 1 the ratio 2 of a leaves 1/2, cut off at 2 nothing: there the bounds are attained.
func TestTheCutRatioByHand(t *testing.T) {
	requireRows(t, alwaysAOrB+`"operator": {"s": 1}, "mimic": {"s": "1/2", "t": "1/2"}}`, map[string]string{
		"merging/without-constant future": "holds 1 <= 1",
		"merging/without-constant energy": "holds 1/2 <= 1/2",
	})
	// Half of the operator's mass is singular, and it is all of their distance.
	requireRows(t, alwaysAOrB+`"operator": {"s": "1/2", "t": "1/2"}, "mimic": {"s": 1}}`, map[string]string{
		"merging/without-constant future": "holds 0 <= 0",
		"merging/without-constant energy": "holds 1/4 <= 1/2",
	})
}
