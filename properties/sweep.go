package properties

import (
	"context"
	"fmt"

	"mimics/theorems"
	"mimics/theorems/scenario"
)

// Sweep yields every scenario of the scope for the claim, once up to names and the smallest first, or those of a
// slice, with their positions in the whole sweep. It stops if yield returns false, and returns the context's error if
// the context ends first. Scenario and position are valid only during the call of yield, which must copy what it keeps.
func Sweep(ctx context.Context, claim theorems.Claim, scope int, slice Slice,
	yield func(*scenario.Scenario, Position) bool) error {
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
	if slice != Everything {
		o.share = share{slice, dealtChoice(fill), stream(spaceOf(&claim))}
	}
	for index, more := 0, true; more; index, more = index+1, o.Next() {
		if index%checkedEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if fill(o); !o.Skipped() && !yield(&s, o.choices[:o.at]) {
			return nil
		}
	}
	return nil
}

// spaceOf names the scenarios that Sweep yields for the claim: claims of one space sweep the same.
func spaceOf(claim *theorems.Claim) string {
	if claim.Family != nil {
		return claim.ID
	}
	return fmt.Sprint(uint(claim.Needs|claim.With), claim.Parameters)
}

// bySpace lists the places of the claims, those of one space together, in the order of the first of each.
func bySpace(claims []theorems.Claim) (groups [][]int) {
	places := map[string]int{} // in groups
	for i := range claims {
		space := spaceOf(&claims[i])
		at, known := places[space]
		if !known {
			at, places[space] = len(groups), len(groups)
			groups = append(groups, nil)
		}
		groups[at] = append(groups[at], i)
	}
	return groups
}

// checkedEvery is the number of scenarios after which a sweep checks the context.
const checkedEvery = 16

// manyBlocks is the least number of blocks in a sweep that has as many scenarios. The scenarios of a block have their
// choices up to the dealt one in common. Blocks differ in size, so slices take about equally long only if each gets
// many.
const manyBlocks = 2048

// dealtChoice returns the number of first choices that makes enough blocks. It stops counting there, because every
// slice counts.
func dealtChoice(fill func(*Odometer)) int {
	for depth := 1; ; depth++ {
		count, deeper := 0, false
		o := &Odometer{depth: depth}
		for more := true; more && count < manyBlocks; more = o.Next() {
			if fill(o); !o.skipped || o.deeper { // otherwise every scenario of the block is a repetition
				count++
			}
			deeper = deeper || o.deeper
		}
		if count == manyBlocks || !deeper {
			return depth
		}
	}
}
