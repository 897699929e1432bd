package oracle

import (
	"math/big"
	"slices"
)

// steps are the pairs of neighbours along a path; of a path of one base that from where it begins.
func steps(path []*big.Rat, begins *big.Rat) (list [][2]*big.Rat) {
	if len(path) == 1 {
		return [][2]*big.Rat{{begins, path[0]}}
	}
	for i := 1; i < len(path); i++ {
		list = append(list, [2]*big.Rat{path[i-1], path[i]})
	}
	return list
}

// factors are t(x) = b^r(x), 0 for a reward of -∞.
func (s *scenario) factors(b *big.Rat) (t []*big.Rat) {
	for _, r := range s.tilt.reward {
		t = append(t, exponential(b, r))
	}
	return t
}

// exponential is b^r for an integer r, 0 for r = -∞.
func exponential(b, r *big.Rat) *big.Rat {
	if r == nil {
		return zero
	}
	return power(b, int(r.Num().Int64()))
}

// tuned is π*(x) = p(x)·t(x)/Σ p·t at base b, nil where there is no optimum.
func (s *scenario) tuned(b *big.Rat) []*big.Rat { return reweighed(s.p(), s.factors(b)) }

// optimum is π* at the base of the tilt.
func (s *scenario) optimum() []*big.Rat { return s.tuned(s.tilt.base) }

// earned is E_π[r].
func (s *scenario) earned(pi []*big.Rat) *Number {
	for x, r := range s.tilt.reward {
		if r == nil && pi[x].Sign() > 0 {
			return infinity.times(integer(-1))
		}
	}
	return exactly(mean(pi, s.tilt.reward))
}

// objective is J(π)/β = E_π[r]·ln b - KL(π‖p).
func (s *scenario) objective(pi []*big.Rat) *Number {
	earned, spent := s.earned(pi), kl(pi, s.p())
	if earned.infinite != 0 || spent.infinite != 0 {
		return infinity.times(integer(-1))
	}
	return ln(s.tilt.base).times(earned.rational).minus(spent)
}

// highest are the outcomes of the highest reward of all, possible or not.
func (s *scenario) highest() []bool {
	certain := at(len(s.outcomes), func(int) *big.Rat { return one })
	return best(certain, s.tilt.reward)
}

// rewards are the different rewards that p can earn, rising, nil for -∞.
func (s *scenario) rewards() (list []*big.Rat) {
	for x, r := range s.tilt.reward {
		if s.p()[x].Sign() > 0 && !slices.ContainsFunc(list, func(q *big.Rat) bool { return sameReward(q, r) }) {
			list = append(list, r)
		}
	}
	slices.SortFunc(list, compareRewards)
	return list
}

func compareRewards(a, b *big.Rat) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return -1
	case b == nil:
		return 1
	}
	return a.Cmp(b)
}

func sameReward(a, b *big.Rat) bool { return compareRewards(a, b) == 0 }

// earning are the outcomes of a reward.
func (s *scenario) earning(r *big.Rat) []bool {
	return event(len(s.outcomes), func(x int) bool { return sameReward(s.tilt.reward[x], r) })
}

func optimumExists(s *scenario) bool   { return s.optimum() != nil }
func successPossible(s *scenario) bool { return inside(s.p(), s.highest()).Sign() > 0 }

func challengerDominated(s *scenario) bool { return dominates(s.p(), s.challenger) }

func rewardIsSuccess(s *scenario) bool {
	return !slices.ContainsFunc(s.tilt.reward, func(r *big.Rat) bool { return r != nil && r.Sign() != 0 })
}

func rewardTwoValued(s *scenario) bool {
	different := slices.SortedFunc(slices.Values(s.tilt.reward), compareRewards)
	return len(slices.CompactFunc(different, sameReward)) == 2
}

func earnsAsMuch(s *scenario) bool { return s.earned(s.challenger).Cmp(s.earned(s.optimum())) >= 0 }

// deciding are the features of which the reward is a function.
func (s *scenario) deciding() (list []feature) {
	for _, f := range s.features {
		if f.decides(s.tilt.reward) {
			list = append(list, f)
		}
	}
	return list
}

func featureDecides(s *scenario) bool { return len(s.deciding()) > 0 }

var tiltClaims = []claim{
	{
		id:    "tilt/optimum",
		needs: "mimic tilt challenger",
		given: []hypothesis{challengerGiven, optimumExists},
		parts: []part{{relation: "="}},
		sides: func(s *scenario) []*pair {
			return []*pair{{s.objective(s.optimum()).minus(s.objective(s.challenger)), kl(s.challenger, s.optimum())}}
		},
	},
	{
		id:    "tilt/conditioning",
		needs: "mimic tilt",
		given: []hypothesis{rewardIsSuccess, successPossible},
		parts: []part{{relation: "="}},
		sides: func(s *scenario) []*pair {
			var t tightest
			t.each(s.optimum(), given(s.p(), s.highest()))
			return []*pair{t.pair}
		},
	},
	{
		id:    "tilt/synchrony",
		needs: "mimic features tilt",
		given: []hypothesis{optimumExists, featureDecides},
		parts: []part{{relation: "="}},
		sides: func(s *scenario) []*pair {
			var t tightest
			for _, f := range s.deciding() {
				for _, cell := range f.eachCell() {
					if after := given(s.optimum(), cell); after != nil {
						t.each(after, given(s.p(), cell))
					}
				}
			}
			return []*pair{t.pair}
		},
	},
	{
		id:    "tilt/one-feature",
		needs: "mimic features challenger second-feature",
		given: []hypothesis{challengerGiven, challengerDominated,
			func(s *scenario) bool { return len(s.keeping()) > 0 }},
		parts: []part{{relation: "="}},
		sides: func(s *scenario) []*pair {
			var t tightest
			for _, f := range s.keeping() {
				for _, h := range s.features {
					for _, cell := range f.eachCell() {
						if after := given(s.challenger, cell); after != nil && h.name != f.name {
							t.each(h.image(after), h.image(given(s.p(), cell)))
						}
					}
				}
			}
			return []*pair{t.pair}
		},
	},
	{
		id:    "tilt/synchrony-converse",
		needs: "mimic features challenger",
		given: []hypothesis{challengerGiven, challengerDominated},
		parts: []part{{name: "cells", relation: "="}, {name: "distance", relation: "="}},
		sides: func(s *scenario) []*pair {
			p, pi := s.p(), s.challenger
			var cells, distance furthest
			for _, f := range s.features {
				moved, uneven := zero, zero // in how many cells is π(·|c) ≠ p(·|c), in how many π/p not constant
				left, right := zero, zero
				for _, cell := range f.eachCell() {
					before, after := given(p, cell), given(pi, cell)
					if after != nil {
						moved = add(moved, truth(!sameLists(before, after)))
						left = add(left, mul(inside(pi, cell), tv(before, after)))
					}
					constant := true
					for x := range p {
						if cell[x] && p[x].Sign() > 0 {
							average := div(inside(pi, cell), inside(p, cell)) // E_p[π/p|F]
							difference := sub(div(pi[x], p[x]), average)
							constant = constant && difference.Sign() == 0
							right = add(right, mul(p[x], mul(half, abs(difference))))
						}
					}
					uneven = add(uneven, truth(!constant))
				}
				cells.offerRational(moved, uneven)
				distance.offerRational(left, right)
			}
			return []*pair{cells.pair, distance.pair}
		},
	},
	{
		id:    "tilt/softness",
		needs: "mimic tilt",
		given: []hypothesis{rewardTwoValued, successPossible},
		parts: []part{
			{name: "mixture", relation: "="}, {name: "lambda-from", relation: "<="}, {name: "lambda-to", relation: "<="},
			{name: "lambda-rises", relation: "<="}, {name: "segment", relation: "="},
		},
		sides: func(s *scenario) []*pair {
			p, pi, success := s.p(), s.optimum(), given(s.p(), s.highest())
			lambda := func(b *big.Rat) *big.Rat { // (t(success) - t(fail))·p(success)/E_p[t]
				t := s.factors(b)
				return div(mul(sub(largest(t...), smallest(t...)), inside(p, s.highest())), mean(p, t))
			}
			l := lambda(s.tilt.base)
			var mixture, rises tightest
			mixture.each(pi, mixed(l, p, success))
			for _, step := range steps(s.path, s.path[0]) {
				rises.offerRational(lambda(step[0]), lambda(step[1]))
			}
			return []*pair{
				mixture.pair, rationals(zero, l), rationals(l, one), rises.pair,
				rationals(add(tv(p, pi), tv(pi, success)), tv(p, success)),
			}
		},
	},
	{
		id:    "tilt/path",
		needs: "mimic tilt",
		given: []hypothesis{optimumExists},
		parts: []part{{name: "reward", relation: "<="}, {name: "divergence", relation: "<="}},
		sides: func(s *scenario) []*pair {
			var reward, divergence tightest
			for _, step := range steps(s.path, s.path[0]) {
				now, next := s.tuned(step[0]), s.tuned(step[1])
				reward.offer(s.earned(now), s.earned(next))
				divergence.offer(kl(now, s.p()), kl(next, s.p()))
			}
			return []*pair{reward.pair, divergence.pair}
		},
	},
	{
		id:    "tilt/pareto",
		needs: "mimic tilt challenger",
		given: []hypothesis{challengerGiven, optimumExists, earnsAsMuch},
		parts: []part{{relation: "<="}},
		sides: func(s *scenario) []*pair { return []*pair{{kl(s.optimum(), s.p()), kl(s.challenger, s.p())}} },
	},
	{
		id:    "tilt/collapse",
		needs: "mimic tilt",
		given: []hypothesis{optimumExists},
		parts: []part{
			{name: "optimal", relation: "="}, {name: "unique", relation: "="}, {name: "worst", relation: "="},
			{name: "limit", relation: "="}, {name: "nears", relation: "<="}, {name: "vanishes", relation: "<="},
		},
		sides: func(s *scenario) []*pair {
			p, top := s.p(), best(s.p(), s.tilt.reward)
			limit, m := given(p, top), inside(p, top)
			var second *big.Rat
			most := smallest() // the largest reward that p can earn
			var points [][]*big.Rat
			for x := range p {
				if top[x] {
					most = s.tilt.reward[x]
					points = append(points, at(len(p), func(y int) *big.Rat { return truth(x == y) }))
				}
			}
			var optimal, limits furthest
			var nears, vanishes tightest
			apart, worst, rarest := zero, zero, one
			for x, point := range points {
				optimal.offer(s.earned(point), exactly(most))
				worst = largest(worst, tv(point, limit))
				rarest = smallest(rarest, mean(point, limit))
				for _, other := range points[:x] {
					apart = largest(apart, tv(point, other))
				}
			}
			distance := func(b *big.Rat) *big.Rat { return tv(s.tuned(b), limit) }
			ahead := one // of the next reward
			for x, r := range s.tilt.reward {
				if p[x].Sign() > 0 && !top[x] && r != nil && (second == nil || less(second, r)) {
					second, ahead = r, sub(most, r)
				}
			}
			for _, b := range s.path {
				limits.offerRational(distance(b), sub(one, div(mul(m, exponential(b, most)), mean(p, s.factors(b)))))
				vanishes.offerRational(distance(b), div(sub(one, m), add(mul(m, exponential(b, ahead)), sub(one, m))))
			}
			for _, step := range steps(s.path, s.path[0]) {
				nears.offerRational(distance(step[1]), distance(step[0]))
			}
			return []*pair{
				optimal.pair, rationals(apart, truth(len(points) > 1)), rationals(worst, sub(one, rarest)),
				limits.pair, nears.pair, vanishes.pair,
			}
		},
	},
	{
		id:    "tilt/rounds",
		needs: "mimic tilt",
		given: []hypothesis{optimumExists},
		parts: []part{{name: "composes", relation: "="}, {name: "spent", relation: "<="}},
		sides: func(s *scenario) []*pair {
			var composes, spent tightest
			round, sum := s.p(), exactly(zero)
			for n := 1; n <= 4; n++ {
				next := reweighed(round, s.factors(s.tilt.base))
				sum = sum.plus(kl(next, round))
				round = next
				composes.each(round, s.tuned(power(s.tilt.base, n)))
				if n == 2 {
					spent = tightest{} // one round is the whole
				}
				spent.offer(sum, kl(round, s.p()))
			}
			return []*pair{composes.pair, spent.pair}
		},
	},
	{
		id:    "tilt/tracked",
		needs: "mimic features tilt",
		given: []hypothesis{optimumExists, featureDecides},
		parts: []part{{name: "law", relation: "="}, {name: "moves", relation: "<="}, {name: "divergence", relation: "="}},
		sides: func(s *scenario) []*pair {
			p, pi := s.p(), s.optimum()
			var law, moves tightest
			var divergence furthest
			for _, f := range s.deciding() {
				for _, g := range s.features {
					moved := zeros(len(g.cells)) // Σ_f π*(F=f)·p(G|F=f)
					delta := zero
					for _, cell := range f.eachCell() {
						for _, other := range f.eachCell() {
							if inside(p, cell).Sign() > 0 && inside(p, other).Sign() > 0 {
								delta = largest(delta, tv(g.image(given(p, cell)), g.image(given(p, other))))
							}
						}
						if weight := inside(pi, cell); weight.Sign() > 0 {
							then := g.image(given(p, cell))
							moved = at(len(moved), func(c int) *big.Rat { return add(moved[c], mul(weight, then[c])) })
						}
					}
					law.each(g.image(pi), moved)
					moves.offerRational(tv(g.image(pi), g.image(p)), mul(delta, tv(f.image(pi), f.image(p))))
				}
				divergence.offer(kl(pi, p), kl(f.image(pi), f.image(p)))
			}
			return []*pair{law.pair, moves.pair, divergence.pair}
		},
	},
	{
		id:    "tilt/best-of-n",
		needs: "mimic horizon tilt",
		parts: []part{
			{name: "law", relation: "="}, {name: "divergence", relation: "<="}, {name: "wins", relation: "<="},
			{name: "tilt", relation: "<=", given: []hypothesis{optimumExists}},
		},
		sides: func(s *scenario) []*pair {
			p, n, bestOf := s.p(), s.horizon, s.bestOf()
			formula := at(len(p), func(x int) *big.Rat { // p(x|r)·(F(r)ⁿ - F₋(r)ⁿ)
				r, atMost, below := s.tilt.reward[x], zero, zero
				for y, other := range s.tilt.reward {
					if compareRewards(other, r) <= 0 {
						atMost = add(atMost, p[y])
					}
					if compareRewards(other, r) < 0 {
						below = add(below, p[y])
					}
				}
				if p[x].Sign() == 0 {
					return zero
				}
				return mul(div(p[x], sub(atMost, below)), sub(power(atMost, n), power(below, n)))
			})
			var law tightest
			law.each(bestOf, formula)
			wins := zero
			for x := range p {
				for y := range p {
					chance := mul(bestOf[x], p[y])
					switch compareRewards(s.tilt.reward[x], s.tilt.reward[y]) {
					case 1:
						wins = add(wins, chance)
					case 0:
						wins = add(wins, mul(half, chance))
					}
				}
			}
			pairs := []*pair{law.pair, {kl(bestOf, p), bestOfBound(n)}, rationals(wins, rat(int64(n), int64(n+1))), nil}
			if optimumExists(s) {
				pairs[3] = &pair{s.objective(bestOf), s.objective(s.optimum())}
			}
			return pairs
		},
	},
	{
		id:    "tilt/best-of-n-divergence",
		needs: "mimic horizon tilt",
		parts: []part{{relation: "="}},
		sides: func(s *scenario) []*pair { return []*pair{{kl(s.bestOf(), s.p()), bestOfBound(s.horizon)}} },
	},
	{
		id:    "tilt/covariance",
		needs: "mimic success tilt",
		given: []hypothesis{optimumExists},
		parts: []part{{name: "step", relation: "="}, {name: "slope", relation: "="}},
		sides: func(s *scenario) []*pair {
			p, v := s.p(), s.success
			var step, slope furthest
			for _, b := range s.path {
				pi, t := s.tuned(b), s.factors(b)
				covariance := sub(mean(p, products(v, t)), mul(mean(p, v), mean(p, t)))
				step.offerRational(sub(mean(pi, v), mean(p, v)), div(covariance, mean(p, t)))
				slope.offerRational(s.valueSlope(b), sub(mean(pi, products(v, s.tilt.reward)),
					mul(mean(pi, v), mean(pi, s.tilt.reward))))
			}
			return []*pair{step.pair, slope.pair}
		},
	},
	{
		id:    "tilt/rising-value",
		needs: "mimic success tilt",
		given: []hypothesis{optimumExists, func(s *scenario) bool {
			levels := s.rewards()
			for i := 1; i < len(levels); i++ {
				v := func(r *big.Rat) *big.Rat { return mean(given(s.p(), s.earning(r)), s.success) }
				if less(v(levels[i]), v(levels[i-1])) {
					return false
				}
			}
			return true
		}},
		parts: []part{{relation: "<="}},
		sides: func(s *scenario) []*pair { return []*pair{s.valueFalls()} },
	},
	{
		id:    "tilt/correlated-value",
		needs: "mimic success tilt",
		given: []hypothesis{optimumExists, func(s *scenario) bool {
			p, v, r := s.p(), s.success, s.tilt.reward
			if s.earned(p).infinite != 0 {
				return false
			}
			return sub(mean(p, products(v, r)), mul(mean(p, v), mean(p, r))).Sign() > 0
		}},
		parts: []part{{relation: "<="}},
		sides: func(s *scenario) []*pair { return []*pair{s.valueFalls()} },
	},
}

// valueSlope is b times the derivative of E_π[V] = n(b)/d(b) by b, where n and d are sums of w·b^r, whose derivatives
// are sums of w·r·b^(r-1).
func (s *scenario) valueSlope(b *big.Rat) *big.Rat {
	n, d, dn, dd := zero, zero, zero, zero
	for x, r := range s.tilt.reward {
		if r == nil {
			continue
		}
		w, exponent := s.p()[x], int(r.Num().Int64())
		derivative := mul(r, power(b, exponent-1))
		n, dn = add(n, mul(mul(w, s.success[x]), power(b, exponent))), add(dn, mul(mul(w, s.success[x]), derivative))
		d, dd = add(d, mul(w, power(b, exponent))), add(dd, mul(w, derivative))
	}
	return mul(b, div(sub(mul(dn, d), mul(n, dd)), mul(d, d)))
}

// valueFalls is E_π[V] at two points of the path, p being the first of all.
func (s *scenario) valueFalls() *pair {
	var t tightest
	before := s.p()
	for _, b := range s.path {
		t.offerRational(mean(before, s.success), mean(s.tuned(b), s.success))
		before = s.tuned(b)
	}
	return t.pair
}

// products are v(x)·w(x), nil where w(x) is -∞.
func products(v, w []*big.Rat) []*big.Rat {
	return at(len(v), func(x int) *big.Rat {
		if w[x] == nil {
			return nil
		}
		return mul(v[x], w[x])
	})
}

// bestOf is the law of the best of n draws from p, n being the horizon: the first of the best where several are.
func (s *scenario) bestOf() []*big.Rat {
	p := s.p()
	law := zeros(len(p))
	for _, draws := range histories(len(p), "", s.horizon) {
		chance, best := one, int(draws[0])
		for _, x := range []byte(draws) {
			chance = mul(chance, p[x])
			if compareRewards(s.tilt.reward[x], s.tilt.reward[best]) > 0 {
				best = int(x)
			}
		}
		law[best] = add(law[best], chance)
	}
	return law
}

// bestOfBound is ln n - (n-1)/n.
func bestOfBound(n int) *Number { return ln(integer(n)).minus(exactly(rat(int64(n-1), int64(n)))) }

// keeping are the features F given which the challenger keeps p(G|F) for some G that varies in a cell it reaches.
func (s *scenario) keeping() (list []feature) {
	for _, f := range s.features {
		if slices.ContainsFunc(s.features, func(g feature) bool { return s.keeps(f, g) }) {
			list = append(list, f)
		}
	}
	return list
}

func (s *scenario) keeps(f, g feature) bool {
	varies := false
	for _, cell := range f.eachCell() {
		after := given(s.challenger, cell)
		if after == nil {
			continue
		}
		before := g.image(given(s.p(), cell))
		if !sameLists(g.image(after), before) {
			return false
		}
		varies = varies || len(positive(before)) > 1
	}
	return varies
}
