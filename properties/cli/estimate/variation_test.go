package estimate

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// drawn returns the counts of n draws from the law.
func drawn(n int64, law []float64, random *rand.Rand) []int64 {
	counts, rest := make([]int64, len(law)), 1.0
	for x, p := range law {
		if n == 0 {
			break
		}
		counts[x] = n
		if x < len(law)-1 {
			counts[x] = Binomial(n, min(1, p/rest), random)
		}
		n, rest = n-counts[x], rest-p
	}
	return counts
}

// pairOfLaws makes two laws at the distance: the first skew, some of its outcomes rare, and of an even number of
// outcomes.
func pairOfLaws(outcomes int, distance float64, random *rand.Rand) (p, q []float64) {
	p, q = make([]float64, outcomes), make([]float64, outcomes)
	total := 0.0
	for x := range p {
		p[x] = math.Pow(random.Float64(), 3) + 0.02
		total += p[x]
	}
	// Mass moves from every second outcome to the one before: as much as each has, in proportion.
	givers := 0.0
	for x := range p {
		p[x] /= total
		if x%2 == 1 {
			givers += p[x]
		}
	}
	if givers < distance { // both laws the other way about
		p[0], p[1] = p[1], p[0]
	}
	givers = 0
	for x := 1; x < outcomes; x += 2 {
		givers += p[x]
	}
	moved := min(1, distance/givers)
	for x := 0; x < outcomes; x += 2 {
		q[x], q[x+1] = p[x]+moved*p[x+1], (1-moved)*p[x+1]
	}
	return p, q
}

// The range holds the distance of two known laws in at least 95 % of samples, from distance 0 on, for few outcomes and
// many, for large samples, for small ones and for two of unlike size. -v prints the table.
func TestTotalVariationCovers(t *testing.T) {
	const miss, times = 0.05, 400
	leeway := 3 * math.Sqrt(miss*(1-miss)/times) // of the simulation
	random := rand.New(rand.NewPCG(14, 1))
	t.Logf("%8s %7s %7s %6s  %8s %7s %8s", "outcomes", "n", "m", "TV", "coverage", "width", "bias")
	for _, size := range []struct {
		outcomes int
		n, m     int64
	}{
		{2, 60, 60}, {2, 6_000, 300}, {4, 1_000, 1_000}, {32, 200, 200}, {64, 6_000, 6_000}, {64, 500, 20_000},
		{64, 30_000, 30_000},
	} {
		for _, distance := range []float64{0, 0.01, 0.05, 0.15} {
			covered, width, bias, truth := 0, 0.0, 0.0, 0.0
			for range times {
				p, q := pairOfLaws(size.outcomes, distance, random)
				truth = 0
				for x := range p {
					truth += math.Abs(p[x]-q[x]) / 2
				}
				value, r := TotalVariation(drawn(size.n, p, random), drawn(size.m, q, random), miss, random)
				require.True(t, r.Holds(value) && 0 <= r.Low && r.High <= 1)
				if r.Low <= truth+1e-12 && truth <= r.High {
					covered++
				}
				width += (r.High - r.Low) / times
				bias += (value - truth) / times
			}
			coverage := float64(covered) / times
			t.Logf("%8d %7d %7d %6.3f  %8.4f %7.4f %+8.4f", size.outcomes, size.n, size.m, distance, coverage, width, bias)
			require.GreaterOrEqual(t, coverage, 1-miss-leeway, "%v at %g", size, distance)
		}
	}
}

// If the two laws have no outcome in common, the range reaches 1. One draw of each leaves almost every distance
// possible.
func TestTotalVariationAtItsEnds(t *testing.T) {
	random := rand.New(rand.NewPCG(14, 2))
	value, r := TotalVariation([]int64{1000, 0}, []int64{0, 1000}, 0.05, random)
	require.Equal(t, 1.0, value)
	require.Equal(t, 1.0, r.High)
	require.Greater(t, r.Low, 0.98)
	value, r = TotalVariation([]int64{1, 0}, []int64{0, 1}, 0.05, random)
	require.Equal(t, Range{0, 1}, r)
	require.True(t, r.Holds(value))
	require.InDelta(t, 0.5, plugIn([]int64{1, 1, 0}, []int64{0, 1, 1}), 1e-15)
}

// Wilson's interval as tables have it: 81 of 263 at 95 % (Newcombe 1998, table I).
func TestWilson(t *testing.T) {
	low, high := wilson(81, 263, 1.959964)
	require.InDelta(t, 0.2553, low, 5e-5)
	require.InDelta(t, 0.3662, high, 5e-5)
	// Newcombe 1998, method 10: 56/70 - 48/80, 0.0524 to 0.3339.
	_, below := difference([]int64{1, 0}, []int64{0, 1}, []int64{56, 14}, []int64{48, 32}, 1.959964)
	require.InDelta(t, 0.0524, below, 5e-5)
}

// Halves part every outcome's draws and are as large as each other.
func TestHalves(t *testing.T) {
	random := rand.New(rand.NewPCG(14, 3))
	mean := 0.0
	for range 2000 {
		first, second := halves([]int64{10, 0, 31}, random)
		require.Equal(t, []int64{10, 0, 31}, []int64{first[0] + second[0], first[1] + second[1], first[2] + second[2]})
		require.Equal(t, 20.0, sum(first))
		mean += float64(first[0]) / 2000
	}
	require.InDelta(t, 200.0/41, mean, 0.15)
}
