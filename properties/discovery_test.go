package properties

import (
	"flag"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/theorems"
)

// How soon a random sample finds what is planted: that the rivals of a claim are false and, where it is refuted, the
// claim itself.

var seeds = flag.Int("seeds", 0, "count the cases until a sample finds each planted error, over so many seeds")

// planted is a false sentence with the cases that it took to find out, one a seed.
type planted struct {
	name  string
	cases []int
}

// missed stands for the number of cases where the sample did not find it.
const missed = 1 << 30

// TestNoSeedMissesAnError is long, and only run where it is asked for: go test ./properties -run NoSeed -v -seeds 100.
// The first seed is that of the default run, of which TestTheDefaultRunIsPinned asks the same.
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

// discoveries counts, for all that is planted in a claim, the cases of the sample until it is found.
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

// soonest is what a sample finds of all that is planted, as small a sample as finds it all or that of the default run.
func soonest(t *testing.T, claim theorems.Claim, seed uint64) (found []*Witness) {
	for cases := 1; ; cases = min(4*cases, defaultCases) {
		e, err := Sample(t.Context(), claim, seed, cases, Everything)
		require.NoError(t, err)
		if found = errorsFound(&claim, e); cases == defaultCases || !slices.Contains(found, nil) {
			return found
		}
	}
}

// errorsFound is what a sample found of all that is planted in a claim.
func errorsFound(claim *theorems.Claim, e Evidence) []*Witness {
	found := slices.Clone(e.Rivals)
	if claim.Expect == theorems.Refuted {
		found = append(found, e.Counterexample)
	}
	return found
}
