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
			"b^r. The derivative of E_π[V] = Σ p·b^r·V/Σ p·b^r by ln b is Cov_π(V, r).",
		Source: overOptimisation,
		Derivation: "E_π[V] = E_p[V·t]/E_p[t] gives the first part. The derivative of b^r by ln b is r times " +
			"itself, so that the quotient rule gives the slope E_π[V·r] - E_π[V]·E_π[r]. With v_r = " +
			"E_p[V|r], it is the sum of π(r)·π(s)·(r-s)·(v_r - v_s) over the pairs r > s of rewards. Since " +
			"tuning keeps v_r, only the weights of the pairs change with b: the value begins to fall when " +
			"the pairs in which it falls outweigh those in which it rises.",
		Expect:     Holds,
		Needs:      NeedMimic | NeedTilt | NeedSuccess,
		Hypotheses: []Hypothesis{OptimumExists},
		Parts:      []Part{{Name: "step", Relation: Equal}, {Name: "slope", Relation: Equal}},
		Check:      covariance{}.check,
		Rivals: []Rival{
			{Name: "normaliser dropped", Part: 0, Check: covariance{unnormalised: true}.check},
			{Name: "Cov_π(V, t) for Cov_p(V, t)", Part: 0, Check: covariance{after: true}.check},
			{Name: "Cov_p for Cov_π", Part: 1, Check: covariance{before: true}.check},
			{Name: "the derivative by b", Part: 1, Check: covariance{byBase: true}.check},
		},
	},
	{
		ID:    "tilt/rising-value",
		Title: "If more reward never means less value, tuning does not lower the value",
		Statement: "If E_p[V|r] does not fall as the reward r rises, E_π[V] does not fall from p along the path " +
			"of bases, with V = g the value and π the tuned law.",
		Source: overOptimisation,
		Derivation: "Then every term of the pairwise sum for the slope is at least 0 (tilt/covariance; " +
			"Chebyshev's association inequality), between any two points of the path.",
		Follows:    []string{"tilt/covariance"},
		Expect:     Holds,
		Needs:      NeedMimic | NeedTilt | NeedSuccess,
		Hypotheses: []Hypothesis{OptimumExists, valueRisesWithReward},
		Parts:      []Part{{Relation: AtMost, Best: Attained}},
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
	products, rewards := in.values(), in.Tilt.Rewards()
	for x, v := range products {
		products[x] = v.Mul(rewards[x].Sub(income))
	}
	return pi.Expect(products)
}

// covariance parametrises the check of tilt/covariance and of its rivals.
type covariance struct {
	unnormalised bool // does not divide by E_p[t]
	after        bool // takes the covariance of value and tilt under π
	before       bool // takes the covariance of value and reward under p
	byBase       bool // differentiates by b
}

// check compares the change of the value, and its slope, with covariances.
func (c covariance) check(in *Instance) []Sides {
	p, values, levels := in.P(), in.values(), in.levels()
	step, slope := Tightest{Relation: Equal}, Tightest{Relation: Equal}
	tilts, covered := in.bases()
	for _, tilt := range tilts {
		t, pi := tilt.Factors(), Must(tilt.Optimum(p))
		z, weighing := p.Expect(t), p
		if c.after {
			weighing = pi
		}
		mean := weighing.Expect(t)
		products := make([]model.Q, in.k())
		for x, v := range values {
			products[x] = v.Mul(t[x].Sub(mean))
		}
		moved := weighing.Expect(products) // Cov(V, t)
		if !c.unnormalised {
			moved = moved.Div(z)
		}
		if step.ConsiderQ(pi.Expect(values).Sub(p.Expect(values)), moved) {
			step.Best = step.Best.WithDetail("at base %s %s", tilt.Base(), covered)
		}
		law := pi
		if c.before {
			law = p
		}
		income, finite := in.income(law).Rational()
		if !finite {
			continue // p earns a reward of -∞, which only a rival asks for
		}
		rate := valueAt(tilt, levels).rate
		if c.byBase {
			rate = rate.Div(tilt.Base())
		}
		if slope.ConsiderQ(rate, in.covarianceWithReward(law, income)) {
			slope.Best = slope.Best.WithDetail("at base %s %s", tilt.Base(), covered)
		}
	}
	return in.sides(step.Best, slope.Best)
}

// dual is a number that depends on ln b, with its derivative by ln b (automatic differentiation by dual numbers).
type dual struct{ value, rate model.Q }

func (a dual) add(b dual) dual { return dual{a.value.Add(b.value), a.rate.Add(b.rate)} }
func (a dual) mul(b dual) dual {
	return dual{a.value.Mul(b.value), a.rate.Mul(b.value).Add(a.value.Mul(b.rate))}
}
func (a dual) div(b dual) dual {
	return dual{a.value.Div(b.value), a.rate.Mul(b.value).Sub(a.value.Mul(b.rate)).Div(b.value.Mul(b.value))}
}

func constantly(value model.Q) dual { return dual{value: value} }

// pow is aⁿ by repeated squaring, so that its derivative comes of the product rule alone.
func (a dual) pow(n int) dual {
	if n < 0 {
		return constantly(model.One).div(a.pow(-n))
	}
	power := constantly(model.One)
	for ; n > 0; n /= 2 {
		if n%2 == 1 {
			power = power.mul(a)
		}
		if n > 1 {
			a = a.mul(a)
		}
	}
	return power
}

// valueAt is E_π[V] = Σ p·b^r·V/Σ p·b^r with its derivative, by the rules of differentiation. The derivative of
// b^(1/D) by ln b is b^(1/D)/D.
func valueAt(tilt model.Tilt, levels []level) dual {
	var earned, mass dual
	for _, l := range levels {
		if l.Forbid {
			continue
		}
		d := model.Ratio(l.Value.Den(), model.NewInt(1))
		b := tilt.Base().Power(model.One.Div(d))
		root := dual{b, b.Div(d)}
		exponent, _ := l.Value.Num().Int64() // NewTilt bounds it
		weight := constantly(l.prob).mul(root.pow(int(exponent)))
		earned, mass = earned.add(weight.mul(constantly(l.value))), mass.add(weight)
	}
	return earned.div(mass)
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
