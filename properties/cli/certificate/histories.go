package certificate

import (
	"slices"

	"mimics/model"
)

// node is both laws after a history, as mixtures of beliefs, and A(h)/M(h).
type node struct {
	a, m []share
	z    model.Q
}

// share is a belief and its weight.
type share struct {
	belief int
	weight model.Q
}

// mixture is a law after the history.
func (s *search) mixture(law model.Law) (list []share) {
	var all Vector
	for _, p := range law.Present() {
		all = append(all, Weighted{s.place(p), p.Weight})
		list = append(list, share{s.id(s.canonical(Vector{{s.place(p), model.One}})), p.Weight})
	}
	if s.mixed {
		list = []share{{s.id(s.canonical(all)), model.One}}
	}
	return gathered(list)
}

// gathered adds up the weights of each belief.
func gathered(list []share) (sums []share) {
	for _, p := range list {
		i, known := slices.BinarySearchFunc(sums, p.belief, func(s share, id int) int { return s.belief - id })
		if !known {
			sums = slices.Insert(sums, i, share{belief: p.belief})
		}
		sums[i].weight = sums[i].weight.Add(p.weight)
	}
	return sums
}

// vector is z·A - C·M.
func (s *search) vector(n node) (sum Vector) {
	for _, p := range n.a {
		sum = append(sum, s.beliefs[p.belief].times(p.weight.Mul(n.z))...)
	}
	for _, p := range n.m {
		sum = append(sum, s.beliefs[p.belief].times(p.weight.Mul(s.Constant).Neg())...)
	}
	return sum.collected()
}

// observe returns a mixture after a cell, and the chance of the cell.
func (s *search) observe(list []share, cell int) (next []share, chance model.Q) {
	for _, p := range list {
		if e := s.step(p.belief, cell); e.chance.Sign() > 0 {
			weight := p.weight.Mul(e.chance)
			next, chance = append(next, share{e.to, weight}), chance.Add(weight)
		}
	}
	for i := range next {
		next[i].weight = next[i].weight.Div(chance)
	}
	return gathered(next), chance
}

// histories looks at the histories after the root until claims of pairs bound all that follows. It returns what
// z·A - C·M is at most after a cell. It is not ok if the constant is too small for some history, or a limit is reached.
func (s *search) histories(root node) (after func(cell int) Combination, ok bool) {
	type branch struct {
		to     int // -1 if A never shows the cell
		chance model.Q
	}
	nodes, ids := []node{root}, map[string]int{s.vector(root).key(): 0}
	var laid [][]laying
	var branches [][]branch
	for n := 0; n < len(nodes); n++ {
		if n > maxHistories || s.spent() || s.Constant.Less(nodes[n].z) {
			return nil, false
		}
		found := s.lay(nodes[n])
		laid, branches = append(laid, found), append(branches, nil)
		if found != nil {
			continue
		}
		for cell := range s.Feature.Cells() {
			a, shown := s.observe(nodes[n].a, cell)
			if shown.IsZero() {
				branches[n] = append(branches[n], branch{to: -1})
				continue
			}
			m, chance := s.observe(nodes[n].m, cell)
			if chance.IsZero() {
				return nil, false
			}
			next := node{a, m, nodes[n].z.Mul(shown).Div(chance)}
			key := s.vector(next).key()
			id, known := ids[key]
			if !known {
				id = len(nodes)
				ids[key], nodes = id, append(nodes, next)
			}
			branches[n] = append(branches[n], branch{id, chance})
		}
	}
	var afterNode func(n, cell int) Combination
	afterNode = func(n, cell int) (sum Combination) {
		if branches[n] == nil {
			for _, l := range laid[n] {
				sum = append(sum, s.pairAfter(l.pair, cell, l.weight)...)
			}
			return sum
		}
		b := branches[n][cell]
		if b.to < 0 {
			return nil
		}
		number := s.claim(s.vector(nodes[b.to]), func(cell int) Combination { return afterNode(b.to, cell) })
		return Combination{{number, b.chance}}
	}
	return func(cell int) Combination { return afterNode(0, cell) }, true
}
