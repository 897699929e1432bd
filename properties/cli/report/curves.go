package report

// Curve is a line of values over x, with the ends of their ranges.
type Curve struct {
	Name      string
	X, Value  []float64
	Low, High []float64
}

// Curves draws curves with their ranges as an SVG file. The titles are those of the drawing and of its axes.
func Curves(title, x, y string, curves ...Curve) []byte {
	colours := []string{blue, orange, green, violet}
	c := newChart(x, y)
	c.y.cover(0)
	for i, curve := range curves {
		colour := colours[i%len(colours)]
		var line []point
		var ranges []span
		for j := range curve.X {
			line = append(line, point{curve.X[j], curve.Value[j]})
			ranges = append(ranges, span{curve.X[j], curve.Low[j], curve.High[j]})
		}
		c.bars(ranges, colour, tickLength)
		c.line(curve.Name, line, colour, i)
	}
	f := figure{Name: title, Title: title, drawing: c.drawing(plotWidth, plotHeight)}
	return f.standalone()
}
