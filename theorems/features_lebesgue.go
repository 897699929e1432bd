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
		Statement: "Let σ and σ_F be the masses of A that are singular to M on the outcomes and on a feature F, " +
			"which are decided exactly; then σ_F ≤ σ. The part μ(f) of A that merges, given the cells f, is a " +
			"martingale under A: Σ_d A(d|f)·μ(fd) = μ(f) over the next cells d, to the horizon.",
		Source: "★ sharpens " + limitedForecast + ", similar assumptions of common support (Lévy's zero-one law; Chen and Kiefer 2014)",
		Derivation: "A set of histories of cells that M gives 0 is a set of histories of outcomes, so that what " +
			"is singular through F is singular on outcomes. μ(f) = A(E|f), with E the event that A/M of the " +
			"cells stays bounded, and by Lévy's zero-one law all merges in the end or nothing does. The " +
			"decision runs the source of A, whose state the operator does not see, together with the set of the " +
			"states in which the sources of M can be after the same cells. What merges depends on these alone. " +
			"In a bottom component of this chain a martingale that is a function of the joint state is " +
			"constant, so that it is 1 or 0. It is 0 if the two are singular as a whole. They are not if and " +
			"only if, after some cells, a multiple of a mixture of M's states is a mixture with A's state in it " +
			"(Chen and Kiefer 2014).",
		Expect:     Holds,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon | NeedFeatures,
		Hypotheses: []Hypothesis{decided, decidedThroughFeatures},
		Parts: []Part{
			{Name: "inherits", Relation: AtMost, Best: Attained},
			{Name: "martingale", Relation: Equal},
		},
		Check: throughFeatures(operatorsForecast, stillMerging),
		Rivals: []Rival{
			{Name: "σ ≤ σ_F for σ_F ≤ σ", Part: 0, Check: hidesNothing},
			{Name: "σ_F is below σ", Part: 0, Relation: Below},
			{Name: "under the mimic's law", Part: 1, Check: throughFeatures(mimicsForecast, stillMerging)},
			{Name: "the mass in a shared state now for what merges", Part: 1, Check: throughFeatures(operatorsForecast, sharedNow)},
		},
	},
}

// decidedThroughFeatures is decided for an observer of each feature.
var decidedThroughFeatures = Hypothesis{
	Name:       "decided-through-features",
	Statement:  "the decision how much merges stays within its limits for an observer of each feature",
	Definition: true,
	Holds: func(in *Instance) bool {
		for _, f := range in.Features {
			c, err := in.besideThrough(f.Feature, in.OperatorLaw, in.MimicLaw)
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
func throughFeatures(by func(a, m model.Law) model.Law,
	merging func(c *dominance.Comparison, a, m model.Law) model.Q) Check {
	return func(in *Instance) []Sides {
		inherits, martingale := Tightest{Relation: AtMost}, Tightest{Relation: Equal}
		sigma := Must(in.decomposed()).Singular
		for _, f := range in.Features {
			after := in.comparedAfter(f.Feature)
			mass := func(a, m model.Law) model.Q { return merging(after(a, m), a, m) }
			if inherits.ConsiderQ(after(in.OperatorLaw, in.MimicLaw).Decompose().Singular, sigma) {
				inherits.Best = inherits.Best.WithDetail("%s", f.Name)
			}
			steps := in.reachEach(f.Feature.Cells(), maxCells)
			in.Walk(f.Feature, steps-1, []model.Law{in.OperatorLaw, in.MimicLaw}, func(cells []int, laws []model.Law) {
				a, m := laws[0], laws[1]
				if a.Null() || by(a, m).Null() {
					return
				}
				if martingale.ConsiderQ(meanLater(f.Feature, by(a, m), a, m, mass), mass(a, m)) {
					martingale.Best = martingale.Best.WithDetail("%s %s", cellsText(f, cells), in.Covered(steps))
				}
			})
		}
		return []Sides{inherits.Best, martingale.Best}
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
			known[key] = Must(in.besideThrough(f, a, m))
		}
		return known[key]
	}
}

// hidesNothing compares the singular mass on outcomes with that through every feature.
func hidesNothing(in *Instance) []Sides {
	t := Tightest{Relation: AtMost}
	for _, f := range in.Features {
		t.ConsiderQ(Must(in.decomposed()).Singular,
			in.comparedAfter(f.Feature)(in.OperatorLaw, in.MimicLaw).Decompose().Singular)
	}
	return []Sides{t.Best}
}
