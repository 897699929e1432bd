package theorems

import (
	"mimics/model"
	"mimics/theorems/scenario"
)

// Features with a law of their own: what an operator who sees only a feature can rely on, whatever the outcomes do.

var ownFeatureClaims = []Claim{
	{
		ID:    "features/own-budget",
		Title: "A feature has a budget of its own, whatever the outcomes do",
		Statement: "Let operator and mimic be mixtures of independent draws, and C_F the largest ratio of the " +
			"weights that they give to the same law of a feature F, added up over the start states that have it. " +
			"If C_F is finite, Σ_{n<L} E_A KL(A(F_n|F_{<n})‖M(F_n|F_{<n})) ≤ ln C_F with L the horizon, even if " +
			"no constant bounds A/M on outcomes. If the largest such ratio C for laws of outcomes is finite too, " +
			"C_F ≤ C.",
		Source: limitedForecast + ": if the law of the features is dominated, merging of opinions implies that the " +
			"forecasts merge",
		Derivation: "Only the laws of the feature enter. Sources that show the same law of F count as one, and a " +
			"ratio of sums is at most the largest of the ratios, so that C_F ≤ C. A(f) ≤ C_F·M(f) for every history " +
			"f of cells, and merging/budget for the cells gives the bound. Operator and mimic can differ on every " +
			"outcome for ever: they need to agree only on what the operator forecasts.",
		Follows:    []string{"merging/budget"},
		Expect:     Holds,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon | NeedFeatures,
		Hypotheses: []Hypothesis{featureDominated},
		Parts: []Part{{Name: "budget", Relation: AtMost, Best: Attained},
			{Name: "smaller", Relation: AtMost, Best: Attained, Hypotheses: []Hypothesis{lawsShared}}},
		Check: ownBudget{}.check,
		Rivals: []Rival{
			{Name: "half of ln C_F", Check: ownBudget{budget: func(_ *Instance, _ model.Feature, c model.Q) model.Log {
				return model.Ln(c).Scale(model.Half)
			}}.check},
			{Name: "the ratio of the next cell's forecasts for C_F", Check: ownBudget{budget: nextCellBudget}.check},
			{Name: "half of C", Part: 1, Check: ownBudget{constant: func(laws []emissionLaw) model.Q {
				c, _ := lawConstant(laws)
				return c.Mul(model.Half)
			}}.check},
			{Name: "the mean ratio under A for C", Part: 1, Check: ownBudget{constant: meanLawRatio}.check},
		},
	},
	{
		ID:    "features/urn",
		Title: "An operator who counts cells forecasts a feature well on average",
		Statement: "Let the mimic's law be exchangeable, and let an operator who sees only a feature F of m cells " +
			"count by Laplace's rule: after n cells, n_c of them c, its law U gives c probability (n_c+1)/(n+m). " +
			"Then M(f) ≤ binom(n+m-1, m-1)·U(f) for every history f of n cells, and the mean over L steps of E_M " +
			"KL(M(F|f)‖U(F|f)) is at most ln binom(L+m-1, m-1)/L, with L the horizon, whatever the number of outcomes.",
		Source: exchangeableX + ": the operator's forecast may converge to the mimic's sampling distribution as normal",
		Derivation: "The cells are exchangeable too, so that M gives all orders of the same counts the same " +
			"probability, at most one over their number. U gives each of the binom(n+m-1, m-1) combinations of " +
			"counts the same probability. The mean tends to 0 like (m-1)·ln L/L: it is the number of cells, not that " +
			"of outcomes, that says how long the operator has to watch. The operator needs to know nothing of the " +
			"mimic. On outcomes this is merging/urn, where the roles are the other way round.",
		Follows:    []string{"features/exchangeable-inherits"},
		Expect:     Holds,
		Needs:      NeedMimic | NeedHorizon | NeedFeatures,
		With:       NeedSources,
		Hypotheses: []Hypothesis{Exchangeable, featureShows},
		Parts:      []Part{{Name: "dominated", Relation: AtMost, Best: Attained}, {Name: "average", Relation: AtMost, Best: Attained}},
		Check:      countingOperator(binomial),
		Rivals: []Rival{
			{Name: "half of the binomial", Check: countingOperator(halfBinomial)},
			{Name: "one draw less", Check: countingOperator(func(n, m int) model.Q { return binomial(n-1, m) })},
			{Name: "half of the binomial in the mean", Part: 1, Check: countingOperator(halfBinomial)},
			{Name: "one cell less", Part: 1,
				Check: countingOperator(func(n, m int) model.Q { return binomial(n, m-1) })},
		},
	},
}

var featureDominated = Hypothesis{
	Name:       "feature-dominated",
	Definition: true,
	Statement: "operator and mimic draw independently, and the mimic gives weight to every law of a feature, with " +
		"several cells, to which the operator does",
	Holds: func(in *Instance) bool {
		if !IndependentDraws.Holds(in) {
			return false
		}
		for _, f := range in.showing() {
			if _, ok := lawConstant(in.emissionLaws(f.Feature)); ok {
				return true
			}
		}
		return false
	},
}

var featureShows = Hypothesis{
	Name:       "feature-shows",
	Definition: true,
	Statement:  "some feature has several cells",
	Holds:      func(in *Instance) bool { return len(in.showing()) > 0 },
}

// showing lists the features with several cells.
func (in *Instance) showing() (list []scenario.Feature) {
	for _, f := range in.Features {
		if f.Feature.Cells() > 1 {
			list = append(list, f)
		}
	}
	return list
}

// ownBudget parametrises the check of features/own-budget and of its rivals; its zero value is the claim's.
type ownBudget struct {
	budget   func(in *Instance, f model.Feature, c model.Q) model.Log // nil for ln C_F
	constant func(laws []emissionLaw) model.Q                         // nil for C
}

func (b ownBudget) check(in *Instance) []Sides {
	if b.budget == nil {
		b.budget = func(_ *Instance, _ model.Feature, c model.Q) model.Log { return model.Ln(c) }
	}
	if b.constant == nil {
		b.constant = func(laws []emissionLaw) model.Q { c, _ := lawConstant(laws); return c }
	}
	outcomes := b.constant(in.emissionLaws(in.finest()))
	budget, smaller := Tightest{Relation: AtMost}, Tightest{Relation: AtMost}
	for _, f := range in.showing() {
		c, ok := lawConstant(in.emissionLaws(f.Feature))
		if !ok {
			continue
		}
		if budget.Consider(in.featureSurprise(f.Feature, in.OperatorLaw, in.MimicLaw), b.budget(in, f.Feature, c)) {
			budget.Best = budget.Best.WithDetail("%s %s", f.Name, in.Covered(in.Reach(in.k())))
		}
		if smaller.ConsiderQ(c, outcomes) {
			smaller.Best = smaller.Best.WithDetail("%s", f.Name)
		}
	}
	return []Sides{budget.Best, smaller.Best}
}

// nextCellBudget is the logarithm of the largest ratio of the two forecasts of the next cell.
func nextCellBudget(in *Instance, f model.Feature, _ model.Q) model.Log {
	c, _ := model.DominanceConstant(in.Q().Push(f), in.P().Push(f))
	return model.Ln(c)
}

// meanLawRatio is the mean under A of the ratio of the weights of a law. It is at most the largest ratio.
func meanLawRatio(laws []emissionLaw) (mean model.Q) {
	for _, l := range laws {
		if l.mimic.Sign() > 0 {
			mean = mean.Add(l.operator.Mul(l.operator).Div(l.mimic))
		}
	}
	return mean
}

func halfBinomial(n, m int) model.Q { return binomial(n, m).Mul(model.Half) }

// countingOperator compares the mimic's law of the cells with that of an operator who counts them. types returns the
// number of combinations of the counts of n cells among m.
func countingOperator(types func(n, m int) model.Q) Check {
	return func(in *Instance) []Sides {
		dominated, average := soonest{Tightest: Tightest{Relation: AtMost}}, Tightest{Relation: AtMost}
		for _, f := range in.showing() {
			m := f.Feature.Cells()
			steps := in.futureReach(m)
			counts := make([]int64, m)
			law := make([]model.Q, steps+1) // U along the path to the current history
			law[0] = model.One
			var terms []model.Log
			in.Walk(f.Feature, steps, []model.Law{in.MimicLaw}, func(cells []int, laws []model.Law) {
				n, mimic := len(cells), laws[0]
				clear(counts)
				for _, c := range cells {
					counts[c]++
				}
				if n > 0 {
					last := cells[n-1]
					law[n] = law[n-1].Mul(model.Frac(counts[last], int64(n-1+m)))
					if dominated.considerQ(n, mimic.Prob(), types(n, m).Mul(law[n])) {
						dominated.Best = dominated.Best.WithDetail("%s %s", cellsText(f, cells), in.Covered(steps))
					}
				}
				if n < steps {
					forecast := Must(mimic.Forecast()).Push(f.Feature)
					terms = append(terms, model.KL(forecast, Must(laplace(counts...))).Scale(mimic.Prob()))
				}
			})
			each := model.Frac(1, int64(steps))
			if average.Consider(model.Sum(terms...).Scale(each), model.Ln(types(steps, m)).Scale(each)) {
				average.Best = average.Best.WithDetail("%s %s", f.Name, in.Covered(steps))
			}
		}
		return []Sides{dominated.Best, average.Best}
	}
}
