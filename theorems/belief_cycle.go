package theorems

import (
	"errors"
	"maps"
	"slices"

	"mimics/model"
	"mimics/theorems/scenario"
)

// A finite horizon does not show what happens as n → ∞, unless the process repeats. If the joint beliefs of two laws,
// weighted by their probabilities, equal those of an earlier step, then everything that depends on them recurs for
// ever. Some statements about limits thus become decidable, and refutable.

var (
	errNoConstant = errors.New("no constant C with A ≤ C·M is known")
	errNoCycle    = errors.New("the beliefs do not repeat within the horizon")
)

// beliefCycle holds the distribution of the joint belief at each step, and where it begins to repeat.
type beliefCycle struct {
	beliefs  []map[string]model.Q
	from, to int   // the beliefs at step to equal those at step from
	err      error // set if they do not repeat within the horizon
}

func newBeliefCycle(steps int) *beliefCycle {
	s := &beliefCycle{beliefs: make([]map[string]model.Q, steps+1)}
	for n := range s.beliefs {
		s.beliefs[n] = map[string]model.Q{}
	}
	return s
}

// add adds weight, the probability of a history of length n, to the pair of beliefs that it leads to.
func (s *beliefCycle) add(n int, l, o model.Law, weight model.Q) {
	key := l.Belief() + "|" + o.Belief()
	s.beliefs[n][key] = s.beliefs[n][key].Add(weight)
}

// findCycle finds the first step whose beliefs equal those of an earlier step.
func (s *beliefCycle) findCycle() *beliefCycle {
	for s.to = range s.beliefs {
		for s.from = range s.to {
			if maps.EqualFunc(s.beliefs[s.from], s.beliefs[s.to], model.Q.Equal) {
				return s
			}
		}
	}
	s.err = errNoCycle
	return s
}

// limit compares the limit superior of the values, the largest of those that recur, with 0.
func (s *beliefCycle) limit(values []model.Q, what string) Sides {
	at := s.from
	for n := s.from; n < s.to; n++ {
		if values[at].Less(values[n]) {
			at = n
		}
	}
	return CompareQ(values[at], model.Zero).WithDetail("%s at n = %d, and again every %d steps for ever", what, at, s.to-s.from)
}

var mergingSettles = Hypothesis{
	Name:      "settles",
	Statement: "the joint beliefs of operator and mimic repeat within the horizon, so that they recur for ever",
	Holds:     func(in *Instance) bool { return in.merging().err == nil },
}

// merging returns the joint beliefs of operator and mimic, with histories weighted by the operator's probability.
func (in *Instance) merging() *beliefCycle {
	if in.once.mergingCycle == nil {
		levels := in.historyTypes()
		s := newBeliefCycle(len(levels) - 1)
		for n, types := range levels {
			for _, laws := range types {
				if a, m := laws[0], laws[1]; !a.Null() {
					s.add(n, a, m, a.Prob())
				}
			}
		}
		in.once.mergingCycle = s.findCycle()
	}
	return in.once.mergingCycle
}

// limitOfDistance compares lim sup E_A TV(A(·|h), M(·|h)) with 0.
func limitOfDistance(in *Instance) []Sides {
	s := in.merging()
	if s.err != nil {
		panic(undefined{s.err})
	}
	expected := make([][]model.Q, len(s.beliefs))
	for n, types := range in.historyTypes() {
		for _, laws := range types {
			if a, m := laws[0], laws[1]; !a.Null() {
				tv := model.TotalVariation(Must(a.Forecast()), Must(m.Forecast()))
				expected[n] = append(expected[n], a.Prob().Mul(tv))
			}
		}
	}
	return []Sides{s.limit(totals(expected), "E_A TV")}
}

var featureSettles = Hypothesis{
	Name: "settles",
	Statement: "for some feature, the joint beliefs of an observer of the feature and an observer of the " +
		"outcomes repeat within the horizon",
	Holds: func(in *Instance) bool {
		return slices.ContainsFunc(in.details(), func(s *beliefCycle) bool { return s.err == nil })
	},
}

// details returns, for each feature, the joint beliefs of the mimic's law given the outcomes and given only the cells.
func (in *Instance) details() []*beliefCycle {
	if in.once.detailCycles == nil {
		for _, f := range in.Features {
			s := newBeliefCycle(in.Reach(in.k()))
			in.both(f, func(n int, full, limited model.Law) { s.add(n, full, limited, full.Prob()) })
			in.once.detailCycles = append(in.once.detailCycles, s.findCycle())
		}
	}
	return in.once.detailCycles
}

// both visits the outcome histories with the mimic's law given the outcomes (full) and given only their cells
// (limited).
func (in *Instance) both(f scenario.Feature, visit func(n int, full, limited model.Law)) {
	steps := in.Reach(in.k())
	var from func(n int, full, limited model.Law)
	from = func(n int, full, limited model.Law) {
		visit(n, full, limited)
		for cell := 0; cell < len(f.Cells) && n < steps; cell++ {
			shown := limited.ObserveCell(f.Feature, cell)
			for x := range in.k() {
				if f.Cell(x) != cell {
					continue
				}
				if next := full.Observe(x); !next.Null() {
					from(n+1, next, shown)
				}
			}
		}
	}
	from(0, in.MimicLaw, in.MimicLaw)
}

// limitOfDetail compares the limit superior of E_M TV(M(F_n|F_{<n}), M(F_n|X_{<n})) with 0, over the features whose
// beliefs repeat.
func limitOfDetail(in *Instance) []Sides {
	t := Tightest{Relation: AtMost}
	for i, s := range in.details() {
		if s.err != nil {
			continue
		}
		f := in.Features[i]
		expected := make([][]model.Q, len(s.beliefs))
		in.both(f, func(n int, full, limited model.Law) {
			tv := model.TotalVariation(Must(full.Forecast()).Push(f.Feature), Must(limited.Forecast()).Push(f.Feature))
			expected[n] = append(expected[n], full.Prob().Mul(tv))
		})
		if worst := s.limit(totals(expected), f.Name); t.Consider(worst.Left, worst.Right) {
			t.Best = worst
		}
	}
	return []Sides{t.Best}
}
