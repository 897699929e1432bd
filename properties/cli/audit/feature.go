package audit

import (
	"cmp"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"

	"mimics/model"
	"mimics/properties/cli/estimate"
)

// Forecast compares two laws of a feature in the part of the log that did not choose the landing set: among successes,
// and in the output, the rows of the set.
type Forecast struct {
	Name   string
	TV     model.Q // the total variation between the two in the log, which chance raises
	Range  estimate.Range
	Values []Value // the likeliest successes first
	Null   Null
}

// Value is one value of a feature.
type Value struct {
	Name                string
	Successes, Delivers model.Q // P(F=v|R=0), and P(F=v) of the output
}

// Forecasts compares the features of successes with those of the output.
func (t *Table) Forecasts(l *Landing, seed uint64) (list []Forecast) {
	random := rand.New(rand.NewPCG(seed, 2))
	for f := range t.Features {
		list = append(list, t.forecast(l, f, random))
	}
	return list
}

func (t *Table) forecast(l *Landing, f int, random *rand.Rand) Forecast {
	values := t.Features[f].Values
	forecast := Forecast{Name: t.Features[f].Name}
	among, delivers := make([]float64, len(values)), make([]float64, len(values))
	rows := make([]int64, len(values)) // to be shuffled, if they are independent
	var landed, all Tally
	for i := range t.kinds {
		k, v := &t.kinds[i], t.value(&t.kinds[i], f)
		runs, passed := l.rest[i]*int64(k.runs), l.rest[i]*int64(k.passed)
		rows[v] += runs
		among[v] += t.weight(i) * float64(passed)
		all = all.plus(Tally{runs, passed})
		if l.lands[i] {
			delivers[v] += t.weight(i) * float64(runs)
			landed = landed.plus(Tally{runs, passed})
		}
	}
	forecast.Range = t.tvRange(l, f)
	if t.Dependent() {
		forecast.Null = t.dependent(l, f, random)
	} else {
		forecast.Null = independent(rows, landed, all, random)
	}
	forecast.TV = model.Zero
	successes, output := sum(among), sum(delivers)
	for v, name := range values {
		value := Value{name, quotient(among[v], successes), quotient(delivers[v], output)}
		forecast.TV = forecast.TV.Add(value.Successes.Sub(value.Delivers).Abs())
		forecast.Values = append(forecast.Values, value)
	}
	forecast.TV = forecast.TV.Mul(model.Half)
	slices.SortStableFunc(forecast.Values, func(a, b Value) int {
		return cmp.Or(b.Successes.Cmp(a.Successes), b.Delivers.Cmp(a.Delivers), cmp.Compare(a.Name, b.Name))
	})
	return forecast
}

// quotient returns the exact quotient of two counts, or that of the floats closest to two sums of weights. It is 0 if
// the divisor is.
func quotient(part, whole float64) model.Q {
	switch {
	case whole == 0:
		return model.Zero
	case part == math.Trunc(part) && whole == math.Trunc(whole):
		return model.Frac(int64(part), int64(whole))
	}
	r, _ := new(big.Float).SetFloat64(part / whole).Rat(nil)
	return model.Ratio(model.IntOf(r.Num()), model.IntOf(r.Denom()))
}

// maxRangedValues is the largest number of values for which a feature gets a range.
const maxRangedValues = 1000

// tvRange returns an interval of 95 % for the world's total variation between the feature's law among successes and
// its law in the output. It assumes that the feature has no values but those of the log. The rows did not choose the
// set, so each share has a range; half of the miss goes to those of either law (Bonferroni), and they hold at once.
// The distance between laws a and b is the sum of (a-b)⁺ over the values, and 1 less the sum of min(a,b): low ends of
// these sums bound it.
func (t *Table) tvRange(l *Landing, f int) estimate.Range {
	if len(t.Features[f].Values) > maxRangedValues {
		return estimate.Range{Low: 0, High: 1}
	}
	each := miss / 2 / float64(len(t.Features[f].Values))
	// All values have the same draws; each value marks those that have it.
	among, delivers := t.ratio(l.rest, func(_ int, k *kind) (y, x float64) { return 0, float64(k.passed) }),
		t.ratio(l.rest, func(i int, k *kind) (y, x float64) { return 0, float64(k.runs) * indicator(l.lands[i]) })
	kinds := make([][]int32, len(t.Features[f].Values))
	for i := range t.kinds {
		if v := t.value(&t.kinds[i], f); l.rest[i] > 0 {
			kinds[v] = append(kinds[v], int32(i))
		}
	}
	more, less, common := 0.0, 0.0, 0.0
	for _, of := range kinds {
		for _, i := range of {
			k, w := &t.kinds[i], t.weight(int(i))
			among.Mark(w*float64(k.passed), l.rest[i], k.clusters)
			delivers.Mark(w*float64(k.runs)*indicator(l.lands[i]), l.rest[i], k.clusters)
		}
		r, d := among.Share(each), delivers.Share(each)
		more, less, common = more+max(0, d.Low-r.High), less+max(0, r.Low-d.High), common+min(r.Low, d.Low)
		for _, i := range of {
			among.Unmark(t.kinds[i].clusters)
			delivers.Unmark(t.kinds[i].clusters)
		}
	}
	return estimate.Range{Low: max(more, less), High: 1 - common}
}

// Null describes the total variation that the log would show if the feature had nothing to do with outcome, success or
// weight. With two clusterings it is an approximation.
type Null struct {
	Shuffles int // how often the values were shuffled; with two clusterings by each, and by both at once
	Mean     float64
	High     float64 // at least 95 % of the shuffles show at most this, and all if they are fewer than 20
}

// The effort of a permutation test, in values counted, and the least number of shuffles.
const (
	maxShuffled    = 400_000
	fewestShuffles = 5
)

// independent shuffles the values of independent rows of one weight, whatever their outcome and success, and measures
// the distance that the log would show: a permutation test, exact if the feature has nothing to do with either.
func independent(counts []int64, landed, total Tally, random *rand.Rand) Null {
	var shown []float64
	for range max(fewestShuffles, min(maxTimes, maxShuffled/len(counts))) {
		left := slices.Clone(counts)
		take := func(size int64) []int64 {
			taken := estimate.Subset(size, left, random)
			for v, n := range taken {
				left[v] -= n
			}
			return taken
		}
		// Successes of the output count on both sides.
		both := take(landed.Successes)
		among, delivers := take(total.Successes-landed.Successes), take(landed.N-landed.Successes)
		for v, n := range both {
			among[v], delivers[v] = among[v]+n, delivers[v]+n
		}
		shown = append(shown, distance(among, delivers))
	}
	return newNull(shown)
}

func newNull(shown []float64) Null {
	slices.Sort(shown)
	return Null{Shuffles: len(shown), Mean: sum(shown) / float64(len(shown)),
		High: shown[int(math.Ceil(0.95*float64(len(shown))))-1]}
}

// dependent shuffles the values by clusters or, without clusters, by completions: the runs of one share its value. With
// two clusterings the variances add up, less that of both at once, as in [estimate.Ratio]; a distance that chance alone
// makes grows with the standard deviation.
func (t *Table) dependent(l *Landing, f int, random *rand.Rand) Null {
	if t.Clusters == nil {
		return t.inClusters(l, f, nil, random)
	}
	clusters := make([][]int32, len(t.Clusters))
	for c := range clusters {
		for i := range t.kinds {
			clusters[c] = append(clusters[c], t.kinds[i].clusters[c])
		}
	}
	first := t.inClusters(l, f, clusters[0], random)
	if len(clusters) == 1 {
		return first
	}
	second := t.inClusters(l, f, clusters[1], random)
	numbers, both := map[[2]int32]int32{}, make([]int32, len(t.kinds))
	for i := range t.kinds {
		pair := t.kinds[i].clusters
		if _, ok := numbers[pair]; !ok {
			numbers[pair] = int32(len(numbers))
		}
		both[i] = numbers[pair]
	}
	common := t.inClusters(l, f, both, random)
	added := func(a, b, both float64) float64 {
		return min(1, max(a, b, math.Sqrt(max(0, a*a+b*b-both*both))))
	}
	return Null{min(first.Shuffles, second.Shuffles, common.Shuffles),
		added(first.Mean, second.Mean, common.Mean), added(first.High, second.High, common.High)}
}

// The effort of a permutation test by clusters, in completions, and the most completions. From a longer log maxRows
// completions are drawn; the null is then larger.
const (
	maxMoved = 20_000_000
	maxRows  = 1_000_000
)

// inClusters shuffles the values by clusters: those of a cluster move together to the completions of another one,
// whatever their outcome, success, runs and weight. The test is exact for clusters of one size. In a larger one the
// values repeat, and in a smaller one some are missing. The clusters are those of each kind; nil makes each completion
// one.
func (t *Table) inClusters(l *Landing, f int, clusters []int32, random *rand.Rand) Null {
	rest, total := l.rest, sum(l.rest)
	if total > maxRows {
		rest, total = estimate.Subset(maxRows, rest, random), maxRows
	}
	number := total
	if clusters != nil {
		number = int64(slices.Max(clusters)) + 1
	}
	starts := make([]int64, number+1)
	// each calls a function for every completion, with its kind and its cluster.
	each := func(do func(i int, cluster int64)) {
		cluster := int64(-1)
		for i := range t.kinds {
			for range rest[i] {
				if cluster++; clusters != nil {
					cluster = int64(clusters[i])
				}
				do(i, cluster)
			}
		}
	}
	each(func(_ int, cluster int64) { starts[cluster+1]++ })
	var filled []int64
	for c := range number {
		if starts[c+1] > 0 {
			filled = append(filled, c)
		}
		starts[c+1] += starts[c]
	}
	values, kinds, ends := make([]int32, total), make([]int32, total), slices.Clone(starts)
	each(func(i int, cluster int64) {
		at := ends[cluster]
		values[at], kinds[at] = t.value(&t.kinds[i], f), int32(i)
		ends[cluster]++
	})
	succeeded, landed := make([]float64, len(t.kinds)), make([]float64, len(t.kinds))
	for i := range t.kinds {
		succeeded[i] = t.weight(i) * float64(t.kinds[i].passed)
		landed[i] = t.weight(i) * float64(t.kinds[i].runs) * indicator(l.lands[i])
	}
	for _, c := range filled { // so that the order of values within a cluster says nothing
		of := values[starts[c]:starts[c+1]]
		random.Shuffle(len(of), func(i, j int) { of[i], of[j] = of[j], of[i] })
	}
	var shown []float64
	givers := slices.Clone(filled)
	for range max(fewestShuffles, min(maxTimes, maxMoved/max(1, total))) {
		random.Shuffle(len(givers), func(i, j int) { givers[i], givers[j] = givers[j], givers[i] })
		among, delivers := make([]float64, len(t.Features[f].Values)), make([]float64, len(t.Features[f].Values))
		for i, c := range filled {
			given := values[starts[givers[i]]:starts[givers[i]+1]]
			for j, kind := range kinds[starts[c]:starts[c+1]] {
				v := given[j%len(given)]
				among[v] += succeeded[kind]
				delivers[v] += landed[kind]
			}
		}
		shown = append(shown, distance(among, delivers))
	}
	return newNull(shown)
}

func sum[T int64 | float64](counts []T) (n T) {
	for _, c := range counts {
		n += c
	}
	return n
}

// distance returns the total variation of two laws, given by counts, or 0 if a side has none.
func distance[T int64 | float64](a, b []T) (tv float64) {
	m, n := float64(sum(a)), float64(sum(b))
	if m == 0 || n == 0 {
		return 0
	}
	for v := range a {
		tv += math.Abs(float64(a[v])/m-float64(b[v])/n) / 2
	}
	return tv
}
