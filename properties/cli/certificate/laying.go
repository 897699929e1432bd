package certificate

import (
	"slices"

	"mimics/model"
)

// laying is how much of a belief of A is laid beside a belief of M.
type laying struct {
	pair
	weight model.Q
}

// lay lays A beside M so that C·M pays for all, nil if it finds no way. Nothing is to be laid if M has enough of each
// place. Otherwise each belief is laid beside those of its law first, or beside the cheapest.
func (s *search) lay(n node) []laying {
	if !slices.ContainsFunc(s.vector(n), func(p Weighted) bool { return p.Weight.Sign() > 0 }) {
		return []laying{}
	}
	if s.mixed {
		return nil
	}
	for _, ownFirst := range []bool{true, false} {
		if list := s.layBy(n, ownFirst); list != nil {
			return list
		}
	}
	return nil
}

func (s *search) layBy(n node, ownFirst bool) (list []laying) {
	cost := make([]model.Q, len(n.m))
	for _, p := range n.a {
		var beside []int // beliefs of M that have one law
		var least *model.Q
		var most model.Q // the weight of that law
		for _, j := range n.m {
			ratio := s.ratio(pair{p.belief, j.belief})
			if ratio == nil {
				continue
			}
			var law []int
			var weight model.Q
			for other, o := range n.m {
				if s.sameLaw(j.belief, o.belief) {
					law, weight = append(law, other), weight.Add(o.weight)
				}
			}
			price := ratio.Div(weight)
			if ownFirst && s.sameLaw(p.belief, j.belief) {
				price = model.Zero
			}
			if least == nil || price.Less(*least) {
				least, beside, most = &price, law, weight
			}
		}
		if least == nil {
			return nil
		}
		for _, j := range beside {
			weight := p.weight.Mul(n.z).Mul(n.m[j].weight).Div(most)
			between := pair{p.belief, n.m[j].belief}
			cost[j] = cost[j].Add(weight.Mul(*s.ratio(between)))
			list = append(list, laying{between, weight})
		}
	}
	for j, c := range cost {
		if s.Constant.Mul(n.m[j].weight).Less(c) {
			return nil
		}
	}
	return list
}
