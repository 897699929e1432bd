package report

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"mimics/properties"
	"mimics/theorems"
)

// The map of the theory has boxes in columns of sections, and arrows between them.

// Sizes in points.
const (
	boxWidth, boxHeight = 192, 24
	signWidth           = 24 // the part of a box before its name
	gutter              = 78 // the space between columns, for arrows
	rowHeight           = 31
	headHeight          = 38
	margin              = 14
)

// columns lists the sections of each column of the map from top to bottom. Other sections come in a last column.
var columns = [][]string{{"merging", "dominance"}, {"features", "mimic", "rates", "transfer"}, {"tilt", "penalty", "forecast", "control", "sampler"}, {"forcing", "safety"}}

// box is a claim on the map.
type box struct {
	theorems.Claim
	verdict properties.Conclusion
	column  int
	y       float64 // the height of its middle
}

// theoryMap holds the places of all boxes, heads and arrows.
type theoryMap struct {
	boxes   map[string]*box
	order   []string // IDs
	heads   []head
	implied []implication // between the boxes
	columns int
	height  float64
}

type head struct {
	section string
	column  int
	y       float64
}

// newMap lays out the claims.
func newMap(claims theorems.Registry, results []properties.Result) *theoryMap {
	m := &theoryMap{boxes: map[string]*box{}, implied: among(claims)}
	var rest []string
	for _, s := range claims.Sections() {
		if !slices.ContainsFunc(columns, func(c []string) bool { return slices.Contains(c, s) }) {
			rest = append(rest, s)
		}
	}
	all := columns
	if len(rest) > 0 {
		all = append(slices.Clone(columns), rest)
	}
	for _, sections := range all {
		if m.column(sections, claims, results) {
			m.columns++
		}
	}
	return m
}

// column lays out one column, and reports whether it has a claim.
func (m *theoryMap) column(sections []string, claims theorems.Registry, results []properties.Result) bool {
	y := float64(margin)
	for _, section := range sections {
		first := true
		for i, claim := range claims {
			if claim.Section() != section {
				continue
			}
			if first {
				m.heads = append(m.heads, head{section, m.columns, y + headHeight - 14})
				y += headHeight
				first = false
			}
			m.boxes[claim.ID] = &box{claim, results[i].Verdict, m.columns, y + rowHeight/2}
			m.order = append(m.order, claim.ID)
			y += rowHeight
		}
	}
	m.height = max(m.height, y+margin)
	return y > margin
}

func (b *box) left() float64  { return margin + float64(b.column)*(boxWidth+gutter) }
func (b *box) right() float64 { return b.left() + boxWidth }

func (c *Contents) theory() (chapter, error) {
	m := newMap(c.Claims, c.Results)
	t := table{Caption: "Claims and the claims that their derivations use", Heads: []string{"claim", "follows from"}}
	for _, i := range m.implied {
		t.Rows = append(t.Rows, []string{i.To, i.From})
	}
	return chapter{
		ID: "map", Title: "The map of the theory",
		Lead: "Every claim by its section, with its expectation; a box leads to its claim. An arrow leads from a claim to a claim whose derivation uses it, a dashed arrow from a refuted " +
			"sentence to the claim that is true instead.",
		Figures: []figure{{
			Name: "theory-map", Title: fmt.Sprintf("Map of %d claims with the claims that they follow from", len(c.Claims)),
			Caption: "✓ the claim holds, ✗ it is refuted as expected, ∃ it holds for every member of a family; a red frame and ! mark a claim that is not as expected.",
			Table:   &t, drawing: m.drawing(),
		}},
	}, nil
}

func (m *theoryMap) drawing() drawing {
	var text strings.Builder
	fmt.Fprintf(&text, `<g font-family="%s" font-size="%d">`, families, letters)
	for _, id := range m.order {
		if to := m.boxes[m.boxes[id].Sharpened]; to != nil {
			text.WriteString(arrow(m.boxes[id], to, orange, ` stroke-dasharray="6 4"`))
		}
	}
	for _, i := range m.implied {
		text.WriteString(arrow(m.boxes[i.From], m.boxes[i.To], grey, ""))
	}
	for _, h := range m.heads {
		fmt.Fprintf(&text, `<text x="%g" y="%g" font-weight="bold" font-size="15" fill="%s">%s</text>`,
			margin+float64(h.column)*(boxWidth+gutter), h.y, ink, html.EscapeString(h.section))
	}
	for _, id := range m.order {
		text.WriteString(m.boxes[id].text())
	}
	text.WriteString("</g>")
	// The last gutter is for arrows within the last column.
	return drawing{2*margin + float64(m.columns)*(boxWidth+gutter) - gutter/3, m.height, text.String()}
}

// text draws the box with the name of the claim and a sign for its expectation, as a link to the claim.
func (b *box) text() string {
	sign, colour := "✓", blue
	switch b.Expect {
	case theorems.Refuted:
		sign, colour = "✗", orange
	case theorems.Exists:
		sign, colour = "∃", green
	}
	width := 1.2
	if b.verdict != properties.AsExpected {
		sign, colour, width = "!", red, 3
	}
	_, name, _ := strings.Cut(b.ID, "/")
	rect := fmt.Sprintf(`<rect x="%g" y="%g" width="%d" height="%d" rx="5" fill="%s" fill-opacity="0.14" stroke="%s" stroke-width="%g"/>`,
		b.left(), b.y-boxHeight/2, boxWidth, boxHeight, colour, colour, width)
	mark := fmt.Sprintf(`<text x="%g" y="%g" fill="%s" font-weight="bold">%s</text>`, b.left()+8, b.y+4.5, ink, sign)
	label := fmt.Sprintf(`<text x="%g" y="%g" fill="%s" %s>%s</text>`, b.left()+signWidth, b.y+4.5, ink,
		fitted(min(widthOf(name), boxWidth-signWidth-6)), html.EscapeString(name))
	return fmt.Sprintf(`<a href="#%s"><title>%s</title>%s</a>`, anchor(b.ID), html.EscapeString(b.ID+": "+b.Title), rect+mark+label)
}

// arrow draws an arrow from one box to another: within a column through the gutter on its right, between columns
// straight across.
func arrow(from, to *box, colour, dash string) string {
	x1, x2, turn := from.right(), to.right(), 1.0
	var bend1, bend2 float64
	switch {
	case from.column == to.column:
		reach := 14 + min(58, 0.14*max(from.y-to.y, to.y-from.y))
		bend1, bend2, turn = x1+reach*1.3, x2+reach*1.3, -1
	case from.column < to.column:
		x2 = to.left()
		bend1, bend2 = x1+gutter*0.6, x2-gutter*0.6
	default:
		x1 = from.left()
		bend1, bend2, turn = x1-gutter*0.6, x2+gutter*0.6, -1
	}
	tip := x2 - turn*1
	return fmt.Sprintf(`<path d="M%.1f,%.1fC%.1f,%.1f,%.1f,%.1f,%.1f,%.1f" fill="none" stroke="%s" stroke-width="1.3"%s/><path d="M%.1f,%.1fl%.1f,-3.5v7z" fill="%s"/>`,
		x1, from.y, bend1, from.y, bend2, to.y, tip-turn*6, to.y, colour, dash, tip, to.y, -turn*7, colour)
}
