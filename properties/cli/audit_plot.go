package cli

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"

	"mimics/properties/cli/audit"
	"mimics/properties/cli/estimate"
	page "mimics/properties/cli/report"
)

// plotTitle begins the title of every drawing of an audit, by which an earlier one is recognised.
const plotTitle = "Audit: "

// drawing is a file with an SVG.
type drawing struct {
	name string
	svg  []byte
}

// plotted collects the points of a line.
type plotted struct{ page.Curve }

func (c *plotted) add(x float64, e estimate.Estimate) {
	c.X, c.Value = append(c.X, x), append(c.Value, e.Value)
	c.Low, c.High = append(c.Low, e.Low), append(c.High, e.High)
}

func newPlotted(name string) *plotted { return &plotted{page.Curve{Name: name}} }

// drawings draws what the audit knows over the strength of tuning, and each feature before and after.
func (a *audited) drawings() (list []drawing) {
	const share = "share, with ranges of 95 %"
	draw := func(name, title, x string, ticks []page.Tick, curves ...*plotted) {
		if drawn := withPoints(curves); len(drawn) > 0 {
			list = append(list, drawing{name, page.Curves(plotTitle+title, x, share, ticks, drawn...)})
		}
	}
	success, gap := newPlotted("success"), newPlotted("gap")
	successByKL, gapByKL := newPlotted("success"), newPlotted("gap")
	var sizes []page.Tick
	for _, s := range a.soft {
		if s.Lambda > 0 {
			x := math.Log2(s.Lambda)
			sizes = append(sizes, page.Tick{At: x, Label: fmt.Sprint(s.Lambda)})
			success.add(x, s.Success)
			gap.add(x, s.Distance)
		}
		successByKL.add(s.KL, s.Success)
		gapByKL.add(s.KL, s.Distance)
	}
	draw("soft.svg", "soft tuning by the size of the reward", "ρ/β", sizes, success, gap)
	draw("kl.svg", "soft tuning by its divergence", "KL in nats", nil, successByKL, gapByKL)
	best, gold := newPlotted("success"), newPlotted("gold")
	var numbers []page.Tick
	for _, b := range a.bestOf {
		x := math.Log2(float64(b.N))
		numbers = append(numbers, page.Tick{At: x, Label: fmt.Sprint(b.N)})
		best.add(x, b.Success)
		if b.Gold != nil {
			gold.add(x, *b.Gold)
		}
	}
	draw("best-of-n.svg", "the best of n completions", "n", numbers, best, gold)
	above, landing, passed := newPlotted("gap"), newPlotted("gold of the output"), newPlotted("gold of successes")
	var quantiles []page.Tick
	for _, t := range a.thresholds {
		x := -math.Log10(1 - t.Quantile)
		quantiles = append(quantiles, page.Tick{At: x, Label: fmt.Sprintf("%.3g %%", 100*(1-t.Quantile))})
		above.add(x, t.Gap)
		if t.Landing != nil {
			landing.add(x, *t.Landing)
			passed.add(x, *t.Passed)
		}
	}
	draw("thresholds.svg", "thresholds of the reward", "success is to be among the highest", quantiles,
		above, landing, passed)
	if a.against == nil {
		return list
	}
	for i, f := range a.against.Features {
		if len(f.Values) == 0 { // there were too many
			continue
		}
		before, forecast, after := newPlotted("before"), newPlotted("forecast"), newPlotted("after")
		var names []page.Tick
		for v, value := range f.Values[:min(len(f.Values), maxPlotted)] {
			const letters = 72 // as many as fit below the axis
			name := cutTo(cmp.Or(value.Name, audit.Missing), letters/min(len(f.Values), maxPlotted))
			names = append(names, page.Tick{At: float64(v), Label: name})
			before.add(float64(v), value.Before)
			after.add(float64(v), value.After)
			if value.Forecast != nil {
				forecast.add(float64(v), *value.Forecast)
			}
		}
		drawn := withPoints([]*plotted{before, forecast, after})
		list = append(list, drawing{fmt.Sprintf("feature-%d.svg", i+1), page.Groups(plotTitle+f.Name+" among successes",
			f.Name, "share of successes, with ranges of 95 %", names, drawn...)})
	}
	return list
}

// maxPlotted is the largest number of values of a feature in a drawing: those that changed the most.
const maxPlotted = 12

// withPoints returns the curves that have any.
func withPoints(curves []*plotted) (list []page.Curve) {
	for _, c := range curves {
		if len(c.X) > 0 {
			list = append(list, c.Curve)
		}
	}
	return list
}

// plot writes the drawings into a folder.
func (c *auditCommand) plot(s *streams, a *audited) error {
	if c.Plot == "" {
		return nil
	}
	if err := os.MkdirAll(c.Plot, 0o777); err != nil {
		return fileError(c.Plot, err)
	}
	ours := func(text []byte) bool { return bytes.Contains(text, []byte("<title>"+plotTitle)) }
	for _, d := range a.drawings() {
		name := filepath.Join(c.Plot, d.name)
		if err := c.mayWrite(s, name, ours, c.inputs()...); err != nil {
			return err
		}
		if err := s.write(name, func(w io.Writer) error {
			_, err := w.Write(d.svg)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}
