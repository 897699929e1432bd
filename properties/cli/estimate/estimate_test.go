package estimate

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
)

// The ends solve two binomial equations: at Low at least as many successes have the chance miss/2, at High at most as
// many. The chances are summed here term by term in 128 bits, at tails down to those of an audit with 100,000 outcomes.
func TestClopperPearsonSolvesItsEquations(t *testing.T) {
	const least = 0.05 / 2 / 100_000
	for _, n := range []int64{1, 2, 7, 16, 200, 3000} {
		counts := map[int64]bool{0: true, 1: true, 2: true, 3: true, n / 10: true, n / 2: true, n - n/10: true,
			n - 3: true, n - 1: true, n: true}
		for s := range counts {
			for _, miss := range []float64{1, 0.05, least, 1e-40} {
				if 0 <= s && s <= n {
					requireEnds(t, s, n, miss)
				}
			}
		}
	}
	for _, s := range []int64{0, 3, 10_000} {
		requireEnds(t, s, 100_000, least)
	}
	requireEnds(t, 500_000, 1_000_000, least)
	requireTail(t, 7, 1_000_000, least/2, ClopperPearson(7, 1_000_000, least).Low)
}

func requireEnds(t *testing.T, s, n int64, miss float64) {
	r := ClopperPearson(s, n, miss)
	if s == 0 {
		require.Zero(t, r.Low)
	} else {
		requireTail(t, s, n, miss/2, r.Low)
	}
	if s == n {
		require.Equal(t, 1.0, r.High)
		return
	}
	// The two ends mirror each other. Near 1 the complement has digits that High cannot hold.
	mirrored := ClopperPearson(n-s, n, miss).Low
	require.InDelta(t, 1-r.High, mirrored, 4e-16)
	if n-s != s {
		requireTail(t, n-s, n, miss/2, mirrored)
	}
}

// requireTail requires that P(X ≥ s) is the tail to within 1e-9 of it.
func requireTail(t *testing.T, s, n int64, tail, p float64) {
	got, _ := new(big.Float).Quo(upperTail(s, n, p), big.NewFloat(tail)).Float64()
	require.InDelta(t, 1, got, 1e-9, "at least %d of %d at %g, expected %g", s, n, p, tail)
}

// upperTail is P(X ≥ s) by its definition. Each term follows from the one before.
func upperTail(s, n int64, p float64) *big.Float {
	number := func() *big.Float { return new(big.Float).SetPrec(128) }
	chance := number().SetFloat64(p)
	odds := number().Quo(chance, number().Sub(number().SetInt64(1), chance))
	term, base := number().SetInt64(1), number().Sub(number().SetInt64(1), chance)
	for i := n; i > 0; i /= 2 { // (1-p)^n
		if i%2 == 1 {
			term.Mul(term, base)
		}
		base.Mul(base, base)
	}
	sum := number()
	for k := int64(0); ; k++ {
		if k >= s {
			sum.Add(sum, term)
		}
		if k == n || k > s && term.MantExp(nil)+100 < sum.MantExp(nil) { // the rest is below 2^-90 of the sum
			return sum
		}
		term.Mul(term, odds).Mul(term, number().SetInt64(n-k)).Quo(term, number().SetInt64(k+1))
	}
}

// Values of a Beta quantile that was wrong by orders of magnitude, and of tables (R's binom.test(12, 100)).
func TestClopperPearsonKnown(t *testing.T) {
	require.InDelta(t, 0.0144039, ClopperPearson(0, 1000, 1e-6).High, 1e-7)
	r := ClopperPearson(3, 100_000, 1e-5)
	require.InDelta(t, 3.13167e-7, r.Low, 1e-12)
	require.InDelta(t, 1.94784e-4, r.High, 1e-9)
	r = ClopperPearson(12, 100, 0.05)
	require.InDelta(t, 0.0635689, r.Low, 1e-7)
	require.InDelta(t, 0.2002357, r.High, 1e-7)
	require.Equal(t, Range{0, 1}, ClopperPearson(0, 0, 0.05))
}

// The bounds rise with the count and widen as the miss falls, up to the largest log that is read.
func TestClopperPearsonIsMonotone(t *testing.T) {
	for _, n := range []int64{40, 1_000_000_000_000} {
		last := ClopperPearson(0, n, 0.01)
		for i := int64(1); i <= 40; i++ {
			r := ClopperPearson(n/40*i, n, 0.01)
			require.Less(t, last.Low, r.Low)
			require.LessOrEqual(t, last.High, r.High)
			wider := ClopperPearson(n/40*i, n, 1e-9)
			require.True(t, wider.Low < r.Low && r.High <= wider.High)
			last = r
		}
	}
	require.Equal(t, Range{0, 0.5}, Range{Low: ClopperPearson(1, 1_000_000_000_000, 1e-300).Low, High: 0.5}, "below the smallest float")
}
