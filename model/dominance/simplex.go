package dominance

import "mimics/model"

// minimum returns the least cost·x of the x ≥ 0 with rows·x = right, and whether there is one: no if there is no such
// x, or if their costs have no lower bound. It is unknown if no effort is left. It is the simplex method in two
// phases, exact, by Bland's rule, which never comes back to where it was.
func minimum(rows [][]model.Q, right, cost []model.Q, left *budget) (value model.Q, exists answer) {
	t := newTableau(rows, right, len(cost), left)
	switch done := t.minimise(len(t.cost) - 1); {
	case done != yes:
		return value, done
	case t.value().Sign() > 0:
		return value, no
	}
	t.dropArtificial(len(cost))
	t.cost = make([]model.Q, len(t.cost))
	copy(t.cost, cost)
	for i, x := range t.basic {
		t.left.subtract(t.cost, t.rows[i], t.cost[x])
	}
	if done := t.minimise(len(cost)); done != yes {
		return value, done
	}
	return t.value(), yes
}

// tableau is a vertex of what is feasible: each row says what one basic variable is, in terms of those that are 0
// there; its last number is its value. The cost row has what each variable adds, and last the negative of what is
// spent.
type tableau struct {
	rows  [][]model.Q
	basic []int
	cost  []model.Q
	left  *budget
}

// divide divides a row.
func (left *budget) divide(row []model.Q, by model.Q) {
	for i, q := range row {
		if !q.IsZero() {
			row[i] = q.Div(by)
			*left -= effort(row[i])
		}
	}
}

// newTableau begins with a variable more for each row, which makes up what is missing and is to be made 0.
func newTableau(rows [][]model.Q, right []model.Q, variables int, left *budget) *tableau {
	t := &tableau{cost: make([]model.Q, variables+len(rows)+1), left: left}
	for i, row := range rows {
		sign := model.One
		if right[i].Sign() < 0 {
			sign = model.One.Neg()
		}
		own := make([]model.Q, len(t.cost))
		for x, q := range row {
			own[x] = q.Mul(sign)
		}
		own[len(own)-1] = right[i].Mul(sign)
		t.left.subtract(t.cost, own, model.One)
		own[variables+i] = model.One
		t.rows, t.basic = append(t.rows, own), append(t.basic, variables+i)
	}
	return t
}

func (t *tableau) value() model.Q { return t.cost[len(t.cost)-1].Neg() }

// minimise takes into the basis the first of so many variables that saves something, until none does. The answer is
// no if one of them saves without bound, and unknown if no effort is left.
func (t *tableau) minimise(variables int) (done answer) {
	for x := 0; x < variables; x++ {
		if t.cost[x].Sign() >= 0 {
			continue
		}
		if *t.left < 0 {
			return unknown
		}
		row := t.leaving(x)
		if row < 0 {
			return no
		}
		t.pivot(row, x)
		x = -1
	}
	return yes
}

// leaving is the row whose variable is 0 first as another grows; of several the one with the first variable.
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
	own := t.rows[row]
	t.left.divide(own, own[x])
	for i, other := range t.rows {
		if i != row {
			t.left.subtract(other, own, other[x])
		}
	}
	t.left.subtract(t.cost, own, t.cost[x])
	t.basic[row] = x
}

// dropArtificial leaves the variables that are asked for, once the others are 0. A row of none of them says nothing.
func (t *tableau) dropArtificial(variables int) {
	var kept [][]model.Q
	var basic []int
	for i := range t.rows {
		for x := 0; t.basic[i] >= variables && x < variables; x++ {
			if t.rows[i][x].Sign() != 0 {
				t.pivot(i, x)
			}
		}
		if t.basic[i] < variables {
			kept, basic = append(kept, t.rows[i]), append(basic, t.basic[i])
		}
	}
	t.rows, t.basic = kept, basic
}
