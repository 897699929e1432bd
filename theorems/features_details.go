package theorems

import (
	"fmt"
	"slices"

	"mimics/model"
	"mimics/theorems/scenario"
)

// Details that a feature hides. They can contain everything that makes two laws singular. A good model of the outcomes
// is a good model of the hidden details.

// coarseSuffices finds the feature with the smallest maximum of A(f)/M(f). It compares that maximum with bound(C), for
// the constant C of the priors over the laws that the states show of the feature.
func coarseSuffices(bound func(constant model.Q) model.Q) Check {
	return func(in *Instance) []Sides {
		steps := in.Reach(in.k())
		singular := CompareQ(in.futureDistance(in.OperatorLaw, in.MimicLaw, steps), model.One).
			WithDetail("%s", in.Covered(steps))
		dominated := unsettled("no feature's laws are shared")
		best := model.Infinity
		for _, f := range in.Features {
			c, ok := lawConstant(in.emissionLaws(f.Feature))
			if !ok || f.Feature.Cells() == 1 {
				continue // a feature of one cell is no witness
			}
			if ratio := in.largestRatio(f.Feature); ratio.Less(best) {
				best = ratio
				dominated = Compare(ratio, model.Rational(bound(c))).
					WithDetail("%s %s", f.Name, in.Covered(in.Reach(f.Feature.Cells())))
			}
		}
		return []Sides{singular, dominated}
	}
}

// largestRatio is max A(f)/M(f) over the histories of cells to the horizon.
func (in *Instance) largestRatio(f model.Feature) model.Log {
	largest := model.Zero
	infinite := false
	in.Walk(f, in.Reach(f.Cells()), []model.Law{in.OperatorLaw, in.MimicLaw}, func(_ []int, laws []model.Law) {
		switch a, m := laws[0], laws[1]; {
		case !m.Null():
			largest = largest.Max(model.LikelihoodRatio(a, m))
		case !a.Null():
			infinite = true
		}
	})
	if infinite {
		return model.Infinity
	}
	return model.Rational(largest)
}

// markedLetters has two or three letters, each written in three inks. The operator's sources write in the first ink,
// the mimic's in the other two. The letters have the same one or two laws; the mimic splits the first law between two
// sources.
func markedLetters(pick func(n int) int) scenario.Scenario {
	letters, horizon := 2+pick(2), 1+pick(3)
	s := scenario.Scenario{Name: fmt.Sprintf("%d letters in other inks", letters), Horizon: horizon}
	var cells []string
	for ink := range 3 {
		for letter := range letters {
			cells = append(cells, string(rune('a'+letter)))
			s.Outcomes = append(s.Outcomes, fmt.Sprintf("%c in ink %d", 'a'+letter, ink))
		}
	}
	s.Features = []scenario.Feature{scenario.NewFeature("letter", cells)}
	var states []model.State
	write := func(source string, ink int, weights []int64) {
		counts := make([]int64, 3*letters)
		copy(counts[ink*letters:], weights)
		states = append(states, model.State{Emit: Must(model.Counts(counts...))})
		s.Sources = append(s.Sources, source)
	}
	first, second := make([]int64, letters), make([]int64, letters)
	for letter := range letters {
		first[letter], second[letter] = int64(1+pick(3)), 1
	}
	second[0] = int64(4 + pick(2)) // no multiple of the first law
	write("operator 1", 0, first)
	write("operator 2", 0, second)
	write("mimic 1", 1, first)
	write("mimic 1 again", 2, first)
	write("mimic 2", 1, second)
	s.Machine = Must(model.NewMachine(3*letters, states...))
	s.Operator = Must(model.Counts(int64(1+pick(3)), int64(pick(3)), 0, 0, 0))
	s.Mimic = Must(model.Counts(0, 0, 1, int64(1+pick(2)), int64(1+pick(3))))
	return s
}

// hiddenDetails parametrises the check of features/details and of its rivals.
type hiddenDetails struct {
	bound func(outcomes, cells model.Q) model.Q // from the distances of outcome histories and of cell histories
	worst bool                                  // the worst history of cells instead of the expectation
}

func twiceOutcomes(outcomes, _ model.Q) model.Q { return outcomes.Add(outcomes) }
func onlyOutcomes(outcomes, _ model.Q) model.Q  { return outcomes }
func twiceCells(_, cells model.Q) model.Q       { return cells.Add(cells) }

func (d hiddenDetails) check(in *Instance) []Sides {
	t := soonest{Tightest: Tightest{Relation: AtMost}}
	steps := in.Reach(in.k())
	if in.once.likelihoods == nil {
		in.once.likelihoods = in.bothLikelihoods(in.finest(), steps)
	}
	histories := in.once.likelihoods
	outcomes := lawDistances(histories, steps)
	for _, f := range in.Features {
		shown := in.bothLikelihoods(f.Feature, steps)
		cells := lawDistances(shown, steps)
		for n, left := range d.distances(f, histories, shown, steps) {
			if n > 0 && t.considerQ(n, left, d.bound(outcomes[n], cells[n])) {
				t.Best = t.Best.WithDetail("%s, n = %d %s", f.Name, n, in.Covered(steps))
			}
		}
	}
	return []Sides{t.Best}
}

// likelihoods holds the probabilities of a history under nature and the mimic.
type likelihoods struct {
	history       string // its key
	nature, mimic model.Q
}

// bothLikelihoods lists the histories of up to steps cells that nature or the mimic gives positive probability.
func (in *Instance) bothLikelihoods(f model.Feature, steps int) []likelihoods {
	var list []likelihoods
	in.Walk(f, steps, []model.Law{in.NatureLaw, in.MimicLaw}, func(h []int, laws []model.Law) {
		list = append(list, likelihoods{cellKey(h), laws[0].Prob(), laws[1].Prob()})
	})
	return list
}

// lawDistances lists TV(N, M) of the histories of n cells for n = 0..steps.
func lawDistances(histories []likelihoods, steps int) []model.Q {
	gaps := make([][]model.Q, steps+1)
	for _, h := range histories {
		gaps[len(h.history)] = append(gaps[len(h.history)], h.nature.Sub(h.mimic).Abs().Mul(model.Half))
	}
	return totals(gaps)
}

// distances lists E_N TV(N(X-history|F-history), M(X-history|F-history)) for n = 0..steps: for each history of cells,
// the distance between the two laws of the outcome histories that show it.
func (d hiddenDetails) distances(f scenario.Feature, histories, shown []likelihoods, steps int) []model.Q {
	behind := map[string][]likelihoods{}
	for _, x := range histories {
		key := shownBy(f, x.history)
		behind[key] = append(behind[key], x)
	}
	terms := make([][]model.Q, steps+1)
	for _, cells := range shown {
		if cells.nature.IsZero() {
			continue
		}
		tv := model.One
		if !cells.mimic.IsZero() {
			var gaps []model.Q
			for _, x := range behind[cells.history] {
				gaps = append(gaps, x.nature.Div(cells.nature).Sub(x.mimic.Div(cells.mimic)).Abs())
			}
			tv = model.Total(gaps).Mul(model.Half)
		}
		if !d.worst {
			tv = tv.Mul(cells.nature)
		}
		terms[len(cells.history)] = append(terms[len(cells.history)], tv)
	}
	sums := totals(terms)
	for n := range sums {
		if d.worst {
			sums[n] = slices.MaxFunc(terms[n], model.Q.Cmp)
		}
	}
	return sums
}
