package oracle

import "math/big"

var controlClaims = []claim{
	{
		id:    "control/causation",
		needs: "features effect",
		given: []hypothesis{func(s *scenario) bool { return s.broughtAbout(s.effect.unconfounded) != nil }},
		parts: []part{{relation: "="}},
		sides: func(s *scenario) []*pair { return []*pair{s.broughtAbout(s.effect.unconfounded)} },
	},
	{
		id:    "control/correlation-is-causation",
		needs: "features effect",
		given: []hypothesis{func(s *scenario) bool { return s.broughtAbout(always) != nil }},
		parts: []part{{relation: "="}},
		sides: func(s *scenario) []*pair { return []*pair{s.broughtAbout(always)} },
	},
}

func always([]bool) bool { return true }

// broughtAbout is P(G|F=c) in the world after control, where outcomes come from p(·|F=c) whatever the cause, and in
// nature; for the cells that are possible and count.
func (s *scenario) broughtAbout(counts func(cell []bool) bool) *pair {
	e, p := s.effect, s.effect.outcomes()
	var t furthest
	for _, f := range s.features {
		for _, cell := range f.eachCell() {
			if inside(p, cell).Sign() == 0 || !counts(cell) {
				continue
			}
			after, natural := zero, zero
			for u := range e.cause {
				after = add(after, mul(e.cause[u], mean(given(p, cell), e.good[u])))
				for x := range p {
					if cell[x] {
						natural = add(natural, div(mul(mul(e.cause[u], e.emit[u][x]), e.good[u][x]), inside(p, cell)))
					}
				}
			}
			t.offerRational(after, natural)
		}
	}
	return t.pair
}

// outcomes is the natural law Σ P(u)·emit(u,·).
func (e *effect) outcomes() []*big.Rat {
	return at(len(e.emit[0]), func(x int) *big.Rat {
		sum := zero
		for u := range e.cause {
			sum = add(sum, mul(e.cause[u], e.emit[u][x]))
		}
		return sum
	})
}

// unconfounded reports whether u is independent of x, or good(u,x) the same for every u with P(u) > 0 at each possible
// x of the cell.
func (e *effect) unconfounded(cell []bool) bool {
	independent, same := true, true
	for _, u := range positive(e.cause) {
		for x, p := range e.outcomes() {
			independent = independent && equal(e.emit[u][x], p)
			first := positive(e.cause)[0]
			same = same && (!cell[x] || p.Sign() == 0 || equal(e.good[u][x], e.good[first][x]))
		}
	}
	return independent || same
}
