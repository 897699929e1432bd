package estimate

import (
	"math"
	"math/rand/v2"
)

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
		drawn[x] = Binomial(size, float64(w)/float64(rest), random)
		size, rest = size-drawn[x], rest-w
	}
	return drawn
}

// Binomial draws the number of successes in n ≥ 0 trials that each succeed with probability p.
func Binomial(n int64, p float64, random *rand.Rand) int64 {
	if n == 0 || p == 0 || p == 1 {
		return int64(p) * n
	}
	mode := min(n, int64((float64(n)+1)*p))
	return logConcave(0, mode, n, binomialLog(n, p), random)
}

// binomialLog returns the function ln P(X = x) for X successes in n trials, 0 < p < 1.
func binomialLog(n int64, p float64) func(x int64) float64 {
	return func(x int64) float64 { return logBinomial(float64(x), float64(n-x), p, 1-p) }
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
func hypergeometric(size, marked, all int64, random *rand.Rand) int64 {
	low, high := max(0, size+marked-all), min(size, marked)
	if low == high {
		return low
	}
	mode := int64((float64(size) + 1) * (float64(marked) + 1) / (float64(all) + 2))
	return logConcave(low, min(high, max(low, mode)), high, hypergeometricLog(size, marked, all), random)
}

// hypergeometricLog returns the function ln P(X = x) for the number X of marked things among size things, drawn from
// all without replacement; 0 < size < all. If each thing is drawn with probability size/all, independently, this is the
// law of the number of marked things drawn, given that size are drawn in all.
func hypergeometricLog(size, marked, all int64) func(x int64) float64 {
	p := float64(size) / float64(all)
	inAll := binomialLog(all, p)(size)
	inMarked, inOthers := binomialLog(marked, p), binomialLog(all-marked, p)
	return func(x int64) float64 { return inMarked(x) + inOthers(size-x) - inAll }
}

// logConcave draws from a law on the whole numbers from low to high, given a mode and the function ln P(X = x). The
// law must be log-concave: P(X = x)² ≥ P(X = x-1)·P(X = x+1). It takes 5 proposals at most, on average (Devroye, "A
// simple generator for discrete log-concave distributions", Computing 39, 1987).
//
// Let peak = P(X = mode). Then P(X = mode±k)/peak is at most the hat min(1, e^(1 - peak·k)). For let it be e^-l. By
// log-concavity the probabilities from the mode to there are at least peak·e^(-l·j/k), so 1 is at least their sum,
// peak·k·(1-e^-l)/l or more, so peak·k ≤ l/(1-e^-l) ≤ 1 + l. The distance k is proposed as a real number y, rounded.
// Rounding moves it by at most 1/2, so the hat in y is min(1, e^(flat - peak·y)) with flat = 1 + peak/2: constant up to
// y = flat/peak, exponential from there, with areas as flat is to 1.
func logConcave(low, mode, high int64, log func(x int64) float64, random *rand.Rand) int64 {
	top := log(mode)
	peak := math.Exp(top)
	flat := 1 + peak/2
	for {
		y, hat := random.Float64()*flat, 0.0 // in units of 1/peak; its logarithm
		if random.Float64()*(1+flat) > flat {
			tail := random.ExpFloat64()
			y, hat = flat+tail, -tail
		}
		k := int64(math.Round(y / peak))
		if random.Int64()%2 == 0 {
			k = -k
		}
		x := mode + k
		if x == mode || low <= x && x <= high && log(x)-top >= hat-random.ExpFloat64() {
			return x
		}
	}
}
