package experiment

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat/distuv"
)

func TestMean(t *testing.T) {
	e := mean([]float64{1, 2, 3, 4})
	require.Equal(t, 2.5, e.Value)
	require.InDelta(t, 1.959964*0.645497, e.High-e.Value, 1e-5)
	require.InDelta(t, e.High-e.Value, e.Value-e.Low, 1e-12)
	require.Equal(t, Estimate{Value: 7, Low: 7, High: 7, N: 1}, mean([]float64{7}))
	require.InDelta(t, distuv.UnitNormal.Quantile(1-miss/2), normal, 1e-12)
}

// Two statements of 2 and 6 tokens that cost 3 and 5 nats cost 1 nat a token, not the 7/6 that the mean of 3/2 and 5/6 is.
func TestRatio(t *testing.T) {
	e := ratio([]float64{3, 5}, []float64{2, 6})
	require.Equal(t, 1.0, e.Value)
	require.InDelta(t, 1.959964*2/8, e.High-1, 1e-5, "residuals 1 and -1")
	require.Equal(t, Estimate{}, ratio(nil, nil))
}

// Without draws there is no estimate, and no number that JSON cannot write.
func TestNothingDrawn(t *testing.T) {
	require.Equal(t, Estimate{}, share(0, 0))
	require.Equal(t, Estimate{}, mean(nil))
	require.Equal(t, Estimate{}, excess(0, 0, 0))
}

func TestTogether(t *testing.T) {
	got := together([]Estimate{{Value: 1, Low: 0, High: 2, N: 9}, {Value: 3, Low: 1.5, High: 3.5, N: 7}})
	require.Equal(t, Estimate{Value: 2, Low: 0, High: 3.5, N: 7, Runs: []float64{1, 3}}, got)
	require.Equal(t, Estimate{}, together([]Estimate{{Value: 1, Low: 0, High: 2, N: 9}, {}}), "a run without it")
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

// The intervals of runs that differ in what they learnt need not meet: each holds its own mimic fixed. That of all reaches
// over them.
func TestTheSpreadOfRunsIsShown(t *testing.T) {
	all := together([]Estimate{share(868, 1000), share(882, 1000), share(825, 1000)})
	require.Less(t, all.Low, share(825, 1000).Value)
	require.Greater(t, all.High, share(882, 1000).Value)
	require.Equal(t, []float64{0.868, 0.882, 0.825}, all.Runs)
}
