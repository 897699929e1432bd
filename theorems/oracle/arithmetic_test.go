package oracle

import (
	"fmt"
	"math/big"
	"strings"
)

// Rationals, as functions that leave their arguments alone.
var (
	zero = rat(0, 1)
	half = rat(1, 2)
	one  = rat(1, 1)
)

func rat(a, b int64) *big.Rat    { return big.NewRat(a, b) }
func add(a, b *big.Rat) *big.Rat { return new(big.Rat).Add(a, b) }
func sub(a, b *big.Rat) *big.Rat { return new(big.Rat).Sub(a, b) }
func mul(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }
func div(a, b *big.Rat) *big.Rat { return new(big.Rat).Quo(a, b) }
func abs(a *big.Rat) *big.Rat    { return new(big.Rat).Abs(a) }

func less(a, b *big.Rat) bool  { return a.Cmp(b) < 0 }
func equal(a, b *big.Rat) bool { return a.Cmp(b) == 0 }

func largest(list ...*big.Rat) (most *big.Rat) {
	for _, a := range list {
		if most == nil || less(most, a) {
			most = a
		}
	}
	return most
}

func smallest(list ...*big.Rat) (least *big.Rat) {
	for _, a := range list {
		if least == nil || less(a, least) {
			least = a
		}
	}
	return least
}

func total(list []*big.Rat) *big.Rat {
	sum := zero
	for _, a := range list {
		sum = add(sum, a)
	}
	return sum
}

func power(a *big.Rat, n int) *big.Rat {
	if n < 0 {
		return div(one, power(a, -n))
	}
	product := one
	for range n {
		product = mul(product, a)
	}
	return product
}

// Number is rational + Σ coefficient·ln argument, or infinite.
type Number struct {
	infinite int // -1, 0, 1
	rational *big.Rat
	logs     []logarithm
}

type logarithm struct{ coefficient, argument *big.Rat }

var infinity = &Number{infinite: 1}

// exactly is a rational as a Number.
func exactly(q *big.Rat) *Number { return &Number{rational: q} }

// ln is the logarithm of a rational from 0, -∞ at 0.
func ln(q *big.Rat) *Number {
	if q.Sign() == 0 {
		return &Number{infinite: -1}
	}
	return &Number{rational: zero, logs: []logarithm{{one, q}}}
}

func (a *Number) plus(b *Number) *Number {
	if a.infinite != 0 || b.infinite != 0 {
		if a.infinite*b.infinite < 0 {
			panic("∞ - ∞")
		}
		return &Number{infinite: max(-1, min(1, a.infinite+b.infinite))}
	}
	logs := append(append([]logarithm(nil), a.logs...), b.logs...)
	return &Number{rational: add(a.rational, b.rational), logs: logs}
}

func (a *Number) times(q *big.Rat) *Number {
	switch {
	case q.Sign() == 0:
		return exactly(zero)
	case a.infinite != 0:
		return &Number{infinite: a.infinite * q.Sign()}
	}
	scaled := &Number{rational: mul(a.rational, q)}
	for _, l := range a.logs {
		scaled.logs = append(scaled.logs, logarithm{mul(l.coefficient, q), l.argument})
	}
	return scaled
}

func (a *Number) minus(b *Number) *Number { return a.plus(b.times(rat(-1, 1))) }

// Cmp is the sign of a - b, in which ∞ equals ∞.
func (a *Number) Cmp(b *Number) int {
	if a.infinite != 0 || b.infinite != 0 {
		return max(-1, min(1, a.infinite-b.infinite))
	}
	return a.minus(b).Sign()
}

// Equal reports whether a = b.
func (a *Number) Equal(b *Number) bool {
	if a.infinite != 0 || b.infinite != 0 {
		return a.infinite == b.infinite
	}
	return a.minus(b).collected().isZero()
}

// Sign is found at growing precision; that it ends is known because a is not 0: see isZero.
func (a *Number) Sign() int {
	switch {
	case a.infinite != 0:
		return a.infinite
	case len(a.logs) == 0:
		return a.rational.Sign()
	}
	a = a.collected()
	for bits := uint(64); ; bits *= 2 {
		low, high := a.enclosed(bits)
		if low.Sign() > 0 || high.Sign() < 0 {
			return low.Sign()
		}
		if bits == 64 && a.isZero() {
			return 0
		}
	}
}

// collected has every argument once.
func (a *Number) collected() *Number {
	coefficients, arguments := map[string]*big.Rat{}, map[string]*big.Rat{}
	for _, l := range a.logs {
		key := l.argument.RatString()
		if coefficients[key] == nil {
			coefficients[key], arguments[key] = zero, l.argument
		}
		coefficients[key] = add(coefficients[key], l.coefficient)
	}
	out := &Number{rational: a.rational}
	for _, key := range sorted(coefficients) {
		if coefficients[key].Sign() != 0 {
			out.logs = append(out.logs, logarithm{coefficients[key], arguments[key]})
		}
	}
	return out
}

// isZero decides by unique factorisation over a base of coprime numbers: logarithms of such are linearly independent
// over the rationals, and none of their combinations is a rational but 0 (Hermite and Lindemann).
func (a *Number) isZero() bool {
	if a.rational.Sign() != 0 {
		return false
	}
	var all []*big.Int
	for _, l := range a.logs {
		all = append(all, l.argument.Num(), l.argument.Denom())
	}
	for _, b := range coprime(all) {
		sum := zero
		for _, l := range a.logs {
			exponent := exponent(l.argument.Num(), b) - exponent(l.argument.Denom(), b)
			sum = add(sum, mul(l.coefficient, rat(int64(exponent), 1)))
		}
		if sum.Sign() != 0 {
			return false
		}
	}
	return true
}

// coprime is a list of numbers above 1 without common divisors of which all of the given ones are products.
func coprime(numbers []*big.Int) (base []*big.Int) {
	unit := big.NewInt(1)
	for len(numbers) > 0 {
		n := numbers[0]
		numbers = numbers[1:]
		for i := 0; i < len(base) && n.Cmp(unit) > 0; i++ {
			g := new(big.Int).GCD(nil, nil, n, base[i])
			if g.Cmp(unit) == 0 {
				continue
			}
			numbers = append(numbers, new(big.Int).Quo(n, g), g, new(big.Int).Quo(base[i], g))
			base = append(base[:i], base[i+1:]...)
			n = unit
		}
		if n.Cmp(unit) > 0 {
			base = append(base, n)
		}
	}
	return base
}

// exponent is how often b > 1 divides n.
func exponent(n, b *big.Int) (times int) {
	for {
		quotient, rest := new(big.Int).QuoRem(n, b, new(big.Int))
		if rest.Sign() != 0 {
			return times
		}
		n = quotient
		times++
	}
}

// enclosed bounds a by multiples of 2^-bits, from below and from above. It uses ln q = ln(q/2^e) + e·ln 2, with q/2^e
// between 1/2 and 2, and ln q = 2·artanh((q-1)/(q+1)).
func (a *Number) enclosed(bits uint) (low, high *big.Rat) {
	low, high = a.rational, a.rational
	include := func(coefficient, z *big.Rat) {
		from, to := artanh(z, bits)
		if coefficient.Sign() < 0 {
			from, to = to, from
		}
		low, high = add(low, mul(from, coefficient)), add(high, mul(to, coefficient))
	}
	twos := zero
	for _, l := range a.logs {
		e := l.argument.Num().BitLen() - l.argument.Denom().BitLen()
		rest := div(l.argument, power(rat(2, 1), e))
		include(add(l.coefficient, l.coefficient), div(sub(rest, one), add(rest, one)))
		twos = add(twos, mul(l.coefficient, rat(int64(2*e), 1)))
	}
	include(twos, rat(1, 3))
	return low, high
}

// artanh z = z + z³/3 + z⁵/5 + … for |z| ≤ 1/3, in units of 2^-bits: each summand is cut off and with it at most two
// units are lost, one for the power and one for the division; the rest of the sum is at most a unit once a power is
// none.
func artanh(z *big.Rat, bits uint) (low, high *big.Rat) {
	fixed := func(q *big.Rat) *big.Int {
		return new(big.Int).Quo(new(big.Int).Lsh(q.Num(), bits), q.Denom())
	}
	square := mul(z, z)
	sum, units := new(big.Int), int64(2)
	for term, n := fixed(z), int64(1); term.Sign() != 0; n += 2 {
		sum.Add(sum, new(big.Int).Quo(term, big.NewInt(n)))
		units += 2
		term = new(big.Int).Quo(new(big.Int).Mul(term, square.Num()), square.Denom())
	}
	unit := new(big.Rat).SetInt(new(big.Int).Lsh(big.NewInt(1), bits))
	value := new(big.Rat).SetInt(sum)
	return div(sub(value, rat(units, 1)), unit), div(add(value, rat(units, 1)), unit)
}

// Parse reads a number as the suite writes it: "9/10", "ln 2 - 1/3*ln 5", "inf", "-inf".
func Parse(text string) (*Number, error) {
	switch text {
	case "inf":
		return infinity, nil
	case "-inf":
		return infinity.times(rat(-1, 1)), nil
	}
	sum := exactly(zero)
	sign := one
	for _, word := range strings.Split(strings.NewReplacer(" + ", "|+|", " - ", "|-|").Replace(text), "|") {
		switch word {
		case "+":
			sign = one
			continue
		case "-":
			sign = rat(-1, 1)
			continue
		}
		if bare := strings.TrimPrefix(word, "-"); strings.HasPrefix(bare, "ln ") {
			word = strings.TrimSuffix(word, bare) + "1*" + bare
		}
		coefficient, argument, logarithmic := strings.Cut(word, "*ln ")
		q, ok := new(big.Rat).SetString(coefficient)
		if !ok {
			return nil, fmt.Errorf("%q is no number", text)
		}
		summand := exactly(q)
		if logarithmic {
			of, ok := new(big.Rat).SetString(argument)
			if !ok || of.Sign() <= 0 {
				return nil, fmt.Errorf("%q is no number", text)
			}
			summand = ln(of).times(q)
		}
		sum = sum.plus(summand.times(sign))
	}
	return sum, nil
}

// String writes a number so that Parse can read it.
func (a *Number) String() string {
	switch {
	case a == nil:
		return "none"
	case a.infinite > 0:
		return "inf"
	case a.infinite < 0:
		return "-inf"
	}
	a = a.collected()
	words := []string{a.rational.RatString()}
	for _, l := range a.logs {
		words = append(words, l.coefficient.RatString()+"*ln "+l.argument.RatString())
	}
	return strings.Join(words, " + ")
}
