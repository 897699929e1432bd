package dominance

import "mimics/model"

// budget is the effort that is left. It is spent when it is below 0.
type budget int

// effort is about what an operation on a number costs, in units of what one on 64 bits costs.
func effort(q model.Q) budget {
	words := budget(1 + q.Den().BitLen()/64)
	return words * words
}

// subtract takes a multiple of one row from another.
func (left *budget) subtract(from, row []model.Q, times model.Q) {
	if times.IsZero() {
		return
	}
	for i, q := range row {
		if !q.IsZero() {
			from[i] = from[i].Sub(times.Mul(q))
			*left -= effort(from[i])
		}
	}
}
