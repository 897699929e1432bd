package dominance

import (
	"math/big"

	"mimics/model"
)

// equations are x_i = known_i + Σ chance·x_to with one solution.
type equations struct {
	known []model.Q
	terms [][]move
}

// equations returns those of the joint states of the order; the result of the others is known.
func (p *product) equations(order []int, result []model.Q) equations {
	place := make(map[int]int, len(order))
	for i, n := range order {
		place[n] = i
	}
	e := equations{make([]model.Q, len(order)), make([][]move, len(order))}
	for i, n := range order {
		for _, next := range p.nodes[n].next {
			if to, unknown := place[next.to]; unknown {
				e.terms[i] = append(e.terms[i], move{to, next.chance})
			} else {
				e.known[i] = e.known[i].Add(next.chance.Mul(result[next.to]))
			}
		}
	}
	return e
}

// solve returns the solution or, if that costs more than the budget, lower bounds on it, and reports which. Elimination
// serves chains that are left slowly; refinement serves if elimination would leave too many terms.
func (e equations) solve(left budget) (x []model.Q, exact bool) {
	elimination := left / 4
	x = lifted(func(p prime) ([]uint64, bool) { return e.eliminate(p, &elimination), false },
		func(guess []model.Q) bool { return e.hold(guess, &left) }, &elimination)
	if x != nil {
		return x, true
	}
	return e.refine(maxPlaces, &left)
}

// hold reports whether x is the solution, false if the budget is spent.
func (e equations) hold(x []model.Q, left *budget) bool {
	for i, sum := range e.known {
		for _, t := range e.terms[i] {
			sum = sum.Add(t.chance.Mul(x[t.to]))
			*left -= effort(sum)
		}
		if *left < 0 || !sum.Equal(x[i]) {
			return false
		}
	}
	return true
}

// eliminate returns the solution modulo a prime, nil if the prime does not serve or the budget is spent. It
// eliminates the numbers one after the other, the last first: then each is known by those before it.
func (e equations) eliminate(p prime, left *budget) []uint64 {
	type term struct {
		to     int
		chance uint64
	}
	x, by := make([]uint64, len(e.known)), make([][]term, len(e.known)) // x_v = x[v] + Σ chance·x_to over by[v], to < v
	ok := true
	remainder := func(q model.Q) uint64 {
		r, whole := p.remainder(q)
		ok = ok && whole
		*left--
		return r
	}
	row := make([]uint64, len(x)) // the chances of the equation at hand
	add := func(to int, chance uint64) {
		row[to] = p.add(row[to], chance)
		*left--
	}
	for v := len(x) - 1; v >= 0; v-- {
		clear(row)
		x[v] = remainder(e.known[v])
		for _, t := range e.terms[v] {
			add(t.to, remainder(t.chance))
		}
		for w := len(x) - 1; w > v; w-- {
			if row[w] != 0 {
				x[v] = p.add(x[v], p.mul(row[w], x[w]))
				for _, t := range by[w] {
					add(t.to, p.mul(row[w], t.chance))
				}
			}
		}
		others := p.sub(1, row[v])
		if !ok || others == 0 || *left < 0 {
			return nil
		}
		factor := p.inverse(others)
		x[v] = p.mul(x[v], factor)
		for w, chance := range row[:v] {
			if chance != 0 {
				by[v] = append(by[v], term{w, p.mul(chance, factor)})
			}
		}
	}
	for v := range x {
		for _, t := range by[v] {
			x[v] = p.add(x[v], p.mul(t.chance, x[t.to]))
		}
	}
	return x
}

// How many binary places lower bounds have at first and at most.
const (
	minPlaces = 64
	maxPlaces = 4096
)

// refine approaches the solution with 64 places, then 256 and so on, until the equations hold for the simplest
// fractions near the bounds. If that takes more than most places, or more than the effort, it returns the lower
// bounds.
func (e equations) refine(most uint, left *budget) (x []model.Q, exact bool) {
	x = make([]model.Q, len(e.known))
	for places := uint(minPlaces); places <= most; places *= 4 {
		one := new(big.Int).Lsh(big.NewInt(1), places)
		near, guess := e.approach(x, places, left), make([]model.Q, len(x))
		for i, n := range near {
			x[i] = model.Ratio(model.IntOf(n), model.IntOf(one))
			_, den := euclid(one, n, new(big.Int).Rsh(one, places/2))
			num := new(big.Int).Mul(n, den)
			num.Rsh(num.Add(num, new(big.Int).Rsh(one, 1)), places) // the nearest
			guess[i] = model.Ratio(model.IntOf(num), model.IntOf(den))
		}
		if e.hold(guess, left) {
			return guess, true
		}
	}
	return x, false
}

// approach raises lower bounds on the solution sum by sum, in units of 2^-places. It rounds every product down, so
// that no bound exceeds the solution. It ends when none rises or the budget is spent.
func (e equations) approach(below []model.Q, places uint, left *budget) []*big.Int {
	down := func(q model.Q) *big.Int {
		n := q.Num().Big()
		return n.Div(n.Lsh(n, places), q.Den().Big())
	}
	x, known, chances := make([]*big.Int, len(below)), make([]*big.Int, len(below)), make([][]*big.Int, len(below))
	for i, q := range below {
		x[i], known[i] = down(q), down(e.known[i])
		for _, t := range e.terms[i] {
			chances[i] = append(chances[i], down(t.chance))
		}
	}
	sum, product := new(big.Int), new(big.Int)
	for rises := true; rises && *left >= 0; {
		rises = false
		for i := len(x) - 1; i >= 0; i-- {
			sum.Set(known[i])
			for n, t := range e.terms[i] {
				sum.Add(sum, product.Rsh(product.Mul(chances[i][n], x[t.to]), places))
				*left -= 1 + budget(places*places>>18)
			}
			if sum.Cmp(x[i]) > 0 {
				x[i].Set(sum)
				rises = true
			}
		}
	}
	return x
}
