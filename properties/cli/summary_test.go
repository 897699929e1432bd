package cli_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestStepSummaryIsAppended(t *testing.T) {
	card := mimics(quick("--format", "markdown")...).out
	require.NotEmpty(t, card)
	file := filepath.Join(t.TempDir(), "summary.md")
	require.NoError(t, os.WriteFile(file, []byte("# Build\n\n"), 0o644))
	t.Setenv("GITHUB_STEP_SUMMARY", file)

	require.Equal(t, result{0, card, ""}, mimics(quick("--format", "markdown", "--step-summary")...))
	require.Equal(t, "# Build\n\n"+card+"\n", read(t, file))

	// Whatever is printed, the summary is Markdown, and a table of its own.
	got := mimics(append([]string{"merge", "--format", "json", "--step-summary"}, shards(t)...)...)
	require.Equal(t, result{0, mimics(quick("--format", "json")...).out, ""}, got)
	require.Equal(t, "# Build\n\n"+card+"\n"+card+"\n", read(t, file))
}

func TestStepSummaryIsWrittenOfWhatIsNotAsExpectedToo(t *testing.T) {
	wrong := falseTheory(t)
	file := filepath.Join(t.TempDir(), "summary.md")
	t.Setenv("GITHUB_STEP_SUMMARY", file)
	got := wrong.mimics("verify", "--cases", "20", "--scope", "2", "--format", "markdown", "--step-summary")
	require.Equal(t, 1, got.exit)
	require.Equal(t, got.out+"\n", read(t, file))
}

func TestStepSummaryWithoutAPlaceIsRefused(t *testing.T) {
	const line = "--step-summary: GITHUB_STEP_SUMMARY is not set, expected the file to append to"
	t.Setenv("GITHUB_STEP_SUMMARY", "")
	requireRefused(t, line, mimics(quick("--step-summary")...))
	requireRefused(t, line, mimics("merge", "nowhere.json", "--step-summary"))

	missing := filepath.Join(t.TempDir(), "missing", "summary.md")
	t.Setenv("GITHUB_STEP_SUMMARY", missing)
	got := mimics(quick("--step-summary")...)
	require.Equal(t, 2, got.exit)
	require.Equal(t, "mimics: "+missing+": no such file or directory\n", got.err)
}

// The Markdown is not appended to the result, under whatever name.
func TestStepSummaryIsNotTheOutput(t *testing.T) {
	folder := t.TempDir()
	t.Chdir(folder)
	require.NoError(t, os.Mkdir("sub", 0o755))
	require.NoError(t, os.Symlink(folder, "link"))
	const refusal = ": both --out and the file that GITHUB_STEP_SUMMARY names, expected two files"
	for _, there := range []bool{false, true} {
		if there {
			require.Zero(t, mimics(quick("--format", "json", "-o", "out.json")...).exit)
		}
		for _, name := range []string{"out.json", "./out.json", filepath.Join(folder, "out.json"), "sub/../out.json", "link/out.json"} {
			t.Setenv("GITHUB_STEP_SUMMARY", name)
			requireRefused(t, "out.json"+refusal, mimics(quick("--format", "json", "-o", "out.json", "--step-summary")...))
			require.Equal(t, there, slices.Contains(namesIn(t, folder), "out.json"))
		}
	}
	t.Setenv("GITHUB_STEP_SUMMARY", "sub/out.json")
	require.Zero(t, mimics(quick("--format", "json", "-o", "out.json", "--step-summary")...).exit)
}

// read is the text of a file.
func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(text)
}

func write(t *testing.T, name, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(name, []byte(text), 0o644))
}
