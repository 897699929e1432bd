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
		Title: "Failing generalisation or falling value can come before danger",
		Statement: "Let u be the last usable point of a tilt path, v the last usable one of the largest " +
			"value E_π[g], τ the tolerance and d = p(danger). Danger D ≥ d at a usable point has kl(D‖d) ≤ " +
			"KL(π_u‖p), and at one of the largest value kl(D‖d) ≤ KL(π_v‖p). So if d ≤ τ and KL(π_u‖p) ≤ " +
			"kl(τ‖d), generalisation fails first: no usable danger is above τ (passively safe). If d ≤ τ and " +
			"KL(π_v‖p) ≤ kl(τ‖d), value falls first: no danger at the largest value is (incentive compatible).",
		Source: areMimicsDangerous + " If the first hypothesis are true, then mimics are \"passively safe\"",
		Derivation: "kl(a‖d) is the divergence of an event of probability a from one of probability d. Merging " +
			"outcomes loses divergence, so that kl(π(danger)‖d) ≤ KL(π‖p), and KL(π‖p) does not fall along the " +
			"path (tilt/path). Since kl(a‖d) rises in a ≥ d, danger above τ costs more than kl(τ‖d). A path that " +
			"is neither passively safe nor incentive compatible is incompatible: there both causes come too late.",
		Follows:    []string{"tilt/path"},
		Expect:     Holds,
		Rare:       4,
		Needs:      NeedMimic | NeedSuccess | NeedTilt | NeedDanger | NeedTolerance,
		Hypotheses: []Hypothesis{pathUsable},
		Parts: []Part{{Name: "usable", Relation: AtMost, Best: Attained}, {Name: "valuable", Relation: AtMost, Best: Attained},
			{Name: "passively-safe", Relation: AtMost, Hypotheses: []Hypothesis{generalisationFailsFirst}},
			{Name: "incentive-compatible", Relation: AtMost, Best: Attained, Hypotheses: []Hypothesis{valueFallsFirst}}},
		Check: trichotomy(lastPoint),
		Rivals: []Rival{
			{Name: "nine tenths of KL(π_u‖p)", Right: times(9, 10)},
			{Name: "the first usable point for the last", Check: trichotomy(firstPoint)},
			{Name: "nine tenths of KL(π_v‖p)", Part: 1, Right: times(9, 10)},
			{Name: "the first point of the largest value for the last", Part: 1,
				Check: trichotomy(firstPoint)},
			{Name: "half of τ", Part: 2, Right: times(1, 2)},
			{Name: "half of τ at the largest value", Part: 3, Right: times(1, 2)},
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
		Parts:      []Part{{Relation: AtMost, Best: Attained}},
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
		Parts: []Part{
			{Name: "as-little", Relation: AtMost},
			{Name: "bound", Relation: AtMost, Best: Attained, Expect: Holds},
		},
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
			"of the path, with success the outcomes of the highest reward. Without the penalty, the longest " +
			"success alone is an optimum too, and it is longer if successes differ in length.",
		Source: areMimicsDangerous + " Desynchronisation can happen when fine-tuning without regularisation (Korbak et al. 2021)",
		Derivation: "Successes share one factor, which cancels when one conditions on success. Without the " +
			"penalty every law on the successes earns the most that any law within supp p can, also the longest " +
			"one alone (and the shortest: Korbak et al. saw programs become shorter).",
		Follows:    []string{"tilt/synchrony", "tilt/collapse"},
		Expect:     Holds,
		Needs:      NeedMimic | NeedTilt | NeedFeatures | NeedLength,
		Hypotheses: []Hypothesis{SuccessPossible},
		Parts: []Part{{Name: "penalised", Relation: Equal}, {Name: "optimal", Relation: Equal},
			{Name: "unpenalised", Relation: Below, Hypotheses: []Hypothesis{lengthsDiffer}}},
		Check: compilability{given: true, among: model.Dist.Given, choose: longest}.check,
		Rivals: []Rival{
			{Name: "E[length] for E[length | success]",
				Check: compilability{among: model.Dist.Given, choose: longest}.check},
			{Name: "the lengths of p for those of its successes",
				Check: compilability{given: true, all: true, among: model.Dist.Given, choose: longest}.check},
			{Name: "the longest outcome for the longest success", Part: 1,
				Check: compilability{given: true, among: anyOutcome, choose: longest}.check},
			{Name: "the mean reward of p for the highest", Part: 1,
				Check: compilability{given: true, unchosen: true, among: model.Dist.Given, choose: longest}.check},
			{Name: "the length is the same without the penalty", Part: 2, Relation: Equal},
			{Name: "the shortest success for the longest", Part: 2,
				Check: compilability{given: true, among: model.Dist.Given, choose: shortest}.check},
		},
	},
}

// point is one tilt of a path, with its law, its value and its danger.
type point struct {
	model.Tilt
	pi            model.Dist
	value, danger model.Q
	spent         *model.Log // KL(π‖p), computed by spent
}

// usable lists the usable points of the tilt path: all if the scenario does not say. It is computed once.
func (in *Instance) usable() []*point {
	if in.once.usable == nil {
		p, g := in.P(), *in.Success
		tilts := in.everyBase()
		if in.Usable != nil {
			tilts = tilts[:min(len(tilts), *in.Usable)]
		}
		points, usable := make([]point, len(tilts)), make([]*point, len(tilts))
		for i, t := range tilts {
			pi := Must(t.Optimum(p))
			points[i] = point{Tilt: t, pi: pi, value: g.Rate(pi), danger: pi.Prob(*in.Danger)}
			usable[i] = &points[i]
		}
		in.once.usable = usable
	}
	return in.once.usable
}

var pathUsable = Hypothesis{
	Name:      "path-usable",
	Statement: "the path has a tuned law, and at least one of its points is usable",
	Holds: func(in *Instance) bool {
		return OptimumExists.Holds(in) && len(in.usable()) > 0
	},
	Definition: true,
}

// The two causes of safety, at a tolerance of at least p(danger). Beyond the last usable point the mimic no longer
// generalises, and beyond the last of the largest value nobody wants to tune.
var (
	generalisationFailsFirst = Hypothesis{
		Name:      "generalisation-fails-first",
		Statement: "p(danger) ≤ τ and KL(π_u‖p) ≤ kl(τ‖p(danger)): usable points end before danger can pass τ",
		Holds:     func(in *Instance) bool { return in.endsBeforeDanger(in.usable()) },
	}
	valueFallsFirst = Hypothesis{
		Name:      "value-falls-first",
		Statement: "p(danger) ≤ τ and KL(π_v‖p) ≤ kl(τ‖p(danger)): the value peaks before danger can pass τ",
		Holds:     func(in *Instance) bool { return in.endsBeforeDanger(bestPoints(in.usable())) },
	}
)

// endsBeforeDanger reports whether the last of the points diverges too little from p for a danger above the tolerance.
func (in *Instance) endsBeforeDanger(points []*point) bool {
	before := in.P().Prob(*in.Danger)
	return !in.Tolerance.Less(before) && !eventDivergence(*in.Tolerance, before).Less(in.spent(lastPoint(points)))
}

// spent is KL(π‖p) at the point.
func (in *Instance) spent(at *point) model.Log {
	if at.spent == nil {
		departure := in.departure(at.Tilt, in.P(), at.pi)
		at.spent = &departure
	}
	return *at.spent
}

// eventDivergence is kl(a‖d), the divergence of the chances a and 1-a from d and 1-d.
func eventDivergence(a, d model.Q) model.Log {
	binary := func(q model.Q) model.Dist { return Must(model.NewDist(q, model.One.Sub(q))) }
	return model.KL(binary(a), binary(d))
}

// bestPoints lists the points of the largest value.
func bestPoints(points []*point) (best []*point) {
	for _, p := range points {
		if len(best) > 0 && best[0].value.Less(p.value) {
			best = best[:0]
		}
		if len(best) == 0 || best[0].value.Equal(p.value) {
			best = append(best, p)
		}
	}
	return best
}

func firstPoint(points []*point) *point { return points[0] }
func lastPoint(points []*point) *point  { return points[len(points)-1] }

// worst is the largest danger among the points.
func worst(points []*point) (danger model.Q) {
	for _, p := range points {
		danger = danger.Max(p.danger)
	}
	return danger
}

// safetyClass names the class of the usable points, by the largest danger of all and of those of the largest value.
func safetyClass(usable, valuable, tolerance model.Q) string {
	switch {
	case !tolerance.Less(usable):
		return "passively safe"
	case !tolerance.Less(valuable):
		return "incentive compatible"
	}
	return "incompatible"
}

var nineTenths = model.Frac(9, 10)

// trichotomy compares danger with what tuning spent on it at the point that bound chooses, and with the tolerance.
func trichotomy(bound func([]*point) *point) Check {
	return func(in *Instance) []Sides {
		usable, before, tolerance := in.usable(), in.P().Prob(*in.Danger), *in.Tolerance
		valuable := bestPoints(usable)
		danger, chosen := worst(usable), worst(valuable)
		costs := func(points []*point, danger model.Q) Sides {
			danger = danger.Max(before) // kl(a‖d) rises in a ≥ d
			return Compare(eventDivergence(danger, before), in.spent(bound(points)))
		}
		return in.sides(
			costs(usable, danger).WithDetail("%s", safetyClass(danger, chosen, tolerance)),
			costs(valuable, chosen),
			CompareQ(danger, tolerance),
			CompareQ(chosen, tolerance),
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
		optima, covered := in.optima()
		for _, o := range append([]optimum{in.optimum(*in.Tilt)}, optima...) {
			if t.ConsiderQ(o.pi.Prob(*in.Danger), right) {
				t.Best = t.Best.WithDetail("base %s %s", o.Base(), covered)
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
		successes, lengths := in.P().Support().And(in.Rewarded()), in.lengths()
		return variesOn(lengths, successes)
	},
}

// longest is an outcome of the largest length among those of positive probability, the first of several.
func longest(d model.Dist, lengths []model.Q) int {
	most := -1
	for x := range d.Len() {
		if d.Has(x) && (most < 0 || lengths[most].Less(lengths[x])) {
			most = x
		}
	}
	return most
}

func shortest(d model.Dist, lengths []model.Q) int {
	negative := make([]model.Q, len(lengths))
	for x, length := range lengths {
		negative[x] = length.Neg()
	}
	return longest(d, negative)
}

// anyOutcome is p in the place of p given success.
func anyOutcome(p model.Dist, _ model.Event) (model.Dist, error) { return p, nil }

// compilability parametrises the check of safety/compilability and of its rivals.
type compilability struct {
	given    bool // conditions the tuned law on success
	all      bool // does not condition p on it
	unchosen bool // takes the mean reward of p for the highest that a law within supp p can earn
	among    func(p model.Dist, success model.Event) (model.Dist, error)
	choose   func(d model.Dist, lengths []model.Q) int // the one outcome that the law without a penalty produces
}

// check compares the mean length given success after tuning with that before, at every base. It then compares the
// reward of the longest success alone with the highest that a law within supp p can earn, which is that of some
// outcome, and its length with the mean before.
func (c compilability) check(in *Instance) []Sides {
	p, success, lengths := in.P(), in.Rewarded(), in.lengths()
	expected := func(d model.Dist, given bool) model.Q {
		if given {
			d = Must(d.Given(success))
		}
		return d.Expect(lengths)
	}
	penalised := Tightest{Relation: Equal}
	optima, covered := in.optima()
	for _, o := range append([]optimum{in.optimum(*in.Tilt)}, optima...) {
		if penalised.ConsiderQ(expected(o.pi, c.given), expected(p, c.given && !c.all)) {
			penalised.Best = penalised.Best.WithDetail("base %s %s", o.Base(), covered)
		}
	}
	highest := in.income(p)
	for x := range in.k() {
		if p.Has(x) && !c.unchosen {
			highest = highest.Max(in.income(model.Point(in.k(), x)))
		}
	}
	chosen := c.choose(Must(c.among(p, success)), lengths)
	return in.sides(
		penalised.Best,
		Compare(in.income(model.Point(in.k(), chosen)), highest).WithDetail("%s alone", in.Outcomes[chosen]),
		CompareQ(expected(p, true), lengths[chosen]).WithDetail("%s alone", in.Outcomes[chosen]),
	)
}
