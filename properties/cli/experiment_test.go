package cli_test

import (
	"encoding/json"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const smallCorpus = "experiment/testdata/corpus"

func experiments(arguments ...string) []string {
	return append([]string{"experiment", "--corpus", smallCorpus, "--samples", "200", "--seed", "3"}, arguments...)
}

func TestExperimentTable(t *testing.T) {
	got := mimics(experiments()...)
	require.Zero(t, got.exit, got.err)
	require.Empty(t, got.err)
	requireNarrow(t, got.out)
	for _, text := range []string{
		"25 natural statements", "Runs: 5. Each holds out another fifth, 0 to 40 %", "cross-entropy of the mimic", "transfer: is it an assignment?", "compilability, order 3", "refit √(p/q) ×8", "An n-gram of order 1",
		"control, order 2", "with chance 9/10", "forcing/gap:", "forcing/rejection distance:",
	} {
		require.Contains(t, strings.Join(strings.Fields(got.out), " "), text)
	}
	require.NotContains(t, got.out, "FAILS")
}

func TestExperimentJSON(t *testing.T) {
	got := mimics(experiments("--format", "json", "--orders", "1")...)
	require.Zero(t, got.exit, got.err)
	var report any
	require.NoError(t, json.Unmarshal([]byte(got.out), &report))
	require.Equal(t, map[string]string{
		"ok": "boolean", "version": "string", "corpus": "string", "folders": "number", "statements": "number", "skipped": "number",
		"runs": "number", "samples": "number", "seed": "number", "splits": "array", "transfer": "array", "compilability": "array",
		"control": "array",
	}, types(t, report))
	require.Equal(t, true, at(report, "ok"))
	require.Equal(t, 25.0, at(report, "statements"))
	require.Equal(t, map[string]string{"training": "number", "held_out": "number", "copies": "number"}, types(t, at(report, "splits", 4)))
	require.Equal(t, 1.0, at(report, "transfer", 1, "order"))
	require.Equal(t, map[string]string{"value": "number", "low": "number", "high": "number", "n": "number", "runs": "array"}, types(t, at(report, "transfer", 1, "tv")))
	require.Equal(t, map[string]string{
		"claim": "string", "part": "string", "left": "string", "right": "string", "holds": "boolean",
	}, types(t, at(report, "transfer", 1, "theorem")))
	require.Equal(t, "none", at(report, "compilability", 0, "rows", 0, "tuning"))
	require.Equal(t, 200.0, at(report, "compilability", 0, "least", "n"))
	require.Equal(t, 0.0, at(report, "control", 0, "rows", 4, "rounds"))
}

func TestOneExperiment(t *testing.T) {
	for which, orders := range map[string]int{"transfer": 2, "compilability": 2, "control": 4} {
		got := mimics(experiments(which, "--format", "json", "--orders", "2,0")...)
		require.Zero(t, got.exit, got.err)
		var report map[string]any
		require.NoError(t, json.Unmarshal([]byte(got.out), &report))
		for _, other := range []string{"transfer", "compilability", "control"} {
			require.Equal(t, other == which, report[other] != nil, other)
		}
		if which == "transfer" {
			orders++ // the world
		}
		require.Len(t, report[which], orders)
	}
}

func TestExperimentsAreTheSameAgain(t *testing.T) {
	for _, format := range []string{"json", "table"} {
		run := func(cores int) string {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
			return mimics(experiments("--format", format, "--orders", "0-2")...).out
		}
		require.Equal(t, run(1), run(2))
	}
}

// What the experiment exports is a scenario that check tries the merging claims on.
func TestTheExportCanBeChecked(t *testing.T) {
	file := filepath.Join(t.TempDir(), "mimic.json")
	got := mimics(experiments("control", "--scenario", file)...)
	require.Zero(t, got.exit, got.err)
	got = mimics("check", file, "--claim", "merging/*", "--format", "json")
	require.Zero(t, got.exit, got.err)
	var rows []map[string]any
	require.NoError(t, json.Unmarshal([]byte(got.out), &rows))
	held := 0
	for _, row := range rows {
		if row["outcome"] == "holds" {
			held++
		}
	}
	require.GreaterOrEqual(t, held, 20)
}

func TestExperimentRefuses(t *testing.T) {
	few := "learn/testdata/plain"
	for line, refused := range map[string][]string{
		`the folder "nowhere": no such file or directory`:                                              {"--corpus", "nowhere"},
		`a corpus of 4 statements, expected at least 20`:                                               {"--corpus", few},
		`the folder "` + smallCorpus + `" is given twice`:                                              {"--corpus", smallCorpus, "--corpus", smallCorpus},
		`--orders "7", expected orders from 0 to 6 such as 0-6 or 1,3`:                                 {"--orders", "7"},
		`--orders "2-1", expected orders from 0 to 6 such as 0-6 or 1,3`:                               {"--orders", "2-1"},
		`--orders "1,1", expected orders from 0 to 6 such as 0-6 or 1,3`:                               {"--orders", "1,1"},
		`--orders "-1", expected orders from 0 to 6 such as 0-6 or 1,3`:                                {"--orders=-1"},
		`--orders "1,", expected orders from 0 to 6 such as 0-6 or 1,3`:                                {"--orders", "1,"},
		`--samples 1, expected 2 to 1000000`:                                                           {"--samples", "1"},
		`--samples 1000001, expected 2 to 1000000`:                                                     {"--samples", "1000001"},
		`--runs 0, expected 1 to 5`:                                                                    {"--runs", "0"},
		`--runs 6, expected 1 to 5`:                                                                    {"--runs", "6"},
		`nowhere/file: no such file or directory`:                                                      {"--corpus", smallCorpus, "--scenario", "nowhere/file"},
		`[<which>] must be one of "all","transfer","compilability","control" but got "x" (try --help)`: {"x"},
	} {
		requireRefused(t, line, mimics(append([]string{"experiment"}, refused...)...))
	}
}
