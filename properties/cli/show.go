package cli

import (
	"fmt"
	"io"
	"strings"

	"mimics/theorems"
)

type listCommand struct {
	Claim string `help:"Only claims whose ID matches, such as forcing/*." placeholder:"GLOB"`
}

func (c *listCommand) Run(s *streams) error {
	claims, err := claimsLike(c.Claim)
	if err != nil {
		return err
	}
	return s.write("", func(w io.Writer) error {
		p := printer{w: w}
		for _, c := range claims {
			p.line("%-27s %s", c.ID, c.Expect)
			p.wrapped("    ", 80, c.Statement)
		}
		return p.err
	})
}

type showCommand struct {
	Claim string `arg:"" help:"The claim's ID, see list."`
}

func (c *showCommand) Run(s *streams) error {
	claim, err := claimNamed(c.Claim)
	if err != nil {
		return err
	}
	return s.write("", func(w io.Writer) error {
		p := printer{w: w}
		p.line("%s", claim.ID)
		p.wrapped("  ", 80, claim.Statement)
		p.line("")
		p.field("expected", expectations[claim.Expect])
		p.field("source", claim.Source)
		p.field("needs", claim.Needs.String())
		for _, h := range claim.Hypotheses {
			p.field("given", h.Name+": "+h.Statement)
		}
		for _, part := range claim.Parts {
			if part.Name != "" {
				p.field("part", part.Name+": left "+string(part.Relation)+" right")
			}
		}
		for _, r := range claim.Rivals {
			p.field("rival", r.Name+" (must be refuted)")
		}
		if claim.Sharpened != "" {
			p.field("true", claim.Sharpened)
		}
		return p.err
	})
}

var expectations = map[theorems.Expectation]string{
	theorems.Holds:   "holds wherever its hypotheses do",
	theorems.Refuted: "refuted: some scenario that meets its hypotheses breaks it",
	theorems.Exists:  "exists: every member of a family of scenarios delivers it",
}

// field prints a name and, beside it, its text.
func (p *printer) field(name, text string) {
	p.hanging(fmt.Sprintf("  %-10s", name), strings.Repeat(" ", 12), 80, text)
}
