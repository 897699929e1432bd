package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"mimics/properties"
	"mimics/properties/cli/results"
	"mimics/theorems"
)

type findCommand struct {
	Claim   string `arg:"" help:"The claim, see list."`
	Without string `help:"Drop this hypothesis: it must not hold, all others must." placeholder:"HYPOTHESIS"`
	Rival   string `help:"Refute this rival of the claim instead." placeholder:"NAME"`
	Scope   int    `help:"Largest scope to search." default:"${scope}"`
	destination
}

func (c *findCommand) Run(s *streams) error {
	claim, err := s.chooseOne(c.Claim)
	switch {
	case err != nil:
		return err
	case c.Scope < 1 || c.Scope > maxScope:
		return badScope(c.Scope)
	case c.Without != "" && c.Rival != "":
		return fmt.Errorf("expected --without or --rival, not both")
	}
	if err := c.prepare(s); err != nil {
		return err
	}
	search := properties.Search{Claim: *claim, Without: c.Without}
	hypotheses := hypothesisNames(claim)
	if c.Without != "" && !slices.Contains(hypotheses, c.Without) {
		expected := "expected one of " + cmp.Or(strings.Join(hypotheses, ", "), "none")
		if meant, ok := nearest(c.Without, hypotheses); ok {
			expected = "did you mean " + meant + "?"
		}
		return fmt.Errorf("%s has no hypothesis %q, %s", claim.ID, c.Without, expected)
	}
	if c.Rival != "" {
		if rivals := rivalNames(claim); !slices.Contains(rivals, c.Rival) {
			expected := "see show"
			if meant, ok := nearest(c.Rival, rivals); ok {
				expected = fmt.Sprintf("did you mean %q?", meant)
			}
			return fmt.Errorf("%s has no rival %q, %s", claim.ID, c.Rival, expected)
		}
		for _, r := range claim.Rivals {
			if r.Name == c.Rival {
				search.Claim = claim.As(r)
				search.Claim.Expect = theorems.Refuted // even if the claim is one of existence
			}
		}
	}
	found, verdict, err := search.Smallest(s, c.Scope)
	switch {
	case err != nil:
		return err
	case found == nil:
		s.warn("%s: nothing found up to scope %d", claim.ID, c.Scope)
		return errUnexpected
	}
	if verdict.Settled() {
		s.note("%s: %s", verdict.Outcome, results.Short(properties.Sides(verdict)))
	} else {
		s.note("%s: %s", verdict.Outcome, results.Short(verdict.Detail()))
	}
	return s.writeScenario(c.Out, found)
}

func hypothesisNames(claim *theorems.Claim) (list []string) {
	for _, h := range claim.Hypotheses {
		list = append(list, h.Name)
	}
	return list
}

func rivalNames(claim *theorems.Claim) (list []string) {
	for _, r := range claim.Rivals {
		list = append(list, r.Name)
	}
	return list
}
