package dominance

import (
	"slices"

	"mimics/model"
)

// largestRatio returns the largest (a·λ)/(m·λ) over the λ ≥ 0 with v·λ = 0 for each vector v of the kernel, if a and
// m are at least 0. The answer is no if the ratio is unbounded, and unknown if the budget is spent.
//
// These λ form a cone, and the simplex method goes along its edges. Each row expresses one basic state by the others;
// the free states of the kernel are the first basis. The method looks for an edge with a·λ > ratio·(m·λ). A row can
// stop it: then the states change places. If none does, the edge has the next ratio. Of several states the first
// enters, and the first leaves (Bland's rule), so that no basis returns before the ratio rises.
func (k *kernel) largestRatio(a, m []model.Q, left *budget) (ratio model.Q, bounded answer) {
	var rows [][]model.Q
	for _, v := range k.vectors {
		rows = append(rows, slices.Clone(v))
	}
	basis := slices.Clone(k.free)
	gain, cost := slices.Clone(a), slices.Clone(m) // gain[x] is what a·λ gains along the edge of x
	for i, x := range basis {
		left.subtract(gain, rows[i], gain[x])
		left.subtract(cost, rows[i], cost[x])
	}
	rows = append(rows, gain, cost)
	for *left >= 0 {
		x := 0
		for ; x < len(a) && !ratio.Mul(cost[x]).Less(gain[x]); x++ {
			*left -= effort(gain[x])
		}
		if x == len(a) {
			return ratio, yes
		}
		stops := -1
		for i := range basis {
			if rows[i][x].Sign() > 0 && (stops < 0 || basis[i] < basis[stops]) {
				stops = i
			}
		}
		switch {
		case stops < 0 && cost[x].IsZero():
			return ratio, no
		case stops < 0:
			ratio = gain[x].Div(cost[x])
			continue
		}
		row, by := rows[stops], rows[stops][x]
		for y := range row {
			row[y] = row[y].Div(by)
			*left -= effort(row[y])
		}
		for i, other := range rows {
			if i != stops {
				left.subtract(other, row, other[x])
			}
		}
		basis[stops] = x
	}
	return ratio, unknown
}
