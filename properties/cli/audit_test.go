package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

const films = "../audit/testdata/films.csv"

func TestAuditTable(t *testing.T) {
	for _, arguments := range [][]string{{films}, {films, "--outcome", "director"}} {
		got := mimics(append([]string{"audit"}, arguments...)...)
		require.Zero(t, got.exit, got.err)
		require.Empty(t, got.err)
		requireNarrow(t, got.out)
	}
	got := mimics("audit", films)
	for _, text := range []string{
		"Optimising this hard would make 97 % of the output unlike past successes", "949/2988 ≈ 0.3176", "26/37 ≈ 0.7027", "71/73 ≈ 0.9726",
		"Hard tuning lands on Documentary; 7 of 13 outcomes may be the best", "critics: among past successes", "ρ/β of",
	} {
		require.Contains(t, got.out, text)
	}
}

func TestAuditJSON(t *testing.T) {
	got := mimics("audit", films, "--format", "json")
	require.Zero(t, got.exit, got.err)
	var report any
	require.NoError(t, json.Unmarshal([]byte(got.out), &report))
	require.Equal(t, map[string]string{
		"verdict": "string", "rows": "number", "n": "number", "successes": "number", "base_rate": "string", "hard_success_rate": "string",
		"gap": "string", "gap_range": "object", "coverage": "object", "optimum": "object", "candidates": "array",
		"kept_success_rate": "number", "outcomes": "array", "features": "array", "path": "array",
	}, types(t, report))
	require.Equal(t, "949/2988", at(report, "base_rate"))
	require.Equal(t, "26/37", at(report, "hard_success_rate"))
	require.Equal(t, "71/73", at(report, "gap"))
	require.Equal(t, map[string]any{"Documentary": "1"}, at(report, "optimum"))
	require.Equal(t, map[string]string{
		"outcome": "string", "n": "number", "successes": "number", "low": "number", "high": "number",
	}, types(t, at(report, "outcomes", 0)))
	require.Equal(t, "1/10", at(report, "path", 0, "tv"))
	require.Equal(t, "up to", at(report, "path", 0, "within"))
	require.Regexp(t, `^4\.62`, at(report, "path", 0, "low"))
	require.Equal(t, got, mimics("audit", films, "--format", "json"))
}

func TestAuditReadsStandardInput(t *testing.T) {
	got := mimicsOn("outcome,success\na,1\nb,0\nb,1\n", "audit", "-")
	require.Zero(t, got.exit, got.err)
	require.Contains(t, got.out, "Hard tuning lands on a; 2 of 2 outcomes")
	require.Contains(t, got.out, "gap                1/2 ≈ 0.5000")
}

func TestTheAuditedSampleCanBeChecked(t *testing.T) {
	file := filepath.Join(t.TempDir(), "films.json")
	got := mimics("audit", films, "--scenario", file)
	require.Zero(t, got.exit, got.err)
	got = mimics("check", file, "--claim", "forcing/rejection", "--format", "json")
	require.Zero(t, got.exit, got.err)
	var rows []map[string]any
	require.NoError(t, json.Unmarshal([]byte(got.out), &rows))
	gaps := 0
	for _, row := range rows {
		if row["left"] == "71/73" {
			gaps++
		}
	}
	require.Positive(t, gaps, "one round of rejection is as far from the hard limit as the audit says")
}

func TestAuditRefuses(t *testing.T) {
	requireRefused(t, "nowhere.csv: no such file or directory", mimics("audit", "nowhere.csv"))
	requireRefused(t, "testdata: not a file, expected CSV", mimics("audit", "testdata"))
	requireRefused(t, `stdin:2: success "x", expected 0 or 1, false or true, no or yes, or fail or pass`, mimicsOn("outcome,success\na,x\n", "audit", "-"))
	requireRefused(t, "stdin: no successes, expected some: there is no forecast of what success looks like",
		mimicsOn("outcome,success\na,0\n", "audit", "-"))
	requireRefused(t, `stdin:1: no column "genre", expected the header outcome,success[,count][,feature…]`,
		mimicsOn("outcome,success\na,1\n", "audit", "-", "--outcome", "genre"))
	hidden := filepath.Join(t.TempDir(), "x.json")
	got := mimics("audit", films, "--outcome", "director", "--scenario", hidden)
	requireRefused(t, films+": 541 outcomes, a scenario has at most 256", got)
	_, err := os.Stat(hidden)
	require.ErrorIs(t, err, os.ErrNotExist)
}
