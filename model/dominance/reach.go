package dominance

import (
	"math/big"
	"math/bits"
	"slices"

	"mimics/model"
)

// What the exact solution of the equations may cost, how many sums are worked out where it costs more, and of how many equations the exact
// solution is worth while although something is open.
const (
	few         = 256
	mostSolving = 1 << 22
	mostSums    = 1 << 25
)

// chances are, for each joint state, the probability to merge and that not to, or lower bounds on both.
func (j *joint) chances() (merges, parts []model.Q) {
	merges, exact := j.reach(merged)
	if !exact {
		parts, _ = j.reach(parted)
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
func (j *joint) reach(target fate) (result []model.Q, exact bool) {
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
	if undecided && len(between) > few || !j.solve(between, result) {
		j.approach(between, result)
		return result, false
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

// solve eliminates one joint state after the other: forwards each is written in terms of those after it in the order, backwards they
// are known. It gives up, and changes nothing, where that costs too much.
func (j *joint) solve(order []int, result []model.Q) (solved bool) {
	into := make(map[int]map[int]model.Q, len(order))  // into[v][u] is the chance of v after u
	outOf := make(map[int]map[int]model.Q, len(order)) // outOf[u][v] is the same
	for _, u := range order {
		into[u], outOf[u] = map[int]model.Q{}, map[int]model.Q{}
	}
	spent := 0
	link := func(u, v int, p model.Q) {
		p = p.Add(outOf[u][v])
		outOf[u][v], into[v][u] = p, p
		spent += effort(p)
	}
	succeed := map[int]model.Q{} // chance of the target by what is known
	for _, u := range order {
		for _, e := range j.nodes[u].next {
			if outOf[e.to] != nil {
				link(u, e.to, e.chance)
			} else {
				succeed[u] = succeed[u].Add(e.chance.Mul(result[e.to]))
			}
		}
	}
	for _, v := range slices.Backward(order) {
		if spent > mostSolving {
			return false
		}
		leave := model.One.Sub(outOf[v][v])
		delete(outOf[v], v)
		delete(into[v], v)
		succeed[v] = succeed[v].Div(leave)
		for w, p := range outOf[v] {
			p = p.Div(leave)
			outOf[v][w], into[w][v] = p, p
		}
		for u, p := range into[v] {
			delete(outOf[u], v)
			succeed[u] = succeed[u].Add(p.Mul(succeed[v]))
			for w, q := range outOf[v] {
				link(u, w, p.Mul(q))
			}
		}
		for w := range outOf[v] {
			delete(into[w], v)
		}
	}
	for _, u := range order {
		result[u] = succeed[u]
		for w, p := range outOf[u] {
			result[u] = result[u].Add(p.Mul(result[w]))
		}
	}
	return true
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
