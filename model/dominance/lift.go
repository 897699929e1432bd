package dominance

import (
	"math/big"
	"math/bits"

	"mimics/model"
)

// prime is a modulus below 2^61. Remainders cost the same however long the fractions are that they stand for.
type prime uint64

// below returns the next smaller prime.
func (p prime) below() prime {
	for p -= 2; !p.big().ProbablyPrime(0); p -= 2 { // which is certain below 2^64
	}
	return p
}

func (p prime) sub(x, y uint64) uint64 {
	if x < y {
		x += uint64(p)
	}
	return x - y
}

func (p prime) add(x, y uint64) uint64 { return p.sub(x, p.sub(0, y)) }

func (p prime) mul(x, y uint64) uint64 {
	high, low := bits.Mul64(x, y)
	_, remainder := bits.Div64(high, low, uint64(p))
	return remainder
}

// inverse returns the number that times x leaves 1; x is not 0 modulo p.
func (p prime) inverse(x uint64) uint64 {
	n := new(big.Int).SetUint64(x)
	return n.ModInverse(n, p.big()).Uint64()
}

func (p prime) big() *big.Int { return new(big.Int).SetUint64(uint64(p)) }

// subtract takes a multiple of one row from another.
func (p prime) subtract(from, row []uint64, times uint64) {
	if times == 0 {
		return
	}
	for i, x := range row {
		if x != 0 {
			from[i] = p.sub(from[i], p.mul(times, x))
		}
	}
}

// remainder returns q modulo p; it is not ok if p divides the denominator.
func (p prime) remainder(q model.Q) (r uint64, ok bool) {
	n := q.Den().Big()
	if n.ModInverse(n, p.big()) == nil {
		return 0, false
	}
	return n.Mod(n.Mul(n, q.Num().Big()), p.big()).Uint64(), true
}

// lifted finds fractions by their remainders. The function solve returns the remainders modulo a prime, or nil if
// that prime does not serve, and subtracts its cost from left; if they are of other fractions than those before, it
// says so, and lifted drops what was before. From one prime, two, four and so on lifted guesses the fractions of
// least size that have these remainders (Wang 1981), and returns the first guess that right accepts. So right must be
// an exact test; a guess from too few primes does no harm. lifted returns nil if the budget is spent.
func lifted(solve func(prime) (remainders []uint64, other bool), right func([]model.Q) bool, left *budget) []model.Q {
	var modulus *big.Int
	var used int
	var residues []*big.Int
	for p := prime(1<<61 - 1); *left >= 0; p = p.below() {
		*left -= 64
		remainders, other := solve(p)
		if remainders == nil {
			continue
		}
		if residues == nil || other {
			modulus, used = big.NewInt(1), 0
			residues = make([]*big.Int, len(remainders))
			for i := range residues {
				residues[i] = new(big.Int)
			}
		}
		step := p.big()
		back := p.inverse(new(big.Int).Mod(modulus, step).Uint64())
		for i, r := range remainders { // Chinese remainders
			have := new(big.Int).Mod(residues[i], step).Uint64()
			times := new(big.Int).SetUint64(p.mul(p.sub(r, have), back))
			residues[i].Add(residues[i], times.Mul(times, modulus))
		}
		modulus.Mul(modulus, step)
		used++
		*left -= budget(used * len(residues))
		if used&(used-1) == 0 {
			*left -= budget(used * used * len(residues))
			if guess := reconstructed(residues, modulus); guess != nil && right(guess) {
				return guess
			}
		}
	}
	return nil
}

// reconstructed returns, for each residue, the fraction whose numerator and denominator are at most the root of half
// the modulus; nil if one has none.
func reconstructed(residues []*big.Int, modulus *big.Int) []model.Q {
	limit := new(big.Int).Rsh(modulus, 1)
	limit.Sqrt(limit)
	list := make([]model.Q, len(residues))
	for i, residue := range residues {
		num, den := euclid(modulus, residue, limit)
		if den.CmpAbs(limit) > 0 {
			return nil
		}
		list[i] = model.Ratio(model.IntOf(num), model.IntOf(den))
	}
	return list
}

// euclid runs Euclid's algorithm to the first remainder that is at most the limit. It returns that remainder and the
// factor for which factor·x has it modulo the modulus: x/modulus is almost a fraction of that denominator.
func euclid(modulus, x, limit *big.Int) (remainder, factor *big.Int) {
	before, remainder := modulus, x
	last, factor := new(big.Int), big.NewInt(1)
	for remainder.Cmp(limit) > 0 {
		quotient, rest := new(big.Int).QuoRem(before, remainder, new(big.Int))
		before, remainder = remainder, rest
		last, factor = factor, last.Sub(last, quotient.Mul(quotient, factor))
	}
	return remainder, factor
}
