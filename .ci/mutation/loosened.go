package main

// loosened lists errors that make a claim say less: a looser bound, a smaller left side, an exponent off by one, a case
// or a hypothesis left out. The sentence may stay true, so that only something else can notice: a rival that then
// lives, a bound that is no longer attained, a scenario that is no longer met.
var loosened = []planted{
	// mimic
	{
		name: "1 - 1/(n+1) for 1 - 1/n", file: "theorems/mimic_samples.go", function: "keptOf",
		old: "model.Frac(int64(n-1), int64(n))", new: "model.Frac(int64(n), int64(n+1))",
		tests: "theorems", test: "TestSamplesOfSamples", claim: "mimic/collapse",
	},
	{
		name: "m cells for m - 1", file: "theorems/mimic_samples.go", function: "check",
		old: "f.Cells()-1", new: "f.Cells()",
		tests: "theorems", test: "TestARecordOfTwoDraws", claim: "mimic/point-distribution",
	},
	{
		name: "5/4 of E TV", file: "theorems/mimic_samples.go", function: "check",
		old: "recordDistance(nature, draws)", new: "recordDistance(nature, draws).Mul(model.Frac(5, 4))",
		tests: "theorems", test: "TestARecordOfTwoDraws", claim: "mimic/point-distribution",
	},
	{
		name: "the sum over steps twice", file: "theorems/mimic_sequences.go", function: "check",
		old: "s.steps(in.stepDistances(steps))", new: "s.steps(in.stepDistances(steps)).Mul(model.Whole(2))",
		tests: "theorems", test: "TestTwoTossesTellCoinsApart", claim: "mimic/indistinguishable-sequences",
	},
	// merging
	{
		name: "5/2 for 2", file: "theorems/merging_always.go", function: "check",
		old: "model.Whole(2)", new: "model.Frac(5, 2)",
		tests: "theorems", test: "TestTheExpectedDistanceCanNearlyDouble", claim: "merging/always",
	},
	{
		name: "stopping now for the better of stopping and going on", file: "theorems/merging_always.go", function: "stopBest",
		old: "goOn[n+1].Max(weight(h.operator, h.mimic).Prob().Mul(distances[at]))", new: "weight(h.operator, h.mimic).Prob().Mul(distances[at])",
		tests: "theorems", test: "TestTheExpectedDistanceCanNearlyDouble", claim: "merging/always",
	},
	{
		name: "half of the squares on all stretches", file: "theorems/merging_metastable.go", function: "check",
		old: "squares.Mul(model.Whole(2))", new: "squares",
		tests: "theorems", test: "TestStretchesThatOverlapShareNoBudget", claim: "merging/metastable",
	},
	{
		name: "3 for 4", file: "theorems/merging_metastable.go", function: "check",
		old: "distance.Mul(distance).Mul(k).Mul(model.Whole(4))", new: "distance.Mul(distance).Mul(k).Mul(model.Whole(3))",
		tests: "theorems", test: "TestStretchesThatOverlapShareNoBudget", claim: "merging/metastable",
	},
	{
		name: "3 for 4 on all stretches", file: "theorems/merging_metastable.go", function: "check",
		old: "squares.Mul(model.Whole(4))", new: "squares.Mul(model.Whole(3))",
		tests: "theorems", test: "TestStretchesThatOverlapShareNoBudget", claim: "merging/metastable",
	},
	{
		name: "the larger of two stretches for the smaller", file: "theorems/merging_metastable.go", function: "mostOfLeast",
		old: "before[n].Min(distances[n][ahead])", new: "before[n].Max(distances[n][ahead])",
		tests: "theorems", test: "TestStretchesThatOverlapShareNoBudget", claim: "merging/metastable",
	},
	{
		name: "5/4 of the distance", file: "theorems/merging_necessary.go", function: "unlikelyEvents",
		old: "t.ConsiderQ(most, distance)", new: "t.ConsiderQ(most, distance.Mul(model.Frac(5, 4)))",
		tests: "theorems", test: "TestAnUnlikelyEventKeepsForecastsApart", claim: "merging/necessary",
	},
	{
		name: "the last ratio for the largest", file: "theorems/merging_necessary.go", function: "mostRatio",
		old: "most.Max(model.LikelihoodRatio(a, m))", new: "model.LikelihoodRatio(a, m)",
		tests: "theorems", test: "TestAnUnlikelyEventKeepsForecastsApart", claim: "merging/necessary",
	},
	{
		name: "5/4 of B_n", file: "theorems/merging_necessary.go", function: "unlikelyEvents",
		old: "bound.Mul(m)", new: "bound.Mul(m).Mul(model.Frac(5, 4))",
		tests: "theorems", test: "TestAnUnlikelyEventKeepsForecastsApart", claim: "merging/necessary",
	},
	{
		name: "5/4 of the bound", file: "theorems/merging_surely.go", function: "check",
		old: "bound.Scale(s.share)", new: "bound.Scale(s.share.Mul(model.Frac(5, 4)))",
		tests: "theorems", test: "TestWhatIsLeftIsOnceLarge", claim: "merging/future-almost-surely",
	},
	{
		// Hardly any small scenario comes nearer to the bound with the maximum than without it.
		name: "the first value along a path for the largest", file: "theorems/merging_surely.go", function: "alongPaths",
		old: "most.Max(along[from])", new: "along[from]",
		tests: "theorems", test: "TestTheExpectedDistanceCanNearlyDouble",
	},
	{
		name: "E_M W_n² dropped", file: "theorems/merging_cut.go", function: "check",
		old: "last[i].Sub(here[i])", new: "last[i]",
		tests: "theorems", test: "TestTheCutRatioByHand", claim: "merging/without-constant",
	},
	{
		name: "the ratio cut off from below", file: "theorems/merging_cut.go", function: "cutEnergies",
		old: "z.Mul(end[0].Prob()).Min(k.Mul(end[1].Prob()))", new: "z.Mul(end[0].Prob()).Max(k.Mul(end[1].Prob()))",
		tests: "theorems", test: "TestTheCutRatioByHand", claim: "merging/without-constant",
	},
	{
		name: "5/2 for 2 in what a distance can grow by", file: "theorems/merging_steady.go", function: "laterDistances",
		old: "right.Mul(factor)", new: "right.Mul(factor).Mul(model.Frac(5, 4))",
		tests: "theorems", test: "TestEveryNumberIsPinned", claim: "merging/doubling",
	},
	{
		name: "half of the orders of a history", file: "theorems/merging_own.go", function: "ownObservations",
		old: "types(in, h).Mul(a.Prob())", new: "types(in, h).Mul(a.Prob()).Mul(model.Half)",
		tests: "theorems", test: "TestEveryNumberIsPinned", claim: "merging/own-observations",
	},
	{
		name: "any source in place of those that ignore order", file: "theorems/merging_urn.go", function: "startsExchangeable",
		old: "posterior.Has(s)", new: "posterior.Has(s) && s < 0",
		tests: "theorems", test: "TestAnUrnDoesNotDominateWhatAlternates", claim: "merging/own-observations",
	},
	// dominance
	{
		name: "the first ratio for the largest", file: "theorems/dominance.go", function: "largestRatio",
		old: "most.Less(ratio)", new: "most.Less(ratio) && n == 0",
		tests: "theorems", test: "TestEveryNumberIsPinned", claim: "dominance/constant",
	},
	// features
	{
		name: "5/4 of ln C_F", file: "theorems/features_counts.go", function: "check",
		old: "b.budget(in, f.Feature, c)", new: "b.budget(in, f.Feature, c).Scale(model.Frac(5, 4))",
		tests: "theorems", test: "TestAFeatureHasItsOwnBudget", claim: "features/own-budget",
	},
	{
		name: "the sum of the ratios for the largest", file: "theorems/features_support.go", function: "lawConstant",
		old: "constant.Max(l.operator.Div(l.mimic))", new: "constant.Add(l.operator.Div(l.mimic))",
		tests: "theorems", test: "TestEveryNumberIsPinned", claim: "features/common-support",
	},
	{
		name: "one cell too many", file: "theorems/features_counts.go", function: "countingOperator",
		old: "types(n, m).Mul(law[n])", new: "types(n, m+1).Mul(law[n])",
		tests: "theorems", test: "TestAnOperatorWhoCounts", claim: "features/urn",
	},
	{
		name: "n + m for n - 1 + m", file: "theorems/features_counts.go", function: "countingOperator",
		old: "model.Frac(counts[last], int64(n-1+m))", new: "model.Frac(counts[last], int64(n+m))",
		tests: "theorems", test: "TestAnOperatorWhoCounts", claim: "features/urn",
	},
	{
		name: "order compared in the first two places only", file: "theorems/features_exchangeable.go", function: "exchangeable",
		old: "i < steps", new: "i < min(2, steps)",
		tests: "theorems", test: "TestOrderCanShowAtTheThirdLetter", claim: "features/exchangeable-inherits",
	},
	// rates
	{
		name: "½ dropped", file: "theorems/rates.go", function: "shownFutures",
		old: "gap.Sub(m[steps].Mul(a[n]).Div(m[n])).Abs().Mul(model.Half)", new: "gap.Sub(m[steps].Mul(a[n]).Div(m[n])).Abs()",
		tests: "theorems", test: "TestFuturesOfAFeatureByDefinition", claim: "rates/differ",
	},
	// tilt
	{
		name: "5/4 of the gain", file: "theorems/tilt_budget.go", function: "check",
		old: "Compare(departure, gain)", new: "Compare(departure, gain.Scale(model.Frac(5, 4)))",
		tests: "theorems", test: "TestTuningPaysForItsDivergence", claim: "tilt/budget",
	},
	{
		name: "b^η for b^η + 1 below", file: "theorems/tilt_error.go", function: "check",
		old: "odds.Add(model.One)", new: "odds",
		tests: "theorems", test: "TestARewardErrorMovesTheTunedLawByItsBound", claim: "tilt/reward-error",
	},
	{
		name: "the error of the last outcome for the largest", file: "theorems/tilt_path.go", function: "largestWithin",
		old: "most.Max(v)", new: "v",
		tests: "theorems", test: "TestEveryNumberIsPinned", claim: "tilt/reward-error",
	},
	{
		name: "5/4 of the range squared", file: "theorems/tilt_error.go", function: "check",
		old: "spread.Mul(spread)", new: "spread.Mul(spread).Mul(model.Frac(5, 4))",
		tests: "theorems", test: "TestABoundedRewardNeedsDivergence", claim: "tilt/bounded-reward",
	},
	{
		name: "every prompt as likely as the others", file: "theorems/tilt_prompted.go", function: "byPrompt",
		old: "d.Push(prompt.Feature)", new: "uniform(len(prompt.Cells), d.Push(prompt.Feature).Support())",
		tests: "theorems", test: "TestEveryNumberIsPinned", claim: "tilt/prompted",
	},
	{
		name: "the value of the next tokens added up", file: "theorems/tilt_sequence.go", function: "average",
		old: "t.nodes[j].chance.Mul(worth(j))", new: "worth(j)",
		tests: "theorems", test: "TestTokensMultiplyToTheTunedSequence", claim: "tilt/sequence",
	},
	{
		name: "one round more than rounds", file: "theorems/tilt_rounds.go", function: "rounds",
		old: "once(in.Tilt.Base(), n)", new: "once(in.Tilt.Base(), n+1)",
		tests: "theorems", test: "TestEveryNumberIsPinned", claim: "tilt/rounds",
	},
	{
		name: "(n-1)/n dropped", file: "theorems/tilt_best.go", function: "check",
		old: "model.Ln(n).Sub(model.Rational(n.Sub(model.One).Div(n)))", new: "model.Ln(n)",
		tests: "theorems", test: "TestEveryNumberIsPinned", claim: "tilt/best-of-n",
	},
	{
		name: "1 - m dropped below", file: "theorems/tilt_path.go", function: "tiltLimit",
		old: "mass.Mul(o.Base().Power(ahead)).Add(rest)", new: "mass.Mul(o.Base().Power(ahead))",
		tests: "theorems", test: "TestEveryNumberIsPinned", claim: "tilt/collapse",
	},
	// penalty
	{
		name: "half of the bound", file: "theorems/penalty.go", function: "check",
		old: "model.Whole(2).Mul(miss).Div(model.One.Add(mass))", new: "miss.Div(model.One.Add(mass))",
		tests: "theorems", test: "TestHardTuningUnderOtherPenalties", claim: "penalty/forcing",
	},
	{
		name: "π(f) for π(f)²/p(f)", file: "theorems/penalty.go", function: "check",
		old: "share.Mul(share).Div(before)", new: "share",
		tests: "theorems", test: "TestEveryNumberIsPinned", claim: "penalty/synchrony",
	},
	{
		name: "forecasts that π keeps, compared too", file: "theorems/penalty.go", function: "changes",
		old: "!c.pi.Equal(c.p)", new: "c.pi.Equal(c.p)",
		tests: "theorems", test: "TestEveryNumberIsPinned", claim: "penalty/synchrony",
	},
	{
		name: "½ dropped in the quadratic gap", file: "theorems/penalty.go", function: "quadraticGap",
		old: "beta.Mul(model.Half)", new: "beta",
		tests: "theorems", test: "TestTheQuadraticOptimum", claim: "penalty/chi-square",
	},
	{
		name: "β twice in what is moved", file: "theorems/penalty.go", function: "linear",
		old: "highest.Sub(beta)", new: "highest.Sub(beta).Sub(beta)",
		tests: "theorems", test: "TestATotalVariationPenaltyBreaksSynchrony", claim: "penalty/total-variation",
	},
	// sampler
	{
		name: "p^(k+1) for p^k", file: "theorems/sampler.go", function: "check",
		old: "raised(probs, k-1)", new: "raised(probs, k)",
		tests: "theorems", test: "TestSamplersMoveForecasts", claim: "sampler/temperature",
	},
	{
		name: "k - 1 for k", file: "theorems/sampler.go", function: "check",
		old: "p.P(mode(p)).Pow(k)", new: "p.P(mode(p)).Pow(k-1)",
		tests: "theorems", test: "TestSamplersMoveForecasts", claim: "sampler/temperature",
	},
	{
		name: "a cell that loses one outcome counted as whole", file: "theorems/sampler.go", function: "check",
		old: "outside.Size() > 0", new: "outside.Size() > 1",
		tests: "theorems", test: "TestSamplersMoveForecasts", claim: "sampler/top-p",
	},
	// forecast
	{
		name: "the product for the intersection", file: "theorems/forecast_events.go", function: "twoEvents",
		old: "p.Prob(e.And(other))", new: "p.Prob(e).Mul(p.Prob(other))",
		tests: "theorems", test: "TestMistakingAnEventMovesTheForecast", claim: "forecast/two-events",
	},
	{
		name: "the smaller probability of the event for the larger", file: "theorems/forecast.go", function: "conditioned",
		old: "a.Prob(e).Max(m.Prob(e))", new: "a.Prob(e).Min(m.Prob(e))",
		tests: "theorems", test: "TestEveryNumberIsPinned", claim: "forecast/conditioned",
	},
	// forcing
	{
		name: "the better of the two laws for the worse", file: "theorems/forcing_unknowable.go", function: "check",
		old: "model.TotalVariation(pi, tuned).Max(model.TotalVariation(pi, tunedOther))", new: "model.TotalVariation(pi, tuned).Min(model.TotalVariation(pi, tunedOther))",
		tests: "theorems", test: "TestSuccessesSeenThroughAFeatureHideTheForcingSet", claim: "forcing/unknowable",
	},
	{
		name: "outcomes of different cells", file: "theorems/forcing_unknowable.go", function: "hidden",
		old: "f.Cell(x) != f.Cell(y)", new: "false",
		tests: "theorems", test: "TestSuccessesSeenThroughAFeatureHideTheForcingSet", claim: "forcing/unknowable",
	},
	{
		name: "5/4 of the danger before", file: "theorems/forcing_reach.go", function: "forcedDanger",
		old: "over(p.Prob(danger), p.Prob(set(g)))", new: "over(p.Prob(danger), p.Prob(set(g))).Mul(model.Frac(5, 4))",
		tests: "theorems", test: "TestEveryNumberIsPinned", claim: "forcing/danger",
	},
	{
		name: "twice the operator's error", file: "theorems/forcing_reach.go", function: "perfectControl",
		old: "model.TotalVariation(p, q)", new: "model.TotalVariation(p, q).Mul(model.Whole(2))",
		tests: "theorems", test: "TestTheOperatorsOwnConditionalForecastsTheStars", claim: "forcing/perfect-control",
	},
	{
		name: "½ dropped at each token", file: "theorems/forcing_sequence.go", function: "gap",
		old: "distance.Mul(model.Half)", new: "distance",
		tests: "theorems", test: "TestEveryNumberIsPinned", claim: "forcing/sequence",
	},
	{
		name: "half of the cost", file: "theorems/forcing.go", function: "forcingOptimum",
		old: "Compare(challenged, cost)", new: "Compare(challenged, cost.Scale(model.Half))",
		tests: "theorems", test: "TestEveryNumberIsPinned", claim: "forcing/optimum",
	},
	// control
	{
		// The hypothesis then asks for more, and the claim says less but nothing false. An equality has no tightness.
		name: "outcomes of probability 0 compared too", file: "theorems/control.go", function: "unconfoundedEffect",
		old: "event.Has(x) && law.Has(x)", new: "event.Has(x)",
		tests: "theorems", test: "TestControlDoesNotBringTheCauseAlong",
	},
	{
		name: "every cause as likely as the others", file: "theorems/control.go", function: "naturalEffect",
		old: "e.Cause.P(u).Mul(e.Emit[u].P(x))", new: "e.Emit[u].P(x)",
		tests: "theorems", test: "TestControlDoesNotBringTheCauseAlong", claim: "control/causation",
	},
	{
		name: "the effect compared at no outcome", file: "theorems/control.go", function: "unconfoundedEffect",
		old: "e.Good[u].At(x).Equal(e.Good[first].At(x))", new: "true",
		tests: "theorems", test: "TestControlDoesNotBringTheCauseAlong", claim: "control/causation",
	},
	// transfer
	{
		name: "½ dropped in the worst rule", file: "theorems/transfer_rules.go", function: "check",
		old: "sum.Mul(model.Half)", new: "sum",
		tests: "theorems", test: "TestAnyRuleByHand", claim: "transfer/any-rule",
	},
	{
		name: "the last rule for the worst", file: "theorems/transfer_rules.go", function: "worstRule",
		old: "gap.Max(in.accuracy(f, rule, n).Sub(in.accuracy(f, rule, m)).Abs())", new: "in.accuracy(f, rule, n).Sub(in.accuracy(f, rule, m)).Abs()",
		tests: "theorems", test: "TestAnyRuleByHand", claim: "transfer/any-rule",
	},
	{
		name: "5/2 for 2 in what a classifier loses", file: "theorems/transfer.go", function: "check",
		old: "tv.Mul(b.factor)", new: "tv.Mul(b.factor).Mul(model.Frac(5, 4))",
		tests: "theorems", test: "TestTransferClaimsByHand", claim: "transfer/bound",
	},
	{
		name: "a quarter for a half in the Bayes classifier", file: "theorems/transfer.go", function: "bayesClassifier",
		old: "model.Half.Less(in.Labels.Rate(given))", new: "model.Frac(1, 4).Less(in.Labels.Rate(given))",
		tests: "theorems", test: "TestTransferClaimsByHand", claim: "transfer/bound",
	},
	// safety
	{
		name: "5/4 of the bound on danger", file: "theorems/safety.go", function: "dangerBound",
		old: "bound(p.Prob(*in.Danger), success)", new: "bound(p.Prob(*in.Danger), success).Mul(model.Frac(5, 4))",
		tests: "theorems", test: "TestEveryNumberIsPinned", claim: "safety/danger-bound",
	},
	{
		name: "5/4 of what tuning spent", file: "theorems/safety.go", function: "trichotomy",
		old: "in.spent(bound(points))", new: "in.spent(bound(points)).Scale(model.Frac(5, 4))",
		tests: "theorems", test: "TestTheThreeClassesOfSafety", claim: "safety/trichotomy",
	},
	{
		name: "the mean reward for the highest", file: "theorems/safety.go", function: "check",
		old: "highest.Max(in.income(model.Point(in.k(), x)))", new: "highest",
		tests: "theorems", test: "TestTuningKeepsTheLengthOfWhatCompiles", claim: "safety/compilability",
	},
	// numbers
	{
		name: "a float decides whatever its error", file: "model/log.go", function: "Cmp",
		old: "max(bound, 0x1p-900)", new: "0x1p-900",
		tests: "model", test: "TestFloatsDoNotDecideTies", claim: "tilt/path",
	},
}
