package experiment

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestMean(t *testing.T) {
	e := mean([]float64{1, 2, 3, 4})
	require.Equal(t, 2.5, e.Value)
	require.InDelta(t, 3.182446*0.645497, e.High-e.Value, 1e-5, "Student's t, 3 degrees of freedom")
	require.InDelta(t, e.High-e.Value, e.Value-e.Low, 1e-12)
}

// Two statements of 2 and 6 tokens that cost 3 and 5 nats cost 1 nat a token, not the 7/6 that the mean of 3/2 and 5/6
// is.
func TestRatio(t *testing.T) {
	e := ratio([]float64{3, 5}, []float64{2, 6})
	require.Equal(t, 1.0, e.Value)
	require.InDelta(t, 12.706205*2/8, e.High-1, 1e-5, "residuals 1 and -1")
	require.Equal(t, Estimate{}, ratio(nil, nil))
}

// A sample without spread gives no estimate, so no interval has width 0: one value, equal values, equal ratios that
// round to different residuals.
func TestNoIntervalIsAPoint(t *testing.T) {
	require.Equal(t, Estimate{}, mean([]float64{7}))
	require.Equal(t, Estimate{}, mean([]float64{7, 7, 7}))
	require.Equal(t, Estimate{}, mean([]float64{0, 0}))
	require.Equal(t, Estimate{}, ratio([]float64{0.1, 0.7, 1.3, 2.9}, []float64{1, 7, 13, 29}))
	require.Equal(t, Estimate{Value: 7, Low: 7, High: 7, N: 3}, known(7, 3), "what is known is stated so")
}

// skewed is a law of lengths as statements have them: 1 more than a geometric number, at most 100, mean about 4. Its
// skewness is about 2.
func skewed(random *rand.Rand) float64 {
	length := 1.0
	for length < 100 && random.IntN(4) > 0 {
		length++
	}
	return length
}

// The intervals of means and of ratios approach 95 % as the sample grows, for a skewed law, and are not far from it
// for small samples that give an estimate. -v prints the table.
func TestIntervalsOfMeansCoverInTheLimit(t *testing.T) {
	const times = 4000
	meanLength := 0.0 // Σ P(length ≥ k)
	for k := range 100 {
		meanLength += math.Pow(0.75, float64(k))
	}
	random := rand.New(rand.NewPCG(6, 1))
	t.Logf("%5s %6s  %9s %9s %9s %9s", "of", "n", "estimates", "coverage", "low side", "high side")
	for _, size := range []struct {
		n     int
		least float64
	}{{2, 0.90}, {5, 0.85}, {20, 0.90}, {200, 0.935}} {
		for _, name := range []string{"mean", "ratio"} {
			estimates, covered, below, above := 0, 0, 0, 0
			for range times {
				a, b := make([]float64, size.n), make([]float64, size.n)
				for i := range a {
					a[i], b[i] = skewed(random), 1
					if name == "ratio" { // as costs of statements are: each token costs 1 or 3 nats
						b[i] = a[i]
						for range int(a[i]) {
							a[i] += float64(2 * random.IntN(2))
						}
					}
				}
				truth := meanLength
				if name == "ratio" {
					truth = 2
				}
				e := ratio(a, b)
				if e.N == 0 {
					continue
				}
				estimates++
				require.Less(t, e.Low, e.Value)
				require.Less(t, e.Value, e.High)
				covered += bit(e.Low <= truth && truth <= e.High)
				below += bit(e.High < truth)
				above += bit(truth < e.Low)
			}
			share := func(count int) float64 { return float64(count) / float64(estimates) }
			t.Logf("%5s %6d  %9.4f %9.4f %9.4f %9.4f", name, size.n, float64(estimates)/times, share(covered), share(below), share(above))
			require.GreaterOrEqual(t, share(covered), size.least, "%s of %d", name, size.n)
		}
	}
}

// Without draws there is no estimate, and no number that JSON cannot write.
func TestNothingDrawn(t *testing.T) {
	require.Equal(t, Estimate{}, share(0, 0))
	require.Equal(t, Estimate{}, mean(nil))
	require.Equal(t, Estimate{}, excess(0, 0, 0))
}

// The interval of several runs is Student's, and no narrower than theirs are on average.
func TestPooled(t *testing.T) {
	got := pooled([]Estimate{{Value: 1, Low: 0, High: 2, N: 9}, {Value: 3, Low: 1.5, High: 3.5, N: 7}})
	require.Equal(t, 2.0, got.Value)
	require.InDelta(t, 12.706205, got.High-2, 1e-5, "one degree of freedom, deviation 1 of the mean")
	require.InDelta(t, 12.706205, 2-got.Low, 1e-5)
	require.Equal(t, 7, got.N)
	require.Equal(t, []float64{1, 3}, got.Runs)
	alike := pooled([]Estimate{{Value: 1, Low: 0, High: 2, N: 9}, {Value: 1, Low: 0.5, High: 3, N: 7}})
	require.Equal(t, Estimate{Value: 1, Low: 0.25, High: 2.5, N: 7, Runs: []float64{1, 1}}, alike)
	require.Equal(t, Estimate{}, pooled([]Estimate{{Value: 1, Low: 0, High: 2, N: 9}, {}}), "a run without it")
	require.Equal(t, 3.0, got.inRun(1))
	require.Equal(t, 2.0, Estimate{Value: 2}.inRun(1))
}

// Intervals of one run hold the known number in at least 95 % of samples, less what the simulation itself is off. The
// intervals of shares, of their difference and of distances are exact or nearly so; that of a mean is a normal one.
func TestIntervalsCover(t *testing.T) {
	const times, n = 400, 1000
	random := rand.New(rand.NewPCG(1, 2))
	ps := []float64{0.3, 0.5, 0.2}
	sample := func() law {
		l := make(law, len(ps))
		for range n {
			at := random.Float64()
			switch {
			case at < ps[0]:
				l[0]++
			case at < ps[0]+ps[1]:
				l[1]++
			default:
				l[2]++
			}
		}
		return l
	}
	held := map[string]int{}
	covers := func(name string, e Estimate, truth float64) {
		require.LessOrEqual(t, e.Low, e.Value, name)
		require.LessOrEqual(t, e.Value, e.High, name)
		held[name] += bit(e.Low <= truth && truth <= e.High)
	}
	for range times {
		l, fair := sample(), rand.New(rand.NewPCG(random.Uint64(), 0))
		covers("share", share(int(l[0]), n), 0.3)
		covers("excess", excess(int(l[1]), int(l[0]), n), 0.2)
		covers("between", between(l, sample(), fair), 0)
		var values []float64
		for x, count := range l {
			for range count {
				values = append(values, float64(x))
			}
		}
		covers("mean", mean(values), 0.5+2*0.2)
	}
	for name, count := range held {
		t.Logf("%-8s %.4f", name, float64(count)/times)
		require.GreaterOrEqual(t, count, times*918/1000, name) // 3 deviations of the simulation
	}
	require.Len(t, held, 4, fmt.Sprint(held))
}

// The intervals of runs with different training data need not overlap, since each is about its own mimic. The interval
// of all runs is wider.
func TestTheSpreadOfRunsIsShown(t *testing.T) {
	all := pooled([]Estimate{share(868, 1000), share(882, 1000), share(825, 1000)})
	within := share(858, 1000)
	require.Greater(t, all.High-all.Low, 1.5*(within.High-within.Low))
	require.Equal(t, []float64{0.868, 0.882, 0.825}, all.Runs)
}
