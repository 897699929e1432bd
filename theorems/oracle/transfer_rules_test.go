package oracle

import "math/big"

var anyRuleClaims = []claim{{
	id:    "transfer/any-rule",
	needs: "nature mimic features labels",
	parts: []part{{name: "worst", relation: "="}, {name: "bound", relation: "<="}},
	sides: func(s *scenario) []*pair {
		var every furthest
		var bound tightest
		for _, f := range s.features {
			worst, sum := zero, zero
			for _, rule := range events(len(f.cells)) {
				// How often the rule guesses right at each outcome.
				right := at(len(s.outcomes), func(x int) *big.Rat {
					if rule[f.cell[x]] {
						return s.labels[x]
					}
					return sub(one, s.labels[x])
				})
				worst = largest(worst, abs(sub(mean(s.n(), right), mean(s.p(), right))))
			}
			// P(cell, label 1) - P(cell, label 0), under each of the two laws.
			for _, cell := range f.eachCell() {
				lean := func(p []*big.Rat) *big.Rat {
					inCell := at(len(p), func(x int) *big.Rat { return mul(truth(cell[x]), s.labels[x]) })
					return sub(mul(rat(2, 1), mean(p, inCell)), inside(p, cell))
				}
				sum = add(sum, mul(half, abs(sub(lean(s.n()), lean(s.p())))))
			}
			every.offerRational(worst, sum)
			bound.offerRational(worst, tv(s.n(), s.p()))
		}
		return []*pair{every.pair, bound.pair}
	},
}}
