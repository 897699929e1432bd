package theorems

import (
	"math/big"

	"mimics/model"
)

// What the operator can certify from its own observations, without the mimic's likelihood of them.

var ownClaims = []Claim{
	{
		ID:    "merging/own-observations",
		Title: "The operator's own data bound the distance if the mimic ignores order",
		Statement: "If A ≤ C·M and every start state of the mimic ignores order, then |T(h)|·A(h) ≤ Z(h) and " +
			"TV(A_h, M_h) ≤ 1 - |T(h)|·A(h)/C to the horizon for every h with A(h) > 0, with Z = A/M and T(h) " +
			"the set of orders of the outcomes in h.",
		Source: "★ sharpens " + equalCapabilities + ": what she can tell from her own observations",
		Derivation: "Such a mimic gives all orders of h the same probability, so that M(h) ≤ 1/|T(h)| and Z(h) " +
			"≥ |T(h)|·A(h). Put this into merging/certificate. If the operator ignores order too, |T(h)|·A(h) " +
			"is the probability that she gave to the observed counts: the less the counts surprise the " +
			"operator, the more she can rely on the mimic.",
		Follows:    []string{"merging/certificate"},
		Expect:     Holds,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon,
		Hypotheses: []Hypothesis{Dominated, mimicExchangeable},
		Parts: []Part{
			{Name: "ratio", Relation: AtMost, Best: Attained},
			{Name: "distance", Relation: AtMost, Best: Attained},
		},
		Check: ownObservations(orders, func(z, c model.Q) model.Q { return model.One.Sub(z.Div(c)) }),
		Rivals: []Rival{
			{Name: "all histories of that length for the orders of h", Part: 0, Check: ownObservations(
				func(in *Instance, h []int) model.Q { return model.Whole(int64(in.k())).Pow(len(h)) },
				func(z, c model.Q) model.Q { return model.One.Sub(z.Div(c)) })},
			{Name: "C dropped", Part: 1, Check: ownObservations(orders, func(z, _ model.Q) model.Q { return model.One.Sub(z) })},
			{Name: "half of the bound", Part: 1, Check: ownObservations(orders,
				func(z, c model.Q) model.Q { return model.One.Sub(z.Div(c)).Mul(model.Half) })},
		},
	},
	{
		ID:    "merging/budget-left",
		Title: "What the operator has seen bounds the surprise that is left",
		Statement: "If A ≤ C·M, then KL(A_h‖M_h) ≤ ln(C/Z(h)) to the horizon for every h with A(h) > 0, with Z = " +
			"A/M. If K nats or more are left at some step up to the horizon with probability P under A, then K ≤ " +
			"ln(C/P).",
		Source: "★ sharpens " + equalCapabilities + ": what she can tell from her own observations",
		Derivation: "A_h(g) = A(hg)/A(h) ≤ C·M(hg)/A(h), which is C/Z(h) times M_h(g). So C/Z(h) is a constant " +
			"for the future, and its logarithm is the budget (merging/budget). By Ville's inequality Z stays " +
			"above δ for all time, except with probability δ. The operator needs no knowledge of the mimic's " +
			"likelihood for this.",
		Follows:    []string{"merging/budget", "merging/certificate"},
		Expect:     Holds,
		Rare:       2,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon,
		Hypotheses: []Hypothesis{Dominated},
		Parts:      []Part{{Name: "after", Relation: AtMost, Best: Attained}, {Name: "always", Relation: AtMost, Best: Attained}},
		Check:      budgetLeft(model.Q.Div, model.Q.Div),
		Rivals: []Rival{
			{Name: "ln C after every h", Part: 0, Check: budgetLeft(func(c, _ model.Q) model.Q { return c }, model.Q.Div)},
			{Name: "ln(C·Z) for ln(C/Z)", Part: 0, Check: budgetLeft(model.Q.Mul, model.Q.Div)},
			{Name: "C dropped", Part: 1, Check: budgetLeft(model.Q.Div, func(_, p model.Q) model.Q { return model.One.Div(p) })},
			{Name: "half of C", Part: 1, Check: budgetLeft(model.Q.Div, func(c, p model.Q) model.Q {
				return c.Mul(model.Half).Div(p)
			})},
		},
	},
}

var mimicExchangeable = startsExchangeable("mimic-exchangeable", "mimic", "a source that alternates makes one order of its outcomes likelier than the others",
	func(in *Instance) model.Law { return in.MimicLaw })

// orders is |T(h)|, the number of histories with the same counts: n!/Π n_x!.
func orders(in *Instance, h []int) model.Q {
	counts, product := make([]int64, in.k()), big.NewInt(1)
	for n, x := range h {
		counts[x]++
		product.Mul(product, big.NewInt(int64(n+1)))
		product.Quo(product, big.NewInt(counts[x])) // exact: each step leaves a multinomial coefficient
	}
	return model.Ratio(model.IntOf(product), model.NewInt(1))
}

func ownObservations(types func(in *Instance, h []int) model.Q, bound func(z, c model.Q) model.Q) Check {
	return func(in *Instance) []Sides {
		c := OperatorUnderMimic.Constant(in)
		ratio, distance := soonest{Tightest: Tightest{Relation: AtMost}}, soonest{Tightest: Tightest{Relation: AtMost}}
		steps := in.Reach(in.k())
		covered := in.Covered(steps)
		in.Histories(func(h []int, a, m model.Law) {
			if a.Null() {
				return
			}
			n, own := len(h), types(in, h).Mul(a.Prob())
			if ratio.considerQ(n, own, model.LikelihoodRatio(a, m)) {
				ratio.Best = ratio.Best.WithDetail("h = %s %s", in.HistoryText(h), covered)
			}
			if distance.considerQ(n, in.futureDistance(a, m, steps-n), bound(own, c)) {
				distance.Best = distance.Best.WithDetail("h = %s %s", in.HistoryText(h), covered)
			}
		})
		return []Sides{ratio.Best, distance.Best}
	}
}

// budgetLeft compares the divergence left after each history with ln(left(C, Z)), and the most that is left along a
// path with ln(often(C, P)), with P the probability that as much is left.
func budgetLeft(left, often func(c, p model.Q) model.Q) Check {
	return func(in *Instance) []Sides {
		c := OperatorUnderMimic.Constant(in)
		after, always := soonest{Tightest: Tightest{Relation: AtMost}}, Tightest{Relation: AtMost}
		steps := in.leftReach()
		covered := in.Covered(steps)
		most := make([]model.Log, steps+1) // left anywhere on the path to the current history
		var paths []pathMaximum
		in.Histories(func(h []int, a, m model.Law) {
			if a.Null() || len(h) > steps {
				return
			}
			n, z := len(h), model.LikelihoodRatio(a, m)
			future := in.futureDivergence(a, m, steps-n)
			if after.consider(n, future, model.Ln(left(c, z))) {
				after.Best = after.Best.WithDetail("h = %s %s", in.HistoryText(h), covered)
			}
			most[n] = future
			if n > 0 {
				most[n] = future.Max(most[n-1])
			}
			if n == steps {
				paths = append(paths, pathMaximum{most[n], a.Prob()})
			}
		})
		for left, prob := range tails(paths) {
			if always.Consider(left, model.Ln(often(c, prob))) {
				always.Best = always.Best.WithDetail("P = %s %s", prob, covered)
			}
		}
		return []Sides{after.Best, always.Best}
	}
}

// leftReach is the number of steps that can be enumerated if a check compares a divergence for each history, which has
// a logarithm for each history that follows.
func (in *Instance) leftReach() int {
	const cheap = 8 // copies that cost nothing extra
	return in.reachEach(in.k(), cheap*(1+len(in.Sources)/2))
}
