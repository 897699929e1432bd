package dominance

import (
	"slices"

	"mimics/model"
)

// cycle looks for a word after which one source of A and all that is possible of M are where they were, and of which the
// source is likelier than of each of the others: repeated, it multiplies A/M without end. Nil where none is found.
func (b *bounds) cycle(root *pair) *Growth {
	if root.m[0].state < 0 {
		return outgrown(root)
	}
	if !b.settled {
		return nil
	}
	looked := 0
	for _, i := range states(root.a) {
		if found := b.grow(i, states(root.m), &looked); found != nil {
			return found
		}
	}
	return nil
}

// outgrown says by which cell an urn of A outgrows the only source of M, an urn of its support with a larger
// pseudo-count there: the density of the one with respect to the other is θ to a negative power.
func outgrown(root *pair) *Growth {
	if len(root.m) > 1 {
		return nil
	}
	m := root.m[0].urn
	for _, u := range root.a {
		for c := range m {
			if sameSupport(u.urn, m) && u.urn[c].Less(m[c]) {
				return &Growth{Rare: &c}
			}
		}
	}
	return nil
}

// grow searches breadth first from every joint state that source and others can come to.
func (b *bounds) grow(state int, others set, looked *int) *Growth {
	j := newJoint(b.automaton)
	paths := [][]int{{}}
	j.id(state, others)
	for n := 0; n < len(j.nodes) && *looked < mostWords && !b.spent(); n++ {
		at := j.nodes[n]
		if word := b.loop(at, looked); word != nil {
			return &Growth{After: paths[n], Word: word}
		}
		for c, p := range b.emit[at.state] {
			if p.Sign() > 0 {
				if id := j.id(b.next(at.state, c), j.led(at.others, c)); id == len(paths) {
					paths = append(paths, append(slices.Clone(paths[n]), c))
				}
			}
		}
	}
	return nil
}

// strand is a word, where it leads from a joint state, and by how much it is likelier from the source than from each other.
type strand struct {
	word   []int
	state  int
	others map[int]model.Q // by where they began: the ratio
	at     map[int]int     // and where they are
}

// loop is a word that leads from the joint state back to it and is likelier from the source than from each of the
// others, nil where none is found.
func (b *bounds) loop(from node, looked *int) []int {
	first := strand{state: from.state, others: map[int]model.Q{}, at: map[int]int{}}
	for _, s := range from.others {
		first.others[s], first.at[s] = model.One, s
	}
	strands := []strand{first}
	for n := 0; n < len(strands) && n < 200 && !b.spent(); n++ {
		*looked++
		for c, p := range b.emit[strands[n].state] {
			if p.Sign() == 0 {
				continue
			}
			next := strand{
				word: append(slices.Clone(strands[n].word), c), state: b.next(strands[n].state, c),
				others: map[int]model.Q{}, at: map[int]int{},
			}
			var where set
			grows := true
			for s, ratio := range strands[n].others {
				q := b.emit[strands[n].at[s]][c]
				if q.Sign() == 0 {
					continue
				}
				next.others[s], next.at[s] = ratio.Mul(p).Div(q), b.next(strands[n].at[s], c)
				b.charge(next.others[s])
				where = where.with(next.at[s])
				grows = grows && model.One.Less(next.others[s])
			}
			if len(where) == 0 {
				continue // then A has a singular part
			}
			if next.state == from.state && slices.Equal(where, from.others) && grows {
				return next.word
			}
			strands = append(strands, next)
		}
	}
	return nil
}
