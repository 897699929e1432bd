package report

import (
	"fmt"
	"math"

	"mimics/model"
	"mimics/theorems/scenario"
)

// triangle holds the paths of tuning on an imperfectly controlled success in the space of distributions on three
// outcomes.
type triangle struct {
	scenario.Scenario
	forced, forecast model.Dist   // P(·|X_F) and P(·|R=0)
	soft             []model.Dist // the optima for a penalty on failure, by rising base
	remedied         []model.Dist // the optima for the reward β·ln E[e^(R/β)], by falling s
}

func newTriangle() (triangle, error) {
	s, err := example("a softer reward that overshoots")
	if err != nil {
		return triangle{}, err
	}
	t := triangle{Scenario: s}
	p, g := s.Mimic, *s.Success
	if t.forced, err = g.HardOptimum(p); err != nil {
		return triangle{}, err
	}
	if t.forecast, err = g.Posterior(p); err != nil {
		return triangle{}, err
	}
	for n := int64(1); n <= 48; n++ {
		pi, err := g.SoftOptimum(p, model.Frac(9, 8).Pow(int(n)))
		if err != nil {
			return triangle{}, err
		}
		remedied, err := remedy(p, g, model.Frac(48-n, 48))
		if err != nil {
			return triangle{}, err
		}
		t.soft, t.remedied = append(t.soft, pi), append(t.remedied, remedied)
	}
	return t, nil
}

// remedy returns π ∝ p·(g + (1-g)·s), in which a success has factor 1 and a failure factor s.
func remedy(p model.Dist, g model.Channel, s model.Q) (model.Dist, error) {
	factors := make([]model.Q, g.Len())
	for x := range factors {
		factors[x] = g.At(x).Add(model.One.Sub(g.At(x)).Mul(s))
	}
	return p.Reweight(factors)
}

// in returns the place of a distribution in an equilateral triangle of side 1. Each corner is the certainty of an
// outcome.
func (t *triangle) in(d model.Dist) point {
	right, top := d.P(1).Float64(), d.P(2).Float64()
	return point{right + top/2, top * math.Sqrt(3) / 2}
}

func (t *triangle) along(path []model.Dist) (points []point) {
	for _, d := range append([]model.Dist{t.Mimic}, path...) {
		points = append(points, t.in(d))
	}
	return points
}

func (c *Contents) softening() (chapter, error) {
	t, err := newTriangle()
	if err != nil {
		return chapter{}, err
	}
	return chapter{
		ID: "softening", Title: "The paths of softer rewards",
		Lead: "If the mimic controls success only partly, hard tuning ends at P(·|X_F), the law of outcomes that succeed for certain. The optimum for a smaller cost of " +
			"failure need not lie between p and P(·|X_F) (forcing/soft-between). With the reward β·ln E[e^(R/β)|x] the optimum lies between p and P(·|R=0) (forcing/remedy).",
		Figures: []figure{t.figure()},
	}, nil
}

func (t *triangle) figure() figure {
	const side = 400
	c := newChart("", "")
	corners := make([]point, 4)
	for i := range corners {
		corners[i] = t.in(model.Point(3, i%3))
	}
	c.line("", corners, grey, 0)
	c.line("from p to P(·|X_F)", []point{t.in(t.Mimic), t.in(t.forced)}, grey, 2)
	c.line("soft optima", t.along(t.soft), orange, 0)
	c.line("remedied optima", t.along(t.remedied), green, 1)
	c.dots("", []point{t.in(t.Mimic), t.in(t.forced), t.in(t.forecast)}, ink, 3.5, circle)
	c.label(t.in(t.Mimic), "p", -14, -4)
	c.label(t.in(t.forced), "P(·|X_F)", 10, 6)
	c.label(t.in(t.forecast), "P(·|R=0)", 9, -2)
	for i, offset := range []point{{-40, -20}, {-16, -20}, {-24, 8}} {
		c.label(corners[i], fmt.Sprintf("%s, g = %s", t.Outcomes[i], t.Success.At(i)), offset.x, offset.y)
	}
	c.x.cover(-0.2, 1.28)
	c.y.cover(-0.12, 0.98)
	most := t.Mimic.P(2).Max(t.forced.P(2))
	peak := most
	for _, d := range t.soft {
		peak = peak.Max(d.P(2))
	}
	return figure{
		Name: "forcing-triangle", Title: "All distributions on three outcomes, with the soft and the remedied path",
		Caption: fmt.Sprintf("Each corner is the certainty of one outcome, and g its probability of success. The soft path gives %s up to %.3f, although p gives it %s and P(·|X_F) %s: it "+
			"leaves the segment between them. Every remedied optimum lies on the segment from p to P(·|R=0), exactly.",
			t.Outcomes[2], peak.Float64(), t.Mimic.P(2), t.forced.P(2)),
		drawing: c.drawing(2*edge+side*1.48, 2*edge+side*1.1),
	}
}
