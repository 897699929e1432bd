package oracle

import "math/big"

var penaltyClaims = []claim{
	{
		id:    "penalty/synchrony",
		needs: "mimic features tilt challenger",
		given: []hypothesis{challengerGiven, challengerDominated},
		parts: []part{
			{name: "reward", relation: "=", given: []hypothesis{featureDecides}},
			{name: "kl", relation: "="}, {name: "chi-square", relation: "="},
			{name: "le-cam", relation: "<", given: []hypothesis{func(s *scenario) bool {
				for _, f := range s.features {
					if !sameLists(s.pooled(f), s.challenger) {
						return true
					}
				}
				return false
			}}},
		},
		sides: func(s *scenario) []*pair {
			p, pi := s.p(), s.challenger
			var reward, nats, squares furthest
			var cam tightest
			for _, f := range s.features {
				average := s.pooled(f)
				if f.decides(s.tilt.reward) {
					reward.offer(s.earned(average), s.earned(pi))
				}
				lostNats, lostSquares := exactly(zero), zero
				for _, cell := range f.eachCell() {
					if share := inside(pi, cell); share.Sign() > 0 {
						lostNats = lostNats.plus(kl(given(pi, cell), given(p, cell)).times(share))
						lostSquares = add(lostSquares, mul(div(power(share, 2), inside(p, cell)),
							chiSquare(given(pi, cell), given(p, cell))))
					}
				}
				nats.offer(kl(pi, p).minus(kl(average, p)), lostNats)
				squares.offerRational(sub(chiSquare(pi, p), chiSquare(average, p)), lostSquares)
				if !sameLists(average, pi) {
					cam.offerRational(triangular(average, p), triangular(pi, p))
				}
			}
			return []*pair{reward.pair, nats.pair, squares.pair, cam.pair}
		},
	},
	{
		id:    "penalty/forcing",
		needs: "mimic success challenger",
		given: []hypothesis{challengerGiven, forcingSetReachable, func(s *scenario) bool {
			return equal(inside(s.challenger, s.forcingSet()), one) && dominates(s.p(), s.challenger)
		}},
		parts: []part{{name: "chi-square", relation: "="}, {name: "le-cam", relation: "<="}, {name: "total-variation", relation: "<="}},
		sides: func(s *scenario) []*pair {
			p, pi, mass := s.p(), s.challenger, inside(s.p(), s.forcingSet())
			return []*pair{
				rationals(mul(mass, add(one, chiSquare(pi, p))), add(one, chiSquare(pi, s.forced()))),
				rationals(triangular(s.forced(), p), triangular(pi, p)), rationals(tv(s.forced(), p), tv(pi, p)),
			}
		},
	},
	{
		id:    "penalty/chi-square",
		needs: "mimic tilt challenger",
		given: []hypothesis{challengerGiven, optimumExists},
		parts: []part{{name: "sums", relation: "="}, {name: "gap", relation: "="}},
		sides: func(s *scenario) []*pair {
			p, pi, beta := s.p(), s.challenger, s.penalty()
			law := func(lambda *big.Rat) []*big.Rat { // p·(1 + (r-λ)/β)⁺
				return at(len(p), func(x int) *big.Rat {
					if s.tilt.reward[x] == nil {
						return zero
					}
					return mul(p[x], largest(zero, add(one, div(sub(s.tilt.reward[x], lambda), beta))))
				})
			}
			var lambda *big.Rat // the only one at which the law sums to 1, if it keeps the rewards from some one on
			for _, least := range s.rewards() {
				if least == nil {
					continue
				}
				kept := event(len(p), func(x int) bool {
					return s.tilt.reward[x] != nil && !less(s.tilt.reward[x], least)
				})
				mass := inside(p, kept)
				tried := add(mean(given(p, kept), s.tilt.reward), mul(beta, sub(one, div(one, mass))))
				if equal(total(law(tried)), one) {
					lambda = tried
				}
			}
			best := law(lambda)
			objective := func(pi []*big.Rat) *Number {
				if !dominates(p, pi) || s.earned(pi).infinite != 0 {
					return infinity.times(integer(-1))
				}
				return s.earned(pi).minus(exactly(mul(mul(half, beta), chiSquare(pi, p))))
			}
			gap := exactly(zero)
			for x := range p {
				switch r := s.tilt.reward[x]; {
				case pi[x].Sign() > 0 && (p[x].Sign() == 0 || r == nil):
					gap = infinity
				case p[x].Sign() == 0 || r == nil || gap.infinite != 0:
				default:
					slack := largest(zero, sub(sub(lambda, beta), r))
					square := div(power(sub(pi[x], best[x]), 2), p[x])
					gap = gap.plus(exactly(add(mul(mul(half, beta), square), mul(pi[x], slack))))
				}
			}
			return []*pair{rationals(total(best), one), {objective(best).minus(objective(pi)), gap}}
		},
	},
	{
		id:    "penalty/total-variation",
		needs: "mimic features tilt",
		given: []hypothesis{optimumExists, featureDecides},
		parts: []part{{name: "keeps", relation: "="}, {name: "optimal", relation: "="},
			{name: "bound", relation: "<=", needs: "challenger", given: []hypothesis{challengerGiven, challengerDominated}}},
		sides: func(s *scenario) []*pair {
			p, beta := s.p(), s.penalty()
			rewards := s.rewards()
			most := rewards[len(rewards)-1]
			floor := sub(most, beta)
			value, moved := zero, zero
			kept := at(len(p), func(x int) *big.Rat {
				r := s.tilt.reward[x]
				if r == nil || less(r, floor) {
					value, moved = add(value, mul(p[x], floor)), add(moved, p[x])
					return zero
				}
				value = add(value, mul(p[x], r))
				return p[x]
			})
			objective := func(pi []*big.Rat) *Number { return s.earned(pi).minus(exactly(mul(beta, tv(pi, p)))) }
			var keeps, optimal furthest
			for to := range p {
				if !best(p, s.tilt.reward)[to] {
					continue
				}
				pi := at(len(p), func(x int) *big.Rat { return add(kept[x], mul(moved, truth(x == to))) })
				optimal.offer(objective(pi), exactly(value))
				for _, f := range s.deciding() {
					for _, cell := range f.eachCell() {
						var within tightest
						if after := given(pi, cell); after != nil {
							within.each(after, given(p, cell))
							keeps.offer(within.left, within.right)
						}
					}
				}
			}
			pairs := []*pair{keeps.pair, optimal.pair, nil}
			if s.challenger != nil {
				pairs[2] = &pair{objective(s.challenger), exactly(value)}
			}
			return pairs
		},
	},
}

// pooled gives the feature the law of the challenger, and p's forecasts given it.
func (s *scenario) pooled(f feature) []*big.Rat {
	law := zeros(len(s.outcomes))
	for _, cell := range f.eachCell() {
		for x := range law {
			if share := inside(s.challenger, cell); share.Sign() > 0 {
				law[x] = add(law[x], mul(share, given(s.p(), cell)[x]))
			}
		}
	}
	return law
}

// penalty is β = 1/(b-1).
func (s *scenario) penalty() *big.Rat { return div(one, sub(s.tilt.base, one)) }

// chiSquare is Σ (p-q)²/q, for p that is dominated by q.
func chiSquare(p, q []*big.Rat) *big.Rat {
	sum := zero
	for x := range p {
		if q[x].Sign() > 0 {
			sum = add(sum, div(power(sub(p[x], q[x]), 2), q[x]))
		}
	}
	return sum
}

// triangular is Σ (p-q)²/(p+q).
func triangular(p, q []*big.Rat) *big.Rat {
	sum := zero
	for x := range p {
		if both := add(p[x], q[x]); both.Sign() > 0 {
			sum = add(sum, div(power(sub(p[x], q[x]), 2), both))
		}
	}
	return sum
}
