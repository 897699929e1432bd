package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"mimics/properties"
	"mimics/properties/cli/results"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

type listCommand struct {
	selected
	Section []string `help:"Only the claims of this section, such as tilt. Repeat it for more." placeholder:"NAME" sep:"none"`
	Refuted bool     `help:"Only the claims that are refuted."`
	Format  string   `help:"How to print: table or json." enum:"table,json" default:"table"`
	destination
}

// summary is a claim as JSON.
type summary struct {
	ID        string               `json:"id"`
	Title     string               `json:"title"`
	Statement string               `json:"statement"`
	Expect    theorems.Expectation `json:"expect"`
	Proof     string               `json:"proof"` // how much of the claim is proved by machine: whole, part or none
	Section   string               `json:"section"`
}

var extents = map[theorems.Proof]string{theorems.Proved: "whole", theorems.ProvedInPart: "part", theorems.NotProved: "none"}

func (c *listCommand) Run(s *streams) error {
	claims, err := s.choose(c.patterns())
	if err != nil {
		return err
	}
	for _, section := range c.Section {
		if known := s.theory.Sections(); !slices.Contains(known, section) {
			return fmt.Errorf("--section %s, expected one of %s", section, strings.Join(known, ", "))
		}
	}
	if err := c.prepare(s); err != nil {
		return err
	}
	claims = slices.DeleteFunc(claims, func(claim theorems.Claim) bool {
		return c.Refuted && claim.Expect != theorems.Refuted ||
			len(c.Section) > 0 && !slices.Contains(c.Section, claim.Section())
	})
	if c.Format == "json" {
		list := make([]summary, len(claims))
		for i, c := range claims {
			list[i] = summary{c.ID, c.Title, c.Statement, c.Expect, extents[c.Proof()], c.Section()}
		}
		return s.write(c.Out, func(w io.Writer) error { return writeJSON(w, list) })
	}
	return s.write(c.Out, func(w io.Writer) error {
		p := printer{w: w}
		width := 0
		for _, c := range s.theory {
			width = max(width, len(c.ID))
		}
		for _, c := range claims {
			proof := string(c.Proof())
			if c.Expect == theorems.Refuted && proof != "" {
				proof = "refutation " + proof
			}
			p.line("%s", strings.TrimSpace(fmt.Sprintf("%-*s %-8s %s", width, c.ID, c.Expect, proof)))
			p.wrapped("    ", instead(&c)+c.Title)
		}
		return p.err
	})
}

// instead returns the words before the title of a refuted claim, which says what is true instead.
func instead(c *theorems.Claim) string {
	if c.Expect == theorems.Refuted {
		return "true instead: "
	}
	return ""
}

type showCommand struct {
	Named    []string `arg:"" name:"claim" help:"The claims: IDs, sections or patterns, see list."`
	Evidence bool     `help:"Also sweep small scenarios, and print the evidence."`
	Scope    int      `help:"Size of the sweep that the evidence comes from." default:"${scope}"`
	destination
}

func (c *showCommand) Run(s *streams) error {
	claims, err := s.choose(patternsIn(c.Named...))
	switch {
	case err != nil:
		return err
	case c.Scope < 1 || c.Scope > maxScope:
		return badScope(c.Scope)
	}
	if err := c.prepare(s); err != nil {
		return err
	}
	return s.write(c.Out, func(w io.Writer) error {
		p := printer{w: w}
		for i := range claims {
			if i > 0 {
				p.line("")
			}
			p.claim(s.theory, &claims[i])
			p.line("")
			p.wrapped("  ", claims[i].Derivation)
			if !c.Evidence {
				continue
			}
			found, failure, err := properties.Survey(s, claims[i], c.Scope)
			if err != nil {
				return err
			}
			p.line("")
			p.evidence(&claims[i], found, failure, c.Scope)
		}
		return p.err
	})
}

// claim prints the claim, its hypotheses and its rivals.
func (p *printer) claim(theory theorems.Registry, claim *theorems.Claim) {
	p.hanging("", "    ", claim.ID+": "+instead(claim)+claim.Title)
	p.wrapped("  ", claim.Statement)
	p.line("")
	p.field("expected", expectations[claim.Expect])
	p.field("source", claim.Source)
	p.field("needs", claim.Needs.String())
	for _, parameter := range claim.Parameters {
		p.field("parameter", parameter.Name+": "+parameter.Meaning)
	}
	for _, h := range claim.Hypotheses {
		p.field("given", h.Name+": "+h.Statement)
	}
	for _, part := range claim.Parts {
		if part.Name == "" {
			continue
		}
		text := part.Name + ": left " + string(part.Relation) + " right"
		if part.Expect != "" {
			text += ", " + expectations[part.Expect]
		}
		if part.Needs != 0 {
			text += "; needs " + part.Needs.String()
		}
		for _, h := range part.Hypotheses {
			text += "; given " + h.Name + ": " + h.Statement
		}
		p.field("part", text)
	}
	for _, rival := range claim.Rivals {
		p.field("rival", rival.Name)
	}
	for _, proof := range claim.Theorems {
		text := proof.Theorem + " in theorems/proofs/" + proof.File
		if len(proof.Unneeded) > 0 {
			text += ", without " + strings.Join(proof.Unneeded, " and ")
		}
		p.field("proved", text)
	}
	for _, limit := range claim.Limits {
		p.field("limit", limit.Theorem+" in theorems/proofs/"+limit.File)
	}
	if claim.Sharpened != "" {
		p.field("instead", claim.Sharpened+" is true")
	}
	for _, c := range theory {
		if c.Sharpened == claim.ID {
			p.field("related", c.ID+", which is refuted")
		}
	}
}

// evidence prints the findings of a sweep.
func (p *printer) evidence(claim *theorems.Claim, found properties.Result, failure *properties.Witness, scope int) {
	p.wrapped("", fmt.Sprintf("Scope %d is %s. %d of these meet the hypotheses.", scope, found.Space, found.Exhausted.Met))
	witness := func(what string, s *scenario.Scenario) {
		p.wrapped("  ", what)
		if s != nil {
			p.scenario(s)
		}
	}
	if failure != nil {
		witness("Smallest counterexample: "+results.Short(failure.Says), failure.Scenario)
	} else if claim.Expect == theorems.Refuted {
		p.line("  No counterexample among them.")
	}
	for _, t := range found.Tightest {
		witness("Tightest: "+strings.TrimSpace(t.Part+" "+results.Short(t.Left+" of "+t.Right)), t.Scenario)
	}
	for _, n := range found.Necessity {
		switch n.Status {
		case properties.Needed:
			witness("Needs "+n.Hypothesis+", since without it the conclusion fails on", n.Witness)
		case properties.NeededToDefine:
			witness("Needs "+n.Hypothesis+" to be defined, since without it there is nothing to compare on", n.Witness)
		default:
			p.wrapped("  ", n.Hypothesis+": "+string(n.Status)+" "+fmt.Sprint(scope))
		}
	}
	for _, r := range found.Rivals {
		if r.Refuted {
			witness("Rival \""+r.Name+"\", refuted by", r.Witness)
		} else {
			witness("Rival \""+r.Name+"\": not refuted", nil)
		}
	}
}

var expectations = map[theorems.Expectation]string{
	theorems.Holds:   "holds whenever its hypotheses do",
	theorems.Refuted: "refuted: some scenario that meets its hypotheses is a counterexample",
	theorems.Exists:  "exists: every member of a family of scenarios is an example",
}

// field prints a name and its text in one line.
func (p *printer) field(name, text string) {
	p.hanging(painted(fmt.Sprintf("  %-10s", scenario.Shown(name))), painted(strings.Repeat(" ", 12)), text)
}
