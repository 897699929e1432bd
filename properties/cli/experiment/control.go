package experiment

import (
	"fmt"
	"iter"
	"math/rand/v2"

	"mimics/model"
	"mimics/properties/cli/learn"
	"mimics/theorems/scenario"
)

// ControlRow shows the result of tuning a mimic towards a success that depends on chance as well as on the statement,
// by several rounds of keeping successes or by hard tuning. A statement that succeeds in its language (parses, or reads
// as whole) has chance parts (calls, or names). Here it succeeds if all of them succeed, each with the same
// probability; any other statement fails. So the forcing set consists of the statements that succeed in their language
// and have no chance part.
type ControlRow struct {
	Mimic  string   `json:"mimic"`
	Call   string   `json:"call"`   // the probability that a chance part succeeds
	Rate   Estimate `json:"rate"`   // the probability that a statement of the untuned mimic succeeds
	Lucky  Estimate `json:"lucky"`  // the share 1 - c of its successes outside the forcing set
	Rounds int      `json:"rounds"` // 0 for hard tuning
	Calls  Estimate `json:"calls"`  // the share of statements with a chance part
	TV     Estimate `json:"tv"`     // the distance of the features from the operator's forecast of successes
	// Exact is, on the first run's empirical law, TV(p·gⁿ, P(·|R=0)) for n rounds and TV(p(·|X_F), P(·|R=0)) for hard
	// tuning.
	Exact    string    `json:"exact"`
	Approx   Estimate  `json:"approx"`   // the same number for all runs, as floats
	Theorems []Theorem `json:"theorems"` // forcing/gap and forcing/rejection on the empirical law of happenings
}

// The probabilities of a chance part's success, and the rounds shown.
var (
	calls       = []model.Q{model.Frac(1, 2), model.Frac(9, 10)}
	roundsShown = []int{1, 2, 4, 8}
)

// maxCalls is the largest number of chance parts: a statement with more counts as one with maxCalls.
const maxCalls = 4

// A happening is the type of a statement: it fails for certain, or it has a number of chance parts and a cell.
const happenings = 1 + (maxCalls+1)*cells

// controlRows measures the gap between tuning and forecast under imperfect control.
func controlRows(r *run) iter.Seq[ControlRow] {
	return func(yield func(ControlRow) bool) {
		for _, order := range r.Tuned {
			base := r.ngram(order)
			if !r.controlled(fmt.Sprint("order ", order), base, r.stream("control", order), yield) {
				return
			}
		}
		if r.Network.Cells > 0 {
			r.controlled("gru", r.trained(), r.stream("control", -1), yield)
		}
	}
}

func (r *run) controlled(name string, base mimic, random *rand.Rand, yield func(ControlRow) bool) bool {
	for _, call := range calls {
		for _, row := range r.world(base, call, random).rows() {
			if row.Mimic = name; !yield(row) {
				return false
			}
		}
	}
	return true
}

// world decides whether statements succeed.
type world struct {
	*run
	call   model.Q    // the probability that a chance part succeeds
	luck   model.Dist // the law of a chance part: failure, success
	random *rand.Rand
	next   func() learn.Statement // draws from the mimic
}

func (r *run) world(base mimic, call model.Q, random *rand.Rand) *world {
	return &world{
		run: r, call: call, luck: model.Must(model.NewDist(model.One.Sub(call), call)), random: random,
		next: drawing(base, random),
	}
}

// happening returns the number of the statement's happening: 0 if it fails for certain.
func (w *world) happening(s learn.Statement) int {
	if !w.run.succeeds(s) {
		return 0
	}
	f := w.language.shown(s)
	return 1 + min(f.chances, maxCalls)*cells + f.cell
}

// chance returns g, the probability of success, of a happening.
func (w *world) chance(happening int) model.Q {
	if happening == 0 {
		return model.Zero
	}
	return w.call.Pow(callsOf(happening))
}

// callsOf returns the number of chance parts of a happening that may succeed.
func callsOf(happening int) int { return (happening - 1) / cells }

// passes draws n times whether the happening succeeds, and reports whether it succeeded each time.
func (w *world) passes(happening, n int) bool {
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
	return kept(n, func() int { return w.happening(w.next()) }, keep)
}

func (w *world) rows() (list []ControlRow) {
	all := w.draw(w.Samples, func(int) bool { return true })
	forecast := w.draw(w.Samples, func(h int) bool { return w.passes(h, 1) })
	rate := shareOf(all, func(h int) bool { return w.passes(h, 1) })
	lucky := shareOf(forecast, func(h int) bool { return !w.certain(h) })
	s := w.scenario(all)
	for _, n := range roundsShown {
		list = append(list, w.row(n, w.draw(w.Samples, func(h int) bool { return w.passes(h, n) }), forecast, s))
	}
	list = append(list, w.row(0, w.draw(w.Samples, w.certain), forecast, s))
	for i := range list {
		list[i].Call, list[i].Rate, list[i].Lucky = w.call.String(), rate, lucky
	}
	list[len(list)-1].Theorems = []Theorem{tryClaim("forcing/gap", "", s), tryClaim("forcing/rejection", "distance", s)}
	return list
}

// cellShown returns the cell of a happening that may succeed.
func cellShown(happening int) int { return max(0, happening-1) % cells }

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
	if len(delivered) > 0 && len(forecast) > 0 {
		row.TV = between(newLaw(cells, delivered, cellShown), newLaw(cells, forecast, cellShown), w.random)
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
