package theorems

import (
	"fmt"
	"slices"

	"mimics/model"
	"mimics/theorems/scenario"
)

// What an operator who sees a feature of successes cannot know: the forcing set.

var unknowableClaims = []Claim{
	{
		ID:    "forcing/unknowable",
		Title: "What an operator sees of successes need not tell where tuning ends",
		Statement: "Let p give two outcomes x and y of one cell of F positive probability, p(x) ≥ p(y). Let g(x) " +
			"= 1 and g(y) = 0, let ĝ(x) = 1 - p(y)/p(x) and ĝ(y) = 1, and let both be 1/2 elsewhere. The chances " +
			"of success g and ĝ have the same P(R=0) and the same P(F|R=0), and yet the laws at which hard tuning " +
			"on them ends are at TV 1. So p, P(·|R=0) by g, and the even mixture of the two laws each miss one of " +
			"them by at least 1/2.",
		Source: imperfectControl + ": unless they know X_F in advance, they don't have any obvious method to " +
			"condition on it",
		Derivation: "Under g and ĝ alike, x and y together succeed with probability p(x), so that nothing that is " +
			"summed over cells differs; but each makes another outcome of the cell certain. For laws at TV 1, " +
			"TV(π, ·) to the one and to the other add up to at least 1, so that every forecast π misses one of " +
			"them by at least 1/2. If F told all possible outcomes apart, P(R=0) and P(F|R=0) would give g = " +
			"P(R=0)·P(x|R=0)/p(x), and so X_F.",
		Follows:    []string{"forcing/optimum"},
		Expect:     Holds,
		Needs:      NeedMimic | NeedFeatures,
		Hypotheses: []Hypothesis{featureHides},
		Parts: []Part{{Name: "rate", Relation: Equal}, {Name: "forecasts", Relation: Equal},
			{Name: "apart", Relation: Equal}, {Name: "any-forecast", Relation: AtMost, Best: Attained}},
		Check: unknowable{balanced: true, miss: model.Half}.check,
		Rivals: []Rival{
			{Name: "ĝ(x) = 0, which does not make up for p(x) > p(y)", Part: 0,
				Check: unknowable{miss: model.Half}.check},
			{Name: "forecasts of outcomes for those of F", Part: 1,
				Check: unknowable{balanced: true, outcomes: true}.check},
			{Name: "< for =", Part: 2, Relation: Below},
			{Name: "5/9 for 1/2", Part: 3, Check: unknowable{balanced: true, miss: model.Frac(5, 9)}.check},
			{Name: "< for ≤ in the last part", Part: 3, Relation: Below},
		},
	},
}

// featureHides is the hypothesis that some feature does not tell all possible outcomes apart.
var featureHides = Hypothesis{
	Name:      "feature-hides",
	Statement: "a cell of some feature holds two outcomes that p gives positive probability",
	Holds: func(in *Instance) bool {
		return slices.ContainsFunc(in.Features, func(f scenario.Feature) bool {
			_, _, hides := in.hidden(f)
			return hides
		})
	},
}

// hidden returns two possible outcomes of one cell of the feature, the likelier one first. If there are none, it
// returns false and two outcomes of any cells, so that a check without the hypothesis has something to compare.
func (in *Instance) hidden(f scenario.Feature) (x, y int, hides bool) {
	p := in.P()
	for y := range in.k() {
		for x := range y {
			switch {
			case !p.Has(x) || !p.Has(y) || f.Cell(x) != f.Cell(y):
			case p.P(x).Less(p.P(y)):
				return y, x, true
			default:
				return x, y, true
			}
		}
	}
	x = mode(p)
	return x, (x + 1) % in.k(), false
}

// unknowable parametrises the check of forcing/unknowable and of its rivals.
type unknowable struct {
	balanced bool    // ĝ(x) makes up for p(x) > p(y)
	outcomes bool    // compares forecasts of outcomes, not of the feature
	miss     model.Q // how far each forecast is claimed to be from one of the laws
}

// channels returns two channels of which the one makes x certain and the other y.
func (u unknowable) channels(p model.Dist, x, y int) (g, other model.Channel) {
	chances, others := make([]model.Q, p.Len()), make([]model.Q, p.Len())
	for z := range chances {
		chances[z], others[z] = model.Half, model.Half
	}
	chances[y], others[x] = model.Zero, model.Zero
	if u.balanced {
		others[x] = model.One.Sub(p.P(y).Div(p.P(x)))
	}
	chances[x], others[y] = model.One, model.One
	return Must(model.NewChannel(chances...)), Must(model.NewChannel(others...))
}

// check tries three forecasts in the last part: p, the forecast of successes, and the even mixture of the two laws.
func (u unknowable) check(in *Instance) []Sides {
	p := in.P()
	rate, forecasts, apart := Tightest{Relation: Equal}, Tightest{Relation: Equal}, Tightest{Relation: Equal}
	forecast := Tightest{Relation: AtMost}
	for _, f := range in.Features {
		x, y, hides := in.hidden(f)
		if !hides && featureHides.Holds(in) {
			continue
		}
		g, other := u.channels(p, x, y)
		rate.ConsiderQ(g.Rate(p), other.Rate(p))
		seen, names := f.Feature, f.Cells
		if u.outcomes {
			seen, names = in.finest(), in.Outcomes
		}
		s := Pointwise(Must(g.Posterior(p)).Push(seen), Must(other.Posterior(p)).Push(seen), names)
		if forecasts.Consider(s.Left, s.Right) {
			forecasts.Best = forecasts.Best.WithDetail("%s of %s", s.remark, f.Name)
		}
		tuned, tunedOther := Must(g.HardOptimum(p)), Must(other.HardOptimum(p))
		where := fmt.Sprintf("X_F = {%s} or {%s}", in.Outcomes[x], in.Outcomes[y])
		if apart.ConsiderQ(model.TotalVariation(tuned, tunedOther), model.One) {
			apart.Best = apart.Best.WithDetail("%s", where)
		}
		for _, pi := range []model.Dist{p, Must(g.Posterior(p)), tuned.Mix(tunedOther, model.Half)} {
			miss := model.TotalVariation(pi, tuned).Max(model.TotalVariation(pi, tunedOther))
			if forecast.ConsiderQ(u.miss, miss) {
				forecast.Best = forecast.Best.WithDetail("%s", where)
			}
		}
	}
	return in.sides(rate.Best, forecasts.Best, apart.Best, forecast.Best)
}
