package experiment

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The tables of the page below a comment that names a file of results are rows of that file, which a command wrote.
// Each number with an interval stands in some file of results.
func TestTheReadmeQuotesTheResults(t *testing.T) {
	read := func(name string) string {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		return string(text)
	}
	number := regexp.MustCompile(`[0-9]+\.[0-9]+\([0-9]+\)`)
	known := map[string]bool{}
	files, err := filepath.Glob(filepath.Join("results", "*.md"))
	require.NoError(t, err)
	for _, name := range files {
		for _, n := range number.FindAllString(read(name), -1) {
			known[n] = true
		}
	}
	rows, numbers, from := 0, 0, []string(nil)
	for line := range strings.SplitSeq(read("README.md"), "\n") {
		name, ok := strings.CutPrefix(line, "<!-- rows of results/")
		switch {
		case ok:
			from = strings.Split(read(filepath.Join("results", strings.TrimSuffix(name, " -->"))), "\n")
		case line != "" && !strings.HasPrefix(line, "|"):
			from = nil
		case line != "" && from != nil:
			require.Contains(t, from, line, "a row of no file of results")
			rows++
		}
		for _, n := range number.FindAllString(line, -1) {
			require.True(t, known[n], "%s in no file of results: %s", n, line)
			numbers++
		}
	}
	require.Greater(t, rows, 40)
	require.Greater(t, numbers, 250)
}
