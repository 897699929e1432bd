package learn

import (
	"slices"

	"mimics/model"
)

// MaxOrder is the largest order of an n-gram.
const MaxOrder = 6

// Context is what a forecast looks back on: at most order outcomes of the present statement, the oldest first, as
// one byte each. An End can only be the first: the statement begins there.
type Context string

// NGram counts the contexts of a sequence of statements and the outcomes that follow them. It forecasts the next outcome
// by the longest context that it has seen, with one pseudo-count per outcome. An NGram never changes.
type NGram struct {
	order, outcomes int
	seen            map[Context]bool // always the empty one; with a context also all its ends
	follow          map[Context]int64
}

// Count counts a sequence over 1 to model.MaxOutcomes outcomes, of which End is one. It starts with a statement.
// The order is at least 0.
func Count(order, outcomes int, sequence []int) NGram {
	g := NGram{order, outcomes, map[Context]bool{"": true}, map[Context]int64{}}
	symbols := []byte{End}
	for _, x := range sequence {
		symbols = append(symbols, byte(x))
	}
	text := Context(symbols) // every context is a part of it, so that none is copied
	begin := 0
	for i := 1; i < len(text); i++ {
		for from := max(begin, i-order); from <= i; from++ {
			g.seen[text[from:i]] = true
			g.follow[text[from:i+1]]++
		}
		if text[i] == End {
			begin = i
		}
	}
	return g
}

// Start is the context at the start of a statement.
func (g NGram) Start() Context { return g.Next("", End) }

// Next is the context after c and the outcome x: the longest one seen that c followed by x ends in. It is the
// longest that the whole statement ends in: had a longer one been seen, so had that without its x, and c was the
// longest before.
func (g NGram) Next(c Context, x int) Context {
	c += Context([]byte{byte(x)})
	c = c[max(0, len(c)-g.order):]
	for !g.seen[c] {
		c = c[1:]
	}
	return c
}

// Count is how often x followed the context.
func (g NGram) Count(c Context, x int) int64 { return g.follow[c+Context([]byte{byte(x)})] }

// Forecast is the law of the next outcome, in proportion to Count(c, x) + 1.
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

// Contexts lists the contexts that forecasts come to use, the start first and the rest in order. Every outcome has
// positive probability everywhere, so those are all seen ones but the ones that a longer seen context always
// hides: those seen behind every outcome.
func (g NGram) Contexts() []Context {
	before := map[Context]int{} // how many outcomes a context was seen behind
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
	if list[0] == "" { // the start is what follows in order
		list = append(list[1:], "")
	}
	return list
}

// States is the n-gram as states of a machine, one a context in the order of Contexts, of which the first has the
// number first. To start there is to start a statement.
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
