package oracle

import (
	"math/big"
	"slices"
)

var ownFeatureClaims = []claim{
	{
		id:    "features/own-budget",
		needs: "sources operator mimic horizon features",
		given: []hypothesis{func(s *scenario) bool {
			bounded := func(f feature) bool { return s.constantOver(f.image).infinite == 0 }
			return independentDraws(s) && slices.ContainsFunc(s.showing(), bounded)
		}},
		parts: []part{{name: "budget", relation: "<="}, {name: "smaller", relation: "<=", given: []hypothesis{
			func(s *scenario) bool { return len(s.unshared()) == 0 },
		}}},
		sides: func(s *scenario) []*pair {
			var budget, smaller tightest
			for _, f := range s.showing() {
				if c := s.constantOver(f.image); c.infinite == 0 {
					budget.offer(stepKL(s.operator.through(f), s.mimic.through(f), s.horizon), ln(c.rational))
					smaller.offer(c, s.constantOver(func(p []*big.Rat) []*big.Rat { return p }))
				}
			}
			return []*pair{budget.pair, smaller.pair}
		},
	},
	{
		id:    "features/urn",
		needs: "mimic horizon features",
		given: []hypothesis{mimicIgnoresOrder, func(s *scenario) bool { return len(s.showing()) > 0 }},
		parts: []part{{name: "dominated", relation: "<="}, {name: "average", relation: "<="}},
		sides: func(s *scenario) []*pair {
			var dominated, average tightest
			types := func(n int, f feature) *big.Rat {
				m := int64(len(f.cells))
				return new(big.Rat).SetInt(new(big.Int).Binomial(int64(n)+m-1, m-1))
			}
			counting := func(f feature) *law {
				m := len(f.cells)
				urn := state{urn: at(m, func(int) *big.Rat { return one }), next: make([]int, m)}
				return newLaw(m, []state{urn}, []*big.Rat{one}, "")
			}
			for n := 1; n <= s.horizon; n++ {
				for _, f := range s.showing() {
					m, u := s.mimic.through(f), counting(f)
					for _, g := range m.held(n) {
						dominated.offerRational(m.P(g), mul(types(n, f), u.P(g)))
					}
				}
			}
			each := rat(1, int64(s.horizon))
			for _, f := range s.showing() {
				sum := stepKL(s.mimic.through(f), counting(f), s.horizon)
				average.offer(sum.times(each), ln(types(s.horizon, f)).times(each))
			}
			return []*pair{dominated.pair, average.pair}
		},
	},
}

// showing are the features with several cells.
func (s *scenario) showing() (list []feature) {
	for _, f := range s.features {
		if len(f.cells) > 1 {
			list = append(list, f)
		}
	}
	return list
}

// mimicIgnoresOrder is that all orders of the same outcomes are equally likely.
func mimicIgnoresOrder(s *scenario) bool {
	for _, h := range histories(s.mimic.k, "", s.horizon) {
		if !equal(s.mimic.P(h), s.mimic.P(inCellOrder(h))) {
			return false
		}
	}
	return true
}
