package dominance

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"mimics/model"
)

// The least cost is compared with the least of all vertices.
func TestTheSimplexMethodFindsTheBestVertex(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		small := rapid.Int64Range(-2, 2)
		rows, columns := rapid.IntRange(1, 3).Draw(t, "rows"), rapid.IntRange(1, 5).Draw(t, "columns")
		matrix, right, cost := make([][]model.Q, rows), make([]model.Q, rows), make([]model.Q, columns)
		for i := range matrix {
			right[i] = model.Whole(rapid.Int64Range(0, 2).Draw(t, "right"))
			for range columns {
				matrix[i] = append(matrix[i], model.Whole(small.Draw(t, "entry")))
			}
		}
		for x := range cost {
			cost[x] = model.Whole(rapid.Int64Range(0, 3).Draw(t, "cost"))
		}
		left := budget(1 << 20)
		value, feasible := minimum(matrix, right, cost, &left)
		least := (*big.Rat)(nil)
		for chosen := range 1 << columns {
			if spent := vertexCost(matrix, right, cost, chosen); spent != nil && (least == nil || spent.Cmp(least) < 0) {
				least = spent
			}
		}
		require.Equal(t, least != nil, feasible == yes)
		require.NotEqual(t, unknown, feasible)
		if feasible == yes {
			require.Equal(t, least.String(), value.Rat().String())
		}
	})
}

// vertexCost returns the cost of the only solution in the chosen columns, nil if there is none at least 0.
func vertexCost(matrix [][]model.Q, right, cost []model.Q, chosen int) *big.Rat {
	var rows [][]*big.Rat
	for i, row := range matrix {
		var own []*big.Rat
		for x, q := range row {
			if chosen>>x&1 == 1 {
				own = append(own, q.Rat())
			}
		}
		rows = append(rows, append(own, right[i].Rat()))
	}
	solution := eliminate(rows)
	if solution == nil {
		return nil
	}
	sum := new(big.Rat)
	for x := range cost {
		if chosen>>x&1 == 1 {
			sum.Add(sum, new(big.Rat).Mul(cost[x].Rat(), solution[0]))
			solution = solution[1:]
		}
	}
	return sum
}

// eliminate solves the rows, the right-hand side last; nil if there is no solution, more than one, or one below 0.
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
