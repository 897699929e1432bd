package experiment

import (
	"slices"

	"mimics/properties/cli/learn"
)

// The essay guesses that a success which cannot be learnt looks much like one that cannot be controlled. For n-grams the
// guess has a sharp form. An n-gram chooses what follows each context and nothing else: where it makes x = ab and y = cd,
// cut where their contexts are the same, it makes ad and cb. Call x and y at odds where one of these fails; x can be at
// odds with itself. A law q of the class that always succeeds makes no two statements that are at odds, so that what it
// leaves out of p(·|S) covers every such pair:
//
//	TV(q, p(·|S)) ≥ Σ y_xy   for any y ≥ 0 with Σ_y y_xy ≤ p(x|S) for all x, over pairs at odds,
//
// since a cover weighs at least as much as what is packed into the pairs. This is the part of 1 - c in the theory of the
// forcing set: the statements that nothing is at odds with are those that success does not force out. It need not be
// exact success: the failure f that x and y make in one cut has q(f) ≥ min(q(x), q(y))^ℓ with ℓ its transitions, each of
// which is at least as likely as the statement that it comes from, so that min(q(x), q(y))^ℓ ≤ 1 - q(S). Where the class
// is that of all laws no context comes twice, nothing is at odds, and the bound is 0: perfect control.

// crossing finds which statements are at odds in the class of n-grams of an order.
type crossing struct {
	order    int
	success  func(learn.Statement) bool
	own      map[learn.Statement]int // the transitions of each one's failure with itself
	contexts map[learn.Statement][]learn.Statement
}

func newCrossing(order int, succeeds func(learn.Statement) bool) *crossing {
	return &crossing{order, succeeds, map[learn.Statement]int{}, map[learn.Statement][]learn.Statement{}}
}

// failure is the number of transitions, its end included, of the shortest failure that begins as x, crosses once and ends
// as y; 0 if there is none.
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

// atOdds reports whether the statements, which succeed, make a failure together.
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

// contextsOf lists the contexts behind the prefixes of x, the empty one first.
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

// context is what an n-gram looks back on behind the prefix: its end, and that it begins where it is short.
func (c *crossing) context(prefix learn.Statement) learn.Statement {
	if len(prefix) < c.order {
		return "\x00" + prefix // learn.End
	}
	return prefix[len(prefix)-c.order:]
}

// weighed is a statement and how often it was drawn.
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

// leastLost is how much of the sample, in draws, any law of the class that always succeeds leaves out, at least: what can
// be packed into pairs at odds, heaviest first, of the most frequent statements; and all draws of those that are at odds
// with themselves.
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
			if packed := min(left[i].count, left[j].count); packed > 0 && c.atOdds(left[i].Statement, left[j].Statement) {
				left[i].count -= packed
				left[j].count -= packed
				lost += packed
			}
		}
	}
	return lost
}
