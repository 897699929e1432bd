package theorems

import (
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/theorems/scenario"
)

// The factor 2 is approached: with n = 999, TV is 1/1998 before the first outcome, 998/999000 after a, and 1/999 after
// b.
func TestTheExpectedDistanceCanNearlyDouble(t *testing.T) {
	requireRows(t, `{"outcomes": ["a", "b"], "horizon": 2, "operator": {"A": 1}, "mimic": {"M": 1}, "sources": {
		"A": {"emit": {"a": "1000/1998", "b": "998/1998"}, "next": {"a": "high", "b": "low"}},
		"high": {"emit": {"a": "998/1000", "b": "2/1000"}}, "low": {"emit": {"a": 1}},
		"M": {"emit": {"a": "1/2", "b": "1/2"}, "next": {"a": "then", "b": "then"}},
		"then": {"emit": {"a": "998/999", "b": "1/999"}}}}`, map[string]string{
		"merging/always maximum": "holds 499/499500 <= 1/999",
		"merging/always stopped": "holds 998/998001 <= 1/999",
		"merging/doubling":       "holds 998/998001 <= 1/999",
		"merging/steady":         "fails 998/998001 <= 1/1998",
	})
}

// Only the third outcome tells the two apart. A stretch that contains it has the expected distance 1/2, but only one of
// several stretches that do not overlap does.
const tellsAtLast = `{"outcomes": ["a", "b"], "horizon": 3, "operator": {"A": 1}, "mimic": {"coin": 1}, "sources": {
	"coin": {"emit": {"a": "1/2", "b": "1/2"}},
	"A": {"emit": {"a": "1/2", "b": "1/2"}, "next": {"a": "B", "b": "B"}},
	"B": {"emit": {"a": "1/2", "b": "1/2"}, "next": {"a": "C", "b": "C"}},
	"C": {"emit": {"a": 1}, "next": {"a": "coin", "b": "coin"}}}}`

func TestStretchesThatOverlapShareNoBudget(t *testing.T) {
	requireRows(t, tellsAtLast, map[string]string{
		"merging/metastable constant":  "holds 1 <= 1",
		"merging/metastable logarithm": "holds 1/2 <= ln 2",
		"merging/metastable one":       "holds 1 <= 1",
	})
	s, err := scenario.Read("test", []byte(tellsAtLast))
	require.NoError(t, err)
	claim, _ := Essay().Find("merging/metastable")
	for _, r := range claim.Rivals {
		if r.Name == "stretches that all end at the horizon" {
			rival := claim.As(r)
			require.Equal(t, "fails 3 <= 1", verdictText(rival.Try(&s)[0]))
		}
	}
}

// The mimic gives aa the probability 1/4, A 1; after the first outcome A/M is at most 2.
func TestAnUnlikelyEventKeepsForecastsApart(t *testing.T) {
	requireRows(t, `{"outcomes": ["a", "b"], "horizon": 2, "operator": {"a": 1}, "mimic": {"coin": 1},
		"sources": {"coin": {"emit": {"a": "1/2", "b": "1/2"}}, "a": {"emit": {"a": 1}}}}`,
		map[string]string{"merging/necessary": "holds 1/2 <= 1/2"})
}

// The mimic gives all but bb probability 0, so that the distance is at least 3/4 throughout.
func TestAnExcludedEventKeepsForecastsApart(t *testing.T) {
	requireRows(t, `{"outcomes": ["a", "b"], "horizon": 2, "operator": {"coin": 1}, "mimic": {"b": 1},
		"sources": {"coin": {"emit": {"a": "1/2", "b": "1/2"}}, "b": {"emit": {"b": 1}}}}`,
		map[string]string{"merging/necessary": "holds 3/4 <= 3/4"})
}
