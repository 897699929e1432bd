package oracle

import (
	"maps"
	"math/big"
	"slices"
)

var mergingClaims = []claim{
	{
		id:    "merging/martingale",
		needs: "operator mimic horizon",
		given: []hypothesis{dominatedOnHistories},
		parts: []part{{relation: "="}},
		sides: func(s *scenario) []*pair {
			var t tightest
			for n := range s.horizon {
				for _, h := range histories(s.mimic.k, "", n) {
					if s.mimic.P(h).Sign() == 0 {
						continue
					}
					sum := zero
					for x := range s.mimic.k {
						if hx := h + letter(x); s.mimic.P(hx).Sign() > 0 {
							sum = add(sum, mul(s.mimic.P(hx), s.z(hx)))
						}
					}
					t.offer(exactly(sum), exactly(mul(s.mimic.P(h), s.z(h))))
				}
			}
			return []*pair{t.pair}
		},
	},
	{
		id:    "merging/identity",
		needs: "operator mimic horizon",
		given: []hypothesis{dominatedOnHistories},
		parts: []part{{relation: "="}},
		sides: func(s *scenario) []*pair {
			var t tightest
			for n := range s.horizon {
				moves := s.mimic.expected(s.horizon, func(w string) *big.Rat { return abs(sub(s.z(w), s.z(w[:n]))) })
				t.offer(exactly(s.futureTV(n)), exactly(mul(half, moves)))
			}
			return []*pair{t.pair}
		},
	},
	{
		id:    "merging/energy",
		needs: "sources operator mimic horizon",
		given: []hypothesis{dominatedOnHistories},
		parts: []part{{name: "future", relation: "<="}, {name: "kappa", relation: "<=", given: []hypothesis{startsDominated}}},
		sides: func(s *scenario) []*pair {
			energy := func(n int) *big.Rat {
				return s.mimic.expected(n, func(h string) *big.Rat { return power(s.z(h), 2) })
			}
			kappa := zero
			for i, m := range s.mimic.weights() {
				if m.Sign() > 0 {
					kappa = add(kappa, div(power(s.operator.weights()[i], 2), m))
				}
			}
			var future, all tightest
			for n := range s.horizon + 1 {
				rise := sub(energy(s.horizon), energy(n))
				future.offer(exactly(power(mul(rat(2, 1), s.futureTV(n)), 2)), exactly(rise))
				all.offer(exactly(rise), exactly(sub(kappa, energy(n))))
			}
			return []*pair{future.pair, all.pair}
		},
	},
	{
		id:    "merging/budget",
		needs: "sources operator mimic horizon",
		given: []hypothesis{dominated},
		parts: []part{
			{name: "chain", relation: "="}, {name: "prior", relation: "<=", given: []hypothesis{startsDominated}},
			{name: "constant", relation: "<="}, {name: "pinsker", relation: "<="},
		},
		sides: func(s *scenario) []*pair {
			steps, whole := stepKL(s.operator, s.mimic, s.horizon), s.futureKL(0)
			prior := kl(s.operator.weights(), s.mimic.weights())
			return []*pair{
				{steps, whole},
				{whole, prior},
				{whole, s.lnC()},
				{exactly(mul(rat(2, 1), s.sumTV(s.operator, 2))), steps},
			}
		},
	},
	{
		id:    "merging/surprises",
		needs: "sources operator mimic horizon epsilon",
		given: []hypothesis{dominated},
		parts: []part{{relation: "<="}},
		sides: func(s *scenario) []*pair {
			surprises := zero
			for n := range s.horizon {
				surprises = add(surprises, s.operator.probability(n,
					func(h string) bool { return less(s.epsilon, s.stepTV(h)) }))
			}
			return []*pair{{exactly(surprises), s.lnC().times(div(half, power(s.epsilon, 2)))}}
		},
	},
	{
		id:    "merging/almost-surely",
		needs: "sources operator mimic horizon",
		given: []hypothesis{dominated},
		parts: []part{{relation: "<="}},
		sides: func(s *scenario) []*pair {
			sums := map[string]*big.Rat{}
			for _, w := range s.operator.held(s.horizon) {
				sums[w] = zero
				for n := range s.horizon {
					sums[w] = add(sums[w], power(s.stepTV(w[:n]), 2))
				}
			}
			sum := func(w string) *big.Rat { return sums[w] }
			var t tightest
			for _, level := range s.levels(sum) {
				if level.Sign() > 0 {
					tail := s.operator.probability(s.horizon, func(w string) bool { return !less(sums[w], level) })
					t.offer(exactly(tail), s.lnC().times(div(half, level)))
				}
			}
			if t.pair == nil { // no sum is above 0, and one t shows it as well as another
				t.offer(exactly(zero), s.lnC().times(half))
			}
			return []*pair{t.pair}
		},
	},
	{
		id:    "merging/nature",
		needs: "sources nature operator mimic horizon",
		given: []hypothesis{natureWithinOperator, natureWithinMimic},
		parts: []part{{relation: "<="}},
		sides: func(s *scenario) []*pair {
			budget := ln(constant(s.nature, s.operator)).plus(ln(constant(s.nature, s.mimic)))
			return []*pair{{exactly(s.sumTV(s.nature, 2)), budget}}
		},
	},
	{
		id:    "merging/identical-support",
		needs: "sources operator mimic horizon",
		given: []hypothesis{dominated, dominating},
		parts: []part{{name: "operator", relation: "<="}, {name: "mimic", relation: "<="}},
		sides: func(s *scenario) []*pair {
			return []*pair{
				{stepKL(s.operator, s.mimic, s.horizon), ln(constant(s.operator, s.mimic))},
				{stepKL(s.mimic, s.operator, s.horizon), ln(constant(s.mimic, s.operator))},
			}
		},
	},
	{
		id:    "merging/refined-budget",
		needs: "sources operator mimic horizon",
		given: []hypothesis{dominatedOnHistories},
		parts: []part{{relation: "<="}},
		sides: func(s *scenario) []*pair {
			sum := mul(rat(2, 1), s.sumTV(s.operator, 2))
			sum = add(sum, mul(rat(4, 9), s.sumTV(s.operator, 4)))
			sum = add(sum, mul(rat(32, 135), s.sumTV(s.operator, 6)))
			return []*pair{{exactly(sum), s.futureKL(0)}}
		},
	},
	{
		id:    "merging/exponential",
		needs: "sources operator mimic horizon",
		given: []hypothesis{dominated},
		parts: []part{{relation: "<="}},
		sides: func(s *scenario) []*pair {
			mean := s.operator.expected(s.horizon, func(w string) *big.Rat {
				product := one
				for n := range s.horizon {
					product = mul(product, add(one, mul(half, power(s.stepTV(w[:n]), 2))))
				}
				return product
			})
			return []*pair{{exactly(power(mean, 2)), exactly(constant(s.operator, s.mimic))}}
		},
	},
	{
		id:    "merging/weighted-nature",
		needs: "sources nature operator mimic horizon",
		given: []hypothesis{natureWithinOperator, natureWithinMimic},
		parts: []part{{relation: "<="}},
		sides: func(s *scenario) []*pair {
			left := exactly(s.sumTV(s.nature, 2))
			toOperator, toMimic := ln(constant(s.nature, s.operator)), ln(constant(s.nature, s.mimic))
			var t tightest
			for lambda := rat(1, 8); !less(rat(8, 1), lambda); lambda = add(lambda, lambda) {
				first := toOperator.times(mul(half, add(one, lambda)))
				second := toMimic.times(mul(half, add(one, div(one, lambda))))
				t.offer(left, first.plus(second))
			}
			return []*pair{t.pair}
		},
	},
	{
		id:    "merging/certificate",
		needs: "sources operator mimic horizon",
		given: []hypothesis{dominated},
		parts: []part{{name: "distance", relation: "<="}, {name: "inverse", relation: "<="}, {name: "ville", relation: "<="}},
		sides: func(s *scenario) []*pair {
			c := constant(s.operator, s.mimic)
			var distance, inverse, ville tightest
			for n := range s.horizon + 1 {
				for _, h := range s.operator.held(n) {
					bound := sub(one, div(s.z(h), c))
					distance.offer(exactly(tv(s.operator.future(h, s.horizon), s.mimic.future(h, s.horizon))),
						exactly(bound))
				}
			}
			for n := range s.horizon + 1 {
				mean := s.operator.expected(n, func(h string) *big.Rat { return div(one, s.z(h)) })
				inverse.offer(exactly(mean), exactly(one))
			}
			for _, delta := range s.levels(s.leastZ) {
				low := s.operator.probability(s.horizon, func(w string) bool { return !less(delta, s.leastZ(w)) })
				ville.offer(exactly(low), exactly(delta))
			}
			return []*pair{distance.pair, inverse.pair, ville.pair}
		},
	},
	{
		id:    "merging/own-observations",
		needs: "sources operator mimic horizon",
		given: []hypothesis{dominated, mimicExchangeable},
		parts: []part{{name: "ratio", relation: "<="}, {name: "distance", relation: "<="}},
		sides: func(s *scenario) []*pair {
			c := constant(s.operator, s.mimic)
			var ratio, distance tightest
			for n := range s.horizon + 1 {
				for _, h := range s.operator.held(n) {
					own := mul(orders(s.mimic.k, h), s.operator.P(h))
					ratio.offer(exactly(own), exactly(s.z(h)))
					bound := sub(one, div(own, c))
					distance.offer(exactly(tv(s.operator.future(h, s.horizon), s.mimic.future(h, s.horizon))),
						exactly(bound))
				}
			}
			return []*pair{ratio.pair, distance.pair}
		},
	},
	{
		id:    "merging/budget-left",
		needs: "sources operator mimic horizon",
		given: []hypothesis{dominated},
		parts: []part{{name: "after", relation: "<="}, {name: "always", relation: "<="}},
		sides: func(s *scenario) []*pair {
			c := constant(s.operator, s.mimic)
			left := map[string]*Number{}
			var after, always tightest
			for n := range s.horizon + 1 {
				for _, h := range s.operator.held(n) {
					left[h] = kl(s.operator.future(h, s.horizon), s.mimic.future(h, s.horizon))
					after.offer(left[h], ln(div(c, s.z(h))))
				}
			}
			rising := slices.SortedFunc(maps.Values(left), (*Number).Cmp)
			place := map[string]int{} // comparing logarithms takes long
			for h, nats := range left {
				place[h], _ = slices.BinarySearchFunc(rising, nats, (*Number).Cmp)
			}
			for i, nats := range rising { // that somewhere are left
				if i > 0 && rising[i-1].Cmp(nats) == 0 {
					continue
				}
				often := s.operator.probability(s.horizon, func(w string) bool {
					for n := range s.horizon + 1 {
						if at, held := place[w[:n]]; held && at >= i {
							return true
						}
					}
					return false
				})
				always.offer(nats, ln(div(c, often)))
			}
			return []*pair{after.pair, always.pair}
		},
	},
	{
		id:    "merging/lebesgue",
		needs: "sources operator mimic horizon",
		given: []hypothesis{fewSources},
		parts: []part{
			{name: "rises", relation: "<="},
			{name: "singular", relation: "<=", given: []hypothesis{densityBounded}},
			{name: "chain", relation: "=", given: []hypothesis{fewJointStates}},
		},
		sides: func(s *scenario) []*pair {
			factors := []*big.Rat{one, rat(2, 1)}
			bound, sigma := density(s.operator, s.mimic), singular(s.operator, s.mimic)
			if bound != nil {
				factors = append(factors, bound)
			}
			var rises, below tightest
			for n := range s.horizon {
				for _, k := range factors {
					rises.offer(exactly(s.surplus(k, n)), exactly(s.surplus(k, n+1)))
				}
			}
			for n := range s.horizon + 1 {
				if bound != nil {
					below.offer(exactly(s.surplus(bound, n)), exactly(sigma))
				}
			}
			return []*pair{rises.pair, below.pair, {exactly(sigma), exactly(singularByMeeting(s.operator, s.mimic))}}
		},
	},
	{
		id:    "merging/dichotomy",
		needs: "sources operator mimic horizon",
		given: []hypothesis{fewSources, fewJointStates},
		parts: []part{{name: "martingale", relation: "="}, {name: "distance", relation: "<=", given: []hypothesis{densityBounded}}},
		sides: func(s *scenario) []*pair {
			merging := map[string]*big.Rat{}
			for n := range s.horizon + 1 {
				for _, h := range s.operator.held(n) {
					if merging[h] = zero; s.mimic.P(h).Sign() > 0 {
						merging[h] = sub(one, singular(s.operator.given(h), s.mimic.given(h)))
					}
				}
			}
			var martingale, distance tightest
			for n := range s.horizon + 1 {
				for _, h := range s.operator.held(n) {
					if n < s.horizon {
						mean := zero
						for x, p := range s.operator.forecast(h) {
							if p.Sign() > 0 {
								mean = add(mean, mul(p, merging[h+letter(x)]))
							}
						}
						martingale.offer(exactly(mean), exactly(merging[h]))
					}
					overlap := zero
					if s.mimic.P(h).Sign() > 0 {
						if bound := density(s.operator.given(h), s.mimic.given(h)); bound != nil {
							overlap = div(merging[h], largest(one, bound))
						}
					}
					distance.offer(exactly(tv(s.operator.future(h, s.horizon), s.mimic.future(h, s.horizon))),
						exactly(sub(one, overlap)))
				}
			}
			return []*pair{martingale.pair, distance.pair}
		},
	},
	{
		id:    "merging/no-frequencies",
		needs: "sources nature operator mimic horizon",
		given: []hypothesis{natureDetermined},
		parts: []part{{name: "swings", relation: "<="}, {name: "merges", relation: "<="}},
		sides: func(s *scenario) []*pair {
			// Along nature's one course w: how far the frequency of an outcome still moves in its second half, and how
			// far the forecasts are apart at its end.
			w := s.course()
			if s.operator.P(w).Sign() == 0 {
				return []*pair{nil, nil}
			}
			swing := zero
			for x := range s.nature.k {
				var frequencies []*big.Rat
				for n := max(1, s.horizon/2); n <= s.horizon; n++ {
					count := n - len(without(w[:n], x))
					frequencies = append(frequencies, rat(int64(count), int64(n)))
				}
				swing = largest(swing, sub(largest(frequencies...), smallest(frequencies...)))
			}
			return []*pair{
				{exactly(rat(1, 3)), exactly(swing)},
				{exactly(s.stepTV(w)), exactly(power(half, s.horizon-1))},
			}
		},
	},
	{
		id:    "merging/converse",
		needs: "sources operator mimic horizon",
		given: []hypothesis{independentDraws},
		parts: []part{{relation: "<="}},
		sides: func(s *scenario) []*pair {
			a, m := s.operator.weights(), s.mimic.weights()
			shares := func(i int) bool {
				return slices.ContainsFunc(positive(m),
					func(j int) bool { return tv(s.states[i].emit, s.states[j].emit).Sign() == 0 })
			}
			var t tightest
			for n := range s.horizon + 1 {
				least := zero
				for _, i := range positive(a) {
					if shares(i) {
						continue
					}
					least = add(least, a[i])
					for _, j := range positive(m) {
						d := tv(s.states[i].emit, s.states[j].emit)
						least = sub(least, power(sub(one, power(d, 2)), (s.horizon-n)/2))
					}
				}
				t.offer(exactly(least), exactly(s.futureTV(n)))
			}
			return []*pair{t.pair}
		},
	},
	{
		id:    "merging/finite-dominance",
		needs: "operator mimic horizon",
		given: []hypothesis{dominatedBothWays, settles},
		parts: []part{{relation: "="}},
		sides: func(s *scenario) []*pair {
			// What E_A TV_n is from the first step that recurs for ever, as long as it takes to recur.
			from, again := s.recurrence()
			var t tightest
			for n := from; n < again; n++ {
				t.offer(exactly(s.operator.expected(n, s.stepTV)), exactly(zero))
			}
			return []*pair{t.pair}
		},
	},
	{
		id:    "merging/steady",
		needs: "operator mimic horizon",
		given: []hypothesis{dominatedOnHistories},
		parts: []part{{relation: "<="}},
		sides: func(s *scenario) []*pair {
			var t tightest
			for n := range s.horizon {
				t.offer(exactly(s.futureTV(n+1)), exactly(s.futureTV(n)))
			}
			return []*pair{t.pair}
		},
	},
	{
		id:    "merging/doubling",
		needs: "operator mimic horizon",
		parts: []part{{relation: "<="}},
		sides: func(s *scenario) []*pair {
			var t tightest
			for n := range s.horizon {
				for m := n + 1; m <= s.horizon; m++ {
					t.offer(exactly(s.futureTV(m)), exactly(mul(rat(2, 1), s.futureTV(n))))
				}
			}
			return []*pair{t.pair}
		},
	},
	{
		id:    "merging/kl-steady",
		needs: "operator mimic horizon",
		parts: []part{{relation: "<="}},
		sides: func(s *scenario) []*pair {
			var t tightest
			for n := range s.horizon {
				t.offer(s.futureKL(n+1), s.futureKL(n))
			}
			return []*pair{t.pair}
		},
	},
	{
		id:    "merging/urn",
		needs: "sources operator mimic horizon",
		given: []hypothesis{operatorExchangeable, mimicIsUnitUrn},
		parts: []part{{name: "dominated", relation: "<="}, {name: "average", relation: "<="}},
		sides: func(s *scenario) []*pair {
			k := int64(s.mimic.k)
			types := func(n int) *big.Rat { return new(big.Rat).SetInt(new(big.Int).Binomial(int64(n)+k-1, k-1)) }
			var t tightest
			for n := range s.horizon + 1 {
				for _, h := range histories(s.mimic.k, "", n) {
					t.offer(exactly(s.operator.P(h)), exactly(mul(types(n), s.mimic.P(h))))
				}
			}
			mean := rat(1, int64(s.horizon))
			return []*pair{t.pair, {stepKL(s.operator, s.mimic, s.horizon).times(mean),
				ln(types(s.horizon)).times(mean)}}
		},
	},
}

// z is the operator's likelihood ratio A(h)/M(h), where M(h) > 0.
func (s *scenario) z(h string) *big.Rat { return div(s.operator.P(h), s.mimic.P(h)) }

// leastZ is min Z_n along w.
func (s *scenario) leastZ(w string) *big.Rat {
	least := s.z("")
	for n := range w {
		least = smallest(least, s.z(w[:n+1]))
	}
	return least
}

// levels are ε or, where there is none, the values of f on the histories that the operator holds possible, rising: all
// that an event f ≥ t or f ≤ t can turn on.
func (s *scenario) levels(f func(w string) *big.Rat) (list []*big.Rat) {
	if s.epsilon != nil {
		return []*big.Rat{s.epsilon}
	}
	for _, w := range s.operator.held(s.horizon) {
		list = append(list, f(w))
	}
	slices.SortFunc(list, (*big.Rat).Cmp)
	return slices.CompactFunc(list, equal)
}

// stepTV is the distance of the one-step forecasts of operator and mimic after h.
func (s *scenario) stepTV(h string) *big.Rat { return tv(s.operator.forecast(h), s.mimic.forecast(h)) }

// sumTV is Σ_{n<L} E TV_n^p.
func (s *scenario) sumTV(under *law, p int) *big.Rat {
	sum := zero
	for n := range s.horizon {
		sum = add(sum, under.expected(n, func(h string) *big.Rat { return power(s.stepTV(h), p) }))
	}
	return sum
}

// futureTV is E_A TV_{n→L}.
func (s *scenario) futureTV(n int) *big.Rat { return futureTV(s.operator, s.mimic, n, s.horizon) }

func futureTV(a, m *law, n, horizon int) *big.Rat {
	return a.expected(n, func(h string) *big.Rat { return tv(a.future(h, horizon), m.future(h, horizon)) })
}

// futureKL is E_A KL_{n→L}.
func (s *scenario) futureKL(n int) *Number {
	return s.operator.expectedLog(n, func(h string) *Number {
		return kl(s.operator.future(h, s.horizon), s.mimic.future(h, s.horizon))
	})
}

// stepKL is Σ_{n<L} E_a KL(a(·|h)‖m(·|h)).
func stepKL(a, m *law, horizon int) *Number {
	sum := exactly(zero)
	for n := range horizon {
		sum = sum.plus(a.expectedLog(n, func(h string) *Number { return kl(a.forecast(h), m.forecast(h)) }))
	}
	return sum
}

// bound is a C with a ≤ C·m: max a_s/m_s over the weights of the start states with a_s > 0 or, where m gives one of
// them none, what comes of laying source beside source; ∞ where neither gives one.
func bound(a, m *law) *Number {
	if !startsWithin(a, m) {
		if !few(a.states) {
			return infinity
		}
		return laid(a, m)
	}
	c := zero
	for i, w := range a.weights() {
		if w.Sign() > 0 {
			c = largest(c, div(w, m.weights()[i]))
		}
	}
	return exactly(c)
}

// constant is that C, of laws that have one.
func constant(a, m *law) *big.Rat { return bound(a, m).rational }

// lnC is the operator's budget.
func (s *scenario) lnC() *Number { return ln(constant(s.operator, s.mimic)) }

// orders is how many orders the outcomes of h have.
func orders(k int, h string) *big.Rat {
	factorial := func(n int64) *big.Rat { return new(big.Rat).SetInt(new(big.Int).MulRange(1, n)) }
	count := factorial(int64(len(h)))
	for x := range k {
		count = div(count, factorial(int64(len(h)-len(without(h, x)))))
	}
	return count
}

// without is h without an outcome.
func without(h string, x int) (rest string) {
	for _, y := range []byte(h) {
		if int(y) != x {
			rest += letter(int(y))
		}
	}
	return rest
}

// positive lists where weights are positive.
func positive(weights []*big.Rat) (list []int) {
	for i, w := range weights {
		if w.Sign() > 0 {
			list = append(list, i)
		}
	}
	return list
}

// startsWithin reports whether every start state that a gives weight gets some from m.
func startsWithin(a, m *law) bool {
	return !slices.ContainsFunc(positive(a.weights()), func(i int) bool { return m.weights()[i].Sign() == 0 })
}

func startsDominated(s *scenario) bool { return startsWithin(s.operator, s.mimic) }

func within(a, m *law) bool { return bound(a, m).infinite == 0 }

func dominated(s *scenario) bool            { return within(s.operator, s.mimic) }
func dominating(s *scenario) bool           { return within(s.mimic, s.operator) }
func natureWithinOperator(s *scenario) bool { return within(s.nature, s.operator) }
func natureWithinMimic(s *scenario) bool    { return within(s.nature, s.mimic) }

// heldBy reports whether m holds possible whatever of so many outcomes a does.
func heldBy(a, m *law, n int) bool {
	return !slices.ContainsFunc(a.held(n), func(h string) bool { return m.P(h).Sign() == 0 })
}

func dominatedOnHistories(s *scenario) bool { return heldBy(s.operator, s.mimic, s.horizon) }
func dominatedBothWays(s *scenario) bool {
	return dominatedOnHistories(s) && heldBy(s.mimic, s.operator, s.horizon)
}

// course is what nature does for certain: as much of it as is certain.
func (s *scenario) course() (w string) {
	for range s.horizon {
		x := slices.IndexFunc(s.nature.forecast(w), func(p *big.Rat) bool { return equal(p, one) })
		if x < 0 {
			return w
		}
		w += letter(x)
	}
	return w
}

func natureDetermined(s *scenario) bool { return len(s.course()) == s.horizon }

// settles reports whether what operator and mimic believe together recurs within the horizon.
func settles(s *scenario) bool {
	from, again := s.recurrence()
	return from < again
}

// recurrence is that of the joint beliefs of operator and mimic, under the operator.
func (s *scenario) recurrence() (from, again int) {
	return s.operator.recurrence(s.horizon, func(h string) string {
		return s.operator.belief(h) + "|" + s.mimic.belief(h)
	})
}

// recurrence finds the first step at which what is believed has the law that it had at an earlier step: from there on
// all recurs. It gives the same step twice where there is none.
func (l *law) recurrence(horizon int, believed func(h string) string) (from, again int) {
	var laws []map[string]*big.Rat
	for n := range horizon + 1 {
		beliefs := map[string]*big.Rat{}
		for _, h := range l.held(n) {
			key := believed(h)
			if beliefs[key] == nil {
				beliefs[key] = zero
			}
			beliefs[key] = add(beliefs[key], l.P(h))
		}
		earlier := slices.IndexFunc(laws, func(l map[string]*big.Rat) bool { return maps.EqualFunc(l, beliefs, equal) })
		if earlier >= 0 {
			return earlier, n
		}
		laws = append(laws, beliefs)
	}
	return 0, 0
}

// stays reports whether a state succeeds itself, whatever it emits.
func (l *law) stays(i int) bool {
	for x, p := range l.states[i].emit {
		if p.Sign() > 0 && l.states[i].next[x] != i {
			return false
		}
	}
	return true
}

// drawsOrUrns reports whether every start state with weight draws independently or is an urn, draws whether none is an
// urn.
func (l *law) drawsOrUrns() bool {
	return !slices.ContainsFunc(positive(l.weights()),
		func(i int) bool { return l.states[i].urn == nil && !l.stays(i) })
}

func (l *law) draws() bool {
	return l.drawsOrUrns() && !slices.ContainsFunc(positive(l.weights()),
		func(i int) bool { return l.states[i].urn != nil })
}

func mimicExchangeable(s *scenario) bool       { return s.mimic.drawsOrUrns() }
func operatorExchangeable(s *scenario) bool    { return s.operator.drawsOrUrns() }
func mimicDrawsIndependently(s *scenario) bool { return s.mimic.draws() }
func independentDraws(s *scenario) bool        { return s.operator.draws() && s.mimic.draws() }

func mimicIsUnitUrn(s *scenario) bool {
	only := positive(s.mimic.weights())
	if len(only) > 1 || s.history != "" {
		return false
	}
	urn := s.states[only[0]].urn
	return urn != nil && !slices.ContainsFunc(urn, func(q *big.Rat) bool { return !equal(q, one) })
}
