package dominance

import "slices"

// pairsPerState is how many pairs of states are looked at for each joint state that may be looked behind.
const pairsPerState = 16

// pair of states: the one of the law that is to merge, the other of the law beside it.
type statePair struct{ own, other int }

// mergingPairs returns pairs of states whose first state merges wholly with the second alone: wherever the same cells can
// lead the two, the second can show whatever the first can, and the two can still come to one state. So nowhere is the
// first singular as a whole to what the second can be, and since it is all or nothing in the end, all of it merges. Pairs
// are far fewer than joint states, and they spare the decision most joint states. Beyond the limit it returns none.
func (w automaton) mergingPairs(own, others set, limit int) map[statePair]bool {
	p := newJoint(w) // of sets with one state, or none where the second cannot follow
	for _, s := range own {
		for _, q := range others {
			p.id(s, set{q})
		}
	}
	p.explore(limit, alone)
	if slices.ContainsFunc(p.nodes, func(n node) bool { return n.fate == open }) {
		return nil
	}
	meet := p.comesTo(func(n node) bool { return n.fate == merged })
	for n := range p.nodes {
		if !meet[n] {
			p.nodes[n].fate = parted
		}
	}
	parts := p.comesTo(func(n node) bool { return n.fate == parted })
	merging := map[statePair]bool{}
	for n, at := range p.nodes {
		if !parts[n] {
			merging[statePair{at.state, at.others[0]}] = true
		}
	}
	return merging
}
