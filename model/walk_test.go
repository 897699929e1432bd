package model

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// naiveWalk lists, in order, the histories of at most depth cells that one of the priors gives positive probability.
func (m naiveMachine) naiveWalk(cells []int, depth int, priors []rats) [][]int {
	var histories [][]int
	var from func(history []int)
	from = func(history []int) {
		seen := make([][]bool, len(history))
		for n, cell := range history {
			seen[n] = naiveCell(cells, cell)
		}
		possible := slices.ContainsFunc(priors, func(prior rats) bool { return m.prob(prior, seen).Sign() > 0 })
		if !possible {
			return
		}
		histories = append(histories, history)
		if len(history) == depth {
			return
		}
		for cell := range naiveCells(cells) {
			from(append(slices.Clone(history), cell))
		}
	}
	from([]int{})
	return histories
}

func TestWalkVisitsThePossibleHistoriesOnceAndInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 150)
		m := c.machine()
		machine, cells, depth := m.build(t), c.partition(m.outcomes), c.pick(4)
		var priors []rats
		var laws []Law
		for range 1 + c.pick(2) {
			prior := c.probabilities(len(m.states))
			priors, laws = append(priors, prior), append(laws, NewLaw(machine, toDist(t, prior)))
		}
		var visited [][]int
		err := Walk(toFeature(t, cells), depth, laws, func(history []int, after []Law) error {
			visited = append(visited, slices.Clone(history))
			seen := make([][]bool, len(history))
			for n, cell := range history {
				seen[n] = naiveCell(cells, cell)
			}
			require.Len(t, after, len(laws))
			for i, law := range after {
				requireQ(t, m.prob(priors[i], seen), law.Prob(), "law %d after %v", i, history)
			}
			return nil
		})
		require.NoError(t, err)
		require.Equal(t, fmt.Sprint(m.naiveWalk(cells, depth, priors)), fmt.Sprint(visited))
		for i, law := range laws {
			require.Equal(t, One, law.Prob(), "law %d is as before", i)
		}
	})
}

func TestWalkEndsWithTheFirstError(t *testing.T) {
	fair, err := Counts(1, 1)
	require.NoError(t, err)
	laws := []Law{Independent(fair)}
	for stop := range 8 {
		wanted, visits := fmt.Errorf("enough at %d", stop), 0
		err := Walk(Finest(2), 2, laws, func([]int, []Law) error {
			if visits == stop {
				return wanted
			}
			visits++
			return nil
		})
		if stop < 7 {
			require.ErrorIs(t, err, wanted)
			require.Equal(t, stop, visits)
		} else {
			require.NoError(t, err)
			require.Equal(t, 7, visits, "1 + 2 + 4 histories")
		}
	}
}

func TestWalkOfDepthZeroVisitsTheEmptyHistory(t *testing.T) {
	visits := 0
	refusal := errors.New("refused")
	err := Walk(Finest(1), 0, []Law{Independent(Point(1, 0))}, func(history []int, laws []Law) error {
		visits++
		require.Empty(t, history)
		return refusal
	})
	require.ErrorIs(t, err, refusal)
	require.Equal(t, 1, visits)
}

func TestWalkVisitsNothingThatIsImpossibleFromTheStart(t *testing.T) {
	null := Independent(Point(2, 0)).Observe(1)
	require.NoError(t, Walk(Finest(2), 2, []Law{null}, func([]int, []Law) error {
		return errors.New("visited")
	}))
}
