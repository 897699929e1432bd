package cli_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/properties/cli/estimate"
)

// No float that an audit or an experiment writes has more digits than are reliable: further ones differ between
// processors.
func TestFloatsHaveTheDigitsTheyAreWorth(t *testing.T) {
	t.Parallel()
	for _, arguments := range [][]string{
		{"audit", films, "--format", "json"},
		experiments("--format", "json", "--orders", "0,2", "--runs", "2"),
	} {
		got := mimics(arguments...)
		require.Zero(t, got.exit, got.err)
		decoder, floats := json.NewDecoder(bytes.NewBufferString(got.out)), 0
		decoder.UseNumber()
		for {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			require.NoError(t, err)
			number, ok := token.(json.Number)
			if !ok || !strings.ContainsAny(number.String(), ".eE") {
				continue
			}
			floats++
			digits, _, _ := strings.Cut(strings.ToLower(number.String()), "e")
			digits = strings.TrimLeft(strings.NewReplacer(".", "", "-", "").Replace(digits), "0")
			require.LessOrEqual(t, len(digits), estimate.Digits, number)
		}
		require.Greater(t, floats, 20)
	}
}
