package experiment

import (
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat/distuv"
)

// The bounds of Clopper and Pearson solve two binomial equations: at the low one as many or more would be seen with
// chance 1/40, at the high one as many or fewer.
func TestShareSolvesItsEquations(t *testing.T) {
	for _, n := range []int{1, 7, 200} {
		for count := range n + 1 {
			e := share(count, n)
			require.LessOrEqual(t, e.Low, e.Value)
			require.LessOrEqual(t, e.Value, e.High)
			if count > 0 {
				atLeast := 1 - distuv.Binomial{N: float64(n), P: e.Low}.CDF(float64(count-1))
				require.InDelta(t, level, atLeast, 1e-9)
			} else {
				require.Zero(t, e.Low)
			}
			if count < n {
				require.InDelta(t, level, distuv.Binomial{N: float64(n), P: e.High}.CDF(float64(count)), 1e-9)
			} else {
				require.Equal(t, 1.0, e.High)
			}
		}
	}
}

func TestMean(t *testing.T) {
	e := mean([]float64{1, 2, 3, 4})
	require.Equal(t, 2.5, e.Value)
	require.InDelta(t, 1.959964*0.645497, e.High-e.Value, 1e-5)
	require.InDelta(t, e.High-e.Value, e.Value-e.Low, 1e-12)
	require.Equal(t, Estimate{7, 7, 7, 1}, mean([]float64{7}))
}

// Drawing again keeps the size, and each outcome comes as often as it did, on average.
func TestAgain(t *testing.T) {
	l, random := law{5, 0, 20, 75}, stream(1, "test", 1)
	sum := make([]float64, len(l))
	const times = 4000
	for range times {
		drawn := l.again(random)
		require.Equal(t, 100, drawn.n())
		require.Zero(t, drawn[1])
		for x, count := range drawn {
			sum[x] += float64(count) / times
		}
	}
	for x, count := range l {
		require.InDelta(t, float64(count), sum[x], 0.5)
	}
}

// Of intervals for the distance of two known laws, nearly all hold it.
func TestIntervalsCover(t *testing.T) {
	a, b, random := law{300, 500, 200}, law{500, 400, 100}, stream(1, "test", 2)
	truth, held := distance(a, b), 0
	const times = 150
	for range times {
		e := between(a.again(random), b.again(random), random)
		held += bit(e.Low <= truth && truth <= e.High)
	}
	require.GreaterOrEqual(t, held, times*88/100)
}
