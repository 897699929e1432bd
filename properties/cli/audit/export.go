package audit

import (
	"fmt"
	"slices"

	"mimics/model"
	"mimics/theorems/scenario"
)

// nameOf returns a name for the value that is not empty and that no other value has.
func (f *Feature) nameOf(value int32) string {
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
	for f := range t.Features {
		if cells, ok := t.determined(f); ok {
			s.Features = append(s.Features, scenario.NewFeature(t.Features[f].Name, cells))
		}
	}
	return scenario.Read("the scenario", s.Format()) // sorts the parts
}

// determined returns the value of the feature at each outcome, if the outcome determines it.
func (t *Table) determined(f int) (cells []string, ok bool) {
	values := make([]int32, len(t.Outcomes))
	for i := range t.kinds {
		k := &t.kinds[i]
		v := t.value(k, f) + 1
		if old := values[k.outcome]; old != 0 && old != v {
			return nil, false
		}
		values[k.outcome] = v
	}
	for _, v := range values {
		cells = append(cells, t.Features[f].nameOf(v-1))
	}
	return cells, true
}
