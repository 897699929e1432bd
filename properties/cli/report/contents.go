package report

import (
	"fmt"

	"mimics/properties"
	"mimics/theorems"
)

// Settings are what the results were found with, and what the figures of random scenarios are drawn with.
type Settings struct {
	Version string // of the build
	Cases   int
	Scope   int
	Seed    uint64
}

// Contents is all that a report tells.
type Contents struct {
	Settings
	Theory  theorems.Registry
	Claims  theorems.Registry   // of the theory: those that were tried
	Results []properties.Result // one a claim, in the order of the claims
	// Experiments are nil where there are none to show; then NoExperiments says why.
	Experiments   *Experiments
	NoExperiments string
}

// File is a file of the report.
type File struct {
	Name string
	Text []byte
}

// Index is the name of the page, and Marker what it says of itself: by it a later report knows an earlier one.
const (
	Index  = "index.html"
	Marker = `<meta name="generator" content="mimics report">`
)

// Figures are the names of all files that a report can have beside its page.
var Figures = []string{
	"theory-map.svg", "merging-distance.svg", "merging-budget.svg", "merging-surplus.svg", "tilt-frontier.svg", "forcing-triangle.svg", "forcing-gap.svg",
	"experiment-transfer.svg", "experiment-compilability.svg", "experiment-control.svg",
}

// Files makes the report: the page, then its figures. It returns an error if a figure cannot be worked out.
func (c *Contents) Files() ([]File, error) {
	if len(c.Results) != len(c.Claims) {
		return nil, fmt.Errorf("%d results on %d claims, expected one on each", len(c.Results), len(c.Claims))
	}
	chapters, err := c.chapters()
	if err != nil {
		return nil, err
	}
	index, err := c.page(chapters)
	if err != nil {
		return nil, err
	}
	files := []File{{Index, index}}
	for _, chapter := range chapters {
		for _, f := range chapter.Figures {
			files = append(files, File{f.Name + ".svg", f.standalone()})
		}
	}
	return files, nil
}

// chapter is a part of the page with figures in it.
type chapter struct {
	ID, Title, Lead string
	Figures         []figure
}

// chapters are the parts of the page with figures, in their order: those about claims that the theory has.
func (c *Contents) chapters() ([]chapter, error) {
	type illustration struct {
		about []string // claims of the essay
		make  func() (chapter, error)
	}
	list := []illustration{
		{nil, c.theory},
		{[]string{"merging/budget", "merging/lebesgue", "merging/finite-dominance"}, c.merging},
		{[]string{"tilt/path", "tilt/pareto"}, c.tilting},
		{[]string{"forcing/soft-between", "forcing/remedy"}, c.softening},
		{[]string{"forcing/gap"}, c.gaps},
	}
	if c.Experiments != nil {
		list = append(list, illustration{experimental, c.Experiments.chapter})
	}
	var chapters []chapter
	for _, one := range list {
		if !c.speaksOf(one.about...) {
			continue
		}
		chapter, err := one.make()
		if err != nil {
			return nil, err
		}
		chapters = append(chapters, chapter)
	}
	return chapters, nil
}
