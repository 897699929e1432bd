package oracle

import (
	"math/big"
	"slices"
)

var reachClaims = []claim{
	{
		id:    "forcing/out-of-reach",
		needs: "mimic success",
		given: []hypothesis{func(s *scenario) bool { return !forcingSetReachable(s) }},
		parts: []part{{relation: "="}},
		sides: func(s *scenario) []*pair {
			var t furthest
			for _, pi := range append(points(len(s.outcomes)), s.p(), given(s.p(), best(s.p(), s.success))) {
				t.offer(s.hardObjective(pi), infinity.times(integer(-1)))
			}
			return []*pair{t.pair}
		},
	},
	{
		id:    "forcing/danger",
		needs: "danger mimic success",
		given: []hypothesis{forcingSetReachable},
		parts: []part{{name: "before", relation: "<="}, {name: "successes", relation: "<="}},
		sides: func(s *scenario) []*pair {
			after := inside(s.forced(), s.danger)
			return []*pair{
				rationals(after, div(inside(s.p(), s.danger), inside(s.p(), s.forcingSet()))),
				rationals(after, div(inside(s.succeeding(), s.danger), s.c())),
			}
		},
	},
	{
		id:    "forcing/perfect-control",
		needs: "operator mimic success",
		given: []hypothesis{successHappens, func(s *scenario) bool { return mean(s.q(), s.success).Sign() > 0 },
			func(s *scenario) bool {
				possible := positive(s.p())
				return !slices.ContainsFunc(possible, func(x int) bool {
					return s.success[x].Sign() != 0 && !equal(s.success[x], one)
				})
			}},
		parts: []part{{name: "share", relation: "="}, {name: "conditioning", relation: "="},
			{name: "operator", relation: "<="}},
		sides: func(s *scenario) []*pair {
			p, q, g := s.p(), s.q(), s.success
			var conditioning tightest
			conditioning.each(s.hard(), s.succeeding())
			return []*pair{
				rationals(s.c(), one), conditioning.pair,
				rationals(tv(reweighed(q, g), s.hard()), div(tv(p, q), largest(mean(p, g), mean(q, g)))),
			}
		},
	},
}

// points are the laws of one outcome each.
func points(k int) (list [][]*big.Rat) {
	for x := range k {
		list = append(list, at(k, func(y int) *big.Rat { return truth(x == y) }))
	}
	return list
}
