package gru

import "math"

// The language lets a processor fuse a product with a sum, also across statements, and the functions of package math
// differ in the last bits between processors. In this package each product is converted before it can meet a sum, and
// the functions are our own. So every processor computes the same bits.

// exp returns e^x for x from -87 to 88, with a relative error below 4e-7. Beyond it takes the nearer end.
func exp(x float32) float32 {
	x = min(max(x, -87), 88)
	// e^x = 2^k·e^r with |r| ≤ ln 2 / 2. Adding and subtracting 1.5·2²³ rounds to a whole number. ln 2 has two parts,
	// the first one with few bits, so that k times it is exact.
	const toWhole, high, low = 3 << 22, 0.693359375, -2.12194440e-4
	k := (float32(x*math.Log2E) + toWhole) - toWhole
	r := (x - float32(k*high)) - float32(k*low)
	sum := float32(r*(1.0/5040)) + 1.0/720 // the series up to r⁷/7!
	sum = float32(sum*r) + 1.0/120
	sum = float32(sum*r) + 1.0/24
	sum = float32(sum*r) + 1.0/6
	sum = float32(sum*r) + 1.0/2
	sum = float32(sum*r) + 1
	sum = float32(sum*r) + 1
	return sum * math.Float32frombits(uint32(int32(k)+127)<<23)
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

func sigmoid(x float32) float32 { return 1 / (1 + exp(-x)) }

func tanh(x float32) float32 { return 1 - 2/(1+exp(2*x)) }

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

// addFour adds a0·x0, a1·x1, a2·x2 and a3·x3 to y. It loads and stores y once instead of four times.
func addFour(y []float32, a0, a1, a2, a3 float32, x0, x1, x2, x3 []float32) {
	x0, x1, x2, x3 = x0[:len(y)], x1[:len(y)], x2[:len(y)], x3[:len(y)]
	for i := range y {
		y[i] = y[i] + float32(a0*x0[i]) + float32(a1*x1[i]) + float32(a2*x2[i]) + float32(a3*x3[i])
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
		y, x, k := m.row(i), a.row(i), 0
		for ; k+4 <= len(x); k += 4 {
			addFour(y, x[k], x[k+1], x[k+2], x[k+3], b.row(k), b.row(k+1), b.row(k+2), b.row(k+3))
		}
		for ; k < len(x); k++ {
			addScaled(y, x[k], b.row(k))
		}
	}
}

// addTransposedProduct adds aᵀ·b to m.
func (m matrix) addTransposedProduct(a, b matrix) {
	i := 0
	for ; i+4 <= a.rows(); i += 4 {
		x0, x1, x2, x3 := a.row(i), a.row(i+1), a.row(i+2), a.row(i+3)
		for k := range a.columns {
			addFour(m.row(k), x0[k], x1[k], x2[k], x3[k], b.row(i), b.row(i+1), b.row(i+2), b.row(i+3))
		}
	}
	for ; i < a.rows(); i++ {
		for k, x := range a.row(i) {
			addScaled(m.row(k), x, b.row(i))
		}
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
