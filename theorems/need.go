package theorems

import (
	"mimics/theorems/scenario"
	"slices"
	"strings"
)

// Need is a set of scenario parts.
type Need uint

// The parts that a claim can need. An operator meets NeedChallenger too, since its forecast is the default. NeedBase is
// a tilt of which only the base is used.
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

// String lists the parts by their names in a scenario file.
func (n Need) String() string {
	var names []string
	for i, name := range needNames {
		if n&(1<<i) != 0 && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// Has reports whether all parts of o are in n.
func (n Need) Has(o Need) bool { return n&o == o }

// Parts is the set of parts that the scenario has.
func Parts(s *scenario.Scenario) Need {
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
		{NeedUrns, s.HasUrn()},
		{NeedSeveralFeatures, len(s.Features) > 1},
		{NeedBase, s.Tilt != nil},
		{NeedLength, slices.ContainsFunc(s.Features,
			func(f scenario.Feature) bool { return f.Name == scenario.LengthFeature })},
		{NeedChallenger, s.Challenger.Len() > 0 || s.Operator.Len() > 0},
	} {
		if part.present {
			parts |= part.need
		}
	}
	return parts
}
