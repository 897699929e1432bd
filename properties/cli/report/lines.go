package report

// Line is a series of values of a chart.
type Line struct {
	Name string
	X, Y []float64
}

// Lines draws up to as many lines as there are colours, as a standalone SVG.
func Lines(title, x, y string, lines ...Line) []byte {
	c := newChart(x, y)
	c.legendAbove = true
	for i, l := range lines {
		points := make([]point, len(l.X))
		for j := range points {
			points[j] = point{l.X[j], l.Y[j]}
		}
		colours := []string{blue, orange, green, violet, red, grey}
		c.line(l.Name, points, colours[i%len(colours)], i)
	}
	f := figure{Name: "lines", Title: title, drawing: c.drawing(plotWidth, plotHeight)}
	return f.standalone()
}
