package model

import (
	"math"
	"math/big"
	"sync/atomic"
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
	if a.Sign() == 0 {
		return 0
	}
	for bits := uint(firstBits); ; bits *= 2 { // until both ends agree to the last place of a float
		low, high := a.Enclose(bits)
		if !low.Abs().Less(high.Sub(low).Mul(Whole(1 << 53))) {
			return low.Add(high).Mul(Half).Float64()
		}
	}
}

// interval encloses a in units of 2^-bits: every step rounds its lower end down and its upper end up.
func (a Log) interval(bits uint) (low, high *big.Int) {
	low, high = scaleFixed(a.rational, new(big.Int).Lsh(big.NewInt(1), bits), new(big.Int).Lsh(big.NewInt(1), bits))
	for _, t := range a.terms {
		l, h := lnFixed(t.argument, bits)
		l, h = scaleFixed(t.coefficient, l, h)
		low.Add(low, l)
		high.Add(high, h)
	}
	return low, high
}

// scaleFixed multiplies the enclosure [low, high] of a positive number by q.
func scaleFixed(q Q, low, high *big.Int) (*big.Int, *big.Int) {
	if q.Sign() < 0 {
		low, high = high, low
	}
	num, den := q.Num().view(), q.Den().view()
	return floorDiv(new(big.Int).Mul(low, num), den), ceilDiv(new(big.Int).Mul(high, num), den)
}

func floorDiv(a, b *big.Int) *big.Int { return new(big.Int).Div(a, b) } // Euclidean division is floor if b > 0

func ceilDiv(a, b *big.Int) *big.Int {
	negated := new(big.Int).Neg(a)
	return negated.Neg(negated.Div(negated, b))
}

// logarithm is ln argument at firstBits, enclosed and as a float of a relative error below 2^-52. It never changes.
type logarithm struct {
	argument  int64
	low, high *big.Int
	float     float64
}

// logarithms keeps those computed last, each at the remainder of its argument.
var logarithms [1 << 15]atomic.Pointer[logarithm]

func firstLn(n int64) *logarithm {
	kept := &logarithms[n%int64(len(logarithms))]
	l := kept.Load()
	if l == nil || l.argument != n {
		low, high := computeLn(big.NewInt(n), firstBits)
		float, _ := new(big.Float).SetInt(low).Float64()
		l = &logarithm{n, low, high, math.Ldexp(float, -firstBits)}
		kept.Store(l)
	}
	return l
}

// lnFixed encloses ln n, n ≥ 2, in units of 2^-bits.
func lnFixed(n Int, bits uint) (low, high *big.Int) {
	if n.big == nil && bits == firstBits {
		l := firstLn(n.small)
		return l.low, l.high
	}
	return computeLn(n.view(), bits)
}

// computeLn does what lnFixed does. With 2^e ≤ n < 2^(e+1) and m = n/2^e in [1, 2),
// ln n = e·ln 2 + ln m, and both logarithms are values of 2·artanh: ln 2 at 1/3, ln m at (m-1)/(m+1) < 1/3.
func computeLn(n *big.Int, bits uint) (low, high *big.Int) {
	exponent := uint(n.BitLen() - 1)
	work := bits + 32 // guard places: far more than the few hundred roundings below can use up
	power := new(big.Int).Lsh(big.NewInt(1), exponent)
	num := new(big.Int).Sub(n, power)
	den := new(big.Int).Add(n, power)
	low, high = artanhFixed(num, den, work)
	if exponent > 0 {
		low2, high2 := artanhFixed(big.NewInt(1), big.NewInt(3), work)
		e := new(big.Int).SetUint64(uint64(exponent))
		low.Add(low, low2.Mul(low2, e))
		high.Add(high, high2.Mul(high2, e))
	}
	low.Rsh(low.Lsh(low, 1), work-bits) // twice the sum; Rsh rounds down
	high.Lsh(high, 1)
	return low, high.Neg(high.Rsh(high.Neg(high), work-bits))
}

// artanhFixed encloses artanh(num/den) = Σ z^(2i+1)/(2i+1) in units of 2^-bits, for 0 ≤ z = num/den ≤ 1/3. All terms
// are positive, so rounding each step down gives a lower end and rounding it up an upper one. The tail after the last
// term is below z^(2i+1)/(1-z²) ≤ 9/8 of the next power, which the final 2·power covers.
func artanhFixed(num, den *big.Int, bits uint) (low, high *big.Int) {
	low, high = new(big.Int), new(big.Int)
	powerLow := floorDiv(new(big.Int).Lsh(num, bits), den)
	powerHigh := ceilDiv(new(big.Int).Lsh(num, bits), den)
	squareLow := new(big.Int).Rsh(new(big.Int).Mul(powerLow, powerLow), bits)
	squareHigh := shiftUp(new(big.Int).Mul(powerHigh, powerHigh), bits)
	for odd := int64(1); powerHigh.Cmp(big.NewInt(1)) > 0; odd += 2 {
		divisor := big.NewInt(odd)
		low.Add(low, floorDiv(powerLow, divisor))
		high.Add(high, ceilDiv(powerHigh, divisor))
		powerLow.Rsh(powerLow.Mul(powerLow, squareLow), bits)
		powerHigh = shiftUp(powerHigh.Mul(powerHigh, squareHigh), bits)
	}
	return low, high.Add(high, powerHigh.Lsh(powerHigh, 1))
}

// shiftUp is n/2^bits rounded up, in place.
func shiftUp(n *big.Int, bits uint) *big.Int { return n.Neg(n.Rsh(n.Neg(n), bits)) }
