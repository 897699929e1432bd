package dominance

import (
	"slices"

	"mimics/model"
)

// mostHistories is how many histories Within looks at, those of all steps together: their ratios have ever longer
// denominators.
const mostHistories = 1 << 11

// Within is a step from which on E_A TV(A_h, M_h), the distance of the forecasts of all the future in cells of f, is certainly at most
// the distance; not ok where none is found. It is the first that the bound of the energy or that of the budget certifies,
//
//	(2·E_A TV_n)² ≤ κ - E_M Z_n², κ = Σ a²/m,
//	 2·(E_A TV_n)² ≤ KL(a‖m) - E_A ln Z_n
//
// (theory of merging/energy, merging/budget) over the sources, those that have the same law taken as one. Both tend to 0 where what is
// observed tells the sources of M apart. The budget is the better one where some source has little weight under M.
func (c *Comparison) Within(distance model.Q) (n int, ok bool) {
	b, root := c.bounds(), c.told().root()
	var kappa model.Q
	var budget model.Log
	for _, s := range root.a {
		i := slices.IndexFunc(root.m, s.alike)
		if i < 0 {
			return 0, false
		}
		ratio := s.weight.Div(root.m[i].weight)
		kappa, budget = kappa.Add(s.weight.Mul(ratio)), budget.Add(model.Ln(ratio).Scale(s.weight))
	}
	square := distance.Mul(distance)
	level := map[string]group{root.key(): {*root, model.One}}
	for n, looked := 0, 0; ; n++ {
		var squares model.Q // E_M Z² = E_A Z
		for _, g := range level {
			squares = squares.Add(g.chance.Mul(g.z))
		}
		if !model.Whole(4).Mul(square).Less(kappa.Sub(squares)) || !model.Whole(2).Mul(square).Less(unspent(budget, level)) {
			return n, true
		}
		next := map[string]group{}
		for _, g := range level {
			for cell := range b.cells {
				if b.spent() {
					return 0, false
				}
				p, chance := b.after(&g.pair, cell)
				if p == nil {
					continue
				}
				p.history = nil
				key := p.key()
				next[key] = group{*p, next[key].chance.Add(g.chance.Mul(chance))}
			}
		}
		if looked += len(next); looked > mostHistories {
			return 0, false
		}
		level = next
	}
}

// group is the histories of one length after which both laws are the same and so is their ratio, with what A gives them together.
type group struct {
	pair
	chance model.Q
}

// unspent is a certain upper bound, in nats, of what the ratios of a level leave of a budget of divergence.
func unspent(budget model.Log, level map[string]group) model.Q {
	const bits = 64
	_, left := budget.Enclose(bits)
	for _, g := range level {
		_, rest := model.Ln(g.z).Scale(g.chance.Neg()).Enclose(bits)
		left = left.Add(rest)
	}
	return left
}
