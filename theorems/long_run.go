package theorems

import (
	"slices"

	"mimics/model"
)

// How often a source shows each outcome in the long run. Two sources can agree on that and never merge, as two that alternate out of step.

// unlikeFrequencies is the mass of the sources of A that show the outcomes as often as none of M does in the long run.
func unlikeFrequencies(in *Instance) model.Q {
	known := map[int][]model.Q{} // by start state: both laws have seen the same
	shares := func(p model.Present) []model.Q {
		if known[p.Start] == nil {
			known[p.Start] = in.longRun(p)
		}
		return known[p.Start]
	}
	return massOf(in.operator, in.mimic, func(a, m model.Present) bool {
		return slices.EqualFunc(shares(a), shares(m), model.Q.Equal)
	})
}

// longRun is the expected shares of the outcomes in the long run.
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

// sojourns is the expected share of its time that a source spends in each state in the long run: of the states that it comes back to for
// ever, the stationary law of each component weighed by the chance to end there.
func (in *Instance) sojourns(start int) map[int]model.Q {
	states, leads := in.leadsTo(start), map[int][]int{}
	for _, s := range states {
		leads[s] = in.leadsTo(s)
	}
	share := map[int]model.Q{}
	for _, s := range states {
		component := leads[s]
		if s != slices.Min(component) || slices.ContainsFunc(component, func(t int) bool { return !slices.Contains(leads[t], s) }) {
			continue // it is left for ever, or was counted
		}
		ends := in.endsIn(states, component, leads)
		for t, time := range in.stationary(component) {
			share[component[t]] = time.Mul(ends)
		}
	}
	return share
}

// leadsTo are the states that one leads to, later or, of the start, at once.
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

// movesTo adds up the chances to come from one state to each of some at the next step.
func (in *Instance) movesTo(from int, states []int) []model.Q {
	chances, emission := make([]model.Q, len(states)), in.emission(from)
	for x := range in.k() {
		if i := slices.Index(states, in.Machine.Next(from, x)); i >= 0 {
			chances[i] = chances[i].Add(emission.P(x))
		}
	}
	return chances
}

// endsIn is the chance to come from the first of some states to a component of them that is never left, by where each leads.
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

// stationary is the law on a component that its moves leave as it is.
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
	for i := range rows[0] { // what the rows say sums to nothing, so that one of them is free
		rows[0][i] = model.One
	}
	return gauss(rows)
}

// gauss solves the rows, the right-hand side last, which have one solution.
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
