package properties

import (
	"fmt"

	"mimics/model"
	"mimics/theorems"
)

// Bounds limit the scenarios that are made.
type Bounds struct {
	Outcomes, States, Weight, PriorWeight, History, Horizon, Features int

	Chances []model.Q      // what g(x) can be, simplest first
	Bases   []model.Q      // of tilts
	Rewards []model.Reward // simplest first
	Amounts []model.Q      // what epsilon and tolerance can be
	Urns    bool           // whether an urn can stand beside the states
	Still   bool           // whether every state succeeds itself
	// Lean lets it be chosen first how many different values a part is made of: weights up to 1, 2, 6 or the bound,
	// the first two, three or all of the chances and rewards. So ties, zeros, point masses and certainties come often.
	Lean bool
}

// Scope is the bounds of an exhaustive sweep at the given size, for scenarios with these parts: all scenarios
// with up to n outcomes and weights for claims about one step, all small machines for claims about sequences.
func Scope(n int, parts theorems.Need) Bounds {
	b := Bounds{
		Outcomes: n, States: 2, Weight: n, PriorWeight: n, History: n - 1, Horizon: n, Features: 1,
		Chances: chances(max(2, n-1)),
		Bases:   []model.Q{model.Whole(2)},
		Rewards: []model.Reward{{}, {Forbid: true}, {Value: -1}},
		Amounts: []model.Q{model.Half, model.Frac(1, 4)},
	}
	if n > 2 {
		b.Rewards = append(b.Rewards, model.Reward{Value: 1}) // with two finite rewards every value goes with them or against
	}
	if parts.Has(theorems.NeedSuccess | theorems.NeedTilt | theorems.NeedDanger) {
		b.Outcomes = min(2, n)
	}
	if parts.Has(theorems.NeedEffect) {
		b.Outcomes, b.Weight, b.PriorWeight = min(2, n), min(2, n), min(2, n)
		b.Chances = chances(1)
	}
	if parts.Has(theorems.NeedNature | theorems.NeedMimic | theorems.NeedChallenger) {
		b.Outcomes = min(2, n) // three distributions side by side
	}
	if parts.Has(theorems.NeedSeveralFeatures) {
		b.Features, b.Weight, b.PriorWeight = 2, max(1, n-1), max(1, n-1)
	}
	if parts.Has(theorems.NeedSources) {
		b.Outcomes, b.Weight, b.PriorWeight, b.History = min(2, n), min(2, n), min(2, n), min(1, n)
		if parts.Has(theorems.NeedFeatures) {
			b.Outcomes, b.Weight = min(3, n), 1 // with two outcomes a feature hides everything or nothing
			b.Still = parts.Has(theorems.NeedSeveralFeatures)
			if !b.Still && laws(parts) > 1 {
				b.PriorWeight, b.Amounts = 1, b.Amounts[1:]
			}
		}
		if parts.Has(theorems.NeedUrns) {
			b.States = 1 // beside the urn
		}
	}
	return b
}

// laws is how many of the three laws are among the parts.
func laws(parts theorems.Need) (count int) {
	for _, law := range []theorems.Need{theorems.NeedNature, theorems.NeedOperator, theorems.NeedMimic} {
		if parts.Has(law) {
			count++
		}
	}
	return count
}

// chances lists 0, 1 and the fractions between with denominators up to n.
func chances(n int) []model.Q {
	list := []model.Q{model.Zero, model.One} // all there is where n is 1
	for d := int64(2); d <= int64(n); d++ {
		for i := int64(1); i < d; i++ {
			if q := model.Frac(i, d); q.Den().Cmp(model.NewInt(d)) == 0 {
				list = append(list, q)
			}
		}
	}
	return list
}

// The simplest values first.
var (
	wideChances = chances(6)
	wideBases   = []model.Q{model.Whole(2), model.Whole(3), model.Frac(3, 2), model.Frac(9, 8)}
	wideRewards = []model.Reward{{}, {Forbid: true}, {Value: -1}, {Value: 1}, {Value: -3}, {Value: 2}}
	wideAmounts = []model.Q{model.Half, model.Frac(1, 4), model.Frac(1, 10), model.Frac(3, 4), model.Frac(1, 100)}
)

// Wide is the bounds of sampling and fuzzing, for scenarios with these parts.
func Wide(parts theorems.Need) Bounds {
	b := Bounds{
		Outcomes: 5, States: 3, Weight: 24, PriorWeight: 24, History: 3, Horizon: 4, Features: 2,
		Chances: wideChances, Bases: wideBases, Rewards: wideRewards, Amounts: wideAmounts,
		Urns: true, Lean: true,
	}
	if parts.Has(theorems.NeedUrns) {
		b.States = 1 // beside the urn
	}
	return b
}

// Scenario makes a scenario with the given parts. Sizes are chosen first, then everything from left to right.
func Scenario(c Choices, parts theorems.Need, b Bounds) (s theorems.Scenario) {
	(&generator{Choices: c, Bounds: &b}).fill(&s, parts)
	return s
}

// generator makes scenarios. Where it has tables each part is one choice from all that there are, and a scenario that
// is another by other names is skipped.
type generator struct {
	Choices
	*Bounds
	k, n   int // outcomes, and states or causes
	tables *tables
	size   *size     // of the scenario at hand, in the tables
	drawn  int       // how many parts of it
	names  renamings // those that change nothing of them
}

// names of outcomes, of sources and of causes, up to the largest bounds.
var (
	outcomeNames = numbered(func(i int) string { return string(rune('a' + i)) })
	sourceNames  = numbered(func(i int) string { return fmt.Sprintf("s%d", i) })
	causeNames   = numbered(func(i int) string { return fmt.Sprintf("u%d", i) })
)

func numbered(name func(i int) string) []string {
	names := make([]string, mostNamed)
	for i := range names {
		names[i] = name(i)
	}
	return names
}

const mostNamed = 8

// fill makes these parts of the scenario anew; all others stay.
func (g *generator) fill(s *theorems.Scenario, parts theorems.Need) {
	g.k, g.n = 1+g.Pick(g.Outcomes), 0
	s.Outcomes = outcomeNames[:g.k:g.k]
	if parts.Has(theorems.NeedHorizon) {
		s.Horizon = 1 + g.Pick(g.Horizon)
		for s.Horizon > 2 && g.Lean && pow(g.k, s.Horizon) > 300 {
			s.Horizon-- // a sampled case stays quick
		}
	}
	if parts.Has(theorems.NeedSources) || parts.Has(theorems.NeedEffect) {
		g.n = 1 + g.Pick(g.States)
	}
	if g.tables != nil {
		g.size, g.drawn = g.tables.at(g.k, g.n), 0
		g.names = g.size.names
	}
	over, prior := g.k, aboutOutcomes
	if parts.Has(theorems.NeedSources) {
		s.Machine = draw(g, machines{parts.Has(theorems.NeedUrns)})
		over, prior = s.Machine.States(), aboutStates
		s.Sources = sourceNames[:over:over]
	}
	if parts.Has(theorems.NeedNature) {
		s.Nature = draw(g, dists{over, g.PriorWeight, prior})
	}
	if parts.Has(theorems.NeedOperator) {
		s.Operator = draw(g, dists{over, g.PriorWeight, prior})
	}
	if parts.Has(theorems.NeedMimic) {
		s.Mimic = draw(g, dists{over, g.PriorWeight, prior})
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
		s.Challenger = draw(g, dists{g.k, g.Weight, aboutOutcomes})
	}
	if parts.Has(theorems.NeedEpsilon) {
		s.Epsilon = &g.Amounts[g.Pick(len(g.Amounts))]
	}
	if parts.Has(theorems.NeedTolerance) {
		s.Tolerance = &g.Amounts[g.Pick(len(g.Amounts))]
	}
}

func pow(k, n int) int {
	product := 1
	for range n {
		product *= k
	}
	return product
}
