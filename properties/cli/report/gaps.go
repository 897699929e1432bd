package report

import (
	"fmt"

	"mimics/model"
	"mimics/properties"
	"mimics/theorems"
)

// gap holds the gap between hard tuning and forecast in one scenario, computed by two routes.
type gap struct {
	distance  model.Q // TV(P(·|R=0), P(·|X_F))
	proneness model.Q // 1 - P(X_F|R=0)
}

// gapScenarios is the number of random scenarios.
const gapScenarios = 3000

// newGaps draws scenarios that meet the hypotheses of the claim forcing/gap. The two routes share only the operator's
// forecast of successes.
func newGaps(claim theorems.Claim, seed uint64) ([]gap, error) {
	sampler := properties.NewSampler(claim)
	var list []gap
	for i := uint64(0); len(list) < gapScenarios; i++ {
		in, met := sampler.Instance(properties.NewRandom(seed, gapStream, i))
		if !met {
			continue
		}
		forecast, err := in.Success.Posterior(in.P())
		if err != nil {
			return nil, err
		}
		tuned, err := in.Success.HardOptimum(in.P())
		if err != nil {
			return nil, err
		}
		list = append(list, gap{model.TotalVariation(forecast, tuned),
			model.One.Sub(forecast.Prob(in.Success.ForcingSet()))})
	}
	return list, nil
}

func (c *Contents) gaps() (chapter, error) {
	claim, ok := c.Theory.Find("forcing/gap")
	if !ok {
		return chapter{}, fmt.Errorf("there is no claim forcing/gap to draw scenarios for")
	}
	list, err := newGaps(*claim, c.Seed)
	if err != nil {
		return chapter{}, err
	}
	return chapter{
		ID: "gaps", Title: "How far imperfect control misses",
		Lead: "A share 1 - c of the successes that the operator forecasts is luck: outcomes that can fail. The gap, which is the distance of hard tuning from this " +
			"forecast, is exactly 1 - c (forcing/gap).",
		Figures: []figure{gapFigure(list)},
	}, nil
}

func gapFigure(list []gap) figure {
	c := newChart("proneness to luck, 1 - c", "gap, TV(P(·|R=0), P(·|X_F))")
	c.x.cover(0, 1)
	c.y.cover(0, 1)
	drawn := map[point]bool{}
	var points []point
	equal := 0
	for _, g := range list {
		if g.distance.Equal(g.proneness) {
			equal++
		}
		// One point per place is enough.
		if at := (point{nearest(g.proneness), nearest(g.distance)}); !drawn[at] {
			drawn[at] = true
			points = append(points, at)
		}
	}
	c.dots("random scenarios", points, blue, 3, circle)
	c.line("gap = 1 - c", []point{{0, 0}, {1, 1}}, ink, 2)
	c.legendLeft = true
	return figure{
		Name: "forcing-gap", Title: "The gap of hard tuning against the share of lucky successes, scenario by scenario",
		Caption: fmt.Sprintf("The two numbers are equal as fractions in %d of %d random scenarios. One is the total variation of two distributions, the other the "+
			"probability of one event.", equal, len(list)),
		drawing: c.drawing(plotWidth*0.8, plotWidth*0.75),
	}
}

// nearest rounds to a grid that is finer than the eye can see.
func nearest(q model.Q) float64 {
	const grid = 512
	return float64(int(q.Float64()*grid+0.5)) / grid
}
