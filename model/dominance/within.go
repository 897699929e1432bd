package dominance

import (
	"slices"

	"mimics/model"
)

// maxTypes is how many groups of histories Within looks at, those of all steps together: their ratios have ever longer
// denominators.
const maxTypes = 1 << 11

// Within returns a step from which on E_A TV(A_h, M_h), the distance of the forecasts of all the future in cells of
// f, is certainly at most the distance. It is not ok if it finds none. It is the first step that one of two bounds
// certifies:
//
//	(2·E_A TV_n)² ≤ κ - E_M Z_n², κ = Σ a²/m,
//	 2·(E_A TV_n)² ≤ KL(a‖m) - E_A ln Z_n,
//
// with the sums over the sources, those of the same law taken as one. Both tend to 0 if what is observed tells the
// sources of M apart. The second is better if some source has little weight under M.
func (c *Comparison) Within(distance model.Q) (n int, ok bool) {
	b := c.bounds()
	root := b.root()
	var kappa model.Q
	var divergence model.Log
	for _, s := range root.a {
		i := slices.IndexFunc(root.m, s.sameLaw)
		if i < 0 {
			return 0, false
		}
		ratio := s.weight.Div(root.m[i].weight)
		kappa, divergence = kappa.Add(s.weight.Mul(ratio)), divergence.Add(model.Ln(ratio).Scale(s.weight))
	}
	square := distance.Mul(distance)
	level := map[string]group{root.key(): {root, model.One}}
	for looked := 0; looked <= maxTypes; n++ {
		const bits = 64
		energy := kappa
		_, nats := divergence.Enclose(bits) // a certain upper bound
		for _, g := range level {
			energy = energy.Sub(g.chance.Mul(g.z)) // E_M Z² = E_A Z
			_, rest := model.Ln(g.z).Scale(g.chance.Neg()).Enclose(bits)
			nats = nats.Add(rest)
		}
		if !model.Whole(4).Mul(square).Less(energy) || !model.Whole(2).Mul(square).Less(nats) {
			return n, true
		}
		next := map[string]group{}
		for _, g := range level {
			for cell := range b.cells {
				if b.spent() {
					return 0, false
				}
				if p, chance := b.after(g.pair, cell); p != nil {
					key := p.key()
					next[key] = group{p, next[key].chance.Add(g.chance.Mul(chance))}
				}
			}
		}
		looked += len(next)
		level = next
	}
	return 0, false
}

// group stands for the histories of one length after which both laws are the same and so is their ratio. Its chance
// is what A gives them together.
type group struct {
	*pair
	chance model.Q
}
