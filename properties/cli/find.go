package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"mimics/properties"
	"mimics/theorems"
)

type findCommand struct {
	Claim   string        `arg:"" help:"The claim, see list."`
	Without string        `help:"Drop this hypothesis: it must not hold, all others must." placeholder:"HYPOTHESIS"`
	Rival   string        `help:"Refute this rival of the claim instead." placeholder:"NAME"`
	Scope   int           `help:"How far to search." default:"4"`
	Time    time.Duration `help:"Give up after this long." placeholder:"D"`
}

func (c *findCommand) Run(s *streams) error {
	claim, err := s.chooseOne(c.Claim)
	switch {
	case err != nil:
		return err
	case c.Scope < 1 || c.Scope > maxScope:
		return badScope(c.Scope)
	case c.Time < 0:
		return badTime(c.Time)
	case c.Without != "" && c.Rival != "":
		return fmt.Errorf("expected --without or --rival, not both")
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
				search.Claim.Expect = theorems.Refuted // also where the claim is one of existence
			}
		}
	}
	ctx, cancel := lasting(s, c.Time)
	defer cancel()
	found, verdict, err := search.Smallest(ctx, c.Scope)
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		s.note("mimics: none before the time was up")
		return errUnexpected
	case err != nil:
		return err
	case found == nil:
		s.note("mimics: none up to scope %d", c.Scope)
		return errUnexpected
	}
	if verdict.Settled() {
		s.note("%s: %s", verdict.Outcome, properties.Short(fmt.Sprintf("%s %s %s", verdict.Left, verdict.Relation, verdict.Right)))
	} else {
		s.note("%s: %s", verdict.Outcome, properties.Short(verdict.Detail))
	}
	return s.writeScenario("", found)
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
