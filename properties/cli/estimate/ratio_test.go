package estimate

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// Independent draws of yes and no have Clopper and Pearson's range.
func TestSharesOfIndependentDrawsAreExact(t *testing.T) {
	r := NewRatio(nil)
	r.Add(1, 1, 7, [2]int32{})
	r.Add(0, 1, 5, [2]int32{})
	r.Add(0, 0, 100, [2]int32{})
	require.Equal(t, Share(7, 12, 0.05), r.Share(0.05))
	require.Equal(t, Estimate{0.5, Range{0, 1}}, NewRatio(nil).Share(0.05), "without draws")
	require.Equal(t, Range{0, 1}, NewRatio([]int{3}).Share(0.05).Range)
}

// The variance by hand: clusters (1, 2), (3, 4) and (2, 2) have the ratio 6/8 and residuals -1/2, 0 and 1/2.
func TestTheVarianceOfARatio(t *testing.T) {
	r := NewRatio([]int{4})
	for c, p := range []pair{{1, 2}, {3, 4}, {2, 2}} {
		r.Add(p.y, p.x, 1, [2]int32{int32(c)})
	}
	require.InDelta(t, math.Sqrt(0.5/64*3/2), r.Deviation(), 1e-15)
	require.InDelta(t, 0.75, r.Value(), 1e-15)
	require.InDelta(t, 24./64, r.Influence(), 1e-15)
	mean := r.Mean(0.05)
	require.InDelta(t, 0.75+Student(2, 0.05)*r.Deviation(), mean.High, 1e-12)
	require.Equal(t, Range{max(0, mean.Low), 1}, r.Average(0.05).Range)
	// Two clusterings that are the same are one.
	twice := NewRatio([]int{4, 4})
	for c, p := range []pair{{1, 2}, {3, 4}, {2, 2}} {
		twice.Add(p.y, p.x, 1, [2]int32{int32(c), int32(c)})
	}
	require.InDelta(t, r.Deviation(), twice.Deviation(), 1e-15)
}

// Marked draws are those that were added so, and unmarking leaves nothing of them.
func TestMark(t *testing.T) {
	for _, sizes := range [][]int{nil, {5}, {5, 3}} {
		marked := NewRatio(sizes)
		for i := range int32(30) {
			marked.Add(0, 1+float64(i%2), 2, [2]int32{i % 5, i % 3})
		}
		for value := range int32(4) {
			added := NewRatio(sizes)
			for i := range int32(30) {
				x, at := 1+float64(i%2), [2]int32{i % 5, i % 3}
				if i%4 != value {
					added.Add(0, x, 2, at)
					continue
				}
				added.Add(x, x, 2, at)
				marked.Mark(x, 2, at)
			}
			require.Equal(t, added, marked, "%v", sizes)
			for i := range int32(30) {
				if i%4 == value {
					marked.Unmark([2]int32{i % 5, i % 3})
				}
			}
		}
	}
}

// Ratings by raters who differ, of texts that differ: the range for both clusterings holds the share of good ratings,
// and those for one clustering or none do not hold it often enough.
func TestSharesInTwoClusteringsCover(t *testing.T) {
	random := rand.New(rand.NewPCG(71, 0))
	const times, raters, texts, truth = 300, 30, 200, 0.5
	var hits [3]int
	for range times {
		ratios := []*Ratio{NewRatio([]int{raters, texts}), NewRatio([]int{texts}), NewRatio(nil)}
		var strict, poor [texts]float64
		for i := range strict {
			strict[i], poor[i] = random.NormFloat64(), random.NormFloat64()
		}
		for text := range texts {
			for range 4 {
				rater := random.IntN(raters)
				good := 0.0
				if random.NormFloat64() > strict[rater]+poor[text] {
					good = 1
				}
				ratios[0].Add(good, 1, 1, [2]int32{int32(rater), int32(text)})
				ratios[1].Add(good, 1, 1, [2]int32{int32(text)})
				ratios[2].Add(good, 1, 1, [2]int32{})
			}
		}
		for i, r := range ratios {
			if r.Share(0.05).Holds(truth) {
				hits[i]++
			}
		}
	}
	t.Logf("both %d, texts alone %d, none %d of %d", hits[0], hits[1], hits[2], times)
	require.GreaterOrEqual(t, ClopperPearson(int64(hits[0]), times, 0.002).High, 0.95)
	require.Less(t, hits[1], times*8/10)
	require.Less(t, hits[2], times*8/10)
}
