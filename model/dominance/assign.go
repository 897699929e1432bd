package dominance

import (
	"slices"

	"mimics/model"
)

// SimpleConstant returns a constant C with A(h) ≤ C·M(h) for all histories h, at least 1, by one formula and without
// a search. It is not ok if the formula gives none, or the budget is spent. Sources of the same law count as one:
//
//	C = max a_c/m_c + Σ a_s·min_j U(s,j)/m_j,
//
// with the maximum over the laws c that both have, the sum over the laws s that A has alone, j over those of M, and
// U(s,j) the largest P_s(h)/P_j(h). What A shares is at most the maximum times M, and each other a_s·P_s is at most
// a_s·U(s,j)/m_j times m_j·P_j, and so times M. It is never below the upper end of Bound, whose first bound is no
// larger. If a feature leaves endlessly many beliefs, it is the constant of the outcomes.
func (c *Comparison) SimpleConstant() (constant model.Q, ok bool) {
	b := c.bounds()
	if !b.deterministic {
		return c.outcomes().SimpleConstant()
	}
	shared, other, ok := b.assign(b.root(), true)
	for _, q := range shared {
		constant = constant.Max(q)
	}
	return constant.Add(model.Total(other)), ok
}

// assigned bounds A/M after the pair, nil if no bound is known: A ≤ Σ a_s·U(s,j)·P_j ≤ C·Σ m_j·P_j, with C the
// largest share of a source j of M in what is assigned to it.
func (b *bounds) assigned(p *pair, ownFirst bool) *model.Q {
	if b.spent() {
		return nil
	}
	shared, other, ok := b.assign(p, ownFirst)
	if !ok {
		return nil
	}
	var most model.Q
	for j, q := range shared {
		most = most.Max(q.Add(other[j]))
	}
	return &most
}

// assign assigns each source of A to one of M: to the one of the same law if ownFirst and M has it, otherwise to the
// cheapest. It returns, per source of M, the cost of the source of the same law and the cost of the others. It is not
// ok if a source has no bound.
func (b *bounds) assign(p *pair, ownFirst bool) (shared, other []model.Q, ok bool) {
	b.left -= budget(len(p.a) * len(p.m))
	shared, other = make([]model.Q, len(p.m)), make([]model.Q, len(p.m))
	for _, s := range p.a {
		if own := slices.IndexFunc(p.m, s.sameLaw); own >= 0 && ownFirst {
			shared[own] = s.weight.Div(p.m[own].weight)
			continue
		}
		to, cost := b.cheapest(s, p.m)
		if cost == nil {
			return nil, nil, false
		}
		other[to] = other[to].Add(s.weight.Mul(*cost))
	}
	return shared, other, true
}

// cheapest returns the first of the sources of M with the least ratio to its weight, and that cost; nil if none has a
// ratio.
func (b *bounds) cheapest(s source, others []source) (at int, cost *model.Q) {
	for i, j := range others {
		var ratio *model.Q
		if s.state < 0 || j.state < 0 {
			ratio = urnRatio(s, j)
		} else {
			ratio = b.ratio(question{s.state, j.state, false})
		}
		if ratio != nil && (cost == nil || ratio.Div(j.weight).Less(*cost)) {
			at, cost = i, new(ratio.Div(j.weight))
		}
	}
	return at, cost
}
