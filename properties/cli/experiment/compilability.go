package experiment

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"mimics/properties/cli/learn"
)

// CompilabilityTable is what tuning a mimic of the order towards statements that parse delivers.
type CompilabilityTable struct {
	Order int                `json:"order"`
	Rows  []CompilabilityRow `json:"rows"`
	// Least is the share of draws from p(·|success) that an n-gram of the order leaves out at least if it always succeeds: no
	// such n-gram is nearer to the law of these draws in TV. See odds.go.
	Least Estimate `json:"least"`
}

// CompilabilityRow is what one way of tuning delivers.
type CompilabilityRow struct {
	Tuning   string   `json:"tuning"`
	Success  Estimate `json:"success"`  // the share that parses
	Length   Estimate `json:"length"`   // the tokens of a statement
	Parsed   Estimate `json:"parsed"`   // the tokens of one that parses
	Distinct Estimate `json:"distinct"` // how many different statements the sample has for each draw
	TV       Estimate `json:"tv"`       // of what the operator sees and the label, from p(·|success)
	Free     Estimate `json:"free"`     // the share of successes that are not at odds with themselves, see odds.go
}

const (
	rounds    = 8
	maxTried  = 2_000 // how many successes are tried for whether they are at odds with themselves,
	maxPaired = 2_000 // how many statements with each other
)

// bases are those of the soft tilts: a success is so many times as likely as it was against a failure.
var bases = []int{4, 16}

// Compilability tunes mimics towards parsing, which a mimic controls perfectly: by weighing whole statements, as the KL
// penalty does, and within the class of n-grams, by learning from own successes round by round, with and without a part
// of the base's statements, and by collapse.
func Compilability(c Split, s Setting) []CompilabilityTable {
	return each(len(s.Orders), func(i int) CompilabilityTable {
		return newTuning(c, s, s.Orders[i], s.stream("compilability", s.Orders[i])).table()
	})
}

// togetherCompilability joins the tables of several runs: the rows that all runs have.
func togetherCompilability(runs []CompilabilityTable) CompilabilityTable {
	all := CompilabilityTable{Order: runs[0].Order, Least: over(runs, func(t *CompilabilityTable) *Estimate { return &t.Least })}
	for _, first := range runs[0].Rows {
		var rows []CompilabilityRow
		for _, t := range runs {
			if i := slices.IndexFunc(t.Rows, func(r CompilabilityRow) bool { return r.Tuning == first.Tuning }); i >= 0 {
				rows = append(rows, t.Rows[i])
			}
		}
		if len(rows) < len(runs) {
			continue
		}
		row := CompilabilityRow{Tuning: first.Tuning}
		for _, of := range []func(*CompilabilityRow) *Estimate{
			func(r *CompilabilityRow) *Estimate { return &r.Success }, func(r *CompilabilityRow) *Estimate { return &r.Length },
			func(r *CompilabilityRow) *Estimate { return &r.Parsed }, func(r *CompilabilityRow) *Estimate { return &r.Distinct },
			func(r *CompilabilityRow) *Estimate { return &r.TV }, func(r *CompilabilityRow) *Estimate { return &r.Free },
		} {
			*of(&row) = over(rows, of)
		}
		all.Rows = append(all.Rows, row)
	}
	return all
}

// tuning is what the rows of one order have in common.
type tuning struct {
	language
	Setting
	order    int
	random   *rand.Rand
	base     *mimic
	forecast law // of p(·|success)
	*crossing
}

func newTuning(c Split, s Setting, order int, random *rand.Rand) *tuning {
	t := &tuning{language: c.language, Setting: s, order: order, random: random, crossing: newCrossing(order, c.parses)}
	t.base = newMimic(order, len(c.language.kinds), c.Training)
	return t
}

// kept draws from the base what is to be kept.
func (t *tuning) kept(keep func(learn.Statement) bool) []learn.Statement {
	return kept(t.Samples, func() learn.Statement { return t.base.statement(t.random) }, keep)
}

// conditioned draws from p(·|success).
func (t *tuning) conditioned() []learn.Statement { return t.kept(t.success) }

// successes are those of the sample that parse.
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
	add("p(·|success)", t.conditioned()) // once more, so that its distance shows what chance does
	for _, penalty := range penalties {
		t.rounds(base, penalty.weight, func(round int, sample []learn.Statement) {
			add(fmt.Sprintf("refit%s ×%d", penalty.name, round), sample)
		})
	}
	table.Rows = append(table.Rows, t.collapse(likeliest(conditioned)))
	return table
}

// penalties are what holds a law q that is refitted near the base p: a success x counts as the weight of p(x)/q(x), if there
// is one, in place of 1. If the weight is p(x)/q(x), what is refitted to is p(·|success) again in each round.
var penalties = []struct {
	name   string
	weight func(ratio float64) float64
}{{"", nil}, {" √(p/q)", math.Sqrt}, {" p/q", func(ratio float64) float64 { return ratio }}}

// rounds learns n-grams round by round, each from the weighted successes of the one before, and shows some.
func (t *tuning) rounds(sample []learn.Statement, weight func(float64) float64, show func(int, []learn.Statement)) {
	q := t.base
	for round := 1; round <= rounds; round++ {
		successes := t.successes(sample)
		if len(successes) == 0 {
			return // there is nothing to learn from
		}
		q = newMimic(t.order, len(t.kinds), t.weighted(successes, q, weight))
		sample = q.sample(t.Samples, t.random)
		if round&(round-1) == 0 && (round > 1 || weight == nil) { // the first round is the same for all
			show(round, sample)
		}
	}
}

// weighted draws from the successes of q again, each with a chance in proportion to its weight.
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
		Tuning: name, Success: share(len(successes), len(sample)), Length: meanLength(sample), Parsed: meanLength(successes),
	}
	if len(sample) > 0 {
		row.Distinct = known(float64(len(slices.Compact(slices.Sorted(slices.Values(sample)))))/float64(len(sample)), len(sample))
	}
	if t.forecast != nil && len(sample) > 0 {
		row.TV = between(t.forecast, t.law(sample), t.random)
	}
	row.Free = shareOf(successes[:min(len(successes), maxTried)], t.free)
	return row
}

// collapse is the row of the law that makes one statement only, a success. Its length is known.
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

// likeliest is the statement drawn most often.
func likeliest(sample []learn.Statement) learn.Statement { return weigh(sample)[0].Statement }
