package audit

import (
	"errors"

	"mimics/model"
	"mimics/properties/cli/estimate"
)

// Result is an audit of a log. Fractions describe the sample, exactly. Ranges are for the world, at 95 %.
type Result struct {
	Base      model.Q // P(R=0), the share that succeeds before tuning, by the weights of rows
	BaseRange estimate.Range
	// Identified is false if no outcome was drawn twice. Then the log does not distinguish an outcome that always
	// succeeds from one that succeeded by luck, and the fields below mean nothing, except for the ranges.
	Identified bool
	// Best lists the outcomes that succeed most often in the log, by number. The hardest tuning on the log ends at the
	// law of these outcomes in proportion to their counts.
	Best []int
	// HardSuccess is the share of successes in that law. It is too high on average, because the outcomes were chosen
	// for having succeeded often. HardRange is for the success of the same law in the world.
	HardSuccess model.Q
	HardRange   estimate.Range
	// Gap is 1 - P(A|R=0), the total variation between the optimum p(·|A) and past successes, where A is the set of
	// outcomes with the largest g = P(R=0|·). In the world A may be another set: GapRange is for the gap of that set,
	// and Candidates lists the outcomes of the log that may be in it.
	Gap        model.Q
	GapRange   estimate.Range
	Candidates []int
	// KeptSuccess is the success of the law of past successes in the log. One round of keeping the successes ends at
	// this law, and so does tuning on the log-evidence. KeptRange is for the success of the same law in the world.
	KeptSuccess float64
	KeptRange   estimate.Range
	// ForecastError bounds the total variation between past successes in the log and in the world, at 95 %.
	ForecastError float64
	Outcomes      []Outcome // in the order of the table
}

// Outcome is a tally with a range for its g. The ranges of several outcomes need not all hold at once.
type Outcome struct {
	Tally
	Range estimate.Range
}

// miss is one minus the confidence of every range.
const miss = 0.05

var errNoSuccess = errors.New("no successes, expected some: there is no forecast of what success looks like")

// Audit computes the result. It returns an error if nothing succeeded. The ranges of success after tuning hold at once,
// because they use the same intervals.
func (t *Table) Audit() (*Result, error) {
	if t.Total.Successes == 0 {
		return nil, errNoSuccess
	}
	r := &Result{Base: model.Frac(t.Total.Successes, t.Total.N), BaseRange: t.success().Range}
	if t.Columns.Weight != "" {
		var all weighed
		for _, o := range t.rates(t.whole()) {
			all.runs, all.passed = all.runs+o.runs, all.passed+o.passed
		}
		r.Base = quotient(all.passed, all.runs)
	}
	var pooled Tally
	r.Best, pooled = best(t.Outcomes)
	r.HardSuccess = pooled.rate()
	r.Gap = model.One.Sub(model.Frac(pooled.Successes, t.Total.Successes))
	if t.Dependent() {
		t.claimNothing(r)
		return r, nil
	}
	r.GapRange, r.Candidates = gapRange(t.Outcomes, t.Total.Successes, t.Closed)
	r.ForecastError = forecastError(t.Outcomes, t.Total.Successes, t.Closed)
	intervals := simultaneous(t.Outcomes, miss)
	for _, o := range t.Outcomes {
		r.Identified = r.Identified || o.N > 1
		r.Outcomes = append(r.Outcomes, Outcome{o, estimate.ClopperPearson(o.Successes, o.N, miss)})
		r.KeptSuccess += float64(o.Successes) / float64(o.N) * float64(o.Successes) / float64(t.Total.Successes)
	}
	r.HardRange, r.KeptRange = average(t.hardest(), intervals), average(t.kept(), intervals)
	return r, nil
}

// Dependent reports whether rows depend on each other or count differently. Then the ranges of a [Result] that need
// independent rows are [0, 1]: for those of outcomes chosen on the whole log nothing is claimed.
func (t *Table) Dependent() bool { return t.Clusters != nil || t.Runs > 1 || t.Columns.Weight != "" }

// claimNothing fills in the result of dependent rows. The ranges of single outcomes use their clusters, if there are
// few outcomes.
func (t *Table) claimNothing(r *Result) {
	anything, each := estimate.Range{Low: 0, High: 1}, len(t.Outcomes) <= maxRanged
	r.GapRange, r.HardRange, r.KeptRange, r.ForecastError = anything, anything, anything, 1
	for x, o := range t.Outcomes {
		r.Identified = r.Identified || o.N > 1
		r.Candidates = append(r.Candidates, x)
		r.KeptSuccess += float64(o.Successes) / float64(o.N) * float64(o.Successes) / float64(t.Total.Successes)
		outcome := Outcome{o, anything}
		if each {
			outcome.Range = t.ratio(t.whole(), func(_ int, k *kind) (y, w float64) {
				in := indicator(k.outcome == int32(x))
				return in * float64(k.passed), in * float64(k.runs)
			}).Share(miss).Range
		}
		r.Outcomes = append(r.Outcomes, outcome)
	}
}

// maxRanged is the largest number of outcomes of dependent rows that get ranges.
const maxRanged = 100

// The laws at which tuning on the log ends, as weights of the outcomes: the hardest tuning, and keeping the successes.

func (t *Table) hardest() []float64 {
	weights := make([]float64, len(t.Outcomes))
	list, _ := best(t.Outcomes)
	for _, x := range list {
		weights[x] = float64(t.Outcomes[x].N)
	}
	return weights
}

func (t *Table) kept() []float64 {
	weights := make([]float64, len(t.Outcomes))
	for x, o := range t.Outcomes {
		weights[x] = float64(o.Successes)
	}
	return weights
}

// best lists the outcomes with the largest g among those that were drawn, and returns the sum of their tallies.
func best(outcomes []Tally) (list []int, pooled Tally) {
	for x, o := range outcomes {
		if o.N == 0 {
			continue
		}
		order := 1
		if len(list) > 0 {
			order = o.rate().Cmp(pooled.rate())
		}
		switch {
		case order > 0:
			list, pooled = []int{x}, o
		case order == 0:
			list, pooled = append(list, x), pooled.plus(o)
		}
	}
	return list, pooled
}
