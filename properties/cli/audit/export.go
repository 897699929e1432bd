package audit

import (
	"fmt"
	"slices"

	"mimics/model"
	"mimics/theorems/scenario"
)

// nameOf returns a name for the value that is not empty and that no other value has.
func (f *Feature) nameOf(value int) string {
	if name := f.Values[value]; name != "" {
		return name
	}
	name := Missing
	for slices.Contains(f.Values, name) {
		name += "'"
	}
	return name
}

// Missing is the name of an empty value.
const Missing = "(empty)"

// Scenario returns the sample as a scenario for check: the mimic is the law of the outcomes, success their g, and the
// features are those that depend on the outcome alone. It returns an error if a scenario cannot hold it.
func (t *Table) Scenario(name string) (scenario.Scenario, error) {
	if len(t.Outcomes) > model.MaxOutcomes {
		return scenario.Scenario{}, fmt.Errorf("%d outcomes, a scenario has at most %d", len(t.Outcomes), model.MaxOutcomes)
	}
	s := scenario.Scenario{Name: name, Outcomes: t.Names}
	counts, chances := make([]int64, len(t.Outcomes)), make([]model.Q, len(t.Outcomes))
	for x, o := range t.Outcomes {
		counts[x], chances[x] = o.N, o.rate()
	}
	s.Mimic = model.Must(model.Counts(counts...))
	success := model.Must(model.NewChannel(chances...))
	s.Success = &success
	for _, f := range t.Features {
		if len(f.cells) == len(t.Outcomes) { // each outcome has one value
			cells := make([]string, len(t.Outcomes))
			for c := range f.cells {
				cells[c.outcome] = f.nameOf(c.value)
			}
			s.Features = append(s.Features, scenario.NewFeature(f.Name, cells))
		}
	}
	return scenario.Read("the scenario", s.Format()) // sorts the parts
}
