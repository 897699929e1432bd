package theorems

import (
	"iter"
	"slices"

	"mimics/model"
)

// The divergence of the whole future along one sequence, with or without dominance.

var surelyClaims = []Claim{
	{
		ID:    "merging/future-almost-surely",
		Title: "Once the future is close on average, it is unlikely to part again",
		Statement: "t·A(max_{N≤n≤L} KL_n ≥ t) ≤ E_A KL_N for every step N below the horizon L and every t > 0, with " +
			"KL_n = KL(A_h‖M_h) of steps n+1..L after n outcomes h; and KL(A^N‖M^N) + E_A KL_N = KL(A^L‖M^L), with " +
			"A^n the law of the first n outcomes. With or without dominance.",
		Source: equalCapabilities + ": converge on all inputs except a set with probability 0; with a rate",
		Derivation: "By the chain rule each observation takes the divergence of its forecast off the mean of KL_n, " +
			"so that KL_n is a supermartingale under A that is never negative; its maximum obeys Ville's " +
			"inequality. If KL(A^L‖M^L) stays bounded as L grows, E_A KL_N is the part of its limit that is left " +
			"after N steps and tends to 0: off a set whose probability is as small as one likes, the divergence " +
			"of the whole future stays below t from some N on. That is the convergence of Blackwell and Dubins " +
			"(1962), in divergence and with a rate, where A ≪ M has a finite divergence. For t ≤ E_A KL_N the " +
			"bound says nothing, and these t are left out.",
		Follows: []string{"merging/kl-steady"},
		Expect:  Holds,
		Needs:   NeedSources | NeedOperator | NeedMimic | NeedHorizon,
		Parts:   []Part{{Name: "always", Relation: AtMost, Best: Attained}, {Name: "chain", Relation: Equal}},
		Check:   futureSurely{}.check,
		Rivals: []Rival{
			{Name: "half of the bound", Check: futureSurely{share: model.Half}.check},
			{Name: "KL_{N+1} for KL_N in the bound", Check: futureSurely{later: 1}.check},
			{Name: "under the mimic's law", Check: futureSurely{weight: mimicsForecast}.check},
			{Name: "KL(M^N‖A^N) for KL(A^N‖M^N)", Part: 1, Check: futureSurely{reversed: true}.check},
			{Name: "KL_{N+1} for KL_N after N steps", Part: 1, Check: futureSurely{later: 1}.check},
		},
	},
}

// futureSurely parametrises the check of merging/future-almost-surely; its zero value is the claim's.
type futureSurely struct {
	share    model.Q                        // multiplies the bound, 0 for 1
	later    int                            // how many steps later the expectation is taken
	weight   func(a, m model.Law) model.Law // the law under which the maximum is large, nil for the operator's
	reversed bool                           // swaps the laws in the divergence of the first N outcomes
}

// pathMaximum is the largest value along a path from some step on, with the path's probability.
type pathMaximum struct {
	value model.Log
	prob  model.Q
}

func (s futureSurely) check(in *Instance) []Sides {
	if s.share.IsZero() {
		s.share = model.One
	}
	if s.weight == nil {
		s.weight = operatorsForecast
	}
	steps := in.pathReach()
	means, maxima := in.alongPaths(s.weight, func(at int, a, m model.Law) model.Log {
		return in.futureDivergence(a, m, steps-len(in.once.histories[at].outcomes))
	})
	always, chain := Tightest{Relation: AtMost}, Tightest{Relation: Equal}
	levels := in.historyTypes()
	for from := range steps {
		left, bound := means[from], means[from+s.later]
		t, most := largeTail(maxima[from], left)
		if left.Sign() > 0 && always.Consider(most, bound.Scale(s.share)) {
			always.Best = always.Best.WithDetail("N = %d, t = %s %s", from, t, in.Covered(steps))
		}
		before := levels[from]
		if s.reversed {
			before = swapped(before)
		}
		if chain.Consider(divergence(before).Add(bound), divergence(levels[steps])) {
			chain.Best = chain.Best.WithDetail("N = %d %s", from, in.Covered(steps))
		}
	}
	if !always.Best.Settled() {
		always.Consider(model.Log{}, model.Log{}) // nothing is left from the start
	}
	return []Sides{always.Best, chain.Best}
}

// alongPaths follows a quantity along every path of as many steps as pathReach allows. The quantity takes the place of
// a history in the order of Histories, and the laws after it. It returns the operator's mean of the quantity after n =
// 0, 1, … steps and, for each n before the last, its maximum from n on along each path that the weight gives positive
// probability.
func (in *Instance) alongPaths(
	weight func(a, m model.Law) model.Law, quantity func(at int, a, m model.Law) model.Log,
) (means []model.Log, maxima [][]pathMaximum) {
	steps := in.pathReach()
	terms := make([][]model.Log, steps+1)
	maxima = make([][]pathMaximum, steps)
	along := make([]model.Log, steps+1) // the quantity along the path to the current history
	at := -1
	in.Histories(func(h []int, a, m model.Law) {
		n := len(h)
		if at++; n > steps {
			return
		}
		along[n] = model.Log{}
		if !a.Null() {
			along[n] = quantity(at, a, m)
			terms[n] = append(terms[n], along[n].Scale(a.Prob()))
		}
		if path := weight(a, m); n == steps && !path.Null() {
			most := along[n]
			for from := n - 1; from >= 0; from-- {
				most = most.Max(along[from])
				maxima[from] = append(maxima[from], pathMaximum{most, path.Prob()})
			}
		}
	})
	for _, list := range terms {
		means = append(means, model.Sum(list...))
	}
	return means, maxima
}

// largeTail is the largest t·P(value ≥ t) over finite t above the mean, and the t. Both are 0 if no value is above it.
func largeTail(values []pathMaximum, mean model.Log) (t, most model.Log) {
	for value, prob := range tails(values) {
		if !mean.Less(value) {
			break
		}
		if tail := value.Scale(prob); !value.IsInfinite() && most.Less(tail) {
			t, most = value, tail
		}
	}
	return t, most
}

// tails lists the different values, falling, each with the probability of as much.
func tails(values []pathMaximum) iter.Seq2[model.Log, model.Q] {
	return func(yield func(model.Log, model.Q) bool) {
		falling := together(values)
		slices.SortStableFunc(falling, func(a, b pathMaximum) int { return b.value.Cmp(a.value) })
		var prob model.Q
		for _, v := range together(falling) {
			if prob = prob.Add(v.prob); !yield(v.value, prob) {
				return
			}
		}
	}
}

// together makes one of neighbours with the same value, such as paths that have their maximum in common. There are then
// fewer to sort, which takes long for logarithms.
func together(values []pathMaximum) (list []pathMaximum) {
	for _, v := range values {
		if last := len(list) - 1; last >= 0 && list[last].value.Equal(v.value) {
			list[last].prob = list[last].prob.Add(v.prob)
			continue
		}
		list = append(list, v)
	}
	return list
}

// swapped exchanges the two laws of each type.
func swapped(types typeLevel) (list typeLevel) {
	for _, laws := range types {
		list = append(list, []model.Law{laws[1], laws[0]})
	}
	return list
}
