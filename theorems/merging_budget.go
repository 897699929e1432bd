package theorems

import (
	"slices"
	"sort"

	"mimics/model"
	"mimics/model/frontier"
)

// One-step forecasts share a finite budget of surprise.

var budgetClaims = []Claim{
	{
		ID:    "merging/budget",
		Title: "One-step disagreements have a bounded total, whatever the horizon",
		Statement: "If A ≤ C·M, then over L steps Σ_n E_A KL(A(·|h)‖M(·|h)) = KL(A^L‖M^L) ≤ ln C and 2·Σ_n E_A " +
			"TV_n² ≤ KL(A^L‖M^L), with A^L the law of the L outcomes and TV_n the one-step distance after n of " +
			"them. If M gives weight to every start state of A, KL(A^L‖M^L) ≤ KL(a‖m) of the start weights too.",
		Source: equalCapabilities + ", one step ahead, with a constant (Solomonoff 1978, Hutter 2001)",
		Derivation: "By the chain rule the expected one-step divergences add up to the divergence of the two " +
			"laws of L steps. This is the mean of ln A/M under A, and so at most ln C. The laws are images of " +
			"the start weights, so that KL(a‖m) bounds it if KL(a‖m) is finite (data processing). Pinsker's " +
			"inequality gives the part about distances. If the mimic gives the operator's law weight 1/C, this " +
			"is the bound of Solomonoff (1978), in terms of divergences that of Hutter (2001). One-step merging " +
			"is what Kalai and Lehrer (1994) call weak merging.",
		Expect:     Holds,
		Rare:       4,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon,
		Hypotheses: []Hypothesis{Dominated},
		Parts: []Part{
			{Name: "chain", Relation: Equal},
			{Name: "prior", Relation: AtMost, Best: Attained, Hypotheses: []Hypothesis{startsDominated}},
			{Name: "constant", Relation: AtMost, Best: Attained},
			{Name: "pinsker", Relation: AtMost, Best: Approached, Reaches: model.Frac(99, 100)},
		},
		Check: budget(model.One, model.KL),
		Rivals: []Rival{
			{Name: "nine tenths of KL(A^L‖M^L)", Part: 0, Right: times(9, 10)},
			{Name: "nine tenths of ln C", Part: 2, Right: times(9, 10)},
			{Name: "99/100 of KL(A^L‖M^L) for squared distances", Part: 3, Right: times(99, 100)},
			{Name: "half of KL(a‖m)", Part: 1, Check: budget(model.Half, model.KL)},
			{Name: "KL(m‖a) for KL(a‖m)", Part: 1, Check: budget(model.One, func(a, m model.Dist) model.Log { return model.KL(m, a) })},
		},
	},
	{
		ID:    "merging/surprises",
		Title: "Large one-step surprises are few on average",
		Statement: "If A ≤ C·M, the operator expects at most ln C/(2ε²) steps, up to the horizon, at which the " +
			"one-step forecasts differ by more than ε in total variation.",
		Source: "★ beside " + equalCapabilities + ": one step ahead, with a constant",
		Derivation: "A step with TV > ε counts as 1, which is less than TV²/ε². By merging/budget the expected " +
			"sum of TV² is at most ln C/2.",
		Follows:    []string{"merging/budget"},
		Expect:     Holds,
		Rare:       4,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon | NeedEpsilon,
		Hypotheses: []Hypothesis{Dominated},
		Parts:      []Part{{Relation: AtMost, Reaches: model.Frac(9, 20)}},
		Check:      surprises(func(epsilon model.Q) model.Q { return model.Half.Div(epsilon.Mul(epsilon)) }),
		Rivals: []Rival{
			{Name: "9/20 of the bound", Part: 0, Right: times(9, 20)},
			{Name: "not divided by ε²", Check: surprises(func(model.Q) model.Q { return model.Half })},
		},
	},
	{
		ID:    "merging/almost-surely",
		Title: "A large sum of squared one-step distances is improbable",
		Statement: "If A ≤ C·M, then A(Σ_{n<L} TV_n² ≥ t) ≤ ln C/(2t) for t = ε or, if the scenario has no " +
			"epsilon, for every t > 0, with TV_n the one-step distance after n outcomes and L the horizon.",
		Source: "★ beside " + equalCapabilities + ": one step ahead, with a constant",
		Derivation: "This is Markov's inequality on Σ TV_n², whose expectation under A is at most ln C/2. The " +
			"bound is the same for every L and tends to 0 as t grows, so that the infinite sum is finite off a " +
			"null set and one-step forecasts merge almost surely. This is a special case of Blackwell and " +
			"Dubins (1962). They need only A ≪ M, without a C, and conclude that forecasts of the whole future " +
			"merge. The bound on the sum is not theirs. It is no rate: it does not say when TV_n becomes small.",
		Follows:    []string{"merging/budget"},
		Expect:     Holds,
		Rare:       2,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon,
		Hypotheses: []Hypothesis{Dominated},
		Parts:      []Part{{Relation: AtMost, Reaches: model.Frac(4, 5)}},
		Check:      almostSurely(func(t model.Q) model.Q { return model.Half.Div(t) }),
		Rivals: []Rival{
			{Name: "4/5 of the bound", Part: 0, Right: times(4, 5)},
			{Name: "not divided by t", Check: almostSurely(func(model.Q) model.Q { return model.Half })},
		},
	},
	{
		ID:    "merging/nature",
		Title: "Operator and mimic merge on nature's data if both dominate nature",
		Statement: "If N ≤ C'·A and N ≤ C''·M, then Σ_{n<L} E_N TV(A(·|h), M(·|h))² ≤ ln C' + ln C'', with h " +
			"the first n outcomes and L the horizon.",
		Source: equalCapabilities,
		Derivation: "The triangle inequality and (x+y)² ≤ 2x² + 2y² bound the squared distance of operator and " +
			"mimic by twice the sum of their squared distances from nature. Each of these has its own budget " +
			"under N.",
		Follows:    []string{"merging/budget"},
		Expect:     Holds,
		Rare:       2,
		Needs:      NeedSources | NeedNature | NeedOperator | NeedMimic | NeedHorizon,
		Hypotheses: []Hypothesis{NatureWithinOperator, NatureWithinMimic},
		Parts:      []Part{{Relation: AtMost, Reaches: model.Frac(2, 5)}},
		Check:      natureBudget(func(operator, mimic model.Log) model.Log { return operator.Add(mimic) }),
		Rivals: []Rival{
			{Name: "2/5 of the bound", Part: 0, Right: times(2, 5)},
			{Name: "ln C' alone", Check: natureBudget(func(operator, _ model.Log) model.Log { return operator })},
		},
	},
	{
		ID:    "merging/identical-support",
		Title: "If each law dominates the other, both one-step totals are bounded",
		Statement: "If A ≤ C·M and M ≤ C'·A, then Σ_{n<L} E_A KL(A(·|h)‖M(·|h)) ≤ ln C and Σ_{n<L} E_M " +
			"KL(M(·|h)‖A(·|h)) ≤ ln C', with h the first n outcomes and L the horizon.",
		Source: equalCapabilities,
		Derivation: "This is merging/budget in both directions. The essay's identical support is A ≪ M and M ≪ " +
			"A without constants. Then forecasts merge too (Blackwell and Dubins 1962), but there is no such " +
			"budget.",
		Follows:    []string{"merging/budget"},
		Expect:     Holds,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon,
		Hypotheses: []Hypothesis{Dominated, Dominating},
		Parts: []Part{
			{Name: "operator", Relation: AtMost, Best: Approached, Reaches: model.Frac(1, 2)},
			{Name: "mimic", Relation: AtMost, Best: Approached, Reaches: model.Frac(1, 2)},
		},
		Check: bothBudgets(func(in *Instance, there, _ Pair) model.Log { return model.Ln(there.Constant(in)) }),
		Rivals: []Rival{
			{Name: "a third of ln C", Part: 0, Right: times(1, 3)},
			{Name: "a third of ln C'", Part: 1, Right: times(1, 3)},
			{Name: "the smallest ratio for C", Part: 1, Check: bothBudgets(func(in *Instance, _, back Pair) model.Log {
				return model.Ln(back.Constant(in)).Neg()
			})},
		},
	},
}

func budget(share model.Q, divergenceOf func(a, m model.Dist) model.Log) Check {
	return func(in *Instance) []Sides {
		levels := in.withLogs(in.historyTypes())
		var terms []model.Log // E_A KL of each one-step forecast
		var squares []model.Q // E_A TV_n²
		last := forecasts(levels, 0, 0, 1, func(prob model.Q, p, q model.Dist) {
			terms = append(terms, model.KL(p, q).Scale(prob))
			tv := model.TotalVariation(p, q)
			squares = append(squares, tv.Mul(tv).Mul(prob))
		})
		sum, total := model.Sum(terms...), divergence(levels[last])
		pinsker := Compare(model.Rational(model.Total(squares).Mul(model.Whole(2))), sum)
		laws := []model.Law{in.OperatorLaw, in.MimicLaw}
		below := func(bound model.Log) Sides {
			return in.extend(Compare(total, bound), last, laws, nil, divergenceBounds,
				func(l horizonSums) (left, right side) { return between(*l.last), exactly(bound) })
		}
		prior := divergenceOf(Must(in.OperatorLaw.Posterior()), Must(in.MimicLaw.Posterior()))
		return []Sides{
			Compare(sum, total).WithDetail("%s", in.Covered(last)),
			below(prior.Scale(share)),
			below(model.Ln(OperatorUnderMimic.Constant(in))),
			// The first part shows that the sum of the divergences is the divergence of the whole.
			in.extend(pinsker, last, laws, distanceBounds(0, 0, 1, 2), divergenceBounds,
				func(l horizonSums) (left, right side) {
					return between(l.sums[0].Scale(model.Whole(2))), between(*l.last)
				}),
		}
	}
}

// distanceBounds bounds the mean powers of the distance between the one-step forecasts of a and m, with histories
// weighted by the law weight.
func distanceBounds(weight, a, m int, powers ...int) func(*frontier.Frontier) []model.Enclosure {
	return func(f *frontier.Frontier) []model.Enclosure { return f.Distances(weight, a, m, powers...) }
}

// divergenceBounds bounds the divergence of the first law from the second.
func divergenceBounds(f *frontier.Frontier) (model.Enclosure, bool) { return f.Divergence(0, 1) }

// forecasts visits the types of all but the longest histories that the law weight gives positive probability. It passes
// that probability and the one-step forecasts of the laws a and m.
func forecasts(levels []typeLevel, weight, a, m int, visit func(prob model.Q, p, q model.Dist)) (steps int) {
	steps = len(levels) - 1
	for _, types := range levels[:steps] {
		for _, laws := range types {
			if !laws[weight].Null() {
				visit(laws[weight].Prob(), Must(laws[a].Forecast()), Must(laws[m].Forecast()))
			}
		}
	}
	return steps
}

func surprises(bound func(epsilon model.Q) model.Q) Check {
	return func(in *Instance) []Sides {
		c := OperatorUnderMimic.Constant(in)
		var large []model.Q
		steps := forecasts(in.historyTypes(), 0, 0, 1, func(prob model.Q, p, q model.Dist) {
			if in.Epsilon.Less(model.TotalVariation(p, q)) {
				large = append(large, prob)
			}
		})
		right := model.Ln(c).Scale(bound(*in.Epsilon))
		exact := Compare(model.Rational(model.Total(large)), right)
		return []Sides{in.extend(exact, steps, []model.Law{in.OperatorLaw, in.MimicLaw},
			func(f *frontier.Frontier) []model.Enclosure {
				return []model.Enclosure{f.Exceeding(0, 0, 1, *in.Epsilon)}
			},
			nil,
			func(l horizonSums) (left, _ side) { return between(l.sums[0]), exactly(right) })}
	}
}

// pathReach is the number of steps that can be enumerated if a check keeps a sum or a product along each path: its
// denominator grows with every step, and with the number of sources.
func (in *Instance) pathReach() int {
	const cheap, short, few = 8, 32, 16 // copies and sources that cost nothing extra; bits of a short number
	return in.reachEach(in.k(), cheap*(1+in.denominatorBits()*in.Horizon/short)*(1+len(in.Sources)/few))
}

func almostSurely(bound func(t model.Q) model.Q) Check {
	return func(in *Instance) []Sides {
		c := OperatorUnderMimic.Constant(in)
		sums := map[string]model.Q{} // Σ TV² along each path, by its value
		probs := map[string][]model.Q{}
		steps := in.pathReach()
		along := make([]model.Q, steps+1)
		in.Histories(func(h []int, a, m model.Law) {
			n := len(h)
			switch {
			case a.Null() || n > steps:
			case n == steps:
				key := along[n].Key()
				sums[key], probs[key] = along[n], append(probs[key], a.Prob())
			default:
				tv := model.TotalVariation(Must(a.Forecast()), Must(m.Forecast()))
				along[n+1] = along[n].Add(tv.Mul(tv)) // until the walk returns to this length
			}
		})
		d := newDistribution(sums, probs)
		at, tight := model.One, Tightest{Relation: AtMost}
		for _, t := range in.thresholds(d) {
			if tight.Consider(model.Rational(d.atLeast(t)), model.Ln(c).Scale(bound(t))) {
				at = t
			}
		}
		return []Sides{tight.Best.WithDetail("t = %s %s", at, in.Covered(steps))}
	}
}

// thresholds is the scenario's epsilon or, if it has none, the positive values, rising. Between two values the
// probability is constant, so that a falling bound is tightest at the upper one. If no value is positive, the threshold
// is 1.
func (in *Instance) thresholds(d distribution) []model.Q {
	switch first := d.place(model.Zero, true); {
	case in.Epsilon != nil:
		return []model.Q{*in.Epsilon}
	case first == len(d.values):
		return []model.Q{model.One}
	default:
		return d.values[first:]
	}
}

// distribution holds the values of a random quantity, rising, and for each the probability of all smaller ones.
type distribution struct {
	values []model.Q
	before []model.Q // one entry more than values
}

// newDistribution sums the probabilities of each value. Both maps use the value's key.
func newDistribution(values map[string]model.Q, probs map[string][]model.Q) (d distribution) {
	for _, v := range values {
		d.values = append(d.values, v)
	}
	slices.SortFunc(d.values, model.Q.Cmp)
	d.before = make([]model.Q, 1, len(values)+1)
	for i, v := range d.values {
		d.before = append(d.before, d.before[i].Add(model.Total(probs[v.Key()])))
	}
	return d
}

// place is the number of values below t or, if with is true, of values up to t.
func (d distribution) place(t model.Q, with bool) int {
	return sort.Search(len(d.values), func(i int) bool { return t.Less(d.values[i]) || !with && t.Equal(d.values[i]) })
}

// atMost is the probability of a value of at most t.
func (d distribution) atMost(t model.Q) model.Q { return d.before[d.place(t, true)] }

// atLeast is the probability of a value of at least t.
func (d distribution) atLeast(t model.Q) model.Q {
	return d.before[len(d.values)].Sub(d.before[d.place(t, false)])
}

func natureBudget(bound func(operator, mimic model.Log) model.Log) Check {
	return func(in *Instance) []Sides {
		right := bound(model.Ln(NatureUnderOperator.Constant(in)), model.Ln(NatureUnderMimic.Constant(in)))
		return []Sides{in.naturalSquares(func(sum model.Log) Sides { return Compare(sum, right) })}
	}
}

// naturalSquares passes the exact sum Σ_n E_N TV(A(·|h), M(·|h))² to compare, which returns the sides.
func (in *Instance) naturalSquares(compare func(sum model.Log) Sides) Sides {
	laws := []model.Law{in.NatureLaw, in.OperatorLaw, in.MimicLaw}
	var squares []model.Q
	steps := forecasts(in.naturalTypes(), 0, 1, 2, func(prob model.Q, p, q model.Dist) {
		tv := model.TotalVariation(p, q)
		squares = append(squares, tv.Mul(tv).Mul(prob))
	})
	exact := compare(model.Rational(model.Total(squares)))
	return in.extend(exact, steps, laws, distanceBounds(0, 1, 2, 2), nil,
		func(l horizonSums) (left, _ side) { return between(l.sums[0]), exactly(exact.Right) })
}

// bothBudgets compares, in both directions, the sum of the divergences with a bound.
func bothBudgets(bound func(in *Instance, there, back Pair) model.Log) Check {
	return func(in *Instance) []Sides {
		laws, pairs := []model.Law{in.OperatorLaw, in.MimicLaw}, []Pair{OperatorUnderMimic, MimicUnderOperator}
		compare := func(a, m int) Sides {
			var terms []model.Log
			steps := forecasts(in.withLogs(in.historyTypes()), a, a, m, func(prob model.Q, p, q model.Dist) {
				terms = append(terms, model.KL(p, q).Scale(prob))
			})
			right := bound(in, pairs[a], pairs[m])
			return in.extend(Compare(model.Sum(terms...), right), steps, laws, nil,
				func(f *frontier.Frontier) (model.Enclosure, bool) { return f.Divergence(a, m) }, // the chain rule
				func(l horizonSums) (left, _ side) { return between(*l.last), exactly(right) })
		}
		return []Sides{compare(0, 1), compare(1, 0)}
	}
}
