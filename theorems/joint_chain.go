package theorems

import (
	"fmt"
	"math/bits"
	"slices"

	"mimics/model"
)

// jointChain is a finite Markov chain for each source of one law. Its state is the state of that source together with
// the states of all sources of another law, each moved by the same outcomes; a source is dead once the outcomes have
// probability 0 under it.
type jointChain struct {
	law    []model.Present
	merges []bool // for each source of the law that is an urn: whether the others have an urn with the same support
	start  []int  // the first joint state of each source of the law, -1 if it is an urn
	steps  [][]step
	// per joint state, the others that can come to differ from the source: dead, or in their emissions
	unlike []uint64
	others uint64 // the set of all others
}

// step is the transition on one outcome of the source.
type step struct {
	to     int
	chance model.Q
}

const dead = -1

// jointChain returns nil if there are more than maxJoint joint states.
func (in *Instance) jointChain(w Pair) *jointChain {
	known := &in.once.jointChain[w]
	if !known.asked {
		known.asked = true
		known.jointChain = in.newJointChain(w.laws(in))
	}
	return known.jointChain
}

func (in *Instance) newJointChain(a, m model.Law) *jointChain {
	if len(in.Sources) > maxSources {
		return nil
	}
	var others []int
	for _, p := range m.Present() {
		if s, ok := in.chained(p); ok {
			others = append(others, s)
		}
	}
	t := &jointChain{law: a.Present(), others: 1<<len(others) - 1}
	ids, states := map[string]int{}, [][]int{}
	find := func(state []int) int {
		key := fmt.Sprint(state)
		id, known := ids[key]
		if !known {
			id = len(states)
			ids[key], states = id, append(states, state)
		}
		return id
	}
	for _, p := range t.law {
		t.merges = append(t.merges, sharesUrn(p, m))
		if s, ok := in.chained(p); ok {
			t.start = append(t.start, find(append([]int{s}, others...)))
		} else {
			t.start = append(t.start, -1)
		}
	}
	for n := 0; n < len(states); n++ {
		if n >= maxJoint {
			return nil
		}
		emission := in.emission(states[n][0])
		var unlike uint64
		for i, s := range states[n][1:] {
			if s == dead || !in.emission(s).Equal(emission) {
				unlike |= 1 << i
			}
		}
		var steps []step
		for x := range in.k() {
			if emission.Has(x) {
				steps = append(steps, step{find(in.led(states[n], x)), emission.P(x)})
			}
		}
		t.unlike, t.steps = append(t.unlike, unlike), append(t.steps, steps)
	}
	t.backwards(func(from, to int) bool {
		before := t.unlike[from]
		t.unlike[from] |= t.unlike[to]
		return t.unlike[from] != before
	})
	return t
}

// chained returns the state of a source in the chain: its state in the machine or, for an urn of one outcome, a number
// beyond them. It returns false for other urns.
func (in *Instance) chained(p model.Present) (state int, ok bool) {
	if p.Pseudo == nil {
		return p.At, true
	}
	if len(support(p.Pseudo)) > 1 {
		return 0, false
	}
	return in.Machine.States() + support(p.Pseudo)[0], true
}

// support lists the indices of positive numbers.
func support(numbers []model.Q) (list []int) {
	for x, q := range numbers {
		if q.Sign() > 0 {
			list = append(list, x)
		}
	}
	return list
}

func (in *Instance) emission(state int) model.Dist {
	if certain := state - in.Machine.States(); certain >= 0 {
		return model.Point(in.k(), certain)
	}
	return in.Machine.Emission(state)
}

// led returns the states of all sources after an outcome.
func (in *Instance) led(states []int, x int) []int {
	next := make([]int, len(states))
	for i, s := range states {
		switch {
		case s == dead || !in.emission(s).Has(x):
			next[i] = dead
		case s >= in.Machine.States():
			next[i] = s
		default:
			next[i] = in.Machine.Next(s, x)
		}
	}
	return next
}

// backwards passes information from joint states to their predecessors, until nothing changes.
func (t *jointChain) backwards(carry func(from, to int) (changed bool)) {
	for changed := true; changed; {
		changed = false
		for from := range slices.Backward(t.steps) {
			for _, s := range t.steps[from] {
				changed = carry(from, s.to) || changed
			}
		}
	}
}

// met reports whether one of the others always emits as the source does from here on.
func (t *jointChain) met(n int) bool {
	return bits.OnesCount64(t.unlike[n]) < bits.OnesCount64(t.others)
}

// hopeful reports, for each joint state, whether the source can reach a state that has met one of the others.
func (t *jointChain) hopeful() []bool {
	hopeful := make([]bool, len(t.steps))
	for n := range hopeful {
		hopeful[n] = t.met(n)
	}
	t.backwards(func(from, to int) bool {
		before := hopeful[from]
		hopeful[from] = before || hopeful[to]
		return hopeful[from] != before
	})
	return hopeful
}

// sure reports whether no source can reach a state from which it never meets one of the others.
func (t *jointChain) sure() bool {
	for i, start := range t.start {
		if start < 0 && !t.merges[i] {
			return false
		}
	}
	return !slices.Contains(t.hopeful(), false)
}

// sharesUrn reports whether m has an urn of more than one outcome with the same support as p.
func sharesUrn(p model.Present, m model.Law) bool {
	return slices.ContainsFunc(m.Present(), func(other model.Present) bool {
		return other.Pseudo != nil && slices.Equal(support(other.Pseudo), support(p.Pseudo))
	})
}

// singularMass is the probability, under the law, of reaching a state from which the source never meets one of the
// others.
func (t *jointChain) singularMass() (sum model.Q) {
	meets := t.meets()
	for i, p := range t.law {
		switch start := t.start[i]; {
		case start >= 0:
			sum = sum.Add(p.Weight.Mul(model.One.Sub(meets[start])))
		case !t.merges[i]:
			sum = sum.Add(p.Weight)
		}
	}
	return sum
}

// meets is the probability, from each joint state, that the source meets one of the others: the solution of x = Σ p·x',
// by Gaussian elimination.
func (t *jointChain) meets() []model.Q {
	hopeful, size := t.hopeful(), len(t.steps)
	rows := make([][]model.Q, size) // the right-hand side comes last
	for n := range rows {
		rows[n] = make([]model.Q, size+1)
		rows[n][n] = model.One
		switch {
		case t.met(n):
			rows[n][size] = model.One
		case hopeful[n]:
			for _, s := range t.steps[n] {
				rows[n][s.to] = rows[n][s.to].Sub(s.chance)
			}
		}
	}
	return gauss(rows)
}
