package experiment

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"mimics/properties/learn"
)

// CompilabilityTable is what tuning a mimic of the order towards statements that parse delivers.
type CompilabilityTable struct {
	Order int                `json:"order"`
	Rows  []CompilabilityRow `json:"rows"`
	// Lost is how many of the Draws from p(·|success) an n-gram of the order leaves out at least if it always succeeds: no
	// such n-gram is nearer to their law than TV Lost/Draws. See odds.go.
	Lost  int `json:"lost"`
	Draws int `json:"draws"`
}

// CompilabilityRow is what one way of tuning delivers.
type CompilabilityRow struct {
	Tuning   string   `json:"tuning"`
	Success  Estimate `json:"success"`  // the share that parses
	Length   Estimate `json:"length"`   // the tokens of a statement
	Parsed   Estimate `json:"parsed"`   // the tokens of one that parses
	Distinct int      `json:"distinct"` // how many different statements the sample has
	TV       Estimate `json:"tv"`       // of what the operator sees and the label, from p(·|success)
	Free     Estimate `json:"free"`     // the share of successes that are not at odds with themselves, see odds.go
}

const (
	rounds     = 8
	mostTried  = 2_000 // how many successes are tried for whether they are at odds with themselves,
	mostPaired = 2_000 // how many statements with each other
)

// bases are those of the soft tilts: a success is so many times as likely as it was against a failure.
var bases = []int{4, 16}

// Compilability tunes mimics towards parsing, which a mimic controls perfectly: by weighing whole statements, as the KL
// penalty does, and within the class of n-grams, by learning from own successes round by round, with and without a part
// of the base's statements, and by collapse.
func Compilability(c Corpus, s Setting) []CompilabilityTable {
	return each(len(s.Orders), func(i int) CompilabilityTable {
		return newTuning(c, s, s.Orders[i], stream(s.Seed, "compilability", s.Orders[i])).table()
	})
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

func newTuning(c Corpus, s Setting, order int, random *rand.Rand) *tuning {
	t := &tuning{language: c.language, Setting: s, order: order, random: random, crossing: newCrossing(order, c.language.parses)}
	t.base = newMimic(order, len(c.language.kinds), s.Smoothing, c.Training)
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
	table.Lost, table.Draws = t.leastLost(conditioned, mostPaired), len(conditioned)
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
	add("collapse", slices.Repeat([]learn.Statement{likeliest(conditioned)}, t.Samples))
	return table
}

// penalties are what holds a law q that is refitted near the base: a success x counts (p(x)/q(x)) to the power of the
// weight. With weight 1 what is refitted to is p(·|success) again in each round.
var penalties = []struct {
	name   string
	weight float64
}{{"", 0}, {" √(p/q)", 0.5}, {" p/q", 1}}

// rounds learns n-grams round by round, each from the weighted successes of the one before, and shows some.
func (t *tuning) rounds(sample []learn.Statement, weight float64, show func(int, []learn.Statement)) {
	q := t.base
	for round := 1; round <= rounds; round++ {
		successes := t.successes(sample)
		if len(successes) == 0 {
			return // there is nothing to learn from
		}
		q = newMimic(t.order, len(t.kinds), t.Smoothing, t.weighted(successes, q, weight))
		sample = q.sample(t.Samples, t.random)
		if round&(round-1) == 0 && (round > 1 || weight == 0) { // the first round is the same for all
			show(round, sample)
		}
	}
}

// weighted draws from the successes of q again, each as likely as the weight of p/q says.
func (t *tuning) weighted(successes []learn.Statement, q *mimic, weight float64) []learn.Statement {
	if weight == 0 || q == t.base {
		return successes
	}
	weights := make([]float64, len(successes))
	for i, s := range successes {
		weights[i] = math.Exp(weight * (q.logLoss(s) - t.base.logLoss(s)))
	}
	drawn := make([]learn.Statement, len(successes))
	choose := distuv.NewCategorical(weights, t.random)
	for i := range drawn {
		drawn[i] = successes[int(choose.Rand())]
	}
	return drawn
}

func (t *tuning) row(name string, sample []learn.Statement) CompilabilityRow {
	successes := t.successes(sample)
	row := CompilabilityRow{
		Tuning: name, Success: share(len(successes), len(sample)), Length: meanLength(sample), Parsed: meanLength(successes),
		Distinct: len(slices.Compact(slices.Sorted(slices.Values(sample)))),
	}
	if t.forecast != nil && len(sample) > 0 {
		row.TV = between(t.forecast, t.law(sample), t.random)
	}
	row.Free = shareOf(successes[:min(len(successes), mostTried)], t.free)
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
