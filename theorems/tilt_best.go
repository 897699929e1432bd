package theorems

import "mimics/model"

// Best of n: draw n outcomes and keep the one of the highest reward. It is an alternative to tuning and can be compared
// with the tilt. n is the scenario's horizon.

const bestOfN = "★ beside Operators can control mimics and maintain synchronisation: best of n"

var bestClaims = []Claim{
	{
		ID:    "tilt/best-of-n",
		Title: "Keeping the best of n draws is no better than tuning",
		Statement: "The best of n draws from p, the first of equals, has the law π_n(x) = p(x|r)·(F(r)^n - " +
			"F₋(r)^n), with r the reward of x, F(r) and F₋(r) the probabilities of at most r and of less, and n " +
			"the horizon. KL(π_n‖p) ≤ ln n - (n-1)/n; it beats a fresh draw, ties counting half, with " +
			"probability at most n/(n+1); and J(π_n) ≤ J(π*), with π* the tuned law.",
		Source: bestOfN + " (Beirami et al. 2024)",
		Derivation: "All n draws have a reward of at most r with probability F(r)ⁿ, and of less than r with " +
			"probability F₋(r)ⁿ. Given the best reward, the draw is p(·|r). Without ties U = F is uniform, the " +
			"best has density n·u^(n-1), and ∫ n·u^(n-1)·ln(n·u^(n-1)) du = ln n - (n-1)/n. Ties merge " +
			"outcomes, which loses divergence. The probability to win is ∫ u·n·u^(n-1) du = n/(n+1) without " +
			"ties, and ties that count half can only lower it. The last part is tilt/optimum. Since π_n/p is a " +
			"function of the reward, every forecast given the reward is kept (tilt/synchrony-converse). Beirami " +
			"et al. (2024) show that the formula is only a bound.",
		Follows: []string{"tilt/optimum", "tilt/synchrony-converse"},
		Expect:  Holds,
		Needs:   NeedMimic | NeedTilt | NeedHorizon,
		Parts: []Part{
			{Name: "law", Relation: Equal},
			{Name: "divergence", Relation: AtMost, Best: Approached, Reaches: model.Frac(7, 8)},
			{Name: "wins", Relation: AtMost, Best: Attained},
			{Name: "tilt", Relation: AtMost, Best: Attained, Hypotheses: []Hypothesis{OptimumExists}},
		},
		Check: bestOf{share: model.One}.check,
		Rivals: []Rival{
			{Name: "Fⁿ - F₋ⁿ for each outcome", Part: 0, Check: bestOf{share: model.One, perOutcome: true}.check},
			{Name: "half of the divergence", Part: 1, Check: bestOf{share: model.Half}.check},
			{Name: "(n-1)/n for n/(n+1)", Part: 2, Check: bestOf{share: model.One, fewer: 1}.check},
			{Name: "the tilt does no better", Part: 3, Check: bestOf{share: model.One, swapped: true}.check},
		},
	},
	{
		ID:    "tilt/best-of-n-divergence",
		Title: "The common formula for best of n is only a bound on its divergence",
		Statement: "The law π_n of the best of n draws from p has exactly KL(π_n‖p) = ln n - (n-1)/n, as is " +
			"often said, with n the horizon.",
		Source: bestOfN + ", the common formula",
		Derivation: "The formula holds without ties. If p has atoms it is a bound: with p certain of one " +
			"outcome, the best of n has no divergence at all (Beirami et al. 2024).",
		Expect:    Refuted,
		Needs:     NeedMimic | NeedTilt | NeedHorizon,
		Parts:     []Part{{Relation: Equal}},
		Check:     func(in *Instance) []Sides { return bestOf{share: model.One}.check(in)[1:2] },
		Sharpened: "tilt/best-of-n",
	},
}

// bestOf parametrises the check of tilt/best-of-n and of its rivals.
type bestOf struct {
	share      model.Q // multiplies the bound on the divergence
	perOutcome bool    // Fⁿ - F₋ⁿ is not divided among outcomes of one reward
	fewer      int64   // subtracted from n in the bound on wins
	swapped    bool    // swaps the sides of the last part
}

func (b bestOf) check(in *Instance) []Sides {
	p, draws := in.P(), in.Reach(in.k())
	n := model.Whole(int64(draws))
	pi := in.bestDrawn(draws)
	covered := in.Covered(draws)
	law := Tightest{Relation: Equal}
	at := 0
	for x := range in.k() {
		upTo, below := in.earning(p, x)
		mass, share := upTo.Pow(draws).Sub(below.Pow(draws)), model.One
		if level := upTo.Sub(below); !b.perOutcome && !level.IsZero() {
			share = p.P(x).Div(level)
		}
		if law.ConsiderQ(pi.P(x), share.Mul(mass)) {
			at = x
		}
	}
	var wins model.Q
	for x := range in.k() {
		upTo, below := in.earning(p, x)
		wins = wins.Add(pi.P(x).Mul(upTo.Add(below)).Mul(model.Half))
	}
	divergence := model.Ln(n).Sub(model.Rational(n.Sub(model.One).Div(n))).Scale(b.share)
	sides := []Sides{
		law.Best.WithDetail("at %s %s", in.Outcomes[at], covered),
		Compare(model.KL(pi, p), divergence).WithDetail("n = %d %s", draws, covered),
		CompareQ(wins, n.Sub(model.Whole(b.fewer)).Div(n.Add(model.Whole(1-b.fewer)))).WithDetail("n = %d %s", draws, covered),
	}
	if best, err := in.Tilt.Optimum(p); err == nil {
		left, right := in.Tilt.Objective(p, pi), in.Tilt.Objective(p, best)
		if b.swapped {
			left, right = right, left
		}
		sides = append(sides, Compare(left, right).WithDetail("n = %d %s", draws, covered))
	}
	return sides
}

// bestDrawn is the law of the best of draws draws, the first one on ties. It enumerates every sequence of draws.
func (in *Instance) bestDrawn(draws int) model.Dist {
	probs := make([][]model.Q, in.k())
	in.Walk(in.finest(), draws, []model.Law{model.Independent(in.P())}, func(drawn []int, laws []model.Law) {
		if len(drawn) < draws {
			return
		}
		best := drawn[0]
		for _, x := range drawn[1:] {
			if in.Tilt.Reward(best).Less(in.Tilt.Reward(x)) {
				best = x
			}
		}
		probs[best] = append(probs[best], laws[0].Prob())
	})
	return Must(model.NewDist(totals(probs)...))
}

// earning is F(r) and F₋(r) at the reward r of x: the chances of a reward of at most r, and of less than r.
func (in *Instance) earning(p model.Dist, x int) (upTo, below model.Q) {
	for y := range in.k() {
		switch {
		case in.Tilt.Reward(y).Less(in.Tilt.Reward(x)):
			below = below.Add(p.P(y))
		case !in.Tilt.Reward(x).Less(in.Tilt.Reward(y)):
			upTo = upTo.Add(p.P(y))
		}
	}
	return upTo.Add(below), below
}
