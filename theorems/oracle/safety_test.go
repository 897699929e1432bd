package oracle

import (
	"math/big"
	"slices"
)

var safetyClaims = []claim{
	{
		id:    "safety/trichotomy",
		needs: "mimic success tilt danger tolerance",
		given: []hypothesis{func(s *scenario) bool { return optimumExists(s) && s.usable > 0 }},
		parts: []part{
			{name: "usable", relation: "<="}, {name: "valuable", relation: "<="},
			{name: "passively-safe", relation: "<=", given: []hypothesis{func(s *scenario) bool {
				return s.tooNear(s.path[:s.usable])
			}}},
			{name: "incentive-compatible", relation: "<=", given: []hypothesis{func(s *scenario) bool {
				return s.tooNear(s.mostValuable())
			}}},
		},
		sides: func(s *scenario) []*pair {
			var worst, worstOfBest tightest
			d := inside(s.p(), s.danger)
			costs := func(bases []*big.Rat) *pair {
				var t tightest
				for _, b := range bases {
					if danger := inside(s.tuned(b), s.danger); !less(danger, d) {
						t.offer(klOf(danger, d), kl(s.tuned(bases[len(bases)-1]), s.p()))
					}
				}
				if t.pair == nil { // tuning made danger rarer everywhere
					t.offer(exactly(zero), kl(s.tuned(bases[len(bases)-1]), s.p()))
				}
				return t.pair
			}
			for _, b := range s.path[:s.usable] {
				worst.offerRational(inside(s.tuned(b), s.danger), s.tolerance)
			}
			for _, b := range s.mostValuable() {
				worstOfBest.offerRational(inside(s.tuned(b), s.danger), s.tolerance)
			}
			return []*pair{costs(s.path[:s.usable]), costs(s.mostValuable()), worst.pair, worstOfBest.pair}
		},
	},
	{
		id:    "safety/danger-bound",
		needs: "mimic tilt danger",
		given: []hypothesis{successPossible},
		parts: []part{{relation: "<="}},
		sides: func(s *scenario) []*pair {
			var t tightest
			for _, b := range append([]*big.Rat{s.tilt.base}, s.path...) {
				t.offerRational(inside(s.tuned(b), s.danger), div(inside(s.p(), s.danger), inside(s.p(), s.highest())))
			}
			return []*pair{t.pair}
		},
	},
	{
		id:    "safety/low-weight",
		needs: "nature mimic danger",
		given: []hypothesis{func(s *scenario) bool { return dominates(s.p(), s.n()) }},
		parts: []part{{name: "as-little", relation: "<="}, {name: "bound", relation: "<="}},
		sides: func(s *scenario) []*pair {
			m, n := inside(s.p(), s.danger), inside(s.n(), s.danger)
			return []*pair{rationals(m, n), rationals(m, add(n, tv(s.n(), s.p())))}
		},
	},
	{
		id:    "safety/compilability",
		needs: "mimic features tilt length",
		given: []hypothesis{successPossible},
		parts: []part{{name: "penalised", relation: "="}, {name: "optimal", relation: "="},
			{name: "unpenalised", relation: "<", given: []hypothesis{
				func(s *scenario) bool { return !equal(smallest(s.lengths()...), largest(s.lengths()...)) },
			}}},
		sides: func(s *scenario) []*pair {
			length := s.length()
			var t tightest
			for _, b := range s.path {
				t.offerRational(mean(given(s.tuned(b), s.highest()), length), mean(given(s.p(), s.highest()), length))
			}
			var alone, most *Number // the reward of the longest success, and the largest of all that p can earn
			for x, p := range s.p() {
				if p.Sign() == 0 || s.tilt.reward[x] == nil {
					continue
				}
				if r := exactly(s.tilt.reward[x]); most == nil || most.Cmp(r) < 0 {
					most = r
				}
				if s.highest()[x] && equal(length[x], largest(s.lengths()...)) {
					alone = exactly(s.tilt.reward[x])
				}
			}
			return []*pair{t.pair, {alone, most},
				rationals(mean(given(s.p(), s.highest()), length), largest(s.lengths()...))}
		},
	},
}

// klOf is the divergence of the chances a and 1-a from d and 1-d.
func klOf(a, d *big.Rat) *Number {
	return kl([]*big.Rat{a, sub(one, a)}, []*big.Rat{d, sub(one, d)})
}

// mostValuable are the usable bases of the largest value.
func (s *scenario) mostValuable() (bases []*big.Rat) {
	value := func(b *big.Rat) *big.Rat { return mean(s.tuned(b), s.success) }
	most := zero
	for _, b := range s.path[:s.usable] {
		most = largest(most, value(b))
	}
	for _, b := range s.path[:s.usable] {
		if equal(value(b), most) {
			bases = append(bases, b)
		}
	}
	return bases
}

// tooNear reports whether the optimum at the last of the bases is no further from p than danger of the tolerance is,
// which must be at least that of p.
func (s *scenario) tooNear(bases []*big.Rat) bool {
	d := inside(s.p(), s.danger)
	return !less(s.tolerance, d) && kl(s.tuned(bases[len(bases)-1]), s.p()).Cmp(klOf(s.tolerance, d)) <= 0
}

// length is how long each outcome is.
func (s *scenario) length() (list []*big.Rat) {
	f := s.features[slices.IndexFunc(s.features, func(f feature) bool { return f.name == "length" })]
	for _, cell := range f.cell {
		n, _ := new(big.Rat).SetString(f.cells[cell])
		list = append(list, n)
	}
	return list
}

// lengths are those of the successes that p holds possible.
func (s *scenario) lengths() (list []*big.Rat) {
	for x, n := range s.length() {
		if s.highest()[x] && s.p()[x].Sign() > 0 {
			list = append(list, n)
		}
	}
	return list
}
