package model

// Successors extends the histories of each entry by one cell, and leaves out those that no law gives positive
// probability. Two histories become one entry if every law has the same belief after both and the laws' likelihoods are
// in the same proportion; the entry's laws have the sum of the likelihoods. Forecasts and likelihood ratios depend on
// the entry only, so that sums of them over histories, weighted by likelihood, are sums over entries. Successors is
// exact; frontier.Frontier returns bounds.
func Successors(f Feature, entries [][]Law) [][]Law {
	var all [][]Law
	key := make([]byte, 0, 128)
	places := map[string]int{}
	for _, laws := range entries {
		next := make([]Law, len(laws))
		for cell := range f.Cells() {
			if !observe(f, cell, laws, next) {
				continue
			}
			key = appendJointBelief(key[:0], next)
			at, known := places[string(key)]
			if !known {
				places[string(key)] = len(all)
				all, next = append(all, next), make([]Law, len(laws))
				continue
			}
			for i, l := range next {
				all[at][i] = all[at][i].or(l)
			}
		}
	}
	return all
}

// appendJointBelief appends a key that two lists of laws, not all null, share exactly if each law has the same belief
// and the likelihoods are in the same proportion.
func appendJointBelief(key []byte, laws []Law) []byte {
	var first, scale Int // the likelihood of the first law that is not null
	for _, l := range laws {
		if !l.Null() {
			mass, ratio := l.mass(), One
			if first.Sign() == 0 {
				first, scale = mass, l.scale
			} else {
				ratio = Ratio(mass.Mul(scale), l.scale.Mul(first))
			}
			key = ratio.Den().appendTo(append(ratio.Num().appendTo(l.appendBelief(key)), '/'))
		}
		key = append(key, '|')
	}
	return key
}

// or is the law after either of two histories of different observations.
func (l Law) or(o Law) Law {
	either := Law{machine: l.machine, scale: l.scale.LCM(o.scale)}
	either.particles = make([]particle, 0, len(l.particles)+len(o.particles))
	for _, of := range [...]Law{l, o} {
		factor := either.scale.Div(of.scale)
		for _, p := range of.particles {
			p.weight = p.weight.Mul(factor)
			either.particles = append(either.particles, p)
		}
	}
	either.particles = merge(either.particles)
	return either.reduced()
}
