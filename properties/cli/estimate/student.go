package estimate

import "math"

// normal returns the number of standard deviations that a normal variable exceeds with the chance tail, 0 < tail < 1.
func normal(tail float64) float64 { return math.Sqrt2 * math.Erfinv(1-2*tail) }

// Student returns the number t that the size |T| of a variable of Student's law exceeds with the chance miss,
// 0 < miss < 1. The law has the degrees of freedom given, at least 1: it is that of the mean of one more normal
// variables, in units of its estimated standard deviation.
//
// It solves P(|T| ≤ t) = 1-miss by Newton's method in the angle θ of t = √degrees·tan θ. The chance is concave in θ,
// since its derivative is proportional to (cos θ)^(degrees-1). So from an angle that is too small each step ends at one
// that is not too large, up to rounding. The normal law's angle is too small, because Student's law has longer tails.
func Student(degrees int, miss float64) float64 {
	root := math.Sqrt(float64(degrees))
	angle := math.Atan(normal(miss/2) / root)
	for range 100 {
		chance, slope := withinAngle(degrees, angle)
		step := (1 - miss - chance) / slope
		angle += step
		if step <= 1e-15*angle {
			break
		}
	}
	return root * math.Tan(angle)
}

// withinAngle returns P(|T| ≤ √degrees·tan angle) for a variable of Student's law, and the derivative in the angle.
//
// The derivative is c·(cos θ)^(d-1) for d degrees. Integration by parts relates d+2 degrees to d: the chance gains
// c/d·sin θ·(cos θ)^d, and c becomes c·(d+1)/d. One degree is Cauchy's law, whose chance is 2θ/π; at two degrees it is
// sin θ (Abramowitz and Stegun 26.7.3 and 26.7.4).
func withinAngle(degrees int, angle float64) (chance, slope float64) {
	sin, cos := math.Sincos(angle)
	d, chance, slope := 2, sin, cos
	if degrees%2 == 1 {
		d, chance, slope = 1, 2*angle/math.Pi, 2/math.Pi
	}
	for ; d < degrees; d += 2 {
		chance += float64(slope / float64(d) * sin * cos)
		slope *= float64(d+1) / float64(d) * cos * cos
	}
	return chance, slope
}
