package dominance

import (
	"slices"
	"strconv"

	"mimics/model"
)

// automaton is every source there is, seen through a feature: states that emit a cell each and lead on. A state and an outcome
// settle the successor; a state and a cell may leave several.
type automaton struct {
	cells int
	emit  [][]model.Q // emit[state][cell]
	moves [][][]move  // moves[state][cell], whose chances sum to emit[state][cell]
}

// move is where a state can lead while it emits a cell, and the chance of both.
type move struct {
	to     int
	chance model.Q
}

// add is the automaton with one more state, of these moves by cell.
func (w automaton) add(moves [][]move) automaton {
	emit := make([]model.Q, w.cells)
	for c, list := range moves {
		for _, m := range list {
			emit[c] = emit[c].Add(m.chance)
		}
	}
	w.emit, w.moves = append(w.emit, emit), append(w.moves, moves)
	return w
}

// settled reports whether state and cell leave one successor throughout, as state and outcome do.
func (w automaton) settled() bool {
	for _, moves := range w.moves {
		for _, list := range moves {
			if len(list) > 1 {
				return false
			}
		}
	}
	return true
}

// next is the successor of a settled automaton, where the state emits the cell.
func (w automaton) next(state, cell int) int { return w.moves[state][cell][0].to }

// source is a source of one side: a state of the automaton or, where state < 0, an urn over the cells.
type source struct {
	start  int
	weight model.Q
	state  int
	urn    []model.Q
}

// observer builds the automaton of a machine seen through a feature, of the states that its sources can come to.
type observer struct {
	machine *model.Machine
	feature model.Feature
	ids     map[int]int
	states  []int // of the machine, or -1-cell for the source that shows one cell for ever
	automaton
}

// observe gives the sources of both laws as states of one automaton, in which no two states have the same moves.
func observe(a, m model.Law, f model.Feature) sides {
	o := &observer{machine: a.Machine(), feature: f, ids: map[int]int{}, automaton: automaton{cells: f.Cells()}}
	sources := [2][]source{o.sources(a), o.sources(m)}
	for n := 0; n < len(o.states); n++ {
		o.expand(o.states[n])
	}
	return sides{o.automaton, sources}.quotient()
}

// sources are the sources of a law, where they are now. An urn that can show one cell alone is a state like others.
func (o *observer) sources(l model.Law) (list []source) {
	for _, p := range l.Present() {
		s := source{start: p.Start, weight: p.Weight, state: -1}
		if p.Pseudo == nil {
			s.state = o.id(p.At)
		} else if s.urn = o.seen(p.Pseudo); positive(s.urn) == 1 {
			s.state = o.id(-1 - slices.IndexFunc(s.urn, func(a model.Q) bool { return a.Sign() > 0 }))
			s.urn = nil
		}
		list = append(list, s)
	}
	return list
}

// seen is an urn's pseudo-counts by cell: a Dirichlet prior seen through a feature is one over its cells.
func (o *observer) seen(pseudo []model.Q) []model.Q {
	cells := make([]model.Q, o.cells)
	for x, a := range pseudo {
		c := o.feature.Cell(x)
		cells[c] = cells[c].Add(a)
	}
	return cells
}

func positive(numbers []model.Q) (n int) {
	for _, a := range numbers {
		if a.Sign() > 0 {
			n++
		}
	}
	return n
}

func (o *observer) id(state int) int {
	id, known := o.ids[state]
	if !known {
		id = len(o.states)
		o.ids[state], o.states = id, append(o.states, state)
	}
	return id
}

// expand adds up by cell and successor what the outcomes of a state do.
func (o *observer) expand(state int) {
	moves := make([][]move, o.cells)
	add := func(cell, to int, chance model.Q) {
		moves[cell] = gathered(append(moves[cell], move{to, chance}), nil)
	}
	if state < 0 {
		add(-1-state, o.id(state), model.One)
	} else {
		emission := o.machine.Emission(state)
		for x := range emission.Len() {
			if emission.Has(x) {
				add(o.feature.Cell(x), o.id(o.machine.Next(state, x)), emission.P(x))
			}
		}
	}
	o.automaton = o.add(moves)
}

// sides is one automaton and the sources of two laws in it.
type sides struct {
	automaton
	sources [2][]source
}

// at are the same sources where they are in another automaton.
func (s sides) at(w automaton, state func(int) int) sides {
	moved := sides{automaton: w}
	for i, list := range s.sources {
		moved.sources[i] = slices.Clone(list)
		for n, source := range list {
			if source.state >= 0 {
				moved.sources[i][n].state = state(source.state)
			}
		}
	}
	return moved
}

func (s sides) quotient() sides {
	w, class := s.automaton.quotient()
	return s.at(w, func(state int) int { return class[state] })
}

// quotient takes as one the states that emit alike and lead alike to states taken as one, which thus have the same law. It
// refines the coarsest partition by that until it stays, and gives each state's class.
func (w automaton) quotient() (merged automaton, class []int) {
	class = make([]int, len(w.moves))
	first, classes := make([]int, min(1, len(class))), 0
	for len(first) > classes {
		classes, first = len(first), nil
		ids, refined := map[string]int{}, make([]int, len(class))
		for s := range class {
			key := w.signature(s, class)
			id, known := ids[key]
			if !known {
				id = len(ids)
				ids[key], first = id, append(first, s)
			}
			refined[s] = id
		}
		class = refined
	}
	merged = automaton{cells: w.cells}
	for _, s := range first {
		moves := make([][]move, w.cells)
		for c := range moves {
			moves[c] = gathered(w.moves[s][c], class)
		}
		merged = merged.add(moves)
	}
	return merged, class
}

// gathered adds up moves that lead to the same class, in order of the classes: those of the states, or the states themselves.
func gathered(moves []move, class []int) (sums []move) {
	for _, m := range moves {
		to := m.to
		if class != nil {
			to = class[to]
		}
		i, known := slices.BinarySearchFunc(sums, to, func(m move, to int) int { return m.to - to })
		if !known {
			sums = slices.Insert(sums, i, move{to: to})
		}
		sums[i].chance = sums[i].chance.Add(m.chance)
	}
	return sums
}

// signature is a text of what a state does, up to classes, and of its own: so that a partition is refined.
func (w automaton) signature(state int, class []int) string {
	text := strconv.AppendInt(nil, int64(class[state]), 10)
	for c := range w.cells {
		text = append(text, '|')
		for _, m := range gathered(w.moves[state][c], class) {
			text = strconv.AppendInt(text, int64(m.to), 10)
			text = append(append(append(text, ' '), m.chance.Key()...), ';')
		}
	}
	return string(text)
}
