package dominance

import "mimics/model"

// bounds compares the sources of two laws.
type bounds struct {
	automaton
	settled bool
	tests   *tests // of the hidden states, which are those of the automaton unless it is settled
	ratios  map[question]*model.Q
	work    int
}

// bounds compares the sources as beliefs, if those are finitely many.
func (c *Comparison) bounds() *bounds {
	told := c.told()
	return &bounds{automaton: told.automaton, settled: told.settled(), tests: c.tests(), ratios: map[question]*model.Q{}}
}

// spent reports whether more was worked out than may be.
func (b *bounds) spent() bool { return b.work > mostWork }

// charge counts one fraction as work: as 1, and beyond some 256 bits as more, in proportion to the square of its length.
func (b *bounds) charge(q model.Q) { b.work += 1 + effort(q)/16 }

// question is which largest ratio of two states is asked for: anywhere or where they meet.
type question struct {
	i, j    int
	meeting bool
}

// ratio is the largest P_i(h)/P_j(h) over all h, nil where there is none; a bound on it where state and cell leave several successors.
func (b *bounds) ratio(i, j int) *model.Q {
	return b.answer(question{i, j, false})
}

// ratioToMeeting is the largest P_i(h)/P_j(h) over the h after which i and j first are in the same state: 0 where they
// never are, nil where it has no bound or none is known.
func (b *bounds) ratioToMeeting(i, j int) *model.Q {
	return b.answer(question{i, j, true})
}

func (b *bounds) answer(asked question) *model.Q {
	if asked.i == asked.j {
		one := model.One
		return &one
	}
	known, ok := b.ratios[asked]
	if !ok && !b.spent() {
		switch {
		case b.settled:
			known = b.longest(asked.i, asked.j, asked.meeting)
		case !asked.meeting:
			known = b.mixed([]source{{state: asked.i, weight: model.One}}, []source{{state: asked.j, weight: model.One}})
		}
		b.ratios[asked] = known
	}
	return known
}

// mixed bounds the ratio of two mixtures by what their states give words, for what is left of the work; nil if the first has an urn.
func (b *bounds) mixed(a, m []source) *model.Q {
	if a[0].state < 0 {
		return nil
	}
	left := mostWork - b.work
	c := b.tests.constant(a, m, &left)
	b.work = mostWork - left
	return c
}

// longest relaxes the pairs that i and j lead to: after as many rounds as there are pairs every path without cycles has
// been looked at, so what still rises then rises for ever. Paths end anywhere, or only where i and j meet.
func (b *bounds) longest(i, j int, meeting bool) *model.Q {
	type step struct {
		to    int // -1 where they meet
		ratio model.Q
	}
	ids := map[[2]int]int{{i, j}: 0}
	pairs := [][2]int{{i, j}}
	var steps [][]step
	for n := 0; n < len(pairs); n++ {
		var list []step
		at := pairs[n]
		for c := range b.cells {
			p, q := b.emit[at[0]][c], b.emit[at[1]][c]
			switch {
			case p.Sign() == 0 || meeting && q.Sign() == 0:
				continue
			case q.Sign() == 0 || b.spent():
				return nil
			}
			b.charge(p)
			to := [2]int{b.next(at[0], c), b.next(at[1], c)}
			id, ok := ids[to]
			switch {
			case to[0] == to[1]:
				id = -1
			case !ok:
				id = len(pairs)
				ids[to], pairs = id, append(pairs, to)
			}
			list = append(list, step{id, p.Div(q)})
		}
		steps = append(steps, list)
	}
	largest := make([]model.Q, len(pairs))
	if !meeting {
		for n := range largest {
			largest[n] = model.One
		}
	}
	for round := 0; ; round++ {
		rises := false
		for n, list := range steps {
			if b.spent() {
				return nil
			}
			for _, s := range list {
				ratio := s.ratio
				if s.to >= 0 {
					ratio = ratio.Mul(largest[s.to])
				}
				b.charge(ratio)
				if largest[n].Less(ratio) {
					largest[n], rises = ratio, true
				}
			}
		}
		if !rises {
			return &largest[0]
		}
		if round > len(pairs) {
			return nil
		}
	}
}

// urnRatio is the supremum of P_α(h)/P_β(h), the largest value of the density of the two Dirichlet laws: finite if and
// only if the supports are the same and α ≥ β throughout. It is rational where the differences are whole; for others no
// bound is given.
func urnRatio(alpha, beta []model.Q) *model.Q {
	if !sameSupport(alpha, beta) {
		return nil
	}
	whole := int64(0)
	rising := func(from model.Q, n int64) (product model.Q) {
		product = model.One
		for i := range n {
			product = product.Mul(from.Add(model.Whole(i)))
		}
		return product
	}
	var differences []int64
	for x, a := range alpha {
		d := a.Sub(beta[x])
		n, fits := d.Num().Int64()
		if d.Sign() < 0 || !d.Equal(model.Whole(n)) || !fits || n > 1<<10 {
			return nil
		}
		differences, whole = append(differences, n), whole+n
	}
	density := rising(model.Total(beta), whole)
	for x, n := range differences {
		density = density.Div(rising(beta[x], n))
		if n > 0 {
			density = density.Mul(model.Frac(n, whole).Pow(int(n)))
		}
	}
	return &density
}
