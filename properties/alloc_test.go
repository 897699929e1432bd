package properties

import (
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/theorems"
	"mimics/theorems/scenario"
)

// Trying one more scenario of one step allocates nothing if the claim returns its two sides alone: the sweep reuses its
// memory. (A claim that also says where it found a side builds a text.)
func TestALookAllocatesNothing(t *testing.T) {
	for _, id := range []string{"forcing/gap", "forcing/continuous", "transfer/shrinks", "safety/low-weight"} {
		claim, _ := theorems.Essay().Find(id)
		var scenarios []scenario.Scenario
		require.NoError(t, Sweep(t.Context(), *claim, 3, Everything, func(s *scenario.Scenario, _ Position) bool {
			scenarios = append(scenarios, *s)
			return len(scenarios) < 2000
		}))
		o := newObserver(*claim)
		look := func() {
			for i := range scenarios {
				o.try(&scenarios[i], Position{i})
			}
		}
		look() // until there is evidence of everything
		require.Zero(t, testing.AllocsPerRun(1, look), id)
	}
}
