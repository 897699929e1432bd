package oracle

import (
	"math/big"
	"slices"
)

var forecastClaims = []claim{
	{
		id:    "forecast/conditioned",
		needs: "operator mimic",
		parts: []part{{relation: "<="}},
		sides: func(s *scenario) []*pair {
			p, q := s.p(), s.q()
			var t tightest
			for _, e := range events(len(p)) {
				if given(p, e) != nil && given(q, e) != nil {
					t.offerRational(tv(given(q, e), given(p, e)), div(tv(q, p), largest(inside(q, e), inside(p, e))))
				}
			}
			return []*pair{t.pair}
		},
	},
	{
		id:    "forecast/rare",
		needs: "operator mimic",
		given: []hypothesis{identicalSupport},
		parts: []part{{relation: "<="}},
		sides: func(s *scenario) []*pair {
			var t tightest
			for n := range len(s.history) + 1 {
				q, p := s.operator.after(s.history[:n]).forecast(""), s.mimic.after(s.history[:n]).forecast("")
				for _, e := range events(len(p)) {
					if given(p, e) != nil && given(q, e) != nil {
						t.offerRational(tv(given(q, e), given(p, e)), tv(q, p))
					}
				}
			}
			return []*pair{t.pair}
		},
	},
	{
		id:    "forecast/proxy",
		needs: "mimic features tilt second-feature",
		given: []hypothesis{optimumExists, featureDecides},
		parts: []part{{relation: "="}},
		sides: func(s *scenario) []*pair {
			var t tightest
			for _, f := range s.deciding() {
				for _, g := range s.features {
					for _, cell := range f.eachCell() {
						if after := given(s.optimum(), cell); after != nil && f.name != g.name {
							t.each(g.image(after), g.image(given(s.p(), cell)))
						}
					}
				}
			}
			return []*pair{t.pair}
		},
	},
	{
		id:    "forecast/correlation",
		needs: "mimic features tilt second-feature",
		given: []hypothesis{optimumExists, featureDecides, func(s *scenario) bool { return s.correlations() != nil }},
		parts: []part{{relation: "<="}},
		sides: func(s *scenario) []*pair { return []*pair{s.correlations()} },
	},
}

// after is the law with another history.
func (l *law) after(seen string) *law { return newLaw(l.k, l.states, l.prior, seen) }

// identicalSupport reports whether the priors have the same support, which without sources is that of the draws.
func identicalSupport(s *scenario) bool {
	if !s.hasSources {
		return slices.Equal(positive(s.operator.states[0].emit), positive(s.mimic.states[0].emit))
	}
	return slices.Equal(positive(s.operator.prior), positive(s.mimic.prior))
}

// correlations are corr²(F, G) before and after control, for F and G of two values of which F decides the reward and
// that vary before and after.
func (s *scenario) correlations() *pair {
	var t tightest
	for _, f := range s.deciding() {
		for _, g := range s.features {
			if f.name == g.name || len(f.cells) != 2 || len(g.cells) != 2 {
				continue
			}
			before, after := correlation(s.p(), f, g), correlation(s.optimum(), f, g)
			if before != nil && after != nil {
				t.offerRational(before, after)
			}
		}
	}
	return t.pair
}

// correlation is Cov(F,G)²/(Var F·Var G), nil where one of them does not vary.
func correlation(p []*big.Rat, f, g feature) *big.Rat {
	inF, inG := f.eachCell()[1], g.eachCell()[1]
	both := inside(p, event(len(p), func(x int) bool { return inF[x] && inG[x] }))
	pf, pg := inside(p, inF), inside(p, inG)
	variances := mul(mul(pf, sub(one, pf)), mul(pg, sub(one, pg)))
	if variances.Sign() == 0 {
		return nil
	}
	return div(power(sub(both, mul(pf, pg)), 2), variances)
}
