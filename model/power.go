package model

import (
	"errors"
	"fmt"
	"math/big"
	"strings"

	"mimics/model/exponential"
)

// Numbers made of powers e^r with rational r, for tilts at a rational β, and powers b^r of one rational b > 1. A Q of
// such numbers is a fraction of two sums of powers, not always in lowest terms.

// ErrUndecided is the value that a comparison panics with if it can neither show that two numbers are equal nor find
// which is the larger. That takes logarithms of sums of powers: all else compares exactly.
var ErrUndecided = errors.New("a comparison of logarithms of sums of powers of e is undecided")

// MaxRoot bounds the denominator of exponents.
const MaxRoot = 1 << 31

var errRoot = fmt.Errorf("the common denominator of reward/β is too large, expected at most %d", int64(MaxRoot))

// Exp is e^r. It returns an error if the denominator of r is above MaxRoot or e^|r| above 2^MaxTiltBits.
func Exp(r Q) (Q, error) {
	if r.Den().Cmp(NewInt(MaxRoot)) > 0 {
		return Q{}, errRoot
	}
	if LnInt(NewInt(2)).Scale(Whole(MaxTiltBits)).Less(Rational(r.Abs())) {
		return Q{}, fmt.Errorf("e^%s is too large, expected at most 2^%d", r.brief(), MaxTiltBits)
	}
	return power(nil, r), nil
}

// Power is a^r for a > 1 that is rational or itself a power e^s, and a rational r of a denominator up to MaxRoot.
func (a Q) Power(r Q) Q {
	if whole, fits := r.Num().Int64(); fits && r.Den().isOne() && whole == int64(int(whole)) {
		return a.Pow(int(whole))
	}
	if a.Num().isSum() {
		n, d, base, single := a.Num().big.sum.Exponent()
		if !single || !a.Den().isOne() {
			panic("model: a fractional power of a sum")
		}
		return power(base, Frac(n, d).Mul(r))
	}
	return power(a.Rat(), r)
}

func power(base *big.Rat, r Q) Q {
	n, _ := r.Num().Abs().Int64()
	d, _ := r.Den().Int64()
	num, den := exponential.Power(base, n, d), NewInt(1)
	if r.Sign() < 0 {
		return Ratio(den, ofSum(num))
	}
	return whole(ofSum(num))
}

func (a Int) isSum() bool { return a.big != nil && a.big.sum != nil }

// powers is a as a sum of powers.
func (a Int) powers() exponential.Sum {
	if a.isSum() {
		return *a.big.sum
	}
	return exponential.Constant(a.view())
}

// ofSum is an integer if the sum is one, so that 0 has one form.
func ofSum(s exponential.Sum) Int {
	if n, ok := s.Integer(); ok {
		return IntOf(n)
	}
	if s.Vanishes() {
		return Int{}
	}
	return Int{big: &wide{sum: &s}}
}

// divideSum is a / b, which must have no rest.
func (a Int) divideSum(b Int) Int {
	quotient, exact := a.powers().Quotient(b.powers())
	if !exact {
		panic("model: a division of sums of powers with a rest")
	}
	return ofSum(quotient)
}

func (q Q) hasPowers() bool { return q.big != nil && (q.big.num.isSum() || q.big.den.isSum()) }

// order is 0 exactly if a and b are written alike. Integers come first, in their order.
func (a Int) order(b Int) int {
	switch {
	case !a.isSum() && !b.isSum():
		return a.Cmp(b)
	case !a.isSum():
		return -1
	case !b.isSum():
		return 1
	case a.big == b.big:
		return 0
	}
	return a.big.sum.Order(*b.big.sum)
}

// factor is a as it stands in a product: a sum of several powers in brackets.
func (a Int) factor() string {
	if text := a.String(); !a.isSum() || !strings.Contains(text, " ") {
		return text
	}
	return "(" + a.String() + ")"
}

// enclose returns low ≤ a ≤ high in units of 2^-bits.
func (a Int) enclose(bits uint) (low, high *big.Int) {
	if a.isSum() {
		return a.big.sum.Enclose(bits)
	}
	low = new(big.Int).Lsh(a.view(), bits)
	return low, low
}

// enclosePositive encloses a > 0 with low > 0, in units of 2^-work for some work ≥ bits.
func (a Int) enclosePositive(bits uint) (low, high *big.Int, work uint) {
	for work = bits; ; work *= 2 {
		if low, high = a.enclose(work); low.Sign() > 0 {
			return low, high, work
		}
	}
}

// lnSum is the logarithm of a positive sum of powers, with the single power and the integer factor split off.
func lnSum(s exponential.Sum) Log {
	content, power, rest := s.Split()
	n, d, base, _ := power.Exponent()
	logarithm := Rational(One)
	if base != nil {
		logarithm = LnInt(IntOf(base.Num())).Sub(LnInt(IntOf(base.Denom())))
	}
	logarithm = logarithm.Scale(Frac(n, d))
	if r := ofSum(rest); !r.isOne() {
		logarithm = logarithm.Add(Log{terms: []logTerm{{One, r}}})
	}
	return logarithm.Add(LnInt(IntOf(content)))
}

// commonSum is a common divisor: that of the integer factors, of the single powers, and the sum itself if both have the
// same.
func (a Int) commonSum(b Int) Int {
	if a == (Int{}) || b == (Int{}) {
		return a.Add(b).Abs()
	}
	n, p, rest := a.powers().Split()
	m, q, other := b.powers().Split()
	common := ofSum(exponential.Constant(new(big.Int).GCD(nil, nil, n.Abs(n), m.Abs(m))).Mul(p.Lower(q)))
	if rest.Order(other) == 0 {
		common = common.Mul(ofSum(rest))
	}
	return common
}

// divisor is a common divisor of integers and of sums as Split leaves them, 1 if there is none and, for sums of high
// powers, if none is sought.
func (a Int) divisor(b Int) Int {
	switch {
	case !a.isSum() && !b.isSum():
		return a.GCD(b)
	case !a.isSum() || !b.isSum():
		return NewInt(1)
	}
	return ofSum(exponential.Common(*a.big.sum, *b.big.sum))
}

// floor is a rounded down.
func (a Q) floor() Int {
	if !a.hasPowers() {
		return a.Num().Div(a.Den())
	}
	for bits := uint(firstBits); ; bits *= 2 { // until both ends agree, or the upper one is a
		low, high := Rational(a).Enclose(bits)
		if below, above := low.floor(), high.floor(); below.Cmp(above) == 0 || whole(above).Cmp(a) <= 0 {
			return above
		}
	}
}
