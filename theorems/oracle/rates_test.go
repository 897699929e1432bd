package oracle

import "math/big"

var ratesClaims = []claim{
	{
		id:    "rates/differ",
		needs: "sources operator mimic horizon features second-feature",
		given: []hypothesis{dominated},
		parts: []part{{name: "from-the-start", relation: "="}, {name: "not-for-m-steps", relation: "<="}},
		sides: func(s *scenario) []*pair {
			// F is the feature, of those that tell outcomes apart, that is synchronised best from the start, and G the
			// other one that is synchronised worst when it is at its best.
			distance := func(f feature, n int) *big.Rat {
				return futureTV(s.operator.through(f), s.mimic.through(f), n, s.horizon)
			}
			var least, most *big.Rat
			first := -1
			for i, f := range s.features {
				if d := distance(f, 0); len(f.cells) > 1 && (first < 0 || less(d, least)) {
					first, least = i, d
				}
			}
			if first < 0 {
				return []*pair{nil, nil}
			}
			for i, g := range s.features {
				if i == first {
					continue
				}
				best := one
				for n := range s.horizon {
					best = smallest(best, distance(g, n))
				}
				if most == nil || less(most, best) {
					most = best
				}
			}
			return []*pair{{exactly(least), exactly(zero)}, {exactly(rat(1, 4)), exactly(most)}}
		},
	},
	{
		id:    "rates/shared-budget",
		needs: "sources operator mimic horizon features",
		given: []hypothesis{dominated},
		parts: []part{{name: "own-past", relation: "<=", needs: "epsilon"}, {name: "from-outcomes", relation: "<="}},
		sides: func(s *scenario) []*pair {
			var own tightest
			for _, f := range s.features {
				if s.epsilon != nil {
					a, m, surprises := s.operator.through(f), s.mimic.through(f), zero
					for n := range s.horizon {
						surprises = add(surprises,
							a.probability(n, func(g string) bool {
								return less(s.epsilon, tv(a.forecast(g), m.forecast(g)))
							}))
					}
					own.offer(exactly(surprises), s.lnC().times(div(half, power(s.epsilon, 2))))
				}
			}
			shared := s.sumLargest(func(f feature, h string) *big.Rat {
				return tv(f.image(s.operator.forecast(h)), f.image(s.mimic.forecast(h)))
			})
			return []*pair{own.pair, {exactly(shared), s.lnC().times(half)}}
		},
	},
	{
		id:    "rates/one-budget",
		needs: "sources operator mimic horizon features",
		given: []hypothesis{dominated},
		parts: []part{{relation: "<="}},
		sides: func(s *scenario) []*pair {
			a, m := map[string]*law{}, map[string]*law{}
			for _, f := range s.features {
				a[f.name], m[f.name] = s.operator.through(f), s.mimic.through(f)
			}
			each := s.sumLargest(func(f feature, h string) *big.Rat {
				return tv(a[f.name].forecast(f.shown(h)), m[f.name].forecast(f.shown(h)))
			})
			return []*pair{{exactly(each), s.lnC().times(half)}}
		},
	},
}

// sumLargest is Σ_{n<L} E_A max_f d(f, h)².
func (s *scenario) sumLargest(d func(f feature, h string) *big.Rat) *big.Rat {
	sum := zero
	for n := range s.horizon {
		sum = add(sum, s.operator.expected(n, func(h string) *big.Rat {
			most := zero
			for _, f := range s.features {
				most = largest(most, power(d(f, h), 2))
			}
			return most
		}))
	}
	return sum
}
