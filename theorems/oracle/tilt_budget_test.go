package oracle

import "math/big"

// gained is (E_π[r] - E_p[r])·ln b, infinite where p earns -∞.
func (s *scenario) gained(pi []*big.Rat) *Number {
	before := s.earned(s.p())
	if before.infinite != 0 {
		return infinity
	}
	return ln(s.tilt.base).times(sub(s.earned(pi).rational, before.rational))
}

// promptCells are the cells of a feature that p reaches, nil where p holds possible nothing but forbidden outcomes of
// one.
func (s *scenario) promptCells(f feature) (list [][]bool) {
	for _, cell := range f.eachCell() {
		if before := given(s.p(), cell); before != nil {
			if reweighed(before, s.factors(s.tilt.base)) == nil {
				return nil
			}
			list = append(list, cell)
		}
	}
	return list
}

// prompted is Σ_c ρ(c)·p(·|c)·t/E_p[t|c].
func (s *scenario) prompted(f feature) []*big.Rat {
	p, sum := s.p(), zeros(len(s.outcomes))
	for _, cell := range s.promptCells(f) {
		completion := reweighed(given(p, cell), s.factors(s.tilt.base))
		sum = at(len(p), func(x int) *big.Rat { return add(sum[x], mul(inside(p, cell), completion[x])) })
	}
	return sum
}

var gainClaims = []claim{
	{
		id:    "tilt/budget",
		needs: "mimic tilt",
		given: []hypothesis{optimumExists},
		parts: []part{{name: "divergence", relation: "<="}, {name: "both-ways", relation: "="}},
		sides: func(s *scenario) []*pair {
			there, back := kl(s.optimum(), s.p()), kl(s.p(), s.optimum())
			return []*pair{{there, s.gained(s.optimum())}, {there.plus(back), s.gained(s.optimum())}}
		},
	},
	{
		id:    "tilt/best-of-n-synchrony",
		needs: "mimic features horizon tilt",
		given: []hypothesis{featureDecides},
		parts: []part{{name: "kept", relation: "="}, {name: "feature", relation: "="}},
		sides: func(s *scenario) []*pair {
			p, n, bestOf := s.p(), s.horizon, s.bestOf()
			var kept tightest
			var moved furthest
			for _, f := range s.deciding() {
				for _, cell := range f.eachCell() {
					if after := given(bestOf, cell); after != nil {
						kept.each(after, given(p, cell))
					}
					var r *big.Rat // the reward of the cell
					for x := range p {
						if cell[x] {
							r = s.tilt.reward[x]
						}
					}
					level := s.earning(r)
					worse := event(len(p), func(x int) bool { return compareRewards(s.tilt.reward[x], r) < 0 })
					below := inside(p, worse)
					formula := zero
					if inside(p, level).Sign() > 0 {
						whole := sub(power(add(below, inside(p, level)), n), power(below, n))
						formula = mul(whole, inside(given(p, level), cell))
					}
					moved.offerRational(inside(bestOf, cell), formula)
				}
			}
			return []*pair{kept.pair, moved.pair}
		},
	},
	{
		id:    "tilt/prompted",
		needs: "mimic features tilt",
		given: []hypothesis{func(s *scenario) bool {
			for _, f := range s.features {
				if s.promptCells(f) != nil {
					return true
				}
			}
			return false
		}},
		parts: []part{{name: "given", relation: "="}, {name: "tv", relation: "="}, {name: "kl", relation: "="}},
		sides: func(s *scenario) []*pair {
			var completions tightest
			var distance, divergence furthest
			for _, f := range s.features {
				cells := s.promptCells(f)
				if cells == nil {
					continue
				}
				pi, best := s.prompted(f), s.optimum()
				for _, cell := range cells {
					completions.each(given(pi, cell), given(best, cell))
				}
				distance.offerRational(tv(pi, best), tv(f.image(s.p()), f.image(best)))
				divergence.offer(kl(best, pi), kl(f.image(best), f.image(s.p())))
			}
			return []*pair{completions.pair, distance.pair, divergence.pair}
		},
	},
}
