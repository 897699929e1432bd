package certificate_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	_ "mimics/properties/gc"
	"mimics/theorems/scenario"
)

// The checker again, from the text alone: one that is simple and slow. The one that is proved is in theorems/proofs.

// item is a word or a list of items.
type item struct {
	word string
	list []item
}

var tokens = regexp.MustCompile(`[()]|"(?:[^"\\]|\\.)*"|[^\s()"]+`)

// read reads the first item of the words, and returns it with the words left over.
func read(words []string) (item, []string) {
	if words[0] != "(" {
		return item{word: words[0]}, words[1:]
	}
	var i item
	for words = words[1:]; words[0] != ")"; {
		var next item
		next, words = read(words)
		i.list = append(i.list, next)
	}
	return i, words[1:]
}

func (i item) number() *big.Rat {
	q, ok := new(big.Rat).SetString(i.word)
	if !ok {
		panic("no number: " + i.word)
	}
	return q
}

func (i item) whole() int {
	n, err := strconv.Atoi(i.word)
	if err != nil {
		panic(err)
	}
	return n
}

func each[T any](i item, f func(item) T) (list []T) {
	for _, part := range i.list {
		list = append(list, f(part))
	}
	return list
}

// text is a certificate as read.
type text struct {
	cells         int
	cell, history []int
	sources       []item
	a, m          []*big.Rat
	claims        []claim // the first is A - C·M

	mergingText
}

type claim struct {
	weights map[string]*big.Rat // by place: "state 3", "urn 1 2"
	after   [][]term
}

type term struct {
	claim  int
	factor *big.Rat
}

func parse(certificate string) text {
	all, rest := read(tokens.FindAllString(certificate, -1))
	part := func(n int, name string) []item {
		if all.list[n].list[0].word != name {
			panic("no " + name)
		}
		return all.list[n].list[1:]
	}
	if len(rest) > 0 {
		panic("more than a certificate")
	}
	c := text{
		cells: part(2, "cells")[0].whole(), cell: each(part(2, "cells")[1], item.whole), sources: part(3, "sources"),
		a: each(part(4, "a")[0], item.number), m: each(part(5, "m")[0], item.number),
		history: each(part(6, "history")[0], item.whole),
	}
	if all.list[0].word != "certificate" {
		c.mergingText = parseMerging(all.list[7:])
		return c
	}
	after := func(items []item) (list [][]term) {
		for _, combination := range items {
			list = append(list, each(combination, func(i item) term {
				return term{i.list[0].whole(), i.list[1].number()}
			}))
		}
		return list
	}
	first := claim{map[string]*big.Rat{}, after(part(8, "first"))}
	a, m := c.after(c.a), c.after(c.m)
	total := func(weights map[string]*big.Rat) *big.Rat {
		sum := new(big.Rat)
		for _, w := range weights {
			sum.Add(sum, w)
		}
		return sum
	}
	add(first.weights, a, total(m))
	add(first.weights, m, minus(times(part(7, "constant")[0].number(), total(a))))
	c.claims = []claim{first}
	for n := 9; n < len(all.list); n++ {
		parts := part(n, "claim")
		weights := map[string]*big.Rat{}
		for _, w := range parts[0].list {
			place := "state " + w.list[1].word
			if w.list[0].word == "urn" {
				place = urn(each(w.list[1], item.number))
			}
			add(weights, map[string]*big.Rat{place: w.list[2].number()}, big.NewRat(1, 1))
		}
		c.claims = append(c.claims, claim{weights, after(parts[1:])})
	}
	return c
}

func times(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }
func minus(a *big.Rat) *big.Rat    { return new(big.Rat).Neg(a) }

// add adds a multiple of one vector to another.
func add(to, from map[string]*big.Rat, factor *big.Rat) {
	for place, w := range from {
		if to[place] == nil {
			to[place] = new(big.Rat)
		}
		to[place].Add(to[place], times(w, factor))
	}
}

func urn(balls []*big.Rat) string {
	name := "urn"
	for _, n := range balls {
		name += " " + n.RatString()
	}
	return name
}

// step is what a place does when it shows i, an outcome or, if it is an urn of cells, a cell.
func (c *text) step(place string, i int) (next string, chance *big.Rat) {
	words := strings.Fields(place)
	if words[0] == "state" {
		s := item{word: words[1]}.whole()
		return "state " + c.sources[s].list[2].list[i].word, c.sources[s].list[1].list[i].number()
	}
	var balls []*big.Rat
	sum := new(big.Rat)
	for _, w := range words[1:] {
		balls = append(balls, item{word: w}.number())
		sum.Add(sum, balls[len(balls)-1])
	}
	chance = new(big.Rat).Quo(balls[i], sum)
	balls[i] = new(big.Rat).Add(balls[i], big.NewRat(1, 1))
	return urn(balls), chance
}

// after is where the sources of a law are after the history, times what they give it, in cells.
func (c *text) after(prior []*big.Rat) map[string]*big.Rat {
	sum := map[string]*big.Rat{}
	for s, weight := range prior {
		place := fmt.Sprintf("state %d", s)
		if c.sources[s].list[0].word == "urn" {
			place = urn(each(c.sources[s].list[1], item.number))
		}
		for _, x := range c.history {
			next, chance := c.step(place, x)
			place, weight = next, times(weight, chance)
		}
		if words := strings.Fields(place); words[0] == "urn" {
			balls := make([]*big.Rat, c.cells)
			for i := range balls {
				balls[i] = new(big.Rat)
			}
			for x, n := range words[1:] {
				balls[c.cell[x]].Add(balls[c.cell[x]], item{word: n}.number())
			}
			place = urn(balls)
		}
		add(sum, map[string]*big.Rat{place: weight}, big.NewRat(1, 1))
	}
	return sum
}

// behind is where the places are after a cell.
func (c *text) behind(weights map[string]*big.Rat, cell int) map[string]*big.Rat {
	sum := map[string]*big.Rat{}
	for place, w := range weights {
		if strings.HasPrefix(place, "urn") {
			next, chance := c.step(place, cell)
			add(sum, map[string]*big.Rat{next: chance}, w)
			continue
		}
		for x, of := range c.cell {
			if of == cell {
				next, chance := c.step(place, x)
				add(sum, map[string]*big.Rat{next: chance}, w)
			}
		}
	}
	return sum
}

// refused says why the certificate proves nothing; it is empty if it does.
func (c *text) refused() string {
	for n, claim := range c.claims {
		sum := new(big.Rat)
		for _, w := range claim.weights {
			sum.Add(sum, w)
		}
		if sum.Sign() > 0 {
			return fmt.Sprintf("claim %d: of the empty history", n)
		}
		for cell := range c.cells {
			rest := c.behind(claim.weights, cell)
			for _, t := range claim.after[cell] {
				if t.factor.Sign() < 0 {
					return fmt.Sprintf("claim %d: a factor below 0", n)
				}
				add(rest, c.claims[t.claim].weights, minus(t.factor))
			}
			for place, w := range rest {
				if w.Sign() > 0 {
					return fmt.Sprintf("claim %d: after cell %d %s has %s too much", n, cell, place, w.RatString())
				}
			}
		}
	}
	return ""
}

// broken is a history of at most n cells on which the claim does not hold, nil if there is none.
func (c *text) broken(weights map[string]*big.Rat, n int) []int {
	sum := new(big.Rat)
	for _, w := range weights {
		sum.Add(sum, w)
	}
	if sum.Sign() > 0 {
		return []int{}
	}
	for cell := range c.cells {
		if n > 0 {
			if word := c.broken(c.behind(weights, cell), n-1); word != nil {
				return append([]int{cell}, word...)
			}
		}
	}
	return nil
}

// checkProofs checks the certificates of a scenario, and returns how many there are.
func checkProofs(t *testing.T, s *scenario.Scenario) (count int) {
	for _, p := range proofsOf(t, s) {
		if p.text == "" {
			require.True(t, s.HasUrn(), "%s: no certificate for %s", p, p.constant.High)
			continue
		}
		count++
		c := parse(p.text)
		require.Empty(t, c.refused(), p)
		for _, claim := range c.claims[:min(len(c.claims), 40)] {
			require.Nil(t, c.broken(claim.weights, 3), p)
		}
		if forged, isFalse := p.forged(); isFalse {
			c := parse(forged)
			require.NotEmpty(t, c.refused(), p)
		}
	}
	return count
}

func TestCertificatesOfTheExamples(t *testing.T) {
	count := 0
	for _, s := range examples(t) {
		count += checkProofs(t, &s)
	}
	assert.Equal(t, 50, count)
}

func TestCertificatesOfRandomMachines(t *testing.T) {
	count := 0
	for i := range uint64(60) {
		s := random(i)
		count += checkProofs(t, &s)
	}
	assert.Equal(t, 222, count)
}

// The question is part of the text, so it must be that of the scenario's file.
func TestTheQuestionIsThatOfTheScenario(t *testing.T) {
	for i := range uint64(40) {
		s := random(i)
		var file struct {
			Outcomes []string
			Sources  map[string]struct {
				Emit, Next, Urn map[string]string
			}
			Operator, Mimic map[string]string
			History         []string
			Features        map[string]map[string]string
		}
		require.NoError(t, json.Unmarshal(s.Format(), &file))
		for _, p := range proofsOf(t, &s) {
			if p.text == "" {
				continue
			}
			c := parse(p.text)
			a, m := file.Operator, file.Mimic
			if p.title[1] == "mimic" {
				a, m = m, a
			}
			for n, name := range s.Sources {
				equal := func(written string, got *big.Rat) {
					expected := new(big.Rat)
					if written != "" {
						expected = item{word: written}.number()
					}
					require.Zero(t, expected.Cmp(got), "%s: %s", p, name)
				}
				equal(a[name], c.a[n])
				equal(m[name], c.m[n])
				source, row := file.Sources[name], c.sources[n].list
				for x, outcome := range file.Outcomes {
					if row[0].word == "urn" {
						equal(source.Urn[outcome], row[1].list[x].number())
						continue
					}
					equal(source.Emit[outcome], row[1].list[x].number())
					next := s.Sources[row[2].list[x].whole()]
					if named, is := source.Next[outcome]; is {
						require.Equal(t, named, next, "%s: %s", p, name)
					} else {
						require.Equal(t, name, next, "%s: %s", p, name)
					}
				}
			}
			require.Len(t, c.history, len(file.History))
			for j, x := range c.history {
				require.Equal(t, file.History[j], file.Outcomes[x])
			}
			for x, outcome := range file.Outcomes {
				for y, other := range file.Outcomes {
					f := file.Features[p.title[3]]
					same := x == y || f != nil && f[outcome] == f[other]
					require.Equal(t, same, c.cell[x] == c.cell[y], p)
				}
			}
			require.Equal(t, slices.Max(c.cell)+1, c.cells)
		}
	}
}
