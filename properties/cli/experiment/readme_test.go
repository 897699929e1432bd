package experiment

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The tables of the page below a comment that names a file of results are rows of that file, which a command wrote.
func TestTheReadmeQuotesTheResults(t *testing.T) {
	read := func(name string) []string {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		return strings.Split(string(text), "\n")
	}
	rows, from := 0, []string(nil)
	for _, line := range read("README.md") {
		name, ok := strings.CutPrefix(line, "<!-- rows of results/")
		switch {
		case ok:
			from = read(filepath.Join("results", strings.TrimSuffix(name, " -->")))
		case line != "" && !strings.HasPrefix(line, "|"):
			from = nil
		case line != "" && from != nil:
			require.Contains(t, from, line, "a row of no file of results")
			rows++
		}
	}
	require.Greater(t, rows, 60)
}
