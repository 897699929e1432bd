package oracle

import "math/big"

var transferClaims = []claim{
	{
		id:    "transfer/bound",
		needs: "nature mimic features labels",
		parts: []part{{name: "not-worse", relation: "<="}, {name: "bound", relation: "<="}},
		sides: func(s *scenario) []*pair {
			var notWorse, bound tightest
			for _, f := range s.features {
				gap := s.transferGap(f, s.p())
				notWorse.offerRational(zero, gap)
				bound.offerRational(gap, mul(integer(2), tv(s.n(), s.p())))
			}
			return []*pair{notWorse.pair, bound.pair}
		},
	},
	{
		id:    "transfer/shrinks",
		needs: "nature mimic features labels challenger",
		given: []hypothesis{
			challengerGiven,
			func(s *scenario) bool {
				n, p, pi := s.n(), s.p(), s.challenger
				return dominates(n, p) && dominates(p, n) && dominates(n, pi) && dominates(pi, n)
			},
			func(s *scenario) bool { return !equal(tv(s.n(), s.p()), tv(s.n(), s.challenger)) },
		},
		parts: []part{{relation: "<="}},
		sides: func(s *scenario) []*pair {
			nearer, other := s.p(), s.challenger
			if less(tv(s.n(), other), tv(s.n(), nearer)) {
				nearer, other = other, nearer
			}
			var t tightest
			for _, f := range s.features {
				t.offerRational(s.transferGap(f, nearer), s.transferGap(f, other))
			}
			return []*pair{t.pair}
		},
	},
}

// transferGap is by how much the Bayes classifier learnt from the mimic's data is more accurate on these than the one
// learnt from natural data.
func (s *scenario) transferGap(f feature, p []*big.Rat) *big.Rat {
	return sub(s.accuracy(f, p, p), s.accuracy(f, s.n(), p))
}

// accuracy is how often the classifier learnt from one law, which says 1 where P(Y=1|F) > ½, is right on another.
func (s *scenario) accuracy(f feature, learnt, tested []*big.Rat) *big.Rat {
	sum := zero
	for _, cell := range f.eachCell() {
		says := false
		if seen := given(learnt, cell); seen != nil {
			says = less(half, mean(seen, s.labels))
		}
		for x := range tested {
			switch {
			case cell[x] && says:
				sum = add(sum, mul(tested[x], s.labels[x]))
			case cell[x]:
				sum = add(sum, mul(tested[x], sub(one, s.labels[x])))
			}
		}
	}
	return sum
}
