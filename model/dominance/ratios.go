package dominance

import "mimics/model"

// bounds compares the sources of two laws.
type bounds struct {
	sides                // beliefs about the sources, if these are finitely many; otherwise the hidden states
	deterministic bool   // whether the states are beliefs
	tests         *tests // of the hidden states
	ratios        map[question]*model.Q
	left          budget
}

func (c *Comparison) bounds() *bounds {
	s := c.determinized()
	return &bounds{sides: s, deterministic: s.isDeterministic(), tests: c.tests(), ratios: map[question]*model.Q{},
		left: maxWork}
}

func (b *bounds) spent() bool { return b.left < 0 }

// charge spends what one fraction costs: 1, and beyond some 256 bits more, in proportion to the square of its length.
func (b *bounds) charge(q model.Q) { b.left -= 1 + effort(q)/16 }

// question asks for the largest P_i(h)/P_j(h) of two states, over all h or, if meeting, over the h after which they
// first are in the same state.
type question struct {
	i, j    int
	meeting bool
}

// ratio returns the largest P_i(h)/P_j(h), 0 if the states never meet as asked. It is nil if there is none or none is
// known. If state and cell leave several successors, it is an upper bound, and nil for meeting states.
func (b *bounds) ratio(asked question) *model.Q {
	if asked.i == asked.j {
		return new(model.One)
	}
	known, ok := b.ratios[asked]
	if !ok && !b.spent() {
		switch {
		case b.deterministic:
			known = b.longest(asked)
		case !asked.meeting:
			known = b.mixed([]source{{state: asked.i, weight: model.One}},
				[]source{{state: asked.j, weight: model.One}})
		}
		b.ratios[asked] = known
	}
	return known
}

// mixed bounds the ratio of two mixtures by the equations between their states, nil if that gives no bound or the
// first has an urn.
func (b *bounds) mixed(a, m []source) *model.Q {
	if a[0].state < 0 {
		return nil
	}
	if c, exists := b.tests.constant(a, m, &b.left); exists == yes {
		return &c
	}
	return nil
}

// longest relaxes the pairs of states that i and j lead to. After as many rounds as there are pairs it has looked at
// every path without cycles, so what still rises then rises for ever. Paths end anywhere, or only where i and j meet.
func (b *bounds) longest(asked question) *model.Q {
	type step struct {
		to    int
		ratio model.Q
	}
	type states struct{ i, j int }
	start := states{asked.i, asked.j}
	pairs, ids := []states{{}, start}, map[states]int{start: 1} // pair 0 stands for all in which the two have met
	steps := make([][]step, 1)
	for n := 1; n < len(pairs); n++ {
		var list []step
		for c := range b.cells {
			p, q := b.step(pairs[n].i, c), b.step(pairs[n].j, c)
			switch {
			case p.chance.IsZero() || asked.meeting && q.chance.IsZero():
				continue
			case q.chance.IsZero() || b.spent():
				return nil
			}
			b.charge(p.chance)
			to := states{p.to, q.to}
			id := ids[to]
			if id == 0 && to.i != to.j {
				id = len(pairs)
				ids[to], pairs = id, append(pairs, to)
			}
			list = append(list, step{id, p.chance.Div(q.chance)})
		}
		steps = append(steps, list)
	}
	largest := make([]model.Q, len(pairs))
	for n := range largest {
		if n == 0 || !asked.meeting {
			largest[n] = model.One
		}
	}
	for range len(pairs) + 1 {
		rises := false
		for n, list := range steps {
			if b.spent() {
				return nil
			}
			for _, s := range list {
				ratio := s.ratio.Mul(largest[s.to])
				b.charge(ratio)
				if largest[n].Less(ratio) {
					largest[n], rises = ratio, true
				}
			}
		}
		if !rises {
			return &largest[1]
		}
	}
	return nil
}

// urnRatio returns the supremum of P_α(h)/P_β(h) of two urns, the largest value of the density of their Dirichlet
// laws. It is finite if and only if the supports are the same and α ≥ β throughout. It is rational if the differences
// are whole; for others it returns nil.
func urnRatio(alpha, beta source) *model.Q {
	if !alpha.sameSupport(beta) {
		return nil
	}
	rising := func(from model.Q, n int64) (product model.Q) {
		product = model.One
		for i := range n {
			product = product.Mul(from.Add(model.Whole(i)))
		}
		return product
	}
	differences, whole := make([]int64, len(alpha.urn)), int64(0)
	for x, a := range alpha.urn {
		d := a.Sub(beta.urn[x])
		n, fits := d.Num().Int64()
		if d.Sign() < 0 || !d.Equal(model.Whole(n)) || !fits || n > 1<<10 {
			return nil
		}
		differences[x], whole = n, whole+n
	}
	density := rising(model.Total(beta.urn), whole)
	for x, n := range differences {
		density = density.Div(rising(beta.urn[x], n))
		if n > 0 {
			density = density.Mul(model.Frac(n, whole).Pow(int(n)))
		}
	}
	return &density
}
