package cli_test

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

// A shell variable that is not set leaves an empty argument, which no command takes for a flag that is absent.
func TestEmptyArgumentsAreRefused(t *testing.T) {
	t.Parallel()
	tried := 0
	for _, command := range []string{
		"verify", "merge", "check", "tune", "explore", "curve", "dominance", "find", "list", "show", "learn", "audit", "experiment", "report", "soak", "schema", "completion", "version",
	} {
		help := mimics(command, "--help")
		require.Zero(t, help.exit, help.err)
		for _, found := range regexp.MustCompile(`(?m)^ +(?:-(\w), +)?(--[a-z-]+)(=?)`).FindAllStringSubmatch(help.out, -1) {
			short, flag, takesValue := found[1], found[2], found[3] != ""
			forms := [][]string{{command, flag + "="}}
			if takesValue {
				forms = append(forms, []string{command, flag, ""})
			}
			if short != "" && takesValue {
				forms = append(forms, []string{command, "-" + short, ""})
			}
			for _, arguments := range forms {
				got := mimics(arguments...)
				require.Equal(t, 2, got.exit, arguments)
				require.Empty(t, got.out, arguments)
				require.Regexp(t, `\Amimics: `+flag+`[^\n]*\n\z`, got.err, arguments)
			}
			tried++
		}
	}
	require.Greater(t, tried, 60)

	for _, arguments := range [][]string{
		{"list", ""}, {"verify", "forcing/gap", ""}, {"check", thirds, ""}, {"find", ""}, {"show", "", "forcing/gap"}, {"merge", ""}, {"curve", ""}, {"audit", ""}, {"learn", ""},
		{"completion", ""}, {"experiment", ""}, {"dominance", "", thirds}, {"explore", ""},
	} {
		got := mimics(arguments...)
		require.Equal(t, result{2, "", got.err}, got, arguments)
		require.Regexp(t, `\Amimics: [^\n]*<[^\n]*: empty, expected a value \(try --help\)\n\z`, got.err, arguments)
	}
}
