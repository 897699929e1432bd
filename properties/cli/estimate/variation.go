package estimate

import (
	"math"
	"math/rand/v2"
)

// TotalVariation estimates the total variation of two laws over the same outcomes, given the counts of n ≥ 1
// independent draws from one and m ≥ 1 from the other. The range contains the value. It misses the distance with a
// chance of at most miss, 0 < miss < 1, half of that on either side, whatever the laws are; at the lower end to the
// accuracy of Newcombe's interval.
//
// The upper end is V + √(ln(2/miss)/2·(1/n + 1/m)), V being the distance of the two empirical laws. V is convex in
// these laws, so E V is at least the distance (Jensen). Changing one draw changes V by at most 1/n or 1/m, so V falls
// short of E V by the root with a chance of at most miss/2 (McDiarmid 1989).
//
// The lower end uses that the distance is at least P(E) - Q(E) for every event E. Each sample is split at random into
// two independent halves. The event E consists of the outcomes that are more frequent in the first sample than in the
// second, in one half; the other half gives a lower bound of P(E) - Q(E) (Newcombe 1998, method 10, one-sided). Both
// halves take both parts, with miss/4 each. The value is the mean of the two differences. It is biased downwards,
// because the learnt event is not the best one, but by less than V is biased upwards, because V chooses the event on
// the draws that it evaluates.
func TotalVariation(a, b []int64, miss float64, random *rand.Rand) (value float64, r Range) {
	n, m := sum(a), sum(b)
	z := normal(miss / 4)
	a1, a2 := halves(a, random)
	b1, b2 := halves(b, random)
	first, low1 := difference(a1, b1, a2, b2, z)
	second, low2 := difference(a2, b2, a1, b1, z)
	value = min(1, max(0, (first+second)/2))
	high := plugIn(a, b) + math.Sqrt(math.Log(2/miss)/2*(1/n+1/m))
	return value, Range{min(value, max(0, low1, low2)), min(1, max(value, high))}
}

// plugIn returns the distance of the empirical laws.
func plugIn(a, b []int64) (distance float64) {
	n, m := sum(a), sum(b)
	for x := range a {
		distance += math.Abs(float64(a[x])/n-float64(b[x])/m) / 2
	}
	return distance
}

// difference learns the event E on which the empirical law of a exceeds that of b, and estimates P(E) - Q(E) from the
// counts p and q, with a lower bound at z standard deviations. It returns 0 and -1 if a sample is empty.
func difference(a, b, p, q []int64, z float64) (value, low float64) {
	n, m, n1, m1 := sum(p), sum(q), sum(a), sum(b)
	if n == 0 || m == 0 || n1 == 0 || m1 == 0 {
		return 0, -1
	}
	var inP, inQ float64
	for x := range a {
		if float64(a[x])*m1 > float64(b[x])*n1 {
			inP += float64(p[x])
			inQ += float64(q[x])
		}
	}
	shareP, shareQ := inP/n, inQ/m
	lowP, _ := wilson(inP, n, z)
	_, highQ := wilson(inQ, m, z)
	value = shareP - shareQ
	downP, upQ := shareP-lowP, highQ-shareQ
	return value, value - math.Sqrt(float64(downP*downP)+float64(upQ*upQ))
}

// wilson returns the score interval of a probability, given the successes in n > 0 draws, at z standard deviations
// (Wilson 1927).
func wilson(successes, n, z float64) (low, high float64) {
	share, square := successes/n, z*z/n
	centre, reach := share+square/2, math.Sqrt(square*(float64(share*(1-share))+square/4))
	return (centre - reach) / (1 + square), (centre + reach) / (1 + square)
}

// halves splits the draws at random into two halves. If their number is odd, the second half has one more.
func halves(counts []int64, random *rand.Rand) (first, second []int64) {
	first, second = Subset(int64(sum(counts))/2, counts, random), make([]int64, len(counts))
	for x, count := range counts {
		second[x] = count - first[x]
	}
	return first, second
}

func sum(counts []int64) float64 {
	total := int64(0)
	for _, count := range counts {
		total += count
	}
	return float64(total)
}
