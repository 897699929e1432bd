package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/theorems"
)

// Each command recognises the files that it wrote, whatever its other flags were.
func TestEachCommandKnowsItsEarlierOutput(t *testing.T) {
	t.Parallel()
	essay, wrong := theory{theorems.Essay()}, falseTheory(t)
	earlier := fileOf(t, quickResults()["json"])
	parts := shards(t)
	small := func(format string, more ...string) []string {
		return append([]string{"verify", "forcing/gap", "--cases", "20", "--scope", "2", "--format", format}, append(more, "-o")...)
	}
	table := fileOf(t, "outcome,success,f\na,1,x\nb,0,y\nb,1,\n")
	type run struct {
		theory    theory
		arguments []string // all but the name of the file
	}
	runs := []run{
		{essay, []string{"audit", films, "--scenario"}},
		{essay, []string{"audit", table, "--format", "json", "--scenario"}},
		{essay, experiments("transfer", "--orders", "1", "--scenario")},
		{essay, experiments("transfer", "--orders", "0", "--format", "json", "--scenario")},
		{essay, []string{"report", "--claim", "forcing/gap", "--cases", "5", "--scope", "2", "--no-experiment", "-o"}},
		{wrong, []string{"report", "--cases", "20", "--scope", "2", "--no-experiment", "-o"}},
	}
	runs = append(runs, run{essay, quick("--verbose", "-o")}, run{wrong, []string{"verify", "--cases", "20", "--scope", "2", "--verbose", "-o"}},
		run{essay, quick("--verbose", "--time", "1ns", "-o")}, run{essay, quick("--verbose", "--baseline", earlier, "-o")})
	for _, format := range []string{"table", "json", "junit", "markdown"} {
		runs = append(runs,
			run{essay, quick("--format", format, "-o")}, run{essay, small(format, "--baseline", earlier)},
			run{essay, small(format, "--shard", "2/3")}, run{essay, small(format, "--time", "1ns")},
			run{essay, append([]string{"merge", "--format", format}, append(parts, "-o")...)},
			run{essay, append([]string{"merge", "--format", format, "--baseline", earlier}, append(parts, "-o")...)},
			run{essay, []string{"verify", "mimic/sampler", "--cases", "1", "--scope", "1", "--format", format, "-o"}},
			run{wrong, []string{"verify", "--cases", "20", "--scope", "2", "--format", format, "-o"}},
			run{wrong, []string{"verify", "--cases", "20", "--scope", "2", "--format", format, "--baseline", earlier, "-o"}},
		)
	}
	for _, r := range runs {
		arguments := append(r.arguments, filepath.Join(t.TempDir(), "out"))
		first := r.theory.mimics(arguments...)
		require.NotEqual(t, 2, first.exit, "%v: %s", arguments, first.err)
		again := r.theory.mimics(arguments...)
		require.Equal(t, first, again, arguments)
	}
}

// A file that only begins like an earlier output, or is JSON of another kind, is not overwritten.
func TestForeignFilesStay(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "mine")
	foreign := []string{"{}", `{"version": "1.0"}`, `{"claims":null}`, `{"claims": []}`, "\ufeff{}", "null", "mine\n"}
	for _, text := range quickResults() {
		foreign = append(foreign, text+"and my notes\n", text[:len(text)/2], "mine\n"+text, text+"\n"+text, strings.Replace(text, "forcing", "mine\n", 1))
	}
	for _, text := range foreign {
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
		requireRefused(t, file+": not an earlier output of this command, expected a new file or --force", mimics(quick("-o", file)...))
		require.Equal(t, text, read(t, file))
	}

	// A scenario that audit wrote is not an earlier output of experiment.
	require.NoError(t, os.Remove(file))
	require.Zero(t, mimics("audit", films, "--scenario", file).exit)
	requireRefused(t, file+": not an earlier output of this command, expected a new file or --force", mimics("experiment", "--scenario", file))
}

// Names are bytes, of which none is 0.
func TestNamesThatAreNoUTF8StayApart(t *testing.T) {
	t.Parallel()
	for _, flag := range []string{"-o", "--out="} {
		folder := t.TempDir()
		names := []string{"a\xfe", "a\xff", "a\ufffd"}
		for _, name := range names {
			if err := os.WriteFile(filepath.Join(folder, name), nil, 0o600); err != nil {
				t.Skip("this file system has no such names")
			}
			got := mimics("verify", "forcing/gap", "--cases", "20", "--scope", "2", flag+filepath.Join(folder, name))
			require.Zero(t, got.exit, got.err)
		}
		require.ElementsMatch(t, names, namesIn(t, folder))
		require.Zero(t, mimics("verify", "forcing/gap", "--cases", "20", "--scope", "2", "--format", "json", "-o", filepath.Join(folder, names[0])).exit)
		require.NotEqual(t, read(t, filepath.Join(folder, names[0])), read(t, filepath.Join(folder, names[1])))
		require.Zero(t, mimics("verify", "forcing/gap", "--cases", "20", "--scope", "2", "--baseline", filepath.Join(folder, names[0])).exit)
	}
	requireRefused(t, `no\x00name: invalid argument`, mimics("verify", "-o", "no\x00name"))
}
