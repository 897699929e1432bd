package dominance

import (
	"slices"

	"mimics/model"
)

// Laid is a constant C with A(h) ≤ C·M(h) for all histories h, at least 1, by one formula and without a search; not ok where that
// gives none or was given up. Sources of the same law count as one:
//
//	C = max a_c/m_c + Σ a_s·min_j U(s,j)/m_j,
//
// the maximum over the laws c that both have, the sum over the laws s that A has alone, j those of M, and U(s,j) the largest
// P_s(h)/P_j(h). For what A shares is at most the maximum times M, and of the rest each a_s·P_s is at most a_s·U(s,j)/m_j times
// m_j·P_j, and so times M. It is never below the upper end of Bound, which narrows a bound that is no larger. Through a feature
// that leaves endlessly many beliefs it is that of the outcomes.
func (c *Comparison) Laid() (constant model.Q, ok bool) {
	told := c.told()
	if !told.settled() {
		return c.outcomes().Laid()
	}
	b, root := c.bounds(), told.root()
	var shared, alone model.Q
	for _, s := range root.a {
		if i := slices.IndexFunc(root.m, s.alike); i >= 0 {
			shared = shared.Max(s.weight.Div(root.m[i].weight))
			continue
		}
		_, least := b.cheapest(s, root.m)
		if least == nil {
			return model.Q{}, false
		}
		alone = alone.Add(s.weight.Mul(*least))
	}
	return shared.Add(alone), true
}

// byLaw adds up the weights of the sources that have the same law, and puts them in the order of their states, urns first.
func byLaw(sources []source) (list []source) {
	for _, s := range sources {
		if i := slices.IndexFunc(list, s.alike); i >= 0 {
			list[i].weight = list[i].weight.Add(s.weight)
		} else {
			list = append(list, s)
		}
	}
	slices.SortStableFunc(list, func(s, t source) int { return s.state - t.state })
	return list
}

// alike reports whether two sources have the same law, where states stand for the classes of such.
func (s source) alike(other source) bool {
	return s.state == other.state && slices.EqualFunc(s.urn, other.urn, model.Q.Equal)
}

// largest is the largest P_s(h)/P_j(h), nil where there is none, as of a state and an urn, or none is known.
func (b *bounds) largest(s, j source) *model.Q {
	if s.state >= 0 && j.state >= 0 {
		return b.ratio(s.state, j.state)
	}
	return urnRatio(s.urn, j.urn)
}
