package theorems

import "mimics/model"

// What is a mimic? A Bayesian forecaster joined to a sampler.

var mimicClaims = []Claim{
	{
		ID:    "mimic/bayes",
		Title: "The mimic's forecast is the ratio of two history probabilities",
		Statement: "If M(h) > 0, the mimic's forecast of x after the history h is M(hx)/M(h), and its forecasts " +
			"sum to 1. M(h) times its forecasts along a continuation g is M(hg).",
		Source: "What is a mimic?",
		Derivation: "Each start state has a weight, and each outcome multiplies the weight by the probability " +
			"with which the state emits it. The weights add up to the probability of the history. The forecast " +
			"divides two such sums, so that a product of forecasts telescopes.",
		Expect:     Holds,
		Needs:      NeedMimic,
		With:       NeedSources | NeedHistory | NeedHorizon,
		Hypotheses: []Hypothesis{historyPossible},
		Parts:      []Part{{Name: "ratio", Relation: Equal}, {Name: "sum", Relation: Equal}, {Name: "chain", Relation: Equal}},
		Check:      bayes(func(in *Instance) model.Dist { return in.P() }, model.Q.Div),
		Rivals: []Rival{
			{Name: "the forecasts leave 1/100 out", Part: 1, Right: times(99, 100)},
			{Name: "prior for posterior in the chain", Part: 2, Check: bayes(func(in *Instance) model.Dist {
				return Must(in.law(in.Mimic).Forecast())
			}, model.Q.Div)},
			{Name: "prior for posterior", Check: bayes(func(in *Instance) model.Dist {
				return Must(in.law(in.Mimic).Forecast())
			}, model.Q.Div)},
			{Name: "not divided by P(h)", Check: bayes(func(in *Instance) model.Dist { return in.P() },
				func(hx, _ model.Q) model.Q { return hx })},
		},
	},
	{
		ID:    "mimic/sampler",
		Title: "The sampler emits each outcome with exactly its forecast probability",
		Statement: "With D the common denominator of the forecast p, exactly D·p(x) of the D equally likely " +
			"seeds make the sampler emit x, for every outcome x.",
		Source: "What is a mimic?",
		Derivation: "The outcomes share the D seeds in order, and x gets D·p(x) of them. This number is whole " +
			"because D is a common denominator. A uniform seed then emits x with probability p(x), without " +
			"rounding.",
		Expect: Holds,
		Needs:  NeedMimic,
		Parts:  []Part{{Relation: Equal}},
		Check:  seedShares(func(d, share model.Q) model.Q { return d.Mul(share) }),
		Rivals: []Rival{
			{Name: "one seed short", Check: seedShares(func(d, share model.Q) model.Q { return d.Sub(model.One).Mul(share) })},
			{Name: "a seed for every outcome", Check: seedShares(func(d, share model.Q) model.Q { return d.Mul(share).Max(model.One) })},
		},
	},
	{
		ID:    "mimic/indistinguishable",
		Title: "The nearer the mimic is to nature, the harder it is to tell them apart",
		Statement: "The least average error of telling one draw of the mimic from one of nature, at even odds, " +
			"is (1 - TV(N, M))/2.",
		Source: "Conclusion: a good mimic is hard to distinguish from the thing it's mimicking",
		Derivation: "A test that answers nature on the event E errs with probability (M(E) + 1 - N(E))/2. This " +
			"is least if E holds the outcomes that are likelier under nature, and for this E the difference " +
			"N(E) - M(E) is the total variation (Le Cam).",
		Expect: Holds,
		Needs:  NeedNature | NeedMimic,
		Parts:  []Part{{Relation: Equal}},
		Check:  indistinguishable(func(tv model.Q) model.Q { return model.One.Sub(tv).Mul(model.Half) }),
		Rivals: []Rival{
			{Name: "not halved", Check: indistinguishable(func(tv model.Q) model.Q { return model.One.Sub(tv) })},
			{Name: "TV for 1 - TV", Check: indistinguishable(func(tv model.Q) model.Q { return tv.Mul(model.Half) })},
		},
	},
}

// indistinguishable compares the least average error over all tests with the distance. A test is the event on which it
// answers "nature". It is wrong on the mimic's draws in the event and on nature's outside of it.
func indistinguishable(right func(tv model.Q) model.Q) Check {
	return func(in *Instance) []Sides {
		n, m := in.N(), in.P()
		least, at, all := model.One, model.Event{}, in.someEvents()
		try := func(e model.Event) {
			if err := m.Prob(e).Add(model.One.Sub(n.Prob(e))).Mul(model.Half); err.Less(least) {
				least, at = err, e
			}
		}
		for e := range in.events() {
			try(e)
		}
		if all != "" {
			var likelier model.Event // the best test answers "nature" if nature is the likelier
			for x := range in.k() {
				if m.P(x).Less(n.P(x)) {
					likelier = likelier.With(x)
				}
			}
			try(likelier)
			all = "covers every test by the best one"
		}
		return in.sides(CompareQ(least, right(model.TotalVariation(n, m))).WithDetail("bet on nature at %s %s", in.eventText(at), all))
	}
}

// historyPossible is a hypothesis of mimic/bayes that the claim needs to be true, not only to have a meaning.
var historyPossible = func() Hypothesis {
	h := definitions(NeedMimic)[0]
	h.Definition = false
	return h
}()

// bayes compares a forecast with ratios of history probabilities. These count from the very beginning, and come from a
// law of which only Prob is used.
func bayes(forecast func(*Instance) model.Dist, ratio func(hx, h model.Q) model.Q) Check {
	return func(in *Instance) []Sides {
		before := in.law(in.Mimic).ObserveAll(in.History...)
		next := forecast(in)
		ratios, at, sum := Tightest{Relation: Equal}, 0, model.Zero
		for x := range in.k() {
			if ratios.ConsiderQ(next.P(x), ratio(before.Observe(x).Prob(), before.Prob())) {
				at = x
			}
			sum = sum.Add(next.P(x))
		}
		return in.sides(ratios.Best.WithDetail("at %s", in.Outcomes[at]), CompareQ(sum, model.One), in.chain(before, next))
	}
}

// chain multiplies forecasts along every continuation g and compares the product with P(h·g).
func (in *Instance) chain(before model.Law, next model.Dist) Sides {
	t := Tightest{Relation: Equal}
	steps := max(1, in.Reach(in.k()))
	product := make([]model.Q, steps+1)
	product[0] = before.Prob()
	forecasts := make([]model.Dist, steps+1)
	forecasts[0] = next
	in.Walk(in.finest(), steps, []model.Law{before}, func(g []int, laws []model.Law) {
		n := len(g)
		if n > 0 {
			product[n] = product[n-1].Mul(forecasts[n-1].P(g[n-1]))
			forecasts[n] = Must(laws[0].Forecast())
		}
		t.ConsiderQ(laws[0].Prob(), product[n])
	})
	if in.Horizon > 0 {
		t.Best = t.Best.WithDetail("%s", in.Covered(steps))
	}
	return t.Best
}

// seedShares counts the seeds of every outcome.
func seedShares(share func(d, q model.Q) model.Q) Check {
	return func(in *Instance) []Sides {
		q := Must(in.law(in.Mimic).ObserveAll(in.History...).Forecast())
		d := model.Ratio(model.Seeds(q), model.NewInt(1))
		t := Tightest{Relation: Equal}
		at := 0
		for x, count := range in.countSeeds(q) {
			if t.ConsiderQ(count, share(d, q.P(x))) {
				at = x
			}
		}
		return in.sides(t.Best.WithDetail("at %s, of %s seeds", in.Outcomes[at], d))
	}
}

// maxSeeds is the largest number of seeds that are tried one by one.
const maxSeeds = 1 << 12

// countSeeds counts the seeds that emit each outcome. It tries every seed if there are at most maxSeeds. Otherwise it
// finds by binary search where the outcome changes along the seeds; that is exact, since the sampler emits outcomes in
// order.
func (in *Instance) countSeeds(q model.Dist) []model.Q {
	counts := make([]model.Q, in.k())
	seeds := model.Seeds(q)
	if n, fits := seeds.Int64(); fits && n <= maxSeeds {
		for seed := range n {
			x := Must(model.Emit(q, model.NewInt(seed)))
			counts[x] = counts[x].Add(model.One)
		}
		return counts
	}
	one := model.NewInt(1)
	for seed := (model.Int{}); seed.Cmp(seeds) < 0; {
		x := Must(model.Emit(q, seed))
		low, high := seed, seeds // x's seeds begin at seed; low emits x, high does not or is no seed
		for high.Sub(low).Cmp(one) > 0 {
			middle := low.Add(high).Div(model.NewInt(2))
			if Must(model.Emit(q, middle)) == x {
				low = middle
			} else {
				high = middle
			}
		}
		counts[x] = counts[x].Add(model.Ratio(high.Sub(seed), one))
		seed = high
	}
	return counts
}
