package theorems

import "testing"

// The right-hand sides were computed by enumeration with Python's fractions.

const fourBooks = `{"outcomes": ["a", "b", "c", "d"], "mimic": {"a": "1/2", "b": "1/4", "c": "1/8", "d": "1/8"}, "horizon": 3,
	"success": {"a": "1/2", "b": 1, "c": "1/4", "d": 0}, "labels": {"a": "2/3", "b": "3/4", "c": "1/4", "d": "1/6"},
	"features": {"F": {"a": "0", "b": "1", "c": "2", "d": "1"}, "G": {"a": "0", "b": "1", "c": "1", "d": "0"}},
	"tilt": {"base": 2, "reward": {"a": 0, "b": 1, "c": -1, "d": 1}}`

func TestWhatControlDoesBesides(t *testing.T) {
	requireRows(t, fourBooks+`}`, map[string]string{
		"tilt/rounds composes":       "holds 8/21 = 8/21",
		"tilt/rounds spent":          "holds 8527/1365*ln 2 - ln 5 - ln 13 <= 419/65*ln 2 - ln 5 - ln 13",
		"tilt/tracked law":           "holds 8/21 = 8/21",
		"tilt/tracked moves":         "holds 11/56 <= 11/56",
		"tilt/tracked divergence":    "holds 95/21*ln 2 - ln 3 - ln 7 = 95/21*ln 2 - ln 3 - ln 7",
		"tilt/best-of-n law":         "holds 31/128 = 31/128",
		"tilt/best-of-n divergence":  "holds -6*ln 2 + 387/512*ln 3 + 31/128*ln 31 + 387/512*ln 43 <= -2/3 + ln 3",
		"tilt/best-of-n wins":        "holds 361/512 <= 3/4",
		"tilt/best-of-n-divergence":  "fails -6*ln 2 + 387/512*ln 3 + 31/128*ln 31 + 387/512*ln 43 = -2/3 + ln 3",
		"tilt/covariance step":       "holds 5/96 = 5/96",
		"tilt/covariance slope":      "holds 4/63 = 4/63",
		"tilt/rising-value":          "holds 577/900 <= 311/476",
		"forcing/estimated regret":   "holds 0 <= 1/2",
		"forcing/estimated curse":    "holds -1/4 <= 1/4",
		"forcing/estimated forecast": "holds 138/935 <= 16/55",
		"forcing/estimated gap-from": "holds 9/17 <= 9/17",
		"forcing/estimated gap-to":   "holds 9/17 <= 10/17",
		"forcing/continuous":         "holds 134/935 <= 1/4",
	})
}

// A value that is lower at the best reward than at the next best: it correlates with the reward, and yet tuning lowers
// it.
func TestOverOptimisation(t *testing.T) {
	requireRows(t, `{"outcomes": ["a", "b", "c"], "mimic": {"a": "1/4", "b": "1/2", "c": "1/4"},
		"success": {"a": 0, "b": 1, "c": "1/2"}, "tilt": {"base": 2, "reward": {"a": -1, "b": 0, "c": 1}}}`, map[string]string{
		"tilt/covariance step":  "holds 1/24 = 1/24",
		"tilt/rising-value":     "vacuous",
		"tilt/correlated-value": "fails 16/25 <= 16/27",
	})
}

const threeKinds = `{"outcomes": ["h", "t"],
	"sources": {"coin": {"emit": {"h": "1/2", "t": "1/2"}}, "low": {"emit": {"h": "1/3", "t": "2/3"}}, "heads": {"emit": {"h": 1}}},
	"horizon": 3, "nature": {"heads": 1}, "operator": {"coin": "1/2", "low": "1/4", "heads": "1/4"}, "mimic": {"coin": "1/4", "low": "1/4", "heads": "1/2"}`

func TestSharperBudgets(t *testing.T) {
	requireRows(t, threeKinds+`}`, map[string]string{
		"merging/refined-budget":            "holds 396465235372292197705949704243468442833/5839185652595717731802446590000000000000 <= ln 2 + 35/144*ln 5 + 23/216*ln 7 - 59/432*ln 13 + 1/18*ln 43 - 35/216*ln 59 + 139/432*ln 139 - 139/432*ln 467",
		"merging/exponential":               "holds 1886696761772392818941149209/1824107882099776000000000000 <= 2",
		"merging/weighted-nature":           "holds 946725809/19055041600 <= 3*ln 2",
		"merging/own-observations ratio":    "holds 1 <= 1",
		"merging/own-observations distance": "holds 7/32 <= 1/2",
		"merging/budget-left after":         "holds 35/78*ln 5 + 35/78*ln 7 - ln 13 + ln 17 + 4/39*ln 43 - 43/78*ln 59 <= -ln 13 + ln 17",
		"merging/budget-left always":        "holds ln 2 + 35/144*ln 5 + 23/216*ln 7 - 59/432*ln 13 + 1/18*ln 43 - 35/216*ln 59 + 139/432*ln 139 - 139/432*ln 467 <= ln 2",
	})
}

// If the operator is nature, only the mimic's part remains, and the largest λ makes it least: ½·(1+1/8)·ln 2.
func TestTheLargestWeightIsTried(t *testing.T) {
	requireRows(t, `{"outcomes": ["a", "b"], "horizon": 1, "sources": {"s": {"emit": {"a": 1}}, "t": {"emit": {"b": 1}}},
		"nature": {"s": 1}, "operator": {"s": 1}, "mimic": {"s": "1/2", "t": "1/2"}}`, map[string]string{
		"merging/weighted-nature": "holds 1/4 <= 9/16*ln 2",
	})
}

// After an a that the operator thought unlikely, the mimic is nearly certain of a source that the operator does not
// know.
func TestMuchSurpriseCanBeLeft(t *testing.T) {
	requireRows(t, `{"outcomes": ["a", "b"],
		"sources": {"a or b": {"emit": {"a": "1/2", "b": "1/2"}, "next": {"a": "b", "b": "b"}}, "b": {"emit": {"b": 1}}, "a": {"emit": {"a": 1}}},
		"operator": {"a or b": "1/4", "b": "3/4"}, "mimic": {"a or b": "1/8", "b": "3/8", "a": "1/2"}, "horizon": 2, "epsilon": "1/2"}`, map[string]string{
		"merging/budget-left after":      "holds ln 2 <= ln 2",
		"merging/budget-left always":     "holds ln 2 <= ln 2",
		"merging/own-observations ratio": "vacuous",
	})
}

func TestWhatAFeatureLeavesInDoubt(t *testing.T) {
	requireRows(t, `{"outcomes": ["a", "b", "c"],
		"sources": {"ab": {"emit": {"a": "1/2", "b": "1/2"}}, "c": {"emit": {"c": 1}}},
		"horizon": 2, "nature": {"ab": 1}, "mimic": {"ab": "1/2", "c": "1/2"}, "features": {"F": {"a": "0", "b": "1", "c": "0"}}}`, map[string]string{
		"features/exchangeable-limit mimic": "holds 1/6 <= 1/4",
		"features/exchangeable-overlap":     "holds 1/6 <= 1/6",
		"features/details":                  "holds 1/3 <= 1",
		"features/details-shared":           "holds 1/3 <= 3/4",
	})
}
