package model

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Log is an exact element of the ordered vector space ℚ ⊕ Σ ℚ·ln q, extended by ±∞: a rational plus finitely many
// rational multiples of logarithms of positive rationals. Divergences (in nats) and objectives are Logs. The zero value
// is 0.
//
// Equality is decidable. Over a coprime base of the arguments every coefficient must vanish: by Hermite–Lindemann a
// nonzero rational is never a nonzero rational combination of logarithms of rationals (e to the power of a nonzero
// rational is transcendental). So interval evaluation at growing precision finds the sign of a nonzero element, and the
// search always ends.
type Log struct {
	infinite int8 // -1, 0 or 1; if it is not 0, the rest is empty
	rational Q
	terms    []logTerm // arguments rising, each at least 2; coefficients not 0
}

// logTerm is coefficient · ln argument.
type logTerm struct {
	coefficient Q
	argument    Int
}

func (t logTerm) equal(o logTerm) bool {
	return t.argument.order(o.argument) == 0 && t.coefficient.Equal(o.coefficient)
}

// Infinity is +∞; its negative is -∞.
var Infinity = Log{infinite: 1}

// Rational embeds q.
func Rational(q Q) Log { return Log{rational: q} }

// Ln is the natural logarithm of q. It panics if q is not positive.
func Ln(q Q) Log {
	if q.hasPowers() || q.Sign() <= 0 {
		return LnInt(q.Num()).Sub(LnInt(q.Den()))
	}
	return Log{terms: collect([]logTerm{{One, q.Num()}, {Whole(-1), q.Den()}})}
}

// LnInt is the natural logarithm of n. It panics if n is not positive.
func LnInt(n Int) Log {
	switch {
	case n.Sign() <= 0:
		panic("model: logarithm of a number that is not positive")
	case n.isOne():
		return Log{}
	case n.isSum():
		return lnSum(*n.big.sum)
	}
	return Log{terms: []logTerm{{One, n}}}
}

// addLn adds coefficient · ln n to a sum whose terms are still to be collected.
func (a *Log) addLn(coefficient Q, n Int) {
	if n.isSum() {
		*a = a.Add(LnInt(n).Scale(coefficient))
		return
	}
	a.terms = append(a.terms, logTerm{coefficient, n})
}

// Add is a + b. It panics on ∞ - ∞.
func (a Log) Add(b Log) Log { return Sum(a, b) }

// Sub is a - b. It panics on ∞ - ∞.
func (a Log) Sub(b Log) Log {
	if a.infinite != 0 || b.infinite != 0 {
		return Sum(a, b.Neg())
	}
	terms := append(make([]logTerm, 0, len(a.terms)+len(b.terms)), a.terms...)
	for _, t := range b.terms {
		terms = append(terms, logTerm{t.coefficient.Neg(), t.argument})
	}
	return Log{rational: a.rational.Sub(b.rational), terms: collect(terms)}
}

// Neg is -a.
func (a Log) Neg() Log { return a.Scale(Whole(-1)) }

// Scale is q · a, with 0 · ∞ = 0, as expectations need it.
func (a Log) Scale(q Q) Log {
	if q.IsZero() {
		return Log{}
	}
	scaled := Log{infinite: a.infinite * int8(q.Sign()), rational: a.rational.Mul(q)}
	if len(a.terms) > 0 {
		scaled.terms = make([]logTerm, len(a.terms))
		for i, t := range a.terms {
			scaled.terms[i] = logTerm{t.coefficient.Mul(q), t.argument}
		}
	}
	return scaled
}

// Sum adds all summands with one sort instead of one merge per summand. It panics on ∞ - ∞.
func Sum(summands ...Log) Log {
	terms := 0
	for _, s := range summands {
		terms += len(s.terms)
	}
	total := Log{terms: make([]logTerm, 0, terms)}
	for _, s := range summands {
		if s.infinite != 0 && total.infinite == -s.infinite {
			panic("model: infinity minus infinity")
		}
		if s.infinite != 0 {
			total.infinite = s.infinite
		}
		total.rational = total.rational.Add(s.rational)
		total.terms = append(total.terms, s.terms...)
	}
	if total.infinite != 0 {
		return Log{infinite: total.infinite}
	}
	total.terms = collect(total.terms)
	return total
}

// collect sorts the terms by argument, adds the coefficients of equal arguments and drops terms that are 0. It works in
// place.
func collect(terms []logTerm) []logTerm {
	slices.SortFunc(terms, func(a, b logTerm) int { return a.argument.order(b.argument) })
	kept := terms[:0]
	for _, t := range terms {
		if last := len(kept) - 1; last >= 0 && kept[last].argument.order(t.argument) == 0 {
			kept[last].coefficient = kept[last].coefficient.Add(t.coefficient)
			continue
		}
		kept = append(kept, t)
	}
	return slices.DeleteFunc(kept, func(t logTerm) bool { return t.argument.isOne() || t.coefficient.IsZero() })
}

// Rational returns the value and true, if a is finite and written without logarithms.
func (a Log) Rational() (Q, bool) { return a.rational, a.infinite == 0 && len(a.terms) == 0 }

// IsInfinite reports whether a is +∞ or -∞.
func (a Log) IsInfinite() bool { return a.infinite != 0 }

// Terms is the number of logarithms in the form that a is held in.
func (a Log) Terms() int { return len(a.terms) }

// Equal reports whether a and b are the same number, exactly.
func (a Log) Equal(b Log) bool { return a.Cmp(b) == 0 }

// Less reports whether a is below b, exactly.
func (a Log) Less(b Log) bool { return a.Cmp(b) < 0 }

// Cmp is -1, 0 or 1 if a is below, equal to or above b. It always ends.
func (a Log) Cmp(b Log) int {
	if a.infinite != 0 || b.infinite != 0 {
		return int(max(-1, min(1, a.infinite-b.infinite)))
	}
	if len(a.terms) == 0 && len(b.terms) == 0 {
		return a.rational.Cmp(b.rational)
	}
	// With u = 2^-53, each of the n summands has a relative error below 8u, and adding them up errs by at most n·u
	// times the sum of their sizes. The bound is twice that, which also covers the roundings in the bound itself and,
	// as it is not tiny, underflow. It is infinite or not a number after overflow.
	left, leftSize := a.float()
	right, rightSize := b.float()
	bound := (leftSize + rightSize) * float64(len(a.terms)+len(b.terms)+10) * 0x1p-52
	if gap := left - right; math.Abs(gap) > max(bound, 0x1p-900) {
		return cmp.Compare(gap, 0)
	}
	if a.rational.Equal(b.rational) && slices.EqualFunc(a.terms, b.terms, logTerm.equal) {
		return 0 // as most are that come so far
	}
	if a.hasPowers() || b.hasPowers() { // their difference can take far longer than they do
		if order := a.cmpEnclosed(b, firstBits); order != 0 {
			return order
		}
	}
	return a.Sub(b).exactSign()
}

// cmpEnclosed is Cmp if enclosures of the given precision separate a and b, and 0 otherwise.
func (a Log) cmpEnclosed(b Log, bits uint) int {
	low, high := a.interval(bits)
	below, above := b.interval(bits)
	switch {
	case high.Cmp(below) < 0:
		return -1
	case above.Cmp(low) < 0:
		return 1
	}
	return 0
}

// Max is the larger of a and b.
func (a Log) Max(b Log) Log {
	if a.Less(b) {
		return b
	}
	return a
}

// firstBits is the precision of the first attempt to find a sign.
const firstBits = 64

// fewTerms is the largest number of terms for which algebra comes before evaluation, since it is then the cheaper.
const fewTerms = 64

// Sign is -1, 0 or 1. It always ends.
func (a Log) Sign() int { return a.Cmp(Log{}) }

// mostBits is the precision at which the search for a sign among powers of e ends: no theorem says that it must end.
const mostBits = 1 << 12

// exactSign is the sign of a finite number: algebra decides zero, and the interval around any other value excludes zero
// at some precision. It panics with ErrUndecided if sums of powers are involved and neither is found.
func (a Log) exactSign() int {
	refined, powers := false, a.hasPowers()
	for bits := uint(firstBits); ; bits *= 2 {
		if powers && bits > mostBits {
			panic(ErrUndecided)
		}
		if !refined && (len(a.terms) <= fewTerms && !powers || bits > firstBits) {
			if refined, a.terms = true, overCoprimeBase(a.terms); len(a.terms) == 0 {
				return a.rational.Sign()
			}
		}
		switch low, high := a.interval(bits); {
		case low.Sign() > 0:
			return 1
		case high.Sign() < 0:
			return -1
		}
	}
}

// hasPowers reports whether powers of e are involved beside logarithms.
func (a Log) hasPowers() bool {
	return a.rational.hasPowers() || slices.ContainsFunc(a.terms, func(t logTerm) bool {
		return t.argument.isSum() || t.coefficient.hasPowers()
	})
}

// float is about a, with the sum of the sizes of its summands. It is not a number if some argument is a sum of powers.
func (a Log) float() (sum, size float64) {
	sum = a.rational.Float64()
	size = math.Abs(sum)
	for i := range a.terms {
		t := &a.terms[i]
		if t.argument.isSum() {
			return math.NaN(), 0
		}
		product := t.coefficient.Float64() * t.argument.nearLn()
		sum, size = sum+product, size+math.Abs(product)
	}
	return sum, size
}

// overCoprimeBase rewrites the terms over a coprime base of their arguments: small primes and pairwise coprime rests.
// The sum is zero exactly if no term is left.
func overCoprimeBase(terms []logTerm) []logTerm {
	var rewritten, rough []logTerm
	divide := func(t logTerm, base []Int) (rest Int) {
		rest = t.argument
		for i := 0; i < len(base) && !rest.isOne(); i++ {
			var exponent int64
			if rest, exponent = divideOut(rest, base[i]); exponent > 0 {
				rewritten = append(rewritten, logTerm{t.coefficient.Mul(Whole(exponent)), base[i]})
			}
		}
		return rest
	}
	for _, t := range terms {
		if !t.argument.isSum() {
			t.argument = divide(t, smallPrimes)
		}
		if !t.argument.isOne() {
			rough = append(rough, t)
		}
	}
	rough = collect(rough)
	arguments := make([]Int, len(rough))
	for i, t := range rough {
		arguments[i] = t.argument
	}
	base := coprimeBase(arguments)
	for _, t := range rough {
		divide(t, base)
	}
	return collect(rewritten)
}

// String writes the rational part and then the logarithms over a coprime base: "9/10", "ln 2 - 1/3*ln 5", "1/2 + ln 3",
// "inf", "-inf". Equal values may have different texts.
func (a Log) String() string {
	switch a.infinite {
	case 1:
		return "inf"
	case -1:
		return "-inf"
	}
	var text strings.Builder
	write := func(q Q, factor string) {
		switch {
		case text.Len() > 0 && q.Sign() < 0:
			text.WriteString(" - ")
		case text.Len() > 0:
			text.WriteString(" + ")
		case q.Sign() < 0:
			text.WriteString("-")
		}
		magnitude := q.Abs()
		switch {
		case factor == "":
			text.WriteString(magnitude.String())
		case magnitude.Equal(One):
			text.WriteString(factor)
		default:
			text.WriteString(magnitude.String() + "*" + factor)
		}
	}
	terms := overCoprimeBase(a.terms)
	if !a.rational.IsZero() || len(terms) == 0 {
		write(a.rational, "")
	}
	for _, t := range terms {
		write(t.coefficient, "ln "+t.argument.factor())
	}
	return text.String()
}

// GoString prints like String, so that %#v shows the number and not its storage.
func (a Log) GoString() string { return a.String() }
