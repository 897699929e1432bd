package model

import (
	"errors"
	"fmt"
)

// State is one state of a Machine. It either emits by a fixed distribution and moves on, or is an urn.
type State struct {
	// Emit is the law of the next outcome.
	Emit Dist
	// Next is the successor of the state for each outcome. It is nil if the state succeeds itself: independent draws.
	Next []int
	// Urn holds pseudo-counts α, one per outcome, at least 0 and not all 0; it is nil for an ordinary state. After the
	// counts n an urn forecasts (n(x)+α(x))/(Σn+Σα), the predictive law of a Dirichlet prior.
	Urn []Q
}

// Machine generates the sequences of nature, operator and mimic. Each of its states emits an outcome and has one
// successor for each emitted outcome. Independent draws, n-gram models, periodic and deterministic sequences are
// special cases; mixtures are priors over start states; an urn is a learner with an infinite prior. A Machine never
// changes.
type Machine struct {
	outcomes int
	states   []machineState
}

type machineState struct {
	emit    Dist
	next    []int
	pseudo  vector // an urn's pseudo-counts over one denominator
	divisor Int    // that denominator
	sum     Int    // Σ pseudo
}

// NewMachine checks the states of a machine over k outcomes.
func NewMachine(k int, states ...State) (*Machine, error) {
	m := &Machine{outcomes: k, states: make([]machineState, len(states))}
	for s, state := range states {
		if state.Urn != nil {
			urn, err := newUrn(k, state)
			if err != nil {
				return nil, fmt.Errorf("state %d: %w", s, err)
			}
			m.states[s] = urn
			continue
		}
		if state.Emit.Len() != k || state.Next != nil && len(state.Next) != k {
			return nil, fmt.Errorf("state %d: expected %d outcomes", s, k)
		}
		for _, next := range state.Next {
			if next < 0 || next >= len(states) {
				return nil, fmt.Errorf("state %d: the successor %d is no state", s, next)
			}
			if states[next].Urn != nil {
				return nil, fmt.Errorf("state %d: an urn has no predecessor", s)
			}
		}
		m.states[s] = machineState{emit: state.Emit.reduced(), next: append([]int(nil), state.Next...)}
	}
	return m, nil
}

func newUrn(k int, state State) (machineState, error) {
	if len(state.Urn) != k || state.Emit.Len() != 0 || state.Next != nil {
		return machineState{}, fmt.Errorf("an urn has %d pseudo-counts and neither emissions nor successors", k)
	}
	pseudo, divisor := overCommonDenominator(state.Urn)
	urn := machineState{pseudo: pseudo, divisor: divisor}
	for _, a := range pseudo.all() {
		if a.Sign() < 0 {
			return machineState{}, errors.New("a negative pseudo-count")
		}
		urn.sum = urn.sum.Add(a)
	}
	if urn.sum.Sign() == 0 {
		return machineState{}, errors.New("all pseudo-counts are 0")
	}
	return urn, nil
}

// Outcomes is k, the number of outcomes.
func (m *Machine) Outcomes() int { return m.outcomes }

// States is the number of states.
func (m *Machine) States() int { return len(m.states) }

// IsUrn reports whether state s is an urn.
func (m *Machine) IsUrn(s int) bool { return m.states[s].pseudo.n > 0 }

// Emission is the law of the next outcome in state s; for an urn, before any count.
func (m *Machine) Emission(s int) Dist {
	if m.IsUrn(s) {
		return Dist{weights: m.states[s].pseudo, total: m.states[s].sum}
	}
	return m.states[s].emit
}

// Pseudo lists the pseudo-counts of the urn s.
func (m *Machine) Pseudo(s int) []Q {
	pseudo := make([]Q, m.outcomes)
	for x, a := range m.states[s].pseudo.all() {
		pseudo[x] = Ratio(a, m.states[s].divisor)
	}
	return pseudo
}

// Next is the state that follows outcome x in state s.
func (m *Machine) Next(s, x int) int {
	if len(m.states[s].next) == 0 {
		return s
	}
	return m.states[s].next[x]
}

// Memoryless reports whether state s always succeeds itself and is no urn: independent draws.
func (m *Machine) Memoryless(s int) bool {
	for x := range m.outcomes {
		if m.Next(s, x) != s {
			return false
		}
	}
	return !m.IsUrn(s)
}
