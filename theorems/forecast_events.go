package theorems

import (
	"fmt"
	"slices"

	"mimics/model"
)

// The forecast given an event, if the event is mistaken for another.

var eventClaims = []Claim{
	{
		ID:    "forecast/two-events",
		Title: "Mistaking one event for another moves the forecast by a known amount",
		Statement: "TV(p(·|E), p(·|E')) = 1 - p(E∩E')/max(p(E), p(E')) for all events E and E' that p " +
			"gives positive probability: forecasting or tuning on E' instead of E misses by exactly this.",
		Source: "★ sharpens Operators can control mimics and maintain synchronisation: the condition, mislabelled",
		Derivation: "1 - TV is the mass that two laws share, Σ min. Here it lies on E∩E', where the " +
			"smaller of p(x)/p(E) and p(x)/p(E') is p(x) divided by the larger probability. forcing/gap is " +
			"the case of E = {R=0} and E' = {X in X_F} as events of the pair (X, R): E' is in E but for " +
			"probability 0, and p(E')/p(E) is c.",
		Expect: Holds,
		Needs:  NeedMimic,
		Parts:  []Part{{Relation: Equal}},
		Check:  twoEvents(func(e, other, _ model.Q) model.Q { return e.Max(other) }),
		Rivals: []Rival{
			{Name: "min for max", Check: twoEvents(func(e, other, _ model.Q) model.Q { return e.Min(other) })},
			{Name: "p(E ∪ E') for the larger of the two", Check: twoEvents(func(e, other, both model.Q) model.Q {
				return e.Add(other).Sub(both)
			})},
			{Name: "p(E') for the larger of the two", Check: twoEvents(func(_, other, _ model.Q) model.Q {
				return other
			})},
		},
	},
}

// maxPairedSubsets is the largest number of outcomes for which every pair of events is tried; with more outcomes, at
// most maxPairedEvents events are paired.
const (
	maxPairedSubsets = 6
	maxPairedEvents  = 128
)

// pairedEvents lists the events to be paired that p gives positive probability, each with p given it. covered is "" if
// these are all.
func (in *Instance) pairedEvents(p model.Dist) (events []model.Event, laws []model.Dist, covered string) {
	tried := slices.Collect(in.eventsUpTo(maxPairedSubsets))
	if in.k() > maxPairedSubsets {
		tried = tried[max(0, len(tried)-maxPairedEvents):]
		covered = fmt.Sprintf("covers the pairs of %d events", len(tried))
	}
	for _, e := range tried {
		if law, err := p.Given(e); err == nil {
			events, laws = append(events, e), append(laws, law)
		}
	}
	return events, laws, covered
}

// twoEvents compares the laws given any two events, the larger sets first. whole takes p(E), p(E') and p(E∩E').
func twoEvents(whole func(e, other, both model.Q) model.Q) Check {
	return func(in *Instance) []Sides {
		p := in.P()
		events, laws, covered := in.pairedEvents(p)
		t := Tightest{Relation: Equal}
		for i, e := range slices.Backward(events) {
			for j, other := range events[:i+1] {
				both := p.Prob(e.And(other))
				miss := model.One.Sub(both.Div(whole(p.Prob(e), p.Prob(other), both)))
				if t.ConsiderQ(model.TotalVariation(laws[i], laws[j]), miss) {
					t.Best = t.Best.WithDetail("E = %s, E' = %s %s", in.eventText(e), in.eventText(other), covered)
				}
			}
		}
		return in.sides(t.Best)
	}
}
