package model

import (
	"math"
	"math/big"
	"math/bits"
	"strconv"
)

// Int is an exact integer of any size with value semantics: an int64 inline, a big.Int beyond. The zero value is 0.
// Canonical form: big is nil exactly if the value fits an int64, so that two Ints that fit compare with ==. The big.Int
// behind a value is never changed once the value exists.
type Int struct {
	small int64
	big   *big.Int
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
	return Int{big: n}
}

// Big is a fresh copy of a as a big.Int.
func (a Int) Big() *big.Int { return new(big.Int).Set(a.view()) }

// view may share a's storage and must not be changed.
func (a Int) view() *big.Int {
	if a.big != nil {
		return a.big
	}
	return big.NewInt(a.small)
}

// Int64 is a's value and true, if a fits an int64.
func (a Int) Int64() (int64, bool) { return a.small, a.big == nil }

// Sign is -1, 0 or 1.
func (a Int) Sign() int {
	switch {
	case a.big != nil:
		return a.big.Sign()
	case a.small < 0:
		return -1
	case a.small > 0:
		return 1
	}
	return 0
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

func (a Int) addBig(b Int) Int { return canonical(new(big.Int).Add(a.view(), b.view())) }

// Sub is a - b.
func (a Int) Sub(b Int) Int {
	if a.big == nil && b.big == nil {
		if diff := a.small - b.small; (diff < a.small) == (b.small > 0) {
			return Int{small: diff}
		}
	}
	return a.subBig(b)
}

func (a Int) subBig(b Int) Int { return canonical(new(big.Int).Sub(a.view(), b.view())) }

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

func (a Int) mulBig(b Int) Int { return canonical(new(big.Int).Mul(a.view(), b.view())) }

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

// Div is the quotient rounded towards minus infinity. It panics if b is 0.
func (a Int) Div(b Int) Int {
	if a.big == nil && b.big == nil && a.small >= 0 && b.small > 0 {
		return Int{small: a.small / b.small}
	}
	quotient, remainder := new(big.Int).QuoRem(a.view(), b.view(), new(big.Int))
	if remainder.Sign()*b.Sign() < 0 {
		quotient.Sub(quotient, big.NewInt(1))
	}
	return canonical(quotient)
}

// GCD is the greatest common divisor of |a| and |b|; GCD(0, 0) is 0.
func (a Int) GCD(b Int) Int {
	if a.big == nil && b.big == nil {
		x, y := magnitude(a.small), magnitude(b.small)
		for y != 0 {
			x, y = y, x%y
		}
		if x <= math.MaxInt64 {
			return Int{small: int64(x)}
		}
		return canonical(new(big.Int).SetUint64(x))
	}
	return canonical(new(big.Int).GCD(nil, nil, a.Abs().view(), b.Abs().view()))
}

// LCM is the least common multiple of |a| and |b|. It is 0 if a or b is.
func (a Int) LCM(b Int) Int {
	if a.Sign() == 0 || b.Sign() == 0 {
		return Int{}
	}
	return a.Abs().Div(a.GCD(b)).Mul(b.Abs())
}

// Cmp is -1, 0 or 1 as a is below, equal to or above b.
func (a Int) Cmp(b Int) int {
	if a.big == nil && b.big == nil {
		switch {
		case a.small < b.small:
			return -1
		case a.small > b.small:
			return 1
		}
		return 0
	}
	return a.view().Cmp(b.view())
}

// BitLen is the number of binary digits of |a|, 0 for 0.
func (a Int) BitLen() int {
	if a.big != nil {
		return a.big.BitLen()
	}
	return bits.Len64(magnitude(a.small))
}

func (a Int) isOne() bool { return a.big == nil && a.small == 1 }

// appendTo appends a in decimal.
func (a Int) appendTo(text []byte) []byte {
	if a.big != nil {
		return a.big.Append(text, 10)
	}
	return strconv.AppendInt(text, a.small, 10)
}

// String is a in decimal.
func (a Int) String() string { return string(a.appendTo(nil)) }
