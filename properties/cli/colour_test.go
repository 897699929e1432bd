package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	green = "\x1b[32m"
	red   = "\x1b[31m"
	plain = "\x1b[0m"
)

// quoted returns the text as a shell reads it as one word.
func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }

func TestTerminalsAreColouredUnlessToldOtherwise(t *testing.T) {
	t.Parallel()
	script, err := exec.LookPath("script")
	if err != nil {
		t.Skip("no script to give a terminal")
	}
	scenario, err := filepath.Abs(thirds)
	require.NoError(t, err)
	for _, c := range []struct {
		environment, option string
		coloured            bool
	}{
		{"TERM=xterm", "", true},
		{"TERM=dumb", "", false},
		{"NO_COLOR=1", "", false},
		{"NO_COLOR=", "", true},
		{"NO_COLOR=1", " --color always", true},
		{"TERM=xterm", " --color never", false},
	} {
		line := quoted(filepath.Join(binFolder(), "mimics")) + " check " + quoted(scenario) + " --claim forcing/gap" + c.option
		terminal := exec.Command(script, "--quiet", "--return", "--command", line, os.DevNull)
		terminal.Env = []string{"PATH=" + os.Getenv("PATH"), c.environment}
		out, err := terminal.Output()
		require.NoError(t, err, "%s", out)
		require.Equal(t, c.coloured, strings.Contains(string(out), green), "%s%s: %q", c.environment, c.option, out)
	}
}
