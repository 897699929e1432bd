package dominance

import (
	"container/heap"
	"fmt"
	"slices"
	"strings"

	"mimics/model"
)

// Constant is what is known of sup A(h)/M(h) over all histories h, the least C with A ≤ C·M.
type Constant struct {
	Low  model.Q  // attained, or approached after At
	High *model.Q // never passed; nil where none is known
	At   []int    // a history of cells
	// Unbounded says why there is no such constant, nil where there is one or where that is open.
	Unbounded *Growth
}

// Growth is how A/M grows without bound: a part of A is singular to M, at least Singular and exactly that if All; or after the history After each Word multiplies A/M, of one
// source of A and all that M holds possible then, by more than 1; or M is one urn, and an urn of A that has a smaller
// pseudo-count of the cell Rare prevails the more, the fewer there are of it.
type Growth struct {
	Singular    model.Q
	All         bool
	After, Word []int
	Rare        *int
}

// Decided reports whether the constant is known exactly, or known not to exist.
func (c Constant) Decided() bool { return c.Unbounded != nil || c.High != nil && c.High.Equal(c.Low) }

// The search for the constant: how many histories are looked behind, how many words that may show it unbounded, and how many
// fractions are worked out in all, a long one counting for several (see charge).
const (
	mostExpansions = 400
	mostWords      = 4000
	mostWork       = 1 << 17
)

// Bound bounds the least C with A(h) ≤ C·M(h) for all histories h. The lower end is the largest ratio found. The upper end
// compares source with source, after each history of a tree: where no cycle of the product machine multiplies the ratio of two
// sources by more than 1, the largest ratio lies on a path without cycles. Of endlessly many beliefs it compares mixtures of states. That there is no constant
// is said only where part of A is singular to M or with a word that the ratio grows by each time it comes again.
func (c *Comparison) Bound() Constant { return c.BoundBehind(mostExpansions) }

// BoundBehind is Bound with a search that looks behind so many histories at most.
func (c *Comparison) BoundBehind(histories int) Constant {
	found := Constant{Low: model.One, At: []int{}}
	d := c.Decompose()
	if d.Singular.Sign() > 0 {
		found.Unbounded = &Growth{Singular: d.Singular, All: d.Decided()}
		return found
	}
	told := c.told()
	b, root := c.bounds(), told.root()
	if !d.Decided() {
		found.High = b.above(root)
		return found
	}
	found = b.search(root, histories)
	if over := c.outcomes(); over != nil && !b.settled {
		if high := over.BoundBehind(histories).High; high != nil && (found.High == nil || high.Less(*found.High)) {
			found.High = high
		}
	}
	if found.High == nil {
		if found.Unbounded = b.cycle(root); found.Unbounded != nil {
			found.Low, found.At = model.One, []int{} // how far the search came tells nothing
		}
	}
	return found
}

// pair is both laws after a history, A(h)/M(h) there, and a bound on it from there on. The sources of each are as byLaw leaves them.
type pair struct {
	history []int
	a, m    []source
	z       model.Q
	high    *model.Q
}

// search narrows the bounds: it looks behind the history that may hold the largest ratio, again and again.
func (b *bounds) search(root *pair, histories int) Constant {
	best := Constant{Low: root.z.Max(b.approached(root)), At: []int{}}
	root.high = b.above(root)
	open := &queue{root}
	seen := map[string]bool{}
	for n := 0; n < histories && open.Len() > 0 && !b.spent(); n++ {
		if top := (*open)[0]; top.high != nil && !best.Low.Less(*top.high) {
			break
		}
		at := heap.Pop(open).(*pair)
		for c := range b.cells {
			next, _ := b.after(at, c)
			if next == nil {
				continue
			}
			if low := next.z.Max(b.approached(next)); best.Low.Less(low) {
				best.Low, best.At = low, next.history
			}
			if key := next.key(); !seen[key] {
				seen[key] = true
				// What bounds the ratio wherever a history leads bounds it behind the longer ones.
				if next.high = b.above(next); at.high != nil && (next.high == nil || at.high.Less(*next.high)) {
					next.high = at.high
				}
				heap.Push(open, next)
			}
		}
	}
	best.High = &best.Low
	if open.Len() > 0 {
		switch top := (*open)[0]; {
		case top.high == nil:
			best.High = nil
		case best.Low.Less(*top.high):
			best.High = top.high
		}
	}
	return best
}

// approached is a value that A/M tends to with positive probability after the pair: where the states of a class s are a source of
// both, and none of the other sources can ever be alike to it, each of them is refuted in the end if s is true, and A/M tends to what
// it is of s alone. Of two urns alone it is the largest value of the density, which is approached.
func (b *bounds) approached(p *pair) (most model.Q) {
	own, others := states(p.a), states(p.m)
	for _, s := range p.a { // in order, since each question spends work
		refuted := func(j int) bool {
			u := b.ratioToMeeting(s.state, j)
			return j == s.state || u != nil && u.IsZero()
		}
		if others.has(s.state) && own.all(refuted) && others.all(refuted) {
			most = most.Max(p.z.Mul(s.weight).Div(p.m[slices.IndexFunc(p.m, s.alike)].weight))
		}
	}
	if len(p.a) == 1 && len(p.m) == 1 && p.a[0].state < 0 {
		if u := urnRatio(p.a[0].urn, p.m[0].urn); u != nil {
			most = most.Max(p.z.Mul(*u))
		}
	}
	return most
}

// key is the same for histories after which everything is the same but the ratio's past, which it holds too.
func (p *pair) key() string {
	var text strings.Builder
	for _, list := range [][]source{p.a, p.m} {
		for _, s := range list {
			fmt.Fprintf(&text, "%d %v %s;", s.state, s.urn, s.weight)
		}
		text.WriteByte('|')
	}
	return text.String() + p.z.Key()
}

// after is both laws after one more cell, and the chance that A gives it; nil where A cannot show it. Where M cannot the ratio is
// infinite and A has a singular part; then there is nothing to bound.
func (b *bounds) after(p *pair, cell int) (next *pair, chance model.Q) {
	a, pa := b.observe(p.a, cell)
	m, pm := b.observe(p.m, cell)
	if pa.Sign() == 0 || pm.Sign() == 0 {
		return nil, pa
	}
	z := p.z.Mul(pa).Div(pm)
	b.charge(z)
	return &pair{history: append(slices.Clone(p.history), cell), a: a, m: m, z: z}, pa
}

// observe is one law after a cell, and the chance of that.
func (b *bounds) observe(sources []source, cell int) (next []source, chance model.Q) {
	for _, s := range sources {
		if s.state >= 0 {
			for _, m := range b.moves[s.state][cell] {
				next = append(next, source{state: m.to, weight: s.weight.Mul(m.chance)})
			}
			continue
		}
		b.work += b.cells
		if s.urn[cell].Sign() > 0 {
			counted := slices.Clone(s.urn)
			counted[cell] = counted[cell].Add(model.One)
			next = append(next, source{state: -1, weight: s.weight.Mul(s.urn[cell]).Div(model.Total(s.urn)), urn: counted})
		}
	}
	next = byLaw(next)
	for _, s := range next {
		chance = chance.Add(s.weight)
	}
	for i := range next {
		next[i].weight = next[i].weight.Div(chance)
		b.charge(next[i].weight)
	}
	return next, chance
}

// above bounds A/M at the pair and wherever it leads, nil where no bound is known. Every source of A is laid against one
// of M: A ≤ Σ a_s·U(s,j)·P_j ≤ C·Σ m_j·P_j with C the largest share of a j.
func (b *bounds) above(p *pair) *model.Q {
	var high *model.Q
	for _, ownFirst := range []bool{true, false} {
		if c := b.laid(p, ownFirst); c != nil && (high == nil || c.Less(*high)) {
			high = c
		}
	}
	if !b.settled {
		if c := b.mixed(p.a, p.m); c != nil && (high == nil || c.Less(*high)) {
			high = c
		}
	}
	if high == nil {
		return nil
	}
	bound := p.z.Mul(*high)
	return &bound
}

// laid lays each source of A against its like where M has one, or against whichever costs least.
func (b *bounds) laid(p *pair, ownFirst bool) *model.Q {
	if b.spent() {
		return nil
	}
	b.work += len(p.a) * len(p.m)
	shares := make([]model.Q, len(p.m))
	for _, s := range p.a {
		if own := slices.IndexFunc(p.m, s.alike); own >= 0 && ownFirst {
			shares[own] = shares[own].Add(s.weight.Div(p.m[own].weight))
			continue
		}
		to, cost := b.cheapest(s, p.m)
		if cost == nil {
			return nil
		}
		shares[to] = shares[to].Add(s.weight.Mul(*cost))
	}
	var most model.Q
	for _, s := range shares {
		most = most.Max(s)
	}
	return &most
}

// cheapest is the first of the sources of M with the least ratio to its weight, and that; nil where none has a ratio.
func (b *bounds) cheapest(s source, others []source) (at int, least *model.Q) {
	for i, j := range others {
		if ratio := b.largest(s, j); ratio != nil {
			if cost := ratio.Div(j.weight); least == nil || cost.Less(*least) {
				at, least = i, &cost
			}
		}
	}
	return at, least
}

// queue orders pairs by their bounds, those without one first.
type queue []*pair

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	switch a, b := q[i].high, q[j].high; {
	case a == nil || b == nil:
		return a == nil && b != nil
	default:
		return b.Less(*a)
	}
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(*pair)) }
func (q *queue) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}
