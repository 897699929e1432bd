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
	"mimics/properties/cli/audit"
	"mimics/properties/cli/estimate"
	"mimics/theorems"
)

type auditCommand struct {
	File     string `arg:"" help:"A CSV file with the header outcome,success[,count][,feature…], - for standard input."`
	Outcome  string `help:"The column of the outcomes." default:"outcome"`
	Closed   bool   `help:"The file shows every outcome that can occur. Otherwise the best one may be missing, and the gap has no upper bound."`
	Split    string `help:"The part of the log to tune on, such as 1/2; the rest shows what tuning did." default:"1/2"`
	Above    string `name:"fail-above" help:"Exit 1 if the landing gap may be above this: if the upper end of its range is." placeholder:"X"`
	Seed     uint64 `help:"Seed of the split, of the simulated logs and of the shuffled features." default:"1"`
	Scenario string `placeholder:"FILE" help:"Also write the sample as a scenario for check."`
	Format   string `enum:"table,json" default:"table" help:"table or json."`
	destination
}

func (c *auditCommand) Run(s *streams) error {
	err := cmp.Or(c.apart("--scenario", c.Scenario), c.prepare(s, c.File),
		c.mayWrite(s, c.Scenario, isScenario(theorems.NeedMimic|theorems.NeedSuccess), c.File))
	if err != nil {
		return err
	}
	part, err := model.ParseQ(c.Split)
	if err != nil || part.Sign() <= 0 || !part.Less(model.One) {
		return fmt.Errorf("--split %s, expected a number between 0 and 1, such as 1/2", c.Split)
	}
	limit := model.One
	if c.Above != "" {
		if limit, err = model.ParseQ(c.Above); err != nil || limit.Sign() < 0 || model.One.Less(limit) {
			return fmt.Errorf("--fail-above %s, expected a number from 0 to 1, such as 0.5", c.Above)
		}
	}
	table, name, err := c.read(s)
	if err != nil {
		return err
	}
	table.Closed = c.Closed
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
	a := audited{table, result, table.Land(part, c.Seed), table.Simulate(c.Seed), table.Nulls(c.Seed)}
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
	if high := a.landing.Gap.High; c.Above != "" && limit.Float64() < high {
		s.complain("%s: the landing gap may be %s, above %s", name, decimal(high, 3, 1), c.Above)
		return errUnexpected
	}
	return nil
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

// audited is an audit with all that its output shows.
type audited struct {
	audit.Table
	*audit.Result
	landing  audit.Landing
	coverage audit.Coverage
	nulls    []audit.Null // one per feature
}

// optimum returns p(·|A) by the names of outcomes.
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

// verdict returns the result in plain words.
func (a audited) verdict() string {
	if !a.Identified {
		return "This log does not show what tuning would do. Every outcome was drawn once, so an outcome that always succeeds looks like one " +
			"that succeeded by luck. Draw outcomes more than once, or name a coarser column (--outcome)."
	}
	gap, success := a.landing.Gap, a.landing.Success
	return fmt.Sprintf("Tuned on a part of this log, the output is %s. Between %s and %s of successes are something else (95 %%). The output "+
		"succeeds between %s and %s of the time (95 %%).", a.set(" or "), share(gap.Low, -1), share(gap.High, 1), share(success.Low, -1), share(success.High, 1))
}

// set names the outcomes on which tuning lands.
func (a audited) set(last string) string {
	if n := len(a.landing.Set); n > 3 {
		return fmt.Sprintf("one of %d outcomes", n)
	}
	names := make([]string, len(a.landing.Set))
	for i, x := range a.landing.Set {
		names[i] = shortened(a.Names[x])
	}
	return strings.Join(names, last)
}

// confidence returns the label of the gap's range: 95 %, unless the simulation contradicts it.
func (a audited) confidence() string {
	if a.coverage.Contradicts() {
		return "less than 95 %, see the simulated logs"
	}
	return "95 %"
}

// maxShown is the largest number of outcomes and of values in a table.
const maxShown = 12

func (a audited) table(p *printer) {
	p.wrapped("", a.verdict())
	p.line("")
	fact := func(name, format string, arguments ...any) {
		p.hanging(painted(fmt.Sprintf("  %-19s", name)), painted(strings.Repeat(" ", 21)), fmt.Sprintf(format, arguments...))
	}
	fact("rows", "%d, of %d outcomes; %d successes", a.Rows, len(a.Names), a.Total.Successes)
	fact("succeeds now", "%s; in the world %s (95 %%)", rate(a.Base), ranged(a.BaseRange))
	if !a.Identified {
		return
	}
	fact("tuned", "on part of the log, it lands on %s; what follows is what the rest of the log shows", a.set(", "))
	fact("  gap", "%s; in the world %s (95 %%)", decimal(a.landing.Gap.Value, 4, 0), ranged(a.landing.Gap.Range))
	fact("  success", "%s; in the world %s (95 %%)", decimal(a.landing.Success.Value, 4, 0), ranged(a.landing.Success.Range))
	p.wrapped("  ", "The gap is the share of successes that are not among what tuning lands on.")
	p.line("")
	p.wrapped("", "In the limit of infinite data, where tuning lands on the best outcomes of the world:")
	fact("gap", "%s on this sample; in the world %s (%s)", rate(a.Gap), ranged(a.GapRange), a.confidence())
	p.wrapped("  ", fmt.Sprintf("The best of the whole sample: %s; %d of %d outcomes may be the best in the world.", listed(a.best()), len(a.Candidates), len(a.Names)))
	fact("their success", "%s on this sample, which chose them for it; in the world %s (95 %%)", rate(a.HardSuccess), ranged(a.HardRange))
	if !a.Closed {
		p.wrapped("  ", "The best outcome of the world may be one that this log never shows, so this gap has no upper bound below 1. With --closed "+
			"you say that the log shows every outcome that can occur.")
	}
	if c := a.coverage; c.Times > 0 {
		p.wrapped("  ", fmt.Sprintf("The range of this gap held in %d of %d simulated logs of this size from a world with the frequencies of the sample, and in %d of %d "+
			"with one more outcome, which always succeeds and is expected once per log. A range that takes the best outcome of the log "+
			"for the best of the world held in %d and %d.%s", c.Held, c.Ranges(), c.UnseenHeld, c.UnseenRanges(), c.Naive, c.UnseenNaive, leftOut(c)))
	}
	a.outcomes(p)
	for i, f := range a.Result.Features {
		a.feature(p, f, a.nulls[i])
	}
	a.path(p)
	p.line("")
	p.wrapped("", fmt.Sprintf("Successes as they were: one round of keeping what succeeds, or tuning on the log-evidence "+
		"β·ln E[e^(R/β)|x] in place of the reward, ends at those of this sample exactly, gap 0, and succeeds %s of the time on it; "+
		"in the world %s to %s (95 %%).", percent(a.KeptSuccess), share(a.KeptRange.Low, -1), share(a.KeptRange.High, 1)))
}

// best names the outcomes that succeed most often in the whole sample.
func (a audited) best() (names []string) {
	for _, x := range a.Best {
		names = append(names, a.Names[x])
	}
	return names
}

// leftOut says how many simulated logs had no range. It is empty if all had one.
func leftOut(c audit.Coverage) string {
	if c.Empty+c.UnseenEmpty == 0 {
		return ""
	}
	return fmt.Sprintf(" Logs without a success are left out, as they have no range: %d and %d.", c.Empty, c.UnseenEmpty)
}

// listed names at most five outcomes and says how many more there are.
func listed(names []string) string {
	if len(names) > 5 {
		return strings.Join(names[:5], ", ") + fmt.Sprintf(" and %d more", len(names)-5)
	}
	return strings.Join(names, ", ")
}

// outcomes prints the outcomes that succeed most often.
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
		if i == maxShown {
			rows = append(rows, []string{fmt.Sprintf("… %d more", len(order)-i)})
			break
		}
		o := a.Result.Outcomes[x]
		rows = append(rows, []string{
			shortened(a.Names[x]), fmt.Sprint(o.N), fmt.Sprint(o.Successes),
			decimal(float64(o.Successes)/float64(o.N), 3, 0), ranged(o.Range),
			percent(float64(o.Successes) / float64(a.Total.Successes)),
		})
	}
	p.line("")
	p.columns(rows...)
}

func (a audited) feature(p *printer, f audit.Forecast, null audit.Null) {
	p.line("")
	p.wrapped("", fmt.Sprintf("%s: among past successes, and from the optimum; TV %s on this sample, in the world %s (95 %%). Chance raises the "+
		"sample's: a feature that has nothing to do with outcome or success would show %s on average, and up to %s in %s.",
		f.Name, rate(f.TV), ranged(f.Range), decimal(null.Mean, 3, 0), decimal(null.High, 3, 0), shuffled(null)))
	rows := [][]string{}
	for i, v := range f.Values {
		if i == maxShown {
			rows = append(rows, []string{fmt.Sprintf("… %d more", len(f.Values)-i)})
			break
		}
		rows = append(rows, []string{shortened(cmp.Or(v.Name, audit.Missing)), percent(v.Successes.Float64()),
			percent(v.Delivers.Float64())})
	}
	p.columns(rows...)
}

// shuffled says how many shuffles show no more than the high end.
func shuffled(null audit.Null) string {
	if null.Shuffles < 20 { // 95 % of them, rounded up, are all
		return fmt.Sprintf("all of %d shuffles", null.Shuffles)
	}
	return "95 % of samples"
}

func (a audited) path(p *printer) {
	p.line("")
	p.wrapped("", fmt.Sprintf("Softer: with a reward of -ρ on failure, the largest ρ/β at which the output stays within this distance (TV) of past "+
		"successes, on this sample. Its successes are within %s of the world's (95 %%), so each distance may be wrong by that.", decimal(a.ForecastError, 3, 1)))
	rows := [][]string{}
	for _, l := range a.Path {
		row := []string{l.TV.String()}
		switch {
		case l.Always:
			row = append(row, "any")
		case l.Never:
			row = append(row, "none on this sample: the distance is larger at every ρ/β")
		default:
			row = append(row, significant(l.Low.Float64()), fmt.Sprintf("then succeeds %s of the time, in the world %s to %s",
				percent(l.Success), share(l.SuccessRange.Low, -1), share(l.SuccessRange.High, 1)))
		}
		rows = append(rows, row)
	}
	p.columns(rows...)
}

// significant rounds down to 4 significant digits.
func significant(value float64) string {
	if value <= 0 {
		return "0"
	}
	unit := math.Pow10(int(math.Floor(math.Log10(value))) - 3)
	return fmt.Sprintf("%.4g", math.Floor(value/unit)*unit)
}

// rate writes a fraction, and its value as a decimal.
func rate(q model.Q) string {
	about := "≈ " + decimal(q.Float64(), 4, 0)
	if text := q.String(); len(text) <= 20 {
		return text + " " + about
	}
	return about
}

func ranged(r estimate.Range) string { return decimal(r.Low, 3, -1) + " to " + decimal(r.High, 3, 1) }

func percent(part float64) string { return share(part, 0) }

// share writes a part of 1 in percent, to a whole number or to one significant digit.
func share(part float64, direction int) string { return rounded(100*part, 0, 1, direction) + " %" }

// decimal writes a rate from 0 to 1 to the given number of places, or to two significant digits.
func decimal(rate float64, places, direction int) string { return rounded(rate, places, 2, direction) }

// rounded writes a value to the given number of places, or to more if fewer than the given number of digits are
// significant there. It rounds down for direction -1, up for 1 and to the nearest for 0. So a range that is rounded
// outwards still holds all its values, and no value above 0 is printed as 0.
func rounded(value float64, places, digits, direction int) string {
	const left = 1e-9 // the error of floats: less counts as 0
	round := func(places int) float64 {
		switch scaled := value * math.Pow10(places); direction {
		case -1:
			return math.Floor(scaled+left) / math.Pow10(places)
		case 1:
			return max(0, math.Ceil(scaled-left)) / math.Pow10(places) // 0 has no sign
		default:
			return math.Round(scaled) / math.Pow10(places)
		}
	}
	if value > 0 {
		magnitude := func(value float64) int { return int(math.Floor(math.Log10(value))) }
		places = max(places, digits-1-magnitude(value))
		places = max(min(places, places+magnitude(value)-magnitude(round(places))), 0) // 0.99 is 1, not 1.0
	}
	return fmt.Sprintf("%.*f", places, round(places))
}

func shortened(name string) string {
	if runes := []rune(name); len(runes) > 24 {
		return string(runes[:23]) + "…"
	}
	return name
}

// auditJSON is an audit as JSON. Numbers of the sample are exact strings.
type auditJSON struct {
	Verdict         string             `json:"verdict"`
	Landing         landingJSON        `json:"landing"`
	Closed          bool               `json:"closed"`
	Identified      bool               `json:"identified"` // false if every outcome was drawn once
	Rows            int                `json:"rows"`
	N               int64              `json:"n"`
	Successes       int64              `json:"successes"`
	BaseRate        model.Q            `json:"base_rate"`
	BaseRange       estimate.Range     `json:"base_range"`
	HardSuccessRate model.Q            `json:"hard_success_rate"`
	HardRange       estimate.Range     `json:"hard_success_range"` // for the same output in the world, like KeptRange
	Gap             model.Q            `json:"gap"`
	GapRange        estimate.Range     `json:"gap_range"`
	Coverage        audit.Coverage     `json:"coverage"`
	Optimum         map[string]model.Q `json:"optimum"`
	Candidates      []string           `json:"candidates"`
	KeptSuccessRate float64            `json:"kept_success_rate"`
	KeptRange       estimate.Range     `json:"kept_success_range"`
	ForecastError   float64            `json:"forecast_error"` // a bound on TV between the successes of sample and world
	Outcomes        []outcomeJSON      `json:"outcomes"`
	Features        []featureJSON      `json:"features"`
	Path            []passingJSON      `json:"path"`
}

// landingJSON says where tuning on a part of the log lands, as the rest of it shows.
type landingJSON struct {
	Set     []string          `json:"set"`
	Gap     estimate.Estimate `json:"gap"`
	Success estimate.Estimate `json:"success"`
}

type outcomeJSON struct {
	Outcome   string `json:"outcome"`
	N         int64  `json:"n"`
	Successes int64  `json:"successes"`
	estimate.Range
}

type featureJSON struct {
	Feature string         `json:"feature"`
	TV      model.Q        `json:"tv"`
	TVRange estimate.Range `json:"tv_range"`
	// The TV that the sample would show if the feature were independent: the average of the shuffles, and a bound on at
	// least 95 % of them, or on all if there are fewer than 20.
	Independent     float64     `json:"tv_independent"`
	IndependentHigh float64     `json:"tv_independent_high"`
	Shuffles        int         `json:"shuffles"`
	Values          []valueJSON `json:"values"`
}

type valueJSON struct {
	Value    string  `json:"value"`
	Forecast model.Q `json:"forecast"`
	Delivers model.Q `json:"delivers"`
}

// passingJSON says where the distance passes the threshold: "never" means that it is larger from the start, and
// "always" that it is never larger.
type passingJSON struct {
	TV      model.Q         `json:"tv"`
	Within  string          `json:"within"` // "up to", "always" or "never"
	Low     *string         `json:"low"`    // certain bounds of ρ/β
	High    *string         `json:"high"`
	Success *float64        `json:"success_rate"`
	Range   *estimate.Range `json:"success_range"`
}

// outward writes q ≥ 0 to 9 significant digits or one decimal place, rounded down for direction -1 and up for 1.
// Processors disagree on further digits, because the search for the passing uses floats.
func outward(q model.Q, direction int) string {
	places := 1
	for scaled := q; scaled.Sign() > 0 && scaled.Less(model.Whole(10_000_000)); places++ {
		scaled = scaled.Mul(model.Whole(10))
	}
	return q.Decimal(places, direction)
}

func (a audited) json() auditJSON {
	j := auditJSON{
		Verdict: a.verdict(), Closed: a.Closed, Identified: a.Identified,
		Rows: a.Rows, N: a.Total.N, Successes: a.Total.Successes, BaseRate: a.Base, BaseRange: a.BaseRange,
		Gap: a.Gap, GapRange: a.GapRange, ForecastError: a.ForecastError, Coverage: a.coverage, Optimum: a.optimum(),
		HardSuccessRate: a.HardSuccess, HardRange: a.HardRange, KeptSuccessRate: a.KeptSuccess, KeptRange: a.KeptRange,
		Features: []featureJSON{},
	}
	j.Landing = landingJSON{[]string{}, a.landing.Gap, a.landing.Success}
	for _, x := range a.landing.Set {
		j.Landing.Set = append(j.Landing.Set, a.Names[x])
	}
	for _, x := range a.Candidates {
		j.Candidates = append(j.Candidates, a.Names[x])
	}
	for x, o := range a.Result.Outcomes {
		j.Outcomes = append(j.Outcomes, outcomeJSON{a.Names[x], o.N, o.Successes, o.Range})
	}
	for i, f := range a.Result.Features {
		feature := featureJSON{Feature: f.Name, TV: f.TV, TVRange: f.Range, Independent: a.nulls[i].Mean,
			IndependentHigh: a.nulls[i].High, Shuffles: a.nulls[i].Shuffles}
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
			low, high := outward(l.Low, -1), outward(l.High, 1)
			passing.Low, passing.High, passing.Success, passing.Range = &low, &high, &l.Success, &l.SuccessRange
		}
		j.Path = append(j.Path, passing)
	}
	return j
}
