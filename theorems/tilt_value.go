package theorems

import (
	"slices"

	"mimics/model"
)

// What tuning on a reward does to a value that was not rewarded: the chance of success, V = g.

const overOptimisation = "★ beside Are mimics dangerous?: when tuning goes too far"

var valueClaims = []Claim{
	{
		ID:    "tilt/covariance",
		Title: "Whether tuning raises a value depends on its covariance with the tilt",
		Statement: "For the value V = g and the tuned law π, E_π[V] - E_p[V] = Cov_p(V, t)/E_p[t], with t = " +
			"b^r. The slope of E_π[V] in ln b, Σ_{r>s} π(r)·π(s)·(r-s)·(v_r - v_s) over the rewards with v_r = " +
			"E_p[V|r], is Cov_π(V, r).",
		Source: overOptimisation,
		Derivation: "E_π[V] = E_p[V·t]/E_p[t] gives the first part. At reward r the weight is P(r)·b^r, whose " +
			"derivative by ln b is r times itself. The quotient rule gives the slope E_π[V·r] - E_π[V]·E_π[r], " +
			"and pairing terms gives the sum over r > s. Since tuning keeps v_r, only the weights of the pairs " +
			"change with b: the value begins to fall when the pairs in which it falls outweigh those in which " +
			"it rises.",
		Expect:     Holds,
		Needs:      NeedMimic | NeedTilt | NeedSuccess,
		Hypotheses: []Hypothesis{OptimumExists},
		Parts:      []Part{{Name: "step", Relation: Equal}, {Name: "slope", Relation: Equal}},
		Check:      covariance(func(at, _ model.Dist) model.Dist { return at }, true),
		Rivals: []Rival{
			{Name: "normaliser dropped", Part: 0, Check: covariance(func(at, _ model.Dist) model.Dist { return at }, false)},
			{Name: "Cov_p for Cov_π", Part: 1, Check: covariance(func(_, p model.Dist) model.Dist { return p }, true)},
		},
	},
	{
		ID:    "tilt/rising-value",
		Title: "If more reward never means less value, tuning never lowers the value",
		Statement: "If E_p[V|r] does not fall as the reward r rises, E_π[V] does not fall from p along the path " +
			"of bases, with V = g the value and π the tuned law.",
		Source: overOptimisation,
		Derivation: "Then every term of the pairwise sum of tilt/covariance is at least 0 (Chebyshev's " +
			"association inequality), between any two points of the path.",
		Follows:    []string{"tilt/covariance"},
		Expect:     Holds,
		Needs:      NeedMimic | NeedTilt | NeedSuccess,
		Hypotheses: []Hypothesis{OptimumExists, valueRisesWithReward},
		Parts:      []Part{{Relation: AtMost}},
		Check:      valuePath(false),
		Rivals: []Rival{
			{Name: "< for ≤", Relation: Below},
			{Name: "does not rise, for does not fall", Check: valuePath(true)},
		},
	},
	{
		ID:    "tilt/correlated-value",
		Title: "Tuning on a reward that goes with a value can lower the value",
		Statement: "If value and reward are positively correlated before tuning, Cov_p(V, r) > 0, tuning does " +
			"not lower the value: E_π[V] does not fall from p along the path of bases, with V = g and π the " +
			"tuned law.",
		Source: overOptimisation + ", the hope behind a proxy",
		Derivation: "The covariance under p weighs all pairs of rewards by p. A hard tilt weighs only the " +
			"highest rewards. If the value falls between the two highest, it falls in the end, however well it " +
			"went with the reward before (Goodhart).",
		Expect:     Refuted,
		Needs:      NeedMimic | NeedTilt | NeedSuccess,
		Hypotheses: []Hypothesis{OptimumExists, valueCorrelated},
		Parts:      []Part{{Relation: AtMost}},
		Check:      valuePath(false),
		Sharpened:  "tilt/rising-value",
	},
}

// level holds the outcomes of one reward that p reaches.
type level struct {
	model.Reward
	prob, value model.Q // P(r) and E_p[V|r]
}

// levels lists the rewards that p gives positive probability, rising.
func (in *Instance) levels() (list []level) {
	p, g := in.P(), *in.Success
	for x := range in.k() {
		r := in.Tilt.Reward(x)
		if !p.Has(x) {
			continue
		}
		i := slices.IndexFunc(list, func(l level) bool { return l.Reward == r })
		if i < 0 {
			i = len(list)
			list = append(list, level{Reward: r})
		}
		list[i].prob = list[i].prob.Add(p.P(x))
		list[i].value = list[i].value.Add(p.P(x).Mul(g.At(x)))
	}
	for i, l := range list {
		list[i].value = l.value.Div(l.prob)
	}
	slices.SortFunc(list, func(a, b level) int {
		if a.Reward.Less(b.Reward) {
			return -1
		}
		return 1
	})
	return list
}

var valueRisesWithReward = Hypothesis{
	Name:      "value-rises-with-reward",
	Statement: "E_p[V|r], with V = g, does not fall as r rises over the rewards that p reaches, with -∞ the lowest",
	Holds: func(in *Instance) bool {
		return slices.IsSortedFunc(in.levels(), func(a, b level) int { return a.value.Cmp(b.value) })
	},
}

var valueCorrelated = Hypothesis{
	Name:      "value-correlated",
	Statement: "Cov_p(V, r) > 0, with V = g, and p reaches no reward of -∞",
	Holds: func(in *Instance) bool {
		income, finite := in.income(in.P()).Rational()
		return finite && in.covarianceWithReward(in.P(), income).Sign() > 0
	},
}

// values lists V(x).
func (in *Instance) values() []model.Q {
	values := make([]model.Q, in.k())
	for x := range values {
		values[x] = in.Success.At(x)
	}
	return values
}

// covarianceWithReward is Cov_π(V, r) = E_π[V·(r - E_π[r])]. π must reach no forbidden outcome.
func (in *Instance) covarianceWithReward(pi model.Dist, income model.Q) model.Q {
	products, rewards := in.values(), in.Rewards()
	for x, v := range products {
		products[x] = v.Mul(rewards[x].Sub(income))
	}
	return pi.Expect(products)
}

// covariance compares the change of the value, and its slope, with covariances.
func covariance(under func(pi, p model.Dist) model.Dist, normalised bool) Check {
	return func(in *Instance) []Sides {
		p, values, levels := in.P(), in.values(), in.levels()
		step, slope := Tightest{Relation: Equal}, Tightest{Relation: Equal}
		tilts, covered := in.bases()
		for _, tilt := range tilts {
			t := tilt.Factors()
			pi := Must(tilt.Optimum(p))
			z := p.Expect(t)
			products := make([]model.Q, in.k())
			for x, v := range values {
				products[x] = v.Mul(t[x].Sub(z))
			}
			moved := p.Expect(products) // Cov_p(V, t)
			if normalised {
				moved = moved.Div(z)
			}
			if step.ConsiderQ(pi.Expect(values).Sub(p.Expect(values)), moved) {
				step.Best = step.Best.WithDetail("at base %s %s", tilt.Base(), covered)
			}
			law := under(pi, p)
			income, finite := in.income(law).Rational()
			if !finite {
				continue // p earns a reward of -∞, which only a rival asks for
			}
			if slope.ConsiderQ(pairwiseSlope(tilt, levels, z), in.covarianceWithReward(law, income)) {
				slope.Best = slope.Best.WithDetail("at base %s %s", tilt.Base(), covered)
			}
		}
		return in.sides(step.Best, slope.Best)
	}
}

// pairwiseSlope is d E_π[V]/d ln b by the quotient rule. E_π[V] = Σ w_r·v_r/Σ w_r with w_r = P(r)·b^r, so its
// derivative is Σ_{r>s} w_r·w_s·(r-s)·(v_r-v_s)/(Σ w_r)².
func pairwiseSlope(tilt model.Tilt, levels []level, z model.Q) (sum model.Q) {
	for i, high := range levels {
		for _, low := range levels[:i] {
			if low.Forbid {
				continue
			}
			weight := high.prob.Mul(tilt.Base().Pow(high.Value)).Mul(low.prob.Mul(tilt.Base().Pow(low.Value)))
			sum = sum.Add(weight.Mul(model.Whole(int64(high.Value - low.Value))).Mul(high.value.Sub(low.value)))
		}
	}
	return sum.Div(z.Mul(z))
}

// valuePath compares the value at both ends of every step of the path that begins at p.
func valuePath(falling bool) Check {
	return func(in *Instance) []Sides {
		values, last, from := in.values(), in.P(), "p"
		t := Tightest{Relation: AtMost}
		tilts, covered := in.bases()
		for _, tilt := range tilts {
			pi := Must(tilt.Optimum(in.P()))
			before, after := last.Expect(values), pi.Expect(values)
			if falling {
				before, after = after, before
			}
			if t.ConsiderQ(before, after) {
				t.Best = t.Best.WithDetail("from %s to base %s %s", from, tilt.Base(), covered)
			}
			last, from = pi, "base "+tilt.Base().String()
		}
		return in.sides(t.Best)
	}
}
