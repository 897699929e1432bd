// Package estimate computes confidence intervals for numbers of the world, given a sample. Start reading at
// [ClopperPearson], for a probability, and [TotalVariation], for a distance. The results are floating-point numbers for
// people; no verdict depends on them.
package estimate

// Range is an interval for an unknown number. The function that returns it states its confidence.
type Range struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// Holds reports whether the value is in the range.
func (r Range) Holds(value float64) bool { return r.Low <= value && value <= r.High }

// Estimate is a value computed from a sample, with a range for the number of the world.
type Estimate struct {
	Value float64 `json:"value"`
	Range
}

// Share estimates a probability by the share of successes in n draws, with the interval of [ClopperPearson]. Without
// draws nothing is known: the value is the middle of [0, 1].
func Share(successes, n int64, miss float64) Estimate {
	e := Estimate{0.5, ClopperPearson(successes, n, miss)}
	if n > 0 {
		e.Value = float64(successes) / float64(n)
	}
	return e
}

// Complement estimates 1 less the number.
func (e Estimate) Complement() Estimate { return Estimate{1 - e.Value, Range{1 - e.High, 1 - e.Low}} }

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
