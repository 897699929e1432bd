package certificate

import (
	"slices"

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

// spent reports whether the search has come to its limits.
func (s *search) spent() bool {
	return s.work > maxWork || !s.mixed && len(s.beliefs) > maxBeliefs
}
