package report

import (
	"fmt"
	"strings"
)

// Curve is a line of values over x, with the ends of their ranges.
type Curve struct {
	Name      string
	X, Value  []float64
	Low, High []float64
}

// Tick is a place of an axis with its label.
type Tick struct {
	At    float64
	Label string
}

// Curves draws curves with bands for their ranges as an SVG file. The titles are those of the drawing and of its axes;
// without ticks the axis of x chooses its own.
func Curves(title, x, y string, ticks []Tick, curves ...Curve) []byte {
	c := newChart(x, y)
	c.legendAbove, c.x.named = true, ticks
	c.y.cover(0)
	for i, curve := range curves {
		colour := colours[i%len(colours)]
		line, ranges := curve.points()
		c.band(ranges, colour)
		c.line(curve.Name, line, colour, i)
	}
	return standalone(title, c)
}

// Groups draws the same few things side by side for each of the ticks: values with bars for their ranges. X of a curve
// is the place of its tick.
func Groups(title, x, y string, ticks []Tick, curves ...Curve) []byte {
	c := newChart(x, y)
	c.legendAbove, c.x.named = true, ticks
	c.y.cover(0)
	for _, t := range ticks {
		c.x.cover(t.At-0.5, t.At+0.5)
	}
	for i, curve := range curves {
		colour := colours[i%len(colours)]
		line, ranges := curve.points()
		for j := range line {
			aside := 0.4 * (float64(i) - float64(len(curves)-1)/2) / float64(len(curves))
			line[j].x, ranges[j].x = line[j].x+aside, ranges[j].x+aside
		}
		c.bars(ranges, colour, tickLength)
		c.dots(curve.Name, line, colour, 4, []shape{circle, square, pyramid}[i%3])
	}
	return standalone(title, c)
}

var colours = []string{blue, orange, green, violet}

func standalone(title string, c *chart) []byte {
	f := figure{Name: title, Title: title, drawing: c.drawing(plotWidth, plotHeight)}
	return f.standalone()
}

func (c *Curve) points() (line []point, ranges []span) {
	for j := range c.X {
		line = append(line, point{c.X[j], c.Value[j]})
		ranges = append(ranges, span{c.X[j], c.Low[j], c.High[j]})
	}
	return line, ranges
}

// band shades the area between the ends of the intervals.
func (c *chart) band(spans []span, colour string) {
	var points []point
	for _, s := range spans {
		points = append(points, point{s.x, s.low})
	}
	for i := len(spans) - 1; i >= 0; i-- {
		points = append(points, point{spans[i].x, spans[i].high})
	}
	c.add("", points, func(places []point) string {
		var to strings.Builder
		for i, p := range places {
			fmt.Fprintf(&to, "%c%.2f,%.2f", "ML"[min(i, 1)], p.x, p.y)
		}
		return fmt.Sprintf(`<path d="%sz" fill="%s" fill-opacity="0.2"/>`, &to, colour)
	})
}
