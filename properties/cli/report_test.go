package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/theorems"
)

// reported runs a small report on one claim.
func reported(dir string, more ...string) result {
	return mimics(append([]string{"report", "-o", dir, "--claim", "forcing/gap", "--cases", "5", "--scope", "3", "--no-experiment"}, more...)...)
}

func namesIn(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestReportWritesAPageAndItsFigures(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "report")
	got := reported(dir)
	require.Equal(t, result{0, dir + "/index.html: 1 claims, 7 figures\n", ""}, got)
	require.Equal(t, []string{
		"forcing-gap.svg", "forcing-triangle.svg", "index.html", "merging-budget.svg", "merging-distance.svg", "merging-surplus.svg", "theory-map.svg", "tilt-frontier.svg",
	}, namesIn(t, dir))
	page, err := os.ReadFile(filepath.Join(dir, "index.html"))
	require.NoError(t, err)
	require.Contains(t, string(page), "All 1 claims are as the theory expects.")
	require.Contains(t, string(page), "The experiments were left out.")

	require.Zero(t, reported(dir).exit, "over an earlier report")
	again, err := os.ReadFile(filepath.Join(dir, "index.html"))
	require.NoError(t, err)
	require.Equal(t, string(page), string(again))
	require.Zero(t, reported(dir, "--seed", "2").exit)
	other, err := os.ReadFile(filepath.Join(dir, "index.html"))
	require.NoError(t, err)
	require.NotEqual(t, string(page), string(other))
}

func TestReportWithExperiments(t *testing.T) {
	dir := t.TempDir()
	got := mimics("report", "-o", dir, "--claim", "forcing/gap", "--cases", "5", "--scope", "3", "--corpus", smallCorpus, "--samples", "50")
	require.Equal(t, result{0, dir + "/index.html: 1 claims, 10 figures\n", ""}, got)
	require.FileExists(t, filepath.Join(dir, "experiment-control.svg"))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "mine.txt"), nil, 0o644))

	require.Zero(t, reported(dir).exit)
	require.NoFileExists(t, filepath.Join(dir, "experiment-control.svg"), "what this report lacks")
	require.FileExists(t, filepath.Join(dir, "mine.txt"), "what is no report's")
}

func TestReportWithoutAToolchain(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	dir := t.TempDir()
	got := mimics("report", "-o", dir, "--claim", "forcing/gap", "--cases", "5", "--scope", "3")
	require.Zero(t, got.exit, got.err)
	page, err := os.ReadFile(filepath.Join(dir, "index.html"))
	require.NoError(t, err)
	require.Contains(t, string(page), "no Go toolchain was found")
}

func TestReportOfWhatIsNotAsExpected(t *testing.T) {
	gap, ok := theorems.Essay().Find("forcing/gap") // of which alone there is a figure
	require.True(t, ok)
	dir := t.TempDir()
	got := theoryOf(t, falseClaim(t), *gap).mimics("report", "-o", dir, "--cases", "5", "--scope", "3", "--no-experiment")
	require.Equal(t, result{
		1, dir + "/index.html: 2 claims, 2 figures\n", "mimics: 1 of 2 claims failed: forcing/is-conditioning\n",
	}, got)
	page, err := os.ReadFile(filepath.Join(dir, "index.html"))
	require.NoError(t, err)
	require.Contains(t, string(page), "1 of 2 claims are as the theory expects.")
}

// A report that was killed leaves files aside, whose names nobody else gives. The next one takes them away, and nothing else.
func TestReportRemovesWhatAKilledOneLeft(t *testing.T) {
	dir := t.TempDir()
	left := filepath.Join(dir, ".mimics-0123456789abcdef")
	require.NoError(t, os.WriteFile(left, []byte("half"), 0o600))
	require.Zero(t, reported(dir).exit, "a folder of such files is empty")
	whole := namesIn(t, dir)
	require.NotContains(t, whole, filepath.Base(left))

	mine := []string{".mimics-0123456789abcdeg", ".mimics-0123", ".hidden", ".index.html.12", "mimics-0123456789abcdef"}
	for _, name := range append(mine, filepath.Base(left)) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte("mine"), 0o600))
	}
	require.NoError(t, os.Mkdir(filepath.Join(dir, ".mimics-00000000000000ff"), 0o700))
	require.Zero(t, reported(dir).exit)
	require.ElementsMatch(t, append(append(whole, mine...), ".mimics-00000000000000ff"), namesIn(t, dir))
}

func TestReportRefuses(t *testing.T) {
	folder := t.TempDir()
	mine := filepath.Join(folder, "mine.txt")
	require.NoError(t, os.WriteFile(mine, []byte("mine"), 0o644))
	other := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(other, "index.html"), []byte("<html>"), 0o644))
	empty := t.TempDir()
	for line, refused := range map[string][]string{
		folder + ": holds files and no earlier report, expected a new or an empty folder": {"-o", folder},
		other + ": holds files and no earlier report, expected a new or an empty folder":  {"-o", other},
		mine + ": not a folder, expected one to write the report to":                      {"-o", mine},
		mine + "/below: not a directory":                                                  {"-o", mine + "/below"},
		`missing flags: --out=DIR (try --help)`:                                           {},
		`--cases 0, expected a whole number from 1 to 8388608`:                            {"-o", empty, "--cases", "0"},
		`--scope 7, expected a whole number from 1 to 6`:                                  {"-o", empty, "--scope", "7"},
		`--samples 1, expected 2 to 1000000`:                                              {"-o", empty, "--samples", "1"},
		`"none" matches no claim, see list`:                                               {"-o", empty, "--claim", "none"},
		`the folder "nowhere": no such file or directory`:                                 {"-o", empty, "--corpus", "nowhere"},
	} {
		t.Run(line, func(t *testing.T) {
			requireRefused(t, line, mimics(append([]string{"report"}, refused...)...))
		})
	}
	require.Equal(t, []string{"mine.txt"}, namesIn(t, folder))
	require.Empty(t, namesIn(t, empty))
	text, err := os.ReadFile(filepath.Join(other, "index.html"))
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(string(text), "<html>"))
}
