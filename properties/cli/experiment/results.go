package experiment

import (
	"context"
	"iter"
	"runtime/debug"
)

// Results are the results of the experiments, nil for those not made. Each estimate joins all runs.
type Results struct {
	Splits        []SplitSize        `json:"splits"` // one per run
	Transfer      []TransferRow      `json:"transfer,omitempty"`
	Trends        []TrendRow         `json:"trends,omitempty"`
	Compilability []CompilabilityRow `json:"compilability,omitempty"`
	Control       []ControlRow       `json:"control,omitempty"`
	Landing       []LandingRow       `json:"landing,omitempty"`
	Feedback      []FeedbackRow      `json:"feedback,omitempty"`
}

// SplitSize counts the statements of a split.
type SplitSize struct {
	Training int `json:"training"`
	HeldOut  int `json:"held_out"`
	Copies   int `json:"copies"` // the statements held out whose tokens occur in Training
}

// memory is the size in bytes near which garbage is collected often; below it, as the program decides.
const memory = 700 << 20

// Names lists the experiments.
var Names = []string{"transfer", "compilability", "control", "feedback"}

// Try makes the experiment with one of the Names, or all with "all". Each of the runs, 1 to Splits, holds out another
// part of the corpus, learns from the rest and draws its own samples. Try calls show with each row of the results as
// soon as it is known. It returns the context's error if the context ends first.
func Try(ctx context.Context, which string, c Corpus, runs int, s Setting, show func(row any)) (Results, error) {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(min(memory, debug.SetMemoryLimit(-1))))
	rows, done := make(chan any), make(chan Results, 1)
	go func() {
		done <- try(ctx, which, c, runs, s, func(row any) {
			select {
			case rows <- row:
			case <-ctx.Done():
			}
		})
	}()
	for {
		select {
		case row := <-rows:
			show(row)
		case r := <-done:
			return r, ctx.Err()
		case <-ctx.Done():
			return Results{}, ctx.Err()
		}
	}
}

func try(ctx context.Context, which string, c Corpus, runs int, s Setting, show func(row any)) (r Results) {
	list := make([]*run, runs)
	for i := range list {
		split := c.Split(i)
		list[i] = &run{Split: split, Setting: s, number: i}
		r.Splits = append(r.Splits,
			SplitSize{len(split.Training), len(split.HeldOut), len(split.HeldOut) - len(split.Novel)})
	}
	inStep(ctx, list, func(r *run) iter.Seq[any] { return r.rows(which) }, func(row any) {
		r.add(row)
		show(row)
	})
	r.Trends = trends(r.Transfer)
	return r
}

// experiments lists what makes the rows of each experiment.
var experiments = []struct {
	name string
	rows func(*run) iter.Seq[any]
}{
	{"transfer", rowsOf(transferRows)}, {"compilability", rowsOf(compilabilityRows)}, {"control", rowsOf(controlRows)},
	{"control", rowsOf(landingRows)}, {"feedback", rowsOf(feedbackRows)},
}

func rowsOf[Row any](rows func(*run) iter.Seq[Row]) func(*run) iter.Seq[any] {
	return func(r *run) iter.Seq[any] {
		return func(yield func(any) bool) {
			rows(r)(func(row Row) bool { return yield(row) })
		}
	}
}

// rows makes the rows of one experiment or of all.
func (r *run) rows(which string) iter.Seq[any] {
	return func(yield func(any) bool) {
		going := true
		for _, e := range experiments {
			if going && (which == "all" || which == e.name) {
				e.rows(r)(func(row any) bool {
					going = yield(row)
					return going
				})
			}
		}
	}
}

// add appends a row to the rows of its kind.
func (r *Results) add(row any) {
	switch row := row.(type) {
	case TransferRow:
		r.Transfer = append(r.Transfer, row)
	case CompilabilityRow:
		r.Compilability = append(r.Compilability, row)
	case ControlRow:
		r.Control = append(r.Control, row)
	case LandingRow:
		r.Landing = append(r.Landing, row)
	case FeedbackRow:
		r.Feedback = append(r.Feedback, row)
	}
}

// Each calls show with each row, in the order in which Try shows them.
func (r Results) Each(show func(row any)) {
	for _, row := range r.Transfer {
		show(row)
	}
	for _, row := range r.Compilability {
		show(row)
	}
	for _, row := range r.Control {
		show(row)
	}
	for _, row := range r.Landing {
		show(row)
	}
	for _, row := range r.Feedback {
		show(row)
	}
}

// OK reports whether all theorems hold on the empirical laws.
func (r Results) OK() bool {
	for _, row := range r.Transfer {
		for _, label := range row.Labels {
			if !label.Theorem.Holds || !label.Within {
				return false
			}
		}
	}
	for _, row := range r.Control {
		for _, theorem := range row.Theorems {
			if !theorem.Holds {
				return false
			}
		}
	}
	return true
}
