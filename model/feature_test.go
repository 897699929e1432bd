package model

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestEventIsASet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 60)
		draw := func() ([]int, map[int]bool) {
			outcomes, set := []int{}, map[int]bool{}
			for range c.pick(20) {
				x := c.pick(MaxOutcomes)
				outcomes, set[x] = append(outcomes, x), true
			}
			return outcomes, set
		}
		xs, a := draw()
		ys, b := draw()
		e, o := NewEvent(xs...), NewEvent(ys...)
		k := c.pick(MaxOutcomes) + 1
		same := true
		for x := range MaxOutcomes {
			require.Equal(t, a[x], e.Has(x))
			require.Equal(t, a[x] && b[x], e.And(o).Has(x))
			require.Equal(t, x < k && !a[x], e.Not(k).Has(x))
			require.Equal(t, x < k, AllOutcomes(k).Has(x))
			same = same && a[x] == b[x]
		}
		require.Equal(t, len(a), e.Size())
		require.Equal(t, same, e == o)

		slices.Sort(xs)
		require.Equal(t, e, NewEvent(xs...), "the order does not matter")
		grown := e.With(k - 1)
		require.True(t, grown.Has(k-1))
		require.Equal(t, e.Has(k-1), grown == e, "With changes no event")
	})
}

func TestEventAtWordBoundaries(t *testing.T) {
	for _, x := range []int{0, 1, 63, 64, 127, 128, 191, 192, 255} {
		e := NewEvent(x)
		require.Equal(t, 1, e.Size())
		require.True(t, e.Has(x))
		require.Equal(t, AllOutcomes(x), e.Not(x), "x lies beyond the complement")
		require.Equal(t, x, AllOutcomes(x).Size())
		require.Equal(t, AllOutcomes(x), e.Not(x+1))
	}
	require.Panics(t, func() { NewEvent(MaxOutcomes) })
	require.Panics(t, func() { NewEvent(-1) })
}

func TestFeatureIsAPartition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 20)
		cells := c.partition(1 + c.pick(6))
		given := slices.Clone(cells)
		f := toFeature(t, given)
		given[0] = 99
		require.Equal(t, len(cells), f.Len())
		require.Equal(t, naiveCells(cells), f.Cells())
		for x, cell := range cells {
			require.Equal(t, cell, f.Cell(x), "the argument was copied")
		}
		for cell := range f.Cells() {
			require.Equal(t, toEvent(naiveCell(cells, cell)), f.Event(cell))
		}
	})
}

func TestNewFeatureRefuses(t *testing.T) {
	for _, c := range []struct {
		cells []int
		want  string
	}{
		{[]int{0, -1}, "outcome 1 has the cell -1, expected 0 or more"},
		{[]int{math.MinInt}, fmt.Sprintf("outcome 0 has the cell %d, expected 0 or more", math.MinInt)},
		{[]int{1, 1}, "cell 0 of 2 is empty"},
		{[]int{0, 3, 1, 3}, "cell 2 of 4 is empty"},
		{[]int{0, 1, 3}, "outcome 2 has the cell 3, expected at most 2: no cell may be empty"},
		{[]int{1}, "outcome 0 has the cell 1, expected at most 0: no cell may be empty"},
		{[]int{2, -5, 0}, "outcome 1 has the cell -5, expected 0 or more"},
	} {
		f, err := NewFeature(c.cells...)
		require.EqualError(t, err, c.want)
		require.Equal(t, Feature{}, f)
	}
}

func TestFinestTellsEverythingApart(t *testing.T) {
	for k := range 5 {
		f := Finest(k)
		require.Equal(t, k, f.Len())
		require.Equal(t, k, f.Cells())
		for x := range k {
			require.Equal(t, NewEvent(x), f.Event(f.Cell(x)))
		}
	}
}

func TestPartitionsAreAllAndOnce(t *testing.T) {
	for k, bell := range []int{1, 1, 2, 5, 15, 52, 203, 877} {
		seen := map[string]bool{}
		var all []Feature
		for f := range Partitions(k) {
			all = append(all, f)
		}
		for _, f := range all { // after the loop, so that a shared backing array would show
			cells := make([]int, k)
			for x := range cells {
				cells[x] = f.Cell(x)
			}
			require.Equal(t, toFeature(t, cells), f, "a valid feature")
			var together [][]bool // which outcomes share a cell: the partition without the numbers of its cells
			for x := range k {
				together = append(together, naiveCell(cells, cells[x]))
			}
			require.False(t, seen[fmt.Sprint(together)], "%v comes twice", cells)
			seen[fmt.Sprint(together)] = true
		}
		require.Len(t, all, bell)
		if k > 0 {
			require.Equal(t, 1, all[0].Cells(), "the coarsest first")
			require.Equal(t, Finest(k), all[bell-1], "the finest last")
		}
	}
}

func TestPartitionsStopWhenTold(t *testing.T) {
	for limit := 1; limit <= 5; limit++ {
		taken := 0
		for range Partitions(3) {
			if taken++; taken == limit {
				break
			}
		}
		require.Equal(t, limit, taken)
	}
}

// A cell's number is checked before memory is allocated for that number of cells.
func TestNewFeatureRefusesAHugeCellAtOnce(t *testing.T) {
	for _, cells := range [][]int{{math.MaxInt}, {0, math.MaxInt / 2}} {
		require.Less(t, allocated(func() { _, _ = NewFeature(cells...) }), uint64(100_000))
		_, err := NewFeature(cells...)
		require.ErrorContains(t, err, "no cell may be empty")
	}
}
