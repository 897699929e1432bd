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

// Growth is how A/M grows without bound: a part of A is singular to M; or after the history After each Word multiplies A/M, of one
// source of A and all that M holds possible then, by more than 1; or M is one urn, and an urn of A that has a smaller
// pseudo-count of the cell Rare prevails the more, the fewer there are of it.
type Growth struct {
	Singular    model.Q
	After, Word []int
	Rare        *int
}

// Decided tells whether the constant is known exactly, or known not to exist.
func (c Constant) Decided() bool { return c.Unbounded != nil || c.High != nil && c.High.Equal(c.Low) }

// The search for the constant: how many histories are looked at, how many words that may show it unbounded, and how many
// fractions are worked out in all.
const (
	mostExpansions = 400
	mostWords      = 4000
	mostWork       = 1 << 20
)

// Bound bounds the least C with A(h) ≤ C·M(h) for all histories h of cells of f. The lower end is the largest ratio found. The
// upper end compares source with source, after each history of a tree: where no cycle of the product machine multiplies
// the ratio of two sources by more than 1, the largest ratio lies on a path without cycles. That there is no constant is
// said only where part of A is singular to M or with a word that the ratio grows by each time it comes again.
func Bound(a, m model.Law, f model.Feature) (Constant, error) {
	d, err := Decompose(a, m, f)
	if err != nil {
		return Constant{}, err
	}
	w, operator, mimic := observe(a, m, f, mostBeliefs)
	if slices.Contains(w.open, true) {
		return hidden(a, m, d)
	}
	merged, class := w.quotient()
	b := newBounds(merged)
	root := &pair{a: b.weigh(operator, class), m: b.weigh(mimic, class), z: model.One}
	c := b.search(root)
	switch {
	case d.Singular.Sign() > 0:
		c.High, c.Unbounded = nil, &Growth{Singular: d.Singular}
	case c.High == nil:
		c.Unbounded = b.cycle(root)
	}
	if c.Unbounded != nil { // then how far the search came tells nothing
		c.Low, c.At = root.z, []int{}
	}
	return c, nil
}

// hidden is what is known of the constant through a feature that leaves endlessly many beliefs: what bounds A/M on outcomes
// does so on the cells of every feature.
func hidden(a, m model.Law, d Decomposition) (Constant, error) {
	c := Constant{Low: model.One, At: []int{}}
	if d.Singular.Sign() > 0 {
		c.Unbounded = &Growth{Singular: d.Singular}
		return c, nil
	}
	outcomes, err := Bound(a, m, model.Finest(a.Machine().Outcomes()))
	c.High = outcomes.High
	return c, err
}

// bounds compares the sources of two laws.
type bounds struct {
	automaton
	ratios map[question]*model.Q
	work   int
}

func newBounds(w automaton) *bounds { return &bounds{automaton: w, ratios: map[question]*model.Q{}} }

// spent tells whether more was worked out than may be.
func (b *bounds) spent() bool { return b.work > mostWork }

// question is which largest ratio of two states is asked for: anywhere or where they meet.
type question struct {
	i, j    int
	meeting bool
}

// weighted is a law as weights of states, merged where they have the same law, and urns.
type weighted struct {
	states map[int]model.Q
	urns   []source
}

// pair is both laws after a history, A(h)/M(h) there, and a bound on it from there on.
type pair struct {
	history []int
	a, m    weighted
	z       model.Q
	high    *model.Q
}

func (b *bounds) weigh(sources []source, class []int) weighted {
	w := weighted{states: map[int]model.Q{}}
	for _, s := range sources {
		if s.state < 0 {
			w.urns = append(w.urns, s)
			continue
		}
		w.states[class[s.state]] = w.states[class[s.state]].Add(s.weight)
	}
	return w
}

// search narrows the bounds: it looks behind the history that may hold the largest ratio, again and again.
func (b *bounds) search(root *pair) Constant {
	best := Constant{Low: root.z.Max(b.approached(root)), At: []int{}}
	root.high = b.above(root)
	open := &queue{root}
	seen := map[string]bool{}
	for n := 0; n < mostExpansions && open.Len() > 0 && !b.spent(); n++ {
		if top := (*open)[0]; top.high != nil && !best.Low.Less(*top.high) {
			break
		}
		at := heap.Pop(open).(*pair)
		for c := range b.cells {
			next := b.after(at, c)
			if next == nil {
				continue
			}
			if low := next.z.Max(b.approached(next)); best.Low.Less(low) {
				best.Low, best.At = low, next.history
			}
			if key := next.key(); !seen[key] {
				seen[key] = true
				next.high = b.above(next)
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
	for s, a := range p.a.states {
		m, shared := p.m.states[s]
		if !shared {
			continue
		}
		apart := true
		for _, others := range []map[int]model.Q{p.a.states, p.m.states} {
			for j := range others {
				if apart && j != s {
					u := b.ratioToMeeting(s, j)
					apart = u != nil && u.IsZero()
				}
			}
		}
		if apart {
			most = most.Max(p.z.Mul(a).Div(m))
		}
	}
	if len(p.a.urns) == 1 && len(p.m.urns) == 1 && len(p.a.states)+len(p.m.states) == 0 {
		if u := urnRatio(p.a.urns[0].urn, p.m.urns[0].urn); u != nil {
			most = most.Max(p.z.Mul(*u))
		}
	}
	return most
}

// key is the same for histories after which everything is the same but the ratio's past, which it holds too.
func (p *pair) key() string { return p.a.key() + "|" + p.m.key() + "|" + p.z.Key() }

func (w weighted) key() string {
	var text strings.Builder
	for _, s := range w.present() {
		fmt.Fprintf(&text, "%d %s;", s, w.states[s])
	}
	for _, u := range w.urns {
		fmt.Fprintf(&text, "%v %s;", u.urn, u.weight)
	}
	return text.String()
}

// present are the states that have weight, in order.
func (w weighted) present() (list set) {
	for s := range w.states {
		list = append(list, s)
	}
	slices.Sort(list)
	return list
}

// after is both laws after one more cell, nil where A cannot show it. Where M cannot the ratio is infinite and A has a
// singular part; then there is nothing to bound.
func (b *bounds) after(p *pair, cell int) *pair {
	a, pa := b.observe(p.a, cell)
	m, pm := b.observe(p.m, cell)
	if pa.Sign() == 0 || pm.Sign() == 0 {
		return nil
	}
	return &pair{history: append(slices.Clone(p.history), cell), a: a, m: m, z: p.z.Mul(pa).Div(pm)}
}

// observe is one law after a cell, and the chance of that.
func (b *bounds) observe(w weighted, cell int) (next weighted, chance model.Q) {
	next.states = map[int]model.Q{}
	b.work += len(w.states) + len(w.urns)*b.cells
	for s, weight := range w.states {
		if p := weight.Mul(b.emit[s][cell]); p.Sign() > 0 {
			t := b.next[s][cell]
			next.states[t] = next.states[t].Add(p)
			chance = chance.Add(p)
		}
	}
	for _, u := range w.urns {
		if u.urn[cell].Sign() == 0 {
			continue
		}
		p := u.weight.Mul(u.urn[cell]).Div(model.Total(u.urn))
		counted := slices.Clone(u.urn)
		counted[cell] = counted[cell].Add(model.One)
		next.urns = append(next.urns, source{start: u.start, weight: p, state: -1, urn: counted})
		chance = chance.Add(p)
	}
	if chance.Sign() > 0 {
		for s, p := range next.states {
			next.states[s] = p.Div(chance)
		}
		for i := range next.urns {
			next.urns[i].weight = next.urns[i].weight.Div(chance)
		}
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
	if high == nil {
		return nil
	}
	bound := p.z.Mul(*high)
	return &bound
}

// laid lays each source of A against itself where M has it too, or against whichever costs least.
func (b *bounds) laid(p *pair, ownFirst bool) *model.Q {
	share := map[string]model.Q{}
	lay := func(name string, a, m, ratio model.Q) { share[name] = share[name].Add(a.Mul(ratio).Div(m)) }
	others := p.m.present()
	for _, s := range p.a.present() {
		if m, own := p.m.states[s]; own && ownFirst {
			lay(fmt.Sprint(s), p.a.states[s], m, model.One)
			continue
		}
		to, least := -1, model.Zero
		for _, j := range others {
			if u := b.ratio(s, j); u != nil {
				if cost := u.Div(p.m.states[j]); to < 0 || cost.Less(least) {
					to, least = j, cost
				}
			}
		}
		if to < 0 {
			return nil
		}
		lay(fmt.Sprint(to), p.a.states[s], model.One, least)
	}
	for _, u := range p.a.urns {
		to, least := -1, model.Zero
		for j, v := range p.m.urns {
			if ratio := urnRatio(u.urn, v.urn); ratio != nil {
				if cost := ratio.Div(v.weight); to < 0 || cost.Less(least) {
					to, least = j, cost
				}
			}
		}
		if to < 0 {
			return nil
		}
		lay(fmt.Sprint("urn ", to), u.weight, model.One, least)
	}
	var most model.Q
	for _, s := range share {
		most = most.Max(s)
	}
	return &most
}

// ratio is the largest P_i(h)/P_j(h) over all h, nil where there is none.
func (b *bounds) ratio(i, j int) *model.Q {
	return b.answer(question{i, j, false})
}

// ratioToMeeting is the largest P_i(h)/P_j(h) over the h after which i and j first are in the same state: 0 where they
// never are, nil where it has no bound.
func (b *bounds) ratioToMeeting(i, j int) *model.Q {
	return b.answer(question{i, j, true})
}

func (b *bounds) answer(asked question) *model.Q {
	if asked.i == asked.j {
		one := model.One
		return &one
	}
	known, ok := b.ratios[asked]
	if !ok {
		known = b.longest(asked.i, asked.j, asked.meeting)
		b.ratios[asked] = known
	}
	return known
}

// longest relaxes the pairs that i and j lead to: after as many rounds as there are pairs every path without cycles has
// been looked at, so what still rises then rises for ever. Paths end anywhere, or only where i and j meet.
func (b *bounds) longest(i, j int, meeting bool) *model.Q {
	type step struct {
		to    int // -1 where they meet
		ratio model.Q
	}
	ids := map[[2]int]int{{i, j}: 0}
	pairs := [][2]int{{i, j}}
	var steps [][]step
	for n := 0; n < len(pairs); n++ {
		var list []step
		at := pairs[n]
		for c := range b.cells {
			p, q := b.emit[at[0]][c], b.emit[at[1]][c]
			switch {
			case p.Sign() == 0 || meeting && q.Sign() == 0:
				continue
			case q.Sign() == 0 || b.spent():
				return nil
			}
			b.work++
			to := [2]int{b.next[at[0]][c], b.next[at[1]][c]}
			id, ok := ids[to]
			switch {
			case to[0] == to[1]:
				id = -1
			case !ok:
				id = len(pairs)
				ids[to], pairs = id, append(pairs, to)
			}
			list = append(list, step{id, p.Div(q)})
		}
		steps = append(steps, list)
	}
	largest := make([]model.Q, len(pairs))
	if !meeting {
		for n := range largest {
			largest[n] = model.One
		}
	}
	for round := 0; ; round++ {
		rises := false
		for n, list := range steps {
			b.work += len(list)
			for _, s := range list {
				ratio := s.ratio
				if s.to >= 0 {
					ratio = ratio.Mul(largest[s.to])
				}
				if largest[n].Less(ratio) {
					largest[n], rises = ratio, true
				}
			}
		}
		if !rises {
			return &largest[0]
		}
		if round > len(pairs) || b.spent() {
			return nil
		}
	}
}

// urnRatio is the supremum of P_α(h)/P_β(h), the largest value of the density of the two Dirichlet laws: finite if and
// only if the supports are the same and α ≥ β throughout. It is rational where the differences are whole; for others no
// bound is given.
func urnRatio(alpha, beta []model.Q) *model.Q {
	if !sameSupport(alpha, beta) {
		return nil
	}
	whole := int64(0)
	density := model.One
	rising := func(from model.Q, n int64) (product model.Q) {
		product = model.One
		for i := range n {
			product = product.Mul(from.Add(model.Whole(i)))
		}
		return product
	}
	var differences []int64
	for x, a := range alpha {
		d := a.Sub(beta[x])
		n, fits := d.Num().Int64()
		if d.Sign() < 0 || !d.Equal(model.Whole(n)) || !fits || n > 1<<10 {
			return nil
		}
		differences, whole = append(differences, n), whole+n
	}
	density = rising(model.Total(beta), whole)
	for x, n := range differences {
		density = density.Div(rising(beta[x], n))
		if n > 0 {
			density = density.Mul(model.Frac(n, whole).Pow(int(n)))
		}
	}
	return &density
}

// cycle looks for a word after which one source of A and all that is possible of M are where they were, and of which the
// source is likelier than of each of the others: repeated, it multiplies A/M without end. Nil where none is found.
func (b *bounds) cycle(root *pair) *Growth {
	if len(root.m.urns) > 0 {
		return outgrown(root)
	}
	looked := 0
	for _, i := range root.a.present() {
		if found := b.grow(i, root.m.present(), &looked); found != nil {
			return found
		}
	}
	return nil
}

// outgrown says by which cell an urn of A outgrows the only source of M, an urn of its support with a larger
// pseudo-count there: the density of the one with respect to the other is θ to a negative power.
func outgrown(root *pair) *Growth {
	if len(root.m.urns) > 1 || len(root.m.states) > 0 {
		return nil
	}
	m := root.m.urns[0].urn
	for _, u := range root.a.urns {
		for c := range m {
			if sameSupport(u.urn, m) && u.urn[c].Less(m[c]) {
				return &Growth{Rare: &c}
			}
		}
	}
	return nil
}

// grow searches breadth first from every joint state that source and others can come to.
func (b *bounds) grow(state int, others set, looked *int) *Growth {
	j := &joint{automaton: b.automaton, ids: map[string]int{}}
	paths := [][]int{{}}
	j.id(state, others)
	for n := 0; n < len(j.nodes) && *looked < mostWords && !b.spent(); n++ {
		at := j.nodes[n]
		if word := b.loop(at, looked); word != nil {
			return &Growth{After: paths[n], Word: word}
		}
		for c, p := range b.emit[at.state] {
			if p.Sign() > 0 {
				if id := j.id(b.next[at.state][c], j.after(at.others, c)); id == len(paths) {
					paths = append(paths, append(slices.Clone(paths[n]), c))
				}
			}
		}
	}
	return nil
}

// strand is a word, where it leads from a joint state, and by how much it is likelier from the source than from each other.
type strand struct {
	word   []int
	state  int
	others map[int]model.Q // by where they began: the ratio
	at     map[int]int     // and where they are
}

// loop is a word that leads from the joint state back to it and is likelier from the source than from each of the
// others, nil where none is found.
func (b *bounds) loop(from node, looked *int) []int {
	first := strand{state: from.state, others: map[int]model.Q{}, at: map[int]int{}}
	for _, s := range from.others {
		first.others[s], first.at[s] = model.One, s
	}
	strands := []strand{first}
	for n := 0; n < len(strands) && n < 200 && !b.spent(); n++ {
		*looked++
		b.work += len(from.others) * b.cells
		for c, p := range b.emit[strands[n].state] {
			if p.Sign() == 0 {
				continue
			}
			next := strand{
				word: append(slices.Clone(strands[n].word), c), state: b.next[strands[n].state][c],
				others: map[int]model.Q{}, at: map[int]int{},
			}
			var where set
			grows := true
			for s, ratio := range strands[n].others {
				q := b.emit[strands[n].at[s]][c]
				if q.Sign() == 0 {
					continue
				}
				next.others[s], next.at[s] = ratio.Mul(p).Div(q), b.next[strands[n].at[s]][c]
				where = where.with(next.at[s])
				grows = grows && model.One.Less(next.others[s])
			}
			if len(where) == 0 {
				continue // then A has a singular part
			}
			if next.state == from.state && slices.Equal(where, from.others) && grows {
				return next.word
			}
			strands = append(strands, next)
		}
	}
	return nil
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
