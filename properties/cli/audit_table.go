package cli

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"mimics/model"
	"mimics/properties/cli/audit"
	"mimics/properties/cli/estimate"
)

// audited is an audit with all that its output shows.
type audited struct {
	*audit.Table
	*audit.Result
	landing    audit.Landing
	coverage   audit.Coverage
	features   []audit.Forecast
	soft       []audit.Softened
	replicates *audit.Replicated
	bestOf     []audit.BestOf
	thresholds []audit.Threshold
	against    *audit.Comparison // nil without a log of the tuned policy
}

// withVerdict lists the features with a verdict.
func (a *audited) withVerdict(v audit.Verdict) (names []string) {
	if a.against == nil {
		return nil
	}
	for _, f := range a.against.Features {
		if f.Verdict == v {
			names = append(names, f.Name)
		}
	}
	return names
}

// synchrony says which forecasts held for the tuned policy.
func (a *audited) synchrony() string {
	var clauses []string
	for _, v := range []struct {
		verdict audit.Verdict
		words   string
	}{{audit.Kept, "kept"}, {audit.Lost, "lost"}, {audit.Unclear, "the logs cannot tell"}} {
		if names := a.withVerdict(v.verdict); len(names) > 0 {
			clauses = append(clauses, v.words+": "+listed(names))
		}
	}
	return "What successes look like before and after tuning: " + strings.Join(clauses, "; ") + " (all at once 95 %)."
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
	low, high := share(gap.Low, -1), share(gap.High, 1)
	tuned := fmt.Sprintf("Tuned on a part of this log, the output is %s. Between %s and %s of successes are something else (95 %%).", a.set(" or "), low, high)
	if a.Contexts != nil {
		tuned = fmt.Sprintf("Tuned in each context on a part of this log, the output is %s. Averaged over contexts, between %s and %s of successes are something else (95 %%).",
			a.set(" or "), low, high)
	}
	return fmt.Sprintf("%s The output succeeds between %s and %s of the time (95 %%).", tuned, share(success.Low, -1), share(success.High, 1))
}

// row says what one row was taken to be.
func (a audited) row() string {
	var clauses []string
	each := func(n, of int64) string {
		if n%of == 0 {
			return fmt.Sprint(n / of)
		}
		return "about " + fmt.Sprint((n+of/2)/of)
	}
	size := fmt.Sprint(a.Units)
	if contexts := int64(len(a.Contexts)); contexts > 0 {
		size = fmt.Sprintf("%d contexts (%s) × %s", contexts, a.Columns.Context, each(a.Units, contexts))
	}
	size += " completions"
	if a.Runs > 1 {
		size += " × " + each(a.Total.N, a.Units) + " runs"
	}
	clauses = append(clauses, "an output: "+size)
	switch {
	case a.Clustering != nil:
		clauses = append(clauses, "clusters: "+strings.Join(a.Clustering, " and "))
	default:
		clauses = append(clauses, "each independent of the others")
	}
	if a.SplitBy != "" {
		clauses = append(clauses, fmt.Sprintf("both parts of a context have different clusters (%s)", a.SplitBy))
	}
	return strings.Join(clauses, "; ")
}

// set names the outcomes on which tuning lands.
func (a audited) set(last string) string {
	if n := len(a.landing.Set); n > 3 {
		return fmt.Sprintf("one of %d outcomes", n)
	}
	names := make([]string, len(a.landing.Set))
	for i, x := range a.landing.Set {
		names[i] = cutTo(a.Names[x], 60)
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
	if a.against != nil {
		p.wrapped("", a.synchrony())
	}
	p.line("")
	fact := p.fact
	fact("rows", "%d, of %d outcomes; %d successes", a.Rows, len(a.Names), a.Total.Successes)
	fact("one row", "%s", a.row())
	if len(a.Skipped) > 0 {
		fact("not compared", "%s: most rows have a value of their own (--features names columns)", listed(a.Skipped))
	}
	fact("succeeds now", "%s; in the world %s (95 %%)", rate(a.Base), ranged(a.BaseRange))
	a.compared(p)
	if !a.Identified {
		a.scored(p)
		a.runs(p)
		return
	}
	fact("tuned", "on part of the log, it lands on %s; what follows is what the rest of the log shows", a.set(", "))
	fact("  gap", "%s; in the world %s (95 %%)", decimal(a.landing.Gap.Value, 4, 0), ranged(a.landing.Gap.Range))
	fact("  success", "%s; in the world %s (95 %%)", decimal(a.landing.Success.Value, 4, 0), ranged(a.landing.Success.Range))
	p.wrapped("  ", "The gap is the share of successes that are not among what tuning lands on.")
	if !a.Dependent() {
		a.limit(p)
	}
	a.outcomes(p)
	for _, f := range a.features {
		a.feature(p, f)
	}
	a.path(p)
	a.scored(p)
	a.runs(p)
	if !a.Dependent() {
		p.line("")
		p.wrapped("", fmt.Sprintf("Successes as they were: one round of keeping what succeeds, or tuning on the log-evidence "+
			"β·ln E[e^(R/β)|x] in place of the reward, ends at those of this sample exactly, gap 0, and succeeds %s of the time on it; "+
			"in the world %s to %s (95 %%).", percent(a.KeptSuccess), share(a.KeptRange.Low, -1), share(a.KeptRange.High, 1)))
	}
}

// fact prints a name with what is known of it.
func (p *printer) fact(name, format string, arguments ...any) {
	p.hanging(painted(fmt.Sprintf("  %-19s", name)), painted(strings.Repeat(" ", 21)), fmt.Sprintf(format, arguments...))
}

// limit prints where tuning lands in the limit of infinite data.
func (a audited) limit(p *printer) {
	fact := p.fact
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
}

// best names the outcomes that succeed most often in the whole sample.
func (a audited) best() (names []string) {
	for _, x := range a.Best {
		names = append(names, a.Names[x])
	}
	return names
}

// compared prints the features before and after tuning.
func (a audited) compared(p *printer) {
	if a.against == nil {
		return
	}
	p.line("")
	line := fmt.Sprintf("Success before tuning %s", withRange(a.against.Before))
	if w := a.against.Weights; w != nil {
		line += fmt.Sprintf("; after it, forecast by weights from the log before, %s", withRange(w.Success))
	}
	p.wrapped("", fmt.Sprintf("%s; after tuning %s. Each range is of 95 %%.", line, withRange(a.against.After)))
	if w := a.against.Weights; w != nil {
		trust := "as it is if the log before could show all that the tuned policy does"
		if !w.Trusted() {
			trust = "not 1: the tuned policy does what the log before cannot show, or the log-probabilities are not of these policies; do not trust the forecasts by weights"
		}
		p.wrapped("", fmt.Sprintf("The mean weight is %s, %s. The weighted rows tell as much as %s of them. KL of the tuned policy from that before: about %s nats.",
			withRange(w.Mean), trust, percent(w.Effective), decimal(w.KL, 3, 0)))
	}
	for _, f := range a.against.Features {
		p.line("")
		p.wrapped("", fmt.Sprintf("%s: %s. TV of its laws among successes, before and after: %s.", f.Name, f.Verdict, withRange(f.TV)))
		head := []string{"", "before", "forecast", "after", "difference", "p (Holm)"}
		rows := [][]string{head}
		for i, v := range f.Values {
			if i == maxShown {
				rows = append(rows, []string{fmt.Sprintf("… %d more", len(f.Values)-i)})
				break
			}
			forecast := "–"
			if v.Forecast != nil {
				forecast = decimal(v.Forecast.Value, 3, 0)
			}
			rows = append(rows, []string{shortened(cmp.Or(v.Name, audit.Missing)),
				decimal(v.Before.Value, 3, 0), forecast, decimal(v.After.Value, 3, 0),
				signed(v.Difference.Low, -1) + " to " + signed(v.Difference.High, 1), fmt.Sprintf("%.2g", v.P)})
		}
		p.columns(rows...)
	}
	p.line("")
}

// withRange writes a value with its range.
func withRange(e estimate.Estimate) string {
	return fmt.Sprintf("%s (%s)", decimal(e.Value, 3, 0), ranged(e.Range))
}

// signed writes a difference of rates with its sign, rounded down for direction -1 and up for 1.
func signed(difference float64, direction int) string {
	if difference < 0 {
		return "-" + decimal(-difference, 3, -direction)
	}
	return decimal(difference, 3, direction)
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

func (a audited) feature(p *printer, f audit.Forecast) {
	null := f.Null
	p.line("")
	line := fmt.Sprintf("%s: among successes, and in the output; TV %s in the rest of this log, in the world %s (95 %%). Chance raises the "+
		"log's: a feature that has nothing to do with outcome or success would show %s on average, and up to %s in %s.",
		f.Name, rate(f.TV), ranged(f.Range), decimal(null.Mean, 3, 0), decimal(null.High, 3, 0), shuffled(null))
	if len(a.Clusters) == 2 {
		line += " Both numbers are approximate, because clusters are crossed."
	}
	p.wrapped("", line)
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
	if len(a.soft) == 0 {
		return
	}
	p.line("")
	p.wrapped("", "Softer: the reward is -ρ on failure, tuned on part of the log. The rest of the log shows how often the output succeeds, and by how "+
		"much at least (TV) it is unlike successes; each range is for the world (95 %).")
	rows := [][]string{{"ρ/β", "success", "in the world", "TV", "in the world", "KL"}}
	for _, s := range a.soft {
		rows = append(rows, []string{fmt.Sprintf("%.0f", s.Lambda), decimal(s.Success.Value, 3, 0), ranged(s.Success.Range),
			decimal(s.Distance.Value, 3, 0), ranged(s.Distance.Range), decimal(s.KL, 3, 0)})
	}
	p.columns(rows...)
}

// scored prints what depends on a reward that is a number: thresholds, and the best of n.
func (a audited) scored(p *printer) {
	gold := func(e *estimate.Estimate) string {
		if e == nil {
			return "–"
		}
		return withRange(*e)
	}
	if len(a.thresholds) > 1 {
		p.line("")
		p.wrapped("", "Thresholds: success above a quantile of the reward, tuned on part of the log for all contexts together. The ranges of all thresholds hold at once (95 %).")
		rows := [][]string{{"above", "lands on", "gap", "gold of the output", "gold of successes"}}
		for _, t := range a.thresholds {
			set := fmt.Sprintf("%d outcomes", len(t.Set))
			if len(t.Set) == 1 {
				set = shortened(a.Names[t.Set[0]])
			}
			rows = append(rows, []string{
				fmt.Sprintf("q%g", t.Quantile), set, withRange(t.Gap), gold(t.Landing), gold(t.Passed),
			})
		}
		p.columns(rows...)
	}
	if a.Contexts != nil && a.Scored() && a.SplitBy != "" {
		p.line("")
		p.wrapped("", fmt.Sprintf("The best of n is left out: completions of a context depend on each other (%s).", a.SplitBy))
	}
	if len(a.bestOf) > 1 {
		p.line("")
		p.wrapped("", "The best of n completions of a context by the reward, exactly averaged over all sets of n; contexts are the draws, each range is of 95 %. KL is at most this.")
		rows := [][]string{{"n", "KL", "reward", "success", "gold", "contexts"}}
		for _, b := range a.bestOf {
			rows = append(rows, []string{fmt.Sprint(b.N), decimal(b.KL, 3, 0),
				fmt.Sprintf("%.3f ± %.3f", b.Reward.Value, b.Reward.High-b.Reward.Value),
				withRange(b.Success), gold(b.Gold), fmt.Sprint(b.Contexts)})
		}
		p.columns(rows...)
	}
}

// runs prints what the runs of completions tell.
func (a audited) runs(p *printer) {
	r := a.replicates
	if r == nil {
		return
	}
	p.line("")
	left := ""
	if r.Others > 0 {
		left = fmt.Sprintf(" (%d with fewer are left out)", r.Others)
	}
	p.wrapped("", fmt.Sprintf("If the outcome is the completion itself: %d runs of each of %d completions%s allow these ranges, for all laws of the chance of success at once (95 %%).",
		r.Runs, r.Completions, left))
	for _, b := range r.Above {
		p.fact(fmt.Sprintf("g ≥ %g", b.Least), "%s of successes come from completions that succeed so often", ranged(b.Share))
	}
	for _, s := range r.Soft {
		p.fact(fmt.Sprintf("ρ/β = %g", s.Lambda), "the output of soft tuning succeeds %s of the time", ranged(s.Success))
	}
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

func shortened(name string) string { return cutTo(name, 24) }

// cutTo cuts a name to the given number of characters.
func cutTo(name string, most int) string {
	if runes := []rune(name); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return name
}
