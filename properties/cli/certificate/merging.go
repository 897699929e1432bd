package certificate

import (
	"fmt"
	"io"
	"slices"

	"mimics/model"
)

// maxEquations is how many equations between the chances of nodes Merge solves exactly.
const maxEquations = 1 << 7

// Merging proves how much of A is singular to M, for sources without urns. The rest is absolutely continuous, so that
// it merges.
type Merging struct {
	Question
	Apart    model.Q
	Observer *Observer // nil for outcomes; otherwise what follows is about its machine
	Likeness []int     // for each source the first that has its law
	Pairs    []Pair
	Nodes    []Node
}

// Node is a source of A, run together with the set of the sources in which those of M can be. The set has no source of
// its law, but can come to have one.
type Node struct {
	Source int
	Beside []int
	Apart  model.Q // the probability that the set never has a source of its law
	Steps  model.Q // at least the expected number of outcomes until it has, or can no longer have one
}

// Merge returns a proof of how much of A is singular to M, nil if it finds none.
func Merge(q Question) *Merging {
	if isFinest(q.Feature) {
		return merge(q)
	}
	seen := observe(q)
	if seen == nil {
		return nil
	}
	proof := merge(seen.Question)
	if proof != nil {
		proof.Question, proof.Observer = q, seen
	}
	return proof
}

func isFinest(f model.Feature) bool {
	for x := range f.Len() {
		if f.Cell(x) != x {
			return false
		}
	}
	return true
}

// merge returns a proof for outcomes.
func merge(q Question) *Merging {
	for s := range q.Machine.States() {
		if q.Machine.IsUrn(s) {
			return nil
		}
	}
	c := &chain{Merging: Merging{Question: q, Likeness: newSearch(q, model.One).likeness}, ids: map[string]int{}}
	a, m := model.NewLaw(q.Machine, q.A).ObserveAll(q.History...), model.NewLaw(q.Machine, q.M).ObserveAll(q.History...)
	var own, possible []int
	for _, p := range a.Present() {
		own = append(own, p.At)
	}
	for _, p := range m.Present() {
		possible = append(possible, p.At)
	}
	possible = sorted(possible)
	if c.pairs = findPairs(q.Machine, c.Likeness, own, possible); c.pairs == nil {
		return nil
	}
	for _, s := range own {
		c.id(s, possible)
	}
	if !c.follow() || !c.solve() {
		return nil
	}
	var ok bool
	if c.Pairs, ok = c.pairs.bounded(); !ok {
		return nil
	}
	for _, p := range a.Present() {
		switch id := c.id(p.At, possible); id {
		case merged:
		case singular:
			c.Apart = c.Apart.Add(p.Weight)
		default:
			c.Apart = c.Apart.Add(p.Weight.Mul(c.Nodes[id].Apart))
		}
	}
	return &c.Merging
}

// Write writes the proof as text, with a title as that of a certificate.
func (m *Merging) Write(w io.Writer, title ...string) error {
	kind, parts := "merging", append(m.parts(title), list{word("apart"), m.Apart})
	if o := m.Observer; o != nil {
		kind, parts = "shown", append(append(parts, list{word("alike"), whole(o.Likeness)}), o.parts()...)
	}
	parts = append(parts, list{word("likeness"), whole(m.Likeness)})
	for _, p := range m.Pairs {
		parts = append(parts, list{word("pair"), p.One, p.Other, p.Overlaps, numbers(p.Roots)})
	}
	for _, n := range m.Nodes {
		parts = append(parts, list{word("node"), n.Source, whole(n.Beside), n.Apart, n.Steps})
	}
	return write(w, kind, parts)
}

// chain is the finite chain of the nodes.
type chain struct {
	Merging
	pairs *pairs
	ids   map[string]int
	next  [][]edge // to another node, or to one of the two ends
}

// The ends of the chain.
const (
	merged   = -1 // the set has a source of the law
	singular = -2 // the set has no source of the law and never will
)

// id numbers nodes, or returns an end of the chain.
func (c *chain) id(source int, beside []int) int {
	if slices.ContainsFunc(beside, func(j int) bool { return c.Likeness[j] == c.Likeness[source] }) {
		return merged
	}
	if !slices.ContainsFunc(beside, func(j int) bool { return c.pairs.meet[pair{source, j}] }) {
		for _, j := range beside {
			c.pairs.need(pair{source, j})
		}
		return singular
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
		if n >= maxBounds {
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

// solve finds the chance to stay apart of every node, the solution of x = Σ p·x', and a bound on its expected steps. It
// is false if the equations are too many.
func (c *chain) solve() bool {
	var steps []model.Q
	for bits := uint(64); steps == nil; bits *= 2 {
		if bits > maxBits {
			return false
		}
		steps = bound(c.next, bits)
	}
	for i := range c.Nodes {
		c.Nodes[i].Steps = steps[i]
	}
	var open []int // the nodes from which it can end up singular
	place := map[int]int{}
	for changed := true; changed; {
		changed = false
		for n, edges := range c.next {
			_, known := place[n]
			leads := func(e edge) bool { _, is := place[e.to]; return is || e.to == singular }
			if !known && slices.ContainsFunc(edges, leads) {
				place[n], changed = len(open), true
				open = append(open, n)
			}
		}
	}
	if len(open) > maxEquations {
		return false
	}
	rows := make([][]model.Q, len(open)) // one minus the chances, then the constant
	for i, n := range open {
		rows[i] = make([]model.Q, len(open)+1)
		rows[i][i] = model.One
		for _, e := range c.next[n] {
			if j, unknown := place[e.to]; unknown {
				rows[i][j] = rows[i][j].Sub(e.chance)
			} else if e.to == singular {
				rows[i][len(open)] = rows[i][len(open)].Add(e.chance)
			}
		}
	}
	eliminate(rows)
	for i, n := range open {
		c.Nodes[n].Apart = rows[i][len(open)]
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
