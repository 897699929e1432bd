package experiment

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"mimics/properties/cli/learn"
)

// CompilabilityTable shows how tuning a mimic of the order towards statements that parse changes its statements.
type CompilabilityTable struct {
	Order int                `json:"order"`
	Rows  []CompilabilityRow `json:"rows"`
	// Least is a lower bound on the share of draws from p(·|success) that an n-gram of the order leaves out if it
	// always succeeds. So no such n-gram is nearer to the law of these draws in TV. See odds.go.
	Least Estimate `json:"least"`
}

// CompilabilityRow shows the result of one way of tuning.
type CompilabilityRow struct {
	Tuning   string   `json:"tuning"`
	Success  Estimate `json:"success"`  // the share of statements that parse
	Length   Estimate `json:"length"`   // the mean number of tokens of a statement
	Parsed   Estimate `json:"parsed"`   // the same, of statements that parse
	Distinct Estimate `json:"distinct"` // the number of different statements per draw
	TV       Estimate `json:"tv"`       // the distance of features and label from p(·|success)
	Free     Estimate `json:"free"`     // the share of successes not at odds with themselves, see odds.go
}

const (
	rounds    = 8
	maxTried  = 2_000 // the number of successes tested for being at odds with themselves
	maxPaired = 2_000 // the number of statements tested for being at odds with each other
)

// bases are the bases of the soft tilts: each multiplies the odds of success against failure.
var bases = []int{4, 16}

// Compilability tunes mimics towards parsing, which a mimic controls perfectly. It weights whole statements, as the KL
// penalty does. Within the class of n-grams it learns from the mimic's own successes round by round, with and without
// weights towards the base, and it collapses the mimic to one statement.
func Compilability(c Split, s Setting) []CompilabilityTable {
	return each(len(s.Orders), func(i int) CompilabilityTable {
		return newTuning(c, s, s.Orders[i], s.stream("compilability", s.Orders[i])).table()
	})
}

// pooledCompilability joins the tables of several runs. It keeps the rows that all runs have.
func pooledCompilability(runs []CompilabilityTable) CompilabilityTable {
	all := CompilabilityTable{Order: runs[0].Order,
		Least: over(runs, func(t *CompilabilityTable) *Estimate { return &t.Least })}
	for _, first := range runs[0].Rows {
		var rows []CompilabilityRow
		for _, t := range runs {
			if i := slices.IndexFunc(t.Rows, func(r CompilabilityRow) bool {
				return r.Tuning == first.Tuning
			}); i >= 0 {
				rows = append(rows, t.Rows[i])
			}
		}
		if len(rows) < len(runs) {
			continue
		}
		row := CompilabilityRow{Tuning: first.Tuning}
		for _, of := range []func(*CompilabilityRow) *Estimate{
			func(r *CompilabilityRow) *Estimate { return &r.Success },
			func(r *CompilabilityRow) *Estimate { return &r.Length },
			func(r *CompilabilityRow) *Estimate { return &r.Parsed },
			func(r *CompilabilityRow) *Estimate { return &r.Distinct },
			func(r *CompilabilityRow) *Estimate { return &r.TV },
			func(r *CompilabilityRow) *Estimate { return &r.Free },
		} {
			*of(&row) = over(rows, of)
		}
		all.Rows = append(all.Rows, row)
	}
	return all
}

// tuning holds what the rows of one order share.
type tuning struct {
	language
	Setting
	order    int
	random   *rand.Rand
	base     *mimic
	forecast law // an empirical law of p(·|success)
	*crossing
}

func newTuning(c Split, s Setting, order int, random *rand.Rand) *tuning {
	t := &tuning{language: c.language, Setting: s, order: order, random: random, crossing: newCrossing(order, c.parses)}
	t.base = newMimic(order, len(c.language.kinds), c.Training)
	return t
}

// kept draws statements from the base that keep accepts.
func (t *tuning) kept(keep func(learn.Statement) bool) []learn.Statement {
	return kept(t.Samples, func() learn.Statement { return t.base.statement(t.random) }, keep)
}

// conditioned draws from p(·|success).
func (t *tuning) conditioned() []learn.Statement { return t.kept(t.success) }

// successes returns the statements of the sample that parse.
func (t *tuning) successes(sample []learn.Statement) []learn.Statement {
	return slices.DeleteFunc(slices.Clone(sample), func(s learn.Statement) bool { return !t.success(s) })
}

func (t *tuning) table() CompilabilityTable {
	table := CompilabilityTable{Order: t.order}
	add := func(name string, sample []learn.Statement) { table.Rows = append(table.Rows, t.row(name, sample)) }
	conditioned := t.conditioned()
	if len(conditioned) == 0 {
		add("none", t.base.sample(t.Samples, t.random))
		return table // nothing succeeds
	}
	t.forecast = t.law(conditioned)
	table.Least = known(float64(t.leastLost(conditioned, maxPaired))/float64(len(conditioned)), len(conditioned))
	base := t.base.sample(t.Samples, t.random)
	add("none", base)
	for _, b := range bases {
		add(fmt.Sprintf("soft, base %d", b), t.kept(func(s learn.Statement) bool { return t.success(s) || t.random.IntN(b) == 0 }))
	}
	add("p(·|success)", t.conditioned()) // a second sample, whose distance shows the effect of chance
	for _, penalty := range penalties {
		t.rounds(base, penalty.weight, func(round int, sample []learn.Statement) {
			add(fmt.Sprintf("refit%s ×%d", penalty.name, round), sample)
		})
	}
	table.Rows = append(table.Rows, t.collapse(likeliest(conditioned)))
	return table
}

// penalties keep a refitted law q near the base p: they give a success x a weight, which is a function of p(x)/q(x),
// instead of 1. With the weight p(x)/q(x) itself each round refits to p(·|success).
var penalties = []struct {
	name   string
	weight func(ratio float64) float64
}{{"", nil}, {" √(p/q)", math.Sqrt}, {" p/q", func(ratio float64) float64 { return ratio }}}

// rounds learns n-grams round by round, each from the weighted successes of the one before, and calls show for rounds
// 1, 2, 4 and 8.
func (t *tuning) rounds(sample []learn.Statement, weight func(float64) float64, show func(int, []learn.Statement)) {
	q := t.base
	for round := 1; round <= rounds; round++ {
		successes := t.successes(sample)
		if len(successes) == 0 {
			return // no data to learn from
		}
		q = newMimic(t.order, len(t.kinds), t.weighted(successes, q, weight))
		sample = q.sample(t.Samples, t.random)
		if round&(round-1) == 0 && (round > 1 || weight == nil) { // the first round is the same for all
			show(round, sample)
		}
	}
}

// weighted resamples the successes of q with probabilities proportional to their weights.
func (t *tuning) weighted(successes []learn.Statement, q *mimic, weight func(float64) float64) []learn.Statement {
	if weight == nil || q == t.base {
		return successes
	}
	weights := make([]float64, len(successes))
	for i, s := range successes {
		weights[i] = weight(t.base.likelihoodRatio(q, s))
	}
	drawn := make([]learn.Statement, len(successes))
	for i, number := range draws(len(drawn), weights, t.random) {
		drawn[i] = successes[number]
	}
	return drawn
}

func (t *tuning) row(name string, sample []learn.Statement) CompilabilityRow {
	successes := t.successes(sample)
	row := CompilabilityRow{
		Tuning: name, Success: share(len(successes), len(sample)), Length: meanLength(sample),
		Parsed: meanLength(successes),
	}
	if len(sample) > 0 {
		row.Distinct = known(float64(len(slices.Compact(slices.Sorted(slices.Values(sample)))))/float64(len(sample)),
			len(sample))
	}
	if t.forecast != nil && len(sample) > 0 {
		row.TV = between(t.forecast, t.law(sample), t.random)
	}
	row.Free = shareOf(successes[:min(len(successes), maxTried)], t.free)
	return row
}

// collapse returns the row of the law that makes a single statement, a success. Its length is known.
func (t *tuning) collapse(only learn.Statement) CompilabilityRow {
	row := t.row("collapse", slices.Repeat([]learn.Statement{only}, t.Samples))
	row.Length = known(float64(len(only)), t.Samples)
	row.Parsed = row.Length
	return row
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
