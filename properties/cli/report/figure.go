package report

import (
	"bytes"
	"fmt"
	"html"
	"html/template"
	"strings"
)

// figure is a drawing with its description.
type figure struct {
	Name    string // the name of its file, without .svg
	Title   string // one line, also for screen readers
	Caption string // sentences that explain the drawing
	Table   *table // the numbers, or nil if there are too many
	drawing drawing
}

// drawing holds the elements of an SVG, in points.
type drawing struct {
	width, height float64
	text          string
}

// table holds the numbers of a figure. The first cell of each row is its head.
type table struct {
	Caption string
	Heads   []string
	Rows    [][]string
}

// ink is the neutral colour of drawings: on the page the colour of the text, and in an SVG file that of the reader's
// colour scheme.
const ink = "currentColor"

// schemes sets the colours of an SVG file for light and dark schemes.
const schemes = `<style>svg{color:#202428;background:#ffffff}` +
	`@media(prefers-color-scheme:dark){svg{color:#e4e7ea;background:#16191d}}</style>`

// Inline returns the drawing as an element of the page.
func (f figure) Inline() template.HTML { return template.HTML(f.svg("")) }

// Scrolls returns the style by which a frame that is narrower than the drawing says that it scrolls.
func (f figure) Scrolls() template.CSS {
	return template.CSS(fmt.Sprintf("@container (width < %gpx) { #%s .hint { display: block; } }", f.drawing.width, f.Name))
}

// standalone returns the drawing as an SVG file. Its links lead to the page.
func (f *figure) standalone() []byte {
	drawn := strings.ReplaceAll(f.svg(schemes), `href="#`, `href="`+Index+`#`)
	return []byte(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + drawn + "\n")
}

func (f *figure) svg(style string) string {
	var text bytes.Buffer
	title, role := html.EscapeString(f.Title), "img"
	if strings.Contains(f.drawing.text, "<a ") {
		role = "group" // readers of screens leave out the links in an image
	}
	fmt.Fprintf(&text, `<svg xmlns="http://www.w3.org/2000/svg" width="%[1]g" height="%[2]g" viewBox="0 0 %[1]g %[2]g" role="%[4]s" aria-label="%[3]s">`,
		f.drawing.width, f.drawing.height, title, role)
	fmt.Fprintf(&text, "<title>%s</title>%s", title, style)
	text.WriteString(f.drawing.text)
	text.WriteString("</svg>")
	return text.String()
}
