package report

import (
	"fmt"
	"math"

	"mimics/model"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

// followed is a scenario with its curve and the style of its line.
type followed struct {
	scenario.Scenario
	theorems.Curve
	colour string
	dash   int
}

// steps is the number of steps of a curve.
const steps = 30

// curves returns two scenarios whose forecasts merge, and one whose forecasts never do.
func curves() ([]followed, error) {
	dice, err := own("dice.json")
	if err != nil {
		return nil, err
	}
	rare, err := example("synchronised forecasts of a rare event")
	if err != nil {
		return nil, err
	}
	coins, err := example("two coins that never merge")
	if err != nil {
		return nil, err
	}
	list := []followed{{Scenario: dice, colour: blue}, {Scenario: rare, colour: orange, dash: 1},
		{Scenario: coins, colour: grey, dash: 2}}
	for i := range list {
		f := &list[i]
		f.Horizon = steps
		if f.Curve, err = theorems.NewCurve(&f.Scenario); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	return list, nil
}

func (c *Contents) merging() (chapter, error) {
	list, err := curves()
	if err != nil {
		return chapter{}, err
	}
	lost, err := surplusFigure()
	if err != nil {
		return chapter{}, err
	}
	return chapter{
		ID: "merging", Title: "How forecasts merge",
		Lead: "If A ≤ C·M for histories of every length, the one-step forecasts of operator and mimic merge as both observe, within a budget of " +
			"ln C nats for all time (merging/budget). It is not enough that both give positive probability to the same histories at every finite horizon (merging/finite-dominance).",
		Figures: []figure{distanceFigure(list), budgetFigure(list), lost},
	}, nil
}

// factors lists the K of the curves S_K.
var factors = []int64{1, 2, 4, 8}

// surplusFigure draws S_K, the part of the operator's law that K times the mimic's leaves uncovered.
func surplusFigure() (figure, error) {
	partly, err := own("partly.json")
	if err != nil {
		return figure{}, err
	}
	partly.Horizon = steps
	multiples := make([]model.Q, len(factors))
	for i, k := range factors {
		multiples[i] = model.Whole(k)
	}
	curves, singular, err := theorems.Surplus(&partly, multiples...)
	if err != nil {
		return figure{}, fmt.Errorf("%s: %w", partly.Name, err)
	}
	c := newChart("outcomes, L", "part of A that K·M leaves uncovered, S_K(L)")
	c.x.step = 5
	c.y.cover(0, 1)
	t := table{Caption: "S_K(L) to four decimals", Heads: []string{"L"}, Rows: make([][]string, len(curves[0]))}
	colours := []string{blue, orange, green, violet}
	for i, curve := range curves {
		points := make([]point, len(curve))
		for l, s := range curve {
			points[l] = point{float64(l), s.Float64()}
			if i == 0 {
				t.Rows[l] = []string{fmt.Sprint(l)}
			}
			t.Rows[l] = append(t.Rows[l], s.Decimal(4, -1))
		}
		name := fmt.Sprintf("K = %d", factors[i])
		c.line(name, points, colours[i], i%2)
		t.Heads = append(t.Heads, name)
	}
	c.line(fmt.Sprintf("singular: %s", singular), level(singular.Float64()), grey, 2)
	return figure{
		Name: "merging-surplus", Title: "The part of the operator's law that larger and larger multiples of the mimic's leave uncovered, and the part that never merges",
		Caption: "The operator's prior has two coins; the mimic's has only one of them. S_K(L) = Σ (A(h) - K·M(h))⁺ rises with the length L of histories. If K is at " +
			"least the bound on A/M for the coin that both have, here 2, S_K never exceeds the mass that never merges (merging/lebesgue), which is " + singular.String() + ".",
		Table: &t, drawing: c.drawing(plotWidth, plotHeight),
	}, nil
}

func distanceFigure(list []followed) figure {
	c := newChart("outcomes observed, n", "expected distance of the next forecasts, E_A TV")
	c.x.step = 5
	c.y.cover(0, 0.24)
	t := table{Caption: "E_A TV of the next forecasts, at least and at most", Heads: []string{"n"}}
	for _, f := range list {
		points, bounds := intervals(f.Distances)
		c.line(f.Name, points, f.colour, f.dash)
		c.bars(bounds, f.colour, 0)
		c.dots("", points, f.colour, 1.6, circle)
		t.Heads = append(t.Heads, f.Name)
	}
	t.Rows = numbered(list, func(f followed) []model.Enclosure { return f.Distances })
	return figure{
		Name: "merging-distance", Title: "Expected distance of operator's and mimic's forecasts against the outcomes observed",
		Caption: fmt.Sprintf("Each point lies for certain between two bounds, drawn as bars, which are at most %.1g apart. The distance need not fall "+
			"at every step. A ½ coin against a ⅓ coin stays at 1/6 forever, because neither side learns (merging/finite-dominance).", farthest(list)),
		Table: &t, drawing: c.drawing(plotWidth, plotHeight),
	}
}

func budgetFigure(list []followed) figure {
	c := newChart("steps forecast", "nats")
	c.x.step = 5
	c.y.cover(0)
	t := table{Caption: "2·Σ E_A TV² up to each step, at least and at most, in nats", Heads: []string{"n"}}
	var bounded []followed
	for _, f := range list {
		if f.Budget.IsInfinite() {
			continue
		}
		bounded = append(bounded, f)
		points, bounds := intervals(f.Spent)
		c.line("spent: "+f.Name, points, f.colour, 0)
		c.bars(bounds, f.colour, 0)
		c.dots("", points, f.colour, 1.6, circle)
		budget, bound := f.Budget.Float64(), f.LnC.Float64()
		c.line(fmt.Sprintf("KL(a‖m) = %.3f", budget), level(budget), f.colour, 1)
		c.line(fmt.Sprintf("ln C = %s", f.LnC), level(bound), f.colour, 2)
		c.y.cover(1.9 * bound)
		t.Heads = append(t.Heads, f.Name)
	}
	t.Rows = numbered(bounded, func(f followed) []model.Enclosure { return f.Spent })
	return figure{
		Name: "merging-budget", Title: "The spent part of the budget after each step, with the budget and its bound",
		Caption: "2·Σ E_A TV² is at most KL(a‖m), the divergence of the two priors, which is at most ln C, where C is the largest ratio of the operator's prior " +
			"to the mimic's. The distance from the curve to its budget is the slack of Pinsker's inequality and the divergence that is still to be learnt.",
		Table: &t, drawing: c.drawing(plotWidth, plotHeight),
	}
}

// level is a horizontal line across all steps.
func level(y float64) []point { return []point{{0, y}, {steps - 1, y}} }

// intervals returns the middles of the enclosures and their bounds.
func intervals(enclosures []model.Enclosure) (middles []point, bounds []span) {
	for n, e := range enclosures {
		low, high := e.Low.Float64(), e.High.Float64()
		middles = append(middles, point{float64(n), (low + high) / 2})
		bounds = append(bounds, span{float64(n), low, high})
	}
	return middles, bounds
}

// farthest returns the largest width of an enclosure of a distance.
func farthest(list []followed) (gap float64) {
	for _, f := range list {
		for _, e := range f.Distances {
			gap = math.Max(gap, e.High.Sub(e.Low).Float64())
		}
	}
	return gap
}

// numbered returns the bounds of all scenarios, a row per step.
func numbered(list []followed, bounds func(followed) []model.Enclosure) (rows [][]string) {
	for n := range steps {
		row := []string{fmt.Sprint(n)}
		for _, f := range list {
			cell := "–"
			if all := bounds(f); n < len(all) {
				cell = all[n].Low.Decimal(decimals, -1) + " – " + all[n].High.Decimal(decimals, 1)
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	return rows
}

// decimals is the number of decimal places in tables; bounds are rounded outwards.
const decimals = 7
