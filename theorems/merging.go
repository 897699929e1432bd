package theorems

import (
	"slices"

	"mimics/model"
	"mimics/model/frontier"
)

// Equal capabilities: operator and mimic see the same outcomes, and their forecasts merge if the mimic's law dominates
// the operator's.

const equalCapabilities = "Operators can synchronise with mimics: Equal capabilities"

var mergingClaims = slices.Concat(futureClaims, budgetClaims, sharperClaims, certificateClaims, ownClaims,
	lebesgueClaims, dichotomyClaims, limitClaims, steadyClaims, urnClaims)

// Distances over the whole future to the horizon.
var futureClaims = []Claim{
	{
		ID:    "merging/martingale",
		Title: "Under the mimic, the expected likelihood ratio stays the same",
		Statement: "If M(h) > 0 for every h with A(h) > 0, then Σ_x M(hx)·Z(hx) = M(h)·Z(h) for every h before " +
			"the horizon, with Z = A/M: the likelihood ratio is a martingale under the mimic.",
		Source: equalCapabilities,
		Derivation: "Σ_x M(hx)·A(hx)/M(hx) = Σ_x A(hx) = A(h) if M(hx) > 0 for every hx with A(hx) > 0. The " +
			"merging of opinions of Blackwell and Dubins (1962) rests on this martingale. Their theorem says " +
			"more: if A ≪ M on infinite sequences, the distance of the whole future tends to 0 almost surely.",
		Expect:     Holds,
		Needs:      NeedOperator | NeedMimic | NeedHorizon,
		With:       NeedSources,
		Hypotheses: []Hypothesis{DominatedOnHistories},
		Parts:      []Part{{Relation: Equal}},
		Check:      martingale(func(_, m model.Law) model.Q { return m.Prob() }, 1),
		Rivals: []Rival{
			{Name: "under the operator's law", Check: martingale(func(a, _ model.Law) model.Q { return a.Prob() }, 1)},
			{Name: "Z² for Z", Check: martingale(func(_, m model.Law) model.Q { return m.Prob() }, 2)},
		},
	},
	{
		ID:    "merging/identity",
		Title: "Expected distance is half of how far the likelihood ratio still moves",
		Statement: "If M(h) > 0 for every h with A(h) > 0, then E_A TV(A_h, M_h on steps n+1..L) = ½·E_M|Z_L - " +
			"Z_n| for every n up to the horizon L, with h the first n outcomes and Z_n = A/M after them.",
		Source: "★ sharpens " + equalCapabilities,
		Derivation: "Given h, the total variation over the following steps is ½·Σ_w |A(w)/A(h) - M(w)/M(h)|, " +
			"over the continuations w of h to L. Multiplied by A(h), each term is ½·M(w)·|Z_L(w) - Z_n(h)|. Sum " +
			"over h.",
		Expect:     Holds,
		Needs:      NeedOperator | NeedMimic | NeedHorizon,
		With:       NeedSources,
		Hypotheses: []Hypothesis{DominatedOnHistories},
		Parts:      []Part{{Relation: Equal}},
		Check:      mergingIdentity(model.Half, func(a, m model.Law) model.Law { return m }),
		Rivals: []Rival{
			{Name: "½ dropped", Check: mergingIdentity(model.One, func(a, m model.Law) model.Law { return m })},
			{Name: "E_A for E_M", Check: mergingIdentity(model.Half, func(a, m model.Law) model.Law { return a })},
		},
	},
	{
		ID:    "merging/energy",
		Title: "What the squared likelihood ratio can still gain bounds the distance",
		Statement: "If M(h) > 0 for every h with A(h) > 0, then (2·E_A TV_{n→L})² ≤ E_M Z_L² - E_M Z_n² for " +
			"every n up to the horizon L, with Z_n = A/M after n outcomes and TV_{n→L} the distance of steps " +
			"n+1..L. If M gives weight m_s to every start state s to which A gives weight a_s, then E_M Z_L² ≤ " +
			"κ = Σ_s a_s²/m_s.",
		Source: "★ sharpens " + equalCapabilities,
		Derivation: "The inequality of Cauchy and Schwarz gives (E_M|Z_L - Z_n|)² ≤ E_M (Z_L - Z_n)², which is " +
			"E_M Z_L² - E_M Z_n² since Z is a martingale. Z is a ratio of mixtures, so that E_M Z_L² ≤ Σ_s " +
			"a_s²/m_s by convexity of x²/y. If A ≤ C·M, then E_M Z_L² = E_A Z_L ≤ C as well. In both cases the " +
			"increments of a bounded rising sequence bound the distance.",
		Follows:    []string{"merging/identity", "merging/martingale"},
		Expect:     Holds,
		Needs:      NeedSources | NeedOperator | NeedMimic | NeedHorizon,
		Hypotheses: []Hypothesis{DominatedOnHistories},
		Parts: []Part{{Name: "future", Relation: AtMost, Best: Attained},
			{Name: "kappa", Relation: AtMost, Best: Attained, Hypotheses: []Hypothesis{startsDominated}}},
		Check: energy(model.Whole(2), model.One),
		Rivals: []Rival{
			{Name: "3 for 2", Check: energy(model.Whole(3), model.One)},
			{Name: "half of κ", Part: 1, Check: energy(model.Whole(2), model.Half)},
		},
	},
}

// Histories visits the histories h of outcomes that the operator or the mimic gives positive probability, with the laws
// a and m of the two after h. It goes as far as Reach allows, and returns that number of steps. The visit must not
// change h, which the instance computes once.
func (in *Instance) Histories(visit func(h []int, a, m model.Law)) (steps int) {
	steps = in.Reach(in.k())
	if in.once.histories == nil {
		in.Walk(in.finest(), steps, []model.Law{in.OperatorLaw, in.MimicLaw}, func(h []int, laws []model.Law) {
			in.once.histories = append(in.once.histories, history{slices.Clone(h), laws[0], laws[1]})
		})
	}
	for _, at := range in.once.histories {
		visit(at.outcomes, at.operator, at.mimic)
	}
	return steps
}

// history is a sequence of further outcomes with the laws after it.
type history struct {
	outcomes        []int
	operator, mimic model.Law
}

// martingale compares Σ_x weight(hx)·Z(hx)^power with weight(h)·Z(h)^power.
func martingale(weight func(a, m model.Law) model.Q, power int) Check {
	return func(in *Instance) []Sides {
		weighted := func(a, m model.Law) model.Q {
			if m.Null() {
				return model.Zero // the mimic gives the history probability 0
			}
			return weight(a, m).Mul(model.LikelihoodRatio(a, m).Pow(power))
		}
		t := Tightest{Relation: Equal}
		levels := in.historyTypes()
		steps := len(levels) - 1
		for _, types := range levels[:steps] {
			for _, laws := range types {
				a, m := laws[0], laws[1]
				if m.Null() {
					continue
				}
				var sum model.Q
				for x := range in.k() {
					sum = sum.Add(weighted(a.Observe(x), m.Observe(x)))
				}
				t.ConsiderQ(sum, weighted(a, m))
			}
		}
		return []Sides{t.Best.WithDetail("%s", in.Covered(steps))}
	}
}

// distances lists E_A TV(A_h, M_h over steps n+1..L) for n = 0..L. L is the horizon, or less if the types of futures
// grow too many. It is computed once, and must not be changed.
func (in *Instance) distances() []model.Q {
	if in.once.distances == nil {
		in.once.distances = in.newDistances()
	}
	return in.once.distances
}

func (in *Instance) newDistances() []model.Q {
	levels := in.withFutures(in.historyTypes())
	expected := make([]model.Q, len(levels))
	for n, types := range levels {
		var terms []model.Q
		for _, laws := range types {
			if a, m := laws[0], laws[1]; !a.Null() {
				terms = append(terms, a.Prob().Mul(in.futureDistance(a, m, len(levels)-1-n)))
			}
		}
		expected[n] = model.Total(terms)
	}
	return expected
}

// totals sums each list.
func totals(lists [][]model.Q) []model.Q {
	sums := make([]model.Q, len(lists))
	for i, list := range lists {
		sums[i] = model.Total(list)
	}
	return sums
}

func mergingIdentity(half model.Q, under func(a, m model.Law) model.Law) Check {
	return func(in *Instance) []Sides {
		left := in.distances()
		steps := len(left) - 1
		t := Tightest{Relation: Equal}
		at := 0
		for n, types := range in.historyTypes()[:steps+1] {
			var moves []model.Q // of Z, from one type to each of its futures
			for _, laws := range types {
				if laws[1].Null() {
					continue // no weight in E_M, and none after it
				}
				z, prob := model.LikelihoodRatio(laws[0], laws[1]), under(laws[0], laws[1]).Prob()
				for _, end := range in.future(laws[0].Anew(), laws[1].Anew(), steps-n) {
					if a, m := end[0], end[1]; !m.Null() {
						move := model.LikelihoodRatio(a, m).Mul(z).Sub(z).Abs()
						moves = append(moves, prob.Mul(under(a, m).Prob()).Mul(move))
					}
				}
			}
			if t.ConsiderQ(left[n], model.Total(moves).Mul(half)) {
				at = n
			}
		}
		return []Sides{t.Best.WithDetail("n = %d %s", at, in.Covered(steps))}
	}
}

// energies lists E_M Z_n² for n = 0..L.
func (in *Instance) energies() []model.Q {
	levels := in.historyTypes()
	energies := make([]model.Q, len(levels))
	for n, types := range levels {
		var squares []model.Q
		for _, laws := range types {
			if a, m := laws[0], laws[1]; !m.Null() {
				z := model.LikelihoodRatio(a, m)
				squares = append(squares, m.Prob().Mul(z).Mul(z))
			}
		}
		energies[n] = model.Total(squares)
	}
	return energies
}

func energy(factor, share model.Q) Check {
	return func(in *Instance) []Sides {
		distances, energies := in.distances(), in.energies()
		future, at := Tightest{Relation: AtMost}, 0
		steps := len(distances) - 1
		for n, distance := range distances {
			left := distance.Mul(factor)
			if future.ConsiderQ(left.Mul(left), energies[steps].Sub(energies[n])) {
				at = n
			}
		}
		sides := []Sides{future.Best.WithDetail("n = %d %s", at, in.Covered(steps)), {}}
		a, m := Must(in.OperatorLaw.Posterior()), Must(in.MimicLaw.Posterior())
		kappa, finite := model.ChiSquare(a, m).Add(model.Rational(model.One)).Rational()
		if !finite {
			return sides
		}
		kappa = kappa.Mul(share)

		// E_M Z_n² is on both sides of the other bound, so that every n is as tight as the first.
		last := len(energies) - 1
		bound := CompareQ(energies[last].Sub(energies[0]), kappa.Sub(energies[0])).WithDetail("n = 0")
		sides[1] = in.extend(bound, last, []model.Law{in.OperatorLaw, in.MimicLaw}, nil,
			func(f *frontier.Frontier) (model.Enclosure, bool) { return f.Energy(0, 1) },
			func(l horizonSums) (left, right side) {
				return between(model.Enclosure{Low: l.last.Low.Sub(energies[0]), High: l.last.High.Sub(energies[0])}),
					exactly(model.Rational(kappa.Sub(energies[0])))
			})
		return sides
	}
}
