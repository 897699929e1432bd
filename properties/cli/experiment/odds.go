package experiment

import (
	"slices"

	"mimics/properties/cli/learn"
)

// The essay guesses that a success that cannot be learnt looks like one that cannot be controlled. For n-grams the
// guess has a sharp form. An n-gram chooses only what follows each context. So if it makes x = ab and y = cd, and the
// contexts after a and after c are the same, it also makes ad and cb. Call x and y at odds if one of these fails; x
// can be at odds with itself. A law q of the class that always succeeds makes no two statements that are at odds. So
// the statements of p(·|S) that it leaves out cover every such pair:
//
//	TV(q, p(·|S)) ≥ Σ y_xy   for any y ≥ 0 with Σ_y y_xy ≤ p(x|S) for all x, over pairs at odds,
//
// since a cover weighs at least as much as a packing. The bound plays the role of 1 - c in the theory of the forcing
// set: the statements at odds with none are those that success does not exclude. Nearly exact success does not help:
// the failure f that x and y make at one cut has ℓ transitions, each at least as likely as the statement that it comes
// from. So q(f) ≥ min(q(x), q(y))^ℓ, and min(q(x), q(y))^ℓ ≤ 1 - q(S). In the class of all laws no context comes
// twice, no statements are at odds, and the bound is 0: perfect control.

// crossing finds the statements that are at odds in the class of n-grams of an order.
type crossing struct {
	order    int
	success  func(learn.Statement) bool
	own      map[learn.Statement]int // the transitions of the failure that a statement makes with itself
	contexts map[learn.Statement][]learn.Statement
}

func newCrossing(order int, succeeds func(learn.Statement) bool) *crossing {
	return &crossing{order, succeeds, map[learn.Statement]int{}, map[learn.Statement][]learn.Statement{}}
}

// failure returns the number of transitions, its end included, of the shortest failure that begins like x, crosses
// once and ends like y. It returns 0 if there is none.
func (c *crossing) failure(x, y learn.Statement) (shortest int) {
	behindX, behindY := c.contextsOf(x), c.contextsOf(y)
	for i := range behindX {
		for j := range behindY {
			length := i + len(y) - j + 1
			if behindX[i] != behindY[j] || shortest > 0 && length >= shortest {
				continue
			}
			if !c.success(x[:i] + y[j:]) {
				shortest = length
			}
		}
	}
	return shortest
}

// atOdds reports whether two statements that succeed are at odds.
func (c *crossing) atOdds(x, y learn.Statement) bool {
	return c.failure(x, y) > 0 || c.failure(y, x) > 0
}

// free reports whether x is not at odds with itself.
func (c *crossing) free(x learn.Statement) bool {
	length, ok := c.own[x]
	if !ok {
		length = c.failure(x, x)
		c.own[x] = length
	}
	return length == 0
}

// contextsOf lists the contexts after the prefixes of x, the empty prefix first.
func (c *crossing) contextsOf(x learn.Statement) []learn.Statement {
	list, ok := c.contexts[x]
	if !ok {
		for i := range len(x) + 1 {
			list = append(list, c.context(x[:i]))
		}
		c.contexts[x] = list
	}
	return list
}

// context returns the context of an n-gram after the prefix: its last tokens, with the start if the prefix is short.
func (c *crossing) context(prefix learn.Statement) learn.Statement {
	if len(prefix) < c.order {
		return "\x00" + prefix // learn.End
	}
	return prefix[len(prefix)-c.order:]
}

// weighed is a statement and the number of times that it was drawn.
type weighed struct {
	learn.Statement
	count int
}

// weigh lists the statements of the sample, the most frequent first.
func weigh(sample []learn.Statement) (list []weighed) {
	count := map[learn.Statement]int{}
	for _, s := range sample {
		count[s]++
	}
	for s, n := range count {
		list = append(list, weighed{s, n})
	}
	slices.SortFunc(list, func(a, b weighed) int {
		if a.count != b.count {
			return b.count - a.count
		}
		return slices.Compare([]byte(a.Statement), []byte(b.Statement))
	})
	return list
}

// leastLost returns a lower bound on the draws of the sample that a law of the class leaves out if it always succeeds.
// It counts all draws of statements at odds with themselves, and packs the most frequent other statements into pairs
// at odds, the heaviest first.
func (c *crossing) leastLost(sample []learn.Statement, most int) (lost int) {
	list := weigh(sample)
	var left []weighed
	for _, x := range list {
		if c.free(x.Statement) {
			left = append(left, x)
		} else {
			lost += x.count
		}
	}
	left = left[:min(len(left), most)]
	for i := range left {
		for j := range left[:i] {
			if packed := min(left[i].count, left[j].count); packed > 0 &&
				c.atOdds(left[i].Statement, left[j].Statement) {
				left[i].count -= packed
				left[j].count -= packed
				lost += packed
			}
		}
	}
	return lost
}
