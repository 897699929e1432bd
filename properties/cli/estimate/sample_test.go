package estimate

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat/distuv"
)

// The probabilities are those of the definitions by binomial coefficients, as fractions, and sum to 1.
func TestProbabilitiesOfCounts(t *testing.T) {
	requireLaw := func(weight func(x int64) *big.Rat, log func(x int64) float64, low, high int64) {
		sum := new(big.Rat)
		for x := low; x <= high; x++ {
			w := weight(x)
			sum.Add(sum, w)
			exact, _ := w.Float64()
			require.InEpsilon(t, exact, math.Exp(log(x)), 1e-11)
		}
		require.Equal(t, "1", sum.RatString())
	}
	choose := func(n, k int64) *big.Rat { return new(big.Rat).SetInt(new(big.Int).Binomial(n, k)) }
	for _, n := range []int64{1, 2, 9, 60} {
		for _, p := range []float64{1. / 1024, 0.25, 0.5, 0.96875} {
			exact, complement := new(big.Rat).SetFloat64(p), new(big.Rat).SetFloat64(1-p)
			requireLaw(func(x int64) *big.Rat {
				w := choose(n, x)
				for range x {
					w.Mul(w, exact)
				}
				for range n - x {
					w.Mul(w, complement)
				}
				return w
			}, binomialLog(n, p), 0, n)
		}
	}
	for _, c := range [][3]int64{{1, 1, 2}, {4, 3, 9}, {30, 50, 60}, {20, 7, 400}} {
		size, marked, all := c[0], c[1], c[2]
		requireLaw(func(x int64) *big.Rat {
			w := choose(marked, x)
			return w.Mul(w, choose(all-marked, size-x)).Quo(w, choose(all, size))
		}, hypergeometricLog(size, marked, all), max(0, size+marked-all), min(size, marked))
	}
}

// The hat of the sampler is nowhere below the probabilities, so that what is accepted has them.
func TestTheHatCovers(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 2))
	requireCovered := func(mode, low, high int64, log func(x int64) float64) {
		top := log(mode)
		for x := low; x <= high; x++ {
			hat := min(0, 1-math.Exp(top)*math.Abs(float64(x-mode)))
			require.LessOrEqual(t, log(x)-top, hat+1e-11)
		}
	}
	for range 300 {
		n, p := 1+random.Int64N(300), random.Float64()
		requireCovered(int64(float64(n+1)*p), 0, n, binomialLog(n, p))
		size, marked := 1+random.Int64N(n), random.Int64N(n+1)
		low, high := max(0, size+marked-n-1), min(size, marked)
		mode := (size + 1) * (marked + 1) / (n + 3)
		requireCovered(min(high, max(low, mode)), low, high, hypergeometricLog(size, marked, n+1))
	}
}

// requireDrawn draws from the law with the distribution function, and requires that the counts in about 20 intervals of
// equal probability differ from what is expected by no more than chance has them once in a million (Pearson's χ²).
func requireDrawn(t *testing.T, cdf func(x float64) float64, draw func() int64) {
	t.Helper()
	const times = 20_000
	seen := map[int64]int{}
	low, high := int64(math.MaxInt64), int64(0)
	for range times {
		x := draw()
		seen[x]++
		low, high = min(low, x), max(high, x)
	}
	statistic, classes, count, before := 0.0, -1, 0, 0.0
	for x := low; x <= high; x++ {
		count += seen[x]
		now := cdf(float64(x))
		if x == high {
			now = 1
		}
		if expected := times * (now - before); expected >= times/20 || x == high {
			statistic += (float64(count) - expected) * (float64(count) - expected) / max(1, expected)
			classes, count, before = classes+1, 0, now
		}
	}
	if classes > 0 {
		require.Less(t, statistic, distuv.ChiSquared{K: float64(classes)}.Quantile(1-1e-6))
	}
}

// Draws follow the law, for few and many trials, rare and frequent successes.
func TestBinomialFollowsItsLaw(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 3))
	for _, n := range []int64{1, 7, 24, 300, 40_000, 1_000_000} {
		for _, p := range []float64{0.0005, 0.1, 0.5, 0.8} {
			cdf := distuv.Binomial{N: float64(n), P: p}.CDF
			requireDrawn(t, cdf, func() int64 { return Binomial(n, p, random) })
		}
	}
	require.Equal(t, int64(9), Binomial(9, 1, random))
	require.Equal(t, int64(0), Binomial(9, 0, random))
	require.Equal(t, int64(0), Binomial(0, 0.5, random))
	require.InDelta(t, 3e17, Binomial(1e18, 0.3, random), 1e10, "20 deviations")
}

func TestHypergeometricFollowsItsLaw(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 4))
	for _, c := range [][3]int64{{1, 1, 2}, {4, 3, 9}, {50, 300, 347}, {500, 5000, 8000}, {30_000, 90_000, 100_000}} {
		size, marked, all := c[0], c[1], c[2]
		cdf, next := 0.0, max(0, size+marked-all)
		log := hypergeometricLog(size, marked, all)
		requireDrawn(t, func(x float64) float64 {
			for ; next <= int64(x); next++ {
				cdf += math.Exp(log(next))
			}
			return cdf
		}, func() int64 { return hypergeometric(size, marked, all, random) })
	}
}

// A multinomial sample has the size, and each outcome comes in proportion to its weight, on average.
func TestMultinomial(t *testing.T) {
	weights, random := []int64{5, 0, 20, 75, 0}, rand.New(rand.NewPCG(1, 1))
	sum := make([]float64, len(weights))
	const times = 4000
	for range times {
		n := int64(0)
		for x, count := range Multinomial(200, weights, random) {
			n += count
			sum[x] += float64(count) / times
		}
		require.Equal(t, int64(200), n)
	}
	for x, weight := range weights {
		require.InDelta(t, float64(2*weight), sum[x], 0.5)
	}
	require.Equal(t, []int64{0, 0}, Multinomial(7, []int64{0, 0}, random))
}

// A subset has the size, and no outcome more often than the whole. Each has its share, on average.
func TestSubset(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 1))
	for _, c := range []struct {
		counts []int64
		size   int64
	}{{[]int64{3, 0, 5, 1}, 4}, {[]int64{40, 300, 7}, 200}, {[]int64{2, 2}, 4}, {[]int64{5, 5}, 0},
		{[]int64{1_000_000, 3_000_000, 50}, 2_000_000}} {
		all := 0.0
		for _, n := range c.counts {
			all += float64(n)
		}
		sums := make([]float64, len(c.counts))
		const times = 4000
		for range times {
			size := int64(0)
			for x, n := range Subset(c.size, c.counts, random) {
				require.True(t, 0 <= n && n <= c.counts[x])
				size += n
				sums[x] += float64(n) / times
			}
			require.Equal(t, c.size, size)
		}
		for x, n := range c.counts {
			share, m := float64(n)/all, float64(c.size)
			variance := m * share * (1 - share) * (all - m) / (all - 1)
			require.InDelta(t, m*share, sums[x], 4*math.Sqrt(variance/times)+1e-9)
		}
	}
}
