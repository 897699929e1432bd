package theorems

import (
	"slices"

	"mimics/model"
	"mimics/theorems/scenario"
)

// Tuning with another penalty than the KL divergence. What keeps the forecasts is that the penalty is strictly convex,
// not that it is a logarithm.

const otherPenalties = "★ beside Operators can control mimics and maintain synchronisation: the KL penalty"

var penaltyClaims = []Claim{
	{
		ID:    "penalty/synchrony",
		Title: "The χ² and Le Cam's penalty keep the forecasts that KL keeps",
		Statement: "For π ≪ p and a feature F let π̄ give F the law of π, and have π̄(·|F) = p(·|F). If F decides " +
			"the reward, E_π̄[r] = E_π[r]. KL(π‖p) - KL(π̄‖p) = Σ_f π(f)·KL(π(·|f)‖p(·|f)), χ²(π‖p) - χ²(π̄‖p) = " +
			"Σ_f π(f)²/p(f)·χ²(π(·|f)‖p(·|f)), and Le Cam's Σ (π̄-p)²/(π̄+p) < Σ (π-p)²/(π+p) if π changes a " +
			"forecast given F. So if π changes p(·|F), π̄ is better under each of the three penalties, and their " +
			"optima keep p(·|F).",
		Source: otherPenalties,
		Derivation: "An f-divergence Σ p·f(π/p) with a strictly convex f falls if π/p is replaced by its mean " +
			"over each cell, unless it was constant there (Jensen's inequality), and π̄/p is this mean. The " +
			"reward stays. So every such penalty keeps p(·|F). The three are f(u) = u·ln u, (u-1)² and " +
			"(u-1)²/(u+1).",
		Follows:    []string{"tilt/synchrony-converse"},
		Expect:     Holds,
		Needs:      NeedMimic | NeedTilt | NeedFeatures | NeedChallenger,
		Hypotheses: []Hypothesis{ChallengerDominated},
		Parts: []Part{
			{Name: "reward", Relation: Equal, Hypotheses: []Hypothesis{FeatureDecidesReward}},
			{Name: "kl", Relation: Equal}, {Name: "chi-square", Relation: Equal},
			{Name: "le-cam", Relation: Below, Hypotheses: []Hypothesis{challengerChangesForecast}},
		},
		Check: pooled{within: withinCell}.check,
		Rivals: []Rival{
			{Name: "p's law of F for π's", Part: 0, Check: pooled{within: withinCell, untuned: true}.check},
			{Name: "for every feature", Part: 0, Check: pooled{within: withinCell, every: true}.check},
			{Name: "weighed by p(f)", Part: 1, Check: pooled{within: withinCell, byP: true}.check},
			{Name: "KL(p(·|f)‖π(·|f))", Part: 1, Check: pooled{within: withinCell, reversed: true}.check},
			{Name: "weighed by π(f)", Part: 2, Check: pooled{within: withinCell, byP: true}.check},
			{Name: "χ²(p(·|f)‖π(·|f))", Part: 2, Check: pooled{within: withinCell, reversed: true}.check},
			{Name: "the likeliest outcome of each cell for p(·|f)", Part: 3,
				Check: pooled{within: likeliestInCell}.check},
			{Name: "π̄ is further from p than π", Part: 3, Check: pooled{within: withinCell, swapped: true}.check},
		},
	},
	{
		ID:    "penalty/forcing",
		Title: "Under other penalties too, hard tuning leads to what surely succeeds",
		Statement: "If π(X_F) = 1 and π ≪ p then p(X_F)·(1 + χ²(π‖p)) = 1 + χ²(π‖p(·|X_F)), Σ (π-p)²/(π+p) is at least that " +
			"of p(·|X_F), which is 2·(1 - p(X_F))/(1 + p(X_F)), and TV(π, p) ≥ 1 - p(X_F). So with R of 0 or -∞ " +
			"no π has a smaller χ², Le Cam or TV penalty than p(·|X_F), where tuning with KL ends " +
			"(forcing/optimum), and only p(·|X_F) has as small a χ².",
		Source: otherPenalties,
		Derivation: "The objective is finite only on X_F, and there the reward is 0: tuning minimises the " +
			"penalty. π̄ of penalty/synchrony, with F whether x is in X_F, is p(·|X_F), so that every strictly " +
			"convex penalty leads there alone. TV does not: other laws on X_F can be as near.",
		Follows:    []string{"penalty/synchrony"},
		Expect:     Holds,
		Needs:      NeedMimic | NeedSuccess | NeedChallenger,
		Hypotheses: []Hypothesis{forcingSetDefined, challengerSucceeds},
		Parts: []Part{{Name: "chi-square", Relation: Equal}, {Name: "le-cam", Relation: AtMost, Best: Attained},
			{Name: "total-variation", Relation: AtMost, Best: Attained}},
		Check: forcedPenalty{share: model.One}.check,
		Rivals: []Rival{
			{Name: "p(X_F)² for p(X_F)", Part: 0, Check: forcedPenalty{share: model.One, squared: true}.check},
			{Name: "χ²(p(·|X_F)‖π) for χ²(π‖p(·|X_F))", Part: 0,
				Check: forcedPenalty{share: model.One, reversed: true}.check},
			{Name: "ten ninths of the bound", Part: 1, Check: forcedPenalty{share: model.One.Div(nineTenths)}.check},
			{Name: "only p(·|X_F) has so little", Part: 1, Relation: Equal},
			{Name: "ten ninths of 1 - p(X_F)", Part: 2, Check: forcedPenalty{share: model.One.Div(nineTenths)}.check},
			{Name: "every π is further", Part: 2, Relation: Below},
		},
	},
	{
		ID:    "penalty/chi-square",
		Title: "With a χ² penalty, tuning weighs outcomes linearly in their reward",
		Statement: "Let J(π) = E_π[r] - β/2·χ²(π‖p), with β = 1/(b - 1) and b the base, and π* = p·max(0, 1 + " +
			"(r-λ)/β), with λ such that π* sums to 1. Then J(π*) - J(π) = β/2·Σ (π-π*)²/p + Σ π·max(0, λ - β - r) " +
			"for every π ≪ p, so that π* is the only optimum. For any other π both sides are +∞.",
		Source: otherPenalties,
		Derivation: "J is quadratic, with the derivative r - β·(π/p - 1), which is λ where π* > 0 and at " +
			"most λ elsewhere (Karush, Kuhn and Tucker). Its expansion at π* gives the gap, which is 0 at π* " +
			"only. Unlike a tilt, π* can drop outcomes altogether.",
		Expect:     Holds,
		Needs:      NeedMimic | NeedTilt | NeedChallenger,
		Hypotheses: []Hypothesis{OptimumExists},
		Parts:      []Part{{Name: "sums", Relation: Equal}, {Name: "gap", Relation: Equal}},
		Check:      quadratic{}.check,
		Rivals: []Rival{
			{Name: "without (·)⁺", Part: 0, Check: quadratic{uncut: true}.check},
			{Name: "E_p[r] for λ", Part: 0, Check: quadratic{meanReward: true}.check},
			{Name: "without what is dropped", Part: 1, Check: quadratic{slackless: true}.check},
			{Name: "χ²(π‖π*) for Σ (π-π*)²/p", Part: 1, Check: quadratic{fromOptimum: true}.check},
		},
	},
	{
		ID:    "penalty/total-variation",
		Title: "A penalty on total variation does not keep the forecasts",
		Statement: "With the penalty β·TV(π, p), β = 1/(b - 1) and b the base, every optimum keeps the " +
			"forecasts given a feature F that decides the reward, π(·|F) = p(·|F). True instead: max over π " +
			"≪ p of E_π[r] - β·TV(π, p) is Σ p·max(r, r̄ - β), with r̄ the largest reward where p > 0.",
		Source: otherPenalties + ", for a penalty that is not strictly convex",
		Derivation: "This is a linear program: mass that earns less than r̄ - β moves to outcomes of reward " +
			"r̄, to whichever of them. An optimum can move all of it to one, and then that cell no longer " +
			"looks like p. TV is convex, but not strictly: some optimum keeps the forecasts " +
			"(penalty/synchrony), and others do not.",
		Expect:     Refuted,
		Needs:      NeedMimic | NeedTilt | NeedFeatures,
		With:       NeedChallenger,
		Hypotheses: []Hypothesis{OptimumExists, FeatureDecidesReward},
		Parts: []Part{{Name: "keeps", Relation: Equal}, {Name: "optimal", Relation: Equal, Expect: Holds},
			{Name: "bound", Relation: AtMost, Best: Attained, Expect: Holds, Needs: NeedChallenger,
				Hypotheses: append(definitions(NeedChallenger), ChallengerDominated)}},
		Check:     linear,
		Sharpened: "penalty/synchrony",
	},
}

var challengerChangesForecast = Hypothesis{
	Name:      "challenger-changes-forecast",
	Statement: "π changes p(·|F) for some value of some feature F that it reaches",
	Holds:     func(in *Instance) bool { return slices.ContainsFunc(in.Features, in.changes) },
}

// changes reports whether the challenger changes the forecast given some cell of the feature.
func (in *Instance) changes(f scenario.Feature) bool {
	return slices.ContainsFunc(in.given(f, in.Pi(), in.P()), func(c conditional) bool { return !c.pi.Equal(c.p) })
}

var challengerSucceeds = Hypothesis{
	Name:      "challenger-succeeds",
	Statement: "π(X_F) = 1 and π ≪ p: what the challenger produces succeeds for certain, and the mimic can produce it",
	Holds: func(in *Instance) bool {
		return in.Pi().Prob(in.Success.ForcingSet()).Equal(model.One) && in.Pi().DominatedBy(in.P())
	},
}

// pooled parametrises the check of penalty/synchrony and of its rivals.
type pooled struct {
	within   func(c conditional) model.Dist // what π̄ does within a cell
	untuned  bool                           // π̄ gives F the law of p
	every    bool                           // compares the reward for features that do not decide it too
	byP      bool                           // weighs the cells otherwise
	reversed bool                           // takes the divergences of p(·|f) from π(·|f)
	swapped  bool                           // swaps the sides of the last part
}

func withinCell(c conditional) model.Dist { return c.p }

func likeliestInCell(c conditional) model.Dist { return model.Point(c.p.Len(), mode(c.p)) }

// law is π̄ for one feature.
func (p pooled) law(in *Instance, cells []conditional) model.Dist {
	weights := make([]model.Q, in.k())
	for _, c := range cells {
		share := in.Pi().Prob(c.cell)
		if p.untuned {
			share = in.P().Prob(c.cell)
		}
		law := p.within(c)
		for x := range weights {
			weights[x] = weights[x].Add(share.Mul(law.P(x)))
		}
	}
	return Must(model.Weighted(weights...))
}

func (p pooled) check(in *Instance) []Sides {
	mimic, pi := in.P(), in.Pi()
	reward, kl := Tightest{Relation: Equal}, Tightest{Relation: Equal}
	squares, cam := Tightest{Relation: Equal}, Tightest{Relation: AtMost}
	for _, f := range in.Features {
		cells := in.given(f, pi, mimic)
		average := p.law(in, cells)
		if p.every || in.decidesReward(f) {
			if reward.Consider(in.income(average), in.income(pi)) {
				reward.Best = reward.Best.WithDetail("%s", f.Name)
			}
		}
		var nats, chi []model.Log
		for _, c := range cells {
			share, before := pi.Prob(c.cell), mimic.Prob(c.cell)
			forKL, forSquares := share, share.Mul(share).Div(before)
			if p.byP {
				forKL, forSquares = before, share
			}
			after, usual := c.pi, c.p
			if p.reversed {
				after, usual = usual, after
			}
			nats = append(nats, model.KL(after, usual).Scale(forKL))
			chi = append(chi, model.ChiSquare(after, usual).Scale(forSquares))
		}
		if kl.Consider(difference(model.KL(pi, mimic), model.KL(average, mimic)), model.Sum(nats...)) {
			kl.Best = kl.Best.WithDetail("%s", f.Name)
		}
		lost := difference(model.ChiSquare(pi, mimic), model.ChiSquare(average, mimic))
		if squares.Consider(lost, model.Sum(chi...)) {
			squares.Best = squares.Best.WithDetail("%s", f.Name)
		}
		if in.changes(f) {
			left, right := leCam(average, mimic), leCam(pi, mimic)
			if p.swapped {
				left, right = right, left
			}
			if cam.ConsiderQ(left, right) {
				cam.Best = cam.Best.WithDetail("%s", f.Name)
			}
		}
	}
	return in.sides(reward.Best, kl.Best, squares.Best, cam.Best)
}

// leCam is Σ (p-q)²/(p+q), the triangular discrimination (Le Cam, Vincze).
func leCam(p, q model.Dist) (sum model.Q) {
	for x := range p.Len() {
		if both := p.P(x).Add(q.P(x)); both.Sign() > 0 {
			gap := p.P(x).Sub(q.P(x))
			sum = sum.Add(gap.Mul(gap).Div(both))
		}
	}
	return sum
}

// forcedPenalty parametrises the check of penalty/forcing and of its rivals.
type forcedPenalty struct {
	share    model.Q // multiplies the bounds
	squared  bool    // takes p(X_F)² for p(X_F)
	reversed bool    // takes χ²(p(·|X_F)‖π)
}

func (f forcedPenalty) check(in *Instance) []Sides {
	p, pi := in.P(), in.Pi()
	forced := Must(in.Success.HardOptimum(p))
	mass := p.Prob(in.Success.ForcingSet())
	left := model.ChiSquare(pi, p).Add(model.Rational(model.One)).Scale(mass)
	if f.squared {
		left = left.Scale(mass)
	}
	right := model.ChiSquare(pi, forced)
	if f.reversed {
		right = model.ChiSquare(forced, pi)
	}
	miss := model.One.Sub(mass)
	return in.sides(
		Compare(left, right.Add(model.Rational(model.One))),
		CompareQ(model.Whole(2).Mul(miss).Div(model.One.Add(mass)).Mul(f.share), leCam(pi, p)),
		CompareQ(miss.Mul(f.share), model.TotalVariation(pi, p)),
	)
}

// penaltyWeight is β = 1/(b - 1), for a penalty that is not measured in nats.
func (in *Instance) penaltyWeight() model.Q { return model.One.Div(in.Tilt.Base().Sub(model.One)) }

// earning is a reward that p reaches, with the probability of one outcome that earns it.
type earning struct{ prob, reward model.Q }

// earnings lists the finite rewards of the outcomes that p reaches, rising.
func (in *Instance) earnings() (list []earning) {
	for x, r := range in.Tilt.Rewards() {
		if in.P().Has(x) && !in.Tilt.Reward(x).Forbid {
			list = append(list, earning{in.P().P(x), r})
		}
	}
	slices.SortFunc(list, func(a, b earning) int { return a.reward.Cmp(b.reward) })
	return list
}

// waterLevel is the λ at which p·(1 + (r-λ)/β)⁺ sums to 1. It keeps outcomes from the highest reward down, for as long
// as their reward is above λ - β.
func (in *Instance) waterLevel(beta model.Q) (lambda model.Q) {
	var mass, earned model.Q
	for _, e := range slices.Backward(in.earnings()) {
		if mass.Sign() > 0 && !lambda.Sub(beta).Less(e.reward) {
			break
		}
		mass, earned = mass.Add(e.prob), earned.Add(e.prob.Mul(e.reward))
		lambda = beta.Mul(mass.Sub(model.One)).Add(earned).Div(mass)
	}
	return lambda
}

// quadratic parametrises the check of penalty/chi-square and of its rivals.
type quadratic struct {
	uncut       bool // does not cut off at 0
	meanReward  bool // takes E_p[r] for λ
	slackless   bool // drops the second sum of the gap
	fromOptimum bool // divides by π* instead of p
}

func (q quadratic) check(in *Instance) []Sides {
	p, pi, beta := in.P(), in.Pi(), in.penaltyWeight()
	lambda := in.waterLevel(beta)
	if q.meanReward {
		lambda = p.Expect(in.Tilt.Rewards())
	}
	weights, rewards := make([]model.Q, in.k()), in.Tilt.Rewards()
	for x := range weights {
		if in.Tilt.Reward(x).Forbid {
			continue
		}
		weights[x] = p.P(x).Mul(model.One.Add(rewards[x].Sub(lambda).Div(beta)))
		if !q.uncut {
			weights[x] = weights[x].Max(model.Zero)
		}
	}
	sums := CompareQ(model.Total(weights), model.One).WithDetail("λ = %s", lambda)
	if q.uncut || q.meanReward {
		return in.sides(sums, Sides{})
	}
	best := Must(model.Weighted(weights...))
	half := beta.Mul(model.Half)
	objective := func(pi model.Dist) model.Log {
		return difference(in.income(pi), model.ChiSquare(pi, p).Scale(half))
	}
	under := p
	if q.fromOptimum {
		under = best
	}
	gap := in.quadraticGap(pi, best, under, lambda, q.slackless)
	return in.sides(sums, Compare(difference(objective(best), objective(pi)), gap))
}

// quadraticGap is β/2·Σ (π-π*)²/p + Σ π·(λ - β - r)⁺, +∞ if π reaches what p does not or what is forbidden.
func (in *Instance) quadraticGap(pi, best, p model.Dist, lambda model.Q, slackless bool) model.Log {
	beta, rewards := in.penaltyWeight(), in.Tilt.Rewards()
	var sum model.Q
	for x := range in.k() {
		if !p.Has(x) || in.Tilt.Reward(x).Forbid {
			if pi.Has(x) {
				return model.Infinity
			}
			continue
		}
		gap := pi.P(x).Sub(best.P(x))
		sum = sum.Add(beta.Mul(model.Half).Mul(gap.Mul(gap)).Div(p.P(x)))
		if slack := lambda.Sub(beta).Sub(rewards[x]); slack.Sign() > 0 && !slackless {
			sum = sum.Add(pi.P(x).Mul(slack))
		}
	}
	return model.Rational(sum)
}

// linear examines the optima for the penalty β·TV that move all mass that earns less than r̄ - β to one best outcome.
func linear(in *Instance) []Sides {
	p, beta, rewards := in.P(), in.penaltyWeight(), in.Tilt.Rewards()
	earnings := in.earnings()
	highest := earnings[len(earnings)-1].reward
	floor := highest.Sub(beta)
	var value, moved model.Q
	weights := make([]model.Q, in.k())
	for x := range weights {
		switch {
		case !p.Has(x):
		case in.Tilt.Reward(x).Forbid || rewards[x].Less(floor):
			moved = moved.Add(p.P(x))
			value = value.Add(p.P(x).Mul(floor))
		default:
			weights[x] = p.P(x)
			value = value.Add(p.P(x).Mul(rewards[x]))
		}
	}
	objective := func(pi model.Dist) model.Log {
		return in.income(pi).Sub(model.Rational(beta.Mul(model.TotalVariation(pi, p))))
	}
	keeps, optimal := Tightest{Relation: Equal}, Tightest{Relation: Equal}
	for x, kept := range weights {
		if in.Tilt.Reward(x).Forbid || !p.Has(x) || !rewards[x].Equal(highest) {
			continue
		}
		weights[x] = kept.Add(moved)
		pi := Must(model.NewDist(weights...))
		weights[x] = kept
		s := in.WithinCells(pi, func(cell model.Event) model.Dist { return Must(p.Given(cell)) })
		if keeps.Consider(s.Left, s.Right) {
			keeps.Best = s
		}
		optimal.Consider(objective(pi), model.Rational(value))
	}
	sides := in.sides(keeps.Best, optimal.Best, Sides{})
	if in.hasChallenger() {
		sides[2] = Compare(objective(in.Pi()), model.Rational(value))
	}
	return sides
}
