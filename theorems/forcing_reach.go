package theorems

import "mimics/model"

// The two ends of imperfect control: no outcome succeeds for certain, or every outcome succeeds for certain or never.

var reachClaims = []Claim{
	{
		ID:    "forcing/out-of-reach",
		Title: "If nothing succeeds for certain, the objective of hard tuning is -∞",
		Statement: "If p(X_F) = 0 and failure has the reward -∞, then J(π) = -∞ for π = p, for the limit of soft " +
			"tuning, and for each outcome alone.",
		Source: imperfectControl + ": if there is a nonempty forcing set",
		Derivation: "If π gives an outcome with g < 1 positive probability, E_π[R] = -∞. If not, π(X_F) = 1, and " +
			"KL(π‖p) = +∞ because p(X_F) = 0. So J is -∞ for every π, and hard tuning has no optimum.",
		Expect:     Holds,
		Needs:      NeedMimic | NeedSuccess,
		Hypotheses: []Hypothesis{forcingSetOutOfReach},
		Parts:      []Part{{Relation: Equal}},
		Check:      nothingFinite(model.Channel.ForcingSet, hardObjective),
		Rivals: []Rival{
			{Name: "the penalty without the reward", Check: nothingFinite(model.Channel.ForcingSet,
				func(p, pi model.Dist, _ model.Event) model.Log { return model.KL(pi, p).Neg() })},
			{Name: "the reward without the penalty", Check: nothingFinite(model.Channel.ForcingSet,
				func(_, pi model.Dist, forcing model.Event) model.Log { return hardReward(pi, forcing) })},
			{Name: "{g > 0} for X_F", Check: nothingFinite(possibleSet, hardObjective)},
		},
	},
	{
		ID:    "forcing/danger",
		Title: "Tuned hard, the mimic is at most 1/p(X_F) times as dangerous",
		Statement: "P(danger|X_F) ≤ p(danger)/p(X_F), and P(danger|X_F) ≤ P(danger|R=0)/c with c = " +
			"P(X_F|R=0): the rarer certain success is, and the rarer among successes, the more danger hard " +
			"tuning can bring.",
		Source: "★ sharpens " + areMimicsDangerous + " Unusual strategies that succeed may well be dangerous",
		Derivation: "Conditioning on an event divides probabilities by at most that of the event, and " +
			"p(·|X_F) is both p and P(·|R=0) conditioned on X_F. Each bound is attained if what is " +
			"dangerous succeeds for certain.",
		Follows:    []string{"forcing/optimum"},
		Expect:     Holds,
		Needs:      NeedMimic | NeedSuccess | NeedDanger,
		Hypotheses: []Hypothesis{forcingSetDefined},
		Parts:      []Part{{Name: "before", Relation: AtMost, Best: Attained}, {Name: "successes", Relation: AtMost, Best: Attained}},
		Check:      forcedDanger(model.Channel.ForcingSet, model.Q.Div),
		Rivals: []Rival{
			{Name: "P(R=0) for p(X_F)", Part: 0, Check: forcedDangerOverRate},
			{Name: "not divided by p(X_F)", Part: 0, Check: forcedDanger(model.Channel.ForcingSet, undivided)},
			{Name: "{g > 0} for X_F", Part: 1, Check: forcedDanger(possibleSet, model.Q.Div)},
			{Name: "not divided by c", Part: 1, Check: forcedDanger(model.Channel.ForcingSet, undivided)},
		},
	},
	{
		ID:    "forcing/perfect-control",
		Title: "Under perfect control the operator's own conditional forecast is right",
		Statement: "If every outcome that p can produce succeeds for certain or never, c = P(X_F|R=0) is " +
			"1, hard tuning ends at P(·|R=0), and the operator's own conditional q(·|R=0) misses that law " +
			"by at most TV(p, q)/max(P_p(R=0), P_q(R=0)), the chances of success under p and q.",
		Source: "Safety relevance: it produces 4.8 star books in such a way that its sampling distribution " +
			"approximates your own subjective probability",
		Derivation: "If g is 0 or 1, p·g is p on the forcing set: conditioning on success is conditioning " +
			"on it. The operator's error is that of forecast/conditioned, with g in place of the event. " +
			"Between two values of g lies imperfect control, and forcing/gap.",
		Follows:    []string{"forecast/conditioned", "forcing/gap"},
		Expect:     Holds,
		Needs:      NeedOperator | NeedMimic | NeedSuccess,
		Hypotheses: []Hypothesis{SuccessHappens, operatorExpectsSuccess, controlPerfect},
		Parts: []Part{{Name: "share", Relation: Equal}, {Name: "conditioning", Relation: Equal},
			{Name: "operator", Relation: AtMost, Best: Attained}},
		Check: perfectControl(model.Q.Max),
		Rivals: []Rival{
			{Name: "p(X_F) for P(X_F|R=0)", Part: 0, Check: func(in *Instance) []Sides {
				return in.sides(CompareQ(in.P().Prob(in.Success.ForcingSet()), model.One))
			}},
			{Name: "q(·|R=0) for P(·|R=0)", Part: 1, Check: func(in *Instance) []Sides {
				return in.sides(Sides{}, in.Pointwise(tuned(in.P(), *in.Success, in.Success.ForcingSet()),
					Must(in.Success.Posterior(in.Q()))))
			}},
			{Name: "the sum of the chances for the larger", Part: 2, Check: perfectControl(model.Q.Add)},
			{Name: "not divided by the chance of success", Part: 2, Check: perfectControl(
				func(_, _ model.Q) model.Q { return model.One })},
		},
	},
}

var forcingSetOutOfReach = Hypothesis{
	Name:      "forcing-set-out-of-reach",
	Statement: "p(X_F) = 0: no outcome that the mimic can produce succeeds for certain",
	Holds:     func(in *Instance) bool { return !in.P().Reaches(in.Success.ForcingSet()) },
}

var controlPerfect = Hypothesis{
	Name:      "control-perfect",
	Statement: "every outcome that p gives positive probability succeeds for certain or never",
	Holds: func(in *Instance) bool {
		for x := range in.k() {
			if g := in.Success.At(x); in.P().Has(x) && g.Sign() > 0 && g.Less(model.One) {
				return false
			}
		}
		return true
	},
}

// hardReward is E_π[R] for R of 0 or -∞: 0 if π has only outcomes that succeed for certain.
func hardReward(pi model.Dist, forcing model.Event) model.Log {
	if pi.Prob(forcing).Equal(model.One) {
		return model.Log{}
	}
	return model.Infinity.Neg()
}

// hardObjective is J(π)/β for R of 0 or -∞.
func hardObjective(p, pi model.Dist, forcing model.Event) model.Log {
	reward := hardReward(pi, forcing)
	if reward.IsInfinite() {
		return reward
	}
	return reward.Sub(model.KL(pi, p))
}

// nothingFinite compares with -∞ the objectives of several laws: p, the limit of ever harder soft tuning, and each
// single outcome.
func nothingFinite(set func(model.Channel) model.Event,
	objective func(p, pi model.Dist, forcing model.Event) model.Log) Check {
	return func(in *Instance) []Sides {
		p, forcing := in.P(), set(*in.Success)
		laws, names := []model.Dist{p, in.Success.HardLimit(p)}, []string{"p", "the limit of soft tuning"}
		for x, name := range in.Outcomes {
			laws, names = append(laws, model.Point(in.k(), x)), append(names, name+" alone")
		}
		t := Tightest{Relation: Equal}
		for i, pi := range laws {
			if t.Consider(objective(p, pi, forcing), model.Infinity.Neg()) {
				t.Best = t.Best.WithDetail("π = %s", names[i])
			}
		}
		return in.sides(t.Best)
	}
}

// forcedDanger compares the danger after hard tuning with that before and among successes, each over the probability of
// the forcing set.
func forcedDanger(set func(model.Channel) model.Event, over func(danger, forcing model.Q) model.Q) Check {
	return func(in *Instance) []Sides {
		p, g := in.P(), *in.Success
		danger, after := *in.Danger, Must(g.HardOptimum(p)).Prob(*in.Danger)
		successes := Must(g.Posterior(p))
		return in.sides(
			CompareQ(after, over(p.Prob(danger), p.Prob(set(g)))),
			CompareQ(after, over(successes.Prob(danger), successes.Prob(set(g)))),
		)
	}
}

func undivided(danger, _ model.Q) model.Q { return danger }

// forcedDangerOverRate is a rival: it divides by the chance of success, not by that of the forcing set.
func forcedDangerOverRate(in *Instance) []Sides {
	p, g := in.P(), *in.Success
	return in.sides(CompareQ(Must(g.HardOptimum(p)).Prob(*in.Danger), p.Prob(*in.Danger).Div(g.Rate(p))))
}

func perfectControl(likelier func(p, q model.Q) model.Q) Check {
	return func(in *Instance) []Sides {
		p, q, g := in.P(), in.Q(), *in.Success
		forcing := g.ForcingSet()
		delivered, successes := tuned(p, g, forcing), Must(g.Posterior(p))
		miss := model.TotalVariation(Must(g.Posterior(q)), delivered)
		return in.sides(
			CompareQ(successes.Prob(forcing), model.One),
			in.Pointwise(delivered, successes),
			CompareQ(miss, model.TotalVariation(p, q).Div(likelier(g.Rate(p), g.Rate(q)))),
		)
	}
}
