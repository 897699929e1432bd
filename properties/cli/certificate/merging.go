package certificate

import (
	"fmt"
	"io"
	"slices"

	"mimics/model"
)

// The limits of Merge: how many nodes it follows, and how many equations it solves.
const (
	maxNodes     = 1 << 11
	maxEquations = 1 << 7
)

// Merging proves how much of A is absolutely continuous with respect to M, for outcomes and sources without urns: all
// of it but Apart.
type Merging struct {
	Question
	Apart    model.Q
	Likeness []int // for each source the first that has its law
	Nodes    []Node
}

// Node is a source of A, run together with the set of the sources in which those of M can be.
type Node struct {
	Source int
	Beside []int
	Apart  model.Q // the probability that the set never has a source of its law
	Steps  model.Q // the expected number of outcomes until it has, or never will; 0 if it never will
}

// Merge returns a proof that all of A but its singular part merges with M, nil if it finds none. The feature is the
// finest.
func Merge(q Question) *Merging {
	for s := range q.Machine.States() {
		if q.Machine.IsUrn(s) {
			return nil
		}
	}
	c := &chain{Merging: Merging{Question: q, Likeness: newSearch(q, model.One).likeness}, ids: map[string]int{}}
	a, m := model.NewLaw(q.Machine, q.A).ObserveAll(q.History...), model.NewLaw(q.Machine, q.M).ObserveAll(q.History...)
	var possible []int
	for _, p := range m.Present() {
		possible = append(possible, p.At)
	}
	possible = sorted(possible)
	for _, p := range a.Present() {
		c.id(p.At, possible)
	}
	if !c.follow() || !c.solve() {
		return nil
	}
	for _, p := range a.Present() {
		if id := c.id(p.At, possible); id >= 0 {
			c.Apart = c.Apart.Add(p.Weight.Mul(c.Nodes[id].Apart))
		}
	}
	// The checker takes the first node of a source whose set is part of the set at hand: the set itself, if larger sets
	// come first.
	slices.SortStableFunc(c.Nodes, func(n, o Node) int { return len(o.Beside) - len(n.Beside) })
	return &c.Merging
}

// Write writes the proof as text, with a title as that of a certificate.
func (m *Merging) Write(w io.Writer, title ...string) error {
	parts := append(m.parts(title), list{word("apart"), m.Apart}, list{word("likeness"), whole(m.Likeness)})
	for _, n := range m.Nodes {
		parts = append(parts, list{word("node"), n.Source, whole(n.Beside), n.Apart, n.Steps})
	}
	return write(w, "merging", parts)
}

// chain is the finite chain of the nodes.
type chain struct {
	Merging
	ids  map[string]int
	next [][]edge // to is -1 if the set has a source of the law
}

// id numbers nodes; it is -1 if the set has a source of the law.
func (c *chain) id(source int, beside []int) int {
	if slices.ContainsFunc(beside, func(j int) bool { return c.Likeness[j] == c.Likeness[source] }) {
		return -1
	}
	key := fmt.Sprint(source, beside)
	id, known := c.ids[key]
	if !known {
		id = len(c.Nodes)
		c.ids[key], c.Nodes = id, append(c.Nodes, Node{Source: source, Beside: beside})
	}
	return id
}

func sorted(states []int) []int {
	slices.Sort(states)
	return slices.Compact(states)
}

// follow finds the nodes that the known ones lead to. It is false if they are too many.
func (c *chain) follow() bool {
	for n := 0; n < len(c.Nodes); n++ {
		if n >= maxNodes {
			return false
		}
		var edges []edge
		at := c.Nodes[n]
		emission := c.Machine.Emission(at.Source)
		for x := range emission.Len() {
			if !emission.Has(x) {
				continue
			}
			var beside []int
			for _, j := range at.Beside {
				if c.Machine.Emission(j).Has(x) {
					beside = append(beside, c.Machine.Next(j, x))
				}
			}
			edges = append(edges, edge{c.id(c.Machine.Next(at.Source, x), sorted(beside)), emission.P(x)})
		}
		c.next = append(c.next, edges)
	}
	return true
}

// solve finds the chance to stay apart and the expected steps of every node: the solutions of x = Σ p·x' and of
// y = 1 + Σ p·y' over the nodes that can still meet the law. The others stay apart. It is false if the equations are
// too many.
func (c *chain) solve() bool {
	hopeful := make([]bool, len(c.Nodes))
	for changed := true; changed; {
		changed = false
		for n, edges := range c.next {
			if !hopeful[n] && slices.ContainsFunc(edges, func(e edge) bool { return e.to < 0 || hopeful[e.to] }) {
				hopeful[n], changed = true, true
			}
		}
	}
	var open []int
	place := map[int]int{}
	for n := range c.Nodes {
		if hopeful[n] {
			place[n] = len(open)
			open = append(open, n)
		} else {
			c.Nodes[n].Apart = model.One
		}
	}
	if len(open) > maxEquations {
		return false
	}
	rows := make([][]model.Q, len(open)) // one minus the chances, then the constants of both systems
	for i, n := range open {
		rows[i] = make([]model.Q, len(open)+2)
		rows[i][i], rows[i][len(open)+1] = model.One, model.One
		for _, e := range c.next[n] {
			if e.to < 0 {
				continue
			}
			if j, unknown := place[e.to]; unknown {
				rows[i][j] = rows[i][j].Sub(e.chance)
			} else {
				rows[i][len(open)] = rows[i][len(open)].Add(e.chance)
			}
		}
	}
	eliminate(rows)
	for i, n := range open {
		c.Nodes[n].Apart, c.Nodes[n].Steps = rows[i][len(open)], rows[i][len(open)+1]
	}
	return true
}

// eliminate brings the rows of a chain that is left for certain to the identity, by Gauss and Jordan; no pivot is 0.
func eliminate(rows [][]model.Q) {
	for i, pivot := range rows {
		by := pivot[i]
		for j := range pivot {
			pivot[j] = pivot[j].Div(by)
		}
		for r, row := range rows {
			if factor := row[i]; r != i && !factor.IsZero() {
				for j := range row {
					row[j] = row[j].Sub(factor.Mul(pivot[j]))
				}
			}
		}
	}
}
