package oracle

var eventClaims = []claim{
	{
		id:    "forecast/two-events",
		needs: "mimic",
		parts: []part{{relation: "="}},
		sides: func(s *scenario) []*pair {
			p := s.p()
			list := events(min(len(p), 6))
			if len(p) > 6 { // of many outcomes only the set of all and each single one
				list = nil
				for x := range p {
					list = append(list, event(len(p), func(y int) bool { return x == y }))
				}
				list = append(list, event(len(p), func(int) bool { return true }))
			}
			var t furthest
			for i := len(list) - 1; i >= 0; i-- {
				for _, other := range list[:i+1] {
					e := list[i]
					if given(p, e) == nil || given(p, other) == nil {
						continue
					}
					both := inside(p, event(len(p), func(x int) bool { return e[x] && other[x] }))
					t.offerRational(tv(given(p, e), given(p, other)),
						sub(one, div(both, largest(inside(p, e), inside(p, other)))))
				}
			}
			return []*pair{t.pair}
		},
	},
}
