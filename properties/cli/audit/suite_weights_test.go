package audit

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/properties/cli/estimate"
)

// What a log says by weights: of the tuned policy, by its log-probabilities, and of a world whose rows it shows too
// rarely, by their weights. Naive ranges take the weighted rows for as many rows of one weight.
func TestSuiteOfWeights(t *testing.T) {
	p, tuned := []float64{0.5, 0.3, 0.15, 0.05}, []float64{0.1, 0.2, 0.3, 0.4}
	g := []float64{0.1, 0.4, 0.6, 0.9}
	after := 0.0
	for x := range p {
		after += tuned[x] * g[x]
	}
	for i, size := range []int{1, 8} {
		random := rand.New(rand.NewPCG(45, uint64(i)))
		names := []string{"mean weight", "tuned success", "tuned feature", "landing gap", "landing success", "soft success, ρ/β = 8"}
		tallies := make([]rangeTally, len(names))
		for j, name := range names {
			tallies[j].name = name + map[bool]string{true: ", clusters"}[size > 1]
		}
		for seed := range *suiteLogs {
			draw := rowsOf{p, g, 2000, size}
			table := draw.tuned(tuned, random)
			weights := table.weights()
			tallies[0].add(weights.Mean.Range, 1)
			tallies[1].add(weights.Success.Range, after)
			forecast := *table.Compare(&table, 0.1, 1).Features[0].value("3").Forecast
			tallies[2].add(forecast.Range, tuned[3]*g[3]/after)
			rows := int64(len(table.kinds))
			as := func(e estimate.Estimate, n float64) estimate.Range {
				return estimate.Share(int64(math.Round(e.Value*n)), int64(math.Round(n)), miss).Range
			}
			tallies[0].against(estimate.Range{Low: 1, High: 1}, weights.Mean.Value)
			tallies[1].against(as(weights.Success, float64(rows)), after)
			tallies[2].against(as(forecast, weights.Success.Value*float64(rows)), tuned[3]*g[3]/after)

			// Half of the rows of the log, and four in five of the world, succeed half as often.
			table = draw.weighed(random)
			w := world{p: p, n: 2000}
			for _, chance := range g {
				w.g = append(w.g, chance*0.6)
			}
			l := table.Land(0.5, uint64(seed))
			gap, success := w.landing(l.Set)
			tallies[3].add(l.Gap.Range, gap)
			tallies[4].add(l.Success.Range, success)
			var landed, passed float64
			for j, k := range table.kinds {
				landed += float64(l.rest[j]) * indicator(l.lands[j])
				passed += float64(l.rest[j] * int64(k.passed))
			}
			tallies[3].against(as(l.Gap, passed), gap)
			tallies[4].against(as(l.Success, landed), success)
			reward, base := table.rewards(l.apart[0])
			first := make([]float64, len(reward))
			for x, o := range table.rates(l.apart[0]) {
				first[x] = o.runs
			}
			s, outputs := table.soften(l.apart, 8, reward, base)
			truth, _ := w.soft(8, reward, first, base)
			tallies[5].add(s.Success.Range, truth)
			tallies[5].against(as(s.Success, outputs), truth)
		}
		for j := range tallies {
			tallies[j].log(t, "weights")
		}
	}
}

func (s Shift) value(name string) Change {
	for _, v := range s.Values {
		if v.Name == name {
			return v
		}
	}
	return Change{}
}

// rowsOf is a world whose rows come in clusters.
type rowsOf struct {
	p, g          []float64
	rows, cluster int
}

// tuned draws a log with the log-probabilities of a tuned policy.
func (w rowsOf) tuned(law []float64, random *rand.Rand) Table {
	return w.draw(random, func(x int, luck, _ float64) (bool, extras) {
		return luck < w.g[x], extras{weight: 1, shift: math.Log(law[x] / w.p[x])}
	})
}

// weighed draws a log in which half of the rows count four times and succeed half as often.
func (w rowsOf) weighed(random *rand.Rand) Table {
	return w.draw(random, func(x int, luck, coin float64) (bool, extras) {
		if coin < 0.5 {
			return luck < w.g[x]/2, extras{weight: 4}
		}
		return luck < w.g[x], none
	})
}

func (w rowsOf) draw(random *rand.Rand, judge func(x int, luck, coin float64) (bool, extras)) Table {
	t := Table{Columns: Columns{Weight: "w", LogP: []string{"p", "q"}, Outcome: "o"}}
	if w.cluster > 1 {
		t.Clusters = []int{(w.rows + w.cluster - 1) / w.cluster}
	}
	for x := range w.p {
		t.Names = append(t.Names, fmt.Sprint(x))
	}
	draw := func() [2]float64 { return [2]float64{random.Float64(), random.Float64()} }
	rowsInClusters(w.rows, w.cluster, w.p, random, draw, func(i, x int, luck [2]float64) {
		passed, with := judge(x, luck[0], luck[1])
		k := traits{outcome: int32(x), runs: 1, passed: int16(count(passed))}
		if w.cluster > 1 {
			k.clusters[0] = int32(i / w.cluster)
		}
		t.kinds, t.extras = append(t.kinds, kind{k, 1}), append(t.extras, with)
	})
	t.tally()
	return t
}

// Contexts that are judged by the same raters, who differ in what they like, against ranges that forget the raters.
func TestSuiteOfContextsAndRaters(t *testing.T) {
	const contexts, raters, each = 60, 20, 8
	random := rand.New(rand.NewPCG(46, 0))
	names := []string{"gap per context", "success per context"}
	var held, naive [2][]estimate.Range
	var truth [2]float64
	for seed := range *suiteLogs {
		table := Table{Contexts: make([]string, contexts), Names: []string{"a", "b", "c"},
			Columns: Columns{Context: "c", Cluster: []string{"r"}}}
		worlds := make([]world, contexts)
		var likes [raters][3]float64
		for r := range likes {
			for o := range likes[r] {
				likes[r][o] = 0.3 * (2*random.Float64() - 1)
			}
		}
		for c := range worlds {
			worlds[c].p = []float64{0.4, 0.3, 0.3}
			for range 3 {
				worlds[c].g = append(worlds[c].g, 0.3+0.4*random.Float64())
			}
			for _, r := range random.Perm(raters)[:each] {
				for range 3 {
					o := 0
					for u := random.Float64() - worlds[c].p[0]; u > 0; u -= worlds[c].p[o] {
						o++
					}
					k := traits{outcome: int32(o), context: int32(c), clusters: [2]int32{int32(r)}, runs: 1,
						passed: int16(count(random.Float64() < worlds[c].g[o]+likes[r][o]))}
					table.kinds = append(table.kinds, kind{k, 1})
				}
			}
		}
		forgets := table
		forgets.kinds = append([]kind{}, table.kinds...)
		forgets.Columns.Cluster = nil
		for j, version := range []*Table{&table, &forgets} {
			ranges := []*[2][]estimate.Range{&held, &naive}[j]
			version.cluster()
			version.tally()
			require.Equal(t, []string{"r", ""}[j], version.SplitBy)
			l := version.Land(0.5, uint64(seed))
			for f, e := range []estimate.Estimate{l.Gap, l.Success} {
				ranges[f] = append(ranges[f], e.Range)
			}
			if j > 0 {
				continue
			}
			sets := make([]map[int]bool, contexts)
			for i := range version.kinds {
				k := &version.kinds[i]
				if sets[k.context] == nil {
					sets[k.context] = map[int]bool{}
				}
				if l.lands[i] {
					sets[k.context][int(k.outcome)] = true
				}
			}
			for c, w := range worlds {
				var set []int
				for o := range sets[c] {
					set = append(set, o)
				}
				g, s := w.landing(set)
				truth[0], truth[1] = truth[0]+g/contexts/float64(*suiteLogs), truth[1]+s/contexts/float64(*suiteLogs)
			}
		}
	}
	for f, name := range names {
		r := rangeTally{name: name}
		for i := range held[f] {
			r.add(held[f][i], truth[f])
			r.against(naive[f][i], truth[f])
		}
		r.log(t, "60 contexts, 20 raters")
	}
}
