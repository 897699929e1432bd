package theorems

import "mimics/model"

// Priors over frequencies. Independent draws put their prior on a point. An urn spreads its prior over a face of the
// simplex, with a density that is nowhere 0.

// frequencies is the prior over the frequencies given one start state: all on a point, or spread over the face whose
// corners are the outcomes of positive pseudo-count. An urn with one such outcome always draws it: a point.
type frequencies struct {
	law     string // the law of the draws at the point; empty for a face
	corners model.Event
}

func (in *Instance) frequencies(state int) frequencies {
	emission := in.Machine.Emission(state)
	corners := emission.Support()
	if in.Machine.IsUrn(state) && corners.Size() > 1 {
		return frequencies{corners: corners}
	}
	return frequencies{lawKey(emission), corners}
}

// supported lists the priors over frequencies given the start states of positive weight, each once. Two equal priors
// have the same null sets. Two different ones are singular: points differ, and a prior spread over a face gives points
// and other faces no weight.
func (in *Instance) supported(weights model.Dist) map[frequencies]model.Q {
	list := map[frequencies]model.Q{}
	for s := range weights.Len() {
		if weights.Has(s) {
			f := in.frequencies(s)
			list[f] = list[f].Add(weights.P(s))
		}
	}
	return list
}

// closureCovers reports whether the closed support of list contains that of others. A face that lies in a finite union
// of points and faces lies in one of the faces.
func closureCovers(list, others map[frequencies]model.Q) bool {
	for o := range others {
		_, covered := list[o]
		for f := range list {
			covered = covered || f.law == "" && o.corners.And(f.corners) == o.corners
		}
		if !covered {
			return false
		}
	}
	return true
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

var closedSupportsAgree = Hypothesis{
	Name:      "closed-supports-agree",
	Statement: "the priors of operator and mimic over the frequencies have the same closed support",
	Holds: func(in *Instance) bool {
		a, m := in.supported(Must(in.OperatorLaw.Posterior())), in.supported(Must(in.MimicLaw.Posterior()))
		return closureCovers(a, m) && closureCovers(m, a)
	},
}

// singularMass compares with 0 the operator's mass that is singular to the mimic.
func singularMass(in *Instance) []Sides {
	mimic := in.supported(Must(in.MimicLaw.Posterior()))
	var mass model.Q
	for f, weight := range in.supported(Must(in.OperatorLaw.Posterior())) {
		if _, shared := mimic[f]; !shared {
			mass = mass.Add(weight)
		}
	}
	return []Sides{CompareQ(mass, model.Zero)}
}
