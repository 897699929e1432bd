package theorems

import (
	"slices"
	"strings"

	"mimics/model"
)

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

// Need is a set of scenario parts.
type Need uint

// The parts that a claim can need. NeedChallenger is met by an operator too, whose forecast is the default. NeedBase
// asks for a tilt of which only the base counts.
const (
	NeedSources Need = 1 << iota
	NeedNature
	NeedOperator
	NeedMimic
	NeedHorizon
	NeedFeatures
	NeedSuccess
	NeedTilt
	NeedLabels
	NeedEffect
	NeedDanger
	NeedChallenger
	NeedHistory
	NeedEpsilon
	NeedTolerance
	NeedUrns
	NeedLength
	NeedSeveralFeatures
	NeedBase
)

var needNames = []string{
	"sources", "nature", "operator", "mimic", "horizon", "features", "success", "tilt", "labels", "effect", "danger",
	"challenger", "history", "epsilon", "tolerance", "urns",
	"feature named length", "second feature", "tilt",
}

// String lists the parts as they are called in a scenario file.
func (n Need) String() string {
	var names []string
	for i, name := range needNames {
		if n&(1<<i) != 0 && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// Has tells whether all parts of o are in n.
func (n Need) Has(o Need) bool { return n&o == o }

// Parts is the set of parts that the scenario has.
func (s *Scenario) Parts() Need {
	var parts Need
	for _, part := range []struct {
		need    Need
		present bool
	}{
		{NeedSources, s.Machine != nil},
		{NeedNature, s.Nature.Len() > 0},
		{NeedOperator, s.Operator.Len() > 0},
		{NeedMimic, s.Mimic.Len() > 0},
		{NeedHorizon, s.Horizon > 0},
		{NeedFeatures, len(s.Features) > 0},
		{NeedSuccess, s.Success != nil},
		{NeedTilt, s.Tilt != nil},
		{NeedLabels, s.Labels != nil},
		{NeedEffect, s.Effect != nil},
		{NeedDanger, s.Danger != nil},
		{NeedHistory, len(s.History) > 0},
		{NeedEpsilon, s.Epsilon != nil},
		{NeedTolerance, s.Tolerance != nil},
		{NeedUrns, s.hasUrn()},
		{NeedSeveralFeatures, len(s.Features) > 1},
		{NeedBase, s.Tilt != nil},
		{NeedLength, slices.ContainsFunc(s.Features, func(f Feature) bool { return f.Name == lengthFeature })},
		{NeedChallenger, s.Challenger.Len() > 0 || s.Operator.Len() > 0},
	} {
		if part.present {
			parts |= part.need
		}
	}
	return parts
}

// hasUrn tells whether some source is an urn.
func (s *Scenario) hasUrn() bool {
	for state := range s.Sources {
		if s.Machine.IsUrn(state) {
			return true
		}
	}
	return false
}
