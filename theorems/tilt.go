package theorems

import "mimics/model"

// Control: fine-tuning with a reward and a KL penalty lands on the β-tilted optimum.

var tiltClaims = []Claim{
	{
		ID:         "tilt/optimum",
		Statement:  "(J(π*) - J(π))/β = KL(π‖π*) for every π ≪ p, so that the tilted optimum π* is the only maximum.",
		Source:     "Operators can control mimics and maintain synchronisation (Korbak, Perez and Buckley 2022)",
		Expect:     Holds,
		Needs:      NeedMimic | NeedTilt | NeedChallenger,
		Hypotheses: []Hypothesis{optimumExists, challengerDominated},
		Parts:      []Part{{Relation: Equal}},
		Check:      optimumGap(func(pi, best, _ model.Dist) model.Log { return model.KL(pi, best) }),
		Rivals: []Rival{
			{Name: "KL(π*‖π) for KL(π‖π*)", Check: optimumGap(func(pi, best, _ model.Dist) model.Log { return model.KL(best, pi) })},
			{Name: "p for π*", Check: optimumGap(func(pi, _, p model.Dist) model.Log { return model.KL(pi, p) })},
		},
	},
	{
		ID:         "tilt/conditioning",
		Statement:  "For rewards 0 and -∞ the optimum is conditioning on success: π* = p(·|success).",
		Source:     "Operators can control mimics and maintain synchronisation",
		Expect:     Holds,
		Needs:      NeedMimic | NeedTilt,
		Hypotheses: []Hypothesis{rewardIsSuccess, successPossible},
		Parts:      []Part{{Relation: Equal}},
		Check: func(in *Instance) []Sides {
			p := in.P()
			return []Sides{in.pointwise(must(in.Tilt.Optimum(p)), must(p.Given(in.rewarded())))}
		},
		Rivals: []Rival{{Name: "normaliser dropped", Check: func(in *Instance) []Sides {
			t := tightest{relation: Equal}
			p := in.P()
			best := must(in.Tilt.Optimum(p))
			for x := range in.k() {
				t.offerQ(best.P(x), p.P(x).Mul(in.Tilt.Factor(x)))
			}
			return []Sides{t.best}
		}}},
	},
	{
		ID:         "tilt/synchrony",
		Statement:  "Where the reward is a function of the feature F, the optimum keeps every forecast given F: π*(·|F) = p(·|F) wherever π*(F) > 0.",
		Source:     "Operators can control mimics and maintain synchronisation",
		Expect:     Holds,
		Needs:      NeedMimic | NeedTilt | NeedFeatures,
		Hypotheses: []Hypothesis{optimumExists, featureDecidesReward},
		Parts:      []Part{{Relation: Equal}},
		Check:      synchrony(func(p model.Dist, cell model.Event) model.Dist { return must(p.Given(cell)) }),
		Rivals: []Rival{
			{Name: "p for p(·|F)", Check: synchrony(func(p model.Dist, _ model.Event) model.Dist { return p })},
		},
	},
	{
		ID:         "tilt/softness",
		Statement:  "For a reward of two values, π = (1-λ)·p + λ·p(·|success) with λ in [0,1] that rises with the base, and TV(p,π) + TV(π,p_s) = TV(p,p_s).",
		Source:     "Operators can control mimics and maintain synchronisation: softer rewards",
		Expect:     Holds,
		Needs:      NeedMimic | NeedTilt,
		Hypotheses: []Hypothesis{rewardTwoValued, successPossible},
		Parts:      []Part{{Name: "mixture", Relation: Equal}, {Name: "lambda-from", Relation: AtMost}, {Name: "lambda-to", Relation: AtMost}, {Name: "lambda-rises", Relation: AtMost}, {Name: "segment", Relation: Equal}},
		Check:      softness(func(t model.Tilt, fail int, z model.Q) model.Q { return model.One.Sub(t.Factor(fail).Div(z)) }),
		Rivals: []Rival{
			{Name: "λ = 1 - t(failure), normaliser dropped", Check: softness(func(t model.Tilt, fail int, _ model.Q) model.Q {
				return model.One.Sub(t.Factor(fail))
			})},
			{Name: "λ < 1", Part: 2, Relation: Below},
		},
	},
}

// highest is the largest reward that some outcome has, not ok where every outcome is forbidden.
func (in *Instance) highest() (best model.Reward, ok bool) {
	for x := range in.Tilt.Len() {
		if r := in.Tilt.Reward(x); !r.Forbid && (!ok || r.Value > best.Value) {
			best, ok = r, true
		}
	}
	return best, ok
}

// rewarded is the set of outcomes of the highest reward: success, for a reward of two values.
func (in *Instance) rewarded() model.Event {
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

// failing is an outcome of a lower reward, -1 where there is none.
func (in *Instance) failing() int {
	success := in.rewarded()
	for x := range in.k() {
		if !success.Has(x) {
			return x
		}
	}
	return -1
}

var optimumExists = Hypothesis{
	Name:      "optimum-exists",
	Statement: "p gives some outcome that is not forbidden positive probability",
	Holds: func(in *Instance) bool {
		_, err := in.Tilt.Optimum(in.P())
		return err == nil
	},
}

var challengerDominated = Hypothesis{
	Name:      "challenger-dominated",
	Statement: "π ≪ p; outside it both sides are +∞",
	Holds:     func(in *Instance) bool { return in.Pi().DominatedBy(in.P()) },
}

var rewardIsSuccess = Hypothesis{
	Name:      "reward-is-success",
	Statement: "every reward is 0 or -∞",
	Holds: func(in *Instance) bool {
		for x := range in.Tilt.Len() {
			if r := in.Tilt.Reward(x); !r.Forbid && r.Value != 0 {
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

var featureDecidesReward = Hypothesis{
	Name:      "feature-decides-reward",
	Statement: "the reward is a function of some feature",
	Holds:     func(in *Instance) bool { return len(in.decisive()) > 0 },
}

// decisive lists the features of which the reward is a function.
func (in *Instance) decisive() []Feature {
	var list []Feature
	for _, f := range in.Features {
		decides := true
		for x := range in.k() {
			for y := range x {
				decides = decides && (f.Cell(x) != f.Cell(y) || in.Tilt.Reward(x) == in.Tilt.Reward(y))
			}
		}
		if decides {
			list = append(list, f)
		}
	}
	return list
}

func optimumGap(divergence func(pi, best, p model.Dist) model.Log) Check {
	return func(in *Instance) []Sides {
		p, pi := in.P(), in.Pi()
		best := must(in.Tilt.Optimum(p))
		gap := in.Tilt.Objective(p, best).Sub(in.Tilt.Objective(p, pi))
		return []Sides{Compare(gap, divergence(pi, best, p))}
	}
}

func synchrony(forecast func(p model.Dist, cell model.Event) model.Dist) Check {
	return func(in *Instance) []Sides {
		features := in.decisive()
		if len(features) == 0 {
			features = in.Features // without the hypothesis: any feature
		}
		p := in.P()
		best := must(in.Tilt.Optimum(p))
		t := tightest{relation: Equal}
		for _, f := range features {
			for c, name := range f.Cells {
				cell := f.Event(c)
				if best.Prob(cell).IsZero() {
					continue
				}
				if s := in.pointwise(must(best.Given(cell)), forecast(p, cell)); t.offer(s.Left, s.Right) {
					t.best = t.best.at("%s given %s = %s", s.Detail, f.Name, name)
				}
			}
		}
		return []Sides{t.best}
	}
}

// bases is the path of tilt bases: the scenario's, or b, b², b³, b⁴. Bases too large for the rewards are left out.
func (in *Instance) bases() []model.Tilt {
	path := in.Path
	if path == nil {
		for power := 1; power <= 4; power++ {
			path = append(path, in.Tilt.Base().Pow(power))
		}
	}
	var tilts []model.Tilt
	for _, base := range path {
		if t, err := in.Tilt.WithBase(base); err == nil {
			tilts = append(tilts, t)
		}
	}
	return tilts
}

func softness(weight func(t model.Tilt, fail int, z model.Q) model.Q) Check {
	return func(in *Instance) []Sides {
		p := in.P()
		success, fail := must(p.Given(in.rewarded())), max(0, in.failing())
		lambda := func(t model.Tilt) model.Q { return weight(t, fail, p.Expect(t.Factors())) }
		pi, l := must(in.Tilt.Optimum(p)), lambda(*in.Tilt)
		mixed := tightest{relation: Equal}
		at := 0
		for x := range in.k() {
			if mixed.offerQ(pi.P(x), model.One.Sub(l).Mul(p.P(x)).Add(l.Mul(success.P(x)))) {
				at = x
			}
		}
		rises := tightest{relation: AtMost}
		tilts := in.bases()
		for i := 1; i < len(tilts); i++ {
			rises.offerQ(lambda(tilts[i-1]), lambda(tilts[i]))
		}
		if len(tilts) < 2 {
			rises.offerQ(l, l)
		}
		return []Sides{
			mixed.best.at("at %s, λ = %s", in.Outcomes[at], l),
			compareQ(model.Zero, l),
			compareQ(l, model.One),
			rises.best,
			compareQ(model.TotalVariation(p, pi).Add(model.TotalVariation(pi, success)), model.TotalVariation(p, success)),
		}
	}
}
