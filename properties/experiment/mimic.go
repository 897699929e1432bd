package experiment

import (
	"math"
	"math/rand/v2"

	"mimics/model"
	"mimics/properties/learn"
)

// mimic is an n-gram joined to the exact sampler. It works out its forecasts when they are first used, which are few of
// the many that a large order has.
type mimic struct {
	gram   learn.NGram
	states map[learn.Context]*state
	start  *state
}

type state struct {
	context  learn.Context
	forecast model.Dist
	next     []*state // nil where never needed
}

// newMimic learns from the statements.
func newMimic(order, outcomes, smoothing int, statements []learn.Statement) *mimic {
	m := &mimic{gram: learn.Count(order, outcomes, learn.Join(statements)).Smoothed(int64(smoothing)), states: map[learn.Context]*state{}}
	m.start = m.at(m.gram.Start())
	return m
}

func (m *mimic) at(c learn.Context) *state {
	s, ok := m.states[c]
	if !ok {
		forecast := m.gram.Forecast(c)
		s = &state{context: c, forecast: forecast, next: make([]*state, forecast.Len())}
		m.states[c] = s
	}
	return s
}

func (m *mimic) after(s *state, x int) *state {
	if s.next[x] == nil {
		s.next[x] = m.at(m.gram.Next(s.context, x))
	}
	return s.next[x]
}

// longest bounds a statement that is drawn, in tokens. What is cut off there is no statement of Go, as it has no end.
const longest = 1000

// statement draws one.
func (m *mimic) statement(random *rand.Rand) learn.Statement {
	var list []byte
	for s := m.start; len(list) < longest; {
		x := model.Sample(s.forecast, random)
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

// remembered is the predicate, worked out once for each statement.
func remembered(holds func(learn.Statement) bool) func(learn.Statement) bool {
	known := map[learn.Statement]bool{}
	return func(s learn.Statement) bool {
		yes, ok := known[s]
		if !ok {
			yes = holds(s)
			known[s] = yes
		}
		return yes
	}
}

// logLoss is -ln of the probability of the statement and its end, +∞ where the mimic holds it impossible.
func (m *mimic) logLoss(statement learn.Statement) (nats float64) {
	s := m.start
	for _, x := range learn.Join([]learn.Statement{statement}) {
		p := s.forecast.P(x)
		if p.Sign() == 0 {
			return math.Inf(1)
		}
		nats -= math.Log(p.Float64())
		if x != learn.End {
			s = m.after(s, x)
		}
	}
	return nats
}

// stream is a source of random numbers of its own for each purpose.
func stream(seed uint64, purpose string, number int) *rand.Rand {
	hash := seed
	for i := range len(purpose) {
		hash = hash*1099511628211 + uint64(purpose[i])
	}
	return rand.New(rand.NewPCG(hash, uint64(number)))
}
