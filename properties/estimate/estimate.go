// Package estimate says what a sample tells of the world: in floating-point numbers, for people. No verdict hangs on them.
//
//	estimate.ClopperPearson(12, 100, 0.05) // a probability, of which 100 draws showed 12: 0.0636 to 0.2002
package estimate

import (
	"math/rand/v2"

	"gonum.org/v1/gonum/stat/distuv"
)

// Range is what a number lies in, with a confidence that whoever makes it states.
type Range struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// Holds tells whether the value is in the range.
func (r Range) Holds(value float64) bool { return r.Low <= value && value <= r.High }

// ClopperPearson is the exact interval for a probability of which n ≥ 1 draws showed so many successes: whatever the
// probability, it misses it with a chance of at most miss, and on either side of at most half of that (Clopper and
// Pearson 1934).
func ClopperPearson(successes, n int64, miss float64) Range {
	r := Range{0, 1}
	s, failures := float64(successes), float64(n-successes)
	if successes > 0 {
		r.Low = distuv.Beta{Alpha: s, Beta: failures + 1}.Quantile(miss / 2)
	}
	if successes < n {
		r.High = distuv.Beta{Alpha: s + 1, Beta: failures}.Quantile(1 - miss/2)
	}
	return r
}

// Resample draws a sample of the same size from the law of the counts, at least 0 each: the counts of a multinomial.
func Resample(counts []int64, random *rand.Rand) []int64 {
	left := int64(0)
	for _, n := range counts {
		left += n
	}
	drawn, rest := make([]int64, len(counts)), left
	for x, n := range counts {
		if left == 0 {
			break
		}
		// Given what the ones before took, each takes a binomial share of what is left.
		took := left
		if n < rest {
			took = Binomial(left, float64(n)/float64(rest), random)
		}
		drawn[x] = took
		left, rest = left-took, rest-n
	}
	return drawn
}

// Binomial draws how many of n succeed, each with the chance p.
func Binomial(n int64, p float64, random *rand.Rand) int64 {
	return int64(distuv.Binomial{N: float64(n), P: p, Src: random}.Rand())
}
