package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"mimics/model"
	"mimics/properties/cli/audit"
	"mimics/theorems"
)

type auditCommand struct {
	File      string `arg:"" help:"A log: CSV with a header, or JSON lines, also packed by gzip; - for standard input."`
	Outcome   string `help:"The columns of the outcome, with the bins of a number, such as style,len:30,60." default:"outcome"`
	Success   string `help:"The column of success, or a condition: rating>=4, reward>q0.9 for the best tenth, grade=C." default:"success" placeholder:"COL"`
	Context   string `help:"The column of the prompt, which a policy does not choose." placeholder:"COL"`
	Replicate string `help:"Rows that share this column, and the context, are runs of one completion." placeholder:"COL"`
	Cluster   string `help:"One or two columns; rows that share a value are dependent. By default the context, or the pair." placeholder:"COL,COL"`
	Features  string `help:"The columns to compare, such as a,b. By default all others that have few values." placeholder:"COL,COL"`
	Weight    string `help:"The column of the weight of a row." placeholder:"COL"`
	Pair      string `help:"The two outputs of a comparison, the preferred one first, such as chosen,rejected." placeholder:"COL,COL"`
	Closed    bool   `help:"The file shows every outcome that can occur. Otherwise the best one may be missing, and the gap of infinite data has no upper bound."`
	Split     string `help:"The part of the log to tune on, such as 1/2; the rest shows what tuning did." default:"1/2"`
	Above     string `name:"fail-above" help:"Exit 1 if the landing gap may be above this: if the upper end of its range is." placeholder:"X"`
	Seed      uint64 `help:"Seed of the split, of the simulated logs and of the shuffled features." default:"1"`
	Scenario  string `placeholder:"FILE" help:"Also write the sample as a scenario for check."`
	Format    string `enum:"table,json" default:"table" help:"table or json."`
	destination

	share, limit model.Q
}

func (c *auditCommand) Run(s *streams) error {
	err := cmp.Or(c.apart("--scenario", c.Scenario), c.prepare(s, c.File),
		c.mayWrite(s, c.Scenario, isScenario(theorems.NeedMimic|theorems.NeedSuccess), c.File), c.parse())
	if err != nil {
		return err
	}
	table, name, err := c.read(s, c.File)
	if err != nil {
		return err
	}
	table.Closed = c.Closed
	a, err := c.estimate(&table)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if c.Scenario != "" {
		scenario, err := table.Scenario(strings.TrimSuffix(filepath.Base(name), filepath.Ext(name)))
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := s.writeScenario(c.Scenario, &scenario); err != nil {
			return err
		}
	}
	if err := s.write(c.Out, func(w io.Writer) error {
		if c.Format == "json" {
			return writeEstimates(w, a.json())
		}
		p := printer{w: w}
		a.table(&p)
		return p.err
	}); err != nil {
		return err
	}
	if high := a.landing.Gap.High; c.Above != "" && c.limit.Float64() < high {
		s.complain("%s: the landing gap may be %s, above %s", name, decimal(high, 3, 1), c.Above)
		return errUnexpected
	}
	return nil
}

// parse reads the flags that hold numbers.
func (c *auditCommand) parse() (err error) {
	if c.share, err = model.ParseQ(c.Split); err != nil || c.share.Sign() <= 0 || !c.share.Less(model.One) {
		return fmt.Errorf("--split %s, expected a number between 0 and 1, such as 1/2", c.Split)
	}
	if c.Above == "" {
		return nil
	}
	if c.limit, err = model.ParseQ(c.Above); err != nil || c.limit.Sign() < 0 || model.One.Less(c.limit) {
		return fmt.Errorf("--fail-above %s, expected a number from 0 to 1, such as 0.5", c.Above)
	}
	return nil
}

func (c *auditCommand) columns() audit.Columns {
	list := func(text string) []string {
		if text == "" {
			return nil
		}
		return strings.Split(text, ",")
	}
	return audit.Columns{
		Outcome: c.Outcome, Success: c.Success, Context: c.Context, Replicate: c.Replicate, Weight: c.Weight,
		Cluster: list(c.Cluster), Features: list(c.Features), Pair: list(c.Pair),
	}
}

// read reads a log, and suggests a column in place of a mistyped one.
func (c *auditCommand) read(s *streams, file string) (table audit.Table, name string, err error) {
	name, in := inputName(file), s.in
	if file != "-" {
		var opened *os.File
		if opened, err = openInput(file, "a log"); err != nil {
			return table, name, err
		}
		defer opened.Close()
		in = opened
	}
	table, err = audit.Read(name, in, c.columns())
	if missing, ok := errors.AsType[*audit.NoColumn](err); ok {
		if meant, ok := nearest(missing.Name, missing.Columns); ok {
			err = fmt.Errorf("%w; did you mean %s?", err, meant)
		}
	}
	return table, name, err
}

// estimate computes all that the output shows.
func (c *auditCommand) estimate(table *audit.Table) (a audited, err error) {
	result, err := table.Audit()
	if err != nil {
		return a, err
	}
	a = audited{Table: table, Result: result, coverage: table.Simulate(c.Seed)}
	a.landing = table.Land(c.share.Float64(), c.Seed)
	a.features = table.Forecasts(&a.landing, c.Seed)
	a.soft = table.Soften(&a.landing)
	return a, nil
}
