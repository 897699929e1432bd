package theorems

import "mimics/model"

// Equal capabilities: operator and mimic see the same outcomes, and merge where her law is dominated by its.

var mergingClaims = []Claim{
	{
		ID:         "merging/martingale",
		Statement:  "Σ_x M(hx)·Z(hx) = M(h)·Z(h), with Z = A/M: the likelihood ratio is a martingale under the mimic.",
		Source:     "Operators can synchronise with mimics: Equal capabilities (Blackwell and Dubins 1962)",
		Expect:     Holds,
		Needs:      NeedOperator | NeedMimic | NeedHorizon,
		With:       NeedSources,
		Hypotheses: []Hypothesis{dominatedOnHistories},
		Parts:      []Part{{Relation: Equal}},
		Check:      martingale(func(_, m model.Law) model.Q { return m.Prob() }),
		Rivals: []Rival{{
			Name:  "under the operator's law",
			Check: martingale(func(a, _ model.Law) model.Q { return a.Prob() }),
		}},
	},
	{
		ID:         "merging/identity",
		Statement:  "E_A TV(A_h, M_h over steps n+1..L) = ½·E_M|Z_L - Z_n| for every n.",
		Source:     "★ sharpens Equal capabilities",
		Expect:     Holds,
		Needs:      NeedOperator | NeedMimic | NeedHorizon,
		With:       NeedSources,
		Hypotheses: []Hypothesis{dominatedOnHistories},
		Parts:      []Part{{Relation: Equal}},
		Check:      mergingIdentity(model.Half),
		Rivals:     []Rival{{Name: "½ dropped", Check: mergingIdentity(model.One)}},
	},
	{
		ID:         "merging/energy",
		Statement:  "(2·E_A TV_{n→L})² ≤ E_M Z_L² - E_M Z_n² ≤ κ - E_M Z_n², with κ = Σ a_s²/m_s.",
		Source:     "★ sharpens Equal capabilities",
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
	{
		ID:         "merging/budget",
		Statement:  "Σ_{n<L} E_A KL(A(·|h)‖M(·|h)) = KL(A^L‖M^L) ≤ KL(a‖m) ≤ ln C, and 2·Σ E_A TV_n² ≤ that sum.",
		Source:     "Operators can synchronise with mimics: Equal capabilities (Kalai and Lehrer 1994)",
		Expect:     Holds,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon,
		Hypotheses: []Hypothesis{dominated},
		Parts:      []Part{{Name: "chain", Relation: Equal}, {Name: "prior", Relation: AtMost}, {Name: "constant", Relation: AtMost}, {Name: "pinsker", Relation: AtMost}},
		Check:      budget(model.One, model.KL),
		Rivals: []Rival{
			{Name: "half of KL(a‖m)", Part: 1, Check: budget(model.Half, model.KL)},
			{Name: "KL(m‖a) for KL(a‖m)", Part: 1, Check: budget(model.One,
				func(a, m model.Dist) model.Log { return model.KL(m, a) })},
		},
	},
	{
		ID:         "merging/finite-dominance",
		Statement:  "Where operator and mimic dominate each other on every finite horizon, their one-step forecasts merge: E_A TV_n → 0.",
		Source:     "Operators can synchronise with mimics: Equal capabilities, read for finite horizons",
		Expect:     Refuted,
		Needs:      NeedOperator | NeedMimic | NeedHorizon,
		With:       NeedSources,
		Hypotheses: []Hypothesis{dominatedBothWays, mergingSettles},
		Parts:      []Part{{Relation: Equal}},
		Check:      limitOfDistance,
		Sharpened:  "merging/budget",
	},
}

// outcomes walks the histories h of the operator's and the mimic's laws, as far as the horizon can be enumerated.
func (in *Instance) outcomes(visit func(h []int, a, m model.Law)) (steps int) {
	steps = in.reach(in.k())
	in.walk(in.finest(), steps, []model.Law{in.operator, in.mimic}, func(h []int, laws []model.Law) {
		visit(h, laws[0], laws[1])
	})
	return steps
}

func martingale(weight func(a, m model.Law) model.Q) Check {
	return func(in *Instance) []Sides {
		z := func(a, m model.Law) model.Q {
			if m.Null() {
				return model.Zero // such histories have no weight in the sum
			}
			return weight(a, m).Mul(model.LikelihoodRatio(a, m))
		}
		t := tightest{relation: Equal}
		steps := in.reach(in.k())
		in.outcomes(func(h []int, a, m model.Law) {
			if len(h) == steps || m.Null() {
				return
			}
			var sum model.Q
			for x := range in.k() {
				sum = sum.Add(z(a.Observe(x), m.Observe(x)))
			}
			t.offerQ(sum, z(a, m))
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

func mergingIdentity(half model.Q) Check {
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
				moves[n] = append(moves[n], m.Prob().Mul(z[steps].Sub(z[n]).Abs()).Mul(half))
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

func budget(share model.Q, divergence func(a, m model.Dist) model.Log) Check {
	return func(in *Instance) []Sides {
		a, m := must(in.operator.Posterior()), must(in.mimic.Posterior())
		constant, ok := model.DominanceConstant(a, m)
		if !ok {
			panic(undefined{errNoConstant})
		}
		var steps []model.Log // E_A KL of each one-step forecast
		var whole []model.Log // KL(A^L‖M^L), history by history
		var squares []model.Q // E_A TV_n², history by history
		last := in.reach(in.k())
		in.outcomes(func(h []int, a, m model.Law) {
			switch {
			case a.Null():
			case len(h) == last:
				whole = append(whole, model.Ln(model.LikelihoodRatio(a, m)).Scale(a.Prob()))
			default:
				p, q := must(a.Forecast()), must(m.Forecast())
				steps = append(steps, model.KL(p, q).Scale(a.Prob()))
				tv := model.TotalVariation(p, q)
				squares = append(squares, tv.Mul(tv).Mul(a.Prob()))
			}
		})
		sum, total := model.Sum(steps...), model.Sum(whole...)
		prior := divergence(a, m).Scale(share)
		covered := in.covered(last)
		return []Sides{
			Compare(sum, total).at("%s", covered),
			Compare(total, prior).at("%s", covered),
			Compare(prior, model.Ln(constant)),
			Compare(model.Rational(model.Total(squares).Mul(model.Whole(2))), sum).at("%s", covered),
		}
	}
}
