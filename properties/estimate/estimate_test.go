package estimate

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat/distuv"
)

// The ends solve two binomial equations: at the low one as many or more would be seen with half the chance to miss, at
// the high one as many or fewer.
func TestClopperPearsonSolvesItsEquations(t *testing.T) {
	const miss = 0.05
	for _, n := range []int64{1, 7, 200} {
		for s := range n + 1 {
			r := ClopperPearson(s, n, miss)
			require.True(t, r.Holds(float64(s)/float64(n)))
			if s > 0 {
				require.InDelta(t, miss/2, 1-distuv.Binomial{N: float64(n), P: r.Low}.CDF(float64(s-1)), 1e-9)
			} else {
				require.Zero(t, r.Low)
			}
			if s < n {
				require.InDelta(t, miss/2, distuv.Binomial{N: float64(n), P: r.High}.CDF(float64(s)), 1e-9)
			} else {
				require.Equal(t, 1.0, r.High)
			}
		}
	}
}

// Drawing again keeps the size, and each outcome comes as often as it did, on average.
func TestResample(t *testing.T) {
	counts, random := []int64{5, 0, 20, 75, 0}, rand.New(rand.NewPCG(1, 1))
	sum := make([]float64, len(counts))
	const times = 4000
	for range times {
		n := int64(0)
		for x, count := range Resample(counts, random) {
			n += count
			sum[x] += float64(count) / times
		}
		require.Equal(t, int64(100), n)
	}
	for x, count := range counts {
		require.InDelta(t, float64(count), sum[x], 0.5)
	}
	require.Equal(t, []int64{0, 0}, Resample([]int64{0, 0}, random))
}
