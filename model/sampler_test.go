package model

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"
)

func TestEmitSharesOutTheSeedsExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 80)
		p := naiveNormalised(c.counts(1+c.pick(4), 6))
		q := toDist(t, p).Mix(toDist(t, p), Frac(int64(c.pick(4)), 3)) // the same, perhaps not in lowest terms
		seeds, fits := Seeds(q).Int64()
		require.True(t, fits)
		require.Equal(t, q.Denominator(), Seeds(q))
		emitted := make([]int64, len(p))
		last := 0
		for seed := range seeds {
			x, err := Emit(q, NewInt(seed))
			require.NoError(t, err)
			require.GreaterOrEqual(t, x, last, "outcomes come in order")
			emitted[x]++
			last = x
		}
		for x := range p {
			requireQ(t, new(big.Rat).Mul(p[x], big.NewRat(seeds, 1)), Whole(emitted[x]))
		}
	})
}

// If there are too many seeds to count, the seeds at which the outcome changes determine the counts.
func TestEmitChangesOutcomeAtTheCumulatedWeights(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 150)
		p := c.probabilities(1 + c.pick(4))
		q := toDist(t, p)
		seeds := new(big.Rat).SetInt(Seeds(q).Big())
		begin := new(big.Rat)
		for x := range p {
			end := new(big.Rat).Add(begin, new(big.Rat).Mul(p[x], seeds))
			require.True(t, end.IsInt())
			if p[x].Sign() > 0 {
				for _, seed := range []*big.Int{begin.Num(), new(big.Int).Sub(end.Num(), big.NewInt(1))} {
					emitted, err := Emit(q, toInt(seed))
					require.NoError(t, err)
					require.Equal(t, x, emitted, "seed %v of %v", seed, q)
				}
			}
			begin = end
		}
		require.Zero(t, begin.Cmp(seeds))
		for _, seed := range []Int{toInt(begin.Num()), toInt(begin.Num()).Mul(NewInt(5)), NewInt(-1),
			toInt(begin.Num()).Neg()} {
			_, err := Emit(q, seed)
			require.EqualError(t, err, "seed "+seed.String()+", expected 0 to "+Seeds(q).Sub(NewInt(1)).String())
		}
		requireDist(t, p, q, "the distribution is as before")
	})
}

func TestEmitTakesTheLeastNumberOfSeeds(t *testing.T) {
	q, err := Counts(2, 4)
	require.NoError(t, err)
	require.Equal(t, NewInt(3), Seeds(q))
	_, err = Emit(q, NewInt(3))
	require.EqualError(t, err, "seed 3, expected 0 to 2")
	require.Equal(t, NewInt(1), Seeds(Point(4, 2)))
}

// script is a scripted source of randomness.
type script struct{ words []uint32 }

func (s *script) Uint64() uint64 {
	w := s.words[0]
	s.words = s.words[1:]
	return uint64(w) << 32 // rand.Uint32 reads the upper half
}

func TestSampleRejectsSeedsOutOfRange(t *testing.T) {
	q, err := Counts(1, 3, 1) // five seeds, three bits
	require.NoError(t, err)
	for seed := range uint32(5) {
		want, err := Emit(q, NewInt(int64(seed)))
		require.NoError(t, err)
		source := &script{[]uint32{5 << 29, 7 << 29, 6 << 29, seed<<29 | 12345, 99}}
		require.Equal(t, want, Sample(q, rand.New(source)), "seed %d", seed)
		require.Equal(t, []uint32{99}, source.words, "no more was read than needed")
	}
}

func TestRandomBitsUsesEveryBitOnce(t *testing.T) {
	for _, c := range []struct {
		n     int
		words []uint32
		want  string
	}{
		{1, []uint32{1 << 31}, "1"},
		{1, []uint32{1<<31 - 1}, "0"},
		{31, []uint32{1<<32 - 1}, "2147483647"},
		{32, []uint32{1<<32 - 1}, "4294967295"},
		{33, []uint32{1, 1 << 31}, "3"},
		{40, []uint32{2, 3 << 24}, "515"},
		{64, []uint32{1, 5}, "4294967301"},
		{70, []uint32{1, 0, 63 << 26}, "274877907007"},
	} {
		source := &script{c.words}
		require.Equal(t, c.want, randomBits(rand.New(source), c.n).String(), "%d bits of %v", c.n, c.words)
		require.Empty(t, source.words)
	}
	require.Equal(t, Int{}, randomBits(rand.New(&script{}), 0))
}

func TestSampleFrequenciesArePlausible(t *testing.T) {
	for _, weights := range []rats{
		{big.NewRat(1, 1), big.NewRat(2, 1), big.NewRat(3, 1), big.NewRat(0, 1), big.NewRat(1, 2)},
		{big.NewRat(1, 3), new(big.Rat).SetFrac(edges[len(edges)-1], edges[len(edges)-3]), big.NewRat(1, 5),
			big.NewRat(2, 7)},
	} {
		for x := range weights {
			weights[x].Abs(weights[x])
		}
		p := naiveNormalised(weights)
		q := toDist(t, p)
		random := rand.New(rand.NewPCG(5, 6))
		const draws = 20_000
		observed, expected := make([]float64, len(p)), make([]float64, len(p))
		for range draws {
			observed[Sample(q, random)]++
		}
		var seen, wanted []float64
		for x := range p {
			if expected[x] = q.P(x).Float64() * draws; expected[x] == 0 {
				require.Zero(t, observed[x], "an outcome of probability 0")
				continue
			}
			seen, wanted = append(seen, observed[x]), append(wanted, expected[x])
		}
		plausible := distuv.ChiSquared{K: float64(len(seen) - 1)}.Survival(stat.ChiSquare(seen, wanted))
		require.Greater(t, plausible, 1e-3, "%v against %v", seen, wanted)
	}
}
