package theorems

import "mimics/model"

// The conditions that claims share.

// roles are the three laws that a claim can speak of, with their forecasts, which exist where the history is possible.
var roles = []struct {
	need     Need
	name     string
	forecast func(*Instance) *model.Dist
}{
	{NeedNature, "nature", func(in *Instance) *model.Dist { return &in.n }},
	{NeedOperator, "operator", func(in *Instance) *model.Dist { return &in.q }},
	{NeedMimic, "mimic", func(in *Instance) *model.Dist { return &in.p }},
}

// definitions are the conditions without which a claim that needs these parts means nothing: each law that it
// speaks of must give the history positive probability.
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
			Name:       "challenger-given",
			Statement:  "a challenger is named, or the operator, whose forecast stands in, gives the history positive probability",
			Holds:      func(in *Instance) bool { return in.Challenger.Len() > 0 || in.q.Len() > 0 },
			Definition: true,
		})
	}
	return list
}

var forcingSetReachable = Hypothesis{
	Name:      "forcing-set-reachable",
	Statement: "p(X_F) > 0: the mimic can produce an outcome that succeeds for certain",
	Holds:     func(in *Instance) bool { return in.P().Reaches(in.Success.ForcingSet()) },
}

var successHappens = Hypothesis{
	Name:       "success-happens",
	Statement:  "P(R=0) > 0: there is a forecast of successes",
	Holds:      func(in *Instance) bool { return in.Success.Reachable(in.P()) },
	Definition: true,
}

var successPossible = Hypothesis{
	Name:      "success-possible",
	Statement: "p gives an outcome of the highest reward positive probability",
	Holds:     func(in *Instance) bool { return in.P().Reaches(in.rewarded()) },
}

// dominatedOnHistories asks for A(h) > 0 ⇒ M(h) > 0 as far as the check looks.
var dominatedOnHistories = Hypothesis{
	Name:      "dominated-on-histories",
	Statement: "A(h) > 0 implies M(h) > 0 for every history to the horizon",
	Holds:     func(in *Instance) bool { return in.every(func(a, m bool) bool { return !a || m }) },
}

var dominatedBothWays = Hypothesis{
	Name:      "dominated-both-ways",
	Statement: "A(h) > 0 if and only if M(h) > 0, for every history to the horizon",
	Holds:     func(in *Instance) bool { return in.every(func(a, m bool) bool { return a == m }) },
}

// every tells whether what operator and mimic hold possible satisfies the condition at every history to the horizon.
func (in *Instance) every(condition func(a, m bool) bool) bool {
	holds := true
	in.outcomes(func(_ []int, a, m model.Law) { holds = holds && condition(!a.Null(), !m.Null()) })
	return holds
}

var identicalSupport = Hypothesis{
	Name:      "identical-support",
	Statement: "the priors of operator and mimic give positive weight to the same",
	Holds: func(in *Instance) bool {
		return in.Operator.DominatedBy(in.Mimic) && in.Mimic.DominatedBy(in.Operator)
	},
}
