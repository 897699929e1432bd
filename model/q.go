package model

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"math/big"
	"strings"
)

// MaxBits bounds the numerator and the denominator of a number that ParseQ accepts.
const MaxBits = 4096

// maxDigits is the length of the longest numeral of a number of MaxBits bits: 4096·log₁₀2 rounded up.
const maxDigits = 1234

// Q is an exact rational number with value semantics, or a fraction of sums of powers: see Exp. The zero value is 0.
// Canonical form: numerator and denominator have no common factor, the denominator is positive, and big is nil exactly
// if both fit an int64. So rationals whose parts fit an int64 compare with ==; use Equal for all others.
type Q struct {
	num, denMinus1 int64 // so that the zero value is 0
	big            *parts
}

// parts are a numerator and a denominator that do not both fit an int64.
type parts struct{ num, den Int }

// Zero, One and Half are the rationals that formulas name.
var (
	Zero = Q{}
	One  = Whole(1)
	Half = Frac(1, 2)
)

// Whole is the integer n.
func Whole(n int64) Q { return Q{num: n} }

// Frac is n/d. It panics if d is 0.
func Frac(n, d int64) Q { return Ratio(NewInt(n), NewInt(d)) }

// Ratio is n/d. It panics if d is 0.
func Ratio(n, d Int) Q {
	if n.big == nil && d.big == nil && d.small > 0 { // as nearly all are
		return lowest(n.small, d.small)
	}
	if d.Sign() == 0 {
		panic("model: division by zero")
	}
	if d.Sign() < 0 {
		n, d = n.Neg(), d.Neg()
	}
	if n == (Int{}) || d.isOne() {
		return whole(n)
	}
	if g := n.GCD(d); !g.isOne() {
		n, d = n.Div(g), d.Div(g)
	}
	return reduced(n, d)
}

// lowest is n/d, d > 0.
func lowest(n, d int64) Q {
	if g := int64(gcd(magnitude(n), uint64(d))); g != 1 {
		n, d = n/g, d/g
	}
	return Q{num: n, denMinus1: d - 1}
}

// reduced is n/d, d > 0, for n and d without a common factor.
func reduced(n, d Int) Q {
	if n.big != nil || d.big != nil {
		return Q{big: &parts{n, d}}
	}
	return Q{num: n.small, denMinus1: d.small - 1}
}

// whole is the integer n, of any size.
func whole(n Int) Q { return reduced(n, NewInt(1)) }

// Num is the numerator of the reduced fraction.
func (a Q) Num() Int {
	if a.big != nil {
		return a.big.num
	}
	return NewInt(a.num)
}

// Den is the denominator of the reduced fraction, at least 1.
func (a Q) Den() Int {
	if a.big != nil {
		return a.big.den
	}
	return NewInt(a.denMinus1 + 1)
}

// short returns a = n/d and b = m/e and true, if products of two of these parts, and sums of two such products, fit an
// int64, as nearly always.
func short(a, b Q) (n, d, m, e int64, ok bool) {
	n, d, m, e = a.num, a.denMinus1+1, b.num, b.denMinus1+1
	return n, d, m, e, a.big == nil && b.big == nil &&
		n == int64(int32(n)) && d == int64(int32(d)) && m == int64(int32(m)) && e == int64(int32(e))
}

// Add is a + b.
func (a Q) Add(b Q) Q {
	if n, d, m, e, ok := short(a, b); ok && d == e {
		return lowest(n+m, d)
	} else if ok {
		return lowest(n*e+m*d, d*e)
	}
	n, d, m, e := a.Num(), a.Den(), b.Num(), b.Den()
	switch {
	case d.isOne() || e.isOne(): // a fraction plus a whole number stays in lowest terms
		return reduced(n.Mul(e).Add(m.Mul(d)), d.Mul(e))
	case d.isSum() || e.isSum(): // two sums of powers that have factors in common grow with every product
		common := d.GCD(e)
		left, right := d.Div(common), e.Div(common)
		return Ratio(n.Mul(right).Add(m.Mul(left)), left.Mul(e))
	}
	return Ratio(n.Mul(e).Add(m.Mul(d)), d.Mul(e))
}

// Sub is a - b.
func (a Q) Sub(b Q) Q { return a.Add(b.Neg()) }

// Mul is a · b.
func (a Q) Mul(b Q) Q {
	if n, d, m, e, ok := short(a, b); ok {
		return lowest(n*m, d*e)
	}
	if a.Den().isSum() || b.Den().isSum() { // sums of powers are reduced as far as they cancel crosswise
		a, b = Ratio(a.Num(), b.Den()), Ratio(b.Num(), a.Den())
	}
	return Ratio(a.Num().Mul(b.Num()), a.Den().Mul(b.Den()))
}

// Div is a / b. It panics if b is 0.
func (a Q) Div(b Q) Q {
	if n, d, m, e, ok := short(a, b); ok && m > 0 {
		return lowest(n*e, d*m)
	}
	if b.Num().isSum() {
		return a.Mul(Ratio(b.Den(), b.Num()))
	}
	return Ratio(a.Num().Mul(b.Den()), a.Den().Mul(b.Num()))
}

// Neg is -a.
func (a Q) Neg() Q {
	if a.big == nil && a.num != math.MinInt64 {
		return Q{num: -a.num, denMinus1: a.denMinus1}
	}
	return reduced(a.Num().Neg(), a.Den())
}

// Abs is |a|.
func (a Q) Abs() Q { return reduced(a.Num().Abs(), a.Den()) }

// Pow is a to the power n. It panics if a is 0 and n is negative.
func (a Q) Pow(n int) Q {
	if n < 0 {
		a = One.Div(a)
	}
	times := magnitude(int64(n))
	return reduced(a.Num().pow(times), a.Den().pow(times)) // without a common factor, as a is
}

// Total is the sum of the numbers. It adds by halves, so that the two summands of every addition have about the same
// length: fractions over many different denominators then stay short as long as they can.
func Total(numbers []Q) Q {
	switch n := len(numbers); n {
	case 0:
		return Q{}
	case 1:
		return numbers[0]
	default:
		return Total(numbers[:n/2]).Add(Total(numbers[n/2:]))
	}
}

// Cmp is -1, 0 or 1 if a is below, equal to or above b.
func (a Q) Cmp(b Q) int {
	if n, d, m, e, ok := short(a, b); ok {
		return cmp.Compare(n*e, m*d)
	}
	switch {
	case a.Den() == b.Den():
		return a.Num().Cmp(b.Num())
	case a.hasPowers() || b.hasPowers(): // far apart: no product of sums is needed
		if order := Rational(a).cmpEnclosed(Rational(b), firstBits); order != 0 {
			return order
		}
	}
	return a.Num().Mul(b.Den()).Cmp(b.Num().Mul(a.Den()))
}

// Equal reports whether a and b are the same number.
func (a Q) Equal(b Q) bool {
	return a.Num().Cmp(b.Num()) == 0 && a.Den().Cmp(b.Den()) == 0 || (a.hasPowers() || b.hasPowers()) && a.Cmp(b) == 0
}

// Less reports whether a is below b.
func (a Q) Less(b Q) bool { return a.Cmp(b) < 0 }

// Sign is -1, 0 or 1.
func (a Q) Sign() int { return a.Num().Sign() }

// IsZero reports whether a is 0.
func (a Q) IsZero() bool { return a.Num() == (Int{}) }

// Max is the larger of a and b.
func (a Q) Max(b Q) Q {
	if a.Less(b) {
		return b
	}
	return a
}

// Min is the smaller of a and b.
func (a Q) Min(b Q) Q {
	if b.Less(a) {
		return b
	}
	return a
}

// Key is a map key that two rationals share exactly if they are equal: the reduced fraction.
func (a Q) Key() string { return a.String() }

// String is the reduced fraction: "1/3", "-2", "0", or a fraction of sums of powers: "e^(1/2)/(e^(1/2) + 3)".
func (a Q) String() string {
	if a.Den().isOne() {
		return a.Num().String()
	}
	return a.Num().factor() + "/" + a.Den().factor()
}

// brief is String if that is short, else the nearest float, for one-line errors.
func (a Q) brief() string {
	if text := a.String(); len(text) <= 40 {
		return text
	}
	return fmt.Sprintf("about %.6g", a.Float64())
}

// GoString prints like String, so that %#v shows the number and not its storage.
func (a Q) GoString() string { return a.String() }

// Float64 is the nearest float64.
func (a Q) Float64() float64 {
	if a.hasPowers() {
		return Rational(a).enclosedFloat()
	}
	if n, d := a.Num(), a.Den(); n.BitLen() <= 53 && d.BitLen() <= 53 {
		return float64(n.small) / float64(d.small) // both are exact, so that their quotient is the nearest
	}
	f, _ := a.Rat().Float64()
	return f
}

// Rat is a fresh big.Rat of the same value. It panics if a is made of powers.
func (a Q) Rat() *big.Rat { return new(big.Rat).SetFrac(a.Num().view(), a.Den().view()) }

// MarshalText prints the reduced fraction, so that a Q in JSON is the string "1/3".
func (a Q) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText reads every text that ParseQ reads, the output of MarshalText among them.
func (a *Q) UnmarshalText(text []byte) (err error) {
	*a, err = ParseQ(string(text))
	return err
}

// ErrNumber is the error of ParseQ for a text that is no number.
var ErrNumber = errors.New(`expected a number such as "1/3", "0.25" or 7`)

// ParseQ reads "1/3", "0.25" or "7", with an optional leading minus, exactly. It returns an error for an exponent, for
// a space, for a sign after the first character, and for a number whose numerator or denominator needs more than
// MaxBits bits. Errors are found without computing the number.
func ParseQ(text string) (Q, error) {
	digits, negative := strings.CutPrefix(text, "-")
	if hasExponent(digits) {
		return Q{}, errors.New(`exponents are refused, expected all decimals, such as "0.00001" for 1e-05`)
	}
	if len(digits) > 2*maxDigits+1 {
		return Q{}, tooLong(len(digits))
	}
	numerator, denominator, isFraction := strings.Cut(digits, "/")
	if !isFraction {
		whole, decimals, hasPoint := strings.Cut(digits, ".")
		if hasPoint && (whole == "" || decimals == "") {
			return Q{}, ErrNumber
		}
		numerator, denominator = whole+decimals, "1"+strings.Repeat("0", len(decimals))
	}
	n, err := parseDigits(numerator)
	if err != nil {
		return Q{}, err
	}
	d, err := parseDigits(denominator)
	if err != nil {
		return Q{}, err
	}
	if d.Sign() == 0 {
		return Q{}, errors.New(`the denominator is 0, expected a number such as "1/3", "0.25" or 7`)
	}
	if negative {
		n = n.Neg()
	}
	return Ratio(n, d), nil
}

// hasExponent reports whether text is a number with an exponent, not a word with an e in it.
func hasExponent(text string) bool {
	return strings.ContainsAny(text, "eE") && strings.Trim(text, "0123456789./+-eE") == "" && strings.ContainsAny(text[:1], "0123456789.")
}

func parseDigits(text string) (Int, error) {
	if text == "" || strings.Trim(text, "0123456789") != "" {
		return Int{}, ErrNumber
	}
	if len(text) > maxDigits {
		return Int{}, tooLong(len(text))
	}
	n, _ := new(big.Int).SetString(text, 10)
	if n.BitLen() > MaxBits {
		return Int{}, tooLong(len(text))
	}
	return canonical(n), nil
}

func tooLong(digits int) error {
	return fmt.Errorf("a number of %d digits, expected numerator and denominator of at most %d bits each", digits, MaxBits)
}
