package oracle

import "math/big"

var foreverClaims = []claim{
	{
		id:    "merging/always",
		needs: "sources operator mimic horizon",
		parts: []part{{name: "maximum", relation: "<="}, {name: "stopped", relation: "<="}},
		sides: func(s *scenario) []*pair {
			apart := map[string]*big.Rat{} // TV of the rest after h
			for n := range s.horizon + 1 {
				for _, h := range s.operator.held(n) {
					apart[h] = tv(s.operator.future(h, s.horizon), s.mimic.future(h, s.horizon))
				}
			}
			// The best of stopping at h and of going on.
			var stopped func(h string) *big.Rat
			stopped = func(h string) *big.Rat {
				on := zero
				for x := 0; x < s.operator.k && len(h) < s.horizon; x++ {
					if hx := h + letter(x); s.operator.P(hx).Sign() > 0 {
						on = add(on, stopped(hx))
					}
				}
				return largest(on, mul(s.operator.P(h), apart[h]))
			}
			var maximum, stop tightest
			for n := range s.horizon {
				once := func(w string, level *big.Rat) bool {
					for m := n; m <= s.horizon; m++ {
						if !less(apart[w[:m]], level) {
							return true
						}
					}
					return false
				}
				most := zero
				for _, level := range apart {
					tail := s.operator.probability(s.horizon, func(w string) bool { return once(w, level) })
					most = largest(most, mul(level, tail))
				}
				maximum.offerRational(most, mul(rat(2, 1), s.futureTV(n)))
				best := zero
				for _, h := range s.operator.held(n) {
					best = add(best, stopped(h))
				}
				stop.offerRational(best, mul(rat(2, 1), s.futureTV(n)))
			}
			return []*pair{maximum.pair, stop.pair}
		},
	},
	{
		id:    "merging/metastable",
		needs: "sources operator mimic horizon",
		given: []hypothesis{dominated},
		parts: []part{
			{name: "constant", relation: "<="}, {name: "logarithm", relation: "<="}, {name: "one", relation: "<="},
		},
		sides: func(s *scenario) []*pair {
			rise, log := sub(constant(s.operator, s.mimic), one), s.lnC()
			bound := exactly(rise)
			if twice := log.times(rat(2, 1)); twice.Cmp(bound) < 0 {
				bound = twice
			}
			most := zero
			least := make([]*big.Rat, s.horizon+1) // the largest least distance of k stretches
			// All ways to go on from step n, after k stretches with these squares and this least distance.
			var from func(n, k int, squares, low *big.Rat)
			from = func(n, k int, squares, low *big.Rat) {
				most = largest(most, squares)
				if k > 0 && (least[k] == nil || less(least[k], low)) {
					least[k] = low
				}
				for m := n + 1; m <= s.horizon; m++ {
					d := futureTV(s.operator, s.mimic, n, m)
					from(m, k+1, add(squares, mul(d, d)), smallest(low, d))
				}
			}
			for n := range s.horizon {
				from(n, 0, zero, one)
			}
			var t tightest
			for k := 1; k <= s.horizon; k++ {
				t.offer(exactly(mul(rat(int64(4*k), 1), power(least[k], 2))), bound)
			}
			return []*pair{
				{exactly(mul(rat(4, 1), most)), exactly(rise)},
				{exactly(mul(rat(2, 1), most)), log},
				t.pair,
			}
		},
	},
	{
		id:    "merging/necessary",
		needs: "sources operator mimic horizon",
		parts: []part{{relation: "<="}},
		sides: func(s *scenario) []*pair {
			var t tightest
			for n := 1; n <= s.horizon; n++ {
				ratio := zero
				for _, h := range s.mimic.held(n) {
					ratio = largest(ratio, s.z(h))
				}
				// The event of all outcomes with A(w) > ratio·M(w) has the largest A(E) - ratio·M(E).
				t.offerRational(s.surplus(ratio, s.horizon), s.futureTV(n))
			}
			return []*pair{t.pair}
		},
	},
}
