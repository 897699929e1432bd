package report

import (
	"strings"

	"mimics/theorems"
)

// implication says that the derivation of one claim rests on another.
type implication struct {
	From, To string // IDs: To follows from From, with what its derivation adds
	Words    string // of the derivation, that of To or, where that is the stronger claim, of From
}

// saidBy reports whether the derivations of the two claims say so: those of claims that only have the same IDs do not.
func (i implication) saidBy(from, to *theorems.Claim) bool {
	return strings.Contains(to.Derivation, i.Words) || strings.Contains(from.Derivation, i.Words)
}

// among lists the implications between the claims.
func among(claims theorems.Registry) (list []implication) {
	for _, i := range implications {
		from, hasFrom := claims.Find(i.From)
		to, hasTo := claims.Find(i.To)
		if hasFrom && hasTo && i.saidBy(from, to) {
			list = append(list, i)
		}
	}
	return list
}

// implications are what the derivations say of each other. Where they say nothing there is no entry, also where one claim
// could be derived from another.
var implications = []implication{
	{"merging/identity", "merging/energy", "Cauchy and Schwarz on the identity"},
	{"merging/martingale", "merging/energy", "since Z is a martingale"},
	{"merging/budget", "merging/surprises", "the budget says that the expected sum of TV² is at most ln C/2"},
	{"merging/budget", "merging/almost-surely", "Markov's inequality on Σ TV_n², whose expectation under A is at most ln C/2"},
	{"merging/budget", "merging/refined-budget", "Summed along the chain rule that sharpens the budget"},
	{"merging/budget", "merging/nature", "each of these has its own budget under N"},
	{"merging/nature", "merging/weighted-nature", "in place of λ = 1 in merging/nature"},
	{"merging/budget", "merging/identical-support", "The budget, once each way round."},
	{"merging/certificate", "merging/own-observations", "put that into merging/certificate"},
	{"merging/budget", "merging/budget-left", "its logarithm the budget (merging/budget)"},
	{"merging/certificate", "merging/budget-left", "Ville's inequality keeps Z above δ for all time but for a chance of δ"},
	{"merging/dichotomy", "merging/certificate", "For all of A, μ = 1, this is merging/certificate with D for C/Z"},
	{"merging/lebesgue", "dominance/equivalence", "a finite chain ends in its bottom components (merging/lebesgue)"},
	{"features/inherit", "features/budget", "so that the constant C carries over"},
	{"merging/budget", "features/budget", "the budget then holds for the feature's forecasts from their own past"},
	{"features/exchangeable-overlap", "features/exchangeable-limit", "follows features/exchangeable-limit"},
	{"features/details-shared", "features/details", "features/details follows"},
	{"features/budget", "rates/shared-budget", "with forecasts from its own past each feature has a budget of its own"},
	{"tilt/optimum", "tilt/pareto", "would have a larger objective than the optimum"},
	{"tilt/synchrony", "tilt/tracked", "π*(·|F) = p(·|F) makes π*(G) a mixture of the old forecasts"},
	{"tilt/path", "tilt/rounds", "π_n earns no less than π_1 (tilt/path)"},
	{"tilt/optimum", "tilt/best-of-n", "The last part is tilt/optimum"},
	{"tilt/synchrony-converse", "tilt/best-of-n", "every forecast given the reward is kept (tilt/synchrony-converse)"},
	{"tilt/covariance", "tilt/rising-value", "every term of the pairwise sum of tilt/covariance is at least 0"},
	{"tilt/synchrony", "forecast/proxy", "control changes the weights of F's cells and nothing inside them"},
	{"tilt/conditioning", "forcing/optimum", "a tilt by factors 1 and 0, so that this is conditioning on X_F"},
	{"forcing/gap", "forcing/events", "The distance is the largest difference over events, and X_F attains it"},
	{"tilt/path", "forcing/soft-path", "reward and divergence rise with the base as on any tilt path"},
	{"forcing/gap", "forcing/hard-limit", "The argument for the gap needs only that g is constant on the argmax"},
	{"forecast/conditioned", "forcing/operator-error", "off by the conditioning bound"},
	{"forcing/gap", "forcing/operator-error", "the tuned mimic by the gap; add them"},
	{"forecast/conditioned", "forcing/estimated", "As in forecast/conditioned"},
	{"tilt/synchrony", "safety/compilability", "Successes share one factor, which cancels when one conditions on success"},
	{"tilt/collapse", "safety/compilability", "Without the penalty every law on the successes is optimal"},
}
