package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// quick is a run of a moment.
func quick(arguments ...string) []string {
	return append([]string{"verify", "--claim", "forcing/*[gnps]", "--cases", "60", "--scope", "2"}, arguments...)
}

// types gives the JSON type of every member.
func types(t *testing.T, value any) map[string]string {
	t.Helper()
	members, ok := value.(map[string]any)
	require.True(t, ok, "%v is no object", value)
	list := map[string]string{}
	for key, member := range members {
		switch member.(type) {
		case nil:
			list[key] = "null"
		case bool:
			list[key] = "boolean"
		case float64:
			list[key] = "number"
		case string:
			list[key] = "string"
		case []any:
			list[key] = "array"
		case map[string]any:
			list[key] = "object"
		}
	}
	return list
}

// at follows keys and indices into a JSON value.
func at(value any, path ...any) any {
	for _, step := range path {
		switch step := step.(type) {
		case string:
			value = value.(map[string]any)[step]
		case int:
			value = value.([]any)[step]
		}
	}
	return value
}

func TestVerifyJSONHasItsFields(t *testing.T) {
	got := mimics(quick("--format", "json", "--seed", "7")...)
	require.Zero(t, got.exit, got.err)
	require.Empty(t, got.err)
	var report any
	require.NoError(t, json.Unmarshal([]byte(got.out), &report))
	require.Equal(t, map[string]string{
		"ok": "boolean", "version": "string", "seed": "number", "cases": "number", "scope": "number", "shard": "string",
		"claims": "array",
	}, types(t, report))
	require.Equal(t, true, at(report, "ok"))
	require.Equal(t, 7.0, at(report, "seed"))
	require.Equal(t, 60.0, at(report, "cases"))
	require.Equal(t, 2.0, at(report, "scope"))

	gap := claimOf(t, report, "forcing/gap")
	require.Equal(t, resultTypes("null"), types(t, gap))
	require.Equal(t, "holds", at(gap, "expect"))
	require.Equal(t, "as expected", at(gap, "verdict"))
	for _, engine := range []string{"sampled", "exhausted", "examples"} {
		require.Equal(t, map[string]string{"tried": "number", "met": "number"}, types(t, at(gap, engine)))
	}
	require.Equal(t, 60.0, at(gap, "sampled", "tried"))
	require.Equal(t, map[string]any{
		"hypothesis": "forcing-set-reachable", "status": "needed", "witness": oneOutcome("1/2"),
	}, at(gap, "necessity", 0))
	require.Equal(t, "c for 1-c", at(gap, "rivals", 0, "name"))
	require.Equal(t, true, at(gap, "rivals", 0, "refuted"))
	require.Len(t, at(gap, "rivals", 0, "witness", "mimic"), 2, "of two outcomes that are possible")

	events := claimOf(t, report, "forcing/events")
	require.Equal(t, resultTypes("null"), types(t, events))
	require.Equal(t, map[string]string{"part": "string", "left": "string", "right": "string", "ratio": "string",
		"best": "string", "scenario": "object"}, types(t, at(events, "tightest", 0)))

	refuted := claimOf(t, report, "forcing/is-conditioning")
	require.Equal(t, resultTypes("object"), types(t, refuted))
	require.Equal(t, "refuted", at(refuted, "expect"))
	require.Equal(t, "as expected", at(refuted, "verdict"))

	require.Equal(t, "exists", at(claimOf(t, report, "forcing/persuasion"), "expect"))
}

// resultTypes is the types of a claim's members.
func resultTypes(counterexample string) map[string]string {
	return map[string]string{
		"id": "string", "expect": "string", "verdict": "string", "why": "string",
		"sampled": "object", "exhausted": "object", "examples": "object", "space": "string",
		"necessity": "array", "rivals": "array", "tightest": "array", "counterexample": counterexample,
		"proof": "string", "theorems": "array",
	}
}

// oneOutcome is a scenario of one outcome, as JSON, with the chance of its success.
func oneOutcome(chance string) map[string]any {
	return map[string]any{
		"outcomes": []any{"a"}, "mimic": map[string]any{"a": "1"}, "success": map[string]any{"a": chance},
	}
}

// claimOf is the result of one claim.
func claimOf(t *testing.T, report any, id string) any {
	t.Helper()
	for _, claim := range at(report, "claims").([]any) {
		if at(claim, "id") == id {
			return claim
		}
	}
	require.Fail(t, "no result", id)
	return nil
}

func TestVerifyGivesTheSameBytesOnAnyNumberOfCores(t *testing.T) {
	for _, format := range []string{"json", "table"} {
		first := mimics(quick("--format", format)...)
		require.Zero(t, first.exit, first.err)
		for _, cores := range []int{1, 2, 2} {
			before := runtime.GOMAXPROCS(cores)
			again := mimics(quick("--format", format)...)
			runtime.GOMAXPROCS(before)
			require.Equal(t, first, again)
		}
	}
	require.NotEqual(t, mimics(quick("--seed", "2")...).out, mimics(quick("--seed", "3")...).out)
}

func TestVerifyTableIsNarrow(t *testing.T) {
	got := mimics(quick()...)
	require.Zero(t, got.exit, got.err)
	require.Empty(t, got.err)
	answer, _, _ := strings.Cut(got.out, "\n  forcing/is-conditioning ")
	requireNarrow(t, answer) // titles of refuted claims are cut on a terminal alone
	require.Regexp(t, `\nforcing     \.{11} +11 of 11 as expected\n\nAs expected: 11 claims\. 5 hold, 2 exist, 4 are refuted\.\n`, got.out)
	require.Regexp(t, `\n  forcing/is-conditioning  1 ≠ 2/3 +Tuning for success under imperfect control is not conditioning on it\n`, got.out)
	require.LessOrEqual(t, strings.Count(got.out, "\n"), 30)

	got = mimics(quick("--verbose")...)
	require.Zero(t, got.exit, got.err)
	requireNarrow(t, got.out)
	require.Contains(t, got.out, "\nforcing/gap                 holds     as expected ")
	require.Regexp(t, `\nAs expected: \d+ claims\.\n\z`, got.out)
}

func TestVerifyIsTheDefault(t *testing.T) {
	require.Equal(t, mimics(quick()...), mimics(quick()[1:]...))
}

// TestRegressionIsReported verifies a theory that is false.
func TestRegressionIsReported(t *testing.T) {
	wrong := falseTheory(t)
	got := wrong.mimics("verify", "--cases", "20", "--scope", "2")
	require.Equal(t, 1, got.exit)
	require.Empty(t, got.err)
	require.Contains(t, got.out, "\nforcing     F                         0 of 1 as expected\n\nregression: forcing/is-conditioning (expected: holds)\n")
	require.Contains(t, got.out, "counterexample: 1 ≠ 2/3\n    {\n      \"outcomes\": [\"a\",\"b\"],\n")
	require.True(t, strings.HasSuffix(got.out, "\n1 of 1 claims failed: forcing/is-conditioning\n"), got.out)

	got = wrong.mimics("verify", "--cases", "20", "--scope", "2", "--format", "json")
	require.Equal(t, 1, got.exit)
	var report any
	require.NoError(t, json.Unmarshal([]byte(got.out), &report))
	require.Equal(t, false, at(report, "ok"))
	require.Equal(t, "regression", at(report, "claims", 0, "verdict"))
	require.Equal(t, "object", types(t, at(report, "claims", 0))["counterexample"])
}

func TestClaimsThatTimeRanOutForAreNotRun(t *testing.T) {
	got := mimics(quick("--time", "1ns", "--format", "json")...)
	require.Equal(t, 1, got.exit)
	var report any
	require.NoError(t, json.Unmarshal([]byte(got.out), &report))
	require.Equal(t, false, at(report, "ok"))
	require.NotEmpty(t, at(report, "claims"))
	for _, claim := range at(report, "claims").([]any) {
		require.Equal(t, "not run", at(claim, "verdict"))
	}
}

func TestVerifyWritesAFileWhole(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "result.json")
	require.NoError(t, os.WriteFile(file, []byte("what was there before, and is longer or shorter"), 0o600))
	require.Equal(t, result{0, "", ""}, mimics(quick("--format", "json", "-o", file, "--force")...))
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, mimics(quick("--format", "json")...).out, string(text))
	info, err := os.Stat(file)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode(), "the mode of what was there")
	requireOnly(t, folder, "result.json")

	t.Chdir(folder)
	require.Equal(t, result{0, "", ""}, mimics(quick("-o", "table.txt")...))
	requireOnly(t, folder, "result.json", "table.txt")
}

func TestVerifyWritesWhatIsNotAsExpectedToo(t *testing.T) {
	wrong := falseTheory(t)
	folder := t.TempDir()
	file := filepath.Join(folder, "result.txt")
	require.Equal(t, result{1, "", "mimics: 1 of 1 claims failed: forcing/is-conditioning\n"},
		wrong.mimics("verify", "--cases", "20", "--scope", "2", "-o", file))
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Contains(t, string(text), "regression")
}

func TestFileThatCannotBeWrittenIsReported(t *testing.T) {
	folder := t.TempDir()
	missing := filepath.Join(folder, "missing", "result.json")
	requireRefused(t, missing+": no such file or directory", mimics(quick("-o", missing)...))

	file := filepath.Join(folder, "file")
	require.NoError(t, os.WriteFile(file, nil, 0o644))
	below := filepath.Join(file, "result.json")
	requireRefused(t, below+": not a directory", mimics(quick("-o", below)...))

	inTheWay := filepath.Join(folder, "folder")
	require.NoError(t, os.Mkdir(inTheWay, 0o755))
	requireRefused(t, inTheWay+": not a file, expected one to write to", mimics(quick("-o", inTheWay)...))
	requireOnly(t, folder, "file", "folder")
}

// requireOnly asks for a folder that holds these names and no others.
func requireOnly(t *testing.T, folder string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	var list []string
	for _, entry := range entries {
		list = append(list, entry.Name())
	}
	require.Equal(t, names, list)
}
