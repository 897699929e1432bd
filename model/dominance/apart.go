package dominance

import (
	"slices"

	"mimics/model"
)

// answer is what is known of a question.
type answer int

const (
	unknown answer = iota
	no
	yes
)

// tests compares mixtures of the states of an automaton by what they give words of cells. Those values span a space of
// at most as many dimensions as there are states: one word each is enough.
type tests struct {
	automaton
	words [][]model.Q // a basis: words[i][state], worked out where it is asked for
	full  bool        // whether it is whole
}

// apart tells whether the law of a state is singular to every mixture of the others, as a whole (Chen and Kiefer 2014). It is not
// if and only if some state r that it can come to is covered by states that others can have come to by the same cells.
func (t *tests) apart(state int, others set, left int) answer {
	met := t.beside(state, others)
	for r, with := range met {
		if with.has(r) {
			return no
		}
	}
	result := yes
	for r := range t.moves {
		if with := met[r]; len(with) > 0 {
			switch t.covered(r, with, &left) {
			case yes:
				return no
			case unknown:
				result = unknown
			}
		}
	}
	return result
}

// beside lists, for each state that a state can come to, those that others can be in then, after the same cells.
func (w automaton) beside(state int, others set) map[int]set {
	met := map[int]set{}
	var queue [][2]int
	meet := func(r, s int) {
		if !met[r].has(s) {
			met[r] = met[r].with(s)
			queue = append(queue, [2]int{r, s})
		}
	}
	for _, s := range others {
		meet(state, s)
	}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		for c := range w.cells {
			for _, m := range w.moves[at[0]][c] {
				for _, n := range w.moves[at[1]][c] {
					meet(m.to, n.to)
				}
			}
		}
	}
	return met
}

// covered tells whether a multiple of some mixture of the others, with something left over for other states, is a mixture that
// the state has part in: then its law is at most that multiple.
func (t *tests) covered(state int, others set, left *int) answer {
	if !t.span(left) {
		return unknown
	}
	columns := make([][]model.Q, 0, len(others)) // of each unknown weight
	for _, s := range others {
		columns = append(columns, t.column(s, model.One))
	}
	_, feasible := t.least(map[int]model.Q{state: model.One}, columns, make([]model.Q, len(others)), left)
	return feasible
}

// constant is the least C with which C times one mixture of states is another beside something left over: then the other is at most C times
// the one. It is nil where there is none, or none was found for the effort.
func (t *tests) constant(a, m map[int]model.Q, left *int) *model.Q {
	if !t.span(left) {
		return nil
	}
	column := make([]model.Q, len(t.words))
	for s, weight := range m {
		for i, value := range t.column(s, weight) {
			column[i] = column[i].Add(value)
		}
	}
	c, feasible := t.least(a, [][]model.Q{column}, []model.Q{model.One}, left)
	if feasible != yes {
		return nil
	}
	return &c
}

// least is the least cost of weights x ≥ 0 for the columns such that Σ x·column = a + ρ for some ρ ≥ 0 on the states.
func (t *tests) least(a map[int]model.Q, columns [][]model.Q, cost []model.Q, left *int) (value model.Q, feasible answer) {
	rows, right := make([][]model.Q, len(t.words)), make([]model.Q, len(t.words))
	for i, word := range t.words {
		for _, column := range columns {
			rows[i] = append(rows[i], column[i])
		}
		for _, rest := range word {
			rows[i] = append(rows[i], rest.Neg())
		}
		for s, weight := range a {
			right[i] = right[i].Add(weight.Mul(word[s]))
		}
	}
	return minimum(rows, right, append(slices.Clone(cost), make([]model.Q, len(t.moves))...), left)
}

// column is what a weight of a state gives each word.
func (t *tests) column(state int, weight model.Q) []model.Q {
	list := make([]model.Q, len(t.words))
	for i, word := range t.words {
		list[i] = word[state].Mul(weight)
	}
	return list
}

// span finds a basis of what words give the states, where there is effort for it: the empty word gives each 1, and a cell before a word
// averages over the moves. Each is kept without what the others span, and with a 1 where they have none.
func (t *tests) span(left *int) bool {
	if t.full {
		return true
	}
	ones := make([]model.Q, len(t.moves))
	for s := range ones {
		ones[s] = model.One
	}
	p, pivots := purse{left}, []int{0}
	t.words = [][]model.Q{ones}
	for n := 0; n < len(t.words); n++ {
		for c := range t.cells {
			if *left < 0 {
				return false
			}
			word := t.before(c, t.words[n])
			for i, other := range t.words {
				p.subtract(word, other, word[pivots[i]])
			}
			if x := slices.IndexFunc(word, func(q model.Q) bool { return !q.IsZero() }); x >= 0 {
				p.divide(word, word[x])
				t.words, pivots = append(t.words, word), append(pivots, x)
			}
		}
	}
	t.full = true
	return true
}

// before is what a cell and then a word have from each state.
func (w automaton) before(cell int, word []model.Q) []model.Q {
	list := make([]model.Q, len(word))
	for s := range list {
		for _, m := range w.moves[s][cell] {
			list[s] = list[s].Add(m.chance.Mul(word[m.to]))
		}
	}
	return list
}
