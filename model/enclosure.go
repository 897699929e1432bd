package model

import (
	"math"
	"math/big"
	"math/bits"
	"sync/atomic"

	"mimics/model/exponential"
)

// Enclosure bounds a number with certainty: Low ≤ number ≤ High.
type Enclosure struct{ Low, High Q }

// Add encloses the sum.
func (e Enclosure) Add(o Enclosure) Enclosure { return Enclosure{e.Low.Add(o.Low), e.High.Add(o.High)} }

// Scale encloses q times the number. It needs q ≥ 0.
func (e Enclosure) Scale(q Q) Enclosure { return Enclosure{e.Low.Mul(q), e.High.Mul(q)} }

// Enclose returns dyadic rationals low ≤ a ≤ high that are certain. They close in on a as bits, the number of binary
// places that each logarithm is computed to, grows. It panics if a is infinite.
func (a Log) Enclose(bits uint) (low, high Q) {
	if a.infinite != 0 {
		panic("model: no enclosure of infinity")
	}
	l, h := a.interval(bits)
	scale := canonical(new(big.Int).Lsh(big.NewInt(1), bits))
	return Ratio(canonical(l), scale), Ratio(canonical(h), scale)
}

// Float64 is a float close to a, for display only: no verdict uses it. Infinities become ±Inf.
func (a Log) Float64() float64 {
	if a.infinite != 0 {
		f, _ := new(big.Float).SetInf(a.infinite < 0).Float64()
		return f
	}
	if q, ok := a.Rational(); ok {
		return q.Float64()
	}
	return a.enclosedFloat()
}

// tiny is below half of the smallest float.
var tiny = Half.Pow(1100)

// enclosedFloat asks for the sign only where it always ends: a sum of powers that nothing tells from 0 is 0 as a float.
func (a Log) enclosedFloat() float64 {
	if !a.hasPowers() && a.Sign() == 0 {
		return 0
	}
	for bits := uint(firstBits); ; bits *= 2 { // until both ends agree to the last place of a float
		low, high := a.Enclose(bits)
		switch {
		case !low.Abs().Less(high.Sub(low).Mul(Whole(1 << 53))):
			return low.Add(high).Mul(Half).Float64()
		case low.Abs().Less(tiny) && high.Abs().Less(tiny):
			return 0
		}
	}
}

// interval encloses a in units of 2^-bits: every step rounds its lower end down and its upper end up.
func (a Log) interval(bits uint) (low, high *big.Int) {
	one := new(big.Int).Lsh(big.NewInt(1), bits)
	low, high = scaleFixed(a.rational, one, one, bits)
	for _, t := range a.terms {
		l, h := lnFixed(t.argument, bits)
		l, h = scaleFixed(t.coefficient, l, h, bits)
		low.Add(low, l)
		high.Add(high, h)
	}
	return low, high
}

// scaleFixed multiplies the enclosure [low, high] by q. Sums of powers in q are enclosed in units of 2^-bits first.
func scaleFixed(q Q, low, high *big.Int, bits uint) (*big.Int, *big.Int) {
	if q.hasPowers() {
		return scalePowers(q, low, high, bits)
	}
	if q.Sign() < 0 {
		low, high = high, low
	}
	num, den := q.Num().view(), q.Den().view()
	return exponential.FloorDiv(new(big.Int).Mul(low, num), den), exponential.CeilDiv(new(big.Int).Mul(high, num), den)
}

// scalePowers is scaleFixed by a fraction of sums of powers: the ends are the least and the largest of what the ends of
// the enclosures of all three give.
func scalePowers(q Q, low, high *big.Int, bits uint) (least, largest *big.Int) {
	denLow, denHigh, work := q.Den().enclosePositive(bits)
	numLow, numHigh := q.Num().enclose(work)
	for _, end := range []*big.Int{low, high} {
		for _, num := range []*big.Int{numLow, numHigh} {
			for _, den := range []*big.Int{denLow, denHigh} {
				product := new(big.Int).Mul(end, num)
				below, above := exponential.FloorDiv(product, den), exponential.CeilDiv(product, den)
				if least == nil || below.Cmp(least) < 0 {
					least = below
				}
				if largest == nil || above.Cmp(largest) > 0 {
					largest = above
				}
			}
		}
	}
	return least, largest
}

// logarithm is ln argument as a float.
type logarithm struct {
	argument int64
	float    float64
}

// logarithms keeps those computed last, each at the remainder of its argument.
var logarithms [1 << 15]atomic.Pointer[logarithm]

// nearLn is ln n, n ≥ 2, for an integer, with a relative error below 5·2^-53. Of a long one it reads the first 62 bits.
func (n Int) nearLn() float64 {
	if n.big == nil {
		return nearLn(n.small)
	}
	rest := uint(n.BitLen() - 62)
	return nearLn(new(big.Int).Rsh(n.view(), rest).Int64()) + float64(rest)*math.Ln2
}

// nearLn is ln n, n ≥ 2, with a relative error below 2^-51. It is computed like exponential.Ln, in units of 2^-64:
// about 20 powers, rounded down, err by less than 30 units together, and the float of e·ln 2 + ln m by less than 2^-51.
func nearLn(n int64) float64 {
	kept := &logarithms[n%int64(len(logarithms))]
	if l := kept.Load(); l != nil && l.argument == n {
		return l.float
	}
	exponent := bits.Len64(uint64(n)) - 1
	power := uint64(1) << exponent
	z, _ := bits.Div64(uint64(n)-power, 0, uint64(n)+power)
	square, _ := bits.Mul64(z, z)
	sum := uint64(0)
	for odd := uint64(1); z > 0; odd += 2 {
		sum += z / odd
		z, _ = bits.Mul64(z, square)
	}
	float := float64(exponent)*math.Ln2 + math.Ldexp(float64(sum), -63)
	kept.Store(&logarithm{n, float})
	return float
}

// lnFixed encloses ln n in units of 2^-bits, for an integer n ≥ 2 or a sum of powers n > 0.
func lnFixed(n Int, bits uint) (low, high *big.Int) {
	if n.isSum() { // ln (n·2^work/2^work)
		low, high, work := n.enclosePositive(bits)
		low, _ = exponential.Ln(low, bits)
		_, high = exponential.Ln(high, bits)
		unitLow, unitHigh := exponential.Ln(new(big.Int).Lsh(big.NewInt(1), work), bits)
		return low.Sub(low, unitHigh), high.Sub(high, unitLow)
	}
	return exponential.Ln(n.view(), bits)
}
