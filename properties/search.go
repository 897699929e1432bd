package properties

import (
	"context"
	"fmt"

	"mimics/theorems"
	"mimics/theorems/scenario"
)

// Search looks for the smallest scenario on which a claim fails or, for an existence claim, holds.
type Search struct {
	Claim theorems.Claim
	// Without names a hypothesis that must fail while all others hold. If it is empty, all must hold.
	Without string
}

// Smallest searches the scopes 1, 2, … up to scope, each from its smallest scenario. It returns nil if it found none,
// and the context's error if the context ends first.
func (s Search) Smallest(ctx context.Context, scope int) (found *scenario.Scenario, why theorems.Verdict, err error) {
	wanted := theorems.Failed
	if s.Claim.Expect == theorems.Exists && s.Without == "" {
		wanted = theorems.Held
	}
	for n := 1; n <= scope && found == nil && err == nil; n++ {
		err = Sweep(ctx, s.Claim, n, Everything, func(scenario *scenario.Scenario, _ Position) bool {
			in := theorems.NewInstance(scenario)
			if !s.fits(in) {
				return true
			}
			verdicts := s.Claim.Conclude(in)
			for _, v := range verdicts {
				if v.Outcome == wanted && (wanted == theorems.Failed || all(verdicts, wanted)) {
					found, why = kept(in), v
					return false
				}
			}
			return true
		})
	}
	if found != nil && found.Name == "" {
		found.Name = s.name()
	}
	return found, why, err
}

// fits reports whether all hypotheses hold but the one named by Without, and that one does not.
func (s Search) fits(in *theorems.Instance) bool {
	unmet, several := s.Claim.Unmet(in)
	if unmet == nil {
		return s.Without == ""
	}
	return !several && unmet.Name == s.Without
}

func all(verdicts []theorems.Verdict, outcome theorems.Outcome) bool {
	for _, v := range verdicts {
		if v.Outcome != outcome {
			return false
		}
	}
	return true
}

func (s Search) name() string {
	if s.Without != "" {
		return fmt.Sprintf("%s without %s", s.Claim.ID, s.Without)
	}
	return s.Claim.ID
}
