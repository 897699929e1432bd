package dominance

import (
	"math"
	"slices"

	"mimics/model"
)

// Decomposition is the Lebesgue decomposition of one law with respect to another: how much of it is absolutely continuous,
// and so merges, and how much is singular. Where the two masses do not sum to 1 what is missing is undecided.
type Decomposition struct {
	Merging  model.Q // mass of the part on which the forecasts of all the future merge: at least this
	Singular model.Q // mass of the part on which they become opposite: at least this
	Sources  []Share // the same for each of its sources
}

// Share is how much of one source merges.
type Share struct {
	Start  int     // its start state
	Weight model.Q // its share of the law
	// Of that merges at least, 0 to 1, and is singular at least.
	Merging, Singular model.Q
}

// Decided reports whether all of the law is one or the other.
func (d Decomposition) Decided() bool { return d.Merging.Add(d.Singular).Equal(model.One) }

// MostJoint is how many joint states Decompose looks behind where nobody says.
const MostJoint = 1 << 13

// effortPerState is how much the comparison of mixtures may cost for each joint state that is looked behind.
const effortPerState = 1 << 11

// Decompose decides how much of what A holds possible merges with M, over all histories to come. Where there are more joint
// states than it looks behind the masses may be bounds, which narrow as Effort grows. Whether a source is singular as a whole does not
// depend on the number of joint states (see the package's comment for where that ends).
func (c *Comparison) Decompose() Decomposition {
	if c.decomposition == nil {
		d := c.decompose()
		c.decomposition = &d
	}
	return *c.decomposition
}

func (c *Comparison) decompose() Decomposition {
	own, others := c.hidden.sources[0], c.hidden.sources[1]
	j := newJoint(c.hidden.automaton)
	starts, possible := states(own), states(others)
	j.merging = j.mergingPairs(starts, possible, min(c.Effort, math.MaxInt/pairsPerState)*pairsPerState)
	nodes := make([]int, len(own))
	for i, s := range own {
		if s.state >= 0 {
			nodes[i] = j.id(s.state, possible)
		}
	}
	j.explore(c.Effort, together)
	j.settle(c.tests(), c.purse())
	merges, parts := j.chances(c.purse())
	left := c.purse()
	var d Decomposition
	for i, s := range own {
		share := Share{Start: s.start, Weight: s.weight}
		switch {
		case s.state >= 0:
			share.Merging, share.Singular = merges[nodes[i]], parts[nodes[i]]
			if share.Merging.IsZero() && !share.Singular.Equal(model.One) && c.tests().apart(s.state, possible, &left) == yes {
				share.Singular = model.One
			}
		case slices.ContainsFunc(others, func(t source) bool { return sameSupport(s.urn, t.urn) }):
			share.Merging = model.One
		default:
			share.Singular = model.One
		}
		d.Sources = append(d.Sources, share)
		d.Merging = d.Merging.Add(share.Weight.Mul(share.Merging))
		d.Singular = d.Singular.Add(share.Weight.Mul(share.Singular))
	}
	return d
}

// states are those that the sources are in.
func states(sources []source) (list set) {
	for _, s := range sources {
		if s.state >= 0 {
			list = list.with(s.state)
		}
	}
	return list
}

// purse is the effort for the kernel, for the comparison of mixtures by it, or for the equations.
func (c *Comparison) purse() int { return min(c.Effort, math.MaxInt/effortPerState) * effortPerState }

// Density bounds A/M on the part that merges, nil where no bound is known: of the law A, the merging part gives no event more than
// Density times what M does.
func (c *Comparison) Density() *model.Q {
	if !c.density.asked {
		told := c.told()
		c.density.bound = c.bounds().density(told.sources[0], byLaw(told.sources[1]))
		c.density.asked = true
	}
	return c.density.bound
}

// density adds up the bounds of the sources.
func (b *bounds) density(sources, others []source) *model.Q {
	var sum model.Q
	for _, s := range sources {
		most := b.densityOf(s, others)
		if most == nil {
			return nil
		}
		sum = sum.Add(s.weight.Mul(*most))
	}
	return &sum
}

// densityOf bounds how much the merging part of a source s has of what the other law gives. Where s first meets a state j of the other
// law, the two are the same from then on, so that s has at most P_s(h)/(m_j·P_j(h)) times what that law has. An urn merges wholly if one
// of the others has the same support, and else nothing of it does.
func (b *bounds) densityOf(s source, others []source) *model.Q {
	if s.state < 0 && slices.ContainsFunc(others, func(j source) bool { return sameSupport(s.urn, j.urn) }) {
		_, least := b.cheapest(s, others)
		return least
	}
	var most model.Q
	for _, j := range others { // in order, since each question spends work
		if s.state < 0 || j.state < 0 {
			continue
		}
		ratio := b.ratioToMeeting(s.state, j.state)
		if ratio == nil {
			return nil
		}
		most = most.Max(ratio.Div(j.weight))
	}
	return &most
}

func sameSupport(a, b []model.Q) bool {
	return slices.EqualFunc(a, b, func(x, y model.Q) bool { return x.Sign() == y.Sign() })
}
