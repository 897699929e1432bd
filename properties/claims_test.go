package properties

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"mimics/theorems"
)

// words are the numbers that a property draws; each makes many choices.
type words struct{ *rapid.T }

var word = rapid.Uint64()

func (w words) Word() uint64 { return word.Draw(w.T, "choices") }

// The registry gives one property per claim. A claim that should hold does so on every scenario that meets its
// hypotheses, every member of an existence claim's family is a witness, and both sides of a refuted claim exist.
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
						t.Fatalf("%s %s: %s: %s %s %s %s\n%s", claim.ID, v.Name, v.Outcome, v.Left, v.Relation, v.Right, v.Detail(),
							Smaller(claim, choices.Made).Format())
					}
				}
			})
			require.GreaterOrEqual(t, met, tried/5, "too few cases meet the hypotheses to say anything")
		})
	}
}
