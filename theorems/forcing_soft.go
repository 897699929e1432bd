package theorems

import (
	"fmt"
	"slices"

	"mimics/model"
	"mimics/theorems/scenario"
)

// Softer rewards: failure costs ρ instead of everything. The unit of ρ/β is D·ln b, with D the common denominator of g
// and b the base of the scenario's tilt, so that all exponents are whole numbers. The tilt's rewards are not used.

var softForcingClaims = []Claim{
	{
		ID:    "forcing/soft-between",
		Title: "A softer reward need not end between the mimic and hard tuning",
		Statement: "If failure has a finite reward, tuning ends between p and P_F = P(·|X_F): π(E) ≤ max(p(E), " +
			"P_F(E)) for every event E, and TV(p, π) + TV(π, P_F) = TV(p, P_F). Here π ∝ p·b^(-D(1-g)), with D " +
			"the common denominator of g.",
		Source: imperfectControl + ": softer rewards",
		Derivation: "The soft optimum weighs by b^(-D(1-g)), which is not linear in g. It can favour an outcome " +
			"between certain failure and certain success.",
		Expect:     Refuted,
		Needs:      NeedMimic | NeedSuccess | NeedBase,
		Hypotheses: []Hypothesis{forcingSetDefined, softTiltExact},
		Parts:      []Part{{Name: "events", Relation: AtMost}, {Name: "segment", Relation: Equal}},
		Check:      softBetween,
		Sharpened:  "forcing/soft-path",
	},
	{
		ID:    "forcing/soft-path",
		Title: "Punishing failure more does not move away from hard tuning",
		Statement: "Let π ∝ p·t with t = b^(-D(1-g)) and D the common denominator of g, and P_F = P(·|X_F). As " +
			"b rises along the path, TV(π, p), KL(π‖p) and E_π[g] do not fall, TV(π, P_F) and KL(P_F‖π) do not " +
			"rise, and TV(π, P_F) = 1 - p(X_F)/E_p[t].",
		Source: "★ sharpens " + imperfectControl + ": softer rewards",
		Derivation: "The soft optimum is a tilt by g, so that reward and divergence rise with the base as on " +
			"any tilt path. Its conditional law on X_F is P(·|X_F), so that the distance is 1 - π(X_F) and the " +
			"divergence -ln π(X_F).",
		Follows:    []string{"tilt/path"},
		Expect:     Holds,
		Needs:      NeedMimic | NeedSuccess | NeedBase,
		Hypotheses: []Hypothesis{softPathExact},
		Parts: []Part{
			{Name: "tv-from-p", Relation: AtMost, Best: Approached, Reaches: model.Frac(99, 100)},
			{Name: "kl-from-p", Relation: AtMost, Best: Approached, Reaches: model.Frac(99, 100)},
			{Name: "success", Relation: AtMost, Best: Approached, Reaches: model.Frac(99, 100)},
			{Name: "tv-to-forcing", Relation: AtMost, Best: Approached, Reaches: model.Frac(7, 8),
				Hypotheses: []Hypothesis{forcingSetDefined}},
			{Name: "kl-to-forcing", Relation: AtMost, Best: Approached, Reaches: model.Frac(3, 5),
				Hypotheses: []Hypothesis{forcingSetDefined}},
			{Name: "tv-exactly", Relation: Equal, Hypotheses: []Hypothesis{forcingSetDefined}},
		},
		Check: softPath(model.Channel.ForcingSet, func(forcing, z model.Q) model.Q { return forcing.Div(z) }),
		Rivals: []Rival{
			{Name: "99/100 of the next TV(π, p)", Part: 0, Right: times(99, 100)},
			{Name: "99/100 of the next KL(π‖p)", Part: 1, Right: times(99, 100)},
			{Name: "99/100 of the next E_π[g]", Part: 2, Right: times(99, 100)},
			{Name: "3/5 of the KL(P_F‖π) before", Part: 4, Right: times(3, 5)},
			{Name: "{g > 0} for X_F", Part: 3, Check: softPath(possibleSet,
				func(forcing, z model.Q) model.Q { return forcing.Div(z) })},
			{Name: "normaliser dropped", Part: 5, Check: softPath(model.Channel.ForcingSet,
				func(forcing, _ model.Q) model.Q { return forcing })},
		},
	},
	{
		ID:    "forcing/hard-limit",
		Title: "The exact miss does not need an outcome that succeeds for certain",
		Statement: "With B the outcomes of the largest g that p reaches, TV(p(·|B), P(·|R=0)) = 1 - P(B|R=0). " +
			"For π ∝ p·t with t = b^(-D(1-g)) and D the common denominator of g, TV(π, p(·|B)) = 1 - p(B)·max " +
			"t/E_p[t] does not rise along the path and is at most (1-m)/(1-m + b·m), with max t where p > 0 and " +
			"m = p(B).",
		Source: "★ sharpens " + imperfectControl,
		Derivation: "As the base grows, outcomes below the best g lose all weight relative to it. The argument " +
			"for the gap needs only that g is constant on B.",
		Follows:    []string{"forcing/gap"},
		Expect:     Holds,
		Needs:      NeedMimic | NeedSuccess | NeedBase,
		Hypotheses: []Hypothesis{softPathExact},
		Parts: []Part{
			{Name: "distance", Relation: Equal},
			{Name: "falls", Relation: AtMost, Best: Approached, Reaches: model.Frac(7, 8)},
			{Name: "rate", Relation: AtMost, Best: Attained},
			{Name: "gap", Relation: Equal, Hypotheses: []Hypothesis{SuccessHappens}},
		},
		Check: hardLimit(model.Channel.Best, 1),
		Rivals: []Rival{
			{Name: "6/7 of the distance before", Part: 1, Right: times(6, 7)},
			{Name: "X_F for argmax g in the distance", Part: 0, Check: hardLimit(forcingOnly, 1)},
			{Name: "b² for b", Part: 2, Check: hardLimit(model.Channel.Best, 2)},
			{Name: "X_F for argmax g in the gap", Part: 3, Check: hardLimit(forcingOnly, 1)},
		},
	},
	{
		ID:    "forcing/fragile",
		Title: "A tiny error about success can move the tuned law all the way",
		Statement: "For every ε > 0 there are chances of success g and ĝ, the scenario's success and labels, " +
			"that differ by at most ε at every outcome, although the laws that are tuned hard on them are at TV " +
			"1.",
		Source:     "★ sharpens " + imperfectControl,
		Derivation: "An outcome is in the forcing set if g is 1, and is not if g is slightly less.",
		Expect:     Exists,
		Needs:      NeedMimic | NeedSuccess | NeedLabels | NeedEpsilon,
		Hypotheses: []Hypothesis{forcingSetDefined, otherForcingSetReachable},
		Parts:      []Part{{Name: "near", Relation: AtMost}, {Name: "far", Relation: Equal}},
		Check:      fragile,
		Rivals:     []Rival{{Name: "nearer than η", Part: 0, Relation: Below}},
		Family:     twoChannels,
	},
}

const softExactness = "D·log₂(b) ≤ 4096, with D the common denominator of g, and b^D not too long to write"

// softTiltExact and softPathExact exclude optima whose exact numbers are too long. They limit the check and not the
// claim: the proofs do without them.
var (
	softTiltExact = Hypothesis{
		Name:       "soft-tilt-exact",
		Statement:  softExactness + ": otherwise the soft optimum is not computed",
		Holds:      func(in *Instance) bool { return in.softFits(in.Tilt.Base()) },
		Definition: true,
	}
	softPathExact = Hypothesis{
		Name:       "soft-path-exact",
		Statement:  softExactness + ", for some base b of the path: otherwise no soft optimum is computed",
		Holds:      func(in *Instance) bool { return slices.ContainsFunc(in.softBases(), in.softFits) },
		Definition: true,
	}
)

var otherForcingSetReachable = Hypothesis{
	Name:      "other-forcing-set-reachable",
	Statement: "p gives positive probability to an outcome whose label is 1 for certain",
	Holds:     func(in *Instance) bool { return in.P().Reaches(in.Labels.ForcingSet()) },
}

func softBetween(in *Instance) []Sides {
	p, g := in.P(), *in.Success
	pi, forced := Must(g.SoftOptimum(p, in.Tilt.Base())), Must(g.HardOptimum(p))
	t := Tightest{Relation: AtMost}
	var at model.Event
	consider := func(e model.Event) {
		if t.ConsiderQ(pi.Prob(e), p.Prob(e).Max(forced.Prob(e))) {
			at = e
		}
	}
	for e := range in.events() {
		consider(e)
	}
	covered := in.someEvents()
	if covered != "" {
		covered += ", and where π is above both"
		var above model.Event
		for x := range in.k() {
			if p.P(x).Max(forced.P(x)).Less(pi.P(x)) {
				above = above.With(x)
			}
		}
		consider(above)
	}
	return in.sides(
		t.Best.WithDetail("E = %s %s", in.eventText(at), covered),
		CompareQ(model.TotalVariation(p, pi).Add(model.TotalVariation(pi, forced)), model.TotalVariation(p, forced)),
	)
}

func softPath(set func(model.Channel) model.Event, share func(forcing, z model.Q) model.Q) Check {
	return func(in *Instance) []Sides {
		p, g := in.P(), *in.Success
		points, covered := in.softPoints()
		sides := in.sides(
			in.along(true, distanceTo(p)),
			in.along(true, func(at softPoint) model.Log { return at.fromStart(g) }),
			in.along(true, func(at softPoint) model.Log { return model.Rational(g.Rate(at.pi)) }),
			Sides{}, Sides{}, Sides{},
		)
		forcing := set(g)
		if forced, err := p.Given(forcing); err == nil {
			exactly := Tightest{Relation: Equal}
			for _, point := range points {
				right := model.One.Sub(share(p.Prob(forcing), point.z))
				if exactly.ConsiderQ(model.TotalVariation(point.pi, forced), right) {
					exactly.Best = exactly.Best.WithDetail("b = %s %s", point.base, covered)
				}
			}
			sides[3] = in.along(false, distanceTo(forced))
			sides[4] = in.along(false, func(at softPoint) model.Log { return at.fromGiven(g, p, forcing) })
			sides[5] = exactly.Best
		}
		return sides
	}
}

// forcingOnly returns the forcing set instead of the best outcomes within reach.
func forcingOnly(g model.Channel, _ model.Dist) model.Event { return g.ForcingSet() }

func hardLimit(best func(model.Channel, model.Dist) model.Event, power int) Check {
	return func(in *Instance) []Sides {
		p, g := in.P(), *in.Success
		a, limit := best(g, p), g.HardLimit(p)
		share := p.Prob(a)
		points, covered := in.softPoints()
		distance, rate := Tightest{Relation: Equal}, Tightest{Relation: AtMost}
		for _, point := range points {
			var mass model.Q // p(A)·b^(-D(1-max g))
			for x := range in.k() {
				if a.Has(x) {
					mass = mass.Add(p.P(x).Mul(point.factors[x]))
				}
			}
			tv := model.TotalVariation(point.pi, limit)
			if distance.ConsiderQ(tv, model.One.Sub(mass.Div(point.z))) {
				distance.Best = distance.Best.WithDetail("b = %s %s", point.base, covered)
			}
			rest := model.One.Sub(share)
			if rate.ConsiderQ(tv, rest.Div(rest.Add(share.Mul(point.base.Pow(power))))) {
				rate.Best = rate.Best.WithDetail("b = %s %s", point.base, covered)
			}
		}
		sides := in.sides(distance.Best, in.along(false, distanceTo(limit)), rate.Best, Sides{})
		if forecast, err := g.Posterior(p); err == nil {
			gap := CompareQ(model.TotalVariation(limit, forecast), model.One.Sub(forecast.Prob(a)))
			sides[3] = gap.WithDetail("A = %s", in.eventText(a))
		}
		return sides
	}
}

func fragile(in *Instance) []Sides {
	p, g, other := in.P(), *in.Success, *in.Labels
	near := Tightest{Relation: AtMost}
	at := 0
	for x := range in.k() {
		if near.ConsiderQ(g.At(x).Sub(other.At(x)).Abs(), *in.Epsilon) {
			at = x
		}
	}
	return in.sides(
		near.Best.WithDetail("at %s", in.Outcomes[at]),
		CompareQ(model.TotalVariation(Must(g.HardOptimum(p)), Must(other.HardOptimum(p))), model.One),
	)
}

// twoChannels alternates the chances 1 and 1-η, swapped in the second channel, for η = i/n and two to five outcomes.
func twoChannels(pick func(n int) int) scenario.Scenario {
	n := int64(1 + pick(40))
	eta := model.Frac(int64(1+pick(min(3, int(n)))), n)
	s := scenario.Scenario{Name: fmt.Sprintf("two channels within %s", eta), Epsilon: &eta}
	k := 2 + pick(4)
	weights := make([]int64, k)
	chances, others := make([]model.Q, k), make([]model.Q, k)
	for x := range k {
		s.Outcomes = append(s.Outcomes, fmt.Sprintf("text%d", x))
		weights[x] = 1
		chances[x], others[x] = model.One, model.One.Sub(eta)
		if x%2 == 1 {
			weights[x] = int64(1 + pick(3))
			chances[x], others[x] = others[x], chances[x]
		}
	}
	s.Mimic = Must(model.Counts(weights...))
	g, other := Must(model.NewChannel(chances...)), Must(model.NewChannel(others...))
	s.Success, s.Labels = &g, &other
	return s
}
