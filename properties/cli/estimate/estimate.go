// Package estimate computes confidence intervals for numbers of the world, given a sample. Start reading at
// [ClopperPearson], for a probability, and [TotalVariation], for a distance. The results are floating-point numbers for
// people; no verdict depends on them.
package estimate

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat/distuv"
)

// Range is an interval for an unknown number. The function that returns it states its confidence.
type Range struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// Holds reports whether the value is in the range.
func (r Range) Holds(value float64) bool { return r.Low <= value && value <= r.High }

// ClopperPearson returns the exact interval for a probability, given the number of successes in n draws. Whatever the
// probability is, the interval misses it with a chance of at most miss, 0 < miss ≤ 1, and on either side with at most
// half of that. Without draws it is [0, 1].
//
// It covers because each end inverts a test (Clopper and Pearson, "The use of confidence or fiducial limits",
// Biometrika 26, 1934): Low is the probability at which at least as many successes have the chance miss/2. This chance
// rises with the probability, so Low lies above the true probability only if the count is among the largest, which
// together have a chance of at most miss/2. High is the same for failures.
func ClopperPearson(successes, n int64, miss float64) Range {
	r := Range{0, 1}
	if successes > 0 {
		r.Low, _ = lowEnd(successes, n, miss/2)
	}
	if successes < n {
		_, r.High = lowEnd(n-successes, n, miss/2)
	}
	return r
}

// Resample draws a sample of the same size from the law of the counts, at least 0 each, and returns its counts.
func Resample(counts []int64, random *rand.Rand) []int64 {
	size := int64(0)
	for _, n := range counts {
		size += n
	}
	return Multinomial(size, counts, random)
}

// Multinomial draws size times from the law that is proportional to the weights, at least 0 each, and returns the
// counts, which are all 0 if all weights are 0.
func Multinomial(size int64, weights []int64, random *rand.Rand) []int64 {
	rest := int64(0)
	for _, w := range weights {
		rest += w
	}
	drawn := make([]int64, len(weights))
	for x, w := range weights {
		if size == 0 || rest == 0 {
			break
		}
		// Given the counts before, each count is binomial, with its weight's share of the weights that are left.
		took := size
		if w < rest {
			took = Binomial(size, float64(w)/float64(rest), random)
		}
		drawn[x] = took
		size, rest = size-took, rest-w
	}
	return drawn
}

// Binomial draws the number of successes in n trials that each succeed with probability p.
func Binomial(n int64, p float64, random *rand.Rand) int64 {
	return int64(distuv.Binomial{N: float64(n), P: p, Src: random}.Rand())
}

// Subset draws size of the counted things without replacement and returns their counts; size is at most their number.
func Subset(size int64, counts []int64, random *rand.Rand) []int64 {
	rest := int64(0)
	for _, n := range counts {
		rest += n
	}
	drawn := make([]int64, len(counts))
	for x, n := range counts {
		drawn[x] = hypergeometric(size, n, rest, random)
		size, rest = size-drawn[x], rest-n
	}
	return drawn
}

// hypergeometric draws the number of marked things among size things that are drawn from all without replacement.
// Beyond a standard deviation of 100 it rounds a normal variable; the conversion there keeps processors from fusing
// the product with the sum, so that all draw the same.
func hypergeometric(size, marked, all int64, random *rand.Rand) int64 {
	low, high := max(0, size+marked-all), min(size, marked)
	if low == high {
		return low
	}
	n, k, m := float64(size), float64(marked), float64(all)
	mean := n * k / m
	if deviation := math.Sqrt(mean * (1 - k/m) * (m - n) / (m - 1)); deviation > 100 {
		return min(high, max(low, int64(math.Round(mean+float64(deviation*random.NormFloat64())))))
	}
	// The weights of the counts, relative to that of the mode; they fall on either side of it.
	mode := min(high, max(low, int64((n+1)*(k+1)/(m+2))))
	ratio := func(x float64) float64 { return (n - x) * (k - x) / ((x + 1) * (m - n - k + x + 1)) } // of x+1 to x
	const least = 1e-17
	up, down, sum := []float64{1}, []float64{1}, 1.0
	for x := mode; x < high && up[x-mode] > least; x++ {
		up = append(up, up[x-mode]*ratio(float64(x)))
		sum += up[x+1-mode]
	}
	for x := mode; x > low && down[mode-x] > least; x-- {
		down = append(down, down[mode-x]/ratio(float64(x-1)))
		sum += down[mode-x+1]
	}
	u := random.Float64() * sum
	for i, w := range up {
		if u -= w; u < 0 {
			return mode + int64(i)
		}
	}
	for i, w := range down[1:] {
		if u -= w; u < 0 {
			return mode - int64(i) - 1
		}
	}
	return mode // rounding can leave a rest
}
