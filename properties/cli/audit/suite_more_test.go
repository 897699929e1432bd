package audit

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/properties/cli/estimate"
)

// normalAbove returns the chance that a standard normal number is above x.
func normalAbove(x float64) float64 { return math.Erfc(x/math.Sqrt2) / 2 }

// overNormal integrates over a standard normal number.
func overNormal(f func(z float64) float64) (sum float64) {
	const step = 1. / 128
	for z := -8.; z <= 8; z += step {
		sum += step * f(z) * math.Exp(-z*z/2) / math.Sqrt(2*math.Pi)
	}
	return sum
}

// scoredWorld has normal rewards with a level for each outcome, and gold that depends on the outcome.
type scoredWorld struct {
	name             string
	p, level, golden []float64
	n, cluster       int // rows of a log and of a cluster; in one, half of the rows share the outcome, and half the luck
}

func (w scoredWorld) draw(random *rand.Rand) Table {
	t := Table{Columns: Columns{Gold: "gold"}, condition: condition{operator: ">"}}
	if w.cluster > 1 {
		t.Clusters = []int{(w.n + w.cluster - 1) / w.cluster}
	}
	outcome := func() int32 {
		u := random.Float64()
		for x, p := range w.p {
			if u -= p; u < 0 {
				return int32(x)
			}
		}
		return int32(len(w.p) - 1)
	}
	for x := range w.p {
		t.Names = append(t.Names, fmt.Sprint(x))
	}
	var shared int32
	var luck, golden float64
	for i := range w.n {
		if i%w.cluster == 0 {
			shared, luck, golden = outcome(), random.NormFloat64(), random.Float64()
		}
		x, z, u := shared, luck, golden
		if w.cluster == 1 || random.IntN(2) == 0 {
			x = outcome()
		}
		if w.cluster == 1 || random.IntN(2) == 0 {
			z, u = random.NormFloat64(), random.Float64()
		}
		k := traits{outcome: x, runs: 1, reward: w.level[x] + z, gold: u < w.golden[x]}
		if w.cluster > 1 {
			k.clusters[0] = int32(i / w.cluster)
		}
		t.kinds = append(t.kinds, kind{k, 1})
	}
	t.sortByReward()
	t.tally()
	return t
}

// above returns the gap of a set at a limit of the reward, the gold of the set, and that of what is above the limit.
func (w scoredWorld) above(limit float64, set []int) (gap, landing, passed float64) {
	var all, in, weight, gold, setGold float64
	chosen := make([]bool, len(w.p))
	for _, x := range set {
		chosen[x] = true
	}
	for x, p := range w.p {
		a := p * normalAbove(limit-w.level[x])
		all, gold = all+a, gold+a*w.golden[x]
		if chosen[x] {
			in, weight, setGold = in+a, weight+p, setGold+p*w.golden[x]
		}
	}
	return 1 - in/all, setGold / weight, gold / all
}

func scoredWorlds() []scoredWorld {
	even := []float64{0.3, 0.25, 0.2, 0.15, 0.1}
	return []scoredWorld{
		{"rewards apart", even, []float64{-1, -0.5, 0, 0.5, 1}, []float64{0.6, 0.5, 0.4, 0.3, 0.2}, 4000, 1},
		{"rewards alike", even, make([]float64, 5), []float64{0.6, 0.5, 0.4, 0.3, 0.2}, 4000, 1},
		{"rewards alike", even, make([]float64, 5), []float64{0.6, 0.5, 0.4, 0.3, 0.2}, 4000, 8},
	}
}

// The ranges of all thresholds hold at once, against ranges of the rows that chose the outcomes, each by itself.
func TestSuiteOfThresholds(t *testing.T) {
	for i, w := range scoredWorlds() {
		random := rand.New(rand.NewPCG(43, uint64(i)))
		name := ""
		if w.cluster > 1 {
			name = ", clusters"
		}
		gap, gold := rangeTally{name: "gap, all thresholds" + name}, rangeTally{name: "gold, all thresholds" + name}
		for seed := range *suiteLogs {
			table := w.draw(random)
			landing := table.Land(0.5, uint64(seed))
			list := table.Thresholds(&landing)
			require.NotEmpty(t, list)
			whole := landing
			whole.apart = [2]part{table.whole(), table.whole()}
			independent := table
			independent.Clusters = nil
			naive := independent.Thresholds(&whole)
			widths, truths, held := [2]float64{}, [2]float64{}, [2]bool{true, true}
			for _, h := range list {
				g, l, p := w.above(h.Limit, h.Set)
				held[0] = held[0] && h.Gap.Holds(g)
				held[1] = held[1] && h.Landing.Holds(l) && h.Passed.Holds(p)
				widths[0] += (h.Gap.High - h.Gap.Low) / float64(len(list))
				widths[1] += (h.Landing.High - h.Landing.Low) / float64(len(list))
				truths[0], truths[1] = truths[0]+g/float64(len(list)), truths[1]+l/float64(len(list))
			}
			naiveHeld, naiveWidth := [2]bool{true, true}, [2]float64{}
			for _, h := range naive {
				g, l, p := w.above(h.Limit, h.Set)
				naiveHeld[0] = naiveHeld[0] && h.Gap.Holds(g)
				naiveHeld[1] = naiveHeld[1] && h.Landing.Holds(l) && h.Passed.Holds(p)
				naiveWidth[0] += (h.Gap.High - h.Gap.Low) / float64(len(naive))
				naiveWidth[1] += (h.Landing.High - h.Landing.Low) / float64(len(naive))
			}
			for j, r := range []*rangeTally{&gap, &gold} {
				r.count(held[j], widths[j], truths[j])
				r.rival += count(naiveHeld[j])
				r.rivalWidth += naiveWidth[j]
			}
		}
		gap.log(t, w.name)
		gold.log(t, w.name)
	}
}

// The best of n in worlds with normal rewards, in which contexts differ by their level, against ranges of disjoint sets
// of n that forget the contexts. Gold is lost above a reward of 1 more than the level.
func TestSuiteOfBestOfN(t *testing.T) {
	golden := func(z float64) float64 { return 0.8 - 0.6*indicator(z > 1) }
	for i, c := range []struct{ contexts, rows int }{{100, 16}, {40, 64}} {
		random := rand.New(rand.NewPCG(44, uint64(i)))
		sizes := []int{1, 4, 16}
		var tallies [3][3]rangeTally
		var truths [3][3]float64 // reward, success and gold
		for j, n := range sizes {
			best := func(z float64) float64 { return float64(n) * math.Pow(1-normalAbove(z), float64(n-1)) }
			truths[j] = [3]float64{
				overNormal(func(z float64) float64 { return z * best(z) }),
				overNormal(func(level float64) float64 { return 1 - math.Pow(1-normalAbove(1-level), float64(n)) }),
				overNormal(func(z float64) float64 { return golden(z) * best(z) }),
			}
			for f, name := range []string{"reward", "success", "gold"} {
				tallies[j][f].name = fmt.Sprintf("%s, best of %d", name, n)
			}
		}
		for range *suiteLogs {
			table := Table{Clusters: []int{c.contexts}, Contexts: make([]string, c.contexts), Names: []string{"x"},
				Columns: Columns{Context: "c", Gold: "g"}, condition: condition{operator: ">", limit: 1}}
			draws := make([][]scores, c.contexts)
			for x := range c.contexts {
				level := random.NormFloat64()
				for range c.rows {
					z := random.NormFloat64()
					k := traits{context: int32(x), clusters: [2]int32{int32(x)}, runs: 1, reward: level + z,
						passed: int16(count(level+z > 1)), gold: random.Float64() < golden(z)}
					table.kinds = append(table.kinds, kind{k, 1})
					draws[x] = append(draws[x], scores{k.reward, float64(k.passed), indicator(k.gold)})
				}
			}
			table.sortByReward()
			table.tally()
			list := table.BestOfN()
			for j, n := range sizes {
				b := list[int(math.Log2(float64(n)))]
				require.Equal(t, n, b.N)
				for f, e := range []estimate.Estimate{b.Reward, b.Success, *b.Gold} {
					tallies[j][f].add(e.Range, truths[j][f])
				}
				naive := [3]*estimate.Ratio{estimate.NewRatio(nil), estimate.NewRatio(nil), estimate.NewRatio(nil)}
				for _, rows := range draws {
					for from := 0; from < len(rows); from += n {
						top := rows[from]
						for _, s := range rows[from : from+n] {
							if s.reward > top.reward {
								top = s
							}
						}
						for f, y := range []float64{top.reward, top.success, top.gold} {
							naive[f].Add(y, 1, 1, [2]int32{})
						}
					}
				}
				for f := range naive {
					e := naive[f].Mean(miss)
					tallies[j][f].against(e.Range, truths[j][f])
				}
			}
		}
		for j := range sizes {
			for f := range tallies[j] {
				tallies[j][f].log(t, fmt.Sprintf("%d contexts of %d", c.contexts, c.rows))
			}
		}
	}
}

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

// rowsOf is a world whose rows come in clusters, in which half of them share the outcome, and half their luck.
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
	outcome := func() int {
		u := random.Float64()
		for x, p := range w.p {
			if u -= p; u < 0 {
				return x
			}
		}
		return len(w.p) - 1
	}
	var shared int
	var sharedLuck, sharedCoin float64
	for i := range w.rows {
		if i%w.cluster == 0 {
			shared, sharedLuck, sharedCoin = outcome(), random.Float64(), random.Float64()
		}
		x, luck, coin := shared, sharedLuck, sharedCoin
		if w.cluster == 1 || random.IntN(2) == 0 {
			x = outcome()
		}
		if w.cluster == 1 || random.IntN(2) == 0 {
			luck, coin = random.Float64(), random.Float64()
		}
		passed, with := judge(x, luck, coin)
		k := traits{outcome: int32(x), runs: 1, passed: int16(count(passed))}
		if w.cluster > 1 {
			k.clusters[0] = int32(i / w.cluster)
		}
		t.kinds, t.extras = append(t.kinds, kind{k, 1}), append(t.extras, with)
	}
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
			version.cluster()
			version.tally()
			require.Equal(t, []string{"r", ""}[j], version.SplitBy)
			l := version.Land(0.5, uint64(seed))
			for f, e := range []estimate.Estimate{l.Gap, l.Success} {
				[]*[2][]estimate.Range{&held, &naive}[j][f] = append([]*[2][]estimate.Range{&held, &naive}[j][f], e.Range)
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
