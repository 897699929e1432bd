package scenario

import "mimics/model"

// Scenario holds all parts that a claim can need. Most are optional. Outcomes, states and cells are small integers;
// names appear only here. Claims and hypotheses only read a scenario.
type Scenario struct {
	Name     string
	Outcomes []string // distinct, 1 to model.MaxOutcomes

	// Sources names the states of Machine. Both are nil if the scenario has no sources.
	Sources []string
	Machine *model.Machine
	// Nature, Operator and Mimic are priors over the machine's states or, without sources, distributions over the
	// outcomes. An absent one is the zero Dist.
	Nature, Operator, Mimic model.Dist

	History []int // outcomes that all three have observed
	Horizon int   // number of further steps in claims about the future; 0 if absent

	Features []Feature // in rising order of name
	Success  *model.Channel
	Tilt     *model.Tilt
	Labels   *model.Channel
	Effect   *Effect
	Danger   *model.Event

	Challenger model.Dist // another distribution over the outcomes, zero if absent
	Epsilon    *model.Q
	Path       []model.Q // tilt bases, rising; nil if absent
	Usable     *int      // the number of usable points of the path
	Tolerance  *model.Q

	// Parameters holds numbers of a theory's own by name, such as a temperature or the weight of a penalty. The theory
	// declares them; the essay's has none. The map is nil if the scenario gives none.
	Parameters map[string]model.Q
}

// Feature is a named partition of the outcomes, with names for its cells.
type Feature struct {
	Name  string
	Cells []string // one per cell, in order of first appearance among the outcomes
	model.Feature
}

// Effect describes a hidden cause of outcome and effect: the law of the cause, the emissions of each cause, and the
// chance that the effect is good given cause and outcome.
type Effect struct {
	Causes []string
	Cause  model.Dist
	Emit   []model.Dist    // one per cause
	Good   []model.Channel // one per cause
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
