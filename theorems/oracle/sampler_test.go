package oracle

import (
	"math/big"
	"slices"
)

// moved is in how many of the cells that π reaches the forecast given the cell is not p's.
func (f feature) moved(p, pi []*big.Rat) *big.Rat {
	count := zero
	for _, cell := range f.eachCell() {
		if after := given(pi, cell); after != nil {
			count = add(count, truth(!sameLists(after, given(p, cell))))
		}
	}
	return count
}

// kept are the n likeliest outcomes, the first of equals.
func kept(p []*big.Rat, n int) []bool {
	order := make([]int, len(p))
	for x := range order {
		order[x] = x
	}
	slices.SortFunc(order, func(x, y int) int {
		if c := p[y].Cmp(p[x]); c != 0 {
			return c
		}
		return x - y
	})
	return event(len(p), func(x int) bool { return slices.Contains(order[:n], x) })
}

var samplerClaims = []claim{
	{
		id:    "sampler/temperature",
		needs: "mimic",
		parts: []part{{name: "cells", relation: "=", needs: "features"}, {name: "tilt", relation: "="},
			{name: "greedy", relation: "="}},
		sides: func(s *scenario) []*pair {
			p := s.p()
			most := largest(p...)
			top := event(len(p), func(x int) bool { return equal(p[x], most) })
			flat := given(at(len(p), func(int) *big.Rat { return rat(1, int64(len(p))) }), top)
			var cells, tilt, greedy furthest
			for k := 2; k <= 4; k++ {
				total := zero
				for x := range p {
					total = add(total, power(p[x], k))
				}
				cold := at(len(p), func(x int) *big.Rat { return div(power(p[x], k), total) })
				for _, f := range s.features {
					varied := zero
					for _, cell := range f.eachCell() {
						low, high := one, zero
						for x := range p {
							if cell[x] && p[x].Sign() > 0 {
								low, high = smallest(low, p[x]), largest(high, p[x])
							}
						}
						varied = add(varied, truth(less(low, high)))
					}
					cells.offerRational(f.moved(p, cold), varied)
				}
				gain := exactly(zero)
				for x := range p {
					if p[x].Sign() > 0 {
						gain = gain.plus(ln(p[x]).times(mul(integer(k-1), sub(cold[x], p[x]))))
					}
				}
				tilt.offer(gain, kl(cold, p).plus(kl(p, cold)))
				shared := zero // Σ min(p_k, flat)
				for x := range p {
					shared = add(shared, smallest(cold[x], flat[x]))
				}
				greedy.offerRational(tv(cold, flat), sub(one, shared))
			}
			return []*pair{cells.pair, tilt.pair, greedy.pair}
		},
	},
	{
		id:    "sampler/top-p",
		needs: "mimic",
		parts: []part{{name: "distance", relation: "="}, {name: "divergence", relation: "="},
			{name: "cells", relation: "=", needs: "features"}},
		sides: func(s *scenario) []*pair {
			p := s.p()
			var distance, divergence, cells furthest
			for n := 1; n <= len(p); n++ {
				set := kept(p, n)
				cut := given(p, set)
				distance.offerRational(tv(p, cut), sub(one, inside(p, set)))
				divergence.offer(kl(cut, p), ln(div(one, inside(p, set))))
				for _, f := range s.features {
					lost := zero
					for _, cell := range f.eachCell() {
						if before := given(p, cell); before != nil {
							share := inside(before, set)
							lost = add(lost, truth(share.Sign() > 0 && less(share, one)))
						}
					}
					cells.offerRational(f.moved(p, cut), lost)
				}
			}
			return []*pair{distance.pair, divergence.pair, cells.pair}
		},
	},
}
