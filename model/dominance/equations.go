package dominance

import (
	"math/big"

	"mimics/model"
)

// equations are x_i = known_i + Σ chance·x_to, of chances with one solution.
type equations struct {
	known []model.Q
	terms [][]edge
}

// equations are those of the joint states of the order, beside which the result is known.
func (j *joint) equations(order []int, result []model.Q) equations {
	place := make(map[int]int, len(order))
	for i, n := range order {
		place[n] = i
	}
	e := equations{make([]model.Q, len(order)), make([][]edge, len(order))}
	for i, n := range order {
		for _, next := range j.nodes[n].next {
			if to, unknown := place[next.to]; unknown {
				e.terms[i] = append(e.terms[i], edge{to, next.chance})
			} else {
				e.known[i] = e.known[i].Add(next.chance.Mul(result[next.to]))
			}
		}
	}
	return e
}

// solve returns the solution or, if that costs more than the effort, lower bounds on it, and reports which. Elimination
// serves chains that are left slowly; refinement serves if elimination would leave too many terms.
func (e equations) solve(effort int) (x []model.Q, exact bool) {
	elimination := effort / 4
	x = lifted(func(p prime) ([]uint64, bool) { return e.eliminate(p, &elimination), false },
		func(guess []model.Q) bool { return e.hold(guess, &effort) }, &elimination)
	if x != nil {
		return x, true
	}
	return e.refine(mostPlaces, &effort)
}

// hold reports whether x is the solution, as far as there is effort.
func (e equations) hold(x []model.Q, left *int) bool {
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

// eliminate returns the solution modulo a prime, nil if the prime does not serve or no effort is left. It eliminates the
// numbers one after the other, the last first: then each is known by those before it.
func (e equations) eliminate(p prime, left *int) []uint64 {
	x, ok := make([]uint64, len(e.known)), true
	into, terms := make([]map[int]bool, len(x)), make([]map[int]uint64, len(x)) // into[v] has each u with v in terms[u]
	for i := range x {
		into[i], terms[i] = map[int]bool{}, map[int]uint64{}
	}
	remainder := func(q model.Q) uint64 {
		r, whole := p.remainder(q)
		ok = ok && whole
		*left--
		return r
	}
	link := func(u, v int, chance uint64) {
		terms[u][v], into[v][u] = p.add(terms[u][v], chance), true
		*left--
	}
	for u, q := range e.known {
		x[u] = remainder(q)
		for _, t := range e.terms[u] {
			link(u, t.to, remainder(t.chance))
		}
	}
	for v := len(x) - 1; v >= 0; v-- {
		others := p.sub(1, terms[v][v])
		if !ok || others == 0 || *left < 0 {
			return nil
		}
		delete(terms[v], v)
		delete(into[v], v)
		by := p.inverse(others)
		x[v] = p.mul(x[v], by)
		for w, chance := range terms[v] {
			terms[v][w] = p.mul(chance, by)
			delete(into[w], v)
		}
		for u := range into[v] {
			chance := terms[u][v]
			delete(terms[u], v)
			x[u] = p.add(x[u], p.mul(chance, x[v]))
			for w, further := range terms[v] {
				link(u, w, p.mul(chance, further))
			}
		}
	}
	for u := range x {
		for w, chance := range terms[u] {
			x[u] = p.add(x[u], p.mul(chance, x[w]))
		}
	}
	return x
}

// How many binary places lower bounds have at first and at most.
const (
	fewestPlaces = 64
	mostPlaces   = 4096
)

// refine approaches the solution with 64 places, then 256 and so on, until the equations hold for the simplest fractions
// near the bounds. If that takes more than most places, or more than the effort, it returns the lower bounds.
func (e equations) refine(most uint, left *int) (x []model.Q, exact bool) {
	x = make([]model.Q, len(e.known))
	for places := uint(fewestPlaces); places <= most; places *= 4 {
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

// approach raises lower bounds on the solution sum by sum, in units of 2^-places. It rounds every product down, so that no
// bound passes the solution. It ends when none rises or no effort is left.
func (e equations) approach(below []model.Q, places uint, left *int) []*big.Int {
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
				*left -= 1 + int(places*places>>18)
			}
			if sum.Cmp(x[i]) > 0 {
				x[i].Set(sum)
				rises = true
			}
		}
	}
	return x
}
