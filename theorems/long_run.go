package theorems

import (
	"slices"

	"mimics/model"
)

// Long-run frequencies of the outcomes. Two sources can agree on them and never merge, such as two that alternate out
// of step.

// unlikeFrequencies is the mass of the sources of A whose long-run frequencies differ from those of every source of M.
func unlikeFrequencies(in *Instance) model.Q {
	known := map[int][]model.Q{} // by start state: both laws have the same observations
	shares := func(p model.Present) []model.Q {
		if known[p.Start] == nil {
			known[p.Start] = in.longRun(p)
		}
		return known[p.Start]
	}
	return massOf(in.OperatorLaw, in.MimicLaw, func(a, m model.Present) bool {
		return slices.EqualFunc(shares(a), shares(m), model.Q.Equal)
	})
}

// longRun lists the expected long-run frequencies of the outcomes.
func (in *Instance) longRun(p model.Present) []model.Q {
	shares := make([]model.Q, in.k())
	if p.Pseudo != nil {
		total := model.Total(p.Pseudo)
		for x, a := range p.Pseudo {
			shares[x] = a.Div(total)
		}
		return shares
	}
	for s, time := range in.sojourns(p.At) {
		emission := in.emission(s)
		for x := range shares {
			shares[x] = shares[x].Add(time.Mul(emission.P(x)))
		}
	}
	return shares
}

// sojourns is the expected long-run share of time that a source spends in each state: over the components that are
// never left, the stationary law of each, times the probability of ending there.
func (in *Instance) sojourns(start int) map[int]model.Q {
	states, leads := in.leadsTo(start), map[int][]int{}
	for _, s := range states {
		leads[s] = in.leadsTo(s)
	}
	share := map[int]model.Q{}
	for _, s := range states {
		component := leads[s]
		if s != slices.Min(component) || slices.ContainsFunc(component,
			func(t int) bool { return !slices.Contains(leads[t], s) }) {
			continue // the state is transient, or its component was counted
		}
		ends := in.endsIn(states, component, leads)
		for t, time := range in.stationary(component) {
			share[component[t]] = time.Mul(ends)
		}
	}
	return share
}

// leadsTo lists the states that can be reached from start, itself included.
func (in *Instance) leadsTo(start int) []int {
	states := []int{start}
	for n := 0; n < len(states); n++ {
		emission := in.emission(states[n])
		for x := range in.k() {
			if next := in.Machine.Next(states[n], x); emission.Has(x) && !slices.Contains(states, next) {
				states = append(states, next)
			}
		}
	}
	return states
}

// movesTo lists the chances of moving from one state to each of states in one step.
func (in *Instance) movesTo(from int, states []int) []model.Q {
	chances, emission := make([]model.Q, len(states)), in.emission(from)
	for x := range in.k() {
		if i := slices.Index(states, in.Machine.Next(from, x)); i >= 0 {
			chances[i] = chances[i].Add(emission.P(x))
		}
	}
	return chances
}

// endsIn is the probability of ending, from the first of states, in a component that is never left. leads lists the
// states that can be reached from each.
func (in *Instance) endsIn(states, component []int, leads map[int][]int) model.Q {
	rows := make([][]model.Q, len(states))
	for n, s := range states {
		rows[n] = make([]model.Q, len(states)+1)
		switch {
		case slices.Contains(component, s):
			rows[n][len(states)] = model.One
		case slices.Contains(leads[s], component[0]):
			for i, p := range in.movesTo(s, states) {
				rows[n][i] = p.Neg()
			}
		}
		rows[n][n] = rows[n][n].Add(model.One)
	}
	return gauss(rows)[0]
}

// stationary is the stationary law of a component.
func (in *Instance) stationary(component []int) []model.Q {
	rows := make([][]model.Q, len(component))
	for n := range rows {
		rows[n] = make([]model.Q, len(component)+1)
	}
	for i, s := range component {
		for n, p := range in.movesTo(s, component) {
			rows[n][i] = p
		}
	}
	for n := range rows {
		rows[n][n] = rows[n][n].Sub(model.One)
	}
	for i := range rows[0] { // the rows sum to zero, so that one of them is redundant
		rows[0][i] = model.One
	}
	return gauss(rows)
}

// gauss solves a linear system with one solution. The right-hand side is the last column.
func gauss(rows [][]model.Q) []model.Q {
	size := len(rows)
	for n := range rows {
		pivot := n
		for rows[pivot][n].IsZero() {
			pivot++
		}
		rows[n], rows[pivot] = rows[pivot], rows[n]
		for i, row := range rows {
			if i == n || row[n].IsZero() {
				continue
			}
			factor := row[n].Div(rows[n][n])
			for c := n; c <= size; c++ {
				if !rows[n][c].IsZero() {
					row[c] = row[c].Sub(factor.Mul(rows[n][c]))
				}
			}
		}
	}
	solution := make([]model.Q, size)
	for n := range solution {
		solution[n] = rows[n][size].Div(rows[n][n])
	}
	return solution
}
