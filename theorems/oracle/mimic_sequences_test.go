package oracle

import "math/big"

var sequenceClaims = []claim{{
	id:    "mimic/indistinguishable-sequences",
	needs: "nature mimic horizon",
	parts: []part{{name: "error", relation: "="}, {name: "steps", relation: "<="}},
	sides: func(s *scenario) []*pair {
		// The test that bets on nature if it is the likelier errs on the mimic's draws there and on nature's elsewhere.
		n, m := s.nature.future("", s.horizon), s.mimic.future("", s.horizon)
		bet := event(len(n), func(i int) bool { return less(m[i], n[i]) })
		errs := mul(half, add(inside(m, bet), sub(one, inside(n, bet))))
		steps := zero
		for length := range s.horizon {
			steps = add(steps, s.nature.expected(length, func(h string) *big.Rat {
				return tv(s.nature.forecast(h), s.mimic.forecast(h))
			}))
		}
		return []*pair{
			rationals(errs, mul(half, sub(one, tv(n, m)))),
			rationals(mul(half, sub(one, steps)), errs),
		}
	},
}}
