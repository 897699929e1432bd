package report

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"mimics/properties/cli/experiment"
)

// Experiments holds the results of the experiments on mimics of real code.
type Experiments struct {
	Corpus  string // the description of the corpus
	Samples int
	experiment.Results
}

// The parameters of the experiments of a report. They are fewer and shorter than those of the command experiment.
const (
	reportRuns   = 3
	reportEpochs = 2
	reportSteps  = 40
)

// Setting returns the parameters of the experiments of a report: the number of samples, and of cells of a network, none
// if that is 0.
func Setting(samples, cells int, seed uint64) experiment.Setting {
	return experiment.Setting{
		Orders: []int{0, 1, 2, 3, 4, 5, 6}, Tuned: []int{1, 2, 3}, Samples: samples, Seed: seed,
		Network: experiment.Network{Cells: cells, Epochs: reportEpochs, Steps: reportSteps},
	}
}

// TryOn makes the experiments on the corpus, which words describes. It returns an error if the context ends first.
func TryOn(ctx context.Context, corpus experiment.Corpus, words string, setting experiment.Setting) (
	*Experiments, error) {
	results, err := experiment.Try(ctx, "all", corpus, reportRuns, setting, func(any) {})
	if err != nil {
		return nil, err
	}
	return &Experiments{words, setting.Samples, results}, nil
}

func (e *Experiments) chapter() (chapter, error) {
	ch := chapter{
		ID: "experiments", Title: "Mimics of real code",
		Lead: fmt.Sprintf("Nature is the simple statements of %s, as token kinds; mimics are n-grams that count them and recurrent networks (gru) that learn by "+
			"gradient, with %d draws from each. Each number is the mean of %d runs, each of which holds out another fifth of the corpus, and learns anew. Bars span 95 %% "+
			"intervals, which cover what split and training add to chance.", e.Corpus, e.Samples, reportRuns),
	}
	for _, draw := range []func() figure{e.transfer, e.compilability, e.frontier, e.control, e.feedback} {
		ch.Figures = append(ch.Figures, draw())
	}
	return ch, nil
}

// series holds the estimates of one line.
type series struct {
	points    []point
	intervals []span
}

func (s *series) add(x float64, e experiment.Estimate) {
	s.points = append(s.points, point{x, e.Value})
	s.intervals = append(s.intervals, span{x, min(e.Low, e.Value), max(e.High, e.Value)})
}

func (s *series) draw(c *chart, name string, colour string, dash int) {
	c.line(name, s.points, colour, dash)
	c.bars(s.intervals, colour, 6)
	c.dots("", s.points, colour, 2.5, circle)
}

// interval writes an estimate with its ends.
func interval(e experiment.Estimate) string {
	if e.N == 0 {
		return "–"
	}
	return fmt.Sprintf("%.3f (%.3f to %.3f)", e.Value, e.Low, e.High)
}

func (e *Experiments) transfer() figure {
	c := newChart("cross-entropy on what was held out, without copies, nats per token", "loss of accuracy, mean over the labels")
	c.y.cover(-0.02)
	kinds := []struct {
		prefix, name, colour string
		dash                 int
		series
	}{{prefix: "order", name: "n-grams", colour: blue}, {prefix: "gru", name: "network, as it learns", colour: orange, dash: 1}}
	t := table{Caption: "By mimic", Heads: []string{"mimic", "nats per token", "TV", "gap of the first label", "gap ≤ 2·TV on the counts"}}
	for _, r := range e.Transfer {
		for i := range kinds {
			if strings.HasPrefix(r.Mimic, kinds[i].prefix) && r.Loss.N > 0 {
				kinds[i].add(r.Loss.Value, r.MeanGap())
			}
		}
		holds := "holds"
		for _, l := range r.Labels {
			if !l.Theorem.Holds || !l.Within {
				holds = "fails"
			}
		}
		t.Rows = append(t.Rows, []string{r.Mimic, interval(r.Loss), interval(r.TV), interval(r.Labels[0].Gap), holds})
	}
	for _, kind := range kinds {
		if len(kind.points) > 0 {
			kind.draw(c, kind.name, kind.colour, kind.dash)
		}
	}
	c.legendLeft = true
	return figure{
		Name: "experiment-transfer", Title: "The better the mimic, the smaller the gap of classifiers learnt from nature",
		Caption: "A classifier learnt from natural statements is tested on statements of a mimic. Compared with one learnt from mimic data it loses at most twice the " +
			"total variation (transfer/bound). Better mimics are on the left. A mimic that is nearer to nature need not lose less (transfer/shrinks).",
		Table: &t, drawing: c.drawing(plotWidth, plotHeight),
	}
}

// tunings lists the ways of tuning that are drawn step by step, with the prefix of their rows in the tables.
var tunings = []struct {
	prefix, name string
	dash         int
}{
	{"refit ×", "refitted", 0}, {"refit √(p/q) ×", "refitted, weights √(p/q)", 1}, {"refit p/q ×", "refitted, weights p/q", 2},
	{"gradient ×", "gradient", 1}, {"gradient 16 ×", "gradient, base 16", 2},
}

// tuned returns the names of the mimics that were tuned, in order, and the rows of each.
func (e *Experiments) tuned() (names []string, rows map[string][]experiment.CompilabilityRow) {
	rows = map[string][]experiment.CompilabilityRow{}
	for _, r := range e.Compilability {
		if rows[r.Mimic] == nil {
			names = append(names, r.Mimic)
		}
		rows[r.Mimic] = append(rows[r.Mimic], r)
	}
	return names, rows
}

var mimicColours = []string{blue, green, violet, orange}

func (e *Experiments) compilability() figure {
	c := newChart("mean length, tokens", "share that parses")
	c.x.step = 1
	c.x.cover(0)
	c.y.cover(1)
	t := table{Caption: "By mimic and way of tuning", Heads: []string{"tuning", "parses", "tokens", "TV from p(·|success)", "KL from the untuned mimic"}}
	names, rows := e.tuned()
	for i, name := range names {
		colour := mimicColours[i%len(mimicColours)]
		for _, r := range rows[name] {
			t.Rows = append(t.Rows, []string{
				name + ", " + r.Tuning, interval(r.Success), fmt.Sprintf("%.2f", r.Length.Value), interval(r.TV),
				interval(r.KL),
			})
		}
		for _, way := range tunings {
			var s series
			for _, r := range rows[name] {
				// The first round is the same with all weights.
				if r.Tuning == "none" || r.Tuning == "refit ×1" && strings.HasPrefix(way.prefix, "refit") ||
					strings.HasPrefix(r.Tuning, way.prefix) && r.Tuning != "refit ×1" {
					s.add(r.Length.Value, r.Success)
				}
			}
			if len(s.points) > 2 {
				s.draw(c, name+", "+way.name, colour, way.dash)
			}
		}
	}
	c.legendLeft, c.legendLow = true, true
	return figure{
		Name: "experiment-compilability", Title: "Success against length as mimics are tuned",
		Caption: "Each line starts at the untuned mimic, below on the right. Those of n-grams have a point after 1, 2, 4 and 8 rounds of learning from own statements that " +
			"parse, those of the network after some steps of policy gradient. Success rises and statements become shorter; a penalty keeps more length.",
		Table: &t, drawing: c.drawing(plotWidth, plotHeight*1.4),
	}
}

// frontier shows success against divergence for the mimic that was tuned last, beside the exact optimum.
func (e *Experiments) frontier() figure {
	c := newChart("divergence from the untuned mimic, nats", "share that parses")
	c.x.cover(0)
	c.y.cover(1)
	t := table{Caption: "Success and divergence", Heads: []string{"tuning", "KL", "success", "the most at this KL"}}
	names, rows := e.tuned()
	name := names[len(names)-1]
	kinds := []struct {
		prefix, name, colour string
		form                 shape
		series
	}{
		{"gradient ×", "gradient, no penalty", orange, circle, series{}}, {"gradient", "gradient with penalty", blue, square, series{}},
		{"refit", "refitted to successes", green, pyramid, series{}}, {"", "best of 4 and p(·|success)", violet, square, series{}},
	}
	var exact series
	for _, r := range rows[name] {
		if r.KL.N == 0 {
			continue
		}
		t.Rows = append(t.Rows, []string{name + ", " + r.Tuning, interval(r.KL), interval(r.Success), interval(r.Best)})
		divergence := max(0, r.KL.Value) // a mean of draws can be negative
		if r.Best.N > 0 {
			exact.points = append(exact.points, point{divergence, r.Best.Value})
		}
		for i := range kinds {
			if strings.HasPrefix(r.Tuning, kinds[i].prefix) {
				if r.Tuning != "none" && !strings.HasPrefix(r.Tuning, "optimum") {
					kinds[i].add(divergence, r.Success)
				}
				break
			}
		}
	}
	slices.SortFunc(exact.points, func(a, b point) int { return cmp.Compare(a.x, b.x) })
	if len(exact.points) > 0 {
		c.line("the exact optimum", exact.points, grey, 1)
	}
	for _, kind := range kinds {
		c.bars(kind.intervals, kind.colour, 6)
		c.dots(name+", "+kind.name, kind.points, kind.colour, 3, kind.form)
	}
	c.legendLow = true
	return figure{
		Name: "experiment-frontier", Title: "Success against divergence, beside the exact optimum",
		Caption: "No law has more success at its divergence from the untuned mimic than the optimum for some penalty (tilt/pareto). Best-of-n and rejection lie on " +
			"that line. Each point is a mimic tuned in another way or for more steps; its distance from the line is what its optimiser missed.",
		Table: &t, drawing: c.drawing(plotWidth, plotHeight),
	}
}

func (e *Experiments) control() figure {
	c := newChart("lucky successes 1 - c", "TV(P(·|R=0), P(·|X_F))")
	c.x.cover(0)
	c.y.cover(0)
	t := table{Caption: "Hard tuning, by mimic and chance of a call", Heads: []string{"mimic, chance", "TV measured", "on the empirical law", "1 - c measured"}}
	measured, exact := map[string]*series{}, map[string]*series{}
	var chances []string
	for _, r := range e.Control {
		if measured[r.Call] == nil {
			measured[r.Call], exact[r.Call] = new(series), new(series)
			chances = append(chances, r.Call)
		}
		if r.Rounds > 0 || r.Exact == "" {
			continue
		}
		measured[r.Call].add(r.Lucky.Value, r.TV)
		exact[r.Call].add(r.Lucky.Value, r.Approx)
		t.Rows = append(t.Rows, []string{r.Mimic + ", " + r.Call, interval(r.TV), interval(r.Approx), interval(r.Lucky)})
	}
	colours := []string{blue, orange}
	name := "forcing/gap on the counts"
	for _, chance := range chances {
		c.dots(name, exact[chance].points, grey, 5, square)
		name = ""
	}
	for i, chance := range chances {
		c.bars(measured[chance].intervals, colours[i%len(colours)], 6)
		c.dots("chance of a call "+chance+": measured", measured[chance].points, colours[i%len(colours)], 2.5, circle)
	}
	var climb series
	for _, r := range e.Landing {
		if r.Base == 0 && r.TV.N > 0 {
			climb.add(r.Lucky.Value, r.TV)
		}
		t.Rows = append(t.Rows, []string{fmt.Sprintf("gru, %s, base %d, %d steps", r.Call, r.Base, r.Steps), interval(r.TV), interval(r.Optimum),
			interval(r.Lucky)})
	}
	if len(climb.points) > 0 {
		c.bars(climb.intervals, green, 6)
		c.dots("network, steps of policy gradient", climb.points, green, 2.5, pyramid)
	}
	c.legendLeft = true
	return figure{
		Name: "experiment-control", Title: "The gap of hard tuning if calls fail by chance, measured and by the theory",
		Caption: "A statement that parses succeeds if each of its calls does; statements without calls are the forcing set. Hard tuning makes only those. Its " +
			"distance from the forecast of successes is the share of lucky successes. A network that the policy gradient tunes moves there step by step.",
		Table: &t, drawing: c.drawing(plotWidth, plotHeight),
	}
}

func (e *Experiments) feedback() figure {
	c := newChart("generation", "cross-entropy without copies, nats per token")
	c.x.step = 1
	t := table{Caption: "By generation", Heads: []string{"mimic, natural share, generation", "from the forecast", "from nature", "nats per token"}}
	lines := map[string]*series{}
	var names []string
	var first experiment.FeedbackRow
	for _, r := range e.Feedback {
		name := fmt.Sprintf("%s, natural: %s", r.Mimic, r.Natural)
		if r.Generation == 1 {
			first = r
		}
		if lines[name] == nil {
			lines[name] = new(series)
			if r.Generation > 1 { // all of a mimic have generation 1 in common
				lines[name].add(1, first.Loss)
			}
			names = append(names, name)
		}
		lines[name].add(float64(r.Generation)+0.03*float64(len(names)-1), r.Loss) // so that no bar covers another
		t.Rows = append(t.Rows, []string{
			fmt.Sprintf("%s, %d", name, r.Generation), interval(r.Forecast), interval(r.Nature), interval(r.Loss),
		})
	}
	for i, name := range names {
		lines[name].draw(c, name, mimicColours[i%len(mimicColours)], i)
	}
	c.legendLeft = true
	return figure{
		Name: "experiment-feedback", Title: "Mimics that learn from mimics",
		Caption: "Each generation learns from draws of the one before. The operator learnt from natural statements only, as the first generation did: from the second " +
			"on operator and mimic no longer see the same data.",
		Table: &t, drawing: c.drawing(plotWidth, plotHeight),
	}
}
