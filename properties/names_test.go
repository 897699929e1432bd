package properties

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

// A sweep visits each scenario once up to names, the first of those that differ only in names. The test makes all
// scenarios choice by choice, writes each under every renaming, and identifies it by the least text.
func TestASweepVisitsEachScenarioOnceUpToNames(t *testing.T) {
	for id, scope := range map[string]int{
		"forcing/gap": 3, "forcing/estimated": 2, "tilt/synchrony": 3, "tilt/one-feature": 3, "mimic/indistinguishable": 3,
		"merging/doubling": 2, "features/tower": 2, "features/topological-support": 2, "control/causation": 2,
		"safety/compilability": 3, "safety/danger-bound": 2, "forecast/rare": 2,
	} {
		claim, _ := theorems.Essay().Find(id)
		parts := claim.Needs | claim.With
		bounds := Scope(scope, parts)
		want := map[string]string{} // the first of each, by its least name
		o := &Odometer{}
		for more := true; more; more = o.Next() {
			if s := Scenario(o, parts, bounds); !o.Skipped() {
				if name := leastName(&s); want[name] == "" {
					want[name] = string(s.Format())
				}
			}
		}
		seen := map[string]string{}
		require.NoError(t, Sweep(t.Context(), *claim, scope, Everything, func(s *scenario.Scenario, _ Position) bool {
			name := leastName(s)
			require.Empty(t, seen[name], "%s: %s comes twice", id, name)
			seen[name] = string(s.Format())
			return true
		}))
		require.Equal(t, len(want), len(seen), id)
		require.Equal(t, want, seen, id)
	}
}

// leastName returns the least text of the scenario over all renamings.
func leastName(s *scenario.Scenario) (least string) {
	states, urn := len(s.Sources), 0
	if states > 0 && s.Machine.IsUrn(states-1) {
		urn = 1 // it keeps its place
	}
	if s.Effect != nil {
		states = len(s.Effect.Causes)
	}
	for _, outcomes := range permutations(len(s.Outcomes)) {
		for _, sources := range permutations(states - urn) {
			if urn == 1 {
				sources = append(sources, states-1)
			}
			if text := written(s, outcomes, sources); least == "" || text < least {
				least = text
			}
		}
	}
	return least
}

// written returns the text of the scenario with its outcomes and its sources, or causes, in another order.
func written(s *scenario.Scenario, outcomes, sources []int) string {
	var text strings.Builder
	law := func(d model.Dist, order []int) {
		text.WriteString("|")
		for _, x := range order {
			if d.Len() > 0 {
				fmt.Fprint(&text, d.P(x), " ")
			}
		}
	}
	channel := func(c *model.Channel) {
		text.WriteString("|")
		for _, x := range outcomes {
			if c != nil {
				fmt.Fprint(&text, c.At(x), " ")
			}
		}
	}
	fmt.Fprint(&text, len(outcomes), len(sources), s.Horizon)
	over := outcomes
	if s.Machine != nil {
		over = sources
		for _, i := range sources {
			for _, x := range outcomes {
				if s.Machine.IsUrn(i) {
					fmt.Fprint(&text, "#", s.Machine.Pseudo(i)[x])
				} else {
					fmt.Fprint(&text, " ", s.Machine.Emission(i).P(x), ">", slices.Index(sources, s.Machine.Next(i, x)))
				}
			}
		}
	}
	law(s.Nature, over)
	law(s.Operator, over)
	law(s.Mimic, over)
	law(s.Challenger, outcomes)
	channel(s.Success)
	channel(s.Labels)
	for _, x := range s.History {
		fmt.Fprint(&text, " h", slices.Index(outcomes, x))
	}
	var features []string
	for _, f := range s.Features {
		var cells []string // the members of each, or their number
		for c, name := range f.Cells {
			cell := ""
			for i, x := range outcomes {
				if f.Cell(x) == c {
					cell += fmt.Sprint(i)
				}
			}
			if f.Name == "length" {
				cell += "=" + name
			}
			cells = append(cells, cell)
		}
		slices.Sort(cells)
		features = append(features, fmt.Sprint(cells))
	}
	slices.Sort(features)
	fmt.Fprint(&text, features)
	if s.Tilt != nil {
		fmt.Fprint(&text, s.Tilt.Base())
		for _, x := range outcomes {
			fmt.Fprint(&text, s.Tilt.Reward(x))
		}
	}
	if s.Danger != nil {
		for _, x := range outcomes {
			fmt.Fprint(&text, s.Danger.Has(x))
		}
	}
	if s.Effect != nil {
		law(s.Effect.Cause, sources)
		for _, u := range sources {
			law(s.Effect.Emit[u], outcomes)
			channel(&s.Effect.Good[u])
		}
	}
	for _, amount := range []*model.Q{s.Epsilon, s.Tolerance} {
		if amount != nil {
			fmt.Fprint(&text, " ", *amount)
		}
	}
	return text.String()
}
