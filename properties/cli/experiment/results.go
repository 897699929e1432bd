package experiment

import "context"

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

// Names lists the experiments.
var Names = []string{"transfer", "compilability", "control", "feedback"}

// Try makes the experiment with one of the Names, or all with "all". Each of the runs, 1 to Splits, holds out another
// part of the corpus, learns from the rest and draws its own samples. Try calls show with each row of the results as
// soon as it is known. It returns the context's error if the context ends first.
func Try(ctx context.Context, which string, c Corpus, runs int, s Setting, show func(row any)) (Results, error) {
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
	makes := func(name string) bool { return which == "all" || which == name }
	if makes("transfer") {
		r.Transfer = inStep(ctx, list, transferRows, show)
		r.Trends = trends(r.Transfer)
	}
	if makes("compilability") {
		r.Compilability = inStep(ctx, list, compilabilityRows, show)
	}
	if makes("control") {
		r.Control = inStep(ctx, list, controlRows, show)
		r.Landing = inStep(ctx, list, landingRows, show)
	}
	if makes("feedback") {
		r.Feedback = inStep(ctx, list, feedbackRows, show)
	}
	return r
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
