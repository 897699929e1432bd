package theorems

import (
	"slices"

	"mimics/model"
)

// Most quantities depend on a history through what is believed after it and its likelihood ratio only. Sums of them
// are taken over types of histories, as far as the horizon goes or the types stay few: exactly, and beyond, where an
// inequality can be decided so, with bounds that are certain.

// typed is the histories of one length, by type.
type typeLevel [][]model.Law

// mostTypes bounds how many types are summed over exactly: fewer than histories, since of longer ones, with longer
// numbers; mostLogTypes where each comes with logarithms; mostFutures how many types of futures, of all types
// together, are summed over.
func (in *Instance) maxTypes() int    { return in.maxHistoriesFor(in.k()) / 128 }
func (in *Instance) maxLogTypes() int { return in.maxHistoriesFor(in.k()) / 512 }
func (in *Instance) maxFutures() int  { return in.maxHistoriesFor(in.k()) / 8 }

// typesOf lists, length by length, the types of histories as the laws tell them apart: as long as histories can be
// enumerated, and longer while types are few.
func (in *Instance) typesOf(laws ...model.Law) (levels []typeLevel) {
	steps, most := in.reach(in.k()), in.maxTypes()
	levels = []typeLevel{{laws}}
	if !slices.ContainsFunc(laws, func(l model.Law) bool { return !l.Null() }) {
		return make([]typeLevel, steps+1)
	}
	for count := 1; len(levels) <= in.Horizon; {
		last := levels[len(levels)-1]
		if len(levels) > steps && len(last)*in.k() > most {
			break
		}
		next := model.Successors(in.finest(), last)
		if count += len(next); len(levels) > steps && count > most {
			break
		}
		levels = append(levels, next)
	}
	return levels
}

// merged is the types of operator and mimic.
func (in *Instance) historyTypes() []typeLevel {
	if in.once.types == nil {
		in.once.types = in.typesOf(in.operator, in.mimic)
	}
	return in.once.types
}

// shorten cuts off the longest histories until so many types are left, but none of so few outcomes as least.
func shorten(levels []typeLevel, most, least int) []typeLevel {
	count := 0
	for n, types := range levels {
		if count += len(types); count > most && n > least {
			return levels[:n]
		}
	}
	return levels
}

// withLogs is the lengths of which so many types have a logarithm each.
func (in *Instance) withLogs(levels []typeLevel) []typeLevel {
	return shorten(levels, in.maxLogTypes(), in.reach(in.k()))
}

// withFutures cuts off the longest histories until the types of their futures, as far as histories then go, are few
// enough, but none that can be enumerated.
func (in *Instance) withFutures(levels []typeLevel) []typeLevel {
	ahead := make([]int, len(levels)) // how many types there are up to each length
	for n, count := 0, 0; n < len(levels); n++ {
		count += len(levels[n])
		ahead[n] = count
		futures := 0
		for back := range n + 1 {
			futures += len(levels[back]) * ahead[n-back]
		}
		if futures > in.maxFutures() && n > in.reach(in.k()) {
			return levels[:n]
		}
	}
	return levels
}

// future lists the types of what two laws have seen so many steps later.
func (in *Instance) future(a, m model.Law, steps int) typeLevel {
	types := typeLevel{{a, m}}
	for range steps {
		types = model.Successors(in.finest(), types)
	}
	return types
}

// futureDistance is TV(A_h, M_h) over the next steps, 1 where the mimic holds h impossible and the operator does not.
func (in *Instance) futureDistance(a, m model.Law, steps int) model.Q {
	if m.Null() {
		return model.One
	}
	var gaps []model.Q
	for _, laws := range in.future(a.Anew(), m.Anew(), steps) {
		gaps = append(gaps, laws[0].Prob().Sub(laws[1].Prob()).Abs())
	}
	return model.Total(gaps).Mul(model.Half)
}

// futureDivergence is KL(A_h‖M_h) over the next steps, ∞ where the mimic holds possible less than the operator.
func (in *Instance) futureDivergence(a, m model.Law, steps int) model.Log {
	if m.Null() {
		return model.Infinity
	}
	return divergence(in.future(a.Anew(), m.Anew(), steps))
}

// divergence is KL(A‖M) of the two laws' histories.
func divergence(types typeLevel) model.Log {
	var terms []model.Log
	for _, laws := range types {
		switch a, m := laws[0], laws[1]; {
		case a.Null():
		case m.Null():
			return model.Infinity
		default:
			terms = append(terms, model.Ln(model.LikelihoodRatio(a, m)).Scale(a.Prob()))
		}
	}
	return model.Sum(terms...)
}
