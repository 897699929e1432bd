package exponential

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func number() *big.Float { return new(big.Float).SetPrec(400) }

// naiveExp is e^x, x ≥ 0, by its series in floats.
func naiveExp(x *big.Rat) *big.Float {
	arg, total, term := number().SetRat(x), number().SetInt64(1), number().SetInt64(1)
	for k := int64(1); k < 250; k++ {
		term.Mul(term, arg)
		total.Add(total, term.Quo(term, number().SetInt64(k)))
	}
	return total
}

// requireBetween compares an enclosure in units of 2^-places with a float of far more places.
func requireBetween(t *testing.T, low, high *big.Int, value *big.Float, places uint) {
	t.Helper()
	scaled := number().SetMantExp(value, int(places))
	require.LessOrEqual(t, number().SetInt(low).Cmp(scaled), 0, "from below at %d places", places)
	require.GreaterOrEqual(t, number().SetInt(high).Cmp(scaled), 0, "from above at %d places", places)
}

// The guard places of a result would hide a wrong rounding in its series; here there are none.
func TestSeriesRoundOutwards(t *testing.T) {
	for den := int64(1); den <= 30; den++ {
		for num := int64(0); num <= den; num++ {
			value := naiveExp(big.NewRat(num, den))
			for places := uint(1); places <= 12; places++ {
				x := new(big.Int).Lsh(big.NewInt(num), places)
				low, _ := exp(FloorDiv(x, big.NewInt(den)), places, places)
				_, high := exp(CeilDiv(x, big.NewInt(den)), places, places)
				requireBetween(t, low, high, value, places)
				if 3*num <= den && den > 2 {
					requireArtanh(t, num, den, places)
				}
			}
		}
	}
}

// requireArtanh asks whether e^(2·artanh z) encloses (1+z)/(1-z).
func requireArtanh(t *testing.T, num, den int64, places uint) {
	low, high := artanh(big.NewInt(num), big.NewInt(den), places)
	ratio := number().SetRat(big.NewRat(den+num, den-num))
	unit := new(big.Int).Lsh(big.NewInt(1), places)
	below := naiveExp(new(big.Rat).SetFrac(new(big.Int).Lsh(low, 1), unit))
	above := naiveExp(new(big.Rat).SetFrac(new(big.Int).Lsh(high, 1), unit))
	require.LessOrEqual(t, below.Mul(below, number().SetFloat64(1-0x1p-50)).Cmp(ratio), 0)
	require.GreaterOrEqual(t, above.Mul(above, number().SetFloat64(1+0x1p-50)).Cmp(ratio), 0)
}

func TestPowersAreEnclosedClosely(t *testing.T) {
	for _, places := range []uint{1, 64, 200} {
		for _, d := range []int64{1, 3, 10, 1000} {
			for _, n := range []int64{0, 1, 7, 64, 100, 999, 12345} {
				if n > 50*d {
					continue
				}
				low, high := Power(nil, n, d).Enclose(places)
				requireBetween(t, low, high, naiveExp(big.NewRat(n, d)), places)
				require.LessOrEqual(t, high.Sub(high, low).BitLen(), 2, "e^(%d/%d) at %d places", n, d, places)
				low, high = Power(big.NewRat(9, 4), n, d).Enclose(places)
				require.LessOrEqual(t, high.Sub(high, low).BitLen(), 2, "(9/4)^(%d/%d) at %d places", n, d, places)
			}
		}
	}
}

func TestSumsAsText(t *testing.T) {
	e := func(n, d int64) Sum { return Power(nil, n, d) }
	three := Constant(big.NewInt(-3))
	require.Equal(t, "2*e^(37/10) + e - 3", e(37, 10).times(big.NewInt(2), 0).Add(e(1, 1)).Add(three).String())
	require.Equal(t, "-e^2", e(2, 1).Neg().String())
	require.Equal(t, "(3/2)^(1/2) - 3", Power(big.NewRat(9, 4), 1, 4).Add(three).String(), "9/4 is a square")
	require.Equal(t, "2^3", Power(big.NewRat(8, 1), 1, 1).String())
}

// sums draws sums of few small powers, so that common factors are frequent.
func sums(t *rapid.T, label string) Sum {
	draws := rapid.SliceOfN(rapid.IntRange(0, 11), 2, 8).Draw(t, label)
	total := Constant(big.NewInt(int64(1 + draws[0])))
	for i := 1; i < len(draws); i++ {
		total = total.Add(Power(nil, int64(draws[i]), 3).times(big.NewInt(int64(draws[i-1]-5)), 0))
	}
	return total
}

// at evaluates a sum with e^(1/3) replaced by x.
func (a Sum) at(x int64) *big.Int {
	total := new(big.Int)
	for _, t := range a.terms {
		power := new(big.Int).Exp(big.NewInt(x), big.NewInt(t.exponent*3/max(a.root, 1)), nil)
		total.Add(total, power.Mul(power, t.coefficient))
	}
	return total
}

func TestDivision(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := sums(t, "a"), sums(t, "b"), sums(t, "c")
		if len(a.terms) == 0 || len(b.terms) == 0 || len(c.terms) == 0 {
			return
		}
		product := a.Mul(b)
		require.Zero(t, product.at(7).Cmp(new(big.Int).Mul(a.at(7), b.at(7))))
		quotient, exact := product.Quotient(b)
		require.True(t, exact)
		require.Zero(t, quotient.Order(a))
		_, exact = product.Mul(Constant(big.NewInt(2))).Add(Constant(big.NewInt(1))).Quotient(Constant(big.NewInt(2)))
		require.False(t, exact)

		content, power, rest := a.Split()
		require.Zero(t, Constant(content).Mul(power).Mul(rest).Order(a))
		require.Equal(t, content.Sign(), a.terms[len(a.terms)-1].coefficient.Sign())

		primitive := func(s Sum) Sum { _, _, rest := s.Split(); return rest }
		common := Common(primitive(a.Mul(c)), primitive(b.Mul(c)))
		for _, whole := range []Sum{primitive(a.Mul(c)), primitive(b.Mul(c))} {
			_, exact := whole.Quotient(common)
			require.True(t, exact, "%s divides %s", common, whole)
		}
		_, exact = common.Quotient(primitive(c))
		require.True(t, exact, "%s divides the common divisor %s", primitive(c), common)
	})
}

func TestSigns(t *testing.T) {
	e := Power(nil, 1, 1)
	root := func(n int64) Sum { return Power(big.NewRat(9, 4), n, 4) }
	for _, c := range []struct {
		sum  Sum
		sign int
	}{
		{Sum{}, 0},
		{e.Add(Constant(big.NewInt(-3))), -1},
		{e.Add(Constant(big.NewInt(-2))), 1},
		{e.Add(e.Neg()), 0},
		// 2721/1001 is a convergent of e
		{e.times(big.NewInt(1001), 0).Add(Constant(big.NewInt(-2721))), 1},
		{e.times(big.NewInt(1001), 0).Add(Constant(big.NewInt(-2722))), -1},
		{Power(big.NewRat(2, 1), 3, 2).Add(Power(big.NewRat(2, 1), 1, 2).times(big.NewInt(-2), 0)), 0},
		{root(3).times(big.NewInt(2), 0).Add(root(1).times(big.NewInt(-3), 0)), 0},
		{Power(big.NewRat(2, 1), 1, 2).times(big.NewInt(99), 0).Add(Constant(big.NewInt(-140))), 1},
	} {
		require.Equal(t, c.sign, c.sum.Sign(), c.sum.String())
	}
	require.Panics(t, func() { e.Add(Power(big.NewRat(2, 1), 1, 2)) }, "two bases")
}
