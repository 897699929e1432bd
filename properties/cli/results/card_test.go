package results

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/properties"
	"mimics/theorems"
)

// A theory can give a claim of its own an ID that the essay has too.
func TestACardQuotesTheClaimThatWasTried(t *testing.T) {
	own, err := theorems.NewRegistry(theorems.Claim{
		ID: "forcing/gap", Title: "No chance is above 1", Statement: "A chance of success is at most 1.", Source: "a note of mine", Expect: theorems.Holds,
		Needs: theorems.NeedMimic | theorems.NeedSuccess, Parts: []theorems.Part{{Relation: theorems.AtMost}},
		Check: func(in *theorems.Instance) []theorems.Sides {
			return []theorems.Sides{theorems.Compare(model.Rational(in.Success.Rate(in.P())),
				model.Rational(model.One))}
		},
		Rivals: []theorems.Rival{{Name: "below 1", Relation: theorems.Below}, {Name: "equal", Relation: theorems.Equal}},
	})
	require.NoError(t, err)
	results := properties.Conclude(own, properties.Verify(t.Context(), own,
		properties.Options{Cases: 20, Scope: 2, Seed: 1}))
	require.Equal(t, CardHead+"| `forcing/gap` | holds | as expected | 20 | 27 | **No chance is above 1.** A chance of success is at most 1. *tightest 1 of 1; "+
		"rivals refuted: 2; tried on all 27 scenarios up to 2 outcomes, weights 2, chances {0, 1/2, 1}* |\n", Card(results))

	// People read shortened numbers.
	third := strings.Repeat("3", 300) + "/" + strings.Repeat("9", 300)
	long := []properties.Result{{ID: "test/long", Verdict: properties.Regression, Why: "counterexample: every: " + third + " = 0"}}
	require.Contains(t, Card(long), "*counterexample: every: ≈0.3333333 = 0*")
	text, err := json.Marshal(long)
	require.NoError(t, err)
	require.Contains(t, string(text), third)

	// Titles and statements are no part of the JSON, and a card does without.
	text, err = json.Marshal(results)
	require.NoError(t, err)
	require.NotContains(t, string(text), "A chance of success")
	var read []properties.Result
	require.NoError(t, json.Unmarshal(text, &read))
	require.Contains(t, Card(read), "| *tightest 1 of 1;")
}
