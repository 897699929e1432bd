package oracle

import (
	"fmt"
	"math/big"
	"slices"
)

var featuresClaims = []claim{
	{
		id:    "features/tower",
		needs: "mimic horizon features",
		parts: []part{{relation: "="}},
		sides: func(s *scenario) []*pair {
			m := s.mimic
			var t tightest
			for n := range s.horizon {
				for _, f := range s.features {
					shown := m.through(f)
					for _, g := range shown.held(n) {
						average := zeros(len(f.cells)) // Σ M(F_n|x)·M(x|g)
						for _, x := range m.held(n) {
							if f.shown(x) == g {
								next, weight := f.image(m.forecast(x)), div(m.P(x), shown.P(g))
								average = at(len(next),
									func(c int) *big.Rat { return add(average[c], mul(next[c], weight)) })
							}
						}
						t.each(shown.forecast(g), average)
					}
				}
			}
			return []*pair{t.pair}
		},
	},
	{
		id:    "features/inherit",
		needs: "sources operator mimic horizon features",
		given: []hypothesis{dominated},
		parts: []part{{relation: "<="}},
		sides: func(s *scenario) []*pair {
			c := constant(s.operator, s.mimic)
			var t tightest
			for n := range s.horizon + 1 {
				for _, f := range s.features {
					a, m := s.operator.through(f), s.mimic.through(f)
					for _, g := range possible(n, a, m) {
						t.offerRational(a.P(g), mul(c, m.P(g)))
					}
				}
			}
			return []*pair{t.pair}
		},
	},
	{
		id:    "features/coarse-suffices",
		needs: "sources operator mimic horizon features",
		given: []hypothesis{independentDraws},
		parts: []part{{name: "singular", relation: "="}, {name: "dominated", relation: "<="}},
		sides: func(s *scenario) []*pair {
			var dominated *pair // of the feature that serves best; of one cell it would show nothing
			for _, f := range s.features {
				a, m := s.operator.through(f), s.mimic.through(f)
				most := exactly(zero) // max A(f)/M(f)
				for _, g := range a.held(s.horizon) {
					if ratio := quotient(a.P(g), m.P(g)); most.Cmp(ratio) < 0 {
						most = ratio
					}
				}
				c := s.constantOver(f.image)
				if len(f.cells) > 1 && c.infinite == 0 && (dominated == nil || most.Cmp(dominated.left) < 0) {
					dominated = &pair{most, c}
				}
			}
			return []*pair{rationals(tv(s.operator.future("", s.horizon), s.mimic.future("", s.horizon)), one),
				dominated}
		},
	},
	{
		id:    "features/budget",
		needs: "sources operator mimic horizon",
		given: []hypothesis{dominated},
		parts: []part{{relation: "<="}},
		sides: func(s *scenario) []*pair {
			var t tightest
			for _, f := range partitions(len(s.outcomes)) {
				t.offer(stepKL(s.operator.through(f), s.mimic.through(f), s.horizon), s.lnC())
			}
			return []*pair{t.pair}
		},
	},
	{
		id:    "features/limited-is-full",
		needs: "mimic horizon features",
		given: []hypothesis{func(s *scenario) bool { return s.forEver() != nil }},
		parts: []part{{relation: "="}},
		sides: func(s *scenario) []*pair { return []*pair{s.forEver()} },
	},
	{
		id:    "features/exchangeable-inherits",
		needs: "mimic horizon features",
		given: []hypothesis{func(s *scenario) bool {
			for n := range s.horizon + 1 {
				for _, h := range histories(s.mimic.k, "", n) {
					if !equal(s.mimic.P(h), s.mimic.P(inCellOrder(h))) {
						return false
					}
				}
			}
			return true
		}},
		parts: []part{{relation: "="}},
		sides: func(s *scenario) []*pair {
			var t furthest
			for n := range s.horizon + 1 {
				for _, f := range s.features {
					m := s.mimic.through(f)
					for _, g := range histories(m.k, "", n) {
						t.offerRational(m.P(g), m.P(inCellOrder(g)))
					}
				}
			}
			return []*pair{t.pair}
		},
	},
	{
		id:    "features/exchangeable-independence",
		needs: "mimic horizon features",
		given: []hypothesis{mimicDrawsIndependently},
		parts: []part{{relation: "="}},
		sides: func(s *scenario) []*pair {
			var t tightest
			for n := range s.horizon {
				for _, f := range s.features {
					for _, i := range positive(s.mimic.weights()) {
						given := s.mimic.started(i)
						for _, h := range given.held(n) {
							t.each(f.image(given.forecast(h)), f.image(s.mimic.states[i].emit))
						}
					}
				}
			}
			return []*pair{t.pair}
		},
	},
	{
		id:    "features/exchangeable-limit",
		needs: "mimic horizon features",
		given: []hypothesis{mimicDrawsIndependently},
		parts: []part{
			{name: "mimic", relation: "<="},
			{name: "operator", relation: "<=", needs: "sources operator", given: []hypothesis{
				func(s *scenario) bool { return s.operator.possible() }, dominated,
			}},
		},
		sides: func(s *scenario) []*pair {
			m, w := s.mimic, s.mimic.weights()
			var mimic, operator tightest
			for n := range s.horizon + 1 {
				for _, f := range s.features {
					sum := zero // S_n
					for _, j := range positive(w) {
						for _, i := range positive(w[:j]) {
							d := tv(f.image(m.states[i].emit), f.image(m.states[j].emit))
							closeness := power(sub(one, power(d, 2)), n/2)
							sum = add(sum, mul(mul(half, add(w[i], w[j])), mul(d, closeness)))
						}
					}
					mf := m.through(f)
					full := func(h string) []*big.Rat { return f.image(m.forecast(h)) }
					mimic.offerRational(m.expected(n,
						func(h string) *big.Rat { return tv(mf.forecast(f.shown(h)), full(h)) }), sum)
					if s.operator == nil || !s.operator.possible() || !dominated(s) {
						continue
					}
					a, af := s.operator, s.operator.through(f)
					left := a.expected(n, func(h string) *big.Rat { return tv(af.forecast(f.shown(h)), full(h)) })
					own := af.expected(n, func(g string) *big.Rat { return tv(af.forecast(g), mf.forecast(g)) })
					operator.offerRational(left, add(own, mul(constant(a, m), sum)))
				}
			}
			return []*pair{mimic.pair, operator.pair}
		},
	},
	{
		id:    "features/exchangeable-overlap",
		needs: "mimic horizon features",
		given: []hypothesis{mimicDrawsIndependently},
		parts: []part{{relation: "<="}},
		sides: func(s *scenario) []*pair {
			m, w := s.mimic, s.mimic.weights()
			var t tightest
			for n := range s.horizon + 1 {
				for _, f := range s.features {
					mf := m.through(f)
					left := m.expected(n, func(h string) *big.Rat {
						return tv(mf.forecast(f.shown(h)), f.image(m.forecast(h)))
					})
					right := zero
					for _, j := range positive(w) {
						for _, i := range positive(w[:j]) {
							d := tv(f.image(m.states[i].emit), f.image(m.states[j].emit))
							doubt := mf.expected(n, func(g string) *big.Rat { // w_i·w_j given g
								wi := div(mul(w[i], m.started(i).through(f).P(g)), mf.P(g))
								wj := div(mul(w[j], m.started(j).through(f).P(g)), mf.P(g))
								return mul(wi, wj)
							})
							right = add(right, mul(mul(integer(2), d), doubt))
						}
					}
					t.offerRational(left, right)
				}
			}
			return []*pair{t.pair}
		},
	},
	{
		id:    "features/common-support",
		needs: "sources operator mimic horizon",
		given: []hypothesis{independentDraws},
		parts: []part{
			{name: "shared", relation: "<=", given: []hypothesis{func(s *scenario) bool { return len(s.unshared()) == 0 }}},
			{name: "unshared-likely", relation: "<=", given: []hypothesis{func(s *scenario) bool { return len(s.unshared()) > 0 }}},
			{name: "unshared-null", relation: "<=", given: []hypothesis{func(s *scenario) bool { return len(s.unshared()) > 0 }}},
		},
		sides: func(s *scenario) []*pair {
			a, m := s.operator, s.mimic
			if len(s.unshared()) == 0 {
				c := s.constantOver(func(p []*big.Rat) []*big.Rat { return p })
				var t tightest
				for n := range s.horizon + 1 {
					for _, h := range possible(n, a, m) {
						t.offer(exactly(a.P(h)), c.times(m.P(h)))
					}
				}
				return []*pair{t.pair, nil, nil}
			}
			mass, epsilon := zero, zero
			for i, w := range a.weights() {
				if slices.ContainsFunc(s.unshared(), func(theta []*big.Rat) bool { return a.emits(i, theta) }) {
					mass = add(mass, w)
				}
			}
			for _, theta := range s.unshared() {
				for _, other := range m.emissions() {
					epsilon = add(epsilon, power(sub(one, power(tv(theta, other), 2)), s.horizon/2))
				}
			}
			likeliest := func(laws [][]*big.Rat, h string) *big.Rat {
				most := zero
				for _, theta := range laws {
					most = largest(most, product(theta, h))
				}
				return most
			}
			likelier := func(h string) bool { return less(likeliest(m.emissions(), h), likeliest(s.unshared(), h)) }
			return []*pair{
				nil, rationals(sub(mass, epsilon), a.probability(s.horizon, likelier)),
				rationals(m.probability(s.horizon, likelier), epsilon),
			}
		},
	},
	{
		id:    "features/topological-support",
		needs: "sources operator mimic",
		given: []hypothesis{
			func(s *scenario) bool { return s.operator.drawsOrUrns() && s.mimic.drawsOrUrns() },
			func(s *scenario) bool {
				return s.operator.closedSupportWithin(s.mimic) && s.mimic.closedSupportWithin(s.operator)
			},
		},
		parts: []part{{relation: "="}},
		sides: func(s *scenario) []*pair {
			// Point masses have their points in common or nothing; urns, Dirichlet laws, the null sets of their face.
			singular := zero
			for _, i := range positive(s.operator.weights()) {
				shared := slices.ContainsFunc(positive(s.mimic.weights()), func(j int) bool {
					a, m := s.states[i].biases(), s.states[j].biases()
					return len(a.point) == len(m.point) && sameLists(a.point, m.point) && slices.Equal(a.face, m.face)
				})
				if !shared {
					singular = add(singular, s.operator.weights()[i])
				}
			}
			return []*pair{rationals(singular, zero)}
		},
	},
	{
		id:    "features/details",
		needs: "nature mimic horizon features",
		parts: []part{{relation: "<="}},
		sides: func(s *scenario) []*pair {
			return []*pair{s.detailsWithin(func(f feature, n int) *big.Rat { return mul(integer(2), s.apart(n)) })}
		},
	},
	{
		id:    "features/details-shared",
		needs: "nature mimic horizon features",
		parts: []part{{relation: "<="}},
		sides: func(s *scenario) []*pair {
			return []*pair{s.detailsWithin(func(f feature, n int) *big.Rat {
				return add(s.apart(n), tv(s.nature.through(f).future("", n), s.mimic.through(f).future("", n)))
			})}
		},
	},
}

// apart is TV(N,M) over n outcomes.
func (s *scenario) apart(n int) *big.Rat { return tv(s.nature.future("", n), s.mimic.future("", n)) }

// detailsWithin is E_N TV(N(X-history|F-history), M(X-history|F-history)) against a bound.
func (s *scenario) detailsWithin(bound func(f feature, n int) *big.Rat) *pair {
	var t tightest
	for n := 1; n <= s.horizon; n++ {
		for _, f := range s.features {
			all := histories(s.nature.k, "", n)
			distance := s.nature.through(f).expected(n, func(g string) *big.Rat {
				shows := event(len(all), func(i int) bool { return f.shown(all[i]) == g })
				return tv(given(s.nature.future("", n), shows), given(s.mimic.future("", n), shows))
			})
			t.offerRational(distance, bound(f, n))
		}
	}
	return t.pair
}

// possible lists the histories that one of two laws holds possible.
func possible(n int, a, m *law) []string {
	return slices.DeleteFunc(histories(a.k, "", n),
		func(h string) bool { return a.P(h).Sign() == 0 && m.P(h).Sign() == 0 })
}

// quotient is a/b, infinite where b = 0 < a.
func quotient(a, b *big.Rat) *Number {
	if b.Sign() == 0 && a.Sign() > 0 {
		return infinity
	}
	return exactly(div(a, b))
}

// inCellOrder is a history in order.
func inCellOrder(h string) string {
	letters := []byte(h)
	slices.Sort(letters)
	return string(letters)
}

// partitions are all set partitions of k outcomes, as features.
func partitions(k int) []feature {
	list := []feature{{}}
	for range k {
		var longer []feature
		for _, f := range list {
			for c := range len(f.cells) + 1 {
				cells := f.cells
				if c == len(cells) {
					cells = append(slices.Clone(cells), fmt.Sprint(c))
				}
				longer = append(longer, feature{cell: append(slices.Clone(f.cell), c), cells: cells})
			}
		}
		list = longer
	}
	return list
}

// started is the law from the start state i.
func (l *law) started(i int) *law {
	prior := at(len(l.prior), func(j int) *big.Rat { return truth(i == j) })
	return newLaw(l.k, l.states, prior, l.seen)
}

// emissions are the different ones of the start states with weight; emits reports whether it is that of state i.
func (l *law) emissions() (list [][]*big.Rat) {
	for _, i := range positive(l.weights()) {
		if !slices.ContainsFunc(list, func(theta []*big.Rat) bool { return l.emits(i, theta) }) {
			list = append(list, l.states[i].emit)
		}
	}
	return list
}

func (l *law) emits(i int, theta []*big.Rat) bool { return sameLists(l.states[i].emit, theta) }

// unshared are the emission laws that the operator gives weight and the mimic does not.
func (s *scenario) unshared() (list [][]*big.Rat) {
	for _, theta := range s.operator.emissions() {
		if !slices.ContainsFunc(s.mimic.emissions(), func(other []*big.Rat) bool { return sameLists(theta, other) }) {
			list = append(list, theta)
		}
	}
	return list
}

// product is Π θ(x) over the outcomes of h.
func product(theta []*big.Rat, h string) *big.Rat {
	chance := one
	for _, x := range []byte(h) {
		chance = mul(chance, theta[x])
	}
	return chance
}

// constantOver is max a/m over the weights of what the emissions show.
func (s *scenario) constantOver(show func(theta []*big.Rat) []*big.Rat) *Number {
	weight := func(l *law, shown []*big.Rat) *big.Rat {
		sum := zero
		for i, w := range l.weights() {
			if w.Sign() > 0 && sameLists(show(l.states[i].emit), shown) {
				sum = add(sum, w)
			}
		}
		return sum
	}
	most := exactly(zero)
	for _, theta := range s.operator.emissions() {
		if c := quotient(weight(s.operator, show(theta)), weight(s.mimic, show(theta))); most.Cmp(c) < 0 {
			most = c
		}
	}
	return most
}

// biases are the frequencies that a state can have: one point, or the face of the outcomes that an urn can draw.
type biases struct {
	point []*big.Rat
	face  []int
}

func (one state) biases() biases {
	switch face := positive(one.urn); {
	case one.urn == nil:
		return biases{point: one.emit}
	case len(face) == 1:
		return biases{point: at(len(one.urn), func(x int) *big.Rat { return truth(x == face[0]) })}
	default:
		return biases{face: face}
	}
}

// closedSupportWithin reports whether what the law's states can have as frequencies, with all limits, others' can too.
func (l *law) closedSupportWithin(others *law) bool {
	return !slices.ContainsFunc(positive(l.weights()), func(i int) bool {
		b := l.states[i].biases()
		needed := append(positive(b.point), b.face...)
		return !slices.ContainsFunc(positive(others.weights()), func(j int) bool {
			o := others.states[j].biases()
			if o.point != nil {
				return b.point != nil && sameLists(b.point, o.point)
			}
			return !slices.ContainsFunc(needed, func(x int) bool { return !slices.Contains(o.face, x) })
		})
	})
}

// forEver is the largest E_M TV(M(F_n|F_{<n}), M(F_n|X_{<n})) among those that recur for ever, since what is believed
// of the state by one who sees a feature and one who sees all recurs; against 0.
func (s *scenario) forEver() *pair {
	m := s.mimic
	var t tightest
	for _, f := range s.features {
		from, again := m.recurrence(s.horizon, func(h string) string {
			return m.belief(f.behind(f.shown(h))...) + "|" + m.belief(h)
		})
		for n := from; n < again; n++ {
			shown := m.through(f)
			t.offerRational(m.expected(n, func(h string) *big.Rat {
				return tv(shown.forecast(f.shown(h)), f.image(m.forecast(h)))
			}), zero)
		}
	}
	return t.pair
}
