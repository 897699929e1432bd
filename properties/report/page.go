package report

import (
	"bytes"
	_ "embed"
	"html/template"
)

//go:embed page.html
var pageText string

//go:embed page.css
var pageStyle string

var pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{
	"anchor": anchor,
	"first":  func(row []string) string { return row[0] },
	"rest":   func(row []string) []string { return row[1:] },
	"marker": func() template.HTML { return Marker },
	"style":  func() template.CSS { return template.CSS(pageStyle) },
}).Parse(pageText))

// page writes the page. Its text escapes itself; what is taken as it is are the drawings and the style.
func (c *Contents) page(chapters []chapter) ([]byte, error) {
	var text bytes.Buffer
	err := pageTemplate.Execute(&text, struct {
		*Contents
		Chapters []chapter
		Sections []section
		Fine     int
	}{c, chapters, c.sections(), c.fine()})
	return text.Bytes(), err
}

// fine is how many claims came out as expected.
func (c *Contents) fine() (count int) {
	for _, s := range c.sections() {
		for _, e := range s.Claims {
			if e.Fine() {
				count++
			}
		}
	}
	return count
}
