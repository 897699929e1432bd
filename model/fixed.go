package model

import (
	"math/big"
	"math/bits"
)

// fixed is arithmetic on numbers below 4 in units of 2^-places, each in so many words of the machine, the lowest first. Every result
// is rounded in a stated direction, so that what it bounds stays bounded.
type fixed struct {
	words   int
	places  uint
	x, y, z *big.Int // scratch
}

// newFixed is for numbers of so many times 64 bits, whatever the words of the machine, so that bounds are the same everywhere.
func newFixed(words int) *fixed { return fixedIn(words, bits.UintSize) }

// fixedIn is newFixed for a machine whose words have size bits.
func fixedIn(words, size int) *fixed {
	return &fixed{words * 64 / size, uint(words*64 - 2), new(big.Int), new(big.Int), new(big.Int)}
}

// zeros are bounds of 0.
func (f *fixed) zeros() bounds { return bounds{make([]big.Word, f.words), make([]big.Word, f.words)} }

// bounds appends q, at least 0 and below 4, rounded down, then up.
func (f *fixed) bounds(q Q) (low, high []big.Word) {
	scaled := new(big.Int).Lsh(q.Num().view(), f.places)
	low, high = make([]big.Word, f.words), make([]big.Word, f.words)
	f.put(low, floorDiv(scaled, q.Den().view()))
	f.put(high, ceilDiv(scaled, q.Den().view()))
	return low, high
}

// enclosure is the bounds as rationals.
func (f *fixed) enclosure(b bounds) Enclosure {
	return f.between(new(big.Int).SetBits(b.low), new(big.Int).SetBits(b.high))
}

// between encloses what is between two numbers in units of 2^-places.
func (f *fixed) between(low, high *big.Int) Enclosure {
	unit := canonical(new(big.Int).Lsh(big.NewInt(1), f.places))
	return Enclosure{Ratio(IntOf(low), unit), Ratio(IntOf(high), unit)}
}

func (f *fixed) put(to []big.Word, value *big.Int) { clear(to[copy(to, value.Bits()):]) }

// addProducts adds a·b to the sum number by number, each product rounded down or up.
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

// dot sets the sum to Σ a·b, each product rounded down or up.
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

// product is a·b for numbers of one word.
func product(a, b big.Word, up bool) big.Word {
	high, low := bits.Mul(uint(a), uint(b))
	high = high<<2 | low>>(bits.UintSize-2)
	if up && low<<2 != 0 {
		high++
	}
	return big.Word(high)
}

func (f *fixed) addLongProduct(sum, a, b []big.Word, up bool) {
	f.z.Mul(f.x.SetBits(a), f.y.SetBits(b))
	if up {
		shiftUp(f.z, f.places)
	} else {
		f.z.Rsh(f.z, f.places)
	}
	f.put(sum, f.z.Add(f.z, f.x.SetBits(sum)))
}

// quotient sets to to a/b rounded down, for a ≤ b, b above 0.
func (f *fixed) quotient(to, a, b []big.Word) {
	if f.words == 1 {
		quotient, _ := bits.Div(uint(a[0]>>2), uint(a[0])<<(bits.UintSize-2), uint(b[0]))
		to[0] = big.Word(quotient)
		return
	}
	f.z.Lsh(f.x.SetBits(a), f.places)
	f.put(to, f.z.Quo(f.z, f.y.SetBits(b)))
}

// add adds a to the sum.
func (f *fixed) add(sum, a []big.Word) {
	var carry uint
	for i := range sum {
		var s uint
		s, carry = bits.Add(uint(sum[i]), uint(a[i]), carry)
		sum[i] = big.Word(s)
	}
}

// sub sets to to a - b, and reports whether that is below 0; to is then off by the 4 that it wrapped around.
func (f *fixed) sub(to, a, b []big.Word) (negative bool) {
	var borrow uint
	for i := range to {
		var d uint
		d, borrow = bits.Sub(uint(a[i]), uint(b[i]), borrow)
		to[i] = big.Word(d)
	}
	return borrow != 0
}

// distance sets to to |a - b|.
func (f *fixed) distance(to, a, b []big.Word) {
	if f.sub(to, a, b) {
		f.sub(to, b, a)
	}
}

func isZero(a []big.Word) bool {
	for _, w := range a {
		if w != 0 {
			return false
		}
	}
	return true
}
