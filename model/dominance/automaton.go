package dominance

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"mimics/model"
)

// ErrLarge says that a question is decidable and yet was given up, since there is too much to look at.
var ErrLarge = errors.New("too many sources to decide how much merges")

// automaton is every source there is, seen through a feature: states that emit a cell each and whose successor is
// settled by that cell. A state stands for what she who sees cells alone believes of where a source is.
type automaton struct {
	cells int
	emit  [][]model.Q // emit[state][cell]
	next  [][]int     // next[state][cell], -1 where the cell is not emitted
	open  []bool      // of states past the limit nothing is known: emit and next are nil
}

// source is a source of one side: a state of the automaton or, where state < 0, an urn over the cells.
type source struct {
	start  int
	weight model.Q
	state  int
	urn    []model.Q
}

// belief is a weight for each state of the machine, normalised, over the states that have one.
type belief struct {
	states  []int
	weights []model.Q
}

func (b belief) key() string {
	var text strings.Builder
	for i, s := range b.states {
		text.WriteString(strconv.Itoa(s) + " " + b.weights[i].Key() + ";")
	}
	return text.String()
}

// observer builds the automaton of a machine seen through a feature.
type observer struct {
	machine *model.Machine
	feature model.Feature
	ids     map[string]int
	beliefs []belief
	automaton
}

// observe gives the sources of both laws as states of one automaton. Through a feature a source becomes what one believes
// of its state; of beliefs there can be infinitely many, and those past the limit stay open.
func observe(a, m model.Law, f model.Feature, limit int) (w automaton, operator, mimic []source) {
	o := &observer{machine: a.Machine(), feature: f, ids: map[string]int{}, automaton: automaton{cells: f.Cells()}}
	operator, mimic = o.sources(a), o.sources(m)
	for s := 0; s < len(o.beliefs); s++ {
		if s < limit && s*o.cells < mostEmissions && len(o.beliefs[s].key()) < mostText {
			o.expand(s)
		} else {
			o.open[s] = true
		}
	}
	return o.automaton, operator, mimic
}

// sources are the sources of a law, where they are now. An urn that can show one cell alone is a state like others.
func (o *observer) sources(l model.Law) (list []source) {
	for _, p := range l.Present() {
		s := source{start: p.Start, weight: p.Weight, state: -1}
		if p.Pseudo == nil {
			s.state = o.id(belief{[]int{p.At}, []model.Q{model.One}})
		} else if s.urn = o.seen(p.Pseudo); positive(s.urn) == 1 {
			s.state = o.certain(slices.IndexFunc(s.urn, func(a model.Q) bool { return a.Sign() > 0 }))
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

// certain is the state that emits one cell for ever. Its belief is marked by a state that no machine has.
func (o *observer) certain(cell int) int { return o.id(belief{[]int{-1 - cell}, []model.Q{model.One}}) }

func (o *observer) id(b belief) int {
	key := b.key()
	if id, ok := o.ids[key]; ok {
		return id
	}
	id := len(o.beliefs)
	o.ids[key] = id
	o.beliefs = append(o.beliefs, b)
	o.emit, o.next, o.open = append(o.emit, nil), append(o.next, nil), append(o.open, false)
	return id
}

// expand works out what a belief emits and what is believed after each cell.
func (o *observer) expand(s int) {
	emit, next := make([]model.Q, o.cells), make([]int, o.cells)
	for c, after := range o.after(o.beliefs[s]) {
		next[c] = -1
		if emit[c] = model.Total(after.weights); emit[c].Sign() > 0 {
			for i, w := range after.weights {
				after.weights[i] = w.Div(emit[c])
			}
			next[c] = o.id(after)
		}
	}
	o.emit[s], o.next[s] = emit, next
}

// after weighs, for each cell, the states that follow a belief when the cell was seen; the weights sum to the chance of it.
func (o *observer) after(b belief) []belief {
	list := make([]belief, o.cells)
	if b.states[0] < 0 {
		list[-1-b.states[0]] = belief{b.states, []model.Q{model.One}}
		return list
	}
	sums := make([]map[int]model.Q, o.cells)
	for i, s := range b.states {
		emission := o.machine.Emission(s)
		for x := range emission.Len() {
			if !emission.Has(x) {
				continue
			}
			c, t := o.feature.Cell(x), o.machine.Next(s, x)
			if sums[c] == nil {
				sums[c] = map[int]model.Q{}
			}
			sums[c][t] = sums[c][t].Add(b.weights[i].Mul(emission.P(x)))
		}
	}
	for c, weights := range sums {
		for s := range weights {
			list[c].states = append(list[c].states, s)
		}
		slices.Sort(list[c].states)
		for _, s := range list[c].states {
			list[c].weights = append(list[c].weights, weights[s])
		}
	}
	return list
}

// quotient merges the states that have the same law, by refining the partition by emissions until successors agree, and
// gives each state's class. An open state is alone in its class.
func (w automaton) quotient() (merged automaton, class []int) {
	class = make([]int, len(w.emit))
	classes := w.refine(class, func(s int) string {
		var key strings.Builder
		if w.open[s] {
			return "open " + strconv.Itoa(s)
		}
		for _, e := range w.emit[s] {
			key.WriteString(e.Key() + ";")
		}
		return key.String()
	})
	for {
		previous := slices.Clone(class)
		refined := w.refine(class, func(s int) string {
			key := strconv.Itoa(previous[s])
			for _, t := range w.next[s] {
				if t >= 0 {
					key += " " + strconv.Itoa(previous[t])
				} else {
					key += " -"
				}
			}
			return key
		})
		if refined == classes {
			break
		}
		classes = refined
	}
	merged = automaton{cells: w.cells, emit: make([][]model.Q, classes), next: make([][]int, classes), open: make([]bool, classes)}
	for s, c := range class {
		if merged.emit[c] != nil {
			continue
		}
		merged.emit[c], merged.next[c], merged.open[c] = w.emit[s], slices.Clone(w.next[s]), w.open[s]
		for cell, t := range w.next[s] {
			if t >= 0 {
				merged.next[c][cell] = class[t]
			}
		}
	}
	return merged, class
}

// refine numbers the states by key, in order of appearance, and counts the keys.
func (w automaton) refine(class []int, key func(s int) string) int {
	ids := map[string]int{}
	for s := range class {
		k := key(s)
		id, ok := ids[k]
		if !ok {
			id = len(ids)
			ids[k] = id
		}
		class[s] = id
	}
	return len(ids)
}
