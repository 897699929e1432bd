package theorems

import "mimics/model"

// Mimic more capable: the operator sees only features of the outcomes.

const (
	limitedForecast = "Mimic more capable: 1. Operator forecast merges with the mimic's limited forecast"
	exchangeableX   = "Mimic more capable: 2. Sequence is exchangeable"
)

var featuresClaims = []Claim{
	{
		ID:    "features/tower",
		Title: "A feature's forecast averages the forecasts over what it hides",
		Statement: "M(F_n|F_{<n}) = Σ M(F_n|x_{<n})·M(x_{<n}|F_{<n}) over the histories x_{<n} of outcomes that " +
			"show F_{<n}, for every feature F and every step n to the horizon.",
		Source: limitedForecast,
		Derivation: "Condition on the outcomes first, then average over the histories that show the same cells. " +
			"This is the tower property of conditional expectation.",
		Expect: Holds,
		Needs:  NeedMimic | NeedHorizon | NeedFeatures,
		With:   NeedSources,
		Parts:  []Part{{Relation: Equal}},
		Check:  tower(func(x, f model.Q) model.Q { return x.Div(f) }),
		Rivals: []Rival{
			{Name: "M(x_{<n}) for M(x_{<n}|F_{<n})", Check: tower(func(x, _ model.Q) model.Q { return x })},
			{Name: "each M(F_n|x_{<n}) for their average", Check: everyDetail},
		},
	},
	{
		ID:    "features/inherit",
		Title: "A feature inherits the dominance constant of the outcomes",
		Statement: "If A ≤ C·M on the outcomes, then A(f) ≤ C·M(f) for every feature and every history f of its " +
			"cells to the horizon.",
		Source:     limitedForecast,
		Derivation: "Sum A(h) ≤ C·M(h) over the outcome histories that show a feature history.",
		Expect:     Holds,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon | NeedFeatures,
		Hypotheses: []Hypothesis{Dominated},
		Parts:      []Part{{Relation: AtMost, Best: Attained}},
		Check:      inherited(OperatorUnderMimic.Constant, OperatorUnderMimic),
		Rivals: []Rival{
			{Name: "M(f) ≤ C·A(f)", Check: inherited(OperatorUnderMimic.Constant, MimicUnderOperator)},
			{Name: "the constant of the next step", Check: inherited(stepConstant, OperatorUnderMimic)},
			{Name: "half of C", Check: inherited(func(in *Instance) model.Q {
				return OperatorUnderMimic.Constant(in).Mul(model.Half)
			}, OperatorUnderMimic)},
		},
	},
	{
		ID:    "features/coarse-suffices",
		Title: "A feature can be dominated although the outcomes have nothing in common",
		Statement: "Outcome laws can be singular, TV(A^L, M^L) = 1 for L outcomes, although A(f) ≤ C·M(f) for " +
			"every history f of a feature's cells to the horizon. C is the largest ratio of the weights that " +
			"operator and mimic give to what independent draws show of the feature.",
		Source: limitedForecast + ", similar assumptions of common support",
		Derivation: "Sources that use different words for the same features have disjoint outcome histories and " +
			"the same feature histories.",
		Expect:     Exists,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon | NeedFeatures,
		Hypotheses: []Hypothesis{IndependentDraws},
		Parts:      []Part{{Name: "singular", Relation: Equal}, {Name: "dominated", Relation: AtMost, Best: Attained}},
		Check:      coarseSuffices(func(c model.Q) model.Q { return c }),
		Rivals: []Rival{
			{Name: "outcomes overlap", Relation: Below},
			{Name: "1 for C", Part: 1, Check: coarseSuffices(func(model.Q) model.Q { return model.One })},
		},
		Family: markedLetters,
	},
	{
		ID:    "features/budget",
		Title: "Every feature's one-step disagreements have the same bounded total",
		Statement: "If A ≤ C·M, then Σ_{n<L} E_A KL(A(F_n|F_{<n})‖M(F_n|F_{<n})) ≤ ln C for every partition F " +
			"of the outcomes, with L the horizon. If there are more than 5 outcomes, F is the finest partition " +
			"or a feature of the scenario.",
		Source: limitedForecast,
		Derivation: "A feature's history is an image of the outcomes' history, so that the constant C carries " +
			"over. The budget then holds for the feature's forecasts from their own past.",
		Follows:    []string{"features/inherit", "merging/budget"},
		Expect:     Holds,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon,
		Hypotheses: []Hypothesis{Dominated},
		Parts:      []Part{{Relation: AtMost, Best: Attained}},
		Check:      featureBudgets(model.One, OperatorUnderMimic),
		Rivals: []Rival{
			{Name: "half of ln C", Check: featureBudgets(model.Half, OperatorUnderMimic)},
			{Name: "E_M KL(M‖A) for E_A KL(A‖M)", Check: featureBudgets(model.One, MimicUnderOperator)},
		},
	},
	{
		ID:    "features/limited-is-full",
		Title: "A feature's own past can hide for ever what the mimic knows",
		Statement: "A forecast of a feature F of the outcomes X from its own past converges to the mimic's " +
			"forecast: E_M TV(M(F_n|F_{<n}), M(F_n|X_{<n})) → 0 as n grows.",
		Source: exchangeableX + ", without exchangeability",
		Derivation: "A detail that the feature hides can decide the feature's next value. An observer of the " +
			"outcomes knows it and an observer of the cells does not. If the machine forgets and starts again, " +
			"this recurs for ever.",
		Expect:     Refuted,
		Rare:       128,
		Needs:      NeedMimic | NeedHorizon | NeedFeatures,
		With:       NeedSources,
		Hypotheses: []Hypothesis{featureSettles},
		Parts:      []Part{{Relation: Equal}},
		Check:      limitOfDetail,
		Sharpened:  "features/exchangeable-limit",
	},
	{
		ID:    "features/exchangeable-inherits",
		Title: "If the order of outcomes does not matter, nor does that of a feature",
		Statement: "If the mimic's law of the outcomes is exchangeable, so is every feature: for every history " +
			"f of its cells to the horizon, M(f) is M of the same cells in rising order.",
		Source:     exchangeableX,
		Derivation: "A permutation of the outcomes permutes the features with them.",
		Expect:     Holds,
		Needs:      NeedMimic | NeedHorizon | NeedFeatures,
		With:       NeedSources,
		Hypotheses: []Hypothesis{Exchangeable},
		Parts:      []Part{{Relation: Equal}},
		Check:      exchangeableFeature(orderedCells),
		Rivals: []Rival{
			{Name: "independent: the product of one-step chances", Check: exchangeableFeature(productOfCells)},
			{Name: "one outcome for each cell", Check: exchangeableFeature(firstOfCells)},
		},
	},
	{
		ID:    "features/exchangeable-independence",
		Title: "Given the source of independent draws, the past tells nothing more",
		Statement: "Given a start state of independent draws, a feature F ignores the past outcomes X: P(F_n = " +
			"f|X_{<n}) = φ(f) for every cell f and step n to the horizon, with φ the law of F under the state's " +
			"emissions.",
		Source: exchangeableX,
		Derivation: "Given the state, draws are independent: the next feature has the law of F under the " +
			"emissions, whatever was seen.",
		Expect:     Holds,
		Needs:      NeedMimic | NeedHorizon | NeedFeatures,
		With:       NeedSources,
		Hypotheses: []Hypothesis{mimicDrawsIndependently},
		Parts:      []Part{{Relation: Equal}},
		Check:      ignoresPast(eachState, model.Q.Div),
		Rivals: []Rival{
			{Name: "M for the law given the state", Check: ignoresPast(mixedStates, model.Q.Div)},
			{Name: "P(X_{<n}, F_n = c), normaliser dropped", Check: ignoresPast(eachState, func(joint, _ model.Q) model.Q { return joint })},
		},
	},
	{
		ID:    "features/exchangeable-limit",
		Title: "For independent draws, what a feature's own past misses is bounded",
		Statement: "For independent draws E_M TV(M(F|f), M(F|h)) ≤ S_n after n outcomes h that show the cells f " +
			"of a feature F, with S_n = Σ_{i<j, φ_i≠φ_j} ½(w_i+w_j)·TV(φ_i, φ_j)·(1 - TV(φ_i, φ_j)²)^⌊n/2⌋ over " +
			"start states of weight w_i and law φ_i of F. If A ≤ C·M, then E_A TV(A(F|f), M(F|h)) ≤ E_A " +
			"TV(A(F|f), M(F|f)) + C·S_n.",
		Source: exchangeableX + ", with a rate",
		Derivation: "Both observers forecast mixtures of the same feature laws φ_i, with different weights. " +
			"Pairs of states whose feature laws differ are told apart at the rate of the Bhattacharyya " +
			"coefficient of those laws, so that S_n → 0; pairs with the same feature law do not matter. The " +
			"second part changes the measure from M to A, which costs the factor C, and adds the operator's own " +
			"distance.",
		Follows:    []string{"features/exchangeable-overlap"},
		Expect:     Holds,
		Rare:       8,
		Needs:      NeedMimic | NeedHorizon | NeedFeatures,
		With:       NeedSources | NeedOperator,
		Hypotheses: []Hypothesis{mimicDrawsIndependently},
		Parts: []Part{
			{Name: "mimic", Relation: AtMost, Reaches: model.Frac(7, 10)},
			{Name: "operator", Relation: AtMost, Best: Attained, Needs: NeedSources | NeedOperator,
				Hypotheses: append(definitions(NeedOperator), Dominated)},
		},
		Check: exchangeableLimit{weight: meanWeight}.check,
		Rivals: []Rival{
			{Name: "w_i·w_j for ½(w_i+w_j)", Check: exchangeableLimit{weight: productWeight}.check},
			{Name: "the worst history for E_M", Check: exchangeableLimit{weight: meanWeight, worst: true}.check},
			{Name: "C·S_n dropped", Part: 1, Check: exchangeableLimit{weight: noWeight}.check},
		},
	},
	{
		ID:    "features/exchangeable-overlap",
		Title: "What a feature's past leaves in doubt bounds what it misses",
		Statement: "For independent draws E_M TV(M(F|f), M(F|h)) ≤ Σ_{i<j} 2·TV(φ_i, φ_j)·E_M[w_i·w_j] after n " +
			"outcomes h that show the cells f of a feature F, with φ_i the different laws of F under the start " +
			"states and w_i their weights given f. For more than 128 laws, 1 stands for each TV(φ_i, φ_j).",
		Source: "★ sharpens features/exchangeable-limit",
		Derivation: "Let v_i be the weights given all outcomes. Given the F-history their mean is w_i. Total " +
			"variation is convex and v is a mixture of certainties, so that E TV(Σ v_i φ_i, Σ w_i φ_i) ≤ Σ_i " +
			"w_i TV(φ_i, Σ w_j φ_j) ≤ Σ_{i,j} w_i w_j TV(φ_i, φ_j). For two laws φ_i, equality holds if the " +
			"outcomes tell which of them it is. With a_i the weights at the start, E_M[w_i w_j] ≤ ½√(a_i " +
			"a_j)·BCⁿ, with BC the Bhattacharyya coefficient of φ_i and φ_j; features/exchangeable-limit " +
			"follows.",
		Expect:     Holds,
		Rare:       4,
		Needs:      NeedMimic | NeedHorizon | NeedFeatures,
		With:       NeedSources,
		Hypotheses: []Hypothesis{mimicDrawsIndependently},
		Parts:      []Part{{Relation: AtMost, Best: Attained}},
		Check:      exchangeableOverlap(model.Whole(2), false),
		Rivals: []Rival{
			{Name: "w_i·w_j, not twice", Check: exchangeableOverlap(model.One, false)},
			{Name: "weights given the outcomes", Check: exchangeableOverlap(model.Whole(2), true)},
		},
	},
	{
		ID:    "features/common-support",
		Title: "Independent draws are dominated exactly if the mimic has every law",
		Statement: "For independent draws: if the mimic has every emission law of the operator, A(h) ≤ C·M(h) " +
			"to the horizon L, with C the largest ratio of the laws' weights. Otherwise let s be the operator's " +
			"weight on the laws θ_i that the mimic lacks and ε = Σ_{i,j} (1 - TV(θ_i, θ_j)²)^⌊L/2⌋ over the " +
			"mimic's θ_j: the event E that the history is likelier under some θ_i than under every θ_j has A(E) " +
			"≥ s - ε and M(E) ≤ ε.",
		Source: exchangeableX + ", identical support",
		Derivation: "A source of independent draws differs from every other one in its frequencies. So laws " +
			"with a shared emission dominate one another with the ratio of their weights. Mass on an emission " +
			"that is not shared is singular: Σ_L ε is finite, so that the events decide in the limit.",
		Expect:     Holds,
		Rare:       4,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon,
		Hypotheses: []Hypothesis{IndependentDraws},
		Parts: []Part{
			{Name: "shared", Relation: AtMost, Best: Attained, Hypotheses: []Hypothesis{lawsShared}},
			{Name: "unshared-likely", Relation: AtMost, Best: Attained, Hypotheses: []Hypothesis{lawsUnshared}},
			{Name: "unshared-null", Relation: AtMost, Reaches: model.Frac(3, 5),
				Hypotheses: []Hypothesis{lawsUnshared}},
		},
		Check: commonSupport{constant: model.One, overlap: model.One}.check,
		Rivals: []Rival{
			{Name: "half of C", Check: commonSupport{constant: model.Half, overlap: model.One}.check},
			{Name: "nine tenths of C if A has several laws", Check: commonSupport{constant: model.One, overlap: model.One,
				several: nineTenths}.check},
			{Name: "A(E) ≥ s at a finite horizon", Part: 1, Check: commonSupport{constant: model.One}.check},
			{Name: "half of ε", Part: 2, Check: commonSupport{constant: model.One, overlap: model.Half}.check},
		},
	},
	{
		ID:    "features/topological-support",
		Title: "Common closed support of the priors does not give dominance",
		Statement: "If the operator's and the mimic's priors over frequencies have the same closed support, " +
			"none of the operator's mass is singular to the mimic.",
		Source: exchangeableX + ", common support read as closed support",
		Derivation: "Closed support is the wrong reading. An urn spreads its weight over all biases and gives " +
			"each single bias probability 0, while a fair coin has frequency one half almost surely. Supports " +
			"have to be compared by null sets.",
		Expect:     Refuted,
		Needs:      NeedSources | NeedOperator | NeedMimic,
		With:       NeedUrns,
		Hypotheses: []Hypothesis{frequenciesHavePriors, closedSupportsAgree},
		Parts:      []Part{{Relation: Equal}},
		Check:      singularMass,
		Sharpened:  "features/common-support",
	},
	{
		ID:    "features/details",
		Title: "A good model of the outcomes is a good model of what a feature hides",
		Statement: "E_N TV(N(h|f), M(h|f)) ≤ 2·TV(N, M) for histories h of n outcomes that show the cells f of " +
			"a feature, with TV(N, M) the distance of the laws of n outcomes, for n = 1..L with L the horizon. " +
			"The distance given f is 1 if M(f) = 0.",
		Source: "★ sharpens " + limitedForecast,
		Derivation: "The conditional law of outcomes given a feature history is a quotient. Numerator and " +
			"denominator each differ by at most TV(N, M).",
		Follows: []string{"features/details-shared"},
		Expect:  Holds,
		Needs:   NeedNature | NeedMimic | NeedHorizon | NeedFeatures,
		With:    NeedSources,
		Parts:   []Part{{Relation: AtMost, Best: Approached, Reaches: model.Frac(3, 4)}},
		Check:   hiddenDetails{bound: twiceOutcomes}.check,
		Rivals: []Rival{
			{Name: "TV(N,M), not twice", Check: hiddenDetails{bound: onlyOutcomes}.check},
			{Name: "the worst F-history for E_N", Check: hiddenDetails{bound: twiceOutcomes, worst: true}.check},
			{Name: "the TV of the F-histories", Check: hiddenDetails{bound: twiceCells}.check},
		},
	},
	{
		ID:    "features/details-shared",
		Title: "What a feature shows and what it hides share the distance",
		Statement: "E_N TV(N(h|f), M(h|f)) ≤ TV_n + TV_n^F for histories h of n outcomes that show the cells f " +
			"of a feature F, with TV_n and TV_n^F the distances of nature's and the mimic's laws of h and of f, " +
			"for n = 1..L with L the horizon.",
		Source: "★ sharpens features/details",
		Derivation: "N(x) - N(f)·M(x)/M(f) = (N(x) - M(x)) + (M(f) - N(f))·M(x)/M(f). Add up absolute values " +
			"over the histories x that show each F-history f. A feature that shows nothing attains the bound. " +
			"The second distance is at most the first, so that features/details follows. Its 2 is approached " +
			"but never attained, and only if the F-histories are nearly as far apart as the outcomes.",
		Expect: Holds,
		Needs:  NeedNature | NeedMimic | NeedHorizon | NeedFeatures,
		With:   NeedSources,
		Parts:  []Part{{Relation: AtMost, Best: Attained}},
		Check:  hiddenDetails{bound: model.Q.Add}.check,
		Rivals: []Rival{
			{Name: "the TV of the outcomes alone", Check: hiddenDetails{bound: onlyOutcomes}.check},
			{Name: "twice the TV of the F-histories", Check: hiddenDetails{bound: twiceCells}.check},
			{Name: "the worst F-history for E_N", Check: hiddenDetails{bound: model.Q.Add, worst: true}.check},
		},
	},
}
