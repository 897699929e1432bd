package model_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
)

func TestDecimalsAreRoundedOutwards(t *testing.T) {
	for _, c := range []struct {
		q         model.Q
		low, high string
	}{
		{model.Zero, "0.000", "0.000"},
		{model.Half, "0.500", "0.500"},
		{model.Frac(1, 3), "0.333", "0.334"},
		{model.Frac(-1, 3), "-0.334", "-0.333"},
		{model.Frac(123456, 1000), "123.456", "123.456"},
		{model.Frac(-1, 100000), "-0.001", "0.000"},
	} {
		require.Equal(t, c.low, c.q.Decimal(3, -1))
		require.Equal(t, c.high, c.q.Decimal(3, 1))
	}
}
