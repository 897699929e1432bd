package model

// Successors extends the histories of each entry by one cell, and leaves out those that no law gives positive
// probability. Two histories become one entry if every law has the same belief after both and the laws' likelihoods are
// in the same proportion; the entry's laws have the sum of the likelihoods. Forecasts and likelihood ratios depend on
// the entry only, so that sums of them over histories, weighted by likelihood, are sums over entries. Successors is
// exact; Frontier returns bounds.
func Successors(f Feature, entries [][]Law) [][]Law {
	var all [][]Law
	places := map[string]int{}
	for _, laws := range entries {
		for cell := range f.Cells() {
			next := make([]Law, len(laws))
			for i, l := range laws {
				next[i] = l.ObserveCell(f, cell)
			}
			key, possible := jointBelief(next)
			if !possible {
				continue
			}
			at, known := places[key]
			if !known {
				places[key] = len(all)
				all = append(all, next)
				continue
			}
			for i, l := range next {
				all[at][i] = all[at][i].or(l)
			}
		}
	}
	return all
}

// jointBelief is a key that two lists of laws share exactly if each law has the same belief and the likelihoods are in
// the same proportion. It returns false if all laws are null.
func jointBelief(laws []Law) (key string, possible bool) {
	var first Q
	for _, l := range laws {
		if l.Null() {
			key += "|"
			continue
		}
		if !possible {
			possible, first = true, l.Prob()
		}
		key += l.Belief() + l.Prob().Div(first).Key() + "|"
	}
	return key, possible
}

// or is the law after either of two histories of different observations.
func (l Law) or(o Law) Law {
	either := Law{machine: l.machine, scale: l.scale.LCM(o.scale)}
	for _, of := range []Law{l, o} {
		factor := either.scale.Div(of.scale)
		for _, p := range of.particles {
			p.weight = p.weight.Mul(factor)
			either.particles = append(either.particles, p)
		}
	}
	either.particles = merge(either.particles)
	return either.reduced()
}
