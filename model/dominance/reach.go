package dominance

import (
	"math/big"
	"math/bits"
	"slices"

	"mimics/model"
)

// How many sums are worked out if the exact solution of the equations costs too much, and of how many equations the exact
// solution is worth while although something is open.
const (
	few      = 256
	mostSums = 1 << 25
)

// chances are, for each joint state, the probability to merge and that not to, or lower bounds on both.
func (j *joint) chances(left *int) (merges, parts []model.Q) {
	merges, exact := j.reach(merged, left)
	if !exact {
		parts, _ = j.reach(parted, left)
		return merges, parts
	}
	for _, p := range merges {
		parts = append(parts, model.One.Sub(p))
	}
	return merges, parts
}

// reach is, for each joint state, the probability to come to one fate, or a lower bound on it: of the equations x = Σ p·x' the least
// solution. Where no other fate can be reached it is 1, where this one cannot it is 0, and in between the equations are
// solved exactly or, where that is too much or some fate is open anyway, from below. Where it is exact the rest comes to the
// other fate.
func (j *joint) reach(target fate, left *int) (result []model.Q, exact bool) {
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
	undecided := slices.ContainsFunc(j.nodes, func(n node) bool { return n.fate == open })
	if undecided && len(between) > few {
		j.approach(between, result)
		return result, false
	}
	e := j.equations(between, result)
	elimination := *left / 4
	numbers := lifted(func(p prime) ([]uint64, bool) { return e.eliminate(p, &elimination), false }, func(guess []model.Q) bool { return e.hold(guess, left) }, &elimination)
	if numbers == nil {
		j.approach(between, result)
		if numbers = e.refine(between, result, left); numbers == nil {
			return result, false
		}
	}
	for i, n := range between {
		result[n] = numbers[i]
	}
	return result, !undecided
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

// approach works out sum after sum from 0 on, every product rounded down: what it comes to never passes the least solution.
func (j *joint) approach(order []int, result []model.Q) {
	const one = 1 << 63
	x, chances := make([]uint64, len(j.nodes)), map[int][]uint64{}
	down := func(q model.Q) uint64 { // in units of 1/one
		n, d := q.Num().Big(), q.Den().Big()
		return n.Lsh(n, 63).Div(n, d).Uint64()
	}
	for n, q := range result {
		x[n] = down(q)
	}
	edges := 0
	for _, u := range order {
		for _, e := range j.nodes[u].next {
			chances[u] = append(chances[u], down(e.chance))
			edges++
		}
	}
	for rises, sums := true, 0; rises && sums < mostSums; sums += edges {
		rises = false
		for _, u := range slices.Backward(order) {
			var sum uint64
			for i, e := range j.nodes[u].next {
				high, low := bits.Mul64(chances[u][i], x[e.to])
				sum += high<<1 | low>>63
			}
			rises = rises || sum > x[u]
			x[u] = max(x[u], sum)
		}
	}
	for _, u := range order {
		result[u] = model.Ratio(model.IntOf(new(big.Int).SetUint64(x[u])), model.IntOf(new(big.Int).SetUint64(one)))
	}
}

// effort is about what it costs to work with a number, in units of what one of 64 bits costs.
func effort(q model.Q) int {
	words := 1 + q.Den().BitLen()/64
	return words * words
}
