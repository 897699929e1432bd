package theorems

import (
	"fmt"
	"slices"

	"mimics/model"
	"mimics/theorems/scenario"
)

// How fast the forecast from a feature's past approaches the forecast from the whole past, for independent draws: as
// fast as the feature tells apart the states that differ in it.

// exchangeableLimit compares, for every feature and n, expected distances between forecasts with the sum S_n.
type exchangeableLimit struct {
	weight func(a, b shownLaw) model.Q // the weight of a pair of different laws
	worst  bool                        // the worst history instead of the expectation
}

func (e exchangeableLimit) check(in *Instance) []Sides {
	withOperator := !in.OperatorLaw.Null() && in.Meets(&Dominated)
	laws := []model.Law{in.MimicLaw}
	c := model.One
	if withOperator {
		laws, c = append(laws, in.OperatorLaw), OperatorUnderMimic.Constant(in)
	}
	mimic, operator := soonest{Tightest: Tightest{Relation: AtMost}}, soonest{Tightest: Tightest{Relation: AtMost}}
	for _, f := range in.Features {
		steps := in.Reach(in.k())
		bounds, covered := contrastSums(in.shownLaws(f), e.weight, steps)
		distances := in.limitedDistances(f, steps, laws, e.worst)
		for n := range bounds {
			if mimic.considerQ(n, distances[0][n], bounds[n]) {
				mimic.Best = mimic.Best.WithDetail("%s, n = %d %s %s", f.Name, n, in.Covered(steps), covered)
			}
			if withOperator && operator.considerQ(n, distances[1][n], distances[2][n].Add(c.Mul(bounds[n]))) {
				operator.Best = operator.Best.WithDetail("%s, n = %d %s %s", f.Name, n, in.Covered(steps), covered)
			}
		}
	}
	return []Sides{mimic.Best, operator.Best}
}

// limitedDistances lists three distances for n = 0..steps: E_M TV(M(F|F-history), M(F|X-history)) and, if the
// operator's law comes after the mimic's in laws, E_A TV(A(F|F-history), M(F|X-history)) and E_A TV(A(F|F-history),
// M(F|F-history)).
func (in *Instance) limitedDistances(f scenario.Feature, steps int, laws []model.Law, worst bool) [3][]model.Q {
	limited := in.fromCells(f.Feature, steps, laws)
	var terms [3][][]model.Q
	for i := range terms {
		terms[i] = make([][]model.Q, steps+1)
	}
	in.Walk(in.finest(), steps, laws, func(x []int, laws []model.Law) {
		add := func(i int, law model.Law, p, q model.Dist) {
			tv := model.TotalVariation(p, q)
			if !worst {
				tv = tv.Mul(law.Prob())
			}
			terms[i][len(x)] = append(terms[i][len(x)], tv)
		}
		if laws[0].Null() {
			return // and so is the operator's
		}
		full, seen := Must(laws[0].Forecast()).Push(f.Feature), limited[shown(f, x)]
		add(0, laws[0], seen[0], full)
		if len(laws) > 1 && !laws[1].Null() {
			add(1, laws[1], seen[1], full)
			add(2, laws[1], seen[1], seen[0])
		}
	})
	var distances [3][]model.Q
	for i, lists := range terms {
		distances[i] = totals(lists)
		for n, list := range lists {
			if worst && len(list) > 0 {
				distances[i][n] = slices.MaxFunc(list, model.Q.Cmp)
			}
		}
	}
	return distances
}

// fromCells lists each law's forecast of the next cell after each history of cells. It is the zero Dist if the law
// gives the history probability 0.
func (in *Instance) fromCells(f model.Feature, steps int, laws []model.Law) map[string][]model.Dist {
	forecasts := map[string][]model.Dist{}
	in.Walk(f, steps, laws, func(cells []int, laws []model.Law) {
		next := make([]model.Dist, len(laws))
		for i, l := range laws {
			if !l.Null() {
				next[i] = Must(l.Forecast()).Push(f)
			}
		}
		forecasts[cellKey(cells)] = next
	})
	return forecasts
}

// shownLaw is the law of the feature under independent draws, with the mimic's states that have it.
type shownLaw struct {
	phi    model.Dist
	states int
	weight model.Q
}

// meanWeight is Σ ½(w_i+w_j) over the states i of one law and j of another.
func meanWeight(a, b shownLaw) model.Q {
	return a.weight.Mul(model.Whole(int64(b.states))).Add(b.weight.Mul(model.Whole(int64(a.states)))).Mul(model.Half)
}

// productWeight is Σ w_i·w_j; noWeight is 0 instead.
func productWeight(a, b shownLaw) model.Q { return a.weight.Mul(b.weight) }
func noWeight(_, _ shownLaw) model.Q      { return model.Zero }

// shownLaws groups the mimic's states by the law of the feature under their emissions.
func (in *Instance) shownLaws(f scenario.Feature) []shownLaw {
	m, machine := Must(in.MimicLaw.Posterior()), in.MimicLaw.Machine()
	var laws []shownLaw
	index := map[string]int{}
	for s := range m.Len() {
		if !m.Has(s) {
			continue
		}
		phi := machine.Emission(s).Push(f.Feature)
		key := lawKey(phi)
		i, known := index[key]
		if !known {
			i = len(laws)
			index[key], laws = i, append(laws, shownLaw{phi: phi})
		}
		laws[i].states, laws[i].weight = laws[i].states+1, laws[i].weight.Add(m.P(s))
	}
	return laws
}

// exchangeableOverlap compares the same distances with the doubt that remains about the states after the feature's
// history or, for a rival, after the outcomes'.
func exchangeableOverlap(factor model.Q, full bool) Check {
	return func(in *Instance) []Sides {
		t := soonest{Tightest: Tightest{Relation: AtMost}}
		steps := in.Reach(in.k())
		for _, f := range in.Features {
			left := in.limitedDistances(f, steps, []model.Law{in.MimicLaw}, false)[0]
			for n, doubt := range in.doubts(f, steps, full) {
				if t.considerQ(n, left[n], doubt.Mul(factor)) {
					t.Best = t.Best.WithDetail("%s, n = %d %s", f.Name, n, in.Covered(steps))
				}
			}
		}
		return []Sides{t.Best}
	}
}

// doubts lists Σ_{i<j} TV(φ_i,φ_j)·E_M[w_i·w_j] for n = 0..steps, with w_i the weight of φ_i given n cells of the
// feature or, if full is true, n outcomes. If there are more than maxContrasted different φ, it replaces each distance
// by 1.
func (in *Instance) doubts(f scenario.Feature, steps int, full bool) []model.Q {
	shown, of := in.shownLaws(f), map[string]int{}
	for i, l := range shown {
		of[lawKey(l.phi)] = i
	}
	m := in.MimicLaw.Machine()
	index := make([]int, m.States()) // the index of each state's φ
	for s := range index {
		index[s] = of[lawKey(m.Emission(s).Push(f.Feature))]
	}
	seen := f.Feature
	if full {
		seen = in.finest()
	}
	terms := make([][]model.Q, steps+1)
	in.Walk(seen, steps, []model.Law{in.MimicLaw}, func(h []int, laws []model.Law) {
		posterior := Must(laws[0].Posterior())
		weights := make([]model.Q, len(shown))
		for s := range posterior.Len() {
			if posterior.Has(s) {
				weights[index[s]] = weights[index[s]].Add(posterior.P(s))
			}
		}
		terms[len(h)] = append(terms[len(h)], doubt(shown, weights).Mul(laws[0].Prob()))
	})
	return totals(terms)
}

// doubt is Σ_{i<j} TV(φ_i,φ_j)·w_i·w_j.
func doubt(shown []shownLaw, weights []model.Q) (sum model.Q) {
	if len(shown) > maxContrasted {
		squares := model.Zero
		for _, w := range weights {
			squares = squares.Add(w.Mul(w))
		}
		return model.One.Sub(squares).Mul(model.Half)
	}
	for j := range shown {
		for i := range j {
			sum = sum.Add(model.TotalVariation(shown[i].phi, shown[j].phi).Mul(weights[i]).Mul(weights[j]))
		}
	}
	return sum
}

// maxContrasted is the largest number of different φ for which all pairs are compared.
const maxContrasted = 128

// contrastSums lists S_n for n = 0..steps. If there are more than maxContrasted different φ, it replaces each distance
// by 1, and the sum remains an upper bound.
func contrastSums(laws []shownLaw, weight func(a, b shownLaw) model.Q, steps int) (sums []model.Q, covered string) {
	terms := make([][]model.Q, steps+1)
	for j := range laws {
		for i := range j {
			tv, decay := model.One, model.One
			if len(laws) <= maxContrasted {
				tv = model.TotalVariation(laws[i].phi, laws[j].phi)
				decay = model.One.Sub(tv.Mul(tv))
			}
			size := weight(laws[i], laws[j]).Mul(tv)
			for n := range terms {
				terms[n] = append(terms[n], size)
				if n%2 == 1 {
					size = size.Mul(decay)
				}
			}
		}
	}
	if len(laws) > maxContrasted {
		covered = fmt.Sprintf("bounds each distance of %d laws by 1", len(laws))
	}
	return totals(terms), covered
}
