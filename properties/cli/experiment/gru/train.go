package gru

import (
	"math/rand/v2"
	"slices"

	"mimics/properties/cli/learn"
)

// Training says how a network learns from statements.
type Training struct {
	Epochs int     // how often it sees each statement
	Batch  int     // the number of statements per step
	Rate   float64 // the size of the first step; the last one is near 0
	Clip   float64 // the largest length of a gradient
}

// Train makes the network likelier to write the statements: it minimises their mean -ln P. After each step it calls
// after with the share of the training that is done, until that returns false.
func (n *Network) Train(statements []learn.Statement, t Training, random *rand.Rand, after func(done float64) bool) {
	order := make([]learn.Statement, len(statements))
	copy(order, statements)
	steps := (len(order) + t.Batch - 1) / t.Batch * t.Epochs
	step := 0
	for range t.Epochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for from := 0; from < len(order); from += t.Batch {
			batch := order[from:min(from+t.Batch, len(order))]
			n.Learn(batch, func([]float64) []float32 {
				return slices.Repeat([]float32{1 / float32(len(batch))}, len(batch))
			})
			n.Step(t.Rate*(1-float64(step)/float64(steps)), t.Clip)
			step++
			if !after(float64(step) / float64(steps)) {
				return
			}
		}
	}
}
