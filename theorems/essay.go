package theorems

import "slices"

// What the essay says, and which claims try it.

// Sentence is one statement of the essay, in our words.
type Sentence struct {
	Heading string   // of the essay; "Comments" for what is below it
	Says    string   // in our words
	Claims  []string // the IDs of the claims that try it, the most direct first; none if only the world can tell
}

// Sentences lists the essay's statements in its order.
func Sentences() []Sentence { return slices.Clone(sentences) }

var sentences = []Sentence{
	{"Safety relevance", "A mimic tuned to produce books of 4.8 stars can produce them with the probabilities that a reader has for such books.",
		[]string{"forcing/perfect-control", "tilt/conditioning", "tilt/synchrony"}},
	{"Safety relevance", "One can say how much a proxy fails, and when.",
		[]string{"forcing/gap", "forcing/divergences", "forecast/two-events"}},
	{"What is a mimic?", "A mimic predicts a sequence by the posterior of what it has seen.", []string{"mimic/bayes"}},
	{"What is a mimic?", "Its outputs are distributed as its predictions are.", []string{"mimic/sampler"}},
	{"Equal capabilities", "If the mimic's law dominates the operator's, their conditional laws of the future converge, except on a set that the operator gives probability 0.",
		[]string{"merging/martingale", "merging/identity", "merging/energy", "merging/budget", "merging/almost-surely", "merging/future-almost-surely", "merging/without-constant", "merging/steady"}},
	{"Equal capabilities", "If each law dominates the other, the mimic gives the exceptional set probability 0 too.", []string{"merging/identical-support"}},
	{"Equal capabilities", "Both learn from nature, and the operator's forecast of nature then approximates what the mimic produces.", []string{"merging/nature", "merging/weighted-nature"}},
	{"Equal capabilities", "In general it is not easy to tell whether two laws have identical support.", []string{"dominance/equivalence", "dominance/constant", "merging/finite-dominance", "merging/lebesgue"}},
	{"Mimic more capable", "The operator need not predict every detail: coarse features can be enough.", []string{"features/coarse-suffices"}},
	{"Mimic more capable", "The operator's forecast of a feature from its own past converges to what the mimic's law says given that past.", []string{"features/tower", "features/own-budget", "features/inherit", "features/budget"}},
	{"Mimic more capable", "A good model of the outcomes is a good model of what a feature hides.", []string{"features/details"}},
	{"Mimic more capable", "If the order of outcomes does not matter, neither does that of a feature.", []string{"features/exchangeable-inherits"}},
	{"Mimic more capable", "Given the long-run frequencies, a feature does not depend on the past.", []string{"features/exchangeable-independence"}},
	{"Mimic more capable", "Then the forecast of a feature from its own past may converge to what the mimic knows.", []string{"features/exchangeable-limit", "features/urn", "features/limited-is-full"}},
	{"Mimic more capable", "For exchangeable laws, identical support is common support of the priors over frequencies.", []string{"features/common-support", "features/topological-support"}},
	{"Convergence rates", "Different features can be learnt at very different rates.", []string{"rates/differ", "rates/shared-budget"}},
	{"Convergence rates", "How fast operators and mimics converge in practice is not known.", nil},
	{"Control", "With a penalty on divergence, tuning is best at the law conditioned on success.", []string{"tilt/optimum", "tilt/conditioning"}},
	{"Control", "Control keeps synchronisation if the law of all details given the rewarded feature does not change.", []string{"tilt/synchrony", "tilt/synchrony-converse", "tilt/one-feature"}},
	{"Control", "The operator's own conditional then approximates what the tuned mimic produces.", []string{"forecast/conditioned", "forecast/rare"}},
	{"Control", "A softer reward ends between the conditioned law and the original one.", []string{"tilt/softness", "tilt/path"}},
	{"Control", "What goes with the rewarded feature in natural data is common in tuned output too.", []string{"forecast/proxy", "forecast/correlation"}},
	{"Imperfect control", "If success is random given the output, tuning ends at the law conditioned on the forcing set, the outputs that succeed for certain.", []string{"forcing/optimum", "forcing/out-of-reach"}},
	{"Imperfect control", "That is not the law given success.", []string{"forcing/gap", "forcing/sequence", "forcing/is-conditioning", "forcing/token-by-token"}},
	{"Imperfect control", "If nearly all successes are in the forcing set, it nearly is, for every event.", []string{"forcing/events", "forcing/gap"}},
	{"Imperfect control", "If control is far from perfect, the two can differ very much.", []string{"forcing/any-gap"}},
	{"Imperfect control", "A mimic tuned to persuade can end with books that say that the sky is blue.", []string{"forcing/persuasion"}},
	{"Imperfect control", "Softer rewards end between the original law and that given the forcing set.", []string{"forcing/soft-between", "forcing/soft-path"}},
	{"Imperfect control", "Unless the operator knows the forcing set, she cannot condition on it.", []string{"forcing/unknowable"}},
	{"Imperfect control", "What goes with a proxy need not be caused by it.", []string{"control/causation", "control/correlation-is-causation"}},
	{"Testing this theory", "The better the mimic, the better do rules learnt from its training data on its own data.", []string{"transfer/any-rule", "transfer/bound"}},
	{"Testing this theory", "The gap between classifiers shrinks as the mimic gets better.", []string{"transfer/shrinks", "transfer/bound"}},
	{"Are mimics dangerous?", "Mimics are passively safe, or their safety is compatible with incentives, or neither.", []string{"safety/trichotomy"}},
	{"Are mimics dangerous?", "Tuning without the penalty shortened programs; with it, their length nearly stayed (Korbak et al. 2021).", []string{"safety/compilability", "tilt/collapse"}},
	{"Are mimics dangerous?", "A mimic that is not near nature need not give danger as little weight as nature does.", []string{"safety/low-weight"}},
	{"Are mimics dangerous?", "Which of the three is so for today's systems is an empirical question.", nil},
	{"Conclusion", "A good mimic is hard to tell from what it mimics.", []string{"mimic/indistinguishable", "mimic/indistinguishable-sequences"}},
	{"Conclusion", "How Goodhart-prone an objective is can be measured by the probability of the forcing set given success.", []string{"forcing/gap", "forcing/estimated", "forcing/continuous"}},
	{"Comments", "Merging does not depend on long-run frequencies.", []string{"merging/no-frequencies"}},
	{"Comments", "Without throwing away information, a learner's law is only what it has seen.", []string{"mimic/point-distribution"}},
	{"Comments", "A proxy that is highly correlated with the goal stays so in what the mimic produces.", []string{"forecast/proxy", "forecast/correlation"}},
	{"Comments", "The difference between the law given success and that given the forcing set bounds how far goals misgeneralise.", []string{"forcing/gap", "forcing/operator-error"}},
}
