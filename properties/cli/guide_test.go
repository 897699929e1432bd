package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// guide is the program in the README that checks another theory.
func guide(t *testing.T) string {
	t.Helper()
	return read(t, filepath.Join(root, "properties/testdata/guide/main.go"))
}

func TestReadmeQuotesTheGuide(t *testing.T) {
	var quoted strings.Builder
	for line := range strings.Lines(guide(t)) {
		if line != "\n" {
			quoted.WriteString("    ")
		}
		quoted.WriteString(line)
	}
	require.Contains(t, read(t, filepath.Join(root, "README.md")), "\n\n"+quoted.String()+"\n")
}

// buildElsewhere builds a program in a module of its own, without a network, and gives the folder that it lies in.
func buildElsewhere(t *testing.T, program string) (bin string) {
	t.Helper()
	here, err := filepath.Abs(root)
	require.NoError(t, err)
	module := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":  "module selection\n\ngo 1.26.0\n\nrequire mimics v0.0.0\n\nreplace mimics => " + here + "\n",
		"go.sum":  read(t, filepath.Join(root, "go.sum")),
		"main.go": program,
	} {
		require.NoError(t, os.WriteFile(filepath.Join(module, name), []byte(text), 0o644))
	}
	build := exec.Command("go", "build", "-buildvcs=false", "-o", "mimics", ".")
	build.Dir = module
	build.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOTOOLCHAIN=local", "GOWORK=off")
	text, err := build.CombinedOutput()
	require.NoError(t, err, "%s", text)
	return module
}

func TestGuideChecksAnotherTheory(t *testing.T) {
	here := machine{t.TempDir(), buildElsewhere(t, guide(t)), nil}
	got := here.run(t, "mimics", "verify")
	require.Zero(t, got.exit, got.out+got.err)
	require.Contains(t, got.out, "All 1 claims are as expected.")
	// The README shows what it prints.
	_, row, _ := strings.Cut(got.out, "\n\n")
	row, _, _ = strings.Cut(row, "\n\n")
	shown := "    " + strings.ReplaceAll(row, "\n", "\n    ") + "\n"
	require.Contains(t, read(t, filepath.Join(root, "README.md")), shown)

	got = here.run(t, "mimics", "find", "selection/raises", "--rival", "raises it always")
	require.Zero(t, got.exit, got.err)
	require.Contains(t, got.out, `"outcomes": ["a"]`)
	require.Zero(t, here.run(t, "mimics", "show", "selection/raises").exit)

	// And a theory that is false does not pass.
	wrong := strings.Replace(guide(t), "theorems.AtMost", "theorems.Equal", 1)
	require.NotEqual(t, guide(t), wrong)
	here.bin = buildElsewhere(t, wrong)
	got = here.run(t, "mimics", "verify", "--cases", "20", "--scope", "2")
	require.Equal(t, 1, got.exit)
	require.Contains(t, got.out, "counterexample: ")
}
