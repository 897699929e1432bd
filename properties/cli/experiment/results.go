package experiment

import (
	"context"
	"slices"
)

// Results are the results of the experiments, nil for those not made. Each estimate joins all runs.
type Results struct {
	Splits        []SplitSize          `json:"splits"` // one per run
	Transfer      []TransferRow        `json:"transfer,omitempty"`
	Compilability []CompilabilityTable `json:"compilability,omitempty"`
	Control       []ControlTable       `json:"control,omitempty"`
}

// SplitSize counts the statements of a split.
type SplitSize struct {
	Training int `json:"training"`
	HeldOut  int `json:"held_out"`
	Copies   int `json:"copies"` // the statements held out whose token kinds occur in Training
}

// Try makes the experiment with the name "transfer", "compilability" or "control", or all with "all". Transfer uses the
// setting many, the other two use few. Each of the runs, 1 to Splits, holds out another part of the corpus, learns from
// the rest and draws its own samples. Try returns the context's error if the context ends first.
func Try(ctx context.Context, which string, c Corpus, runs int, many, few Setting) (Results, error) {
	made := make(chan Results, 1)
	go func() {
		var list []Results
		for run := 0; run < runs && ctx.Err() == nil; run++ {
			many.Run, few.Run = run, run
			list = append(list, try(which, c.Split(run), many, few))
		}
		if len(list) == runs {
			made <- joined(list)
		}
	}()
	select {
	case r := <-made:
		return r, nil
	case <-ctx.Done():
		return Results{}, ctx.Err()
	}
}

// try makes one run.
func try(which string, s Split, many, few Setting) (r Results) {
	r.Splits = []SplitSize{{len(s.Training), len(s.HeldOut), len(s.HeldOut) - len(s.Novel)}}
	if which == "all" || which == "transfer" {
		r.Transfer = Transfer(s, many)
	}
	if which == "all" || which == "compilability" {
		r.Compilability = Compilability(s, few)
	}
	if which == "all" || which == "control" {
		r.Control = Control(s, few)
	}
	return r
}

// joined joins the results of several runs.
func joined(runs []Results) (all Results) {
	for _, r := range runs {
		all.Splits = append(all.Splits, r.Splits...)
	}
	all.Transfer = rowByRow(runs, func(r *Results) []TransferRow { return r.Transfer }, pooledTransfer)
	all.Compilability = rowByRow(runs, func(r *Results) []CompilabilityTable { return r.Compilability },
		pooledCompilability)
	all.Control = rowByRow(runs, func(r *Results) []ControlTable { return r.Control }, pooledControl)
	return all
}

// rowByRow joins the first rows of all runs, the second ones, and so on; all runs have the same number.
func rowByRow[Run, Row any](runs []Run, rows func(*Run) []Row, join func([]Row) Row) (all []Row) {
	for i := range rows(&runs[0]) {
		var list []Row
		for j := range runs {
			list = append(list, rows(&runs[j])[i])
		}
		all = append(all, join(list))
	}
	return all
}

// over joins one estimate of each run.
func over[Run any](runs []Run, of func(*Run) *Estimate) Estimate {
	list := make([]Estimate, len(runs))
	for i := range runs {
		list[i] = *of(&runs[i])
	}
	return pooled(list)
}

// firstFailing returns the first theorem that fails, or the theorem of the first run if none fails.
func firstFailing[Run any](runs []Run, of func(*Run) Theorem) Theorem {
	at := slices.IndexFunc(runs, func(r Run) bool { return !of(&r).Holds })
	return of(&runs[max(0, at)])
}

// OK reports whether all theorems hold on the empirical laws.
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
