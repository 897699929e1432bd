package dominance

import (
	"slices"

	"mimics/model"
)

// Comparison is two laws over one machine, A and M, seen through a feature. It keeps what it was asked for, and is for one
// goroutine at a time.
type Comparison struct {
	a, m      model.Law
	feature   model.Feature
	automaton automaton // of states of which no two have the same law
	sources   [2][]source

	overOutcomes   *Comparison // the same of outcomes, where it was asked for
	unlikeOutcomes error

	decided       bool // whether it was asked how much merges, and what came of it
	decomposition Decomposition
	undecidable   error
}

// Compare sets a beside m, both after what they have observed, as seen through f: Finest for outcomes. It errs with ErrNull where
// one of them is null, and with ErrLarge where there are too many sources.
func Compare(a, m model.Law, f model.Feature) (*Comparison, error) {
	if a.Null() || m.Null() {
		return nil, model.ErrNull
	}
	seen, operator, mimic := observe(a, m, f, mostBeliefs)
	if f.Cells() == f.Len() && slices.Contains(seen.open, true) {
		return nil, ErrLarge
	}
	c := &Comparison{a: a, m: m, feature: f, sources: [2][]source{operator, mimic}}
	var class []int
	c.automaton, class = seen.quotient()
	for _, side := range c.sources {
		for i := range side {
			if side[i].state >= 0 {
				side[i].state = class[side[i].state]
			}
		}
	}
	return c, nil
}

// Reversed is M beside A.
func (c *Comparison) Reversed() *Comparison {
	return &Comparison{a: c.m, m: c.a, feature: c.feature, automaton: c.automaton, sources: [2][]source{c.sources[1], c.sources[0]}}
}

// hidden tells whether the feature leaves more beliefs than were looked at.
func (c *Comparison) hidden() bool { return slices.Contains(c.automaton.open, true) }

// outcomes is the comparison of what the feature hides: what merges there, and what bounds A/M there, does so through
// every feature.
func (c *Comparison) outcomes() (*Comparison, error) {
	if c.overOutcomes == nil && c.unlikeOutcomes == nil {
		c.overOutcomes, c.unlikeOutcomes = Compare(c.a, c.m, model.Finest(c.feature.Len()))
	}
	return c.overOutcomes, c.unlikeOutcomes
}

// root is both laws before anything more is seen.
func (c *Comparison) root() *pair {
	return &pair{a: weigh(c.sources[0]), m: weigh(c.sources[1]), z: model.One}
}

// weigh adds up the weights of the sources by state.
func weigh(sources []source) weighted {
	w := weighted{states: map[int]model.Q{}}
	for _, s := range sources {
		if s.state < 0 {
			w.urns = append(w.urns, s)
			continue
		}
		w.states[s.state] = w.states[s.state].Add(s.weight)
	}
	return w
}
