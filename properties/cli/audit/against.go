package audit

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"mimics/properties/cli/estimate"
)

// Comparison says which forecasts of a log hold for the log of a tuned policy: the essay's test of synchronisation. A
// forecast is the law of a feature among successes. All ranges and verdicts on features hold at once at 95 %: the miss
// is shared by the features. The two logs count as independent of each other.
type Comparison struct {
	Before, After estimate.Estimate // the success of either policy
	Features      []Shift
	Weights       *Weights // nil without log-probabilities
}

// Verdict says whether a feature was kept.
type Verdict string

// The verdicts.
const (
	Kept    Verdict = "kept"    // the distance is at most the tolerance
	Lost    Verdict = "lost"    // there is a distance, and it may be larger than the tolerance
	Unclear Verdict = "unclear" // the logs do not tell
)

// Shift compares the law of a feature among successes before tuning with that after.
type Shift struct {
	Name    string
	Verdict Verdict
	TV      estimate.Estimate // the total variation of the two laws
	Values  []Change          // the largest differences first
}

// Change is one value of a feature. Its ranges, except for that of the difference, are of 95 % each.
type Change struct {
	Name          string
	Before, After estimate.Estimate  // P(F=v|R=0) in the log and in that of the tuned policy
	Forecast      *estimate.Estimate // the latter, forecast from the log by weights; nil without log-probabilities
	Difference    estimate.Estimate  // the ranges of all values of all features hold at once
	P             float64            // of no difference, by Holm's method over all values of all features
}

// Weights says what the log-probabilities tell of the tuned policy, from the log before tuning alone: a row counts by
// its probability after tuning over that before.
type Weights struct {
	Mean      estimate.Estimate // 1 if tuning makes nothing likely that the log could not show
	Effective float64           // rows of one weight that tell as much, as a share of all
	Success   estimate.Estimate // the success of the tuned policy, forecast
	KL        float64           // from the policy before tuning, forecast
}

// Trusted reports whether the mean weight may be 1.
func (w *Weights) Trusted() bool { return w.Mean.Holds(1) }

// Compare compares the log of a tuned policy with t. A feature is kept if its distance is at most the tolerance. If
// there are no features, the outcome is one.
func (t *Table) Compare(tuned *Table, tolerance float64, seed uint64) Comparison {
	random := rand.New(rand.NewPCG(seed, 4))
	c := Comparison{Before: t.success(), After: tuned.success()}
	if t.Columns.LogP != nil {
		c.Weights = t.weights()
	}
	pairs, values := matched(t, tuned), 0
	for _, p := range pairs {
		values += len(p.names)
	}
	for _, p := range pairs {
		c.Features = append(c.Features, p.shift(tolerance, miss/float64(len(pairs)), miss/float64(values), random))
	}
	holm(c.Features)
	return c
}

// success estimates the share of runs that pass.
func (t *Table) success() estimate.Estimate {
	return t.ratio(t.whole(), func(_ int, k *kind) (y, x float64) {
		return float64(k.passed), float64(k.runs)
	}).Share(miss)
}

// weights judges the log-probabilities.
func (t *Table) weights() *Weights {
	all, sum, squares, rows, relative := t.whole(), 0.0, 0.0, 0.0, 0.0
	for i := range t.kinds {
		k := &t.kinds[i]
		with := t.extra(i)
		w, n := math.Exp(with.shift), with.weight*float64(k.n)
		sum, squares, rows = sum+n*w, squares+n*w*w, rows+n
		relative += n * w * with.shift
	}
	return &Weights{
		Mean: t.ratio(all, func(i int, _ *kind) (y, x float64) {
			return math.Exp(t.extra(i).shift), 1
		}).Mean(miss),
		Effective: sum * sum / squares / rows,
		Success: t.ratio(all, func(i int, k *kind) (y, x float64) {
			w := math.Exp(t.extra(i).shift)
			return w * float64(k.passed), w * float64(k.runs)
		}).Share(miss),
		KL: relative / sum,
	}
}

// matching is a feature that both logs have, with the names of its values in either.
type matching struct {
	name          string
	before, after *Table
	names         []string
	of            [2]func(k *kind) int // the value of a kind of either log, by our numbers
}

// matched lists the features of both logs.
func matched(before, after *Table) (list []matching) {
	for f := range before.Features {
		g := slices.IndexFunc(after.Features, func(g Feature) bool { return g.Name == before.Features[f].Name })
		if g < 0 {
			continue
		}
		m := matching{name: before.Features[f].Name, before: before, after: after}
		numbers := m.unite(before.Features[f].Values, after.Features[g].Values)
		m.of[0] = func(k *kind) int { return numbers[0][before.value(k, f)] }
		m.of[1] = func(k *kind) int { return numbers[1][after.value(k, g)] }
		list = append(list, m)
	}
	if len(before.Features) == 0 {
		m := matching{name: before.Columns.Outcome, before: before, after: after}
		numbers := m.unite(before.Names, after.Names)
		m.of[0] = func(k *kind) int { return numbers[0][k.outcome] }
		m.of[1] = func(k *kind) int { return numbers[1][k.outcome] }
		list = append(list, m)
	}
	return list
}

// unite numbers the names of both logs.
func (m *matching) unite(before, after []string) (numbers [2][]int) {
	at := map[string]int{}
	for side, names := range [][]string{before, after} {
		for _, name := range names {
			n, ok := at[name]
			if !ok {
				n = len(m.names)
				at[name], m.names = n, append(m.names, name)
			}
			numbers[side] = append(numbers[side], n)
		}
	}
	return numbers
}

// share estimates P(F in the event|R=0) on a part of either log.
func (m *matching) share(side int, of part, event func(v int) bool) *estimate.Ratio {
	t := []*Table{m.before, m.after}[side]
	return t.ratio(of, func(_ int, k *kind) (y, x float64) {
		return float64(k.passed) * indicator(event(m.of[side](k))), float64(k.passed)
	})
}

// shift compares the laws. The range of the distance misses with a chance of at most missTV, and the ranges of the
// differences with missValue each.
func (m *matching) shift(tolerance, missTV, missValue float64, random *rand.Rand) Shift {
	s := Shift{Name: m.name}
	whole := [2]part{m.before.whole(), m.after.whole()}
	for v, name := range m.names {
		if len(m.names) > maxRangedValues {
			break
		}
		is := func(w int) bool { return w == v }
		before, after := m.share(0, whole[0], is), m.share(1, whole[1], is)
		change := Change{Name: name, Before: before.Share(miss), After: after.Share(miss), P: 1,
			Difference: difference(before, after, missValue)}
		if deviation := math.Hypot(before.Deviation(), after.Deviation()); deviation > 0 {
			change.P = math.Erfc(math.Abs(change.Difference.Value) / deviation / math.Sqrt2)
		}
		if m.before.Columns.LogP != nil {
			forecast := m.before.ratio(whole[0], func(i int, k *kind) (y, x float64) {
				x = math.Exp(m.before.extra(i).shift) * float64(k.passed)
				return x * indicator(m.of[0](k) == v), x
			}).Share(miss)
			change.Forecast = &forecast
		}
		s.Values = append(s.Values, change)
	}
	slices.SortStableFunc(s.Values, func(a, b Change) int {
		return cmp.Compare(math.Abs(b.Difference.Value), math.Abs(a.Difference.Value))
	})
	if len(m.names) <= fewValues {
		s.TV = m.overEvents(missTV)
	} else {
		s.TV = m.distance(missTV, random)
	}
	switch {
	case s.TV.High <= tolerance:
		s.Verdict = Kept
	case s.TV.Low > 0:
		s.Verdict = Lost
	default:
		s.Verdict = Unclear
	}
	return s
}

// fewValues is the largest number of values whose events are all tried.
const fewValues = 5

// overEvents estimates the total variation as the largest difference in the probability of an event. Each event has a
// range, and all hold at once (Bonferroni); an event and its complement count as one.
func (m *matching) overEvents(miss float64) (e estimate.Estimate) {
	whole := [2]part{m.before.whole(), m.after.whole()}
	events := 1<<(max(2, len(m.names))-1) - 1
	for event := 1; event <= events; event++ {
		in := func(v int) bool { return event>>v&1 == 1 }
		d := difference(m.share(0, whole[0], in), m.share(1, whole[1], in), miss/float64(events))
		e.Value = max(e.Value, math.Abs(d.Value))
		e.Low, e.High = max(e.Low, d.Low, -d.High), max(e.High, d.High, -d.Low)
	}
	return e
}

// difference estimates after - before, from ranges of either (Newcombe, "Interval estimation for the difference between
// independent proportions", 1998, method 10).
func difference(before, after *estimate.Ratio, miss float64) estimate.Estimate {
	b, a := before.Share(miss), after.Share(miss)
	value := a.Value - b.Value
	return estimate.Estimate{Value: value, Range: estimate.Range{
		Low:  max(-1, value-math.Hypot(a.Value-a.Low, b.High-b.Value)),
		High: min(1, value+math.Hypot(a.High-a.Value, b.Value-b.Low)),
	}}
}

// distance estimates the total variation as [estimate.TotalVariation] does, for clusters: half of the miss is for
// either end. The lower end tries on one half of the clusters an event that the other half suggests. The upper end adds
// to the distance of the two logs what chance may hide (McDiarmid): a cluster moves it by its share of the successes.
func (m *matching) distance(miss float64, random *rand.Rand) estimate.Estimate {
	var halves [2][2]part
	for side, t := range []*Table{m.before, m.after} {
		halves[side][0], halves[side][1] = t.split(0.5, random)
	}
	e := estimate.Estimate{}
	for half := range 2 {
		laws := [2][]float64{m.law(0, halves[0][half]), m.law(1, halves[1][half])}
		if laws[0] == nil || laws[1] == nil {
			continue
		}
		event := func(v int) bool { return laws[1][v] > laws[0][v] }
		d := difference(m.share(0, halves[0][1-half], event), m.share(1, halves[1][1-half], event), miss/2)
		e.Value, e.Low = e.Value+d.Value/2, max(e.Low, d.Low)
	}
	whole := [2][]float64{m.law(0, m.before.whole()), m.law(1, m.after.whole())}
	if whole[0] == nil || whole[1] == nil {
		return estimate.Estimate{Value: 0.5, Range: estimate.Range{Low: 0, High: 1}}
	}
	chance := 0.0
	everything := func(int) bool { return true }
	for side, t := range []*Table{m.before, m.after} {
		chance += m.share(side, t.whole(), everything).Influence()
	}
	e.High = min(1, distance(whole[0], whole[1])+math.Sqrt(math.Log(2/miss)/2*chance))
	e.Low = min(e.Low, e.High)
	e.Value = min(max(e.Value, e.Low), e.High)
	return e
}

// law returns the weights of the values among the successes of a part of either log, or nil without successes.
func (m *matching) law(side int, of part) []float64 {
	t, sums, any := []*Table{m.before, m.after}[side], make([]float64, len(m.names)), false
	for i := range t.kinds {
		k := &t.kinds[i]
		w := t.weight(i) * float64(of[i]*int64(k.passed))
		sums[m.of[side](k)] += w
		any = any || w > 0
	}
	if !any {
		return nil
	}
	total := sum(sums)
	for v := range sums {
		sums[v] /= total
	}
	return sums
}

// holm adjusts the chances of all values: the i-th smallest of n is multiplied by n-i+1, and is then at least as large
// as the one before.
func holm(features []Shift) {
	var all []*float64
	for f := range features {
		for v := range features[f].Values {
			all = append(all, &features[f].Values[v].P)
		}
	}
	slices.SortStableFunc(all, func(a, b *float64) int { return cmp.Compare(*a, *b) })
	largest := 0.0
	for i, p := range all {
		largest = max(largest, min(1, *p*float64(len(all)-i)))
		*p = largest
	}
}
