package properties

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"mimics/theorems"
)

// words is what properties draw: each makes many choices.
type words struct{ *rapid.T }

var word = rapid.Uint64()

func (w words) Word() uint64 { return word.Draw(w.T, "choices") }

// One property a claim, from the registry: what should hold does on every scenario that meets the hypotheses, what
// exists is delivered by every member of its family, and what is refuted still compares two sides that exist.
func TestClaims(t *testing.T) {
	for _, claim := range theorems.Essay() {
		t.Run(claim.ID, func(t *testing.T) {
			t.Parallel()
			tried, met := 0, 0
			sampler := NewSampler(claim)
			rapid.Check(t, func(t *rapid.T) {
				choices := &Recorded{Choices: &Packed{Words: words{t}}}
				in, ok := sampler.Instance(choices)
				if tried++; !ok {
					return
				}
				met++
				for _, v := range claim.Conclude(in) {
					if claim.Breaks(v) {
						t.Fatalf("%s %s: %s: %s %s %s %s\n%s", claim.ID, v.Name, v.Outcome, v.Left, v.Relation, v.Right, v.Detail,
							Smaller(claim, choices.Made).Format())
					}
				}
			})
			require.GreaterOrEqual(t, met, tried/5, "too few cases meet the hypotheses to say anything")
		})
	}
}
