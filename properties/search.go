package properties

import (
	"context"
	"fmt"

	"mimics/theorems"
	"mimics/theorems/scenario"
)

// Search looks for the smallest scenario that breaks a claim or, for an existence claim, bears it out.
type Search struct {
	Claim theorems.Claim
	// Without names a hypothesis that must not hold, while all others do; empty where all must.
	Without string
}

// Smallest searches scope 1, then 2, and so on, each from its smallest scenario. Nil where nothing was found.
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

// fits reports whether exactly the hypotheses hold that should.
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
