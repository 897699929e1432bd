package learn

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"mimics/model"
	"mimics/theorems/scenario"
)

// Scenario learns one n-gram of the order, 0 to MaxOrder, from each of the paths, which Read reads. Nature is the first
// path. The operator's prior gives all paths the same probability; the mimic's is proportional to the tokens read from
// them. The horizon is 2, and the feature is the class of token. The outcomes are those of Corpus.Outcomes; the package
// comment describes the sources. Scenario returns the errors of Read, and an error if there are too many states.
func Scenario(order int, how Format, paths []string) (scenario.Scenario, Skipped, error) {
	if order < 0 || order > MaxOrder {
		return scenario.Scenario{}, Skipped{}, fmt.Errorf("order %d, expected 0 to %d", order, MaxOrder)
	}
	corpus, skipped, err := Read(how, paths)
	if err != nil {
		return scenario.Scenario{}, skipped, err
	}
	s, err := corpus.Scenario(order)
	return s, skipped, err
}

// Scenario returns the scenario of the corpus, as the function Scenario does.
func (c Corpus) Scenario(order int) (scenario.Scenario, error) {
	outcomes := c.Outcomes()
	grams, starts, states := make([]NGram, len(c.Sources)), make([]int, len(c.Sources)), 0
	for i, source := range c.Sources {
		// Each context that is no state is a state after any outcome. So at least half of the contexts are states.
		gram, all := count(order, len(outcomes), source.Sequence, 2*scenario.MaxSources)
		if !all {
			return scenario.Scenario{}, tooManyStates(fmt.Sprintf("more than %d", scenario.MaxSources), order)
		}
		grams[i], starts[i] = gram, states
		states += len(grams[i].Contexts())
	}
	if states > scenario.MaxSources {
		return scenario.Scenario{}, tooManyStates(strconv.Itoa(states), order)
	}
	var names []string
	var machine []model.State
	even, sizes := make([]int64, states), make([]int64, states)
	for i, source := range c.Sources {
		even[starts[i]], sizes[starts[i]] = 1, int64(len(source.Sequence))
		machine = append(machine, grams[i].States(starts[i])...)
		for n, context := range grams[i].Contexts() {
			name := stateName(source.Name, outcomes, context, n == 0)
			if len(name) > scenario.MaxName {
				number := fmt.Sprintf("… #%d", n)
				name = strings.ToValidUTF8(name[:scenario.MaxName-len(number)], "") + number
			}
			names = append(names, name)
		}
	}
	if distinct := slices.Compact(slices.Sorted(slices.Values(names))); len(distinct) < states {
		return scenario.Scenario{}, errors.New("a path has the same name as a state of another path, expected different names")
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

func tooManyStates(states string, order int) error {
	return fmt.Errorf("%s states at order %d, expected at most %d", states, order, scenario.MaxSources)
}

// title names the scenario in at most 256 bytes: it lists the sources, or gives their number if the list is too long.
func (c Corpus) title(order int) string {
	names := make([]string, len(c.Sources))
	for i, source := range c.Sources {
		names[i] = source.Name
	}
	list, many, tokens := strings.Join(names, ", "), "folders", ""
	if c.kind != Go {
		many, tokens = "texts", string(c.kind)+", "
	}
	if len(list) > maxName {
		list = fmt.Sprintf("%d %s", len(names), many)
	}
	return fmt.Sprintf("learnt from %s (%sorder %d)", list, tokens, order)
}

// stateName names a state as the package comment describes.
func stateName(source string, outcomes []string, context Context, start bool) string {
	if start {
		return source
	}
	if context == "" {
		return source + "/" + anyName
	}
	tokens := make([]string, len(context))
	for i := range tokens {
		tokens[i] = outcomes[context[i]]
	}
	return source + "/" + strings.Join(tokens, " ")
}
