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
		Check:      movedValue{}.check,
		Rivals: []Rival{
			{Name: "normaliser dropped", Part: 0, Check: movedValue{unnormalised: true}.check},
			{Name: "Cov_π(V, t) for Cov_p(V, t)", Part: 0, Check: movedValue{after: true}.check},
			{Name: "Cov_p for Cov_π", Part: 1, Check: movedValue{before: true}.check},
			{Name: "the derivative by b", Part: 1, Check: movedValue{byBase: true}.check},
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
	prob, earned model.Q // P(r) and P(r)·E_p[V|r]
}

// value is E_p[V|r].
func (l level) value() model.Q { return l.earned.Div(l.prob) }

// levels lists the rewards that p gives positive probability, rising. They are computed once.
func (in *Instance) levels() []level {
	if in.once.levels != nil {
		return in.once.levels
	}
	p, g := in.P(), *in.Success
	var list []level
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
		list[i].earned = list[i].earned.Add(p.P(x).Mul(g.At(x)))
	}
	slices.SortFunc(list, func(a, b level) int {
		if a.Reward.Less(b.Reward) {
			return -1
		}
		return 1
	})
	in.once.levels = list
	return list
}

var valueRisesWithReward = Hypothesis{
	Name:      "value-rises-with-reward",
	Statement: "E_p[V|r], with V = g, does not fall as r rises over the rewards that p reaches, with -∞ the lowest",
	Holds: func(in *Instance) bool {
		return slices.IsSortedFunc(in.levels(), func(a, b level) int { return a.value().Cmp(b.value()) })
	},
}

var valueCorrelated = Hypothesis{
	Name:      "value-correlated",
	Statement: "Cov_p(V, r) > 0, with V = g, and p reaches no reward of -∞",
	Holds: func(in *Instance) bool {
		return rewardFiniteInReach.Holds(in) && covariance(in.P(), in.values(), in.Tilt.Rewards()).Sign() > 0
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

// covariance is Cov_π(V, W) = E_π[V·(W - E_π[W])].
func covariance(pi model.Dist, v, w []model.Q) model.Q {
	mean, products := pi.Expect(w), make([]model.Q, len(v))
	for x := range products {
		products[x] = v[x].Mul(w[x].Sub(mean))
	}
	return pi.Expect(products)
}

// movedValue parametrises the check of tilt/covariance and of its rivals.
type movedValue struct {
	unnormalised bool // does not divide by E_p[t]
	after        bool // takes the covariance of value and tilt under π
	before       bool // takes the covariance of value and reward under p
	byBase       bool // differentiates by b
}

// check compares the change of the value, and its slope, with covariances.
func (m movedValue) check(in *Instance) []Sides {
	p, g, values, rewards := in.P(), *in.Success, in.values(), in.Tilt.Rewards()
	before := g.Rate(p)
	step, slope := Tightest{Relation: Equal}, Tightest{Relation: Equal}
	optima, covered := in.optima()
	for _, o := range optima {
		weighing, law := p, o.pi
		if m.after {
			weighing = o.pi
		}
		moved := covariance(weighing, values, o.factors)
		if !m.unnormalised {
			moved = moved.Div(p.Expect(o.factors))
		}
		if step.ConsiderQ(g.Rate(o.pi).Sub(before), moved) {
			step.Best = step.Best.WithDetail("at base %s %s", o.Base(), covered)
		}
		if m.before {
			law = p
		}
		if law.Reaches(in.forbidden()) {
			continue // p earns a reward of -∞, which only a rival asks for
		}
		rate := valueAt(o.Tilt, in.levels()).rate
		if m.byBase {
			rate = rate.Div(o.Base())
		}
		if slope.ConsiderQ(rate, covariance(law, values, rewards)) {
			slope.Best = slope.Best.WithDetail("at base %s %s", o.Base(), covered)
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
func (a dual) scale(c model.Q) dual { return dual{a.value.Mul(c), a.rate.Mul(c)} }
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
	d := tilt.Denominator()
	b := tilt.Base().Power(model.One.Div(d))
	root := dual{b, b.Div(d)}
	var earned, mass dual
	for _, l := range levels {
		if l.Forbid {
			continue
		}
		exponent, _ := l.Value.Mul(d).Num().Int64() // NewTilt bounds it
		factor := root.pow(int(exponent))
		earned, mass = earned.add(factor.scale(l.earned)), mass.add(factor.scale(l.prob))
	}
	return earned.div(mass)
}

// valuePath compares the value at both ends of every step of the path that begins at p.
func valuePath(falling bool) Check {
	return func(in *Instance) []Sides {
		g, t := *in.Success, Tightest{Relation: AtMost}
		optima, covered := in.optima()
		last := g.Rate(in.P())
		for i, o := range optima {
			before, after := last, g.Rate(o.pi)
			last = after
			if falling {
				before, after = after, before
			}
			if t.ConsiderQ(before, after) {
				from := "p"
				if i > 0 {
					from = "base " + optima[i-1].Base().String()
				}
				t.Best = t.Best.WithDetail("from %s to base %s %s", from, o.Base(), covered)
			}
		}
		return in.sides(t.Best)
	}
}
