package estimate

import "math"

// lowEnd returns the probability p at which at least s of n draws succeed with the chance tail, and 1-p. Both have a
// small relative error, down to 1e-308; smaller numbers become 0. 1 ≤ s ≤ n and 0 < tail ≤ 1/2.
//
// In the logit of p the logarithm of this chance is concave: its second derivative is the variance of the binomial
// count given that it is at least s, less the variance of the count, and a log-concave law loses variance by
// truncation. So each step of Newton's method ends at or below the root, and rises to it from there on.
func lowEnd(s, n int64, tail float64) (p, complement float64) {
	if s == n { // p^n = tail
		return math.Exp(math.Log(tail) / float64(n)), -math.Expm1(math.Log(tail) / float64(n))
	}
	successes, failures := float64(s), float64(n-s)
	// Start at the normal approximation, with more deviations than the tail has, so that the fraction below converges
	// fast.
	logit := math.Log(successes/failures) - math.Sqrt(-2*math.Log(tail)*(1/successes+1/failures))
	for i := range 100 {
		if p, complement = fromLogit(logit); p == 0 {
			return p, complement
		}
		ratio := tailRatio(successes, failures, p, complement)
		// The derivative of P(X ≥ s) in the logit is s·(1-p)·P(X = s).
		slope := successes * complement / ratio
		step := (math.Log(tail) - logBinomial(successes, failures, p, complement) - math.Log(ratio)) / slope
		logit += step
		if i > 0 && step <= 1e-15*(1+math.Abs(logit)) {
			break
		}
	}
	return fromLogit(logit)
}

// fromLogit returns the probability and its complement. A probability below 1e-308 becomes 0.
func fromLogit(logit float64) (p, complement float64) {
	return 1 / (1 + math.Exp(-logit)), 1 / (1 + math.Exp(logit))
}

// tailRatio returns P(X ≥ s)/P(X = s) for p below s/n, by the continued fraction of the incomplete beta function
// I_p(s, n-s+1) (DLMF 8.17.22), which ends because n-s is whole. It is evaluated forwards (Lentz).
func tailRatio(s, failures, p, complement float64) float64 {
	const least = 1e-300 // instead of 0, as a divisor
	b := failures + 1
	fraction, c, d := 1.0, 1.0, 0.0
	next := func(term float64) float64 {
		d = nonzero(1+term*d, least)
		c = nonzero(1+term/c, least)
		d = 1 / d
		fraction *= c * d
		return math.Abs(c*d - 1)
	}
	for m := 0.0; ; m++ {
		next(-(s + m) * (s + b + m) * p / ((s + 2*m) * (s + 2*m + 1)))
		if even := m + 1; even > failures {
			break
		} else if next(even*(b-even)*p/((s+2*even-1)*(s+2*even))) < 1e-16 {
			break
		}
	}
	return complement / fraction
}

func nonzero(value, least float64) float64 {
	if math.Abs(value) < least {
		return least
	}
	return value
}

// logBinomial returns ln P(X = s) for s successes and the given number of failures, 0 < p < 1, by Stirling's formula,
// its error and two deviances, in which the large terms have cancelled (Loader, "Fast and accurate computation of
// binomial probabilities", 2000).
func logBinomial(s, failures, p, complement float64) float64 {
	n := s + failures
	switch {
	case s == 0:
		return n * math.Log1p(-p)
	case failures == 0:
		return n * math.Log(p)
	}
	return stirlingError(n) - stirlingError(s) - stirlingError(failures) - deviance(s, n*p) - deviance(failures,
		n*complement) +
		math.Log(n/(2*math.Pi*s*failures))/2
}

// stirlingError returns ln n! less Stirling's formula ln(√(2πn)·(n/e)^n), for whole n ≥ 1.
func stirlingError(n float64) float64 {
	if n < float64(len(smallErrors)) {
		return smallErrors[int(n)]
	}
	i := 1 / (n * n)
	return (1./12 - i*(1./360-i*(1./1260-i*(1./1680-i*(1./1188-i*691./360360))))) / n
}

// smallErrors are the errors of Stirling's formula for n ≤ 15, for which the series is too coarse.
var smallErrors = func() (errors [16]float64) {
	for i := 1; i < len(errors); i++ {
		n := float64(i)
		logFactorial, _ := math.Lgamma(n + 1)
		errors[i] = logFactorial - (n+0.5)*math.Log(n) + n - math.Log(2*math.Pi)/2
	}
	return errors
}()

// deviance returns x·ln(x/mean) + mean - x. Near x = mean it is summed as a series, in which nothing cancels.
func deviance(x, mean float64) float64 {
	difference := x - mean
	if math.Abs(difference) >= 0.1*(x+mean) {
		return x*math.Log(x/mean) - difference
	}
	v := difference / (x + mean) // x/mean = (1+v)/(1-v)
	sum, power := difference*v, 2*x*v
	for j := 3.0; ; j += 2 {
		power *= v * v
		next := sum + power/j
		if next == sum {
			return sum
		}
		sum = next
	}
}
