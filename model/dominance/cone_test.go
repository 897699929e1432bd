package dominance

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"mimics/model"
)

// The largest ratio agrees with the largest on the edges of the cone, found by trying every set of columns.
func TestTheLargestRatioIsThatOfAnEdge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		small, weight := rapid.Int64Range(-2, 2), rapid.Int64Range(0, 3)
		dimension, pivots := rapid.IntRange(0, 3).Draw(t, "dimension"), rapid.IntRange(1, 4).Draw(t, "pivots")
		columns := rapid.Permutation(identity(dimension+pivots)).Draw(t, "columns")
		k := &kernel{free: columns[:dimension]}
		for _, f := range k.free {
			v := make([]model.Q, len(columns))
			v[f] = model.One
			for _, x := range columns[dimension:] {
				v[x] = model.Whole(small.Draw(t, "entry"))
			}
			k.vectors = append(k.vectors, v)
		}
		a, m := make([]model.Q, len(columns)), make([]model.Q, len(columns))
		for x := range a {
			a[x], m[x] = model.Whole(weight.Draw(t, "a")), model.Whole(weight.Draw(t, "m"))
		}
		ratio, bounded := k.largestRatio(a, m, of(1<<20))
		largest, want := largestOnEdges(k.vectors, a, m)
		require.Equal(t, want, bounded)
		if bounded == yes {
			require.Equal(t, largest.String(), ratio.Rat().String())
		}
	})
}

// In each cone another rule than Bland's returns to a basis for ever: in one the rule that the last row leaves, in the
// other the rule that the last state leaves.
func TestNoBasisReturnsBeforeTheRatioRises(t *testing.T) {
	for _, c := range []struct {
		free    []int
		vectors [][]int64
		a, m    []int64
	}{
		{[]int{2, 4}, [][]int64{{-2, -1, 1, 4, 0, -1, 1, 0}, {3, 1, 0, 2, 1, -1, 4, -4}},
			[]int64{2, 3, 1, 0, 1, 0, 2, 3}, []int64{2, 1, 3, 3, 3, 0, 1, 1}},
		{[]int{1, 4, 2},
			[][]int64{{-2, 1, 0, 2, 0, -3, 3, 0, 4}, {2, 0, 0, -2, 1, -1, -4, 3, 3}, {1, 0, 1, -3, 0, 1, -2, 0, 2}},
			[]int64{1, 2, 0, 1, 0, 1, 3, 2, 3}, []int64{2, 3, 3, 2, 3, 0, 0, 2, 2}},
	} {
		whole := func(numbers []int64) (list []model.Q) {
			for _, n := range numbers {
				list = append(list, model.Whole(n))
			}
			return list
		}
		k, a, m := &kernel{free: c.free}, whole(c.a), whole(c.m)
		for _, v := range c.vectors {
			k.vectors = append(k.vectors, whole(v))
		}
		ratio, bounded := k.largestRatio(a, m, of(1<<16))
		largest, want := largestOnEdges(k.vectors, a, m)
		require.Equal(t, want, bounded)
		if bounded == yes {
			require.Equal(t, largest.String(), ratio.Rat().String())
		}
	}
}

// largestOnEdges returns the largest ratio on the edges of the cone; the answer is no if it is unbounded.
func largestOnEdges(vectors [][]model.Q, a, m []model.Q) (largest *big.Rat, bounded answer) {
	largest, bounded = new(big.Rat), yes
	for chosen := range 1 << len(a) {
		if gain, cost := edgeValues(vectors, a, m, chosen); gain.Sign() > 0 && cost.Sign() == 0 {
			bounded = no
		} else if gain.Sign() > 0 && new(big.Rat).Quo(gain, cost).Cmp(largest) > 0 {
			largest.Quo(gain, cost)
		}
	}
	return largest, bounded
}

func identity(n int) (list []int) {
	for i := range n {
		list = append(list, i)
	}
	return list
}

// edgeValues returns a·λ and m·λ for the only λ with sum 1 in the chosen columns, 0 if there is none at least 0.
func edgeValues(vectors [][]model.Q, a, m []model.Q, chosen int) (gain, cost *big.Rat) {
	ones := make([]model.Q, len(a))
	for x := range ones {
		ones[x] = model.One
	}
	var rows [][]*big.Rat
	for i, v := range append([][]model.Q{ones}, vectors...) {
		var row []*big.Rat
		for x, q := range v {
			if chosen>>x&1 == 1 {
				row = append(row, q.Rat())
			}
		}
		rows = append(rows, append(row, big.NewRat(int64(1-min(i, 1)), 1)))
	}
	gain, cost = new(big.Rat), new(big.Rat)
	solution := eliminate(rows)
	for x := range a {
		if chosen>>x&1 == 1 && len(solution) > 0 {
			gain.Add(gain, new(big.Rat).Mul(a[x].Rat(), solution[0]))
			cost.Add(cost, new(big.Rat).Mul(m[x].Rat(), solution[0]))
			solution = solution[1:]
		}
	}
	return gain, cost
}

// eliminate solves the rows, the right-hand side last; nil where there is no solution, more than one, or one below 0.
func eliminate(rows [][]*big.Rat) []*big.Rat {
	last := len(rows[0]) - 1
	for x := range last {
		pivot := x
		for pivot < len(rows) && rows[pivot][x].Sign() == 0 {
			pivot++
		}
		if pivot >= len(rows) {
			return nil
		}
		rows[x], rows[pivot] = rows[pivot], rows[x]
		for i := range rows {
			if i == x || rows[i][x].Sign() == 0 {
				continue
			}
			factor := new(big.Rat).Quo(rows[i][x], rows[x][x])
			for c := range rows[i] {
				rows[i][c].Sub(rows[i][c], new(big.Rat).Mul(factor, rows[x][c]))
			}
		}
	}
	solution := make([]*big.Rat, last)
	for i, row := range rows {
		if i >= last {
			if row[last].Sign() != 0 {
				return nil
			}
			continue
		}
		if solution[i] = new(big.Rat).Quo(row[last], row[i]); solution[i].Sign() < 0 {
			return nil
		}
	}
	return solution
}
