package theorems

import (
	"slices"

	"mimics/model"
	"mimics/theorems/scenario"
)

// Exchangeable sequences. Order carries no information, and a mixture of independent draws learns which of them it is
// in.

// Exchangeable is the hypothesis that the order of the mimic's outcomes carries no information, up to the horizon.
var Exchangeable = Hypothesis{
	Name:      "exchangeable",
	Statement: "M(h) depends only on how often each outcome occurs in h, for every history to the horizon",
	Holds:     func(in *Instance) bool { return in.exchangeable() },
}

// exchangeable reports whether swapping neighbours in any history as long as the horizon leaves the mimic's probability
// unchanged. For shorter histories it follows.
func (in *Instance) exchangeable() bool {
	steps := in.Reach(in.k())
	prob := map[string]model.Q{}
	var list [][]int
	in.Walk(in.finest(), steps, []model.Law{in.MimicLaw}, func(h []int, laws []model.Law) {
		if len(h) == steps {
			prob[cellKey(h)] = laws[0].Prob()
			list = append(list, slices.Clone(h))
		}
	})
	for _, h := range list {
		p := prob[cellKey(h)]
		for i := 1; i < steps; i++ {
			h[i-1], h[i] = h[i], h[i-1]
			swapped := prob[cellKey(h)]
			h[i-1], h[i] = h[i], h[i-1]
			if !swapped.Equal(p) {
				return false
			}
		}
	}
	return true
}

var mimicDrawsIndependently = Hypothesis{
	Name:      "mimic-draws-independently",
	Statement: "every start state to which the mimic gives weight succeeds itself and is no urn",
	Holds: func(in *Instance) bool {
		m := Must(in.MimicLaw.Posterior())
		for s := range m.Len() {
			if m.Has(s) && !in.MimicLaw.Machine().Memoryless(s) {
				return false
			}
		}
		return true
	},
}

// rearranged computes the probability of a history of cells in another way. It takes the probabilities of the outcome
// histories, and their sums over the histories that show the same cells.
type rearranged func(f scenario.Feature, cells []int, behind, outcomes map[string]model.Q) model.Q

// orderedCells is the probability of the same cells in rising order.
func orderedCells(_ scenario.Feature, cells []int, behind, _ map[string]model.Q) model.Q {
	cells = slices.Clone(cells)
	slices.Sort(cells)
	return behind[cellKey(cells)]
}

func productOfCells(_ scenario.Feature, cells []int, behind, _ map[string]model.Q) model.Q {
	product := model.One
	for _, c := range cells {
		product = product.Mul(behind[cellKey([]int{c})])
	}
	return product
}

// firstOfCells replaces each cell by its first outcome.
func firstOfCells(f scenario.Feature, cells []int, _, outcomes map[string]model.Q) model.Q {
	first := make([]int, len(cells))
	for i, c := range cells {
		for f.Cell(first[i]) != c {
			first[i]++
		}
	}
	return outcomes[cellKey(first)]
}

// exchangeableFeature compares M(f) with the other probability for every history f of cells: also for those that M
// gives probability 0, since these may be possible in another order.
func exchangeableFeature(other rearranged) Check {
	return func(in *Instance) []Sides {
		steps := in.Reach(in.k())
		outcomes := map[string]model.Q{}
		in.Walk(in.finest(), steps, []model.Law{in.MimicLaw}, func(h []int, laws []model.Law) {
			outcomes[cellKey(h)] = laws[0].Prob()
		})
		t := soonest{Tightest: Tightest{Relation: Equal}}
		for _, f := range in.Features {
			behind := in.shownProbabilities(f, steps, in.MimicLaw)
			everyHistory(f.Feature, steps, in.MimicLaw, func(cells []int, law model.Law) {
				if t.considerQ(len(cells), law.Prob(), other(f, cells, behind, outcomes)) {
					t.Best = t.Best.WithDetail("%s %s", cellsText(f, cells), in.Covered(steps))
				}
			})
		}
		return []Sides{t.Best}
	}
}

// everyHistory visits all histories of at most steps cells, each with the law after it. Unlike Walk it visits those of
// probability 0 too.
func everyHistory(f model.Feature, steps int, law model.Law, visit func(cells []int, law model.Law)) {
	var further func(cells []int, law model.Law)
	further = func(cells []int, law model.Law) {
		visit(cells, law)
		if len(cells) == steps {
			return
		}
		for c := range f.Cells() {
			further(append(cells, c), law.ObserveCell(f, c))
		}
	}
	further(nil, law)
}

// eachState lists the mimic's law given each start state that it gives weight.
func eachState(in *Instance) []model.Law {
	m := Must(in.MimicLaw.Posterior())
	var laws []model.Law
	for s := range m.Len() {
		if m.Has(s) {
			laws = append(laws, model.NewLaw(in.MimicLaw.Machine(), model.Point(m.Len(), s)))
		}
	}
	return laws
}

func mixedStates(in *Instance) []model.Law { return []model.Law{in.MimicLaw} }

// ignoresPast compares the chance of each cell after every outcome history with its chance under the first emission.
func ignoresPast(laws func(*Instance) []model.Law, given func(joint, past model.Q) model.Q) Check {
	return func(in *Instance) []Sides {
		list := laws(in)
		steps := in.reachEach(in.k(), len(list)*len(in.Features))
		t := soonest{Tightest: Tightest{Relation: Equal}}
		for _, law := range list {
			emission := Must(law.Forecast())
			in.Walk(in.finest(), steps-1, []model.Law{law}, func(x []int, laws []model.Law) {
				for _, f := range in.Features {
					phi := emission.Push(f.Feature)
					for c, cell := range f.Cells {
						joint := laws[0].ObserveCell(f.Feature, c).Prob()
						if t.considerQ(len(x), given(joint, laws[0].Prob()), phi.P(c)) {
							t.Best = t.Best.WithDetail("%s = %s at n = %d %s", f.Name, cell, len(x), in.Covered(steps))
						}
					}
				}
			})
		}
		return []Sides{t.Best}
	}
}

// reachEach is reach for a check that does the work of copies histories for each history. It is at least one step.
func (in *Instance) reachEach(cells, copies int) int {
	const few = 8 // a number of copies that costs nothing extra
	return min(in.Reach(cells), max(1, in.steps(cells, few*maxHistories/max(few, copies))))
}
