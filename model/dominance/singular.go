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
	coReachable := make([]set, len(t.moves))
	for _, n := range t.pairs(set{state}, others, math.MaxInt).nodes {
		if n.fate == merged {
			return no
		}
		for _, q := range n.others {
			coReachable[n.state] = coReachable[n.state].with(q)
		}
	}
	result := yes
	for r, mixture := range coReachable {
		if len(mixture) > 0 {
			switch t.dominatedByMixture(r, mixture, left) {
			case yes:
				return no
			case unknown:
				result = unknown
			}
		}
	}
	return result
}

// dominatedByMixture reports whether a multiple of some mixture of the others, with a remainder of states, is a
// mixture that the state has part in: then its law is at most that multiple. That is an equation v of the kernel with
// v < 0 at the state and v > 0 at the others alone. By Farkas' lemma there is none if and only if there are weights λ
// ≥ 0 for the rest with v_state + Σ λ_j·v_j = 0 for every equation: a linear program of few rows.
func (t *tests) dominatedByMixture(state int, others set, left *budget) answer {
	k := t.kernel()
	if k == nil {
		return unknown
	}
	rows, right, rest := make([][]model.Q, len(k.vectors)), make([]model.Q, len(k.vectors)), 0
	for j := range t.moves {
		if j != state && !others.has(j) {
			rest++
			for i, v := range k.vectors {
				rows[i] = append(rows[i], v[j])
			}
		}
	}
	for i, v := range k.vectors {
		right[i] = v[state].Neg()
	}
	_, feasible := minimum(rows, right, make([]model.Q, rest), left)
	return [...]answer{unknown: unknown, yes: no, no: yes}[feasible]
}

// constant returns the least C for which C times the states of m are the states of a and a remainder of states, up to
// the equations of the kernel: then a ≤ C·m. It is nil if there is no such C, or the budget is spent. By the duality
// of linear programs C is the largest Σ λ_j·a_j with λ ≥ 0, Σ λ_j·m_j = 1, and Σ λ_j·v_j = 0 for every equation v.
func (t *tests) constant(a, m []source, left *budget) *model.Q {
	k := t.kernel()
	if k == nil {
		return nil
	}
	sums, cost := make([]model.Q, len(t.moves)), make([]model.Q, len(t.moves))
	for _, s := range a {
		cost[s.state] = s.weight.Neg()
	}
	for _, s := range m {
		if s.state >= 0 {
			sums[s.state] = s.weight
		}
	}
	rows, right := [][]model.Q{sums}, []model.Q{model.One}
	for _, v := range k.vectors {
		rows, right = append(rows, v), append(right, model.Zero)
	}
	smallest, bounded := minimum(rows, right, cost, left)
	if bounded != yes {
		return nil
	}
	return new(smallest.Neg())
}
