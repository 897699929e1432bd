package cli_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/theorems"
)

// mixed is a theory with a sound claim before a false one.
func mixed(t *testing.T) theory {
	t.Helper()
	sound, ok := theorems.Essay().Find("forcing/gap")
	require.True(t, ok)
	return theoryOf(t, *sound, falseClaim(t))
}

// light is the least of a verify.
func light(arguments ...string) []string {
	return append([]string{"verify", "--cases", "40", "--scope", "2"}, arguments...)
}

// Wherever the results go, a run that fails says so to people, in one line with the names.
func TestARunThatFailsNamesTheClaims(t *testing.T) {
	const line = "1 of 2 claims failed: forcing/is-conditioning\n"
	wrong := mixed(t)
	for _, format := range []string{"json", "junit", "markdown"} {
		require.Equal(t, "mimics: "+line, wrong.mimics(light("--format", format)...).err)
	}
	for _, format := range []string{"table", "json", "junit", "markdown"} {
		got := wrong.mimics(light("--format", format, "-o", filepath.Join(t.TempDir(), "result"))...)
		require.Equal(t, result{1, "", "mimics: " + line}, got)
	}
	got := wrong.mimics(light()...)
	require.Empty(t, got.err, "the table ends with it")
	require.True(t, strings.HasSuffix(got.out, "\n"+line), got.out)

	got = mimics(light("--time", "1ns", "--format", "json", "forcing/gap", "forcing/events")...)
	require.Equal(t, "mimics: 2 of 2 claims were not run: forcing/gap, forcing/events\n", got.err)
	got = mimics(light("--time", "1ns", "--format", "json", "forcing")...)
	require.Equal(t, "mimics: 17 of 17 claims were not run: forcing/optimum, forcing/gap, forcing/events, forcing/divergences, "+
		"forcing/is-conditioning and 12 more\n", got.err)
}

func TestFailuresComeFirst(t *testing.T) {
	wrong := mixed(t)
	for _, format := range [][]string{{"--verbose"}, {"--format", "markdown"}} {
		out := wrong.mimics(light(format...)...).out
		require.Less(t, strings.Index(out, "forcing/is-conditioning"), strings.Index(out, "forcing/gap"), out)
	}
	// The order of what programs read is that of the theory.
	out := wrong.mimics(light("--format", "json")...).out
	require.Greater(t, strings.Index(out, `"id": "forcing/is-conditioning"`), strings.Index(out, `"id": "forcing/gap"`), out)

	checked := wrong.mimics("check", thirds).out
	require.Regexp(t, `\A[^\n]+\n  forcing/is-conditioning +FAILS`, checked)

	dir := t.TempDir()
	require.Equal(t, 1, wrong.mimics("report", "-o", dir, "--cases", "5", "--scope", "2").exit)
	require.Contains(t, read(t, filepath.Join(dir, "index.html")),
		`1 of 2 claims are as the theory expects.</strong> Not as expected: <a href="#claim-forcing-is-conditioning">forcing/is-conditioning</a>.`)
}

// A ratchet passes what is known to fail, and nothing that is worse.
func TestFailOnWorse(t *testing.T) {
	wrong, sound := mixed(t), theoryOf(t, mixed(t).Registry[0])
	failing := fileOf(t, wrong.mimics(light("--format", "json")...).out)
	got := wrong.mimics(light("--baseline", failing)...)
	require.Equal(t, 1, got.exit)
	require.Contains(t, oneLine(got.out), "seed 1): nothing changed; failed before and still: forcing/is-conditioning.")
	ratchet := wrong.mimics(light("--baseline", failing, "--fail-on", "worse")...)
	require.Equal(t, result{0, got.out, ""}, ratchet)

	passing := fileOf(t, sound.mimics(light("--format", "json")...).out)
	got = wrong.mimics(light("--baseline", passing, "--fail-on", "worse", "--format", "markdown")...)
	require.Equal(t, 1, got.exit, "a new claim that fails")
	require.Equal(t, "mimics: 1 of 2 claims failed: forcing/is-conditioning; worse than "+passing+": forcing/is-conditioning\n", got.err)
	got = sound.mimics(light("--baseline", failing, "--fail-on", "worse", "--format", "markdown")...)
	require.Equal(t, 1, got.exit, "a claim is gone")
	require.Equal(t, "mimics: worse than "+failing+": forcing/is-conditioning\n", got.err)

	requireRefused(t, "--fail-on worse without --baseline, expected an earlier result to compare with",
		mimics(light("--fail-on", "worse")...))
}

// Whoever looks at standard error alone learns which claims failed, also where the results went to a file.
func TestEachCommandThatFailsSaysSoInALine(t *testing.T) {
	wrong := falseTheory(t)
	require.Equal(t, result{1, "out/index.html: 1 claims, 1 figures\n", "mimics: 1 of 1 claims failed: forcing/is-conditioning\n"}, func() result {
		t.Chdir(t.TempDir())
		return wrong.mimics("report", "-o", "out", "--cases", "20", "--scope", "2", "--no-experiment")
	}())
	counterexample := wrong.mimics("find", "forcing/is-conditioning").out
	got := wrong.mimicsOn(counterexample, "check", "-", "--format", "json")
	require.Equal(t, 1, got.exit)
	require.Equal(t, "mimics: 1 of 1 claims failed: forcing/is-conditioning\n", got.err)
	require.Empty(t, wrong.mimicsOn(counterexample, "check", "-").err, "the table says it")

	for line, text := range map[string]string{
		"verify forcing/gap --format json --time 1ns":           "mimics: 1 of 1 claims were not run: forcing/gap\n",
		"verify forcing/gap --time 1ns -o result --fail-on any": "mimics: 1 of 1 claims were not run: forcing/gap\n",
	} {
		got := mimics(strings.Fields(line)...)
		require.Equal(t, 1, got.exit, line)
		require.Regexp(t, `\A`+text+`\z`, got.err, line)
	}
}
