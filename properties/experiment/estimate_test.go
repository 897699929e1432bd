package experiment

import (
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/properties/estimate"
)

func TestMean(t *testing.T) {
	e := mean([]float64{1, 2, 3, 4})
	require.Equal(t, 2.5, e.Value)
	require.InDelta(t, 1.959964*0.645497, e.High-e.Value, 1e-5)
	require.InDelta(t, e.High-e.Value, e.Value-e.Low, 1e-12)
	require.Equal(t, Estimate{7, 7, 7, 1}, mean([]float64{7}))
}

// Of intervals for the distance of two known laws, nearly all hold it.
func TestIntervalsCover(t *testing.T) {
	a, b, random := law{300, 500, 200}, law{500, 400, 100}, stream(1, "test", 2)
	truth, held := distance(a, b), 0
	const times = 150
	for range times {
		e := between(law(estimate.Resample(a, random)), law(estimate.Resample(b, random)), random)
		held += bit(e.Low <= truth && truth <= e.High)
	}
	require.GreaterOrEqual(t, held, times*88/100)
}
