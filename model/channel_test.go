package model

import (
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func toChannel(t require.TestingT, chances rats) Channel {
	g, err := NewChannel(toQs(chances)...)
	require.NoError(t, err)
	return g
}

func TestChannelAgreesWithBayes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 150)
		k := 1 + c.pick(4)
		chances := c.chances(k)
		if c.pick(4) == 3 {
			chances[c.pick(k)] = c.weights(1)[0]
		}
		for _, chance := range chances {
			if chance.Cmp(big.NewRat(1, 1)) > 0 {
				chance.Inv(chance)
			}
		}
		weights := c.probabilities(k)
		g, p := toChannel(t, chances), toDist(t, weights)

		require.Equal(t, k, g.Len())
		denominator := new(big.Int).Set(big.NewInt(1))
		for x, chance := range chances {
			requireQ(t, chance, g.At(x))
			requireInt(t, new(big.Int).Mul(chance.Num(), new(big.Int).Div(g.Denominator().Big(), chance.Denom())),
				g.numerators.all()[x])
			shared := new(big.Int).GCD(nil, nil, denominator, chance.Denom())
			denominator.Mul(denominator, chance.Denom()).Div(denominator, shared)
		}
		requireInt(t, denominator, g.Denominator())

		requireQ(t, naiveExpect(weights, chances), g.Rate(p))
		require.Equal(t, naiveExpect(weights, chances).Sign() > 0, g.Reachable(p))
		posterior, err := g.Posterior(p)
		requireDistOrNull(t, naiveReweighted(weights, chances), posterior, err)

		best := new(big.Rat).SetInt64(-1)
		for x := range chances {
			if weights[x].Sign() > 0 && chances[x].Cmp(best) > 0 {
				best = chances[x]
			}
		}
		forcing, reachable := make([]bool, k), make([]bool, k)
		for x := range chances {
			forcing[x] = chances[x].Cmp(big.NewRat(1, 1)) == 0
			reachable[x] = weights[x].Sign() > 0 && chances[x].Cmp(best) == 0
		}
		require.Equal(t, toEvent(forcing), g.ForcingSet())
		require.Equal(t, toEvent(reachable), g.Best(p))
		requireDist(t, naiveGiven(weights, reachable), g.HardLimit(p))

		optimum, err := g.HardOptimum(p)
		requireDistOrNull(t, naiveGiven(weights, forcing), optimum, err)

		for x, chance := range chances {
			requireQ(t, chance, g.At(x), "the channel is as before")
		}
		requireDist(t, weights, p, "the forecast is as before")
	})
}

func TestSoftOptimumAgreesWithItsFormula(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 80)
		k := 1 + c.pick(4)
		chances, weights := c.chances(k), c.probabilities(k)
		base := big.NewRat(int64(4+c.pick(20)), int64(1+c.pick(3)))
		g := toChannel(t, chances)

		// The formula holds for any common denominator D, but Denominator promises the least one.
		denominator, _ := g.Denominator().Int64()
		factors := make(rats, k)
		for x, chance := range chances {
			shortfall := new(big.Rat).Sub(big.NewRat(1, 1), chance)
			shortfall.Mul(shortfall, big.NewRat(denominator, 1))
			require.True(t, shortfall.IsInt())
			factors[x] = naivePower(base, -int(shortfall.Num().Int64()))
		}
		optimum, err := g.SoftOptimum(toDist(t, weights), toQ(base))
		requireDistOrNull(t, naiveReweighted(weights, factors), optimum, err)
	})
}

func TestNewChannelRefuses(t *testing.T) {
	for _, c := range []struct {
		chances []Q
		want    string
	}{
		{[]Q{Frac(-1, 3)}, "a chance of -1/3, expected 0 to 1"},
		{[]Q{One, Frac(4, 3)}, "a chance of 4/3, expected 0 to 1"},
		{[]Q{Zero, One.Add(Half.Pow(200))}, "a chance of about 1, expected 0 to 1"},
		{[]Q{Whole(10).Pow(39)}, "a chance of 1" + strings.Repeat("0", 39) + ", expected 0 to 1"},
		{[]Q{Whole(10).Pow(40)}, "a chance of about 1e+40, expected 0 to 1"},
	} {
		g, err := NewChannel(c.chances...)
		require.EqualError(t, err, c.want)
		require.Zero(t, g.Len())
	}
}

func TestHardOptimumWithoutAForcingSetIsNull(t *testing.T) {
	fair, _ := Counts(1, 1)
	for name, c := range map[string]struct {
		chances rats
		p       Dist
	}{
		"nothing is certain":              {rats{big.NewRat(1, 2), big.NewRat(0, 1)}, fair},
		"what is certain is out of reach": {rats{big.NewRat(1, 2), big.NewRat(1, 1)}, Point(2, 0)},
	} {
		g := toChannel(t, c.chances)
		optimum, err := g.HardOptimum(c.p)
		require.ErrorIs(t, err, ErrNull, name)
		require.Zero(t, optimum.Len(), name)
		require.True(t, g.HardLimit(c.p).Equal(Point(2, 0)), "%s, yet there is a limit", name)
	}
}

// The exponents are at most D, so D·log₂(base) decides whether the tilt has a permitted length.
func TestSoftOptimumKeepsItsBounds(t *testing.T) {
	fair, _ := Counts(1, 1)
	channel := func(denominator int64) Channel {
		return toChannel(t, rats{big.NewRat(0, 1), big.NewRat(1, denominator)})
	}
	for _, c := range []struct {
		denominator int64
		base        Q
		fits        bool
	}{
		{4096, Whole(2), true},
		{4097, Whole(2), false},
		{2048, Whole(4), true},
		{2049, Whole(4), false},
		{7002, Frac(3, 2), true}, // 4096/log₂(3/2) = 7002.2…
		{7003, Frac(3, 2), false},
		{2, One, false},
		{2, Half, false},
		{2, Whole(-2), false},
		{1 << 62, Whole(2), false},
		{1<<63 - 1, Frac(3, 2), false},
	} {
		optimum, err := channel(c.denominator).SoftOptimum(fair, c.base)
		require.Equal(t, c.fits, err == nil, "%d at %v: %v", c.denominator, c.base, err)
		require.Equal(t, c.fits, optimum.Len() == 2)
		if !c.fits {
			require.ErrorContains(t, err, "no exact soft tilt")
		}
	}
	tiny := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Lsh(big.NewInt(1), 64))
	huge := toChannel(t, rats{big.NewRat(0, 1), tiny})
	_, err := huge.SoftOptimum(fair, Whole(2))
	require.EqualError(t, err, "no exact soft tilt: D·log₂(base) may be at most 4096, and D is 18446744073709551616")
}
