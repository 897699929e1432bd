package dominance

import (
	"slices"
	"strconv"

	"mimics/model"
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

// all reports whether every state of the set has a property; it stops at the first that has not.
func (s set) all(holds func(state int) bool) bool {
	return !slices.ContainsFunc(s, func(state int) bool { return !holds(state) })
}

// joint runs one source beside the set of the states in which those of the other law can be that have not been refuted yet.
type joint struct {
	automaton
	merging map[statePair]bool // see mergingPairs
	ids     map[string]int
	nodes   []node
}

func newJoint(w automaton) *joint {
	return &joint{automaton: w, ids: map[string]int{}}
}

// node is a joint state, and what becomes of the source there.
type node struct {
	state  int
	others set
	fate   fate
	next   []edge
}

type fate int

const (
	passing fate = iota // that depends on where it leads
	merged              // all of it merges
	parted              // nothing of it does
	open                // not known
)

type edge struct {
	to     int
	chance model.Q
}

func (j *joint) id(state int, others set) int {
	key := strconv.AppendInt(nil, int64(state), 10)
	for _, s := range others {
		key = strconv.AppendInt(append(key, ' '), int64(s), 10)
	}
	if id, known := j.ids[string(key)]; known {
		return id
	}
	n := node{state: state, others: others}
	switch {
	case others.has(state), slices.ContainsFunc(others, func(q int) bool { return j.merging[statePair{state, q}] }):
		n.fate = merged
	case len(others) == 0:
		n.fate = parted
	}
	j.ids[string(key)] = len(j.nodes)
	j.nodes = append(j.nodes, n)
	return len(j.nodes) - 1
}

// explore finds the joint states, and looks behind limit of them at most. A function says which of the other law's states are taken
// together: all of them, or each alone.
func (j *joint) explore(limit int, taken func(set) []set) {
	for n := 0; n < len(j.nodes); n++ {
		switch at := j.nodes[n]; {
		case at.fate != passing:
		case n >= limit:
			j.nodes[n].fate = open
		default:
			for c, moves := range j.moves[at.state] {
				for _, others := range taken(j.led(at.others, c)) {
					for _, m := range moves {
						to := j.id(m.to, others)
						j.nodes[n].next = append(j.nodes[n].next, edge{to, m.chance})
					}
				}
			}
		}
	}
}

func together(others set) []set { return []set{others} }

// alone is each state by itself, or the empty set where there is none.
func alone(others set) (list []set) {
	for _, q := range others {
		list = append(list, set{q})
	}
	if len(list) == 0 {
		return []set{nil}
	}
	return list
}

// led is where a cell can have led the states of a set.
func (w automaton) led(states set, cell int) (next set) {
	for _, s := range states {
		for _, m := range w.moves[s][cell] {
			next = next.with(m.to)
		}
	}
	return next
}

// settle decides the bottom components, those that are never left: all of the source merges in each of their joint states, or
// nothing, as far as the effort for all of them goes. If state and cell settle the successor the source has not met what is like it, and
// never will.
func (j *joint) settle(t *tests, effort int) {
	settled := j.settled()
	for _, component := range j.bottoms() {
		fate := parted
		if !settled {
			switch t.apart(j.nodes[component[0]].state, j.nodes[component[0]].others, &effort) {
			case no:
				fate = merged
			case unknown:
				fate = open
			}
		}
		for _, n := range component {
			j.nodes[n].fate = fate
		}
	}
}

// bottoms are the components of joint states that are never left and whose fate is not known at once (Tarjan's algorithm: a component is complete
// when all that was met after its root can come back to the root).
func (j *joint) bottoms() (list [][]int) {
	index, low := make([]int, len(j.nodes)), make([]int, len(j.nodes)) // from 1, by when they were met
	inside := make([]bool, len(j.nodes))                               // of a component that is not complete
	var stack []int
	met := 0
	var visit func(n int) (left bool)
	visit = func(n int) (left bool) {
		met++
		index[n], low[n], inside[n] = met, met, true
		stack = append(stack, n)
		for _, e := range j.nodes[n].next {
			switch {
			case j.nodes[e.to].fate != passing:
				left = true
			case index[e.to] == 0:
				left = visit(e.to) || left
				low[n] = min(low[n], low[e.to])
			case inside[e.to]:
				low[n] = min(low[n], index[e.to])
			default:
				left = true
			}
		}
		if low[n] < index[n] {
			return left
		}
		from := slices.Index(stack, n)
		component := slices.Clone(stack[from:])
		stack = stack[:from]
		for _, v := range component {
			inside[v] = false
		}
		if !left {
			list = append(list, component)
		}
		return true
	}
	for n := range j.nodes {
		if index[n] == 0 && j.nodes[n].fate == passing {
			visit(n)
		}
	}
	return list
}
