package cli

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"mimics/properties/cli/experiment"
	"mimics/properties/cli/learn"
	"mimics/properties/cli/results"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

// experimentCommand tries the essay, in the program of any theory.
type experimentCommand struct {
	Which    string   `arg:"" optional:"" enum:"all,transfer,compilability,control" default:"all" help:"transfer, compilability, control, or all."`
	Corpus   []string `placeholder:"DIR" sep:"none" help:"Folders of Go source to learn from; default: some of the standard library."`
	Orders   string   `help:"Orders of the n-grams, such as 0-6 or 1,3; default: 0-6 for transfer, 1-3 for the others."`
	Runs     int      `help:"Number of runs, 1 to 5; each holds out another part of the corpus, learns and draws." default:"5"`
	Samples  int      `help:"Statements drawn from each mimic." default:"6000"`
	Seed     uint64   `help:"Seed of the samples." default:"1"`
	Scenario string   `placeholder:"FILE" help:"Also write an order-1 mimic as a scenario for check."`
	Format   string   `enum:"table,json" default:"table" help:"table or json."`
	destination
}

// findings are the results of the experiments.
type findings struct {
	OK         bool   `json:"ok"` // whether every statement that is certain for empirical laws holds
	Version    string `json:"version"`
	Corpus     string `json:"corpus"`
	Folders    int    `json:"folders"`
	Statements int    `json:"statements"`
	Skipped    int    `json:"skipped"`
	Runs       int    `json:"runs"`
	Samples    int    `json:"samples"`
	Seed       uint64 `json:"seed"`
	experiment.Results
}

// empiricalLaws says why an experiment fails.
const empiricalLaws = "a statement that is certain for empirical laws does not hold"

const maxSamples = 1_000_000

func (c *experimentCommand) Run(s *streams) error {
	switch {
	case c.Samples < 2 || c.Samples > maxSamples:
		return fmt.Errorf("--samples %d, expected 2 to %d", c.Samples, maxSamples)
	case c.Runs < 1 || c.Runs > experiment.Splits:
		return fmt.Errorf("--runs %d, expected 1 to %d", c.Runs, experiment.Splits)
	}
	const parts = theorems.NeedSources | theorems.NeedNature | theorems.NeedOperator | theorems.NeedMimic |
		theorems.NeedHorizon
	if err := cmp.Or(c.apart("--scenario", c.Scenario), c.prepare(s, c.Corpus...),
		c.mayWrite(s, c.Scenario, isScenario(parts), c.Corpus...)); err != nil {
		return err
	}
	many, err := ordersIn(c.Orders, "0-6")
	if err != nil {
		return err
	}
	few, err := ordersIn(c.Orders, "1-3")
	if err != nil {
		return err
	}
	dirs, name := c.Corpus, strings.Join(c.Corpus, ", ")
	if len(dirs) == 0 {
		var version string
		if dirs, version, err = experiment.StandardLibrary(s); err != nil {
			return err
		}
		name = "the standard library of " + version
	}
	corpus, err := experiment.Read(dirs)
	if err != nil {
		return err
	}
	if corpus.Files.Files > 0 {
		s.warn("files skipped: %d, the first one %v", corpus.Files.Files, corpus.Files.First)
	}
	if c.Scenario != "" {
		if err := c.export(s, corpus); err != nil {
			return err
		}
	}
	setting := func(orders []int) experiment.Setting {
		return experiment.Setting{Orders: orders, Samples: c.Samples, Seed: c.Seed}
	}
	stop := s.ticking("experiments")
	results, err := experiment.Try(s, c.Which, corpus, c.Runs, setting(many), setting(few))
	stop()
	if err != nil {
		return err
	}
	f := findings{
		OK: results.OK(), Version: version(), Corpus: name, Folders: len(dirs), Statements: corpus.Statements,
		Skipped: corpus.Files.Files, Runs: c.Runs, Samples: c.Samples, Seed: c.Seed, Results: results,
	}
	err = s.write(c.Out, func(w io.Writer) error {
		if c.Format == "json" {
			return writeEstimates(w, f)
		}
		return f.table(w)
	})
	if err == nil && !f.OK {
		if c.unseen(c.Format) { // a table already says so
			s.complain("%s", empiricalLaws)
		}
		err = errUnexpected
	}
	return err
}

func (c *experimentCommand) export(s *streams, corpus experiment.Corpus) error {
	scenario, err := corpus.Scenario()
	if err != nil {
		return err
	}
	return s.writeScenario(c.Scenario, &scenario)
}

// ordersIn reads orders: numbers and ranges, separated by commas, each order once. An empty text means the default.
func ordersIn(text, otherwise string) ([]int, error) {
	if text == "" {
		text = otherwise
	}
	wrong := fmt.Errorf("--orders %q, expected orders from 0 to %d such as 0-6 or 1,3", text, learn.MaxOrder)
	var orders []int
	for part := range strings.SplitSeq(text, ",") {
		first, last, isRange := strings.Cut(part, "-")
		if !isRange {
			last = first
		}
		from, err1 := strconv.ParseUint(first, 10, 8)
		to, err2 := strconv.ParseUint(last, 10, 8)
		if err1 != nil || err2 != nil || from > to || to > learn.MaxOrder {
			return nil, wrong
		}
		for order := from; order <= to; order++ {
			if slices.Contains(orders, int(order)) {
				return nil, wrong
			}
			orders = append(orders, int(order))
		}
	}
	return orders, nil
}

// table prints the findings for people.
func (f findings) table(w io.Writer) error {
	p := printer{w: w}
	low, high := f.copies()
	p.wrapped("", fmt.Sprintf("%d natural statements of %s; folders: %d. Runs: %d. Each holds out another fifth; %d to %d %% of it "+
		"are copies, as token kinds, of statements learnt from.", f.Statements, f.Corpus, f.Folders, f.Runs, low, high))
	p.wrapped("", fmt.Sprintf("%d statements from each mimic, seed %d. 0.123(4) is 0.123 on average over the runs, and the 95 %% interval "+
		"of no run reaches farther from it than 4 units of the last place. The interval of a run holds fixed what was learnt, and "+
		"takes statements as drawn independently; only the runs differ in what was learnt.", f.Samples, f.Seed))
	if f.Transfer != nil {
		f.transfer(&p)
	}
	for _, table := range f.Compilability {
		p.compilability(table)
	}
	for _, table := range f.Control {
		p.control(table)
	}
	if !f.OK {
		p.line("")
		p.line("NOT AS EXPECTED: %s.", empiricalLaws)
	}
	return p.err
}

// copies returns the smallest and the largest share, over the runs, of the statements held out that occur among the
// statements learnt from, in percent.
func (f findings) copies() (low, high int) {
	low = 100
	for _, s := range f.Splits {
		low, high = min(low, 100*s.Copies/s.HeldOut), max(high, (100*s.Copies+s.HeldOut-1)/s.HeldOut)
	}
	return low, high
}

// columns prints rows of cells in columns. The first row has the heads.
func (p *printer) columns(rows ...[]string) {
	if p.err != nil {
		return
	}
	t := tabwriter.NewWriter(p.w, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = scenario.Shown(cell)
		}
		if _, p.err = fmt.Fprintln(t, "  "+strings.Join(cells, "\t")); p.err != nil {
			return
		}
	}
	p.err = t.Flush()
}

func (f findings) transfer(p *printer) {
	heads := func(names ...string) [][]string { return [][]string{append([]string{"order"}, names...)} }
	shown := heads("contexts", "call", "comma", "selector", "length")
	costs := heads("all", "no copies")
	tried := heads("own", "transferred", "gap", "TV")
	exact := heads("gap", "2·TV")
	for _, r := range f.Transfer {
		name, contexts := "world", "" // the natural data against themselves
		if r.Order >= 0 {
			name, contexts = fmt.Sprint(r.Order), estimated(r.Contexts, 0)
			costs = append(costs, []string{name, estimated(r.Loss, 3), estimated(r.Novel, 3)})
		}
		row := []string{name, contexts}
		for _, feature := range shown[0][2:] {
			row = append(row, estimated(r.Forecasts[feature], 3))
		}
		shown = append(shown, row)
		tried = append(tried, []string{name, estimated(r.Own, 3), estimated(r.Transferred, 3), estimated(r.Gap, 4),
			estimated(r.TV, 3)})
		exact = append(exact, []string{name, results.Short(r.Theorem.Left),
			results.Short(r.Theorem.Right) + fails(r.Theorem.Holds && r.Within)})
	}
	for _, t := range []struct {
		title string
		rows  [][]string
	}{
		{"transfer: the operator's forecast of each feature against what the mimic shows, TV", shown},
		{"transfer: cross-entropy of the mimic on the statements held out, nats per token: on all of them, and on those that are no copies " +
			"of statements learnt from", costs},
		{"transfer: is it an assignment? How often classifiers that see the features are right on fresh mimic data, learnt from mimic " +
			"data and from natural data; and the TV of features and label", tried},
		{"transfer/bound on the counts, exactly, in the first run (asserted in all): the gap of classifiers that are " +
			"tested on the data that they learnt from is at most 2·TV", exact},
	} {
		p.line("")
		p.wrapped("", t.title)
		p.columns(t.rows...)
	}
}

func (p *printer) compilability(table experiment.CompilabilityTable) {
	p.line("")
	p.wrapped("", fmt.Sprintf("compilability, order %d: how tuning towards statements that parse changes the tokens per statement, those per "+
		"statement that parses (parsed), the different statements per draw (types), and TV from p(·|success)", table.Order))
	rows := [][]string{{"tuning", "parses", "tokens", "parsed", "types", "TV", "free"}}
	for _, r := range table.Rows {
		rows = append(rows, []string{
			r.Tuning, estimated(r.Success, 3), estimated(r.Length, 2), estimated(r.Parsed, 2),
			estimated(r.Distinct, 2), estimated(r.TV, 3), estimated(r.Free, 2),
		})
	}
	p.columns(rows...)
	if table.Least.N > 0 {
		p.wrapped("  ", fmt.Sprintf("An n-gram of order %d that always parses leaves out at least %s of the draws from p(·|success), in TV, as "+
			"they are at odds with each other or, where they are not free, with themselves.", table.Order, estimated(table.Least, 3)))
	}
}

func (p *printer) control(table experiment.ControlTable) {
	p.line("")
	p.wrapped("", fmt.Sprintf("control, order %d: a statement that parses succeeds if each of its calls does, with chance %s; P(R=0) = %s, "+
		"lucky successes 1 - c = %s", table.Order, table.Call, estimated(table.Rate, 3), estimated(table.Lucky, 3)))
	rows := [][]string{{"rounds", "with a call", "TV from the forecast", "on the empirical law"}}
	for _, r := range table.Rows {
		name := fmt.Sprint(r.Rounds)
		if r.Rounds == 0 {
			name = "hard"
		}
		rows = append(rows, []string{name, estimated(r.Calls, 3), estimated(r.TV, 3), estimated(r.Approx, 3)})
	}
	p.columns(rows...)
	for _, t := range table.Theorems {
		p.line("  %s: %s%s", strings.TrimSpace(t.Claim+" "+t.Part), results.Short(t.Left+" = "+t.Right), fails(t.Holds))
	}
}

// estimated writes a number, followed by the distance to the farther end of its interval in units of the last place. It
// writes fewer places if the distance would have three digits, and "–" if there is no estimate.
func estimated(e experiment.Estimate, places int) string {
	if e.N == 0 {
		return "–"
	}
	for {
		unit := math.Pow10(-places)
		// The conversion keeps the compiler from fusing the product with the difference below.
		shown := float64(math.Round(e.Value/unit) * unit)
		reach := max(0, math.Ceil(max(shown-e.Low, e.High-shown)/unit-1e-6)) // 1e-6 allows for rounding
		if reach < 100 || places == 0 {
			return fmt.Sprintf("%.*f(%.0f)", places, shown, reach)
		}
		places--
	}
}

func fails(holds bool) string {
	if holds {
		return ""
	}
	return " FAILS"
}
