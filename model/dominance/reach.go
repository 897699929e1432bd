package dominance

import (
	"slices"

	"mimics/model"
)

// chances are, for each joint state, the probability to merge and that not to, or lower bounds on both. Each may cost the effort.
func (j *joint) chances(effort int) (merges, parts []model.Q) {
	merges, exact := j.reach(merged, effort)
	if !exact {
		parts, _ = j.reach(parted, effort)
		return merges, parts
	}
	for _, p := range merges {
		parts = append(parts, model.One.Sub(p))
	}
	return merges, parts
}

// reach is, for each joint state, the probability to come to one fate, or a lower bound on it: the least solution of the equations
// x = Σ p·x'. If no other fate can be reached it is 1, if this one cannot it is 0, and in between the equations are solved exactly
// or, if that costs too much or some fate is open anyway, from below. If it is exact the rest comes to the other fate.
func (j *joint) reach(target fate, effort int) (result []model.Q, exact bool) {
	is := func(n node) bool { return n.fate == target }
	hopeful, doubtful := j.comesTo(is), j.comesTo(func(n node) bool { return n.fate != target && n.fate != passing })
	result = make([]model.Q, len(j.nodes))
	var between []int
	for n := range j.nodes {
		switch {
		case hopeful[n] && doubtful[n]:
			between = append(between, n)
		case hopeful[n]:
			result[n] = model.One
		}
	}
	e := j.equations(between, result)
	var numbers []model.Q
	if slices.ContainsFunc(j.nodes, func(n node) bool { return n.fate == open }) {
		numbers, _ = e.refine(fewestPlaces, &effort)
	} else {
		numbers, exact = e.solve(effort)
	}
	for i, n := range between {
		result[n] = numbers[i]
	}
	return result, exact
}

// comesTo are the joint states from which such ones can be reached.
func (j *joint) comesTo(those func(node) bool) []bool {
	previous := make([][]int, len(j.nodes))
	var queue []int
	reaches := make([]bool, len(j.nodes))
	for u, n := range j.nodes {
		for _, e := range n.next {
			previous[e.to] = append(previous[e.to], u)
		}
		if those(n) {
			reaches[u], queue = true, append(queue, u)
		}
	}
	for len(queue) > 0 {
		v := queue[0]
		queue = queue[1:]
		for _, u := range previous[v] {
			if !reaches[u] {
				reaches[u], queue = true, append(queue, u)
			}
		}
	}
	return reaches
}

// effort is about what it costs to work with a number, in units of what one of 64 bits costs.
func effort(q model.Q) int {
	words := 1 + q.Den().BitLen()/64
	return words * words
}
