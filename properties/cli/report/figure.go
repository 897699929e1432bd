package report

import (
	"bytes"
	"fmt"
	"html"
	"html/template"
	"strings"
)

// figure is a drawing with what it shows in words.
type figure struct {
	Name    string // of its file, without .svg
	Title   string // one line, for who does not see it too
	Caption string // what is to be seen, in sentences
	Wide    bool   // whether it needs the width of the page
	Table   *table // the numbers, nil where they would be too many
	drawing drawing
}

// drawing is the inside of an SVG, in points.
type drawing struct {
	width, height float64
	text          string
}

// table is numbers beside a figure: the first cell of each row is its head.
type table struct {
	Caption string
	Heads   []string
	Rows    [][]string
}

// ink is the colour that drawings are made in where they mean nothing by it. On the page it is that of the text, and in a
// file of its own that of the reader's scheme.
const ink = "#202428"

// schemes are the colours of a drawing in a file of its own.
const schemes = `<style>svg{color:#202428;background:#ffffff}` +
	`@media(prefers-color-scheme:dark){svg{color:#e4e7ea;background:#16191d}}</style>`

// Inline is the drawing as a part of the page.
func (f *figure) Inline() template.HTML { return template.HTML(f.svg("")) }

// standalone is the drawing as a file of its own.
func (f *figure) standalone() []byte {
	return []byte(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + f.svg(schemes) + "\n")
}

func (f *figure) svg(style string) string {
	var text bytes.Buffer
	title := html.EscapeString(f.Title)
	fmt.Fprintf(&text, `<svg xmlns="http://www.w3.org/2000/svg" width="%[1]g" height="%[2]g" viewBox="0 0 %[1]g %[2]g" role="img" aria-label="%[3]s">`,
		f.drawing.width, f.drawing.height, title)
	fmt.Fprintf(&text, "<title>%s</title>%s", title, style)
	text.WriteString(strings.ReplaceAll(f.drawing.text, ink, "currentColor"))
	text.WriteString("</svg>")
	return text.String()
}
