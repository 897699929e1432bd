package scenario

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"mimics/model"
)

// object is a JSON object whose keys keep their order.
type object []entry

type entry struct {
	key   string
	value any
}

// MarshalJSON writes the entries in order.
func (o object) MarshalJSON() ([]byte, error) { return o.lines("", 0), nil }

// lines writes the object with its entries on separate lines down to a depth, and on one line below it.
func (o object) lines(margin string, depth int) []byte {
	text := []byte{'{'}
	for i, e := range o {
		switch {
		case i > 0 && depth == 0:
			text = append(text, ", "...)
		case i > 0:
			text = append(text, ',')
		}
		if depth > 0 {
			text = append(append(append(text, '\n'), margin...), "  "...)
		}
		text = append(append(text, encode(e.key)...), ": "...)
		if inner, ok := e.value.(object); ok {
			text = append(text, inner.lines(margin+"  ", inner.depth(depth))...)
		} else {
			text = append(text, encode(e.value)...)
		}
	}
	if depth > 0 {
		text = append(append(text, '\n'), margin...)
	}
	return append(text, '}')
}

// depth is the number of levels of lines for an object inside another of the given depth: one if it contains objects.
func (o object) depth(outer int) int {
	if _, holds := o.first().(object); holds && outer > 0 {
		return outer - 1
	}
	return 0
}

func (o object) first() any {
	if len(o) == 0 {
		return nil
	}
	return o[0].value
}

// encode is compact JSON that leaves <, > and & readable and escapes unprintable characters. It panics on values that
// JSON cannot hold; scenarios have none.
func encode(v any) []byte {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		panic(err)
	}
	return []byte(ShownJSON(strings.TrimSpace(text.String())))
}

// MarshalJSON writes the scenario in the format of Read, which reads it back exactly.
func (s Scenario) MarshalJSON() ([]byte, error) { return s.object().MarshalJSON() }

// UnmarshalJSON reads what MarshalJSON writes, with parameters of any name.
func (s *Scenario) UnmarshalJSON(text []byte) (err error) {
	*s, err = reader{anyParameter: true}.read("scenario", text)
	return err
}

// Format writes the text of a scenario file: one line per part, and one per source, feature or cause.
func (s Scenario) Format() []byte { return append(s.object().lines("", 2), '\n') }

func (s Scenario) object() object {
	var o object
	add := func(present bool, key string, value func() any) {
		if present {
			o = append(o, entry{key, value()})
		}
	}
	prior := s.Outcomes
	if s.Machine != nil {
		prior = s.Sources
	}
	add(s.Name != "", "name", func() any { return s.Name })
	add(true, "outcomes", func() any { return s.Outcomes })
	add(s.Machine != nil, "sources", func() any { return s.sourcesObject() })
	add(s.Nature.Len() > 0, "nature", func() any { return distObject(prior, s.Nature) })
	add(s.Operator.Len() > 0, "operator", func() any { return distObject(prior, s.Operator) })
	add(s.Mimic.Len() > 0, "mimic", func() any { return distObject(prior, s.Mimic) })
	add(len(s.History) > 0, "history", func() any { return s.NamesOf(s.History) })
	add(s.Horizon > 0, "horizon", func() any { return s.Horizon })
	add(len(s.Features) > 0, "features", func() any { return s.featuresObject() })
	add(s.Success != nil, "success", func() any { return channelObject(s.Outcomes, *s.Success) })
	add(s.Tilt != nil, "tilt", func() any { return s.tiltObject() })
	add(s.Labels != nil, "labels", func() any { return channelObject(s.Outcomes, *s.Labels) })
	add(s.Effect != nil, "effect", func() any { return s.effectObject() })
	add(s.Danger != nil, "danger", func() any { return s.NamesIn(*s.Danger) })
	add(s.Challenger.Len() > 0, "challenger", func() any { return distObject(s.Outcomes, s.Challenger) })
	add(s.Epsilon != nil, "epsilon", func() any { return s.Epsilon })
	add(s.Path != nil, "path", func() any { return s.pathList() })
	add(s.Usable != nil, "usable", func() any { return s.Usable })
	add(s.Tolerance != nil, "tolerance", func() any { return s.Tolerance })
	add(len(s.Parameters) > 0, "parameters", func() any {
		names := slices.Sorted(maps.Keys(s.Parameters))
		return tableObject(names, func(i int) any { return s.Parameters[names[i]] })
	})
	return o
}

// tableObject has one entry per name. It leaves out nil values.
func tableObject(names []string, value func(i int) any) object {
	o := object{}
	for i, name := range names {
		if v := value(i); v != nil {
			o = append(o, entry{name, v})
		}
	}
	return o
}

func distObject(names []string, d model.Dist) object {
	return tableObject(names, func(i int) any {
		if !d.Has(i) {
			return nil
		}
		return d.P(i)
	})
}

func channelObject(names []string, g model.Channel) object {
	return tableObject(names, func(i int) any { return g.At(i) })
}

func (s Scenario) sourcesObject() object {
	return tableObject(s.Sources, func(state int) any {
		if s.Machine.IsUrn(state) {
			pseudo := s.Machine.Pseudo(state)
			return object{{"urn", tableObject(s.Outcomes, func(x int) any {
				if pseudo[x].IsZero() {
					return nil
				}
				return pseudo[x]
			})}}
		}
		o := object{{"emit", distObject(s.Outcomes, s.Machine.Emission(state))}}
		next := tableObject(s.Outcomes, func(x int) any {
			if s.Machine.Next(state, x) == state {
				return nil
			}
			return s.Sources[s.Machine.Next(state, x)]
		})
		if len(next) > 0 {
			o = append(o, entry{"next", next})
		}
		return o
	})
}

func (s Scenario) featuresObject() object {
	o := object{}
	for _, f := range s.Features {
		o = append(o, entry{f.Name, tableObject(s.Outcomes, func(x int) any { return f.Cells[f.Cell(x)] })})
	}
	return o
}

func (s Scenario) tiltObject() object {
	penalty := entry{"base", s.Tilt.Base()}
	if beta, ok := s.Tilt.Beta(); ok {
		penalty = entry{"beta", beta}
	}
	return object{penalty, {"reward", tableObject(s.Outcomes, func(x int) any {
		switch r := s.Tilt.Reward(x); {
		case r.Forbid:
			return "-inf"
		case r.Value.Den().Cmp(model.NewInt(1)) == 0:
			return json.Number(r.Value.String())
		default:
			return r.Value
		}
	})}}
}

// pathList lists tilt bases or, for a tilt with beta, their β.
func (s Scenario) pathList() []model.Q {
	list := slices.Clone(s.Path)
	for i, base := range list {
		if beta, rational := model.BetaOf(base); rational {
			list[i] = beta
		}
	}
	return list
}

func (s Scenario) effectObject() object {
	e := s.Effect
	return object{
		{"cause", tableObject(e.Causes, func(u int) any { return e.Cause.P(u) })}, // causes of weight 0 are listed too
		{"emit", tableObject(e.Causes, func(u int) any { return distObject(s.Outcomes, e.Emit[u]) })},
		{"good", tableObject(e.Causes, func(u int) any { return channelObject(s.Outcomes, e.Good[u]) })},
	}
}

func (s Scenario) NamesOf(outcomes []int) []string {
	list := make([]string, len(outcomes))
	for i, x := range outcomes {
		list[i] = s.Outcomes[x]
	}
	return list
}

func (s Scenario) NamesIn(e model.Event) []string {
	list := []string{}
	for x, name := range s.Outcomes {
		if e.Has(x) {
			list = append(list, name)
		}
	}
	return list
}
