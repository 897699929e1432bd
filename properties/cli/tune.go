package cli

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"mimics/model"
	"mimics/properties/cli/numbers"
	page "mimics/properties/cli/report"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

type tuneCommand struct {
	Files  []string `arg:"" help:"Scenarios with a mimic and with success, a tilt or both; - is standard input."`
	Beta   string   `help:"Weights β of the penalty, such as 1,1/2,0.1; default: the path or the tilt of each scenario." placeholder:"LIST"`
	BestOf string   `help:"Numbers of draws for best of n, and of rounds of rejection." placeholder:"LIST" default:"1,2,4,16"`
	Format string   `help:"How to print: table, json, csv or markdown." enum:"table,json,csv,markdown" default:"table"`
	Plot   string   `help:"Also draw the distances along the path of the first scenario, as SVG." placeholder:"FILE"`
	destination

	Normalize bool `help:"Divide the weights of every distribution by their sum, such as counts or rounded numbers."`
}

// maxBestOf bounds the draws, since chances are taken to this power exactly.
const maxBestOf = 1024

// tuning is a scenario with what tuning makes of it.
type tuning struct {
	*scenario.Scenario
	theorems.Tuning
}

func (c *tuneCommand) Run(s *streams) error {
	if err := cmp.Or(c.apart("--plot", c.Plot), c.prepare(s, c.Files...),
		c.mayWrite(s, c.Plot, isDrawing, c.Files...)); err != nil {
		return err
	}
	betas, err := commaList("--beta", c.Beta, model.ParseQ)
	if err != nil {
		return err
	}
	for _, beta := range betas {
		if beta.Sign() <= 0 {
			return fmt.Errorf("--beta %s, expected numbers above 0", beta)
		}
	}
	ns, err := commaList("--best-of", c.BestOf, func(text string) (int, error) {
		if n, err := strconv.Atoi(text); err == nil && n >= 1 && n <= maxBestOf {
			return n, nil
		}
		return 0, fmt.Errorf("expected whole numbers from 1 to %d", maxBestOf)
	})
	if err != nil {
		return err
	}
	scenarios := make([]scenario.Scenario, len(c.Files))
	for i, name := range c.Files {
		if scenarios[i], err = s.readScenario(name, c.Normalize); err != nil {
			return err
		}
	}
	tunings := make([]tuning, len(scenarios))
	for i := range scenarios {
		type result struct {
			theorems.Tuning
			error
		}
		found, err := await(s, func() result {
			t, err := theorems.NewTuning(&scenarios[i], betas, ns...)
			return result{t, err}
		})
		if err = cmp.Or(err, found.error); err != nil {
			return fmt.Errorf("%s: %w", inputName(c.Files[i]), err)
		}
		tunings[i] = tuning{&scenarios[i], found.Tuning}
	}
	if c.Plot != "" {
		drawing := tunings[0].drawing()
		if err := s.write(c.Plot, func(w io.Writer) error { _, err := w.Write(drawing); return err }); err != nil {
			return err
		}
	}
	return s.write(c.Out, func(w io.Writer) error {
		switch c.Format {
		case "table", "markdown":
			return tuneTables(w, tunings, c.Format == "markdown")
		case "csv":
			return tuneCSV(w, tunings)
		}
		all := make([]numbers.Tuning, len(tunings))
		for i := range tunings {
			all[i] = numbers.OfTuning(tunings[i].Scenario, &tunings[i].Tuning)
		}
		return writeJSON(w, all)
	})
}

// commaList reads a list with commas; an empty one is nil.
func commaList[T any](flag, text string, read func(string) (T, error)) (list []T, err error) {
	if text == "" {
		return nil, nil
	}
	for item := range strings.SplitSeq(text, ",") {
		value, err := read(strings.TrimSpace(item))
		if err != nil {
			return nil, fmt.Errorf("%s %q: %w", flag, item, err)
		}
		list = append(list, value)
	}
	return list, nil
}

// isDrawing reports whether --plot can have written the text.
func isDrawing(text []byte) bool {
	return strings.HasPrefix(string(text), "<svg") || strings.HasPrefix(string(text), "<?xml")
}

// drawing shows how success and distances change along the path, by divergence from p.
func (t *tuning) drawing() []byte {
	lines := []page.Line{{Name: "TV p"}, {Name: "TV hard"}}
	if t.C != nil {
		lines = append(lines, page.Line{Name: "TV successes"}, page.Line{Name: "success"})
	}
	for _, at := range append([]theorems.Tuned{t.start()}, t.Along...) {
		values := []model.Q{at.FromP, at.FromHard}
		if t.C != nil {
			values = append(values, *at.FromSuccess, *at.Success)
		}
		for i, v := range values {
			lines[i].X, lines[i].Y = append(lines[i].X, at.KL.Float64()), append(lines[i].Y, v.Float64())
		}
	}
	return page.Lines("What tuning makes of "+cmp.Or(t.Name, "the mimic"), "KL(π‖p) in nats", "", lines...)
}

// start is the mimic itself, where every path begins.
func (t *tuning) start() theorems.Tuned {
	at := theorems.Tuned{Law: t.P, FromHard: model.TotalVariation(t.P, t.Hard)}
	if t.C != nil {
		success, distance := t.Scenario.Success.Rate(t.P), model.TotalVariation(t.P, t.Tuning.Success)
		at.Success, at.FromSuccess = &success, &distance
	}
	return at
}

// tuneCSV prints a row per tuned law.
func tuneCSV(w io.Writer, tunings []tuning) error {
	rows := csv.NewWriter(w)
	rows.Write([]string{"scenario", "kind", "beta", "n", "reward", "kl", "success", "tv_p", "tv_success", "tv_hard"})
	for i := range tunings {
		t := &tunings[i]
		t.each(func(kind string, at *theorems.Tuned) {
			n := ""
			if at.N > 0 {
				n = strconv.Itoa(at.N)
			}
			rows.Write([]string{
				t.Name, kind, numbers.Penalty(at.Base), n, twelvePlaces(&at.Reward), twelvePlaces(&at.KL),
				decimalOf(at.Success), decimalOf(&at.FromP),
				decimalOf(at.FromSuccess), decimalOf(&at.FromHard),
			})
		})
	}
	rows.Flush()
	return rows.Error()
}

func decimalOf(q *model.Q) string {
	if q == nil {
		return ""
	}
	return twelvePlaces(new(model.Rational(*q)))
}

// twelvePlaces is the number rounded to 12 places.
func twelvePlaces(l *model.Log) string {
	if l.IsInfinite() {
		return l.String()
	}
	return strconv.FormatFloat(l.Float64(), 'f', 12, 64)
}

// each visits all tuned laws.
func (t *tuning) each(visit func(kind string, at *theorems.Tuned)) {
	for _, list := range []struct {
		kind string
		laws []theorems.Tuned
	}{{"penalty", t.Along}, {"remedied", t.Remedied}, {"best of n", t.BestOf}, {"rejection", t.Rounds}} {
		for i := range list.laws {
			visit(list.kind, &list.laws[i])
		}
	}
}

// tuneTables prints the laws that tuning is compared with, a table of the tuned laws and a sentence on the last.
func tuneTables(w io.Writer, tunings []tuning, markdown bool) error {
	p := printer{w: w}
	for i := range tunings {
		t := &tunings[i]
		if i > 0 {
			p.line("")
		}
		p.line("%s", t.heading(markdown))
		for _, line := range t.lines() {
			p.wrapped("  ", line)
		}
		p.line("")
		if markdown {
			t.markdown(&p)
		} else {
			t.table(&p)
		}
		p.line("")
		p.wrapped("  ", t.says(&t.Along[len(t.Along)-1]))
	}
	return p.err
}

func (t *tuning) heading(markdown bool) string {
	if markdown {
		return "### " + t.Name
	}
	return t.Name
}

// lines name the laws that tuning is compared with.
func (t *tuning) lines() []string {
	mimic := "the mimic: " + t.likeliest(t.P)
	if t.C == nil {
		return []string{mimic, t.hard()}
	}
	return []string{mimic, t.past(), t.hard()}
}

func (t *tuning) past() string { return "past successes: " + t.likeliest(t.Tuning.Success) }

// hard says where tuning leads as the penalty vanishes: to the best outcomes.
func (t *tuning) hard() string {
	ends := fmt.Sprintf("hard tuning ends at {%s}", firstOf(t.NamesIn(t.Hard.Support())))
	if t.C == nil {
		return ends
	}
	share := t.Tuning.Success.Prob(t.Hard.Support())
	return ends + fmt.Sprintf(", %s of past successes: distance %s from them", brief(share), brief(model.One.Sub(share)))
}

// likeliest lists the outcomes of the largest probabilities, the rest as one.
func (t *tuning) likeliest(d model.Dist) string {
	const shown = 6
	order := byProbability(d)
	var parts []string
	for _, x := range order[:min(shown, len(order))] {
		parts = append(parts, fmt.Sprintf("%s %.4g", t.Outcomes[x], d.P(x).Float64()))
	}
	if more := len(order) - shown; more > 0 {
		parts = append(parts, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(parts, ", ")
}

// byProbability lists the outcomes of positive probability, the likeliest first.
func byProbability(d model.Dist) []int {
	var order []int
	for x := range d.Len() {
		if d.Has(x) {
			order = append(order, x)
		}
	}
	slices.SortStableFunc(order, func(x, y int) int { return d.P(y).Cmp(d.P(x)) })
	return order
}

// header names the columns; features have theirs.
func (t *tuning) header() []string {
	columns := []string{"tuned by", "E[r]", "KL", "success", "TV p", "TV successes", "TV hard"}
	for _, f := range t.Features {
		columns = append(columns, "TV of "+scenario.Shown(f.Name))
	}
	return columns
}

func (t *tuning) row(kind string, at *theorems.Tuned) []string {
	short := func(q *model.Q) string {
		if q == nil {
			return "-"
		}
		return fmt.Sprintf("%.4f", q.Float64())
	}
	reward := "-inf"
	if !at.Reward.IsInfinite() {
		reward = fmt.Sprintf("%.4f", at.Reward.Float64())
	}
	name := map[string]string{
		"penalty": "β = " + numbers.Penalty(at.Base), "remedied": "remedied, β = " + numbers.Penalty(at.Base),
		"best of n": fmt.Sprintf("best of %d", at.N), "rejection": fmt.Sprintf("rejection, n = %d", at.N),
	}[kind]
	row := []string{
		name, reward, fmt.Sprintf("%.4f", at.KL.Float64()), short(at.Success), short(&at.FromP), short(at.FromSuccess),
		short(&at.FromHard),
	}
	for i := range at.Features {
		row = append(row, short(&at.Features[i]))
	}
	return row
}

func (t *tuning) table(p *printer) {
	var text strings.Builder
	columns := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	write := func(cells []string) { fmt.Fprintln(columns, "  "+strings.Join(cells, "\t")) }
	write(t.header())
	t.each(func(kind string, at *theorems.Tuned) { write(t.row(kind, at)) })
	columns.Flush()
	for line := range strings.Lines(text.String()) {
		p.line("%s", painted(strings.TrimRight(line, " \n")))
	}
}

func (t *tuning) markdown(p *printer) {
	write := func(cells []string) { p.line("%s", painted("| "+strings.Join(cells, " | ")+" |")) }
	write(t.header())
	write(slices.Repeat([]string{"---"}, len(t.header())))
	t.each(func(kind string, at *theorems.Tuned) { write(t.row(kind, at)) })
}

// notable names the outcomes of an event to which a law gives at least a hundredth, the likeliest first.
func (t *tuning) notable(d model.Dist, e model.Event) (names []string) {
	for _, x := range byProbability(d) {
		if e.Has(x) && !d.P(x).Less(model.Frac(1, 100)) {
			names = append(names, t.Outcomes[x])
		}
	}
	return names
}

// part writes a probability in percent. Only 1 is 100 %.
func part(q model.Q) string {
	if text := percent(q.Float64()); text != "100 %" || q.Equal(model.One) {
		return text
	}
	return "over 99 %"
}

// says is one sentence on a tuned law: how much it gives to the outcomes that it favours most over past successes or,
// without these, over the mimic.
func (t *tuning) says(at *theorems.Tuned) string {
	over, of, on := t.P, "what the mimic puts out", "rewards"
	if t.C != nil {
		over, of, on = t.Tuning.Success, "past successes", "success"
	}
	if t.Tilt != nil {
		on = "these rewards"
	}
	favoured := at.Favoured(over)
	if favoured == (model.Event{}) {
		return fmt.Sprintf("At β = %s tuning on %s gives every outcome what it has among %s.", numbers.Penalty(at.Base), on, of)
	}
	return fmt.Sprintf("At β = %s tuning on %s puts %s on outputs that make up %s of %s: %s.", numbers.Penalty(at.Base), on,
		part(at.Law.Prob(favoured)), part(over.Prob(favoured)), of, firstOf(t.notable(at.Law, favoured)))
}
