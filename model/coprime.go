package model

import (
	"math/big"
	"slices"
)

// smallPrimes are divided out first: the numbers that people write have small prime factors, and String then shows
// primes.
var smallPrimes = primesBelow(256)

func primesBelow(limit int64) (primes []Int) {
	for n := int64(2); n < limit; n++ {
		if !slices.ContainsFunc(primes, func(p Int) bool { return n%p.small == 0 }) {
			primes = append(primes, NewInt(n))
		}
	}
	return primes
}

// divideOut divides n by d as often as it divides evenly, and returns how often. It needs d ≥ 2 and n ≥ 1.
func divideOut(n, d Int) (rest Int, exponent int64) {
	if n.big == nil && d.big == nil {
		for n.small%d.small == 0 {
			n.small /= d.small
			exponent++
		}
		return n, exponent
	}
	if n.isSum() || d.isSum() {
		for {
			quotient, exact := n.powers().Quotient(d.powers())
			if !exact {
				return n, exponent
			}
			n, exponent = ofSum(quotient), exponent+1
		}
	}
	quotient, remainder := new(big.Int), new(big.Int)
	for n.Cmp(d) >= 0 {
		if quotient.QuoRem(n.view(), d.view(), remainder); remainder.Sign() != 0 {
			break
		}
		n, exponent = IntOf(quotient), exponent+1
	}
	return n, exponent
}

// coprimeBase returns pairwise coprime integers above 1 such that every argument (each at least 2) is a product of
// their powers. It splits two members by their greatest common divisor until no two share a factor (Bach, Driscoll and
// Shallit, Factor refinement, 1993).
func coprimeBase(arguments []Int) []Int {
	var base []Int
	for _, argument := range arguments {
		pending := []Int{argument}
		for len(pending) > 0 {
			n := pending[len(pending)-1]
			pending = pending[:len(pending)-1]
			for i := 0; i < len(base) && !n.isOne(); i++ {
				g := n.divisor(base[i])
				if g.isOne() {
					continue
				}
				pending = append(pending, n.Div(g), base[i].Div(g), g)
				base[i] = base[len(base)-1]
				base = base[:len(base)-1]
				n = NewInt(1)
			}
			if !n.isOne() {
				base = append(base, n)
			}
		}
	}
	return base
}
