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
		ID:    "dominance/constant",
		Title: "Comparing sources pair by pair finds a constant that bounds the ratio",
		Statement: "A comparison of each source of A with one of M gives a constant C with A(h) ≤ C·M(h) for " +
			"every history h to the horizon. The largest ratio that a search finds, at any length, is at " +
			"most the largest ratio of the weights that A and M give to a start state.",
		Source: "★ beside " + equalCapabilities + ": dominance with a constant",
		Derivation: "Pair each source s of A with a source j of M, with U = sup P_s(h)/P_j(h). If a cycle of " +
			"the product machine multiplies the ratio by more than 1, U is infinite; otherwise a path without " +
			"cycles attains it. Then A ≤ Σ a_s·U·P_j ≤ C·Σ m_j·P_j = C·M, with C the largest share of a j. The " +
			"same bound after each history of a tree, times the ratio there, holds for what follows it, and the " +
			"largest bound of the leaves holds for all histories. A ratio that a history has, or that histories " +
			"tend to, bounds the least constant from below, and the ratio of the weights is such a constant.",
		Expect:     Holds,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon,
		Hypotheses: []Hypothesis{constantBounded},
		Parts: []Part{{Name: "histories", Relation: AtMost, Best: Attained},
			{Name: "found", Relation: AtMost, Best: Attained, Hypotheses: []Hypothesis{startsDominated}}},
		Check: largestRatio(func(_ *Instance, c dominance.Constant) model.Q { return *c.High }, model.One),
		Rivals: []Rival{
			{Name: "half of C", Check: largestRatio(func(_ *Instance, c dominance.Constant) model.Q {
				return c.High.Mul(model.Half)
			}, model.One)},
			{Name: "1 for C", Check: largestRatio(func(*Instance, dominance.Constant) model.Q {
				return model.One
			}, model.One)},
			{Name: "the constant of M ≤ C·A for that of A ≤ C·M", Check: largestRatio(reversedConstant, model.One)},
			{Name: "the largest ratio found is below that of the weights", Part: 1, Relation: Below},
			{Name: "nine tenths of the ratio of the weights", Part: 1,
				Check: largestRatio(func(_ *Instance, c dominance.Constant) model.Q { return *c.High }, nineTenths)},
		},
	},
	{
		ID:    "dominance/equivalence",
		Title: "Whether two laws dominate each other is decided by where sources can go",
		Statement: "Operator and mimic dominate each other if and only if, wherever a source of either law can " +
			"go together with the sources of the other, it can still reach a state from which one of them emits " +
			"as it does for ever.",
		Source: "★ decides " + equalCapabilities + ", for operator and mimic both",
		Derivation: "M dominates A if and only if no part of A is singular to M. The probability to end where a " +
			"source differs for ever from all others is 0 if and only if, from every state that the chain can " +
			"reach, it can still reach a state where some other source emits alike for ever: a finite chain " +
			"ends in its bottom components (merging/lebesgue).",
		Follows:    []string{"merging/lebesgue"},
		Expect:     Holds,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon,
		Hypotheses: []Hypothesis{decided, fewJointStates},
		Parts:      []Part{{Relation: Equal}},
		Check: equivalent(func(in *Instance) bool {
			return in.jointChain(OperatorUnderMimic).sure() && in.jointChain(MimicUnderOperator).sure()
		}),
		Rivals: []Rival{
			{Name: "one direction alone", Check: equivalent(func(in *Instance) bool { return in.jointChain(OperatorUnderMimic).sure() })},
			{Name: "the same start states", Check: equivalent(func(in *Instance) bool {
				a, m := Must(in.OperatorLaw.Posterior()), Must(in.MimicLaw.Posterior())
				return a.DominatedBy(m) && m.DominatedBy(a)
			})},
			{Name: "the same histories to the horizon", Check: equivalent(func(in *Instance) bool {
				return in.every(func(a, m bool) bool { return a == m })
			})},
		},
	},
}

// Priors returns the machine of a scenario, and the priors of the operator and the mimic over its states. Without
// sources the machine has two states, which draw independently. The scenario must have an operator and a mimic.
func Priors(s *scenario.Scenario) (machine *model.Machine, operator, mimic model.Dist) {
	if s.Machine != nil {
		return s.Machine, s.Operator, s.Mimic
	}
	machine = Must(model.NewMachine(len(s.Outcomes), model.State{Emit: s.Operator}, model.State{Emit: s.Mimic}))
	return machine, model.Point(2, 0), model.Point(2, 1)
}

// OperatorAndMimic returns the two laws after the history, over one machine, as package dominance needs them.
func OperatorAndMimic(s *scenario.Scenario) (operator, mimic model.Law) {
	machine, a, m := Priors(s)
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
	Name: "decided",
	Statement: fmt.Sprintf("the decision how much merges stays within its limits: at most %d sources, with "+
		"few joint states", maxSources),
	Definition: true,
	Holds: func(in *Instance) bool {
		d, err := in.decomposed()
		return err == nil && d.Decided()
	},
}

var fewJointStates = Hypothesis{
	Name: "few-joint-states",
	Statement: fmt.Sprintf("a source of one law reaches at most %d joint states with all sources of the "+
		"other, in both directions", maxJoint),
	Definition: true,
	Holds: func(in *Instance) bool {
		return in.jointChain(OperatorUnderMimic) != nil && in.jointChain(MimicUnderOperator) != nil
	},
}

var densityBounded = Hypothesis{
	Name: "density-bounded",
	Statement: "a bound on A/M is known on the part that merges: the ratio of a source of the operator to a " +
		"source of the mimic that can come to emit alike stays bounded",
	Holds: func(in *Instance) bool { return in.density() != nil },
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
		in.once.comparison, in.once.incomparable = in.beside(in.OperatorLaw, in.MimicLaw)
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
	c := Must(in.comparison()).Reversed().BoundBehind(maxBehind)
	if c.High == nil {
		panic(undefined{errNoConstant})
	}
	return *c.High
}

// largestRatio compares the largest A(h)/M(h) with a constant, and the lower bound of the search with a share of the
// largest ratio of the weights of the start states.
func largestRatio(constant func(*Instance, dominance.Constant) model.Q, share model.Q) Check {
	return func(in *Instance) []Sides {
		bound := Must(in.bound())
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
		histories := CompareQ(most, constant(in, bound)).WithDetail("n = %d %s", length, in.Covered(len(levels)-1))
		weights, ok := model.DominanceConstant(Must(in.OperatorLaw.Posterior()), Must(in.MimicLaw.Posterior()))
		if !ok {
			return []Sides{histories, {}} // the part has a hypothesis that fails here
		}
		return []Sides{histories, CompareQ(bound.Low, weights.Mul(share))}
	}
}

// equivalent compares two truth values: that all of each law merges with the other, and the condition says.
func equivalent(says func(*Instance) bool) Check {
	return func(in *Instance) []Sides {
		there := Must(in.decomposed())
		back := Must(in.comparison()).Reversed().Decompose()
		return []Sides{CompareQ(indicator(there.Singular.IsZero() && back.Singular.IsZero()), indicator(says(in)))}
	}
}
