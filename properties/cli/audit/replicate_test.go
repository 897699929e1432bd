package audit

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/properties/cli/estimate"
)

// Known laws of g: the bounds hold what is true in nearly all logs, and are narrow with many runs.
func TestReplicateBoundsCover(t *testing.T) {
	t.Logf("%-26s %4s %4s  %5s  %5s  %s", "law of g", "runs", "τ", "truth", "cover", "mean range")
	for i, law := range []struct {
		name string
		draw func(random *rand.Rand) float64
	}{
		{".01, .95 or .985", func(r *rand.Rand) float64 {
			switch u := r.Float64(); {
			case u < 0.6:
				return 0.01
			case u < 0.65:
				return 0.95
			}
			return 0.985
		}},
		{"even", (*rand.Rand).Float64},
		{"3 % at 1, or even to .5", func(r *rand.Rand) float64 {
			if r.Float64() < 0.03 {
				return 1
			}
			return r.Float64() / 2
		}},
		{"all .4", func(*rand.Rand) float64 { return 0.4 }},
	} {
		random := rand.New(rand.NewPCG(31, uint64(i)))
		var all, above [2]float64 // E[g], E[g·1(g ≥ τ)]
		for range 200_000 {
			g := law.draw(random)
			for j, least := range []float64{0.5, 0.9} {
				all[j], above[j] = all[j]+g, above[j]+g*indicator(g >= least)
			}
		}
		for _, runs := range []int32{2, 5} {
			const times = 10
			hits, low, high := [2]int{}, [2]float64{}, [2]float64{}
			for range times {
				counts := make([]int64, runs+1)
				for range 2000 {
					counts[estimate.Binomial(int64(runs), law.draw(random), random)]++
				}
				var table Table
				table.Names = []string{"x"}
				for s, n := range counts {
					table.kinds = append(table.kinds, kind{traits{runs: int16(runs), passed: int16(s)}, n})
				}
				table.tally()
				for j, bound := range table.Replicates().Above {
					truth := above[j] / all[j] // up to the error of the draws
					hits[j] += count(bound.Share.Low-0.002 <= truth && truth <= bound.Share.High+0.002)
					low[j], high[j] = low[j]+bound.Share.Low/times, high[j]+bound.Share.High/times
				}
			}
			for j, least := range []float64{0.5, 0.9} {
				t.Logf("%-26s %4d %4g  %.3f  %.3f  %.3f to %.3f", law.name, runs, least, above[j]/all[j],
					float64(hits[j])/times, low[j], high[j])
				requireCoverage(t, law.name, hits[j], times)
			}
		}
	}
}

// With one run nothing is known of P(g ≥ τ|R=0): every g may be that of all, or 0 or 1.
func TestOneRunTellsNothing(t *testing.T) {
	bands := []estimate.Range{{Low: 0.5, High: 0.5}, {Low: 0.5, High: 0.5}}
	r := shareAbove(bands, 0.9)
	require.Less(t, r.Low, 0.01)
	require.Greater(t, r.High, 0.99)
	require.Nil(t, (&Table{Runs: 1}).Replicates())
}

// By hand, up to the grid: of 2 runs all have both or none, each with chance 1/2. Then g is 0 or 1.
func TestMixtureRangeByHand(t *testing.T) {
	bands := []estimate.Range{{Low: 0.5, High: 0.5}, {}, {Low: 0.5, High: 0.5}}
	r := shareAbove(bands, 0.9)
	require.InDelta(t, 1, r.Low, 0.01)
	require.InDelta(t, 1, r.High, 0.01)
	// A quarter each of 0 and 2 successes, half of 1: the mean square of g is E g, less half of P(1): 1/4, so g is 1/2.
	bands = []estimate.Range{{Low: 0.2499, High: 0.2501}, {Low: 0.4999, High: 0.5001}, {Low: 0.2499, High: 0.2501}}
	r = shareAbove(bands, 0.6)
	require.InDelta(t, 0, r.High, 0.03)
	r = mixtureRange(bands, func(g float64) float64 { return g * g }, func(g float64) float64 { return g })
	require.InDelta(t, 0.5, r.Low, 0.01)
	require.InDelta(t, 0.5, r.High, 0.01)
}

func shareAbove(bands []estimate.Range, least float64) estimate.Range {
	return mixtureRange(bands, func(g float64) float64 { return g * indicator(g >= least) },
		func(g float64) float64 { return g })
}
