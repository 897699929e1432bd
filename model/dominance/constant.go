package dominance

import (
	"container/heap"
	"slices"

	"mimics/model"
)

// Constant is what is known of sup A(h)/M(h) over all histories h, the least C with A ≤ C·M.
type Constant struct {
	Low  model.Q  // attained or approached
	High *model.Q // never exceeded; nil if no such bound is known
	// Unbounded says why there is no such constant. It is nil if there is one, or if that is open.
	Unbounded *Growth
}

// Growth is why A/M grows without bound. There are three reasons.
type Growth struct {
	// A part of A is singular to M: at least Singular, and exactly that if All.
	Singular model.Q
	All      bool
	// After the history After, each Word multiplies the ratio of one source of A to all of M by more than 1.
	After, Word []int
	// M is one urn, and an urn of A has a smaller pseudo-count of the cell Rare: the fewer there are of it, the
	// larger A/M.
	Rare *int
}

// The limits of the search for the constant: how many histories it expands, how many words that may show growth, and
// how many fractions it computes, where a long one counts for several (see charge).
const (
	maxHistories = 400
	maxWords     = 4000
	maxWork      = 1 << 17
)

// Bound bounds the least C with A(h) ≤ C·M(h) for all histories h. The lower end is the largest ratio found. The
// upper end compares source with source, after each history of a tree: if no cycle of the product machine multiplies
// the ratio of two sources by more than 1, the largest ratio lies on a path without cycles. If a feature leaves
// endlessly many beliefs, it compares mixtures of states.
func (c *Comparison) Bound() Constant { return c.BoundBehind(maxHistories) }

// BoundBehind is Bound with a search that expands at most the given number of histories.
func (c *Comparison) BoundBehind(histories int) Constant {
	found := Constant{Low: model.One}
	d := c.Decompose()
	if d.Singular.Sign() > 0 {
		found.Unbounded = &Growth{Singular: d.Singular, All: d.Decided()}
		return found
	}
	b := c.bounds()
	root := b.root()
	if !d.Decided() {
		found.High = b.above(root)
		return found
	}
	found = b.search(root, histories)
	if !b.deterministic {
		found.High = least(found.High, c.outcomes().BoundBehind(histories).High)
	}
	if found.High == nil {
		if growth := b.growth(root); growth != nil {
			found = Constant{Low: model.One, Unbounded: growth} // how far the search came means nothing
		}
	}
	return found
}

// least is the smaller of two bounds, where nil is none.
func least(a, b *model.Q) *model.Q {
	if a == nil || b != nil && b.Less(*a) {
		return b
	}
	return a
}

// pair holds both laws after a history, sorted by byLaw, A(h)/M(h), and a bound on A/M from there on.
type pair struct {
	history []int
	a, m    []source
	z       model.Q
	high    *model.Q
}

// root is both laws before anything more is seen.
func (s sides) root() *pair {
	return &pair{a: byLaw(s.sources[0]), m: byLaw(s.sources[1]), z: model.One}
}

// search narrows the bounds: it expands the history behind which the ratio may be largest, again and again.
func (b *bounds) search(root *pair, histories int) Constant {
	best := Constant{Low: root.z.Max(b.approached(root))}
	root.high = b.above(root)
	open := queue{root}
	seen := map[string]bool{}
	exceeds := func() bool { return len(open) > 0 && (open[0].high == nil || best.Low.Less(*open[0].high)) }
	for n := 0; n < histories && exceeds() && !b.spent(); n++ {
		at := heap.Pop(&open).(*pair)
		for c := range b.cells {
			next, _ := b.after(at, c)
			if next == nil {
				continue
			}
			best.Low = best.Low.Max(next.z).Max(b.approached(next))
			if key := next.key(); !seen[key] {
				seen[key] = true
				next.high = least(b.above(next), at.high) // a bound behind a history holds behind the longer ones
				heap.Push(&open, next)
			}
		}
	}
	best.High = &best.Low
	if exceeds() {
		best.High = open[0].high
	}
	return best
}

// queue orders pairs by their bounds, those without one first.
type queue []*pair

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	return q[j].high != nil && (q[i].high == nil || q[j].high.Less(*q[i].high))
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(*pair)) }
func (q *queue) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}

// approached returns a value that A/M tends to with positive probability after the pair, 0 if none is known. If a
// state s is a source of both laws and none of the other sources can ever have its law, each of them is refuted in
// the end if s is true, and A/M tends to the ratio of the weights of s. If both laws are one urn, the largest value
// of the density is approached.
func (b *bounds) approached(p *pair) (most model.Q) {
	for _, s := range p.a { // in order, since each question spends the budget
		shared := slices.IndexFunc(p.m, s.sameLaw)
		refuted := func(j source) bool {
			if j.state < 0 || j.state == s.state {
				return true
			}
			u := b.ratio(question{s.state, j.state, true})
			return u != nil && u.IsZero()
		}
		if s.state >= 0 && shared >= 0 && all(p.a, refuted) && all(p.m, refuted) {
			most = most.Max(p.z.Mul(s.weight).Div(p.m[shared].weight))
		}
	}
	if len(p.a) == 1 && len(p.m) == 1 && p.a[0].state < 0 {
		if u := urnRatio(p.a[0], p.m[0]); u != nil {
			most = most.Max(p.z.Mul(*u))
		}
	}
	return most
}

func all(sources []source, holds func(source) bool) bool {
	return !slices.ContainsFunc(sources, func(s source) bool { return !holds(s) })
}

// key is equal for histories after which all that follows is the same, and the ratio so far.
func (p *pair) key() string { return key(p.a) + "|" + key(p.m) + "|" + p.z.Key() }

// after returns both laws after one more cell, and the probability that A gives the cell. The pair is nil if A cannot
// emit it. It is also nil if M cannot: then the ratio is infinite, A has a singular part, and there is nothing to
// bound.
func (b *bounds) after(p *pair, cell int) (next *pair, chance model.Q) {
	a, pa := b.observe(p.a, cell)
	m, pm := b.observe(p.m, cell)
	for _, list := range [][]source{a, m} {
		for _, s := range list {
			b.charge(s.weight)
			b.left -= budget(len(s.urn))
		}
	}
	if pa.Sign() == 0 || pm.Sign() == 0 {
		return nil, pa
	}
	z := p.z.Mul(pa).Div(pm)
	b.charge(z)
	return &pair{history: append(slices.Clone(p.history), cell), a: a, m: m, z: z}, pa
}

// above bounds A/M at the pair and after it, nil if no bound is known.
func (b *bounds) above(p *pair) *model.Q {
	high := least(b.assigned(p, true), b.assigned(p, false))
	if !b.deterministic {
		high = least(high, b.mixed(p.a, p.m))
	}
	if high == nil {
		return nil
	}
	return new(p.z.Mul(*high))
}
