package theorems

import (
	"fmt"

	"mimics/model"
)

// The constants C of A ≤ C·M that claims quote, and the hypotheses that there are such.

// way is which of two laws is held against a multiple of the other.
type way int

const (
	operatorUnderMimic way = iota
	mimicUnderOperator
	natureUnderOperator
	natureUnderMimic
	ways // how many there are
)

// laws are the two, after the history.
func (w way) laws(in *Instance) (below, above model.Law) {
	switch w {
	case operatorUnderMimic:
		return in.operator, in.mimic
	case mimicUnderOperator:
		return in.mimic, in.operator
	case natureUnderOperator:
		return in.nature, in.operator
	default:
		return in.nature, in.mimic
	}
}

// constant is C, undefined where none is known.
func (w way) constant(in *Instance) model.Q {
	c := w.known(in)
	if c == nil {
		panic(undefined{errNoConstant})
	}
	return *c
}

// known is C, nil where none is known. It is worked out once an instance.
func (w way) known(in *Instance) *model.Q {
	kept := &in.once.constants[w]
	if !kept.asked {
		c, ok := w.decide(in)
		if kept.asked = true; ok {
			kept.constant = &c
		}
	}
	return kept.constant
}

// decide takes the largest ratio of the weights of the start states, where there is one. Where names or detours hide the constant
// from the start states, the sources' laws are compared.
func (w way) decide(in *Instance) (c model.Q, ok bool) {
	below, above := w.laws(in)
	if c, ok = model.DominanceConstant(must(below.Posterior()), must(above.Posterior())); ok {
		return c, true
	}
	compared, err := in.beside(below, above)
	if err != nil {
		return c, false
	}
	return compared.Laid()
}

var (
	dominated            = operatorUnderMimic.bounded("dominated", "A(h) ≤ C·M(h)", "the operator's", "the mimic's")
	dominating           = mimicUnderOperator.bounded("dominating", "M(h) ≤ C·A(h)", "the mimic's", "the operator's")
	natureWithinOperator = natureUnderOperator.bounded("nature-within-operator", "N(h) ≤ C·A(h)", "nature's", "the operator's")
	natureWithinMimic    = natureUnderMimic.bounded("nature-within-mimic", "N(h) ≤ C·M(h)", "nature's", "the mimic's")
)

// bounded asks that a constant is known.
func (w way) bounded(name, formula, below, above string) Hypothesis {
	return Hypothesis{
		Name:      name,
		Statement: fmt.Sprintf("%s for every history h, of any length: each of %s sources is at most a multiple of one of %s", formula, below, above),
		Holds:     func(in *Instance) bool { return w.known(in) != nil },
	}
}

// startsDominated asks for what claims need that speak of the priors themselves.
var startsDominated = Hypothesis{
	Name:      "starts-dominated",
	Statement: "the mimic gives positive weight to every start state that the operator does",
	Holds: func(in *Instance) bool {
		return must(in.operator.Posterior()).DominatedBy(must(in.mimic.Posterior()))
	},
}
