package theorems

import (
	"fmt"
	"slices"

	"mimics/model"
)

// The hypotheses that several claims share.

// roles lists the three laws of a claim with their forecasts. A forecast exists if the history is possible under the
// law.
var roles = []struct {
	need     Need
	name     string
	forecast func(*Instance) *model.Dist
}{
	{NeedNature, "nature", func(in *Instance) *model.Dist { return &in.n }},
	{NeedOperator, "operator", func(in *Instance) *model.Dist { return &in.q }},
	{NeedMimic, "mimic", func(in *Instance) *model.Dist { return &in.p }},
}

// definitions lists the conditions without which a claim with these needs has no meaning: each law that it needs must
// give the history positive probability.
func definitions(needs Need) []Hypothesis {
	var list []Hypothesis
	for _, role := range roles {
		if needs.Has(role.need) {
			list = append(list, Hypothesis{
				Name:       "history-possible-for-" + role.name,
				Statement:  "the " + role.name + " gives the history positive probability",
				Holds:      func(in *Instance) bool { return role.forecast(in).Len() > 0 },
				Definition: true,
			})
		}
	}
	if needs.Has(NeedChallenger) {
		list = append(list, Hypothesis{
			Name: "challenger-given",
			Statement: "the scenario names a challenger, or the operator, whose forecast then takes its " +
				"place, gives the history positive probability",
			Holds:      (*Instance).hasChallenger,
			Definition: true,
		})
	}
	return list
}

// ForcingSetReachable is the hypothesis p(X_F) > 0 of claims about tuning hard. It reads the mimic and success.
var ForcingSetReachable = Hypothesis{
	Name:      "forcing-set-reachable",
	Statement: "p(X_F) > 0: the mimic can produce an outcome that succeeds for certain",
	Holds:     func(in *Instance) bool { return in.P().Reaches(in.Success.ForcingSet()) },
}

// SuccessHappens is the hypothesis P(R=0) > 0, without which there is no law given success. It reads the mimic and
// success.
var SuccessHappens = Hypothesis{
	Name:       "success-happens",
	Statement:  "P(R=0) > 0: success has positive probability, so that P(·|R=0) exists",
	Holds:      func(in *Instance) bool { return in.Success.Reachable(in.P()) },
	Definition: true,
}

// SuccessPossible is the hypothesis that the mimic can earn the highest reward. It reads the mimic and the tilt.
var SuccessPossible = Hypothesis{
	Name:       "success-possible",
	Statement:  "p gives an outcome of the highest reward positive probability",
	Holds:      func(in *Instance) bool { return in.P().Reaches(in.Rewarded()) },
	Definition: true,
}

// DominatedOnHistories is the hypothesis that the mimic can do whatever the operator expects, up to the horizon.
var DominatedOnHistories = Hypothesis{
	Name:      "dominated-on-histories",
	Statement: "A(h) > 0 implies M(h) > 0 for every history to the horizon",
	Holds:     func(in *Instance) bool { return in.every(func(a, m bool) bool { return !a || m }) },
}

// DominatedBothWays is the hypothesis that operator and mimic hold the same histories possible, up to the horizon.
var DominatedBothWays = Hypothesis{
	Name:      "dominated-both-ways",
	Statement: "A(h) > 0 if and only if M(h) > 0, for every history to the horizon",
	Holds:     func(in *Instance) bool { return in.every(func(a, m bool) bool { return a == m }) },
}

// every reports whether a condition holds at every history to the horizon. The condition takes whether A and M give the
// history positive probability; it must hold if neither does. The answer depends only on the states that their sources
// can be in, so that far longer histories can be checked than can be enumerated.
func (in *Instance) every(condition func(a, m bool) bool) bool {
	type both struct{ a, m model.Law }
	seen := map[string]bool{}
	level := []both{{in.OperatorLaw, in.MimicLaw}}
	for n := 0; n <= in.Horizon && len(seen) < maxHistories; n++ {
		var next []both
		for _, laws := range level {
			if !condition(!laws.a.Null(), !laws.m.Null()) {
				return false
			}
			for x := range in.k() {
				after := both{laws.a.Observe(x), laws.m.Observe(x)}
				if key := whereabouts(after.a) + "|" + whereabouts(after.m); !seen[key] {
					seen[key] = true
					next = append(next, after)
				}
			}
		}
		level = next
	}
	return true
}

// whereabouts lists the states that the sources of a law can be in. An urn never changes its state, and its possible
// outcomes stay the same.
func whereabouts(l model.Law) string {
	var at []int
	for _, p := range l.Present() {
		at = append(at, p.At)
	}
	slices.Sort(at)
	return fmt.Sprint(slices.Compact(at))
}

// IdenticalSupport is the hypothesis that operator and mimic give positive weight to the same sources or, without
// sources, to the same outcomes.
var IdenticalSupport = Hypothesis{
	Name:      "identical-support",
	Statement: "the priors of operator and mimic have the same support",
	Holds: func(in *Instance) bool {
		return in.Operator.DominatedBy(in.Mimic) && in.Mimic.DominatedBy(in.Operator)
	},
}
