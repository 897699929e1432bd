package oracle_test

import (
	"flag"
	"testing"

	"mimics/model"
	"mimics/properties"
	"mimics/theorems"
)

var anything = flag.Int("oracle.anything", 20, "scenarios with any parts on which each claim is compared")

// bases are what tilt paths are made of here.
var bases = []model.Q{model.Frac(5, 4), model.Frac(3, 2), model.Whole(2), model.Frac(7, 2), model.Whole(9)}

// Oracle and suite agree on scenarios with any parts, whether or not they meet what a claim takes for granted.
func TestAgreementOnAnything(t *testing.T) {
	for _, claim := range theorems.Essay() {
		t.Run(claim.ID, func(t *testing.T) {
			t.Parallel()
			var c count
			for i := *first; i < *first+*anything; i++ {
				choices := properties.NewRandom(2, uint64(len(claim.ID)), uint64(i))
				parts := claim.Needs
				for need := theorems.NeedSources; need <= theorems.NeedBase; need <<= 1 {
					switch choices.Pick(24) {
					case 0, 1, 2, 3, 4, 5:
						parts |= need
					case 6:
						parts &^= need
					}
				}
				s := properties.Scenario(choices, parts, properties.Wide(parts))
				if s.Tilt != nil && choices.Pick(2) == 0 {
					s.Path = append([]model.Q(nil), bases[choices.Pick(len(bases)):]...)
					s.Path = s.Path[:1+choices.Pick(len(s.Path))]
				}
				if choices.Pick(2) == 0 {
					usable := choices.Pick(1 + max(len(s.Path), 1))
					s.Usable = &usable
				}
				agree(t, &claim, &s, &c)
			}
			t.Logf("%s: anything: %s", claim.ID, c)
		})
	}
}
