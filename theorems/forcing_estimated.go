package theorems

import "mimics/model"

// Tuning on an estimated objective: success is the channel g, labels are its estimate ĝ.

const estimatedChannel = "★ beside " + imperfectControl + ": sampling error in g"

var estimateClaims = []Claim{
	{
		ID:    "forcing/estimated",
		Title: "Tuning on an estimate of success costs at most twice its error",
		Statement: "Where p > 0, let labels ĝ be within η of g and B the outcomes of the largest ĝ; tuning on ĝ " +
			"ends at π = p(·|B), and P̂ is the law of successes by ĝ. Then max g - E_π[g] ≤ 2η, max ĝ - E_π[g] " +
			"≤ η, TV(P̂(·|R=0), P(·|R=0)) ≤ E_p|ĝ - g|/max(P(R=0), P̂(R=0)), and 1 - P(B|R=0) ≤ TV(π, P(·|R=0)) " +
			"≤ 1 - P(B|R=0) + η·p(B)/(2·P(R=0)).",
		Source: estimatedChannel,
		Derivation: "On B the estimate is max ĝ ≥ max g - η, and the truth is within η of it. This gives the " +
			"first two bounds, the regret and the winner's curse. As in forecast/conditioned, the two forecasts " +
			"differ by at most the expected difference of the factors, divided by the larger normaliser. For " +
			"the gap: outside B the forecast has 1 - P(B|R=0) too much. Within B the factor g varies by at most " +
			"2η, so that its mean positive deviation from its mean is at most η/2.",
		Follows: []string{"forecast/conditioned"},
		Expect:  Holds,
		Rare:    2,
		Needs:   NeedMimic | NeedSuccess | NeedLabels,
		Parts: []Part{
			{Name: "regret", Relation: AtMost, Best: Approached, Reaches: model.Frac(7, 8)},
			{Name: "curse", Relation: AtMost, Best: Attained},
			{Name: "forecast", Relation: AtMost, Best: Attained,
				Hypotheses: []Hypothesis{SuccessHappens, labelsHappen}},
			{Name: "gap-from", Relation: AtMost, Best: Attained, Hypotheses: []Hypothesis{SuccessHappens}},
			{Name: "gap-to", Relation: AtMost, Best: Attained, Hypotheses: []Hypothesis{SuccessHappens}},
		},
		Check: estimated{factor: model.One, larger: model.Q.Max}.check,
		Rivals: []Rival{
			{Name: "η for 2η", Part: 0, Check: estimated{factor: model.Half, larger: model.Q.Max}.check},
			{Name: "max ĝ - E_π[g] = η", Part: 1, Relation: Equal},
			{Name: "half of the expected error", Part: 2, Check: estimated{factor: model.Half, larger: model.Q.Max}.check},
			{Name: "< for ≤", Part: 3, Relation: Below},
			{Name: "the gap as if ĝ were exact", Part: 4, Check: estimated{larger: model.Q.Max}.check},
		},
	},
	{
		ID:    "forcing/continuous",
		Title: "A small error about success can change the miss by much",
		Statement: "A small error in g changes the gap as little: |P̂(B̂|R=0) - P(B|R=0)| ≤ η for labels ĝ " +
			"within η of g where p > 0, with B and B̂ the outcomes there of the largest g and ĝ, and P̂ the law " +
			"of successes by ĝ.",
		Source: estimatedChannel + ", a natural reading",
		Derivation: "The gap depends on which outcomes are best, and the smallest error can change that: any " +
			"error separates two outcomes that tie, and then the forcing set is cut in two (forcing/fragile).",
		Expect:     Refuted,
		Needs:      NeedMimic | NeedSuccess | NeedLabels,
		Hypotheses: []Hypothesis{SuccessHappens, labelsHappen},
		Parts:      []Part{{Relation: AtMost}},
		Check: func(in *Instance) []Sides {
			p := in.P()
			c := func(g model.Channel) model.Q { return Must(g.Posterior(p)).Prob(g.Best(p)) }
			var room [8]model.Q
			eta := largestWithin(in.estimationErrors(room[:0]), p)
			return in.sides(CompareQ(c(*in.Labels).Sub(c(*in.Success)).Abs(), eta))
		},
		Sharpened: "forcing/estimated",
	},
}

var labelsHappen = Hypothesis{
	Name:       "labels-happen",
	Statement:  "P̂(R=0) > 0: success has positive probability by the labels ĝ, so that P̂(·|R=0) exists",
	Holds:      func(in *Instance) bool { return in.Labels.Reachable(in.P()) },
	Definition: true,
}

// estimationErrors appends |ĝ(x) - g(x)| for each outcome x to an empty list.
func (in *Instance) estimationErrors(errs []model.Q) []model.Q {
	for x := range in.k() {
		errs = append(errs, in.Labels.At(x).Sub(in.Success.At(x)).Abs())
	}
	return errs
}

// highestWithin is the largest chance of a channel on supp p.
func highestWithin(g model.Channel, p model.Dist) (most model.Q) {
	for x := range p.Len() {
		if p.Has(x) {
			most = most.Max(g.At(x))
		}
	}
	return most
}

// estimated parametrises the check of forcing/estimated and of its rivals.
type estimated struct {
	factor model.Q                    // multiplies the error in the bounds
	larger func(a, b model.Q) model.Q // chooses one of the two rates of success
}

func (e estimated) check(in *Instance) []Sides {
	p, g, estimate := in.P(), *in.Success, *in.Labels
	var room [8]model.Q
	errs, best := in.estimationErrors(room[:0]), estimate.Best(p)
	eta := largestWithin(errs, p)
	tuned := Must(p.Given(best))
	delivered, success := g.Rate(tuned), g.Rate(p)
	sides := in.sides(
		CompareQ(highestWithin(g, p).Sub(delivered), model.Whole(2).Mul(eta).Mul(e.factor)).WithDetail("η = %s", eta),
		CompareQ(highestWithin(estimate, p).Sub(delivered), eta).WithDetail("η = %s", eta),
		Sides{}, Sides{}, Sides{},
	)
	forecast, err := g.Posterior(p)
	if err != nil {
		return sides // the other parts have hypotheses that fail here
	}
	if other, err := estimate.Posterior(p); err == nil {
		bound := p.Expect(errs).Mul(e.factor).Div(e.larger(success, estimate.Rate(p)))
		sides[2] = CompareQ(model.TotalVariation(other, forecast), bound)
	}
	gap := model.TotalVariation(tuned, forecast)
	least := model.One.Sub(forecast.Prob(best))
	more := eta.Mul(e.factor).Mul(p.Prob(best)).Div(model.Whole(2).Mul(success))
	text := in.eventText(best)
	sides[3] = CompareQ(least, gap).WithDetail("B = %s", text)
	sides[4] = CompareQ(gap, least.Add(more)).WithDetail("B = %s, η = %s", text, eta)
	return sides
}
