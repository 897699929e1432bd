package report

import (
	"fmt"

	"mimics/model"
	"mimics/properties"
	"mimics/theorems/scenario"
)

// frontier holds the tilt path of a scenario, from p to the outcomes of the highest reward, and challengers.
type frontier struct {
	scenario.Scenario
	tilts       []model.Tilt // the tilts, by rising base
	path        []model.Dist // the optima of the tilts
	limit       model.Dist   // p on the outcomes of the highest reward
	challengers []model.Dist
}

// The streams of the random numbers of the figures.
const (
	challengerStream = 1 + iota
	gapStream
)

const challengers = 400

// newFrontier computes the path and draws challengers: arbitrary distributions and distributions near the path.
func newFrontier(seed uint64) (frontier, error) {
	s, err := own("assistant.json")
	if err != nil {
		return frontier{}, err
	}
	f := frontier{Scenario: s}
	for _, base := range risingBases() {
		tilt, err := s.Tilt.WithBase(base)
		if err != nil {
			return frontier{}, err
		}
		pi, err := tilt.Optimum(s.Mimic)
		if err != nil {
			return frontier{}, err
		}
		f.tilts, f.path = append(f.tilts, tilt), append(f.path, pi)
	}
	if f.limit, err = s.Mimic.Given(model.NewEvent(s.Mimic.Len() - 1)); err != nil {
		return frontier{}, err
	}
	for i := range challengers {
		challenger, err := f.challenger(properties.NewRandom(seed, challengerStream, uint64(i)))
		if err != nil {
			return frontier{}, err
		}
		f.challengers = append(f.challengers, challenger)
	}
	return f, nil
}

// risingBases returns 17/16, 18/16, …, 2, and then 9/8 times the last base, 40 bases in all. The last optimum is near
// the limit.
func risingBases() (bases []model.Q) {
	for n := int64(17); n <= 32; n++ {
		bases = append(bases, model.Frac(n, 16))
	}
	for base := bases[len(bases)-1]; len(bases) < 40; {
		base = base.Mul(model.Frac(9, 8))
		bases = append(bases, base)
	}
	return bases
}

// challenger returns a distribution with small weights. Two times out of three it is mixed with a point of the path.
func (f *frontier) challenger(c properties.Choices) (model.Dist, error) {
	weights := make([]int64, f.Mimic.Len())
	for i := range weights {
		weights[i] = int64(c.Pick(24))
	}
	weights[c.Pick(len(weights))]++ // so that not all are 0
	d, err := model.Counts(weights...)
	if err != nil || c.Pick(3) == 0 {
		return d, err
	}
	return d.Mix(f.path[c.Pick(len(f.path))], model.Frac(int64(1+c.Pick(7)), 8)), nil
}

// income returns E_π[r].
func (f *frontier) income(pi model.Dist) model.Q { return pi.Expect(f.Tilt.Rewards()) }

// at returns the place of a distribution in the plane.
func (f *frontier) at(pi model.Dist) point {
	return point{model.KL(pi, f.Mimic).Float64(), f.income(pi).Float64()}
}

func (c *Contents) tilting() (chapter, error) {
	f, err := newFrontier(c.Seed)
	if err != nil {
		return chapter{}, err
	}
	return chapter{
		ID: "tilting", Title: "The path of fine-tuning",
		Lead: "Fine-tuning with reward r and a penalty of β·KL(π‖p) ends at π* ∝ p·e^(r/β). As the penalty falls, the reward and the divergence rise " +
			"(tilt/path). No other law has as high a reward at as small a divergence (tilt/pareto).",
		Figures: []figure{f.figure()},
	}, nil
}

func (f *frontier) figure() figure {
	c := newChart("divergence KL(π‖p), nats", "expected reward E_π[r]")
	points := []point{f.at(f.Mimic)}
	t := table{Caption: "Points of the path", Heads: []string{"base e^(1/β)", "E_π[r]", "KL(π‖p), about"}}
	for i, pi := range f.path {
		at := f.at(pi)
		if points = append(points, at); i%6 == 3 {
			t.Rows = append(t.Rows, []string{fmt.Sprintf("%.3f", f.tilts[i].Base().Float64()), fmt.Sprintf("%.4f", at.y),
				fmt.Sprintf("%.4f", at.x)})
		}
	}
	end := f.at(f.limit)
	points = append(points, end)
	var others []point
	for _, pi := range f.challengers {
		others = append(others, f.at(pi))
	}
	c.dots(fmt.Sprintf("%d challengers", len(others)), others, grey, 1.6, circle)
	c.line("tilts of rising base", points, blue, 0)
	c.dots("p, and its limit", []point{points[0], end}, orange, 4, pyramid)
	c.label(points[0], "p", 8, -12)
	c.label(end, "p(·|argmax r)", -84, -26)
	c.legendLow = true
	c.x.cover(-0.05)
	c.y.cover(0, 4.2)
	return figure{
		Name: "tilt-frontier", Title: "Reward against divergence: the tilt path and challengers",
		Caption: fmt.Sprintf("Scenario: %s. All %d random challengers lie below and to the right of the path. Exact logarithms decide on which side each challenger lies, "+
			"for every base of the path.", f.Name, len(others)),
		Table: &t, drawing: c.drawing(plotWidth, plotHeight),
	}
}
