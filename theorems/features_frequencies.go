package theorems

import "mimics/model"

// Priors over frequencies. Independent draws put their prior on a point. An urn spreads its prior over a face of the
// simplex, with a density that is nowhere 0.

// frequencies is the prior over the frequencies given one start state: all on a point, or spread over the face whose
// corners are the outcomes of positive pseudo-count. An urn with one such outcome always draws it: a point.
type frequencies struct {
	face    bool
	draws   model.Dist // the law of the next draw
	corners model.Event
}

// frequencies lists the priors given each start state.
func (in *Instance) frequencies() []frequencies {
	list := make([]frequencies, in.Machine.States())
	for s := range list {
		draws := in.Machine.Emission(s)
		corners := draws.Support()
		list[s] = frequencies{in.Machine.IsUrn(s) && corners.Size() > 1, draws, corners}
	}
	return list
}

// alike reports whether two priors have the same null sets. If not, they are singular: points differ, and a prior
// spread over a face gives points and other faces no weight.
func alike(f, o *frequencies) bool {
	return f.face == o.face && f.corners == o.corners && (f.face || f.draws.Equal(o.draws))
}

// closureCovers reports whether the closed support of o contains that of f.
func closureCovers(f, o *frequencies) bool {
	return o.face && f.corners.And(o.corners) == f.corners || alike(f, o)
}

// massUnlike is the probability, under one prior over the start states, of those whose frequencies are not like those
// of any start state of the other.
func massUnlike(frequencies []frequencies, prior, other model.Dist, like func(f, o *frequencies) bool) (mass model.Q) {
	for s := range frequencies {
		unlike := prior.Has(s)
		for o := 0; unlike && o < other.Len(); o++ {
			unlike = !other.Has(o) || !like(&frequencies[s], &frequencies[o])
		}
		if unlike {
			mass = mass.Add(prior.P(s))
		}
	}
	return mass
}

var frequenciesHavePriors = Hypothesis{
	Name:       "frequencies-have-priors",
	Statement:  "every start state to which operator or mimic gives weight draws independently or is an urn",
	Definition: true,
	Holds: func(in *Instance) bool {
		a, m := Must(in.OperatorLaw.Posterior()), Must(in.MimicLaw.Posterior())
		for s := range in.Machine.States() {
			if (a.Has(s) || m.Has(s)) && !in.Machine.Memoryless(s) && !in.Machine.IsUrn(s) {
				return false
			}
		}
		return true
	},
}

// A face that lies in a finite union of points and faces lies in one of the faces.
var closedSupportsAgree = Hypothesis{
	Name:      "closed-supports-agree",
	Statement: "the priors of operator and mimic over the frequencies have the same closed support",
	Holds: func(in *Instance) bool {
		list, a, m := in.frequencies(), Must(in.OperatorLaw.Posterior()), Must(in.MimicLaw.Posterior())
		return massUnlike(list, a, m, closureCovers).IsZero() && massUnlike(list, m, a, closureCovers).IsZero()
	},
}

// singularMass compares with 0 the operator's mass that is singular to the mimic.
func singularMass(in *Instance) []Sides {
	a, m := Must(in.OperatorLaw.Posterior()), Must(in.MimicLaw.Posterior())
	return in.sides(CompareQ(massUnlike(in.frequencies(), a, m, alike), model.Zero))
}
