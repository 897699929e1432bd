package certificate_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mimics/model"
)

// The slow checker of certificate_test.go for proofs of how much merges.

// mergingText is what such a proof says beside the question.
type mergingText struct {
	apart    *big.Rat
	likeness []int
	pairs    map[[2]int]bounds
	nodes    []node
	seen
}

// bounds are those of a pair of sources.
type bounds struct {
	overlaps *big.Rat
	roots    []*big.Rat
}

// seen is what an observer of the cells believes.
type seen struct {
	beliefs []map[string]*big.Rat // weights by place
	a, m    []*big.Rat            // mixtures of beliefs
	machine []item                // its sources are the beliefs
}

type node struct {
	source       int
	beside       []int
	apart, steps *big.Rat
}

func parseMerging(items []item) mergingText {
	m := mergingText{pairs: map[[2]int]bounds{}}
	for _, i := range items {
		switch parts := i.list[1:]; i.list[0].word {
		case "apart":
			m.apart = parts[0].number()
		case "likeness":
			m.likeness = each(parts[0], item.whole)
		case "alike": // the weights of the beliefs are compared by what they show
		case "belief":
			weights := map[string]*big.Rat{}
			for _, w := range parts[0].list {
				weights["state "+w.list[1].word] = w.list[2].number()
			}
			m.beliefs = append(m.beliefs, weights)
			m.machine = append(m.machine, item{list: []item{{word: "emits"}, parts[1], parts[2]}})
		case "mixtures":
			m.seen.a, m.seen.m = each(parts[0], item.number), each(parts[1], item.number)
		case "pair":
			m.pairs[[2]int{parts[0].whole(), parts[1].whole()}] = bounds{parts[2].number(), each(parts[3], item.number)}
		case "node":
			m.nodes = append(m.nodes, node{
				parts[0].whole(), each(parts[1], item.whole), parts[2].number(), parts[3].number(),
			})
		default:
			panic("unknown: " + i.list[0].word)
		}
	}
	return m
}

// row is the chance of each outcome, and the source after it.
func (c *text) row(s int) (emit []*big.Rat, next []int) {
	return each(c.sources[s].list[1], item.number), each(c.sources[s].list[2], item.whole)
}

// limits are what is claimed of a source beside a set: the chance to end up singular, and the steps until that is
// settled. They are nil if nothing is.
func (c *text) limits(source int, beside []int) (apart, steps *big.Rat) {
	if slices.ContainsFunc(beside, func(j int) bool { return c.likeness[j] == c.likeness[source] }) {
		return new(big.Rat), new(big.Rat)
	}
	if !slices.ContainsFunc(beside, func(j int) bool { return c.pairs[[2]int{source, j}].overlaps == nil }) {
		return big.NewRat(1, 1), new(big.Rat)
	}
	set := func(list []int) []int { return slices.Compact(slices.Sorted(slices.Values(list))) }
	for _, n := range c.nodes {
		if n.source == source && slices.Equal(set(n.beside), set(beside)) {
			return n.apart, n.steps
		}
	}
	return nil, nil
}

// doubted says why the proof of how much merges proves nothing; it is empty if it does.
func (c *text) doubted() string {
	for s, r := range c.likeness {
		emit, next := c.row(s)
		like, after := c.row(r)
		for x := range emit {
			if emit[x].Cmp(like[x]) != 0 || emit[x].Sign() > 0 && c.likeness[next[x]] != c.likeness[after[x]] {
				return fmt.Sprintf("%d is not like %d", s, r)
			}
		}
	}
	for at, p := range c.pairs {
		one, next := c.row(at[0])
		other, after := c.row(at[1])
		sum := big.NewRat(1, 1)
		for x, root := range p.roots {
			if root.Sign() < 0 || times(one[x], other[x]).Cmp(times(root, root)) > 0 {
				return fmt.Sprintf("pair %v: %s is no root", at, root)
			}
			if root.Sign() > 0 {
				to := c.pairs[[2]int{next[x], after[x]}].overlaps
				if to == nil {
					return fmt.Sprintf("pair %v: unknown after %d", at, x)
				}
				sum.Add(sum, times(root, to))
			}
		}
		if p.overlaps.Cmp(sum) < 0 {
			return fmt.Sprintf("pair %v: %s", at, sum)
		}
	}
	for i, n := range c.nodes {
		apart, steps := new(big.Rat), big.NewRat(1, 1)
		emit, next := c.row(n.source)
		for x, p := range emit {
			if p.Sign() == 0 {
				continue
			}
			var beside []int
			for _, j := range n.beside {
				if other, to := c.row(j); other[x].Sign() > 0 {
					beside = append(beside, to[x])
				}
			}
			a, y := c.limits(next[x], beside)
			if a == nil {
				return fmt.Sprintf("node %d: unknown after %d", i, x)
			}
			apart.Add(apart, times(p, a))
			steps.Add(steps, times(p, y))
		}
		isChance := n.apart.Sign() >= 0 && n.apart.Cmp(big.NewRat(1, 1)) <= 0
		if !isChance || n.apart.Cmp(apart) != 0 || n.steps.Cmp(steps) < 0 {
			return fmt.Sprintf("node %d: %s, %s", i, apart, steps)
		}
	}
	var possible []int
	for place, w := range c.after(c.m) {
		if w.Sign() > 0 {
			possible = append(possible, item{word: strings.Fields(place)[1]}.whole())
		}
	}
	sum, all := new(big.Rat), new(big.Rat)
	for place, w := range c.after(c.a) {
		if w.Sign() == 0 {
			continue
		}
		apart, _ := c.limits(item{word: strings.Fields(place)[1]}.whole(), possible)
		if apart == nil {
			return place + " is unknown"
		}
		sum.Add(sum, times(w, apart))
		all.Add(all, w)
	}
	if sum.Cmp(times(c.apart, all)) != 0 {
		return fmt.Sprintf("%s of %s stays apart", sum, all)
	}
	return ""
}

// overlap is the sum of min(a·P(h), b·Q(h)) over the histories h of fewer than n outcomes, P and Q the laws of two
// sources.
func (c *text) overlap(one, other, n int, a, b *big.Rat) *big.Rat {
	sum := new(big.Rat)
	if n == 0 {
		return sum
	}
	if sum.Set(a); b.Cmp(a) < 0 {
		sum.Set(b)
	}
	emitOne, nextOne := c.row(one)
	emitOther, nextOther := c.row(other)
	for x := range emitOne {
		sum.Add(sum, c.overlap(nextOne[x], nextOther[x], n-1, times(a, emitOne[x]), times(b, emitOther[x])))
	}
	return sum
}

// observer is the proof about the machine of beliefs, whose outcomes are the cells.
func (c *text) observer() text {
	o := text{cells: c.cells, sources: c.machine, a: c.seen.a, m: c.seen.m, mergingText: c.mergingText}
	for cell := range c.cells {
		o.cell = append(o.cell, cell)
	}
	return o
}

// total is the sum of the weights.
func total(weights map[string]*big.Rat) *big.Rat {
	sum := new(big.Rat)
	for _, w := range weights {
		sum.Add(sum, w)
	}
	return sum
}

// requireShown requires that the machine of beliefs gives each word of up to n cells what the law does.
func requireShown(t *testing.T, c, o *text, law, beliefs map[string]*big.Rat, n int) {
	t.Helper()
	require.Zero(t, total(law).Cmp(total(beliefs)))
	for cell := range c.cells {
		if n > 0 {
			requireShown(t, c, o, c.behind(law, cell), o.behind(beliefs, cell), n-1)
		}
	}
}

// checkMergings checks proofs of how much merges. It counts those that are missing, their pairs, and the proofs that
// only a part merges.
func checkMergings(t *testing.T, list []merging) (missing, pairs, partly int) {
	for _, m := range list {
		if m.text == "" {
			missing++
			continue
		}
		c := parse(m.text)
		if len(c.machine) > 0 {
			o := c.observer()
			for prior, weights := range map[*[]*big.Rat]*[]*big.Rat{&c.a: &o.a, &c.m: &o.m} {
				law := c.after(*prior)
				given := map[string]*big.Rat{}
				add(given, law, new(big.Rat).Inv(total(law)))
				requireShown(t, &c, &o, given, o.after(*weights), 3)
			}
			c = o
		}
		require.Empty(t, c.doubted(), m)
		if pairs += len(c.pairs); m.apart.Sign() > 0 && m.apart.Less(model.One) {
			partly++
		}
		for at, p := range c.pairs {
			sum := c.overlap(at[0], at[1], 4, big.NewRat(1, 1), big.NewRat(1, 1))
			require.LessOrEqual(t, sum.Cmp(p.overlaps), 0, "%s: %v", m, at)
		}
		for _, forged := range m.forged() {
			c := parse(forged)
			if len(c.machine) > 0 {
				c = c.observer()
			}
			require.NotEmpty(t, c.doubted(), forged)
		}
	}
	return missing, pairs, partly
}

func TestHowMuchMerges(t *testing.T) {
	check := func(expected string, list []merging) {
		t.Helper()
		missing, pairs, partly := checkMergings(t, list)
		assert.Equal(t, expected, fmt.Sprintf("%d, %d missing, %d pairs, %d partly", len(list), missing, pairs, partly))
	}
	var list []merging
	for _, s := range examples(t) {
		list = append(list, mergings(t, &s)...)
	}
	check("90, 10 missing, 52 pairs, 15 partly", list)
	list = nil
	for i := range uint64(60) {
		s := random(i)
		list = append(list, mergings(t, &s)...)
	}
	check("196, 18 missing, 11 pairs, 7 partly", list)
	list = nil
	for i := range uint64(60) {
		list = append(list, mergingsOfMachine(t, i)...)
	}
	check("460, 0 missing, 536 pairs, 160 partly", list)
}
