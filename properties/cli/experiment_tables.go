package cli

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"mimics/model"
	"mimics/properties/cli/experiment"
	"mimics/properties/cli/results"
)

// tables prints rows as soon as they are known. A row has lines in one or more tables: the first is printed at once, if
// its table is the last one begun. The others wait until that table ends.
type tables struct {
	printer
	words    experiment.Description
	markdown bool
	open     string // the title of the table of the last line printed
	waiting  []line
}

// line is a line of the table with the title. The first cell names it.
type line struct {
	title string
	heads []string
	cells []string
}

// row prints what is new in a row of results.
func (t *tables) row(row any) {
	lines := t.linesOf(row)
	if lines[0].title != t.open {
		t.flush()
	}
	t.printed(lines[0])
	t.waiting = append(t.waiting, lines[1:]...)
}

// flush prints the waiting lines, table by table.
func (t *tables) flush() {
	waiting := t.waiting
	t.waiting = nil
	for len(waiting) > 0 {
		title := waiting[0].title
		var rest []line
		for _, l := range waiting {
			if l.title == title {
				t.printed(l)
			} else {
				rest = append(rest, l)
			}
		}
		waiting = rest
	}
}

// The columns of a table: the names of rows, and the cells.
const (
	nameColumns = 18
	cellColumns = 10
)

// printed prints a line, and before the first one of a table its title and heads.
func (t *tables) printed(l line) {
	begins := l.title != t.open
	t.open = l.title
	if begins {
		t.line("")
		t.sentence(l.title)
		if t.markdown {
			t.line("")
		}
		t.cells(l.heads)
		if t.markdown {
			t.line("|%s", strings.Repeat("---|", len(l.heads)))
		}
	}
	t.cells(l.cells)
}

func (t *tables) cells(cells []string) {
	if t.markdown {
		text := "|"
		for _, cell := range cells {
			text += " " + strings.ReplaceAll(cell, "|", `\|`) + " |"
		}
		t.line("%s", text)
		return
	}
	text := padded(cells[0], nameColumns)
	for _, cell := range cells[1:] {
		text += padded(cell, cellColumns)
	}
	t.line("%s", strings.TrimRight(text, " "))
}

// padded fills a cell up with spaces, at least one.
func padded(cell string, columns int) string {
	return cell + strings.Repeat(" ", max(1, columns-utf8.RuneCountInString(cell)))
}

// sentence prints a text: in Markdown in one line, otherwise wrapped.
func (t *tables) sentence(text string) {
	if t.markdown {
		t.line("%s", text)
		return
	}
	t.wrapped("", text)
}

// head prints what the results are about.
func (f findings) head(t *tables, c experiment.Corpus) {
	low, high := c.Copies(f.Runs)
	t.sentence(fmt.Sprintf("%d natural %ss of %s; folders: %d. Runs: %d. Each holds out another fifth; %d to %d %% of it "+
		"are copies, as tokens, of %[2]ss learnt from.", f.Statements, t.words.Noun, f.Corpus, f.Folders, f.Runs, low, high))
	if c.LeftOut > 0 {
		t.sentence(fmt.Sprintf("Left out: %d natural %ss that do not read as whole.", c.LeftOut, t.words.Noun))
	}
	t.sentence(fmt.Sprintf("%d %ss from each mimic, seed %d. 0.123(4) is 0.123 on average over the runs, and the 95 %% "+
		"interval reaches 4 units of the last place. It covers what split and training add to chance.", f.Samples, t.words.Noun,
		f.Seed))
	if f.Cells > 0 {
		t.sentence(fmt.Sprintf("Networks (gru) of %d cells; epochs: %d; steps of tuning: %d.", f.Cells, f.Epochs, f.Steps))
	}
}

// foot prints what follows the tables.
func (f findings) foot(t *tables) {
	t.flush()
	for _, trend := range f.Trends {
		t.printed(trendLine(trend))
	}
	if !f.OK {
		t.line("")
		t.line("NOT AS EXPECTED: %s.", empiricalLaws)
	}
}

// linesOf returns the lines of a row of results. In their titles statements are called what the corpus holds.
func (t *tables) linesOf(row any) []line {
	switch r := row.(type) {
	case experiment.TransferRow:
		return t.transfer(r)
	case experiment.CompilabilityRow:
		return t.compilability(r)
	case experiment.ControlRow:
		return t.control(r)
	case experiment.LandingRow:
		return t.landing(r)
	case experiment.FeedbackRow:
		return t.feedback(r)
	}
	panic(fmt.Sprintf("experiment: no table for %T", row)) // a bug in this package, which its tests find
}

func (t *tables) transfer(r experiment.TransferRow) []line {
	first := line{
		fmt.Sprintf("transfer: the cross-entropy of the mimic, in nats per token, on the %ss held out that are no copies of those learnt "+
			"from, and with copies; the distance of features and first label (TV); and for each label what a classifier that was learnt "+
			"from natural %[1]ss loses on the mimic's", t.words.Noun),
		[]string{"mimic", "nats", "copies too", "TV"},
		[]string{r.Mimic, estimated(r.Loss, 3), estimated(r.All, 3), estimated(r.TV, 3)},
	}
	lines := []line{first}
	for _, l := range r.Labels {
		lines[0].heads = append(lines[0].heads, l.Label)
		lines[0].cells = append(lines[0].cells, estimated(l.Gap, 3))
		lines = append(lines, line{
			fmt.Sprintf("transfer, the label %q: how often classifiers are right on fresh mimic %ss, learnt from the mimic's (own) "+
				"and from natural ones; their difference, also of linear classifiers (logistic regression); the distance of features and "+
				"label; and on the counts of the first run, exactly, the gap of classifiers tested on what they learnt from, and its "+
				"bound (transfer/bound, asserted in all runs)", l.Label, t.words.Noun),
			[]string{"mimic", "own", "natural", "gap", "linear", "TV", "gap ≤ 2·TV"},
			[]string{r.Mimic, estimated(l.Own, 3), estimated(l.Transferred, 3), estimated(l.Gap, 3),
				estimated(l.Logistic, 3), estimated(l.TV, 3), fractional(l.Theorem.Left) + "≤" +
					fractional(l.Theorem.Right) + fails(l.Theorem.Holds && l.Within)},
		})
	}
	shown := line{title: "transfer: the operator's forecast of each feature against what the mimic shows, TV; and the share of " +
		"copies of " + t.words.Noun + "s learnt from", heads: []string{"mimic"}, cells: []string{r.Mimic}}
	for _, f := range r.Forecasts {
		shown.heads, shown.cells = append(shown.heads, f.Feature), append(shown.cells, estimated(f.TV, 3))
	}
	shown.heads, shown.cells = append(shown.heads, "copies"), append(shown.cells, estimated(r.Copies, 3))
	return append(lines, shown)
}

// fractional writes a fraction with two decimals.
func fractional(fraction string) string {
	q, err := model.ParseQ(fraction)
	if err != nil {
		return fraction
	}
	return fmt.Sprintf("%.2f", q.Float64())
}

func trendLine(r experiment.TrendRow) line {
	cells := []string{r.Mimics, "", "", estimated(r.Change, 3)}
	if r.Tau.N > 0 {
		cells = []string{r.Mimics, estimated(r.Tau, 2), fmt.Sprintf("%.3f", r.P), ""}
	}
	return line{
		"trend, a test fixed in advance: Kendall's τ of cross-entropy and gap (the mean over the labels), and the chance of as many runs " +
			"with τ above 0 if each sign were a fair coin; and the change of the gap between two orders, run by run",
		[]string{"mimics", "τ", "p", "change"}, cells,
	}
}

func (t *tables) compilability(r experiment.CompilabilityRow) []line {
	first := line{
		fmt.Sprintf("compilability, %s: a success %s. How tuning towards success changes the share of successes, the tokens per %s and per "+
			"success, the different %[3]ss per draw, the distance of features and label from p(·|success) (TV), and the divergence from "+
			"the untuned mimic (KL, nats)", r.Mimic, t.words.Succeeds, t.words.Noun),
		[]string{"tuning", "success", "tokens", "if success", "different", "TV", "KL"},
		[]string{r.Tuning, estimated(r.Success, 3), estimated(r.Length, 2), estimated(r.Parsed, 2),
			estimated(r.Distinct, 2), estimated(r.TV, 3), estimated(r.KL, 3)},
	}
	lines := []line{first, {
		"compilability, " + r.Mimic + ": the largest success at that KL (best); for a penalty the success of its optimum, and the " +
			"divergence from the optimum before and after tuning, which is what the objective lacks (missed, nats); the TV of successes alone " +
			"(given); and the part of p(·|success) left out, as whole " + t.words.Noun + "s (lost)",
		[]string{"tuning", "best", "optimum", "before", "missed", "given", "lost"},
		[]string{r.Tuning, estimated(r.Best, 3), estimated(r.Optimum, 3), estimated(r.Before, 3),
			estimated(r.Missed, 3), estimated(r.Given, 3), estimated(r.Lost, 3)},
	}}
	if r.Least.N > 0 || r.Free.N > 0 {
		lines = append(lines, line{
			"compilability, " + r.Mimic + ": the least part of p(·|success) that an n-gram of the order leaves out if it always succeeds; and " +
				"successes not at odds with themselves (free)",
			[]string{"tuning", "least", "free"}, []string{r.Tuning, estimated(r.Least, 3), estimated(r.Free, 2)},
		})
	}
	return lines
}

func (t *tables) control(r experiment.ControlRow) []line {
	name := fmt.Sprint(r.Rounds)
	if r.Rounds == 0 {
		name = "hard"
	}
	lines := []line{{
		fmt.Sprintf("control, %s: a %s that %s succeeds if each %s in it does, with chance %s; P(R=0) = %s, lucky successes 1 - c = %s; the "+
			"distance of the features from the forecast of successes, measured (TV) and on the empirical law (exact)", r.Mimic,
			t.words.Noun, t.words.Succeeds, t.words.Chance, r.Call, estimated(r.Rate, 3), estimated(r.Lucky, 3)),
		[]string{"rounds kept", "with " + t.words.Chance, "TV", "exact"},
		[]string{name, estimated(r.Calls, 3), estimated(r.TV, 3), estimated(r.Approx, 3)},
	}}
	for _, t := range r.Theorems {
		lines = append(lines, line{
			"control, exactly on the counts of the first run", []string{"claim", "both sides"},
			[]string{strings.TrimSpace(t.Claim + " " + t.Part), r.Mimic + ", " + r.Call + ": " +
				results.Short(t.Left+" = "+t.Right) + fails(t.Holds)},
		})
	}
	return lines
}

func (t *tables) landing(r experiment.LandingRow) []line {
	penalty := "no penalty"
	if r.Base > 0 {
		penalty = fmt.Sprint("b=", r.Base)
	}
	return []line{{
		fmt.Sprintf("control, gru by policy gradient: each %s succeeds with chance %s. Where does it land? The share of %ss in the forcing "+
			"set and of those with a %[1]s; the distance of the features from the operator's forecast of successes, and from p(·|X_F); the "+
			"theory for the penalty's optimum; 1 - c = %[4]s", t.words.Chance, r.Call, t.words.Noun, estimated(r.Lucky, 3)),
		[]string{"steps", "success", "forcing", "with " + t.words.Chance, "forecast", "p(·|X_F)", "optimum"},
		[]string{fmt.Sprintf("%s ×%d", penalty, r.Steps), estimated(r.Success, 3), estimated(r.Forcing, 3),
			estimated(r.Calls, 3), estimated(r.TV, 3), estimated(r.Hard, 3), estimated(r.Optimum, 3)},
	}}
}

func (t *tables) feedback(r experiment.FeedbackRow) []line {
	return []line{{
		fmt.Sprintf("feedback: each generation learns from draws of the one before, with no natural %ss or half of them; cross-entropy on "+
			"the %[1]ss held out, without copies; the distance of features and label from all held out (nature) and from the operator's "+
			"forecast, who learnt from what the first generation learnt from", t.words.Noun),
		[]string{"mimic, natural", "nats", "nature", "forecast", "success", "different"},
		[]string{fmt.Sprintf("%s, %s, %d", r.Mimic, r.Natural, r.Generation), estimated(r.Loss, 3), estimated(r.Nature, 3),
			estimated(r.Forecast, 3), estimated(r.Success, 3), estimated(r.Distinct, 2)},
	}}
}
