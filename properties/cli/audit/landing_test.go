package audit

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/properties/cli/estimate"
)

// In known worlds the ranges of the landing set hold its gap and its success. The naive range trusts the half that
// chose the set.
func TestLandingRangesCover(t *testing.T) {
	t.Logf("%-20s %-34s %-34s naive gap", "world", "gap: cover, truth, range", "success")
	for i, w := range worlds() {
		times := 300
		random := rand.New(rand.NewPCG(12, uint64(i)))
		var gaps, successes, naive int
		var truth, low, high [2]float64
		for seed := range times {
			log, sum := w.draw(random)
			table := tableOf(log)
			landing := table.Land(0.5, uint64(seed))
			gap, success := w.landing(landing.Set)
			for j, e := range []estimate.Estimate{landing.Gap, landing.Success} {
				truth[j] += []float64{gap, success}[j] / float64(times)
				low[j], high[j] = low[j]+e.Low/float64(times), high[j]+e.High/float64(times)
				require.True(t, e.Holds(e.Value))
			}
			gaps += count(landing.Gap.Holds(gap))
			successes += count(landing.Success.Holds(success))
			winners, pooled := best(log)
			inWorld, _ := w.landing(winners)
			naive += count(estimate.ClopperPearson(pooled.Successes, sum.Successes, miss).Holds(1 - inWorld))
		}
		t.Logf("%-20s %.3f %.3f %.3f to %.3f  %.3f %.3f %.3f to %.3f  %.3f", w.name,
			float64(gaps)/float64(times), truth[0], low[0], high[0],
			float64(successes)/float64(times), truth[1], low[1], high[1], float64(naive)/float64(times))
		requireCoverage(t, w.name+", gap", gaps, times)
		requireCoverage(t, w.name+", success", successes, times)
		if w.name == "all equal" {
			require.Less(t, naive, times*9/10, "a set judged by the rows that chose it")
		}
	}
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// landing returns the gap and the success of a set of outcomes.
func (w world) landing(set []int) (gap, success float64) {
	all, among, weight := 0.0, 0.0, 0.0
	for x, p := range w.p {
		all += p * w.g[x]
		if slices.Contains(set, x) {
			among, weight = among+p*w.g[x], weight+p
		}
	}
	return 1 - among/all, among / weight
}

// The parts add up, have the size that was asked for, and depend on the seed alone.
func TestSplit(t *testing.T) {
	table := tableOf([]Tally{{700, 350}, {100, 51}, {1, 0}})
	first, second := table.split(0.25, rand.New(rand.NewPCG(1, 1)))
	n := int64(0)
	for i, k := range table.kinds {
		require.Equal(t, k.n, first[i]+second[i])
		n += first[i]
	}
	require.EqualValues(t, 200, n)
	require.Equal(t, table.Land(0.5, 5), table.Land(0.5, 5))
	// A log of one row has nothing to show about what tuning did.
	one := tableOf([]Tally{{1, 1}})
	require.Equal(t, estimate.Range{Low: 0, High: 1}, one.Land(0.5, 1).Gap.Range)
}

// Contexts are draws too. Clusters within contexts add nothing to them, larger clusters replace them, and crossed ones
// count beside them; each context is split by what makes its rows dependent.
func TestContextsWithClusters(t *testing.T) {
	var text strings.Builder
	text.WriteString("outcome,success,context,finer,coarser,crossed\n")
	for i := range 480 {
		c := i % 12
		fmt.Fprintf(&text, "o%d,%d,c%d,c%d-%d,d%d,r%d\n", i/12%2, i/24%2, c, c, i/12%5, c/3, i/12%8)
	}
	for _, w := range []struct {
		cluster    []string
		clustering []string
		splitBy    string
	}{
		{nil, []string{"context"}, ""},
		{[]string{"Context"}, []string{"context"}, ""},
		{[]string{"finer"}, []string{"context"}, "finer"},
		{[]string{"coarser"}, []string{"coarser"}, ""},
		{[]string{"crossed"}, []string{"crossed", "context"}, "crossed"},
		{[]string{"context", "finer"}, []string{"context"}, "finer"},
		{[]string{"context", "coarser"}, []string{"coarser"}, ""},
		{[]string{"context", "crossed"}, []string{"context", "crossed"}, "crossed"},
	} {
		table, err := Read("f", strings.NewReader(text.String()), Columns{Context: "context", Cluster: w.cluster,
			Features: []string{"finer", "crossed"}})
		require.NoError(t, err)
		require.Equal(t, w.clustering, table.Clustering, w.cluster)
		require.Equal(t, w.splitBy, table.SplitBy, w.cluster)
		require.Len(t, table.Clusters, len(w.clustering))
		l := table.Land(0.5, 1)
		require.GreaterOrEqual(t, l.Judged, 10, "of 12")
		require.Less(t, l.Gap.High-l.Gap.Low, 1.0)
		for f, feature := range table.Features {
			side := map[string]int{}
			for i := range table.kinds {
				k := &table.kinds[i]
				at := table.Contexts[k.context] + " " + feature.Values[table.value(k, f)]
				for s, of := range []part{l.tuned, l.rest} {
					if of[i] > 0 {
						side[at] |= s + 1
					}
				}
			}
			both := 0
			for _, s := range side {
				both += count(s == 3)
			}
			if w.splitBy == feature.Name {
				require.Zero(t, both, "%v: the parts of a context share clusters", w.cluster)
			} else {
				require.Positive(t, both, "%v: not a matter of %s", w.cluster, feature.Name)
			}
		}
	}
	_, err := Read("f", strings.NewReader(text.String()), Columns{Context: "context", Cluster: []string{"finer", "crossed"}})
	require.EqualError(t, err, `f:1: the clusters "finer,crossed" with the context "context", expected one column besides the context`)
	_, err = Read("f", strings.NewReader(text.String()), Columns{Replicate: "coarser", Cluster: []string{"crossed"}})
	require.EqualError(t, err, `f: the runs of a completion (coarser) are in different clusters (crossed), expected one`)
}

// A weight of 2 counts as two rows in the values, but not as two rows of evidence. Equal weights change nothing but the
// way the range is computed.
func TestWeights(t *testing.T) {
	var plain, weighted strings.Builder
	plain.WriteString("outcome,success\n")
	weighted.WriteString("outcome,success,w\n")
	random := rand.New(rand.NewPCG(61, 0))
	for range 600 {
		x := random.IntN(3)
		row := fmt.Sprintf("o%d,%d", x, count(random.IntN(4) <= x))
		plain.WriteString(row + "\n")
		weighted.WriteString(row + ",2.5\n")
	}
	a, err := Read("f", strings.NewReader(plain.String()), Columns{})
	require.NoError(t, err)
	b, err := Read("f", strings.NewReader(weighted.String()), Columns{Weight: "w"})
	require.NoError(t, err)
	require.True(t, b.Dependent())
	la, lb := a.Land(0.5, 1), b.Land(0.5, 1)
	require.Equal(t, la.Set, lb.Set)
	require.InDelta(t, la.Gap.Value, lb.Gap.Value, 1e-12)
	require.InDelta(t, la.Success.Low, lb.Success.Low, 0.02)
	require.InDelta(t, la.Success.High, lb.Success.High, 0.02)
	b, err = Read("f", strings.NewReader("outcome,success,w\na,1,1\na,0,3\n"), Columns{Weight: "w"})
	require.NoError(t, err)
	require.InDelta(t, 0.25, b.success().Value, 1e-12)
	require.Equal(t, estimate.Range{Low: 0, High: 1}, b.success().Range, "two rows say little")
}
