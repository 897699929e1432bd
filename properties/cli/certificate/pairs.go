package certificate

import (
	"iter"
	"math/big"

	"mimics/model"
)

// The limits of a search for bounds of pairs: how many pairs it follows, how many bounds it solves for, and how many
// bits the roots have.
const (
	maxPairs  = 1 << 14
	maxBounds = 1 << 8
	maxBits   = 1 << 10
)

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
		if list, ok = p.boundedBy(bits); ok {
			return list, true
		}
	}
	return nil, false
}

// boundedBy rounds roots up to the number of bits. It solves v = 2 + Σ r·v' by floats and rounds v up, so that
// 1 + Σ r·v' ≤ v holds in spite of the errors. If it does not, the errors are too large.
func (p *pairs) boundedBy(bits uint) (list []Pair, ok bool) {
	rows := make([][]*big.Float, len(p.needed)) // of v - Σ r·v' = 2
	zero := new(big.Float).SetPrec(2*bits + 64)
	for i, at := range p.needed {
		rows[i] = make([]*big.Float, len(p.needed)+1)
		for j := range rows[i] {
			rows[i][j] = zero
		}
		add := func(j int, x *big.Float) { rows[i][j] = new(big.Float).Add(rows[i][j], x) }
		add(i, big.NewFloat(1))
		add(len(p.needed), big.NewFloat(2))
		roots := make([]model.Q, p.machine.Outcomes())
		for x, to := range p.after(at) {
			roots[x] = root(p.machine.Emission(at.i).P(x).Mul(p.machine.Emission(at.j).P(x)), bits)
			add(p.numbers[to], new(big.Float).Neg(new(big.Float).SetPrec(zero.Prec()).SetRat(roots[x].Rat())))
		}
		list = append(list, Pair{One: at.i, Other: at.j, Roots: roots})
	}
	if !solve(rows) {
		return nil, false
	}
	for i, row := range rows {
		above, _ := row[len(rows)].Int(nil)
		list[i].Overlaps = model.Ratio(model.IntOf(above.Add(above, big.NewInt(1))), model.NewInt(1))
	}
	for i, at := range p.needed {
		sum := model.One
		for x, to := range p.after(at) {
			sum = sum.Add(list[i].Roots[x].Mul(list[p.numbers[to]].Overlaps))
		}
		if list[i].Overlaps.Less(sum) {
			return nil, false
		}
	}
	return list, true
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

// solve replaces the last column of the rows by the solution, by Gauss and Jordan. It is false if a pivot is not
// positive: then no positive numbers are a solution.
func solve(rows [][]*big.Float) bool {
	for i, pivot := range rows {
		if pivot[i].Sign() <= 0 {
			return false
		}
		for j := len(pivot) - 1; j >= i; j-- {
			pivot[j] = new(big.Float).Quo(pivot[j], pivot[i])
		}
		for r, row := range rows {
			if factor := row[i]; r != i && factor.Sign() != 0 {
				for j := i; j < len(row); j++ {
					if pivot[j].Sign() != 0 {
						row[j] = new(big.Float).Sub(row[j], new(big.Float).Mul(factor, pivot[j]))
					}
				}
			}
		}
	}
	return true
}
