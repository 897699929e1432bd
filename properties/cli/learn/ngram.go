package learn

import (
	"math"
	"slices"

	"mimics/model"
)

// MaxOrder is the largest order of an n-gram.
const MaxOrder = 6

// Context holds the last outcomes of a statement, at most order of them, the oldest first and one byte each. An End can
// only be the first: it marks the start of the statement.
type Context string

// NGram counts the contexts of a sequence of statements and the outcomes that follow them. It forecasts the next
// outcome by the longest context that it has seen, with one pseudo-count per outcome. An NGram never changes.
type NGram struct {
	order, outcomes int
	seen            map[Context]bool // contains the empty context, and with a context all its ends
	follow          map[Context]int64
}

// Count counts a sequence over 1 to model.MaxOutcomes outcomes, one of them End. The sequence starts with a statement.
// The order is at least 0.
func Count(order, outcomes int, sequence []int) NGram {
	g, _ := count(order, outcomes, sequence, math.MaxInt)
	return g
}

// count does what Count does, unless there are more contexts than most: then all is false.
func count(order, outcomes int, sequence []int, most int) (gram NGram, all bool) {
	g := NGram{order, outcomes, map[Context]bool{"": true}, map[Context]int64{}}
	symbols := []byte{End}
	for _, x := range sequence {
		symbols = append(symbols, byte(x))
	}
	text := Context(symbols) // every context is a substring, so none is copied
	begin := 0
	for i := 1; i < len(text); i++ {
		for from := max(begin, i-order); from <= i; from++ {
			g.seen[text[from:i]] = true
			g.follow[text[from:i+1]]++
		}
		if text[i] == End {
			begin = i
		}
		if len(g.seen) > most {
			return NGram{}, false
		}
	}
	return g, true
}

// Start returns the context at the start of a statement.
func (g NGram) Start() Context { return g.Next("", End) }

// Next returns the context after the context c and the outcome x: the longest seen context that c·x ends in. If c is
// the longest seen context that the statement ended in, Next is the longest that it ends in now: if a longer one had
// been seen, so had the longer one without its x.
func (g NGram) Next(c Context, x int) Context {
	c += Context([]byte{byte(x)})
	c = c[max(0, len(c)-g.order):]
	for !g.seen[c] {
		c = c[1:]
	}
	return c
}

// Count returns the number of times that x followed the context.
func (g NGram) Count(c Context, x int) int64 { return g.follow[c+Context([]byte{byte(x)})] }

// Forecast returns the law of the next outcome, proportional to Count(c, x) + 1.
func (g NGram) Forecast(c Context) model.Dist {
	counts := make([]int64, g.outcomes)
	for x := range counts {
		counts[x] = g.Count(c, x) + 1
	}
	d, err := model.Counts(counts...)
	if err != nil {
		panic(err) // every count is positive
	}
	return d
}

// Contexts lists the contexts that forecasts can use, the start first and the rest in order. Every outcome has positive
// probability in every context, so these are all seen contexts except those that were seen after every outcome: there a
// longer context is always used.
func (g NGram) Contexts() []Context {
	before := map[Context]int{} // the number of outcomes that a context was seen after
	for c := range g.seen {
		if c != "" {
			before[c[1:]]++
		}
	}
	var list []Context
	for c := range g.seen {
		if before[c] < g.outcomes {
			list = append(list, c)
		}
	}
	slices.Sort(list)
	if list[0] == "" { // the start comes next in order
		list = append(list[1:], "")
	}
	return list
}

// States returns the n-gram as states of a machine, one per context in the order of Contexts. They have the numbers
// first, first+1, …; the state first starts a statement.
func (g NGram) States(first int) []model.State {
	contexts := g.Contexts()
	number := make(map[Context]int, len(contexts))
	for i, c := range contexts {
		number[c] = first + i
	}
	states := make([]model.State, len(contexts))
	for i, c := range contexts {
		next := make([]int, g.outcomes)
		for x := range next {
			next[x] = number[g.Next(c, x)]
		}
		states[i] = model.State{Emit: g.Forecast(c), Next: next}
	}
	return states
}
