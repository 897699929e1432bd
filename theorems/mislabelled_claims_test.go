package theorems

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
)

func TestMistakingAnEventMovesTheForecast(t *testing.T) {
	// Of all outcomes and {a}, p gives the second 1/2.
	requireRows(t, threeChances, map[string]string{"forecast/two-events": "holds 1/2 = 1/2"})
	// With more than six outcomes some events are paired.
	s := wide(7, 0, 3)
	s.Horizon = 0
	claim, _ := Essay().Find("forecast/two-events")
	row := claim.Try(s)[0]
	require.Equal(t, "holds 3/4 = 3/4", verdictText(row))
	require.Equal(t, "E = {x0,x1,x2,x3,x4,x5,x6}, E' = {x0} covers the pairs of 15 events", row.Detail())
}

// The gap of imperfect control is a case of two events of the pair of outcome and success: here outcomes are such
// pairs.
func TestTheGapIsThatOfTwoEvents(t *testing.T) {
	p := Must(model.Counts(12, 4, 4, 1, 3)) // a succeeds always; b, c succeed 4 times of 8 and 1 of 4
	pairs := Must(model.Counts(12, 4, 1))
	success, forcing := model.NewEvent(0, 1, 3), model.NewEvent(0)
	require.Equal(t, model.Frac(5, 17), model.TotalVariation(Must(p.Given(success)), Must(p.Given(forcing))))
	require.Equal(t, model.Frac(5, 17), model.One.Sub(pairs.P(0)))
	requireForcing(t, threeChances, map[string]string{"forcing/gap ": "holds 5/17 = 5/17"})
}

func TestSuccessesSeenThroughAFeatureHideTheForcingSet(t *testing.T) {
	hidden := strings.Replace(threeChances, `"success"`, `"features": {"F": {"a": "x", "b": "x", "c": "y"}}, "danger": ["a", "b"], "success"`, 1)
	requireRows(t, hidden, map[string]string{
		"forcing/unknowable rate":         "holds 7/12 = 7/12",
		"forcing/unknowable forecasts":    "holds 6/7 = 6/7",
		"forcing/unknowable apart":        "holds 1 = 1",
		"forcing/unknowable any-forecast": "holds 1/2 <= 1/2",
		"forcing/danger before":           "holds 1 <= 5/3",
		"forcing/danger successes":        "holds 1 <= 4/3",
		"forcing/out-of-reach":            "vacuous",
		"forcing/perfect-control share":   "vacuous",
	})
	requireRows(t, noCertainty, map[string]string{"forcing/out-of-reach": "holds -inf = -inf"})
	// A feature that shows every outcome gives the operator all of g.
	requireRows(t, strings.Replace(hidden, `"b": "x"`, `"b": "z"`, 1), map[string]string{"forcing/unknowable rate": "vacuous"})
}

// The essay's books of 4.8 stars, with success in place of the reward. A good one is 4/5 for the operator and 3/4 for
// the mimic.
func TestTheOperatorsOwnConditionalForecastsTheStars(t *testing.T) {
	requireRows(t, `{"outcomes": ["good 4.8", "bad 4.8", "good lower", "bad lower"],
		"operator": {"good 4.8": "2/25", "bad 4.8": "2/100", "good lower": "3/10", "bad lower": "3/5"},
		"mimic": {"good 4.8": "3/40", "bad 4.8": "1/40", "good lower": "3/10", "bad lower": "3/5"},
		"success": {"good 4.8": 1, "bad 4.8": 1, "good lower": 0, "bad lower": 0}}`, map[string]string{
		"forcing/perfect-control share":        "holds 1 = 1",
		"forcing/perfect-control conditioning": "holds 3/4 = 3/4",
		"forcing/perfect-control operator":     "holds 1/20 <= 1/20",
		"forcing/gap":                          "holds 0 = 0",
	})
}
