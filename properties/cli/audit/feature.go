package audit

import (
	"cmp"
	"maps"
	"math"
	"math/rand/v2"
	"slices"

	"mimics/model"
	"mimics/properties/cli/estimate"
)

// Forecast compares two laws of a feature in the log: among past successes, and at the optimum, where each outcome has
// the values that it has in the log.
type Forecast struct {
	Name   string
	TV     model.Q // the total variation between the two, which chance raises
	Range  estimate.Range
	Values []Value // the likeliest successes first
}

// Value is one value of a feature.
type Value struct {
	Name                string
	Successes, Delivers model.Q // P(F=v|R=0), and P(F=v) at the optimum
}

// forecast compares the values among the successes with those in the rows of the best outcomes, n in number.
func (f *Feature) forecast(outcomes []Tally, best []int, n, successes int64) Forecast {
	among, delivers := f.compare(best)
	forecast := Forecast{Name: f.Name, Range: f.tvRange(outcomes, best, among, n, successes)}
	for v, name := range f.Values {
		forecast.Values = append(forecast.Values, Value{name, model.Frac(among[v], successes),
			model.Frac(delivers[v], n)})
	}
	forecast.TV = model.TotalVariation(model.Must(model.Counts(among...)), model.Must(model.Counts(delivers...)))
	slices.SortStableFunc(forecast.Values, func(a, b Value) int {
		return cmp.Or(b.Successes.Cmp(a.Successes), b.Delivers.Cmp(a.Delivers), cmp.Compare(a.Name, b.Name))
	})
	return forecast
}

// compare counts the values of a feature among the successes and in the rows of the best outcomes.
func (f *Feature) compare(best []int) (among, delivers []int64) {
	among, delivers = make([]int64, len(f.Values)), make([]int64, len(f.Values))
	chosen := make(map[int]bool, len(best))
	for _, x := range best {
		chosen[x] = true
	}
	for c, t := range f.cells {
		among[c.value] += t.Successes
		if chosen[c.outcome] {
			delivers[c.value] += t.N
		}
	}
	return among, delivers
}

// tvRange returns an interval of 95 % for the world's total variation between the feature's law among successes and its
// law at the best outcomes, in the shares that they have in the log. It assumes that the feature has no values but
// those of the log.
//
// Given how often an outcome was drawn, each value's count with it is binomial, and so is each value's count among the
// successes, given their number. One half of the miss goes to the intervals of every outcome and value, the other half
// to those among successes (Bonferroni): they hold at once, whichever outcomes succeeded most often. The distance
// between laws a and b is the sum of (a-b)⁺ over the values, and 1 less the sum of min(a,b): low ends of these sums
// bound it.
func (f *Feature) tvRange(outcomes []Tally, best []int, among []int64, n, successes int64) estimate.Range {
	values := float64(len(f.Values))
	each := miss / 2 / values / float64(len(outcomes))
	known := map[Tally]estimate.Range{}
	interval := func(count, n int64) estimate.Range {
		key := Tally{n, count}
		if _, ok := known[key]; !ok {
			known[key] = estimate.ClopperPearson(count, n, each)
		}
		return known[key]
	}
	chosen, absent := make(map[int]bool, len(best)), 0.0 // and the high end of a value that never came with the best
	for _, x := range best {
		chosen[x] = true
		absent += share(outcomes[x].N, n) * interval(0, outcomes[x].N).High
	}
	delivers := slices.Repeat([]estimate.Range{{Low: 0, High: absent}}, len(f.Values))
	for _, c := range f.sorted() {
		if of := outcomes[c.outcome].N; chosen[c.outcome] {
			r, d := interval(f.cells[c].N, of), &delivers[c.value]
			d.Low, d.High = d.Low+share(of, n)*r.Low, d.High+share(of, n)*(r.High-interval(0, of).High)
		}
	}
	more, less, common := 0.0, 0.0, 0.0
	for v, d := range delivers {
		r := estimate.ClopperPearson(among[v], successes, miss/2/values)
		more, less, common = more+max(0, d.Low-r.High), less+max(0, r.Low-d.High), common+min(r.Low, d.Low)
	}
	return estimate.Range{Low: max(more, less), High: 1 - common}
}

// sorted lists the cells in one order, so that sums of floats are the same in each run.
func (f *Feature) sorted() []cell {
	return slices.SortedFunc(maps.Keys(f.cells), func(a, b cell) int {
		return cmp.Or(cmp.Compare(a.outcome, b.outcome), cmp.Compare(a.value, b.value))
	})
}

func share(part, whole int64) float64 { return float64(part) / float64(whole) }

// Null describes the total variation that the log would show if the feature had nothing to do with outcome or success.
type Null struct {
	Shuffles int // how often the values were shuffled
	Mean     float64
	High     float64 // at least 95 % of the shuffles show at most this, and all if they are fewer than 20
}

// Nulls returns one null per feature, the same for the same seed.
func (t *Table) Nulls(seed uint64) (list []Null) {
	random := rand.New(rand.NewPCG(seed, 2))
	_, pooled := best(t.Outcomes)
	for i := range t.Features {
		list = append(list, t.Features[i].independent(pooled, t.Total, random))
	}
	return list
}

// The effort of a permutation test, in values counted, and the least number of shuffles.
const (
	maxShuffled    = 400_000
	fewestShuffles = 5
)

// independent shuffles the values of all rows, whatever their outcome and success, and measures the distance that the
// log would show: a permutation test, exact if the feature has nothing to do with either.
func (f *Feature) independent(best, total Tally, random *rand.Rand) Null {
	counts := make([]int64, len(f.Values))
	for c, t := range f.cells {
		counts[c.value] += t.N
	}
	var shown []float64
	sum := 0.0
	for range max(fewestShuffles, min(maxTimes, maxShuffled/len(counts))) {
		left := slices.Clone(counts)
		take := func(size int64) []int64 {
			taken := estimate.Subset(size, left, random)
			for v, n := range taken {
				left[v] -= n
			}
			return taken
		}
		// Successes at the optimum count on both sides.
		both := take(best.Successes)
		among, delivers := take(total.Successes-best.Successes), take(best.N-best.Successes)
		for v, n := range both {
			among[v], delivers[v] = among[v]+n, delivers[v]+n
		}
		tv := distance(among, delivers)
		shown, sum = append(shown, tv), sum+tv
	}
	slices.Sort(shown)
	return Null{Shuffles: len(shown), Mean: sum / float64(len(shown)),
		High: shown[int(math.Ceil(0.95*float64(len(shown))))-1]}
}

func sum(counts []int64) (n int64) {
	for _, c := range counts {
		n += c
	}
	return n
}

// distance returns the total variation of two laws, given by counts, or 0 if a side has none.
func distance(a, b []int64) (tv float64) {
	m, n := float64(sum(a)), float64(sum(b))
	if m == 0 || n == 0 {
		return 0
	}
	for v := range a {
		tv += math.Abs(float64(a[v])/m-float64(b[v])/n) / 2
	}
	return tv
}
