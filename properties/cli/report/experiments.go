package report

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"mimics/properties/cli/experiment"
)

// Experiments holds the results of the experiments on n-grams of real code.
type Experiments struct {
	Corpus  string // the description of the corpus
	Samples int
	experiment.Results
}

// The orders of the n-grams: manyOrders for transfer, fewOrders for the experiments that tune.
var manyOrders, fewOrders = []int{0, 1, 2, 3, 4, 5, 6}, []int{1, 2, 3}

// reportRuns is the number of runs, each with its own split of the corpus.
const reportRuns = 3

// TryOn makes the experiments on the corpus, which words describes. It returns an error if the context ends first.
func TryOn(ctx context.Context, corpus experiment.Corpus, words string, samples int, seed uint64) (
	*Experiments, error) {
	many := experiment.Setting{Orders: manyOrders, Samples: samples, Seed: seed}
	few := many
	few.Orders = fewOrders
	results, err := experiment.Try(ctx, "all", corpus, reportRuns, many, few)
	if err != nil {
		return nil, err
	}
	return &Experiments{words, samples, results}, nil
}

func (e *Experiments) chapter() (chapter, error) {
	ch := chapter{
		ID: "experiments", Title: "Mimics of real code",
		Lead: fmt.Sprintf("Nature is the simple statements of %s, as token kinds; mimics are n-grams that count them, with %d draws from each. Each number is the mean of %d runs, "+
			"each of which holds out another fifth of the corpus. Bars span the 95 %% intervals of all runs; the interval of a run holds fixed what was learnt. The results "+
			"are about n-grams only.", e.Corpus, e.Samples, reportRuns),
	}
	for _, draw := range []func() figure{e.transfer, e.compilability, e.control} {
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
	c := newChart("order of the n-gram", "distance, and loss of accuracy")
	c.x.step = 1
	c.y.cover(-0.05)
	var tv, gap series
	t := table{Caption: "By order", Heads: []string{"order", "TV", "gap", "gap ≤ 2·TV on the counts"}}
	for _, r := range e.Transfer {
		name := "world"
		if r.Order >= 0 {
			name = fmt.Sprint(r.Order)
			tv.add(float64(r.Order), r.TV)
			gap.add(float64(r.Order), r.Gap)
		}
		holds := "holds"
		if !r.Theorem.Holds || !r.Within {
			holds = "fails"
		}
		t.Rows = append(t.Rows, []string{name, interval(r.TV), interval(r.Gap), holds})
	}
	tv.draw(c, "TV of features and label", blue, 0)
	gap.draw(c, "gap of the classifiers", orange, 1)
	return figure{
		Name: "experiment-transfer", Title: "Distance of mimic from nature, and the gap of classifiers learnt from nature, by order",
		Caption: "A classifier learnt from natural statements is tested on statements of a mimic. Compared with one learnt from mimic data it loses at most twice the " +
			"total variation (transfer/bound). An order that is nearer to nature need not lose less (transfer/shrinks).",
		Table: &t, drawing: c.drawing(plotWidth, plotHeight),
	}
}

// penalised lists the ways of tuning that are drawn round by round, with the prefix of their rows in the tables.
var penalised = []struct {
	prefix, name string
	dash         int
}{{"refit ×", "no penalty", 0}, {"refit √(p/q) ×", "weights √(p/q)", 1}, {"refit p/q ×", "weights p/q", 2}}

func (e *Experiments) compilability() figure {
	c := newChart("mean length, tokens", "share that parses")
	c.x.step = 1
	c.x.cover(0)
	c.y.cover(1)
	t := table{Caption: "By order and way of tuning", Heads: []string{"tuning", "parses", "tokens", "TV from p(·|success)"}}
	colours := []string{blue, orange, green, violet}
	for i, orders := range e.Compilability {
		colour := colours[i%len(colours)]
		var start, once series
		for _, r := range orders.Rows {
			switch r.Tuning {
			case "none":
				start.add(r.Length.Value, r.Success)
			case "refit ×1":
				once.add(r.Length.Value, r.Success)
			}
			t.Rows = append(t.Rows, []string{
				fmt.Sprintf("order %d, %s", orders.Order, r.Tuning), interval(r.Success),
				fmt.Sprintf("%.2f", r.Length.Value), interval(r.TV),
			})
		}
		for _, way := range penalised {
			s := series{slices.Clone(start.points), slices.Clone(start.intervals)}
			if way.dash > 0 { // the first round is the same for all
				s.points, s.intervals = append(s.points, once.points...), append(s.intervals, once.intervals...)
			}
			for _, r := range orders.Rows {
				if strings.HasPrefix(r.Tuning, way.prefix) {
					s.add(r.Length.Value, r.Success)
				}
			}
			s.draw(c, fmt.Sprintf("order %d, %s", orders.Order, way.name), colour, way.dash)
		}
	}
	c.legendLeft, c.legendLow = true, true
	return figure{
		Name: "experiment-compilability", Title: "Success against length over rounds of tuning, by order",
		Caption: "Each line starts at the untuned mimic, below on the right, and has a point after 1, 2, 4 and 8 rounds of learning from own statements that parse. " +
			"Success rises and statements become shorter; weights that keep the law near its base lose some success and keep more length.",
		Table: &t, drawing: c.drawing(plotWidth, plotHeight*1.2),
	}
}

func (e *Experiments) control() figure {
	c := newChart("order of the n-gram", "TV(P(·|R=0), P(·|X_F))")
	c.x.step = 1
	c.x.cover(0.5, 3.5)
	c.y.cover(0, 0.65)
	t := table{Caption: "Hard tuning, by order and chance of a call", Heads: []string{"order, chance", "TV measured", "on the empirical law", "1 - c measured"}}
	measured, exact := map[string]*series{}, map[string]*series{}
	var chances []string
	for _, orders := range e.Control {
		if measured[orders.Call] == nil {
			measured[orders.Call], exact[orders.Call] = new(series), new(series)
			chances = append(chances, orders.Call)
		}
		for _, r := range orders.Rows {
			if r.Rounds > 0 || r.Exact == "" {
				continue
			}
			measured[orders.Call].add(float64(orders.Order), r.TV)
			exact[orders.Call].add(float64(orders.Order), r.Approx)
			t.Rows = append(t.Rows, []string{fmt.Sprintf("%d, %s", orders.Order, orders.Call), interval(r.TV),
				interval(r.Approx), interval(orders.Lucky)})
		}
	}
	colours := []string{blue, orange}
	name := "forcing/gap on the counts"
	for _, chance := range chances {
		c.dots(name, exact[chance].points, grey, 5, square)
		name = ""
	}
	for i, chance := range chances {
		colour := colours[i%len(colours)]
		measured[chance].draw(c, "chance of a call "+chance+": measured", colour, i)
	}
	return figure{
		Name: "experiment-control", Title: "The gap of hard tuning if calls fail by chance, measured and by the theory",
		Caption: "A statement that parses succeeds if each of its calls does; statements without calls are the forcing set. Hard tuning makes only those. Its " +
			"distance from the forecast of successes is the share of lucky successes.",
		Table: &t, drawing: c.drawing(plotWidth, plotHeight),
	}
}
