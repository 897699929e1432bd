package experiment

import (
	"math"
	"math/rand/v2"
	"slices"

	"mimics/properties/cli/learn"
)

// ngram is an n-gram with the smoothing of Witten and Bell (1991, method C), joined to its sampler. After a context c
// that n tokens followed, t of them different, it forecasts
//
//	P(x|c) = (n(c,x) + t·P(x|c'))/(n + t),
//
// where c' is c without its oldest token; for the empty context P(x|c') is uniform over the kinds of token. The
// context is the longest seen one, of at most order tokens, that the statement so far ends in. So the mimic gives
// every statement positive probability, and the cost -ln P of a statement is that of the sampled model. A state is
// computed when it is first used, because a large order has many states and uses few.
type ngram struct {
	gram   learn.NGram
	kinds  int
	states map[learn.Context]*state
	start  *state
}

type state struct {
	context learn.Context
	sums    []int64 // for each token, the sum of the counts up to it
	types   int64   // the number of different tokens that followed
	shorter *state  // the state of c'; nil for the empty context
	next    []*state
}

// newNGram learns from the statements.
func newNGram(order, kinds int, statements []learn.Statement) *ngram {
	m := &ngram{gram: learn.Count(order, kinds, learn.Join(statements)), kinds: kinds,
		states: map[learn.Context]*state{}}
	m.start = m.at(m.gram.Start())
	return m
}

func (m *ngram) at(c learn.Context) *state {
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

func (m *ngram) after(s *state, x int) *state {
	if s.next[x] == nil {
		s.next[x] = m.at(m.gram.Next(s.context, x))
	}
	return s.next[x]
}

// total returns the number of tokens that followed.
func (s *state) total() int64 { return s.sums[len(s.sums)-1] }

// count returns the number of times that x followed.
func (s *state) count(x int) int64 {
	if x == 0 {
		return s.sums[0]
	}
	return s.sums[x] - s.sums[x-1]
}

// draw draws the next token in whole numbers: with probability n/(n + t) one of those that followed c, otherwise one
// from the forecast after c'.
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

// forecast returns P(x|c). The conversion keeps processors from fusing the product with the sum, so that all give the
// same bits.
func (s *state) forecast(x int) float64 {
	p := 1 / float64(len(s.sums))
	if s.shorter != nil {
		p = s.shorter.forecast(x)
	}
	return (float64(s.count(x)) + float64(float64(s.types)*p)) / float64(s.total()+s.types)
}

// statement draws a statement.
func (m *ngram) statement(random *rand.Rand) learn.Statement {
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

func (m *ngram) sample(n int, random *rand.Rand) []learn.Statement {
	list := make([]learn.Statement, n)
	for i := range list {
		list[i] = m.statement(random)
	}
	return list
}

// walk yields the probability of each token of the statement, its end included.
func (m *ngram) walk(statement learn.Statement, yield func(p float64)) {
	s := m.start
	for i := range len(statement) {
		x := int(statement[i])
		yield(s.forecast(x))
		s = m.after(s, x)
	}
	yield(s.forecast(learn.End))
}

func (m *ngram) logs(statements []learn.Statement) []float64 {
	list := make([]float64, len(statements))
	for i, s := range statements {
		m.walk(s, func(p float64) { list[i] += math.Log(p) })
	}
	return list
}

// likelihoodRatio returns the probability of the statement under m divided by that under q. It uses quotients and
// products only, which every processor rounds alike.
func (m *ngram) likelihoodRatio(q *ngram, statement learn.Statement) float64 {
	var under []float64
	q.walk(statement, func(p float64) { under = append(under, p) })
	ratio, i := 1.0, 0
	m.walk(statement, func(p float64) {
		ratio *= p / under[i]
		i++
	})
	return ratio
}
