package gru

import "math"

// adam is the state of the optimiser of Kingma and Ba (2015).
type adam struct {
	first, second         []float32 // the running means of the gradient and of its square
	keptFirst, keptSecond float64   // the weight that the zeros at the start still have in the means
}

const (
	firstDecay  = 0.9
	secondDecay = 0.999
	tiny        = 1e-8
)

// Step moves the parameters along the gradient that Learn has added up, by about rate each, and clears it. A gradient
// that is longer than clip counts as one of that length.
func (n *Network) Step(rate, clip float64) {
	square := 0.0
	for _, g := range n.gradient.all {
		square += float64(float64(g) * float64(g))
	}
	scale := 1.0
	if norm := math.Sqrt(square); norm > clip {
		scale = clip / norm
	}
	a := &n.adam
	a.keptFirst = float64(a.keptFirst * firstDecay)
	a.keptSecond = float64(a.keptSecond * secondDecay)
	first, second := float32(rate/(1-a.keptFirst)), float32(1/(1-a.keptSecond))
	for i, g := range n.gradient.all {
		g = float32(g * float32(scale))
		a.first[i] = float32(firstDecay*a.first[i]) + float32((1-firstDecay)*g)
		a.second[i] = float32(secondDecay*a.second[i]) + float32((1-secondDecay)*float32(g*g))
		root := float32(math.Sqrt(float64(second * a.second[i])))
		n.all[i] += float32(first*a.first[i]) / (root + tiny)
	}
	clear(n.gradient.all)
}
