package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"mimics/properties"
	"mimics/properties/cli/results"
)

type soakCommand struct {
	selected
	Seed uint64 `help:"Seed of the scenarios." default:"1"`
}

// soaking is the duration of a soak without --time.
const soaking = time.Minute

func (c *soakCommand) Run(s *streams) error {
	claims, err := s.choose(c.patterns())
	if err != nil {
		return err
	}
	start := time.Now()
	var ctx context.Context = s
	if _, limited := s.Deadline(); !limited {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(s, soaking)
		defer cancel()
	}
	stop := s.ticking("random scenarios")
	soaked := properties.Soak(ctx, claims, c.Seed)
	stop()
	p := printer{w: s.out}
	broken := 0
	for _, claim := range soaked {
		if claim.Broken != nil {
			broken++
			p.line("%s: %s", claim.ID, results.Short(claim.Broken.Says))
			if claim.Broken.Scenario != nil {
				p.scenario(claim.Broken.Scenario)
			}
		}
	}
	p.line("%s", figures(soaked, c.Seed, time.Since(start), broken))
	if p.err != nil {
		return p.err
	}
	tried := slices.ContainsFunc(soaked, func(s properties.Soaked) bool { return s.Met > 0 })
	if !tried {
		s.warn("no claim was tried: no scenario met the hypotheses of any")
	}
	if broken > 0 || !tried {
		return errUnexpected
	}
	return nil
}

// figures returns the numbers of a soak in one line.
func figures(soaked []properties.Soaked, seed uint64, took time.Duration, broken int) string {
	var all properties.Tally
	for _, claim := range soaked {
		all.Tried, all.Met = all.Tried+claim.Tried, all.Met+claim.Met
	}
	least := slices.MinFunc(soaked, func(a, b properties.Soaked) int { return cmp.Compare(a.Met, b.Met) })
	return fmt.Sprintf("%s, seed %d: %d scenarios, %d met the hypotheses of one of %d claims, the fewest %d (%s); %d claims broken",
		took.Round(time.Second), seed, all.Tried, all.Met, len(soaked), least.Met, least.ID, broken)
}
