package theorems

import (
	"mimics/model"
	"mimics/theorems/scenario"
)

// What best of n does to the forecasts given a feature that decides the reward.

var bestSynchronyClaims = []Claim{
	{
		ID:    "tilt/best-of-n-synchrony",
		Title: "If a feature decides the reward, best of n keeps all forecasts given it",
		Statement: "If the reward is a function of the feature F, the law π_n of the best of n draws from " +
			"p keeps every forecast given F, π_n(·|F=f) = p(·|F=f), and moves F as if F alone were drawn: " +
			"π_n(F=f) = p(F=f|r)·(F(r)^n - F₋(r)^n), with r the reward of f, F(r) and F₋(r) the " +
			"probabilities of at most r and of less, and n the horizon.",
		Source: bestOfN + ", as synchronised as the tilt",
		Derivation: "Which draw is kept depends on the rewards alone, and given F the reward is known: the " +
			"kept draw is p(·|F). So an operator who sees only F forecasts best of n as well as she " +
			"forecasts p.",
		Follows:    []string{"tilt/best-of-n", "tilt/synchrony-converse"},
		Expect:     Holds,
		Needs:      NeedMimic | NeedTilt | NeedFeatures | NeedHorizon,
		Hypotheses: []Hypothesis{FeatureDecidesReward},
		Parts:      []Part{{Name: "kept", Relation: Equal}, {Name: "feature", Relation: Equal}},
		Check:      bestSynchrony(sameCell, 0, false),
		Rivals: []Rival{
			{Name: "p given the reward for p(·|F)", Part: 0, Check: bestSynchrony(sameReward, 0, false)},
			{Name: "p for p(·|F)", Part: 0, Check: bestSynchrony(anything, 0, false)},
			{Name: "not divided among values of one reward", Part: 1, Check: bestSynchrony(sameCell, 0, true)},
			{Name: "n+1 draws for n", Part: 1, Check: bestSynchrony(sameCell, 1, false)},
		},
	},
}

// sameCell, sameReward and anything are the events on which p is conditioned, given a cell: the cell, the outcomes of
// the cell's reward, and all outcomes.
func sameCell(_ *Instance, cell model.Event) model.Event { return cell }
func anything(in *Instance, _ model.Event) model.Event   { return model.AllOutcomes(in.k()) }
func sameReward(in *Instance, cell model.Event) (e model.Event) {
	for x := range in.k() {
		for y := range in.k() {
			if cell.Has(y) && in.Tilt.Reward(x) == in.Tilt.Reward(y) {
				e = e.With(x)
			}
		}
	}
	return e
}

// bestSynchrony compares the best of n with p inside the cells of features that decide the reward, and its law of these
// features with the formula. The formula has more draws; whole leaves its probability undivided among cells of one
// reward.
func bestSynchrony(event func(*Instance, model.Event) model.Event, more int, whole bool) Check {
	return func(in *Instance) []Sides {
		p, draws := in.P(), in.Reach(in.k())
		pi := in.bestDrawn(draws)
		covered := in.Covered(draws)
		kept := in.WithinCells(pi, func(cell model.Event) model.Dist { return Must(p.Given(event(in, cell))) })
		feature := Tightest{Relation: Equal}
		for _, f := range in.Decisive(in.Features) {
			for c, name := range f.Cells {
				upTo, below := in.earning(p, first(f, c))
				mass, level := upTo.Pow(draws+more).Sub(below.Pow(draws+more)), upTo.Sub(below)
				if !whole && !level.IsZero() {
					mass = mass.Mul(p.Prob(f.Event(c))).Div(level)
				}
				if feature.ConsiderQ(pi.Prob(f.Event(c)), mass) {
					feature.Best = feature.Best.WithDetail("%s = %s %s", f.Name, name, covered)
				}
			}
		}
		return in.sides(kept.WithDetail("%s %s", kept.remark, covered), feature.Best)
	}
}

// first is the first outcome of a cell.
func first(f scenario.Feature, cell int) (x int) {
	for f.Cell(x) != cell {
		x++
	}
	return x
}
