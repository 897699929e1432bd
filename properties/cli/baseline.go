package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"mimics/properties"
	"mimics/properties/cli/results"
	"mimics/theorems"
)

// baseline is an earlier result to compare with.
type baseline struct {
	file string
	report
}

// readBaseline reads the JSON of an earlier verify, or of a merge.
func (s *streams) readBaseline(name string) (*baseline, error) {
	const expected = "the JSON result of a whole verify"
	r, err := s.readReport(name, expected)
	if err != nil {
		return nil, err
	}
	shard, err := parseShard(r.Shard)
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: shard %w", name, err)
	case shard != properties.Everything:
		return nil, fmt.Errorf("%s: shard %s, expected %s: merge the shards", name, r.Shard, expected)
	case r.Cases < 1 || r.Scope < 1 || len(r.Claims) == 0:
		return nil, fmt.Errorf("%s: no cases, no scope or no claims, expected %s", name, expected)
	}
	seen := map[string]bool{}
	for i, c := range r.Claims {
		if !c.Valid() || seen[c.ID] {
			return nil, fmt.Errorf("%s: claims[%d]: no result on a claim of its own, expected %s", name, i, expected)
		}
		seen[c.ID] = true
	}
	return &baseline{name, *r}, nil
}

// changes are the differences from a baseline.
type changes struct {
	baseline *baseline
	list     []results.Change
	known    []string // the claims that are not as expected and were not before
}

// ids lists the claims of the earlier result; there are none without a result.
func (b *baseline) ids() []string {
	if b == nil {
		return nil
	}
	return b.report.ids()
}

// compare lists the changes in the claims that were selected. Only claims that the theory no longer has are gone; the
// run did not try the others beyond the selection.
func (b *baseline) compare(theory theorems.Registry, r *report, p patterns) *changes {
	gone := func(id string) bool {
		_, known := theory.Find(id)
		return !known && p.has(id)
	}
	return &changes{b, results.Compare(b.results(), r.results(), gone), b.failingStill(r)}
}

// failingStill lists the claims that are as expected in neither the earlier result nor the report.
func (b *baseline) failingStill(r *report) (list []string) {
	for _, c := range r.Claims {
		if c.Verdict != properties.AsExpected && slices.ContainsFunc(b.Claims, func(before claimReport) bool {
			return before.ID == c.ID && before.Verdict != properties.AsExpected
		}) {
			list = append(list, c.ID)
		}
	}
	return list
}

// claims lists the claims that changed in the direction, each once.
func (c *changes) claims(d results.Direction) (list []string) {
	for _, change := range c.list {
		if change.Direction == d && !slices.Contains(list, change.Claim) {
			list = append(list, change.Claim)
		}
	}
	return list
}

// count returns the number of changes in each direction.
func (c *changes) count() map[results.Direction]int {
	count := map[results.Direction]int{}
	for _, change := range c.list {
		count[change.Direction]++
	}
	return count
}

// worse reports whether anything got worse. It is false if nothing was compared.
func (c *changes) worse() bool { return c != nil && c.count()[results.Worse] > 0 }

// said returns the changes in a sentence.
func (c *changes) said() string {
	n, text := c.count(), "nothing changed"
	if len(c.list) > 0 {
		text = fmt.Sprintf("%d for the worse, %d for the better, %d other changes", n[results.Worse], n[results.Better],
			n[results.Other])
	}
	if len(c.known) > 0 {
		text += "; failed before and still: " + strings.Join(c.known, ", ")
	}
	return text
}

// table prints the changes for people, as wide as the terminal, or in 80 columns.
func (c *changes) table(w io.Writer, coloured bool) error {
	p := printer{w: w, coloured: coloured}
	b := c.baseline
	p.wrapped("", fmt.Sprintf("AGAINST %s (%d cases, scope %d, seed %d): %s.", b.file, b.Cases, b.Scope, b.Seed, c.said()))
	for _, change := range c.list {
		p.hanging("  "+p.verdict(string(change.Direction), 8), "          ", change.Claim+": "+change.Says)
	}
	return p.err
}

// markdown prints the changes as a section.
func (c *changes) markdown(w io.Writer) error {
	plain := results.Markdown
	p := printer{w: w}
	b := c.baseline
	p.line("")
	p.line("Against %s (%d cases, scope %d, seed %d): %s.", plain(b.file), b.Cases, b.Scope, b.Seed, plain(c.said()))
	for i, change := range c.list {
		if i == 0 {
			p.line("")
		}
		p.line("- %s: %s: %s", change.Direction, plain(change.Claim), plain(change.Says))
	}
	return p.err
}
