package theorems

import (
	"fmt"
	"iter"
	"strings"

	"mimics/model"
	"mimics/theorems/scenario"
)

// What conditioning does to the operator's forecasts.

var forecastClaims = []Claim{
	{
		ID:    "forecast/conditioned",
		Title: "Forecasts stay near each other given a likely event",
		Statement: "TV(A(·|E), M(·|E)) ≤ TV(A, M)/max(A(E), M(E)) for the one-step forecasts A and M and every " +
			"event E that both give positive probability.",
		Source: "★ sharpens Operators can control mimics and maintain synchronisation",
		Derivation: "|A(x)/A(E) - M(x)/M(E)| summed over E is at most the two masses that the laws do not share " +
			"on E, divided by the larger of A(E) and M(E).",
		Expect: Holds,
		Needs:  NeedOperator | NeedMimic,
		Parts:  []Part{{Relation: AtMost, Best: Attained}},
		Check:  conditioned(func(tv, likelier, _ model.Q) model.Q { return tv.Div(likelier) }),
		Rivals: []Rival{
			{Name: "half of the bound", Check: conditioned(func(tv, likelier, _ model.Q) model.Q {
				return tv.Mul(model.Half).Div(likelier)
			})},
			{Name: "not divided by the event's probability", Check: conditioned(func(tv, _, _ model.Q) model.Q { return tv })},
			{Name: "half of the bound on events that one law finds twice as likely", Check: conditioned(
				func(tv, likelier, rarer model.Q) model.Q {
					if likelier.Less(rarer.Add(rarer)) {
						return tv.Div(likelier)
					}
					return tv.Mul(model.Half).Div(likelier)
				})},
		},
	},
	{
		ID:    "forecast/rare",
		Title: "Synchronised forecasts can stay far apart given a rare event",
		Statement: "Synchronised forecasts stay synchronised when conditioned: TV(A(·|E), M(·|E)) ≤ TV(A, M) " +
			"for the one-step forecasts A and M along the history and every event E that both give positive " +
			"probability.",
		Source: "Operators can control mimics and maintain synchronisation, read for every event",
		Derivation: "Division by a small probability magnifies. Each common outcome makes the rare ones rarer " +
			"for both laws, and does not tell which of two rare sources is the right one.",
		Expect:     Refuted,
		Needs:      NeedOperator | NeedMimic,
		Hypotheses: []Hypothesis{IdenticalSupport},
		Parts:      []Part{{Relation: AtMost}},
		Check:      rareEvents,
		Sharpened:  "forecast/conditioned",
	},
	{
		ID:    "forecast/proxy",
		Title: "What a proxy says about the goal stays true after tuning on it",
		Statement: "If the feature F decides the reward, tuning keeps the forecast of every other feature G " +
			"given F: π*(G|F=f) = p(G|F=f) for every f with π*(F=f) > 0, with π* the tuned law.",
		Source: "Operators can control mimics and maintain synchronisation: sentiment and helping",
		Derivation: "The reward is a function of F, so that control changes the weights of F's cells and " +
			"nothing inside them: P(G|F) stays.",
		Follows:    []string{"tilt/synchrony"},
		Expect:     Holds,
		Needs:      NeedMimic | NeedTilt | NeedFeatures | NeedSeveralFeatures,
		Hypotheses: []Hypothesis{OptimumExists, FeatureDecidesReward},
		Parts:      []Part{{Relation: Equal}},
		Check:      proxy(shareGiven),
		Rivals: []Rival{
			{Name: "p(G) for p(G|F)", Check: proxy(func(p model.Dist, _, g model.Event) model.Q { return p.Prob(g) })},
			{Name: "p(F|G) for p(G|F)", Check: proxy(func(p model.Dist, f, g model.Event) model.Q { return shareGiven(p, g, f) })},
			{Name: "p(F, G) for p(G|F)", Check: proxy(func(p model.Dist, f, g model.Event) model.Q { return p.Prob(f.And(g)) })},
		},
	},
	{
		ID:    "forecast/correlation",
		Title: "Tuning on a proxy can weaken its correlation with the goal",
		Statement: "If F and G have two values and F decides the reward, F stays at least as correlated with G: " +
			"corr²(F, G) under p is at most corr²(F, G) under the tuned law π*.",
		Source: "Operators can control mimics and maintain synchronisation: a proxy highly correlated with the goal",
		Derivation: "Correlation depends on how often F=1, and not only on P(G|F). Tuning towards F=1 makes F " +
			"nearly constant, and a nearly constant variable correlates weakly.",
		Expect:     Refuted,
		Needs:      NeedMimic | NeedTilt | NeedFeatures | NeedSeveralFeatures,
		Hypotheses: []Hypothesis{OptimumExists, FeatureDecidesReward, bothVary},
		Parts:      []Part{{Relation: AtMost}},
		Check:      correlation,
		Sharpened:  "forecast/proxy",
	},
}

// maxSubsets is the largest number of outcomes for which every event is tried.
const maxSubsets = 12

// events yields every event among at most maxSubsets outcomes, and some if there are more.
func (in *Instance) events() iter.Seq[model.Event] { return in.eventsUpTo(maxSubsets) }

// eventsUpTo yields every event among at most most outcomes, in binary order with the first outcome as the lowest bit.
// If there are more outcomes, it yields the single ones, their complements, the cells of features and the set of all.
func (in *Instance) eventsUpTo(most int) iter.Seq[model.Event] {
	k := in.k()
	return func(yield func(model.Event) bool) {
		if k <= most {
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

// someEvents says which events were tried, and is "" if all were.
func (in *Instance) someEvents() string {
	if in.k() <= maxSubsets {
		return ""
	}
	return fmt.Sprintf("covers single outcomes, their complements and features, not all 2^%d events", in.k())
}

// eventText writes an event with the names of its outcomes.
func (in *Instance) eventText(e model.Event) string {
	if names := in.NamesIn(e); len(names) <= maxSubsets {
		return "{" + strings.Join(names, ",") + "}"
	}
	return fmt.Sprintf("an event of %d outcomes", e.Size())
}

// conditionedDistance is TV(A(·|E), M(·|E)). It returns false if one of the two gives E probability 0.
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

// conditioned compares the distance given each event with a bound. The bound takes the distance, and the larger and the
// smaller of the two probabilities of the event.
func conditioned(bound func(tv, likelier, rarer model.Q) model.Q) Check {
	return func(in *Instance) []Sides {
		a, m := in.Q(), in.P()
		tv := model.TotalVariation(a, m)
		t := Tightest{Relation: AtMost}
		var at model.Event
		for e := range in.events() {
			left, ok := conditionedDistance(a, m, e)
			likelier, rarer := a.Prob(e).Max(m.Prob(e)), a.Prob(e).Min(m.Prob(e))
			if ok && t.ConsiderQ(left, bound(tv, likelier, rarer)) {
				at = e
			}
		}
		return in.sides(t.Best.WithDetail("given %s %s", in.eventText(at), in.someEvents()))
	}
}

// rareEvents compares the two forecasts along the history h[:n]. It reports the event whose conditional distance
// exceeds the unconditional one the most, with both distances at every n.
func rareEvents(in *Instance) []Sides {
	a, m := []model.Law{in.law(in.Operator)}, []model.Law{in.law(in.Mimic)}
	for n, x := range in.History {
		a, m = append(a, a[n].Observe(x)), append(m, m[n].Observe(x))
	}
	t := Tightest{Relation: AtMost}
	var at model.Event
	overall := make([]string, len(a))
	for n := range a {
		p, q := Must(a[n].Forecast()), Must(m[n].Forecast())
		tv := model.TotalVariation(p, q)
		overall[n] = tv.String()
		for e := range in.events() {
			if left, ok := conditionedDistance(p, q, e); ok && t.ConsiderQ(left, tv) {
				at = e
			}
		}
	}
	given := make([]string, len(a))
	for n := range a {
		given[n] = "none"
		if d, ok := conditionedDistance(Must(a[n].Forecast()), Must(m[n].Forecast()), at); ok {
			given[n] = d.String()
		}
	}
	return in.sides(t.Best.WithDetail("along the history TV = %s, given %s TV = %s %s",
		strings.Join(overall, ", "), in.eventText(at), strings.Join(given, ", "), in.someEvents()))
}

// proxies yields, in order of name, the pairs of a feature F that decides the reward and another feature G.
func (in *Instance) proxies() iter.Seq2[scenario.Feature, scenario.Feature] {
	return func(yield func(f, g scenario.Feature) bool) {
		features, _ := in.comparedFeatures()
		for _, f := range in.Decisive(features) {
			for _, g := range features {
				if g.Name != f.Name && !yield(f, g) {
					return
				}
			}
		}
	}
}

// shareGiven is p(G|F) for the events F and G, and 0 if p(F) = 0.
func shareGiven(p model.Dist, f, g model.Event) model.Q {
	if !p.Reaches(f) {
		return model.Zero
	}
	return p.Prob(f.And(g)).Div(p.Prob(f))
}

func proxy(before func(p model.Dist, f, g model.Event) model.Q) Check {
	return func(in *Instance) []Sides {
		p := in.P()
		best := Must(in.Tilt.Optimum(p))
		_, covered := in.comparedFeatures()
		t := Tightest{Relation: AtMost}
		for f, g := range in.proxies() {
			for c, goal := range f.Cells {
				after, err := best.Given(f.Event(c))
				if err != nil {
					continue
				}
				share := after.Push(g.Feature)
				for d, cell := range g.Cells {
					if t.Best.settled && !share.Has(d) {
						continue // no tighter: both laws sum to 1
					}
					if t.ConsiderQ(share.P(d), before(p, f.Event(c), g.Event(d))) {
						t.Best = t.Best.WithDetail("%s = %s given %s = %s %s", g.Name, cell, f.Name, goal, covered)
					}
				}
			}
		}
		return in.sides(t.Best)
	}
}

// squaredCorrelation is the squared correlation of two features of two values each. It returns false if one of them
// does not vary.
func squaredCorrelation(d model.Dist, f, g scenario.Feature) (square model.Q, ok bool) {
	if len(f.Cells) != 2 || len(g.Cells) != 2 {
		return model.Zero, false
	}
	pf, pg, both := d.Prob(f.Event(0)), d.Prob(g.Event(0)), d.Prob(f.Event(0).And(g.Event(0)))
	variances := pf.Mul(model.One.Sub(pf)).Mul(pg.Mul(model.One.Sub(pg)))
	if variances.IsZero() {
		return model.Zero, false
	}
	covariance := both.Sub(pf.Mul(pg))
	return covariance.Mul(covariance).Div(variances), true
}

var bothVary = Hypothesis{
	Name: "both-vary",
	Statement: "a feature that decides the reward and another one have two values each, and both vary under " +
		"p and under the tuned law π*",
	Holds: func(in *Instance) bool {
		for range in.correlations() {
			return true
		}
		return false
	},
}

// correlations yields the squared correlations under p and under π* of every proxy and goal that vary, with their
// names.
func (in *Instance) correlations() iter.Seq2[string, [2]model.Q] {
	return func(yield func(string, [2]model.Q) bool) {
		p := in.P()
		best := Must(in.Tilt.Optimum(p))
		for f, g := range in.proxies() {
			before, ok := squaredCorrelation(p, f, g)
			after, varies := squaredCorrelation(best, f, g)
			if ok && varies && !yield(f.Name+" and "+g.Name, [2]model.Q{before, after}) {
				return
			}
		}
	}
}

func correlation(in *Instance) []Sides {
	_, covered := in.comparedFeatures()
	t := Tightest{Relation: AtMost}
	for names, squares := range in.correlations() {
		if t.ConsiderQ(squares[0], squares[1]) {
			t.Best = t.Best.WithDetail("%s %s", names, covered)
		}
	}
	return in.sides(t.Best)
}
