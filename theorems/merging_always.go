package theorems

import (
	"slices"

	"mimics/model"
)

// The distance of the whole future along one sequence, with or without dominance.

var alwaysClaims = []Claim{
	{
		ID:    "merging/always",
		Title: "Forecasts near on average are unlikely to be far apart at any later step",
		Statement: "Let TV_{m→L} be the distance of steps m+1..L after m outcomes, with L the horizon, and 1 if " +
			"the mimic gives these outcomes probability 0. Then t·A(TV_{m→L} ≥ t for some m in n..L) ≤ 2·E_A " +
			"TV_{n→L} for every n < L and t > 0, and E_A TV_{τ→L} ≤ 2·E_A TV_{n→L} for every stopping time τ in " +
			"n..L, with or without dominance.",
		Source: "★ sharpens " + equalCapabilities + ": converge on all inputs except a set with probability 0",
		Derivation: "A history h of m outcomes adds at most Σ_g |A(hg) - r·M(hg)| to E_A TV_{m→L}, for every r, " +
			"with g the outcomes to L. Take for r the ratio A/M after the first n outcomes: stopped anywhere, " +
			"these sums add up to at most 2·E_A TV_{n→L}. Stop at the first m with TV_{m→L} ≥ t. This is Doob's " +
			"maximal inequality for a distance that is no supermartingale (merging/steady). So merging in the " +
			"mean is merging almost surely, with a rate. No factor below 2 would do: if M expects a and b at even " +
			"odds and then a with chance 1 - 1/n, some A makes the left sides (n-1)/(n+1) and (n-1)/n of the " +
			"right.",
		Follows: []string{"merging/doubling"},
		Expect:  Holds,
		Needs:   NeedSources | NeedOperator | NeedMimic | NeedHorizon,
		Parts: []Part{
			{Name: "maximum", Relation: AtMost, Best: Approached, Reaches: model.Half},
			{Name: "stopped", Relation: AtMost, Best: Approached, Reaches: model.Frac(4, 5)},
		},
		Check: distanceSurely{}.check,
		Rivals: []Rival{
			{Name: "9/20 of the bound", Check: distanceSurely{factor: model.Frac(9, 10)}.check},
			{Name: "TV_{n+1→L} for TV_{n→L} in the bound", Check: distanceSurely{later: 1}.check},
			{Name: "under the mimic's law", Check: distanceSurely{weight: mimicsForecast}.check},
			{Name: "1 for 2", Part: 1, Check: distanceSurely{factor: model.One}.check},
			{Name: "TV_{n+1→L} for TV_{n→L} after stopping", Part: 1, Check: distanceSurely{later: 1}.check},
			{Name: "stopped under the mimic's law", Part: 1, Check: distanceSurely{weight: mimicsForecast}.check},
		},
	},
}

// distanceSurely parametrises the check of merging/always; its zero value is the claim's.
type distanceSurely struct {
	factor model.Q                        // multiplies the expected distance, 0 for 2
	later  int                            // how many steps later the expectation is taken
	weight func(a, m model.Law) model.Law // the law of the histories on the left, nil for the operator's
}

func (s distanceSurely) check(in *Instance) []Sides {
	if s.factor.IsZero() {
		s.factor = model.Whole(2)
	}
	if s.weight == nil {
		s.weight = operatorsForecast
	}
	distances := in.pathDistances()
	means, maxima := in.alongPaths(s.weight, func(at int, _, _ model.Law) model.Log {
		return model.Rational(distances[at])
	})
	steps := len(maxima)
	best := in.stopBest(s.weight, distances)
	maximum, stopped := Tightest{Relation: AtMost}, Tightest{Relation: AtMost}
	for n := range steps {
		bound := means[n+s.later].Scale(s.factor)
		t, most := largeTail(maxima[n], model.Log{})
		if maximum.Consider(most, bound) {
			maximum.Best = maximum.Best.WithDetail("n = %d, t = %s %s", n, t, in.Covered(steps))
		}
		if stopped.Consider(model.Rational(best[n]), bound) {
			stopped.Best = stopped.Best.WithDetail("n = %d %s", n, in.Covered(steps))
		}
	}
	return []Sides{maximum.Best, stopped.Best}
}

// pathDistances lists the distance of what is left to pathReach after each history, in the order of Histories. It is 0
// if the operator gives the history probability 0. It is computed once, and must not be changed.
func (in *Instance) pathDistances() []model.Q {
	if in.once.pathDistances == nil {
		steps := in.pathReach()
		in.Histories(func(h []int, a, m model.Law) {
			var distance model.Q
			if len(h) <= steps && !a.Null() {
				distance = in.futureDistance(a, m, steps-len(h))
			}
			in.once.pathDistances = append(in.once.pathDistances, distance)
		})
	}
	return in.once.pathDistances
}

// stopBest lists, for n = 0, 1, … to pathReach, the largest mean of the distance at a stopping time from n on. The mean
// is over histories that the weight gives their probability.
func (in *Instance) stopBest(weight func(a, m model.Law) model.Law, distances []model.Q) []model.Q {
	steps := in.pathReach()
	best, goOn := make([]model.Q, steps+1), make([]model.Q, steps+2)
	for at, h := range slices.Backward(in.once.histories) { // each history comes after all that it begins
		n := len(h.outcomes)
		if n > steps {
			continue
		}
		value := goOn[n+1].Max(weight(h.operator, h.mimic).Prob().Mul(distances[at]))
		goOn[n], goOn[n+1] = goOn[n].Add(value), model.Zero
		best[n] = best[n].Add(value)
	}
	return best
}
