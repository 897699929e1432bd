package report

import (
	"fmt"
	"html"
	"strings"
)

// The colours are visible on white and on black. No meaning depends on colour alone: lines differ by dashes, points by
// shape.
const (
	blue   = "#2f80d0"
	orange = "#d9700f"
	green  = "#2a9a5c"
	red    = "#d8465b"
	violet = "#8c6bd1"
	grey   = "#808488"
)

// Sizes in points. A page shows a point of a drawing as a pixel.
const (
	plotWidth, plotHeight = 620, 400
	letters               = 13
	halfLetter            = 4.5 // from the middle of a letter to its foot
	edge                  = 14  // between a chart and the edge of its drawing
	space                 = 5   // between a text and what it names
	tickLength            = 6
	inset                 = 6 // between an axis and its first value
	sampleWidth           = 30
	legendRow             = 16
)

// dashes distinguish lines without colour.
var dashes = []string{"none", "7,4", "2,3", "9,3,2,3"}

// point is a pair of values, or a place in a drawing, whose y grows downwards.
type point struct{ x, y float64 }

// span is an interval of values at x.
type span struct{ x, low, high float64 }

// chart is a drawing of values over two axes. If their titles are empty, the axes are not drawn.
type chart struct {
	x, y                  axis
	marks, samples        []mark // the samples are the legend
	legendLeft, legendLow bool   // otherwise the legend is at the top right
	legendAbove           bool   // in a row above the values
}

// mark is a set of points with the function that draws them at their places, and its name in the legend.
type mark struct {
	name   string
	points []point
	draw   func(places []point) string
}

func newChart(x, y string) *chart {
	return &chart{x: newAxis(x), y: newAxis(y)}
}

// add adds a mark, with a sample for the legend unless its name is empty. It extends the axes to the points, so that no
// mark leaves the chart.
func (c *chart) add(name string, points []point, draw func([]point) string, sample ...point) {
	for _, p := range points {
		c.x.cover(p.x)
		c.y.cover(p.y)
	}
	c.marks = append(c.marks, mark{name, points, draw})
	if name != "" {
		c.samples = append(c.samples, mark{name, sample, draw})
	}
}

// line draws a line through the points, with dashes by their number.
func (c *chart) line(name string, points []point, colour string, dash int) {
	c.add(name, points, func(places []point) string {
		var to strings.Builder
		for i, p := range places {
			fmt.Fprintf(&to, "%c%.2f,%.2f", "ML"[min(i, 1)], p.x, p.y)
		}
		return fmt.Sprintf(`<path d="%s" fill="none" stroke="%s" stroke-width="1.8" stroke-dasharray="%s"/>`,
			&to, colour, dashes[dash%len(dashes)])
	}, point{0, 0}, point{sampleWidth, 0})
}

// shape returns the path of a closed shape around a place.
type shape func(p point, radius float64) string

func circle(p point, r float64) string {
	return fmt.Sprintf("M%.2f,%.2fa%[3]g,%[3]g,0,1,1,%[4]g,0a%[3]g,%[3]g,0,1,1,-%[4]g,0z", p.x-r, p.y, r, 2*r)
}

func square(p point, r float64) string {
	return fmt.Sprintf("M%.2f,%.2fh%[3]gv%[3]gh-%[3]gz", p.x-r, p.y-r, 2*r)
}

func pyramid(p point, r float64) string {
	return fmt.Sprintf("M%.2f,%.2fl%[3]g,%[4]gh-%[4]gz", p.x, p.y-r, r, 2*r)
}

// dots draws a shape at each point.
func (c *chart) dots(name string, points []point, colour string, radius float64, form shape) {
	c.add(name, points, func(places []point) string {
		var shapes strings.Builder
		for _, p := range places {
			shapes.WriteString("\n" + form(p, radius))
		}
		return fmt.Sprintf(`<path d="%s" fill="%s"/>`, &shapes, colour)
	}, point{sampleWidth / 2, 0})
}

// bars draws the intervals, with end caps of the given width.
func (c *chart) bars(spans []span, colour string, ends float64) {
	var points []point
	for _, s := range spans {
		points = append(points, point{s.x, s.low}, point{s.x, s.high})
	}
	c.add("", points, func(places []point) string {
		var bars strings.Builder
		for i := 0; i < len(places); i += 2 {
			low, high := places[i], places[i+1]
			fmt.Fprintf(&bars, "\nM%.2f,%.2fV%.2f", low.x, low.y, high.y)
			for _, end := range []point{low, high} {
				fmt.Fprintf(&bars, "M%.2f,%.2fh%g", end.x-ends/2, end.y, ends)
			}
		}
		return fmt.Sprintf(`<path d="%s" fill="none" stroke="%s"/>`, &bars, colour)
	})
}

// label writes words beside a point.
func (c *chart) label(at point, words string, right, up float64) {
	c.add("", []point{at}, func(places []point) string {
		return written(point{places[0].x + right, places[0].y - up}, words)
	})
}

// drawing returns the chart as the elements of an SVG.
func (c *chart) drawing(width, height float64) drawing {
	var text strings.Builder
	fmt.Fprintf(&text, `<g font-family="%s" font-size="%d" fill="%s">`, families, letters, ink)
	c.x.from, c.x.to, c.y.from, c.y.to = edge, width-edge, height-edge, edge
	if c.legendAbove {
		c.y.to += legendRow
	}
	c.x.widen()
	c.y.widen()
	if c.x.title+c.y.title != "" {
		c.axes(&text)
	}
	for _, m := range c.marks {
		places := make([]point, len(m.points))
		for i, p := range m.points {
			places[i] = point{c.x.at(p.x), c.y.at(p.y)}
		}
		text.WriteString("\n" + m.draw(places))
	}
	c.legend(&text)
	text.WriteString("\n</g>")
	return drawing{width, height, text.String()}
}

// axes draws the axes, and moves the places of their lowest values to make room for them.
func (c *chart) axes(text *strings.Builder) {
	widest := 0.0
	for _, t := range c.y.ticks() {
		widest = max(widest, widthOf(t.Label))
	}
	left, bottom := edge+letters+2*space+widest+tickLength, c.y.from-2*letters-2*space-tickLength
	c.x.from, c.y.from = left+inset, bottom-inset
	var lines strings.Builder
	fmt.Fprintf(&lines, "M%.2f,%.2fH%.2fM%.2f,%.2fV%.2f", c.x.from, bottom, c.x.to, left, c.y.from, c.y.to)
	for _, t := range c.x.ticks() {
		x := c.x.at(t.At)
		fmt.Fprintf(&lines, "M%.2f,%.2fv%d", x, bottom, tickLength)
		label := point{x - widthOf(t.Label)/2, bottom + tickLength + space + 2*halfLetter}
		text.WriteString("\n" + written(label, t.Label))
	}
	for _, t := range c.y.ticks() {
		y := c.y.at(t.At)
		fmt.Fprintf(&lines, "M%.2f,%.2fh-%d", left, y, tickLength)
		label := point{left - tickLength - space - widthOf(t.Label), y + halfLetter}
		text.WriteString("\n" + written(label, t.Label))
	}
	fmt.Fprintf(text, "\n"+`<path d="%s" fill="none" stroke="%s"/>`, &lines, ink)
	xTitle := point{c.x.middle() - widthOf(c.x.title)/2, bottom + tickLength + 2*space + 2*letters}
	yTitle := point{edge + letters - space, c.y.middle() + widthOf(c.y.title)/2}
	text.WriteString("\n" + written(xTitle, c.x.title))
	fmt.Fprintf(text, "\n"+`<g transform="translate(%.2f,%.2f) rotate(-90)">%s</g>`,
		yTitle.x, yTitle.y, written(point{}, c.y.title))
}

// legend writes the names beside their samples, in a corner of the chart.
func (c *chart) legend(text *strings.Builder) {
	if c.legendAbove {
		c.legendInARow(text)
		return
	}
	y := c.y.to + legendRow/2
	if c.legendLow {
		y = c.y.from - legendRow*(float64(len(c.samples))-0.5)
	}
	for _, s := range c.samples {
		at, words := c.x.from+space, c.x.from+space+sampleWidth+space
		if !c.legendLeft {
			at = c.x.to - sampleWidth
			words = at - space - widthOf(s.name)
		}
		var places []point
		for _, p := range s.points {
			places = append(places, point{at + p.x, y + p.y})
		}
		text.WriteString("\n" + s.draw(places) + written(point{words, y + halfLetter}, s.name))
		y += legendRow
	}
}

// legendInARow writes each name behind its sample, above the values.
func (c *chart) legendInARow(text *strings.Builder) {
	x, y := c.x.from, c.y.to-legendRow
	for _, s := range c.samples {
		var places []point
		for _, p := range s.points {
			places = append(places, point{x + p.x, y + p.y})
		}
		text.WriteString("\n" + s.draw(places) + written(point{x + sampleWidth + space, y + halfLetter}, s.name))
		x += sampleWidth + 5*space + widthOf(s.name)
	}
}

// families lists the fonts of drawings.
const families = "Liberation Sans,Arial,Helvetica,sans-serif"

// written returns a text that begins at a place, in ink.
func written(at point, words string) string {
	return fmt.Sprintf(`<text x="%.2f" y="%.2f" %s>%s</text>`,
		at.x, at.y, fitted(widthOf(words)), html.EscapeString(words))
}

// fitted gives a text its width in whatever font the reader has. A wider font would run into what stands beside it.
func fitted(width float64) string {
	return fmt.Sprintf(`textLength="%.1f" lengthAdjust="spacingAndGlyphs"`, width)
}

// widths lists the widths of characters in Liberation Sans, which are those of Arial, in thousandths of the size of
// letters. Others are otherWidth wide.
var widths = []struct {
	width      int
	characters string
}{
	{191, "'"}, {222, "ijl"}, {260, "|"}, {278, " !,./:;I[]\\ft"}, {333, "()-`r·"}, {334, "{}"}, {355, `"`}, {389, "*"},
	{469, "^"}, {500, "ckvsxyzJ‖"}, {549, "√"}, {584, "+<=>~"}, {611, "FTZ"}, {667, "&ABEKPSVXY"}, {690, "π"},
	{722, "CDHNRUw"}, {778, "GOQ"}, {833, "Mm"}, {889, "%"}, {944, "W"}, {1015, "@"},
}

const otherWidth = 556 // that of digits and of most small letters

// widthOf returns the width of a text, by which drawings are laid out.
func widthOf(words string) float64 {
	sum := 0
	for _, r := range words {
		width := otherWidth
		for _, w := range widths {
			if strings.ContainsRune(w.characters, r) {
				width = w.width
			}
		}
		sum += width * letters
	}
	return float64(sum) / 1000
}
