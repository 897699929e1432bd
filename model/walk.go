package model

// Visit receives one history, as the list of cells observed, and the laws after it. The slices are only valid during
// the call. It returns an error to stop the walk.
type Visit func(history []int, laws []Law) error

// Walk visits every history of at most depth cells of f that at least one of the laws gives positive probability. Each
// history comes before its extensions, and cells come in rising order. With the finest feature it walks the outcomes.
// It ends with the first error of visit.
func Walk(f Feature, depth int, laws []Law, visit Visit) error {
	history := make([]int, 0, depth)
	room := make([]Law, len(laws)*depth) // for the laws after each length
	var from func(laws []Law) error
	from = func(laws []Law) error {
		if err := visit(history, laws); err != nil || len(history) == depth {
			return err
		}
		next := room[len(laws)*len(history):][:len(laws)]
		for cell := range f.Cells() {
			if !observe(f, cell, laws, next) {
				continue
			}
			history = append(history, cell)
			if err := from(next); err != nil {
				return err
			}
			history = history[:len(history)-1]
		}
		return nil
	}
	for _, l := range laws {
		if !l.Null() {
			return from(laws)
		}
	}
	return nil
}

// observe stores the laws after one more cell of f in next. It reports whether one of them gives the cell positive
// probability.
func observe(f Feature, cell int, laws, next []Law) (possible bool) {
	for i, l := range laws {
		next[i] = l.ObserveCell(f, cell)
		possible = possible || !next[i].Null()
	}
	return possible
}
