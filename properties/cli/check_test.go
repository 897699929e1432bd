package cli_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/theorems"
)

// checkRow is one row of check's JSON.
type checkRow struct {
	Scenario, Claim, Part, Outcome, Relation, Detail string
	Covers                                           *theorems.Coverage
	Left, Right                                      *string
	Exact                                            bool
	Approx                                           []*float64
}

// rowsOf runs check with JSON output, which must succeed, and returns its rows.
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

func TestCheckHasARowForEveryPartOfEveryClaim(t *testing.T) {
	t.Parallel()
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

// Tables shorten numbers of hundreds of digits; JSON has all their digits.
func TestNumbersForPeopleAreShort(t *testing.T) {
	t.Parallel()
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

// TestLongSidesAreEnclosed checks a scenario on which a divergence takes more than a thousand logarithms.
func TestLongSidesAreEnclosed(t *testing.T) {
	t.Parallel()
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
