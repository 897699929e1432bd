package theorems

import (
	"fmt"
	"iter"
	"strings"

	"mimics/model"
)

// What the operator's forecasts are worth once they are conditioned.

var forecastClaims = []Claim{
	{
		ID:        "forecast/conditioned",
		Statement: "TV(A(·|E), M(·|E)) ≤ TV(A, M)/max(A(E), M(E)) for every event E that both hold possible.",
		Source:    "★ sharpens Operators can control mimics and maintain synchronisation",
		Expect:    Holds,
		Needs:     NeedOperator | NeedMimic,
		Parts:     []Part{{Relation: AtMost}},
		Check:     conditioned(func(tv, likelier model.Q) model.Q { return tv.Div(likelier) }),
		Rivals: []Rival{
			{Name: "half of the bound", Check: conditioned(func(tv, likelier model.Q) model.Q { return tv.Mul(model.Half).Div(likelier) })},
			{Name: "not divided by the event's probability", Check: conditioned(func(tv, _ model.Q) model.Q { return tv })},
		},
	},
	{
		ID:         "forecast/rare",
		Statement:  "Synchronised forecasts stay synchronised when conditioned: TV(A(·|E), M(·|E)) ≤ TV(A, M) along the history, for every event E.",
		Source:     "Operators can control mimics and maintain synchronisation, read for every event",
		Expect:     Refuted,
		Needs:      NeedOperator | NeedMimic,
		Hypotheses: []Hypothesis{identicalSupport},
		Parts:      []Part{{Relation: AtMost}},
		Check:      rareEvents,
		Sharpened:  "forecast/conditioned",
	},
}

// maxSubsets is the largest number of outcomes of which every event is tried.
const maxSubsets = 12

// events yields every event among a few outcomes, in order of the numbers they are in binary, the first outcome
// the lowest place. Of many outcomes it yields single ones, their complements, the cells of features and all.
func (in *Instance) events() iter.Seq[model.Event] {
	k := in.k()
	return func(yield func(model.Event) bool) {
		if k <= maxSubsets {
			for set := range 1 << k {
				var e model.Event
				for x := range k {
					if set>>x&1 == 1 {
						e = e.With(x)
					}
				}
				if !yield(e) {
					return
				}
			}
			return
		}
		for x := range k {
			if e := model.NewEvent(x); !yield(e) || !yield(e.Not(k)) {
				return
			}
		}
		for _, f := range in.Features {
			for c := range f.Cells {
				if !yield(f.Event(c)) {
					return
				}
			}
		}
		yield(model.AllOutcomes(k))
	}
}

// someEvents says which events were tried where it was not all of them.
func (in *Instance) someEvents() string {
	if in.k() <= maxSubsets {
		return ""
	}
	return fmt.Sprintf("covers single outcomes, their complements and features, not all 2^%d events", in.k())
}

// eventText is an event by the names of its outcomes.
func (in *Instance) eventText(e model.Event) string {
	if names := in.eventNames(e); len(names) <= maxSubsets {
		return "{" + strings.Join(names, ",") + "}"
	}
	return fmt.Sprintf("an event of %d outcomes", e.Size())
}

// conditionedDistance is TV(A(·|E), M(·|E)), not ok where one of the two holds E impossible.
func conditionedDistance(a, m model.Dist, e model.Event) (distance model.Q, ok bool) {
	given, err := a.Given(e)
	if err != nil {
		return model.Zero, false
	}
	other, err := m.Given(e)
	if err != nil {
		return model.Zero, false
	}
	return model.TotalVariation(given, other), true
}

func conditioned(bound func(tv, likelier model.Q) model.Q) Check {
	return func(in *Instance) []Sides {
		a, m := in.Q(), in.P()
		tv := model.TotalVariation(a, m)
		t := tightest{relation: AtMost}
		var at model.Event
		for e := range in.events() {
			if left, ok := conditionedDistance(a, m, e); ok && t.offerQ(left, bound(tv, a.Prob(e).Max(m.Prob(e)))) {
				at = e
			}
		}
		return []Sides{t.best.at("given %s %s", in.eventText(at), in.someEvents())}
	}
}

// rareEvents follows the two forecasts along the history h[:n] and reports the event whose conditional distance
// exceeds the unconditional one the most, with both distances at every n.
func rareEvents(in *Instance) []Sides {
	a, m := []model.Law{in.law(in.Operator)}, []model.Law{in.law(in.Mimic)}
	for n, x := range in.History {
		a, m = append(a, a[n].Observe(x)), append(m, m[n].Observe(x))
	}
	t := tightest{relation: AtMost}
	var at model.Event
	overall := make([]string, len(a))
	for n := range a {
		p, q := must(a[n].Forecast()), must(m[n].Forecast())
		tv := model.TotalVariation(p, q)
		overall[n] = tv.String()
		for e := range in.events() {
			if left, ok := conditionedDistance(p, q, e); ok && t.offerQ(left, tv) {
				at = e
			}
		}
	}
	given := make([]string, len(a))
	for n := range a {
		given[n] = "none"
		if d, ok := conditionedDistance(must(a[n].Forecast()), must(m[n].Forecast()), at); ok {
			given[n] = d.String()
		}
	}
	return []Sides{t.best.at("along the history TV = %s, given %s TV = %s %s",
		strings.Join(overall, ", "), in.eventText(at), strings.Join(given, ", "), in.someEvents())}
}
