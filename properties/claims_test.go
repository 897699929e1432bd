package properties

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"mimics/theorems"
)

// One property a claim, from the registry: what should hold does on every scenario that meets the hypotheses, what
// exists is delivered by every member of its family, and what is refuted still compares two sides that exist.
func TestClaims(t *testing.T) {
	for _, claim := range theorems.All {
		t.Run(claim.ID, func(t *testing.T) {
			t.Parallel()
			tried, met := 0, 0
			rapid.Check(t, func(t *rapid.T) {
				// One slice is what rapid shrinks best; missing choices would read as 0.
				choices := rapid.SliceOfN(rapid.Byte(), 512, 512).Draw(t, "choices")
				s := Instance(NewBytes(choices), claim)
				tried++
				in := theorems.NewInstance(&s)
				if !claim.Met(in) {
					return
				}
				met++
				for _, v := range claim.Conclude(in) {
					if claim.Breaks(v) {
						t.Fatalf("%s %s: %s: %s %s %s %s\n%s", claim.ID, v.Name, v.Outcome, v.Left, v.Relation, v.Right, v.Detail, s.Format())
					}
				}
			})
			require.GreaterOrEqual(t, met, tried/5, "too few cases meet the hypotheses to say anything")
		})
	}
}
