package dominance

import (
	"strconv"
	"strings"

	"mimics/model"
)

// belief is a weight for each state of an automaton, summing to 1, over the states that have one.
type belief []move

func (b belief) key() string {
	var text strings.Builder
	for _, s := range b {
		text.WriteString(strconv.Itoa(s.to) + " " + s.chance.Key() + ";")
	}
	return text.String()
}

// The limits of beliefs: how many, how much they emit, how long the text of one may be.
const (
	mostBeliefs   = 1 << 10
	mostEmissions = 1 << 15
	mostText      = 1 << 10
)

// told puts what she who sees cells alone believes of the state of a source in place of the state: a belief and a cell settle
// the next belief, so that beliefs are the states of a settled automaton. Where there are more than the limits the sides stay as they are.
func (s sides) told() sides {
	if s.settled() {
		return s
	}
	ids := map[string]int{}
	var beliefs []belief
	id := func(b belief) int {
		key := b.key()
		id, known := ids[key]
		if !known {
			id = len(beliefs)
			ids[key], beliefs = id, append(beliefs, b)
		}
		return id
	}
	w := automaton{cells: s.cells}
	moved := s.at(w, func(state int) int { return id(belief{{state, model.One}}) })
	for n := 0; n < len(beliefs); n++ {
		if n >= mostBeliefs || n*s.cells >= mostEmissions || len(beliefs[n].key()) >= mostText {
			return s
		}
		moves := make([][]move, s.cells)
		for c := range s.cells {
			if next, chance := s.after(beliefs[n], c); chance.Sign() > 0 {
				moves[c] = []move{{id(next), chance}}
			}
		}
		w = w.add(moves)
	}
	moved.automaton = w
	return moved.quotient()
}

// after is what is believed after a cell, and the chance of it.
func (w automaton) after(b belief, cell int) (next belief, chance model.Q) {
	var moves []move
	for _, s := range b {
		for _, m := range w.moves[s.to][cell] {
			moves = append(moves, move{m.to, s.chance.Mul(m.chance)})
		}
	}
	next = gathered(moves, nil)
	for _, m := range next {
		chance = chance.Add(m.chance)
	}
	for i := range next {
		next[i].chance = next[i].chance.Div(chance)
	}
	return next, chance
}
