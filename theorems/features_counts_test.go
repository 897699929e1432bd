package theorems

import "testing"

// The two never write the same letter, and yet the operator's forecast of the feature is one of the mimic's two.
func TestAFeatureHasItsOwnBudget(t *testing.T) {
	requireRows(t, `{"outcomes": ["a", "b", "c", "d"], "features": {"F": {"a": "0", "b": "1", "c": "0", "d": "1"}},
		"horizon": 1,
		"sources": {"s": {"emit": {"a": "1/2", "b": "1/2"}}, "t": {"emit": {"c": "1/2", "d": "1/2"}},
			"u": {"emit": {"c": 1}}},
		"operator": {"s": 1}, "mimic": {"t": "1/2", "u": "1/2"}}`, map[string]string{
		"features/own-budget budget":  "holds ln 2 - 1/2*ln 3 <= ln 2",
		"features/own-budget smaller": "vacuous",
		"features/budget":             "vacuous",
	})
}

// Two laws of outcomes show the same feature: on outcomes the weights differ by 2, on the feature not at all.
func TestAFeaturesBudgetIsTheSmaller(t *testing.T) {
	requireRows(t, `{"outcomes": ["a", "b", "c"], "features": {"F": {"a": "0", "b": "0", "c": "1"}}, "horizon": 2,
		"sources": {"s": {"emit": {"a": "1/2", "c": "1/2"}}, "t": {"emit": {"b": "1/2", "c": "1/2"}}},
		"operator": {"s": 1}, "mimic": {"s": "1/2", "t": "1/2"}}`, map[string]string{
		"features/own-budget budget":  "holds 0 <= 0",
		"features/own-budget smaller": "holds 1 <= 2",
	})
}

// A fair coin's head and tail, 1/4, have 1/6 from an operator who counts, of three combinations; its forecast is wrong
// at the second toss only, 2/3 against 1/2.
func TestAnOperatorWhoCounts(t *testing.T) {
	requireRows(t, `{"outcomes": ["h", "t"], "features": {"face": {"h": "h", "t": "t"}}, "horizon": 2,
		"mimic": {"h": "1/2", "t": "1/2"}}`, map[string]string{
		"features/urn dominated": "holds 1/4 <= 1/2",
		"features/urn average":   "holds -3/4*ln 2 + 1/2*ln 3 <= 1/2*ln 3",
	})
}
