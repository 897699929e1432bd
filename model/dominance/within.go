package dominance

import (
	"fmt"

	"mimics/model"
)

// mostHistories is how many histories Within looks at, those of all steps together: their ratios have ever longer
// denominators.
const mostHistories = 1 << 11

// Within is a step from which on E_A TV(A_h, M_h), the distance of the forecasts of all the future in cells of f, is certainly at most
// the distance; not ok where none is found. It is the first that the bound of the energy certifies,
//
//	(2·E_A TV_n)² ≤ κ - E_M Z_n², κ = Σ a²/m over the sources, those that have the same law taken as one,
//
// (theory of merging/energy), which tends to 0 where what is observed tells the sources of M apart.
func (c *Comparison) Within(distance model.Q) (n int, ok bool) {
	if c.hidden() {
		// No feature shows more of how far two laws are apart than the outcomes do.
		outcomes, err := c.outcomes()
		if err != nil {
			return 0, false
		}
		return outcomes.Within(distance)
	}
	b, root := newBounds(c.automaton), c.root()
	kappa, ok := energy(root)
	if !ok {
		return 0, false
	}
	enough := model.Whole(4).Mul(distance).Mul(distance)
	// Histories after which both laws are the same and so is their ratio count as one, with what A gives them together.
	type group struct {
		pair
		chance model.Q
	}
	level := map[string]group{root.key(): {*root, model.One}}
	looked := 0
	for n := 0; ; n++ {
		var squares model.Q // E_M Z² = E_A Z
		for _, g := range level {
			squares = squares.Add(g.chance.Mul(g.z))
		}
		if left := kappa.Sub(squares); !enough.Less(left) {
			return n, true
		}
		next := map[string]group{}
		for _, g := range level {
			for cell := range c.automaton.cells {
				p, chance := b.after(&g.pair, cell)
				if p == nil {
					continue
				}
				p.history = nil
				key := p.key()
				next[key] = group{*p, next[key].chance.Add(g.chance.Mul(chance))}
			}
		}
		if looked += len(next); looked > mostHistories || b.spent() {
			return 0, false
		}
		level = next
	}
}

// energy is κ, not ok where some source of A is none of M.
func energy(p *pair) (kappa model.Q, ok bool) {
	for s, a := range p.a.states {
		m, shared := p.m.states[s]
		if !shared {
			return model.Q{}, false
		}
		kappa = kappa.Add(a.Mul(a).Div(m))
	}
	a, m := byPseudo(p.a.urns), byPseudo(p.m.urns)
	for name, weight := range a {
		if m[name].Sign() == 0 {
			return model.Q{}, false
		}
		kappa = kappa.Add(weight.Mul(weight).Div(m[name]))
	}
	return kappa, true
}

// byPseudo takes urns of the same pseudo-counts as one.
func byPseudo(urns []source) map[string]model.Q {
	weights := map[string]model.Q{}
	for _, u := range urns {
		name := fmt.Sprint(u.urn)
		weights[name] = weights[name].Add(u.weight)
	}
	return weights
}
