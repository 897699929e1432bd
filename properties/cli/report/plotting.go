package report

import (
	"bytes"
	"fmt"
	"html"
	"image/color"
	"regexp"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"
)

// The colours are visible on white and on black. No meaning depends on colour alone: lines differ by dashes, points by
// shape.
var (
	plain  = paint(ink)
	blue   = paint("#2f80d0")
	orange = paint("#d9700f")
	green  = paint("#2a9a5c")
	red    = paint("#d8465b")
	violet = paint("#8c6bd1")
	grey   = paint("#808488")
)

// paint reads a colour such as #2f80d0.
func paint(hex string) color.NRGBA {
	n, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	if err != nil {
		panic(err) // the colours above are fixed
	}
	return color.NRGBA{R: uint8(n >> 16), G: uint8(n >> 8), B: uint8(n), A: 255}
}

// Sizes in points. A page shows a point of a plot as a pixel, so letters have 13 pixels.
const (
	plotWidth, plotHeight = 620, 400
	letters               = 13
	thin, thick           = vg.Length(0.8), vg.Length(1.8)
)

// dashes distinguish lines without colour.
var dashes = [][]vg.Length{nil, {7, 4}, {2, 3}, {9, 3, 2, 3}}

// chart is a plot in the style of the page.
type chart struct{ *plot.Plot }

func newChart(x, y string) chart {
	p := plot.New()
	p.BackgroundColor = nil // the canvas would divide a transparent colour by its opacity, 0
	p.X.Label.Text, p.Y.Label.Text = x, y
	for _, style := range []*text.Style{
		&p.X.Label.TextStyle, &p.Y.Label.TextStyle, &p.X.Tick.Label, &p.Y.Tick.Label, &p.Legend.TextStyle,
		&p.Title.TextStyle,
	} {
		style.Font = sans(letters)
		style.Color = plain
	}
	for _, axis := range []*plot.Axis{&p.X, &p.Y} {
		axis.LineStyle.Color, axis.Tick.LineStyle.Color = plain, plain
		axis.Label.Padding = 6
	}
	p.Legend.Top, p.Legend.Padding, p.Legend.ThumbnailWidth = true, 3, 30
	p.Legend.XOffs, p.Legend.YOffs = -8, -6
	return chart{p}
}

func sans(size font.Length) font.Font {
	return font.Font{Typeface: "Liberation", Variant: "Sans", Size: size}
}

// line draws a line through the points, with dashes by their number. An empty name has no entry in the legend.
func (c chart) line(name string, points plotter.XYs, colour color.Color, dash int) {
	l := &plotter.Line{XYs: points, LineStyle: draw.LineStyle{Color: colour, Width: thick,
		Dashes: dashes[dash%len(dashes)]}}
	c.Add(l)
	if name != "" {
		c.Legend.Add(name, l)
	}
}

// dots draws a glyph at each point.
func (c chart) dots(name string, points plotter.XYs, colour color.Color, radius vg.Length, shape draw.GlyphDrawer) {
	s := &plotter.Scatter{XYs: points, GlyphStyle: draw.GlyphStyle{Color: colour, Radius: radius, Shape: shape}}
	c.Add(s)
	if name != "" {
		c.Legend.Add(name, s)
	}
}

// bars draws the interval of each point, with end caps of the given width.
func (c chart) bars(points plotter.XYs, reach plotter.YErrors, colour color.Color, ends vg.Length) {
	b := &plotter.YErrorBars{XYs: points, YErrors: reach, LineStyle: draw.LineStyle{Color: colour, Width: 1},
		CapWidth: ends}
	c.Add(b)
}

// label writes words beside a point.
func (c chart) label(at plotter.XY, words string, right, up vg.Length) {
	style := text.Style{Color: plain, Font: sans(letters), Handler: plot.DefaultTextHandler}
	c.Add(&plotter.Labels{XYs: plotter.XYs{at}, Labels: []string{words}, TextStyle: []text.Style{style},
		Offset: vg.Point{X: right, Y: up}})
}

// drawing returns the chart as the elements of an SVG.
func (c chart) drawing(width, height float64) (drawing, error) {
	canvas := vgsvg.New(vg.Length(width), vg.Length(height))
	c.Draw(draw.Crop(draw.New(canvas), 6, -14, 6, -12)) // so that nothing touches the edge
	var text bytes.Buffer
	if _, err := canvas.WriteTo(&text); err != nil {
		return drawing{}, err
	}
	return insideOf(text.String(), width, height)
}

// insideOf returns the elements of an SVG of the canvas, without its root, and with fonts that every system has.
func insideOf(svg string, width, height float64) (drawing, error) {
	_, svg, begins := strings.Cut(svg, "<svg")
	_, svg, opens := strings.Cut(svg, ">")
	end := strings.LastIndex(svg, "</svg>")
	if !begins || !opens || end < 0 {
		return drawing{}, fmt.Errorf("the canvas gave no SVG")
	}
	svg = strings.NewReplacer(
		"font-family:Liberation Sans;font-variant:normal;font-weight:normal;font-style:normal", "font-family:"+families,
		"\n\t", " ", strings.ToUpper(ink), ink,
	).Replace(svg[:end])
	svg = words.ReplaceAllStringFunc(svg, func(element string) string {
		parts := words.FindStringSubmatch(element)
		return fmt.Sprintf(`<text %s%s>%s</text>`, fitted(widthOf(html.UnescapeString(parts[2]))), parts[1], parts[2])
	})
	return drawing{width, height, strings.TrimSpace(svg)}, nil
}

// families lists the fonts of drawings.
const families = "Liberation Sans,Arial,Helvetica,sans-serif"

// words matches a text of a drawing.
var words = regexp.MustCompile(`<text([^>]*)>([^<]*)</text>`)

// widthOf returns the width of a text in Liberation Sans, by which drawings are laid out.
func widthOf(words string) float64 {
	style := text.Style{Font: sans(letters), Handler: plot.DefaultTextHandler}
	return style.Width(words).Points()
}

// fitted gives a text its width in whatever font the reader has. A wider font would run into what stands beside it.
func fitted(width float64) string {
	return fmt.Sprintf(`textLength="%.1f" lengthAdjust="spacingAndGlyphs"`, width)
}

// hexOf writes a colour in the form that paint reads.
func hexOf(c color.NRGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }
