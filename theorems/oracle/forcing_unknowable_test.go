package oracle

import "math/big"

// hidden are two outcomes of one cell that p holds possible, the likelier first: of those whose second comes first.
func (s *scenario) hidden(f feature) (x, y int, ok bool) {
	p := s.p()
	for y := range p {
		for x := range p[:y] {
			if f.cell[x] == f.cell[y] && p[x].Sign() > 0 && p[y].Sign() > 0 {
				if less(p[x], p[y]) {
					return y, x, true
				}
				return x, y, true
			}
		}
	}
	return 0, 0, false
}

var unknowableClaims = []claim{
	{
		id:    "forcing/unknowable",
		needs: "mimic features",
		given: []hypothesis{func(s *scenario) bool {
			for _, f := range s.features {
				if _, _, ok := s.hidden(f); ok {
					return true
				}
			}
			return false
		}},
		parts: []part{{name: "rate", relation: "="}, {name: "forecasts", relation: "="}, {name: "apart", relation: "="},
			{name: "any-forecast", relation: "<="}},
		sides: func(s *scenario) []*pair {
			p := s.p()
			var rate, apart furthest
			var forecasts, miss tightest
			for _, f := range s.features {
				x, y, ok := s.hidden(f)
				if !ok {
					continue
				}
				chances := func(atX, atY *big.Rat) []*big.Rat {
					return at(len(p), func(z int) *big.Rat {
						switch z {
						case x:
							return atX
						case y:
							return atY
						}
						return half
					})
				}
				g, other := chances(one, zero), chances(sub(one, div(p[y], p[x])), one)
				rate.offerRational(mean(p, g), mean(p, other))
				forecasts.each(f.image(reweighed(p, g)), f.image(reweighed(p, other)))
				end, otherEnd := given(p, certain(g)), given(p, certain(other))
				apart.offerRational(tv(end, otherEnd), one)
				for _, pi := range [][]*big.Rat{p, reweighed(p, g), mixed(half, end, otherEnd)} {
					miss.offerRational(half, largest(tv(pi, end), tv(pi, otherEnd)))
				}
			}
			return []*pair{rate.pair, forecasts.pair, apart.pair, miss.pair}
		},
	},
}
