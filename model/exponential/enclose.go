package exponential

import (
	"math/big"
	"sync/atomic"
)

// Enclosures are pairs of integers in units of 2^-places. Every step rounds its lower end down and its upper end up.

// Enclose returns low ≤ a ≤ high.
func (a Sum) Enclose(places uint) (low, high *big.Int) {
	low, high = new(big.Int), new(big.Int)
	for _, t := range a.terms {
		l, h := a.power(t.exponent, places)
		if t.coefficient.Sign() < 0 {
			l, h = h, l
		}
		low.Add(low, new(big.Int).Mul(t.coefficient, l))
		high.Add(high, new(big.Int).Mul(t.coefficient, h))
	}
	return low, high
}

// powers keeps enclosures of powers of e, each at the remainder of a mixture of what it depends on.
var powers [1 << 14]atomic.Pointer[enclosedPower]

// enclosedPower encloses e^(exponent/root). It never changes.
type enclosedPower struct {
	exponent, root int64
	places         uint
	low, high      *big.Int
}

// power encloses b^(exponent/D).
func (a Sum) power(exponent int64, places uint) (low, high *big.Int) {
	if a.base != nil {
		work := places + 64 + uint(exponent/a.root+1)*uint(a.base.Num().BitLen())
		l, h := Ln(a.base.Num(), work)
		l2, h2 := Ln(a.base.Denom(), work)
		n, d := big.NewInt(exponent), big.NewInt(a.root)
		low, _ = exp(FloorDiv(new(big.Int).Mul(l.Sub(l, h2), n), d), work, places)
		_, high = exp(CeilDiv(new(big.Int).Mul(h.Sub(h, l2), n), d), work, places)
		return low, high
	}
	at := &powers[uint64(exponent*31+a.root*1009+int64(places))%uint64(len(powers))]
	if p := at.Load(); p != nil && p.exponent == exponent && p.root == a.root && p.places == places {
		return p.low, p.high
	}
	work := places + 64 + 2*uint(exponent/a.root+1) // places of the exponent: e^(x+δ) errs by e^x·δ, and e^x < 4^x
	n, d := new(big.Int).Lsh(big.NewInt(exponent), work), big.NewInt(a.root)
	low, _ = exp(FloorDiv(n, d), work, places)
	_, high = exp(CeilDiv(n, d), work, places)
	at.Store(&enclosedPower{exponent, a.root, places, low, high})
	return low, high
}

// exp encloses e^x, x ≥ 0 in units of 2^-work, to places: with x = 2^s·y and y < 1/2, it squares the sum of the
// exponential series at y s times. The series has positive terms, each below half of the one before, so that the last
// one bounds the tail.
func exp(x *big.Int, work, places uint) (low, high *big.Int) {
	squarings := uint(max(0, x.BitLen()-int(work)+1))
	unit := new(big.Int).Lsh(big.NewInt(1), work+squarings) // y = x / 2^(work+squarings), exactly
	work += squarings
	low, high = new(big.Int).Set(unit), new(big.Int).Set(unit)
	termLow, termHigh := new(big.Int).Set(unit), new(big.Int).Set(unit)
	for k := int64(1); termHigh.Cmp(big.NewInt(1)) > 0; k++ {
		termLow = new(big.Int).Quo(termLow.Rsh(termLow.Mul(termLow, x), work), big.NewInt(k))
		termHigh = CeilDiv(ShiftUp(termHigh.Mul(termHigh, x), work), big.NewInt(k))
		low.Add(low, termLow)
		high.Add(high, termHigh)
	}
	high.Add(high, termHigh)
	for range squarings {
		low.Rsh(low.Mul(low, low), work)
		ShiftUp(high.Mul(high, high), work)
	}
	return low.Rsh(low, work-places), ShiftUp(high, work-places)
}

// Ln encloses ln n, n ≥ 1. With 2^e ≤ n < 2^(e+1) and m = n/2^e in [1, 2), ln n = e·ln 2 + ln m, and both logarithms
// are values of 2·artanh: ln 2 at 1/3, ln m at (m-1)/(m+1) < 1/3.
func Ln(n *big.Int, places uint) (low, high *big.Int) {
	exponent := uint(n.BitLen() - 1)
	work := places + 32 // guard places: far more than the few hundred roundings below can use up
	power := new(big.Int).Lsh(big.NewInt(1), exponent)
	num := new(big.Int).Sub(n, power)
	den := new(big.Int).Add(n, power)
	low, high = artanh(num, den, work)
	if exponent > 0 {
		low2, high2 := artanh(big.NewInt(1), big.NewInt(3), work)
		e := new(big.Int).SetUint64(uint64(exponent))
		low.Add(low, low2.Mul(low2, e))
		high.Add(high, high2.Mul(high2, e))
	}
	low.Rsh(low.Lsh(low, 1), work-places) // twice the sum; Rsh rounds down
	return low, ShiftUp(high.Lsh(high, 1), work-places)
}

// artanh encloses artanh(num/den) = Σ z^(2i+1)/(2i+1), for 0 ≤ z = num/den ≤ 1/3. All terms are positive, so rounding
// each step down gives a lower end and rounding it up an upper one. The tail after the last term is below
// z^(2i+1)/(1-z²) ≤ 9/8 of the next power, which the final 2·power covers.
func artanh(num, den *big.Int, places uint) (low, high *big.Int) {
	low, high = new(big.Int), new(big.Int)
	powerLow := FloorDiv(new(big.Int).Lsh(num, places), den)
	powerHigh := CeilDiv(new(big.Int).Lsh(num, places), den)
	squareLow := new(big.Int).Rsh(new(big.Int).Mul(powerLow, powerLow), places)
	squareHigh := ShiftUp(new(big.Int).Mul(powerHigh, powerHigh), places)
	for odd := int64(1); powerHigh.Cmp(big.NewInt(1)) > 0; odd += 2 {
		divisor := big.NewInt(odd)
		low.Add(low, FloorDiv(powerLow, divisor))
		high.Add(high, CeilDiv(powerHigh, divisor))
		powerLow.Rsh(powerLow.Mul(powerLow, squareLow), places)
		powerHigh = ShiftUp(powerHigh.Mul(powerHigh, squareHigh), places)
	}
	return low, high.Add(high, powerHigh.Lsh(powerHigh, 1))
}

// FloorDiv is a/b rounded down, for b > 0.
func FloorDiv(a, b *big.Int) *big.Int { return new(big.Int).Div(a, b) } // Euclidean division is floor if b > 0

// CeilDiv is a/b rounded up, for b > 0.
func CeilDiv(a, b *big.Int) *big.Int {
	negated := new(big.Int).Neg(a)
	return negated.Neg(negated.Div(negated, b))
}

// ShiftUp is n/2^places rounded up, in place.
func ShiftUp(n *big.Int, places uint) *big.Int { return n.Neg(n.Rsh(n.Neg(n), places)) }
