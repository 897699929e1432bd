package dominance

import (
	"slices"

	"mimics/model"
)

// chances returns, per joint state, the probability that the source merges and that it is singular, or lower bounds
// on both. The budget is for each of the two.
func (p *product) chances(left budget) (merges, parts []model.Q) {
	merges, exact := p.reach(merged, left)
	if !exact {
		parts, _ = p.reach(singular, left)
		return merges, parts
	}
	for _, p := range merges {
		parts = append(parts, model.One.Sub(p))
	}
	return merges, parts
}

// reach returns, per joint state, the probability to reach a fate, or a lower bound on it: the least solution of the
// equations x = Σ p·x'. It is 1 if no other fate can be reached, and 0 if this one cannot. In between the equations
// are solved exactly or, if that costs too much or some fate is open, bounded from below. If it is exact, all the
// rest reaches the other fate.
func (p *product) reach(target fate, left budget) (result []model.Q, exact bool) {
	hopeful := p.comesTo(func(n node) bool { return n.fate == target })
	doubtful := p.comesTo(func(n node) bool { return n.fate != target && n.fate != passing })
	result = make([]model.Q, len(p.nodes))
	var between []int
	for n := range p.nodes {
		switch {
		case hopeful[n] && doubtful[n]:
			between = append(between, n)
		case hopeful[n]:
			result[n] = model.One
		}
	}
	e := p.equations(between, result)
	var numbers []model.Q
	if slices.ContainsFunc(p.nodes, func(n node) bool { return n.fate == open }) {
		numbers, _ = e.refine(minPlaces, &left)
	} else {
		numbers, exact = e.solve(left)
	}
	for i, n := range between {
		result[n] = numbers[i]
	}
	return result, exact
}

// comesTo reports, per joint state, whether it can reach one for which the condition holds.
func (p *product) comesTo(condition func(node) bool) []bool {
	previous, reaches := make([][]int, len(p.nodes)), make([]bool, len(p.nodes))
	var queue []int
	for u, n := range p.nodes {
		for _, e := range n.next {
			previous[e.to] = append(previous[e.to], u)
		}
		if condition(n) {
			reaches[u], queue = true, append(queue, u)
		}
	}
	for n := 0; n < len(queue); n++ {
		for _, u := range previous[queue[n]] {
			if !reaches[u] {
				reaches[u], queue = true, append(queue, u)
			}
		}
	}
	return reaches
}
