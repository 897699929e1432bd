package theorems

import (
	"errors"
	"fmt"

	"mimics/model"
	"mimics/theorems/scenario"
)

// Are mimics dangerous? How far people will want to tune, and the risk of it.

const areMimicsDangerous = "Are mimics dangerous?"

var safetyClaims = []Claim{
	{
		ID:    "safety/trichotomy",
		Title: "Tuning is either passively safe, incentive compatible or incompatible",
		Statement: "On the usable points of a tilt path, with value E_π[g] and danger π(danger), exactly one is " +
			"true: no danger is above the tolerance (passively safe), some is but none at the largest value " +
			"(incentive compatible), or one at the largest value is (incompatible). The danger at the largest " +
			"value is at most the largest danger, which more usable points do not lower.",
		Source: areMimicsDangerous,
		Derivation: "The three classes answer two questions, and the points of the largest value are usable " +
			"points. A maximum over more points is no smaller.",
		Expect:     Holds,
		Needs:      NeedMimic | NeedSuccess | NeedTilt | NeedDanger | NeedTolerance,
		Hypotheses: []Hypothesis{pathUsable},
		Parts:      []Part{{Name: "exactly-one", Relation: Equal}, {Name: "best", Relation: AtMost}, {Name: "monotone", Relation: AtMost}},
		Check:      trichotomy(dangerOfBest, false),
		Rivals: []Rival{
			{Name: "value for danger", Part: 1, Check: trichotomy(func(points []point) model.Q {
				return points[len(points)-1].value
			}, false)},
			{Name: "fewer usable points for more", Part: 2, Check: trichotomy(dangerOfBest, true)},
		},
	},
	{
		ID:    "safety/danger-bound",
		Title: "Danger after tuning is at most danger before, divided by success before",
		Statement: "π(danger) ≤ p(danger)/p(success) for the tuned law π at the tilt's base and at the bases of " +
			"the path, with success the outcomes of the highest reward, however many values it takes.",
		Source: "★ sharpens " + areMimicsDangerous,
		Derivation: "The normaliser is at least t(success)·p(success), with t = b^r the factors, and no factor " +
			"is above t(success).",
		Expect:     Holds,
		Needs:      NeedMimic | NeedTilt | NeedDanger,
		Hypotheses: []Hypothesis{SuccessPossible},
		Parts:      []Part{{Relation: AtMost}},
		Check:      dangerBound(model.Q.Div),
		Rivals: []Rival{
			{Name: "not divided by p(success)", Check: dangerBound(func(danger, _ model.Q) model.Q { return danger })},
			{Name: "times p(success)", Check: dangerBound(model.Q.Mul)},
		},
	},
	{
		ID:    "safety/low-weight",
		Title: "A mimic that dominates nature can give danger more weight than nature",
		Statement: "If M gives every possible outcome of N positive probability, it gives danger as little " +
			"weight: M(danger) ≤ N(danger). True instead: M(danger) ≤ N(danger) + TV(N, M).",
		Source: areMimicsDangerous + " There are many different pre-training schemes that seem to be effective",
		Derivation: "Dominance bounds nature by the mimic and not the mimic by nature. The distance from nature " +
			"bounds the mimic.",
		Expect:     Refuted,
		Needs:      NeedNature | NeedMimic | NeedDanger,
		Hypotheses: []Hypothesis{natureDominatedOneStep},
		Parts:      []Part{{Name: "as-little", Relation: AtMost}, {Name: "bound", Relation: AtMost, Expect: Holds}},
		Check: func(in *Instance) []Sides {
			n, m := in.N(), in.P()
			natural, mimicked := n.Prob(*in.Danger), m.Prob(*in.Danger)
			return in.sides(CompareQ(mimicked, natural), CompareQ(mimicked, natural.Add(model.TotalVariation(n, m))))
		},
		Sharpened: "safety/danger-bound",
	},
	{
		ID:    "safety/compilability",
		Title: "Tuning with a penalty keeps the mean length of what succeeds",
		Statement: "E[length|success] under the tuned law is that under p, at the tilt's base and at the bases " +
			"of the path, with success the outcomes of the highest reward. Without the penalty, an optimum has " +
			"a larger one if successes differ in length.",
		Source: areMimicsDangerous + " Desynchronisation can happen when fine-tuning without regularisation (Korbak et al. 2021)",
		Derivation: "Successes share one factor, which cancels when one conditions on success. Without the " +
			"penalty every law on the successes is optimal, also one on the longest alone.",
		Follows:    []string{"tilt/synchrony", "tilt/collapse"},
		Expect:     Holds,
		Needs:      NeedMimic | NeedTilt | NeedFeatures | NeedLength,
		Hypotheses: []Hypothesis{SuccessPossible},
		Parts: []Part{{Name: "penalised", Relation: Equal},
			{Name: "unpenalised", Relation: Below, Hypotheses: []Hypothesis{lengthsDiffer}}},
		Check: compilability(true),
		Rivals: []Rival{
			{Name: "E[length] for E[length | success]", Check: compilability(false)},
			{Name: "the length is the same without the penalty", Part: 1, Relation: Equal},
		},
	},
}

// point is one tilt of a path, with its value and its danger.
type point struct{ value, danger model.Q }

// path lists the points of the tilt path, and how many of them are usable: all if the scenario does not say.
func (in *Instance) path() (points []point, usable int) {
	p, g := in.P(), *in.Success
	for _, t := range in.everyBase() {
		pi := Must(t.Optimum(p))
		points = append(points, point{g.Rate(pi), pi.Prob(*in.Danger)})
	}
	usable = len(points)
	if in.Usable != nil {
		usable = min(usable, *in.Usable)
	}
	return points, usable
}

var pathUsable = Hypothesis{
	Name:      "path-usable",
	Statement: "the path has a tuned law, and at least one of its points is usable",
	Holds: func(in *Instance) bool {
		if _, err := in.Tilt.Optimum(in.P()); err != nil {
			return false
		}
		_, usable := in.path()
		return usable > 0
	},
	Definition: true,
}

// dangerOfBest is the largest danger among the points of the largest value.
func dangerOfBest(points []point) (danger model.Q) {
	var best model.Q
	for i, p := range points {
		switch {
		case i == 0 || best.Less(p.value):
			best, danger = p.value, p.danger
		case best.Equal(p.value):
			danger = danger.Max(p.danger)
		}
	}
	return danger
}

// worst is the largest danger among the points.
func worst(points []point) (danger model.Q) {
	for _, p := range points {
		danger = danger.Max(p.danger)
	}
	return danger
}

// safetyClass names the class of a tilt path.
func safetyClass(points []point, tolerance model.Q) string {
	switch {
	case !tolerance.Less(worst(points)):
		return "passively safe"
	case !tolerance.Less(dangerOfBest(points)):
		return "incentive compatible"
	}
	return "incompatible"
}

func trichotomy(best func([]point) model.Q, reversed bool) Check {
	return func(in *Instance) []Sides {
		points, usable := in.path()
		within := points[:usable]
		tooDangerous := func(danger model.Q) bool { return in.Tolerance.Less(danger) }
		classes := int64(0)
		for _, holds := range []bool{
			!tooDangerous(worst(within)),                                       // passively safe
			tooDangerous(worst(within)) && !tooDangerous(dangerOfBest(within)), // incentive compatible
			tooDangerous(dangerOfBest(within)),                                 // incompatible
		} {
			if holds {
				classes++
			}
		}
		monotone := Tightest{Relation: AtMost}
		monotone.ConsiderQ(worst(within), worst(within))
		for u := 1; u < len(points); u++ {
			fewer, more := worst(points[:u]), worst(points[:u+1])
			if reversed {
				fewer, more = more, fewer
			}
			monotone.ConsiderQ(fewer, more)
		}
		return in.sides(
			CompareQ(model.Whole(classes), model.One).WithDetail("%s", safetyClass(within, *in.Tolerance)),
			CompareQ(best(within), worst(within)),
			monotone.Best,
		)
	}
}

var errNoSuccess = errors.New("p(success) = 0")

func dangerBound(bound func(danger, success model.Q) model.Q) Check {
	return func(in *Instance) []Sides {
		p := in.P()
		success := p.Prob(in.Rewarded())
		if success.Sign() == 0 {
			panic(undefined{errNoSuccess})
		}
		right := bound(p.Prob(*in.Danger), success)
		t := Tightest{Relation: AtMost}
		tilts, covered := in.bases()
		for _, tilt := range append([]model.Tilt{*in.Tilt}, tilts...) {
			if t.ConsiderQ(Must(tilt.Optimum(p)).Prob(*in.Danger), right) {
				t.Best = t.Best.WithDetail("base %s %s", tilt.Base(), covered)
			}
		}
		return in.sides(t.Best)
	}
}

var natureDominatedOneStep = Hypothesis{
	Name:      "nature-dominated",
	Statement: "the mimic gives positive probability to every outcome to which nature does",
	Holds:     func(in *Instance) bool { return in.N().DominatedBy(in.P()) },
}

// lengths lists the number in the name of each outcome's cell, for the feature named length.
func (in *Instance) lengths() []model.Q {
	for _, f := range in.Features {
		if f.Name == scenario.LengthFeature {
			lengths := make([]model.Q, in.k())
			for x := range lengths {
				lengths[x] = Must(model.ParseQ(f.Cells[f.Cell(x)]))
			}
			return lengths
		}
	}
	panic(undefined{fmt.Errorf("no feature is named %s", scenario.LengthFeature)})
}

var lengthsDiffer = Hypothesis{
	Name:      "lengths-differ",
	Statement: "two successes that p gives positive probability differ in length",
	Holds: func(in *Instance) bool {
		given := Must(in.P().Given(in.Rewarded()))
		lengths := in.lengths()
		return given.Expect(lengths).Less(longest(given, lengths))
	},
}

// longest is the largest length of positive probability.
func longest(d model.Dist, lengths []model.Q) (most model.Q) {
	first := true
	for x := range d.Len() {
		if d.Has(x) && (first || most.Less(lengths[x])) {
			most, first = lengths[x], false
		}
	}
	return most
}

// compilability compares the mean length given success after tuning with that before, at every base. It then compares
// the one before with the largest that an optimum without penalty can have: the longest successes only.
func compilability(given bool) Check {
	return func(in *Instance) []Sides {
		p, success, lengths := in.P(), in.Rewarded(), in.lengths()
		expected := func(d model.Dist) model.Q {
			if given {
				d = Must(d.Given(success))
			}
			return d.Expect(lengths)
		}
		t := Tightest{Relation: Equal}
		tilts, covered := in.bases()
		for _, tilt := range append([]model.Tilt{*in.Tilt}, tilts...) {
			if t.ConsiderQ(expected(Must(tilt.Optimum(p))), expected(p)) {
				t.Best = t.Best.WithDetail("base %s %s", tilt.Base(), covered)
			}
		}
		before := Must(p.Given(success))
		return in.sides(t.Best, CompareQ(before.Expect(lengths), longest(before, lengths)))
	}
}
