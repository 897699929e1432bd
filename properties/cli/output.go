package cli

import (
	"errors"
	"io"
	"slices"

	"mimics/properties"
	"mimics/properties/cli/results"
)

// output holds the flags for how and where to print results on claims.
type output struct {
	Format      string `help:"How to print: table, json, junit or markdown." enum:"table,json,junit,markdown" default:"table"`
	Verbose     bool   `help:"In the table, every claim with its statement and its evidence."`
	StepSummary bool   `help:"Also append the Markdown to the file that GITHUB_STEP_SUMMARY names."`
	Baseline    string `help:"Compare with an earlier result as JSON; exit 1 if anything got worse." placeholder:"FILE"`
	FailOn      string `help:"When to exit 1: any, if a claim fails; worse, only if something got worse than the baseline." enum:"any,worse" default:"any"`
	destination

	summary string    // the file that the variable GITHUB_STEP_SUMMARY names
	earlier *baseline // nil if there is none
}

// prepare reads what print needs, so that errors come before a long run, not after. The inputs are the files that the
// command reads besides the baseline.
func (o *output) prepare(s *streams, inputs ...string) (err error) {
	if o.FailOn == "worse" && o.Baseline == "" {
		return errors.New("--fail-on worse without --baseline, expected an earlier result to compare with")
	}
	if o.Baseline != "" {
		inputs = append(slices.Clone(inputs), o.Baseline)
	}
	if err := o.mayWrite(s, o.Out, isResult, inputs...); err != nil {
		return err
	}
	if o.StepSummary {
		if o.summary, err = summaryFile(); err != nil {
			return err
		}
		if s.reads(o.summary, inputs) {
			return inputError(o.summary)
		}
		if err := o.apart("the file that "+summaryVariable+" names", o.summary); err != nil {
			return err
		}
	}
	if o.Baseline != "" {
		o.earlier, err = s.readBaseline(o.Baseline)
	}
	return err
}

// print writes the report on the selected claims. It returns an error if a claim is not as expected or got worse.
func (o *output) print(s *streams, r *report, p patterns) error {
	if o.earlier != nil {
		r.changes = o.earlier.compare(s.theory, r, p)
	}
	r.coloured = o.Out == "" && s.coloured() // any program may read a file
	if o.Out == "" && isTerminal(s.out) {
		r.columns = s.wide()
	}
	table := r.answer
	if o.Verbose {
		table = r.table
	}
	render := map[string]func(io.Writer) error{"table": table, "json": r.json, "junit": r.junit, "markdown": r.markdown}
	if err := s.write(o.Out, render[o.Format]); err != nil {
		return err
	}
	if o.summary != "" {
		if err := s.appendTo(o.summary, r.markdown); err != nil {
			return err
		}
	}
	if r.changes != nil && (o.Format == "json" || o.Format == "junit") { // these have no place for changes
		if err := r.changes.table(s.err, s.colour.on(s.err)); err != nil {
			return err
		}
	}
	if (r.OK || o.FailOn == "worse") && !r.changes.worse() {
		return nil
	}
	if o.unseen(o.Format) {
		s.complain("%s", r.complaint())
	}
	return errUnexpected
}

// results lists the results without the findings, which only merge needs.
func (r *report) results() []properties.Result {
	list := make([]properties.Result, len(r.Claims))
	for i, c := range r.Claims {
		list[i] = c.Result
	}
	return list
}

func (r *report) json(w io.Writer) error { return writeJSON(w, r) }

func (r *report) junit(w io.Writer) error { return results.JUnit(w, r.results()) }

func (r *report) markdown(w io.Writer) error {
	if _, err := io.WriteString(w, results.Card(r.results())); err != nil || r.changes == nil {
		return err
	}
	return r.changes.markdown(w)
}
