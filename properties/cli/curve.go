package cli

import (
	"fmt"
	"io"

	"mimics/model"
	"mimics/properties/cli/results"
	"mimics/theorems"
)

type curveCommand struct {
	File   string `arg:"" help:"A scenario with an operator, a mimic and a horizon; - is standard input."`
	Format string `help:"How to print: table or json." enum:"table,json" default:"table"`
}

// curve is a curve as JSON: decimals are rounded outwards, logarithms exact.
type curve struct {
	Scenario string       `json:"scenario"`
	Horizon  int          `json:"horizon"`
	Budget   string       `json:"budget"` // KL(a‖m)
	LnC      string       `json:"lnC"`
	Detail   string       `json:"detail"`
	Points   []curvePoint `json:"points"`
}

type curvePoint struct {
	N        int       `json:"n"`
	Distance [2]string `json:"distance"` // E_A TV_n, at least and at most
	Spent    [2]string `json:"spent"`    // 2·Σ E_A TV² up to and with n
}

func (c *curveCommand) Run(s *streams) error {
	scenario, err := s.readScenario(c.File)
	if err != nil {
		return err
	}
	found, err := theorems.NewCurve(&scenario)
	if err != nil {
		return fmt.Errorf("%s: %w, expected an operator, a mimic and a horizon, and a history that both hold possible", inputName(c.File), err)
	}
	detail := ""
	if steps := len(found.Distances); steps < scenario.Horizon {
		detail = fmt.Sprintf("covers %d of %d steps", steps, scenario.Horizon)
	}
	return s.write("", func(w io.Writer) error {
		if c.Format == "table" {
			return curveTable(w, scenario.Name, found, detail)
		}
		budget, _ := sideText(found.Budget)
		lnC, _ := sideText(found.LnC)
		all := curve{scenario.Name, scenario.Horizon, budget, lnC, detail, []curvePoint{}}
		for n, d := range found.Distances {
			spent := found.Spent[n]
			all.Points = append(all.Points, curvePoint{
				n, [2]string{decimals(d.Low, -1), decimals(d.High, 1)}, [2]string{decimals(spent.Low, -1), decimals(spent.High, 1)},
			})
		}
		return writeJSON(w, all)
	})
}

func curveTable(w io.Writer, name string, c theorems.Curve, detail string) error {
	p := printer{w: w}
	p.line("%s", name)
	p.line("  budget: KL(a‖m) = %s, ln C = %s", withDecimals(c.Budget), withDecimals(c.LnC))
	p.line("")
	p.line("  %4s  %-32s  %s", "n", "E_A TV", "2·Σ E_A TV²")
	const places = 12
	ends := func(e model.Enclosure) string {
		return e.Low.Decimal(places, -1) + " - " + e.High.Decimal(places, 1)
	}
	for n, d := range c.Distances {
		p.line("  %4d  %-32s  %s", n, ends(d), ends(c.Spent[n]))
	}
	if detail != "" {
		p.line("  %s", detail)
	}
	return p.err
}

// withDecimals is a number as it stands, and about how large it is where that does not show.
func withDecimals(l model.Log) string {
	text, _ := sideText(l)
	if short := results.Short(text); short != text {
		return short
	}
	if approx := finite(l); approx != nil && l.Terms() > 0 {
		text = fmt.Sprintf("%s ≈ %.7g", text, *approx)
	}
	return text
}
