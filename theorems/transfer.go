package theorems

import "mimics/model"

// Testing the theory: how far the accuracy of a classifier learnt from natural data falls short on the mimic's outputs.

const testingTheTheory = "Testing this theory"

var transferClaims = []Claim{
	{
		ID:    "transfer/bound",
		Title: "A classifier learnt from nature loses little on a good mimic's data",
		Statement: "A Bayes classifier guesses a label from a feature. On the mimic's data, the one learnt from " +
			"the mimic's data is at least as accurate as the one learnt from nature's data, and more accurate " +
			"by at most 2·TV(N, M).",
		Source: testingTheTheory,
		Derivation: "The accuracy of any classifier differs between two laws of feature and label by at most " +
			"their distance, and each of the two Bayes classifiers is best on its own law.",
		Expect: Holds,
		Needs:  NeedNature | NeedMimic | NeedLabels | NeedFeatures,
		Parts: []Part{
			{Name: "not-worse", Relation: AtMost, Nonnegative: true},
			{Name: "bound", Relation: AtMost, Best: Attained},
		},
		Check: transferBound{factor: model.Whole(2)}.check,
		Rivals: []Rival{
			{Name: "tested on natural data", Check: transferBound{factor: model.Whole(2), onNature: true}.check},
			{Name: "TV(N,M), not twice", Part: 1, Check: transferBound{factor: model.One}.check},
			{Name: "the TV of the feature's forecasts", Part: 1, Check: transferBound{factor: model.Whole(2), shown: true}.check},
		},
	},
	{
		ID:    "transfer/shrinks",
		Title: "A better mimic can have a larger gap between classifiers",
		Statement: "Of the mimic and the challenger, taken as another mimic, the one nearer to nature has no " +
			"larger gap: its gap is the accuracy on its data of the Bayes classifier learnt from them, minus " +
			"that of the one learnt from nature's data, for every feature.",
		Source: testingTheTheory + ": the performance gap should shrink",
		Derivation: "The gap depends on which cells change sides at one half, not on the distance alone: a " +
			"worse mimic can be wrong where it does not matter.",
		Expect:     Refuted,
		Needs:      NeedNature | NeedMimic | NeedChallenger | NeedLabels | NeedFeatures,
		Hypotheses: []Hypothesis{sameOutcomesPossible, oneIsNearer},
		Parts:      []Part{{Relation: AtMost}},
		Check:      gapOfTheNearer,
		Sharpened:  "transfer/bound",
	},
}

// classifier holds the answer for each cell of a feature, true for 1.
type classifier []bool

// bayesClassifier answers 1 if P(Y=1|F) > ½. It answers 0 on ties and on cells of probability 0.
func (in *Instance) bayesClassifier(f model.Feature, p model.Dist) classifier {
	answers := make(classifier, f.Cells())
	for c := range answers {
		given, err := p.Given(f.Event(c))
		answers[c] = err == nil && model.Half.Less(in.Labels.Rate(given))
	}
	return answers
}

// accuracy is the chance that the classifier's answer to an outcome of p is its label.
func (in *Instance) accuracy(f model.Feature, answers classifier, p model.Dist) model.Q {
	right := make([]model.Q, in.k())
	for x := range right {
		right[x] = in.Labels.At(x)
		if !answers[f.Cell(x)] {
			right[x] = model.One.Sub(right[x])
		}
	}
	return p.Expect(right)
}

// transferGap is the accuracy on draws of m of the classifier learnt from m, minus that of the classifier learnt from
// n.
func (in *Instance) transferGap(f model.Feature, n, m model.Dist) model.Q {
	return in.accuracy(f, in.bayesClassifier(f, m), m).Sub(in.accuracy(f, in.bayesClassifier(f, n), m))
}

// transferBound parametrises the check of transfer/bound and of its rivals.
type transferBound struct {
	factor   model.Q
	onNature bool // tests on natural data
	shown    bool // uses the distance of the feature's laws
}

func (b transferBound) check(in *Instance) []Sides {
	n, m := in.N(), in.P()
	least, most := Tightest{Relation: AtMost}, Tightest{Relation: AtMost}
	for _, f := range in.Features {
		gap := in.transferGap(f.Feature, n, m)
		if b.onNature {
			gap = in.transferGap(f.Feature, m, n).Neg()
		}
		tv := model.TotalVariation(n, m)
		if b.shown {
			tv = model.TotalVariation(n.Push(f.Feature), m.Push(f.Feature))
		}
		if least.ConsiderQ(model.Zero, gap) {
			least.Best = least.Best.WithDetail("%s", f.Name)
		}
		if most.ConsiderQ(gap, tv.Mul(b.factor)) {
			most.Best = most.Best.WithDetail("%s", f.Name)
		}
	}
	return in.sides(least.Best, most.Best)
}

var sameOutcomesPossible = Hypothesis{
	Name:      "same-outcomes-possible",
	Statement: "nature, the mimic and the challenger give the same outcomes positive probability",
	Holds: func(in *Instance) bool {
		support := in.N().Support()
		return in.P().Support() == support && in.Pi().Support() == support
	},
}

var oneIsNearer = Hypothesis{
	Name:      "one-is-nearer",
	Statement: "TV(N, p) ≠ TV(N, π): one of mimic and challenger is nearer to nature",
	Holds: func(in *Instance) bool {
		n := in.N()
		return !model.TotalVariation(n, in.P()).Equal(model.TotalVariation(n, in.Pi()))
	},
}

// gapOfTheNearer compares the gap of the forecast nearer to nature's with that of the other.
func gapOfTheNearer(in *Instance) []Sides {
	n, nearer, other := in.N(), in.P(), in.Pi()
	name := "the mimic"
	if model.TotalVariation(n, other).Less(model.TotalVariation(n, nearer)) {
		nearer, other, name = other, nearer, "the challenger"
	}
	t := Tightest{Relation: AtMost}
	for _, f := range in.Features {
		if t.ConsiderQ(in.transferGap(f.Feature, n, nearer), in.transferGap(f.Feature, n, other)) {
			t.Best = t.Best.WithDetail("%s is nearer, %s against %s; %s", name,
				model.TotalVariation(n, nearer), model.TotalVariation(n, other), f.Name)
		}
	}
	return in.sides(t.Best)
}
