package report

import (
	"fmt"
	"slices"
	"strings"

	"mimics/properties"
	"mimics/properties/cli/results"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

// section is a section of the theory on the page.
type section struct {
	Name, Title string
	Claims      []entry
}

// ID returns the place of the section on the page.
func (s section) ID() string { return "section-" + s.Name }

// Failing counts the claims that did not come out as expected.
func (s section) Failing() (n int) {
	for _, e := range s.Claims {
		if !e.Fine() {
			n++
		}
	}
	return n
}

// entry is a claim with its result.
type entry struct {
	theorems.Claim
	properties.Result
	Follows, Supports []string // IDs
	Witnesses         []witness
}

// witness is a scenario as evidence.
type witness struct {
	Shows string
	JSON  string
}

// sections groups the claims, with their results, by section.
func (c *Contents) sections() (list []section) {
	essay, implied := c.essay().Sections(), among(c.Claims)
	for _, name := range c.Claims.Sections() {
		s := section{Name: name, Title: name}
		if slices.Contains(essay, name) {
			s.Title = theorems.SectionTitle(name)
		}
		for i, claim := range c.Claims {
			if claim.Section() == name {
				s.Claims = append(s.Claims, newEntry(claim, c.Results[i], implied))
			}
		}
		list = append(list, s)
	}
	return list
}

func newEntry(claim theorems.Claim, r properties.Result, implied []implication) entry {
	e := entry{Claim: claim, Result: r}
	for _, i := range implied {
		if i.To == claim.ID {
			e.Follows = append(e.Follows, i.From)
		}
		if i.From == claim.ID {
			e.Supports = append(e.Supports, i.To)
		}
	}
	if r.Counterexample != nil {
		e.show(r.Counterexample, "The smallest counterexample found")
	}
	for _, t := range r.Tightest {
		e.show(t.Scenario, "The tightest instance found: %s", tight(t))
	}
	for _, n := range r.Necessity {
		switch n.Status {
		case properties.Needed:
			e.show(n.Witness, "The claim fails without %s", n.Hypothesis)
		case properties.NeededToDefine:
			e.show(n.Witness, "The claim compares nothing without %s", n.Hypothesis)
		}
	}
	for _, rival := range r.Rivals {
		if rival.Witness != nil {
			e.show(rival.Witness, "Refutes the rival “%s”", rival.Name)
		}
	}
	return e
}

func inPart(name string) string {
	if name == "" {
		return ""
	}
	return ", part " + name
}

func (e *entry) show(s *scenario.Scenario, format string, arguments ...any) {
	e.Witnesses = append(e.Witnesses, witness{fmt.Sprintf(format, arguments...), string(s.Format())})
}

// ID returns the ID of the claim.
func (e entry) ID() string { return e.Claim.ID }

// Expect returns the expectation of the theory.
func (e entry) Expect() theorems.Expectation { return e.Claim.Expect }

// Title returns the title of the claim.
func (e entry) Title() string { return e.Claim.Title }

// Statement returns the statement of the claim.
func (e entry) Statement() string { return e.Claim.Statement }

// Why returns the reason of the verdict, for people.
func (e entry) Why() string { return results.Short(e.Result.Why) }

// Tight returns the sides of the tightest instance of each part. It is empty if there is none.
func (e entry) Tight() string {
	var list []string
	for _, t := range e.Result.Tightest {
		list = append(list, tight(t))
	}
	return strings.Join(list, "; ")
}

func tight(t properties.Tightest) string {
	return results.Short(t.Left+" of "+t.Right) + inPart(t.Part)
}

// Evidence returns the reason of the verdict with the other evidence, in one sentence.
func (e entry) Evidence() string { return results.Evidence(&e.Result) }

// Sides returns the two sides of the smallest counterexample, as the command prints them.
func (e entry) Sides() string { return results.Sides(&e.Result) }

// Fine reports whether the claim came out as expected.
func (e entry) Fine() bool { return e.Verdict == properties.AsExpected }

// Proven says how much of the claim is proved by machine, and names the theorems.
func (e entry) Proven() string {
	if e.Result.Proven == "" {
		return ""
	}
	return e.Result.Proven + " (" + strings.Join(e.Result.Theorems, ", ") + ")"
}

// anchor returns the place of a claim on the page.
func anchor(id string) string { return "claim-" + strings.ReplaceAll(id, "/", "-") }
