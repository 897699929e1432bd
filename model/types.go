package model

// Successors makes the histories that the laws of each entry have seen one cell longer, and leaves out those that none
// holds possible. Histories after which every law believes the same, and of which the laws' likelihoods are in the
// same proportion, become one entry: its laws have the histories' likelihoods together. So sums over histories of what
// depends on forecasts and likelihood ratios, weighted by likelihood, are sums over entries. Exact, where Frontier
// bounds.
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

// jointBelief is a text that two lists of laws share exactly when each believes the same and their likelihoods are in
// the same proportion; not possible where all are null.
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
