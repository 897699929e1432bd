package model

import (
	"fmt"
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/optimize"
	"pgregory.net/rapid"
)

const forbidden = math.MaxInt

// toTilt reads the reward forbidden as -∞.
func toTilt(t require.TestingT, base *big.Rat, rewards []int) Tilt {
	list := make([]Reward, len(rewards))
	for x, r := range rewards {
		if r == forbidden {
			list[x].Forbid = true
		} else {
			list[x] = WholeReward(int64(r))
		}
	}
	tilt, err := NewTilt(toQ(base), list...)
	require.NoError(t, err)
	return tilt
}

func (c *choices) rewards(k int) []int {
	rewards := make([]int, k)
	for x := range rewards {
		if rewards[x] = c.pick(9) - 4; c.pick(5) == 4 {
			rewards[x] = forbidden
		}
	}
	return rewards
}

// base is above 1, sometimes by little, sometimes by hundreds of bits.
func (c *choices) base() *big.Rat {
	base := c.rational()
	base.Abs(base)
	if base.Sign() == 0 {
		base.SetInt64(1)
	}
	return base.Add(base, big.NewRat(1, 1))
}

func naiveFactors(base *big.Rat, rewards []int) rats {
	factors := make(rats, len(rewards))
	for x, r := range rewards {
		factors[x] = new(big.Rat)
		if r != forbidden {
			factors[x] = naivePower(base, r)
		}
	}
	return factors
}

// naivePenalty is KL(π‖p) - E_π[r]·ln base, the negative objective, and nil for +∞.
func naivePenalty(p, pi rats, base *big.Rat, rewards []int) *naiveLogs {
	penalty := naiveKL(pi, p)
	for x, r := range rewards {
		switch {
		case penalty == nil || pi[x].Sign() == 0:
		case r == forbidden:
			penalty = nil
		default:
			penalty.add(new(big.Rat).Mul(pi[x], big.NewRat(int64(-r), 1)), base)
		}
	}
	return penalty
}

func TestTiltAgreesWithItsFormulas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 200)
		k := 1 + c.pick(4)
		rewards, base := c.rewards(k), c.base()
		p, pi := c.twoProbabilities(k)
		tilt, d := toTilt(t, base, rewards), toDist(t, p)

		requireQ(t, base, tilt.Base())
		require.Equal(t, k, tilt.Len())
		factors := naiveFactors(base, rewards)
		for x, factor := range factors {
			requireQ(t, factor, tilt.Factor(x))
			requireQ(t, factor, tilt.Factors()[x])
			require.Equal(t, rewards[x] == forbidden, tilt.Reward(x).Forbid)
			if rewards[x] != forbidden {
				require.Equal(t, WholeReward(int64(rewards[x])), tilt.Reward(x))
			}
		}
		optimum, err := tilt.Optimum(d)
		requireDistOrNull(t, naiveReweighted(p, factors), optimum, err)
		requireLog(t, naivePenalty(p, pi, base, rewards), tilt.Objective(d, toDist(t, pi)).Neg())

		if err == nil {
			best := tilt.Objective(d, optimum)
			require.False(t, best.Less(tilt.Objective(d, toDist(t, pi))), "nothing beats the optimum")
		}
		requireDist(t, p, d, "the forecast is as before")
	})
}

func TestWithBaseKeepsTheRewards(t *testing.T) {
	tilt := toTilt(t, big.NewRat(2, 1), []int{1, -2, forbidden})
	steeper, err := tilt.WithBase(Whole(3))
	require.NoError(t, err)
	require.Equal(t, []Q{Whole(3), Frac(1, 9), Zero}, steeper.Factors())
	require.Equal(t, []Q{Whole(2), Frac(1, 4), Zero}, tilt.Factors(), "the first is as before")
	_, err = tilt.WithBase(One)
	require.EqualError(t, err, "the base is 1, expected a number above 1")
}

func TestNewTiltCopiesTheRewards(t *testing.T) {
	rewards := []Reward{WholeReward(3), {Forbid: true}}
	tilt, err := NewTilt(Whole(2), rewards...)
	require.NoError(t, err)
	rewards[0], rewards[1] = Reward{}, Reward{}
	require.Equal(t, []Q{Whole(8), Zero}, tilt.Factors())
}

func TestNewTiltKeepsItsBounds(t *testing.T) {
	nearOne := One.Add(Half.Pow(64)) // 65 bits per factor: the length of the text is bounded long before the size
	for _, c := range []struct {
		base   Q
		reward int
		fits   bool
	}{
		{Whole(2), 4096, true},
		{Whole(2), 4097, false},
		{Whole(4), 2048, true},
		{Whole(4), 2049, false},
		{Frac(3, 2), 7002, true}, // 4096/log₂(3/2) = 7002.2…
		{Frac(3, 2), 7003, false},
		{Whole(2).Pow(4096), 1, true},
		{Whole(2).Pow(4096), 2, false},
		{Whole(2).Pow(4096).Add(One), 1, false},
		{Whole(2).Pow(4096).Add(One), 0, true},
		{nearOne, 1 << 21 / 65, true},
		{nearOne, 1<<21/65 + 1, false},
		{One.Sub(Half.Pow(64)).Pow(-1), 1 << 21 / 65, true}, // the numerator is the longer part
		{One.Sub(Half.Pow(64)).Pow(-1), 1<<21/65 + 1, false},
		{Whole(2), math.MaxInt, false},
	} {
		for _, reward := range []int{c.reward, -c.reward} {
			_, err := NewTilt(c.base, Reward{}, WholeReward(int64(reward)))
			require.Equal(t, c.fits, err == nil, "%d at %.20s: %v", reward, c.base, err)
		}
		_, err := NewTilt(c.base, Reward{Value: Whole(int64(c.reward)), Forbid: true})
		require.NoError(t, err, "a forbidden outcome has no reward")
	}
	_, err := NewTilt(Whole(2), WholeReward(math.MinInt64))
	require.Error(t, err)
}

func TestNewTiltRefuses(t *testing.T) {
	for _, c := range []struct {
		base    Q
		rewards []Reward
		want    string
	}{
		{One, nil, "the base is 1, expected a number above 1"},
		{Frac(2, 3), nil, "the base is 2/3, expected a number above 1"},
		{Zero, nil, "the base is 0, expected a number above 1"},
		{Whole(-2), []Reward{{}}, "the base is -2, expected a number above 1"},
		{Whole(2), []Reward{{}, WholeReward(-5000)}, "the reward -5000 is too large for the base, expected |reward|·log₂(base) of at most 4096"},
	} {
		tilt, err := NewTilt(c.base, c.rewards...)
		require.EqualError(t, err, c.want)
		require.Equal(t, Tilt{}, tilt)
	}
}

// A numerical optimiser that uses the objective alone, in softmax coordinates, ends at the formula's optimum.
func TestOptimumIsWhereAnOptimiserEnds(t *testing.T) {
	for _, c := range []struct {
		base    float64
		exact   *big.Rat
		weights []int64
		rewards []int
	}{
		{2, big.NewRat(2, 1), []int64{1, 1}, []int{0, 1}},
		{1.5, big.NewRat(3, 2), []int64{5, 3, 2}, []int{-1, 0, 2}},
		{3, big.NewRat(3, 1), []int64{1, 2, 3, 4}, []int{1, 1, 0, -1}},
		{1.25, big.NewRat(5, 4), []int64{7, 1, 1, 1}, []int{0, 3, -3, 5}},
		{2, big.NewRat(2, 1), []int64{1, 9, 90}, []int{3, 2, -2}},
	} {
		p, err := Counts(c.weights...)
		require.NoError(t, err)
		softmax := func(theta []float64) []float64 {
			pi, sum := make([]float64, len(theta)), 0.0
			for x, v := range theta {
				pi[x] = math.Exp(v)
				sum += pi[x]
			}
			for x := range pi {
				pi[x] /= sum
			}
			return pi
		}
		loss := func(theta []float64) float64 {
			sum := 0.0
			for x, pi := range softmax(theta) {
				if pi > 0 {
					sum += pi * (math.Log(pi/p.P(x).Float64()) - float64(c.rewards[x])*math.Log(c.base))
				}
			}
			return sum
		}
		problem := optimize.Problem{Func: loss, Grad: func(gradient, theta []float64) {
			fd.Gradient(gradient, loss, theta, &fd.Settings{Formula: fd.Central})
		}}
		result, err := optimize.Minimize(problem, make([]float64, p.Len()),
			&optimize.Settings{GradientThreshold: 1e-7}, &optimize.BFGS{})
		require.NoError(t, err, fmt.Sprint(c))

		optimum, err := toTilt(t, c.exact, c.rewards).Optimum(p)
		require.NoError(t, err)
		distance := 0.0
		for x, pi := range softmax(result.X) {
			distance += math.Abs(pi-optimum.P(x).Float64()) / 2
		}
		require.Less(t, distance, 1e-4, fmt.Sprint(c))
		require.InDelta(t, -result.F, toTilt(t, c.exact, c.rewards).Objective(p, optimum).Float64(), 1e-6)
	}
}

// A base close to 1 keeps the powers small and makes them long: the length of all together is bounded.
func TestFactorsThatAreTooLongTogetherAreRefused(t *testing.T) {
	near := Frac(1_000_001, 1_000_000) // 20 bits
	rewards := make([]Reward, MaxOutcomes)
	for x := range rewards {
		rewards[x] = WholeReward(400)
	}
	_, err := NewTilt(near, rewards...)
	require.NoError(t, err)
	rewards[0] = WholeReward(4_000)
	_, err = NewTilt(near, rewards...)
	require.EqualError(t, err, "the factors base^reward are too long, expected at most 2097152 bits together")
	for x := range rewards {
		rewards[x] = WholeReward(-MaxTiltBits)
	}
	_, err = NewTilt(Whole(2), rewards...)
	require.NoError(t, err, "the contract's largest tilt")
}

func TestRewardsAreOrderedWithTheForbiddenLowest(t *testing.T) {
	rising := []Reward{{Forbid: true}, WholeReward(-3), WholeReward(0), WholeReward(2)}
	for i, low := range rising {
		for j, high := range rising {
			require.Equal(t, i < j, low.Less(high), "%v against %v", low, high)
		}
	}
	require.False(t, Reward{Value: One, Forbid: true}.Less(Reward{Value: Whole(2), Forbid: true}), "of what is forbidden the value means nothing")
}

// A forbidden outcome does not exempt the outcomes after it.
func TestEveryRewardIsHeldToTheBounds(t *testing.T) {
	for _, rewards := range [][]Reward{{WholeReward(5000)}, {{Forbid: true}, WholeReward(5000)},
		{WholeReward(1), {Forbid: true}, WholeReward(-5000)}} {
		_, err := NewTilt(Whole(2), rewards...)
		require.ErrorContains(t, err, "5000 is too large for the base")
	}
}

// A base that is no power of e is no root to compute with; the powers beside it are, together with the rewards.
func TestBasesAlongAPathHaveACommonRoot(t *testing.T) {
	tilt, err := NewTilt(Whole(2), Reward{Value: Frac(1, 1<<16)})
	require.NoError(t, err)
	power := func(d int64) Q {
		base, err := Exp(Frac(1, d))
		require.NoError(t, err)
		return base
	}
	require.NoError(t, tilt.Along(Whole(2), Frac(1<<20+1, 1<<20)))
	require.NoError(t, tilt.Along(Whole(2), power(1<<15)))
	require.ErrorIs(t, tilt.Along(Whole(2), power(1<<15+1), power(1<<15-1)), errRoot)
	require.ErrorIs(t, tilt.Along(Whole(2), power(1<<15+1)), errRoot)

	_, err = NewTilt(Whole(2), Reward{Value: Frac(1, MaxRoot)})
	require.NoError(t, err)
	_, err = NewTilt(Whole(2), Reward{Value: Frac(1, MaxRoot+1)})
	require.ErrorIs(t, err, errRoot)
}
