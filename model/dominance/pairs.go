package dominance

import "slices"

// pairsPerState is how many pairs of states are expanded for each joint state that may be expanded.
const pairsPerState = 16

// statePair has a state of the law that is to merge, and a state of the other law.
type statePair struct{ own, other int }

// pairs explores the pairs that cells lead to from a state of own and one of others: joint states whose set has one
// state, or none if the second state cannot emit the cell.
func (w automaton) pairs(own, others set, limit int) *product {
	p := newProduct(w)
	for _, s := range own {
		for _, q := range others {
			p.id(s, set{q})
		}
	}
	p.explore(limit, true)
	return p
}

// mergingPairs returns pairs of states whose first state merges wholly with the second alone: wherever the same cells
// can lead the two, the second can show whatever the first can, and the two can still come to one state. So nowhere
// is the first singular as a whole to what the second can be, and since it is all or nothing in the end, all of it
// merges. Pairs are far fewer than joint states, and they spare the decision most joint states. Beyond the limit it
// returns none.
func (w automaton) mergingPairs(own, others set, limit int) map[statePair]bool {
	p := w.pairs(own, others, limit)
	if slices.ContainsFunc(p.nodes, func(n node) bool { return n.fate == open }) {
		return nil
	}
	meet := p.comesTo(func(n node) bool { return n.fate == merged })
	for n := range p.nodes {
		if !meet[n] {
			p.nodes[n].fate = singular
		}
	}
	partly := p.comesTo(func(n node) bool { return n.fate == singular })
	merging := map[statePair]bool{}
	for n, at := range p.nodes {
		if !partly[n] {
			merging[statePair{at.state, at.others[0]}] = true
		}
	}
	return merging
}
