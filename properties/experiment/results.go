package experiment

import "context"

// Results are what the experiments found, nil for one that was not made.
type Results struct {
	Transfer      []TransferRow        `json:"transfer,omitempty"`
	Compilability []CompilabilityTable `json:"compilability,omitempty"`
	Control       []ControlTable       `json:"control,omitempty"`
}

// Try makes the experiment of the name, "transfer", "compilability" or "control", or "all": transfer with the orders of
// many, those that tune with the orders of few. It errs where the context ends first.
func Try(ctx context.Context, which string, c Corpus, many, few Setting) (Results, error) {
	made := make(chan Results, 1)
	go func() {
		var r Results
		if which == "all" || which == "transfer" {
			r.Transfer = Transfer(c, many)
		}
		if which == "all" || which == "compilability" {
			r.Compilability = Compilability(c, few)
		}
		if which == "all" || which == "control" {
			r.Control = Control(c, few)
		}
		made <- r
	}()
	select {
	case r := <-made:
		return r, nil
	case <-ctx.Done():
		return Results{}, ctx.Err()
	}
}

// OK tells whether all that is certain of empirical laws holds.
func (r Results) OK() bool {
	for _, row := range r.Transfer {
		if !row.Theorem.Holds || !row.Within {
			return false
		}
	}
	for _, table := range r.Control {
		for _, theorem := range table.Theorems {
			if !theorem.Holds {
				return false
			}
		}
	}
	return true
}
