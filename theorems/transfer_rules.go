package theorems

import "mimics/model"

// Any rule, however it was learnt: how far its accuracy on the mimic's data can be from that on nature's.

var anyRuleClaims = []Claim{
	{
		ID:    "transfer/any-rule",
		Title: "Any rule is about as accurate on a good mimic as it is on nature",
		Statement: "A rule d guesses a label from the cell of a feature that an outcome x is in. The label is 1 " +
			"with chance ℓ(x), and acc_P(d) is the chance under P that the guess is right. The largest |acc_N(d) " +
			"- acc_M(d)| over all rules d is ½·Σ_f |Σ_{x in f} (2ℓ(x) - 1)·(N(x) - M(x))|, with f the cells, and " +
			"at most TV(N, M).",
		Source: testingTheTheory + ": the better the mimic, the better someone (or some machine) that has learned to " +
			"predict or classify the training data will perform on the mimic generated data",
		Derivation: "acc_N(d) - acc_M(d) is Σ_x ±(ℓ(x) - ½)·(N(x) - M(x)), with + where d answers 1, since " +
			"N - M sums to 0. The worst rule makes the sum of each cell positive, or each negative. |2ℓ - 1| ≤ 1 " +
			"gives the bound. A rule that sees every outcome attains it if the labels are certain. It does not " +
			"matter from what data a rule was learnt, and a rule that guesses at random is a mean of rules. The " +
			"theory of learning from different domains starts from this bound (Ben-David et al. 2010).",
		Expect: Holds,
		Needs:  NeedNature | NeedMimic | NeedLabels | NeedFeatures,
		Parts:  []Part{{Name: "worst", Relation: Equal}, {Name: "bound", Relation: AtMost, Best: Attained}},
		Check:  anyRule{}.check,
		Rivals: []Rival{
			{Name: "absolute values within each cell", Check: anyRule{finest: true}.check},
			{Name: "ℓ(x) for 2ℓ(x) - 1", Check: anyRule{labelOnly: true}.check},
			{Name: "half of TV(N,M)", Part: 1, Check: anyRule{bound: halfDistance}.check},
			{Name: "the TV of the feature's forecasts", Part: 1, Check: anyRule{bound: shownDistance}.check},
		},
	},
}

func halfDistance(_ model.Feature, n, m model.Dist) model.Q {
	return model.TotalVariation(n, m).Mul(model.Half)
}

func shownDistance(f model.Feature, n, m model.Dist) model.Q {
	return model.TotalVariation(n.Push(f), m.Push(f))
}

// anyRule parametrises the check of transfer/any-rule and of its rivals.
type anyRule struct {
	finest    bool                                           // takes the sum over outcomes, not over cells
	labelOnly bool                                           // uses ℓ(x) for 2ℓ(x) - 1
	bound     func(f model.Feature, n, m model.Dist) model.Q // nil for TV(N, M)
}

func (r anyRule) check(in *Instance) []Sides {
	n, m := in.N(), in.P()
	worst, bound := Tightest{Relation: Equal}, Tightest{Relation: AtMost}
	for _, f := range in.Features {
		gap := in.worstRule(f.Feature, n, m)
		cells, tv := f.Feature, model.TotalVariation(n, m)
		if r.finest {
			cells = in.finest()
		}
		if r.bound != nil {
			tv = r.bound(f.Feature, n, m)
		}
		var sum model.Q
		for _, lean := range in.leanings(cells, n, m, r.labelOnly) {
			sum = sum.Add(lean.Abs())
		}
		if worst.ConsiderQ(gap, sum.Mul(model.Half)) {
			worst.Best = worst.Best.WithDetail("%s", f.Name)
		}
		if bound.ConsiderQ(gap, tv) {
			bound.Best = bound.Best.WithDetail("%s", f.Name)
		}
	}
	return in.sides(worst.Best, bound.Best)
}

// leanings lists, for each cell, Σ (2ℓ(x) - 1)·(N(x) - M(x)) over its outcomes. It is positive if the answer 1 does
// better on nature's data than on the mimic's, and the answer 0 worse. If labelOnly is set, ℓ(x) stands for 2ℓ(x) - 1.
func (in *Instance) leanings(f model.Feature, n, m model.Dist, labelOnly bool) []model.Q {
	list := make([]model.Q, f.Cells())
	for x := range in.k() {
		weight := in.Labels.At(x)
		if !labelOnly {
			weight = weight.Add(weight).Sub(model.One)
		}
		list[f.Cell(x)] = list[f.Cell(x)].Add(weight.Mul(n.P(x).Sub(m.P(x))))
	}
	return list
}

// worstRule is the largest difference between the accuracies of a rule on nature's and on the mimic's data. It tries
// every rule or, if there are too many, the worst by its leanings.
func (in *Instance) worstRule(f model.Feature, n, m model.Dist) (gap model.Q) {
	rule := make(classifier, f.Cells())
	try := func(answer func(cell int) bool) {
		for c := range rule {
			rule[c] = answer(c)
		}
		gap = gap.Max(in.accuracy(f, rule, n).Sub(in.accuracy(f, rule, m)).Abs())
	}
	if len(rule) > maxSubsets {
		lean := in.leanings(f, n, m, false)
		try(func(cell int) bool { return lean[cell].Sign() > 0 })
		return gap
	}
	for set := range 1 << len(rule) {
		try(func(cell int) bool { return set>>cell&1 == 1 })
	}
	return gap
}
