package gru

// addRows adds x[0]·b[0] + x[step]·b[1] + … to y, in this order, where b[i] is a row of b and as long as y.
func addRows(y, x []float32, step int, b matrix) {
	rows := b.rows()
	if rows == 0 || len(y) == 0 {
		return
	}
	_, _ = x[(rows-1)*step], y[b.columns-1]
	addRowsFast(&y[0], &x[0], &b.data[0], b.columns, rows, step)
}

// exps replaces each number by its exponential.
func exps(x []float32) {
	fours := len(x) / 4
	if fours > 0 {
		expsFast(&x[0], fours, &expConstants)
	}
	plainExps(x[4*fours:])
}

//go:noescape
func addRowsFast(y, x, b *float32, columns, rows, step int)

//go:noescape
func expsFast(x *float32, fours int, constants *[14][4]float32)

// expConstants holds four of each constant of exp.
var expConstants = func() (list [14][4]float32) {
	for i, c := range [...]float32{lowest, highest, log2E, toWhole, high, low, r7, r6, r5, r4, r3, r2, 1, 1} {
		list[i] = [4]float32{c, c, c, c}
	}
	return list
}()
