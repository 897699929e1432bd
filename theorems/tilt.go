package theorems

import (
	"slices"

	"mimics/model"
)

// Control: fine-tuning with a reward and a KL penalty leads to the β-tilted optimum.

var tiltClaims = slices.Concat(optimumClaims, roundClaims, bestClaims, valueClaims, gainClaims, bestSynchronyClaims,
	promptedClaims, tokenClaims)

var optimumClaims = []Claim{
	{
		ID:    "tilt/optimum",
		Title: "Tuning with a KL penalty has exactly one best law, the tilted one",
		Statement: "(J(π*) - J(π))/β = KL(π‖π*) for every π, with π* ∝ p·b^r, so that the tilted law π* is the " +
			"only maximum of J. Both sides are +∞ if π reaches an outcome that p does not or that is forbidden.",
		Source: "Operators can control mimics and maintain synchronisation (Korbak, Perez and Buckley 2022)",
		Derivation: "Write the factor t = b^r as ln t = ln π* - ln p + ln Σ p·t and put it into J(π)/β = E_π ln " +
			"t - KL(π‖p). Only -KL(π‖π*) depends on π (the Gibbs variational principle; Korbak, Perez and " +
			"Buckley 2022).",
		Expect:     Holds,
		Needs:      NeedMimic | NeedTilt | NeedChallenger,
		Hypotheses: []Hypothesis{OptimumExists},
		Parts:      []Part{{Relation: Equal}},
		Check:      optimumGap(func(pi, best, _ model.Dist) model.Log { return model.KL(pi, best) }),
		Rivals: []Rival{
			{Name: "KL(π*‖π) for KL(π‖π*)", Check: optimumGap(func(pi, best, _ model.Dist) model.Log { return model.KL(best, pi) })},
			{Name: "p for π*", Check: optimumGap(func(pi, _, p model.Dist) model.Log { return model.KL(pi, p) })},
		},
	},
	{
		ID:    "tilt/conditioning",
		Title: "Forbidding failure is conditioning on success",
		Statement: "If every reward is 0 or -∞, tuning conditions on success: π* = p(·|success), with π* the " +
			"tuned law and success the outcomes of reward 0.",
		Source: "Operators can control mimics and maintain synchronisation",
		Derivation: "Factors of 1 and 0 leave p unchanged on the successes and remove the rest. Division by the " +
			"sum is conditioning.",
		Expect:     Holds,
		Needs:      NeedMimic | NeedTilt,
		Hypotheses: []Hypothesis{RewardIsSuccess, SuccessPossible},
		Parts:      []Part{{Relation: Equal}},
		Check: func(in *Instance) []Sides {
			p := in.P()
			return in.sides(in.Pointwise(Must(in.Tilt.Optimum(p)), Must(p.Given(in.Rewarded()))))
		},
		Rivals: []Rival{
			{Name: "normaliser dropped", Check: func(in *Instance) []Sides {
				t := Tightest{Relation: Equal}
				p := in.P()
				best := Must(in.Tilt.Optimum(p))
				for x := range in.k() {
					t.ConsiderQ(best.P(x), p.P(x).Mul(in.Tilt.Factor(x)))
				}
				return in.sides(t.Best)
			}},
			{Name: "the likeliest success for p(·|success)", Check: func(in *Instance) []Sides {
				best := Must(in.Tilt.Optimum(in.P()))
				return in.sides(in.Pointwise(best, model.Point(in.k(), mode(best))))
			}},
		},
	},
	{
		ID:    "tilt/synchrony",
		Title: "If a feature decides the reward, tuning keeps all forecasts given it",
		Statement: "If the reward is a function of the feature F, the tuned law π* keeps every forecast given " +
			"F: π*(·|F) = p(·|F) for every value of F that π* reaches.",
		Source:     "Operators can control mimics and maintain synchronisation",
		Derivation: "Within a cell of F the factor is constant and cancels.",
		Expect:     Holds,
		Needs:      NeedMimic | NeedTilt | NeedFeatures,
		Hypotheses: []Hypothesis{OptimumExists, FeatureDecidesReward},
		Parts:      []Part{{Relation: Equal}},
		Check:      synchrony(func(p model.Dist, cell model.Event) model.Dist { return Must(p.Given(cell)) }),
		Rivals: []Rival{
			{Name: "p for p(·|F)", Check: synchrony(func(p model.Dist, _ model.Event) model.Dist { return p })},
			{Name: "the law of F for the forecasts given F", Check: keptShares},
		},
	},
	{
		ID:    "tilt/one-feature",
		Title: "Control that keeps one feature's forecast can change another's",
		Statement: "If control π ≪ p keeps p(G|F) for one feature G, which F does not decide, it keeps the " +
			"forecast of every feature H: π(H|F) = p(H|F) for every value of F that π reaches.",
		Source: "Operators can control mimics and maintain synchronisation, read for one feature",
		Derivation: "One forecast given F can stay while another moves: reweighting inside a cell of F can be " +
			"balanced in G and not in H.",
		Expect:     Refuted,
		Needs:      NeedMimic | NeedChallenger | NeedFeatures | NeedSeveralFeatures,
		Hypotheses: []Hypothesis{ChallengerDominated, keepsSomeFeature},
		Parts:      []Part{{Relation: Equal}},
		Check:      oneFeature,
		Sharpened:  "tilt/synchrony-converse",
	},
	{
		ID:    "tilt/synchrony-converse",
		Title: "Forecasts given a feature stay only if the reweighting depends on it",
		Statement: "π ≪ p changes the forecasts in as many cells of a feature F as there are cells in which π/p " +
			"varies where p > 0, and E_π TV(π(·|F), p(·|F)) = ½·E_p|π/p - E_p[π/p|F]|. So π keeps every " +
			"forecast given F if and only if π/p is a function of F where p > 0.",
		Source:     "★ the converse of Operators can control mimics and maintain synchronisation",
		Derivation: "π(x|F) = p(x|F) on a cell if and only if π/p is the constant π(F)/p(F) there.",
		Expect:     Holds,
		Needs:      NeedMimic | NeedChallenger | NeedFeatures,
		Hypotheses: []Hypothesis{ChallengerDominated},
		Parts:      []Part{{Name: "cells", Relation: Equal}, {Name: "distance", Relation: Equal}},
		Check:      synchronyConverse(model.Half, withinSupport, withinSupport),
		Rivals: []Rival{
			{Name: "on the whole cell, not on supp p", Part: 0, Check: synchronyConverse(model.Half, withinSupport, wholeCell)},
			{Name: "½ dropped", Part: 1, Check: synchronyConverse(model.One, withinSupport, withinSupport)},
			{Name: "E_p[π/p] for E_p[π/p|F]", Part: 1, Check: synchronyConverse(model.Half, anywhere, withinSupport)},
		},
	},
	{
		ID:    "tilt/softness",
		Title: "With two reward values, tuning mixes the mimic with its successes",
		Statement: "If the reward takes two values, the tuned law is π = (1-λ)·p + λ·p_s with λ in [0, 1], " +
			"where p_s = p(·|success) and success is the outcomes of the higher reward. λ does not fall as the " +
			"base b rises along the path, and TV(p, π) + TV(π, p_s) = TV(p, p_s).",
		Source: "Operators can control mimics and maintain synchronisation: softer rewards",
		Derivation: "For two values of the reward, p·t = t(failure)·p + (t(success) - t(failure))·p·1[success], " +
			"with t = b^r: a mixture of p and p(·|success). The distances of points on a segment add up.",
		Expect:     Holds,
		Needs:      NeedMimic | NeedTilt,
		Hypotheses: []Hypothesis{rewardTwoValued, SuccessPossible},
		Parts: []Part{{Name: "mixture", Relation: Equal}, {Name: "lambda-from", Relation: AtMost, Nonnegative: true},
			{Name: "lambda-to", Relation: AtMost, Best: Attained},
			{Name: "lambda-rises", Relation: AtMost, Best: Attained}, {Name: "segment", Relation: Equal},
		},
		Check: softness(func(t model.Tilt, fail int, z model.Q) model.Q {
			return model.One.Sub(t.Factor(fail).Div(z))
		}),
		Rivals: []Rival{
			{Name: "λ is at least a quarter", Part: 1, Right: func(l model.Log) model.Log {
				return l.Sub(model.Rational(model.Frac(1, 4)))
			}},
			{Name: "λ rises by a tenth", Part: 3, Right: times(9, 10)},
			{Name: "nine tenths of TV(p, p_s)", Part: 4, Right: times(9, 10)},
			{Name: "λ = 1 - t(failure), normaliser dropped", Check: softness(func(t model.Tilt, fail int, _ model.Q) model.Q {
				return model.One.Sub(t.Factor(fail))
			})},
			{Name: "λ < 1", Part: 2, Relation: Below},
		},
	},
	{
		ID:    "tilt/path",
		Title: "A smaller penalty lowers neither the reward nor the divergence",
		Statement: "As the base b = e^(1/β) rises along the path, neither the expected reward E_π[r] of the " +
			"tuned law π nor its divergence KL(π‖p) falls.",
		Source: "Operators can control mimics and maintain synchronisation: softer rewards",
		Derivation: "For the factor e^(r/β), the derivative of E_π[r] by 1/β is the variance of r under π, and " +
			"that of KL(π‖p) is 1/β times this variance. Neither is negative.",
		Expect:     Holds,
		Needs:      NeedMimic | NeedTilt,
		Hypotheses: []Hypothesis{OptimumExists},
		Parts: []Part{
			{Name: "reward", Relation: AtMost, Best: Attained},
			{Name: "divergence", Relation: AtMost, Best: Attained},
		},
		Check: tiltPath(func(from, to waypoint) (left, right model.Log) { return from.departure, to.departure }),
		Rivals: []Rival{
			{Name: "< for ≤", Part: 0, Relation: Below},
			{Name: "does not rise, for does not fall", Part: 1, Check: tiltPath(func(from, to waypoint) (left, right model.Log) {
				return to.departure, from.departure
			})},
			{Name: "KL(π'‖π) for KL(π'‖p), with π' the next law of the path", Part: 1, Check: tiltPath(func(from, to waypoint) (left, right model.Log) {
				return from.departure, model.KL(to.pi, from.pi)
			})},
		},
	},
	{
		ID:    "tilt/pareto",
		Title: "No law earns as much as the tuned one and stays nearer to the mimic",
		Statement: "Every π with E_π[r] ≥ E_π*[r] has KL(π*‖p) ≤ KL(π‖p), with π* the tuned law: a law that " +
			"earns as much as π* is at least as far from p.",
		Source: "★ sharpens Operators can control mimics and maintain synchronisation",
		Derivation: "A challenger with as much reward and less divergence would have a larger objective than " +
			"the optimum.",
		Follows:    []string{"tilt/optimum"},
		Expect:     Holds,
		Needs:      NeedMimic | NeedTilt | NeedChallenger,
		Hypotheses: []Hypothesis{OptimumExists, challengerEarnsAsMuch},
		Parts:      []Part{{Relation: AtMost, Best: Attained}},
		Check:      pareto(model.KL, func(pi, _, p model.Dist) model.Log { return model.KL(pi, p) }),
		Rivals: []Rival{
			{Name: "KL(p‖π*) for KL(π*‖p)", Check: pareto(func(best, p model.Dist) model.Log { return model.KL(p, best) },
				func(pi, _, p model.Dist) model.Log { return model.KL(pi, p) })},
			{Name: "KL(π‖π*) for KL(π‖p)", Check: pareto(model.KL, func(pi, best, _ model.Dist) model.Log { return model.KL(pi, best) })},
			{Name: "< for ≤", Relation: Below},
		},
	},
	{
		ID:    "tilt/collapse",
		Title: "Without the penalty, tuning can collapse on a single outcome",
		Statement: "Without the penalty every π on S, the outcomes of the highest reward that p reaches, is " +
			"optimal, and the only optimum if S is one outcome; the worst is at TV 1 - min_S p(x|S) from p(·|S). " +
			"Along the path the tuned law π_b at base b does not move away from p(·|S): TV(π_b, p(·|S)) = 1 - " +
			"p(S)·max t/E_p[t] does not rise and is at most (1-m)/(m·b^δ + 1-m), with t = b^r where p > 0, m = " +
			"p(S) and δ the distance from the highest reward that p reaches to the next, 1 if there is none.",
		Source: "Operators can control mimics and maintain synchronisation: the KL penalty",
		Derivation: "Without the penalty only the reward counts, and any law on S attains the highest, also a " +
			"single point. As the base grows, the tilt removes all outcomes but S, and keeps the proportions of " +
			"p there.",
		Expect:     Holds,
		Needs:      NeedMimic | NeedTilt,
		Hypotheses: []Hypothesis{OptimumExists},
		Parts: []Part{
			{Name: "optimal", Relation: Equal}, {Name: "unique", Relation: Equal}, {Name: "worst", Relation: Equal},
			{Name: "limit", Relation: Equal},
			{Name: "nears", Relation: AtMost, Best: Approached, Reaches: model.Frac(7, 8)},
			{Name: "vanishes", Relation: AtMost, Best: Attained},
		},
		Check: collapse(tiltLimit(conditionedOn, model.Dist.Expect, model.One)),
		Rivals: []Rival{
			{Name: "two optima at distance one half", Part: 1, Right: times(1, 2)},
			{Name: "6/7 of the distance before", Part: 4, Right: times(6, 7)},
			{Name: "argmax over all outcomes", Part: 0, Check: unpenalised((*Instance).Rewarded, model.Q.Less)},
			{Name: "max p(x|argmax) for min", Part: 2, Check: unpenalised((*Instance).attainable,
				func(a, b model.Q) bool { return b.Less(a) })},
			{Name: "normaliser dropped", Part: 3, Check: collapse(tiltLimit(conditionedOn,
				func(model.Dist, []model.Q) model.Q { return model.One }, model.One))},
			{Name: "uniform on argmax in the limit", Part: 3, Check: collapse(tiltLimit(uniformOn, model.Dist.Expect, model.One))},
			{Name: "half of the bound", Part: 5, Check: collapse(tiltLimit(conditionedOn, model.Dist.Expect, model.Half))},
		},
	},
}

// highest is the largest reward of an outcome. It returns false if every outcome is forbidden.
func (in *Instance) highest() (best model.Reward, ok bool) {
	for x := range in.Tilt.Len() {
		if r := in.Tilt.Reward(x); !r.Forbid && (!ok || best.Less(r)) {
			best, ok = r, true
		}
	}
	return best, ok
}

// Rewarded is the set of outcomes of the highest reward. If the reward has two values, it is success.
func (in *Instance) Rewarded() model.Event {
	var e model.Event
	if best, ok := in.highest(); ok {
		for x := range in.Tilt.Len() {
			if in.Tilt.Reward(x) == best {
				e = e.With(x)
			}
		}
	}
	return e
}

// forbidden is the set of outcomes of reward -∞.
func (in *Instance) forbidden() (e model.Event) {
	for x := range in.Tilt.Len() {
		if in.Tilt.Reward(x).Forbid {
			e = e.With(x)
		}
	}
	return e
}

// RewardFinite is the hypothesis of claims that compute with rewards as numbers. It reads the tilt.
var RewardFinite = Hypothesis{
	Name:       "reward-finite",
	Statement:  "no reward is -∞",
	Definition: true,
	Holds:      func(in *Instance) bool { return in.forbidden() == model.Event{} },
}

// failing is an outcome of a lower reward, or the first outcome if there is none.
func (in *Instance) failing() int {
	success := in.Rewarded()
	for x := range in.k() {
		if !success.Has(x) {
			return x
		}
	}
	return 0
}

// OptimumExists is the hypothesis that the tilt does not forbid all that the mimic does. It reads the mimic and the
// tilt.
var OptimumExists = Hypothesis{
	Name:       "optimum-exists",
	Statement:  "p gives some outcome that is not forbidden positive probability",
	Holds:      func(in *Instance) bool { return in.P().Reaches(in.forbidden().Not(in.k())) },
	Definition: true,
}

// ChallengerDominated is the hypothesis π ≪ p of claims about any π. It reads the challenger and the mimic.
var ChallengerDominated = Hypothesis{
	Name:      "challenger-dominated",
	Statement: "π ≪ p: the challenger gives positive probability only to outcomes to which the mimic does",
	Holds:     func(in *Instance) bool { return in.Pi().DominatedBy(in.P()) },
}

// RewardIsSuccess is the hypothesis that the tilt forbids some outcomes and treats all others alike. It reads the tilt.
var RewardIsSuccess = Hypothesis{
	Name:      "reward-is-success",
	Statement: "every reward is 0 or -∞",
	Holds: func(in *Instance) bool {
		for x := range in.Tilt.Len() {
			if r := in.Tilt.Reward(x); !r.Forbid && !r.Value.IsZero() {
				return false
			}
		}
		return true
	},
}

var rewardTwoValued = Hypothesis{
	Name:      "reward-two-valued",
	Statement: "the reward takes exactly two values",
	Holds: func(in *Instance) bool {
		values := map[model.Reward]bool{}
		for x := range in.Tilt.Len() {
			values[in.Tilt.Reward(x)] = true
		}
		return len(values) == 2
	},
}

// mode is the likeliest outcome, the first of several.
func mode(d model.Dist) (most int) {
	for x := range d.Len() {
		if d.P(most).Less(d.P(x)) {
			most = x
		}
	}
	return most
}

func optimumGap(divergence func(pi, best, p model.Dist) model.Log) Check {
	return func(in *Instance) []Sides {
		p, pi := in.P(), in.Pi()
		best := Must(in.Tilt.Optimum(p))
		gap := in.Tilt.Objective(p, best).Sub(in.Tilt.Objective(p, pi))
		return in.sides(Compare(gap, divergence(pi, best, p)))
	}
}
