package cli_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/theorems"
)

// checkRow is one row of check's JSON.
type checkRow struct {
	Scenario, Claim, Part, Outcome, Relation, Detail string
	Left, Right                                      *string
	Exact                                            bool
	Approx                                           []*float64
}

// rowsOf runs check with JSON output, which must be fine, and gives its rows.
func rowsOf(t *testing.T, in string, arguments ...string) []checkRow {
	t.Helper()
	got := mimicsOn(in, append([]string{"check", "--allow-vacuous", "--format", "json"}, arguments...)...)
	require.Zero(t, got.exit, got.err)
	require.Empty(t, got.err)
	var rows []checkRow
	decoder := json.NewDecoder(strings.NewReader(got.out))
	decoder.DisallowUnknownFields()
	require.NoError(t, decoder.Decode(&rows))
	return rows
}

func TestCheckGivesExactSides(t *testing.T) {
	got := mimics("check", thirds, "--claim", "forcing/gap", "--format", "json")
	require.Equal(t, result{0, `[
  {
    "scenario": "a half, a third and a sixth",
    "claim": "forcing/gap",
    "part": "",
    "outcome": "holds",
    "relation": "=",
    "left": "1/4",
    "right": "1/4",
    "exact": true,
    "approx": [
      0.25,
      0.25
    ],
    "detail": ""
  }
]
`, ""}, got)
}

func TestCheckGivesNoSidesWhereAClaimDoesNotApply(t *testing.T) {
	got := mimics("check", unreachable, "--claim", "forcing/gap", "--format", "json", "--allow-vacuous")
	require.Equal(t, result{0, `[
  {
    "scenario": "unreachable",
    "claim": "forcing/gap",
    "part": "",
    "outcome": "vacuous",
    "relation": "=",
    "left": null,
    "right": null,
    "exact": true,
    "approx": null,
    "detail": "forcing-set-reachable does not hold: p(X_F) > 0: the mimic can produce an outcome that succeeds for certain; without it the claim fails: 1/3 ≠ 1"
  }
]
`, ""}, got)

	for _, row := range rowsOf(t, "", thirds, "--claim", "merging/budget") {
		require.Equal(t, "inapplicable", row.Outcome)
		require.Nil(t, row.Left)
		require.Nil(t, row.Right)
		require.Nil(t, row.Approx)
		require.Regexp(t, "^the scenario has no ", row.Detail)
	}
}

func TestCheckHasARowForEveryPartOfEveryClaim(t *testing.T) {
	var want, got []string
	for _, claim := range theorems.Essay() {
		for _, part := range claim.Parts {
			want = append(want, fmt.Sprint(claim.ID, " ", part.Name, " ", part.Relation))
		}
	}
	for _, row := range rowsOf(t, "", rare) {
		got = append(got, fmt.Sprint(row.Claim, " ", row.Part, " ", row.Relation))
		settled := row.Outcome == "holds" || row.Outcome == "fails"
		require.Equal(t, settled, row.Left != nil, row.Claim)
		require.Equal(t, settled, row.Right != nil, row.Claim)
		require.Equal(t, settled, row.Approx != nil, row.Claim)
	}
	require.Equal(t, want, got)
}

func TestInfinityIsText(t *testing.T) {
	const scenario = `{"outcomes": ["a", "b"], "mimic": {"a": 1}, "success": {"a": 1, "b": 1}, "challenger": {"b": 1}}`
	rows := rowsOf(t, scenario, "-", "--claim", "forcing/optimum")
	require.Equal(t, "-inf", *rows[0].Left)
	require.Equal(t, []*float64{nil, nil}, rows[0].Approx)
	require.Equal(t, "inf", *rows[2].Right)
	require.True(t, rows[2].Exact)
}

func TestOperatorWithoutForecastIsNoCounterexample(t *testing.T) {
	const scenario = `{"outcomes": ["a", "b"], "mimic": {"a": "1/2", "b": "1/2"}, "operator": {"a": 1}, "history": ["b"],
		"success": {"a": 1, "b": 0}, "tilt": {"base": 2, "reward": {"a": 0, "b": 1}}}`
	for _, claim := range []string{"forcing/optimum", "tilt/optimum"} {
		for _, row := range rowsOf(t, scenario, "-", "--claim", claim) {
			require.Equal(t, "vacuous", row.Outcome)
			require.Regexp(t, "^challenger-given does not hold: ", row.Detail)
		}
	}
}

func TestRareEventsNeedNotMerge(t *testing.T) {
	rows := rowsOf(t, "", rare, "--claim", "forecast/rare")
	require.Len(t, rows, 1)
	require.Equal(t, "fails", rows[0].Outcome)
	require.Contains(t, rows[0].Detail, "1/8, 1/12, 1/20, 1/36")
	require.Contains(t, rows[0].Detail, "1/2, 1/2, 1/2, 1/2")
}

func TestCheckReadsStandardInputAndSeveralFiles(t *testing.T) {
	const unnamed = `{"outcomes": ["a"], "mimic": {"a": 1}, "success": {"a": 1}}`
	var names []string
	for _, row := range rowsOf(t, unnamed, thirds, "-", unreachable, "--claim", "forcing/gap") {
		names = append(names, row.Scenario)
	}
	require.Equal(t, []string{"a half, a third and a sixth", "stdin", "unreachable"}, names)
}

// Numbers that grow to several words, as those of urns with fractional pseudo-counts do, are reckoned with for fewer steps.
func TestLongNumbersShortenWhatIsCovered(t *testing.T) {
	scenario := func(pseudo string) string {
		return fmt.Sprintf(`{"outcomes": ["a", "b", "c", "d", "e", "f"], "horizon": 6, "sources": {
			"x": {"urn": {"a": %[1]s, "b": 1, "c": 1, "d": 1, "e": 1, "f": 1}},
			"y": {"urn": {"a": 1, "b": 1, "c": %[1]s, "d": 1, "e": 1, "f": 1}}},
			"operator": {"x": 1}, "mimic": {"x": "1/2", "y": "1/2"}}`, pseudo)
	}
	for pseudo, detail := range map[string]string{"2": "", `"1000000007/998244353"`: "covers 5 of 6 steps"} {
		rows := rowsOf(t, scenario(pseudo), "-", "--claim", "merging/martingale")
		require.Equal(t, "holds", rows[0].Outcome)
		require.Equal(t, detail, rows[0].Detail)
	}
}

func TestCheckPrintsATable(t *testing.T) {
	got := mimics("check", thirds, unreachable, "--claim", "forcing/[egip]*")
	require.Equal(t, result{1, `a half, a third and a sixth
  forcing/gap                         holds    1/4 = 1/4
  forcing/events every                holds    1/4 ≤ 1/4
      E = {a}
  forcing/events attained             holds    1/4 = 1/4
      E = X_F
  forcing/is-conditioning             refuted  1 ≠ 3/4
      at a
  lacks: features, labels
  not applicable: forcing/persuasion, forcing/estimated

unreachable
  forcing/gap                         vacuous
      forcing-set-reachable does not hold: p(X_F) > 0: the mimic can produce an
      outcome that succeeds for certain; without it the claim fails: 1/3 ≠ 1
  forcing/events                      vacuous
      forcing-set-reachable does not hold: p(X_F) > 0: the mimic can produce an
      outcome that succeeds for certain; without it the claim fails: 0 ≠ 1
  forcing/is-conditioning             vacuous
      forcing-set-reachable does not hold: p(X_F) > 0: the mimic can produce an
      outcome that succeeds for certain; without it there is nothing to compare
  lacks: features, labels
  not applicable: forcing/persuasion, forcing/estimated
`, "mimics: testdata/unreachable.json: no claim was tried, 3 vacuous, 2 not applicable; lacks: features, labels (--allow-vacuous accepts that)\n"}, got)
}

// What no claim could be tried on is no success: a scenario that lost a part would pass without a word.
func TestCheckOfNothingFails(t *testing.T) {
	const outcomes = `{"outcomes": ["a", "b"]}`
	for line, says := range map[string]string{
		"-": "no claim was tried, 0 vacuous, 90 not applicable; lacks: sources, nature, operator, mimic, horizon, features, success, tilt, " +
			"labels, effect, danger, challenger, epsilon, tolerance, feature named length, second feature",
		"- --claim forcing/gap":                 "no claim was tried, 0 vacuous, 1 not applicable; lacks: mimic, success",
		"- tilt/collapse tilt/covariance":       "no claim was tried, 0 vacuous, 2 not applicable; lacks: mimic, success, tilt",
		"- merging/budget --format json":        "no claim was tried, 0 vacuous, 1 not applicable; lacks: sources, operator, mimic, horizon",
		thirds + " - forcing/gap":               "no claim was tried, 0 vacuous, 1 not applicable; lacks: mimic, success",
		thirds + " - forcing/gap --color=never": "no claim was tried, 0 vacuous, 1 not applicable; lacks: mimic, success",
	} {
		arguments := append([]string{"check"}, strings.Fields(line)...)
		got := mimicsOn(outcomes, arguments...)
		require.Equal(t, 1, got.exit, line)
		require.Equal(t, "mimics: stdin: "+says+" (--allow-vacuous accepts that)\n", got.err, line)
		allowed := mimicsOn(outcomes, append(arguments, "--allow-vacuous")...)
		require.Equal(t, result{0, got.out, ""}, allowed, line)
	}
	// A counterexample stays one.
	require.Equal(t, 1, falseTheory(t).mimics("check", thirds, "--allow-vacuous").exit)
}

// longFractions is a scenario on which sides and details have hundreds of digits.
func longFractions() string {
	var mimic, operator, success []string
	sum := new(big.Int)
	power := func(base, exponent int64) *big.Int {
		return new(big.Int).Exp(big.NewInt(base), big.NewInt(exponent), nil)
	}
	bases := []int64{2, 3, 5, 7}
	for _, base := range bases {
		sum.Add(sum, power(base, 300))
	}
	for i, base := range bases {
		mimic = append(mimic, fmt.Sprintf(`"%c": "%s/%s"`, 'a'+i, power(base, 300), sum))
		operator = append(operator, fmt.Sprintf(`"%c": "%s/%s"`, 'a'+i, power(bases[3-i], 300), sum))
		success = append(success, fmt.Sprintf(`"%c": "%s/%s"`, 'a'+i, power(base, 100), power(7, 101)))
	}
	return fmt.Sprintf(`{"outcomes": ["a", "b", "c", "d"], "mimic": {%s}, "operator": {%s}, "success": {%s}, "horizon": 2,
		"features": {"f": {"a": "x", "b": "x", "c": "y", "d": "y"}}, "tilt": {"base": "2", "reward": {"a": 0, "b": 1, "c": 2, "d": 0}}}`,
		strings.Join(mimic, ", "), strings.Join(operator, ", "), strings.Join(success, ", "))
}

// What people read has no number of hundreds of digits, and what programs read has all of them.
func TestNumbersForPeopleAreShort(t *testing.T) {
	got := mimicsOn(longFractions(), "check", "-")
	require.Zero(t, got.exit, got.err)
	require.Contains(t, oneLine(got.out), "without it the claim fails: ≈")
	requireNarrow(t, got.out)
	exact := mimicsOn(longFractions(), "check", "-", "--format", "json")
	require.Regexp(t, `without it the claim fails: [0-9]{200,}/[0-9]{200,} ≠ `, exact.out)
	require.Regexp(t, `"left": "[0-9]{200,}/[0-9]{200,}"`, exact.out)

	requireNarrow(t, mimicsOn(longFractions(), "dominance", "-").out)
	requireNarrow(t, mimicsOn(longFractions(), "curve", "-").out)
}

func TestFilesOfOneNameStayApart(t *testing.T) {
	once := mimics("check", thirds, "--claim", "forcing/[egip]*")
	twice := mimics("check", thirds, thirds, "--claim", "forcing/[egip]*")
	require.Equal(t, once.out+"\n"+once.out, twice.out)
}

func TestTableOfExamplesIsNarrow(t *testing.T) {
	examples, err := filepath.Glob("../../theorems/scenario/examples/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, examples)
	got := mimics(append([]string{"check"}, examples...)...)
	require.Zero(t, got.exit, got.err)
	requireNarrow(t, got.out)
}

// TestCounterexampleToTheTheoryIsReported checks a theory that is false.
func TestCounterexampleToTheTheoryIsReported(t *testing.T) {
	wrong := falseTheory(t)
	got := wrong.mimics("check", thirds)
	require.Equal(t, result{1, `a half, a third and a sixth
  forcing/is-conditioning             FAILS    1 ≠ 3/4
      at a
`, ""}, got)
	require.Equal(t, 1, wrong.mimics("check", thirds, "--format", "json").exit)
	require.Equal(t, 1, wrong.mimics("check", thirds, unreachable).exit)
	require.Zero(t, wrong.mimics("check", unreachable, "--allow-vacuous").exit)
}

// TestLongSidesAreEnclosed checks a scenario on which a divergence takes more than a thousand logarithms.
func TestLongSidesAreEnclosed(t *testing.T) {
	const outcomes = 33
	var names, rising, falling []string
	for x := range outcomes {
		names = append(names, fmt.Sprintf(`"%d"`, x))
		rising = append(rising, fmt.Sprintf(`"%d": "%d/%d"`, x, x+1, outcomes*(outcomes+1)/2))
		falling = append(falling, fmt.Sprintf(`"%d": "%d/%d"`, x, 2*(outcomes-x)+1, outcomes*(outcomes+2)))
	}
	scenario := fmt.Sprintf(`{"outcomes": [%s], "horizon": 2,
		"sources": {"s": {"emit": {%s}}, "t": {"emit": {%s}}},
		"operator": {"s": "1/2", "t": "1/2"}, "mimic": {"s": "1/3", "t": "2/3"}}`,
		strings.Join(names, ", "), strings.Join(rising, ", "), strings.Join(falling, ", "))
	rows := rowsOf(t, scenario, "-", "--claim", "features/budget")
	require.Len(t, rows, 1)
	require.Equal(t, "holds", rows[0].Outcome)
	require.False(t, rows[0].Exact)
	require.Regexp(t, `^\[0\.\d{20}, 0\.\d{20}\]$`, *rows[0].Left)
	require.Equal(t, "-ln 2 + ln 3", *rows[0].Right)
}
