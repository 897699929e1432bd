package theorems

import "mimics/model"

// Whether each observation brings the forecasts of the future closer.

var steadyClaims = []Claim{
	{
		ID:         "merging/steady",
		Statement:  "Each observation brings the forecasts of the future closer: E_A TV_{n+1→L} ≤ E_A TV_{n→L} for every n.",
		Source:     equalCapabilities + ", a natural reading",
		Expect:     Refuted,
		Needs:      NeedOperator | NeedMimic | NeedHorizon,
		With:       NeedSources,
		Hypotheses: []Hypothesis{dominatedOnHistories},
		Parts:      []Part{{Relation: AtMost}},
		Check:      distanceSteps(model.One, false),
		Sharpened:  "merging/doubling",
	},
	{
		ID:        "merging/doubling",
		Statement: "An observation at most doubles the expected distance, dominance or not: E_A TV_{n+1→L} ≤ 2·E_A TV_{n→L} for every n.",
		Source:    "★ in place of merging/steady",
		Expect:    Holds,
		Needs:     NeedOperator | NeedMimic | NeedHorizon,
		With:      NeedSources,
		Parts:     []Part{{Relation: AtMost}},
		Check:     distanceSteps(model.Whole(2), false),
		Rivals: []Rival{
			{Name: "1 for 2", Check: distanceSteps(model.One, false)},
			{Name: "the other way round", Check: distanceSteps(model.Whole(2), true)},
		},
	},
	{
		ID:        "merging/kl-steady",
		Statement: "The expected divergence of the future never rises, dominance or not: E_A KL_{n+1→L} ≤ E_A KL_{n→L} for every n.",
		Source:    "★ in place of merging/steady",
		Expect:    Holds,
		Needs:     NeedOperator | NeedMimic | NeedHorizon,
		With:      NeedSources,
		Parts:     []Part{{Relation: AtMost}},
		Check:     divergenceSteps(model.One),
		Rivals: []Rival{
			{Name: "falls by half", Check: divergenceSteps(model.Half)},
			{Name: "always falls", Relation: Below},
		},
	},
}

// distanceSteps compares E_A TV_{n+1→L} with factor·E_A TV_{n→L}, or the other way round.
func distanceSteps(factor model.Q, reversed bool) Check {
	return func(in *Instance) []Sides {
		distances := in.distances()
		t, at := tightest{relation: AtMost}, 0
		for n := range len(distances) - 1 {
			before, after := distances[n], distances[n+1]
			if reversed {
				before, after = after, before
			}
			if t.offerQ(after, before.Mul(factor)) {
				at = n
			}
		}
		return []Sides{t.best.at("n = %d %s", at, in.covered(len(distances)-1))}
	}
}

func divergenceSteps(factor model.Q) Check {
	return func(in *Instance) []Sides {
		steps := in.reach(in.k())
		terms := make([][]model.Log, steps+1)
		in.outcomes(func(h []int, a, m model.Law) {
			if n := len(h); !a.Null() {
				terms[n] = append(terms[n], in.futureDivergence(a, m, steps-n).Scale(a.Prob()))
			}
		})
		t, at := tightest{relation: AtMost}, 0
		for n := range steps {
			if t.offer(model.Sum(terms[n+1]...), model.Sum(terms[n]...).Scale(factor)) {
				at = n
			}
		}
		return []Sides{t.best.at("n = %d %s", at, in.covered(steps))}
	}
}

// futureDivergence is KL(A_h‖M_h) over the next steps, ∞ where the mimic holds possible less than the operator.
func (in *Instance) futureDivergence(a, m model.Law, steps int) model.Log {
	if m.Null() {
		return model.Infinity
	}
	var terms []model.Log
	in.walk(in.finest(), steps, []model.Law{a.Anew(), m.Anew()}, func(g []int, laws []model.Law) {
		switch a, m := laws[0], laws[1]; {
		case len(g) < steps || a.Null():
		case m.Null():
			terms = append(terms, model.Infinity)
		default:
			terms = append(terms, model.Ln(model.LikelihoodRatio(a, m)).Scale(a.Prob()))
		}
	})
	return model.Sum(terms...)
}
