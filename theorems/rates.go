package theorems

import (
	"fmt"

	"mimics/model"
	"mimics/theorems/scenario"
)

// Convergence rates: one feature can take long to synchronise while another is synchronised from the start.

const convergenceRates = "Convergence rates"

var ratesClaims = []Claim{
	{
		ID:    "rates/differ",
		Title: "One feature can be synchronised at once and another only at the end",
		Statement: "For a horizon L of 1 to 8 there are features F and G such that E_A TV of F's L steps is 0, " +
			"and E_A TV of G's steps n+1..L given its first n cells is at least 1/4 for every n < L.",
		Source: convergenceRates,
		Derivation: "Two sources agree on one feature for ever and on the other until step L. The first feature " +
			"is synchronised at the start, the second only after step L.",
		Expect:     Exists,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon | NeedFeatures | NeedSeveralFeatures,
		Hypotheses: []Hypothesis{Dominated},
		Parts:      []Part{{Name: "from-the-start", Relation: Equal}, {Name: "not-for-m-steps", Relation: AtMost, Best: Attained}},
		Check:      ratesDiffer(false, 0),
		Rivals: []Rival{
			{Name: "G from the start too", Check: ratesDiffer(true, 0)},
			{Name: "one step more", Part: 1, Check: ratesDiffer(false, 1)},
		},
		Family: lateStorm,
	},
	{
		ID:    "rates/shared-budget",
		Title: "Each feature has its own budget; forecast from outcomes, all share one",
		Statement: "If A ≤ C·M, the forecasts of a feature from its own past differ by more than ε in at most " +
			"ln C/(2ε²) steps on average under A. For forecasts from the outcomes, all features share this " +
			"budget: Σ_{n<L} E_A max_F TV_F² ≤ ½·ln C, with TV_F the one-step distance on F and L the horizon.",
		Source: "★ sharpens " + convergenceRates,
		Derivation: "At each step the feature's distance is at most the outcomes' distance (data processing). " +
			"The largest distance of all features is at most that too if the forecasts use the outcomes. If " +
			"they use the feature's own past, each feature has a budget of its own.",
		Follows:    []string{"features/budget"},
		Expect:     Holds,
		Rare:       16,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon | NeedFeatures,
		With:       NeedEpsilon,
		Hypotheses: []Hypothesis{Dominated},
		Parts: []Part{
			{Name: "own-past", Relation: AtMost, Reaches: model.Frac(8, 25), Needs: NeedEpsilon},
			{Name: "from-outcomes", Relation: AtMost, Reaches: model.Frac(4, 5)},
		},
		Check: sharedBudget{OperatorUnderMimic.Constant, model.Half, 2}.check,
		Rivals: []Rival{
			{Name: "ε for ε²", Check: sharedBudget{OperatorUnderMimic.Constant, model.Half, 1}.check},
			{Name: "half of the budget", Part: 1, Check: sharedBudget{OperatorUnderMimic.Constant, model.Frac(1, 4), 2}.check},
			{Name: "the constant of the next step", Part: 1, Check: sharedBudget{stepConstant, model.Half, 2}.check},
		},
	},
	{
		ID:    "rates/one-budget",
		Title: "Features forecast from their own pasts do not share one budget",
		Statement: "If A ≤ C·M, all features share one budget although each is forecast from its own past: " +
			"Σ_{n<L} E_A max_F TV(A(F_n|F_{<n}), M(F_n|F_{<n}))² ≤ ½·ln C, with L the horizon.",
		Source: "★ " + convergenceRates + ", a natural reading of the budget",
		Derivation: "One feature's forecasts do not learn from another feature's past. K features that separate " +
			"the same two sources, each at a step of its own, cost 1/4 each.",
		Expect:     Refuted,
		Rare:       32,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon | NeedFeatures,
		With:       NeedSeveralFeatures,
		Hypotheses: []Hypothesis{Dominated},
		Parts:      []Part{{Relation: AtMost}},
		Check: func(in *Instance) []Sides {
			sum, covered := in.fromOwnPasts()
			half := model.Ln(OperatorUnderMimic.Constant(in)).Scale(model.Half)
			return []Sides{Compare(model.Rational(sum), half).WithDetail("%s", covered)}
		},
		Sharpened: "rates/shared-budget",
	},
}

// futureReach is the number of steps of cells that can be enumerated if each history is compared with each of its
// prefixes.
func (in *Instance) futureReach(cells int) int { return in.reachEach(cells, 64) }

// shownFutures lists, for n = 0..L, E_A TV of the two laws of the feature's steps n+1..L given its first n.
func (in *Instance) shownFutures(f model.Feature) []model.Q {
	steps := in.futureReach(f.Cells())
	a, m := make([]model.Q, steps+1), make([]model.Q, steps+1) // along the path to the current history
	gaps := make([][]model.Q, steps+1)
	in.Walk(f, steps, []model.Law{in.OperatorLaw, in.MimicLaw}, func(cells []int, laws []model.Law) {
		a[len(cells)], m[len(cells)] = laws[0].Prob(), laws[1].Prob()
		for n := 0; len(cells) == steps && n <= steps; n++ {
			gap := a[steps] // all of it, if the mimic gave the past probability 0
			if !m[n].IsZero() {
				gap = gap.Sub(m[steps].Mul(a[n]).Div(m[n])).Abs().Mul(model.Half)
			}
			gaps[n] = append(gaps[n], gap)
		}
	})
	return totals(gaps)
}

// ratesDiffer picks two features. F is the one nearest to synchronised from the start, among those with several cells.
// G is the one among the others with the largest least distance over the lengths n < L + more, L the steps enumerated.
func ratesDiffer(slowToo bool, more int) Check {
	return func(in *Instance) []Sides {
		fast, slow := -1, -1
		start, least := make([]model.Q, len(in.Features)), make([]model.Q, len(in.Features))
		at := make([]int, len(in.Features))
		for i, f := range in.Features {
			futures := in.shownFutures(f.Feature)
			start[i], least[i] = futures[0], futures[0]
			for n := 1; n < min(len(futures), len(futures)-1+more); n++ {
				if futures[n].Less(least[i]) {
					least[i], at[i] = futures[n], n
				}
			}
			if len(f.Cells) > 1 && (fast < 0 || start[i].Less(start[fast])) {
				fast = i
			}
		}
		for i := range in.Features {
			if i != fast && (slow < 0 || least[slow].Less(least[i])) {
				slow = i
			}
		}
		if fast < 0 {
			return []Sides{unsettled("no feature tells outcomes apart"), {}}
		}
		if slowToo {
			fast = slow
		}
		f, g := in.Features[fast], in.Features[slow]
		return []Sides{
			CompareQ(start[fast], model.Zero).WithDetail("F = %s %s", f.Name, in.Covered(in.futureReach(len(f.Cells)))),
			CompareQ(model.Frac(1, 4), least[slow]).WithDetail("G = %s, n = %d %s", g.Name, at[slow],
				in.Covered(in.futureReach(len(g.Cells)))),
		}
	}
}

// lateStorm is a daily coin toss, and weather that is calm except for one storm on the last day of the horizon, 1 to 8
// days ahead. Operator and mimic expect the storm with different chances.
func lateStorm(pick func(n int) int) scenario.Scenario {
	days := 1 + pick(8)
	heads := int64(1 + pick(3))
	operator := int64(pick(3))           // eighths for the storm
	mimic := operator + int64(2+pick(4)) // at least a quarter more
	s := scenario.Scenario{
		Name:     fmt.Sprintf("a storm on day %d", days),
		Outcomes: []string{"heads calm", "tails calm", "heads storm", "tails storm"},
		Sources:  []string{"calm"},
		Horizon:  days,
		Features: []scenario.Feature{
			scenario.NewFeature("coin", []string{"heads", "tails", "heads", "tails"}),
			scenario.NewFeature("weather", []string{"calm", "calm", "storm", "storm"}),
		},
	}
	calm := Must(model.Counts(heads, 1, 0, 0))
	states := []model.State{{Emit: calm}}
	for day := 1; day <= days; day++ {
		s.Sources = append(s.Sources, fmt.Sprintf("day %d", day))
		state := model.State{Emit: calm, Next: []int{day + 1, day + 1, day + 1, day + 1}}
		if day == days {
			state = model.State{Emit: Must(model.Counts(0, 0, heads, 1)), Next: []int{0, 0, 0, 0}}
		}
		states = append(states, state)
	}
	s.Machine = Must(model.NewMachine(len(s.Outcomes), states...))
	prior := func(storm int64) model.Dist {
		weights := make([]int64, len(states))
		weights[0], weights[1] = 8-storm, storm
		return Must(model.Counts(weights...))
	}
	s.Operator, s.Mimic = prior(operator), prior(mimic)
	return s
}

// sharedBudget parametrises the check of rates/shared-budget and of its rivals.
type sharedBudget struct {
	constant func(*Instance) model.Q
	share    model.Q // multiplies the constant's logarithm
	power    int     // the exponent of ε
}

func (b sharedBudget) check(in *Instance) []Sides {
	budget := model.Ln(b.constant(in)).Scale(b.share)
	own := Tightest{Relation: AtMost}
	for _, f := range in.Features {
		if in.Epsilon == nil {
			break // the part does not apply
		}
		bound := budget.Scale(model.One.Div(in.Epsilon.Pow(b.power)))
		if own.Consider(model.Rational(in.surprisesOf(f.Feature)), bound) {
			own.Best = own.Best.WithDetail("%s %s", f.Name, in.Covered(in.Reach(f.Feature.Cells())))
		}
	}
	sum, covered := in.fromOutcomes()
	return []Sides{own.Best, Compare(model.Rational(sum), budget).WithDetail("%s", covered)}
}

// surprisesOf is the operator's expected number of steps at which the feature's forecasts, from its own past, differ by
// more than ε.
func (in *Instance) surprisesOf(f model.Feature) model.Q {
	steps := in.Reach(f.Cells())
	var weights []model.Q
	in.Walk(f, steps-1, []model.Law{in.OperatorLaw, in.MimicLaw}, func(_ []int, laws []model.Law) {
		if a, m := laws[0], laws[1]; !a.Null() {
			if in.Epsilon.Less(model.TotalVariation(Must(a.Forecast()).Push(f), Must(m.Forecast()).Push(f))) {
				weights = append(weights, a.Prob())
			}
		}
	})
	return model.Total(weights)
}

// fromOutcomes is Σ_{n<L} E_A max_f TV_f² for forecasts from the outcomes.
func (in *Instance) fromOutcomes() (sum model.Q, covered Coverage) {
	features := len(in.Features)
	levels := shorten(in.historyTypes(), in.maxTypes()/features, in.reachEach(in.k(), features))
	var terms []model.Q
	steps := forecasts(levels, 0, 0, 1, func(prob model.Q, p, q model.Dist) {
		worst := model.Zero
		for _, f := range in.Features {
			worst = worst.Max(model.TotalVariation(p.Push(f.Feature), q.Push(f.Feature)))
		}
		terms = append(terms, worst.Mul(worst).Mul(prob))
	})
	return model.Total(terms), in.Covered(steps)
}

// fromOwnPasts is Σ_{n<L} E_A max_f TV_f² for forecasts from each feature's own past.
func (in *Instance) fromOwnPasts() (sum model.Q, covered Coverage) {
	steps := in.reachEach(in.k(), len(in.Features))
	forecasts := make([]map[string][]model.Dist, len(in.Features))
	for i, f := range in.Features {
		forecasts[i] = in.fromCells(f.Feature, steps-1, []model.Law{in.OperatorLaw, in.MimicLaw})
	}
	var terms []model.Q
	in.Walk(in.finest(), steps-1, []model.Law{in.OperatorLaw}, func(h []int, laws []model.Law) {
		worst := model.Zero
		for i, f := range in.Features {
			pair := forecasts[i][shown(f, h)]
			worst = worst.Max(model.TotalVariation(pair[0], pair[1]))
		}
		terms = append(terms, worst.Mul(worst).Mul(laws[0].Prob()))
	})
	return model.Total(terms), in.Covered(steps)
}
