package model

import "math/bits"

// MaxOutcomes is the largest number of outcomes that an Event can hold.
const MaxOutcomes = 256

// Event is a set of outcomes, each below MaxOutcomes; the zero value is empty. Events compare with ==.
type Event struct{ words [MaxOutcomes / 64]uint64 }

// NewEvent is the set of the outcomes given.
func NewEvent(outcomes ...int) Event {
	var e Event
	for _, x := range outcomes {
		e = e.With(x)
	}
	return e
}

// AllOutcomes is the set 0..k-1.
func AllOutcomes(k int) Event {
	var e Event
	for x := range k {
		e = e.With(x)
	}
	return e
}

// Has reports whether x is in e.
func (e Event) Has(x int) bool { return e.words[x/64]>>(x%64)&1 == 1 }

// With is e ∪ {x}.
func (e Event) With(x int) Event {
	e.words[x/64] |= 1 << (x % 64)
	return e
}

// And is e ∩ o.
func (e Event) And(o Event) Event {
	for i := range e.words {
		e.words[i] &= o.words[i]
	}
	return e
}

// Not is the complement among k outcomes.
func (e Event) Not(k int) Event {
	for i, all := range AllOutcomes(k).words {
		e.words[i] = all &^ e.words[i]
	}
	return e
}

// Size is the number of outcomes in e.
func (e Event) Size() int {
	size := 0
	for _, w := range e.words {
		size += bits.OnesCount64(w)
	}
	return size
}
