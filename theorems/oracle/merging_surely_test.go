package oracle

import "math/big"

var surelyClaims = []claim{{
	id:    "merging/future-almost-surely",
	needs: "sources operator mimic horizon",
	parts: []part{{name: "always", relation: "<="}, {name: "chain", relation: "="}},
	sides: func(s *scenario) []*pair {
		left := map[string]*Number{} // what is left of the divergence after h
		for n := range s.horizon + 1 {
			for _, h := range s.operator.held(n) {
				left[h] = kl(s.operator.future(h, s.horizon), s.mimic.future(h, s.horizon))
			}
		}
		always, chain := tightest{&pair{exactly(zero), exactly(zero)}}, furthest{}
		none := true // so far nothing was left on average
		for from := range s.horizon {
			mean := s.operator.expectedLog(from, func(h string) *Number { return left[h] })
			chain.offer(kl(s.operator.future("", from), s.mimic.future("", from)).plus(mean), left[""])
			if mean.Sign() <= 0 {
				continue
			}
			// max KL_n along each w, by its value as a text, with the probability of that value.
			values, chances := map[string]*Number{}, map[string]*big.Rat{}
			for _, w := range s.operator.held(s.horizon) {
				most := left[w]
				for n := from; n < s.horizon; n++ {
					if most.Cmp(left[w[:n]]) < 0 {
						most = left[w[:n]]
					}
				}
				key := most.String()
				if values[key] == nil {
					values[key], chances[key] = most, zero
				}
				chances[key] = add(chances[key], s.operator.P(w))
			}
			worst := exactly(zero) // t·A(max ≥ t), for the values t above the mean
			for _, t := range values {
				if t.infinite != 0 || t.Cmp(mean) <= 0 {
					continue
				}
				tail := zero
				for key, v := range values {
					if v.Cmp(t) >= 0 {
						tail = add(tail, chances[key])
					}
				}
				if worst.Cmp(t.times(tail)) < 0 {
					worst = t.times(tail)
				}
			}
			if none {
				always, none = tightest{}, false
			}
			always.offer(worst, mean)
		}
		return []*pair{always.pair, chain.pair}
	},
}}
