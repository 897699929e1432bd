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
	"mimics/properties/gc"
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
	Against   string `help:"The log of the tuned policy: a file, or COL=VALUE for rows of this one. Compares features before and after." placeholder:"FILE"`
	Gold      string `help:"The success that is meant, if --success is a stand-in for it, written alike, such as gold>=1." placeholder:"COL"`
	Logp      string `help:"The log-probabilities of the row's output before and after tuning, such as base,tuned." placeholder:"COL,COL"`
	Tolerance string `help:"The distance (TV) up to which a feature counts as kept." default:"0.1"`
	Lost      bool   `name:"fail-on-lost" help:"Exit 1 if a feature is lost."`
	Closed    bool   `help:"The file shows every outcome that can occur. Otherwise the best one may be missing, and the gap of infinite data has no upper bound."`
	Split     string `help:"The part of the log to tune on, such as 1/2; the rest shows what tuning did." default:"1/2"`
	Above     string `name:"fail-above" help:"Exit 1 if the landing gap may be above this: if the upper end of its range is." placeholder:"X"`
	Seed      uint64 `help:"Seed of the split, of the simulated logs and of the shuffled features." default:"1"`
	Scenario  string `placeholder:"FILE" help:"Also write the sample as a scenario for check."`
	Plot      string `placeholder:"DIR" help:"Also draw success and gap over the strength of tuning, and features before and after, into a folder."`
	Format    string `enum:"table,json,markdown" default:"table" help:"table, json or markdown."`
	destination

	share, limit, tolerance model.Q
}

func (c *auditCommand) Run(s *streams) error {
	err := cmp.Or(c.apart("--scenario", c.Scenario), c.prepare(s, c.inputs()...),
		c.mayWrite(s, c.Scenario, isScenario(theorems.NeedMimic|theorems.NeedSuccess), c.inputs()...), c.parse())
	if err != nil {
		return err
	}
	// A log fills most of the memory with numbers, which the collector does not have to look at.
	defer gc.Percent(20)()
	table, name, err := c.read(s, c.File, c.columns())
	if err != nil {
		return err
	}
	table.Closed = c.Closed
	tuned, err := c.tuned(s, &table)
	if err != nil {
		return err
	}
	a, err := c.estimate(&table, tuned)
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
	if err := c.plot(s, &a); err != nil {
		return err
	}
	if err := s.write(c.Out, func(w io.Writer) error {
		switch c.Format {
		case "json":
			return writeEstimates(w, a.json())
		case "markdown":
			return a.markdown(w)
		}
		p := printer{w: w}
		a.table(&p)
		return p.err
	}); err != nil {
		return err
	}
	return c.gate(s, name, &a)
}

// gate complains if the audit is against what the flags allow.
func (c *auditCommand) gate(s *streams, name string, a *audited) error {
	fails := false
	if high := a.landing.Gap.High; c.Above != "" && c.limit.Float64() < high {
		s.complain("%s: the landing gap may be %s, above %s", name, decimal(high, 3, 1), c.Above)
		fails = true
	}
	if lost := a.withVerdict(audit.Lost); c.Lost && len(lost) > 0 {
		s.complain("%s: lost: %s", name, strings.Join(lost, ", "))
		fails = true
	}
	if fails {
		return errUnexpected
	}
	return nil
}

// inputs lists the files that are read.
func (c *auditCommand) inputs() []string {
	if c.otherFile() {
		return []string{c.File, c.Against}
	}
	return []string{c.File}
}

// parse reads the flags that hold numbers.
func (c *auditCommand) parse() (err error) {
	if c.share, err = model.ParseQ(c.Split); err != nil || c.share.Sign() <= 0 || !c.share.Less(model.One) {
		return fmt.Errorf("--split %s, expected a number between 0 and 1, such as 1/2", c.Split)
	}
	if c.tolerance, err = rateOf("--tolerance", c.Tolerance, "0.1"); err != nil {
		return err
	}
	if c.Lost && c.Against == "" {
		return errors.New("--fail-on-lost without --against, expected the log of the tuned policy")
	}
	if c.Above == "" {
		return nil
	}
	c.limit, err = rateOf("--fail-above", c.Above, "0.5")
	return err
}

// rateOf reads a number from 0 to 1.
func rateOf(flag, text, example string) (model.Q, error) {
	rate, err := model.ParseQ(text)
	if err != nil || rate.Sign() < 0 || model.One.Less(rate) {
		return rate, fmt.Errorf("%s %s, expected a number from 0 to 1, such as %s", flag, text, example)
	}
	return rate, nil
}

func (c *auditCommand) columns() audit.Columns {
	list := func(text string) []string {
		if text == "" {
			return nil
		}
		return strings.Split(text, ",")
	}
	columns := audit.Columns{
		Outcome: c.Outcome, Success: c.Success, Gold: c.Gold, Weight: c.Weight,
		Context: c.Context, Replicate: c.Replicate,
		Cluster: list(c.Cluster), Features: list(c.Features), Pair: list(c.Pair), LogP: list(c.Logp),
	}
	if !c.otherFile() {
		columns.Against = c.Against
	}
	return columns
}

// otherFile reports whether the log of the tuned policy is another file, and not rows of the same.
func (c *auditCommand) otherFile() bool {
	if c.Against == "" || !strings.Contains(c.Against, "=") {
		return c.Against != ""
	}
	_, err := os.Stat(c.Against)
	return err == nil
}

// tuned returns the log of the tuned policy, or nil if there is none. It is judged by the base: its features are those,
// and a quantile is that of the base.
func (c *auditCommand) tuned(s *streams, base *audit.Table) (*audit.Table, error) {
	if !c.otherFile() {
		return base.Tuned, nil
	}
	columns := base.Columns
	columns.LogP, columns.Features = nil, []string{}
	for _, f := range base.Features {
		columns.Features = append(columns.Features, f.Name)
	}
	table, name, err := c.read(s, c.Against, columns)
	if err != nil {
		return nil, err
	}
	table.Judge(base)
	if table.Total.Successes == 0 {
		err = fmt.Errorf("%s: no successes, expected some: there is nothing to compare", name)
	}
	return &table, err
}

// read reads a log, and suggests a column in place of a mistyped one.
func (c *auditCommand) read(s *streams, file string, columns audit.Columns) (
	table audit.Table, name string, err error) {
	name, in := inputName(file), s.in
	if file != "-" {
		var opened *os.File
		if opened, err = openInput(file, "a log"); err != nil {
			return table, name, err
		}
		defer opened.Close()
		in = opened
	}
	table, err = audit.Read(name, in, columns)
	if missing, ok := errors.AsType[*audit.NoColumn](err); ok {
		if meant, ok := nearest(missing.Name, missing.Columns); ok {
			err = fmt.Errorf("%w; did you mean %s?", err, meant)
		}
	}
	return table, name, err
}

// estimate computes all that the output shows.
func (c *auditCommand) estimate(table, tuned *audit.Table) (a audited, err error) {
	result, err := table.Audit()
	if err != nil {
		return a, err
	}
	a = audited{Table: table, Result: result}
	if !table.Dependent() {
		a.coverage = table.Simulate(c.Seed)
	}
	a.landing = table.Land(c.share.Float64(), c.Seed)
	a.features = table.Forecasts(&a.landing, c.Seed)
	a.soft = table.Soften(&a.landing)
	a.replicates, a.bestOf, a.thresholds = table.Replicates(), table.BestOfN(), table.Thresholds(&a.landing)
	if tuned != nil {
		against := table.Compare(tuned, c.tolerance.Float64(), c.Seed)
		a.against = &against
	}
	return a, nil
}
