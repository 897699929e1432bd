package report

import (
	"fmt"

	"mimics/properties"
	"mimics/theorems"
)

// Settings are the parameters of the run that gave the results. Figures of random scenarios use its seed too.
type Settings struct {
	Version string // the version of the build
	Cases   int
	Scope   int
	Seed    uint64
}

// Contents is everything that a report shows.
type Contents struct {
	Settings
	Theory  theorems.Registry
	Claims  theorems.Registry   // the claims of the theory that were tried
	Results []properties.Result // one per claim, in the order of the claims
	// Experiments is nil if there are none to show; then NoExperiments says why.
	Experiments   *Experiments
	NoExperiments string
}

// File is a file of the report.
type File struct {
	Name string
	Text []byte
}

// Index is the name of the page. Marker is a line of the page by which a later report recognises it.
const (
	Index  = "index.html"
	Marker = `<meta name="generator" content="mimics report">`
)

// Figures lists the names of all files, except the page, that a report can have.
var Figures = []string{
	"theory-map.svg", "merging-distance.svg", "merging-budget.svg", "merging-surplus.svg", "tilt-frontier.svg", "forcing-triangle.svg", "forcing-gap.svg",
	"experiment-transfer.svg", "experiment-compilability.svg", "experiment-frontier.svg", "experiment-control.svg",
	"experiment-feedback.svg",
}

// Files makes the report: the page, then its figures. It returns an error if a figure cannot be computed.
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

// chapter is a part of the page with figures.
type chapter struct {
	ID, Title, Lead string
	Figures         []figure
}

// chapters returns, in order, the chapters whose claims the theory has.
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
