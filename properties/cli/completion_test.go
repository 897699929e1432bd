package cli_test

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// completers return shell code that prints the completions of the last word, to be run after the script of completions.
var completers = map[string]func(words []string) string{
	"bash": func(words []string) string {
		return "COMP_WORDS=('" + strings.Join(words, "' '") + "'); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n" +
			`_mimics; printf '%s\n' "${COMPREPLY[@]}"`
	},
	"zsh": func(words []string) string { // with functions instead of those of its line editor
		return "compadd() { shift; [ $# -gt 0 ] && print -l -- ${(M)@:#$words[CURRENT]*} }; _files() {}\n" +
			"words=('" + strings.Join(words, "' '") + "'); CURRENT=$#words; _mimics"
	},
	"fish": func(words []string) string {
		return "complete -C '" + strings.Join(words, " ") + "' | string replace -r '\\t.*' ''; or true"
	},
}

func TestShellsComplete(t *testing.T) {
	t.Parallel()
	for shell, completer := range completers {
		t.Run(shell, func(t *testing.T) {
			program, err := exec.LookPath(shell)
			if err != nil {
				t.Skip(shell + " is not installed")
			}
			script := mimics("completion", shell)
			require.Zero(t, script.exit, script.err)
			if shell == "zsh" {
				script.out = "compdef() {}\n" + script.out
			}
			for line, want := range map[string]string{
				"ver":                            "verify version",
				"sc":                             "schema",
				"verify --format j":              "json junit",
				"merge 1.json --format m":        "markdown",
				"show forcing/ga":                "forcing/gap",
				"verify --claim tilt/be":         "tilt/best-of-n tilt/best-of-n-divergence tilt/best-of-n-synchrony",
				"find forcing/gap --without for": "forcing-set-out-of-reach forcing-set-reachable",
				"check --color n":                "never",
				"completion z":                   "zsh",
				"verify --step":                  "--step-summary",
			} {
				words := append([]string{"mimics"}, strings.Split(line, " ")...)
				out, err := exec.Command(program, "-c", script.out+"\n"+completer(words)).CombinedOutput()
				require.NoError(t, err, "%s", out)
				require.ElementsMatch(t, strings.Fields(want), strings.Fields(string(out)), line)
			}
		})
	}
	require.Equal(t, 2, mimics("completion", "csh").exit)
}
