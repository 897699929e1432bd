package theorems

import (
	"fmt"

	"mimics/model"
)

// The cost of imperfect control from end to end, and two remedies that keep the mimic synchronised: another objective,
// or keeping only the successes.

var remedyClaims = []Claim{
	{
		ID:    "forcing/operator-error",
		Title: "The operator's error about tuning is at most her own plus the miss",
		Statement: "TV(q(·|R=0), p(·|X_F)) ≤ TV(p, q)/max(P_p(R=0), P_q(R=0)) + 1 - c: the operator forecasts " +
			"q(·|R=0), the tuned mimic has the law p(·|X_F), P_p(R=0) and P_q(R=0) are the chances of success " +
			"under p and q, and c = p(X_F|R=0).",
		Source: "★ sharpens " + imperfectControl,
		Derivation: "The operator's forecast of successes is off by at most the bound of forecast/conditioned, " +
			"and the tuned mimic by the gap. Add the two.",
		Follows:    []string{"forecast/conditioned", "forcing/gap"},
		Expect:     Holds,
		Rare:       2,
		Needs:      NeedOperator | NeedMimic | NeedSuccess,
		Hypotheses: []Hypothesis{SuccessHappens, operatorExpectsSuccess, forcingSetDefined},
		Parts:      []Part{{Relation: AtMost, Best: Attained}},
		Check:      operatorError(func(tv, likelier model.Q) model.Q { return tv.Div(likelier) }, proneness),
		Rivals: []Rival{
			{Name: "not divided by the rate of success", Check: operatorError(func(tv, _ model.Q) model.Q { return tv }, proneness)},
			{Name: "half of the operator's error", Check: operatorError(func(tv, likelier model.Q) model.Q {
				return tv.Mul(model.Half).Div(likelier)
			}, proneness)},
			{Name: "c for 1-c", Check: operatorError(func(tv, likelier model.Q) model.Q { return tv.Div(likelier) },
				likelihoodOfForcing)},
		},
	},
	{
		ID:    "forcing/remedy",
		Title: "Rewarding the logarithm of the chance of success keeps synchrony",
		Statement: "On the reward β·ln E[e^(R/β)|x], J(π)/β is E_π[ln E[e^(R/β)|x]] - KL(π‖p). If R is 0 or " +
			"-∞, it is ln P(R=0) - KL(π‖P(·|R=0)) for every π, so that tuning ends at P(·|R=0). If R is 0 or " +
			"-ρ, with s = e^(-ρ/β), it ends at π ∝ p·(g + (1-g)·s), which is (1-λ)·p + λ·P(·|R=0) with λ = " +
			"P(R=0)·(1-s)/E_p[g + (1-g)·s], so that TV(p, π) + TV(π, P(·|R=0)) = TV(p, P(·|R=0)).",
		Source: "★ mends " + imperfectControl,
		Derivation: "With this reward the tilt factor is the expectation of e^(R/β) itself. It is g for the " +
			"hard reward, which is conditioning on success, and g + (1-g)·s for the soft one, which is linear " +
			"in g and so gives a mixture of p and P(·|R=0). J(π)/β is then a lower bound on the log evidence, ln " +
			"P(R=0), that only the posterior attains (the variational bound of Bayesian inference).",
		Follows:    []string{"tilt/optimum"},
		Expect:     Holds,
		Needs:      NeedMimic | NeedSuccess,
		With:       NeedBase | NeedChallenger,
		Hypotheses: []Hypothesis{SuccessHappens},
		Parts: []Part{{Name: "hard", Relation: Equal, Needs: NeedChallenger, Hypotheses: definitions(NeedChallenger)},
			{Name: "soft", Relation: Equal, Needs: NeedBase},
			{Name: "segment", Relation: Equal, Needs: NeedBase}},
		Check: remedy{reward: exponentialReward, lambda: model.Q.Div, end: conditionedOnSuccess}.check,
		Rivals: []Rival{
			{Name: "E[R] for β·ln E[e^(R/β)]",
				Check: remedy{reward: expectedReward, lambda: model.Q.Div, end: conditionedOnSuccess}.check},
			{Name: "P(·|X_F) for P(·|R=0)",
				Check: remedy{reward: exponentialReward, lambda: model.Q.Div, end: conditionedOnForcing}.check},
			{Name: "λ not normalised", Part: 1, Check: remedy{reward: exponentialReward,
				lambda: func(weight, _ model.Q) model.Q { return weight }, end: conditionedOnSuccess}.check},
			{Name: "the square of the factor", Part: 1,
				Check: remedy{reward: squaredReward, lambda: model.Q.Div, end: conditionedOnSuccess}.check},
			{Name: "the segment to P(·|X_F)", Part: 2,
				Check: remedy{reward: exponentialReward, end: conditionedOnForcing}.segment},
			{Name: "the segment of the square of the factor", Part: 2,
				Check: remedy{reward: squaredReward, end: conditionedOnSuccess}.segment},
		},
	},
	{
		ID:    "forcing/jensen",
		Title: "Averaging the reward undervalues outcomes that can go either way",
		Statement: "For R of 0 or -ρ, in units of β with ρ/β = ln b: E[R|x] ≤ ln E[e^R|x] for every outcome x, " +
			"with equality exactly if g(x) is 0 or 1.",
		Source:     "★ explains " + imperfectControl,
		Derivation: "The logarithm is concave, and equality needs a constant.",
		Expect:     Holds,
		Needs:      NeedSuccess | NeedBase,
		Parts:      []Part{{Name: "bound", Relation: AtMost, Best: Attained}, {Name: "equality", Relation: Equal}},
		Check:      jensen(func(g model.Q) bool { return g.IsZero() || g.Equal(model.One) }),
		Rivals: []Rival{
			{Name: "E[R|x] falls short everywhere", Relation: Below},
			{Name: "equality only where success is certain", Part: 1, Check: jensen(model.One.Equal)},
		},
	},
	{
		ID:    "forcing/rejection",
		Title: "Keeping only successes is synchronised once, and drifts if repeated",
		Statement: "n rounds of keeping only successes give π_n ∝ p·g^n, for n up to the horizon, or 4 if there " +
			"is none; the first gives P(·|R=0), and TV(π_n, P(·|X_F)) = 1 - π_n(X_F) does not rise with n. " +
			"TV(π_n, p(·|B)) ≤ (1-m)·ρ^n/(m + (1-m)·ρ^n), with B the outcomes of the largest g that p reaches, m " +
			"= p(B) and ρ the second largest g over the largest.",
		Source: "★ beside " + imperfectControl,
		Derivation: "Keeping only successes multiplies by g. One round is Bayes' rule. Every further round " +
			"multiplies again, and in the limit only the largest g is left.",
		Expect:     Holds,
		Needs:      NeedMimic | NeedSuccess,
		Hypotheses: []Hypothesis{SuccessHappens},
		Parts: []Part{
			{Name: "rounds", Relation: Equal}, {Name: "first", Relation: Equal},
			{Name: "distance", Relation: Equal, Hypotheses: []Hypothesis{forcingSetDefined}},
			{Name: "falls", Relation: AtMost, Best: Approached, Reaches: model.Frac(9, 10),
				Hypotheses: []Hypothesis{forcingSetDefined}},
			{Name: "limit", Relation: AtMost, Best: Attained},
		},
		Check: rejection(func(n int) int { return n }, model.Channel.ForcingSet),
		Rivals: []Rival{
			{Name: "nine tenths of the law of successes", Part: 1, Right: times(9, 10)},
			{Name: "2/3 of the distance before", Part: 3, Right: times(2, 3)},
			{Name: "p·g for p·gⁿ", Part: 0, Check: rejection(func(int) int { return 1 }, model.Channel.ForcingSet)},
			{Name: "{g > 0} for X_F", Part: 2, Check: rejection(func(n int) int { return n }, possibleSet)},
			{Name: "one round ahead", Part: 4, Check: rejection(func(n int) int { return n + 1 }, model.Channel.ForcingSet)},
		},
	},
}

var operatorExpectsSuccess = Hypothesis{
	Name:       "operator-expects-success",
	Statement:  "P_q(R=0) > 0: success has positive probability under q, so that q(·|R=0) exists",
	Holds:      func(in *Instance) bool { return in.Success.Reachable(in.Q()) },
	Definition: true,
}

func operatorError(own func(tv, likelier model.Q) model.Q, gap func(c model.Q) model.Q) Check {
	return func(in *Instance) []Sides {
		p, q, g := in.P(), in.Q(), *in.Success
		c := Must(g.Posterior(p)).Prob(g.ForcingSet())
		left := model.TotalVariation(Must(g.Posterior(q)), Must(g.HardOptimum(p)))
		first := own(model.TotalVariation(p, q), g.Rate(p).Max(g.Rate(q)))
		return in.sides(CompareQ(left, first.Add(gap(c))).WithDetail("c = %s", c))
	}
}

// exponentialReward lists t(x) = E[e^(R/β)|x]: success, of chance g(x), counts 1 and failure counts s.
func exponentialReward(g model.Channel, s model.Q) []model.Q {
	factors := make([]model.Q, g.Len())
	for x := range factors {
		chance := g.At(x)
		factors[x] = chance.Add(model.One.Sub(chance).Mul(s))
	}
	return factors
}

// expectedReward lists e^(E[R]/β) for a hard R: 0 if failure is possible.
func expectedReward(g model.Channel, _ model.Q) []model.Q {
	factors := make([]model.Q, g.Len())
	for x := range factors {
		if g.At(x).Equal(model.One) {
			factors[x] = model.One
		}
	}
	return factors
}

func squaredReward(g model.Channel, s model.Q) []model.Q {
	factors := exponentialReward(g, s)
	for x, t := range factors {
		factors[x] = t.Mul(t)
	}
	return factors
}

// softFailure is s = e^(-ρ/β), the weight of a failure if a success has weight 1.
func (in *Instance) softFailure() model.Q { return model.One.Div(in.Tilt.Base()) }

// conditionedOnSuccess and conditionedOnForcing are where tuning on the remedied reward is said to lead.
func conditionedOnSuccess(in *Instance) model.Dist { return in.bySuccess(in.P(), *in.Success) }
func conditionedOnForcing(in *Instance) model.Dist {
	return tuned(in.P(), *in.Success, in.Success.ForcingSet())
}

// factorObjective is J(π)/β = E_π[ln t] - KL(π‖p) = Σ π·ln(p·t/π) of a reward β·ln t, with ln 0 = -∞.
func factorObjective(t []model.Q, p, pi model.Dist) model.Log {
	var terms []model.Log
	for x := range p.Len() {
		if pi.Has(x) {
			mass := p.P(x).Mul(t[x])
			if mass.IsZero() {
				return model.Infinity.Neg()
			}
			terms = append(terms, model.Ln(mass.Div(pi.P(x))).Scale(pi.P(x)))
		}
	}
	return model.Sum(terms...)
}

// remedy parametrises the check of forcing/remedy and of its rivals.
type remedy struct {
	reward func(g model.Channel, s model.Q) []model.Q // the factors
	lambda func(weight, z model.Q) model.Q
	end    func(*Instance) model.Dist // where tuning leads
}

// check compares the challenger's objective for the hard reward with the log evidence less its divergence from where
// tuning is said to lead. It then compares the optimum for the soft reward with the mixture.
func (r remedy) check(in *Instance) []Sides {
	p, g, end := in.P(), *in.Success, r.end(in)
	success := g.Rate(p)
	sides := in.sides(Sides{}, Sides{}, Sides{})
	if in.hasChallenger() {
		pi := in.Pi()
		objective := factorObjective(r.reward(g, model.Zero), p, pi)
		sides[0] = Compare(objective, model.Ln(success).Sub(model.KL(pi, end)))
	}
	if in.Tilt == nil {
		return sides
	}
	s, reached := in.softFailure(), r.softOptimum(in)
	l := r.lambda(success.Mul(model.One.Sub(s)), success.Add(model.One.Sub(success).Mul(s)))
	mixed, kept := Tightest{Relation: Equal}, model.One.Sub(l)
	at := 0
	for x := range in.k() {
		if mixed.ConsiderQ(reached.P(x), kept.Mul(p.P(x)).Add(l.Mul(end.P(x)))) {
			at = x
		}
	}
	sides[1] = mixed.Best.WithDetail("at %s, λ = %s", in.Outcomes[at], l)
	sides[2] = segment(p, reached, end)
	return sides
}

// softOptimum is where tuning on the soft reward leads.
func (r remedy) softOptimum(in *Instance) model.Dist {
	return Must(in.P().Reweight(r.reward(*in.Success, in.softFailure())))
}

// segment is check for the last part alone, which most scenarios do not refute: a rival's check looks at no other.
func (r remedy) segment(in *Instance) []Sides {
	return in.sides(Sides{}, Sides{}, segment(in.P(), r.softOptimum(in), r.end(in)))
}

// segment compares the distances on both sides of the claim that π lies between the two ends, in total variation.
func segment(from, pi, to model.Dist) Sides {
	return CompareQ(model.TotalVariation(from, pi).Add(model.TotalVariation(pi, to)), model.TotalVariation(from, to))
}

func jensen(determined func(g model.Q) bool) Check {
	return func(in *Instance) []Sides {
		b := in.Tilt.Base()
		bound, equality := Tightest{Relation: AtMost}, Tightest{Relation: Equal}
		var atBound, atEquality int
		last, covered := in.comparedChances()
		for x := range last {
			g := in.Success.At(x)
			left := model.Ln(b).Scale(model.One.Sub(g)).Neg()
			right := model.Ln(g.Add(model.One.Sub(g).Div(b)))
			if bound.Consider(left, right) {
				atBound = x
			}
			if equality.ConsiderQ(indicator(left.Equal(right)), indicator(determined(g))) {
				atEquality = x
			}
		}
		return in.sides(
			bound.Best.WithDetail("at %s %s", in.Outcomes[atBound], covered),
			equality.Best.WithDetail("at %s %s", in.Outcomes[atEquality], covered),
		)
	}
}

// maxComparedBits bounds the length of the numbers whose logarithms are compared, over all outcomes together. Telling
// apart nearly equal logarithms takes as many places as their numbers have.
const maxComparedBits = 1 << 14

// comparedChances returns how many outcomes have their logarithms compared; at least one.
func (in *Instance) comparedChances() (n int, covered string) {
	length := 0
	for n < in.k() {
		length += in.Success.At(n).Den().BitLen() + in.Tilt.Base().Num().BitLen()
		if n > 0 && length > maxComparedBits {
			return n, fmt.Sprintf("covers the first %d of %d outcomes", n, in.k())
		}
		n++
	}
	return n, ""
}

// indicator is 1 for true and 0 for false.
func indicator(holds bool) model.Q {
	if holds {
		return model.One
	}
	return model.Zero
}

// Limits on the rounds: on their number, and on the length of a chance gⁿ in bits.
const (
	maxRounds    = 64
	maxRoundBits = 1 << 12
)

// rounds is the number of times that successes are kept: the horizon, or 4 if there is none.
func (in *Instance) rounds() (n int, covered string) {
	wanted := in.Horizon
	if wanted == 0 {
		wanted = 4
	}
	n = min(wanted, maxRounds, max(1, maxRoundBits/in.Success.Denominator().BitLen()))
	if n < wanted {
		covered = fmt.Sprintf("covers %d of %d rounds", n, wanted)
	}
	return n, covered
}

func rejection(power func(n int) int, set func(model.Channel) model.Event) Check {
	return func(in *Instance) []Sides {
		p, g := in.P(), *in.Success
		forcing := tuned(p, g, set(g))
		best := g.Best(p)
		share, ratio := p.Prob(best), in.runnerUp(best)
		last, covered := in.rounds()
		rounds, distance := Tightest{Relation: Equal}, Tightest{Relation: Equal}
		falls, limit := Tightest{Relation: AtMost}, Tightest{Relation: AtMost}
		var first Sides
		kept, before := p, model.TotalVariation(p, forcing)
		for n := 1; n <= last; n++ {
			kept = Must(g.Posterior(kept))
			pi := Must(p.Reweight(powers(g, power(n))))
			if s := in.Pointwise(kept, pi); rounds.Consider(s.Left, s.Right) {
				rounds.Best = rounds.Best.WithDetail("n = %d, %s %s", n, s.remark, covered)
			}
			if n == 1 {
				first = in.Pointwise(pi, in.bySuccess(p, g))
			}
			tv := model.TotalVariation(pi, forcing)
			if distance.ConsiderQ(tv, model.One.Sub(pi.Prob(set(g)))) {
				distance.Best = distance.Best.WithDetail("n = %d %s", n, covered)
			}
			if (n > 1 || last == 1) && falls.ConsiderQ(tv, before) {
				falls.Best = falls.Best.WithDetail("n = %d to %d %s", n-1, n, covered)
			}
			rest := model.One.Sub(share).Mul(ratio.Pow(power(n)))
			if limit.ConsiderQ(model.TotalVariation(kept, g.HardLimit(p)), rest.Div(share.Add(rest))) {
				limit.Best = limit.Best.WithDetail("n = %d %s", n, covered)
			}
			before = tv
		}
		return in.sides(rounds.Best, first, distance.Best, falls.Best, limit.Best)
	}
}

// powers lists g(x)ⁿ.
func powers(g model.Channel, n int) []model.Q {
	list := make([]model.Q, g.Len())
	for x := range list {
		list[x] = g.At(x).Pow(n)
	}
	return list
}

// bySuccess is P(x|R=0) = P(x, R=0)/P(R=0), which must sum to 1.
func (in *Instance) bySuccess(p model.Dist, g model.Channel) model.Dist {
	given, rate := make([]model.Q, in.k()), g.Rate(p)
	for x := range given {
		given[x] = p.P(x).Mul(g.At(x)).Div(rate)
	}
	return Must(model.NewDist(given...))
}

// runnerUp is the second largest g within reach, divided by the largest. It is 0 if there is none.
func (in *Instance) runnerUp(best model.Event) model.Q {
	var most, second model.Q
	for x := range in.k() {
		switch g := in.Success.At(x); {
		case best.Has(x):
			most = g
		case in.P().Has(x):
			second = second.Max(g)
		}
	}
	return second.Div(most)
}
