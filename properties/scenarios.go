package properties

import (
	"fmt"

	"mimics/model"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

// Scenario makes a scenario with the given parts. It chooses sizes first, then the parts from left to right.
func Scenario(c Choices, parts theorems.Need, b Bounds) (s scenario.Scenario) {
	(&generator{Choices: c, Bounds: &b}).fill(&s, parts)
	return s
}

// generator makes scenarios. If it has tables, each part is one choice from its table, and scenarios that differ from
// an earlier one in names only are skipped.
type generator struct {
	Choices
	*Bounds
	parameters []theorems.Parameter
	k, n       int  // the numbers of outcomes and of states or causes of the current scenario
	most       Size // its largest weights
	tables     *tables
	size       *sizeTables     // its tables
	drawn      int             // the number of its parts drawn so far
	names      renamings       // the renamings that keep these parts
	room       []model.Channel // memory for channels, reused by the next scenario
}

// The names of outcomes, of sources and of causes, up to the largest bounds.
var (
	outcomeNames = numbered(func(i int) string { return string(rune('a' + i)) })
	sourceNames  = numbered(func(i int) string { return fmt.Sprintf("s%d", i) })
	causeNames   = numbered(func(i int) string { return fmt.Sprintf("u%d", i) })
)

func numbered(name func(i int) string) []string {
	names := make([]string, maxNamed)
	for i := range names {
		names[i] = name(i)
	}
	return names
}

const maxNamed = 8

// fill makes the given parts of the scenario and leaves all others.
func (g *generator) fill(s *scenario.Scenario, parts theorems.Need) {
	g.k, g.n = g.count(g.outcomes()), 0
	s.Outcomes = outcomeNames[:g.k:g.k]
	if parts.Has(theorems.NeedHorizon) {
		s.Horizon = 1 + g.Pick(g.Horizon)
		for s.Horizon > 2 && g.Lean && pow(g.k, s.Horizon) > 100 {
			s.Horizon-- // so that a random case is quick
		}
	}
	if parts.Has(theorems.NeedSources) || parts.Has(theorems.NeedEffect) {
		g.n = g.count(g.states(g.k))
	}
	if g.tables != nil {
		g.size, g.drawn = g.tables.at(g.k, g.n, g.Bounds), 0
		g.names, g.most = g.size.names, g.size.most
	} else {
		g.most = g.weights(g.k, g.n)
	}
	over, prior := g.k, aboutOutcomes
	if parts.Has(theorems.NeedSources) {
		s.Machine = draw(g, machines{parts.Has(theorems.NeedUrns)})
		over, prior = s.Machine.States(), aboutStates
		s.Sources = sourceNames[:over:over]
	}
	if parts.Has(theorems.NeedNature) {
		s.Nature = draw(g, dists{over, g.most.PriorWeight, prior})
	}
	if parts.Has(theorems.NeedOperator) {
		s.Operator = draw(g, dists{over, g.most.PriorWeight, prior})
	}
	if parts.Has(theorems.NeedMimic) {
		s.Mimic = draw(g, dists{over, g.most.PriorWeight, prior})
	}
	if parts.Has(theorems.NeedHistory) {
		s.History = draw(g, histories{})
	}
	if parts.Has(theorems.NeedFeatures) {
		s.Features = draw(g, featureLists{parts.Has(theorems.NeedSeveralFeatures), parts.Has(theorems.NeedLength)})
	}
	if parts.Has(theorems.NeedSuccess) {
		s.Success = draw(g, channels{})
	}
	if parts.Has(theorems.NeedTilt) || parts.Has(theorems.NeedBase) {
		s.Tilt = draw(g, tilts{constant: !parts.Has(theorems.NeedTilt)})
	}
	if parts.Has(theorems.NeedLabels) {
		s.Labels = draw(g, channels{})
	}
	if parts.Has(theorems.NeedEffect) {
		s.Effect = draw(g, effects{})
	}
	if parts.Has(theorems.NeedDanger) {
		s.Danger = draw(g, events{})
	}
	if parts.Has(theorems.NeedChallenger) && (s.Operator.Len() == 0 || g.Lean && g.Pick(2) == 0) {
		s.Challenger = draw(g, dists{g.k, g.most.Weight, aboutOutcomes})
	}
	if parts.Has(theorems.NeedEpsilon) {
		s.Epsilon = &g.Amounts[g.Pick(len(g.Amounts))]
	}
	if parts.Has(theorems.NeedTolerance) {
		s.Tolerance = &g.Amounts[g.Pick(len(g.Amounts))]
	}
	if parts.Has(theorems.NeedTilt|theorems.NeedTolerance) && g.Lean {
		usable := 1 + g.Pick(pathLength)
		s.Usable = &usable
	}
	if len(g.parameters) > 0 {
		s.Parameters = make(map[string]model.Q, len(g.parameters)) // a new map, because evidence keeps the last one
		for _, p := range g.parameters {
			s.Parameters[p.Name] = p.Values[g.Pick(len(p.Values))]
		}
	}
}

// pathLength is the number of bases of the tilt path of a scenario that names none.
const pathLength = 4

// count chooses a number from 1 to most. If Large is set, it is the larger of two.
func (g *generator) count(most int) int {
	n := 1 + g.Pick(most)
	if g.Large {
		n = max(n, 1+g.Pick(most))
	}
	return n
}

func pow(k, n int) int {
	product := 1
	for range n {
		product *= k
	}
	return product
}
