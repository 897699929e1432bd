package theorems

import "mimics/model"

// mostWords is the precision at which an inequality that is still open is left so.
const maxWords = 16

// mostCertain bounds the work of a frontier, for few sources and outcomes; of more each type is more work, and so it is
// with numbers of several words.
const maxFrontierWork = 1 << 21

// mostWork is mostCertain for so many sources and outcomes.
func (in *Instance) maxWork() int { return maxFrontierWork / max(1, in.k()*len(in.Sources)/9) }

// bounded is a side of an inequality: exact, or somewhere between two bounds.
type side struct {
	exact  model.Log
	within *model.Enclosure
}

func exactly(l model.Log) side       { return side{exact: l} }
func between(e model.Enclosure) side { return side{within: &e} }
func (b side) ends() (l, h model.Log) {
	if b.within == nil {
		return b.exact, b.exact
	}
	return model.Rational(b.within.Low), model.Rational(b.within.High)
}

// long is what a frontier tells of the whole horizon: the sums, over the lengths below it, of what each length gives,
// and what the last one gives.
type horizonSums struct {
	sums  []model.Enclosure
	last  *model.Enclosure
	steps int
}

// further takes an inequality left ≤ right that was checked exactly for so many steps further along the horizon: with
// bounds of growing precision, until they decide it. Where they do not, it stays at what was exact. It says how many
// steps that covers.
func (in *Instance) extend(exact Sides, steps int, laws []model.Law, each func(*model.Frontier) []model.Enclosure,
	last func(*model.Frontier) (model.Enclosure, bool), sides func(horizonSums) (left, right side)) Sides {
	detail := exact.Detail
	exact = exact.withDetail("%s %s", detail, in.covered(steps))
	if steps == in.Horizon || !exact.holds(AtMost) || in.maxWork() < in.k() {
		return exact
	}
	for words := 1; words <= maxWords; words *= 2 {
		l, work, ok := in.longest(words, laws, each, last)
		if l.steps <= steps {
			break
		}
		if ok {
			left, right := sides(l)
			leftLow, leftHigh := left.ends()
			rightLow, rightHigh := right.ends()
			decided := Sides{LeftWithin: left.within, RightWithin: right.within, settled: true}.withDetail("%s %s", detail, in.covered(l.steps))
			switch {
			case !rightLow.Less(leftHigh):
				decided.Left, decided.Right = leftHigh, rightLow
				return decided
			case rightHigh.Less(leftLow):
				decided.Left, decided.Right = leftLow, rightHigh
				return decided
			}
		}
		if work*words > maxFrontierWork/64 {
			break
		}
	}
	return exact
}

// longest runs a frontier along the horizon, as far as its types stay few; not ok where the last length has no bounds in
// so few words.
func (in *Instance) longest(words int, laws []model.Law, each func(*model.Frontier) []model.Enclosure,
	last func(*model.Frontier) (model.Enclosure, bool)) (l horizonSums, work int, ok bool) {
	most := max(in.maxWork(), 64) // never too little for length 0
	frontier := model.NewFrontier(in.finest(), words, laws...)
	defer func() { work = frontier.Work() }()
	for l.steps < in.Horizon {
		var here []model.Enclosure
		if each != nil {
			here = each(frontier)
		}
		if l.steps+1 == in.Horizon && last == nil {
			l.sums = sumEnclosures(l.sums, here)
			l.steps++ // nothing is asked of the last length
			break
		}
		limit := most
		if last != nil {
			limit = min(most, frontier.Work()+most/64) // what is asked of the last length is more work for each type
		}
		if !frontier.Step(limit) {
			break
		}
		l.sums = sumEnclosures(l.sums, here)
		l.steps++
	}
	if last == nil {
		return l, 0, true
	}
	end, ok := last(frontier)
	l.last = &end
	return l, 0, ok
}

func sumEnclosures(sums, more []model.Enclosure) []model.Enclosure {
	if sums == nil {
		return more
	}
	for i, e := range more {
		sums[i] = sums[i].Add(e)
	}
	return sums
}
