package scenario

import "mimics/model"

// Scenario is everything a claim can speak of, with optional parts. Inside, outcomes, states and cells are small
// integers; names live here, at the boundary. Claims and hypotheses only read it.
type Scenario struct {
	Name     string
	Outcomes []string // distinct, 1 to model.MaxOutcomes

	// Sources names the states of Machine; both are nil where the scenario has no sources.
	Sources []string
	Machine *model.Machine
	// Nature, Operator and Mimic are priors over the machine's states or, without sources, distributions over the
	// outcomes. The zero Dist where absent.
	Nature, Operator, Mimic model.Dist

	History []int // outcomes that all three have seen
	Horizon int   // how many further steps claims about the future look; 0 where absent

	Features []Feature // in rising order of name
	Success  *model.Channel
	Tilt     *model.Tilt
	Labels   *model.Channel
	Effect   *Effect
	Danger   *model.Event

	Challenger model.Dist // a rival distribution over the outcomes, zero where absent
	Epsilon    *model.Q
	Path       []model.Q // tilt bases, rising; nil where absent
	Usable     *int      // how many points of the path are usable
	Tolerance  *model.Q
}

// Feature is a partition of the outcomes with the names it goes by.
type Feature struct {
	Name  string
	Cells []string // one a cell, in order of first appearance among the outcomes
	model.Feature
}

// Effect is a hidden cause of outcome and effect: a law of the cause, what each cause emits, and how likely the
// effect is good given cause and outcome.
type Effect struct {
	Causes []string
	Cause  model.Dist
	Emit   []model.Dist    // one a cause
	Good   []model.Channel // one a cause
}

// HasUrn reports whether some source is an urn.
func (s *Scenario) HasUrn() bool {
	for state := range s.Sources {
		if s.Machine.IsUrn(state) {
			return true
		}
	}
	return false
}
