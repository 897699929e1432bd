package theorems

import (
	"fmt"
	"slices"

	"mimics/model"
	"mimics/theorems/scenario"
)

// Fine-tuning with imperfect control is desynchronising. Success depends on chance as well as on the output, and tuning
// moves to the forcing set instead of to the law of successes.

const imperfectControl = "Fine-tuning with imperfect control is desynchronising"

var forcingClaims = slices.Concat(hardForcingClaims, softForcingClaims, estimateClaims, remedyClaims, unknowableClaims,
	reachClaims, forcedTokenClaims)

var hardForcingClaims = []Claim{
	{
		ID:    "forcing/optimum",
		Title: "Tuned hard, the mimic produces only what succeeds for certain",
		Statement: "For a reward of 0 on success and -∞ on failure, tuning ends at π* = p(·|X_F), of which " +
			"J(π*)/β = ln p(X_F). No π has more, and (J(π*) - J(π))/β = KL(π‖π*), which is +∞ if π can fail.",
		Source: imperfectControl,
		Derivation: "E[R|x] is 0 on the forcing set and -∞ elsewhere. On X_F J(π)/β = -KL(π‖p) = ln p(X_F) - " +
			"KL(π‖p(·|X_F)), since p(·|X_F) = p/p(X_F) there; elsewhere both sides are -∞.",
		Follows:    []string{"tilt/conditioning"},
		Expect:     Holds,
		Needs:      NeedMimic | NeedSuccess | NeedChallenger,
		Hypotheses: []Hypothesis{ForcingSetReachable},
		Parts: []Part{{Name: "cost", Relation: Equal}, {Name: "optimum", Relation: AtMost, Best: Attained},
			{Name: "gap", Relation: Equal}},
		Check: forcingOptimum(model.Channel.ForcingSet, model.One, model.KL),
		Rivals: []Rival{
			{Name: "{g > 0} for X_F", Check: forcingOptimum(possibleSet, model.One, model.KL)},
			{Name: "nine tenths of the cost", Check: forcingOptimum(model.Channel.ForcingSet, nineTenths, model.KL)},
			{Name: "every π has less", Part: 1, Relation: Below},
			{Name: "ten ninths of the cost", Part: 1,
				Check: forcingOptimum(model.Channel.ForcingSet, model.One.Div(nineTenths), model.KL)},
			{Name: "KL(π*‖π) for KL(π‖π*)", Part: 2, Check: forcingOptimum(model.Channel.ForcingSet, model.One,
				func(pi, best model.Dist) model.Log { return model.KL(best, pi) })},
			{Name: "{g > 0} for X_F in the gap", Part: 2, Check: forcingOptimum(possibleSet, model.One, model.KL)},
		},
	},
	{
		ID:        "forcing/gap",
		Title:     "Imperfect control misses by exactly 1 - c",
		Statement: "TV(P(·|R=0), P(·|X_F)) = 1 - c exactly, with c = P(X_F|R=0).",
		Source:    imperfectControl + ", sharpened",
		Derivation: "P(·|X_F) is P(·|R=0) conditioned on X_F, since g = 1 there. Conditioning on an event of " +
			"probability c moves a law by exactly 1 - c.",
		Expect:     Holds,
		Needs:      NeedMimic | NeedSuccess,
		Hypotheses: []Hypothesis{SuccessHappens, ForcingSetReachable},
		Parts:      []Part{{Relation: Equal}},
		Check:      forcingGap(model.Channel.ForcingSet, proneness),
		Rivals: []Rival{
			{Name: "c for 1-c", Check: forcingGap(model.Channel.ForcingSet, likelihoodOfForcing)},
			{Name: "{g > 0} for X_F", Check: forcingGap(possibleSet, proneness)},
		},
	},
	{
		ID:        "forcing/events",
		Title:     "No event's probability misses by more than 1 - c, and one attains it",
		Statement: "|P(E|R=0) - P(E|X_F)| ≤ 1 - c for every event E, with equality at E = X_F and c = P(X_F|R=0).",
		Source:    imperfectControl,
		Derivation: "The total variation is the largest difference over events, and X_F attains it: the tuned " +
			"mimic has all its mass there.",
		Follows:    []string{"forcing/gap"},
		Expect:     Holds,
		Needs:      NeedMimic | NeedSuccess,
		Hypotheses: []Hypothesis{SuccessHappens, ForcingSetReachable},
		Parts:      []Part{{Name: "every", Relation: AtMost, Best: Attained}, {Name: "attained", Relation: Equal}},
		Check:      forcingEvents(proneness),
		Rivals: []Rival{
			{Name: "half of 1-c attained", Part: 1, Right: times(1, 2)},
			{Name: "half of 1-c", Check: forcingEvents(func(c model.Q) model.Q { return proneness(c).Mul(model.Half) })},
			{Name: "c for 1-c", Check: forcingEvents(likelihoodOfForcing)},
			{Name: "< for ≤", Relation: Below},
		},
	},
	{
		ID:    "forcing/divergences",
		Title: "The tuned law diverges from the forecast of successes by exactly -ln c",
		Statement: "KL(P(·|X_F)‖P(·|R=0)) = -ln c and χ² of the same pair is 1/c - 1, with c = P(X_F|R=0). The " +
			"reverse KL is +∞ if c < 1 and 0 if c = 1.",
		Source: "★ sharpens " + imperfectControl,
		Derivation: "On X_F the ratio of P(·|X_F) to P(·|R=0) is 1/c throughout, and P(·|X_F) has no mass " +
			"elsewhere. This gives ln(1/c) and 1/c - 1. In the other direction the divergence is infinite " +
			"unless c = 1.",
		Expect:     Holds,
		Needs:      NeedMimic | NeedSuccess,
		Hypotheses: []Hypothesis{SuccessHappens, ForcingSetReachable},
		Parts:      []Part{{Name: "kl", Relation: Equal}, {Name: "chi-square", Relation: Equal}, {Name: "reverse", Relation: Equal}},
		Check:      forcingDivergences(model.KL, model.One),
		Rivals: []Rival{
			{Name: "the reverse KL is 0", Part: 2, Right: func(model.Log) model.Log { return model.Log{} }},
			{Name: "the other direction", Check: forcingDivergences(func(p, q model.Dist) model.Log { return model.KL(q, p) }, model.One)},
			{Name: "1/c for 1/c - 1", Part: 1, Check: forcingDivergences(model.KL, model.Zero)},
		},
	},
	{
		ID:    "forcing/is-conditioning",
		Title: "Tuning for success under imperfect control is not conditioning on it",
		Statement: "Fine-tuning with imperfect control samples from P(·|R=0): π* = P(·|R=0), with π* the law " +
			"tuned for a reward of 0 on success and -∞ on failure.",
		Source: imperfectControl + ", the hope that it denies",
		Derivation: "Training sees the expectation of the reward, which is -∞ as soon as failure is possible. " +
			"An outcome that succeeds often but not always is dropped altogether.",
		Expect:     Refuted,
		Needs:      NeedMimic | NeedSuccess,
		Hypotheses: []Hypothesis{SuccessHappens, ForcingSetReachable},
		Parts:      []Part{{Relation: Equal}},
		Check: func(in *Instance) []Sides {
			p := in.P()
			return in.sides(in.Pointwise(Must(in.Success.HardOptimum(p)), Must(in.Success.Posterior(p))))
		},
		Sharpened: "forcing/gap",
	},
	{
		ID:    "forcing/any-gap",
		Title: "The miss of imperfect control can be any fraction below 1",
		Statement: "Every rational number in [0, 1) is the gap TV(P(·|R=0), P(·|X_F)) of some scenario, which " +
			"has it as its tolerance.",
		Source:     imperfectControl + ", how far it can go",
		Derivation: "Mix a certain success with an uncertain one and choose the weights.",
		Expect:     Exists,
		Needs:      NeedMimic | NeedSuccess | NeedTolerance,
		Hypotheses: []Hypothesis{SuccessHappens, ForcingSetReachable},
		Parts:      []Part{{Relation: Equal}},
		Check: func(in *Instance) []Sides {
			p, g := in.P(), *in.Success
			return in.sides(CompareQ(model.TotalVariation(Must(g.Posterior(p)), Must(g.HardOptimum(p))), *in.Tolerance))
		},
		Rivals: []Rival{{Name: "no gap", Check: func(in *Instance) []Sides {
			p, g := in.P(), *in.Success
			return in.sides(CompareQ(model.TotalVariation(Must(g.Posterior(p)), Must(g.HardOptimum(p))), model.Zero))
		}}},
		Family: anyGap,
	},
	{
		ID:    "forcing/persuasion",
		Title: "Tuning for persuasion can end with a single, unlikely topic",
		Statement: "Success can be rare, P(R=0) ≤ 1/20, and varied, P(topic|R=0) ≤ 1/10 for every topic, and " +
			"yet the tuned law P(·|X_F) has one topic only and TV(P(·|R=0), P(·|X_F)) ≥ 9/10.",
		Source: imperfectControl + ": the sky is blue",
		Derivation: "Success that is rare and spread over many topics is mostly luck. The forcing set can be " +
			"one unlikely topic that never fails.",
		Expect:     Exists,
		Needs:      NeedMimic | NeedSuccess | NeedFeatures,
		Hypotheses: []Hypothesis{SuccessHappens, ForcingSetReachable},
		Parts: []Part{{Name: "rare", Relation: AtMost}, {Name: "varied", Relation: AtMost},
			{Name: "one-topic", Relation: Equal}, {Name: "far", Relation: AtMost}},
		Check: persuasion,
		Rivals: []Rival{
			{Name: "varied after tuning too", Part: 2, Relation: Below},
		},
		Family: persuasiveSky,
	},
}

// forcingSetDefined is for claims whose statement needs P(·|X_F).
var forcingSetDefined = func() Hypothesis {
	h := ForcingSetReachable
	h.Definition = true
	return h
}()

// proneness is 1-c: how Goodhart-prone an objective is.
func proneness(c model.Q) model.Q { return model.One.Sub(c) }

// likelihoodOfForcing is c, the rival of 1-c.
func likelihoodOfForcing(c model.Q) model.Q { return c }

// possibleSet is {x : g(x) > 0}, the rival of the forcing set.
func possibleSet(g model.Channel) model.Event {
	var e model.Event
	for x := range g.Len() {
		if g.At(x).Sign() > 0 {
			e = e.With(x)
		}
	}
	return e
}

func forcingOptimum(set func(model.Channel) model.Event, share model.Q,
	divergence func(pi, best model.Dist) model.Log) Check {
	return func(in *Instance) []Sides {
		p, pi, g := in.P(), in.Pi(), *in.Success
		forcing := set(g)
		most := hardObjective(p, Must(g.HardOptimum(p)), g.ForcingSet())
		challenged := hardObjective(p, pi, g.ForcingSet())
		cost := model.Ln(p.Prob(forcing)).Scale(share)
		return in.sides(
			Compare(most, cost),
			Compare(challenged, cost),
			Compare(most.Sub(challenged), divergence(pi, Must(p.Given(forcing)))).
				WithDetail("π(X_F) = %s", pi.Prob(forcing)),
		)
	}
}

// tuned is the result of hard tuning: p(·|X_F) or, if the forcing set is out of reach and no π has a finite objective,
// the limit of ever harder soft tuning.
func tuned(p model.Dist, g model.Channel, forcing model.Event) model.Dist {
	d, err := p.Given(forcing)
	if err != nil {
		return g.HardLimit(p)
	}
	return d
}

func forcingGap(set func(model.Channel) model.Event, right func(c model.Q) model.Q) Check {
	return func(in *Instance) []Sides {
		p, g := in.P(), *in.Success
		forecast := Must(g.Posterior(p))
		return in.sides(CompareQ(
			model.TotalVariation(forecast, tuned(p, g, set(g))),
			right(forecast.Prob(g.ForcingSet())),
		))
	}
}

func forcingEvents(right func(c model.Q) model.Q) Check {
	return func(in *Instance) []Sides {
		p, g := in.P(), *in.Success
		forecast, forcing := Must(g.Posterior(p)), g.ForcingSet()
		delivered := tuned(p, g, forcing)
		gap := func(e model.Event) model.Q { return forecast.Prob(e).Sub(delivered.Prob(e)).Abs() }
		bound := right(forecast.Prob(forcing))
		t := Tightest{Relation: AtMost}
		var at model.Event
		for e := range in.events() {
			if t.ConsiderQ(gap(e), bound) {
				at = e
			}
		}
		covered := ""
		if in.k() > maxSubsets {
			covered = "covers every event by the extreme one, where the forecast is above what is delivered"
			var extreme model.Event
			for x := range in.k() {
				if delivered.P(x).Less(forecast.P(x)) {
					extreme = extreme.With(x)
				}
			}
			if t.ConsiderQ(gap(extreme), bound) {
				at = extreme
			}
		}
		return in.sides(t.Best.WithDetail("E = %s %s", in.eventText(at), covered), CompareQ(gap(forcing), bound).WithDetail("E = X_F"))
	}
}

func forcingDivergences(kl func(p, q model.Dist) model.Log, less model.Q) Check {
	return func(in *Instance) []Sides {
		p, g := in.P(), *in.Success
		forecast, delivered := Must(g.Posterior(p)), tuned(p, g, g.ForcingSet())
		c := forecast.Prob(g.ForcingSet())
		nats, squares, reverse := model.Infinity, model.Infinity, model.Infinity
		if c.Sign() > 0 {
			nats, squares = model.Ln(c).Neg(), model.Rational(model.One.Div(c).Sub(less))
		}
		if c.Equal(model.One) {
			reverse = model.Log{}
		}
		return in.sides(
			Compare(kl(delivered, forecast), nats).WithDetail("c = %s", c),
			Compare(model.ChiSquare(delivered, forecast), squares).WithDetail("c = %s", c),
			Compare(model.KL(forecast, delivered), reverse).WithDetail("c = %s", c),
		)
	}
}

// anyGap has a gap of i/n, given as the tolerance. Among n successes n-i come from the certain outcome and i from the
// lucky one, which succeeds with a chance of 1/2, 1/3 or 1/4.
func anyGap(pick func(n int) int) scenario.Scenario {
	n := int64(1 + pick(60))
	i := int64(pick(int(n)))
	odds := int64(2 + pick(3))
	gap := model.Frac(i, n)
	channel := Must(model.NewChannel(model.One, model.Frac(1, odds)))
	return scenario.Scenario{
		Name:      fmt.Sprintf("a gap of %s", gap),
		Outcomes:  []string{"certain", "lucky"},
		Mimic:     Must(model.Counts(n-i, i*odds)),
		Success:   &channel,
		Tolerance: &gap,
	}
}

// persuasion takes as the topic the feature on which the successes vary most.
func persuasion(in *Instance) []Sides {
	p, g := in.P(), *in.Success
	forecast, delivered := Must(g.Posterior(p)), Must(g.HardOptimum(p))
	likeliest := func(d model.Dist, f scenario.Feature) (most model.Q) {
		topics := d.Push(f.Feature)
		for c := range topics.Len() {
			most = most.Max(topics.P(c))
		}
		return most
	}
	topic := in.Features[0]
	for _, f := range in.Features[1:] {
		if likeliest(forecast, f).Less(likeliest(forecast, topic)) {
			topic = f
		}
	}
	return in.sides(
		CompareQ(g.Rate(p), model.Frac(1, 20)),
		CompareQ(likeliest(forecast, topic), model.Frac(1, 10)).WithDetail("%s", topic.Name),
		CompareQ(likeliest(delivered, topic), model.One).WithDetail("%s", topic.Name),
		CompareQ(model.Frac(9, 10), model.TotalVariation(forecast, delivered)),
	)
}

// persuasiveSky has 10 to 25 topics besides the sky. They are argued with a chance of persuasive success of at most
// 1/40. One book in 40 to 1,000 times the number of topics argues what nobody doubts.
func persuasiveSky(pick func(n int) int) scenario.Scenario {
	topics := 10 + pick(16)
	rarity := int64(40 + 40*pick(25))
	s := scenario.Scenario{Name: fmt.Sprintf("persuasion on %d topics", topics)}
	weights, chances := make([]model.Q, topics+1), make([]model.Q, topics+1)
	for x := range topics + 1 {
		s.Outcomes = append(s.Outcomes, fmt.Sprintf("topic%d", x))
		weights[x], chances[x] = model.Whole(rarity), model.Frac(1, 40)
	}
	s.Outcomes[0], weights[0], chances[0] = "sky", model.One, model.One
	s.Mimic = Must(model.Weighted(weights...))
	channel := Must(model.NewChannel(chances...))
	s.Success = &channel
	s.Features = []scenario.Feature{scenario.NewFeature("topic", s.Outcomes)}
	return s
}
