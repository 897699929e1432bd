// Package gru learns a mimic of statements by gradient: a recurrent network with gates (Cho and others, 2014), joined
// to its sampler. It reads the tokens of a statement one by one, and after each of them forecasts the next. A state h
// of real numbers is all that it remembers. With the token x, the network computes
//
//	z = σ(E_z[x] + b_z + h·U_z)            how much of the state stays
//	r = σ(E_r[x] + b_r + h·U_r)            how much of the state the candidate sees
//	n = tanh(E_n[x] + r ∘ (b_n + h·U_n))   the candidate
//	h' = (1 - z) ∘ n + z ∘ h
//
// and forecasts the next token with probabilities proportional to exp(c + h'·O). The first token it reads is
// learn.End, in the state 0; the statement ends where it draws learn.End.
//
// Parameters are float32. Everything is a function of the seed: the same on any number of cores, and the same bits on
// every processor.
package gru

import (
	"math"
	"math/rand/v2"
	"slices"

	"mimics/properties/cli/learn"
)

// Network is a law of statements. It may be read by several goroutines while nobody changes it.
type Network struct {
	tokens, cells int
	parameters
	gradient parameters // of the objective to increase, added up since the last Step
	adam     adam
}

// parameters are the parameters of a network, or a number for each of them.
type parameters struct {
	all    []float32 // the others are parts of it
	embed  matrix    // E: a row per token, with parts z, r and n
	recur  matrix    // U: a row per cell, with parts z, r and n
	bias   []float32 // b: parts z, r and n
	output matrix    // O: a row per cell, a column per token
	offset []float32 // c
}

func newParameters(tokens, cells int) parameters {
	p := parameters{all: make([]float32, tokens*3*cells+cells*3*cells+3*cells+cells*tokens+tokens)}
	rest := p.all
	take := func(n int) []float32 {
		taken := rest[:n:n]
		rest = rest[n:]
		return taken
	}
	p.embed = matrix{3 * cells, take(tokens * 3 * cells)}
	p.recur = matrix{3 * cells, take(cells * 3 * cells)}
	p.bias = take(3 * cells)
	p.output = matrix{tokens, take(cells * tokens)}
	p.offset = take(tokens)
	return p
}

// New returns a network that has learnt nothing, with random parameters, over tokens from 0 to tokens - 1.
func New(tokens, cells int, random *rand.Rand) *Network {
	n := &Network{tokens: tokens, cells: cells, parameters: newParameters(tokens, cells)}
	fill := func(weights []float32, deviation float64) {
		for i := range weights { // uniform, which needs no functions that differ between processors
			weights[i] = float32((float64(2*random.Float64()) - 1) * math.Sqrt(3) * deviation)
		}
	}
	fill(n.embed.data, 0.3)
	fill(n.recur.data, 1/math.Sqrt(float64(cells)))
	fill(n.output.data, 1/math.Sqrt(float64(cells)))
	n.offset[learn.End] = float32(Log(float64(tokens) / 10)) // so that the first draws have about ten tokens
	n.forget()
	return n
}

// Clone returns a network of the same law whose optimiser remembers no steps.
func (n *Network) Clone() *Network {
	c := &Network{tokens: n.tokens, cells: n.cells, parameters: newParameters(n.tokens, n.cells)}
	copy(c.all, n.all)
	c.forget()
	return c
}

func (n *Network) forget() {
	n.gradient = newParameters(n.tokens, n.cells)
	n.adam = adam{first: make([]float32, len(n.all)), second: make([]float32, len(n.all)), keptFirst: 1, keptSecond: 1}
}

// Equal reports whether both networks have the same parameters, bit by bit except that 0 equals -0.
func (n *Network) Equal(m *Network) bool { return slices.Equal(n.all, m.all) }
