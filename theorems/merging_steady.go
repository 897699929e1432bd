package theorems

import "mimics/model"

// Whether each observation brings the forecasts of the future closer.

var steadyClaims = []Claim{
	{
		ID:    "merging/steady",
		Title: "An observation can move the forecasts of the future apart on average",
		Statement: "Each observation brings the forecasts of the future closer on average: E_A TV_{n+1→L} ≤ E_A " +
			"TV_{n→L} for every n below the horizon L, with TV_{n→L} the distance of steps n+1..L.",
		Source: equalCapabilities + ", a natural reading",
		Derivation: "E_A TV_{n→L} is half of E_M|Z_L - Z_n|. A martingale that ends near its beginning can be " +
			"far away in between.",
		Expect:     Refuted,
		Rare:       8,
		Needs:      NeedOperator | NeedMimic | NeedHorizon,
		With:       NeedSources,
		Hypotheses: []Hypothesis{DominatedOnHistories},
		Parts:      []Part{{Relation: AtMost}},
		Check:      distanceSteps,
		Sharpened:  "merging/doubling",
	},
	{
		ID:    "merging/doubling",
		Title: "However many observations at most double the expected distance",
		Statement: "E_A TV_{m→L} ≤ 2·E_A TV_{n→L} for all n < m ≤ L, with or without dominance, where L is the " +
			"horizon and TV_{n→L} is the distance of steps n+1..L after n outcomes, 1 if the mimic gives these " +
			"probability 0.",
		Source: "★ in place of merging/steady",
		Derivation: "|Z_L - Z_m| ≤ |Z_L - Z_n| + |Z_m - Z_n|, and by Jensen's inequality the second term has at " +
			"most the expectation of the first. So the factor is 2 for all later steps, not 2 for each. " +
			"Histories that the mimic gives probability 0 count once in the distance before them and once in " +
			"the distance after them, so that dominance is not needed.",
		Expect: Holds,
		Needs:  NeedOperator | NeedMimic | NeedHorizon,
		With:   NeedSources,
		Parts:  []Part{{Relation: AtMost, Best: Approached, Reaches: model.Frac(4, 5)}},
		Check:  laterDistances(model.Whole(2), false),
		Rivals: []Rival{
			{Name: "1 for 2", Check: laterDistances(model.One, false)},
			{Name: "the other way round", Check: laterDistances(model.Whole(2), true)},
		},
	},
	{
		ID:    "merging/kl-steady",
		Title: "An observation does not raise the expected divergence of the futures",
		Statement: "E_A KL_{n+1→L} ≤ E_A KL_{n→L} for every n below the horizon L, with or without dominance, " +
			"where KL_{n→L} is KL(A_h‖M_h) on steps n+1..L after n outcomes h.",
		Source: "★ in place of merging/steady",
		Derivation: "By the chain rule each step takes the divergence of its forecast, which is not negative, " +
			"off the expected divergence of the future. If the mimic gives a possible future of A probability " +
			"0, both sides are infinite.",
		Expect: Holds,
		Needs:  NeedOperator | NeedMimic | NeedHorizon,
		With:   NeedSources,
		Parts:  []Part{{Relation: AtMost, Reaches: model.Frac(7, 8)}},
		Check:  divergenceSteps(model.One),
		Rivals: []Rival{
			{Name: "falls by half", Check: divergenceSteps(model.Half)},
			{Name: "always falls", Relation: Below},
		},
	},
}

// distanceSteps compares E_A TV_{n+1→L} with E_A TV_{n→L}.
func distanceSteps(in *Instance) []Sides {
	distances := in.distances()
	t, at := Tightest{Relation: AtMost}, 0
	for n := range len(distances) - 1 {
		if t.ConsiderQ(distances[n+1], distances[n]) {
			at = n
		}
	}
	return []Sides{t.Best.WithDetail("n = %d %s", at, in.Covered(len(distances)-1))}
}

// laterDistances compares E_A TV_{m→L} with factor·E_A TV_{n→L} for n < m, or the other way round if reversed is true.
func laterDistances(factor model.Q, reversed bool) Check {
	return func(in *Instance) []Sides {
		distances := in.distances()
		t := Tightest{Relation: AtMost}
		for n, before := range distances {
			for m := n + 1; m < len(distances); m++ {
				left, right := distances[m], before
				if reversed {
					left, right = right, left
				}
				if t.ConsiderQ(left, right.Mul(factor)) {
					t.Best = t.Best.WithDetail("n = %d, m = %d %s", n, m, in.Covered(len(distances)-1))
				}
			}
		}
		return []Sides{t.Best}
	}
}

func divergenceSteps(factor model.Q) Check {
	return func(in *Instance) []Sides {
		levels := in.withLogs(in.withFutures(in.historyTypes()))
		steps := len(levels) - 1
		expected := make([]model.Log, len(levels))
		for n, types := range levels {
			var terms []model.Log
			for _, laws := range types {
				if a, m := laws[0], laws[1]; !a.Null() {
					terms = append(terms, in.futureDivergence(a, m, steps-n).Scale(a.Prob()))
				}
			}
			expected[n] = model.Sum(terms...)
		}
		t, at := Tightest{Relation: AtMost}, 0
		for n := range steps {
			if t.Consider(expected[n+1], expected[n].Scale(factor)) {
				at = n
			}
		}
		return []Sides{t.Best.WithDetail("n = %d %s", at, in.Covered(steps))}
	}
}
