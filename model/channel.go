package model

import "fmt"

// Channel gives each outcome its chance of success in the world, g(x) = P(R=0 | X=x) in [0, 1]. If every value is 0 or
// 1, the mimic controls success perfectly; otherwise its control is imperfect (essay, "Fine-tuning with imperfect
// control is desynchronising"). The same type holds labels, P(Y=1 | X=x).
type Channel struct {
	numerators  vector
	denominator Int // the least common one
	forcing     Event
}

// NewChannel takes one chance per outcome, each in [0, 1].
func NewChannel(chances ...Q) (Channel, error) {
	for _, g := range chances {
		if g.Sign() < 0 || g.Num().Cmp(g.Den()) > 0 {
			return Channel{}, fmt.Errorf("a chance of %s, expected 0 to 1", g.brief())
		}
	}
	numerators, denominator := overCommonDenominator(chances)
	c := Channel{numerators: numerators, denominator: denominator}
	for x, n := range numerators.all() {
		if n.Cmp(denominator) == 0 {
			c.forcing = c.forcing.With(x)
		}
	}
	return c, nil
}

// Len is the number of outcomes.
func (g Channel) Len() int { return g.numerators.n }

// At is g(x).
func (g Channel) At(x int) Q { return Ratio(g.numerators.all()[x], g.denominator) }

// Denominator is the least common denominator of all g(x).
func (g Channel) Denominator() Int { return g.denominator }

// Rate is P(R=0) = Σ p(x)·g(x).
func (g Channel) Rate(p Dist) Q {
	p.mustSpan(g.Len())
	var sum Int
	for x, w := range p.weights.all() {
		sum = sum.Add(w.Mul(g.numerators.all()[x]))
	}
	return Ratio(sum, p.total.Mul(g.denominator))
}

// Reachable reports whether P(R=0) > 0.
func (g Channel) Reachable(p Dist) bool {
	p.mustSpan(g.Len())
	for x, n := range g.numerators.all() {
		if n.Sign() > 0 && p.Has(x) {
			return true
		}
	}
	return false
}

// Posterior is P(· | R=0) ∝ p·g, the operator's forecast given success. It returns ErrNull if success is impossible.
func (g Channel) Posterior(p Dist) (Dist, error) {
	return p.reweight(g.numerators)
}

// ForcingSet is X_F = {x : g(x) = 1}, the outcomes that succeed for certain.
func (g Channel) ForcingSet() Event { return g.forcing }

// Best is the set of outcomes with the largest g(x) among those that p gives positive probability. If p reaches the
// forcing set, Best is the part of the forcing set that p reaches.
func (g Channel) Best(p Dist) Event {
	var best Event
	var most Int
	for x, n := range g.numerators.all() {
		if !p.Has(x) {
			continue
		}
		if order := n.Cmp(most); order > 0 || best == (Event{}) {
			best, most = NewEvent(x), n
		} else if order == 0 {
			best = best.With(x)
		}
	}
	return best
}
