package cli_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// endless is a run that no test waits for: what refuses its output before it starts ends at once.
func endless(arguments ...string) []string {
	return append([]string{"verify", "--scope", "6", "--cases", "8000000"}, arguments...)
}

func TestOutputIsRefusedBeforeTheRun(t *testing.T) {
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }
	require.NoError(t, os.WriteFile(at("mine.txt"), []byte("CLAIMS I want to keep"), 0o644))
	require.NoError(t, os.WriteFile(at("mine.json"), []byte(read(t, thirds)), 0o644))
	require.NoError(t, os.Mkdir(at("folder"), 0o755))
	require.NoError(t, os.Symlink(at("loop"), at("loop")))
	require.NoError(t, os.Symlink(at("nothing"), at("dangling")))
	require.NoError(t, os.Symlink(at("mine.txt"), at("link")))
	kept := namesIn(t, folder)

	const taken = ": not an earlier output of this command, expected a new file or --force"
	for name, says := range map[string]string{
		at("mine.txt"):        taken,
		at("mine.json"):       taken,
		at("link"):            taken,
		at("folder"):          ": not a file, expected one to write to",
		at("missing/a"):       ": no such file or directory",
		at("mine.txt/a"):      ": not a directory",
		at("loop"):            ": too many levels of symbolic links",
		at("dangling"):        ": no such file or directory",
		"/dev/full":           ": not a file, expected one to write to",
		at("no\x00name"):      ": invalid argument",
		"/proc/self/out.json": ": no such file or directory",
	} {
		got := mimics(endless("-o", name)...)
		require.Equal(t, 2, got.exit, name)
		require.Empty(t, got.out)
		require.Equal(t, "mimics: "+name+says+"\n", got.err)
	}
	for _, arguments := range [][]string{
		{"merge", thirds, "-o", at("mine.txt")},
		{"audit", films, "--scenario", at("mine.txt")},
		{"audit", films, "--scenario", at("mine.json")}, // a scenario, but of a person
		{"experiment", "--samples", "1000000", "--scenario", at("mine.txt")},
		{"report", "-o", at("folder/../mine.txt")},
	} {
		got := mimics(arguments...)
		require.Equal(t, 2, got.exit, arguments)
		require.Regexp(t, `\Amimics: \S+mine\.(txt|json): not a[^\n]*, expected [^\n]*\n\z`, got.err)
	}
	require.Equal(t, "CLAIMS I want to keep", read(t, at("mine.txt")))
	require.Equal(t, kept, namesIn(t, folder), "nothing was left behind")
}

func TestFoldersThatTakeNothingAreRefusedBeforeTheRun(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("this user writes everywhere")
	}
	folder := t.TempDir()
	require.NoError(t, os.Chmod(folder, 0o555))
	file := filepath.Join(folder, "result.json")
	requireRefused(t, file+": permission denied", mimics(endless("-o", file)...))
	requireRefused(t, folder+": permission denied", mimics("report", "-o", file, "--cases", "8000000")) // it would make one
}

func TestOutputReplacesEarlierOutput(t *testing.T) {
	file := filepath.Join(t.TempDir(), "result")
	require.NoError(t, os.WriteFile(file, nil, 0o600)) // as mktemp leaves it
	for _, format := range []string{"table", "json", "junit", "markdown", "table"} {
		require.Equal(t, result{0, "", ""}, mimics(quick("--format", format, "-o", file)...))
		require.Equal(t, mimics(quick("--format", format)...).out, read(t, file))
	}
	require.NoError(t, os.WriteFile(file, []byte("mine"), 0o600))
	require.Equal(t, 2, mimics(quick("-o", file)...).exit)
	require.Equal(t, result{0, "", ""}, mimics(quick("-o", file, "--force")...))

	link := filepath.Join(t.TempDir(), "link")
	require.NoError(t, os.Symlink(file, link))
	require.Equal(t, result{0, "", ""}, mimics(quick("--format", "json", "-o", link)...))
	require.Equal(t, mimics(quick("--format", "json")...).out, read(t, file), "the link stays, and what it leads to is written")

	scenario := filepath.Join(t.TempDir(), "scenario.json")
	for range 2 {
		require.Zero(t, mimics("audit", films, "--scenario", scenario).exit)
	}
}
