package cli_test

import (
	"encoding/json"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

const coins = `{"name": "coins", "outcomes": ["h", "t"], "sources": {"fair": {"emit": {"h": "1/2", "t": "1/2"}}, "sure": {"emit": {"h": 1}}},
	"operator": {"fair": 1}, "mimic": {"fair": "1/2", "sure": "1/2"}, "horizon": `

// The mimic doubts a fair coin until it has seen tails: after n heads, which have probability 2^-n, it holds heads
// likely with 1/2 + 1/2·2^n/(2^n + 1), off by 2^n/(2·(2^n + 1)).
func TestCurveShowsForecastsComingTogether(t *testing.T) {
	require.Equal(t, result{0, `coins
  budget: KL(a‖m) = ln 2 ≈ 0.6931472, ln C = ln 2 ≈ 0.6931472

     n  E_A TV                            2·Σ E_A TV²
     0  0.250000000000 - 0.250000000000   0.125000000000 - 0.125000000000
     1  0.166666666666 - 0.166666666667   0.236111111111 - 0.236111111112
`, ""}, mimicsOn(coins+"2}", "curve", "-"))

	got := mimicsOn(coins+"2}", "curve", "-", "--format", "json")
	require.Zero(t, got.exit, got.err)
	var curve struct {
		Scenario, Budget, LnC, Detail string
		Horizon                       int
		Points                        []struct {
			N               int
			Distance, Spent [2]string
		}
	}
	require.NoError(t, json.Unmarshal([]byte(got.out), &curve))
	require.Equal(t, []any{"coins", "ln 2", "ln 2", "", 2}, []any{curve.Scenario, curve.Budget, curve.LnC, curve.Detail, curve.Horizon})
	require.Len(t, curve.Points, 2)
	require.Equal(t, 1, curve.Points[1].N)
	require.Regexp(t, `^0\.16666666666666\d{6}$`, curve.Points[1].Distance[0])
	require.LessOrEqual(t, curve.Points[1].Distance[0], "0.16666666666666666666")
	require.GreaterOrEqual(t, curve.Points[1].Distance[1], "0.16666666666666666667")
}

// Distributions over outcomes that differ stay apart, and have no budget.
func TestCurveOfWhatNeverMerges(t *testing.T) {
	got := mimicsOn(`{"outcomes": ["h", "t"], "operator": {"h": "1/2", "t": "1/2"}, "mimic": {"h": "1/4", "t": "3/4"}, "horizon": 3}`, "curve", "-")
	require.Zero(t, got.exit, got.err)
	require.Contains(t, got.out, "budget: KL(a‖m) = inf, ln C = inf\n")
	require.Contains(t, got.out, "\n     2  0.250000000000 - 0.250000000000   0.375000000000 - 0.375000000000\n")
}

func TestCurveThatWouldTakeTooMuchSaysHowFarItGoes(t *testing.T) {
	got := mimicsOn(`{"outcomes": ["a", "b", "c", "d", "e", "f", "g", "h", "i"], "horizon": 1000,
		"sources": {"one": {"urn": {"a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 1, "g": 1, "h": 1, "i": 1}},
			"other": {"urn": {"a": 2, "b": 1, "c": 1, "d": 1, "e": 1, "f": 1, "g": 1, "h": 1, "i": 1}}},
		"operator": {"one": 1}, "mimic": {"one": "1/2", "other": "1/2"}}`, "curve", "-")
	require.Zero(t, got.exit, got.err)
	require.Regexp(t, `\n  covers \d+ of 1000 steps\n$`, got.out)
}

func TestCurveRefusesWhatHasNone(t *testing.T) {
	const expected = ", expected an operator, a mimic and a horizon, and a history that both hold possible"
	requireRefused(t, thirds+": the scenario has no operator, horizon"+expected, mimics("curve", thirds))
	requireRefused(t, "stdin: no forecast after a history of probability 0"+expected,
		mimicsOn(`{"outcomes": ["h", "t"], "operator": {"h": 1}, "mimic": {"h": 1}, "history": ["t"], "horizon": 3}`, "curve", "-"))
	requireRefused(t, nineTenths+":3:12: mimic: the weights sum to 9/10, expected 1", mimics("curve", nineTenths))
	requireRefused(t, `expected "<file>" (try --help)`, mimics("curve"))
	requireRefused(t, `--format must be one of "table","json" but got "junk" (try --help)`, mimics("curve", thirds, "--format", "junk"))
}

// At a long horizon an inequality is decided by bounds, and its sides say so.
func TestLongHorizonsAreEnclosed(t *testing.T) {
	enclosure := regexp.MustCompile(`^\[0\.\d{20}, 0\.\d{20}\]$`)
	certain := 0
	for _, row := range rowsOf(t, `{"outcomes": ["h", "t"], "sources": {"fair": {"emit": {"h": "1/2", "t": "1/2"}}, "low": {"emit": {"h": "1/3", "t": "2/3"}}},
		"operator": {"fair": "1/2", "low": "1/2"}, "mimic": {"fair": "1/4", "low": "3/4"}, "horizon": 150}`, "-", "--claim", "merging/budget") {
		require.Equal(t, "holds", row.Outcome)
		switch row.Part {
		case "prior", "pinsker":
			certain++
			require.False(t, row.Exact)
			require.Regexp(t, enclosure, *row.Left)
			require.Empty(t, row.Detail)
			require.Less(t, *row.Approx[0], *row.Approx[1])
		case "chain":
			require.Regexp(t, `^covers \d+ of 150 steps$`, row.Detail)
		}
	}
	require.Equal(t, 2, certain)
}
