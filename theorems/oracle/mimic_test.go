package oracle

import "math/big"

var mimicClaims = []claim{
	{
		id:    "mimic/bayes",
		needs: "mimic",
		parts: []part{{name: "ratio", relation: "="}, {name: "sum", relation: "="}, {name: "chain", relation: "="}},
		sides: func(s *scenario) []*pair {
			// The forecast as a mixture of what the states emit, by their weights after the history; P(hx)/P(h); and
			// P(h) as it comes about outcome by outcome.
			m := s.mimic
			mixture := zeros(m.k)
			for i, w := range m.weights() {
				for x := range m.k {
					if w.Sign() > 0 {
						before, after := run(m.states, i, m.seen), run(m.states, i, m.seen+letter(x))
						mixture[x] = add(mixture[x], mul(w, div(after, before)))
					}
				}
			}
			var ratio tightest
			for x := range m.k {
				ratio.offer(exactly(mixture[x]), exactly(div(m.mixed(m.seen+letter(x)), m.mixed(m.seen))))
			}
			sum := &pair{exactly(total(mixture)), exactly(one)}
			var chain tightest
			for n := range s.horizon + 1 {
				for _, g := range histories(m.k, "", n) {
					product := m.mixed(m.seen)
					for i := range n {
						if product.Sign() > 0 {
							product = mul(product, m.forecast(g[:i])[g[i]])
						}
					}
					chain.offer(exactly(m.mixed(m.seen+g)), exactly(product))
				}
			}
			return []*pair{ratio.pair, sum, chain.pair}
		},
	},
	{
		id:    "mimic/sampler",
		needs: "mimic",
		parts: []part{{relation: "="}},
		sides: func(s *scenario) []*pair {
			q := s.mimic.forecast("")
			seeds := big.NewInt(1) // the least common denominator
			for _, chance := range q {
				common := new(big.Int).GCD(nil, nil, seeds, chance.Denom())
				seeds.Quo(seeds.Mul(seeds, chance.Denom()), common)
			}
			// Seed i of 0..D-1 emits the outcome in whose stretch of the unit interval i/D lies.
			count := zeros(len(q))
			for i := big.NewInt(0); i.Cmp(seeds) < 0; i.Add(i, big.NewInt(1)) {
				at, x := new(big.Rat).SetFrac(i, seeds), 0
				for ; !less(at, q[x]); x++ {
					at = sub(at, q[x])
				}
				count[x] = add(count[x], one)
			}
			var t tightest
			for x := range q {
				t.offer(exactly(count[x]), exactly(mul(q[x], new(big.Rat).SetInt(seeds))))
			}
			return []*pair{t.pair}
		},
	},
	{
		id:    "mimic/indistinguishable",
		needs: "nature mimic",
		parts: []part{{relation: "="}},
		sides: func(s *scenario) []*pair {
			// To bet on nature at an event E errs on the mimic's draws in E and on nature's outside of it.
			n, m := s.nature.forecast(""), s.mimic.forecast("")
			best := one
			for event := range 1 << len(n) {
				errs := half
				for x := range n {
					if event>>x&1 == 1 {
						errs = add(errs, mul(half, sub(m[x], n[x])))
					}
				}
				best = smallest(best, errs)
			}
			return []*pair{{exactly(best), exactly(mul(half, sub(one, tv(n, m))))}}
		},
	},
}

func zeros(n int) (list []*big.Rat) {
	for range n {
		list = append(list, zero)
	}
	return list
}
