package oracle

import "math/big"

var cutClaims = []claim{{
	id:    "merging/without-constant",
	needs: "sources operator mimic horizon",
	parts: []part{{name: "future", relation: "<="}, {name: "energy", relation: "<="}},
	sides: func(s *scenario) []*pair {
		heights := []*big.Rat{one, rat(2, 1), rat(4, 1)}
		// E_M W_n², with W_n = E_M[min(Z_L, K)|n] by the mimic's forecast of the future.
		square := func(k *big.Rat, n int) *big.Rat {
			return s.mimic.expected(n, func(h string) *big.Rat {
				w, ends := zero, histories(s.mimic.k, h, s.horizon)
				for i, p := range s.mimic.future(h, s.horizon) {
					if p.Sign() > 0 {
						w = add(w, mul(p, smallest(k, s.z(ends[i]))))
					}
				}
				return power(w, 2)
			})
		}
		var future, energy tightest
		for n := range s.horizon {
			for _, k := range heights {
				left := mul(rat(2, 1), largest(zero, sub(s.futureTV(n), s.surplus(k, s.horizon))))
				future.offerRational(power(left, 2), sub(square(k, s.horizon), square(k, n)))
			}
		}
		for _, k := range heights {
			energy.offerRational(square(k, s.horizon), mul(k, sub(one, s.surplus(k, s.horizon))))
		}
		return []*pair{future.pair, energy.pair}
	},
}}
