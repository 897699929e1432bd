package dominance

import (
	"math"
	"slices"

	"mimics/model"
)

// Decomposition is the Lebesgue decomposition of A with respect to M: how much of A is absolutely continuous, and so
// merges, and how much is singular. If the two masses do not sum to 1, the rest is undecided.
type Decomposition struct {
	Merging  model.Q // at least this mass merges: there the forecasts of all the future become the same
	Singular model.Q // at least this mass is singular: there they become opposite
}

// Decided reports whether all of the law is one or the other.
func (d Decomposition) Decided() bool { return d.Merging.Add(d.Singular).Equal(model.One) }

// MaxJoint is how many joint states Decompose expands by default.
const MaxJoint = 1 << 13

// effortPerState is what the comparison of mixtures may cost per joint state that may be expanded.
const effortPerState = 1 << 11

// Decompose decides how much of A merges with M, over all histories to come. If there are more joint states than
// Effort, the masses may be bounds, which narrow as Effort grows. Whether a source is singular as a whole does not
// depend on the number of joint states (the package's comment says where that ends).
func (c *Comparison) Decompose() Decomposition { return c.decomposition.get(c.decompose) }

func (c *Comparison) decompose() (d Decomposition) {
	own, others := c.hidden.sources[0], c.hidden.sources[1]
	p := newProduct(c.hidden.automaton)
	possible := states(others)
	p.merging = p.mergingPairs(states(own), possible, min(c.Effort, math.MaxInt/pairsPerState)*pairsPerState)
	for _, s := range own {
		if s.state >= 0 {
			p.id(s.state, possible)
		}
	}
	p.explore(c.Effort, false)
	left := c.budget()
	p.decideBottoms(c.tests(), &left)
	merges, parts := p.chances(c.budget())
	left = c.budget()
	for _, s := range own {
		var merging, parting model.Q
		switch {
		case s.state >= 0:
			n := p.id(s.state, possible)
			merging, parting = merges[n], parts[n]
			if merging.IsZero() && !parting.Equal(model.One) && c.tests().singular(s.state, possible, &left) == yes {
				parting = model.One
			}
		case slices.ContainsFunc(others, s.sameSupport):
			merging = model.One
		default:
			parting = model.One
		}
		d.Merging = d.Merging.Add(s.weight.Mul(merging))
		d.Singular = d.Singular.Add(s.weight.Mul(parting))
	}
	return d
}

// budget is the effort for the kernel, for the comparison of mixtures by it, or for the equations.
func (c *Comparison) budget() budget {
	return budget(min(c.Effort, math.MaxInt/effortPerState) * effortPerState)
}

// Density bounds A/M on the part that merges: the merging part of A gives no event more than Density times what M
// gives it. It is nil if no bound is known.
func (c *Comparison) Density() *model.Q {
	return c.density.get(func() *model.Q {
		b := c.bounds()
		root, sum := b.root(), model.Zero
		for _, s := range root.a {
			bound := b.densityOf(s, root.m)
			if bound == nil {
				return nil
			}
			sum = sum.Add(s.weight.Mul(*bound))
		}
		return &sum
	})
}

// densityOf bounds the density of the merging part of a source s with respect to the other law. If s first meets a
// state j of the other law after h, the two have the same law from then on, and s has at most P_s(h)/(m_j·P_j(h))
// times what the other law has. An urn merges wholly if one of the others has the same support; otherwise nothing of
// it merges.
func (b *bounds) densityOf(s source, others []source) *model.Q {
	if s.state < 0 && slices.ContainsFunc(others, s.sameSupport) {
		_, cost := b.cheapest(s, others)
		return cost
	}
	var most model.Q
	for _, j := range others { // in order, since each question spends the budget
		if s.state < 0 || j.state < 0 {
			continue
		}
		ratio := b.ratio(question{s.state, j.state, true})
		if ratio == nil {
			return nil
		}
		most = most.Max(ratio.Div(j.weight))
	}
	return &most
}

// sameSupport reports whether two urns can show the same cells; a state and an urn never do.
func (s source) sameSupport(other source) bool {
	return s.state == other.state && slices.EqualFunc(s.urn, other.urn,
		func(a, b model.Q) bool { return a.Sign() == b.Sign() })
}
