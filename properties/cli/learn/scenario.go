package learn

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"mimics/model"
	"mimics/theorems/scenario"
)

// Scenario learns one n-gram of the order, 0 to MaxOrder, from the Go source of each folder. Nature is the first
// folder. The operator's prior gives all folders the same probability; the mimic's is proportional to the tokens read
// from them. The horizon is 2, and the feature is the class of token. The outcomes are those of Corpus.Outcomes; the
// package comment describes the sources. Scenario returns the errors of Read, and an error if there are too many
// states.
func Scenario(order int, dirs []string) (scenario.Scenario, Skipped, error) {
	if order < 0 || order > MaxOrder {
		return scenario.Scenario{}, Skipped{}, fmt.Errorf("order %d, expected 0 to %d", order, MaxOrder)
	}
	corpus, skipped, err := Read(dirs)
	if err != nil {
		return scenario.Scenario{}, skipped, err
	}
	s, err := corpus.Scenario(order)
	return s, skipped, err
}

// Scenario returns the scenario of the corpus, as the function Scenario does.
func (c Corpus) Scenario(order int) (scenario.Scenario, error) {
	outcomes := c.Outcomes()
	grams, starts, states := make([]NGram, len(c.Folders)), make([]int, len(c.Folders)), 0
	for i, folder := range c.Folders {
		grams[i], starts[i] = Count(order, len(outcomes), folder.Sequence), states
		states += len(grams[i].Contexts())
	}
	if states > scenario.MaxSources {
		return scenario.Scenario{}, fmt.Errorf("%d states at order %d, expected at most %d", states, order, scenario.MaxSources)
	}
	var names []string
	var machine []model.State
	even, sizes := make([]int64, states), make([]int64, states)
	for i, folder := range c.Folders {
		even[starts[i]], sizes[starts[i]] = 1, int64(len(folder.Sequence))
		machine = append(machine, grams[i].States(starts[i])...)
		for n, context := range grams[i].Contexts() {
			names = append(names, stateName(folder.Name, outcomes, context, n == 0))
		}
	}
	if distinct := slices.Compact(slices.Sorted(slices.Values(names))); len(distinct) < states {
		return scenario.Scenario{}, errors.New("a folder has the same name as a state of another folder, expected different names")
	}
	return scenario.Scenario{
		Name:     c.title(order),
		Outcomes: outcomes,
		Sources:  names,
		Machine:  model.Must(model.NewMachine(len(outcomes), machine...)),
		Nature:   model.Point(states, 0),
		Operator: model.Must(model.Counts(even...)),
		Mimic:    model.Must(model.Counts(sizes...)),
		Horizon:  2,
		Features: []scenario.Feature{c.Class()},
	}, nil
}

// title names the scenario in at most 256 bytes: it lists the folders, or gives their number if the list is too long.
func (c Corpus) title(order int) string {
	names := make([]string, len(c.Folders))
	for i, folder := range c.Folders {
		names[i] = folder.Name
	}
	list := strings.Join(names, ", ")
	if len(list) > maxName {
		list = fmt.Sprintf("%d folders", len(names))
	}
	return fmt.Sprintf("learnt from %s (order %d)", list, order)
}

// stateName names a state as the package comment describes.
func stateName(folder string, outcomes []string, context Context, start bool) string {
	if start {
		return folder
	}
	if context == "" {
		return folder + "/any"
	}
	kinds := make([]string, len(context))
	for i := range kinds {
		kinds[i] = outcomes[context[i]]
	}
	return folder + "/" + strings.Join(kinds, " ")
}
