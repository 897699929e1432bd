package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"mimics/model"
	"mimics/model/dominance"
	"mimics/properties/cli/results"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

type dominanceCommand struct {
	Files       []string `arg:"" name:"file" help:"Scenarios with an operator and a mimic; - is standard input."`
	Within      string   `help:"Find a step from which on the expected distance of all future forecasts is certainly at most this." default:"1/100" placeholder:"Q"`
	Effort      int      `help:"Expand at most this many joint states of the sources; with more, the mass that merges is bounded, not decided." default:"8192" placeholder:"N"`
	Format      string   `help:"How to print: table or json." enum:"table,json" default:"table"`
	Certificate bool     `help:"Print proofs of the constants and of how much merges instead, for the checker in theorems/proofs/checker."`
	destination
	Normalize bool `help:"Divide the weights of every distribution by their sum, such as counts or rounded numbers."`
}

// verdictOnMerging is the verdict on how much of one law merges with another, as JSON.
type verdictOnMerging struct {
	Scenario string           `json:"scenario"`
	Of       string           `json:"of"`
	Over     string           `json:"over"`
	Feature  *string          `json:"feature"` // null for outcomes
	Status   dominance.Status `json:"status"`
	Merging  model.Q          `json:"merging"`  // a lower bound
	Singular model.Q          `json:"singular"` // a lower bound; the two sum to 1 unless it is undecided
	Constant constantJSON     `json:"constant"`
	Within   *int             `json:"within"`
	Detail   string           `json:"detail,omitempty"` // why it is undecided, if the run ended first
	distance model.Q          // the distance that holds from the step Within on
}

type constantJSON struct {
	Low  model.Q  `json:"low"`
	High *model.Q `json:"high"` // null if none is known
	// Unbounded says why there is no constant. It is empty if there is one, or if this is undecided.
	Unbounded string `json:"unbounded"`
}

func (c *dominanceCommand) Run(s *streams) error {
	distance, err := model.ParseQ(c.Within)
	if err != nil || distance.Sign() <= 0 {
		return fmt.Errorf("--within %s, expected a number above 0, such as 1/100", c.Within)
	}
	if c.Effort < 1 {
		return fmt.Errorf("--effort %d, expected at least 1", c.Effort)
	}
	if c.Certificate && c.Format != "table" {
		return fmt.Errorf("--certificate and --format %s, expected one of them", c.Format)
	}
	if err := c.prepare(s, c.Files...); err != nil {
		return err
	}
	scenarios := make([]scenario.Scenario, len(c.Files))
	for i, name := range c.Files {
		if scenarios[i], err = s.readScenario(name, c.Normalize); err != nil {
			return err
		}
	}
	all := []verdictOnMerging{}
	var proofs certificates
	for i := range scenarios {
		verdicts, err := merging(s, &scenarios[i], distance, c.Effort)
		if err != nil {
			return fmt.Errorf("%s: %w", inputName(c.Files[i]), err)
		}
		all = append(all, verdicts...)
		if c.Certificate {
			proofs.add(s, &scenarios[i], verdicts)
		}
	}
	err = s.write(c.Out, func(w io.Writer) error {
		switch {
		case c.Certificate:
			_, err := w.Write(proofs.text.Bytes())
			return err
		case c.Format == "json":
			return writeJSON(w, all)
		}
		return dominanceTable(w, all)
	})
	if err != nil {
		return err
	}
	if proofs.missing != "" {
		s.complain("%s", proofs.missing)
		return errUnexpected
	}
	if i := slices.IndexFunc(all, func(v verdictOnMerging) bool { return v.Detail != "" }); i >= 0 {
		if c.unseen(c.Format) { // a table already says so
			s.complain("%s: %s", all[i].Scenario, all[i].Detail)
		}
		return errUnexpected
	}
	return nil
}

var errNoLaws = errors.New("expected an operator and a mimic, and a history to which both give positive probability")

// mergingLine returns the verdict on the operator's law of outcomes in one line. It is empty if the scenario has no
// laws of sequences, or too many sources for check to decide.
func mergingLine(s *scenario.Scenario) string {
	if !decidedInPassing(s) {
		return ""
	}
	comparison, err := compare(s, everyOutcome(s))
	if err != nil {
		return ""
	}
	near := model.Frac(1, 100)
	verdict := verdictOnMerging{Of: "operator", Over: "mimic", distance: near}.with(comparison.Verdict(near), s.Outcomes)
	return "the operator " + verdict.says()
}

// decidedInPassing reports whether check also decides how much of the operator's law merges: if there are sequences,
// and few sources.
func decidedInPassing(s *scenario.Scenario) bool {
	const maxSources = 64
	if s.Machine == nil {
		return s.Horizon > 0
	}
	return s.Machine.States() <= maxSources
}

// everyOutcome is the feature that hides nothing; it has no name.
func everyOutcome(s *scenario.Scenario) scenario.Feature {
	return scenario.Feature{Feature: model.Finest(len(s.Outcomes)), Cells: s.Outcomes}
}

// compare compares the operator's law with the mimic's.
func compare(s *scenario.Scenario, f scenario.Feature) (*dominance.Comparison, error) {
	if !theorems.Parts(s).Has(theorems.NeedOperator | theorems.NeedMimic) {
		return nil, errNoLaws
	}
	operator, mimic := theorems.OperatorAndMimic(s)
	comparison, err := dominance.Compare(operator, mimic, f.Feature)
	if errors.Is(err, model.ErrNull) {
		err = errNoLaws
	}
	return comparison, err
}

// merging decides, for outcomes and for each feature, how much of the operator's law merges with the mimic's, and how
// much of the mimic's with the operator's. Verdicts that it has not reached when the context ends are undecided.
func merging(ctx context.Context, s *scenario.Scenario, distance model.Q, effort int) (
	list []verdictOnMerging, err error) {
	for _, f := range append([]scenario.Feature{everyOutcome(s)}, s.Features...) {
		var feature *string
		if f.Name != "" {
			feature = &f.Name
		}
		type both struct {
			comparisons [2]*dominance.Comparison
			err         error
		}
		compared, _ := await(ctx, func() both {
			comparison, err := compare(s, f)
			if err != nil {
				return both{err: err}
			}
			comparison.Effort = effort
			return both{[2]*dominance.Comparison{comparison, comparison.Reversed()}, nil}
		})
		if compared.err != nil {
			return nil, compared.err
		}
		for i, v := range []verdictOnMerging{
			{Scenario: s.Name, Of: "operator", Over: "mimic", Feature: feature, distance: distance},
			{Scenario: s.Name, Of: "mimic", Over: "operator", Feature: feature, distance: distance},
		} {
			verdict, err := await(ctx, func() dominance.Verdict { return compared.comparisons[i].Verdict(distance) })
			if err != nil { // no time was left even to compare
				verdict, v.Detail = dominance.Unanswered(), notSettled(err)
			}
			list = append(list, v.with(verdict, f.Cells))
		}
	}
	return list, nil
}

// with adds a verdict; cells are the names of its cells.
func (v verdictOnMerging) with(d dominance.Verdict, cells []string) verdictOnMerging {
	v.Status, v.Merging, v.Singular, v.Within = d.Status, d.Merging, d.Singular, d.Within
	v.Constant = constantJSON{d.Constant.Low, d.Constant.High, growth(d.Constant.Unbounded, cells)}
	return v
}

// growth says how the ratio grows without bound; it is empty if it does not.
func growth(g *dominance.Growth, names []string) string {
	word := func(cells []int) string {
		list := make([]string, len(cells))
		for i, c := range cells {
			list[i] = names[c]
		}
		return strings.Join(list, ", ")
	}
	switch {
	case g == nil:
		return ""
	case g.Rare != nil:
		return "the fewer " + names[*g.Rare] + " in a history, the larger"
	case g.Word != nil && len(g.After) > 0:
		return fmt.Sprintf("after %s it grows with each %s", word(g.After), word(g.Word))
	case g.Word != nil:
		return "it grows with each " + word(g.Word)
	case g.All:
		return "mass " + g.Singular.String() + " is singular"
	case g.Singular.IsZero():
		return "some of it is singular"
	}
	return "at least " + g.Singular.String() + " is singular"
}

func dominanceTable(w io.Writer, all []verdictOnMerging) error {
	p := printer{w: w}
	for i, v := range all {
		if i == 0 || all[i-1].Scenario != v.Scenario {
			if i > 0 {
				p.line("")
			}
			p.line("%s", v.Scenario)
		}
		seen := "outcomes"
		if v.Feature != nil {
			seen = *v.Feature
		}
		p.hanging("  ", "      ", seen+": the "+v.Of+" "+v.says())
	}
	return p.err
}

// brief returns a number for people.
func brief(q model.Q) string { return results.Short(q.String()) }

// between returns a range for people, with enough digits to tell its ends apart.
func between(low, high model.Q) string {
	const compared = " < " // Short recognises the sides of a comparison
	return strings.Replace(results.Short(low.String()+compared+high.String()), compared, " to ", 1)
}

// says returns the verdict in words.
func (v *verdictOnMerging) says() string {
	text := "merges " + string(v.Status) + " with the " + v.Over
	if v.Detail != "" {
		return "is undecided beside the " + v.Over + " (" + v.Detail + ")"
	}
	switch v.Status {
	case dominance.Never:
		text = "never merges with the " + v.Over
	case dominance.Undecided:
		text = fmt.Sprintf("is undecided beside the %s: at least %s of it merges, at least %s is singular (--effort narrows that)", v.Over, brief(v.Merging), brief(v.Singular))
	case dominance.Partly:
		text += fmt.Sprintf(": %s of it", brief(v.Merging))
	}
	switch c := v.Constant; {
	case c.Unbounded != "":
		text += "; no constant: " + results.Short(c.Unbounded)
	case c.High == nil:
		text += fmt.Sprintf("; constant at least %s, no bound known", brief(c.Low))
	case c.High.Equal(c.Low):
		text += fmt.Sprintf("; constant %s", brief(c.Low))
	default:
		text += "; constant from " + between(c.Low, *c.High)
	}
	if v.Within != nil {
		text += fmt.Sprintf("; from step %d on within %s", *v.Within, v.distance)
	}
	return text
}
