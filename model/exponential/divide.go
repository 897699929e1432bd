package exponential

import (
	"math/big"
	"slices"
)

// Split writes a sum that is not 0 as content·b^(n/d)·rest, where the coefficients of rest have no common factor, its
// last is positive and its first exponent is 0. A content below 0 belongs to a sum whose highest coefficient is.
func (a Sum) Split() (content *big.Int, power Sum, rest Sum) {
	content = new(big.Int)
	for _, t := range a.terms {
		content.GCD(nil, nil, content, new(big.Int).Abs(t.coefficient))
	}
	if a.terms[len(a.terms)-1].coefficient.Sign() < 0 {
		content.Neg(content)
	}
	lowest := a.terms[0].exponent
	terms := make([]term, len(a.terms))
	for i, t := range a.terms {
		terms[i] = term{t.exponent - lowest, new(big.Int).Quo(t.coefficient, content)}
	}
	return content, sum(a.base, a.root, []term{{lowest, big.NewInt(1)}}), sum(a.base, a.root, terms)
}

// Quotient is a/b and true, if that is a sum with integer coefficients and exponents ≥ 0. It divides as polynomials are
// divided, from the highest power down.
func (a Sum) Quotient(b Sum) (Sum, bool) {
	a, b = aligned(a, b)
	lead, terms := b.terms[len(b.terms)-1], make([]term, 0, len(a.terms))
	// step is what the quotient gains from a term of the dividend.
	step := func(t term) (by term, exact bool) {
		c, remainder := new(big.Int).QuoRem(t.coefficient, lead.coefficient, new(big.Int))
		by = term{t.exponent - lead.exponent, c}
		terms = append(terms, by)
		return by, remainder.Sign() == 0 && by.exponent >= 0
	}
	if len(b.terms) == 1 { // term by term, with no rests to subtract
		for _, t := range a.terms {
			if _, exact := step(t); !exact {
				return Sum{}, false
			}
		}
		return sum(a.base, a.root, terms), true
	}
	for rest := a; len(rest.terms) > 0; {
		by, exact := step(rest.terms[len(rest.terms)-1])
		if !exact {
			return Sum{}, false
		}
		rest = rest.Add(b.times(by.coefficient, by.exponent).Neg())
	}
	return sum(a.base, a.root, terms), true
}

// maxDegree is the largest degree of polynomials that Common divides.
const maxDegree = 512

// Common is the greatest common divisor of a and b as polynomials in b^(1/D), for sums as Split leaves them: 1 if they
// have none or if their degrees exceed a limit. It runs Euclid's algorithm with pseudo-remainders made primitive.
func Common(a, b Sum) Sum {
	a, b = aligned(a, b)
	step := int64(0) // every exponent is a multiple of step, and so is every exponent of a divisor
	for _, t := range slices.Concat(a.terms, b.terms) {
		step = gcd(step, t.exponent)
	}
	one := Constant(big.NewInt(1))
	if step == 0 || max(a.degree(), b.degree())/step > maxDegree {
		return one
	}
	for b.degree() > 0 {
		rest := a.remainder(b)
		if len(rest.terms) == 0 {
			return b
		}
		_, _, rest = rest.Split()
		a, b = b, rest
	}
	return one
}

func (a Sum) degree() int64 { return a.terms[len(a.terms)-1].exponent }

// remainder is what is left of a multiple of a, by an integer, after division by b.
func (a Sum) remainder(b Sum) Sum {
	lead := b.terms[len(b.terms)-1].coefficient
	for len(a.terms) > 0 && a.degree() >= b.degree() {
		high := a.terms[len(a.terms)-1].coefficient
		a = a.times(lead, 0).Add(b.times(high, a.degree()-b.degree()).Neg())
	}
	return a
}
