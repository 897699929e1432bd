package proofs_test

import (
	"fmt"
	"strings"

	"mimics/model"
	"mimics/model/dominance"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

// scenarioLine writes what the theorems read of a scenario, in the form of driver.ml: KEY=VALUE, lists with commas and
// lists of lists with semicolons.
func scenarioLine(s *scenario.Scenario) string {
	in := theorems.NewInstance(s)
	k := len(s.Outcomes)
	fields := []string{fmt.Sprintf("outcomes=%d", k), fmt.Sprintf("horizon=%d", s.Horizon)}
	add := func(key string, values ...string) {
		if len(values) > 0 {
			fields = append(fields, key+"="+strings.Join(values, ","))
		}
	}
	table := func(key string, n int, line func(i int) []string) {
		var rows []string
		for i := range n {
			rows = append(rows, strings.Join(line(i), ","))
		}
		if n > 0 {
			fields = append(fields, key+"="+strings.Join(rows, ";"))
		}
	}
	sequential := s.Machine != nil || s.Horizon > 0 || len(s.History) > 0
	forecast := func(prior model.Dist, law model.Law) model.Dist {
		if prior.Len() == 0 || !sequential {
			return prior
		}
		next, err := law.Forecast()
		if err != nil {
			return model.Dist{} // the history is impossible
		}
		return next
	}
	operator := forecast(s.Operator, in.OperatorLaw)
	challenger := s.Challenger
	if challenger.Len() == 0 {
		challenger = operator
	}
	add("nature", weights(forecast(s.Nature, in.NatureLaw))...)
	add("operator", weights(operator)...)
	add("mimic", weights(forecast(s.Mimic, in.MimicLaw))...)
	add("challenger", weights(challenger)...)
	add("success", chances(s.Success)...)
	add("labels", chances(s.Labels)...)
	if s.Danger != nil {
		add("danger", texts(k, func(x int) string { return map[bool]string{true: "1", false: "0"}[s.Danger.Has(x)] })...)
	}
	table("features", len(s.Features), func(i int) []string {
		return texts(k, func(x int) string { return fmt.Sprint(s.Features[i].Cell(x)) })
	})
	for _, f := range s.Features {
		if f.Name == scenario.LengthFeature {
			add("lengths", texts(k, func(x int) string { return f.Cells[f.Cell(x)] })...)
		}
	}
	if s.Tilt != nil {
		base, path := s.Tilt.Base(), s.Path
		for n := 1; s.Path == nil && n <= 4; n++ {
			path = append(path, base.Pow(n))
		}
		add("base", base.String())
		add("path", texts(len(path), func(i int) string { return path[i].String() })...)
		usable := len(path)
		if s.Usable != nil {
			usable = min(usable, *s.Usable)
		}
		add("usable", fmt.Sprint(usable))
		add("reward", texts(k, func(x int) string {
			if r := s.Tilt.Reward(x); !r.Forbid {
				return r.Value.String()
			}
			return "-inf"
		})...)
	}
	if s.Effect != nil {
		add("causes", weights(s.Effect.Cause)...)
		table("emitted", len(s.Effect.Emit), func(u int) []string { return weights(s.Effect.Emit[u]) })
		table("good", len(s.Effect.Good), func(u int) []string { return chances(&s.Effect.Good[u]) })
	}
	if m := s.Machine; m != nil {
		table("emissions", m.States(), func(i int) []string { return weights(m.Emission(i)) })
		table("successors", m.States(), func(i int) []string {
			return texts(k, func(x int) string { return fmt.Sprint(m.Next(i, x)) })
		})
		table("urns", m.States(), func(i int) []string {
			if !m.IsUrn(i) {
				return nil
			}
			return texts(k, func(x int) string { return m.Pseudo(i)[x].String() })
		})
		add("nature_prior", weights(s.Nature)...)
		add("operator_prior", weights(s.Operator)...)
		add("mimic_prior", weights(s.Mimic)...)
	}
	add("history", texts(len(s.History), func(i int) string { return fmt.Sprint(s.History[i]) })...)
	if s.Epsilon != nil {
		add("epsilon", s.Epsilon.String())
	}
	if s.Machine != nil {
		if c, err := dominance.Compare(in.OperatorLaw, in.MimicLaw, model.Finest(k)); err == nil {
			if c.Density() != nil {
				add("density", c.Density().String())
			}
			if bound := c.BoundBehind(searched); bound.High != nil {
				add("constant", bound.High.String())
				add("found", bound.Low.String())
			}
		}
	}
	return strings.Join(fields, " ")
}

// searched is how many histories the check of dominance/constant expands to find the constant.
const searched = 8

func texts(n int, text func(i int) string) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = text(i)
	}
	return list
}

func weights(d model.Dist) []string {
	return texts(d.Len(), func(x int) string { return d.P(x).String() })
}

func chances(c *model.Channel) []string {
	if c == nil {
		return nil
	}
	return texts(c.Len(), func(x int) string { return c.At(x).String() })
}
