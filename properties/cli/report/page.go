package report

import (
	"bytes"
	_ "embed"
	"html/template"

	"mimics/properties"
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

// page writes the page. The template escapes all text; only the drawings, the marker and the style are inserted
// unchanged.
func (c *Contents) page(chapters []chapter) ([]byte, error) {
	var text bytes.Buffer
	err := pageTemplate.Execute(&text, struct {
		*Contents
		Chapters []chapter
		Sections []section
		Fine     int      // the number of claims that came out as expected
		Failing  []string // the IDs of the others
	}{c, chapters, c.sections(), len(c.Claims) - len(c.failing()), c.failing()})
	return text.Bytes(), err
}

// failing lists the claims that did not come out as expected.
func (c *Contents) failing() (list []string) {
	for i, r := range c.Results {
		if r.Verdict != properties.AsExpected {
			list = append(list, c.Claims[i].ID)
		}
	}
	return list
}
