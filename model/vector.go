package model

// vector is a list of integers of a fixed length. A few lie inline, so that small distributions cost no memory of
// their own.
type vector struct {
	few  [fewInts]Int
	many []Int // all of them, where they are not few
	n    int
}

const fewInts = 5

// newVector is n zeros.
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

// clone is a list that shares no storage with v.
func (v vector) clone() vector {
	v.many = append([]Int(nil), v.many...)
	return v
}
