package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	green = "\x1b[32m"
	red   = "\x1b[31m"
	plain = "\x1b[0m"
)

// withoutColours is the text as it is printed where there are none.
func withoutColours(text string) string {
	return regexp.MustCompile("\x1b\\[[0-9]*m").ReplaceAllString(text, "")
}

func TestVerdictsAreColouredWhereAsked(t *testing.T) {
	base := earlier(t, `"id": "forcing/gap"`, `"id": "forcing/gaps"`)
	for _, command := range [][]string{quick("--baseline", base), {"check", thirds, rare}} {
		want := mimics(command...)
		require.NotContains(t, want.out, "\x1b", "this is no terminal")
		got := mimics(append(command, "--color", "always")...)
		require.Contains(t, got.out, green)
		require.Equal(t, want, result{got.exit, withoutColours(got.out), got.err})
		require.Equal(t, want, mimics(append(command, "--color", "never")...))
	}
	got := mimics(quick("--verbose", "--baseline", base, "--color", "always")...)
	require.Contains(t, got.out, "\nforcing/gap                 holds     "+green+"as expected"+plain+"  ")
	require.Contains(t, got.out, "\n  "+red+"worse"+plain+"   forcing/gaps: the claim is gone")

	// Programs read these.
	for _, format := range []string{"json", "junit", "markdown"} {
		require.NotContains(t, mimics(quick("--color", "always", "--format", format)...).out, "\x1b")
	}
	file := filepath.Join(t.TempDir(), "table.txt")
	require.Zero(t, mimics(quick("--color", "always", "-o", file)...).exit)
	require.NotContains(t, read(t, file), "\x1b")
}

func TestRegressionsAreRed(t *testing.T) {
	wrong := falseTheory(t)
	got := wrong.mimics("verify", "--cases", "20", "--scope", "2", "--color", "always")
	require.Contains(t, got.out, red+"regression"+plain)
	require.Contains(t, wrong.mimics("check", thirds, "--color", "always").out, red+"FAILS"+plain)
}

// quoted returns the text as a shell reads it as one word.
func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }

func TestTerminalsAreColouredUnlessToldOtherwise(t *testing.T) {
	script, err := exec.LookPath("script")
	if err != nil {
		t.Skip("no script to give a terminal")
	}
	bin := buildCommand(t)
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
		line := quoted(filepath.Join(bin, "mimics")) + " check " + quoted(scenario) + " --claim forcing/gap" + c.option
		terminal := exec.Command(script, "--quiet", "--return", "--command", line, os.DevNull)
		terminal.Env = []string{"PATH=" + os.Getenv("PATH"), c.environment}
		out, err := terminal.Output()
		require.NoError(t, err, "%s", out)
		require.Equal(t, c.coloured, strings.Contains(string(out), green), "%s%s: %q", c.environment, c.option, out)
	}
}
