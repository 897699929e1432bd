package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"mimics/model"
	"mimics/properties/cli/numbers"
	"mimics/properties/cli/results"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

type checkCommand struct {
	Files []string `arg:"" name:"file" help:"Scenario files; - is standard input. An argument that is no file and names claims, such as ${claim}, selects them as --claim does."`
	selection
	Format string `help:"How to print: table or json." enum:"table,json" default:"table"`

	destination
	AllowVacuous bool `help:"Exit 0 even if no claim could be tried on a scenario."`
	Normalize    bool `help:"Divide the weights of every distribution by their sum, such as counts or rounded numbers."`
}

// row is one relation of one claim on one scenario, as JSON. Sides are null if the claim is vacuous or inapplicable.
type row struct {
	Scenario string             `json:"scenario"`
	Claim    string             `json:"claim"`
	Part     string             `json:"part"`
	Outcome  theorems.Outcome   `json:"outcome"`
	Relation theorems.Relation  `json:"relation"`
	Left     *string            `json:"left"`
	Right    *string            `json:"right"`
	Exact    bool               `json:"exact"`
	Approx   *[2]*float64       `json:"approx"`
	Detail   string             `json:"detail"`
	Covers   *theorems.Coverage `json:"covers"` // null if the row covers the horizon
	expect   theorems.Expectation
	file     int       // the number of the file, because two can have the same name
	shown    [2]string // left and right, for people
}

func (c *checkCommand) Run(s *streams) error {
	files, only := c.split(s.theory)
	claims, err := s.choose(only)
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return fmt.Errorf("expected a scenario file beside %s", strings.Join(only, ", "))
	}
	if err := c.prepare(s, files...); err != nil {
		return err
	}
	scenarios := make([]scenario.Scenario, len(files))
	for i, name := range files {
		if scenarios[i], err = s.readScenario(name, c.Normalize); err != nil {
			meant := claimMeant(s.theory, name)
			if errors.Is(err, fs.ErrNotExist) && (meant != seeList || filepath.Ext(name) == "") {
				err = fmt.Errorf("%w, and it matches no claim, %s", err, meant)
			}
			return err
		}
	}
	rows, asExpected := []row{}, true
	coverages := make([]coverage, len(scenarios))
	for i := range scenarios {
		for j := range claims {
			tried, settled := tryUntil(s, &claims[j], &scenarios[i])
			if settled {
				coverages[i].add(&claims[j], &scenarios[i], tried)
			} else {
				coverages[i].unsettled++
				asExpected = false
			}
			for _, r := range tried {
				r.file = i
				rows, asExpected = append(rows, r), asExpected && !r.counterexample() && r.Outcome != theorems.Undecided
			}
		}
	}
	render := func(w io.Writer) error { return writeJSON(w, rows) }
	if c.Format == "table" {
		found := make([][]string, len(scenarios)) // lines about each scenario
		for i := range scenarios {
			line, err := await(s, func() string { return mergingLine(&scenarios[i]) })
			if err != nil && decidedInPassing(&scenarios[i]) {
				line, asExpected = "how much of the operator merges with the mimic is "+notSettled(err), false
			}
			tuned, err := await(s, func() []string { return tuningLines(&scenarios[i]) })
			if err != nil {
				tuned, asExpected = []string{"what tuning leads to is " + notSettled(err)}, false
			}
			found[i] = slices.DeleteFunc(append(tuned, line), func(line string) bool { return line == "" })
		}
		render = func(w io.Writer) error { return checkTable(w, rows, coverages, found, c.Out == "" && s.coloured()) }
	}
	if err := s.write(c.Out, render); err != nil {
		return err
	}
	// A table on standard output has shown them already.
	if complaint := counterexamples(rows, len(claims)); complaint != "" && c.unseen(c.Format) {
		s.complain("%s", complaint)
	}
	for i := range coverages {
		if coverages[i].unsettled > 0 && c.unseen(c.Format) {
			s.complain("%s: %d of %d claims were not settled", inputName(files[i]), coverages[i].unsettled, len(claims))
		}
		if coverages[i].undecided > 0 && c.unseen(c.Format) {
			s.complain("%s: %d of %d claims are undecided", inputName(files[i]), coverages[i].undecided, len(claims))
		}
		if coverages[i].tried+coverages[i].undecided+coverages[i].unsettled == 0 && !c.AllowVacuous {
			asExpected = false
			s.warn("%s: %s (--allow-vacuous accepts that)", inputName(files[i]), coverages[i].nothing())
		}
	}
	if !asExpected {
		return errUnexpected
	}
	return nil
}

// counterexamples says in one line which claims have a counterexample, given the number of all claims. It is empty if
// none has one.
func counterexamples(rows []row, claims int) string {
	var failed []string
	for i := range rows {
		if rows[i].counterexample() && !slices.Contains(failed, rows[i].Claim) {
			failed = append(failed, rows[i].Claim)
		}
	}
	if len(failed) == 0 {
		return ""
	}
	return claimsFailed(failed, claims)
}

// coverage counts the selected claims by their outcome on one scenario.
type coverage struct {
	tried, vacuous, inapplicable int
	undecided                    int           // a comparison of theirs could not be decided
	unsettled                    int           // the time was up, so that they have no outcome
	lacks                        theorems.Need // the parts that inapplicable claims need and the scenario lacks
	parameters                   []string      // the parameters that they need and it lacks
}

func (c *coverage) add(claim *theorems.Claim, s *scenario.Scenario, rows []row) {
	is := func(outcomes ...theorems.Outcome) bool {
		return slices.ContainsFunc(rows, func(r row) bool { return slices.Contains(outcomes, r.Outcome) })
	}
	switch {
	case is(theorems.Undecided):
		c.undecided++
	case is(theorems.Held, theorems.Failed):
		c.tried++
	case is(theorems.Vacuous):
		c.vacuous++
	default:
		c.inapplicable++
		parts, parameters := claim.Missing(s)
		c.lacks |= parts
		for _, name := range parameters {
			if !slices.Contains(c.parameters, name) {
				c.parameters = append(c.parameters, name)
			}
		}
	}
}

// missing lists what the inapplicable claims need and the scenario lacks.
func (c *coverage) missing() string {
	names := c.parameters
	if c.lacks != 0 {
		names = append([]string{c.lacks.String()}, names...)
	}
	return strings.Join(names, ", ")
}

// nothing says why no claim was tried.
func (c *coverage) nothing() string {
	text := fmt.Sprintf("no claim was tried, %d vacuous, %d not applicable", c.vacuous, c.inapplicable)
	if missing := c.missing(); missing != "" {
		text += "; lacks: " + missing
	}
	return text
}

// split separates the arguments that are files from those that name claims. An argument names claims if there is no
// file of that name.
func (c *checkCommand) split(theory theorems.Registry) (files []string, only patterns) {
	only = patternsIn(c.Claim...)
	for _, argument := range c.Files {
		named := patternsIn(argument)
		if _, err := os.Stat(argument); err != nil && slices.ContainsFunc(ids(theory), named.has) {
			only = append(only, named...)
		} else {
			files = append(files, argument)
		}
	}
	return files, only
}

// tryUntil tries the claim on the scenario. A claim that is not settled when the context ends is vacuous.
func tryUntil(ctx context.Context, claim *theorems.Claim, s *scenario.Scenario) (rows []row, settled bool) {
	rows, err := await(ctx, func() []row { return newRows(s, claim, claim.Try(s)) })
	if err != nil {
		return newRows(s, claim, claim.NotSettled(whyEnded(err))), false
	}
	return rows, true
}

func newRows(s *scenario.Scenario, claim *theorems.Claim, verdicts []theorems.Verdict) (rows []row) {
	for _, v := range verdicts {
		rows = append(rows, newRow(s, claim, v))
	}
	return rows
}

// counterexample reports whether the row shows that the theory is wrong.
func (r *row) counterexample() bool {
	return r.Outcome == theorems.Failed && r.expect == theorems.Holds
}

func newRow(s *scenario.Scenario, claim *theorems.Claim, v theorems.Verdict) row {
	r := row{
		Scenario: s.Name, Claim: claim.ID, Part: v.Name, Outcome: v.Outcome, Relation: v.Relation, Detail: v.Detail(),
		Exact: true, expect: claim.Expected(&v.Part),
	}
	if v.Covers != (theorems.Coverage{}) {
		r.Covers = &v.Covers
	}
	if v.Settled() {
		left, leftExact := within(v.Left, v.LeftWithin)
		right, rightExact := within(v.Right, v.RightWithin)
		r.Left, r.Right, r.Exact, r.shown = &left, &right, leftExact && rightExact, [2]string{left, right}
		if v.LeftWithin == nil && v.RightWithin == nil {
			r.shown[0], r.shown[1] = v.Shown()
		}
		r.Approx = &[2]*float64{finite(v.Left), finite(v.Right)}
	}
	return r
}

// within returns the text of a side, or of its enclosure.
func within(l model.Log, bounds *model.Enclosure) (text string, exact bool) {
	if bounds == nil {
		return numbers.Side(l)
	}
	return numbers.Enclosed(*bounds), false
}

// finite returns l as a float for people, or nil if it is infinite, which JSON cannot express.
func finite(l model.Log) *float64 {
	f := l.Float64()
	if math.IsInf(f, 0) || math.IsNaN(f) {
		return nil
	}
	return &f
}

// tuningLines say what tuning on the scenario's success leads to. There are none if nothing succeeds, if the tilt
// forbids all that the mimic does or if the history is impossible.
func tuningLines(s *scenario.Scenario) []string {
	if s.Success == nil {
		return nil
	}
	found, err := theorems.NewTuning(s, nil)
	if err != nil || found.C == nil {
		return nil
	}
	t := tuning{s, found}
	return []string{t.past(), t.hard(), t.says(&t.Along[len(t.Along)-1])}
}

// checkTable prints the lines found about each scenario, the rows of the claims that apply, counterexamples first, and
// the number of claims that do not apply.
func checkTable(w io.Writer, rows []row, coverages []coverage, found [][]string, coloured bool) error {
	p := printer{w: w, coloured: coloured}
	for start := 0; start < len(rows); {
		end := start
		for end < len(rows) && rows[end].file == rows[start].file {
			end++
		}
		if start > 0 {
			p.line("")
		}
		p.line("%s", rows[start].Scenario)
		for _, line := range found[rows[start].file] {
			p.wrapped("  ", line)
		}
		shown := failuresFirst(rows[start:end])
		var reasons []string
		vacuous := map[string][]string{} // the claims by reason
		for i, r := range shown {
			switch {
			case r.Outcome == theorems.Inapplicable:
			case r.Outcome != theorems.Vacuous:
				p.row(r)
			case i > 0 && shown[i-1].Claim == r.Claim: // all parts of a claim are vacuous for the same reason
			default:
				if vacuous[r.Detail] == nil {
					reasons = append(reasons, r.Detail)
				}
				vacuous[r.Detail] = append(vacuous[r.Detail], r.Claim)
			}
		}
		for _, reason := range reasons {
			verdict := "  " + p.verdict(string(theorems.Vacuous), 0) + ": "
			p.hanging(verdict, "  ", strings.Join(vacuous[reason], ", "))
			p.wrapped("      ", results.Short(reason))
		}
		if c := coverages[rows[start].file]; c.inapplicable > 0 {
			p.wrapped("  ", fmt.Sprintf("not applicable: %d claims, for lack of %s", c.inapplicable, c.missing()))
		}
		start = end
	}
	return p.err
}

// failuresFirst lists the rows, first those of claims with a counterexample.
func failuresFirst(rows []row) []row {
	failed := map[string]bool{}
	for i := range rows {
		failed[rows[i].Claim] = failed[rows[i].Claim] || rows[i].counterexample()
	}
	return slices.SortedStableFunc(slices.Values(rows), func(a, b row) int {
		switch {
		case failed[a.Claim] == failed[b.Claim]:
			return 0
		case failed[a.Claim]:
			return -1
		}
		return 1
	})
}

// failsAgainst is the table's word for a counterexample to the theory.
const failsAgainst = "FAILS"

func (p *printer) row(r row) {
	name := r.Claim
	if r.Part != "" {
		name += " " + r.Part
	}
	outcome := string(r.Outcome)
	switch {
	case r.counterexample():
		outcome = failsAgainst
	case r.expect == theorems.Refuted && r.Outcome == theorems.Failed:
		outcome = "refuted"
	case r.expect == theorems.Exists && r.Outcome == theorems.Failed:
		outcome = "no"
	}
	if r.Left == nil {
		p.line("  %-35s %s", name, p.verdict(outcome, 0))
	} else {
		sign := r.Relation.Sign(r.Outcome == theorems.Held)
		if r.Outcome == theorems.Undecided {
			sign = "?"
		}
		first := painted(fmt.Sprintf("  %-35s ", scenario.Shown(name))) + p.verdict(outcome, 8) + " "
		p.hanging(first, "      ",
			results.Short(fmt.Sprintf("%s %s %s", r.shown[0], sign, r.shown[1])))
	}
	if r.Detail != "" {
		p.wrapped("      ", results.Short(r.Detail))
	}
}
