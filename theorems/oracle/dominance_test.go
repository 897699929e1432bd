package oracle

import (
	"fmt"
	"math/big"
	"slices"
)

var dominanceClaims = []claim{
	{
		id:    "dominance/constant",
		needs: "sources operator mimic horizon",
		given: []hypothesis{fewSources, allMerges},
		parts: []part{{name: "histories", relation: "<="}, {name: "found", relation: "<=", given: []hypothesis{startsDominated}}},
		sides: func(s *scenario) []*pair {
			// C comes of a search, and is no formula: it is at least every ratio, at least 1, and at most what comes of
			// laying each source of the operator beside those of the mimic. Where none bounds it a search may still
			// have found a constant. So do the ratios that it found, which are at most that of the weights too.
			ratio := one
			for n := range s.horizon + 1 {
				for _, h := range s.operator.held(n) {
					ratio = largest(ratio, s.z(h))
				}
			}
			return []*pair{{exactly(ratio), exactly(ratio)}, {exactly(one), s.mostWeight()}}
		},
		upTo: func(s *scenario) []*pair {
			most := laid(s.operator, s.mimic)
			return []*pair{{nil, most}, {most, nil}}
		},
	},
	{
		id:    "dominance/equivalence",
		needs: "sources operator mimic horizon",
		given: []hypothesis{fewSources, fewJointStates},
		parts: []part{{relation: "="}},
		sides: func(s *scenario) []*pair {
			whole := singular(s.operator, s.mimic).Sign() == 0 && singular(s.mimic, s.operator).Sign() == 0
			everywhere := len(apart(s.operator, s.mimic)) == 0 && len(apart(s.mimic, s.operator)) == 0
			return []*pair{{oneIf(whole), oneIf(everywhere)}}
		},
	},
}

// mostWeight is the largest ratio of the weights of a start state.
func (s *scenario) mostWeight() *Number {
	most := exactly(zero)
	for i, a := range s.operator.weights() {
		if a.Sign() == 0 {
			continue
		}
		if ratio := quotient(a, s.mimic.weights()[i]); most.Cmp(ratio) < 0 {
			most = ratio
		}
	}
	return most
}

// What is asked of a scenario so that a claim decides it.
const (
	maxSources = 64
	maxJoint   = 128
)

func fewSources(s *scenario) bool { return few(s.states) }

func few(states []state) bool { return len(states) <= maxSources }

func fewJointStates(s *scenario) bool {
	return len(newChain(s.operator, s.mimic).tuples) <= maxJoint &&
		len(newChain(s.mimic, s.operator).tuples) <= maxJoint
}

func densityBounded(s *scenario) bool { return density(s.operator, s.mimic) != nil }

func allMerges(s *scenario) bool { return singular(s.operator, s.mimic).Sign() == 0 }

func oneIf(is bool) *Number {
	if is {
		return exactly(one)
	}
	return exactly(zero)
}

// surplus is S_K(L) = Σ (A(h) - K·M(h))⁺ over the histories of L outcomes.
func (s *scenario) surplus(k *big.Rat, steps int) *big.Rat {
	sum := zero
	for _, h := range histories(s.operator.k, "", steps) {
		if rest := sub(s.operator.P(h), mul(k, s.mimic.P(h))); rest.Sign() > 0 {
			sum = add(sum, rest)
		}
	}
	return sum
}

// given is the law after h too.
func (l *law) given(h string) *law { return newLaw(l.k, l.states, l.prior, l.seen+h) }

// source is one of the sources of a law where it is now: a state, a certain outcome x as number (states + x), or an urn
// of several outcomes with what it has counted.
type source struct {
	weight *big.Rat
	at     int
	urn    []*big.Rat
}

func (l *law) sources() (list []source) {
	weights := l.weights()
	for _, i := range positive(weights) {
		now := source{weight: weights[i], at: led(l.states, i, l.seen)}
		if l.states[i].urn != nil {
			for x, n := range counts(l.k, l.seen) {
				now.urn = append(now.urn, add(l.states[i].urn[x], rat(int64(n), 1)))
			}
			if support := positive(now.urn); len(support) == 1 {
				now.at, now.urn = len(l.states)+support[0], nil
			}
		}
		list = append(list, now)
	}
	return list
}

// emitted is what a source emits next.
func (l *law) emitted(at int) []*big.Rat {
	if at < len(l.states) {
		return l.states[at].emit
	}
	list := make([]*big.Rat, l.k)
	for x := range list {
		list[x] = zero
	}
	list[at-len(l.states)] = one
	return list
}

func (l *law) follows(at, x int) int {
	if at < len(l.states) {
		return l.states[at].next[x]
	}
	return at
}

// alike reports whether two sources have the same law: whatever one can emit, they emit alike for ever.
func (l *law) alike(i, j int) bool {
	pairs := [][2]int{{i, j}}
	for n := 0; n < len(pairs); n++ {
		i, j := pairs[n][0], pairs[n][1]
		if !slices.EqualFunc(l.emitted(i), l.emitted(j), equal) {
			return false
		}
		for _, x := range positive(l.emitted(i)) {
			if next := [2]int{l.follows(i, x), l.follows(j, x)}; !slices.Contains(pairs, next) {
				pairs = append(pairs, next)
			}
		}
	}
	return true
}

// chain is each source of a law beside all the sources of another, as long as these are possible: a tuple whose first
// is the source, -1 what was refuted.
type chain struct {
	*law
	tuples  [][]int
	chances []map[int]*big.Rat
	start   []int // of each source, -1 for an urn
	reached [][]bool
}

func newChain(a, m *law) *chain {
	c := &chain{law: a}
	var others []int
	for _, s := range m.sources() {
		if s.urn == nil {
			others = append(others, s.at)
		}
	}
	number := map[string]int{}
	find := func(tuple []int) int {
		n, known := number[fmt.Sprint(tuple)]
		if !known {
			n = len(c.tuples)
			number[fmt.Sprint(tuple)] = n
			c.tuples = append(c.tuples, tuple)
		}
		return n
	}
	for _, s := range a.sources() {
		if s.urn == nil {
			c.start = append(c.start, find(append([]int{s.at}, others...)))
		} else {
			c.start = append(c.start, -1)
		}
	}
	for n := 0; n < len(c.tuples) && n <= maxJoint; n++ {
		here := map[int]*big.Rat{}
		emission := a.emitted(c.tuples[n][0])
		for _, x := range positive(emission) {
			var next []int
			for _, s := range c.tuples[n] {
				if s < 0 || a.emitted(s)[x].Sign() == 0 {
					next = append(next, -1)
				} else {
					next = append(next, a.follows(s, x))
				}
			}
			to := find(next)
			if here[to] == nil {
				here[to] = zero
			}
			here[to] = add(here[to], emission[x])
		}
		c.chances = append(c.chances, here)
	}
	return c
}

// reaches tells, for each tuple, to which others it leads.
func (c *chain) reaches() [][]bool {
	if c.reached != nil {
		return c.reached
	}
	for n := range c.tuples {
		seen := make([]bool, len(c.tuples))
		queue := []int{n}
		for len(queue) > 0 {
			v := queue[0]
			queue = queue[1:]
			for w := range c.chances[v] {
				if !seen[w] {
					seen[w], queue = true, append(queue, w)
				}
			}
		}
		c.reached = append(c.reached, seen)
	}
	return c.reached
}

// bottom reports whether the chain never leaves the tuples that the n-th leads to, and whether one of the others emits
// in all of them as the source does.
func (c *chain) bottom(n int) (is, alike bool) {
	is = true
	same := make([]bool, len(c.tuples[n]))
	for i := range same {
		same[i] = i > 0
	}
	for v, leads := range c.reaches()[n] {
		if !leads {
			continue
		}
		is = is && c.reaches()[v][n]
		for i, s := range c.tuples[v] {
			same[i] = same[i] && s >= 0 && slices.EqualFunc(c.emitted(s), c.emitted(c.tuples[v][0]), equal)
		}
	}
	return is, slices.Contains(same, true)
}

// ends is the chance of each tuple to come to one of those that are told to be good; ends tells where it is sure to be
// over.
func (c *chain) ends(over func(n int) (over, good bool)) []*big.Rat {
	size := len(c.tuples)
	rows := make([][]*big.Rat, size)
	for n := range rows {
		rows[n] = make([]*big.Rat, size+1)
		for v := range rows[n] {
			rows[n][v] = zero
		}
		rows[n][n] = one
		if over, good := over(n); over {
			if good {
				rows[n][size] = one
			}
			continue
		}
		for v, p := range c.chances[n] {
			rows[n][v] = sub(rows[n][v], p)
		}
	}
	return solve(rows)
}

// solve is Gauss, the right-hand side last.
func solve(rows [][]*big.Rat) (solution []*big.Rat) {
	for i := range rows {
		pivot := i
		for rows[pivot][i].Sign() == 0 {
			pivot++
		}
		rows[i], rows[pivot] = rows[pivot], rows[i]
		for j := range rows {
			if j == i || rows[j][i].Sign() == 0 {
				continue
			}
			factor := div(rows[j][i], rows[i][i])
			for c := range rows[j] {
				rows[j][c] = sub(rows[j][c], mul(factor, rows[i][c]))
			}
		}
	}
	for i, row := range rows {
		solution = append(solution, div(row[len(rows)], row[i]))
	}
	return solution
}

// singular is the mass of a that is singular to m: its sources end in a bottom component in which none of the others
// emits as they do. An urn merges with urns of the same support alone.
func singular(a, m *law) *big.Rat {
	c := newChain(a, m)
	return c.mass(m, c.ends(c.bottom))
}

// singularByMeeting is the same: what never comes to where it has the law of one of the others.
func singularByMeeting(a, m *law) *big.Rat {
	c := newChain(a, m)
	met := func(n int) bool {
		return slices.ContainsFunc(c.tuples[n][1:], func(s int) bool { return s >= 0 && a.alike(c.tuples[n][0], s) })
	}
	return c.mass(m, c.ends(func(n int) (over, good bool) {
		if met(n) {
			return true, true
		}
		for v, leads := range c.reaches()[n] {
			if leads && met(v) {
				return false, false
			}
		}
		return true, false // it never will
	}))
}

// mass is what does not merge, given the chance to merge of each tuple.
func (c *chain) mass(m *law, merges []*big.Rat) *big.Rat {
	sum := zero
	for i, s := range c.sources() {
		switch {
		case s.urn == nil:
			sum = add(sum, mul(s.weight, sub(one, merges[c.start[i]])))
		case !hasUrnLike(m, s):
			sum = add(sum, s.weight)
		}
	}
	return sum
}

func hasUrnLike(m *law, s source) bool {
	return slices.ContainsFunc(m.sources(), func(other source) bool {
		return other.urn != nil && slices.Equal(positive(other.urn), positive(s.urn))
	})
}

// apart lists where a can end up apart from m: the tuples of bottom components in which no other emits as the source
// does, and -1 for each urn that has none like it.
func apart(a, m *law) (list []int) {
	c := newChain(a, m)
	for n := range c.tuples {
		if bottom, alike := c.bottom(n); bottom && !alike {
			list = append(list, n)
		}
	}
	for _, s := range a.sources() {
		if s.urn != nil && !hasUrnLike(m, s) {
			list = append(list, -1)
		}
	}
	return list
}

// ratios is the largest P_i(h)/P_j(h) over all h, by as many rounds of the recursion as there are pairs of sources; ∞
// where it still rises then. Where meeting is asked for, it is that over the h after which they first have the same
// law, 0 where there are none.
func (l *law) ratios(i, j int, meeting bool) *Number {
	pairs := [][2]int{{i, j}}
	alike := func(pair [2]int) bool { return l.alike(pair[0], pair[1]) }
	if alike(pairs[0]) {
		return exactly(one)
	}
	for n := 0; n < len(pairs); n++ {
		for _, x := range positive(l.emitted(pairs[n][0])) {
			if l.emitted(pairs[n][1])[x].Sign() == 0 {
				if !meeting {
					return infinity
				}
				continue
			}
			next := [2]int{l.follows(pairs[n][0], x), l.follows(pairs[n][1], x)}
			if !slices.Contains(pairs, next) && !alike(next) {
				pairs = append(pairs, next)
			}
		}
	}
	most := make([]*big.Rat, len(pairs))
	for n := range most {
		if most[n] = one; meeting {
			most[n] = zero
		}
	}
	for range len(pairs) + 1 {
		rises := false
		longer := slices.Clone(most)
		for n, pair := range pairs {
			for _, x := range positive(l.emitted(pair[0])) {
				q := l.emitted(pair[1])[x]
				if q.Sign() == 0 {
					continue
				}
				ratio := div(l.emitted(pair[0])[x], q)
				if at := slices.Index(pairs, [2]int{l.follows(pair[0], x), l.follows(pair[1], x)}); at >= 0 {
					ratio = mul(ratio, most[at])
				}
				if less(longer[n], ratio) {
					longer[n], rises = ratio, true
				}
			}
		}
		most = longer
		if !rises {
			return exactly(most[0])
		}
	}
	return infinity
}

// urnRatio is the largest density of one Dirichlet law with respect to another: with d = α - β whole and nowhere
// negative, n = Σ d, it is (Σβ)(Σβ+1)…(Σβ+n-1) times, for each x, (d/n)^d over β(β+1)…(β+d-1). ∞ for others, since no
// bound is known.
func urnRatio(alpha, beta []*big.Rat) *Number {
	if !slices.Equal(positive(alpha), positive(beta)) {
		return infinity
	}
	rising := func(from *big.Rat, n int) *big.Rat {
		product := one
		for i := range n {
			product = mul(product, add(from, rat(int64(i), 1)))
		}
		return product
	}
	all := sub(total(alpha), total(beta))
	most := one
	for x := range alpha {
		d := sub(alpha[x], beta[x])
		if d.Sign() < 0 || !d.IsInt() {
			return infinity
		}
		n := int(d.Num().Int64())
		if n > 0 {
			most = mul(most, div(power(div(d, all), n), rising(beta[x], n)))
		}
	}
	return exactly(mul(most, rising(total(beta), int(all.Num().Int64()))))
}

// same reports whether two sources have the same law.
func (l *law) same(s, t source) bool {
	if s.urn == nil && t.urn == nil {
		return l.alike(s.at, t.at)
	}
	return s.urn != nil && slices.EqualFunc(s.urn, t.urn, equal)
}

// byLaw adds up the weights of the sources by their laws, each called by the first of them.
func (l *law) byLaw() (list []source) {
	for _, s := range l.sources() {
		if i := slices.IndexFunc(list, func(t source) bool { return l.same(s, t) }); i >= 0 {
			list[i].weight = add(list[i].weight, s.weight)
		} else {
			list = append(list, s)
		}
	}
	return list
}

// mostRatio is U(s,j), the largest P_s(h)/P_j(h): ∞ between a state and an urn.
func (l *law) mostRatio(s, j source) *Number {
	switch {
	case s.urn == nil && j.urn == nil:
		return l.ratios(s.at, j.at, false)
	case s.urn != nil && j.urn != nil:
		return urnRatio(s.urn, j.urn)
	}
	return infinity
}

// density is Σ_s a_s·max_j U(s,j)/m_j: where the source s first meets j, it has at most U(s,j)/m_j times what m has. Of
// an urn it is the best that an urn of m gives, 0 where it merges with none. It is nil where something has no bound.
func density(a, m *law) *big.Rat {
	sum := exactly(zero)
	for _, s := range a.sources() {
		most := exactly(zero)
		if s.urn != nil {
			if hasUrnLike(m, s) {
				most = leastUrn(s, m)
			}
		} else {
			for _, j := range m.byLaw() {
				if j.urn != nil {
					continue
				}
				if u := a.ratios(s.at, j.at, true).times(div(one, j.weight)); most.Cmp(u) < 0 {
					most = u
				}
			}
		}
		sum = sum.plus(most.times(s.weight))
	}
	if sum.infinite != 0 {
		return nil
	}
	return sum.rational
}

// leastUrn is the least bound on an urn's ratio to m that one of the urns of m gives.
func leastUrn(s source, m *law) *Number {
	least := infinity
	for _, j := range m.sources() {
		if j.urn != nil {
			if u := urnRatio(s.urn, j.urn).times(div(one, j.weight)); u.Cmp(least) < 0 {
				least = u
			}
		}
	}
	return least
}

// laid bounds A/M: max a_c/m_c over the laws c of sources that both have and Σ a_s·min_j U(s,j)/m_j over those s that a
// has alone.
func laid(a, m *law) *Number {
	shared, alone := zero, exactly(zero)
	for _, s := range a.byLaw() {
		least, both := infinity, false
		for _, j := range m.byLaw() {
			if a.same(s, j) {
				shared, both = largest(shared, div(s.weight, j.weight)), true
			} else if u := a.mostRatio(s, j).times(div(one, j.weight)); u.Cmp(least) < 0 {
				least = u
			}
		}
		if !both {
			alone = alone.plus(least.times(s.weight))
		}
	}
	return alone.plus(exactly(shared))
}
