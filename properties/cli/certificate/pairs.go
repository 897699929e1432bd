package certificate

import (
	"iter"
	"math/big"

	"mimics/model"
)

// maxPairs is how many pairs a search follows.
const maxPairs = 1 << 14

// Pair bounds how alike two sources are, whose states never have one law. The overlap of their laws after n outcomes
// is Σ min(P(h), Q(h)) over the histories h of n outcomes, which is at most Σ √(P(h)·Q(h)).
type Pair struct {
	One, Other int
	Overlaps   model.Q   // a bound on the sum of the overlaps after 0, 1, 2, … outcomes
	Roots      []model.Q // for each outcome at least the root of the product of both chances
}

// pairs are the pairs of states of one source of A and one of M that a history leads to.
type pairs struct {
	machine *model.Machine
	meet    map[pair]bool // whether some history leads them to states of one law
	needed  []pair        // those that need a bound
	numbers map[pair]int  // of the needed ones
}

// findPairs finds the pairs that sources of A and M lead to, nil if they are too many.
func findPairs(machine *model.Machine, likeness, own, others []int) *pairs {
	p := &pairs{machine: machine, meet: map[pair]bool{}, numbers: map[pair]int{}}
	var list []pair
	before := map[pair][]pair{}
	add := func(to pair) {
		if _, known := p.meet[to]; !known {
			p.meet[to] = false
			list = append(list, to)
		}
	}
	for _, s := range own {
		for _, j := range others {
			add(pair{s, j})
		}
	}
	var meeting []pair
	for n := 0; n < len(list); n++ {
		if n >= maxPairs {
			return nil
		}
		if at := list[n]; likeness[at.i] == likeness[at.j] {
			p.meet[at] = true
			meeting = append(meeting, at)
		} else {
			for _, to := range p.after(at) {
				add(to)
				before[to] = append(before[to], at)
			}
		}
	}
	for ; len(meeting) > 0; meeting = meeting[1:] {
		for _, at := range before[meeting[0]] {
			if !p.meet[at] {
				p.meet[at] = true
				meeting = append(meeting, at)
			}
		}
	}
	return p
}

// after returns the outcomes that both can show, each with the pair that follows.
func (p *pairs) after(at pair) iter.Seq2[int, pair] {
	return func(yield func(x int, to pair) bool) {
		one, other := p.machine.Emission(at.i), p.machine.Emission(at.j)
		for x := range one.Len() {
			if one.Has(x) && other.Has(x) && !yield(x, pair{p.machine.Next(at.i, x), p.machine.Next(at.j, x)}) {
				return
			}
		}
	}
}

// need says that a pair, and all that follow it, need bounds.
func (p *pairs) need(start pair) {
	if _, known := p.numbers[start]; known || len(p.needed) > maxBounds {
		return
	}
	p.numbers[start] = len(p.needed)
	p.needed = append(p.needed, start)
	for _, to := range p.after(start) {
		p.need(to)
	}
}

// bounded bounds the needed pairs, with as few bits as suffice. It is not ok if they are too many, or too much alike.
func (p *pairs) bounded() (list []Pair, ok bool) {
	if len(p.needed) > maxBounds {
		return nil, false
	}
	for bits := uint(8); bits <= maxBits; bits *= 2 {
		list = nil
		rows := make([][]edge, len(p.needed))
		for i, at := range p.needed {
			roots := make([]model.Q, p.machine.Outcomes())
			for x, to := range p.after(at) {
				roots[x] = root(p.machine.Emission(at.i).P(x).Mul(p.machine.Emission(at.j).P(x)), bits)
				rows[i] = append(rows[i], edge{p.numbers[to], roots[x]})
			}
			list = append(list, Pair{One: at.i, Other: at.j, Roots: roots})
		}
		if bounds := bound(rows, bits); bounds != nil {
			for i := range list {
				list[i].Overlaps = bounds[i]
			}
			return list, true
		}
	}
	return nil, false
}

// root is the square root if it is a fraction; otherwise the next larger multiple of 2^-bits.
func root(q model.Q, bits uint) model.Q {
	n, d := q.Rat().Num(), q.Rat().Denom()
	rootN, rootD := new(big.Int).Sqrt(n), new(big.Int).Sqrt(d)
	square := func(r *big.Int) *big.Int { return new(big.Int).Mul(r, r) }
	if square(rootN).Cmp(n) == 0 && square(rootD).Cmp(d) == 0 {
		return model.Ratio(model.IntOf(rootN), model.IntOf(rootD))
	}
	scaled := new(big.Int).Div(new(big.Int).Lsh(n, 2*bits), d)
	above := scaled.Add(scaled.Sqrt(scaled), big.NewInt(1))
	return model.Ratio(model.IntOf(above), model.IntOf(new(big.Int).Lsh(big.NewInt(1), bits)))
}
