package cli

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"mimics/properties/cli/experiment"
	"mimics/properties/cli/learn"
	"mimics/theorems"
)

// experimentCommand tries the essay, in the program of any theory.
type experimentCommand struct {
	Which    string   `arg:"" optional:"" enum:"all,transfer,compilability,control,feedback" default:"all" help:"transfer, compilability, control, feedback, or all."`
	Language string   `enum:"code,docs" default:"code" help:"What to learn from: code, the simple statements of Go as kinds of token; or docs, the English sentences of doc comments as words and kinds of word."`
	Corpus   []string `placeholder:"DIR" sep:"none" help:"Folders of Go source to learn from, or a folder with go.mod for all packages of the module; default: some of the standard library."`
	Orders   string   `help:"Orders of the n-grams, such as 0-6 or 1,3; default: 0-6 for transfer, 1-3 for the others."`
	Cells    int      `help:"Cells of the neural networks, 0 to 256; 0 leaves them out." default:"32"`
	Epochs   int      `help:"How often a network sees each statement that it learns from." default:"3"`
	Steps    int      `help:"Steps of policy gradient that tune a network." default:"60"`
	Runs     int      `help:"Number of runs, 1 to 5; each holds out another part of the corpus, learns and draws." default:"5"`
	Samples  int      `help:"Statements drawn from each mimic." default:"6000"`
	Seed     uint64   `help:"Seed of all random numbers." default:"1"`
	Scenario string   `placeholder:"FILE" help:"Also write an order-1 mimic as a scenario for check."`
	Format   string   `enum:"table,json,markdown" default:"table" help:"table, json or markdown. A table shows each row as soon as it is known."`
	destination
}

// findings are the results of the experiments.
type findings struct {
	OK         bool   `json:"ok"` // whether every statement that is certain for empirical laws holds
	Version    string `json:"version"`
	Language   string `json:"language"`
	Corpus     string `json:"corpus"`
	Folders    int    `json:"folders"`
	Statements int    `json:"statements"`
	LeftOut    int    `json:"left_out"` // natural sentences that do not succeed
	Skipped    int    `json:"skipped"`
	Runs       int    `json:"runs"`
	Samples    int    `json:"samples"`
	Seed       uint64 `json:"seed"`
	Cells      int    `json:"cells"`
	Epochs     int    `json:"epochs"`
	Steps      int    `json:"steps"`
	experiment.Results
}

// empiricalLaws says why an experiment fails.
const empiricalLaws = "a statement that is certain for empirical laws does not hold"

// The largest values of flags.
const (
	maxSamples = 1_000_000
	maxCells   = 256
	maxEpochs  = 1000
	maxSteps   = 1_000_000
)

func (c *experimentCommand) Run(s *streams) error {
	for _, flag := range []struct {
		name                 string
		given, least, atMost int
	}{
		{"samples", c.Samples, 2, maxSamples}, {"runs", c.Runs, 1, experiment.Splits},
		{"cells", c.Cells, 0, maxCells}, {"epochs", c.Epochs, 1, maxEpochs}, {"steps", c.Steps, 1, maxSteps},
	} {
		if flag.given < flag.least || flag.given > flag.atMost {
			return fmt.Errorf("--%s %d, expected %d to %d", flag.name, flag.given, flag.least, flag.atMost)
		}
	}
	const parts = theorems.NeedSources | theorems.NeedNature | theorems.NeedOperator | theorems.NeedMimic |
		theorems.NeedHorizon
	dirs, err := experiment.Packages(c.Language, c.Corpus)
	if err := cmp.Or(err, c.apart("--scenario", c.Scenario), c.prepare(s, dirs...),
		c.mayWrite(s, c.Scenario, isScenario(parts), dirs...)); err != nil {
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
	name := strings.Join(c.Corpus, ", ")
	if len(c.Corpus) == 0 {
		var version string
		if dirs, version, err = experiment.StandardLibrary(s); err != nil {
			return err
		}
		name = "the standard library of " + version
	}
	corpus, err := experiment.Read(c.Language, dirs)
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
	f := findings{
		Version: version(), Language: c.Language, Corpus: name, Folders: corpus.Folders, Statements: corpus.Statements,
		LeftOut: corpus.LeftOut, Skipped: corpus.Files.Files,
		Runs: c.Runs, Samples: c.Samples, Seed: c.Seed, Cells: c.Cells, Epochs: c.Epochs, Steps: c.Steps,
	}
	setting := experiment.Setting{
		Orders: many, Tuned: few, Samples: c.Samples, Seed: c.Seed,
		Network: experiment.Network{Cells: c.Cells, Epochs: c.Epochs, Steps: c.Steps},
	}
	show := func(any) {}
	var shown *tables
	if c.Format == "table" && c.Out == "" {
		shown = &tables{printer: printer{w: s.out}, words: corpus.Describe()}
		f.head(shown, corpus)
		show = shown.row
	}
	stop := s.ticking("experiments")
	f.Results, err = experiment.Try(s, c.Which, corpus, c.Runs, setting, show)
	stop()
	if err != nil {
		return err
	}
	f.OK = f.Results.OK()
	switch {
	case c.Format == "json":
		err = s.write(c.Out, func(w io.Writer) error { return writeEstimates(w, f) })
	case shown != nil:
		f.foot(shown)
		err = shown.err
	default:
		err = s.write(c.Out, func(w io.Writer) error {
			t := &tables{printer: printer{w: w}, words: corpus.Describe(), markdown: c.Format == "markdown"}
			f.head(t, corpus)
			f.Results.Each(t.row)
			f.foot(t)
			return t.err
		})
	}
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
