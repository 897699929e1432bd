package audit

import (
	"math"

	"mimics/properties/cli/estimate"
)

// simultaneous returns an interval for the g of each outcome. The chance that any of them misses is at most miss: given
// how often each outcome was drawn, its successes are binomial, and each interval takes an equal share of the miss
// (Bonferroni). So the intervals hold at once for outcomes that are chosen afterwards, such as the luckiest.
func simultaneous(outcomes []Tally, miss float64) []estimate.Range {
	each := miss / float64(len(outcomes))
	intervals, known := make([]estimate.Range, len(outcomes)), map[Tally]estimate.Range{}
	for x, t := range outcomes {
		r, ok := known[t]
		if !ok {
			r = estimate.ClopperPearson(t.Successes, t.N, each)
			known[t] = r
		}
		intervals[x] = r
	}
	return intervals
}

// gapRange returns an interval of 95 % for the gap 1 - P(A|R=0) of the world, where A is the set of the world's
// outcomes with the largest g, and the outcomes of the log that may be in A. The list is closed if the world has no
// other outcomes; some of the list may have a count of 0.
//
// Half of the miss goes to the intervals of every g. If they hold, the largest g is at least the highest of their low
// ends, so each outcome of A on the list is a candidate, because its high end reaches that. The other half goes to
// P(A|R=0). A does not depend on the log, so S(A), the number of successes in A, is binomial given the number of all
// successes. One interval suffices, because A is one set, although unknown: Clopper and Pearson's ends rise with the
// count, so bounds of S(A) bound them.
//
//   - S(A) is at most the successes of all candidates. That holds for an open list too: an outcome of A that the log
//     never shows adds nothing to S(A). So the low end of the gap needs no bound on the missing mass (such as Good and
//     Turing's, or McAllester and Schapire's).
//   - In a closed list S(A) is at least the successes of some candidate. In an open list A may be one outcome, so rare
//     that the log never shows it: the gap has no upper bound below 1, and the whole half goes to the low end.
func gapRange(outcomes []Tally, successes int64, closed bool) (gap estimate.Range, candidates []int) {
	intervals, best := simultaneous(outcomes, miss/2), 0.0
	for _, r := range intervals {
		best = max(best, r.Low)
	}
	most, least := int64(0), successes
	for x, t := range outcomes {
		if intervals[x].High >= best {
			candidates = append(candidates, x)
			most, least = most+t.Successes, min(least, t.Successes)
		}
	}
	if !closed {
		return estimate.Range{Low: 1 - estimate.ClopperPearson(most, successes, miss).High, High: 1}, candidates
	}
	return estimate.Range{
		Low:  1 - estimate.ClopperPearson(most, successes, miss/2).High,
		High: 1 - estimate.ClopperPearson(least, successes, miss/2).Low,
	}, candidates
}

// average returns bounds of the average of g under a law of the outcomes, proportional to the weights. The law may
// depend on the log in any way, because the intervals hold at once.
func average(weights []float64, intervals []estimate.Range) (r estimate.Range) {
	total := 0.0
	for x, w := range weights {
		r.Low, r.High, total = r.Low+w*intervals[x].Low, r.High+w*intervals[x].High, total+w
	}
	return estimate.Range{Low: r.Low / total, High: min(1, r.High/total)}
}

// forecastError bounds the total variation between the successes of the log and P(·|R=0). The bound is wrong with
// probability at most miss. In a closed list of k outcomes the mean of this distance is at most √((k-1)/T)/2, by Cauchy
// and Schwarz, for T successes, and by McDiarmid's inequality it exceeds its mean by at most √(ln(1/miss)/2T). In an
// open list the Rademacher complexity of all events, estimated from the log, replaces the mean: Σ√S/T, and three
// deviations with half of the miss (Cohen, Kontorovich and Wolfer, "Learning discrete distributions with infinite
// support", 2020).
func forecastError(outcomes []Tally, successes int64, closed bool) float64 {
	n := float64(successes)
	if closed {
		return min(1, math.Sqrt(float64(len(outcomes)-1)/n)/2+math.Sqrt(math.Log(1/miss)/2/n))
	}
	roots := 0.0
	for _, t := range outcomes {
		roots += math.Sqrt(float64(t.Successes))
	}
	return min(1, roots/n+3*math.Sqrt(math.Log(2/miss)/2/n))
}
