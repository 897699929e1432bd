package dominance

import (
	"slices"

	"mimics/model"
)

// tableau is a vertex of the x ≥ 0 with rows·x = right: each row expresses one basic variable by those that are 0
// there, and its last number is its value. The cost row has what each variable adds to the cost, and last the
// negative of the cost.
type tableau struct {
	rows  [][]model.Q
	basic []int
	cost  []model.Q
	left  *budget
}

// minimum returns the least cost·x of the x ≥ 0 with rows·x = right, if right is at least 0. The answer is no if
// there is no such x, or if their costs have no lower bound, and unknown if the budget is spent. It is the simplex
// method in two phases, exact, by Bland's rule, which never returns to a vertex. The first phase has one more
// variable per row, which makes up what is missing, and makes their sum 0.
func minimum(rows [][]model.Q, right, cost []model.Q, left *budget) (value model.Q, exists answer) {
	last := len(cost) + len(rows)
	t := &tableau{cost: make([]model.Q, last+1), left: left}
	for i, row := range rows {
		own := append(slices.Clone(row), make([]model.Q, len(rows)+1)...)
		own[last] = right[i]
		left.subtract(t.cost, own, model.One)
		own[len(cost)+i] = model.One
		t.rows, t.basic = append(t.rows, own), append(t.basic, len(cost)+i)
	}
	switch done := t.minimise(last); {
	case done != yes:
		return value, done
	case t.cost[last].Sign() < 0:
		return value, no
	}
	t.dropArtificial(len(cost))
	t.cost = append(slices.Clone(cost), make([]model.Q, len(rows)+1)...)
	for i, x := range t.basic {
		left.subtract(t.cost, t.rows[i], t.cost[x])
	}
	exists = t.minimise(len(cost))
	return t.cost[last].Neg(), exists
}

// minimise takes into the basis the first of the variables that saves something, until none does. The answer is no if
// one of them saves without bound, and unknown if the budget is spent.
func (t *tableau) minimise(variables int) answer {
	for {
		x := slices.IndexFunc(t.cost[:variables], func(q model.Q) bool { return q.Sign() < 0 })
		switch {
		case x < 0:
			return yes
		case *t.left < 0:
			return unknown
		}
		row := t.leaving(x)
		if row < 0 {
			return no
		}
		t.pivot(row, x)
	}
}

// leaving returns the row whose variable is 0 first as x grows, of several the one with the first variable; -1 if
// none is.
func (t *tableau) leaving(x int) int {
	at := -1
	var least model.Q
	for i, row := range t.rows {
		if row[x].Sign() <= 0 {
			continue
		}
		ratio := row[len(row)-1].Div(row[x])
		if at < 0 || ratio.Less(least) || ratio.Equal(least) && t.basic[i] < t.basic[at] {
			at, least = i, ratio
		}
	}
	return at
}

// pivot has a variable take a row's place in the basis.
func (t *tableau) pivot(row, x int) {
	own, by := t.rows[row], t.rows[row][x]
	for i, q := range own {
		if !q.IsZero() {
			own[i] = q.Div(by)
			*t.left -= effort(own[i])
		}
	}
	for i, other := range t.rows {
		if i != row {
			t.left.subtract(other, own, other[x])
		}
	}
	t.left.subtract(t.cost, own, t.cost[x])
	t.basic[row] = x
}

// dropArtificial leaves the variables of the question in the basis, once the others are 0. A row without any of them
// says nothing.
func (t *tableau) dropArtificial(variables int) {
	var kept [][]model.Q
	var basic []int
	for i, row := range t.rows {
		if x := slices.IndexFunc(row[:variables], func(q model.Q) bool { return !q.IsZero() }); t.basic[i] >= variables && x >= 0 {
			t.pivot(i, x)
		}
		if t.basic[i] < variables {
			kept, basic = append(kept, row), append(basic, t.basic[i])
		}
	}
	t.rows, t.basic = kept, basic
}
