package oracle

import "math/big"

var rewardErrorClaims = []claim{
	{
		id:    "tilt/reward-error",
		needs: "mimic success labels tilt",
		given: []hypothesis{func(s *scenario) bool { return s.jointlyExact() }},
		parts: []part{{relation: "<="}},
		sides: func(s *scenario) []*pair {
			d := s.jointDenominator()
			soft := func(g []*big.Rat) []*big.Rat {
				return reweighed(s.p(), at(len(g), func(x int) *big.Rat {
					return exponential(s.tilt.base, mul(d, sub(g[x], one)))
				}))
			}
			odds := exponential(s.tilt.base, mul(d, s.eta())) // b^η
			return []*pair{rationals(tv(soft(s.success), soft(s.labels)), div(sub(odds, one), add(odds, one)))}
		},
	},
	{
		id:    "tilt/bounded-reward",
		needs: "mimic tilt challenger",
		given: []hypothesis{challengerGiven, challengerDominated, rewardReached},
		parts: []part{{name: "distance", relation: "<="}, {name: "divergence", relation: "<="}},
		sides: func(s *scenario) []*pair {
			rewards := s.rewards() // rising
			spread := sub(rewards[len(rewards)-1], rewards[0])
			rise := sub(mean(s.challenger, s.tilt.reward), mean(s.p(), s.tilt.reward))
			return []*pair{
				rationals(abs(rise), mul(spread, tv(s.challenger, s.p()))),
				{exactly(mul(integer(2), power(rise, 2))), kl(s.challenger, s.p()).times(power(spread, 2))},
			}
		},
	},
	{
		id:    "tilt/heavy-tail",
		needs: "mimic success tilt challenger epsilon",
		given: []hypothesis{challengerGiven, challengerDominated, rewardReached},
		parts: []part{{name: "near", relation: "<="}, {name: "rich", relation: "<="}, {name: "value", relation: "<="}},
		sides: func(s *scenario) []*pair {
			rise := sub(mean(s.challenger, s.tilt.reward), mean(s.p(), s.tilt.reward))
			return []*pair{
				{kl(s.challenger, s.p()), exactly(s.epsilon)}, rationals(div(one, s.epsilon), rise),
				rationals(mean(s.challenger, s.success), mean(s.p(), s.success)),
			}
		},
	},
}

// rewardReached reports whether p can only earn finite rewards.
func rewardReached(s *scenario) bool { return s.earned(s.p()).infinite == 0 }

// jointDenominator is the common one of success and labels.
func (s *scenario) jointDenominator() *big.Rat {
	both := *s
	both.success = append(append([]*big.Rat(nil), s.success...), s.labels...)
	return rat(both.denominator(), 1)
}

// jointlyExact reports whether b^r is at most 2^4096 for every reward -D(1-g) of success and labels, and short enough
// to write.
func (s *scenario) jointlyExact() bool {
	bound := new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), 4096))
	for _, g := range [][]*big.Rat{s.success, s.labels} {
		for _, chance := range g {
			shortfall := mul(s.jointDenominator(), sub(one, chance))
			if !shortfall.Num().IsInt64() || less(bound, power(s.tilt.base, int(shortfall.Num().Int64()))) {
				return false
			}
		}
	}
	return true
}
