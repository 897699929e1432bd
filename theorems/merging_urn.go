package theorems

import (
	"math/big"

	"mimics/model"
)

// An urn learns every source of independent draws, one step at a time, without dominating it.

var urnClaims = []Claim{
	{
		ID:    "merging/urn",
		Title: "A learner that only counts predicts well on average, without dominance",
		Statement: "Let A be independent draws on k outcomes, urns or a mixture of them, and M an urn with " +
			"pseudo-counts of 1. Then A(h) ≤ binom(n+k-1, k-1)·M(h) for every h of n outcomes, and the mean " +
			"over L steps of E_A KL(A(·|h)‖M(·|h)) is at most ln binom(L+k-1, k-1)/L, with L the horizon.",
		Source: "★ sharpens " + equalCapabilities + ": one step ahead dominance is not necessary",
		Derivation: "With pseudo-counts of 1, every combination of counts of n draws from k outcomes is equally " +
			"likely, and there are binom(n+k-1, k-1) combinations. A mixture of independent draws gives all " +
			"orders of the same counts the same probability, hence each order at most one over their number; " +
			"this is the first part. The logarithm of the number of combinations grows like (k-1)·ln n, so that " +
			"the mean tends to 0: one step ahead, merging needs no dominance. The urn is Laplace's rule of " +
			"succession; pseudo-counts of 1/2 halve the growth (Krichevsky and Trofimov 1981). For the whole " +
			"future dominance is sufficient (Blackwell and Dubins 1962) and necessary (merging/necessary). The urn " +
			"dominates no coin, since it gives each single frequency probability 0: its forecasts of the " +
			"whole future stay at distance 1.",
		Expect:     Holds,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon,
		With:       NeedUrns,
		Hypotheses: []Hypothesis{operatorExchangeable, mimicIsUrn},
		Parts: []Part{
			{Name: "dominated", Relation: AtMost, Best: Attained},
			{Name: "average", Relation: AtMost, Best: Attained},
		},
		Check: urnBudget(binomial),
		Rivals: []Rival{
			{Name: "k for k-1", Check: urnBudget(func(n, k int) model.Q { return binomial(n, k-1) })},
			{Name: "half of the binomial", Part: 1, Check: urnBudget(func(n, k int) model.Q { return binomial(n, k).Mul(model.Half) })},
		},
	},
}

var operatorExchangeable = startsExchangeable("operator-exchangeable", "operator", "a source that alternates gives one order of its outcomes more probability than the bound allows for all orders together",
	func(in *Instance) model.Law { return in.OperatorLaw })

// startsExchangeable is the condition that a law is a mixture of exchangeable laws.
func startsExchangeable(name, role, why string, law func(*Instance) model.Law) Hypothesis {
	return Hypothesis{
		Name:      name,
		Statement: "every start state of the " + role + " draws independently or is an urn; " + why,
		Holds: func(in *Instance) bool {
			posterior := Must(law(in).Posterior())
			for s := range posterior.Len() {
				if posterior.Has(s) && !in.Machine.Memoryless(s) && !in.Machine.IsUrn(s) {
					return false
				}
			}
			return true
		},
	}
}

var mimicIsUrn = Hypothesis{
	Name:      "mimic-is-unit-urn",
	Statement: "the mimic is certain of one urn with a pseudo-count of 1 for every outcome, and the history is empty",
	Holds: func(in *Instance) bool {
		s := in.certain(in.MimicLaw)
		if s < 0 || !in.Machine.IsUrn(s) || len(in.History) > 0 {
			return false
		}
		for _, pseudo := range in.Machine.Pseudo(s) {
			if !pseudo.Equal(model.One) {
				return false
			}
		}
		return true
	},
}

// certain is the only start state that the law gives weight, -1 if there are several.
func (in *Instance) certain(l model.Law) int {
	posterior := Must(l.Posterior())
	for s := range posterior.Len() {
		if posterior.P(s).Equal(model.One) {
			return s
		}
	}
	return -1
}

// binomial is the number of types of n draws from k outcomes, binom(n+k-1, k-1).
func binomial(n, k int) model.Q {
	return model.Ratio(model.IntOf(new(big.Int).Binomial(int64(n+k-1), int64(k-1))), model.NewInt(1))
}

func urnBudget(types func(n, k int) model.Q) Check {
	return func(in *Instance) []Sides {
		dominated, at := Tightest{Relation: AtMost}, ""
		reach := in.Histories(func(h []int, theta, urn model.Law) {
			if dominated.ConsiderQ(theta.Prob(), types(len(h), in.k()).Mul(urn.Prob())) {
				at = in.HistoryText(h)
			}
		})
		var terms []model.Log
		levels := in.withLogs(in.historyTypes())
		steps := forecasts(levels, 0, 0, 1, func(prob model.Q, p, q model.Dist) {
			terms = append(terms, model.KL(p, q).Scale(prob))
		})
		// The mean over the given number of steps, 0 of none, and its bound.
		mean := func(steps int) (each model.Q, bound model.Log) {
			each = model.Frac(1, int64(max(1, steps)))
			return each, model.Ln(types(steps, in.k())).Scale(each)
		}
		each, bound := mean(steps)
		average := Compare(model.Sum(terms...).Scale(each), bound)
		return []Sides{
			dominated.Best.WithDetail("h = %s %s", at, in.Covered(reach)),
			in.extend(average, steps, []model.Law{in.OperatorLaw, in.MimicLaw}, nil, divergenceBounds,
				func(l horizonSums) (left, right side) {
					each, bound := mean(l.steps)
					return between(l.last.Scale(each)), exactly(bound)
				}),
		}
	}
}
