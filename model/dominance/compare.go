package dominance

import (
	"mimics/model"
)

// Comparison is two laws over one machine, A and M, seen through a feature. It keeps what it was asked for, and is for one
// goroutine at a time.
type Comparison struct {
	Effort int // how many joint states Decompose looks behind; to be set before it is asked

	a, m    model.Law
	feature model.Feature
	hidden  sides // the sources as states of the machine, of which no two do the same

	// What was asked for.
	beliefs       *sides
	mixtures      *tests // of hidden
	decomposition *Decomposition
	overOutcomes  *Comparison
	density       struct {
		asked bool
		bound *model.Q
	}
}

// Compare sets a beside m, both after what they have observed, as seen through f: Finest for outcomes. It returns ErrNull if
// one of them is null.
func Compare(a, m model.Law, f model.Feature) (*Comparison, error) {
	if a.Null() || m.Null() {
		return nil, model.ErrNull
	}
	return &Comparison{Effort: MostJoint, a: a, m: m, feature: f, hidden: observe(a, m, f)}, nil
}

// Reversed is M beside A.
func (c *Comparison) Reversed() *Comparison {
	back := &Comparison{Effort: c.Effort, a: c.m, m: c.a, feature: c.feature, hidden: c.hidden.reversed(), mixtures: c.tests()}
	if c.beliefs != nil {
		told := c.beliefs.reversed()
		back.beliefs = &told
	}
	return back
}

func (s sides) reversed() sides {
	s.sources[0], s.sources[1] = s.sources[1], s.sources[0]
	return s
}

// told are the sources as beliefs about them, where those are finitely many.
func (c *Comparison) told() sides {
	if c.beliefs == nil {
		told := c.hidden.told()
		c.beliefs = &told
	}
	return *c.beliefs
}

// tests compares mixtures of the hidden states. The kernel of their laws is found once, for both directions.
func (c *Comparison) tests() *tests {
	if c.mixtures == nil {
		c.mixtures = newTests(c.hidden.automaton, c.purse())
	}
	return c.mixtures
}

// outcomes is the comparison of what the feature hides, nil where it hides nothing: what merges there, and what bounds A/M there,
// does so through every feature.
func (c *Comparison) outcomes() *Comparison {
	if c.overOutcomes == nil && c.feature.Cells() < c.feature.Len() {
		over, err := Compare(c.a, c.m, model.Finest(c.feature.Len()))
		if err != nil {
			panic(err) // both laws were looked at
		}
		over.Effort = c.Effort
		c.overOutcomes = over
	}
	return c.overOutcomes
}

// root is both laws before anything more is seen.
func (s sides) root() *pair {
	return &pair{a: byLaw(s.sources[0]), m: byLaw(s.sources[1]), z: model.One}
}
