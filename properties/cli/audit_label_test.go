package cli

import (
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/properties/cli/audit"
)

// A range is not labelled with a confidence that the simulation beside it denies.
func TestTheLabelFollowsTheSimulation(t *testing.T) {
	t.Parallel()
	for _, c := range []audit.Coverage{{Times: 200, Held: 111, UnseenHeld: 200},
		{Times: 200, Held: 200, UnseenHeld: 111}} {
		require.Equal(t, "less than 95 %, see the simulated logs", audited{coverage: c}.confidence())
	}
	require.Equal(t, "95 %", audited{coverage: audit.Coverage{Times: 200, Held: 188, UnseenHeld: 190}}.confidence())
	require.Equal(t, "95 %", audited{}.confidence(), "not simulated")
}
