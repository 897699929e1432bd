package audit

import (
	"cmp"
	"errors"
	"slices"

	"mimics/model"
	"mimics/properties/estimate"
)

// Result is what the sample says of tuning on its success. Probabilities are of the sample, exact, where no range says
// that they are of the world.
type Result struct {
	Base model.Q // P(R=0), how much succeeds before tuning
	// Best is A, the outcomes that succeed most often, by number: the optimum of tuning as hard as can be is p(·|A), and
	// HardSuccess how much of that succeeds.
	Best        []int
	HardSuccess model.Q
	// Gap is 1 - P(A|R=0), how far the optimum is from past successes in total variation; GapRange what it is in the world,
	// and Candidates the outcomes that may be the best there.
	Gap        model.Q
	GapRange   estimate.Range
	Candidates []int
	// KeptSuccess is how much succeeds, as a float, where successes are as they were: after one round of keeping what
	// succeeded, or tuning on the log-evidence, which land on P(·|R=0) exactly.
	KeptSuccess float64
	Outcomes    []Outcome // in the order of the table
	Features    []Forecast
	Path        []Passing
}

// Outcome is what was seen of one, with the range of its g, each on its own.
type Outcome struct {
	Tally
	Range estimate.Range
}

// Forecast is what to expect of a feature: among past successes, and from the optimum, where each outcome comes with the
// values that it came with.
type Forecast struct {
	Name   string
	TV     model.Q // of the two
	Values []Value // the likeliest successes first
}

// Value is one value of a feature.
type Value struct {
	Name                string
	Successes, Delivers model.Q // P(F=v|R=0), and P(F=v) at the optimum
}

// miss is one minus the confidence of every range.
const miss = 0.05

var errNoSuccess = errors.New("no successes, expected some: there is no forecast of what success looks like")

// Audit works out the result. It errs where nothing succeeded.
func (t *Table) Audit() (*Result, error) {
	if t.Total.Successes == 0 {
		return nil, errNoSuccess
	}
	r := &Result{Base: model.Frac(t.Total.Successes, t.Total.N)}
	var best Tally
	r.Best, best = t.best()
	r.HardSuccess = best.rate()
	r.Gap = model.One.Sub(model.Frac(best.Successes, t.Total.Successes))
	r.GapRange, r.Candidates = gapRange(t.Outcomes, t.Total.Successes)
	for _, o := range t.Outcomes {
		r.Outcomes = append(r.Outcomes, Outcome{o, estimate.ClopperPearson(o.Successes, o.N, miss)})
		r.KeptSuccess += float64(o.Successes) / float64(o.N) * float64(o.Successes) / float64(t.Total.Successes)
	}
	for _, f := range t.Features {
		r.Features = append(r.Features, f.forecast(r.Best, best.N, t.Total.Successes))
	}
	r.Path = t.path(r.Gap)
	return r, nil
}

// best lists the outcomes of the largest g, and counts them together.
func (t *Table) best() (list []int, together Tally) {
	for x, o := range t.Outcomes {
		order := 1
		if len(list) > 0 {
			order = o.rate().Cmp(together.rate())
		}
		switch {
		case order > 0:
			list, together = []int{x}, o
		case order == 0:
			list, together = append(list, x), together.plus(o)
		}
	}
	return list, together
}

// forecast compares the successes with what the best outcomes, n in number, come with.
func (f *Feature) forecast(best []int, n, successes int64) Forecast {
	among, delivers := make([]int64, len(f.Values)), make([]int64, len(f.Values))
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
	forecast := Forecast{Name: f.Name}
	for v, name := range f.Values {
		forecast.Values = append(forecast.Values, Value{name, model.Frac(among[v], successes), model.Frac(delivers[v], n)})
	}
	forecast.TV = model.TotalVariation(must(model.Counts(among...)), must(model.Counts(delivers...)))
	slices.SortStableFunc(forecast.Values, func(a, b Value) int {
		return cmp.Or(b.Successes.Cmp(a.Successes), b.Delivers.Cmp(a.Delivers), cmp.Compare(a.Name, b.Name))
	})
	return forecast
}

// must is for counts that are not all 0.
func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// gapRange is a range for the gap 1 - P(A|R=0) of the world, A being its outcomes of the largest g. It holds whichever
// they are. With half of the chance to miss, shared out among all outcomes, every g is in its interval; then A is among
// the candidates, whose intervals reach what the best one is at least. With the other half, the share of successes of
// every outcome, and of A, is in its interval. P(A|R=0) is at least the share of one candidate and at most, as the
// interval rises with the count, what the count of all candidates has for its upper end. An outcome that was never seen
// is not in the account.
func gapRange(outcomes []Tally, successes int64) (gap estimate.Range, candidates []int) {
	k := float64(len(outcomes))
	intervals, best := make([]estimate.Range, len(outcomes)), 0.0
	for x, t := range outcomes {
		intervals[x] = estimate.ClopperPearson(t.Successes, t.N, miss/2/k)
		best = max(best, intervals[x].Low)
	}
	each, all, least := miss/2/(k+1), int64(0), 1.0
	for x, t := range outcomes {
		if intervals[x].High >= best {
			candidates = append(candidates, x)
			all += t.Successes
			least = min(least, estimate.ClopperPearson(t.Successes, successes, each).Low)
		}
	}
	return estimate.Range{Low: 1 - estimate.ClopperPearson(all, successes, each).High, High: 1 - least}, candidates
}
