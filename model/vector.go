package model

// vector is a list of integers of a fixed length. A few are held inline, so that short ones need no allocation.
type vector struct {
	few  [fewInts]Int
	many []Int // all of them, if there are more than fewInts
	n    int
}

const fewInts = 5

// newVector returns n zeros.
func newVector(n int) (v vector) {
	v.n = n
	if n > fewInts {
		v.many = make([]Int, n)
	}
	return v
}

// all lists the integers; it shares v's storage.
func (v *vector) all() []Int {
	if v.n > fewInts {
		return v.many
	}
	return v.few[:v.n]
}
