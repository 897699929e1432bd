package frontier

import (
	"math/big"
	"math/bits"
	"slices"

	"mimics/model"
	"mimics/model/exponential"
)

// fixed computes with numbers below 2 in units of 2^-places. Each number takes words machine words, the lowest first.
// Every operation rounds in a stated direction, so that bounds stay bounds.
type fixed struct {
	words   int
	places  uint
	x, y, z *big.Int // scratch
}

// newFixed is for numbers of words·64 bits. That holds on a machine of any word size, so that bounds are the same
// everywhere.
func newFixed(words int) *fixed { return fixedIn(words, bits.UintSize) }

// fixedIn is newFixed for a machine with words of size bits.
func fixedIn(words, size int) *fixed {
	return &fixed{words * 64 / size, uint(words*64 - 1), new(big.Int), new(big.Int), new(big.Int)}
}

// zeros returns bounds of 0.
func (f *fixed) zeros() bounds { return bounds{make([]big.Word, f.words), make([]big.Word, f.words)} }

// bounds returns q rounded down and q rounded up, for 0 ≤ q < 2.
func (f *fixed) bounds(q model.Q) (low, high []big.Word) {
	scaled := new(big.Int).Lsh(q.Num().Big(), f.places)
	low, high = make([]big.Word, f.words), make([]big.Word, f.words)
	f.put(low, exponential.FloorDiv(scaled, q.Den().Big()))
	f.put(high, exponential.CeilDiv(scaled, q.Den().Big()))
	return low, high
}

// enclosure returns the bounds as rationals.
func (f *fixed) enclosure(b bounds) model.Enclosure {
	return f.between(new(big.Int).SetBits(b.low), new(big.Int).SetBits(b.high))
}

// between encloses every number from low to high, which are in units of 2^-places.
func (f *fixed) between(low, high *big.Int) model.Enclosure {
	unit := model.IntOf(new(big.Int).Lsh(big.NewInt(1), f.places))
	return model.Enclosure{Low: model.Ratio(model.IntOf(low), unit), High: model.Ratio(model.IntOf(high), unit)}
}

func (f *fixed) put(to []big.Word, value *big.Int) { clear(to[copy(to, value.Bits()):]) }

// addProducts adds a[i]·b[i] to sum[i] for each i, and rounds each product up if up is true, else down.
func (f *fixed) addProducts(sum, a, b []big.Word, up bool) {
	if f.words == 1 {
		a, b = a[:len(sum)], b[:len(sum)]
		for i := range sum {
			sum[i] += product(a[i], b[i], up)
		}
		return
	}
	for i := 0; i < len(sum); i += f.words {
		f.addLongProduct(sum[i:i+f.words], a[i:i+f.words], b[i:i+f.words], up)
	}
}

// dot sets sum to Σ a·b, and rounds each product up if up is true, else down.
func (f *fixed) dot(sum, a, b []big.Word, up bool) {
	clear(sum)
	if f.words == 1 {
		b = b[:len(a)]
		for i := range a {
			sum[0] += product(a[i], b[i], up)
		}
		return
	}
	for i := 0; i < len(a); i += f.words {
		f.addLongProduct(sum, a[i:i+f.words], b[i:i+f.words], up)
	}
}

// product is a·b for numbers of one word, rounded up if up is true, else down.
func product(a, b big.Word, up bool) big.Word {
	high, low := bits.Mul(uint(a), uint(b))
	high = high<<1 | low>>(bits.UintSize-1)
	if up && low<<1 != 0 {
		high++
	}
	return big.Word(high)
}

func (f *fixed) addLongProduct(sum, a, b []big.Word, up bool) {
	f.z.Mul(f.x.SetBits(a), f.y.SetBits(b))
	if up {
		exponential.ShiftUp(f.z, f.places)
	} else {
		f.z.Rsh(f.z, f.places)
	}
	f.put(sum, f.z.Add(f.z, f.x.SetBits(sum)))
}

// quotient stores a/b in to, rounded down, for a ≤ b and b > 0.
func (f *fixed) quotient(to, a, b []big.Word) {
	if f.words == 1 {
		quotient, _ := bits.Div(uint(a[0]>>1), uint(a[0])<<(bits.UintSize-1), uint(b[0]))
		to[0] = big.Word(quotient)
		return
	}
	f.z.Lsh(f.x.SetBits(a), f.places)
	f.put(to, f.z.Quo(f.z, f.y.SetBits(b)))
}

// add adds a to sum.
func (f *fixed) add(sum, a []big.Word) {
	var carry uint
	for i := range sum {
		var s uint
		s, carry = bits.Add(uint(sum[i]), uint(a[i]), carry)
		sum[i] = big.Word(s)
	}
}

// sub stores a - b in to and reports whether a < b. If so, to is too large by 2, since the subtraction wraps around.
func (f *fixed) sub(to, a, b []big.Word) (negative bool) {
	var borrow uint
	for i := range to {
		var d uint
		d, borrow = bits.Sub(uint(a[i]), uint(b[i]), borrow)
		to[i] = big.Word(d)
	}
	return borrow != 0
}

func isZero(a []big.Word) bool { return slices.Max(a) == 0 }
