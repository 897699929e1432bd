package theorems

import (
	"slices"

	"mimics/model"
)

// How long the forecasts of the future can stay apart under a constant.

var metastableClaims = []Claim{
	{
		ID:    "merging/metastable",
		Title: "Of enough stretches of time, one has forecasts near each other",
		Statement: "Divide the time up to the horizon at any steps n_0 < n_1 < … < n_k, and let D_i be E_A TV of " +
			"the laws of steps n_i+1..n_{i+1} given the outcomes before them. If A ≤ C·M, then 4·Σ_{i<k} D_i² ≤ C " +
			"- 1 and 2·Σ_{i<k} D_i² ≤ ln C, so that 4k·min_i D_i² ≤ min(C - 1, 2·ln C): of any k ≥ min(C - 1, " +
			"2·ln C)/(4ε²) stretches one has D_i ≤ ε.",
		Source: "★ sharpens " + equalCapabilities + ": a rate that is the same for all laws",
		Derivation: "By merging/energy (2·D_i)² is at most what E_M Z² gains on the stretch, which adds up to at " +
			"most E_A Z_L - 1 ≤ C - 1. By Pinsker's inequality and Jensen's 2·D_i² is at most the expected " +
			"divergence on the stretch, which adds up to at most ln C by the chain rule. Blackwell and Dubins " +
			"(1962) have no rate: how soon D_i is small for ever depends on the laws. How soon it is small once " +
			"does not (metastability). The stretches must not overlap: if only step L " +
			"tells the laws apart, E_A TV_{n→L} is the same for all n < L.",
		Follows:    []string{"merging/energy", "merging/budget"},
		Expect:     Holds,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon,
		Hypotheses: []Hypothesis{Dominated},
		Parts: []Part{
			{Name: "constant", Relation: AtMost, Best: Attained},
			{Name: "logarithm", Relation: AtMost, Reaches: model.Frac(4, 5)},
			{Name: "one", Relation: AtMost, Best: Attained},
		},
		Check: stretches{}.check,
		Rivals: []Rival{
			{Name: "ln C for C - 1", Check: stretches{rise: model.Ln}.check},
			{Name: "stretches that all end at the horizon", Check: stretches{overlapping: true}.check},
			{Name: "4/5 of ln C", Part: 1, Check: stretches{share: model.Frac(4, 5)}.check},
			{Name: "distances not squared", Part: 1, Check: stretches{linear: true}.check},
			{Name: "9/10 of the bound on the least distance", Part: 2, Check: stretches{share: model.Frac(9, 10)}.check},
			{Name: "the least distance on such stretches", Part: 2, Check: stretches{overlapping: true}.check},
			{Name: "the largest distance for the least", Part: 2, Check: stretches{largest: true}.check},
		},
	},
}

// stretches parametrises the check of merging/metastable; its zero value is the claim's.
type stretches struct {
	overlapping bool                      // lets every stretch end at the horizon
	largest     bool                      // takes the largest distance of k stretches for the least
	linear      bool                      // leaves out the squares
	rise        func(c model.Q) model.Log // replaces C - 1
	share       model.Q                   // multiplies ln C and the bound on the least distance, 0 for 1
}

func (s stretches) check(in *Instance) []Sides {
	c := OperatorUnderMimic.Constant(in)
	distances := in.stretchDistances()
	steps := len(distances) - 1
	if s.overlapping {
		distances = toTheEnd(distances)
	}
	if s.rise == nil {
		s.rise = func(c model.Q) model.Log { return model.Rational(c.Sub(model.One)) }
	}
	if s.share.IsZero() {
		s.share = model.One
	}
	rise, logarithm := s.rise(c), model.Ln(c).Scale(s.share)
	least := rise.Scale(s.share)
	if twice := logarithm.Scale(model.Whole(2)); twice.Less(least) {
		least = twice
	}
	one := Tightest{Relation: AtMost}
	for i, distance := range mostOfLeast(distances) {
		if s.largest {
			distance = mostOfLeast(distances)[0]
		}
		k := model.Whole(int64(i + 1))
		if one.Consider(model.Rational(distance.Mul(distance).Mul(k).Mul(model.Whole(4))), least) {
			one.Best = one.Best.WithDetail("k = %s %s", k, in.Covered(steps))
		}
	}
	squares := mostInAll(distances, func(distance model.Q) model.Q {
		if s.linear {
			return distance
		}
		return distance.Mul(distance)
	})
	return []Sides{
		Compare(model.Rational(squares.Mul(model.Whole(4))), rise).WithDetail("%s", in.Covered(steps)),
		Compare(model.Rational(squares.Mul(model.Whole(2))), logarithm).WithDetail("%s", in.Covered(steps)),
		one.Best,
	}
}

// stretchDistances lists, for n = 0, 1, …, the distances E_A TV of the laws of steps n+1..m given n outcomes, for m =
// n, n+1, … to the horizon, or less far if the types of futures grow too many.
// It is computed once, and must not be changed.
func (in *Instance) stretchDistances() [][]model.Q {
	if in.once.stretches == nil {
		in.once.stretches = in.newStretches()
	}
	return in.once.stretches
}

func (in *Instance) newStretches() [][]model.Q {
	levels := in.withFutures(in.historyTypes())
	distances := make([][]model.Q, len(levels))
	for n, types := range levels {
		terms := make([][]model.Q, len(levels)-n)
		for _, laws := range types {
			a, m := laws[0], laws[1]
			if a.Null() {
				continue
			}
			future := typeLevel{{a.Anew(), m.Anew()}}
			for ahead := range terms {
				var gaps []model.Q
				for _, end := range future {
					gaps = append(gaps, end[0].Prob().Sub(end[1].Prob()).Abs())
				}
				terms[ahead] = append(terms[ahead], a.Prob().Mul(model.Half).Mul(model.Total(gaps)))
				future = model.Successors(in.finest(), future)
			}
		}
		distances[n] = totals(terms)
	}
	return distances
}

// toTheEnd takes for each stretch that has a step the distance of the one that ends last.
func toTheEnd(distances [][]model.Q) (last [][]model.Q) {
	for _, list := range distances {
		long := slices.Repeat(list[len(list)-1:], len(list))
		long[0] = list[0]
		last = append(last, long)
	}
	return last
}

// mostInAll is the largest sum, over all divisions of the steps into stretches, of what each distance counts.
func mostInAll(distances [][]model.Q, counts func(distance model.Q) model.Q) model.Q {
	most := make([]model.Q, len(distances)) // over the divisions of the first steps
	for n, list := range distances {
		for ahead, distance := range list {
			most[n+ahead] = most[n+ahead].Max(most[n].Add(counts(distance)))
		}
	}
	return most[len(most)-1]
}

// mostOfLeast lists, for k = 1, 2, … to the number of steps, the largest distance such that each of k stretches, one
// after the other, has it or more.
func mostOfLeast(distances [][]model.Q) (list []model.Q) {
	before := make([]model.Q, len(distances)) // of k-1 stretches up to each step; none has the distance 1
	for n := range before {
		before[n] = model.One
	}
	for k := 1; k < len(distances); k++ {
		most := make([]model.Q, len(distances))
		for n := k - 1; n < len(distances); n++ {
			for ahead := 1; ahead < len(distances[n]); ahead++ {
				most[n+ahead] = most[n+ahead].Max(before[n].Min(distances[n][ahead]))
			}
		}
		list, before = append(list, most[len(most)-1]), most
	}
	return list
}
