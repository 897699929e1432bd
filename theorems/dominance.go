package theorems

import (
	"fmt"

	"mimics/model"
	"mimics/model/dominance"
	"mimics/theorems/scenario"
)

// Dominance as it is decided for all time, compared with the histories up to the horizon.

var dominanceClaims = []Claim{
	{
		ID:        "dominance/constant",
		Title:     "Comparing sources pair by pair finds a constant that bounds the ratio",
		Statement: "A(h) ≤ C·M(h) for all histories, with C the bound that comes of laying each source of A beside one of M; and the least such constant is at least the largest ratio that a search finds.",
		Source:    "★ beside " + equalCapabilities + ": dominance with a constant",
		Derivation: "Lay each source s of A beside a source j of M with U = sup P_s(h)/P_j(h), which a cycle of the product " +
			"machine that multiplies the ratio by more than 1 makes infinite and which else lies on a path without " +
			"cycles: A ≤ Σ a_s·U·P_j ≤ C·Σ m_j·P_j = C·M, with C the largest share of a j. The same after " +
			"each history of a tree, times the ratio there, bounds what is behind it; the largest bound of the " +
			"leaves bounds all. A ratio that a history has, or that histories tend to, bounds the least constant " +
			"from below.",
		Expect:     Holds,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon,
		Hypotheses: []Hypothesis{constantBounded},
		Parts:      []Part{{Name: "histories", Relation: AtMost}, {Name: "found", Relation: AtMost}},
		Check:      largestRatio(func(_ *Instance, c dominance.Constant) model.Q { return *c.High }),
		Rivals: []Rival{
			{Name: "half of C", Check: largestRatio(func(_ *Instance, c dominance.Constant) model.Q { return c.High.Mul(model.Half) })},
			{Name: "1, as before anything is seen", Check: largestRatio(func(*Instance, dominance.Constant) model.Q { return model.One })},
			{Name: "the constant of the mimic within the operator", Check: largestRatio(reversedConstant)},
			{Name: "what was found is below C", Part: 1, Relation: Below},
		},
	},
	{
		ID:    "dominance/equivalence",
		Title: "Whether two laws dominate each other is decided by where sources can go",
		Statement: "The laws dominate each other, so that all of each merges, if and only if no source of either can come to where it is unlike for ever: " +
			"where whatever follows can tell it from each source that is still possible for the other law.",
		Source: "★ decides " + equalCapabilities + ", for operator and mimic both",
		Derivation: "A is dominated by M if and only if nothing of A is singular to M. The chance to end where a source is " +
			"unlike all others is 0 if and only if from wherever the chain can come it can still come to where some " +
			"other is alike: a finite chain ends in its bottom components (merging/lebesgue).",
		Follows:    []string{"merging/lebesgue"},
		Expect:     Holds,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon,
		Hypotheses: []Hypothesis{decided, fewJointStates},
		Parts:      []Part{{Relation: Equal}},
		Check: equivalent(func(in *Instance) bool {
			return in.jointChain(operatorUnderMimic).sure() && in.jointChain(mimicUnderOperator).sure()
		}),
		Rivals: []Rival{
			{Name: "one way round alone", Check: equivalent(func(in *Instance) bool { return in.jointChain(operatorUnderMimic).sure() })},
			{Name: "the same start states", Check: equivalent(func(in *Instance) bool {
				a, m := must(in.operator.Posterior()), must(in.mimic.Posterior())
				return a.DominatedBy(m) && m.DominatedBy(a)
			})},
			{Name: "the same histories to the horizon", Check: equivalent(func(in *Instance) bool {
				return in.every(func(a, m bool) bool { return a == m })
			})},
		},
	},
}

// OperatorAndMimic returns the two laws after the history, over one machine, as package dominance needs them. Without
// sources the laws are independent draws. The scenario must have an operator and a mimic.
func OperatorAndMimic(s *scenario.Scenario) (operator, mimic model.Law) {
	machine, a, m := s.Machine, s.Operator, s.Mimic
	if machine == nil {
		machine = must(model.NewMachine(len(s.Outcomes), model.State{Emit: a}, model.State{Emit: m}))
		a, m = model.Point(2, 0), model.Point(2, 1)
	}
	after := func(prior model.Dist) model.Law { return model.NewLaw(machine, prior).ObserveAll(s.History...).Anew() }
	return after(a), after(m)
}

// Limits on the scenarios that are decided, so that no claim takes long.
const (
	maxSources = 64
	maxJoint   = 128
	maxEffort  = 1 << 10 // joint states that a decision explores
	maxBehind  = 8       // histories after which the search for a constant looks
)

var errManySources = fmt.Errorf("there are more than %d sources", maxSources)

// decided is the condition that the merging mass is decided within the limits.
var decided = Hypothesis{
	Name:       "decided",
	Statement:  fmt.Sprintf("how much merges is decided: the scenario has at most %d sources, and they have few joint states", maxSources),
	Definition: true,
	Holds: func(in *Instance) bool {
		d, err := in.decomposed()
		return err == nil && d.Decided()
	},
}

var fewJointStates = Hypothesis{
	Name:       "few-joint-states",
	Statement:  fmt.Sprintf("a source of one law and all sources of the other can be in at most %d states together, in either direction", maxJoint),
	Definition: true,
	Holds: func(in *Instance) bool {
		return in.jointChain(operatorUnderMimic) != nil && in.jointChain(mimicUnderOperator) != nil
	},
}

var densityBounded = Hypothesis{
	Name:      "density-bounded",
	Statement: "a bound on A/M is known where they merge: no source of the operator outgrows without bound a source of the mimic that it can still meet",
	Holds:     func(in *Instance) bool { return in.density() != nil },
}

var constantBounded = Hypothesis{
	Name:       "constant-bounded",
	Statement:  "a constant C with A ≤ C·M is known",
	Definition: true,
	Holds: func(in *Instance) bool {
		c, err := in.bound()
		return err == nil && c.High != nil
	},
}

// comparison compares the operator's law with the mimic's.
func (in *Instance) comparison() (*dominance.Comparison, error) {
	if in.once.comparison == nil {
		in.once.comparison, in.once.incomparable = in.beside(in.operator, in.mimic)
	}
	return in.once.comparison, in.once.incomparable
}

func (in *Instance) beside(a, m model.Law) (*dominance.Comparison, error) {
	return in.besideThrough(in.finest(), a, m)
}

func (in *Instance) besideThrough(f model.Feature, a, m model.Law) (*dominance.Comparison, error) {
	if len(in.Sources) > maxSources {
		return nil, errManySources
	}
	c, err := dominance.Compare(a, m, f)
	if err != nil {
		return nil, err
	}
	c.Effort = maxEffort
	return c, nil
}

// decomposed splits the operator's law into the part that merges with the mimic's and the part that is singular to it.
func (in *Instance) decomposed() (d dominance.Decomposition, err error) {
	c, err := in.comparison()
	if err != nil {
		return d, err
	}
	return c.Decompose(), nil
}

// density is a bound on A/M on the part where they merge, nil if none is known.
func (in *Instance) density() *model.Q {
	c, err := in.comparison()
	if err != nil {
		return nil
	}
	return c.Density()
}

// bound returns bounds on the least constant C with A ≤ C·M.
func (in *Instance) bound() (c dominance.Constant, err error) {
	if in.once.bound == nil {
		compared, err := in.comparison()
		if err != nil {
			return c, err
		}
		c = compared.BoundBehind(maxBehind)
		in.once.bound = &c
	}
	return *in.once.bound, nil
}

func reversedConstant(in *Instance, _ dominance.Constant) model.Q {
	c := must(in.comparison()).Reversed().BoundBehind(maxBehind)
	if c.High == nil {
		panic(undefined{errNoConstant})
	}
	return *c.High
}

// largestRatio compares the largest A(h)/M(h) with a constant, and the lower bound of the search with its upper bound.
func largestRatio(constant func(*Instance, dominance.Constant) model.Q) Check {
	return func(in *Instance) []Sides {
		bound := must(in.bound())
		if bound.High == nil {
			panic(undefined{errNoConstant})
		}
		levels := in.historyTypes()
		most, length := model.Zero, 0
		for n, types := range levels {
			for _, laws := range types {
				if a, m := laws[0], laws[1]; !a.Null() {
					if ratio := model.LikelihoodRatio(a, m); most.Less(ratio) {
						most, length = ratio, n
					}
				}
			}
		}
		return []Sides{
			compareQ(most, constant(in, bound)).withDetail("n = %d %s", length, in.covered(len(levels)-1)),
			compareQ(bound.Low, *bound.High),
		}
	}
}

// equivalent compares two truth values: that all of each law merges with the other, and the condition says.
func equivalent(says func(*Instance) bool) Check {
	return func(in *Instance) []Sides {
		there := must(in.decomposed())
		back := must(in.comparison()).Reversed().Decompose()
		return []Sides{compareQ(indicator(there.Singular.IsZero() && back.Singular.IsZero()), indicator(says(in)))}
	}
}
