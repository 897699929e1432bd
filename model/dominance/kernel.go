package dominance

import (
	"slices"

	"mimics/model"
)

// kernel is a basis of the vectors v with Σ v_j·P_j = 0, over the states j: every equation between mixtures of the
// states' laws. It has one vector per free state, with a 1 there and a 0 at the other free states. It is empty if the
// laws are independent.
type kernel struct {
	free    []int
	vectors [][]model.Q // vectors[i][j], i the place of a free state, j a state
}

// findKernel returns the kernel of the states' laws, nil if the budget did not suffice. A word of cells gives each
// state a probability. These vectors span a space: it starts with the empty word, which gives each state 1, and is
// complete when a cell before a word adds nothing. The kernel is what that space maps to 0. It is found by remainders
// and tested exactly.
//
// Modulo a prime the rank of that space, or of its part in the first states, may be lower than over the rationals,
// never higher. Then the free states are others, and the exact test refuses what such primes give.
func (w automaton) findKernel(left *budget) *kernel {
	k := &kernel{}
	found := lifted(func(p prime) (remainders []uint64, other bool) {
		words, pivots := w.span(p, left)
		if words == nil {
			return nil, false
		}
		var free []int
		for s := range w.moves {
			if !slices.Contains(pivots, s) {
				free = append(free, s)
			}
		}
		other = !slices.Equal(free, k.free)
		k.free = free
		remainders = make([]uint64, len(free)*len(w.moves))
		for i, f := range free {
			v := remainders[i*len(w.moves):]
			v[f] = 1
			for n, x := range pivots {
				v[x] = p.sub(0, words[n][f])
			}
		}
		return remainders, other
	}, func(numbers []model.Q) bool {
		k.vectors = slices.Collect(slices.Chunk(numbers, len(w.moves)))
		return k.closed(w, left)
	}, left)
	if found == nil {
		return nil
	}
	return k
}

// span returns, modulo a prime, a basis of what words give the states, nil if the prime does not serve or the budget
// is spent. Word i has a 1 at its pivot, the state pivots[i], and a 0 at the pivots of the others. The basis is never
// longer than over the rationals, since what is independent modulo a prime is independent.
func (w automaton) span(p prime, left *budget) (words [][]uint64, pivots []int) {
	type step struct {
		from, to int
		chance   uint64
	}
	steps := make([][]step, w.cells)
	for s, moves := range w.moves {
		for c, list := range moves {
			for _, m := range list {
				*left -= effort(m.chance)
				chance, ok := p.remainder(m.chance)
				if !ok {
					return nil, nil
				}
				steps[c] = append(steps[c], step{s, m.to, chance})
			}
		}
	}
	word := make([]uint64, len(w.moves))
	for s := range word {
		word[s] = 1
	}
	extend := func(word []uint64) {
		for i, other := range words {
			p.subtract(word, other, word[pivots[i]])
		}
		// A product of remainders takes about an eighth of the time of a product of fractions.
		*left -= budget(1 + (1+len(words))*len(word)/8)
		if at := slices.IndexFunc(word, func(x uint64) bool { return x != 0 }); at >= 0 {
			by := p.inverse(word[at])
			for s, x := range word {
				word[s] = p.mul(x, by)
			}
			for _, other := range words {
				p.subtract(other, word, other[at])
			}
			words, pivots = append(words, word), append(pivots, at)
		}
	}
	extend(word)
	for n := 0; n < len(words) && len(words) < len(word); n++ {
		for c := range w.cells {
			if *left < 0 {
				return nil, nil
			}
			before := make([]uint64, len(word)) // what the cell and then the word have from each state
			for _, s := range steps[c] {
				before[s.from] = p.add(before[s.from], p.mul(s.chance, words[n][s.to]))
			}
			extend(before)
		}
	}
	return words, pivots
}

// closed reports whether the vectors are in the kernel, by the definition: each sums to 0, and what a cell makes of
// one is a combination of them. As the dimension is at most their number, they are then all of it.
func (k *kernel) closed(w automaton, left *budget) bool {
	for _, v := range k.vectors {
		if !model.Total(v).IsZero() {
			return false
		}
		for c := range w.cells {
			after := make([]model.Q, len(v))
			for s, x := range v {
				if x.IsZero() {
					continue
				}
				for _, m := range w.moves[s][c] {
					after[m.to] = after[m.to].Add(x.Mul(m.chance))
					*left -= effort(after[m.to])
				}
			}
			for i, f := range k.free {
				left.subtract(after, k.vectors[i], after[f])
			}
			if *left < 0 || slices.ContainsFunc(after, func(q model.Q) bool { return !q.IsZero() }) {
				return false
			}
		}
	}
	return true
}
