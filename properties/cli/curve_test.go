package cli_test

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

const coins = `{"name": "coins", "outcomes": ["h", "t"], "sources": {"fair": {"emit": {"h": "1/2", "t": "1/2"}}, "sure": {"emit": {"h": 1}}},
	"operator": {"fair": 1}, "mimic": {"fair": "1/2", "sure": "1/2"}, "horizon": `

// At a long horizon, bounds decide an inequality, and its sides are enclosures.
func TestLongHorizonsAreEnclosed(t *testing.T) {
	t.Parallel()
	enclosure := regexp.MustCompile(`^\[0\.\d{20}, 0\.\d{20}\]$`)
	certain := 0
	for _, row := range rowsOf(t, `{"outcomes": ["h", "t"], "sources": {"fair": {"emit": {"h": "1/2", "t": "1/2"}}, "low": {"emit": {"h": "1/3", "t": "2/3"}}},
		"operator": {"fair": "1/2", "low": "1/2"}, "mimic": {"fair": "1/4", "low": "3/4"}, "horizon": 150}`, "-", "--claim", "merging/budget") {
		require.Equal(t, "holds", row.Outcome)
		switch row.Part {
		case "prior", "pinsker":
			certain++
			require.False(t, row.Exact)
			require.Regexp(t, enclosure, *row.Left)
			require.Empty(t, row.Detail)
			require.Less(t, *row.Approx[0], *row.Approx[1])
		case "chain":
			require.Regexp(t, `^covers \d+ of 150 steps$`, row.Detail)
		}
	}
	require.Equal(t, 2, certain)
}
