package certificate

import (
	"slices"

	"mimics/model"
)

type pair struct{ i, j int }

// ratio returns the largest P_i(h)/P_j(h) of two beliefs, nil if there is none or none is known. It relaxes the pairs
// that the two lead to. After as many rounds as there are pairs it has looked at every path without cycles, so what
// still rises then rises for ever.
func (s *search) ratio(start pair) *model.Q {
	if start.i == start.j {
		return new(model.One)
	}
	if known, ok := s.ratios[start]; ok {
		return known
	}
	s.ratios[start] = nil
	type step struct {
		to     int
		factor model.Q
	}
	pairs, ids, steps := []pair{start}, map[pair]int{start: 0}, [][]step{}
	largest := []model.Q{model.One}
	for n := 0; n < len(pairs); n++ {
		steps = append(steps, nil)
		known, asked := s.ratios[pairs[n]]
		if known != nil {
			largest[n] = *known
			continue
		}
		if asked && n > 0 || s.isUrn(pairs[n].i) || s.isUrn(pairs[n].j) {
			return nil
		}
		for cell := range s.Feature.Cells() {
			own, other := s.step(pairs[n].i, cell), s.step(pairs[n].j, cell)
			if own.chance.IsZero() {
				continue
			}
			if other.chance.IsZero() || s.spent() {
				return nil
			}
			factor, to := own.chance.Div(other.chance), pair{own.to, other.to}
			if to.i == to.j { // nothing more can be gained
				largest[n] = largest[n].Max(factor)
				continue
			}
			id, known := ids[to]
			if !known {
				id = len(pairs)
				ids[to], pairs, largest = id, append(pairs, to), append(largest, model.One)
			}
			steps[n] = append(steps[n], step{id, factor})
		}
	}
	for range len(pairs) + 1 {
		rises := false
		for n := range pairs {
			for _, step := range steps[n] {
				s.work++
				if ratio := step.factor.Mul(largest[step.to]); largest[n].Less(ratio) {
					largest[n], rises = ratio, true
				}
			}
		}
		if !rises {
			for n, p := range pairs {
				s.ratios[p] = &largest[n]
			}
			return &largest[0]
		}
		if s.spent() {
			return nil
		}
	}
	return nil
}

// sameLaw reports whether two beliefs give every history the same: then neither gives any more than the other.
func (s *search) sameLaw(i, j int) bool {
	if i == j {
		return true
	}
	there, back := s.ratio(pair{i, j}), s.ratio(pair{j, i})
	return there != nil && there.Equal(model.One) && back != nil && back.Equal(model.One)
}

// pairClaim is the number of the claim that belief i is at most the largest ratio times belief j.
func (s *search) pairClaim(p pair) int {
	weights := append(slices.Clone(s.beliefs[p.i]), s.beliefs[p.j].times(s.ratio(p).Neg())...).collected()
	return s.claim(weights, func(cell int) Combination { return s.pairAfter(p, cell, model.One) })
}

// pairAfter is what the claim of a pair, times a factor, is at most after a cell.
func (s *search) pairAfter(p pair, cell int, factor model.Q) Combination {
	own, other := s.step(p.i, cell), s.step(p.j, cell)
	if own.chance.IsZero() || own.to == other.to {
		return nil
	}
	return Combination{{s.pairClaim(pair{own.to, other.to}), own.chance.Mul(factor)}}
}
