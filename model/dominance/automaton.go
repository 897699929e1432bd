package dominance

import (
	"slices"
	"strconv"

	"mimics/model"
)

// automaton holds every source, seen through a feature: a state emits a cell and moves to a successor. State and
// outcome determine the successor; state and cell may leave several.
type automaton struct {
	cells int
	moves [][][]move // moves[state][cell]
}

// move is a successor, and the probability to emit the cell and move there.
type move struct {
	to     int
	chance model.Q
}

// isDeterministic reports whether state and cell leave at most one successor throughout, as state and outcome do.
func (w automaton) isDeterministic() bool {
	return !slices.ContainsFunc(w.moves, func(moves [][]move) bool {
		return slices.ContainsFunc(moves, func(list []move) bool { return len(list) > 1 })
	})
}

// step returns the move of a state of a deterministic automaton with a cell: its chance is 0 if the state never emits
// it.
func (w automaton) step(state, cell int) (m move) {
	if list := w.moves[state][cell]; len(list) > 0 {
		m = list[0]
	}
	return m
}

// source is a source of one law: a state of the automaton or, if state < 0, an urn over the cells.
type source struct {
	weight model.Q
	state  int
	urn    []model.Q
}

// sameLaw reports whether two sources have the same law, if no two states have.
func (s source) sameLaw(other source) bool {
	return s.state == other.state && slices.EqualFunc(s.urn, other.urn, model.Q.Equal)
}

// byLaw adds up the weights of sources with the same law, and sorts the sources by state, urns first.
func byLaw(sources []source) (list []source) {
	for _, s := range sources {
		if i := slices.IndexFunc(list, s.sameLaw); i >= 0 {
			list[i].weight = list[i].weight.Add(s.weight)
		} else {
			list = append(list, s)
		}
	}
	slices.SortStableFunc(list, func(s, t source) int { return s.state - t.state })
	return list
}

// states returns the states of the sources that are not urns.
func states(sources []source) (list set) {
	for _, s := range sources {
		if s.state >= 0 {
			list = list.with(s.state)
		}
	}
	return list
}

// key is equal for equal lists of sources only.
func key(sources []source) string {
	var text []byte
	for _, s := range sources {
		text = append(append(strconv.AppendInt(text, int64(s.state), 10), ' '), s.weight.Key()...)
		for _, a := range s.urn {
			text = append(append(text, ' '), a.Key()...)
		}
		text = append(text, ';')
	}
	return string(text)
}

// observe returns the sources after a cell, and the probability of the cell.
func (w automaton) observe(sources []source, cell int) (next []source, chance model.Q) {
	for _, s := range sources {
		if s.state >= 0 {
			for _, m := range w.moves[s.state][cell] {
				next = append(next, source{state: m.to, weight: s.weight.Mul(m.chance)})
			}
		} else if s.urn[cell].Sign() > 0 {
			weight, counted := s.weight.Mul(s.urn[cell]).Div(model.Total(s.urn)), slices.Clone(s.urn)
			counted[cell] = counted[cell].Add(model.One)
			next = append(next, source{weight, -1, counted})
		}
	}
	next = byLaw(next)
	for _, s := range next {
		chance = chance.Add(s.weight)
	}
	for i := range next {
		next[i].weight = next[i].weight.Div(chance)
	}
	return next, chance
}

// observe returns the present sources of both laws as states of one automaton, which has the states that they can
// reach. An urn that can show one cell only becomes a state too. A Dirichlet prior seen through a feature is one over
// its cells, so the pseudo-counts of an urn add up by cell.
func observe(a, m model.Law, f model.Feature) sides {
	machine, s := a.Machine(), sides{automaton: automaton{cells: f.Cells()}}
	ids, states := map[int]int{}, []int{} // of the machine, or -1-cell for the source that shows one cell for ever
	id := func(state int) int {
		id, known := ids[state]
		if !known {
			id = len(states)
			ids[state], states = id, append(states, state)
		}
		return id
	}
	for i, law := range []model.Law{a, m} {
		for _, p := range law.Present() {
			from := source{weight: p.Weight, state: -1}
			if p.Pseudo == nil {
				from.state = id(p.At)
			} else {
				from.urn = make([]model.Q, s.cells)
				for x, count := range p.Pseudo {
					c := f.Cell(x)
					from.urn[c] = from.urn[c].Add(count)
				}
				first := slices.IndexFunc(from.urn, func(a model.Q) bool { return a.Sign() > 0 })
				if from.urn[first].Equal(model.Total(from.urn)) {
					from.state, from.urn = id(-1-first), nil
				}
			}
			s.sources[i] = append(s.sources[i], from)
		}
	}
	for n := 0; n < len(states); n++ {
		moves := make([][]move, s.cells)
		if states[n] < 0 {
			moves[-1-states[n]] = []move{{n, model.One}}
		} else {
			emission := machine.Emission(states[n])
			for x := range emission.Len() {
				if c := f.Cell(x); emission.Has(x) {
					moves[c] = append(moves[c], move{id(machine.Next(states[n], x)), emission.P(x)})
				}
			}
		}
		s.moves = append(s.moves, moves)
	}
	return s
}

// sides holds one automaton and the sources of two laws in it.
type sides struct {
	automaton
	sources [2][]source
}

// in moves the sources to another automaton, where a function says which state replaces each.
func (s sides) in(w automaton, replaced func(state int) int) sides {
	moved := sides{automaton: w}
	for i, list := range s.sources {
		moved.sources[i] = slices.Clone(list)
		for n, source := range list {
			if source.state >= 0 {
				moved.sources[i][n].state = replaced(source.state)
			}
		}
	}
	return moved
}

func (s sides) reversed() sides {
	s.sources[0], s.sources[1] = s.sources[1], s.sources[0]
	return s
}

// quotient identifies states that emit the same cells with the same probabilities and move alike to identified
// states, and so have the same law. It refines the coarsest partition until the number of classes stays the same.
func (s sides) quotient() sides {
	class, classes := make([]int, len(s.moves)), 0
	merged := automaton{cells: s.cells, moves: make([][][]move, min(1, len(class)))} // a state per class
	for len(merged.moves) > classes {
		classes, merged.moves = len(merged.moves), nil
		ids, refined := map[string]int{}, make([]int, len(class))
		for state := range class {
			moves, text := make([][]move, s.cells), strconv.AppendInt(nil, int64(class[state]), 10)
			for c := range moves {
				moves[c], text = gathered(s.moves[state][c], class), append(text, '|')
				for _, m := range moves[c] {
					text = append(append(append(strconv.AppendInt(text, int64(m.to), 10), ' '), m.chance.Key()...), ';')
				}
			}
			id, known := ids[string(text)]
			if !known {
				id = len(ids)
				ids[string(text)], merged.moves = id, append(merged.moves, moves)
			}
			refined[state] = id
		}
		class = refined
	}
	return s.in(merged, func(state int) int { return class[state] })
}

// gathered adds up moves to the same class, and sorts them by class.
func gathered(moves []move, class []int) (sums []move) {
	for _, m := range moves {
		i, known := slices.BinarySearchFunc(sums, class[m.to], func(m move, to int) int { return m.to - to })
		if !known {
			sums = slices.Insert(sums, i, move{to: class[m.to]})
		}
		sums[i].chance = sums[i].chance.Add(m.chance)
	}
	return sums
}
