package cli

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Text is broken at the width of the sheet, which is 80 columns by default.
func TestWrappedToTheWidth(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("word ", 60)
	longest := func(printed string) (most int) {
		for line := range strings.Lines(printed) {
			most = max(most, len(strings.TrimSuffix(line, "\n")))
		}
		return most
	}
	for _, columns := range []int{fewColumns, usualColumns, manyColumns} {
		narrow := &sheet{columns: columns}
		p := printer{w: narrow}
		p.wrapped("  ", text)
		require.NoError(t, p.err)
		require.LessOrEqual(t, longest(narrow.String()), columns)
		require.Greater(t, longest(narrow.String()), columns-6)
	}
	var plainly bytes.Buffer
	p := printer{w: &plainly}
	p.wrapped("", text)
	require.Equal(t, usualColumns-1, longest(plainly.String()))
	require.Equal(t, usualColumns, (&streams{out: &plainly}).wide())
}
