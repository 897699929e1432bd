package theorems

import "testing"

// A fair coin and one of 1/3: (5 + 1 + 1 + 7)/72 of distance in two tosses, and 1/6 at each.
func TestTwoTossesTellCoinsApart(t *testing.T) {
	requireRows(t, `{"outcomes": ["h", "t"], "nature": {"h": "1/2", "t": "1/2"}, "horizon": 2,
		"mimic": {"h": "1/3", "t": "2/3"}}`, map[string]string{
		"mimic/indistinguishable":                 "holds 5/12 = 5/12",
		"mimic/indistinguishable-sequences error": "holds 29/72 = 29/72",
		"mimic/indistinguishable-sequences steps": "holds 1/3 <= 29/72",
	})
}

// After an outcome that the mimic gives probability 0, every further step counts 1: 1/2 + 1/2 at the two steps.
func TestStepsAfterTheImpossibleCountInFull(t *testing.T) {
	requireRows(t, `{"outcomes": ["h", "t"], "nature": {"h": "1/2", "t": "1/2"}, "mimic": {"h": 1}, "horizon": 2}`,
		map[string]string{
			"mimic/indistinguishable-sequences error": "holds 1/8 = 1/8",
			"mimic/indistinguishable-sequences steps": "holds -1/8 <= 1/8",
		})
}
