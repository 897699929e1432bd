package theorems

import (
	"slices"

	"mimics/model"
)

// Equal capabilities: operator and mimic see the same outcomes, and merge where her law is dominated by its.

const equalCapabilities = "Operators can synchronise with mimics: Equal capabilities"

var mergingClaims = slices.Concat(futureClaims, budgetClaims, sharperClaims, certificateClaims, ownClaims, limitClaims, steadyClaims, urnClaims)

// Distances over the whole future to the horizon.
var futureClaims = []Claim{
	{
		ID:         "merging/martingale",
		Statement:  "Σ_x M(hx)·Z(hx) = M(h)·Z(h), with Z = A/M: the likelihood ratio is a martingale under the mimic.",
		Source:     equalCapabilities + " (Blackwell and Dubins 1962)",
		Expect:     Holds,
		Needs:      NeedOperator | NeedMimic | NeedHorizon,
		With:       NeedSources,
		Hypotheses: []Hypothesis{dominatedOnHistories},
		Parts:      []Part{{Relation: Equal}},
		Check:      martingale(func(_, m model.Law) model.Q { return m.Prob() }, 1),
		Rivals: []Rival{
			{Name: "under the operator's law", Check: martingale(func(a, _ model.Law) model.Q { return a.Prob() }, 1)},
			{Name: "Z² for Z", Check: martingale(func(_, m model.Law) model.Q { return m.Prob() }, 2)},
		},
	},
	{
		ID:         "merging/identity",
		Statement:  "E_A TV(A_h, M_h over steps n+1..L) = ½·E_M|Z_L - Z_n| for every n.",
		Source:     "★ sharpens " + equalCapabilities,
		Expect:     Holds,
		Needs:      NeedOperator | NeedMimic | NeedHorizon,
		With:       NeedSources,
		Hypotheses: []Hypothesis{dominatedOnHistories},
		Parts:      []Part{{Relation: Equal}},
		Check:      mergingIdentity(model.Half, func(a, m model.Law) model.Law { return m }),
		Rivals: []Rival{
			{Name: "½ dropped", Check: mergingIdentity(model.One, func(a, m model.Law) model.Law { return m })},
			{Name: "E_A for E_M", Check: mergingIdentity(model.Half, func(a, m model.Law) model.Law { return a })},
		},
	},
	{
		ID:         "merging/energy",
		Statement:  "(2·E_A TV_{n→L})² ≤ E_M Z_L² - E_M Z_n² ≤ κ - E_M Z_n², with κ = Σ a_s²/m_s.",
		Source:     "★ sharpens " + equalCapabilities,
		Expect:     Holds,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon,
		Hypotheses: []Hypothesis{dominated},
		Parts:      []Part{{Name: "future", Relation: AtMost}, {Name: "kappa", Relation: AtMost}},
		Check:      energy(model.Whole(2), model.One),
		Rivals: []Rival{
			{Name: "3 for 2", Check: energy(model.Whole(3), model.One)},
			{Name: "half of κ", Part: 1, Check: energy(model.Whole(2), model.Half)},
		},
	},
}

// outcomes visits the histories h of the operator's and the mimic's laws, as far as the horizon can be enumerated. It
// walks them once an instance.
func (in *Instance) outcomes(visit func(h []int, a, m model.Law)) (steps int) {
	steps = in.reach(in.k())
	if in.histories == nil {
		in.walk(in.finest(), steps, []model.Law{in.operator, in.mimic}, func(h []int, laws []model.Law) {
			in.histories = append(in.histories, history{slices.Clone(h), laws[0], laws[1]})
		})
	}
	for _, at := range in.histories {
		visit(at.outcomes, at.operator, at.mimic)
	}
	return steps
}

// history is a sequence of further outcomes with the laws after it.
type history struct {
	outcomes        []int
	operator, mimic model.Law
}

// martingale compares Σ_x weight(hx)·Z(hx) with weight(h)·Z(h), Z to the given power.
func martingale(weight func(a, m model.Law) model.Q, power int) Check {
	return func(in *Instance) []Sides {
		weighted := func(a, m model.Law) model.Q {
			if m.Null() {
				return model.Zero // such a history has no weight under the mimic
			}
			return weight(a, m).Mul(model.LikelihoodRatio(a, m).Pow(power))
		}
		t := tightest{relation: Equal}
		steps := in.reach(in.k())
		in.outcomes(func(h []int, a, m model.Law) {
			if len(h) == steps || m.Null() {
				return
			}
			var sum model.Q
			for x := range in.k() {
				sum = sum.Add(weighted(a.Observe(x), m.Observe(x)))
			}
			t.offerQ(sum, weighted(a, m))
		})
		t.best.Detail = in.covered(steps)
		return []Sides{t.best}
	}
}

// futureDistance is TV(A_h, M_h) over the next steps, 1 where the mimic holds h impossible and the operator does not.
func (in *Instance) futureDistance(a, m model.Law, steps int) model.Q {
	if m.Null() {
		return model.One
	}
	var gaps []model.Q
	in.walk(in.finest(), steps, []model.Law{a.Anew(), m.Anew()}, func(g []int, laws []model.Law) {
		if len(g) == steps {
			gaps = append(gaps, laws[0].Prob().Sub(laws[1].Prob()).Abs())
		}
	})
	return model.Total(gaps).Mul(model.Half)
}

// distances lists E_A TV(A_h, M_h over steps n+1..L) for n = 0..L, L being what can be enumerated.
func (in *Instance) distances() []model.Q {
	steps := in.reach(in.k())
	expected := make([][]model.Q, steps+1)
	in.outcomes(func(h []int, a, m model.Law) {
		if !a.Null() {
			n := len(h)
			expected[n] = append(expected[n], a.Prob().Mul(in.futureDistance(a, m, steps-n)))
		}
	})
	return totals(expected)
}

// totals adds up each list.
func totals(lists [][]model.Q) []model.Q {
	sums := make([]model.Q, len(lists))
	for i, list := range lists {
		sums[i] = model.Total(list)
	}
	return sums
}

func mergingIdentity(half model.Q, under func(a, m model.Law) model.Law) Check {
	return func(in *Instance) []Sides {
		left := in.distances()
		steps := len(left) - 1
		moves := make([][]model.Q, steps+1)
		z := make([]model.Q, steps+1) // Z along the path to the history at hand
		in.outcomes(func(h []int, a, m model.Law) {
			if m.Null() {
				return // no weight in E_M, nor has anything behind it
			}
			z[len(h)] = model.LikelihoodRatio(a, m)
			for n := 0; len(h) == steps && n <= steps; n++ {
				moves[n] = append(moves[n], under(a, m).Prob().Mul(z[steps].Sub(z[n]).Abs()).Mul(half))
			}
		})
		right := totals(moves)
		t := tightest{relation: Equal}
		at := 0
		for n := range left {
			if t.offerQ(left[n], right[n]) {
				at = n
			}
		}
		return []Sides{t.best.at("n = %d %s", at, in.covered(steps))}
	}
}

// energies lists E_M Z_n² for n = 0..L.
func (in *Instance) energies() []model.Q {
	squares := make([][]model.Q, in.reach(in.k())+1)
	in.outcomes(func(h []int, a, m model.Law) {
		if !m.Null() {
			z := model.LikelihoodRatio(a, m)
			squares[len(h)] = append(squares[len(h)], m.Prob().Mul(z).Mul(z))
		}
	})
	return totals(squares)
}

func energy(factor, share model.Q) Check {
	return func(in *Instance) []Sides {
		a, m := must(in.operator.Posterior()), must(in.mimic.Posterior())
		kappa, finite := model.ChiSquare(a, m).Add(model.Rational(model.One)).Rational()
		if !finite {
			panic(undefined{errNoConstant})
		}
		distances, energies := in.distances(), in.energies()
		last := energies[len(energies)-1]
		future, bound := tightest{relation: AtMost}, tightest{relation: AtMost}
		at := 0
		for n := range energies {
			left := distances[n].Mul(factor)
			if future.offerQ(left.Mul(left), last.Sub(energies[n])) {
				at = n
			}
			bound.offerQ(last.Sub(energies[n]), kappa.Mul(share).Sub(energies[n]))
		}
		covered := in.covered(len(energies) - 1)
		return []Sides{future.best.at("n = %d %s", at, covered), bound.best.at("n = 0 %s", covered)}
	}
}
