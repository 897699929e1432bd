package report

import "slices"

// Question is a question of the essay with the answer that the suite gives.
type Question struct {
	Text, Answer string
	Claims       []string // the IDs of the claims that answer it
}

// Questions lists what the essay asks, in the order of the essay.
func Questions() []Question { return slices.Clone(questions) }

var questions = []Question{
	{"Do the forecasts of operator and mimic merge?",
		"Yes, if A ≤ C·M: then the expected divergences of their one-step forecasts add up to at most ln C nats for all time.",
		[]string{"merging/budget"}},
	{"Is dominance on every finite horizon enough?",
		"No. A coin with chance 1/2 and one with chance 1/3 dominate each other on every finite horizon, and their one-step forecasts stay 1/6 apart for ever.",
		[]string{"merging/finite-dominance"}},
	{"Is dominance necessary?",
		"For the next outcome it is not: a learner that counts (Laplace's rule) predicts a coin's next toss nearly as well as the coin's own law on average, although it does not dominate the coin. " +
			"For the whole future, A ≪ M is sufficient (Blackwell and Dubins 1962) and necessary: an event that A finds likely and M hardly possible keeps the expected distance up at every step.",
		[]string{"merging/urn", "merging/necessary"}},
	{"Does each observation bring the forecasts closer?",
		"No: an expected distance of 7/16 can become 15/32. However many observations at most double the expected distance, and the expected divergence never rises. " +
			"Forecasts near on average are unlikely to be far apart at any later step.",
		[]string{"merging/steady", "merging/doubling", "merging/kl-steady", "merging/always"}},
	{"Does it cost anything to see only a feature?",
		"No: every feature has the same budget as the outcomes. But several features, each forecast from its own past only, do not share one budget.",
		[]string{"features/budget", "rates/one-budget"}},
	{"Does the forecast of a feature from its own past converge to the mimic's?",
		"Not in general: without exchangeability a hidden detail can keep it 1/2 away for ever. For independent draws it does converge.",
		[]string{"features/limited-is-full", "features/exchangeable-limit"}},
	{"Does tuning with a penalty on divergence keep forecasts?",
		"Yes, given a feature that decides the reward, and only then. Tuning that keeps the forecast of genre can raise that of flattery from 1/10 to 9/10.",
		[]string{"tilt/synchrony", "tilt/synchrony-converse", "tilt/one-feature"}},
	{"Do several rounds of tuning stay near if each does?",
		"No: the divergences of the rounds can add up to less than that of the whole. Where n rounds at base b end is one round at base bⁿ.",
		[]string{"tilt/rounds"}},
	{"Is best-of-n as good as tuning?",
		"It is never better than the tilt, and ln n - (n-1)/n is only an upper bound on its divergence.",
		[]string{"tilt/best-of-n", "tilt/best-of-n-divergence"}},
	{"Does tuning on something correlated with a value raise the value?",
		"Not always: 16/25 falls to 16/27 if the best reward goes to outcomes that are not the most valuable.",
		[]string{"tilt/correlated-value", "tilt/rising-value", "tilt/covariance"}},
	{"Can whole sequences be tuned token by token?",
		"Yes, if each token is weighed by the value of what it leads to. Tuned hard for its chance of success, it misses at every token: " +
			"by 1/3 on a coin whose tails succeed half of the time, and by 5/9 after two tosses.",
		[]string{"tilt/sequence", "forcing/sequence", "forcing/token-by-token"}},
	{"Does the penalty have to be the KL divergence?",
		"No: χ² and Le Cam's penalty keep the forecasts that KL keeps, and by the same argument every strictly convex one does. A penalty on total variation need not.",
		[]string{"penalty/synchrony", "penalty/chi-square", "penalty/total-variation"}},
	{"Does a penalty keep an error in the reward from taking over?",
		"If the reward is off by at most η, the tuned law moves by at most (b^η - 1)/(b^η + 1). A rare error of enormous reward can take over at hardly any divergence.",
		[]string{"tilt/reward-error", "tilt/bounded-reward", "tilt/heavy-tail"}},
	{"Do merged forecasts stay merged given an event?",
		"Not given rare ones: distances of 1/8, 1/12, 1/20, 1/36, … fall to 0, and are 1/2 throughout given the event.",
		[]string{"forecast/rare", "forecast/conditioned"}},
	{"Does imperfect control sample from what success looks like?",
		"No, it misses by exactly 1 - c, where c = P(X_F|R=0) is the share of successes that come from outcomes that succeed for certain.",
		[]string{"forcing/gap"}},
	{"Can the operator forecast where hard tuning ends?",
		"Not from what she sees of successes: chances of success that agree on all of it can lead to laws without a common outcome.",
		[]string{"forcing/unknowable", "forcing/perfect-control"}},
	{"Does a softer reward end somewhere between?",
		"Not as the essay puts it: an outcome can have probability 12/25 although it has at most 1/3 at both ends. With the reward β·ln E[e^(R/β)|x] it does.",
		[]string{"forcing/soft-between", "forcing/remedy"}},
	{"Does a small error in the chance of success g matter?",
		"If g is wrong by at most η, success falls by at most 2η, but the gap can jump from 0 to nearly 1.",
		[]string{"forcing/estimated", "forcing/continuous"}},
	{"What if the mimic dominates only part of the operator's belief?",
		"That part merges and the rest never does. How large each part is can be decided.",
		[]string{"merging/lebesgue", "merging/dichotomy", "dominance/equivalence"}},
	{"And if the operator sees only a feature, which hides where a source is?",
		"How much merges is decided there too. The essay calls identical support \"not very easy to evaluate\".",
		[]string{"features/lebesgue"}},
	{"What can the operator tell from her own observations?",
		"If C is known and the mimic ignores the order of outcomes, the operator's probability of the counts that she saw bounds how far the mimic can be.",
		[]string{"merging/own-observations", "merging/budget-left"}},
	{"Does bringing a proxy about also bring about what goes with it?",
		"Yes, if the hidden cause is independent of the outcome or the effect does not depend on it. Otherwise it need not.",
		[]string{"control/causation"}},
	{"Does a better mimic always have a smaller gap between classifiers?",
		"No, but the gap is at most 2·TV.",
		[]string{"transfer/shrinks", "transfer/bound"}},
	{"Does it matter how outcomes are drawn from a mimic?",
		"Yes. Low temperature keeps the forecasts given a feature only if the outcomes of each value are equally likely, " +
			"and top-p only if it cuts off whole values. Neither takes any tuning.",
		[]string{"sampler/temperature", "sampler/top-p"}},
	{"Is a mimic that dominates nature as careful as nature?",
		"No, but the probability of danger differs by at most its distance from nature.",
		[]string{"safety/low-weight"}},
}

// questions lists those of the essay's questions whose claims the theory has and this report tried.
func (c *Contents) Questions() (list []Question) {
	for _, q := range questions {
		tried := !slices.ContainsFunc(q.Claims, func(id string) bool { _, found := c.Claims.Find(id); return !found })
		if tried && c.speaksOf(q.Claims...) {
			list = append(list, q)
		}
	}
	return list
}
