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
	n, cluster       int // rows of a log and of a cluster: half of one share the outcome, and half the luck
}

func (w scoredWorld) draw(random *rand.Rand) Table {
	t := Table{Columns: Columns{Gold: "gold"}, condition: condition{operator: ">"}}
	if w.cluster > 1 {
		t.Clusters = []int{(w.n + w.cluster - 1) / w.cluster}
	}
	for x := range w.p {
		t.Names = append(t.Names, fmt.Sprint(x))
	}
	draw := func() [2]float64 { return [2]float64{random.NormFloat64(), random.Float64()} }
	rowsInClusters(w.n, w.cluster, w.p, random, draw, func(i, x int, luck [2]float64) {
		k := traits{outcome: int32(x), runs: 1, reward: w.level[x] + luck[0], gold: luck[1] < w.golden[x]}
		if w.cluster > 1 {
			k.clusters[0] = int32(i / w.cluster)
		}
		t.kinds = append(t.kinds, kind{k, 1})
	})
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
