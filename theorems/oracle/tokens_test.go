package oracle

import "math/big"

// produced is the product of the factors of the outcomes of h.
func produced(factors []*big.Rat, h string) *big.Rat {
	product := one
	for _, x := range []byte(h) {
		product = mul(product, factors[x])
	}
	return product
}

// valued is v(h) = E_M[t|h] for the product t of the factors of L outcomes.
func (s *scenario) valued(factors []*big.Rat, h string) *big.Rat {
	sum := zero
	for _, w := range histories(len(s.outcomes), h, s.horizon) {
		sum = add(sum, mul(div(s.mimic.P(w), s.mimic.P(h)), produced(factors, w)))
	}
	return sum
}

// whole is the law P(h)·t(h)/E_M[t] of the histories of L outcomes, in order.
func (s *scenario) whole(factors []*big.Rat) (list []*big.Rat) {
	for _, h := range histories(len(s.outcomes), "", s.horizon) {
		list = append(list, div(mul(s.mimic.P(h), produced(factors, h)), s.valued(factors, "")))
	}
	return list
}

// bestTokens are the x with the largest v(hx), of those that M holds possible after h.
func (s *scenario) bestTokens(factors []*big.Rat, h string) []bool {
	p := s.mimic.forecast(h)
	return best(p, at(len(p), func(x int) *big.Rat {
		if p[x].Sign() == 0 {
			return nil
		}
		return s.valued(factors, h+letter(x))
	}))
}

// greedy is the chance of h if every token is drawn from p(·|h, B_h).
func (s *scenario) greedy(factors []*big.Rat, h string) *big.Rat {
	product := one
	for n := range len(h) {
		if s.mimic.P(h[:n+1]).Sign() == 0 {
			return zero
		}
		product = mul(product, given(s.mimic.forecast(h[:n]), s.bestTokens(factors, h[:n]))[h[n]])
	}
	return product
}

var tokenClaims = []claim{
	{
		id:    "tilt/sequence",
		needs: "mimic horizon tilt",
		given: []hypothesis{func(s *scenario) bool { return s.valued(s.factors(s.tilt.base), "").Sign() > 0 }},
		parts: []part{{name: "value", relation: "="}, {name: "product", relation: "="}},
		sides: func(s *scenario) []*pair {
			factors := s.factors(s.tilt.base)
			var value furthest
			var product tightest
			for n := range s.horizon {
				for _, h := range s.mimic.held(n) {
					mean := zero
					for x, p := range s.mimic.forecast(h) {
						if p.Sign() > 0 {
							mean = add(mean, mul(p, s.valued(factors, h+letter(x))))
						}
					}
					value.offerRational(s.valued(factors, h), mean)
				}
			}
			whole := s.whole(factors)
			for i, h := range histories(len(s.outcomes), "", s.horizon) {
				if s.mimic.P(h).Sign() == 0 {
					continue
				}
				tokens := one
				for n := range len(h) {
					if v := s.valued(factors, h[:n]); v.Sign() == 0 {
						tokens = zero
					} else {
						token := div(mul(s.mimic.forecast(h[:n])[h[n]], s.valued(factors, h[:n+1])), v)
						tokens = mul(tokens, token)
					}
				}
				product.offerRational(tokens, whole[i])
			}
			return []*pair{value.pair, product.pair}
		},
	},
}

func sequenceSucceeds(s *scenario) bool { return s.valued(s.success, "").Sign() > 0 }

var forcedTokenClaims = []claim{
	{
		id:    "forcing/sequence",
		needs: "mimic horizon success",
		given: []hypothesis{sequenceSucceeds},
		parts: []part{{name: "token", relation: "="}, {name: "sequence", relation: "="}},
		sides: func(s *scenario) []*pair {
			g := s.success
			var token furthest
			for n := range s.horizon {
				for _, h := range s.mimic.held(n) {
					if s.valued(g, h).Sign() == 0 {
						continue
					}
					p := s.mimic.forecast(h)
					success := reweighed(p, at(len(p), func(x int) *big.Rat {
						if p[x].Sign() == 0 {
							return zero
						}
						return s.valued(g, h+letter(x))
					}))
					token.offerRational(tv(success, given(p, s.bestTokens(g, h))),
						sub(one, inside(success, s.bestTokens(g, h))))
				}
			}
			var delivered []*big.Rat
			c := zero
			for i, h := range histories(len(s.outcomes), "", s.horizon) {
				delivered = append(delivered, s.greedy(g, h))
				best := s.mimic.P(h).Sign() > 0
				for n := 0; best && n < len(h); n++ {
					best = s.bestTokens(g, h[:n])[h[n]]
				}
				if best {
					c = add(c, s.whole(g)[i])
				}
			}
			return []*pair{token.pair, rationals(tv(delivered, s.whole(g)), sub(one, c))}
		},
	},
	{
		id:    "forcing/token-by-token",
		needs: "mimic horizon success",
		given: []hypothesis{sequenceSucceeds},
		parts: []part{{relation: "="}},
		sides: func(s *scenario) []*pair {
			var t tightest
			for i, h := range histories(len(s.outcomes), "", s.horizon) {
				if s.mimic.P(h).Sign() > 0 {
					t.offerRational(s.greedy(s.success, h), s.whole(s.success)[i])
				}
			}
			return []*pair{t.pair}
		},
	},
}
