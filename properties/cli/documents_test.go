package cli_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"mimics/properties/cli/report"
	"mimics/properties/cli/results"
	"mimics/theorems"

	"github.com/stretchr/testify/require"
	"gotest.tools/v3/golden"
)

// documents lists the Markdown files of the repository.
func documents(t *testing.T) (list []string) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if entry.IsDir() && (entry.Name() == ".git" || entry.Name() == "testdata") {
			return fs.SkipDir
		}
		if filepath.Ext(name) == ".md" {
			list = append(list, name)
		}
		return err
	}))
	return list
}

var (
	linkPattern    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	headingPattern = regexp.MustCompile(`(?m)^#+ (.+)$`)
	notInAnchors   = regexp.MustCompile(`[^\p{L}\p{N} _-]`)
)

// anchors lists the names by which links lead to the headings of a document, as GitHub makes them.
func anchors(text string) (list []string) {
	for _, heading := range headingPattern.FindAllStringSubmatch(text, -1) {
		name := notInAnchors.ReplaceAllString(strings.ToLower(heading[1]), "")
		list = append(list, strings.ReplaceAll(name, " ", "-"))
	}
	return list
}

func TestEveryLinkLeadsSomewhere(t *testing.T) {
	t.Parallel()
	links := 0
	for _, document := range documents(t) {
		for _, link := range linkPattern.FindAllStringSubmatch(read(t, document), -1) {
			file, anchor, _ := strings.Cut(link[1], "#")
			if strings.Contains(file, "://") {
				continue
			}
			links++
			target := document
			if file != "" {
				target = filepath.Join(filepath.Dir(document), file)
			}
			_, err := os.Stat(target)
			require.NoError(t, err, "%s: %s", document, link[1])
			if anchor != "" {
				require.Contains(t, anchors(read(t, target)), anchor, "%s: %s", document, link[1])
			}
		}
	}
	require.Greater(t, links, 20)
}

// quotedCommand is a command line in a document, with the output that is shown below it, if there is any.
type quotedCommand struct{ document, line, output string }

var (
	blockPattern = regexp.MustCompile(`(?m)(?:^    .*\n(?:^\n)*)+`)
	spanPattern  = regexp.MustCompile("`((?:mimics|go run \\.)(?: [^`]*)?)`")
	placeholder  = regexp.MustCompile(`\b[A-Z]{2,}\b|…|\.\.\.`)
)

// commandsIn lists the command lines of a document: in indented blocks, and between backticks in its text.
func commandsIn(document, text string) (list []quotedCommand) {
	for _, block := range blockPattern.FindAllString(text, -1) {
		shows := -1 // the command whose output follows
		for line := range strings.Lines(block) {
			line = strings.TrimPrefix(line, "    ")
			command, prompted := strings.CutPrefix(line, "$ ")
			command, _, _ = strings.Cut(command, "  #")
			command = strings.TrimSpace(command)
			switch {
			case strings.HasPrefix(command, "mimics ") || strings.HasPrefix(command, "go run ."):
				list, shows = append(list, quotedCommand{document: document, line: command}), -1
				if prompted {
					shows = len(list) - 1
				}
			case shows >= 0:
				list[shows].output += line
			}
		}
	}
	for _, span := range spanPattern.FindAllStringSubmatch(text, -1) {
		if !placeholder.MatchString(span[1]) {
			list = append(list, quotedCommand{document: document, line: span[1]})
		}
	}
	return list
}

// cheaper returns the line with the least effort that its flags leave open, each of its commands.
func cheaper(line string) string {
	commands := strings.Split(line, " && ")
	for i, command := range commands {
		commands[i] = cheaperCommand(command)
	}
	return strings.Join(commands, " && ")
}

func cheaperCommand(line string) string {
	line = strings.Replace(line, "go run .", "mimics", 1)
	if line == "mimics" {
		line = "mimics verify"
	}
	if strings.HasPrefix(line, "mimics explore") {
		return line + " --help" // it compiles a program and serves until it is stopped, which other tests do
	}
	corpus := "../corpus" // the small one
	if strings.Contains(line, "--language docs") {
		corpus = "properties/cli/learn"
	}
	for command, flags := range map[string][]string{
		"verify": {"--cases 5", "--scope 1"}, "report": {"--cases 5", "--scope 1", "--no-experiment"}, "soak": {"--time 50ms"},
		"experiment": {"--runs 1", "--samples 50", "--orders 1", "--cells 0", "--corpus " + corpus},
		"dominance":  {"--effort 100"},
	} {
		if !strings.HasPrefix(line, "mimics "+command) {
			continue
		}
		for _, flag := range flags {
			name, _, _ := strings.Cut(flag, " ")
			line = regexp.MustCompile(name+`( [^ -]\S*)?`).ReplaceAllString(line, "") + " " + flag
		}
		if (command == "verify" || command == "report") && !strings.Contains(line, "--claim") {
			line += " --claim forcing/gap"
		}
	}
	return line
}

// savedPattern matches a block that the reader is told to save.
var savedPattern = regexp.MustCompile("ave as `([^`]+)`:\n\n((?:    .*\n)+)")

// scratch makes a folder from which the commands of a document run: the folders of the repository are there, the files
// that the document tells to save, and a reader's own scenario and log.
func scratch(t *testing.T, text string) string {
	t.Helper()
	base := t.TempDir()
	folder := filepath.Join(base, "mimics")
	require.NoError(t, os.Mkdir(folder, 0o755))
	link := func(from, to string) {
		target, err := filepath.Abs(from)
		require.NoError(t, err)
		require.NoError(t, os.Symlink(target, to))
	}
	for _, name := range []string{"model", "theorems", "properties", "fuzz"} {
		link(filepath.Join(root, name), filepath.Join(folder, name))
	}
	link(smallCorpus, filepath.Join(base, "corpus"))
	link(thirds, filepath.Join(folder, "my.json"))
	link(films, filepath.Join(folder, "log.csv"))
	link("audit/testdata/tools/inspect-samples.csv", filepath.Join(folder, "samples.csv"))
	for _, saved := range savedPattern.FindAllStringSubmatch(text, -1) {
		write(t, filepath.Join(folder, saved[1]), strings.ReplaceAll(saved[2], "    ", ""))
	}
	return folder
}

// TestEveryQuotedCommandRuns runs the command lines of all documents with little effort. Where a document shows what a
// command prints, that is what it prints; … stands for lines that are left out.
func TestEveryQuotedCommandRuns(t *testing.T) {
	t.Parallel()
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no sh to run the command lines")
	}
	ran := 0
	for _, document := range documents(t) {
		text := read(t, document)
		commands := commandsIn(document, text)
		if len(commands) == 0 {
			continue
		}
		folder := scratch(t, text)
		for _, c := range commands {
			ran++
			line := cheaper(c.line)
			require.NotContains(t, line, "go run", "the command that is on the PATH runs")
			command := exec.CommandContext(t.Context(), shell, "-c", line)
			command.Dir = folder
			out, err := command.CombinedOutput()
			if c.output != "" {
				require.Regexp(t, shown(c.output), strings.TrimSpace(string(out)), "%s: %s", document, c.line)
				continue
			}
			var failed *exec.ExitError
			require.False(t, errors.As(err, &failed) && failed.ExitCode() != 1, "%s: %s: %s", document, line, out)
		}
	}
	require.Greater(t, ran, 20)
}

// shown returns the pattern of an output in a document.
func shown(output string) string {
	lines := strings.Split(strings.TrimSpace(output), "\n")
	for i, line := range lines {
		if lines[i] = regexp.QuoteMeta(strings.TrimRight(line, " ")); strings.TrimSpace(line) == "…" {
			lines[i] = `(?:.*\n)*.*`
		}
	}
	return `\A` + strings.Join(lines, "\n") + `\z`
}

// requireBlock compares what stands between two marks in a document with what was generated; -update writes it.
func requireBlock(t *testing.T, document, name, want string) {
	t.Helper()
	begin, end := "<!-- "+name+" -->\n", "<!-- end of "+name+" -->"
	file := filepath.Join("..", root, document) // from testdata
	before, rest, ok := strings.Cut(string(golden.Get(t, file)), begin)
	require.True(t, ok)
	_, after, ok := strings.Cut(rest, end)
	require.True(t, ok)
	golden.Assert(t, before+begin+want+end+after, file)
}

// The README's first lines say how many claims there are. That each is as expected is what the gate runs.
func TestTheReadmeCountsTheClaims(t *testing.T) {
	expected, proved := map[theorems.Expectation]int{}, 0
	for _, c := range theorems.Essay() {
		expected[c.Expect]++
		if c.Proof() == theorems.Proved {
			proved++
		}
	}
	requireBlock(t, "README.md", "status", fmt.Sprintf("**%d claims: %d hold, %d exist, %d are refuted; %d are proved in Coq.**\n",
		len(theorems.Essay()), expected[theorems.Holds], expected[theorems.Exists], expected[theorems.Refuted], proved))
}

func TestTheReadmeIsShort(t *testing.T) {
	text := read(t, filepath.Join(root, "README.md"))
	require.LessOrEqual(t, strings.Count(text, "\n"), 150)
	require.LessOrEqual(t, len(text), 9216)
}

// The README of the claims names the claims that try each sentence of the essay.
func TestTheClaimsCoverTheEssay(t *testing.T) {
	table := "| heading | the essay says | claims |\n|---|---|---|\n"
	for _, s := range theorems.Sentences() {
		var claims []string
		for _, id := range s.Claims {
			claim, known := theorems.Essay().Find(id)
			require.True(t, known)
			name := "`" + id + "`"
			if claim.Expect == theorems.Refuted {
				name += " (refuted)"
			}
			claims = append(claims, name)
		}
		if claims == nil {
			claims = []string{"none: only the world can tell"}
		}
		table += fmt.Sprintf("| %s | %s | %s |\n", results.Markdown(s.Heading), results.Markdown(s.Says), strings.Join(claims, ", "))
	}
	requireBlock(t, "theorems/README.md", "essay", table)
}

// The questions in the README of the claims are those that the report answers.
func TestTheClaimsAnswerTheQuestions(t *testing.T) {
	table := "| question | answer | claims |\n|---|---|---|\n"
	for _, q := range report.Questions() {
		table += fmt.Sprintf("| %s | %s | `%s` |\n", results.Markdown(q.Text), results.Markdown(q.Answer), strings.Join(q.Claims, "`, `"))
	}
	requireBlock(t, "theorems/README.md", "questions", table)
}

// The picture beside README.md is what tune draws.
func TestThePictureOfTune(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "tune.svg")
	drawn := mimics("tune", "../../theorems/scenario/examples/reward-model.json", "--plot", file)
	require.Zero(t, drawn.exit, drawn.err)
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Less(t, len(text), 20_000)
	golden.Assert(t, string(text), "../tune.svg")
}
