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
	base, root, dividend, divisor := over(a, b)
	terms := make([]term, 0, len(dividend))
	if len(divisor) == 1 {
		for _, t := range dividend {
			c, remainder := new(big.Int).QuoRem(t.coefficient, divisor[0].coefficient, new(big.Int))
			if remainder.Sign() != 0 || t.exponent < divisor[0].exponent {
				return Sum{}, false
			}
			terms = append(terms, term{t.exponent - divisor[0].exponent, c})
		}
		return sum(base, root, terms), true
	}
	for rest := sum(base, root, slices.Clone(dividend)); len(rest.terms) > 0; {
		high, lead := rest.terms[len(rest.terms)-1], divisor[len(divisor)-1]
		c, remainder := new(big.Int).QuoRem(high.coefficient, lead.coefficient, new(big.Int))
		if remainder.Sign() != 0 || high.exponent < lead.exponent {
			return Sum{}, false
		}
		step := term{high.exponent - lead.exponent, c}
		terms = append(terms, step)
		rest = rest.Add(sum(base, root, slices.Clone(divisor)).times(step.coefficient, step.exponent).Neg())
	}
	return sum(base, root, terms), true
}

// maxDegree is the largest degree of polynomials that Common divides.
const maxDegree = 512

// Common is the greatest common divisor of a and b as polynomials in b^(1/D), for sums as Split leaves them: 1 if they
// have none or if their degrees exceed a limit. It runs Euclid's algorithm with pseudo-remainders made primitive.
func Common(a, b Sum) Sum {
	base, root, left, right := over(a, b)
	step := int64(0) // every exponent is a multiple of step, and so is every exponent of a divisor
	for _, t := range slices.Concat(left, right) {
		step = gcd(step, t.exponent)
	}
	one := Constant(big.NewInt(1))
	a, b = sum(base, root, slices.Clone(left)), sum(base, root, slices.Clone(right))
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
