package theorems

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/theorems/scenario"
)

// backwards is the scenario with its outcomes and features listed in reverse: an equivalent scenario.
func backwards(s *scenario.Scenario) *scenario.Scenario {
	k := len(s.Outcomes)
	back := *s
	turned := func(values []model.Q) []model.Q {
		values = slices.Clone(values)
		slices.Reverse(values)
		return values
	}
	dist := func(d model.Dist) model.Dist {
		if d.Len() == 0 {
			return d
		}
		chances := make([]model.Q, d.Len())
		for x := range chances {
			chances[x] = d.P(x)
		}
		return Must(model.NewDist(turned(chances)...))
	}
	channel := func(g *model.Channel) *model.Channel {
		if g == nil {
			return nil
		}
		chances := make([]model.Q, g.Len())
		for x := range chances {
			chances[x] = g.At(x)
		}
		other := Must(model.NewChannel(turned(chances)...))
		return &other
	}
	back.Outcomes = slices.Clone(s.Outcomes)
	slices.Reverse(back.Outcomes)
	if s.Machine != nil {
		states := make([]model.State, len(s.Sources))
		for i := range states {
			if s.Machine.IsUrn(i) {
				states[i].Urn = turned(s.Machine.Pseudo(i))
				continue
			}
			states[i].Emit, states[i].Next = dist(s.Machine.Emission(i)), make([]int, k)
			for x := range k {
				states[i].Next[k-1-x] = s.Machine.Next(i, x)
			}
		}
		back.Machine = Must(model.NewMachine(k, states...))
	} else {
		back.Nature, back.Operator, back.Mimic = dist(s.Nature), dist(s.Operator), dist(s.Mimic)
	}
	back.Challenger, back.Success, back.Labels = dist(s.Challenger), channel(s.Success), channel(s.Labels)
	back.History = slices.Clone(s.History)
	for i, x := range s.History {
		back.History[i] = k - 1 - x
	}
	back.Features = nil
	for _, f := range slices.Backward(s.Features) {
		cells := make([]string, k)
		for x := range k {
			cells[k-1-x] = f.Cells[f.Cell(x)]
		}
		back.Features = append(back.Features, scenario.NewFeature(f.Name, cells))
	}
	if s.Tilt != nil {
		rewards := make([]model.Reward, k)
		for x := range k {
			rewards[k-1-x] = s.Tilt.Reward(x)
		}
		tilt := Must(model.NewTilt(s.Tilt.Base(), rewards...))
		back.Tilt = &tilt
	}
	if s.Effect != nil {
		effect := *s.Effect
		effect.Emit, effect.Good = nil, nil
		for u := range s.Effect.Emit {
			effect.Emit = append(effect.Emit, dist(s.Effect.Emit[u]))
			effect.Good = append(effect.Good, *channel(&s.Effect.Good[u]))
		}
		back.Effect = &effect
	}
	if s.Danger != nil {
		var danger model.Event
		for x := range k {
			if s.Danger.Has(x) {
				danger = danger.With(k - 1 - x)
			}
		}
		back.Danger = &danger
	}
	return &back
}

// Here the parts that checks skip (an outcome out of reach, a forbidden one, a cause of weight 0, a law that is ruled
// out) come first, and the parts that count come after them.
const (
	uneven = `{"outcomes": ["a", "b", "c", "d", "e"],
		"nature": {"a": "1/8", "c": "3/8", "d": "1/4", "e": "1/4"}, "mimic": {"b": "1/4", "c": "1/4", "d": "1/3", "e": "1/6"},
		"operator": {"b": "1/8", "c": "3/8", "d": "1/6", "e": "1/3"}, "challenger": {"c": "1/2", "d": "1/3", "e": "1/6"},
		"success": {"a": 1, "b": "1/4", "c": "1/2", "d": "3/4", "e": 0}, "labels": {"a": 0, "b": 1, "c": "1/3", "d": "2/3", "e": "1/5"},
		"tilt": {"base": 2, "reward": {"a": 3, "b": "-inf", "c": 0, "d": 1, "e": 1}},
		"features": {"F": {"a": "v", "b": "w", "c": "x", "d": "y", "e": "y"}, "G": {"a": "p", "b": "p", "c": "q", "d": "q", "e": "r"},
			"H": {"a": "m", "b": "n", "c": "n", "d": "m", "e": "m"}, "length": {"a": "1", "b": "2", "c": "3", "d": "1", "e": "5"}},
		"effect": {"cause": {"u": 0, "v": "1/2", "w": "1/2"},
			"emit": {"u": {"a": 1}, "v": {"b": "1/2", "c": "1/4", "d": "1/4"}, "w": {"b": "1/4", "d": "1/2", "e": "1/4"}},
			"good": {"u": {"a": 0, "b": 0, "c": 0, "d": 0, "e": 0}, "v": {"a": 1, "b": 1, "c": "1/2", "d": "1/2", "e": 0},
				"w": {"a": 0, "b": "1/2", "c": "1/2", "d": "1/2", "e": 1}}},
		"danger": ["a", "e"], "epsilon": "1/10", "tolerance": "1/5"}`
	unevenPath = `{"outcomes": ["a", "b", "c"],
		"sources": {"s": {"emit": {"a": 1}}, "t": {"emit": {"a": "1/4", "b": "1/4", "c": "1/2"}, "next": {"a": "u", "b": "t", "c": "t"}},
			"u": {"emit": {"b": "1/3", "c": "2/3"}}},
		"nature": {"t": "1/2", "u": "1/2"}, "operator": {"t": "1/4", "u": "3/4"}, "mimic": {"s": "1/4", "t": "1/2", "u": "1/4"}, "horizon": 3,
		"features": {"F": {"a": "x", "b": "y", "c": "y"}, "G": {"a": "x", "b": "x", "c": "y"}}, "epsilon": "1/20"}`
)

// No claim depends on the order in which outcomes and features are listed: the tightest pair is as tight. An existence
// claim may, since it takes the first of several features or outcomes that serve.
func TestNoClaimDependsOnTheOrderOfOutcomesAndFeatures(t *testing.T) {
	compared := 0
	compare := func(claim Claim, s *scenario.Scenario) {
		if claim.Expect == Exists {
			return
		}
		there, again := claim.Try(s), claim.Try(backwards(s))
		for i, v := range there {
			require.False(t, claim.Breaks(v), "%s %s: %s", claim.ID, v.Name, s.Format())
			require.Equal(t, v.Outcome, again[i].Outcome, "%s %s: %s", claim.ID, v.Name, s.Format())
			if !v.Settled() {
				continue
			}
			compared++
			here, other := difference(v.Left, v.Right), difference(again[i].Left, again[i].Right)
			require.True(t, here.Equal(other) || v.Relation == Equal && here.Equal(other.Neg()),
				"%s %s: %s and %s\n%s", claim.ID, v.Name, verdictText(v), verdictText(again[i]), s.Format())
		}
	}
	examples, err := scenario.Examples()
	require.NoError(t, err)
	examples = append(examples, *reading(t, uneven), *reading(t, unevenPath))
	for i := range examples {
		for _, claim := range Essay() {
			compare(claim, &examples[i])
		}
	}
	for _, w := range witnesses(t) {
		section := w.claim.Section()
		for _, claim := range Essay() {
			if strings.HasPrefix(claim.ID, section+"/") && section != "merging" {
				compare(claim, &w.Scenario)
			}
		}
	}
	require.Greater(t, compared, 1000)
}
