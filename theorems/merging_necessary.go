package theorems

import (
	"slices"

	"mimics/model"
)

// Why the future merges under dominance only.

var necessaryClaims = []Claim{
	{
		ID:    "merging/necessary",
		Title: "An event that the mimic finds too unlikely keeps the forecasts apart",
		Statement: "Let B_n be the largest A(h)/M(h) over histories h of n outcomes with M(h) > 0, and TV_{n→L} " +
			"the distance of steps n+1..L after n outcomes, 1 if M gives these probability 0. Then E_A TV_{n→L} ≥ " +
			"A(E) - B_n·M(E) for every event E of the outcomes up to the horizon L and every n from 1 to L, with " +
			"or without dominance.",
		Source: "★ beside " + equalCapabilities + ": for the whole future, dominance is necessary",
		Derivation: "A_h(E) ≤ M_h(E) + TV_{n→L} after each h with M(h) > 0, and A(h)·M_h(E) ≤ B_n·M(h)·M_h(E); " +
			"after the others the distance is 1. Sum over h. If A ≪ M fails on infinite sequences, there is an ε " +
			"such that for every δ an event has M(E) ≤ δ and A(E) ≥ ε. B_n is finite, whatever n: choose δ small, " +
			"and E_A TV of the whole future is at least ε after every n. So it tends to 0 only if A ≪ M, the " +
			"converse of Blackwell and Dubins (1962). For n = 0 the largest left side is the distance itself. Of " +
			"all events the left side is largest for some {A(w) ≥ t·M(w)} (Neyman and Pearson 1933), and these " +
			"are checked.",
		Expect: Holds,
		Needs:  NeedSources | NeedOperator | NeedMimic | NeedHorizon,
		Parts:  []Part{{Relation: AtMost, Best: Attained}},
		Check:  unlikelyEvents(mostRatio),
		Rivals: []Rival{
			{Name: "1 for B_n", Check: unlikelyEvents(func([]typeLevel, int) model.Q { return model.One })},
			{Name: "B_{n-1} for B_n", Check: unlikelyEvents(func(levels []typeLevel, n int) model.Q {
				return mostRatio(levels, n-1)
			})},
			{Name: "the mean of A/M for the largest", Check: unlikelyEvents(meanRatio)},
			{Name: "nine tenths of B_n", Check: unlikelyEvents(func(levels []typeLevel, n int) model.Q {
				return mostRatio(levels, n).Mul(nineTenths)
			})},
		},
	},
}

// unlikelyEvents compares A(E) - ratio·M(E) with the expected distance after n outcomes, for the events E that are
// likeliest under A among those of their probability under M.
func unlikelyEvents(ratio func(levels []typeLevel, n int) model.Q) Check {
	return func(in *Instance) []Sides {
		distances := in.distances()
		levels, steps := in.historyTypes(), len(distances)-1
		ends := slices.Clone(levels[steps])
		slices.SortFunc(ends, func(v, w []model.Law) int { // falling A/M
			return w[0].Prob().Mul(v[1].Prob()).Cmp(v[0].Prob().Mul(w[1].Prob()))
		})
		t := Tightest{Relation: AtMost}
		for n, distance := range distances[1:] {
			bound := ratio(levels, n+1)
			var a, m, most, likely model.Q // of the event that consists of the ends so far, and of the best
			for _, end := range ends {
				a, m = a.Add(end[0].Prob()), m.Add(end[1].Prob())
				if left := a.Sub(bound.Mul(m)); most.Less(left) {
					most, likely = left, a
				}
			}
			if t.ConsiderQ(most, distance) {
				t.Best = t.Best.WithDetail("n = %d, A(E) = %s %s", n+1, likely, in.Covered(steps))
			}
		}
		return []Sides{t.Best}
	}
}

// mostRatio is the largest A/M after n outcomes that the mimic gives positive probability.
func mostRatio(levels []typeLevel, n int) (most model.Q) {
	for _, laws := range levels[n] {
		if a, m := laws[0], laws[1]; !m.Null() {
			most = most.Max(model.LikelihoodRatio(a, m))
		}
	}
	return most
}

// meanRatio is the mean under A of A/M after n outcomes.
func meanRatio(levels []typeLevel, n int) model.Q {
	var terms []model.Q
	for _, laws := range levels[n] {
		if a, m := laws[0], laws[1]; !m.Null() {
			terms = append(terms, a.Prob().Mul(model.LikelihoodRatio(a, m)))
		}
	}
	return model.Total(terms)
}
