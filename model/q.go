package model

import (
	"errors"
	"fmt"
	"math/big"
	"strings"
)

// MaxBits bounds the numerator and the denominator of a number that ParseQ accepts.
const MaxBits = 4096

// maxDigits is the length of the longest numeral of a number of MaxBits bits: 4096·log₁₀2 rounded up.
const maxDigits = 1234

// Q is an exact rational number with value semantics, or a fraction of sums of powers: see Exp. The zero value is 0.
// Canonical form: numerator and denominator have no common factor, the denominator is positive, and a denominator of 1
// is stored as 0. So rationals whose parts fit an int64 compare with ==; use Equal for all others.
type Q struct {
	num Int
	den Int
}

// Zero, One and Half are the rationals that formulas name.
var (
	Zero = Q{}
	One  = Whole(1)
	Half = Frac(1, 2)
)

// Whole is the integer n.
func Whole(n int64) Q { return Q{num: NewInt(n)} }

// Frac is n/d. It panics if d is 0.
func Frac(n, d int64) Q { return Ratio(NewInt(n), NewInt(d)) }

// Ratio is n/d. It panics if d is 0.
func Ratio(n, d Int) Q {
	if n.big == nil && d.big == nil && d.small > 0 { // as nearly all are
		if g := int64(gcd(magnitude(n.small), uint64(d.small))); g != 1 {
			n.small, d.small = n.small/g, d.small/g
		}
		if d.small == 1 {
			d.small = 0
		}
		return Q{num: n, den: d}
	}
	if d.Sign() == 0 {
		panic("model: division by zero")
	}
	if d.Sign() < 0 {
		n, d = n.Neg(), d.Neg()
	}
	if n == (Int{}) || d.isOne() {
		return Q{num: n}
	}
	if g := n.GCD(d); !g.isOne() {
		n, d = n.Div(g), d.Div(g)
	}
	if d.isOne() {
		d = Int{}
	}
	return Q{num: n, den: d}
}

// Num is the numerator of the reduced fraction.
func (a Q) Num() Int { return a.num }

// Den is the denominator of the reduced fraction, at least 1.
func (a Q) Den() Int {
	if a.den == (Int{}) {
		return NewInt(1)
	}
	return a.den
}

// Add is a + b.
func (a Q) Add(b Q) Q {
	switch { // a fraction plus a whole number stays in lowest terms
	case b.den == (Int{}) && a.den == (Int{}):
		return Q{num: a.num.Add(b.num)}
	case b.den == (Int{}):
		return Q{num: a.num.Add(b.num.Mul(a.den)), den: a.den}
	case a.den == (Int{}):
		return Q{num: a.num.Mul(b.den).Add(b.num), den: b.den}
	case a.den.isSum() || b.den.isSum(): // two sums of powers that have factors in common grow with every product
		common := a.den.GCD(b.den)
		left, right := a.den.Div(common), b.den.Div(common)
		return Ratio(a.num.Mul(right).Add(b.num.Mul(left)), left.Mul(b.den))
	}
	return Ratio(a.num.Mul(b.Den()).Add(b.num.Mul(a.Den())), a.Den().Mul(b.Den()))
}

// Sub is a - b.
func (a Q) Sub(b Q) Q { return a.Add(b.Neg()) }

// Mul is a · b.
func (a Q) Mul(b Q) Q {
	if a.den.isSum() || b.den.isSum() { // sums of powers are reduced as far as they cancel crosswise
		a, b = Ratio(a.num, b.Den()), Ratio(b.num, a.Den())
	}
	return Ratio(a.num.Mul(b.num), a.Den().Mul(b.Den()))
}

// Div is a / b. It panics if b is 0.
func (a Q) Div(b Q) Q {
	if b.num.isSum() {
		return a.Mul(Ratio(b.Den(), b.num))
	}
	return Ratio(a.num.Mul(b.Den()), a.Den().Mul(b.num))
}

// Neg is -a.
func (a Q) Neg() Q { return Q{num: a.num.Neg(), den: a.den} }

// Abs is |a|.
func (a Q) Abs() Q { return Q{num: a.num.Abs(), den: a.den} }

// Pow is a to the power n. It panics if a is 0 and n is negative.
func (a Q) Pow(n int) Q {
	num, den := a.num, a.Den()
	if n < 0 {
		if a.IsZero() {
			panic("model: division by zero")
		}
		if num, den = den, num; den.Sign() < 0 {
			num, den = num.Neg(), den.Neg()
		}
	}
	power := Q{num.pow(magnitude(int64(n))), den.pow(magnitude(int64(n)))} // in lowest terms, as a is
	if power.den.isOne() {
		power.den = Int{}
	}
	return power
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
	if a.den == b.den {
		return a.num.Cmp(b.num)
	}
	if a.hasPowers() || b.hasPowers() { // far apart: no product of sums is needed
		if order := Rational(a).cmpEnclosed(Rational(b), firstBits); order != 0 {
			return order
		}
	}
	return a.num.Mul(b.Den()).Cmp(b.num.Mul(a.Den()))
}

// Equal reports whether a and b are the same number.
func (a Q) Equal(b Q) bool {
	return a.num.Cmp(b.num) == 0 && a.den.Cmp(b.den) == 0 || (a.hasPowers() || b.hasPowers()) && a.Cmp(b) == 0
}

// Less reports whether a is below b.
func (a Q) Less(b Q) bool { return a.Cmp(b) < 0 }

// Sign is -1, 0 or 1.
func (a Q) Sign() int { return a.num.Sign() }

// IsZero reports whether a is 0.
func (a Q) IsZero() bool { return a.num == (Int{}) }

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
	if a.den == (Int{}) {
		return a.num.String()
	}
	return a.num.factor() + "/" + a.den.factor()
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
	if den := a.Den(); a.num.BitLen() <= 53 && den.BitLen() <= 53 {
		return float64(a.num.small) / float64(den.small) // both are exact, so that their quotient is the nearest
	}
	f, _ := a.Rat().Float64()
	return f
}

// Rat is a fresh big.Rat of the same value. It panics if a is made of powers.
func (a Q) Rat() *big.Rat { return new(big.Rat).SetFrac(a.num.view(), a.Den().view()) }

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
