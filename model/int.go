package model

import (
	"cmp"
	"math"
	"math/big"
	"math/bits"
	"strconv"

	"mimics/model/exponential"
)

// Int is an exact integer of any size with value semantics: an int64 inline, a big.Int beyond. The zero value is 0.
// Canonical form: big is nil exactly if the value fits an int64, so that two Ints that fit compare with ==. What is
// behind a value never changes once the value exists.
//
// An Int may also be a sum of powers of e^(1/D), as they arise under a tilt at a rational β: see Exp. Sums, products,
// signs and comparisons of such numbers are exact too.
type Int struct {
	small int64
	big   *wide
}

// wide is an integer beyond int64 or, if sum is not nil, a sum of powers that is no integer.
type wide struct {
	integer big.Int
	sum     *exponential.Sum
}

// NewInt is n.
func NewInt(n int64) Int { return Int{small: n} }

// IntOf copies a big.Int.
func IntOf(n *big.Int) Int { return canonical(new(big.Int).Set(n)) }

// canonical takes ownership of n.
func canonical(n *big.Int) Int {
	if n.IsInt64() {
		return Int{small: n.Int64()}
	}
	w := new(wide)
	if w.integer.SetBits(n.Bits()); n.Sign() < 0 {
		w.integer.Neg(&w.integer)
	}
	return Int{big: w}
}

// canonical takes ownership of w.
func (w *wide) canonical() Int {
	if w.integer.IsInt64() {
		return Int{small: w.integer.Int64()}
	}
	return Int{big: w}
}

// Big is a fresh copy of a as a big.Int.
func (a Int) Big() *big.Int { return new(big.Int).Set(a.view()) }

// view may share a's storage and must not be changed. It panics if a is no integer.
func (a Int) view() *big.Int {
	switch {
	case a.big == nil:
		return big.NewInt(a.small)
	case a.big.sum != nil:
		panic("model: a sum of powers where only an integer can be")
	}
	return &a.big.integer
}

// Int64 is a's value and true, if a fits an int64.
func (a Int) Int64() (int64, bool) { return a.small, a.big == nil }

// Sign is -1, 0 or 1.
func (a Int) Sign() int {
	switch {
	case a.big == nil:
		return cmp.Compare(a.small, 0)
	case a.big.sum != nil:
		return a.big.sum.Sign()
	}
	return a.big.integer.Sign()
}

// Add is a + b.
func (a Int) Add(b Int) Int {
	if a.big == nil && b.big == nil {
		if sum := a.small + b.small; (sum > a.small) == (b.small > 0) {
			return Int{small: sum}
		}
	}
	return a.addBig(b)
}

func (a Int) addBig(b Int) Int {
	if a.isSum() || b.isSum() {
		return ofSum(a.powers().Add(b.powers()))
	}
	w := new(wide)
	w.integer.Add(a.view(), b.view())
	return w.canonical()
}

// Sub is a - b.
func (a Int) Sub(b Int) Int {
	if a.big == nil && b.big == nil {
		if diff := a.small - b.small; (diff < a.small) == (b.small > 0) {
			return Int{small: diff}
		}
	}
	return a.addBig(b.mulBig(NewInt(-1)))
}

// Mul is a · b.
func (a Int) Mul(b Int) Int {
	if a.big == nil && b.big == nil {
		high, low := bits.Mul64(magnitude(a.small), magnitude(b.small))
		if high == 0 && low <= math.MaxInt64 {
			if (a.small < 0) != (b.small < 0) {
				return Int{small: -int64(low)}
			}
			return Int{small: int64(low)}
		}
	}
	return a.mulBig(b)
}

func (a Int) mulBig(b Int) Int {
	if a.isSum() || b.isSum() {
		return ofSum(a.powers().Mul(b.powers()))
	}
	w := new(wide)
	w.integer.Mul(a.view(), b.view())
	return w.canonical()
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// pow is a to the power n, by squaring.
func (a Int) pow(n uint64) Int {
	power := NewInt(1)
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			power = power.Mul(a)
		}
		if n > 1 {
			a = a.Mul(a)
		}
	}
	return power
}

// Neg is -a.
func (a Int) Neg() Int { return Int{}.Sub(a) }

// Abs is |a|.
func (a Int) Abs() Int {
	if a.Sign() < 0 {
		return a.Neg()
	}
	return a
}

// Div is the quotient rounded towards minus infinity. It panics if b is 0, and if a or b is a sum of powers that b does
// not divide.
func (a Int) Div(b Int) Int {
	if a.big == nil && b.big == nil && b.small > 0 {
		quotient := a.small / b.small
		if a.small%b.small < 0 {
			quotient--
		}
		return Int{small: quotient}
	}
	if a.isSum() || b.isSum() {
		return a.divideSum(b)
	}
	quotient, remainder := new(big.Int).QuoRem(a.view(), b.view(), new(big.Int))
	if remainder.Sign()*b.Sign() < 0 {
		quotient.Sub(quotient, big.NewInt(1))
	}
	return canonical(quotient)
}

// GCD is the greatest common divisor of |a| and |b|; GCD(0, 0) is 0. Of sums of powers it is a common divisor.
func (a Int) GCD(b Int) Int {
	if a.big == nil && b.big == nil {
		x := gcd(magnitude(a.small), magnitude(b.small))
		if x <= math.MaxInt64 {
			return Int{small: int64(x)}
		}
		return canonical(new(big.Int).SetUint64(x))
	}
	if a.isSum() || b.isSum() {
		return a.commonSum(b)
	}
	return canonical(new(big.Int).GCD(nil, nil, a.Abs().view(), b.Abs().view()))
}

func gcd(x, y uint64) uint64 {
	for y != 0 {
		x, y = y, x%y
	}
	return x
}

// LCM is the least common multiple of |a| and |b|. It is 0 if a or b is.
func (a Int) LCM(b Int) Int {
	if a == (Int{}) || b == (Int{}) {
		return Int{}
	}
	return a.Div(a.GCD(b)).Mul(b).Abs()
}

// Cmp is -1, 0 or 1 as a is below, equal to or above b.
func (a Int) Cmp(b Int) int {
	if a.big == nil && b.big == nil {
		return cmp.Compare(a.small, b.small)
	}
	if a.isSum() || b.isSum() {
		return a.Sub(b).Sign()
	}
	return a.view().Cmp(b.view())
}

// BitLen is the number of binary digits of |a| rounded down, 0 for 0. For a sum of powers it may be too large by 1.
func (a Int) BitLen() int {
	if a.isSum() {
		_, size := a.Abs().big.sum.Enclose(0)
		return size.BitLen()
	}
	if a.big != nil {
		return a.big.integer.BitLen()
	}
	return bits.Len64(magnitude(a.small))
}

func (a Int) isOne() bool { return a.big == nil && a.small == 1 }

// appendTo appends a in decimal, a sum of powers as the sum.
func (a Int) appendTo(text []byte) []byte {
	if a.isSum() {
		return append(text, a.big.sum.String()...)
	}
	if a.big != nil {
		return a.big.integer.Append(text, 10)
	}
	return strconv.AppendInt(text, a.small, 10)
}

// String is a in decimal; a sum of powers is written as such.
func (a Int) String() string { return string(a.appendTo(nil)) }
