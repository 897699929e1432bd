package estimate

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRound(t *testing.T) {
	for value, want := range map[float64]float64{
		0: 0, 1: 1, 1.0 / 3: 0.333333, -2.0 / 3: -0.666667, 1234567: 1234570, 1.23456789e-20: 1.23457e-20,
		0.1 + 0.2: 0.3, math.Inf(1): math.Inf(1),
	} {
		require.Equal(t, want, Round(value))
		require.Equal(t, want, Round(want))
	}
}

// Numbers that differ in their last bits, as on another processor, are rounded to the same number.
func TestRoundForgetsTheLastBits(t *testing.T) {
	random := rand.New(rand.NewPCG(23, 1))
	for range 10_000 {
		value := math.Exp(40*random.Float64()-20) * random.Float64()
		next := value
		for range 8 {
			next = math.Nextafter(next, math.Inf(1))
		}
		require.NotEqual(t, value, next)
		require.Equal(t, Round(value), Round(next))
	}
}
