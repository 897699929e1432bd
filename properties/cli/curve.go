package cli

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"mimics/model"
	"mimics/properties/cli/numbers"
	"mimics/properties/cli/results"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

type curveCommand struct {
	File    string `arg:"" help:"A scenario with an operator, a mimic and a horizon; - is standard input."`
	Horizon int    `help:"Look this many steps ahead instead of the scenario's horizon." placeholder:"N"`
	Format  string `help:"How to print: table, json or csv." enum:"table,json,csv" default:"table"`
	destination

	Normalize bool `help:"Divide the weights of every distribution by their sum, such as counts or rounded numbers."`
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
	Distance [2]string `json:"distance"` // a lower and an upper bound of E_A TV_n
	Spent    [2]string `json:"spent"`    // a lower and an upper bound of 2·Σ E_A TV² through n
}

func (c *curveCommand) Run(s *streams) error {
	if err := c.prepare(s, c.File); err != nil {
		return err
	}
	sequence, err := s.readScenario(c.File, c.Normalize)
	switch {
	case err != nil:
		return err
	case c.Horizon < 0 || c.Horizon > scenario.MaxHorizon:
		return fmt.Errorf("--horizon %d, expected a whole number from 1 to %d", c.Horizon, scenario.MaxHorizon)
	case c.Horizon > 0:
		sequence.Horizon = c.Horizon
	}
	found, err := theorems.NewCurve(&sequence)
	if err != nil {
		return fmt.Errorf("%s: %w", inputName(c.File), err)
	}
	detail := ""
	if steps := len(found.Distances); steps < sequence.Horizon {
		detail = fmt.Sprintf("covers %d of %d steps", steps, sequence.Horizon)
	}
	return s.write(c.Out, func(w io.Writer) error {
		switch c.Format {
		case "table":
			return curveTable(w, sequence.Name, found, detail)
		case "csv":
			return curveCSV(w, found)
		}
		budget, _ := numbers.Side(found.Budget)
		lnC, _ := numbers.Side(found.LnC)
		all := curve{sequence.Name, sequence.Horizon, budget, lnC, detail, []curvePoint{}}
		for n, d := range found.Distances {
			spent := found.Spent[n]
			all.Points = append(all.Points, curvePoint{
				n, [2]string{numbers.Decimals(d.Low, -1), numbers.Decimals(d.High, 1)},
				[2]string{numbers.Decimals(spent.Low, -1), numbers.Decimals(spent.High, 1)},
			})
		}
		return writeJSON(w, all)
	})
}

// curveCSV prints a row per step.
func curveCSV(w io.Writer, c theorems.Curve) error {
	rows := csv.NewWriter(w)
	rows.Write([]string{"n", "distance_low", "distance_high", "spent_low", "spent_high"})
	for n, d := range c.Distances {
		spent := c.Spent[n]
		rows.Write([]string{
			strconv.Itoa(n), numbers.Decimals(d.Low, -1), numbers.Decimals(d.High, 1), numbers.Decimals(spent.Low, -1),
			numbers.Decimals(spent.High, 1),
		})
	}
	rows.Flush()
	return rows.Error()
}

func curveTable(w io.Writer, name string, c theorems.Curve, detail string) error {
	p := printer{w: w}
	p.line("%s", name)
	p.line("  budget: KL(a‖m) = %s, ln C = %s", withDecimals(c.Budget), withDecimals(c.LnC))
	p.line("")
	p.line("  %4s  %-32s  %s", "n", "E_A TV", "2·Σ E_A TV²")
	const places = 12
	ends := func(e model.Enclosure) string {
		return "[" + e.Low.Decimal(places, -1) + ", " + e.High.Decimal(places, 1) + "]"
	}
	for n, d := range c.Distances {
		p.line("  %4d  %-32s  %s", n, ends(d), ends(c.Spent[n]))
	}
	if detail != "" {
		p.line("  %s", detail)
	}
	return p.err
}

// withDecimals writes a number: shortened if it is long, and followed by a decimal if it has logarithms.
func withDecimals(l model.Log) string {
	text, _ := numbers.Side(l)
	if short := results.Short(text); short != text {
		return short
	}
	if approx := finite(l); approx != nil && l.Terms() > 0 {
		text = fmt.Sprintf("%s ≈ %.7g", text, *approx)
	}
	return text
}
