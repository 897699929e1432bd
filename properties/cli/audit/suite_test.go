package audit

import (
	"flag"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/properties/cli/estimate"
)

// The table of the README: go test ./properties/cli/audit -run Suite -v -logs 1000.
var suiteLogs = flag.Int("logs", 30, "logs per world of the coverage suite")

// rangeTally counts how often ranges held the truth, and adds up their widths. A rival is judged beside it.
type rangeTally struct {
	name                     string
	times, held, rival       int
	truth, width, rivalWidth float64
}

func (r *rangeTally) add(e estimate.Range, truth float64) {
	r.count(e.Low-1e-12 <= truth && truth <= e.High+1e-12, e.High-e.Low, truth)
}

// count adds a range, or several that have to hold at once.
func (r *rangeTally) count(held bool, width, truth float64) {
	r.times++
	r.held += count(held)
	r.truth, r.width = r.truth+truth, r.width+width
}

// against judges a naive range of the same.
func (r *rangeTally) against(e estimate.Range, truth float64) {
	r.rival += count(e.Holds(truth))
	r.rivalWidth += e.High - e.Low
}

func (r *rangeTally) log(t *testing.T, world string) {
	t.Helper()
	n := float64(r.times)
	t.Logf("%-20s %-28s %.3f  %.3f %.3f  %.3f %.3f", world, r.name, r.truth/n, float64(r.held)/n, r.width/n,
		float64(r.rival)/n, r.rivalWidth/n)
	// So few hits have probability 1/10,000 or less if the range covers; there are a hundred ranges.
	require.GreaterOrEqual(t, estimate.ClopperPearson(int64(r.held), int64(r.times), 0.0002).High, 0.95,
		"%s: %s: %d of %d", world, r.name, r.held, r.times)
	if r.times >= 1000 {
		require.GreaterOrEqual(t, float64(r.held)/n, 0.93, "%s: %s", world, r.name)
	}
}

// drawn draws an outcome by its probability.
func drawn(p []float64, random *rand.Rand) int {
	u := random.Float64()
	for x := range p {
		if u -= p[x]; u < 0 {
			return x
		}
	}
	return len(p) - 1
}

// rowsInClusters draws n rows in clusters of the given size. Half of the rows of a cluster share its outcome, and half
// its luck, so that rows are alike although each alone follows the law of the world.
func rowsInClusters[L any](n, size int, p []float64, random *rand.Rand, draw func() L, row func(i, x int, luck L)) {
	var shared int
	var sharedLuck L
	for i := range n {
		if i%size == 0 {
			shared, sharedLuck = drawn(p, random), draw()
		}
		x, luck := shared, sharedLuck
		if size == 1 || random.IntN(2) == 0 {
			x = drawn(p, random)
		}
		if size == 1 || random.IntN(2) == 0 {
			luck = draw()
		}
		row(i, x, luck)
	}
}

// clustered draws a log in clusters of about eight rows.
func (w world) clustered(random *rand.Rand) Table {
	t := Table{Clusters: []int{int(w.n+7) / 8}, Columns: Columns{Cluster: []string{"c"}}}
	for range w.p {
		t.Names = append(t.Names, "x")
	}
	rowsInClusters(int(w.n), 8, w.p, random, random.Float64, func(i, x int, luck float64) {
		k := traits{outcome: int32(x), clusters: [2]int32{int32(i / 8)}, runs: 1}
		k.passed = int16(count(luck < w.g[x]))
		t.kinds = append(t.kinds, kind{k, 1})
	})
	t.tally()
	return t
}

// soft returns the success of the world's tilt by a reward that a log says, and π(E) - P(E|R=0) for its event.
func (w world) soft(lambda float64, reward, first []float64, base float64) (success, distance float64) {
	var weight, good, all, inWorld, inOutput, learnt, rows float64
	tilt := make([]float64, len(w.p))
	for x := range w.p {
		tilt[x] = math.Exp(lambda * reward[x])
		learnt, rows = learnt+first[x]*tilt[x], rows+first[x]
	}
	for x, p := range w.p {
		weight, good, all = weight+p*tilt[x], good+p*tilt[x]*w.g[x], all+p*w.g[x]
	}
	for x, p := range w.p {
		if tilt[x]/learnt > reward[x]/(rows*base) {
			inOutput, inWorld = inOutput+p*tilt[x]/weight, inWorld+p*w.g[x]/all
		}
	}
	return good / weight, inOutput - inWorld
}

// Every estimand in every world, with independent and with clustered rows, against naive ranges: those of the rows that
// chose, and those that forget the clusters.
func TestSuite(t *testing.T) {
	t.Logf("%-20s %-28s %5s  %5s %5s  %s", "world", "estimand", "truth", "cover", "width", "naive: cover, width")
	for i, w := range worlds() {
		for _, dependent := range []bool{false, true} {
			random := rand.New(rand.NewPCG(41, uint64(2*i+count(dependent))))
			gap, success := rangeTally{name: "landing gap"}, rangeTally{name: "landing success"}
			soft, distance := rangeTally{name: "soft success, ρ/β = 8"}, rangeTally{name: "soft distance, ρ/β = 8"}
			tallies := []*rangeTally{&gap, &success, &soft, &distance}
			if dependent {
				for _, r := range tallies {
					r.name += ", clusters"
				}
			}
			for seed := range *suiteLogs {
				var table Table
				if dependent {
					table = w.clustered(random)
				} else {
					log, _ := w.draw(random)
					table = tableOf(log)
				}
				if table.Total.Successes == 0 {
					continue
				}
				l := table.Land(0.5, uint64(seed))
				gapTrue, successTrue := w.landing(l.Set)
				gap.add(l.Gap.Range, gapTrue)
				success.add(l.Success.Range, successTrue)
				list, chosen := best(table.Outcomes)
				inWorld, successThere := w.landing(list)
				gap.against(estimate.Share(chosen.Successes, table.Total.Successes, miss).Complement().Range, inWorld)
				success.against(estimate.ClopperPearson(chosen.Successes, chosen.N, miss), successThere)
				reward, base := table.rewards(l.apart[0])
				first := make([]float64, len(reward))
				for x, o := range table.rates(l.apart[0]) {
					first[x] = o.runs
				}
				s, outputs := table.soften(l.apart, 8, reward, base)
				if outputs < leastOutputs {
					continue
				}
				softTrue, distanceTrue := w.soft(8, reward, first, base)
				soft.add(s.Success.Range, softTrue)
				distance.add(s.Distance.Range, distanceTrue)
				// Naive: the reward and its success from the same rows.
				all := table.whole()
				whole, wholeBase := table.rewards(all)
				plugged, _ := table.soften([2]part{all, all}, 8, whole, wholeBase)
				wholeTrue, _ := w.soft(8, whole, first, wholeBase)
				soft.against(plugged.Success.Range, wholeTrue)
			}
			for _, r := range tallies {
				if r.times > 0 {
					r.log(t, w.name)
				}
			}
		}
	}
}

// Policies that are tuned in each context: the mean over contexts of what they would do there.
func TestSuiteOfContexts(t *testing.T) {
	t.Logf("%-20s %-28s %5s  %5s %5s  %s", "world", "estimand", "truth", "cover", "width", "naive: cover, width")
	for i, c := range []struct {
		name           string
		contexts, rows int
	}{{"100 contexts of 40", 100, 40}, {"30 contexts of 200", 30, 200}, {"400 contexts of 40", 400, 40}} {
		random := rand.New(rand.NewPCG(42, uint64(i)))
		gap, success := rangeTally{name: "gap per context"}, rangeTally{name: "success per context"}
		var landings []Landing
		var gapMean, successMean float64
		for seed := range *suiteLogs {
			table := Table{Clusters: []int{c.contexts}, Columns: Columns{Context: "c"}}
			table.Contexts = make([]string, c.contexts)
			table.Names = []string{"a", "b", "c", "d"}
			worlds := make([]world, c.contexts)
			for x := range worlds {
				level := random.Float64()
				for range table.Names {
					worlds[x].p = append(worlds[x].p, 0.25)
					worlds[x].g = append(worlds[x].g, 0.9*level*random.Float64()+0.05)
				}
				for range c.rows {
					o := random.IntN(4)
					k := traits{outcome: int32(o), context: int32(x), clusters: [2]int32{int32(x)}, runs: 1,
						passed: int16(count(random.Float64() < worlds[x].g[o]))}
					table.kinds = append(table.kinds, kind{k, 1})
				}
			}
			table.tally()
			l := table.Land(0.5, uint64(seed))
			landings = append(landings, l)
			sets := make([]map[int]bool, c.contexts)
			for j := range table.kinds {
				k := &table.kinds[j]
				if sets[k.context] == nil {
					sets[k.context] = map[int]bool{}
				}
				if l.lands[j] {
					sets[k.context][int(k.outcome)] = true
				}
			}
			for x, w := range worlds {
				var set []int
				for o := range sets[x] {
					set = append(set, o)
				}
				g, s := w.landing(set)
				gapMean, successMean = gapMean+g, successMean+s
			}
		}
		n := float64(len(landings) * c.contexts)
		for _, l := range landings {
			gap.add(l.Gap.Range, gapMean/n)
			success.add(l.Success.Range, successMean/n)
		}
		gap.log(t, c.name)
		success.log(t, c.name)
	}
}
