package cli

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"

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
	draw := func(name, title, x string, curves ...*plotted) {
		var drawn []page.Curve
		for _, c := range curves {
			if len(c.X) > 0 {
				drawn = append(drawn, c.Curve)
			}
		}
		if len(drawn) > 0 {
			list = append(list, drawing{name, page.Curves(plotTitle+title, x, "share", drawn...)})
		}
	}
	bySize, byKL := [2]*plotted{newPlotted("success"), newPlotted("gap")}, [2]*plotted{newPlotted("success"), newPlotted("gap")}
	for _, s := range a.soft {
		if s.Lambda > 0 {
			bySize[0].add(math.Log2(s.Lambda), s.Success)
			bySize[1].add(math.Log2(s.Lambda), s.Distance)
		}
		byKL[0].add(s.KL, s.Success)
		byKL[1].add(s.KL, s.Distance)
	}
	draw("soft.svg", "soft tuning by the size of the reward", "log2 of ρ/β", bySize[:]...)
	draw("kl.svg", "soft tuning by its divergence", "KL in nats", byKL[:]...)
	success, gold := newPlotted("success"), newPlotted("gold")
	for _, b := range a.bestOf {
		success.add(math.Log2(float64(b.N)), b.Success)
		if b.Gold != nil {
			gold.add(math.Log2(float64(b.N)), *b.Gold)
		}
	}
	draw("best-of-n.svg", "the best of n completions", "log2 of n", success, gold)
	gap, landing, passed := newPlotted("gap"), newPlotted("gold of the output"), newPlotted("gold of successes")
	for _, t := range a.thresholds {
		x := -math.Log10(1 - t.Quantile)
		gap.add(x, t.Gap)
		if t.Landing != nil {
			landing.add(x, *t.Landing)
			passed.add(x, *t.Passed)
		}
	}
	draw("thresholds.svg", "thresholds of the reward", "-log10 of the share above", gap, landing, passed)
	if a.against == nil {
		return list
	}
	for i, f := range a.against.Features {
		before, forecast, after := newPlotted("before"), newPlotted("forecast"), newPlotted("after")
		for v, value := range f.Values {
			before.add(float64(v+1), value.Before)
			after.add(float64(v+1), value.After)
			if value.Forecast != nil {
				forecast.add(float64(v+1), *value.Forecast)
			}
		}
		draw(fmt.Sprintf("feature-%d.svg", i+1), f.Name+" among successes", "value, as the table lists them", before, after, forecast)
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
