package experiment

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"mimics/properties/cli/learn"
)

// ngram is an n-gram with the smoothing of Kneser and Ney in the form of Chen and Goodman (1999), joined to its
// sampler. After a context c that x followed n(c,x) times, of n(c) in all, it forecasts
//
//	P(x|c) = (n(c,x) - D(n(c,x)))/n(c) + Σ_y D(n(c,y))/n(c) · P(x|c'),
//
// where c' is c without its oldest token, and D(0) = 0; for the empty context P(x|c') is uniform over the kinds of
// token. A context that is shorter than the order, and does not start the statement, counts each different token before
// it once: n(c,x) is the number of contexts y·c that x followed. The context is the longest seen one, of at most order
// tokens, that the statement so far ends in. So the mimic gives every statement positive probability, and the cost
// -ln P of a statement is that of the sampled model.
type ngram struct {
	order, kinds int
	*counts
}

// counts holds the contexts of some statements, up to the largest order of the n-grams that share it.
type counts struct {
	root      *state
	discounts [2][]discount // for each way of counting and length
}

// Ways of counting what followed a context: each time, or once for each different token before the context.
const (
	times = iota
	once
)

// discount holds D(0), D(1), D(2), and D(n) for all n from 3.
type discount [4]float64

func (d discount) of(n int64) float64 { return d[min(n, 3)] }

// state is a seen context: the last tokens of a statement. The first can be learn.End, the start.
type state struct {
	length  int
	starts  bool       // whether the first is learn.End
	follow  []follower // in the order of their tokens
	shorter *state     // the state of c'; nil for the empty context
	// discounted is the sum of the discounts of the followers, for each way of counting.
	discounted [2]float64
}

// follower is a token that followed a context.
type follower struct {
	token byte
	sums  [2]int64 // for each way of counting, how often this token or a lower one followed
	// next is the context with the token added. It is nil if that is longer than the order, or if the token ends a
	// statement; the start is the root's next for learn.End.
	next *state
}

// newNGram learns from the statements.
func newNGram(order, kinds int, statements []learn.Statement) *ngram {
	m := &ngram{order, kinds, &counts{root: &state{}}}
	start := []*state{m.root} // all contexts that end here, the shortest first
	m.root.follower(learn.End)
	if order > 0 {
		start = append(start, m.root.extended(learn.End, m.root))
	}
	for _, s := range statements {
		at := start
		for i := range len(s) {
			longer := []*state{m.root}
			for _, c := range at {
				c.follower(s[i]).sums[times]++
				if c.length < order {
					longer = append(longer, c.extended(s[i], longer[len(longer)-1]))
				}
			}
			at = longer
		}
		for _, c := range at {
			c.follower(learn.End).sums[times]++
		}
	}
	m.root.each(func(s *state) {
		for _, f := range s.follow {
			if s.starts {
				s.follower(f.token).sums[once] = f.sums[times]
			}
			if s.shorter != nil {
				s.shorter.follower(f.token).sums[once]++
			}
		}
	})
	m.discount()
	return m
}

// discount estimates the discounts, for each way of counting from all contexts of a length, and then adds the counts
// up. A discount that the counts do not give is 1/2. Contexts that start a statement have the same counts in both ways,
// so they enter the estimate for once, although they use the discounts for times.
func (c *counts) discount() {
	type tally [5]float64 // how many counts are 1, 2, 3 and 4
	var tallies [2][]tally
	c.root.each(func(s *state) {
		for way := range tallies {
			for len(tallies[way]) <= s.length {
				tallies[way] = append(tallies[way], tally{})
			}
			sum := int64(0)
			for i := range s.follow {
				n := &s.follow[i].sums[way]
				if *n < 5 {
					tallies[way][s.length][*n]++
				}
				sum += *n
				*n = sum
			}
		}
	})
	for way, list := range tallies {
		for _, t := range list {
			d, share := discount{}, t[1]/(t[1]+2*t[2])
			for n := 1; n <= 3; n++ {
				if d[n] = float64(n) - float64(float64(n+1)*share*t[n+1]/t[n]); !(d[n] > 0 && d[n] < float64(n)) {
					d[n] = 1.0 / 2
				}
			}
			c.discounts[way] = append(c.discounts[way], d)
		}
	}
	c.root.each(func(s *state) {
		for way := range s.discounted {
			for i := range s.follow {
				s.discounted[way] += c.discounts[way][s.length].of(s.seen(i, way))
			}
		}
	})
}

// find returns the place of the token among the followers, and whether it is there.
func (s *state) find(token byte) (int, bool) {
	low, high := 0, len(s.follow)
	for low < high {
		if middle := (low + high) / 2; s.follow[middle].token < token {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low, low < len(s.follow) && s.follow[low].token == token
}

// follower returns the follower with the token, after adding it if it is new.
func (s *state) follower(token byte) *follower {
	at, found := s.find(token)
	if !found {
		s.follow = slices.Insert(s.follow, at, follower{token: token})
	}
	return &s.follow[at]
}

// extended returns the context with the token added. The shorter one is that without the oldest token.
func (s *state) extended(token byte, shorter *state) *state {
	f := s.follower(token)
	if f.next == nil {
		f.next = &state{length: s.length + 1, starts: s.starts || token == learn.End, shorter: shorter}
	}
	return f.next
}

// each calls do with all contexts that start with s, each before those that it begins.
func (s *state) each(do func(*state)) {
	do(s)
	for _, f := range s.follow {
		if f.next != nil {
			f.next.each(do)
		}
	}
}

// start returns the state at the start of a statement.
func (m *ngram) start() *state { return m.after(m.root, learn.End) }

// after returns the state after one more token.
func (m *ngram) after(s *state, x int) *state {
	if s.length == m.order {
		s = s.shorter
	}
	for ; s != nil; s = s.shorter {
		if at, found := s.find(byte(x)); found && s.follow[at].next != nil {
			return s.follow[at].next
		}
	}
	return m.root
}

// way returns how tokens that followed the context are counted, and their discounts.
func (m *ngram) way(s *state) (int, discount) {
	way := once
	if s.length == m.order || s.starts {
		way = times
	}
	return way, m.discounts[way][s.length]
}

// total returns the number of tokens that followed.
func (s *state) total(way int) int64 { return s.follow[len(s.follow)-1].sums[way] }

// seen returns the number of times that the follower with the number followed.
func (s *state) seen(number, way int) int64 {
	if number == 0 {
		return s.follow[0].sums[way]
	}
	return s.follow[number].sums[way] - s.follow[number-1].sums[way]
}

// draw draws the next token: one of those that followed c, or with the chance that its count is discounted one from the
// forecast after c'.
func (m *ngram) draw(s *state, random *rand.Rand) int {
	for ; s != nil; s = s.shorter {
		way, d := m.way(s)
		at := random.Int64N(s.total(way)) + 1
		i, _ := slices.BinarySearchFunc(s.follow, at, func(f follower, at int64) int {
			return cmp.Compare(f.sums[way], at)
		})
		if n := s.seen(i, way); random.Float64()*float64(n) >= d.of(n) {
			return int(s.follow[i].token)
		}
	}
	return random.IntN(m.kinds)
}

// forecast returns P(x|c). The conversion keeps processors from fusing the product with the sum, so that all give the
// same bits.
func (m *ngram) forecast(s *state, x int) float64 {
	if s == nil {
		return 1 / float64(m.kinds)
	}
	way, d := m.way(s)
	kept := 0.0
	if i, found := s.find(byte(x)); found {
		n := s.seen(i, way)
		kept = float64(n) - d.of(n)
	}
	return (kept + float64(s.discounted[way]*m.forecast(s.shorter, x))) / float64(s.total(way))
}

// statement draws a statement.
func (m *ngram) statement(random *rand.Rand) learn.Statement {
	var list []byte
	for s := m.start(); len(list) < longest; {
		x := m.draw(s, random)
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
	s := m.start()
	for i := range len(statement) {
		x := int(statement[i])
		yield(m.forecast(s, x))
		s = m.after(s, x)
	}
	yield(m.forecast(s, learn.End))
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
