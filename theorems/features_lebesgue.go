package theorems

import (
	"mimics/model"
	"mimics/model/dominance"
)

// The part of the operator's law that merges with the mimic's for an observer of a feature, decided for all time.

var featureLebesgueClaims = []Claim{
	{
		ID:    "features/lebesgue",
		Title: "What will merge on outcomes will merge through every feature",
		Statement: "Whatever merges on outcomes merges through every feature F: σ_F ≤ σ, the masses of A that are singular to M, which are decided. " +
			"What merges of A for who has seen the cells f alone, μ(f), is a martingale under A: Σ_c A(c|f)·μ(fc) = μ(f), so that in the end it is all or nothing.",
		Source: "★ sharpens " + limitedForecast + ", similar assumptions of common support (Lévy's zero-one law; Chen and Kiefer 2014)",
		Derivation: "A set of histories of cells that M gives 0 is one of histories of outcomes, so that what is singular " +
			"through F is singular on outcomes. μ(f) = A(E|f), E the event that A/M, of cells, stays bounded: " +
			"Lévy's zero-one law. It is decided by running the source of A, whose state she does not see, beside " +
			"the set of the states in which the sources of M can be after the same cells: what merges depends on " +
			"these alone, and in a bottom component of that chain a martingale that is a function of the joint state " +
			"is constant, so all or nothing. Which it is, is whether the two are singular as a whole: they are not " +
			"if and only if, after some cells, a multiple of a mixture of M's states is a mixture that A's state has " +
			"part in (Chen and Kiefer 2014).",
		Expect:     Holds,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon | NeedFeatures,
		Hypotheses: []Hypothesis{decided, decidedThroughFeatures},
		Parts:      []Part{{Name: "inherits", Relation: AtMost}, {Name: "martingale", Relation: Equal}},
		Check:      throughFeatures(operatorsForecast, stillMerging),
		Rivals: []Rival{
			{Name: "a feature keeps apart whatever outcomes do", Part: 0, Check: hidesNothing},
			{Name: "σ_F is below σ", Part: 0, Relation: Below},
			{Name: "under the mimic's law", Part: 1, Check: throughFeatures(mimicsForecast, stillMerging)},
			{Name: "what is in the same state now for what merges", Part: 1, Check: throughFeatures(operatorsForecast, sharedNow)},
		},
	},
}

// decidedThroughFeatures is decided for an observer of each feature.
var decidedThroughFeatures = Hypothesis{
	Name:       "decided-through-features",
	Statement:  "how much merges is decided for an observer of each feature",
	Definition: true,
	Holds: func(in *Instance) bool {
		for _, f := range in.Features {
			c, err := in.besideThrough(f.Feature, in.operator, in.mimic)
			if err != nil || !c.Decompose().Decided() {
				return false
			}
		}
		return true
	},
}

// maxCells is the number of copies of a history that one decision after it counts for.
const maxCells = 1 << 10

// throughFeatures compares the singular mass through each feature with that on outcomes. After each history of cells it
// compares the merging mass with its mean one cell later, averaged by the forecast of the law that by returns.
func throughFeatures(by func(a, m model.Law) model.Law, merging func(c *dominance.Comparison, a, m model.Law) model.Q) Check {
	return func(in *Instance) []Sides {
		inherits, martingale := tightest{relation: AtMost}, tightest{relation: Equal}
		sigma := must(in.decomposed()).Singular
		for _, f := range in.Features {
			after := in.comparedAfter(f.Feature)
			if inherits.considerQ(after(in.operator, in.mimic).Decompose().Singular, sigma) {
				inherits.best = inherits.best.withDetail("%s", f.Name)
			}
			steps := in.reachEach(f.Feature.Cells(), maxCells)
			in.walk(f.Feature, steps-1, []model.Law{in.operator, in.mimic}, func(cells []int, laws []model.Law) {
				a, m := laws[0], laws[1]
				if a.Null() || by(a, m).Null() {
					return
				}
				forecast, mean := must(by(a, m).Forecast()).Push(f.Feature), model.Zero
				for c := range f.Feature.Cells() {
					if next := a.ObserveCell(f.Feature, c); forecast.Has(c) && !next.Null() {
						then := m.ObserveCell(f.Feature, c)
						mean = mean.Add(forecast.P(c).Mul(merging(after(next, then), next, then)))
					}
				}
				if martingale.considerQ(mean, merging(after(a, m), a, m)) {
					martingale.best = martingale.best.withDetail("%s %s", cellsText(f, cells), in.covered(steps))
				}
			})
		}
		return []Sides{inherits.best, martingale.best}
	}
}

// comparedAfter returns a function that compares two laws as seen through a feature. It compares each pair of beliefs
// once and returns nil if the second law is null.
func (in *Instance) comparedAfter(f model.Feature) func(a, m model.Law) *dominance.Comparison {
	known := map[string]*dominance.Comparison{}
	return func(a, m model.Law) *dominance.Comparison {
		if m.Null() {
			return nil
		}
		key := a.Belief() + "|" + m.Belief()
		if known[key] == nil {
			known[key] = must(in.besideThrough(f, a, m))
		}
		return known[key]
	}
}

// hidesNothing compares the singular mass on outcomes with that through every feature.
func hidesNothing(in *Instance) []Sides {
	t := tightest{relation: AtMost}
	for _, f := range in.Features {
		t.considerQ(must(in.decomposed()).Singular, in.comparedAfter(f.Feature)(in.operator, in.mimic).Decompose().Singular)
	}
	return []Sides{t.best}
}
