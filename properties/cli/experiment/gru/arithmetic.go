package gru

import "math"

// The language lets a processor fuse a product with a sum, also across statements, and the functions of package math
// differ in the last bits between processors. In this package each product is converted before it can meet a sum, and
// the functions are our own. So every processor computes the same bits.

// The constants of exp.
const (
	lowest, highest = -87, 88
	log2E           = math.Log2E
	toWhole         = 3 << 22 // adding and subtracting 1.5·2²³ rounds to a whole number
	high, low       = 0.693359375, -2.12194440e-4
	r7, r6, r5      = 1.0 / 5040, 1.0 / 720, 1.0 / 120
	r4, r3, r2      = 1.0 / 24, 1.0 / 6, 1.0 / 2
)

// exp returns e^x for x from -87 to 88, with a relative error below 4e-7. Beyond it takes the nearer end; NaN stays. It
// computes e^x = 2^k·e^r with |r| ≤ ln 2 / 2, by the series up to r⁷/7!. ln 2 has two parts, the first one with few
// bits, so that k times it is exact.
func exp(x float32) float32 {
	x = min(max(x, lowest), highest)
	k := (float32(x*log2E) + toWhole) - toWhole
	r := (x - float32(k*high)) - float32(k*low)
	sum := float32(r*r7) + r6
	sum = float32(sum*r) + r5
	sum = float32(sum*r) + r4
	sum = float32(sum*r) + r3
	sum = float32(sum*r) + r2
	sum = float32(sum*r) + 1
	sum = float32(sum*r) + 1
	return sum * math.Float32frombits(uint32(int32(k)+127)<<23)
}

// plainExps replaces each number by its exponential.
func plainExps(x []float32) {
	for i := range x {
		x[i] = exp(x[i])
	}
}

// Log returns ln x for positive finite x, with a relative error of a few units of the last place.
func Log(x float64) float64 {
	m, e := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m, e = 2*m, e-1
	}
	// ln m = 2·(s + s³/3 + s⁵/5 + …) with s = (m-1)/(m+1), |s| < 0.172
	s := (m - 1) / (m + 1)
	square, sum := float64(s*s), 1.0/23
	for i := 21.0; i > 0; i -= 2 {
		sum = float64(sum*square) + 1/i
	}
	return float64(2*s*sum) + float64(float64(e)*math.Ln2)
}

// add adds x to y.
func add(y, x []float32) {
	x = x[:len(y)]
	for i := range y {
		y[i] += x[i]
	}
}

// addScaled adds a·x to y.
func addScaled(y []float32, a float32, x []float32) {
	x = x[:len(y)]
	for i := range y {
		y[i] += float32(a * x[i])
	}
}

// plainAddRows adds x[0]·b[0] + x[step]·b[1] + … to y, in this order, where b[i] is a row of b and as long as y.
func plainAddRows(y, x []float32, step int, b matrix) {
	for i := range b.rows() {
		addScaled(y, x[i*step], b.row(i))
	}
}

// matrix is a matrix in row-major order.
type matrix struct {
	columns int
	data    []float32
}

func newMatrix(rows, columns int) matrix { return matrix{columns, make([]float32, rows*columns)} }

func (m matrix) rows() int { return len(m.data) / m.columns }

func (m matrix) row(i int) []float32 { return m.data[i*m.columns : (i+1)*m.columns] }

// slice returns the rows from i until j.
func (m matrix) slice(i, j int) matrix { return matrix{m.columns, m.data[i*m.columns : j*m.columns]} }

// addProduct adds a·b to m.
func (m matrix) addProduct(a, b matrix) {
	for i := range a.rows() {
		addRows(m.row(i), a.row(i), 1, b)
	}
}

// addTransposedProduct adds aᵀ·b to m.
func (m matrix) addTransposedProduct(a, b matrix) {
	for k := range m.rows() {
		addRows(m.row(k), a.data[min(k, len(a.data)):], a.columns, b)
	}
}

func (m matrix) transposed() matrix {
	t := newMatrix(m.columns, m.rows())
	for i := range m.rows() {
		for j, x := range m.row(i) {
			t.data[j*t.columns+i] = x
		}
	}
	return t
}
