package theorems

import "testing"

// After b, which the operator expects with probability 1/4, its forecast of a costs ln 2. Before, 1/4·ln 2 is expected,
// and more than that is left with probability 1/4 only: the bound is attained at ln 2.
func TestWhatIsLeftIsOnceLarge(t *testing.T) {
	requireRows(t, `{"outcomes": ["a", "b"], "horizon": 2, "operator": {"A": 1}, "mimic": {"M": 1}, "sources": {
		"A": {"emit": {"a": "3/4", "b": "1/4"}, "next": {"a": "always a", "b": "always a"}},
		"M": {"emit": {"a": "3/4", "b": "1/4"}, "next": {"a": "always a", "b": "coin"}},
		"always a": {"emit": {"a": 1}}, "coin": {"emit": {"a": "1/2", "b": "1/2"}}}}`,
		map[string]string{
			"merging/future-almost-surely always": "holds 1/4*ln 2 <= 1/4*ln 2",
			"merging/future-almost-surely chain":  "holds 1/4*ln 2 = 1/4*ln 2",
		})
}

// If the mimic gives probability 0 to what the operator expects, all is infinite and nothing is violated.
func TestWhatIsLeftCanBeInfinite(t *testing.T) {
	requireRows(t, `{"outcomes": ["a", "b"], "horizon": 2,
		"sources": {"coin": {"emit": {"a": "1/2", "b": "1/2"}}, "a": {"emit": {"a": 1}}},
		"operator": {"coin": 1}, "mimic": {"a": 1}}`, map[string]string{
		"merging/future-almost-surely always": "holds 0 <= inf",
		"merging/future-almost-surely chain":  "holds inf = inf",
	})
}
