package certificate

import "mimics/model"

// maxObserved is how many beliefs an observer may come to.
const maxObserved = 1 << 8

// Observer is what someone who sees the cells alone believes about the sources. If she comes to finitely many beliefs,
// these are the states of a machine that hides nothing: belief and cell determine the next belief. Its outcomes are the
// cells, and it shows them as the sources do.
type Observer struct {
	Question          // about the machine, whose sources are the beliefs
	Beliefs  []Vector // the weights of the sources
	Likeness []int    // for each source the first that shows the cells alike
}

// observe returns the observer, nil if her beliefs are too many or one of them is an urn.
func observe(q Question) *Observer {
	s := newSearch(q, model.One)
	a := s.mixture(model.NewLaw(q.Machine, q.A).ObserveAll(q.History...))
	m := s.mixture(model.NewLaw(q.Machine, q.M).ObserveAll(q.History...))
	var states []model.State
	for b := 0; b < len(s.beliefs); b++ {
		if len(s.beliefs) > maxObserved || s.isUrn(b) {
			return nil
		}
		chances, next := make([]model.Q, q.Feature.Cells()), make([]int, q.Feature.Cells())
		for cell := range chances {
			e := s.step(b, cell)
			chances[cell], next[cell] = e.chance, e.to
		}
		states = append(states, model.State{Emit: model.Must(model.NewDist(chances...)), Next: next})
	}
	weights := func(shares []share) model.Dist {
		list := make([]model.Q, len(states))
		for _, p := range shares {
			list[p.belief] = p.weight
		}
		return model.Must(model.NewDist(list...))
	}
	machine := model.Must(model.NewMachine(q.Feature.Cells(), states...))
	seen := Question{Machine: machine, A: weights(a), M: weights(m), Feature: model.Finest(q.Feature.Cells())}
	return &Observer{seen, s.beliefs, s.likeness}
}

// parts are the beliefs, and both laws as mixtures of them.
func (o *Observer) parts() (parts list) {
	for b, belief := range o.Beliefs {
		emission := o.Machine.Emission(b)
		parts = append(parts, list{word("belief"), belief.list(),
			listOf(emission.Len(), func(c int) any { return emission.P(c) }),
			listOf(emission.Len(), func(c int) any { return o.Machine.Next(b, c) })})
	}
	weights := func(d model.Dist) list { return listOf(d.Len(), func(b int) any { return d.P(b) }) }
	return append(parts, list{word("mixtures"), weights(o.A), weights(o.M)})
}
