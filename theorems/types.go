package theorems

import (
	"slices"

	"mimics/model"
)

// Most quantities depend on a history only through the beliefs after it and its likelihood ratio. So sums over
// histories are sums over types of histories. They are exact as long as the horizon and the number of types allow;
// beyond, certain bounds can still decide an inequality.

// typeLevel holds the histories of one length, by type. A type is the list of the laws after it.
type typeLevel [][]model.Law

// maxTypes bounds the number of types in an exact sum. It is lower than the number of histories, since types have
// longer histories and longer numbers. maxLogTypes is the bound if each type has a logarithm. maxFutures bounds the
// number of types of futures, over all types together.
func (in *Instance) maxTypes() int    { return in.maxHistoriesFor(in.k()) / 128 }
func (in *Instance) maxLogTypes() int { return in.maxHistoriesFor(in.k()) / 512 }
func (in *Instance) maxFutures() int  { return in.maxHistoriesFor(in.k()) / 8 }

// typesOf lists, for each length, the types of histories that the laws tell apart. It goes at least as far as histories
// can be enumerated, and further while there are at most maxTypes.
func (in *Instance) typesOf(laws ...model.Law) (levels []typeLevel) {
	steps, most := in.Reach(in.k()), in.maxTypes()
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

// historyTypes returns the types of histories under operator and mimic, computed once.
func (in *Instance) historyTypes() []typeLevel {
	if in.once.types == nil {
		in.once.types = in.typesOf(in.OperatorLaw, in.MimicLaw)
	}
	return in.once.types
}

// naturalTypes returns the types of histories under nature, operator and mimic, computed once.
func (in *Instance) naturalTypes() []typeLevel {
	if in.once.naturalTypes == nil {
		in.once.naturalTypes = in.typesOf(in.NatureLaw, in.OperatorLaw, in.MimicLaw)
	}
	return in.once.naturalTypes
}

// shorten cuts off the longest lengths until at most most types are left. It keeps the lengths up to least.
func shorten(levels []typeLevel, most, least int) []typeLevel {
	count := 0
	for n, types := range levels {
		if count += len(types); count > most && n > least {
			return levels[:n]
		}
	}
	return levels
}

// withLogs keeps the lengths whose types, at most maxLogTypes in all, can have a logarithm each. It keeps every length
// that can be enumerated.
func (in *Instance) withLogs(levels []typeLevel) []typeLevel {
	return shorten(levels, in.maxLogTypes(), in.Reach(in.k()))
}

// withFutures cuts off the longest lengths until the types have at most maxFutures types of futures. It keeps every
// length that can be enumerated.
func (in *Instance) withFutures(levels []typeLevel) []typeLevel {
	ahead := make([]int, len(levels)) // the number of types up to each length
	for n, count := 0, 0; n < len(levels); n++ {
		count += len(levels[n])
		ahead[n] = count
		futures := 0
		for back := range n + 1 {
			futures += len(levels[back]) * ahead[n-back]
		}
		if futures > in.maxFutures() && n > in.Reach(in.k()) {
			return levels[:n]
		}
	}
	return levels
}

// future lists the types after steps further outcomes, for two laws that are new (model.Law.Anew). It follows a type
// only until one of the laws is null: all that is left is its probability under the other. It keeps the lists, as long
// as they are few, since many checks ask for the same.
func (in *Instance) future(a, m model.Law, steps int) typeLevel {
	const mostKept = 1 << 12
	key := futureKey{jointBelief(a, m), steps}
	if types, known := in.once.futures[key]; known {
		return types
	}
	types, open := typeLevel{}, typeLevel{{a, m}}
	for range steps {
		next := model.Successors(in.finest(), open)
		open = open[:0]
		for _, laws := range next {
			if laws[0].Null() || laws[1].Null() {
				types = append(types, laws)
			} else {
				open = append(open, laws)
			}
		}
	}
	types = append(types, open...)
	if in.once.kept += len(types); in.once.kept <= mostKept {
		if in.once.futures == nil {
			in.once.futures = map[futureKey]typeLevel{}
		}
		in.once.futures[key] = types
	}
	return types
}

// futureKey says which future: after which beliefs, and how far.
type futureKey struct {
	beliefs string
	steps   int
}

// futureDistance is TV(A_h, M_h) over the next steps. It is 1 if only the mimic gives h probability 0.
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

// futureDivergence is KL(A_h‖M_h) over the next steps. It is ∞ if the operator gives some future positive probability
// and the mimic gives it 0.
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
