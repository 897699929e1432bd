package dominance

import (
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
	kernel func() *kernel // found once, even if two goroutines ask; nil if there was not enough effort
}

func newTests(w automaton, effort int) *tests {
	return &tests{w, sync.OnceValue(func() *kernel { return w.findKernel(&effort) })}
}

// apart reports whether the law of a state is singular to every mixture of the others, as a whole (Chen and Kiefer 2014). It is not
// if and only if some state r that it can come to is covered by states that others can have come to by the same cells.
func (t *tests) apart(state int, others set, left *int) answer {
	met := t.beside(state, others)
	for r, with := range met {
		if with.has(r) {
			return no
		}
	}
	result := yes
	for r := range t.moves {
		if with := met[r]; len(with) > 0 {
			switch t.covered(r, with, left) {
			case yes:
				return no
			case unknown:
				result = unknown
			}
		}
	}
	return result
}

// beside lists, for each state that a state can come to, those that others can be in then, after the same cells.
func (w automaton) beside(state int, others set) map[int]set {
	met := map[int]set{}
	var queue [][2]int
	meet := func(r, s int) {
		if !met[r].has(s) {
			met[r] = met[r].with(s)
			queue = append(queue, [2]int{r, s})
		}
	}
	for _, s := range others {
		meet(state, s)
	}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		for c := range w.cells {
			for _, m := range w.moves[at[0]][c] {
				for _, n := range w.moves[at[1]][c] {
					meet(m.to, n.to)
				}
			}
		}
	}
	return met
}

// covered reports whether a multiple of some mixture of the others, with something left over for other states, is a mixture that
// the state has part in: then its law is at most that multiple. That is an equation v of the kernel with v < 0 at the state and
// v > 0 at the others alone. By Farkas' lemma there is none if and only if there are weights λ ≥ 0 for the rest with
// v_state + Σ λ_j·v_j = 0 for every equation: a linear program of few rows.
func (t *tests) covered(state int, others set, left *int) answer {
	equations := t.kernel()
	if equations == nil {
		return unknown
	}
	var rest []int
	for j := range t.moves {
		if j != state && !others.has(j) {
			rest = append(rest, j)
		}
	}
	rows, right := make([][]model.Q, len(equations.vectors)), make([]model.Q, len(equations.vectors))
	for i, v := range equations.vectors {
		right[i] = v[state].Neg()
		for _, j := range rest {
			rows[i] = append(rows[i], v[j])
		}
	}
	switch _, feasible := minimum(rows, right, make([]model.Q, len(rest)), left); feasible {
	case yes:
		return no
	case no:
		return yes
	}
	return unknown
}

// constant is the least C with which C times the states of one mixture is another and something left over: then the other is at most C times
// the one. It is nil if there is none, or none was found for the effort. By the duality of linear programs it is the largest Σ λ_j·a_j with
// λ ≥ 0, Σ λ_j·m_j = 1, and Σ λ_j·v_j = 0 for every equation v of the kernel.
func (t *tests) constant(a, m []source, left *int) *model.Q {
	equations := t.kernel()
	if equations == nil {
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
	for _, v := range equations.vectors {
		rows, right = append(rows, v), append(right, model.Zero)
	}
	least, bounded := minimum(rows, right, cost, left)
	if bounded != yes {
		return nil
	}
	c := least.Neg()
	return &c
}
