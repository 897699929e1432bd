package properties

import (
	"context"

	"mimics/theorems"
	"mimics/theorems/scenario"
)

// Sweep yields every scenario that the scope holds for the claim, once up to names and the smallest first, until yield
// returns false; or those of a slice of the sweep, with their positions in the whole. The scenario is only valid during
// the call; a copy of it stays.
func Sweep(ctx context.Context, claim theorems.Claim, scope int, slice Slice, yield func(*scenario.Scenario, Position) bool) error {
	if err := ctx.Err(); err != nil {
		return err // cutting a sweep into pieces takes a while
	}
	parts := claim.Needs | claim.With
	bounds := Scope(scope, parts)
	g := &generator{Bounds: &bounds, tables: new(tables)}
	var s scenario.Scenario
	fill := func(o *Odometer) {
		if claim.Family != nil {
			s = claim.Family(o.Pick)
			return
		}
		g.Choices = o
		g.fill(&s, parts)
	}
	o := new(Odometer)
	for block, blocks := 0, newBlocks(fill); blocks.next(); block++ {
		if !slice.Has(block) {
			continue
		}
		o.startWith(blocks.prefix())
		for index, more := 0, true; more; index, more = index+1, o.Next() {
			if index%checkedEvery == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			if fill(o); !o.Skipped() && !yield(&s, Position{block, index}) {
				return nil
			}
		}
	}
	return nil
}

// checkedEvery is how often a sweep looks whether the time is up.
const checkedEvery = 16

// manyBlocks is how many blocks a sweep is cut into at least, where it has so many scenarios: enough for slices of
// about one size.
const manyBlocks = 64

// blocks cuts a sweep into pieces, in order: the scenarios whose first choices are the same.
type blocks struct {
	Odometer
	fill    func(*Odometer)
	started bool
}

// newBlocks finds out how many first choices make enough blocks.
func newBlocks(fill func(*Odometer)) *blocks {
	for depth := 1; ; depth++ {
		count, deeper := 0, false
		for b := (&blocks{Odometer: Odometer{depth: depth}, fill: fill}); b.next(); count++ {
			deeper = deeper || b.deeper
		}
		if count >= manyBlocks || !deeper {
			return &blocks{Odometer: Odometer{depth: depth}, fill: fill}
		}
	}
}

// next turns to the next block; false when there is none.
func (b *blocks) next() bool {
	for !b.started || b.Next() {
		b.started = true
		if b.fill(&b.Odometer); !b.skipped || b.deeper { // else all that begins like this is left out
			return true
		}
	}
	return false
}

// prefix is the choices with which the scenarios of the block begin.
func (b *blocks) prefix() []int { return b.choices[:b.at] }
