// Package exponential computes exactly with sums of powers of one base, such as 3 + 2·e^(37/10).
//
// The factors e^(r/β) of a tilt are powers of e^(1/D) for rational r and β, where D is their common denominator, and
// every weight, event and expectation under the tilted law is made of such sums. They compare exactly. By Lindemann
// e^(1/D) is transcendental, so that a sum is 0 only if every coefficient is; a sum that is not 0 has a sign that
// enclosures of growing precision find. Powers of a rational base work alike: see Power.
package exponential

import (
	"cmp"
	"math/big"
	"slices"
	"strings"
)

// Sum is Σ cᵢ·b^(nᵢ/D) with integers cᵢ and nᵢ ≥ 0. The zero value is 0. A Sum never changes.
type Sum struct {
	base  *big.Rat // b, nil for e; no power of another rational
	root  int64    // D, at least 1; 0 in the zero value
	terms []term   // exponents rising, coefficients not 0
}

type term struct {
	exponent    int64 // n, in units of 1/D
	coefficient *big.Int
}

// Constant is the sum of one integer. It keeps n, which must not change.
func Constant(n *big.Int) Sum { return sum(nil, 1, []term{{0, n}}) }

// Power is base^(n/d) for n ≥ 0, d ≥ 1, and e^(n/d) if base is nil. With base = c^k for the largest k, it is held as
// c^(k·n/d): then X^D - c has no rational factor for any D (Lang, Algebra, VI.9), so that powers below c are
// independent over ℚ and equality is decidable.
func Power(base *big.Rat, n, d int64) Sum {
	if base != nil {
		k := int64(1)
		base, k = rootOf(base)
		n *= k
	}
	return sum(base, d, []term{{n, big.NewInt(1)}})
}

// rootOf returns c and the largest k with base = c^k, for base > 1.
func rootOf(base *big.Rat) (c *big.Rat, k int64) {
	for k := int64(max(base.Num().BitLen(), base.Denom().BitLen())); k > 1; k-- {
		num, exact := root(base.Num(), k)
		if !exact {
			continue
		}
		if den, exact := root(base.Denom(), k); exact {
			return new(big.Rat).SetFrac(num, den), k
		}
	}
	return base, 1
}

// root is the k-th root of n ≥ 1 rounded down, and whether that is exact.
func root(n *big.Int, k int64) (*big.Int, bool) {
	low, high := big.NewInt(1), new(big.Int).Lsh(big.NewInt(1), uint(int64(n.BitLen())/k+1)) // low^k ≤ n < high^k
	power := func(r *big.Int) int { return new(big.Int).Exp(r, big.NewInt(k), nil).Cmp(n) }
	for {
		middle := new(big.Int).Add(low, high)
		if middle.Rsh(middle, 1); middle.Cmp(low) == 0 {
			return low, power(low) == 0
		}
		if power(middle) > 0 {
			high = middle
		} else {
			low = middle
		}
	}
}

// sum takes ownership of the terms and brings them in order.
func sum(base *big.Rat, root int64, terms []term) Sum {
	slices.SortFunc(terms, func(a, b term) int { return cmp.Compare(a.exponent, b.exponent) })
	kept := terms[:0]
	for _, t := range terms {
		if last := len(kept) - 1; last >= 0 && kept[last].exponent == t.exponent {
			kept[last].coefficient = new(big.Int).Add(kept[last].coefficient, t.coefficient)
			continue
		}
		kept = append(kept, t)
	}
	kept = slices.DeleteFunc(kept, func(t term) bool { return t.coefficient.Sign() == 0 })
	return Sum{base, root, kept}
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// Integer is the value and true, if the sum is written as one integer.
func (a Sum) Integer() (*big.Int, bool) {
	switch {
	case len(a.terms) == 0:
		return new(big.Int), true
	case len(a.terms) == 1 && a.terms[0].exponent == 0:
		return a.terms[0].coefficient, true
	}
	return nil, false
}

// aligned writes a and b over one base and root. It panics on two different bases: no scenario mixes them.
func aligned(a, b Sum) (Sum, Sum) {
	base := a.base
	if isInteger := func(s Sum) bool { _, integer := s.Integer(); return integer }; isInteger(a) {
		base = b.base
	} else if !isInteger(b) && a.base != b.base && (a.base == nil || b.base == nil || a.base.Cmp(b.base) != 0) {
		panic("model: powers of two bases in one number")
	}
	ra, rb := max(a.root, 1), max(b.root, 1)
	root := ra / gcd(ra, rb) * rb
	return Sum{base, root, scaled(a.terms, root/ra)}, Sum{base, root, scaled(b.terms, root/rb)}
}

func scaled(terms []term, by int64) []term {
	if by == 1 {
		return terms
	}
	list := make([]term, len(terms))
	for i, t := range terms {
		list[i] = term{t.exponent * by, t.coefficient}
	}
	return list
}

// Add is a + b.
func (a Sum) Add(b Sum) Sum {
	a, b = aligned(a, b)
	terms := make([]term, 0, len(a.terms)+len(b.terms))
	for i, j := 0, 0; i < len(a.terms) || j < len(b.terms); {
		switch {
		case j == len(b.terms) || i < len(a.terms) && a.terms[i].exponent < b.terms[j].exponent:
			terms, i = append(terms, a.terms[i]), i+1
		case i == len(a.terms) || b.terms[j].exponent < a.terms[i].exponent:
			terms, j = append(terms, b.terms[j]), j+1
		default:
			if c := new(big.Int).Add(a.terms[i].coefficient, b.terms[j].coefficient); c.Sign() != 0 {
				terms = append(terms, term{a.terms[i].exponent, c})
			}
			i, j = i+1, j+1
		}
	}
	return Sum{a.base, a.root, terms}
}

// Neg is -a.
func (a Sum) Neg() Sum { return a.times(big.NewInt(-1), 0) }

// Mul is a · b.
func (a Sum) Mul(b Sum) Sum {
	a, b = aligned(a, b)
	if len(a.terms) == 1 {
		a, b = b, a
	}
	if len(b.terms) == 1 {
		return a.times(b.terms[0].coefficient, b.terms[0].exponent)
	}
	collected, product := map[int64]*big.Int{}, new(big.Int)
	for _, s := range a.terms {
		for _, t := range b.terms {
			c := collected[s.exponent+t.exponent]
			if c == nil {
				c = new(big.Int)
				collected[s.exponent+t.exponent] = c
			}
			c.Add(c, product.Mul(s.coefficient, t.coefficient))
		}
	}
	terms := make([]term, 0, len(collected))
	for exponent, c := range collected {
		terms = append(terms, term{exponent, c})
	}
	return sum(a.base, a.root, terms)
}

// times is a·n·b^(exponent/D), with D the root of a.
func (a Sum) times(n *big.Int, exponent int64) Sum {
	terms := make([]term, len(a.terms))
	for i, t := range a.terms {
		terms[i] = term{t.exponent + exponent, new(big.Int).Mul(t.coefficient, n)}
	}
	return sum(a.base, a.root, terms)
}

// Order is a total order of sums as they are written, 0 exactly if they are written alike. It is not that of values.
func (a Sum) Order(b Sum) int {
	a, b = aligned(a, b)
	return slices.CompareFunc(a.terms, b.terms, func(s, t term) int {
		return cmp.Or(cmp.Compare(s.exponent, t.exponent), s.coefficient.Cmp(t.coefficient))
	})
}

// Sign is -1, 0 or 1. It always ends.
func (a Sum) Sign() int {
	negative, positive := false, false
	for _, t := range a.terms {
		if t.coefficient.Sign() < 0 {
			negative = true
		} else {
			positive = true
		}
	}
	switch {
	case !negative && !positive:
		return 0
	case !negative:
		return 1
	case !positive:
		return -1
	case a.Vanishes():
		return 0
	}
	for bits := uint(64); ; bits *= 2 {
		switch low, high := a.Enclose(bits); {
		case low.Sign() > 0:
			return 1
		case high.Sign() < 0:
			return -1
		}
	}
}

// Vanishes reports whether the sum is 0. Powers of e are independent. Over c = u/v, c^(n/D) with n = m·D + r
// is c^m·c^(r/D), and the powers with r < D are independent.
func (a Sum) Vanishes() bool {
	if a.base == nil {
		return len(a.terms) == 0
	}
	rests := map[int64]*big.Rat{}
	for _, t := range a.terms {
		whole := big.NewInt(t.exponent / a.root)
		num, den := new(big.Int).Exp(a.base.Num(), whole, nil), new(big.Int).Exp(a.base.Denom(), whole, nil)
		power := new(big.Rat).SetFrac(num.Mul(num, t.coefficient), den)
		if r := t.exponent % a.root; rests[r] == nil {
			rests[r] = power
		} else {
			rests[r].Add(rests[r], power)
		}
	}
	for _, rest := range rests {
		if rest.Sign() != 0 {
			return false
		}
	}
	return true
}

// String writes the powers, falling: "2*e^(37/10) - 3".
func (a Sum) String() string {
	base := "e"
	if a.base != nil {
		if base = a.base.RatString(); !a.base.IsInt() {
			base = "(" + base + ")"
		}
	}
	var text strings.Builder
	for i, t := range slices.Backward(a.terms) {
		switch {
		case i == len(a.terms)-1 && t.coefficient.Sign() < 0:
			text.WriteString("-")
		case i == len(a.terms)-1:
		case t.coefficient.Sign() < 0:
			text.WriteString(" - ")
		default:
			text.WriteString(" + ")
		}
		size := new(big.Int).Abs(t.coefficient)
		exponent := new(big.Rat).SetFrac64(t.exponent, a.root)
		switch {
		case t.exponent == 0:
			text.WriteString(size.String())
			continue
		case size.Cmp(big.NewInt(1)) != 0:
			text.WriteString(size.String() + "*")
		}
		switch text.WriteString(base); {
		case !exponent.IsInt():
			text.WriteString("^(" + exponent.RatString() + ")")
		case exponent.Num().Cmp(big.NewInt(1)) != 0:
			text.WriteString("^" + exponent.RatString())
		}
	}
	return text.String()
}

// Exponent returns n, d and b of a sum that is b^(n/d), with nil for e. It returns false for any other sum.
func (a Sum) Exponent() (n, d int64, base *big.Rat, single bool) {
	if len(a.terms) != 1 || a.terms[0].coefficient.Cmp(big.NewInt(1)) != 0 {
		return 0, 0, nil, false
	}
	return a.terms[0].exponent, a.root, a.base, true
}

// Lower is the power of the lower exponent, for two sums that are single powers.
func (a Sum) Lower(b Sum) Sum {
	if a, b = aligned(a, b); a.terms[0].exponent <= b.terms[0].exponent {
		return a
	}
	return b
}
