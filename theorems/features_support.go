package theorems

import (
	"fmt"

	"mimics/model"
)

// Common support: the null sets that two priors over frequencies share.

// emissionLaw is one law of independent draws, with its weights under operator and mimic.
type emissionLaw struct {
	emit            model.Dist
	operator, mimic model.Q
}

// emissionLaws groups the start states by the law of a feature under their emissions.
func (in *Instance) emissionLaws(f model.Feature) []emissionLaw {
	a, m := Must(in.OperatorLaw.Posterior()), Must(in.MimicLaw.Posterior())
	var laws []emissionLaw
	index := map[string]int{}
	for s := range in.Machine.States() {
		if !a.Has(s) && !m.Has(s) {
			continue
		}
		emit := in.Machine.Emission(s).Push(f)
		key := lawKey(emit)
		i, known := index[key]
		if !known {
			i = len(laws)
			index[key], laws = i, append(laws, emissionLaw{emit: emit})
		}
		laws[i].operator, laws[i].mimic = laws[i].operator.Add(a.P(s)), laws[i].mimic.Add(m.P(s))
	}
	return laws
}

// unsharedMass is the operator's weight on laws that the mimic gives weight 0.
func unsharedMass(laws []emissionLaw) (mass model.Q) {
	for _, l := range laws {
		if l.mimic.IsZero() {
			mass = mass.Add(l.operator)
		}
	}
	return mass
}

// lawConstant is the least C with operator ≤ C·mimic for every law. It returns false if the mimic lacks one of the
// operator's laws.
func lawConstant(laws []emissionLaw) (constant model.Q, ok bool) {
	for _, l := range laws {
		if l.mimic.Sign() > 0 {
			constant = constant.Max(l.operator.Div(l.mimic))
		}
	}
	return constant, unsharedMass(laws).IsZero()
}

var lawsShared = Hypothesis{
	Name:      "laws-shared",
	Statement: "the mimic gives weight to every emission law to which the operator gives weight",
	Holds:     func(in *Instance) bool { return unsharedMass(in.emissionLaws(in.finest())).IsZero() },
}

var lawsUnshared = Hypothesis{
	Name:      "laws-unshared",
	Statement: "the operator gives weight to an emission law to which the mimic gives weight 0",
	Holds:     func(in *Instance) bool { return unsharedMass(in.emissionLaws(in.finest())).Sign() > 0 },
}

// commonSupport holds the factors of C and of ε in the check; a factor below 1 makes a rival. If the operator gives
// several laws weight, C is also multiplied by several, unless that is 0.
type commonSupport struct{ constant, overlap, several model.Q }

func (c commonSupport) check(in *Instance) []Sides {
	laws := in.emissionLaws(in.finest())
	if constant, ok := lawConstant(laws); ok {
		if c.several.Sign() > 0 && severalLaws(laws) {
			constant = constant.Mul(c.several)
		}
		return []Sides{in.withinConstant(constant.Mul(c.constant)), {}, {}}
	}
	operator, mimic, steps := in.likelierUnshared(laws)
	epsilon, covered := overlaps(laws, steps)
	epsilon = epsilon.Mul(c.overlap)
	mass := unsharedMass(laws)
	return []Sides{
		{},
		CompareQ(mass.Sub(epsilon), operator).WithDetail("s = %s %s %s", mass, covered, in.Covered(steps)),
		CompareQ(mimic, epsilon).WithDetail("%s %s", covered, in.Covered(steps)),
	}
}

// severalLaws reports whether the operator gives more than one law weight.
func severalLaws(laws []emissionLaw) bool {
	count := 0
	for _, l := range laws {
		if l.operator.Sign() > 0 {
			count++
		}
	}
	return count > 1
}

// withinConstant compares A(h) with C·M(h) for every history to the horizon.
func (in *Instance) withinConstant(constant model.Q) Sides {
	t := soonest{Tightest: Tightest{Relation: AtMost}}
	steps := in.Histories(func(h []int, a, m model.Law) {
		if t.considerQ(len(h), a.Prob(), constant.Mul(m.Prob())) {
			t.Best = t.Best.WithDetail("after %s", in.HistoryText(h))
		}
	})
	return t.Best.WithDetail("%s %s", t.Best.remark, in.Covered(steps))
}

// maxOverlaps is the largest number of pairs of laws that are compared.
const maxOverlaps = 1 << 14

// overlaps is ε = Σ (1 - TV(θ_i,θ_j)²)^⌊steps/2⌋ over the laws i that only the operator has and the mimic's laws j. If
// there are more than maxOverlaps pairs, it counts each as 1, and the sum remains an upper bound.
func overlaps(laws []emissionLaw, steps int) (sum model.Q, covered string) {
	var own, mimics []model.Dist
	for _, l := range laws {
		if l.mimic.IsZero() {
			own = append(own, l.emit)
		} else {
			mimics = append(mimics, l.emit)
		}
	}
	if pairs := len(own) * len(mimics); pairs > maxOverlaps {
		return model.Whole(int64(pairs)), fmt.Sprintf("bounds each of %d overlaps by 1", pairs)
	}
	var terms []model.Q
	for _, p := range own {
		for _, q := range mimics {
			tv := model.TotalVariation(p, q)
			terms = append(terms, model.One.Sub(tv.Mul(tv)).Pow(steps/2))
		}
	}
	return model.Total(terms), ""
}

// likelierUnshared returns the probabilities, under operator and mimic, of an event: the history to the horizon is
// likelier under some law that only the operator has than under each of the mimic's laws.
func (in *Instance) likelierUnshared(laws []emissionLaw) (operator, mimic model.Q, steps int) {
	walked := []model.Law{in.OperatorLaw, in.MimicLaw}
	for _, l := range laws {
		walked = append(walked, model.Independent(l.emit))
	}
	steps = in.reachEach(in.k(), len(walked))
	var a, m []model.Q
	in.Walk(in.finest(), steps, walked, func(h []int, now []model.Law) {
		if len(h) < steps {
			return
		}
		var own, shared model.Q // the largest likelihoods
		for i, l := range laws {
			if p := now[2+i].Prob(); l.mimic.IsZero() {
				own = own.Max(p)
			} else {
				shared = shared.Max(p)
			}
		}
		if shared.Less(own) {
			a, m = append(a, now[0].Prob()), append(m, now[1].Prob())
		}
	})
	return model.Total(a), model.Total(m), steps
}
