package dominance

import "mimics/model"

// The limits of determinized: how many beliefs, how many moves, how long the key of one belief.
const (
	maxBeliefs   = 1 << 10
	maxEmissions = 1 << 15
	maxKey       = 1 << 10
)

// determinized replaces hidden states by an observer's beliefs about them. A belief and a cell determine the next
// belief, so the beliefs are the states of a deterministic automaton. If they exceed the limits, it returns the sides
// unchanged.
func (s sides) determinized() sides {
	if s.isDeterministic() {
		return s
	}
	ids := map[string]int{}
	var beliefs [][]source
	id := func(belief []source) int {
		key := key(belief)
		id, known := ids[key]
		if !known {
			id = len(beliefs)
			ids[key], beliefs = id, append(beliefs, belief)
		}
		return id
	}
	alone := func(state int) int { return id([]source{{state: state, weight: model.One}}) }
	moved := s.in(automaton{cells: s.cells}, alone)
	for n := 0; n < len(beliefs); n++ {
		if n >= maxBeliefs || n*s.cells >= maxEmissions || len(key(beliefs[n])) >= maxKey {
			return s
		}
		moves := make([][]move, s.cells)
		for c := range s.cells {
			if next, chance := s.observe(beliefs[n], c); chance.Sign() > 0 {
				moves[c] = []move{{id(next), chance}}
			}
		}
		moved.moves = append(moved.moves, moves)
	}
	return moved.quotient()
}
