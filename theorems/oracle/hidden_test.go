package oracle

import (
	"fmt"
	"math/big"
	"slices"
)

// What merges for who sees cells alone. A source is a state of the machine, or a cell for ever: an urn that shows no
// other.

var featureLebesgueClaims = []claim{
	{
		id:    "features/lebesgue",
		needs: "sources operator mimic horizon features",
		given: []hypothesis{fewSources},
		parts: []part{{name: "inherits", relation: "<="}, {name: "martingale", relation: "="}},
		sides: func(s *scenario) []*pair {
			var inherits, martingale tightest
			for _, f := range s.features {
				v := newView(s, f)
				inherits.offer(exactly(sub(one, v.merging(""))), exactly(singular(s.operator, s.mimic)))
				a := s.operator.through(f)
				for n := range s.horizon {
					for _, g := range a.held(n) {
						mean := zero
						for c, p := range a.forecast(g) {
							if p.Sign() > 0 {
								mean = add(mean, mul(p, v.merging(g+letter(c))))
							}
						}
						martingale.offer(exactly(mean), exactly(v.merging(g)))
					}
				}
			}
			return []*pair{inherits.pair, martingale.pair}
		},
	},
}

// view is what can be told through a feature.
type view struct {
	*scenario
	feature
	words   [][]*big.Rat    // the chances of all words of cells shorter than there are sources, from each of them
	covered map[string]bool // by source and set
	merges  map[string]*big.Rat
}

func newView(s *scenario, f feature) *view {
	v := &view{scenario: s, feature: f, covered: map[string]bool{}, merges: map[string]*big.Rat{}}
	list := [][]*big.Rat{make([]*big.Rat, v.size())}
	for i := range list[0] {
		list[0][i] = one
	}
	for range v.size() {
		v.words = append(v.words, list...)
		var longer [][]*big.Rat
		for _, word := range list {
			for c := range f.cells {
				chances := make([]*big.Rat, v.size())
				for i := range chances {
					chances[i] = zero
					for _, m := range v.moves(i, c) {
						chances[i] = add(chances[i], mul(m.chance, word[m.to]))
					}
				}
				if !spanned(v.words, chances) && !spanned(longer, chances) {
					longer = append(longer, chances)
				}
			}
		}
		list = longer
	}
	return v
}

// spanned reports whether some row is a multiple of another: such words say nothing new.
func spanned(rows [][]*big.Rat, row []*big.Rat) bool {
	return slices.ContainsFunc(rows, func(other []*big.Rat) bool {
		for i := range row {
			for j := range i {
				if !equal(mul(row[i], other[j]), mul(row[j], other[i])) {
					return false
				}
			}
			if row[i].Sign() != 0 && other[i].Sign() == 0 {
				return false
			}
		}
		return true
	})
}

// size is how many sources there are.
func (v *view) size() int { return len(v.states) + len(v.cells) }

// move is where a source can go, and the chance of it.
type move struct {
	to     int
	chance *big.Rat
}

func (v *view) moves(source, cell int) (list []move) {
	if source >= len(v.states) {
		if source-len(v.states) == cell {
			list = append(list, move{source, one})
		}
		return list
	}
	if v.states[source].urn != nil {
		return nil // another kind of source
	}
	for _, x := range positive(v.states[source].emit) {
		if v.cell[x] == cell {
			list = append(list, move{v.states[source].next[x], v.states[source].emit[x]})
		}
	}
	return list
}

// after is what a law has left of its sources after cells: their weights, and those of its urns of several cells by
// which these are.
func (v *view) after(l *law, cells string) (weights []*big.Rat, urns map[string]*big.Rat) {
	weights, urns = make([]*big.Rat, v.size()), map[string]*big.Rat{}
	for i := range weights {
		weights[i] = zero
	}
	for _, h := range v.behind(cells) {
		for i, w := range l.prior {
			if w = mul(w, run(l.states, i, l.seen+h)); w.Sign() == 0 {
				continue
			}
			at := led(l.states, i, l.seen+h)
			if urn := l.states[i].urn; urn != nil {
				shown := positive(v.image(urn))
				if len(shown) > 1 {
					if key := fmt.Sprint(shown); urns[key] == nil {
						urns[key] = w
					} else {
						urns[key] = add(urns[key], w)
					}
					continue
				}
				at = len(v.states) + shown[0]
			}
			weights[at] = add(weights[at], w)
		}
	}
	return weights, urns
}

// merging is how much of the operator's law merges with the mimic's after cells that she holds possible.
func (v *view) merging(cells string) *big.Rat {
	own, ownUrns := v.after(v.operator, cells)
	others, othersUrns := v.after(v.mimic, cells)
	all, sum := total(own), zero
	for urn, w := range ownUrns {
		all = add(all, w)
		if othersUrns[urn] != nil {
			sum = add(sum, w)
		}
	}
	for _, i := range positive(own) {
		sum = add(sum, mul(own[i], v.share(i, positive(others))))
	}
	return div(sum, all)
}

// share is how much of a source merges with a law that is in any of the others: the chance to end where it is covered.
func (v *view) share(source int, others []int) *big.Rat {
	name := func(source int, others []int) string { return fmt.Sprint(source, others) }
	if known := v.merges[name(source, others)]; known != nil {
		return known
	}
	type joint struct {
		source int
		others []int
	}
	number, list := map[string]int{name(source, others): 0}, []joint{{source, others}}
	c := &chain{}
	for n := 0; n < len(list); n++ {
		here := map[int]*big.Rat{}
		for cell := range v.cells {
			var led []int
			for _, i := range list[n].others {
				for _, m := range v.moves(i, cell) {
					if !slices.Contains(led, m.to) {
						led = append(led, m.to)
					}
				}
			}
			slices.Sort(led)
			for _, m := range v.moves(list[n].source, cell) {
				to, known := number[name(m.to, led)]
				if !known {
					to = len(list)
					number[name(m.to, led)], list = to, append(list, joint{m.to, led})
				}
				if here[to] == nil {
					here[to] = zero
				}
				here[to] = add(here[to], m.chance)
			}
		}
		c.chances, c.tuples = append(c.chances, here), append(c.tuples, nil)
	}
	merges := c.ends(func(n int) (over, good bool) {
		over = true
		for w, leads := range c.reaches()[n] {
			over = over && (!leads || c.reaches()[w][n])
			good = good || leads && v.covers(list[w].others, list[w].source)
		}
		return over, good
	})
	for n, at := range list {
		v.merges[name(at.source, at.others)] = merges[n]
	}
	return merges[0]
}

// covers reports whether some mixture of the others, times a number, is the source and something else: then all of the
// source merges with a law that is in them. It tries every choice of what may be mixed and what may be left over.
func (v *view) covers(others []int, source int) bool {
	if slices.Contains(others, source) {
		return true
	}
	key := fmt.Sprint(source, others)
	if known, ok := v.covered[key]; ok {
		return known
	}
	var columns [][]*big.Rat
	for i := range v.size() {
		mixed, left := make([]*big.Rat, len(v.words)), make([]*big.Rat, len(v.words))
		for w, word := range v.words {
			mixed[w], left[w] = word[i], sub(zero, word[i])
		}
		if slices.Contains(others, i) {
			columns = append(columns, mixed)
		}
		if i >= len(v.states) || v.states[i].urn == nil {
			columns = append(columns, left)
		}
	}
	right := make([]*big.Rat, len(v.words))
	for w, word := range v.words {
		right[w] = word[source]
	}
	v.covered[key] = combines(nil, columns, right)
	return v.covered[key]
}

// combines reports whether the right side is a sum of the chosen columns and some of the others, with weights of at
// least 0: it is where columns of which none is a sum of the rest do.
func combines(chosen, others [][]*big.Rat, right []*big.Rat) bool {
	weights, independent := combination(chosen, right)
	if !independent {
		return false
	}
	if weights != nil && !slices.ContainsFunc(weights, func(w *big.Rat) bool { return w.Sign() < 0 }) {
		return true
	}
	for i, column := range others {
		if combines(append(slices.Clone(chosen), column), others[i+1:], right) {
			return true
		}
	}
	return false
}

// combination is the weights of columns that sum to the right side, nil where there are none; and whether no other
// weights do.
func combination(columns [][]*big.Rat, right []*big.Rat) (weights []*big.Rat, independent bool) {
	rows := make([][]*big.Rat, len(right))
	for i := range rows {
		for _, column := range columns {
			rows[i] = append(rows[i], column[i])
		}
		rows[i] = append(rows[i], right[i])
	}
	last := len(columns)
	for c := range last {
		pivot := c
		for pivot < len(rows) && rows[pivot][c].Sign() == 0 {
			pivot++
		}
		if pivot >= len(rows) {
			return nil, false
		}
		rows[c], rows[pivot] = rows[pivot], rows[c]
		for i := range rows {
			if i == c || rows[i][c].Sign() == 0 {
				continue
			}
			factor := div(rows[i][c], rows[c][c])
			for j := c; j <= last; j++ {
				rows[i][j] = sub(rows[i][j], mul(factor, rows[c][j]))
			}
		}
	}
	for i, row := range rows {
		if i < last {
			weights = append(weights, div(row[last], row[i]))
		} else if row[last].Sign() != 0 {
			return nil, true
		}
	}
	if weights == nil {
		weights = []*big.Rat{}
	}
	return weights, true
}
