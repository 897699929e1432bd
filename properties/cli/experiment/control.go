package experiment

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"mimics/model"
	"mimics/properties/cli/learn"
	"mimics/theorems/scenario"
)

// ControlTable shows the result of tuning a mimic towards a success that depends on chance as well as on the
// statement. A statement that parses succeeds if all its calls succeed, each with the same probability; one that does
// not parse fails. So the forcing set consists of the statements that parse and have no call.
type ControlTable struct {
	Order    int          `json:"order"`
	Call     string       `json:"call"`  // the probability that a call succeeds
	Rate     Estimate     `json:"rate"`  // the probability that a statement succeeds
	Lucky    Estimate     `json:"lucky"` // the share 1 - c of successes outside the forcing set
	Rows     []ControlRow `json:"rows"`
	Theorems []Theorem    `json:"theorems"` // forcing/gap and forcing/rejection on the empirical law of happenings
}

// ControlRow shows the result of several rounds of keeping successes, or of hard tuning.
type ControlRow struct {
	Rounds int      `json:"rounds"` // 0 for hard tuning
	Calls  Estimate `json:"calls"`  // the share of statements with a call
	TV     Estimate `json:"tv"`     // the distance of the features from the operator's forecast of successes
	// Exact is, on the first run's empirical law, TV(p·gⁿ, P(·|R=0)) for n rounds and TV(p(·|X_F), P(·|R=0)) for hard
	// tuning.
	Exact  string   `json:"exact"`
	Approx Estimate `json:"approx"` // the same number for all runs, as floats
}

// The probabilities of a call's success, and the rounds shown.
var (
	calls       = []model.Q{model.Frac(1, 2), model.Frac(9, 10)}
	roundsShown = []int{1, 2, 4, 8}
)

// maxCalls is the largest number of calls: a statement with more counts as one with maxCalls.
const maxCalls = 4

// A happening is the type of a statement: it fails for certain, or it parses and has a number of calls and a cell.
const happenings = 1 + (maxCalls+1)*cells

// Control measures the gap between tuning and forecast under imperfect control: a table per order and probability.
func Control(c Split, s Setting) []ControlTable {
	tables := each(len(s.Orders), func(i int) []ControlTable {
		base := newMimic(s.Orders[i], len(c.language.kinds), c.Training)
		var list []ControlTable
		for j, call := range calls {
			w := world{language: c.language, call: call, base: base, random: s.stream("control", i*len(calls)+j),
				parsing: c.parses}
			w.luck = model.Must(model.NewDist(model.One.Sub(call), call))
			list = append(list, w.table(s.Orders[i], s.Samples))
		}
		return list
	})
	return slices.Concat(tables...)
}

// pooledControl joins the tables of several runs.
func pooledControl(runs []ControlTable) ControlTable {
	all := ControlTable{
		Order: runs[0].Order, Call: runs[0].Call,
		Rate:  over(runs, func(t *ControlTable) *Estimate { return &t.Rate }),
		Lucky: over(runs, func(t *ControlTable) *Estimate { return &t.Lucky }),
	}
	for i := range runs[0].Theorems {
		all.Theorems = append(all.Theorems, firstFailing(runs, func(t *ControlTable) Theorem { return t.Theorems[i] }))
	}
	all.Rows = rowByRow(runs, func(t *ControlTable) []ControlRow { return t.Rows }, func(rows []ControlRow) ControlRow {
		return ControlRow{
			Rounds: rows[0].Rounds, Exact: rows[0].Exact,
			Calls:  over(rows, func(r *ControlRow) *Estimate { return &r.Calls }),
			TV:     over(rows, func(r *ControlRow) *Estimate { return &r.TV }),
			Approx: over(rows, func(r *ControlRow) *Estimate { return &r.Approx }),
		}
	})
	return all
}

// world decides whether statements succeed.
type world struct {
	language
	call    model.Q
	luck    model.Dist // the law of a call: failure, success
	base    *mimic
	random  *rand.Rand
	parsing func(learn.Statement) bool // parses, with remembered answers
}

// happening returns the number of the statement's happening: 0 if it fails for certain.
func (w *world) happening(s learn.Statement) int {
	if !w.parsing(s) {
		return 0
	}
	f := w.shown(s)
	return 1 + min(f.calls, maxCalls)*cells + f.cell()
}

// chance returns g, the probability of success, of a happening.
func (w *world) chance(happening int) model.Q {
	if happening == 0 {
		return model.Zero
	}
	return w.call.Pow(callsOf(happening))
}

// callsOf returns the number of calls of a happening that parses.
func callsOf(happening int) int { return (happening - 1) / cells }

// succeeds draws n times whether the happening succeeds, and reports whether it succeeded each time.
func (w *world) succeeds(happening, n int) bool {
	if happening == 0 {
		return false
	}
	for range n * callsOf(happening) {
		if model.Sample(w.luck, w.random) == 0 {
			return false
		}
	}
	return true
}

// draw draws n happenings of the base that keep accepts.
func (w *world) draw(n int, keep func(happening int) bool) []int {
	return kept(n, func() int { return w.happening(w.base.statement(w.random)) }, keep)
}

func (w *world) table(order, samples int) ControlTable {
	all := w.draw(samples, func(int) bool { return true })
	forecast := w.draw(samples, func(h int) bool { return w.succeeds(h, 1) })
	t := ControlTable{
		Order: order, Call: w.call.String(),
		Rate:  shareOf(all, func(h int) bool { return w.succeeds(h, 1) }),
		Lucky: shareOf(forecast, func(h int) bool { return !w.certain(h) }),
	}
	s := w.scenario(all)
	t.Theorems = []Theorem{tryClaim("forcing/gap", "", s), tryClaim("forcing/rejection", "distance", s)}
	for _, n := range roundsShown {
		t.Rows = append(t.Rows, w.row(n, w.draw(samples, func(h int) bool { return w.succeeds(h, n) }), forecast, s))
	}
	t.Rows = append(t.Rows, w.row(0, w.draw(samples, w.certain), forecast, s))
	return t
}

// certain reports whether the happening succeeds for certain.
func (w *world) certain(h int) bool { return h > 0 && callsOf(h) == 0 }

// scenario returns the empirical law of the happenings with their probabilities of success.
func (w *world) scenario(all []int) *scenario.Scenario {
	var s scenario.Scenario
	var counts []int64
	var chances []model.Q
	for h, count := range newLaw(happenings, all, func(h int) int { return h }) {
		if count > 0 {
			s.Outcomes = append(s.Outcomes, fmt.Sprint(h))
			counts, chances = append(counts, count), append(chances, w.chance(h))
		}
	}
	s.Mimic = model.Must(model.Counts(counts...))
	channel := model.Must(model.NewChannel(chances...))
	s.Success = &channel
	return &s
}

// row compares the delivered happenings with the forecast, by the samples and exactly by the law of the scenario.
func (w *world) row(rounds int, delivered, forecast []int, s *scenario.Scenario) ControlRow {
	row := ControlRow{Rounds: rounds, Calls: shareOf(delivered, func(h int) bool { return h > cells })}
	shows := func(h int) int { return max(0, h-1) % cells }
	if len(delivered) > 0 && len(forecast) > 0 {
		row.TV = between(newLaw(cells, delivered, shows), newLaw(cells, forecast, shows), w.random)
	}
	if exact, err := exactly(rounds, s.Mimic, *s.Success); err == nil {
		row.Exact, row.Approx = exact.String(), known(exact.Float64(), len(delivered))
	}
	return row
}

// exactly returns TV(p·gⁿ, P(·|R=0)) for n rounds, and TV(p(·|X_F), P(·|R=0)) for 0 rounds.
func exactly(rounds int, p model.Dist, g model.Channel) (model.Q, error) {
	forecast, err := g.Posterior(p)
	if err != nil {
		return model.Zero, err
	}
	delivered := forecast
	if rounds == 0 {
		delivered, err = g.HardOptimum(p)
	}
	for n := 1; n < rounds && err == nil; n++ {
		delivered, err = g.Posterior(delivered)
	}
	if err != nil {
		return model.Zero, err
	}
	return model.TotalVariation(delivered, forecast), nil
}
