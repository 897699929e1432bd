package theorems

import (
	"fmt"
	"math/bits"
	"slices"

	"mimics/model"
)

// together is the finite chain of each source of one law and all sources of another, each wherever the outcomes have led
// it, or dead once they have refuted it.
type jointChain struct {
	law    []model.Present
	merges []bool // whether the sources of the law that are urns have one of their kind among the others
	start  []int  // of the sources of the law that are no urns, -1 for those that are
	steps  [][]step
	unlike []uint64 // for each joint state, the others that come to differ from the source: dead, or in what they emit
	others uint64   // all of them
}

// step is an outcome of the source.
type step struct {
	to     int
	chance model.Q
}

const dead = -1

// together is nil where there are too many joint states.
func (in *Instance) jointChain(w pair) *jointChain {
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

// chained is a source as a state of the chain: that of the machine or, for an urn of one outcome, one beyond; not ok for other urns.
func (in *Instance) chained(p model.Present) (state int, ok bool) {
	if p.Pseudo == nil {
		return p.At, true
	}
	if len(support(p.Pseudo)) > 1 {
		return 0, false
	}
	return in.Machine.States() + support(p.Pseudo)[0], true
}

// support lists where numbers are positive.
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

// led is where an outcome leads all of them.
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

// backwards carries something from joint states to those before them, until nothing changes.
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

// met reports whether one of the others emits as the source does for ever.
func (t *jointChain) met(n int) bool {
	return bits.OnesCount64(t.unlike[n]) < bits.OnesCount64(t.others)
}

// hopeful are the joint states from which the source can come to where it has met one of the others.
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

// sure reports whether no source can come to where it is unlike all the others for ever.
func (t *jointChain) sure() bool {
	for i, start := range t.start {
		if start < 0 && !t.merges[i] {
			return false
		}
	}
	return !slices.Contains(t.hopeful(), false)
}

// sharesUrn reports whether a law has an urn of more than one outcome with the same support.
func sharesUrn(p model.Present, m model.Law) bool {
	return slices.ContainsFunc(m.Present(), func(other model.Present) bool {
		return other.Pseudo != nil && slices.Equal(support(other.Pseudo), support(p.Pseudo))
	})
}

// singularMass is the chance, under the law, to come to where its source is unlike all the others for ever.
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

// meets is the chance, from each joint state, that the source comes to where it has met one of the others: the solution of
// x = Σ p·x', by Gauss.
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
