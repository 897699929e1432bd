package model

import (
	"fmt"
	"iter"
)

// Feature is a partition of the outcomes into cells, f: 𝒳 → ℱ. An observer of the feature sees the cell of an outcome
// and nothing else. Cells are numbered 0..Cells()-1 and none is empty.
type Feature struct {
	cell  []int // one per outcome
	cells int
}

// NewFeature takes the cell of each outcome. The cells must be exactly 0..n-1 for some n.
func NewFeature(cells ...int) (Feature, error) {
	f := Feature{cell: append([]int(nil), cells...)}
	used := make([]bool, len(cells))
	for x, c := range cells {
		if c < 0 {
			return Feature{}, fmt.Errorf("outcome %d has the cell %d, expected 0 or more", x, c)
		}
		if c >= len(cells) { // checked before a slice of that length is made
			return Feature{}, fmt.Errorf("outcome %d has the cell %d, expected at most %d: no cell may be empty", x, c, len(cells)-1)
		}
		used[c] = true
		f.cells = max(f.cells, c+1)
	}
	for c, ok := range used[:f.cells] {
		if !ok {
			return Feature{}, fmt.Errorf("cell %d of %d is empty", c, f.cells)
		}
	}
	return f, nil
}

// Finest is the feature with one cell per outcome: an observer of it sees the outcome.
func Finest(k int) Feature {
	f := Feature{cell: make([]int, k), cells: k}
	for x := range f.cell {
		f.cell[x] = x
	}
	return f
}

// Len is the number of outcomes.
func (f Feature) Len() int { return len(f.cell) }

// Cells is the number of cells.
func (f Feature) Cells() int { return f.cells }

// Cell is the cell of outcome x.
func (f Feature) Cell(x int) int { return f.cell[x] }

// Event is the set of outcomes in cell c.
func (f Feature) Event(c int) Event {
	var e Event
	for x, cell := range f.cell {
		if cell == c {
			e = e.With(x)
		}
	}
	return e
}

// Partitions yields every partition of k outcomes once, the coarsest first. Their number is the k-th Bell number.
func Partitions(k int) iter.Seq[Feature] {
	return func(yield func(Feature) bool) {
		cells := make([]int, k)
		var extend func(x, used int) bool
		extend = func(x, used int) bool {
			if x == k {
				return yield(Feature{cell: append([]int(nil), cells...), cells: used})
			}
			for c := 0; c <= used; c++ { // a new cell takes the next free number, so that no partition is repeated
				cells[x] = c
				if !extend(x+1, max(used, c+1)) {
					return false
				}
			}
			return true
		}
		extend(0, 0)
	}
}
