package report

import (
	"bytes"
	_ "embed"
	"html/template"
	"sync"

	"mimics/properties"
	"mimics/theorems"
)

//go:embed page.html
var pageText string

//go:embed page.css
var pageStyle string

//go:embed page.js
var pageScript string

var pageTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Funcs(template.FuncMap{
		"anchor": anchor,
		"first":  func(row []string) string { return row[0] },
		"rest":   func(row []string) []string { return row[1:] },
		"marker": func() template.HTML { return Marker },
		"style":  func() template.CSS { return template.CSS(pageStyle) },
		"script": func() template.JS { return template.JS(pageScript) },
	}).Parse(pageText))
})

// page writes the page. The template escapes all text; only the drawings, the marker, the style and the script are
// inserted unchanged.
func (c *Contents) page(chapters []chapter) ([]byte, error) {
	sections := c.sections()
	var text bytes.Buffer
	err := pageTemplate().Execute(&text, struct {
		*Contents
		Chapters []chapter
		Sections []section
		Refuted  []entry  // the claims that the theory expects to be refuted
		Fine     int      // the number of claims that came out as expected
		Failing  []string // the IDs of the others
	}{c, chapters, sections, refuted(sections), len(c.Claims) - len(c.failing()), c.failing()})
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

// refuted lists the claims that the theory expects to be refuted.
func refuted(sections []section) (list []entry) {
	for _, s := range sections {
		for _, e := range s.Claims {
			if e.Expect() == theorems.Refuted {
				list = append(list, e)
			}
		}
	}
	return list
}
