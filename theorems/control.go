package theorems

import (
	"fmt"

	"mimics/model"
	"mimics/theorems/scenario"
)

// Correlation and causation. A hidden cause moves both nature's outputs and whether they do any good. Tuning fixes the
// outputs and leaves the cause as it was.

var controlClaims = []Claim{
	{
		ID:    "control/causation",
		Title: "Without confounding, bringing a proxy about brings its effect about",
		Statement: "If a hidden cause u is independent of the outcome, or the effect G does not depend on u at " +
			"any possible outcome with F=f, then P(G|F=f) after control equals the natural one, for every " +
			"feature F and such a value f.",
		Source: imperfectControl + ", the aside on causation and correlation",
		Derivation: "After control the cause has its own law, whatever the output. In nature it has its law " +
			"given the output. Both give the same effect if the output does not tell about the cause, or if the " +
			"cause does not matter to the effect (Pearl 2000).",
		Expect:     Holds,
		Needs:      NeedEffect | NeedFeatures,
		Hypotheses: []Hypothesis{unconfounded},
		Parts:      []Part{{Relation: Equal}},
		Check:      effectAfterControl(true, naturalEffect),
		Rivals: []Rival{
			{Name: "confounding allowed", Check: effectAfterControl(false, naturalEffect)},
			{Name: "P(G, F=1) for P(G|F=1)", Check: effectAfterControl(true, func(e *scenario.Effect, cell model.Event) model.Q {
				return naturalEffect(e, cell).Mul(outcomeLaw(e).Prob(cell))
			})},
		},
	},
	{
		ID:    "control/correlation-is-causation",
		Title: "What goes with a proxy need not come about by bringing it about",
		Statement: "Bringing about F=f brings about what goes with it in nature: P(G|F=f) after control equals " +
			"the natural one, for every feature F and possible value f, whatever the hidden cause of outcome " +
			"and effect G.",
		Source: imperfectControl + ", the aside on causation and correlation",
		Derivation: "If a hidden cause moves both, outputs that are brought about on purpose do not bring the " +
			"cause with them.",
		Expect:     Refuted,
		Needs:      NeedEffect | NeedFeatures,
		Hypotheses: []Hypothesis{cellPossible},
		Parts:      []Part{{Relation: Equal}},
		Check:      effectAfterControl(false, naturalEffect),
		Sharpened:  "control/causation",
	},
}

var unconfounded = Hypothesis{
	Name: "unconfounded",
	Statement: "the hidden cause u is independent of the outcome or, for some value of a feature, the effect " +
		"is the same for every u at each outcome with that value",
	Holds: func(in *Instance) bool {
		for _, f := range in.Features {
			for c := range f.Cells {
				if e := f.Event(c); outcomeLaw(in.Effect).Reaches(e) && unconfoundedEffect(in.Effect, e) {
					return true
				}
			}
		}
		return false
	},
}

var cellPossible = Hypothesis{
	Name:       "feature-possible",
	Statement:  "some value of a feature has positive probability",
	Holds:      func(in *Instance) bool { return len(in.Features) > 0 },
	Definition: true,
}

// outcomeLaw is the law of the outcomes, Σ P(u)·emit(u, ·).
func outcomeLaw(e *scenario.Effect) model.Dist {
	mixed, weight := e.Emit[0], e.Cause.P(0)
	for u := 1; u < len(e.Emit); u++ {
		if share := e.Cause.P(u); share.Sign() > 0 {
			weight = weight.Add(share)
			mixed = mixed.Mix(e.Emit[u], share.Div(weight))
		}
	}
	return mixed
}

// unconfoundedEffect reports whether the cause is independent of the outcome, or the effect does not depend on the
// cause at any possible outcome of the event.
func unconfoundedEffect(e *scenario.Effect, event model.Event) bool {
	independent, indifferent := true, true
	first := -1
	law := outcomeLaw(e)
	for u := range e.Emit {
		switch {
		case !e.Cause.Has(u):
			continue
		case first < 0:
			first = u
			continue
		}
		independent = independent && e.Emit[u].Equal(e.Emit[first])
		for x := range law.Len() {
			if event.Has(x) && law.Has(x) {
				indifferent = indifferent && e.Good[u].At(x).Equal(e.Good[first].At(x))
			}
		}
	}
	return independent || indifferent
}

// naturalEffect is P(G | x in the event) if cause, outcome and effect occur together: Σ_u P(u) Σ_x emit(u,x)·good(u,x),
// over the event, divided by its probability.
func naturalEffect(e *scenario.Effect, event model.Event) model.Q {
	var both, all model.Q
	for u := range e.Emit {
		for x := range e.Emit[u].Len() {
			if event.Has(x) {
				joint := e.Cause.P(u).Mul(e.Emit[u].P(x))
				all = all.Add(joint)
				both = both.Add(joint.Mul(e.Good[u].At(x)))
			}
		}
	}
	return both.Div(all)
}

// controlledEffect is the chance of the effect if outputs are drawn from the outcomes' law given the event, and the
// cause keeps its own law.
func controlledEffect(e *scenario.Effect, event model.Event) model.Q {
	outputs := Must(outcomeLaw(e).Given(event))
	var chance model.Q
	for u := range e.Emit {
		good := make([]model.Q, outputs.Len())
		for x := range good {
			good[x] = e.Good[u].At(x)
		}
		chance = chance.Add(e.Cause.P(u).Mul(outputs.Expect(good)))
	}
	return chance
}

// effectAfterControl compares the controlled effect with another effect, for every feature and every possible value. If
// unconfoundedOnly is true and some values are unconfounded, it compares only those.
func effectAfterControl(unconfoundedOnly bool, other func(*scenario.Effect, model.Event) model.Q) Check {
	return func(in *Instance) []Sides {
		t := Tightest{Relation: Equal}
		unconfoundedOnly := unconfoundedOnly && unconfounded.Holds(in)
		for _, f := range in.Features {
			for c, name := range f.Cells {
				e := f.Event(c)
				if !outcomeLaw(in.Effect).Reaches(e) || unconfoundedOnly && !unconfoundedEffect(in.Effect, e) {
					continue
				}
				if t.ConsiderQ(controlledEffect(in.Effect, e), other(in.Effect, e)) {
					t.Best = t.Best.WithDetail("%s", fmt.Sprintf("given %s = %s", f.Name, name))
				}
			}
		}
		return in.sides(t.Best)
	}
}
