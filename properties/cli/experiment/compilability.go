package experiment

import (
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"slices"

	"mimics/properties/cli/learn"
)

// CompilabilityRow shows the result of one way of tuning a mimic towards successes. A statement of docs is a sentence.
type CompilabilityRow struct {
	Mimic    string   `json:"mimic"`
	Tuning   string   `json:"tuning"`
	Success  Estimate `json:"success"`  // the share of successes
	Length   Estimate `json:"length"`   // the mean number of tokens of a statement
	Parsed   Estimate `json:"parsed"`   // the same, of successes
	Distinct Estimate `json:"distinct"` // the number of different statements per draw
	TV       Estimate `json:"tv"`       // the distance of features and label from p(·|success)
	// Given is the same distance of the successes alone.
	Given Estimate `json:"given"`
	// KL is the divergence from the untuned mimic p, in nats, and Best the largest share of successes of any law at
	// that divergence: of the soft optimum with some base.
	KL   Estimate `json:"kl"`
	Best Estimate `json:"best"`
	// Optimum is the share of successes of the optimum for the penalty of the row, and Missed the divergence from
	// that optimum, which is what the objective lacks, in nats: (J(π*) - J(π))/β = KL(π‖π*) (tilt/optimum). Before is
	// the same number of the untuned mimic.
	Optimum Estimate `json:"optimum"`
	Before  Estimate `json:"before"`
	Missed  Estimate `json:"missed"`
	// Lost is the TV distance from p(·|success) over whole statements: the share of it that the tuned mimic leaves
	// out. Least is a lower bound on Lost for every n-gram of the order that always succeeds, see odds.go, and Free the
	// share of successes not at odds with themselves.
	Lost  Estimate `json:"lost"`
	Least Estimate `json:"least"`
	Free  Estimate `json:"free"`
}

const (
	rounds    = 8
	maxTried  = 500 // the number of successes tested for being at odds with themselves
	maxPaired = 500 // the number of statements tested for being at odds with each other
)

// bases are the bases of the soft tilts: each multiplies the odds of success against failure.
var bases = []int{4, 16, 256}

// compilabilityRows tunes mimics towards success, which a mimic controls perfectly. It weights whole statements, as the
// KL penalty does. Within a class of mimics it learns from the mimic's own successes round by round, or follows the
// policy gradient, with and without a penalty; and it collapses the mimic to one statement.
func compilabilityRows(r *run) iter.Seq[CompilabilityRow] {
	return func(yield func(CompilabilityRow) bool) {
		for _, order := range r.Tuned {
			base := r.ngram(order)
			t := r.tuning(fmt.Sprint("order ", order), base, r.stream("compilability", order))
			t.crossing = newCrossing(order, r.succeeds)
			if !t.known(yield) || !t.refitted(yield) {
				return
			}
		}
		if r.Network.Cells == 0 {
			return
		}
		t := r.tuning("gru", r.trained(), r.stream("compilability", -1))
		_ = t.known(yield) && t.relearnt(yield) && t.climbed(yield)
	}
}

// tuning holds what the rows of one mimic share.
type tuning struct {
	*run
	name        string
	random      *rand.Rand
	base        mimic
	draws       []learn.Statement // from the base
	conditioned []learn.Statement // from p(·|success)
	logs        []float64         // of conditioned under the base
	success     Estimate          // p(success)
	forecast    law               // an empirical law of p(·|success)
	*crossing                     // nil for a network
}

func (r *run) tuning(name string, base mimic, random *rand.Rand) *tuning {
	t := &tuning{run: r, name: name, random: random, base: base}
	t.draws = base.sample(r.Samples, random)
	t.conditioned = t.kept(t.succeeds)
	t.logs = base.logs(t.conditioned)
	t.success = shareOf(t.draws, t.succeeds)
	t.forecast = t.law(t.conditioned)
	return t
}

// law returns the law of cell and first label.
func (r *run) law(statements []learn.Statement) law { return r.labelLaws(statements)[0] }

// kept draws statements from the base that keep accepts.
func (t *tuning) kept(keep func(learn.Statement) bool) []learn.Statement {
	return kept(t.Samples, drawing(t.base, t.random), keep)
}

// successes returns the successes of the sample.
func (t *tuning) successes(sample []learn.Statement) []learn.Statement {
	return slices.DeleteFunc(slices.Clone(sample), func(s learn.Statement) bool { return !t.succeeds(s) })
}

// known yields the rows of the laws that are known without any learning. Each multiplies the odds of success against
// failure, so its divergence from p is that of the two chances of success, and it leaves out as much of p(·|success)
// as it fails.
func (t *tuning) known(yield func(CompilabilityRow) bool) bool {
	s := t.success.Value
	row := func(name string, sample []learn.Statement, success float64) CompilabilityRow {
		row, n := t.row(name, sample), t.success.N
		if s > 0 {
			row.KL, row.Best, row.Lost = known(divergence(success, s), n), known(success, n), known(1-success, n)
		}
		return row
	}
	none := row("none", t.draws, s)
	if t.crossing != nil && len(t.conditioned) > 0 {
		lost := float64(t.leastLost(t.conditioned, maxPaired))
		none.Least = known(lost/float64(len(t.conditioned)), len(t.conditioned))
	}
	if !yield(none) {
		return false
	}
	for _, b := range bases {
		sample := t.kept(func(s learn.Statement) bool { return t.succeeds(s) || t.random.IntN(b) == 0 })
		if !yield(row(fmt.Sprint("optimum b=", b), sample, soft(s, b))) {
			return false
		}
	}
	return yield(row(fmt.Sprint("best of ", tries), t.bestOf(), 1-math.Pow(1-s, tries))) &&
		yield(row("p(·|success)", t.kept(t.succeeds), 1))
}

// tries is the number of draws from which the best is kept.
const tries = 4

// bestOf draws from the law of the best of several draws: a success, if there is one.
func (t *tuning) bestOf() []learn.Statement {
	draw := drawing(t.base, t.random)
	list := make([]learn.Statement, t.Samples)
	for i := range list {
		for range tries {
			if s := draw(); list[i] == "" || t.succeeds(s) {
				list[i] = s
			}
		}
	}
	return list
}

// soft returns the chance of success of the optimum: of the tilt that multiplies the odds by b.
func soft(success float64, b int) float64 {
	odds := float64(float64(b) * success)
	return odds / (odds + 1 - success)
}

// divergence returns KL(q‖p) of two laws of success and failure, given the chances of success, in nats.
func divergence(q, p float64) float64 {
	part := func(q, p float64) float64 {
		if q == 0 {
			return 0
		}
		return float64(q * math.Log(q/p))
	}
	return part(q, p) + part(1-q, 1-p)
}

// frontier returns the largest chance of success, from p on, whose divergence from p is at most kl.
func frontier(kl, p float64) float64 {
	low, high := p, 1.0
	for range 50 {
		if middle := (low + high) / 2; divergence(middle, p) <= kl {
			low = middle
		} else {
			high = middle
		}
	}
	return low
}

// row describes a sample.
func (t *tuning) row(name string, sample []learn.Statement) CompilabilityRow {
	successes := t.successes(sample)
	row := CompilabilityRow{
		Mimic: t.name, Tuning: name, Success: share(len(successes), len(sample)), Length: meanLength(sample),
		Parsed: meanLength(successes), Distinct: distinct(sample),
	}
	if len(t.conditioned) > 0 && len(sample) > 0 {
		row.TV = between(t.forecast, t.law(sample), t.random)
	}
	if len(t.conditioned) > 0 && len(successes) > 0 {
		row.Given = between(t.forecast, t.law(successes), t.random)
	}
	if t.crossing != nil {
		row.Free = shareOf(successes[:min(len(successes), maxTried)], t.free)
	}
	return row
}

// tuned describes a mimic q that was learnt. A base above 1 is that of the penalty; 0 means none.
func (t *tuning) tuned(name string, q mimic, sample []learn.Statement, base int) CompilabilityRow {
	row := t.row(name, sample)
	excess := q.logs(sample)
	for i, under := range t.base.logs(sample) {
		excess[i] -= under
	}
	row.KL = mean(excess)
	s := t.success.Value
	if s > 0 && row.KL.N > 0 {
		row.Best = known(frontier(row.KL.Value, s), row.KL.N)
	}
	if base > 0 && s > 0 {
		row.Optimum = known(soft(s, base), t.success.N)
		row.Before = known(divergence(s, row.Optimum.Value), t.success.N)
		b := float64(base)
		for i, x := range sample {
			excess[i] += math.Log(float64(b*s)+1-s) - float64(float64(bit(t.succeeds(x)))*math.Log(b))
		}
		row.Missed = mean(excess)
	}
	lost := q.logs(t.conditioned)
	for i := range lost { // p(x|success) = p(x)/s
		lost[i] = max(0, 1-float64(math.Exp(lost[i]-t.logs[i])*s))
	}
	row.Lost = mean(lost)
	return row
}

// refitted yields the rows of n-grams that learn from their own successes, and of the collapse.
func (t *tuning) refitted(yield func(CompilabilityRow) bool) bool {
	order := t.crossing.order
	for _, penalty := range penalties {
		learnFrom := func(q mimic, successes []learn.Statement) mimic {
			return newNGram(order, t.language.tokens(), t.weighted(successes, q.(*ngram), penalty.weight))
		}
		if !t.rounds("refit"+penalty.name, learnFrom, penalty.weight == nil, yield) {
			return false
		}
	}
	return yield(t.collapse())
}

// penalties keep a refitted law q near the base p: they give a success x a weight, which is a function of p(x)/q(x),
// instead of 1. With the weight p(x)/q(x) itself each round refits to p(·|success).
var penalties = []struct {
	name   string
	weight func(ratio float64) float64
}{{"", nil}, {" √(p/q)", math.Sqrt}, {" p/q", func(ratio float64) float64 { return ratio }}}

// rounds learns mimics round by round, each from the successes of the one before, and yields rows for rounds 1, 2, 4
// and 8, or without the first.
func (t *tuning) rounds(name string, learnFrom func(mimic, []learn.Statement) mimic, first bool,
	yield func(CompilabilityRow) bool) bool {
	q, sample := t.base, t.draws
	for round := 1; round <= rounds; round++ {
		if successes := t.successes(sample); len(successes) > 0 { // otherwise there is no data to learn from
			q = learnFrom(q, successes)
			sample = q.sample(t.Samples, t.random)
		}
		if round&(round-1) == 0 && (round > 1 || first) &&
			!yield(t.tuned(fmt.Sprintf("%s ×%d", name, round), q, sample, 0)) {
			return false
		}
	}
	return true
}

// weighted resamples the successes of q with probabilities proportional to their weights.
func (t *tuning) weighted(successes []learn.Statement, q *ngram, weight func(float64) float64) []learn.Statement {
	base := t.base.(*ngram)
	if weight == nil || q == base {
		return successes
	}
	weights := make([]float64, len(successes))
	for i, s := range successes {
		weights[i] = weight(base.likelihoodRatio(q, s))
	}
	drawn := make([]learn.Statement, len(successes))
	for i, number := range draws(len(drawn), weights, t.random) {
		drawn[i] = successes[number]
	}
	return drawn
}

// collapse returns the row of the law that makes a single statement, the likeliest success. Its length is known.
func (t *tuning) collapse() CompilabilityRow {
	if len(t.conditioned) == 0 {
		return CompilabilityRow{Mimic: t.name, Tuning: "collapse"}
	}
	only := likeliest(t.conditioned)
	row := t.row("collapse", slices.Repeat([]learn.Statement{only}, t.Samples))
	row.Length = known(float64(len(only)), t.Samples)
	row.Parsed = row.Length
	return row
}

// distinct returns the number of different statements per draw.
func distinct(sample []learn.Statement) Estimate {
	if len(sample) == 0 {
		return Estimate{}
	}
	types := len(slices.Compact(slices.Sorted(slices.Values(sample))))
	return known(float64(types)/float64(len(sample)), len(sample))
}

func meanLength(statements []learn.Statement) Estimate {
	lengths := make([]float64, len(statements))
	for i, s := range statements {
		lengths[i] = float64(len(s))
	}
	return mean(lengths)
}

// likeliest returns the most frequent statement.
func likeliest(sample []learn.Statement) learn.Statement { return weigh(sample)[0].Statement }
