package properties

import (
	"context"

	"mimics/theorems"
)

// Sweep yields every scenario that the scope holds for the claim, the smallest first, until yield returns false; or
// those of a slice of the sweep, with their positions in the whole.
func Sweep(ctx context.Context, claim theorems.Claim, scope int, slice Slice, yield func(*theorems.Scenario, Position) bool) error {
	parts := claim.Needs | claim.With
	bounds := Scope(scope, parts)
	scenario := func(c Choices) theorems.Scenario {
		if claim.Family != nil {
			return claim.Family(c.Pick)
		}
		return Scenario(c, parts, bounds)
	}
	for block, prefix := range blocks(func(c Choices) { scenario(c) }) {
		if !slice.Has(block) {
			continue
		}
		o := startingWith(prefix)
		for index, more := 0, true; more; index, more = index+1, o.Next() {
			if err := ctx.Err(); err != nil {
				return err
			}
			if s := scenario(o); !o.Skipped() && !yield(&s, Position{block, index}) {
				return nil
			}
		}
	}
	return nil
}

// manyBlocks is how many blocks a sweep is cut into at least, where it has so many scenarios: enough for slices of
// about one size.
const manyBlocks = 500

// blocks cuts a sweep into pieces, in order: the scenarios whose first choices are the same.
func blocks(scenario func(Choices)) (prefixes [][]int) {
	for depth := 1; ; depth++ {
		o := &Odometer{depth: depth}
		deeper := false
		prefixes = prefixes[:0]
		for more := true; more; more = o.Next() {
			scenario(o)
			deeper = deeper || o.deeper
			if !o.skipped || o.deeper { // else all that begins like this is left out
				prefixes = append(prefixes, append([]int(nil), o.choices[:o.at]...))
			}
		}
		if len(prefixes) >= manyBlocks || !deeper {
			return prefixes
		}
	}
}
