package cli_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"mimics/properties/cli"
	"mimics/theorems"
)

const (
	thirds      = "testdata/thirds.json"
	unreachable = "testdata/unreachable.json" // nothing succeeds for certain
	nineTenths  = "testdata/nine-tenths.json" // the weights sum to 9/10
	rare        = "../../theorems/scenario/examples/rare.json"
)

// result is the exit code of a command, and its output and complaints.
type result struct {
	exit     int
	out, err string
}

// mimics runs a command line on the essay with nothing on standard input.
func mimics(arguments ...string) result { return mimicsOn("", arguments...) }

// mimicsOn runs a command line on the essay with a text on standard input.
func mimicsOn(in string, arguments ...string) result {
	return theory{theorems.Essay()}.mimicsOn(in, arguments...)
}

// theory is the theory that a command line checks.
type theory struct{ theorems.Registry }

// theoryOf returns a theory of these claims.
func theoryOf(t *testing.T, claims ...theorems.Claim) theory {
	t.Helper()
	registry, err := theorems.NewRegistry(claims...)
	require.NoError(t, err)
	return theory{registry}
}

// mimics runs a command line on the theory with nothing on standard input.
func (r theory) mimics(arguments ...string) result { return r.mimicsOn("", arguments...) }

// mimicsOn runs a command line on the theory with a text on standard input.
func (r theory) mimicsOn(in string, arguments ...string) result {
	var out, err bytes.Buffer
	exit := cli.Run(r.program(), arguments, strings.NewReader(in), &out, &err)
	return result{exit, out.String(), err.String()}
}

// requireRefused asks for exit code 2, nothing on standard output and this one line on standard error.
func requireRefused(t *testing.T, line string, got result) {
	t.Helper()
	require.Equal(t, result{2, "", "mimics: " + line + "\n"}, got)
}

// requireNarrow asks for lines of at most 80 characters.
func requireNarrow(t *testing.T, text string) {
	t.Helper()
	for line := range strings.Lines(text) {
		require.LessOrEqual(t, utf8.RuneCountInString(strings.TrimSuffix(line, "\n")), 80, line)
	}
}

// oneLine undoes the breaking of lines.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// fileOf returns the name of a file with this text.
func fileOf(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "file")
	write(t, name, text)
	return name
}

// namesIn lists the files of a folder.
func namesIn(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// quickResults are the results of a quick verify, by format.
var quickResults = sync.OnceValue(func() map[string]string {
	results := map[string]string{}
	for _, format := range []string{"table", "json", "junit", "markdown"} {
		results[format] = mimics(quick("--format", format)...).out
	}
	return results
})

// quickShards are the results of a quick verify in two shards.
var quickShards = sync.OnceValue(func() [2]string {
	shard := func(which string) string { return mimics(quick("--format", "json", "--shard", which)...).out }
	return [2]string{shard("1/2"), shard("2/2")}
})

// shards returns the names of files with the results of a quick verify in two shards.
func shards(t *testing.T) (files []string) {
	t.Helper()
	for _, text := range quickShards() {
		files = append(files, fileOf(t, text))
	}
	return files
}

func TestStandardInputThatBreaksIsRefused(t *testing.T) {
	t.Parallel()
	var out, complaint bytes.Buffer
	exit := cli.Run(cli.Essay(), []string{"check", "-"}, iotest.ErrReader(errors.New("the wire was cut")), &out, &complaint)
	requireRefused(t, "stdin: the wire was cut", result{exit, out.String(), complaint.String()})
}

// full is a standard output that takes nothing.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestOutputThatCannotBeWrittenIsReported(t *testing.T) {
	t.Parallel()
	for _, arguments := range [][]string{
		{"list"}, {"show", "forcing/gap"}, {"version"},
		{"check", thirds}, {"check", thirds, "--format", "json"},
		{"verify", "--claim", "forcing/gap", "--cases", "5", "--scope", "2"},
		{"verify", "--claim", "forcing/gap", "--cases", "5", "--scope", "2", "--format", "json"},
		{"find", "forcing/is-conditioning"},
	} {
		t.Run(strings.Join(arguments, " "), func(t *testing.T) {
			var complaint bytes.Buffer
			require.Equal(t, 2, cli.Run(cli.Essay(), arguments, strings.NewReader(""), full{}, &complaint))
			require.True(t, strings.HasSuffix(complaint.String(), "mimics: no space left on device\n"), complaint.String())
		})
	}
}

// commandNames lists the commands that --help names.
func commandNames(t *testing.T) (names []string) {
	t.Helper()
	for _, line := range regexp.MustCompile(`(?m)^  ([a-z]+) .*`).FindAllStringSubmatch(mimics("--help").out, -1) {
		names = append(names, line[1])
	}
	require.Greater(t, len(names), 10)
	return names
}

func TestHelpIsGiven(t *testing.T) {
	t.Parallel()
	for _, command := range append(commandNames(t), "") {
		got := mimics(append(strings.Fields(command), "--help")...)
		require.Zero(t, got.exit)
		require.Empty(t, got.err)
		require.True(t, strings.HasPrefix(got.out, "Usage: "+strings.TrimSpace("mimics "+command)), got.out)
		requireNarrow(t, got.out)
	}
}

// Each example of --help runs in the folder of the repository.
func TestExamplesInHelpRun(t *testing.T) {
	t.Parallel()
	shared := machine{t.TempDir(), binFolder(), nil}
	for _, folder := range []string{"theorems", "properties"} {
		from, err := filepath.Abs(filepath.Join(root, folder))
		require.NoError(t, err)
		require.NoError(t, os.Symlink(from, filepath.Join(shared.dir, folder)))
	}
	for _, command := range commandNames(t) {
		help := mimics(command, "--help").out
		examples := regexp.MustCompile(`(?m)^    (.*mimics .*)$`).FindAllStringSubmatch(help, -1)
		require.NotEmpty(t, examples, help)
		if command == "experiment" || command == "completion" || command == "explore" {
			continue // the gate runs the first, which takes long; the second is for shells; the third serves a page
		}
		for _, example := range examples {
			line := example[1]
			if command == "verify" || command == "report" || strings.HasPrefix(line, "mimics verify") { // the fastest such run
				line = strings.ReplaceAll(line, "--cases 5000", "") + " --claim forcing/gap --cases 20 --scope 2"
			}
			got := shared.run(t, "sh", "-c", line)
			require.Zero(t, got.exit, "%s: %s", line, got.err)
		}
	}
}

// falseTheory returns a theory of one claim, which is false and expected to hold.
func falseTheory(t *testing.T) theory {
	t.Helper()
	return theoryOf(t, falseClaim())
}
