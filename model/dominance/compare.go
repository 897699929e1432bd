package dominance

import "mimics/model"

// Comparison compares two laws over one machine, A and M, seen through a feature. It keeps its answers, and is for one
// goroutine at a time.
type Comparison struct {
	Effort int // how many joint states Decompose expands; to be set before the first question

	a, m    model.Law
	feature model.Feature
	hidden  sides // the sources as states of the machine; no two have the same moves

	beliefs       once[sides]
	mixtures      once[*tests] // of hidden
	decomposition once[Decomposition]
	overOutcomes  once[*Comparison]
	density       once[*model.Q]
}

// once keeps the first answer to a question.
type once[T any] struct {
	asked  bool
	answer T
}

func (o *once[T]) get(ask func() T) T {
	if !o.asked {
		o.answer, o.asked = ask(), true
	}
	return o.answer
}

// Compare compares a with m, both after what they have observed, as seen through f; model.Finest is the feature that
// hides nothing. It returns ErrNull if one of them is null.
func Compare(a, m model.Law, f model.Feature) (*Comparison, error) {
	if a.Null() || m.Null() {
		return nil, model.ErrNull
	}
	return &Comparison{Effort: MaxJoint, a: a, m: m, feature: f, hidden: observe(a, m, f).quotient()}, nil
}

// Reversed compares M with A. The kernel and the beliefs are the same.
func (c *Comparison) Reversed() *Comparison {
	return &Comparison{
		Effort: c.Effort, a: c.m, m: c.a, feature: c.feature, hidden: c.hidden.reversed(),
		mixtures: once[*tests]{true, c.tests()}, beliefs: once[sides]{true, c.determinized().reversed()},
	}
}

// determinized returns the sources as beliefs about them, if these are finitely many.
func (c *Comparison) determinized() sides { return c.beliefs.get(c.hidden.determinized) }

// tests compares mixtures of the hidden states.
func (c *Comparison) tests() *tests {
	return c.mixtures.get(func() *tests { return newTests(c.hidden.automaton, c.budget()) })
}

// outcomes compares the laws of outcomes. What merges there merges through every feature, and what bounds A/M there
// bounds it through every feature.
func (c *Comparison) outcomes() *Comparison {
	return c.overOutcomes.get(func() *Comparison {
		over, err := Compare(c.a, c.m, model.Finest(c.feature.Len()))
		if err != nil {
			panic(err) // neither law is null
		}
		over.Effort = c.Effort
		return over
	})
}
