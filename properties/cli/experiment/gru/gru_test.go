package gru

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"mimics/properties/cli/learn"
)

// The functions agree with those of package math, over the whole range.
func TestFunctions(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for range 100_000 {
		x := float32(random.NormFloat64() * 10)
		require.InEpsilon(t, math.Exp(float64(x)), float64(exp(x)), 4e-7, x)
		y := math.Exp(20 * random.NormFloat64())
		require.InDelta(t, math.Log(y), Log(y), 1e-15*max(1, math.Abs(math.Log(y))), y)
	}
	require.Equal(t, float32(1), exp(0))
	require.Zero(t, Log(1))
	require.InDelta(t, 0, exp(-1000), 1e-37)
	require.Equal(t, exp(88), exp(1e9))
}

// What a processor computes with vectors has the bits of the plain Go code, whatever the numbers and sizes. One NaN is
// like another.
func TestVectorsRoundLikeNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		special := float32(rapid.SampledFrom([]float64{0, math.NaN(), math.Inf(1), math.Inf(-1)}).Draw(t, "special"))
		numbers := func(n int, deviation float64) []float32 {
			list := make([]float32, n)
			for i := range list {
				list[i] = float32(random.NormFloat64() * deviation)
			}
			if n > 0 && special != 0 {
				list[random.IntN(n)] = special
			}
			return list
		}
		bits := func(list []float32) []uint32 {
			all := make([]uint32, len(list))
			for i, x := range list {
				if x != x {
					x = float32(math.NaN())
				}
				all[i] = math.Float32bits(x)
			}
			return all
		}
		rows, columns := rapid.IntRange(0, 9).Draw(t, "rows"), rapid.IntRange(1, 70).Draw(t, "columns")
		step := rapid.IntRange(1, 5).Draw(t, "step")
		b := matrix{columns, numbers(rows*columns, 1)}
		x, y := numbers(max(0, (rows-1)*step+1), 1), numbers(columns, 1)
		plain := slices.Clone(y)
		plainAddRows(plain, x, step, b)
		addRows(y, x, step, b)
		require.Equal(t, bits(plain), bits(y))

		deviation := rapid.SampledFrom([]float64{0, 1e-3, 1, 30, 1e6}).Draw(t, "deviation")
		exponents := numbers(columns, deviation)
		plain = slices.Clone(exponents)
		plainExps(plain)
		exps(exponents)
		require.Equal(t, bits(plain), bits(exponents))
	})
}

// plain computes the logarithm of the probability of a statement by the formulas of the package comment: in float64,
// one statement at a time, with parameters of its own.
func (n *Network) plain(parameters []float64, s learn.Statement) float64 {
	cells, tokens := n.cells, n.tokens
	embed := parameters[:tokens*3*cells]
	recur := parameters[len(embed):][:cells*3*cells]
	bias := parameters[len(embed)+len(recur):][:3*cells]
	output := parameters[len(embed)+len(recur)+len(bias):][:cells*tokens]
	offset := parameters[len(embed)+len(recur)+len(bias)+len(output):]
	h, x, sum := make([]float64, cells), byte(learn.End), 0.0
	for i := range len(s) + 1 {
		part := func(k, j int) (e, b float64) {
			b = bias[k*cells+j]
			for i := range cells {
				b += h[i] * recur[i*3*cells+k*cells+j]
			}
			return embed[int(x)*3*cells+k*cells+j], b
		}
		next := make([]float64, cells)
		for j := range cells {
			ez, bz := part(0, j)
			er, br := part(1, j)
			en, bn := part(2, j)
			z, r := 1/(1+math.Exp(-ez-bz)), 1/(1+math.Exp(-er-br))
			next[j] = (1-z)*math.Tanh(en+r*bn) + z*h[j]
		}
		h, x = next, learn.End
		if i < len(s) {
			x = s[i]
		}
		total, own := 0.0, 0.0
		for y := range tokens {
			exponent := offset[y]
			for j := range cells {
				exponent += h[j] * output[j*tokens+y]
			}
			total += math.Exp(exponent)
			if y == int(x) {
				own = exponent
			}
		}
		sum += own - math.Log(total)
	}
	return sum
}

func (n *Network) plainParameters() []float64 {
	p := make([]float64, len(n.all))
	for i, x := range n.all {
		p[i] = float64(x)
	}
	return p
}

// small draws a network and a few statements, some of which begin alike or are the same.
func small(t *rapid.T) (*Network, []learn.Statement) {
	tokens := rapid.IntRange(1, 5).Draw(t, "tokens")
	n := New(tokens, rapid.IntRange(1, 6).Draw(t, "cells"), rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1)))
	for i := range n.all { // New sets the biases to 0, where errors could hide
		n.all[i] += float32(i%7)/10 - 0.3
	}
	var statements []learn.Statement
	for _, text := range rapid.SliceOfN(rapid.SliceOfN(rapid.ByteRange(0, 200), 0, 5), 1, 6).Draw(t, "statements") {
		for i := range text {
			text[i] = 1 + text[i]%byte(max(1, tokens-1))
		}
		if tokens == 1 {
			text = nil // there is only the end
		}
		statements = append(statements, learn.Statement(text))
	}
	return n, statements
}

// The logarithms are those of the formulas, and the gradient is that of the formulas by finite differences.
func TestTheGradientIsThatOfTheFormulas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, statements := small(t)
		weights := make([]float32, len(statements))
		for i := range weights {
			weights[i] = rapid.Float32Range(-2, 2).Draw(t, "weight")
		}
		parameters := n.plainParameters()
		objective := func() (sum float64) {
			for i, s := range statements {
				sum += float64(weights[i]) * n.plain(parameters, s)
			}
			return sum
		}
		var logs []float64
		n.Learn(statements, func(l []float64) []float32 {
			logs = l
			return weights
		})
		for i, s := range statements {
			require.InDelta(t, n.plain(parameters, s), logs[i], 2e-5)
		}
		require.Equal(t, logs, n.LogLikelihoods(statements))
		const step = 1e-4
		for i := range parameters {
			kept := parameters[i]
			parameters[i] = kept + step
			above := objective()
			parameters[i] = kept - step
			slope := (above - objective()) / (2 * step)
			parameters[i] = kept
			require.InDelta(t, slope, float64(n.gradient.all[i]), 5e-5, "parameter %d", i)
		}
	})
}

// The first step moves each parameter by the rate, along the sign of its gradient; a step without a gradient moves on
// along the mean. By hand: after gradients 1 and 0 the means are 0.09 and 0.000999, of weights 0.19 and 0.001999.
func TestAdamByHand(t *testing.T) {
	n := New(2, 1, rand.New(rand.NewPCG(1, 1)))
	clear(n.offset)
	n.gradient.offset[0], n.gradient.offset[1] = 0.5, -0.5
	n.Step(0.1, 1)
	require.InDeltaSlice(t, []float64{0.1, -0.1}, []float64{float64(n.offset[0]), float64(n.offset[1])}, 1e-6)
	n.Step(0.1, 1)
	further := 0.1 * (0.09 / 0.19) / math.Sqrt(0.000999/0.001999)
	require.InDelta(t, 0.1+further, n.offset[0], 1e-6)

	clipped := New(2, 1, rand.New(rand.NewPCG(1, 1)))
	clipped.gradient.offset[0] = 100
	clipped.Step(0.1, 1)
	require.InDelta(t, 0.1*1, clipped.adam.first[len(clipped.all)-2], 1e-6, "as long as 1")
}

// What is drawn has the probabilities that LogLikelihoods gives, which sum to 1.
func TestDrawsAreFromTheLaw(t *testing.T) {
	n := New(3, 4, rand.New(rand.NewPCG(2, 1)))
	n.offset[learn.End] = 2 // short statements
	const count = 40_000
	counts := map[learn.Statement]float64{}
	for _, s := range n.Sample(count, 100, rand.New(rand.NewPCG(2, 2))) {
		counts[s]++
	}
	var all []learn.Statement
	for length := range 8 {
		for code := range 1 << length {
			var s []byte
			for i := range length {
				s = append(s, byte(1+code>>i&1))
			}
			all = append(all, learn.Statement(s))
		}
	}
	observed, expected := []float64{count}, []float64{count}
	for i, l := range n.LogLikelihoods(all) {
		if mean := count * math.Exp(l); mean > 20 {
			observed, expected = append(observed, counts[all[i]]), append(expected, mean)
			observed[0] -= counts[all[i]]
			expected[0] -= mean
		}
	}
	require.Greater(t, len(observed), 10)
	require.Less(t, expected[0], 0.2*count, "the others are rare")
	law := distuv.ChiSquared{K: float64(len(observed) - 1)}
	require.Greater(t, law.Survival(stat.ChiSquare(observed, expected)), 1e-4)
	for _, s := range n.Sample(100, 3, rand.New(rand.NewPCG(2, 3))) {
		require.LessOrEqual(t, len(s), 3)
	}
}

// A network learns a law that no n-gram of order 1 has: the last token is the first one, whatever came between.
func TestTraining(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 1))
	var statements []learn.Statement
	for range 2000 {
		first := byte(1 + random.IntN(2))
		text := []byte{first, byte(3 + random.IntN(2)), byte(3 + random.IntN(2)), first}
		statements = append(statements, learn.Statement(text))
	}
	train := func() (*Network, int) {
		n, calls := New(5, 8, rand.New(rand.NewPCG(3, 2))), 0
		how := Training{Epochs: 6, Batch: 50, Rate: 0.03, Clip: 5}
		n.Train(statements, how, rand.New(rand.NewPCG(3, 3)), func(done float64) bool {
			calls++
			require.InDelta(t, float64(calls)/240, done, 1e-12)
			return true
		})
		return n, calls
	}
	n, calls := train()
	require.Equal(t, 6*40, calls)
	sum := 0.0
	for _, l := range n.LogLikelihoods(statements) {
		sum -= l
	}
	require.InDelta(t, 3*math.Ln2, sum/2000, 0.05, "three fair choices; an n-gram of order 1 pays for a fourth")
	again, _ := train()
	require.True(t, n.Equal(again))
	require.True(t, n.Equal(n.Clone()))

	stopped := 0
	n.Train(statements, Training{Epochs: 2, Batch: 1500, Rate: 0.01, Clip: 5}, random, func(float64) bool {
		stopped++
		return false
	})
	require.Equal(t, 1, stopped)
}

func BenchmarkLearn(b *testing.B) {
	random := rand.New(rand.NewPCG(4, 1))
	n := New(64, 32, random)
	n.offset[learn.End] = 1.5
	statements := n.Sample(64, 100, random)
	weights, tokens := make([]float32, len(statements)), 0
	for _, s := range statements {
		tokens += len(s) + 1
	}
	for b.Loop() {
		n.Learn(statements, func([]float64) []float32 { return weights })
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*tokens), "ns/token")
}
