package dominance

import (
	"slices"

	"mimics/model"
)

// growth looks for a word that returns one source of A and all sources of M to their states, and that the source
// gives a larger probability than each of the others does: repeated, it multiplies A/M without end. It returns nil if
// it finds none.
func (b *bounds) growth(root *pair) *Growth {
	if root.m[0].state < 0 {
		return outgrown(root)
	}
	if !b.deterministic {
		return nil
	}
	words := maxWords
	for _, s := range root.a {
		if found := b.grow(&pair{a: []source{s}, m: root.m}, &words); found != nil {
			return found
		}
	}
	return nil
}

// outgrown returns the cell by which an urn of A outgrows the only source of M, an urn of its support with a larger
// pseudo-count there: the density of the one with respect to the other is θ to a negative power.
func outgrown(root *pair) *Growth {
	m := root.m[0]
	for _, u := range root.a {
		for c := range m.urn {
			if len(root.m) == 1 && u.sameSupport(m) && u.urn[c].Less(m.urn[c]) {
				return &Growth{Rare: &c}
			}
		}
	}
	return nil
}

// grow searches breadth first for a word from each joint state that the pair leads to.
func (b *bounds) grow(from *pair, words *int) *Growth {
	joint := []*pair{from.restarted()}
	seen := map[string]bool{joint[0].key(): true}
	for n := 0; n < len(joint) && *words > 0 && !b.spent(); n++ {
		if word := b.loop(joint[n], words); word != nil {
			return &Growth{After: joint[n].history, Word: word}
		}
		for c := range b.cells {
			if next, _ := b.after(joint[n], c); next != nil {
				if next = next.restarted(); !seen[next.key()] {
					seen[next.key()] = true
					joint = append(joint, next)
				}
			}
		}
	}
	return nil
}

// restarted forgets what the history said of the sources: those of M have equal weights again, and the ratio is 1.
func (p *pair) restarted() *pair {
	from := &pair{history: p.history, a: []source{{state: p.a[0].state, weight: model.One}}, z: model.One}
	for _, s := range p.m {
		from.m = append(from.m, source{state: s.state, weight: model.Frac(1, int64(len(p.m)))})
	}
	return from
}

// maxLoop is how many words loop extends.
const maxLoop = 200

// loop returns a word that leads from the joint state back to it, and that is likelier from the source than from each
// of the others; nil if it finds none. On the way the others must stay as many as they are: if one is refuted, or two
// meet, the word does not lead back. Then the weight of each is that at the start, times its probability of the word,
// divided by M's.
func (b *bounds) loop(from *pair, words *int) []int {
	open := []*pair{from}
	for n := 0; n < len(open) && n < maxLoop && !b.spent(); n++ {
		*words--
		for c := range b.cells {
			next, _ := b.after(open[n], c)
			if next == nil || len(next.m) < len(from.m) {
				continue
			}
			likelier := func(s source) bool { return s.weight.Div(from.m[0].weight).Less(next.z) }
			if next.a[0].state == from.a[0].state && slices.Equal(states(next.m), states(from.m)) &&
				all(next.m, likelier) {
				return next.history[len(from.history):]
			}
			open = append(open, next)
		}
	}
	return nil
}
