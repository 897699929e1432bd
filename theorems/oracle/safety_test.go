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
		parts: []part{{name: "exactly-one", relation: "="}, {name: "best", relation: "<="}, {name: "monotone", relation: "<="}},
		sides: func(s *scenario) []*pair {
			value := func(b *big.Rat) *big.Rat { return mean(s.tuned(b), s.success) }
			danger := func(b *big.Rat) *big.Rat { return inside(s.tuned(b), s.danger) }
			worst := func(points []*big.Rat) *big.Rat {
				most := zero
				for _, b := range points {
					most = largest(most, danger(b))
				}
				return most
			}
			usable := s.path[:s.usable]
			most := zero
			for _, b := range usable {
				most = largest(most, value(b))
			}
			var bestOnes []*big.Rat
			for _, b := range usable {
				if equal(value(b), most) {
					bestOnes = append(bestOnes, b)
				}
			}
			tolerable := func(points []*big.Rat) bool { return !less(s.tolerance, worst(points)) }
			passive := tolerable(usable)
			compatible := !passive && tolerable(bestOnes)
			incompatible := !tolerable(usable) && !tolerable(bestOnes)
			count := add(truth(passive), add(truth(compatible), truth(incompatible)))
			var monotone tightest
			for u := s.usable; u <= len(s.path); u++ {
				monotone.offerRational(worst(usable), worst(s.path[:u]))
			}
			return []*pair{rationals(count, one), rationals(worst(bestOnes), worst(usable)), monotone.pair}
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
		parts: []part{{name: "penalised", relation: "="}, {name: "unpenalised", relation: "<", given: []hypothesis{
			func(s *scenario) bool { return !equal(smallest(s.lengths()...), largest(s.lengths()...)) },
		}}},
		sides: func(s *scenario) []*pair {
			length := s.length()
			var t tightest
			for _, b := range s.path {
				t.offerRational(mean(given(s.tuned(b), s.highest()), length), mean(given(s.p(), s.highest()), length))
			}
			return []*pair{t.pair, rationals(mean(given(s.p(), s.highest()), length), largest(s.lengths()...))}
		},
	},
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
