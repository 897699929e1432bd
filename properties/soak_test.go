package properties

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/theorems"
)

// A soak says of each claim what a sample of as many cases says.
func TestASoakTellsWhatIsBroken(t *testing.T) {
	registry := falsehood(t)
	for _, claim := range registry {
		const cases = 60
		tried := 0
		tally, broken := newSoaker(claim, 1, Everything).turn(func() bool { tried++; return tried <= cases })
		found := investigate(t.Context(), claim, Options{Cases: cases, Scope: 1, Seed: 1}, Everything)
		want := found.Sampled.Counterexample
		switch {
		case found.Fault != "":
			require.Equal(t, found.Fault, broken.Says, claim.ID)
			require.Nil(t, broken.Scenario)
			continue
		case claim.Expect == theorems.Refuted:
			want = found.Sampled.Broken
		}
		require.Equal(t, found.Sampled.Tally, tally, claim.ID)
		require.Equal(t, want == nil, broken == nil, claim.ID)
		if want != nil {
			require.Equal(t, want.At, broken.At, claim.ID)
			require.NotNil(t, broken.Scenario, claim.ID)
		}
	}
}

func TestASoakEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	claims := theorems.Essay()
	for i, s := range Soak(ctx, claims, 1) {
		require.Equal(t, Soaked{ID: claims[i].ID}, s)
	}
}
