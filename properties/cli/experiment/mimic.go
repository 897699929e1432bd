package experiment

import (
	"math"
	"math/rand/v2"
	"slices"
	"sort"
	"sync"

	"mimics/properties/cli/learn"
)

// mimic is an n-gram of Witten and Bell (1991, method C), joined to its sampler. Behind a context that n tokens followed, t
// different ones, it forecasts
//
//	P(x|c) = (n(c,x) + t·P(x|c'))/(n + t),
//
// where c' is c without its oldest token, and behind the empty context P(x|c') is the same for every kind of token. The
// context is the longest one of at most order tokens that the statement ends in and that was learnt from. So the mimic gives
// every statement positive probability, and what a statement costs is its own -ln P, not that of another model. It works out
// states when they are first used, which are few of the many that a large order has.
type mimic struct {
	gram   learn.NGram
	kinds  int
	states map[learn.Context]*state
	start  *state
}

type state struct {
	context learn.Context
	sums    []int64 // of the counts of the tokens up to each one
	types   int64   // how many tokens followed at least once
	shorter *state  // the state of c'; nil for the empty context
	next    []*state
}

// newMimic learns from the statements.
func newMimic(order, kinds int, statements []learn.Statement) *mimic {
	m := &mimic{gram: learn.Count(order, kinds, learn.Join(statements)), kinds: kinds, states: map[learn.Context]*state{}}
	m.start = m.at(m.gram.Start())
	return m
}

func (m *mimic) at(c learn.Context) *state {
	s, ok := m.states[c]
	if ok {
		return s
	}
	s = &state{context: c, sums: make([]int64, m.kinds), next: make([]*state, m.kinds)}
	total := int64(0)
	for x := range s.sums {
		count := m.gram.Count(c, x)
		total += count
		s.sums[x] = total
		s.types += int64(bit(count > 0))
	}
	if c != "" {
		s.shorter = m.at(c[1:])
	}
	m.states[c] = s
	return s
}

func (m *mimic) after(s *state, x int) *state {
	if s.next[x] == nil {
		s.next[x] = m.at(m.gram.Next(s.context, x))
	}
	return s.next[x]
}

// total is how many tokens followed.
func (s *state) total() int64 { return s.sums[len(s.sums)-1] }

// count is how often x followed.
func (s *state) count(x int) int64 {
	if x == 0 {
		return s.sums[0]
	}
	return s.sums[x] - s.sums[x-1]
}

// draw draws the next token, in whole numbers: with chance n/(n + t) one of those that followed, else one of c'.
func (s *state) draw(random *rand.Rand) int {
	for ; s != nil; s = s.shorter {
		total := s.total()
		if at := random.Int64N(total + s.types); at < total {
			x, _ := slices.BinarySearch(s.sums, at+1)
			return x
		}
		if s.shorter == nil {
			return random.IntN(len(s.sums))
		}
	}
	panic("experiment: no state")
}

// forecast is P(x|c). The conversion keeps processors from fusing the product with the sum, so that all give the same bits.
func (s *state) forecast(x int) float64 {
	p := 1 / float64(len(s.sums))
	if s.shorter != nil {
		p = s.shorter.forecast(x)
	}
	return (float64(s.count(x)) + float64(float64(s.types)*p)) / float64(s.total()+s.types)
}

// longest bounds a statement that is drawn, in tokens. What is cut off there is no statement of Go, as it has no end.
const longest = 1000

// statement draws one.
func (m *mimic) statement(random *rand.Rand) learn.Statement {
	var list []byte
	for s := m.start; len(list) < longest; {
		x := s.draw(random)
		if x == learn.End {
			break
		}
		list, s = append(list, byte(x)), m.after(s, x)
	}
	return learn.Statement(list)
}

func (m *mimic) sample(n int, random *rand.Rand) []learn.Statement {
	list := make([]learn.Statement, n)
	for i := range list {
		list[i] = m.statement(random)
	}
	return list
}

// patience is how many draws a kept one may take on average.
const patience = 100

// kept draws until n are kept, or patience ends.
func kept[T any](n int, draw func() T, keep func(T) bool) (list []T) {
	for tries := 0; len(list) < n && tries < patience*n; tries++ {
		if drawn := draw(); keep(drawn) {
			list = append(list, drawn)
		}
	}
	return list
}

// maxRemembered bounds how many answers are remembered.
const maxRemembered = 1_000_000

// remembered is the predicate, worked out once for each statement, for several callers at a time.
func remembered(holds func(learn.Statement) bool) func(learn.Statement) bool {
	var lock sync.RWMutex
	known := map[learn.Statement]bool{}
	return func(s learn.Statement) bool {
		lock.RLock()
		yes, ok := known[s]
		lock.RUnlock()
		if ok {
			return yes
		}
		yes = holds(s)
		lock.Lock()
		defer lock.Unlock()
		if len(known) < maxRemembered {
			known[s] = yes
		}
		return yes
	}
}

// walk gives the probability of each token of the statement, its end included.
func (m *mimic) walk(statement learn.Statement, yield func(p float64)) {
	s := m.start
	for i := range len(statement) {
		x := int(statement[i])
		yield(s.forecast(x))
		s = m.after(s, x)
	}
	yield(s.forecast(learn.End))
}

// logLoss is -ln of the probability of the statement and its end.
func (m *mimic) logLoss(statement learn.Statement) (nats float64) {
	m.walk(statement, func(p float64) { nats -= math.Log(p) })
	return nats
}

// likelihoodRatio is the probability of the statement by m, divided by that by q: quotients and products alone, which every
// processor rounds alike.
func (m *mimic) likelihoodRatio(q *mimic, statement learn.Statement) float64 {
	var under []float64
	q.walk(statement, func(p float64) { under = append(under, p) })
	ratio, i := 1.0, 0
	m.walk(statement, func(p float64) {
		ratio *= p / under[i]
		i++
	})
	return ratio
}

// draws draws n numbers of weights, each with a chance in proportion to its weight. One weight at least is positive.
func draws(n int, weights []float64, random *rand.Rand) []int {
	sums, total := make([]float64, len(weights)), 0.0
	for i, w := range weights {
		total += w
		sums[i] = total
	}
	numbers := make([]int, n)
	for i := range numbers {
		at := random.Float64() * total
		numbers[i] = min(sort.Search(len(sums), func(j int) bool { return sums[j] > at }), len(sums)-1)
	}
	return numbers
}
