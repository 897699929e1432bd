package experiment

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"mimics/model"
	"mimics/properties/cli/learn"
	"mimics/theorems/scenario"
)

// ControlTable is what tuning a mimic towards a success delivers that hangs on chance beside the statement: a statement
// that parses succeeds if each of its calls does, each with the same chance, and one that does not parse fails. So those
// without a call succeed for certain: they are the forcing set.
type ControlTable struct {
	Order    int          `json:"order"`
	Call     string       `json:"call"`  // the chance that a call succeeds
	Rate     Estimate     `json:"rate"`  // how often a statement succeeds
	Lucky    Estimate     `json:"lucky"` // the share 1 - c of successes that were not certain
	Rows     []ControlRow `json:"rows"`
	Theorems []Theorem    `json:"theorems"` // the gap, and that of each round of rejection, on the empirical law of what can happen
}

// ControlRow is what some rounds of keeping successes deliver, or tuning as hard as can be.
type ControlRow struct {
	Rounds int      `json:"rounds"` // 0 for hard tuning
	Calls  Estimate `json:"calls"`  // the share of statements with a call
	TV     Estimate `json:"tv"`     // of what the operator sees, from her forecast of successes
	Exact  string   `json:"exact"`  // the same distance on the empirical law of the first run, of p·gⁿ or p(·|X_F) from P(·|R=0)
	Approx Estimate `json:"approx"` // that of all runs, about
}

// The chances of a call, and the rounds shown.
var (
	calls       = []model.Q{model.Frac(1, 2), model.Frac(9, 10)}
	roundsShown = []int{1, 2, 4, 8}
)

// maxCalls is how many calls of a statement count.
const maxCalls = 4

// What can happen in the world is that a statement fails for certain, or that it parses with some calls and features.
const happenings = 1 + (maxCalls+1)*cells

// Control measures the gap between tuning and forecast where control is imperfect: one table for each order and chance.
func Control(c Split, s Setting) []ControlTable {
	tables := each(len(s.Orders), func(i int) []ControlTable {
		base := newMimic(s.Orders[i], len(c.language.kinds), c.Training)
		var list []ControlTable
		for j, call := range calls {
			w := world{language: c.language, call: call, base: base, random: s.stream("control", i*len(calls)+j), parsing: c.parses}
			w.luck = must(model.NewDist(model.One.Sub(call), call))
			list = append(list, w.table(s.Orders[i], s.Samples))
		}
		return list
	})
	return slices.Concat(tables...)
}

// togetherControl joins the tables of several runs.
func togetherControl(runs []ControlTable) ControlTable {
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

// world is where statements succeed or fail.
type world struct {
	language
	call    model.Q
	luck    model.Dist // of a call: failure, success
	base    *mimic
	random  *rand.Rand
	parsing func(learn.Statement) bool // parses, remembered
}

// happening is 0 for what fails for certain, and numbers the calls and the cell of what parses.
func (w *world) happening(s learn.Statement) int {
	if !w.parsing(s) {
		return 0
	}
	f := w.shown(s)
	return 1 + min(f.calls, maxCalls)*cells + f.cell()
}

// chance is g of what happens.
func (w *world) chance(happening int) model.Q {
	if happening == 0 {
		return model.Zero
	}
	return w.call.Pow(callsOf(happening))
}

// callsOf is the number of calls in what happens and parses.
func callsOf(happening int) int { return (happening - 1) / cells }

// succeeds draws whether what happens is a success, n times over.
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

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// draw draws from the base what is to be kept.
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

// certain reports whether what happens is a success for certain.
func (w *world) certain(h int) bool { return h > 0 && callsOf(h) == 0 }

// scenario is what happened, as a law, with its chances of success.
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
	s.Mimic = must(model.Counts(counts...))
	channel := must(model.NewChannel(chances...))
	s.Success = &channel
	return &s
}

// row compares what was delivered with the forecast, in the samples and exactly in the law of the scenario.
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

// exactly is the distance from P(·|R=0) of p·gⁿ, or of p(·|X_F) for 0 rounds.
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
