package dominance

import (
	"math"
	"sync"

	"mimics/model"
)

// answer is what is known of a question.
type answer int

const (
	unknown answer = iota
	no
	yes
)

// tests compares mixtures of the states of an automaton by the equations between their laws.
type tests struct {
	automaton
	kernel func() *kernel // found once, even if two goroutines ask; nil if the budget did not suffice
}

func newTests(w automaton, left budget) *tests {
	return &tests{w, sync.OnceValue(func() *kernel { return w.findKernel(&left) })}
}

// singular reports whether the law of a state is singular to every mixture of the others, as a whole (Chen and Kiefer
// 2014). It is not if and only if some state r that it can reach is dominated by a mixture of states that others can
// reach by the same cells.
func (t *tests) singular(state int, others set, left *budget) answer {
	coReachable := make([][]source, len(t.moves))
	for _, n := range t.pairs(set{state}, others, math.MaxInt).nodes {
		if n.fate == merged {
			return no
		}
		for _, q := range n.others {
			coReachable[n.state] = append(coReachable[n.state], source{state: q, weight: model.One})
		}
	}
	result := yes
	for r, mixture := range coReachable {
		if len(mixture) > 0 {
			switch _, dominated := t.constant([]source{{state: r, weight: model.One}}, mixture, left); dominated {
			case yes:
				return no
			case unknown:
				result = unknown
			}
		}
	}
	return result
}

// constant returns the least C for which C times the states of m are the states of a and a remainder of states, up to
// the equations of the kernel. Then a ≤ C·m. The answer is no if there is no such C, and unknown if the budget is
// spent. By the duality of linear programs C is the largest Σ λ_j·a_j with λ ≥ 0, Σ λ_j·m_j = 1, and Σ λ_j·v_j = 0
// for every equation v.
func (t *tests) constant(a, m []source, left *budget) (c model.Q, exists answer) {
	k := t.kernel()
	if k == nil {
		return c, unknown
	}
	weights := func(sources []source) []model.Q {
		list := make([]model.Q, len(t.moves))
		for _, s := range sources {
			if s.state >= 0 {
				list[s.state] = s.weight
			}
		}
		return list
	}
	return k.largestRatio(weights(a), weights(m), left)
}
