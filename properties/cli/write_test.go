package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/properties/cli"
	"mimics/theorems"
	"mimics/theorems/scenario"
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
		require.Equal(t, "mimics: "+scenario.Shown(name)+says+"\n", got.err)
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
		require.Regexp(t, `\Amimics: [^\n]+mine\.(txt|json): not a[^\n]*, expected [^\n]*\n\z`, got.err)
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

	earlier := fileOf(t, mimics(quick("--format", "json")...).out)
	for _, arguments := range [][]string{
		quick("--shard", "1/2"), quick("--baseline", earlier), quick("--baseline", earlier, "--format", "markdown"), quick("--time", "1ns"),
		quick("--time", "1ns", "--format", "markdown"), quick("--time", "1ns", "--format", "junit"), quick("--shard", "1/2", "--format", "json"),
	} {
		first := mimics(append(arguments, "-o", file)...)
		require.Equal(t, first, mimics(append(arguments, "-o", file)...), arguments)
	}

	link := filepath.Join(t.TempDir(), "link")
	require.NoError(t, os.Symlink(file, link))
	require.Equal(t, result{0, "", ""}, mimics(quick("--format", "json", "-o", link)...))
	require.Equal(t, mimics(quick("--format", "json")...).out, read(t, file), "the link stays, and what it leads to is written")

	scenario := filepath.Join(t.TempDir(), "scenario.json")
	for range 2 {
		require.Zero(t, mimics("audit", films, "--scenario", scenario).exit)
	}
}

// Each command that writes files knows its own, whatever its other flags.
func TestEachCommandKnowsItsEarlierOutput(t *testing.T) {
	essay, wrong := theory{theorems.Essay()}, falseTheory(t)
	earlier := fileOf(t, mimics(quick("--format", "json")...).out)
	parts := shards(t, 2)
	table := fileOf(t, "outcome,success,f\na,1,x\nb,0,y\nb,1,\n")
	type run struct {
		theory    theory
		arguments []string // all but the name of the file
	}
	runs := []run{
		{essay, []string{"audit", films, "--scenario"}},
		{essay, []string{"audit", table, "--format", "json", "--scenario"}},
		{essay, experiments("transfer", "--orders", "1", "--scenario")},
		{essay, experiments("control", "--orders", "0", "--format", "json", "--scenario")},
		{essay, []string{"report", "--claim", "forcing/gap", "--cases", "5", "--scope", "2", "--no-experiment", "-o"}},
		{wrong, []string{"report", "--cases", "20", "--scope", "2", "--no-experiment", "-o"}},
	}
	runs = append(runs, run{essay, quick("--verbose", "-o")}, run{wrong, []string{"verify", "--cases", "20", "--scope", "2", "--verbose", "-o"}},
		run{essay, quick("--verbose", "--time", "1ns", "-o")}, run{essay, quick("--verbose", "--baseline", earlier, "-o")})
	for _, format := range []string{"table", "json", "junit", "markdown"} {
		runs = append(runs,
			run{essay, quick("--format", format, "-o")}, run{essay, quick("--format", format, "--baseline", earlier, "-o")},
			run{essay, quick("--format", format, "--shard", "2/3", "-o")}, run{essay, quick("--format", format, "--time", "1ns", "-o")},
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

// What only begins like an earlier output, or is JSON of another kind, is somebody's.
func TestForeignFilesStay(t *testing.T) {
	file := filepath.Join(t.TempDir(), "mine")
	foreign := []string{"{}", `{"version": "1.0"}`, `{"claims":null}`, `{"claims": []}`, "\ufeff{}", "null", "mine\n"}
	for _, format := range []string{"table", "json", "junit", "markdown"} {
		text := mimics(quick("--format", format)...).out
		foreign = append(foreign, text+"and my notes\n", text[:len(text)/2], "mine\n"+text, text+"\n"+text, strings.Replace(text, "forcing", "mine\n", 1))
	}
	for _, text := range foreign {
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
		requireRefused(t, file+": not an earlier output of this command, expected a new file or --force", mimics(quick("-o", file)...))
		require.Equal(t, text, read(t, file))
	}

	// A scenario that audit wrote is none of experiment's, and the other way round.
	require.NoError(t, os.Remove(file))
	require.Zero(t, mimics("audit", films, "--scenario", file).exit)
	requireRefused(t, file+": not an earlier output of this command, expected a new file or --force", mimics("experiment", "--scenario", file))
}

func TestInputsAreNotWrittenOver(t *testing.T) {
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }
	for i, name := range shards(t, 2) {
		require.NoError(t, os.Rename(name, at([]string{"1.json", "2.json"}[i])))
	}
	require.NoError(t, os.Symlink(at("1.json"), at("link")))
	require.NoError(t, os.Link(at("1.json"), at("hard")))
	whole := fileOf(t, mimics(quick("--format", "json")...).out)
	require.NoError(t, os.WriteFile(at("films.csv"), []byte(read(t, films)), 0o600))
	require.NoError(t, os.WriteFile(at("a.go"), []byte("package a"), 0o600))
	before := read(t, at("1.json"))
	for name, arguments := range map[string][]string{
		at("1.json"): {"merge", at("1.json"), at("2.json"), "-o"},
		at("2.json"): {"merge", at("1.json"), at("2.json"), "--force", "-o"},
		at("link"):   {"merge", at("1.json"), at("2.json"), "-o"},
		at("hard"):   {"merge", at("1.json"), at("2.json"), "-o"},
		folder + "/../" + filepath.Base(folder) + "/1.json": {"merge", at("link"), at("2.json"), "-o"},
		whole:           quick("--baseline", whole, "--format", "json", "-o"),
		at("films.csv"): {"audit", at("films.csv"), "--force", "--scenario"},
		at("a.go"):      {"experiment", "--corpus", folder, "--force", "--scenario"},
	} {
		requireRefused(t, name+": an input of this command, expected another file to write to", mimics(append(arguments, name)...))
	}
	in, err := os.Open(at("1.json"))
	require.NoError(t, err)
	defer in.Close()
	var out, complaint strings.Builder
	require.Equal(t, 2, cli.Run(theorems.Essay(), []string{"merge", "-", at("2.json"), "-o", at("1.json")}, in, &out, &complaint))
	t.Setenv("GITHUB_STEP_SUMMARY", at("1.json"))
	requireRefused(t, at("1.json")+": an input of this command, expected another file to write to", mimics("merge", at("1.json"), at("2.json"), "--step-summary"))
	require.Equal(t, before, read(t, at("1.json")))
	require.Zero(t, mimics("merge", at("1.json"), at("2.json"), "-o", at("both.json")).exit)
}

// Files get the mode that the user wants, which the test finds out by a file of its own.
func TestModesAreKept(t *testing.T) {
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }
	mode := func(name string) os.FileMode {
		info, err := os.Stat(name)
		require.NoError(t, err)
		return info.Mode().Perm()
	}
	old := syscall.Umask(0o027)
	defer syscall.Umask(old)
	require.Zero(t, mimics(quick("-o", at("new"))...).exit)
	require.Equal(t, os.FileMode(0o640), mode(at("new")))
	for _, want := range []os.FileMode{0o600, 0o664, 0o640, 0o755} {
		require.NoError(t, os.Chmod(at("new"), want))
		require.Zero(t, mimics(quick("-o", at("new"))...).exit)
		require.Equal(t, want, mode(at("new")))
	}
	require.Zero(t, mimics("audit", films, "--scenario", at("scenario.json")).exit)
	require.Equal(t, os.FileMode(0o640), mode(at("scenario.json")))
	require.Zero(t, reported(at("report")).exit)
	require.Equal(t, os.FileMode(0o750), mode(at("report")))
	require.Equal(t, os.FileMode(0o640), mode(at("report/index.html")))
}

// Names are bytes.
func TestNamesThatAreNoUTF8StayApart(t *testing.T) {
	for _, flag := range []string{"-o", "--out="} {
		folder := t.TempDir()
		names := []string{"a\xfe", "a\xff", "a\ufffd"}
		for _, name := range names {
			if err := os.WriteFile(filepath.Join(folder, name), nil, 0o600); err != nil {
				t.Skip("this file system has no such names")
			}
			got := mimics(quick(flag + filepath.Join(folder, name))...)
			require.Zero(t, got.exit, got.err)
		}
		require.ElementsMatch(t, names, namesIn(t, folder))
		require.Zero(t, mimics(quick("--format", "json", "-o", filepath.Join(folder, names[0]))...).exit)
		require.NotEqual(t, read(t, filepath.Join(folder, names[0])), read(t, filepath.Join(folder, names[1])))
		require.Zero(t, mimics(quick("--baseline", filepath.Join(folder, names[0]))...).exit)
	}
}
