package model

import (
	"fmt"
	"math/rand/v2"
)

// A sampler draws outputs from a distribution that it is set to (essay, "What is a mimic?"). A mimic sets its sampler
// to its forecast.

// Seeds is the number of equally likely seeds that the sampler set to q reads: the common denominator of q.
func Seeds(q Dist) Int { return q.Denominator() }

// Emit is the outcome that the sampler set to q emits for a seed in 0..Seeds(q)-1. The outcomes take the seeds in
// order, each a number of seeds in proportion to its probability. It returns an error if the seed is outside the range.
func Emit(q Dist, seed Int) (int, error) {
	q = q.reduced()
	rest := seed
	if rest.Sign() >= 0 {
		for x, w := range q.weights.all() {
			if rest.Cmp(w) < 0 {
				return x, nil
			}
			rest = rest.Sub(w)
		}
	}
	return 0, fmt.Errorf("seed %s, expected 0 to %s", seed, q.total.Sub(NewInt(1)))
}

// Sample draws from q exactly: it makes a uniform seed from random bits by rejection and passes it to Emit.
func Sample(q Dist, random *rand.Rand) int {
	seeds := Seeds(q)
	for {
		seed := randomBits(random, seeds.view().BitLen())
		if seed.Cmp(seeds) < 0 {
			return Must(Emit(q, seed)) // the seed is in range
		}
	}
}

// randomBits is uniform on 0..2^n-1.
func randomBits(random *rand.Rand, n int) Int {
	value := Int{}
	for ; n > 0; n -= 32 {
		take := min(n, 32)
		value = value.Mul(NewInt(1 << take)).Add(NewInt(int64(random.Uint32() >> (32 - take))))
	}
	return value
}
