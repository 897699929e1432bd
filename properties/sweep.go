package properties

import (
	"context"

	"mimics/theorems"
	"mimics/theorems/scenario"
)

// Sweep yields every scenario of the scope for the claim, once up to names and the smallest first, or those of a
// slice, with their positions in the whole sweep. It stops if yield returns false, and returns the context's error if
// the context ends first. The scenario is valid only during the call of yield, which must copy what it keeps.
func Sweep(ctx context.Context, claim theorems.Claim, scope int, slice Slice,
	yield func(*scenario.Scenario, Position) bool) error {
	if err := ctx.Err(); err != nil {
		return err // dividing a sweep into blocks takes a while
	}
	parts := claim.Needs | claim.With
	bounds := Scope(scope, parts)
	g := &generator{Bounds: &bounds, parameters: claim.Parameters, tables: new(tables)}
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

// checkedEvery is the number of scenarios after which a sweep checks the context.
const checkedEvery = 16

// manyBlocks is the least number of blocks of a sweep that has as many scenarios: enough for slices of about equal
// size.
const manyBlocks = 64

// blocks divides a sweep into blocks, in order. The scenarios of a block have their first choices in common.
type blocks struct {
	Odometer
	fill    func(*Odometer)
	started bool
}

// newBlocks finds the number of first choices that makes enough blocks.
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

// next advances to the next block and reports whether there is one.
func (b *blocks) next() bool {
	for !b.started || b.Next() {
		b.started = true
		if b.fill(&b.Odometer); !b.skipped || b.deeper { // otherwise every scenario of the block is a repetition
			return true
		}
	}
	return false
}

// prefix returns the first choices of the block, which its scenarios have in common.
func (b *blocks) prefix() []int { return b.choices[:b.at] }
