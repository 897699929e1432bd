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

// beliefCycle holds the distribution of the joint belief at each step, and where it begins to repeat. The steps end at
// the first that repeats an earlier one. It is nil at a last step that was given up because it repeats none.
type beliefCycle struct {
	beliefs  []map[string]model.Q
	from, to int   // the beliefs at step to equal those at step from
	err      error // set if they do not repeat within the horizon
}

// add adds the next step, and reports whether it repeats an earlier one.
func (s *beliefCycle) add(beliefs map[string]model.Q) (repeats bool) {
	s.to, s.err = len(s.beliefs), errNoCycle
	s.beliefs = append(s.beliefs, beliefs)
	for s.from = range s.to {
		if maps.EqualFunc(s.beliefs[s.from], beliefs, model.Q.Equal) {
			s.err = nil
			return true
		}
	}
	return false
}

// has reports whether some step has the belief.
func (s *beliefCycle) has(belief string) bool {
	return slices.ContainsFunc(s.beliefs, func(beliefs map[string]model.Q) bool { return !beliefs[belief].IsZero() })
}

func jointBelief(l, o model.Law) string { return joint(l.Belief(), o.Belief()) }

// joint is the joint belief of two laws, given their own.
func joint(belief, other string) string { return belief + "|" + other }

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
		s := new(beliefCycle)
		for _, types := range in.historyTypes() {
			beliefs := map[string]model.Q{}
			for _, laws := range types {
				if a, m := laws[0], laws[1]; !a.Null() {
					key := jointBelief(a, m)
					beliefs[key] = beliefs[key].Add(a.Prob())
				}
			}
			if s.add(beliefs) {
				break
			}
		}
		in.once.mergingCycle = s
	}
	return in.once.mergingCycle
}

// limitOfDistance compares lim sup E_A TV(A(·|h), M(·|h)) with 0.
func limitOfDistance(in *Instance) []Sides {
	s := in.merging()
	if s.err != nil {
		panic(undefined{s.err})
	}
	expected := make([][]model.Q, s.to)
	for n, types := range in.historyTypes()[:s.to] {
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
		return slices.ContainsFunc(in.details(), func(s *detailCycle) bool { return s.err == nil })
	},
}

// detailCycle holds the joint beliefs of the mimic's law given the outcomes and given only the cells of a feature.
type detailCycle struct {
	beliefCycle
	levels [][]detail // for each step
}

// detail is the mimic's law given the outcomes (full) and given only their cells (limited), each with Prob 1, after all
// histories that lead to the same two beliefs. These have probability prob together.
type detail struct {
	full, limited model.Law
	prob          model.Q
}

// details returns the cycle of each feature.
func (in *Instance) details() []*detailCycle {
	if in.once.detailCycles == nil {
		for _, f := range in.Features {
			in.once.detailCycles = append(in.once.detailCycles, in.detailCycle(f))
		}
	}
	return in.once.detailCycles
}

func (in *Instance) detailCycle(f scenario.Feature) *detailCycle {
	s, steps := new(detailCycle), in.Reach(in.k())
	level := []detail{{in.MimicLaw, in.MimicLaw, in.MimicLaw.Prob()}}
	beliefs := map[string]model.Q{jointBelief(in.MimicLaw, in.MimicLaw): in.MimicLaw.Prob()}
	for s.levels = [][]detail{level}; !s.add(beliefs) && len(s.beliefs) <= steps; s.levels = append(s.levels, level) {
		level, beliefs = nextDetails(f, level, func(belief string) bool {
			return len(s.beliefs) < steps || s.has(belief) // with a new belief the last step repeats none
		})
	}
	return s
}

// nextDetails makes the histories one outcome longer. It returns nothing if one of their joint beliefs is not wanted.
func nextDetails(f scenario.Feature, level []detail, wanted func(belief string) bool) (next []detail,
	beliefs map[string]model.Q) {
	places := map[string]int{}
	for _, d := range level {
		for cell := range f.Cells {
			var limited model.Law
			shown := "" // its belief, once an outcome of the cell is possible
			for x := range f.Len() {
				if f.Cell(x) != cell {
					continue
				}
				full := d.full.Observe(x)
				if full.Null() {
					continue
				}
				if shown == "" {
					limited = d.limited.ObserveCell(f.Feature, cell).Anew()
					shown = limited.Belief()
				}
				key := joint(full.Belief(), shown)
				at, known := places[key]
				if !known && !wanted(key) {
					return nil, nil
				}
				if !known {
					at = len(next)
					places[key] = at
					next = append(next, detail{full.Anew(), limited, model.Zero})
				}
				next[at].prob = next[at].prob.Add(d.prob.Mul(full.Prob()))
			}
		}
	}
	beliefs = make(map[string]model.Q, len(places))
	for key, at := range places {
		beliefs[key] = next[at].prob
	}
	return next, beliefs
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
		expected := make([][]model.Q, s.to)
		for n, level := range s.levels[:s.to] {
			for _, d := range level {
				tv := model.TotalVariation(Must(d.full.Forecast()).Push(f.Feature),
					Must(d.limited.Forecast()).Push(f.Feature))
				expected[n] = append(expected[n], d.prob.Mul(tv))
			}
		}
		if worst := s.limit(totals(expected), f.Name); t.Consider(worst.Left, worst.Right) {
			t.Best = worst
		}
	}
	return []Sides{t.Best}
}
