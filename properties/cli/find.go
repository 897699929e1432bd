package cli

import (
	"fmt"
	"io"
	"strings"

	"mimics/properties"
	"mimics/theorems"
)

type findCommand struct {
	Claim   string `arg:"" help:"The claim's ID, see list."`
	Without string `help:"Drop this hypothesis: it must not hold, all others must." placeholder:"HYPOTHESIS"`
	Rival   string `help:"Refute this rival of the claim instead." placeholder:"NAME"`
	Scope   int    `help:"How far to search." default:"4"`
}

func (c *findCommand) Run(s *streams) error {
	claim, err := claimNamed(c.Claim)
	switch {
	case err != nil:
		return err
	case c.Scope < 1 || c.Scope > maxScope:
		return fmt.Errorf("--scope %d, expected a whole number from 1 to %d", c.Scope, maxScope)
	case c.Without != "" && c.Rival != "":
		return fmt.Errorf("expected --without or --rival, not both")
	}
	search := properties.Search{Claim: *claim, Without: c.Without}
	if c.Without != "" && !named(claim.Hypotheses, func(h theorems.Hypothesis) string { return h.Name }, c.Without) {
		return fmt.Errorf("%s has no hypothesis %q, expected one of %s", claim.ID, c.Without, hypothesisNames(claim))
	}
	if c.Rival != "" {
		if !named(claim.Rivals, func(r theorems.Rival) string { return r.Name }, c.Rival) {
			return fmt.Errorf("%s has no rival %q, see show", claim.ID, c.Rival)
		}
		for _, r := range claim.Rivals {
			if r.Name == c.Rival {
				search.Claim = claim.As(r)
				search.Claim.Expect = theorems.Refuted // also where the claim is one of existence
			}
		}
	}
	found, verdict, err := search.Smallest(s, c.Scope)
	switch {
	case err != nil:
		return err
	case found == nil:
		fmt.Fprintf(s.err, "mimics: none up to scope %d\n", c.Scope)
		return errUnexpected
	}
	if verdict.Settled() {
		fmt.Fprintf(s.err, "%s: %s %s %s\n", verdict.Outcome, verdict.Left, verdict.Relation, verdict.Right)
	} else {
		fmt.Fprintf(s.err, "%s: %s\n", verdict.Outcome, verdict.Detail)
	}
	return s.write("", func(w io.Writer) error {
		_, err := w.Write(found.Format())
		return err
	})
}

func named[T any](list []T, name func(T) string, wanted string) bool {
	for _, item := range list {
		if name(item) == wanted {
			return true
		}
	}
	return false
}

func hypothesisNames(claim *theorems.Claim) string {
	var list []string
	for _, h := range claim.Hypotheses {
		list = append(list, h.Name)
	}
	if len(list) == 0 {
		return "none"
	}
	return strings.Join(list, ", ")
}
