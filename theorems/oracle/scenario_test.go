package oracle

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
)

// scenario is what a scenario file says. Outcomes, states, causes and cells are numbers from 0 in listed order; what is
// optional is nil where it is absent.
type scenario struct {
	outcomes                []string
	history                 string // of outcomes
	horizon                 int    // 0 where absent
	states                  []state
	nature, operator, mimic *law // after the history
	features                []feature
	success, labels         []*big.Rat
	tilt                    *tilt
	effect                  *effect
	danger                  []bool
	challenger              []*big.Rat // the operator's forecast where absent
	epsilon, tolerance      *big.Rat
	path                    []*big.Rat // b, b², b³, b⁴ where absent
	usable                  int        // all of the path where absent

	hasSources, hasHorizon, hasPath bool
}

// state is one source: a state of a machine or, where there are pseudo-counts, an urn.
type state struct {
	emit []*big.Rat
	next []int
	urn  []*big.Rat
}

// feature is a partition: for each outcome its cell, cells being numbered as they appear.
type feature struct {
	name  string
	cell  []int
	cells []string
}

// tilt has a reward for each outcome, nil for -∞.
type tilt struct {
	base   *big.Rat
	reward []*big.Rat
}

// effect is a hidden cause: its law, and for each cause what it emits and how likely the effect is good.
type effect struct {
	cause      []*big.Rat
	emit, good [][]*big.Rat
}

// number is an exact number in a scenario file.
type number struct{ *big.Rat }

// UnmarshalJSON reads "1/3", "0.25" or 7, and "-inf" as nil.
func (n *number) UnmarshalJSON(text []byte) error {
	var s string
	if json.Unmarshal(text, &s) != nil {
		s = string(text)
	}
	if s == "-inf" {
		return nil
	}
	q, ok := new(big.Rat).SetString(s)
	if !ok {
		return fmt.Errorf("%s is no number", text)
	}
	n.Rat = q
	return nil
}

type numbers = map[string]number

// parse reads a scenario.
func parse(text []byte) (*scenario, error) {
	var file struct {
		Outcomes, History, Danger []string
		Sources                   map[string]struct {
			Emit, Urn numbers
			Next      map[string]string
		}
		Nature, Operator, Mimic, Success, Labels, Challenger numbers
		Horizon, Usable, Epsilon, Tolerance                  number
		Features                                             map[string]map[string]string
		Tilt                                                 *struct {
			Base   number
			Reward numbers
		}
		Effect *struct {
			Cause      numbers
			Emit, Good map[string]numbers
		}
		Path []number
	}
	if err := json.Unmarshal(text, &file); err != nil {
		return nil, err
	}
	s := &scenario{outcomes: file.Outcomes, epsilon: file.Epsilon.Rat, tolerance: file.Tolerance.Rat}
	s.success, s.labels = inOrder(file.Success, s.outcomes), inOrder(file.Labels, s.outcomes)
	for _, x := range file.History {
		s.history += string(letter(slices.Index(s.outcomes, x)))
	}
	if file.Horizon.Rat != nil {
		s.horizon = int(file.Horizon.Num().Int64())
		s.hasHorizon = s.horizon > 0
	}
	names := sorted(file.Sources)
	for i, name := range names {
		from := file.Sources[name]
		one := state{emit: inOrder(from.Emit, s.outcomes), urn: inOrder(from.Urn, s.outcomes)}
		for _, x := range s.outcomes {
			to := i
			if next, ok := from.Next[x]; ok {
				to = slices.Index(names, next)
			}
			one.next = append(one.next, to)
		}
		s.states = append(s.states, one)
	}
	s.hasSources = len(names) > 0
	s.nature, s.operator, s.mimic = s.prior(file.Nature, names), s.prior(file.Operator, names),
		s.prior(file.Mimic, names)
	for _, name := range sorted(file.Features) {
		f := feature{name: name}
		for _, x := range s.outcomes {
			cell := file.Features[name][x]
			if !slices.Contains(f.cells, cell) {
				f.cells = append(f.cells, cell)
			}
			f.cell = append(f.cell, slices.Index(f.cells, cell))
		}
		s.features = append(s.features, f)
	}
	if t := file.Tilt; t != nil {
		s.tilt = &tilt{base: t.Base.Rat}
		for _, x := range s.outcomes {
			s.tilt.reward = append(s.tilt.reward, t.Reward[x].Rat)
		}
	}
	if e := file.Effect; e != nil {
		causes := sorted(e.Cause)
		s.effect = &effect{cause: inOrder(e.Cause, causes)}
		for _, u := range causes {
			s.effect.emit = append(s.effect.emit, inOrder(e.Emit[u], s.outcomes))
			s.effect.good = append(s.effect.good, inOrder(e.Good[u], s.outcomes))
		}
	}
	if file.Danger != nil {
		for _, x := range s.outcomes {
			s.danger = append(s.danger, slices.Contains(file.Danger, x))
		}
	}
	s.challenger = inOrder(file.Challenger, s.outcomes)
	if s.challenger == nil && s.operator != nil && s.operator.possible() {
		s.challenger = s.operator.forecast("")
	}
	for _, b := range file.Path {
		s.path = append(s.path, b.Rat)
	}
	s.hasPath = s.path != nil
	for n := 1; !s.hasPath && s.tilt != nil && n <= 4; n++ {
		s.path = append(s.path, power(s.tilt.base, n))
	}
	s.usable = len(s.path)
	if file.Usable.Rat != nil {
		s.usable = min(s.usable, int(file.Usable.Num().Int64()))
	}
	return s, nil
}

// prior is the law with this prior over the states or, without sources, that draws from this distribution.
func (s *scenario) prior(weights numbers, names []string) *law {
	switch {
	case weights == nil:
		return nil
	case s.hasSources:
		return newLaw(len(s.outcomes), s.states, inOrder(weights, names), s.history)
	}
	stay := make([]int, len(s.outcomes))
	return newLaw(len(s.outcomes), []state{{emit: inOrder(weights, s.outcomes), next: stay}}, []*big.Rat{one},
		s.history)
}

// inOrder lists numbers by name, 0 where there is none; nil where there are none at all.
func inOrder(from numbers, names []string) (list []*big.Rat) {
	for _, name := range names {
		q := zero
		if n, ok := from[name]; ok {
			q = n.Rat
		}
		list = append(list, q)
	}
	if from == nil {
		return nil
	}
	return list
}

func sorted[K cmp.Ordered, V any](m map[K]V) (keys []K) {
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
