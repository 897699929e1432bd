package dominance

import (
	"math"
	"slices"
	"strconv"
)

// set is a sorted list of states.
type set []int

func (s set) with(state int) set {
	if i, found := slices.BinarySearch(s, state); !found {
		return slices.Insert(slices.Clone(s), i, state)
	}
	return s
}

func (s set) has(state int) bool {
	_, found := slices.BinarySearch(s, state)
	return found
}

// product runs one source beside the set of the states in which the sources of the other law can still be. Each pair
// of a state and such a set is a joint state.
type product struct {
	automaton
	merging map[statePair]bool // see mergingPairs
	ids     map[string]int
	nodes   []node
}

func newProduct(w automaton) *product { return &product{automaton: w, ids: map[string]int{}} }

// node is a joint state, and what becomes of the source there.
type node struct {
	state  int
	others set
	fate   fate
	next   []move // to other nodes
}

type fate int

const (
	passing  fate = iota // it depends on the next nodes
	merged               // all of the source merges
	singular             // none of it does
	open                 // not known
)

func (p *product) id(state int, others set) int {
	key := strconv.AppendInt(nil, int64(state), 10)
	for _, s := range others {
		key = strconv.AppendInt(append(key, ' '), int64(s), 10)
	}
	if id, known := p.ids[string(key)]; known {
		return id
	}
	n := node{state: state, others: others}
	switch {
	case others.has(state), slices.ContainsFunc(others, func(q int) bool { return p.merging[statePair{state, q}] }):
		n.fate = merged
	case len(others) == 0:
		n.fate = singular
	}
	p.ids[string(key)] = len(p.nodes)
	p.nodes = append(p.nodes, n)
	return len(p.nodes) - 1
}

// explore finds the joint states that the known ones lead to. It expands at most limit of them. The other law's
// states after a cell stay together or, if alone, each makes a joint state of its own.
func (p *product) explore(limit int, alone bool) {
	for n := 0; n < len(p.nodes); n++ {
		switch at := p.nodes[n]; {
		case at.fate != passing:
		case n >= limit:
			p.nodes[n].fate = open
		default:
			for c, moves := range p.moves[at.state] {
				sets := []set{p.after(at.others, c)}
				if alone && len(sets[0]) > 1 {
					sets = slices.Collect(slices.Chunk(sets[0], 1))
				}
				for _, others := range sets {
					for _, m := range moves {
						to := p.id(m.to, others)
						p.nodes[n].next = append(p.nodes[n].next, move{to, m.chance})
					}
				}
			}
		}
	}
}

// after returns the states that a cell can lead to from the states of a set.
func (w automaton) after(states set, cell int) (next set) {
	for _, s := range states {
		for _, m := range w.moves[s][cell] {
			next = next.with(m.to)
		}
	}
	return next
}

// decideBottoms decides the bottom components: all of the source merges in each of their joint states, or none of it,
// or it is open because the budget does not suffice. In a deterministic automaton the source has not met its own
// state there and never will, so it is singular.
func (p *product) decideBottoms(t *tests, left *budget) {
	deterministic := p.isDeterministic()
	for _, component := range p.bottoms() {
		end := singular
		if at := p.nodes[component[0]]; !deterministic {
			end = [...]fate{unknown: open, no: merged, yes: singular}[t.singular(at.state, at.others, left)]
		}
		for _, n := range component {
			p.nodes[n].fate = end
		}
	}
}

// bottoms returns the components of joint states that are never left and whose fate is not known at once (Tarjan's
// algorithm: a component is complete when all that was met after its root can return to the root).
func (p *product) bottoms() (list [][]int) {
	const complete = math.MaxInt
	// low is 0 before a visit, then the first node on the stack that the node can return to, counted from 1.
	low := make([]int, len(p.nodes))
	for n, at := range p.nodes {
		if at.fate != passing {
			low[n] = complete
		}
	}
	var stack []int
	var visit func(n int)
	visit = func(n int) {
		stack = append(stack, n)
		place := len(stack)
		low[n] = place
		for _, e := range p.nodes[n].next {
			if low[e.to] == 0 {
				visit(e.to)
			}
			low[n] = min(low[n], low[e.to])
		}
		if low[n] < place {
			return
		}
		component := slices.Clone(stack[place-1:])
		stack = stack[:place-1]
		left := func(m move) bool { return low[m.to] == complete }
		if !slices.ContainsFunc(component, func(v int) bool { return slices.ContainsFunc(p.nodes[v].next, left) }) {
			list = append(list, component)
		}
		for _, v := range component {
			low[v] = complete
		}
	}
	for n := range p.nodes {
		if low[n] == 0 {
			visit(n)
		}
	}
	return list
}
