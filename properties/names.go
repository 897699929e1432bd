package properties

import (
	"fmt"
	"slices"
	"sync"
)

// A sweep visits each scenario once up to the names of outcomes, of states and of causes. Every part is a choice from
// a table that is closed under renaming. Among scenarios that differ in names only, the sweep visits the one whose
// choices come first (orderly generation: Read 1978, Faradžev 1978). It skips a scenario if a renaming keeps the
// choices of the first parts and makes the choice of the next part earlier.

// renaming gives new names: the new outcome x is the old outcomes[x], and likewise for states. An urn, which comes
// after the states, keeps its place.
type renaming struct{ outcomes, states []int }

// old returns the old name of i, which is i itself if the list is too short.
func old(names []int, i int) int {
	if i < len(names) {
		return names[i]
	}
	return i
}

// renamings is a set of renamings, by their places in the list of allRenamings.
type renamings [maxRenamings / 64]uint64

// maxRenamings is enough for 6 outcomes, or for 4 outcomes and 4 states.
const maxRenamings = 768

// meets reports whether the first words of the two sets, as many as given, have a renaming in common.
func (r *renamings) meets(o *renamings, words int) bool {
	for i := range words {
		if r[i]&o[i] != 0 {
			return true
		}
	}
	return false
}

// keep intersects r with o, in the first words, as many as given.
func (r *renamings) keep(o *renamings, words int) {
	for i := range words {
		r[i] &= o[i]
	}
}

func (r *renamings) add(i int) { r[i/64] |= 1 << (i % 64) }

// everyRenaming returns the set of all renamings of k outcomes and n states.
func everyRenaming(k, n int) (all renamings) {
	for i := range factorial(k) * factorial(n) {
		all.add(i)
	}
	return all
}

func factorial(n int) int {
	product := 1
	for i := 2; i <= n; i++ {
		product *= i
	}
	return product
}

// allRenamings lists the renamings of k outcomes and n states, the one that changes nothing first.
func allRenamings(k, n int) (list []renaming) {
	for _, outcomes := range permutations(k) {
		for _, states := range permutations(n) {
			list = append(list, renaming{outcomes, states})
		}
	}
	return list
}

// step makes a renaming: the one at the place before in a list, followed by an exchange.
type step struct{ before, exchange int }

// stepsTo returns the steps that make all renamings of the list of allRenamings but the first, each from an earlier
// one, and the exchanges: the renamings that exchange two neighbouring outcomes or two neighbouring states.
func stepsTo(list []renaming) (steps []step, exchanges []renaming) {
	places := map[string]int{}
	for i, r := range list {
		places[fmt.Sprint(r)] = i
	}
	exchanged := func(order []int, i int) []int {
		order = slices.Clone(order)
		order[i], order[i+1] = order[i+1], order[i]
		return order
	}
	first := list[0]
	for i := range len(first.outcomes) - 1 {
		exchanges = append(exchanges, renaming{exchanged(first.outcomes, i), first.states})
	}
	for i := range len(first.states) - 1 {
		exchanges = append(exchanges, renaming{first.outcomes, exchanged(first.states, i)})
	}
	for _, r := range list[1:] {
		before, exchange := r, 0
		if i := falls(r.outcomes); i >= 0 {
			before.outcomes, exchange = exchanged(r.outcomes, i), i
		} else {
			i = falls(r.states)
			before.states, exchange = exchanged(r.states, i), len(first.outcomes)-1+i
		}
		steps = append(steps, step{places[fmt.Sprint(before)], exchange})
	}
	return steps, exchanges
}

// falls returns the first place that a lower number follows, or -1 if the numbers rise.
func falls(order []int) int {
	for i := range len(order) - 1 {
		if order[i] > order[i+1] {
			return i
		}
	}
	return -1
}

// permutations lists the orders of 0..n-1 in lexicographic order.
func permutations(n int) (list [][]int) {
	var extend func(order []int)
	extend = func(order []int) {
		if len(order) == n {
			list = append(list, slices.Clone(order))
			return
		}
		for i := range n {
			if !slices.Contains(order, i) {
				extend(append(order, i))
			}
		}
	}
	extend(nil)
	return list
}

// tables holds the tables of a sweep: for each size of scenario the table of each part, in the order in which parts are
// drawn.
type tables struct {
	of [maxNamed + 1][maxNamed + 1]sizeTables
}

// sizeTables holds the tables for one number of outcomes and one number of states.
type sizeTables struct {
	names renamings // all renamings
	words int       // the number of words of the set names
	most  Size
	parts []any
}

// at returns the tables for k outcomes and n states.
func (t *tables) at(k, n int, b *Bounds) *sizeTables {
	s := &t.of[k][n]
	if s.words == 0 {
		s.most, s.names, s.words = b.weights(k, n), everyRenaming(k, n), (factorial(k)*factorial(n)+63)/64
	}
	return s
}

// table lists all values of one part. A renaming maps each entry to an entry.
type table[T any] struct {
	entries         []T
	earlier, itself []renamings // for each entry, the renamings to an earlier entry, and those to itself
}

// draw makes one part of the scenario. Without tables it makes it choice by choice; with tables it chooses an entry,
// and skips the scenario if it is a repetition.
func draw[T any, P part[T]](g *generator, p P) (drawn T) {
	if g.size == nil {
		return p.make(g)
	}
	if g.drawn == len(g.size.parts) {
		g.size.parts = append(g.size.parts, tableOf(g, p))
	}
	t := g.size.parts[g.drawn].(*table[T])
	g.drawn++
	if len(t.entries) == 0 {
		skip(g.Choices)
		return drawn
	}
	i := g.Pick(len(t.entries))
	if g.names.meets(&t.earlier[i], g.size.words) {
		skip(g.Choices)
	}
	g.names.keep(&t.itself[i], g.size.words)
	return t.entries[i]
}

// made caches the tables.
var made struct {
	sync.Mutex
	tables map[tableKey]any
}

// tableKey holds all that the entries of a table depend on.
type tableKey struct {
	part any
	k, n int
	tableBounds
}

// tableBounds holds the bounds of parts. Lists of chances, bases and rewards are identified by their lengths.
type tableBounds struct {
	weight, priorWeight, history, features, chances, bases, rewards int
	urns, still                                                     bool
}

// tableOf returns the table of a part, from the cache if it is there.
func tableOf[T any, P part[T]](g *generator, p P) *table[T] {
	b := g.Bounds
	key := tableKey{p, g.k, g.n, tableBounds{g.most.Weight, g.most.PriorWeight, b.History, b.Features, len(b.Chances),
		len(b.Bases), len(b.Rewards), b.Urns, b.Still}}
	made.Lock()
	defer made.Unlock()
	if made.tables == nil {
		made.tables = map[tableKey]any{}
	}
	t, ok := made.tables[key].(*table[T])
	if !ok {
		t = newTable(g, p)
		made.tables[key] = t
	}
	return t
}

// newTable makes all values of a part, one for each sequence of choices. Only exchanges need the texts of renamed
// parts: where the other renamings lead to follows from them.
func newTable[T any, P part[T]](g *generator, p P) *table[T] {
	t := &table[T]{}
	index := map[string]int{}
	list := allRenamings(g.k, g.n)
	o := &Odometer{}
	for more := true; more; more = o.Next() {
		if entry := p.make(&generator{Choices: o, Bounds: g.Bounds, k: g.k, n: g.n, most: g.most}); !o.Skipped() {
			index[p.renamed(entry, list[0])] = len(t.entries)
			t.entries = append(t.entries, entry)
		}
	}
	t.earlier, t.itself = make([]renamings, len(t.entries)), make([]renamings, len(t.entries))
	steps, exchanges := stepsTo(list)
	exchanged := make([][]int, len(exchanges)) // for each exchange, the entry that it makes of each
	for e, exchange := range exchanges {
		for _, entry := range t.entries {
			j, known := index[p.renamed(entry, exchange)]
			if !known {
				panic("properties: a renamed part is not in its table")
			}
			exchanged[e] = append(exchanged[e], j)
		}
	}
	renamed := make([]int, len(list))
	for i := range t.entries {
		renamed[0] = i
		for r, s := range steps {
			renamed[r+1] = exchanged[s.exchange][renamed[s.before]]
		}
		for r, j := range renamed {
			switch {
			case j < i:
				t.earlier[i].add(r)
			case j == i:
				t.itself[i].add(r)
			}
		}
	}
	return t
}
