package certificate

import (
	"slices"
	"strconv"
	"strings"

	"mimics/model"
)

// The limits of a search: how many beliefs and how many histories it looks at, and how many fractions it computes for
// the ratios of pairs.
const (
	maxBeliefs   = 1 << 10
	maxHistories = 1 << 10
	maxWork      = 1 << 20
)

// Find returns a certificate for the constant, nil if it finds none. It first follows what an observer of the cells
// believes about each source, then the sources themselves, since a certificate for the outcomes is one for every
// feature, and at last what she believes about both mixtures.
func Find(q Question, constant model.Q) *Certificate {
	if c := newSearch(q, constant).find(); c != nil {
		return c
	}
	finest := q
	finest.Feature = model.Finest(q.Feature.Len())
	if c := newSearch(finest, constant).find(); c != nil {
		return c.through(q.Feature)
	}
	mixed := newSearch(q, constant)
	mixed.mixed = true
	return mixed.find()
}

// search looks for the claims that model/dominance had in mind when it bounded the constant. A belief of an observer
// about one source is a vector of sum 1; belief and cell determine the next belief. If belief i gives no history more
// than U times what belief j does, i - U·j is a claim. A history leaves A and M as mixtures of beliefs; either each
// belief of A can be laid beside beliefs of M by such claims, or all cells are tried in turn.
type search struct {
	Certificate
	mixed    bool  // whether A and M are one belief each
	likeness []int // for each state the first of those that have its law, as far as the next cells tell
	ids      map[string]int
	beliefs  []Vector
	edges    map[[2]int]edge // by belief and cell
	ratios   map[pair]*model.Q
	numbers  map[string]int // of claims, by what they say
	open     []func()       // what remains to be said of the claims
	work     int
}

// edge leads to the next belief, with the chance of the cell; 0 if the cell is never shown.
type edge struct {
	to     int
	chance model.Q
}

type pair struct{ i, j int }

func newSearch(q Question, constant model.Q) *search {
	s := &search{Certificate: Certificate{Question: q, Constant: constant}, ids: map[string]int{},
		edges: map[[2]int]edge{}, ratios: map[pair]*model.Q{}, numbers: map[string]int{}}
	s.likeness = s.alike()
	return s
}

func (s *search) find() *Certificate {
	a, m := model.NewLaw(s.Machine, s.A).ObserveAll(s.History...), model.NewLaw(s.Machine, s.M).ObserveAll(s.History...)
	root := node{a: s.mixture(a), m: s.mixture(m), z: model.One}
	after, ok := s.histories(root)
	if !ok {
		return nil
	}
	// The first claim is A - C·M times what both give the history.
	given := a.Prob().Mul(m.Prob())
	var excess Vector
	for _, p := range a.Present() {
		excess = append(excess, Weighted{s.place(p), p.Weight.Mul(given)})
	}
	for _, p := range m.Present() {
		excess = append(excess, Weighted{s.place(p), p.Weight.Mul(given).Mul(s.Constant).Neg()})
	}
	for cell := range s.Feature.Cells() {
		var sum Combination
		for _, t := range after(cell) {
			sum = append(sum, Term{t.Claim, t.Factor.Mul(given)})
		}
		s.First = append(s.First, append(sum, s.corrections(excess, cell)...))
	}
	for len(s.open) > 0 {
		next := s.open[0]
		s.open = s.open[1:]
		next()
	}
	return &s.Certificate
}

// through makes a certificate for the outcomes one for a feature: what a claim is at most after a cell is what it is
// at most after each outcome of the cell, all added up.
func (c *Certificate) through(f model.Feature) *Certificate {
	merge := func(after []Combination) []Combination {
		merged := make([]Combination, f.Cells())
		for x, sum := range after {
			merged[f.Cell(x)] = append(merged[f.Cell(x)], sum...)
		}
		return merged
	}
	seen := &Certificate{Question: c.Question, Constant: c.Constant, First: merge(c.First)}
	seen.Feature = f
	for _, claim := range c.Claims {
		weights := slices.Clone(claim.Weights)
		for i, p := range weights {
			weights[i].Balls = byCell(p.Balls, f)
		}
		seen.Claims = append(seen.Claims, Claim{weights, merge(claim.After)})
	}
	return seen
}

// byCell adds up the pseudo-counts of an urn by cell; nil stays nil.
func byCell(balls []model.Q, f model.Feature) (sums []model.Q) {
	if balls != nil {
		sums = make([]model.Q, f.Cells())
	}
	for x, n := range balls {
		sums[f.Cell(x)] = sums[f.Cell(x)].Add(n)
	}
	return sums
}

// place is where a source is after the history.
func (s *search) place(p model.Present) Place {
	if p.Pseudo != nil {
		return Place{-1, byCell(p.Pseudo, s.Feature)}
	}
	return Place{State: p.At}
}

func (p Place) key() string {
	text := []byte(strconv.Itoa(p.State))
	for _, n := range p.Balls {
		text = append(append(text, ' '), n.Key()...)
	}
	return string(text)
}

func (v Vector) key() string {
	var text strings.Builder
	for _, p := range v {
		text.WriteString(p.key() + ":" + p.Weight.Key() + ";")
	}
	return text.String()
}

// collected adds up the weights of each place and leaves out those that are 0.
func (v Vector) collected() (sum Vector) {
	at := map[string]int{}
	for _, p := range v {
		key := p.key()
		i, known := at[key]
		if !known {
			i = len(sum)
			at[key], sum = i, append(sum, Weighted{Place: p.Place})
		}
		sum[i].Weight = sum[i].Weight.Add(p.Weight)
	}
	sum = slices.DeleteFunc(sum, func(p Weighted) bool { return p.Weight.IsZero() })
	slices.SortFunc(sum, func(p, q Weighted) int { return strings.Compare(p.key(), q.key()) })
	return sum
}

func (v Vector) total() (sum model.Q) {
	for _, p := range v {
		sum = sum.Add(p.Weight)
	}
	return sum
}

func (v Vector) times(factor model.Q) Vector {
	scaled := slices.Clone(v)
	for i := range scaled {
		scaled[i].Weight = scaled[i].Weight.Mul(factor)
	}
	return scaled
}

// moved is a vector after a cell.
func (s *search) moved(v Vector, cell int) (next Vector) {
	for _, p := range v {
		if p.State < 0 {
			if total := model.Total(p.Balls); p.Balls[cell].Sign() > 0 {
				balls := slices.Clone(p.Balls)
				balls[cell] = balls[cell].Add(model.One)
				next = append(next, Weighted{Place{-1, balls}, p.Weight.Mul(p.Balls[cell]).Div(total)})
			}
			continue
		}
		emission := s.Machine.Emission(p.State)
		for x := range emission.Len() {
			if s.Feature.Cell(x) == cell && emission.Has(x) {
				next = append(next, Weighted{Place{State: s.Machine.Next(p.State, x)}, p.Weight.Mul(emission.P(x))})
			}
		}
	}
	return next.collected()
}

// alike returns, for each state, the first of those that show each cell with the same chance and then move alike to
// such states. It refines the coarsest partition until nothing changes.
func (s *search) alike() []int {
	first := make([]int, s.Machine.States())
	for changed := true; changed; {
		refined, seen := make([]int, len(first)), map[string]int{}
		for state := range first {
			text := strconv.Itoa(first[state])
			if s.Machine.IsUrn(state) {
				text = "urn " + strconv.Itoa(state)
			} else {
				for cell := range s.Feature.Cells() {
					next := s.moved(Vector{{Place{State: state}, model.One}}, cell)
					for i := range next {
						next[i].State = first[next[i].State]
					}
					text += "|" + next.collected().key()
				}
			}
			if _, known := seen[text]; !known {
				seen[text] = state
			}
			refined[state] = seen[text]
		}
		changed = !slices.Equal(first, refined)
		first = refined
	}
	return first
}

// canonical replaces each state by the first of its law.
func (s *search) canonical(v Vector) Vector {
	v = slices.Clone(v)
	for i, p := range v {
		if p.State >= 0 {
			v[i].State = s.likeness[p.State]
		}
	}
	return v.collected()
}

// corrections are the claims by which a vector after a cell is at most its canonical form.
func (s *search) corrections(v Vector, cell int) (sum Combination) {
	for _, p := range s.moved(v, cell) {
		if p.State < 0 || s.likeness[p.State] == p.State {
			continue
		}
		from, to := p.State, s.likeness[p.State]
		if p.Weight.Sign() < 0 {
			from, to = to, from
		}
		difference := Vector{{Place{State: from}, model.One}, {Place{State: to}, model.One.Neg()}}
		number := s.claim(difference, func(int) Combination { return nil })
		sum = append(sum, Term{number, p.Weight.Abs()})
	}
	return sum
}

// claim returns the number of a claim. If it is new, the function will say what it is at most after a cell, apart from
// corrections.
func (s *search) claim(weights Vector, after func(cell int) Combination) int {
	key := weights.key()
	if number, known := s.numbers[key]; known {
		return number
	}
	s.Claims = append(s.Claims, Claim{Weights: weights})
	number := len(s.Claims)
	s.numbers[key] = number
	s.open = append(s.open, func() {
		list := make([]Combination, s.Feature.Cells())
		for cell := range list {
			list[cell] = append(after(cell), s.corrections(weights, cell)...)
		}
		s.Claims[number-1].After = list
	})
	return number
}

// id numbers beliefs.
func (s *search) id(belief Vector) int {
	key := belief.key()
	id, known := s.ids[key]
	if !known {
		id = len(s.beliefs)
		s.ids[key], s.beliefs = id, append(s.beliefs, belief)
	}
	return id
}

// step is the edge from a belief by a cell.
func (s *search) step(belief, cell int) edge {
	at := [2]int{belief, cell}
	e, known := s.edges[at]
	if !known {
		next := s.canonical(s.moved(s.beliefs[belief], cell))
		if e.chance = next.total(); e.chance.Sign() > 0 {
			e.to = s.id(next.times(model.One.Div(e.chance)))
		}
		s.edges[at] = e
	}
	return e
}

func (s *search) isUrn(belief int) bool { return s.beliefs[belief][0].State < 0 }

// spent reports whether the search has come to its limits.
func (s *search) spent() bool {
	return s.work > maxWork || !s.mixed && len(s.beliefs) > maxBeliefs
}

// ratio returns the largest P_i(h)/P_j(h) of two beliefs, nil if there is none or none is known. It relaxes the pairs
// that the two lead to. After as many rounds as there are pairs it has looked at every path without cycles, so what
// still rises then rises for ever.
func (s *search) ratio(start pair) *model.Q {
	if start.i == start.j {
		return new(model.One)
	}
	if known, ok := s.ratios[start]; ok {
		return known
	}
	s.ratios[start] = nil
	type step struct {
		to     int
		factor model.Q
	}
	pairs, ids, steps := []pair{start}, map[pair]int{start: 0}, [][]step{}
	largest := []model.Q{model.One}
	for n := 0; n < len(pairs); n++ {
		steps = append(steps, nil)
		known, asked := s.ratios[pairs[n]]
		if known != nil {
			largest[n] = *known
			continue
		}
		if asked && n > 0 || s.isUrn(pairs[n].i) || s.isUrn(pairs[n].j) {
			return nil
		}
		for cell := range s.Feature.Cells() {
			own, other := s.step(pairs[n].i, cell), s.step(pairs[n].j, cell)
			if own.chance.IsZero() {
				continue
			}
			if other.chance.IsZero() || s.spent() {
				return nil
			}
			factor, to := own.chance.Div(other.chance), pair{own.to, other.to}
			if to.i == to.j { // nothing more can be gained
				largest[n] = largest[n].Max(factor)
				continue
			}
			id, known := ids[to]
			if !known {
				id = len(pairs)
				ids[to], pairs, largest = id, append(pairs, to), append(largest, model.One)
			}
			steps[n] = append(steps[n], step{id, factor})
		}
	}
	for range len(pairs) + 1 {
		rises := false
		for n := range pairs {
			for _, step := range steps[n] {
				s.work++
				if ratio := step.factor.Mul(largest[step.to]); largest[n].Less(ratio) {
					largest[n], rises = ratio, true
				}
			}
		}
		if !rises {
			for n, p := range pairs {
				s.ratios[p] = &largest[n]
			}
			return &largest[0]
		}
		if s.spent() {
			return nil
		}
	}
	return nil
}

// pairClaim is the number of the claim that belief i is at most the largest ratio times belief j.
func (s *search) pairClaim(p pair) int {
	weights := append(slices.Clone(s.beliefs[p.i]), s.beliefs[p.j].times(s.ratio(p).Neg())...).collected()
	return s.claim(weights, func(cell int) Combination { return s.pairAfter(p, cell, model.One) })
}

// pairAfter is what the claim of a pair, times a factor, is at most after a cell.
func (s *search) pairAfter(p pair, cell int, factor model.Q) Combination {
	own, other := s.step(p.i, cell), s.step(p.j, cell)
	if own.chance.IsZero() || own.to == other.to {
		return nil
	}
	return Combination{{s.pairClaim(pair{own.to, other.to}), own.chance.Mul(factor)}}
}

// node is both laws after a history, as mixtures of beliefs, and A(h)/M(h).
type node struct {
	a, m []share
	z    model.Q
}

// share is a belief and its weight.
type share struct {
	belief int
	weight model.Q
}

// mixture is a law after the history.
func (s *search) mixture(law model.Law) (list []share) {
	var all Vector
	for _, p := range law.Present() {
		all = append(all, Weighted{s.place(p), p.Weight})
		list = append(list, share{s.id(s.canonical(Vector{{s.place(p), model.One}})), p.Weight})
	}
	if s.mixed {
		list = []share{{s.id(s.canonical(all)), model.One}}
	}
	return gathered(list)
}

// gathered adds up the weights of each belief.
func gathered(list []share) (sums []share) {
	for _, p := range list {
		i, known := slices.BinarySearchFunc(sums, p.belief, func(s share, id int) int { return s.belief - id })
		if !known {
			sums = slices.Insert(sums, i, share{belief: p.belief})
		}
		sums[i].weight = sums[i].weight.Add(p.weight)
	}
	return sums
}

// vector is z·A - C·M.
func (s *search) vector(n node) (sum Vector) {
	for _, p := range n.a {
		sum = append(sum, s.beliefs[p.belief].times(p.weight.Mul(n.z))...)
	}
	for _, p := range n.m {
		sum = append(sum, s.beliefs[p.belief].times(p.weight.Mul(s.Constant).Neg())...)
	}
	return sum.collected()
}

// observe returns a mixture after a cell, and the chance of the cell.
func (s *search) observe(list []share, cell int) (next []share, chance model.Q) {
	for _, p := range list {
		if e := s.step(p.belief, cell); e.chance.Sign() > 0 {
			weight := p.weight.Mul(e.chance)
			next, chance = append(next, share{e.to, weight}), chance.Add(weight)
		}
	}
	for i := range next {
		next[i].weight = next[i].weight.Div(chance)
	}
	return gathered(next), chance
}

// histories looks at the histories after the root until claims of pairs bound all that follows. It returns what
// z·A - C·M is at most after a cell. It is not ok if the constant is too small for some history, or a limit is reached.
func (s *search) histories(root node) (after func(cell int) Combination, ok bool) {
	type branch struct {
		to     int // -1 if A never shows the cell
		chance model.Q
	}
	nodes, ids := []node{root}, map[string]int{s.vector(root).key(): 0}
	var laid [][]laying
	var branches [][]branch
	for n := 0; n < len(nodes); n++ {
		if n > maxHistories || s.spent() || s.Constant.Less(nodes[n].z) {
			return nil, false
		}
		found := s.lay(nodes[n])
		laid, branches = append(laid, found), append(branches, nil)
		if found != nil {
			continue
		}
		for cell := range s.Feature.Cells() {
			a, shown := s.observe(nodes[n].a, cell)
			if shown.IsZero() {
				branches[n] = append(branches[n], branch{to: -1})
				continue
			}
			m, chance := s.observe(nodes[n].m, cell)
			if chance.IsZero() {
				return nil, false
			}
			next := node{a, m, nodes[n].z.Mul(shown).Div(chance)}
			key := s.vector(next).key()
			id, known := ids[key]
			if !known {
				id = len(nodes)
				ids[key], nodes = id, append(nodes, next)
			}
			branches[n] = append(branches[n], branch{id, chance})
		}
	}
	var afterNode func(n, cell int) Combination
	afterNode = func(n, cell int) (sum Combination) {
		if branches[n] == nil {
			for _, l := range laid[n] {
				sum = append(sum, s.pairAfter(l.pair, cell, l.weight)...)
			}
			return sum
		}
		b := branches[n][cell]
		if b.to < 0 {
			return nil
		}
		number := s.claim(s.vector(nodes[b.to]), func(cell int) Combination { return afterNode(b.to, cell) })
		return Combination{{number, b.chance}}
	}
	return func(cell int) Combination { return afterNode(0, cell) }, true
}

// laying is how much of a belief of A is laid beside a belief of M.
type laying struct {
	pair
	weight model.Q
}

// lay lays A beside M so that C·M pays for all, nil if it finds no way. Nothing is to be laid if M has enough of each
// place. Otherwise each belief is laid beside those of its law first, or beside the cheapest.
func (s *search) lay(n node) []laying {
	if !slices.ContainsFunc(s.vector(n), func(p Weighted) bool { return p.Weight.Sign() > 0 }) {
		return []laying{}
	}
	if s.mixed {
		return nil
	}
	for _, ownFirst := range []bool{true, false} {
		if list := s.layBy(n, ownFirst); list != nil {
			return list
		}
	}
	return nil
}

func (s *search) layBy(n node, ownFirst bool) (list []laying) {
	cost := make([]model.Q, len(n.m))
	for _, p := range n.a {
		var beside []int // beliefs of M that have one law
		var least *model.Q
		var most model.Q // the weight of that law
		for _, j := range n.m {
			ratio := s.ratio(pair{p.belief, j.belief})
			if ratio == nil {
				continue
			}
			var law []int
			var weight model.Q
			for other, o := range n.m {
				if s.sameLaw(j.belief, o.belief) {
					law, weight = append(law, other), weight.Add(o.weight)
				}
			}
			price := ratio.Div(weight)
			if ownFirst && s.sameLaw(p.belief, j.belief) {
				price = model.Zero
			}
			if least == nil || price.Less(*least) {
				least, beside, most = &price, law, weight
			}
		}
		if least == nil {
			return nil
		}
		for _, j := range beside {
			weight := p.weight.Mul(n.z).Mul(n.m[j].weight).Div(most)
			between := pair{p.belief, n.m[j].belief}
			cost[j] = cost[j].Add(weight.Mul(*s.ratio(between)))
			list = append(list, laying{between, weight})
		}
	}
	for j, c := range cost {
		if s.Constant.Mul(n.m[j].weight).Less(c) {
			return nil
		}
	}
	return list
}

// sameLaw reports whether two beliefs give every history the same: then neither gives any more than the other.
func (s *search) sameLaw(i, j int) bool {
	if i == j {
		return true
	}
	there, back := s.ratio(pair{i, j}), s.ratio(pair{j, i})
	return there != nil && there.Equal(model.One) && back != nil && back.Equal(model.One)
}
