package dominance

import (
	"fmt"
	"slices"

	"mimics/model"
)

// Decomposition is the Lebesgue decomposition of one law with respect to another: how much of it is absolutely continuous,
// and so merges, and how much is singular. Where the two masses do not sum to 1 what is missing is undecided.
type Decomposition struct {
	Merging  model.Q // mass of the part on which the forecasts of all the future merge: at least this
	Singular model.Q // mass of the part on which they become opposite: at least this
	Sources  []Share // the same for each of its sources
	// Density bounds A/M on the part that merges, nil where no bound is known: of the law A, the merging part gives no event
	// more than Density times what M does.
	Density *model.Q
}

// Share is how much of one source merges.
type Share struct {
	Start  int     // its start state
	Weight model.Q // its share of the law
	// Of that merges at least, 0 to 1, and is singular at least.
	Merging, Singular model.Q
}

// Decided tells whether all of the law is one or the other.
func (d Decomposition) Decided() bool { return d.Merging.Add(d.Singular).Equal(model.One) }

// The limits past which questions are given up: states of what is seen through a feature, their emissions, how long the text of
// a belief may be, joint states.
const (
	mostBeliefs   = 1 << 10
	mostEmissions = 1 << 15
	mostText      = 1 << 10
	mostJoint     = 1 << 13
)

// Decompose decides how much of what A holds possible merges with M, over all histories to come. Of outcomes all is decided;
// through a feature there can be endlessly many beliefs, and then the masses are bounds. It errs with ErrLarge where there
// are too many joint states.
func (c *Comparison) Decompose() (Decomposition, error) {
	if !c.decided {
		c.decided = true
		c.decomposition, c.undecidable = c.decompose()
	}
	return c.decomposition, c.undecidable
}

func (c *Comparison) decompose() (Decomposition, error) {
	j := &joint{automaton: c.automaton, ids: map[string]int{}}
	var possible set
	for _, s := range c.sources[1] {
		if s.state >= 0 {
			possible = possible.with(s.state)
		}
	}
	nodes := make([]int, len(c.sources[0]))
	for i, s := range c.sources[0] {
		if s.state >= 0 {
			nodes[i] = j.id(s.state, possible)
		}
	}
	if err := j.explore(mostJoint); err != nil {
		return Decomposition{}, err
	}
	merges := j.reach(func(n node) bool { return n.merged })
	may := j.reach(func(n node) bool { return n.merged || n.open })
	d, inherited := Decomposition{}, Decomposition{}
	if c.hidden() {
		// What cannot be told of the outcomes counts as no merging.
		if outcomes, err := c.outcomes(); err == nil {
			inherited, _ = outcomes.Decompose()
		}
	} else {
		d.Density = newBounds(c.automaton).density(c.sources[0], weigh(c.sources[1]))
	}
	for i, s := range c.sources[0] {
		share := Share{Start: s.start, Weight: s.weight}
		switch {
		case s.state >= 0:
			share.Merging, share.Singular = merges[nodes[i]], model.One.Sub(may[nodes[i]])
		case slices.ContainsFunc(c.sources[1], func(t source) bool { return t.state < 0 && sameSupport(s.urn, t.urn) }):
			share.Merging = model.One
		default:
			share.Singular = model.One
		}
		if i < len(inherited.Sources) {
			share.Merging = share.Merging.Max(inherited.Sources[i].Merging)
		}
		d.Sources = append(d.Sources, share)
		d.Merging = d.Merging.Add(share.Weight.Mul(share.Merging))
		d.Singular = d.Singular.Add(share.Weight.Mul(share.Singular))
	}
	return d, nil
}

// density adds up the bounds of the sources. Where the source s first meets a source j of the other law, the two are the same
// from then on, so that s has at most P_s(h)/(m_j·P_j(h)) times what that law has.
func (b *bounds) density(sources []source, others weighted) *model.Q {
	var sum model.Q
	for _, s := range sources {
		most := b.densityOfUrn(s, others.urns)
		if s.state >= 0 {
			most = b.densityOfState(s.state, others.states)
		}
		if most == nil {
			return nil
		}
		sum = sum.Add(s.weight.Mul(*most))
	}
	return &sum
}

func (b *bounds) densityOfState(state int, others map[int]model.Q) *model.Q {
	var most model.Q
	for j, m := range others {
		ratio := b.ratioToMeeting(state, j)
		if ratio == nil {
			return nil
		}
		most = most.Max(ratio.Div(m))
	}
	return &most
}

// densityOfUrn is 0 where no urn of the other law has the same support: then nothing merges.
func (b *bounds) densityOfUrn(s source, others []source) *model.Q {
	if !slices.ContainsFunc(others, func(u source) bool { return sameSupport(s.urn, u.urn) }) {
		return &model.Q{}
	}
	_, least := cheapest(len(others), func(i int) (ratio *model.Q, weight model.Q) {
		return urnRatio(s.urn, others[i].urn), others[i].weight
	})
	return least
}

func sameSupport(a, b []model.Q) bool {
	return slices.EqualFunc(a, b, func(x, y model.Q) bool { return x.Sign() == y.Sign() })
}

// set is a sorted list of states.
type set []int

func (s set) with(state int) set {
	if i, found := slices.BinarySearch(s, state); !found {
		return slices.Insert(slices.Clone(s), i, state)
	}
	return s
}

// joint runs one source beside the set of the states in which those of the other law can be that have not been refuted yet.
type joint struct {
	automaton
	ids   map[string]int
	nodes []node
}

// node is a joint state. It has merged where the source is among the others: then it stays so. It is open where the
// source or one of the others is.
type node struct {
	state        int
	others       set
	merged, open bool
	next         []edge
}

type edge struct {
	to     int
	chance model.Q
}

func (j *joint) id(state int, others set) int {
	key := fmt.Sprint(state, others)
	if id, ok := j.ids[key]; ok {
		return id
	}
	_, merged := slices.BinarySearch(others, state)
	open := j.open[state] || slices.ContainsFunc(others, func(s int) bool { return j.open[s] })
	j.ids[key] = len(j.nodes)
	j.nodes = append(j.nodes, node{state: state, others: others, merged: merged, open: open && !merged})
	return len(j.nodes) - 1
}

// explore finds all joint states; those that have merged, or can no longer, need no successors.
func (j *joint) explore(limit int) error {
	for n := 0; n < len(j.nodes); n++ {
		if len(j.nodes) > limit {
			return ErrLarge
		}
		at := j.nodes[n]
		if at.merged || at.open || len(at.others) == 0 {
			continue
		}
		var edges []edge
		for c, p := range j.emit[at.state] {
			if p.Sign() > 0 {
				edges = append(edges, edge{j.id(j.next[at.state][c], j.after(at.others, c)), p})
			}
		}
		j.nodes[n].next = edges
	}
	return nil
}

// after is where the others can be after a cell.
func (j *joint) after(others set, cell int) (next set) {
	for _, s := range others {
		if j.emit[s][cell].Sign() > 0 {
			next = next.with(j.next[s][cell])
		}
	}
	return next
}

// reach is, for each joint state, the probability to come to a target: of the equations x = Σ p·x' the least solution, by
// eliminating one state after the other. Those from which no target can be reached have probability 0, and without them
// the solution is unique. Targets lead nowhere.
func (j *joint) reach(target func(node) bool) []model.Q {
	result := make([]model.Q, len(j.nodes))
	hopeful := j.hopeful(target)
	into := make([]map[int]model.Q, len(j.nodes))  // into[v][u] is the chance of v after u
	outOf := make([]map[int]model.Q, len(j.nodes)) // outOf[u][v] is the same
	succeed := make([]model.Q, len(j.nodes))       // chance to merge at once
	for u, n := range j.nodes {
		into[u], outOf[u] = map[int]model.Q{}, map[int]model.Q{}
		if target(n) {
			result[u] = model.One
		}
	}
	link := func(u, v int, p model.Q) {
		p = p.Add(outOf[u][v])
		outOf[u][v], into[v][u] = p, p
	}
	var order []int
	for u, n := range j.nodes {
		if target(n) || !hopeful[u] {
			continue
		}
		order = append(order, u)
		for _, e := range n.next {
			switch {
			case target(j.nodes[e.to]):
				succeed[u] = succeed[u].Add(e.chance)
			case hopeful[e.to]:
				link(u, e.to, e.chance)
			}
		}
	}
	// Forwards, each state is written in terms of those after it in the order; backwards, they are known.
	slices.Reverse(order)
	for _, v := range order {
		leave := model.One.Sub(outOf[v][v])
		delete(outOf[v], v)
		delete(into[v], v)
		succeed[v] = succeed[v].Div(leave)
		for w, p := range outOf[v] {
			p = p.Div(leave)
			outOf[v][w], into[w][v] = p, p
		}
		for u, p := range into[v] {
			delete(outOf[u], v)
			succeed[u] = succeed[u].Add(p.Mul(succeed[v]))
			for w, q := range outOf[v] {
				link(u, w, p.Mul(q))
			}
		}
		for w := range outOf[v] {
			delete(into[w], v)
		}
	}
	slices.Reverse(order)
	for _, u := range order {
		result[u] = succeed[u]
		for w, p := range outOf[u] {
			result[u] = result[u].Add(p.Mul(result[w]))
		}
	}
	return result
}

// hopeful are the joint states from which a target can be reached.
func (j *joint) hopeful(target func(node) bool) []bool {
	before := make([][]int, len(j.nodes))
	var queue []int
	hopeful := make([]bool, len(j.nodes))
	for u, n := range j.nodes {
		for _, e := range n.next {
			before[e.to] = append(before[e.to], u)
		}
		if target(n) {
			hopeful[u], queue = true, append(queue, u)
		}
	}
	for len(queue) > 0 {
		v := queue[0]
		queue = queue[1:]
		for _, u := range before[v] {
			if !hopeful[u] {
				hopeful[u], queue = true, append(queue, u)
			}
		}
	}
	return hopeful
}
