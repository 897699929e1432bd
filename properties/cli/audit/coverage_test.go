package audit

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/properties/cli/estimate"
)

// world is a known law of outcomes, with the chance of success of each.
type world struct {
	name string
	p, g []float64
	n    int64 // rows of a log
}

// worlds lists known laws: outcomes apart, near and tied, many with few draws each, and one that always succeeds and is
// expected np times in a log.
func worlds() (list []world) {
	random := rand.New(rand.NewPCG(11, 0))
	uniform := func(k int, low, high float64) (values []float64) {
		for range k {
			values = append(values, low+(high-low)*random.Float64())
		}
		return values
	}
	list = append(list,
		world{"apart", uniform(10, 1, 4), uniform(10, 0.1, 0.9), 5000},
		world{"all equal", uniform(20, 1, 4), slices.Repeat([]float64{0.4}, 20), 4000},
		world{"tied at 0.8", uniform(20, 1, 4), append(slices.Repeat([]float64{0.8}, 5), uniform(15, 0.1, 0.7)...), 4000},
		world{"tied at 1", uniform(20, 1, 4), append(slices.Repeat([]float64{1}, 5), uniform(15, 0.1, 0.7)...), 4000},
		world{"400, 2 draws each", uniform(400, 1, 1), uniform(400, 0, 1), 800},
	)
	heavy := world{"heavy tail of 600", nil, uniform(600, 0, 0.6), 3000}
	for i := range 600 {
		heavy.p = append(heavy.p, math.Pow(float64(i+1), -1.2))
	}
	list = append(list, heavy)
	for _, np := range []float64{0.2, 0.5, 1, 3, 8} {
		w := world{fmt.Sprintf("best at np = %g", np), uniform(20, 1, 4), append(uniform(20, 0.1, 0.7), 1), 4000}
		w.p = append(w.p, total(w.p)*np/(float64(w.n)-np))
		list = append(list, w)
	}
	for _, w := range list {
		all := total(w.p)
		for x := range w.p {
			w.p[x] /= all
		}
	}
	return list
}

func total(values []float64) (sum float64) {
	for _, v := range values {
		sum += v
	}
	return sum
}

// gap is 1 - P(A|R=0).
func (w world) gap() float64 {
	success, among := 0.0, 0.0
	for x, p := range w.p {
		success += p * w.g[x]
		if w.g[x] == slices.Max(w.g) {
			among += p * w.g[x]
		}
	}
	return 1 - among/success
}

// draw draws a log; an outcome that was not drawn has count 0.
func (w world) draw(random *rand.Rand) (log []Tally, sum Tally) {
	left, rest := w.n, 1.0
	for x, p := range w.p {
		n := left
		if x < len(w.p)-1 {
			n = estimate.Binomial(left, min(1, p/rest), random)
		}
		left, rest = left-n, rest-p
		o := Tally{n, estimate.Binomial(n, w.g[x], random)}
		log, sum = append(log, o), sum.plus(o)
	}
	return log, sum
}

func seen(log []Tally) (list []Tally) {
	for _, o := range log {
		if o.N > 0 {
			list = append(list, o)
		}
	}
	return list
}

// requireCoverage tests that a range covers with probability 95 %, given the number of logs in which it did. If it
// does, so few hits have probability at least 1/1000 (Clopper and Pearson's one-sided test). Draws are seeded, so that
// the test cannot fail by chance.
func requireCoverage(t *testing.T, name string, hits, times int) {
	t.Helper()
	require.GreaterOrEqual(t, estimate.ClopperPearson(int64(hits), int64(times), 0.002).High, 0.95,
		"%s: %d of %d", name, hits, times)
}

// In worlds that are known the gap's range holds it in 95 % of logs, also if the best outcome is rarely seen. A closed
// list names the outcomes that were not drawn. The last columns show what would not cover: to call a list closed
// although the log lacks an outcome, and to take the best outcomes of the log for the best of the world.
func TestTheRangeCovers(t *testing.T) {
	t.Logf("%-20s %5s  %-19s  %-19s  %-19s  %s", "world", "gap", "open", "closed", "closed but unseen", "naive")
	for i, w := range worlds() {
		times := 400
		if len(w.p) > 100 {
			times = 60
		}
		random, gap := rand.New(rand.NewPCG(5, uint64(i))), w.gap()
		var hits [4]int
		var lows, highs [3]float64
		for range times {
			log, sum := w.draw(random)
			for j, method := range []struct {
				log    []Tally
				closed bool
			}{{seen(log), false}, {log, true}, {seen(log), true}} {
				r, _ := gapRange(method.log, sum.Successes, method.closed)
				if r.Holds(gap) {
					hits[j]++
				}
				lows[j], highs[j] = lows[j]+r.Low/float64(times), highs[j]+r.High/float64(times)
			}
			_, winners := best(log)
			if estimate.ClopperPearson(winners.Successes, sum.Successes, miss).Holds(1 - gap) {
				hits[3]++
			}
		}
		line := fmt.Sprintf("%-20s %.3f", w.name, gap)
		for j := range lows {
			line += fmt.Sprintf("  %.3f %.3f to %.3f", float64(hits[j])/float64(times), lows[j], highs[j])
		}
		t.Logf("%s  %.3f", line, float64(hits[3])/float64(times))
		requireCoverage(t, w.name+", open", hits[0], times)
		requireCoverage(t, w.name+", closed", hits[1], times)
		if w.name == "best at np = 0.5" {
			require.Less(t, hits[2], times*3/4, "a list that lacks the best outcome is not closed")
		}
		if w.name == "all equal" {
			require.Less(t, hits[3], times/2, "the winner's curse")
		}
	}
}

// The success of laws that were tuned on the log, in the world: both at once.
func TestSuccessRangesCover(t *testing.T) {
	t.Logf("%-20s %5s  %-26s  %-26s", "world", "cover", "hard: log, world, range", "kept")
	for i, w := range worlds() {
		times := 400
		if len(w.p) > 100 {
			times = 60
		}
		random, hits := rand.New(rand.NewPCG(6, uint64(i))), 0
		var printed, truth, low, high [2]float64
		for range times {
			log, names := Table{}, []int{}
			drawn, _ := w.draw(random)
			for x, o := range drawn {
				if o.N > 0 {
					log.Outcomes, log.Total, names = append(log.Outcomes, o), log.Total.plus(o), append(names, x)
				}
			}
			intervals, all := simultaneous(log.Outcomes, miss), true
			for j, law := range [][]float64{log.hardest(), log.kept()} {
				inLog, inWorld, r := 0.0, 0.0, average(law, intervals)
				for x, weight := range law {
					inLog += weight * float64(log.Outcomes[x].Successes) / float64(log.Outcomes[x].N) / total(law)
					inWorld += weight * w.g[names[x]] / total(law)
				}
				all = all && r.Holds(inWorld)
				printed[j], truth[j] = printed[j]+inLog/float64(times), truth[j]+inWorld/float64(times)
				low[j], high[j] = low[j]+r.Low/float64(times), high[j]+r.High/float64(times)
			}
			if all {
				hits++
			}
		}
		line := fmt.Sprintf("%-20s %.3f", w.name, float64(hits)/float64(times))
		for j := range printed {
			line += fmt.Sprintf("  %.3f %.3f %.3f to %.3f", printed[j], truth[j], low[j], high[j])
		}
		t.Log(line)
		requireCoverage(t, w.name, hits, times)
		if w.name == "all equal" {
			require.Greater(t, printed[0], truth[0]+0.05, "the winner's curse")
		}
	}
}

// The distance between past successes in the log and in the world is within its bound.
func TestTheForecastErrorCovers(t *testing.T) {
	for i, w := range worlds() {
		random, success := rand.New(rand.NewPCG(8, uint64(i))), 0.0
		for x, p := range w.p {
			success += p * w.g[x]
		}
		const times = 100
		var open, closed int
		var mean, bound [2]float64
		for range times {
			log, sum := w.draw(random)
			tv := 0.0
			for x, o := range log {
				tv += math.Abs(float64(o.Successes)/float64(sum.Successes)-w.p[x]*w.g[x]/success) / 2
			}
			bound = [2]float64{forecastError(seen(log), sum.Successes, false), forecastError(log, sum.Successes, true)}
			if tv <= bound[0] {
				open++
			}
			if tv <= bound[1] {
				closed++
			}
			mean[0] += tv / times
		}
		t.Logf("%-20s mean distance %.3f; open %.2f within %.3f, closed %.2f within %.3f", w.name, mean[0],
			float64(open)/times, bound[0], float64(closed)/times, bound[1])
		requireCoverage(t, w.name, open, times)
		requireCoverage(t, w.name, closed, times)
	}
}

// Features of known laws. The value of a row follows from its outcome with the chance follow, and is drawn evenly
// otherwise. The range holds the world's distance for the outcomes that tuning lands on, and a shuffled log shows as
// much as a log of an independent feature.
func TestFeatureRangesCover(t *testing.T) {
	t.Logf("%-8s %6s %6s %6s  %5s %5s %11s  %5s %s", "outcomes", "values", "follow", "rows", "log", "world", "independent", "cover", "mean range")
	for i, c := range []struct {
		outcomes, values int
		follow           float64
		n                int64
	}{{10, 3, 0, 3000}, {10, 3, 0.5, 3000}, {10, 3, 1, 3000}, {200, 100, 0, 1000}, {200, 100, 0.5, 1000},
		{200, 2, 0, 400}, {30, 3, 1, 20000}} {
		random := rand.New(rand.NewPCG(9, uint64(i)))
		w, laws := world{n: c.n}, make([][]float64, c.outcomes) // P(F=v|x)
		for x := range c.outcomes {
			w.p, w.g = append(w.p, 1/float64(c.outcomes)), append(w.g, 0.05+0.9*random.Float64())
			laws[x] = slices.Repeat([]float64{(1 - c.follow) / float64(c.values)}, c.values)
			laws[x][x%c.values] += c.follow
		}
		const times = 40
		hits, passed := 0, 0
		var low, high, shown, null, truth float64
		for i := range times {
			log, _ := w.draw(random)
			table := withFeature(log, laws, random)
			landing := table.Land(0.5, uint64(i))
			forecast := table.Forecasts(&landing, uint64(i))[0]
			tv := 0.0
			for v := range c.values {
				among, delivers := 0.0, 0.0
				for x := range laws {
					among += w.g[x] / total(w.g) * laws[x][v]
				}
				for _, x := range landing.Set {
					delivers += laws[x][v] / float64(len(landing.Set))
				}
				tv += math.Abs(among-delivers) / 2
			}
			hits += count(forecast.Range.Holds(tv))
			passed += count(forecast.TV.Float64() <= forecast.Null.High)
			truth, low, high = truth+tv/times, low+forecast.Range.Low/times, high+forecast.Range.High/times
			shown, null = shown+forecast.TV.Float64()/times, null+forecast.Null.Mean/times
		}
		t.Logf("%8d %6d %6g %6d  %.3f %.3f %11.3f  %.3f %.3f to %.3f",
			c.outcomes, c.values, c.follow, c.n, shown, truth, null, float64(hits)/times, low, high)
		requireCoverage(t, fmt.Sprint(c), hits, times)
		switch c.follow {
		case 0:
			require.InDelta(t, shown, null, 0.03, "an independent feature shows as much as a shuffled one")
			requireCoverage(t, fmt.Sprint(c, " shuffled"), passed, times)
		case 1:
			require.Greater(t, low, truth/2, "the low end of a feature that the outcome fixes")
			require.Zero(t, passed)
		}
	}
}

// In clusters that share a feature, and mostly an outcome, an independent feature shows as much as one whose values are
// shuffled by clusters, and much more than one that is shuffled row by row.
func TestShufflesKeepClusters(t *testing.T) {
	for i, sizes := range [][2]int{{25, 25}, {5, 45}} {
		random := rand.New(rand.NewPCG(14, uint64(i)))
		const times, clusters = 100, 40
		byCluster, byRow := 0, 0
		shown, null := 0.0, 0.0
		for seed := range times {
			table := Table{Clusters: []int{clusters}, Names: []string{"a", "b"}, combos: []int32{0, 1, 2},
				Features: []Feature{{Name: "f", Values: []string{"x", "y", "z"}}}}
			for c := range clusters {
				value, outcome := random.Int32N(3), random.Int32N(2)
				for range sizes[0] + random.IntN(sizes[1]-sizes[0]+1) {
					k := traits{outcome: outcome, clusters: [2]int32{int32(c)}, runs: 1, features: value}
					if random.IntN(5) == 0 {
						k.outcome = random.Int32N(2)
					}
					k.passed = int16(count(random.IntN(10) < 3+4*int(k.outcome)))
					table.kinds = append(table.kinds, kind{k, 1})
				}
			}
			table.tally()
			landing := table.Land(0.5, uint64(seed))
			forecast := table.Forecasts(&landing, uint64(seed))[0]
			byCluster += count(forecast.TV.Float64() <= forecast.Null.High)
			shown, null = shown+forecast.TV.Float64()/times, null+forecast.Null.Mean/times
			table.Clusters = nil
			byRow += count(forecast.TV.Float64() <= table.Forecasts(&landing, uint64(seed))[0].Null.High)
		}
		t.Logf("rows %d to %d: shown %.3f, shuffled by clusters %.3f; within 95 %%: by clusters %d, by rows %d of %d",
			sizes[0], sizes[1], shown, null, byCluster, byRow, times)
		requireCoverage(t, "shuffled by clusters", byCluster, times)
		require.InDelta(t, shown, null, 0.02)
		require.Less(t, byRow, times/2)
	}
}

// An unrelated feature of completions with many runs, of completions of different weights, or of rows that share
// crossed clusters is within its null as often as the null says. A null that forgets runs, weights or one of the
// clusterings is too small.
func TestNullsCover(t *testing.T) {
	const values = 4
	start := func(clusters ...int) Table {
		return Table{Clusters: clusters, Names: []string{"a", "b"}, combos: []int32{0, 1, 2, 3},
			Features: []Feature{{Name: "f", Values: make([]string, values)}}}
	}
	runs := func(random *rand.Rand) Table {
		table := start()
		for range 100 {
			k := traits{outcome: random.Int32N(2), runs: 20, features: random.Int32N(values)}
			k.passed = int16(estimate.Binomial(20, random.Float64()*(0.5+0.5*float64(k.outcome)), random))
			table.kinds = append(table.kinds, kind{k, 1})
		}
		return table
	}
	weights := func(random *rand.Rand) Table {
		table := start()
		table.Columns.Weight = "w"
		for range 2000 {
			k := traits{outcome: random.Int32N(2), runs: 1, features: random.Int32N(values)}
			k.passed = int16(count(random.IntN(10) < 3+4*int(k.outcome)))
			table.kinds = append(table.kinds, kind{k, 1})
			table.extras = append(table.extras, extras{weight: math.Pow(200, float64(random.IntN(20)/19))})
		}
		return table
	}
	crossed := func(random *rand.Rand) Table {
		const size = 60
		table := start(size, size)
		var features, outcomes [2][size]int32
		for c := range features {
			for i := range size {
				features[c][i], outcomes[c][i] = random.Int32N(values), random.Int32N(2)
			}
		}
		for i := range size {
			for j := range size {
				at := [2]int32{int32(i), int32(j)}
				of := func(list [2][size]int32) int32 {
					c := random.IntN(2)
					return list[c][at[c]]
				}
				k := traits{outcome: of(outcomes), clusters: at, runs: 1, features: of(features)}
				k.passed = int16(count(random.IntN(10) < 3+4*int(k.outcome)))
				table.kinds = append(table.kinds, kind{k, 1})
			}
		}
		return table
	}
	for i, c := range []struct {
		name   string
		draw   func(random *rand.Rand) Table
		forget func(table *Table, l *Landing)
	}{
		{"runs", runs, func(table *Table, l *Landing) {
			for i, k := range slices.Clone(table.kinds) {
				passed, failed := int64(k.passed), int64(k.runs-k.passed)
				table.kinds[i].n, table.kinds[i].runs, table.kinds[i].passed = passed, 1, 1
				k.n, k.runs, k.passed = failed, 1, 0
				table.kinds, l.lands = append(table.kinds, k), append(l.lands, l.lands[i])
				l.rest = append(l.rest, l.rest[i]*failed)
				l.rest[i] *= passed
			}
		}},
		{"weights", weights, func(table *Table, _ *Landing) { table.extras, table.Columns.Weight = nil, "" }},
		{"crossed", crossed, func(table *Table, _ *Landing) { table.Clusters = table.Clusters[:1] }},
	} {
		random := rand.New(rand.NewPCG(15, uint64(i)))
		const times = 200
		held, naive := 0, 0
		shown, null := 0.0, 0.0
		for seed := range times {
			table := c.draw(random)
			table.tally()
			landing := table.Land(0.5, uint64(seed))
			forecast := table.Forecasts(&landing, uint64(seed))[0]
			tv := forecast.TV.Float64()
			held += count(tv <= forecast.Null.High)
			shown, null = shown+tv/times, null+forecast.Null.Mean/times
			c.forget(&table, &landing)
			table.tally()
			naive += count(tv <= table.Forecasts(&landing, uint64(seed))[0].Null.High)
		}
		t.Logf("%s: shown %.3f, shuffled %.3f; within 95 %%: %d, of a null that forgets %d of %d",
			c.name, shown, null, held, naive, times)
		requireCoverage(t, c.name, held, times)
		require.InDelta(t, shown, null, 0.02, c.name)
		require.Less(t, naive, times*9/10, c.name)
	}
}

// tableOf returns the table of independent rows with the given tallies.
func tableOf(log []Tally) Table { return withFeature(log, nil, nil) }

// withFeature also draws the value of a feature for each row, by the law of its outcome; without laws there is none.
func withFeature(log []Tally, laws [][]float64, random *rand.Rand) Table {
	var t Table
	if laws != nil {
		t.Features = []Feature{{Name: "f", Values: make([]string, len(laws[0]))}}
		for v := range laws[0] {
			t.combos = append(t.combos, int32(v))
		}
	}
	for x, o := range log {
		t.Names = append(t.Names, fmt.Sprint(x))
		for passed, n := range []int64{o.N - o.Successes, o.Successes} {
			drawn := []int64{n}
			if laws != nil {
				weights := make([]int64, len(laws[x]))
				for v, p := range laws[x] {
					weights[v] = int64(math.Round(p * 1e6))
				}
				drawn = estimate.Multinomial(n, weights, random)
			}
			for v, n := range drawn {
				if n > 0 {
					t.kinds = append(t.kinds, kind{traits{outcome: int32(x), runs: 1, passed: int16(passed),
						features: int32(v)}, n})
				}
			}
		}
	}
	t.tally()
	return t
}

// Every simulated log is in one of the worlds, seeded, and a range that covers holds in either.
func TestSimulate(t *testing.T) {
	near := Table{Outcomes: []Tally{{700, 350}, {100, 51}, {150, 74}}, Total: Tally{950, 475}}
	for _, closed := range []bool{false, true} {
		near.Closed = closed
		c := near.Simulate(7)
		require.Equal(t, maxTimes, c.Times)
		requireCoverage(t, "as the log", c.Held, c.Times)
		requireCoverage(t, "with one more outcome", c.UnseenHeld, c.Times)
		require.Less(t, c.Naive, c.Times/2, "the winner's curse")
		require.Less(t, c.UnseenNaive, c.Times*3/4, "a third of the logs lack the best outcome")
		require.False(t, c.Contradicts())
		require.Equal(t, c, near.Simulate(7))
	}
	require.True(t, Coverage{Times: 200, Held: 200, UnseenHeld: 111}.Contradicts())
	require.False(t, Coverage{}.Contradicts(), "no simulation")
}

// A log of unique outcomes identifies nothing: the ranges are those of what any g would do.
func TestUniqueOutcomesIdentifyNothing(t *testing.T) {
	table := Table{Total: Tally{100, 40}}
	for x := range 100 {
		table.Names = append(table.Names, fmt.Sprint(x))
		table.Outcomes = append(table.Outcomes, Tally{1, map[bool]int64{true: 1}[x < 40]})
	}
	for _, closed := range []bool{false, true} {
		table.Closed = closed
		r, err := table.Audit()
		require.NoError(t, err)
		require.False(t, r.Identified)
		require.Less(t, r.GapRange.Low, 1e-9)
		require.Greater(t, r.GapRange.High, 0.99)
		require.Less(t, r.HardRange.Low, 0.01)
		require.Equal(t, 1.0, r.HardRange.High)
	}
	table.Outcomes[0].N, table.Total.N = 2, 101
	r, err := table.Audit()
	require.NoError(t, err)
	require.True(t, r.Identified)
	require.Equal(t, model.Frac(40, 101), r.Base)
}
