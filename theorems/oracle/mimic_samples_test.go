package oracle

import (
	"fmt"
	"math/big"
)

var sampleClaims = []claim{
	{
		id:    "mimic/point-distribution",
		needs: "nature horizon",
		parts: []part{
			{name: "unseen", relation: "="}, {name: "distance", relation: "<="}, {name: "cells", relation: "<="},
		},
		sides: func(s *scenario) []*pair {
			n, never := s.n(), zero
			for x := range n {
				never = add(never, mul(n[x], power(sub(one, n[x]), s.horizon)))
			}
			missed := zero
			for _, h := range histories(len(n), "", s.horizon) {
				unseen := event(len(n), func(x int) bool { return len(without(h, x)) == len(h) })
				missed = add(missed, mul(product(n, h), inside(n, unseen)))
			}
			var cells tightest
			for _, f := range partitions(len(n)) {
				if len(f.cells) == 1 && len(n) > 1 {
					continue
				}
				bound := rat(int64(len(f.cells)-1), int64(4*s.horizon))
				cells.offerRational(power(recordTV(f.image(n), s.horizon), 2), bound)
			}
			return []*pair{rationals(missed, never), rationals(never, recordTV(n, s.horizon)), cells.pair}
		},
	},
	{
		id:    "mimic/collapse",
		needs: "mimic horizon",
		parts: []part{{name: "means", relation: "="}, {name: "variety", relation: "="}},
		sides: func(s *scenario) []*pair {
			p, n := s.p(), s.horizon
			agree := func(q []*big.Rat) *big.Rat { return mean(q, q) }
			var means, variety furthest
			// What q_g can be, by its frequencies as a text, with the chance of each.
			laws, chances := map[string][]*big.Rat{"": p}, map[string]*big.Rat{"": one}
			for g := 1; g <= 2; g++ {
				next, likely := map[string][]*big.Rat{}, map[string]*big.Rat{}
				for key, q := range laws {
					for _, h := range histories(len(p), "", n) {
						name := fmt.Sprint(shares(len(p), h))
						if next[name] == nil {
							next[name], likely[name] = shares(len(p), h), zero
						}
						likely[name] = add(likely[name], mul(chances[key], product(q, h)))
					}
				}
				laws, chances = next, likely
				differ, average := zero, zeros(len(p))
				for key, q := range laws {
					differ = add(differ, mul(chances[key], sub(one, agree(q))))
					average = at(len(p), func(x int) *big.Rat { return add(average[x], mul(chances[key], q[x])) })
				}
				for x := range p {
					means.offerRational(average[x], p[x])
				}
				variety.offerRational(differ, mul(power(rat(int64(n-1), int64(n)), g), sub(one, agree(p))))
			}
			return []*pair{means.pair, variety.pair}
		},
	},
}

// shares are the frequencies of the outcomes in h.
func shares(k int, h string) []*big.Rat {
	return at(k, func(x int) *big.Rat { return rat(int64(len(h)-len(without(h, x))), int64(len(h))) })
}

// recordTV is E TV of p and of the frequencies in n draws.
func recordTV(p []*big.Rat, n int) *big.Rat {
	sum := zero
	for _, h := range histories(len(p), "", n) {
		sum = add(sum, mul(product(p, h), tv(p, shares(len(p), h))))
	}
	return sum
}
