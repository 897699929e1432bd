package oracle_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/theorems/oracle"
)

// Numbers are compared by value: what the logarithms are of does not matter, and the smallest difference does.
func TestNumbersAreComparedByValue(t *testing.T) {
	for _, one := range []struct {
		left, right string
		order       int
	}{
		{"ln 6", "ln 2 + ln 3", 0},
		{"2*ln 2 - 1/2*ln 16", "0", 0},
		{"1/3*ln 8/27", "ln 2 - ln 3", 0},
		{"ln 12 - ln 18", "-ln 3/2", 0},
		{"7/10", "ln 2", 1},
		{"-ln 2", "-693147180559945309417/1000000000000000000000", -1},
		{"ln 2", "6931471805599453094172321214581765680755/10000000000000000000000000000000000000000", 1},
		{"ln 1000000000000000000000000000001", "ln 1000000000000000000000000000000", 1},
		{"ln 1000000000000000000000000000000/1000000000000000000000000000001", "0", -1},
		{"inf", "inf", 0},
		{"5", "inf", -1},
		{"-inf", "ln 1/1000", -1},
	} {
		left, right := parsed(t, one.left), parsed(t, one.right)
		require.Equal(t, one.order, left.Cmp(right), "%s and %s", one.left, one.right)
		require.Equal(t, -one.order, right.Cmp(left), "%s and %s", one.right, one.left)
		require.Equal(t, one.order == 0, left.Equal(right), "%s and %s", one.left, one.right)
		require.True(t, left.Equal(parsed(t, left.String())), "%s reads as it is written", left)
	}
	for _, text := range []string{"", "ln", "ln 0", "ln -2", "1/0", "two", "2*ln", "ln 2 +", "*ln 2"} {
		_, err := oracle.Parse(text)
		require.Error(t, err, text)
	}
}
