package model

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"
)

func TestDivergencesAgreeWithTheirDefinitions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 150)
		k := 1 + c.pick(4)
		p, q := c.twoProbabilities(k)
		d, e := toDist(t, p), toDist(t, q)

		requireQ(t, naiveTotalVariation(p, q), TotalVariation(d, e))
		requireQ(t, naiveTotalVariation(p, q), TotalVariation(e, d))
		requireLog(t, naiveKL(p, q), KL(d, e), "KL(%v‖%v)", d, e)

		if want := naiveChiSquare(p, q); want == nil {
			require.Equal(t, "inf", ChiSquare(d, e).String())
		} else {
			got, rational := ChiSquare(d, e).Rational()
			require.True(t, rational)
			requireQ(t, want, got)
		}

		equal := d.Equal(e)
		require.Equal(t, equal, TotalVariation(d, e).IsZero())
		require.Equal(t, equal, KL(d, e).Equal(Log{}))
		require.Equal(t, equal, ChiSquare(d, e).Equal(Log{}))
		require.GreaterOrEqual(t, KL(d, e).Sign(), 0)

		requireDist(t, p, d, "the first operand is as before")
		requireDist(t, q, e, "the second operand is as before")
	})
}

// With small weights the divergence is the logarithm of a product that can be multiplied out.
func TestKLComparesAsTheProductItIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 60)
		for range 3 {
			k := 2 + c.pick(2)
			p, q := naiveNormalised(c.counts(k, 3)), naiveNormalised(c.counts(k, 3))
			r, s := naiveNormalised(c.counts(k, 3)), naiveNormalised(c.counts(k, 3))
			a, b := naiveKL(p, q), naiveKL(r, s)
			if a == nil || b == nil {
				continue
			}
			difference := *a
			for i := range b.coefficients {
				difference.add(new(big.Rat).Neg(b.coefficients[i]), b.arguments[i])
			}
			left, right := KL(toDist(t, p), toDist(t, q)), KL(toDist(t, r), toDist(t, s))
			require.Equal(t, difference.sign(), left.Cmp(right), "%v against %v", left, right)
		}
	})
}

func TestDivergencesAgreeWithGonum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 60)
		k := 1 + c.pick(5)
		p, q := naiveNormalised(c.counts(k, 5)), naiveNormalised(c.counts(k, 5))
		if naiveKL(p, q) == nil {
			return // gonum's sum is +Inf too, but through a division by zero
		}
		floats := func(values rats) []float64 {
			fs := make([]float64, len(values))
			for i, v := range values {
				fs[i], _ = v.Float64()
			}
			return fs
		}
		d, e := toDist(t, p), toDist(t, q)
		require.InDelta(t, stat.KullbackLeibler(floats(p), floats(q)), KL(d, e).Float64(), 1e-9)
		if e.Support() == AllOutcomes(k) {
			chi, _ := ChiSquare(d, e).Rational()
			require.InDelta(t, stat.ChiSquare(floats(p), floats(q)), chi.Float64(), 1e-9)
		}
	})
}

func TestDivergencesKnownByHeart(t *testing.T) {
	fair, _ := Counts(1, 1)
	loaded, _ := Counts(1, 3)
	require.Equal(t, "1/4", TotalVariation(fair, loaded).String())
	require.Equal(t, "ln 2 - 1/2*ln 3", KL(fair, loaded).String())
	require.Equal(t, "-ln 2 + 3/4*ln 3", KL(loaded, fair).String())
	require.Equal(t, "1/3", ChiSquare(fair, loaded).String())
	require.Equal(t, "1/4", ChiSquare(loaded, fair).String())
	require.Equal(t, "ln 2", KL(Point(2, 0), fair).String())
	require.Equal(t, "inf", KL(fair, Point(2, 0)).String())
	require.Equal(t, "1", TotalVariation(Point(2, 0), Point(2, 1)).String())
}
