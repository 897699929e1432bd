package theorems

import (
	"maps"
	"slices"

	"mimics/model"
)

// Sharper budgets, for cases in which the budgets of the merging claims are approached but never attained.

var sharperClaims = []Claim{
	{
		ID:    "merging/refined-budget",
		Title: "The one-step budget pays for fourth and sixth powers of distance too",
		Statement: "If M(h) > 0 for every h with A(h) > 0, then Σ_{n<L} E_A[2·TV_n² + 4/9·TV_n⁴ + 32/135·TV_n⁶] " +
			"≤ KL(A^L‖M^L), with TV_n the one-step distance after n outcomes and A^L the law of the first L.",
		Source: "★ sharpens merging/budget, merging/surprises and rates/shared-budget (Kullback 1967, 1970; Topsøe 2001)",
		Derivation: "The least divergence at a given total variation is at least 2·TV² + 4/9·TV⁴ + 32/135·TV⁶: " +
			"Pinsker's inequality with two more terms (the first two: Kullback 1967, corrected 1970; the third: " +
			"Topsøe 2001). Summed along the chain rule, this sharpens the budget and, with Markov's inequality, " +
			"every count of surprises. No constant above 2 is true in general: a fair coin against a coin of " +
			"1/2 + η has TV = η and divergence 2η² + O(η⁴).",
		Follows:    []string{"merging/budget"},
		Expect:     Holds,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon,
		Hypotheses: []Hypothesis{DominatedOnHistories},
		Parts:      []Part{{Relation: AtMost, Best: Approached, Reaches: model.Frac(99, 100)}},
		Check:      refinedBudget(model.Whole(2), model.Frac(4, 9), model.Frac(32, 135)),
		Rivals: []Rival{
			{Name: "3 for 2", Check: refinedBudget(model.Whole(3), model.Frac(4, 9), model.Frac(32, 135))},
			{Name: "4 for 4/9", Check: refinedBudget(model.Whole(2), model.Whole(4), model.Frac(32, 135))},
			{Name: "TV for TV²", Check: refinedBudgetOf(map[int]model.Q{1: model.Whole(2)})},
		},
	},
	{
		ID:    "merging/exponential",
		Title: "Large sums of squared distances are exponentially improbable",
		Statement: "If A ≤ C·M, then (E_A Π_{n<L} (1 + ½·TV_n²))² ≤ C, with TV_n the one-step distance after n " +
			"outcomes and L the horizon.",
		Source: "★ sharpens merging/almost-surely",
		Derivation: "Given h, the mean under A of √(M/A) of the next outcome is the Bhattacharyya coefficient " +
			"B_n ≤ √(1 - TV_n²), so that √(M(h)/A(h))/Π B_n has expectation at most 1 under A. Since M/A ≥ 1/C, " +
			"the product Π 1/B_n has expectation at most √C, and (1-x)^(-1/2) ≥ 1 + x/2. By Markov's inequality " +
			"the product is at least u with probability at most √C/u, so that large sums are exponentially " +
			"rare. On the sum itself Markov's inequality gives only ln C/(2t).",
		Expect:     Holds,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon,
		Hypotheses: []Hypothesis{Dominated},
		Parts:      []Part{{Relation: AtMost, Reaches: model.Frac(9, 10)}},
		Check:      exponential(model.Half, func(c model.Q) model.Q { return c }),
		Rivals: []Rival{
			{Name: "nine tenths of C", Part: 0, Right: times(9, 10)},
			{Name: "2 for ½", Check: exponential(model.Whole(2), func(c model.Q) model.Q { return c })},
		},
	},
	{
		ID:    "merging/weighted-nature",
		Title: "The budget on nature's data is smaller if one of the two is near nature",
		Statement: "If N ≤ C'·A and N ≤ C''·M, then Σ_{n<L} E_N TV(A(·|h), M(·|h))² ≤ ½·(1+λ)·ln C' + " +
			"½·(1+1/λ)·ln C'' for λ = 1/8, 1/4, …, 8, with h the first n outcomes and L the horizon.",
		Source: "★ sharpens merging/nature",
		Derivation: "The proof of merging/nature with (x+y)² ≤ (1+λ)x² + (1+1/λ)y² instead of λ = 1, and " +
			"Pinsker's inequality for each part, gives the bound for every λ > 0. The best λ is √(ln C''/ln " +
			"C'), with the bound ½·(√ln C' + √ln C'')². If operator or mimic is nature itself, this is half of " +
			"the bound of merging/nature.",
		Follows:    []string{"merging/nature"},
		Expect:     Holds,
		Rare:       4,
		Needs:      NeedSources | NeedNature | NeedOperator | NeedMimic | NeedHorizon,
		Hypotheses: []Hypothesis{NatureWithinOperator, NatureWithinMimic},
		Parts:      []Part{{Relation: AtMost, Reaches: model.Frac(7, 10)}},
		Check:      weightedNature(model.Half, onePlusInverse),
		Rivals: []Rival{
			{Name: "7/10 of the bound", Part: 0, Right: times(7, 10)},
			{Name: "the operator's part alone", Check: weightedNature(model.Half, func(model.Q) model.Q { return model.Zero })},
		},
	},
}

func refinedBudget(square, fourth, sixth model.Q) Check {
	return refinedBudgetOf(map[int]model.Q{2: square, 4: fourth, 6: sixth})
}

// refinedBudgetOf compares E_A of a lower bound on each step's divergence, a sum of powers of the step's distance, with
// the divergence of the two laws.
func refinedBudgetOf(coefficients map[int]model.Q) Check {
	powers := slices.Sorted(maps.Keys(coefficients))
	return func(in *Instance) []Sides {
		levels := in.withLogs(in.historyTypes())
		var costs []model.Q
		steps := forecasts(levels, 0, 0, 1, func(prob model.Q, p, q model.Dist) {
			tv, cost := model.TotalVariation(p, q), model.Zero
			for _, n := range powers {
				cost = cost.Add(coefficients[n].Mul(tv.Pow(n)))
			}
			costs = append(costs, cost.Mul(prob))
		})
		exact := Compare(model.Rational(model.Total(costs)), divergence(levels[steps]))
		return []Sides{in.extend(exact, steps, []model.Law{in.OperatorLaw, in.MimicLaw},
			distanceBounds(0, 0, 1, powers...), divergenceBounds,
			func(l horizonSums) (left, right side) {
				var sum model.Enclosure
				for i, n := range powers {
					sum = sum.Add(l.sums[i].Scale(coefficients[n]))
				}
				return between(sum), between(*l.last)
			})}
	}
}

func exponential(coefficient model.Q, bound func(c model.Q) model.Q) Check {
	return func(in *Instance) []Sides {
		steps := in.pathReach()
		along := make([]model.Q, steps+1) // the product over the steps before the current history
		along[0] = model.One
		var terms []model.Q
		in.Histories(func(h []int, a, m model.Law) {
			switch n := len(h); {
			case a.Null() || n > steps:
			case n == steps:
				terms = append(terms, along[n].Mul(a.Prob()))
			default:
				tv := model.TotalVariation(Must(a.Forecast()), Must(m.Forecast()))
				along[n+1] = along[n].Mul(model.One.Add(coefficient.Mul(tv).Mul(tv)))
			}
		})
		mean := model.Total(terms)
		return []Sides{CompareQ(mean.Mul(mean), bound(OperatorUnderMimic.Constant(in))).WithDetail("%s",
			in.Covered(steps))}
	}
}

func onePlusInverse(lambda model.Q) model.Q { return model.One.Add(model.One.Div(lambda)) }

func weightedNature(half model.Q, mimicShare func(lambda model.Q) model.Q) Check {
	return func(in *Instance) []Sides {
		operator, mimic := model.Ln(NatureUnderOperator.Constant(in)), model.Ln(NatureUnderMimic.Constant(in))
		return []Sides{in.naturalSquares(func(sum model.Log) Sides {
			t := Tightest{Relation: AtMost}
			for power := -3; power <= 3; power++ {
				lambda := model.Whole(2).Pow(power)
				bound := operator.Scale(model.One.Add(lambda)).Add(mimic.Scale(mimicShare(lambda))).Scale(half)
				if t.Consider(sum, bound) {
					t.Best = t.Best.WithDetail("λ = %s", lambda)
				}
			}
			return t.Best
		})}
	}
}
