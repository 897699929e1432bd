package properties

import (
	"flag"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/theorems"
)

// These tests count how many cases a random sample takes to refute the rivals of a claim and, if the claim is refuted,
// the claim itself.

var seeds = flag.Int("seeds", 0, "count the cases until a sample finds each planted error, over so many seeds")

// planted is a false sentence, with the number of cases that it took to refute it, per seed.
type planted struct {
	name  string
	cases []int
}

// missed is the number of cases of a sample that did not refute the sentence.
const missed = 1 << 30

// TestNoSeedMissesAnError takes long and runs only on request: go test ./properties -run NoSeed -v -seeds 100. The
// first seed is that of the default run, which TestTheDefaultRunIsPinned covers.
func TestNoSeedMissesAnError(t *testing.T) {
	if *seeds == 0 {
		t.Skip("counts over the number of -seeds")
	}
	var all []planted
	for _, claim := range theorems.Essay() {
		list := discoveries(t, claim, *seeds)
		slices.SortFunc(list, func(p, q planted) int { return slices.Max(q.cases) - slices.Max(p.cases) })
		all = append(all, list...)
	}
	slices.SortStableFunc(all, func(p, q planted) int { return slices.Max(q.cases) - slices.Max(p.cases) })
	fmt.Printf("%9s %9s\n", "MEDIAN", "WORST")
	for _, p := range all {
		slices.Sort(p.cases)
		fmt.Printf("%9d %9d  %s\n", p.cases[len(p.cases)/2], p.cases[len(p.cases)-1], p.name)
	}
	for _, p := range all {
		require.NotContains(t, p.cases, missed, p.name)
	}
}

// discoveries counts, for each false sentence of a claim, the cases of the sample until one refutes it.
func discoveries(t *testing.T, claim theorems.Claim, seeds int) (list []planted) {
	for _, rival := range claim.Rivals {
		list = append(list, planted{name: claim.ID + ": " + rival.Name})
	}
	if claim.Expect == theorems.Refuted {
		list = append(list, planted{name: claim.ID + " itself"})
	}
	for seed := range uint64(seeds) {
		found := soonest(t, claim, seed+1)
		for i := range list {
			cases := missed
			if w := found[i]; w != nil {
				cases = w.At[0] + 1
			}
			list[i].cases = append(list[i].cases, cases)
		}
	}
	return list
}

// soonest returns what the smallest sample that refutes every false sentence found, or else that of the default run.
func soonest(t *testing.T, claim theorems.Claim, seed uint64) (found []*Witness) {
	for cases := 1; ; cases = min(4*cases, defaultCases) {
		e, err := Sample(t.Context(), claim, seed, cases, Everything)
		require.NoError(t, err)
		if found = errorsFound(&claim, e); cases == defaultCases || !slices.Contains(found, nil) {
			return found
		}
	}
}

// errorsFound returns the witness that a sample found against each false sentence of a claim.
func errorsFound(claim *theorems.Claim, e Evidence) []*Witness {
	found := slices.Clone(e.Rivals)
	if claim.Expect == theorems.Refuted {
		found = append(found, e.Counterexample)
	}
	return found
}
