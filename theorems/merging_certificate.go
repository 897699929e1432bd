package theorems

import "mimics/model"

// What the operator's own observations show about merging.

var certificateClaims = []Claim{
	{
		ID:    "merging/certificate",
		Title: "The likelihood ratio so far bounds how far the futures can differ",
		Statement: "If A ≤ C·M, then TV(A_h, M_h) ≤ 1 - Z(h)/C to the horizon for every h with A(h) > 0, with Z = " +
			"A/M, and E_A[1/Z_n] ≤ 1 for Z_n after n outcomes. A(min_{n≤L} Z_n ≤ δ) ≤ δ, with L the horizon, for " +
			"δ = ε or, if the scenario has no epsilon, for every δ > 0.",
		Source: "★ sharpens " + equalCapabilities,
		Derivation: "A(w) ≤ C·M(w) gives M_h(w) ≥ (Z(h)/C)·A_h(w), so that the two laws share at least the mass " +
			"Z(h)/C. E_A[1/Z_n] is the sum of M(h) over the h with A(h) > 0. The last part is Ville's " +
			"inequality: 1/Z is a nonnegative supermartingale under A, and a martingale if M ≪ A. It needs no " +
			"knowledge of the mimic's likelihood.",
		Follows:    []string{"merging/dichotomy"},
		Expect:     Holds,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon,
		Hypotheses: []Hypothesis{Dominated},
		Parts: []Part{
			{Name: "distance", Relation: AtMost, Best: Attained},
			{Name: "inverse", Relation: AtMost, Best: Attained},
			{Name: "ville", Relation: AtMost, Best: Attained},
		},
		Check: certificate(func(z, c model.Q) model.Q { return model.One.Sub(z.Div(c)) }, model.One),
		Rivals: []Rival{
			{Name: "nine tenths for 1", Part: 1, Right: times(9, 10)},
			{Name: "C dropped", Check: certificate(func(z, _ model.Q) model.Q { return model.One.Sub(z) }, model.One)},
			{Name: "half of the bound", Check: certificate(func(z, c model.Q) model.Q {
				return model.Half.Mul(model.One.Sub(z.Div(c)))
			}, model.One)},
			{Name: "half of δ", Part: 2, Check: certificate(func(z, c model.Q) model.Q { return model.One.Sub(z.Div(c)) },
				model.Half)},
		},
	},
}

func certificate(bound func(z, c model.Q) model.Q, share model.Q) Check {
	return func(in *Instance) []Sides {
		c := OperatorUnderMimic.Constant(in)
		steps := in.Reach(in.k())
		distance, at := soonest{Tightest: Tightest{Relation: AtMost}}, ""
		inverses := make([][]model.Q, steps+1)
		lowest := make([]model.Q, steps+1) // min Z along the path to the current history
		values, probs := map[string]model.Q{}, map[string][]model.Q{}
		in.Histories(func(h []int, a, m model.Law) {
			if a.Null() {
				return
			}
			n, z := len(h), model.LikelihoodRatio(a, m)
			if distance.considerQ(n, in.futureDistance(a, m, steps-n), bound(z, c)) {
				at = in.HistoryText(h)
			}
			inverses[n] = append(inverses[n], a.Prob().Div(z))
			lowest[n] = z
			if n > 0 && lowest[n-1].Less(z) {
				lowest[n] = lowest[n-1]
			}
			if n == steps {
				key := lowest[n].Key()
				values[key], probs[key] = lowest[n], append(probs[key], a.Prob())
			}
		})
		inverse, ville := Tightest{Relation: AtMost}, Tightest{Relation: AtMost}
		for _, sum := range totals(inverses) {
			inverse.ConsiderQ(sum, model.One)
		}
		d := newDistribution(values, probs)
		for _, delta := range in.thresholds(d) {
			if ville.ConsiderQ(d.atMost(delta), delta.Mul(share)) {
				ville.Best = ville.Best.WithDetail("δ = %s", delta)
			}
		}
		covered := in.Covered(steps)
		return []Sides{distance.Best.WithDetail("h = %s %s", at, covered), inverse.Best.WithDetail("%s", covered), ville.Best}
	}
}
