package cli_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestFindShowsThatAHypothesisIsNeeded(t *testing.T) {
	got := mimics("find", "forcing/gap", "--without", "forcing-set-reachable")
	require.Equal(t, result{0, `{
  "name": "forcing/gap without forcing-set-reachable",
  "outcomes": ["a"],
  "mimic": {"a": "1"},
  "success": {"a": "1/2"}
}
`, "fails: 0 ≠ 1\n"}, got)

	rows := rowsOf(t, got.out, "-", "--claim", "forcing/gap")
	require.Len(t, rows, 1)
	require.Equal(t, "forcing/gap without forcing-set-reachable", rows[0].Scenario)
	require.Equal(t, "vacuous", rows[0].Outcome)
	require.Regexp(t, "; without it the claim fails: 0 ≠ 1$", rows[0].Detail)
}

func TestFindRefutesARival(t *testing.T) {
	require.Equal(t, result{0, `{
  "name": "forcing/gap",
  "outcomes": ["a"],
  "mimic": {"a": "1"},
  "success": {"a": "1"}
}
`, "fails: 0 ≠ 1\n"}, mimics("find", "forcing/gap", "--rival", "c for 1-c"))
}

func TestFindRefutesARivalOfAnExistenceClaim(t *testing.T) {
	got := mimics("find", "forcing/persuasion", "--rival", "varied after tuning too")
	require.Zero(t, got.exit, got.err)
	require.Equal(t, "fails: one-topic: 1 ≥ 1\n", got.err)
}

func TestFindGivesCounterexamplesThatCheckConfirms(t *testing.T) {
	for _, claim := range []string{"forcing/is-conditioning", "forecast/rare", "merging/finite-dominance"} {
		got := mimics("find", claim)
		require.Zero(t, got.exit, got.err)
		require.Regexp(t, `\Afails: \S+ [≠>] \S+\n\z`, got.err)
		rows := rowsOf(t, got.out, "-", "--claim", claim)
		require.Len(t, rows, 1)
		require.Equal(t, claim, rows[0].Scenario)
		require.Equal(t, "fails", rows[0].Outcome)
	}
}

func TestFindGivesAWitnessOfAnExistenceClaim(t *testing.T) {
	got := mimics("find", "forcing/persuasion")
	require.Zero(t, got.exit, got.err)
	require.Equal(t, "holds: rare: 11/401 ≤ 1/20\n", got.err)
	for _, row := range rowsOf(t, got.out, "-", "--claim", "forcing/persuasion") {
		require.Equal(t, "holds", row.Outcome, row.Part)
	}
}

func TestFindOfAClaimThatHoldsFindsNothing(t *testing.T) {
	require.Equal(t, result{1, "", "mimics: none up to scope 2\n"}, mimics("find", "forcing/gap", "--scope", "2"))
}
