package theorems

import (
	"fmt"

	"mimics/model"
)

// The constants C of A ≤ C·M that claims quote, and the hypotheses that such a constant is known.

// Pair names two laws, the first compared with a multiple of the second: A ≤ C·M for OperatorUnderMimic.
type Pair int

// The pairs that claims compare.
const (
	OperatorUnderMimic Pair = iota
	MimicUnderOperator
	NatureUnderOperator
	NatureUnderMimic
	numPairs // the number of pairs
)

// laws returns the two laws, after the history.
func (p Pair) laws(in *Instance) (below, above model.Law) {
	switch p {
	case OperatorUnderMimic:
		return in.OperatorLaw, in.MimicLaw
	case MimicUnderOperator:
		return in.MimicLaw, in.OperatorLaw
	case NatureUnderOperator:
		return in.NatureLaw, in.OperatorLaw
	default:
		return in.NatureLaw, in.MimicLaw
	}
}

// Constant returns C, for laws of histories of any length. It is undefined if none is known; the hypotheses Dominated,
// Dominating, NatureWithinOperator and NatureWithinMimic say that one is.
func (p Pair) Constant(in *Instance) model.Q {
	c := p.known(in)
	if c == nil {
		panic(undefined{errNoConstant})
	}
	return *c
}

// known returns C, nil if none is known. It is computed once per instance.
func (p Pair) known(in *Instance) *model.Q {
	kept := &in.once.constants[p]
	if !kept.asked {
		c, ok := p.decide(in)
		if kept.asked = true; ok {
			kept.constant = &c
		}
	}
	return kept.constant
}

// decide returns the largest ratio of the weights of the start states, if that is finite. Otherwise different names or
// detours may hide the constant from the start states, so it compares the sources' laws.
func (p Pair) decide(in *Instance) (c model.Q, ok bool) {
	below, above := p.laws(in)
	if c, ok = model.DominanceConstant(Must(below.Posterior()), Must(above.Posterior())); ok {
		return c, true
	}
	compared, err := in.beside(below, above)
	if err != nil {
		return c, false
	}
	return compared.SimpleConstant()
}

// Dominated is the hypothesis A ≤ C·M of claims that compare the operator's beliefs with the mimic, and Dominating the
// hypothesis M ≤ C·A. The other two compare nature with each. Each says that the Constant of its pair is known.
var (
	Dominated            = OperatorUnderMimic.hypothesis("dominated", "A(h) ≤ C·M(h)", "the operator's", "the mimic's")
	Dominating           = MimicUnderOperator.hypothesis("dominating", "M(h) ≤ C·A(h)", "the mimic's", "the operator's")
	NatureWithinOperator = NatureUnderOperator.hypothesis("nature-within-operator", "N(h) ≤ C·A(h)", "nature's", "the operator's")
	NatureWithinMimic    = NatureUnderMimic.hypothesis("nature-within-mimic", "N(h) ≤ C·M(h)", "nature's", "the mimic's")
)

// hypothesis is the condition that a constant is known.
func (p Pair) hypothesis(name, formula, below, above string) Hypothesis {
	return Hypothesis{
		Name:       name,
		Statement:  fmt.Sprintf("%s for every history h, of any length: each of %s sources is at most a multiple of one of %s", formula, below, above),
		Holds:      func(in *Instance) bool { return p.known(in) != nil },
		Definition: true, // of C
	}
}

// startsDominated is the hypothesis of claims about the priors themselves.
var startsDominated = Hypothesis{
	Name:      "starts-dominated",
	Statement: "the mimic gives positive weight to every start state that the operator does",
	Holds: func(in *Instance) bool {
		return Must(in.OperatorLaw.Posterior()).DominatedBy(Must(in.MimicLaw.Posterior()))
	},
}
