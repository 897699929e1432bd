package frontier

import (
	"math/big"
	"math/bits"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// pick draws a number from 0 to n-1.
func pick(t *rapid.T, n int) int { return rapid.IntRange(0, n-1).Draw(t, "pick") }

// natural draws a natural number of up to the given number of bytes.
func natural(t *rapid.T, bytes int) *big.Int {
	return new(big.Int).SetBytes(rapid.SliceOfN(rapid.Byte(), 0, bytes).Draw(t, "natural"))
}

// number is below 1 in units of 2^-places, so that no product leaves the range, and often at an edge.
func number(t *rapid.T, f *fixed) ([]big.Word, *big.Int) {
	one := new(big.Int).Lsh(big.NewInt(1), f.places)
	n := natural(t, 8*f.words)
	n.Mod(n, one)
	switch pick(t, 6) {
	case 0:
		n.SetInt64(0)
	case 1:
		n.Set(one)
	case 2:
		n.Sub(one, big.NewInt(1))
	case 3:
		n.SetInt64(1)
	}
	words := make([]big.Word, f.words)
	f.put(words, n)
	return words, n
}

func inUnits(words []big.Word) *big.Int {
	return new(big.Int).Set(new(big.Int).SetBits(append([]big.Word(nil), words...)))
}

// Every operation agrees with big.Int and rounds in its stated direction, for any number of words.
func TestFixedRoundsAsItSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := fixedIn(1+pick(t, 3), []int{bits.UintSize, 32}[pick(t, 2)])
		require.LessOrEqual(t, int(f.places), f.words*bits.UintSize-1, "numbers below 2")
		one := new(big.Int).Lsh(big.NewInt(1), f.places)
		a, x := number(t, f)
		b, y := number(t, f)
		exact := new(big.Int).Mul(x, y)
		down, up := new(big.Int).Div(exact, one), new(big.Int)
		if up.Set(down); new(big.Int).Mod(exact, one).Sign() > 0 {
			up.Add(up, big.NewInt(1))
		}
		for rounded, want := range map[bool]*big.Int{false: down, true: up} {
			sum := make([]big.Word, f.words)
			f.dot(sum, a, b, rounded)
			require.Zero(t, want.Cmp(inUnits(sum)), "%v·%v, up %t", x, y, rounded)

			if want.Cmp(one) == 0 {
				continue // twice as much leaves the range
			}
			f.dot(sum, append(a, b...), append(b, a...), rounded)
			require.Zero(t, new(big.Int).Lsh(want, 1).Cmp(inUnits(sum)), "twice %v·%v, up %t", x, y, rounded)

			two := append(append([]big.Word(nil), a...), b...)
			f.addProducts(two, append(a, a...), append(b, b...), rounded)
			require.Zero(t, new(big.Int).Add(x, want).Cmp(inUnits(two[:f.words])), "%v + %v·%v, up %t", x, x, y, rounded)
			require.Zero(t, new(big.Int).Add(y, want).Cmp(inUnits(two[f.words:])), "%v + %v·%v, up %t", y, x, y, rounded)
		}

		gap := make([]big.Word, f.words)
		require.Equal(t, x.Cmp(y) < 0, f.sub(gap, a, b))
		if x.Cmp(y) >= 0 {
			require.Zero(t, new(big.Int).Sub(x, y).Cmp(inUnits(gap)))
		}
		require.Equal(t, x.Sign() == 0, isZero(a))
		if x.Cmp(y) <= 0 && y.Sign() > 0 {
			f.quotient(gap, a, b)
			require.Zero(t, new(big.Int).Div(new(big.Int).Mul(x, one), y).Cmp(inUnits(gap)), "%v/%v", x, y)
		}
	})
}

// The bounds of a product are certain for any signs, and at most one unit wider than exact bounds.
func TestScaledBoundsTheProduct(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		places := uint(1 + pick(t, 70))
		low := natural(t, 10)
		high := new(big.Int).Add(low, natural(t, 2))
		y := natural(t, 30)
		if pick(t, 2) == 1 {
			y.Neg(y)
		}
		unit := new(big.Int).Lsh(big.NewInt(1), places)
		for above, ends := range map[bool][2]*big.Int{false: {low, high}, true: {high, low}} {
			x := ends[0]
			if y.Sign() < 0 {
				x = ends[1]
			}
			exact := new(big.Rat).SetFrac(new(big.Int).Mul(x, y), unit)
			got := new(big.Rat).SetInt(scaled(low, high, y, places, above))
			off := new(big.Rat).Sub(got, exact)
			if !above {
				off.Neg(off)
			}
			require.True(t, off.Sign() >= 0 && off.Cmp(big.NewRat(1, 1)) < 0, "%v..%v · %v above %t: off by %v", low, high, y, above, off)
		}
	})
}
