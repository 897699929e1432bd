package theorems

import (
	"mimics/model"
	"mimics/model/frontier"
)

// maxWords is the largest precision, in words of 64 bits. An inequality that is open at this precision stays undecided.
const maxWords = 16

// maxFrontierWork bounds the work of a frontier with few sources and outcomes. With more of them, or with numbers of
// several words, each type is more work.
const maxFrontierWork = 1 << 21

// maxWork is maxFrontierWork, divided by the number of sources and of outcomes.
func (in *Instance) maxWork() int { return maxFrontierWork / max(1, in.k()*len(in.Sources)/9) }

// side is one side of an inequality: exact, or between two bounds.
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

// horizonSums holds the enclosures summed over all lengths below the horizon, and those of the last length.
type horizonSums struct {
	sums  []model.Enclosure
	last  *model.Enclosure
	steps int
}

// extend takes an inequality left ≤ right that was checked exactly up to steps, and checks it further along the
// horizon, with bounds of growing precision until they decide it. If they do not, extend returns the exact sides. The
// detail says how many steps were covered.
func (in *Instance) extend(exact Sides, steps int, laws []model.Law, each func(*frontier.Frontier) []model.Enclosure,
	last func(*frontier.Frontier) (model.Enclosure, bool), sides func(horizonSums) (left, right side)) Sides {
	remark := exact.remark
	exact = exact.WithDetail("%s %s", remark, in.Covered(steps))
	if steps == in.Horizon || !exact.holds(AtMost) || in.maxWork() < in.k() {
		return exact
	}
	for words := 1; words <= maxWords; words *= 2 {
		l, work, ok := in.longest(words, in.maxWork(), laws, each, last)
		if l.steps <= steps {
			break
		}
		if ok {
			left, right := sides(l)
			leftLow, leftHigh := left.ends()
			rightLow, rightHigh := right.ends()
			decided := Sides{LeftWithin: left.within, RightWithin: right.within, settled: true}.
				WithDetail("%s %s", remark, in.Covered(l.steps))
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

// longest runs a frontier along the horizon until its work exceeds most, or that of one length exceeds maxWork. It
// returns false if the last length has no bounds at this precision.
func (in *Instance) longest(words, most int, laws []model.Law, each func(*frontier.Frontier) []model.Enclosure,
	last func(*frontier.Frontier) (model.Enclosure, bool)) (l horizonSums, work int, ok bool) {
	most = max(most, 64) // always enough for length 0
	histories := frontier.New(in.finest(), words, laws...)
	defer func() { work = histories.Work() }()
	for l.steps < in.Horizon {
		var here []model.Enclosure
		if each != nil {
			here = each(histories)
		}
		if l.steps+1 == in.Horizon && last == nil {
			l.sums = sumEnclosures(l.sums, here)
			l.steps++ // the last length needs no enclosure
			break
		}
		limit := min(most, histories.Work()+max(in.maxWork(), 64))
		if last != nil {
			limit = min(most, histories.Work()+most/64) // the last length needs more work per type
		}
		if !histories.Step(limit) {
			break
		}
		l.sums = sumEnclosures(l.sums, here)
		l.steps++
	}
	if last == nil {
		return l, 0, true
	}
	end, ok := last(histories)
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
