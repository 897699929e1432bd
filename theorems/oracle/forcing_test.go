package oracle

import "math/big"

// forcingSet is X_F = {x : g(x) = 1}.
func (s *scenario) forcingSet() []bool { return certain(s.success) }

func certain(g []*big.Rat) []bool {
	return event(len(g), func(x int) bool { return equal(g[x], one) })
}

// forced is P(·|X_F) and succeeding is P(·|R=0), nil where they do not exist.
func (s *scenario) forced() []*big.Rat     { return given(s.p(), s.forcingSet()) }
func (s *scenario) succeeding() []*big.Rat { return reweighed(s.p(), s.success) }

// c is P(X_F|R=0).
func (s *scenario) c() *big.Rat { return inside(s.succeeding(), s.forcingSet()) }

// hard is the optimum for a reward of 0 or -∞, the factor of x being that of E[R|x]: 1 where failure is impossible.
func (s *scenario) hard() []*big.Rat {
	t := at(len(s.success), func(x int) *big.Rat { return truth(sub(one, s.success[x]).Sign() == 0) })
	return reweighed(s.p(), t)
}

// hardObjective is J(π)/β = E_π[R]/β - KL(π‖p) for a reward of 0 or -∞.
func (s *scenario) hardObjective(pi []*big.Rat) *Number {
	earned := exactly(zero)
	for x, g := range s.success {
		if pi[x].Sign() > 0 && less(g, one) {
			earned = infinity.times(integer(-1))
		}
	}
	return earned.minus(kl(pi, s.p()))
}

// denominator is D, the common one of g.
func (s *scenario) denominator() int64 {
	common := big.NewInt(1)
	for _, g := range s.success {
		shared := new(big.Int).GCD(nil, nil, common, g.Denom())
		common.Quo(common.Mul(common, g.Denom()), shared)
	}
	return common.Int64()
}

// softFactors are b^(-D(1-g)).
func (s *scenario) softFactors(b *big.Rat) []*big.Rat {
	d := rat(s.denominator(), 1)
	return at(len(s.success), func(x int) *big.Rat { return exponential(b, mul(d, sub(s.success[x], one))) })
}

// soft is the optimum for a reward of -ρ on failure.
func (s *scenario) soft(b *big.Rat) []*big.Rat { return reweighed(s.p(), s.softFactors(b)) }

// exact reports whether D·log₂(b) ≤ 4096.
func (s *scenario) exact(b *big.Rat) bool {
	bound := new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), 4096))
	return s.denominator() <= 4096 && !less(bound, power(b, int(s.denominator())))
}

// exactPath are the bases of the path whose soft optimum is worked out.
func (s *scenario) exactPath() (bases []*big.Rat) {
	for _, b := range s.path {
		if s.exact(b) {
			bases = append(bases, b)
		}
	}
	return bases
}

func successHappens(s *scenario) bool      { return mean(s.p(), s.success).Sign() > 0 }
func labelsHappen(s *scenario) bool        { return mean(s.p(), s.labels).Sign() > 0 }
func forcingSetReachable(s *scenario) bool { return inside(s.p(), s.forcingSet()).Sign() > 0 }
func softTiltExact(s *scenario) bool       { return s.exact(s.tilt.base) }
func softPathExact(s *scenario) bool       { return len(s.exactPath()) > 0 }

var forcingClaims = []claim{
	{
		id:    "forcing/optimum",
		needs: "mimic success challenger",
		given: []hypothesis{challengerGiven, forcingSetReachable},
		parts: []part{{name: "cost", relation: "="}, {name: "optimum", relation: "<="}, {name: "gap", relation: "="}},
		sides: func(s *scenario) []*pair {
			most, challenged := s.hardObjective(s.hard()), s.hardObjective(s.challenger)
			cost := ln(inside(s.p(), s.forcingSet()))
			return []*pair{{most, cost}, {challenged, cost}, {most.minus(challenged), kl(s.challenger, s.forced())}}
		},
	},
	{
		id:    "forcing/gap",
		needs: "mimic success",
		given: []hypothesis{successHappens, forcingSetReachable},
		parts: []part{{relation: "="}},
		sides: func(s *scenario) []*pair {
			return []*pair{rationals(tv(s.succeeding(), s.forced()), sub(one, s.c()))}
		},
	},
	{
		id:    "forcing/events",
		needs: "mimic success",
		given: []hypothesis{successHappens, forcingSetReachable},
		parts: []part{{name: "every", relation: "<="}, {name: "attained", relation: "="}},
		sides: func(s *scenario) []*pair {
			difference := func(e []bool) *big.Rat { return abs(sub(inside(s.succeeding(), e), inside(s.forced(), e))) }
			var every tightest
			for _, e := range events(len(s.outcomes)) {
				every.offerRational(difference(e), sub(one, s.c()))
			}
			return []*pair{every.pair, rationals(difference(s.forcingSet()), sub(one, s.c()))}
		},
	},
	{
		id:    "forcing/divergences",
		needs: "mimic success",
		given: []hypothesis{successHappens, forcingSetReachable},
		parts: []part{{name: "kl", relation: "="}, {name: "chi-square", relation: "="}, {name: "reverse", relation: "="}},
		sides: func(s *scenario) []*pair {
			chiSquare := zero
			for x, r := range s.succeeding() {
				if r.Sign() > 0 {
					chiSquare = add(chiSquare, div(power(sub(s.forced()[x], r), 2), r))
				}
			}
			reverse := infinity
			if equal(s.c(), one) {
				reverse = exactly(zero)
			}
			return []*pair{
				{kl(s.forced(), s.succeeding()), ln(div(one, s.c()))},
				rationals(chiSquare, sub(div(one, s.c()), one)),
				{kl(s.succeeding(), s.forced()), reverse},
			}
		},
	},
	{
		id:    "forcing/is-conditioning",
		needs: "mimic success",
		given: []hypothesis{successHappens, forcingSetReachable},
		parts: []part{{relation: "="}},
		sides: func(s *scenario) []*pair {
			var t tightest
			t.each(s.hard(), s.succeeding())
			return []*pair{t.pair}
		},
	},
	{
		id:    "forcing/any-gap",
		needs: "mimic success tolerance",
		given: []hypothesis{successHappens, forcingSetReachable},
		parts: []part{{relation: "="}},
		sides: func(s *scenario) []*pair { return []*pair{rationals(tv(s.succeeding(), s.forced()), s.tolerance)} },
	},
	{
		id:    "forcing/persuasion",
		needs: "mimic features success",
		given: []hypothesis{successHappens, forcingSetReachable},
		parts: []part{
			{name: "rare", relation: "<="}, {name: "varied", relation: "<="},
			{name: "one-topic", relation: "="}, {name: "far", relation: "<="},
		},
		sides: func(s *scenario) []*pair {
			share := func(f feature, law []*big.Rat) *big.Rat { return largest(f.image(law)...) }
			topic := s.features[0] // the feature that varies most
			for _, f := range s.features {
				if less(share(f, s.succeeding()), share(topic, s.succeeding())) {
					topic = f
				}
			}
			return []*pair{
				rationals(mean(s.p(), s.success), rat(1, 20)),
				rationals(share(topic, s.succeeding()), rat(1, 10)), rationals(share(topic, s.hard()), one),
				rationals(rat(9, 10), tv(s.succeeding(), s.hard())),
			}
		},
	},
	{
		id:    "forcing/soft-between",
		needs: "mimic success tilt",
		given: []hypothesis{forcingSetReachable, softTiltExact},
		parts: []part{{name: "events", relation: "<="}, {name: "segment", relation: "="}},
		sides: func(s *scenario) []*pair {
			p, pi, forced := s.p(), s.soft(s.tilt.base), s.forced()
			var every tightest
			for _, e := range events(len(p)) {
				every.offerRational(inside(pi, e), largest(inside(p, e), inside(forced, e)))
			}
			return []*pair{every.pair, rationals(add(tv(p, pi), tv(pi, forced)), tv(p, forced))}
		},
	},
	{
		id:    "forcing/soft-path",
		needs: "mimic success tilt",
		given: []hypothesis{softPathExact},
		parts: []part{
			{name: "tv-from-p", relation: "<="}, {name: "kl-from-p", relation: "<="}, {name: "success", relation: "<="},
			{name: "tv-to-forcing", relation: "<=", given: []hypothesis{forcingSetReachable}},
			{name: "kl-to-forcing", relation: "<=", given: []hypothesis{forcingSetReachable}},
			{name: "tv-exactly", relation: "=", given: []hypothesis{forcingSetReachable}},
		},
		sides: func(s *scenario) []*pair {
			p, forced, bases := s.p(), s.forced(), s.exactPath()
			var tvFrom, klFrom, success, tvTo, klTo tightest
			var equals furthest
			for _, step := range steps(bases, one) { // at base 1 the optimum is p
				now, next := s.soft(step[0]), s.soft(step[1])
				tvFrom.offerRational(tv(now, p), tv(next, p))
				klFrom.offer(kl(now, p), kl(next, p))
				success.offerRational(mean(now, s.success), mean(next, s.success))
				if forced != nil {
					tvTo.offerRational(tv(next, forced), tv(now, forced))
					klTo.offer(kl(forced, next), kl(forced, now))
				}
			}
			for _, b := range bases {
				if forced != nil {
					share := div(inside(p, s.forcingSet()), mean(p, s.softFactors(b))) // p(X_F)/Z
					equals.offerRational(tv(s.soft(b), forced), sub(one, share))
				}
			}
			return []*pair{tvFrom.pair, klFrom.pair, success.pair, tvTo.pair, klTo.pair, equals.pair}
		},
	},
	{
		id:    "forcing/hard-limit",
		needs: "mimic success tilt",
		given: []hypothesis{softPathExact},
		parts: []part{
			{name: "distance", relation: "="}, {name: "falls", relation: "<="}, {name: "rate", relation: "<="},
			{name: "gap", relation: "=", given: []hypothesis{successHappens}},
		},
		sides: func(s *scenario) []*pair {
			p, top := s.p(), best(s.p(), s.success)
			limit, m := given(p, top), inside(p, top)
			toLimit := func(b *big.Rat) *big.Rat { return tv(s.soft(b), limit) }
			var distance furthest
			var falls, rate tightest
			for _, b := range s.exactPath() {
				share := div(mean(p, products(at(len(p), func(x int) *big.Rat { return truth(top[x]) }),
					s.softFactors(b))), mean(p, s.softFactors(b)))
				distance.offerRational(toLimit(b), sub(one, share))
				rate.offerRational(toLimit(b), div(sub(one, m), add(sub(one, m), mul(b, m))))
			}
			for _, step := range steps(s.exactPath(), one) {
				falls.offerRational(toLimit(step[1]), toLimit(step[0]))
			}
			pairs := []*pair{distance.pair, falls.pair, rate.pair, nil}
			if successHappens(s) {
				pairs[3] = rationals(tv(limit, s.succeeding()), sub(one, inside(s.succeeding(), top)))
			}
			return pairs
		},
	},
	{
		id:    "forcing/fragile",
		needs: "mimic success labels epsilon",
		given: []hypothesis{forcingSetReachable, func(s *scenario) bool {
			return given(s.p(), certain(s.labels)) != nil
		}},
		parts: []part{{name: "near", relation: "<="}, {name: "far", relation: "="}},
		sides: func(s *scenario) []*pair {
			apart := zero
			for x, g := range s.success {
				apart = largest(apart, abs(sub(g, s.labels[x])))
			}
			return []*pair{rationals(apart, s.epsilon), rationals(tv(s.forced(), given(s.p(), certain(s.labels))), one)}
		},
	},
	{
		id:    "forcing/estimated",
		needs: "mimic success labels",
		parts: []part{
			{name: "regret", relation: "<="}, {name: "curse", relation: "<="},
			{name: "forecast", relation: "<=", given: []hypothesis{successHappens, labelsHappen}},
			{name: "gap-from", relation: "<=", given: []hypothesis{successHappens}},
			{name: "gap-to", relation: "<=", given: []hypothesis{successHappens}},
		},
		sides: func(s *scenario) []*pair {
			p, g, estimate, eta := s.p(), s.success, s.labels, s.eta()
			chosen := best(p, estimate)
			pi := given(p, chosen)
			most := func(v []*big.Rat) *big.Rat { return mean(given(p, best(p, v)), v) }
			pairs := []*pair{
				rationals(sub(most(g), mean(pi, g)), mul(integer(2), eta)),
				rationals(sub(most(estimate), mean(pi, g)), eta), nil, nil, nil,
			}
			if !successHappens(s) {
				return pairs
			}
			success := mean(p, g)
			if labelsHappen(s) {
				wrong := mean(p, at(len(p), func(x int) *big.Rat { return abs(sub(estimate[x], g[x])) }))
				pairs[2] = rationals(tv(reweighed(p, estimate), s.succeeding()),
					div(wrong, largest(success, mean(p, estimate))))
			}
			gap, beyond := tv(pi, s.succeeding()), sub(one, inside(s.succeeding(), chosen))
			pairs[3] = rationals(beyond, gap)
			pairs[4] = rationals(gap, add(beyond, div(mul(eta, inside(p, chosen)), mul(integer(2), success))))
			return pairs
		},
	},
	{
		id:    "forcing/continuous",
		needs: "mimic success labels",
		given: []hypothesis{successHappens, labelsHappen},
		parts: []part{{relation: "<="}},
		sides: func(s *scenario) []*pair {
			p := s.p()
			estimated := inside(reweighed(p, s.labels), best(p, s.labels))
			actual := inside(s.succeeding(), best(p, s.success))
			return []*pair{rationals(abs(sub(estimated, actual)), s.eta())}
		},
	},
	{
		id:    "forcing/operator-error",
		needs: "operator mimic success",
		given: []hypothesis{successHappens, func(s *scenario) bool { return mean(s.q(), s.success).Sign() > 0 },
			forcingSetReachable},
		parts: []part{{relation: "<="}},
		sides: func(s *scenario) []*pair {
			p, q, g := s.p(), s.q(), s.success
			conditioning := div(tv(p, q), largest(mean(p, g), mean(q, g)))
			return []*pair{rationals(tv(reweighed(q, g), s.forced()), add(conditioning, sub(one, s.c())))}
		},
	},
	{
		id:    "forcing/remedy",
		needs: "mimic success",
		given: []hypothesis{successHappens},
		parts: []part{{name: "hard", relation: "=", needs: "challenger", given: []hypothesis{challengerGiven}},
			{name: "soft", relation: "=", needs: "tilt"},
			{name: "segment", relation: "=", needs: "tilt"}},
		sides: func(s *scenario) []*pair {
			// remedied is the optimum for β·ln E[e^(R/β)|x], whose factor is E[e^(R/β)|x] with e^(R/β) = s on failure.
			p, g := s.p(), s.success
			factors := func(onFailure *big.Rat) []*big.Rat {
				return at(len(p), func(x int) *big.Rat { return add(g[x], mul(sub(one, g[x]), onFailure)) })
			}
			var soft tightest
			var hard *pair
			if s.challenger != nil {
				objective := exactly(zero).minus(kl(s.challenger, p)) // E_π[ln g] - KL(π‖p)
				for x, weight := range s.challenger {
					if weight.Sign() > 0 {
						objective = objective.plus(ln(g[x]).times(weight))
					}
				}
				hard = &pair{objective, ln(mean(p, g)).minus(kl(s.challenger, s.succeeding()))}
			}
			if s.tilt == nil {
				return []*pair{hard, nil, nil}
			}
			onFailure := div(one, s.tilt.base)
			pi := reweighed(p, factors(onFailure))
			lambda := div(mul(mean(p, g), sub(one, onFailure)), mean(p, factors(onFailure)))
			soft.each(pi, mixed(lambda, p, s.succeeding()))
			segment := rationals(add(tv(p, pi), tv(pi, s.succeeding())), tv(p, s.succeeding()))
			return []*pair{hard, soft.pair, segment}
		},
	},
	{
		id:    "forcing/jensen",
		needs: "success tilt",
		parts: []part{{name: "bound", relation: "<="}, {name: "equality", relation: "="}},
		sides: func(s *scenario) []*pair {
			var bound tightest
			var equality furthest
			for _, g := range s.success {
				expectation := ln(s.tilt.base).times(sub(g, one))               // E[R|x]
				evidence := ln(add(g, mul(sub(one, g), div(one, s.tilt.base)))) // ln E[e^R|x]
				bound.offer(expectation, evidence)
				equality.offerRational(truth(expectation.Cmp(evidence) == 0), truth(g.Sign() == 0 || equal(g, one)))
			}
			return []*pair{bound.pair, equality.pair}
		},
	},
	{
		id:    "forcing/rejection",
		needs: "mimic success",
		given: []hypothesis{successHappens},
		parts: []part{
			{name: "rounds", relation: "="}, {name: "first", relation: "="},
			{name: "distance", relation: "=", given: []hypothesis{forcingSetReachable}},
			{name: "falls", relation: "<=", given: []hypothesis{forcingSetReachable}}, {name: "limit", relation: "<="},
		},
		sides: func(s *scenario) []*pair {
			p, g, top := s.p(), s.success, best(s.p(), s.success)
			m, ratio := inside(p, top), zero // the second largest g over the largest
			for x := range p {
				if p[x].Sign() > 0 && !top[x] {
					ratio = largest(ratio, div(g[x], mean(given(p, top), g)))
				}
			}
			var rounds, first, falls, limit tightest
			var distance furthest
			first.each(reweighed(p, g), s.succeeding())
			round, last := p, 4
			if s.hasHorizon {
				last = s.horizon
			}
			for n := 1; n <= last; n++ {
				before := round
				round = reweighed(round, g)
				rounds.each(round, reweighed(p, at(len(p), func(x int) *big.Rat { return power(g[x], n) })))
				rest := mul(sub(one, m), power(ratio, n))
				limit.offerRational(tv(round, given(p, top)), div(rest, add(m, rest)))
				if forced := s.forced(); forced != nil {
					distance.offerRational(tv(round, forced), sub(one, inside(round, s.forcingSet())))
					if n > 1 || last == 1 {
						falls.offerRational(tv(round, forced), tv(before, forced))
					}
				}
			}
			return []*pair{rounds.pair, first.pair, distance.pair, falls.pair, limit.pair}
		},
	},
}

// eta is η = max |ĝ-g| over supp p.
func (s *scenario) eta() *big.Rat {
	most := zero
	for x, p := range s.p() {
		if p.Sign() > 0 {
			most = largest(most, abs(sub(s.labels[x], s.success[x])))
		}
	}
	return most
}
