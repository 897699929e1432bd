package cli

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"mimics/model"
	"mimics/properties/audit"
	"mimics/properties/estimate"
	"mimics/theorems"
)

type auditCommand struct {
	File     string `arg:"" help:"A CSV file with the header outcome,success[,count][,feature…], - for standard input."`
	Outcome  string `help:"The column of the outcomes." default:"outcome"`
	Seed     uint64 `help:"Seed of the simulation that shows how often the range holds." default:"1"`
	Scenario string `placeholder:"FILE" help:"Also write the sample as a scenario for check."`
	Format   string `enum:"table,json" default:"table" help:"table or json."`
	overwriting
}

func (c *auditCommand) Run(s *streams) error {
	if err := c.mayWrite(s, c.Scenario, isScenario(theorems.NeedMimic|theorems.NeedSuccess), c.File); err != nil {
		return err
	}
	table, name, err := c.read(s)
	if err != nil {
		return err
	}
	result, err := table.Audit()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if c.Scenario != "" {
		scenario, err := table.Scenario(strings.TrimSuffix(filepath.Base(name), ".csv"))
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := s.writeScenario(c.Scenario, &scenario); err != nil {
			return err
		}
	}
	a := audited{table, result, table.Simulate(c.Seed)}
	return s.write("", func(w io.Writer) error {
		if c.Format == "json" {
			return writeJSON(w, a.json())
		}
		p := printer{w: w}
		a.table(&p)
		return p.err
	})
}

func (c *auditCommand) read(s *streams) (audit.Table, string, error) {
	if c.File == "-" {
		table, err := audit.Read("stdin", s.in, c.Outcome)
		return table, "stdin", err
	}
	file, err := openInput(c.File, "CSV")
	if err != nil {
		return audit.Table{}, c.File, err
	}
	defer file.Close()
	table, err := audit.Read(c.File, file, c.Outcome)
	return table, c.File, err
}

// audited is an audit to be printed.
type audited struct {
	audit.Table
	*audit.Result
	coverage audit.Coverage
}

// optimum is p(·|A) by name.
func (a audited) optimum() map[string]model.Q {
	n := int64(0)
	for _, x := range a.Best {
		n += a.Result.Outcomes[x].N
	}
	list := map[string]model.Q{}
	for _, x := range a.Best {
		list[a.Names[x]] = model.Frac(a.Result.Outcomes[x].N, n)
	}
	return list
}

// verdict says it in plain words.
func (a audited) verdict() string {
	gap, low, high := percent(a.Gap.Float64()), percent(a.GapRange.Low), percent(a.GapRange.High)
	if a.Gap.Sign() == 0 {
		return fmt.Sprintf("Optimising this hard would leave the output as past successes are, on this sample; in the world between %s and %s "+
			"of it would be unlike them.", low, high)
	}
	return fmt.Sprintf("Optimising this hard would make %s of the output unlike past successes, on this sample; in the world between %s and %s.",
		gap, low, high)
}

func percent(share float64) string { return fmt.Sprintf("%.0f %%", 100*share) }

// mostShown is how many outcomes and values a table shows.
const mostShown = 12

func (a audited) table(p *printer) {
	p.wrapped("", a.verdict())
	p.line("")
	p.line("  rows               %d, of %d outcomes; %d successes", a.Rows, len(a.Names), a.Total.Successes)
	p.line("  succeeds now       %s", rate(a.Base))
	p.line("  tuned hard         %s", rate(a.HardSuccess))
	p.line("  gap                %s; in the world %s (95 %%)", rate(a.Gap), ranged(a.GapRange))
	if c := a.coverage; c.Times > 0 {
		p.wrapped("  ", fmt.Sprintf("Of %d worlds as the sample says they are, samples of this size gave a range that held the gap in %d. One that "+
			"takes the best outcome of the sample for the best of the world held it in %d.", c.Times, c.Held, c.Naive))
	}
	p.line("")
	best := make([]string, len(a.Best))
	for i, x := range a.Best {
		best[i] = a.Names[x]
	}
	p.wrapped("", fmt.Sprintf("Hard tuning lands on %s; %d of %d outcomes may be the best in the world.", listed(best), len(a.Candidates), len(a.Names)))
	a.outcomes(p)
	for _, f := range a.Result.Features {
		a.feature(p, f)
	}
	a.path(p)
	p.line("")
	p.wrapped("", fmt.Sprintf("Successes as they were: one round of keeping what succeeds, or tuning on the log-evidence "+
		"β·ln E[e^(R/β)|x] in place of the reward, lands on them exactly, gap 0, and succeeds %s of the time.", percent(a.KeptSuccess)))
}

// listed names a few.
func listed(names []string) string {
	if len(names) > 5 {
		return strings.Join(names[:5], ", ") + fmt.Sprintf(" and %d more", len(names)-5)
	}
	return strings.Join(names, ", ")
}

// outcomes shows those that succeed most often.
func (a audited) outcomes(p *printer) {
	order := make([]int, len(a.Names))
	for x := range order {
		order[x] = x
	}
	slices.SortStableFunc(order, func(x, y int) int {
		l, r := a.Result.Outcomes[x], a.Result.Outcomes[y]
		return cmp.Or(model.Frac(r.Successes, r.N).Cmp(model.Frac(l.Successes, l.N)), cmp.Compare(r.N, l.N))
	})
	rows := [][]string{{"outcome", "n", "successes", "g", "in the world", "of successes"}}
	for i, x := range order {
		if i == mostShown {
			rows = append(rows, []string{fmt.Sprintf("… %d more", len(order)-i)})
			break
		}
		o := a.Result.Outcomes[x]
		rows = append(rows, []string{
			shortened(a.Names[x]), fmt.Sprint(o.N), fmt.Sprint(o.Successes), fmt.Sprintf("%.3f", float64(o.Successes)/float64(o.N)), ranged(o.Range),
			percent(float64(o.Successes) / float64(a.Total.Successes)),
		})
	}
	p.line("")
	p.columns(rows...)
}

func (a audited) feature(p *printer, f audit.Forecast) {
	p.line("")
	p.wrapped("", fmt.Sprintf("%s: among past successes, and from the optimum; TV %s", f.Name, rate(f.TV)))
	rows := [][]string{}
	for i, v := range f.Values {
		if i == mostShown {
			rows = append(rows, []string{fmt.Sprintf("… %d more", len(f.Values)-i)})
			break
		}
		rows = append(rows, []string{shortened(cmp.Or(v.Name, audit.Missing)), percent(v.Successes.Float64()), percent(v.Delivers.Float64())})
	}
	p.columns(rows...)
}

func (a audited) path(p *printer) {
	p.line("")
	p.wrapped("", "Softer: with a reward of -ρ on failure, the output is within so much (TV) of past successes up to ρ/β of")
	rows := [][]string{}
	for _, l := range a.Path {
		row := []string{l.TV.String()}
		switch {
		case l.Always:
			row = append(row, "any")
		case l.Never:
			row = append(row, "none: untuned output is further than that, and tuning never gets there")
		default:
			row = append(row, significant(l.Low.Float64()), fmt.Sprintf("and then succeeds %s of the time", percent(l.Success)))
		}
		rows = append(rows, row)
	}
	p.columns(rows...)
}

// significant rounds down to 4 places that count.
func significant(value float64) string {
	if value <= 0 {
		return "0"
	}
	unit := math.Pow10(int(math.Floor(math.Log10(value))) - 3)
	return fmt.Sprintf("%.4g", math.Floor(value/unit)*unit)
}

// rate is a fraction and about what it is.
func rate(q model.Q) string {
	if text := q.String(); len(text) <= 20 {
		return fmt.Sprintf("%s ≈ %.4f", text, q.Float64())
	}
	return fmt.Sprintf("≈ %.4f", q.Float64())
}

func ranged(r estimate.Range) string { return fmt.Sprintf("%.3f to %.3f", r.Low, r.High) }

func shortened(name string) string {
	if runes := []rune(name); len(runes) > 24 {
		return string(runes[:23]) + "…"
	}
	return name
}

// The JSON of an audit. Numbers of the sample are exact strings.
type auditJSON struct {
	Verdict         string             `json:"verdict"`
	Rows            int                `json:"rows"`
	N               int64              `json:"n"`
	Successes       int64              `json:"successes"`
	BaseRate        model.Q            `json:"base_rate"`
	HardSuccessRate model.Q            `json:"hard_success_rate"`
	Gap             model.Q            `json:"gap"`
	GapRange        estimate.Range     `json:"gap_range"`
	Coverage        audit.Coverage     `json:"coverage"`
	Optimum         map[string]model.Q `json:"optimum"`
	Candidates      []string           `json:"candidates"`
	KeptSuccessRate float64            `json:"kept_success_rate"`
	Outcomes        []outcomeJSON      `json:"outcomes"`
	Features        []featureJSON      `json:"features"`
	Path            []passingJSON      `json:"path"`
}

type outcomeJSON struct {
	Outcome   string `json:"outcome"`
	N         int64  `json:"n"`
	Successes int64  `json:"successes"`
	estimate.Range
}

type featureJSON struct {
	Feature string      `json:"feature"`
	TV      model.Q     `json:"tv"`
	Values  []valueJSON `json:"values"`
}

type valueJSON struct {
	Value    string  `json:"value"`
	Forecast model.Q `json:"forecast"`
	Delivers model.Q `json:"delivers"`
}

// passingJSON has where the distance passes, "never" where it is above from the first, and "always" where it never passes.
type passingJSON struct {
	TV      model.Q  `json:"tv"`
	Within  string   `json:"within"` // "up to", "always" or "never"
	Low     *string  `json:"low"`    // bounds of ρ/β, certain
	High    *string  `json:"high"`
	Success *float64 `json:"success_rate"`
}

func (a audited) json() auditJSON {
	j := auditJSON{
		Verdict: a.verdict(), Rows: a.Rows, N: a.Total.N, Successes: a.Total.Successes, BaseRate: a.Base, HardSuccessRate: a.HardSuccess,
		Gap: a.Gap, GapRange: a.GapRange, Coverage: a.coverage, Optimum: a.optimum(), KeptSuccessRate: a.KeptSuccess,
		Features: []featureJSON{},
	}
	for _, x := range a.Candidates {
		j.Candidates = append(j.Candidates, a.Names[x])
	}
	for x, o := range a.Result.Outcomes {
		j.Outcomes = append(j.Outcomes, outcomeJSON{a.Names[x], o.N, o.Successes, o.Range})
	}
	for _, f := range a.Result.Features {
		feature := featureJSON{Feature: f.Name, TV: f.TV}
		for _, v := range f.Values {
			feature.Values = append(feature.Values, valueJSON{v.Name, v.Successes, v.Delivers})
		}
		j.Features = append(j.Features, feature)
	}
	for _, l := range a.Path {
		passing := passingJSON{TV: l.TV, Within: "up to"}
		switch {
		case l.Always:
			passing.Within = "always"
		case l.Never:
			passing.Within = "never"
		default:
			low, high := decimals(l.Low, -1), decimals(l.High, 1)
			passing.Low, passing.High, passing.Success = &low, &high, &l.Success
		}
		j.Path = append(j.Path, passing)
	}
	return j
}
