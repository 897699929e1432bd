package cli_test

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var network = flag.Bool("network", false, "also run what needs a network: go mod tidy of the module in the README")

// guide is the program in the guide that checks another theory.
func guide(t *testing.T) string {
	t.Helper()
	return read(t, filepath.Join(root, "properties/testdata/guide/main.go"))
}

// manual is what a reader of the guide is told to do for a theory of her own: files, commands and what they print.
type manual struct {
	program, module string // main.go and go.mod
	verify          string // commands
	verdict         string // what they print
	publish         string // commands, for a repository that runners build
}

// readManual takes the indented blocks of the section.
func readManual(t *testing.T) manual {
	t.Helper()
	_, section, found := strings.Cut(read(t, filepath.Join(root, "properties/README.md")), "\n## Check your own theory\n")
	require.True(t, found)
	section, _, _ = strings.Cut(section, "\n## ")
	var blocks []string
	for _, block := range regexp.MustCompile(`(?m)(?:^    .*\n(?:^\n)*)+`).FindAllString(section, -1) {
		blocks = append(blocks, strings.TrimSpace(strings.ReplaceAll("\n"+block, "\n    ", "\n"))+"\n")
	}
	require.Len(t, blocks, 5)
	return manual{blocks[0], blocks[1], blocks[2], blocks[3], blocks[4]}
}

func TestTheGuideIsQuoted(t *testing.T) {
	m := readManual(t)
	require.Equal(t, guide(t), m.program)
	language := regexp.MustCompile(`(?m)^go .*$`)
	require.Equal(t, language.FindString(read(t, filepath.Join(root, "go.mod"))), language.FindString(m.module))
}

// goHere is the environment in which go builds the guide: without a network, from the modules and builds of this
// machine.
func goHere(t *testing.T) []string {
	t.Helper()
	env := []string{"GOFLAGS=", "GOPROXY=off", "GOTOOLCHAIN=local", "GOWORK=off"}
	for _, name := range []string{"GOCACHE", "GOMODCACHE", "GOROOT"} {
		text, err := exec.Command("go", "env", name).Output()
		require.NoError(t, err)
		env = append(env, name+"="+strings.TrimSpace(string(text)))
	}
	return env
}

// long skips a test that builds a theory from nothing, unless it is asked for.
func long(t *testing.T) {
	t.Helper()
	if os.Getenv("MIMICS_LONG") == "" {
		t.Skip("builds a theory from nothing: run with MIMICS_LONG=1")
	}
}

// begin puts the files of the manual into an empty folder beside this repository.
func (m manual) begin(t *testing.T) (folder string) {
	t.Helper()
	parent := t.TempDir()
	here, err := filepath.Abs(root)
	require.NoError(t, err)
	require.NoError(t, os.Symlink(here, filepath.Join(parent, "mimics")))
	folder = filepath.Join(parent, "selection")
	require.NoError(t, os.Mkdir(folder, 0o755))
	write(t, filepath.Join(folder, "main.go"), m.program)
	write(t, filepath.Join(folder, "go.mod"), m.module)
	return folder
}

// follow does what the manual says up to the verdict. Without a network, the versions that go mod tidy would choose are
// those of this repository.
func (m manual) follow(t *testing.T) machine {
	t.Helper()
	folder := m.begin(t)
	write(t, filepath.Join(folder, "go.mod"), m.module+"\n"+strings.Join(requirements(t, root), "\n"))
	write(t, filepath.Join(folder, "go.sum"), read(t, filepath.Join(root, "go.sum")))
	commands, found := strings.CutPrefix(m.verify, "go mod tidy\n")
	require.True(t, found, m.verify)
	own := machine{folder, folder, goHere(t)}
	got := own.run(t, "sh", "-e", "-c", commands)
	require.Zero(t, got.exit, got.err)
	require.Contains(t, got.out, "\n\n"+m.verdict+"\n", "the README shows what it prints")
	return own
}

// requirements are the blocks of a module's go.mod that require other modules.
func requirements(t *testing.T, folder string) []string {
	t.Helper()
	text := read(t, filepath.Join(folder, "go.mod"))
	blocks := regexp.MustCompile(`(?ms)^require \(\n.*?^\)\n`).FindAllString(text, -1)
	require.NotEmpty(t, blocks)
	return blocks
}

func TestGuideChecksAnotherTheory(t *testing.T) {
	long(t)
	own := readManual(t).follow(t)
	own.succeed(t, "go", "build", "-o", "mimics", ".")
	got := own.run(t, "mimics", "find", "selection/raises", "--rival", "raises it always")
	require.Zero(t, got.exit, got.err)
	require.Contains(t, got.out, `"outcomes": ["a"]`)
	require.Zero(t, own.run(t, "mimics", "show", "selection/raises").exit)

	// And a theory that is false does not pass.
	wrong := strings.Replace(guide(t), "theorems.AtMost", "theorems.Equal", 1)
	require.NotEqual(t, guide(t), wrong)
	write(t, filepath.Join(own.dir, "main.go"), wrong)
	own.succeed(t, "go", "build", "-o", "mimics", ".")
	got = own.run(t, "mimics", "verify", "--cases", "20", "--scope", "2")
	require.Equal(t, 1, got.exit)
	require.Contains(t, got.out, "counterexample: ")
}

// With a network, go mod tidy chooses no other versions than those of this repository, which stand for them elsewhere.
func TestGuideTidies(t *testing.T) {
	if !*network {
		t.Skip("asks the network: run with -network")
	}
	tidy := exec.Command("go", "mod", "tidy")
	tidy.Dir = readManual(t).begin(t)
	text, err := tidy.CombinedOutput()
	require.NoError(t, err, "%s", text)
	versions := func(folder string) []string {
		return regexp.MustCompile(`(?m)^\t\S+ v\S+`).FindAllString(strings.Join(requirements(t, folder), ""), -1)
	}
	require.Greater(t, len(versions(tidy.Dir)), 2)
	require.Subset(t, versions(root), versions(tidy.Dir))
}
