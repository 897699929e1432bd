package model

import (
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// expression is a random one over rationals and powers b^(n/12), evaluated in three ways: by the package, as a float of
// 600 bits and, with b^(1/12) replaced by a rational, by big.Rat.
type expression struct {
	value  Q
	float  *big.Float
	at     []*big.Rat // one for each of the points; nil if there is none, since a divisor vanishes there
	points []*big.Rat
	base   *big.Rat // nil for e
}

const floatBits = 600

// expression makes one of at most the given depth. Small integers make coincidences frequent.
func (c *choices) expression(depth int, base *big.Rat, points []*big.Rat) expression {
	e := expression{points: points, base: base, float: new(big.Float).SetPrec(floatBits)}
	switch kind := c.pick(7); {
	case depth == 0 && kind < 3, kind == 0:
		r := big.NewRat(int64(c.pick(7)-3), int64(1+c.pick(3)))
		e.value = Frac(r.Num().Int64(), r.Denom().Int64())
		e.float.SetRat(r)
		for range points {
			e.at = append(e.at, r)
		}
	case depth == 0, kind == 1:
		n := int64(c.pick(25) - 12)
		if base == nil {
			e.value = Must(Exp(Frac(n, 12)))
			e.float = naiveExp(big.NewRat(n, 12))
		} else {
			e.value = Ratio(IntOf(base.Num()), IntOf(base.Denom())).Power(Frac(n, 12))
			e.float = naiveRoot(base, n)
		}
		for _, p := range points {
			e.at = append(e.at, naivePower(p, int(n)))
		}
	default:
		a, b := c.expression(depth-1, base, points), c.expression(depth-1, base, points)
		e.at = make([]*big.Rat, len(points))
		for i := range points {
			if a.at[i] != nil && b.at[i] != nil {
				e.at[i] = new(big.Rat)
			}
		}
		each := func(op func(z, x, y *big.Rat) *big.Rat) {
			for i, z := range e.at {
				if z != nil {
					op(z, a.at[i], b.at[i])
				}
			}
		}
		switch {
		case kind == 2 || kind == 3:
			e.value, e.float = a.value.Add(b.value), e.float.Add(a.float, b.float)
			each((*big.Rat).Add)
		case kind == 4:
			e.value, e.float = a.value.Sub(b.value), e.float.Sub(a.float, b.float)
			each((*big.Rat).Sub)
		case kind == 5 || b.value.Sign() == 0:
			e.value, e.float = a.value.Mul(b.value), e.float.Mul(a.float, b.float)
			each((*big.Rat).Mul)
		default:
			e.value, e.float = a.value.Div(b.value), e.float.Quo(a.float, b.float)
			for i, z := range e.at {
				if z != nil && b.at[i].Sign() == 0 {
					e.at[i] = nil
				} else if z != nil {
					z.Quo(a.at[i], b.at[i])
				}
			}
		}
	}
	return e
}

// naiveExp is e^x by the exponential series, which the package squares its way to from smaller arguments.
func naiveExp(x *big.Rat) *big.Float {
	number := func() *big.Float { return new(big.Float).SetPrec(floatBits + 100) }
	arg, sum, term := number().SetRat(new(big.Rat).Abs(x)), number().SetInt64(1), number().SetInt64(1)
	for k := int64(1); k < 400; k++ {
		term.Mul(term, arg)
		sum.Add(sum, term.Quo(term, number().SetInt64(k)))
	}
	if x.Sign() < 0 {
		sum.Quo(number().SetInt64(1), sum)
	}
	return sum.SetPrec(floatBits)
}

// naiveRoot is b^(n/12), by two square roots and Newton's iteration for the cube root.
func naiveRoot(b *big.Rat, n int64) *big.Float {
	number := func() *big.Float { return new(big.Float).SetPrec(floatBits + 100) }
	fourth := number().SetRat(b)
	fourth.Sqrt(fourth.Sqrt(fourth))
	root := number().SetFloat64(1)
	for range 40 { // x ← (2x + a/x²)/3
		square := number().Mul(root, root)
		root.Add(number().Mul(number().SetInt64(2), root), square.Quo(fourth, square)).Quo(root, number().SetInt64(3))
	}
	power := number().SetInt64(1)
	for range max(n, -n) {
		power.Mul(power, root)
	}
	if n < 0 {
		power.Quo(number().SetInt64(1), power)
	}
	return power.SetPrec(floatBits)
}

// requireOrder compares Cmp with the floats. Two values that the floats cannot tell apart must be equal, and then are
// equal at every point too if the powers are independent, as those of e are.
func requireOrder(t require.TestingT, a, b expression) {
	gap := new(big.Float).Sub(a.float, b.float)
	size := new(big.Float).Add(new(big.Float).Abs(a.float), new(big.Float).Abs(b.float))
	size.Add(size, big.NewFloat(1))
	if apart := gap.Sign() != 0 && gap.MantExp(nil) > size.MantExp(nil)-floatBits/2; apart {
		require.Equal(t, gap.Sign(), a.value.Cmp(b.value), "%s against %s", a.value, b.value)
		require.False(t, a.value.Equal(b.value))
		return
	}
	require.Zero(t, a.value.Cmp(b.value), "%s = %s", a.value, b.value)
	require.True(t, a.value.Equal(b.value))
	for i := range a.at {
		if a.base == nil && a.at[i] != nil && b.at[i] != nil {
			require.Zero(t, a.at[i].Cmp(b.at[i]), "%s = %s at %s", a.value, b.value, a.points[i])
		}
	}
}

var points = []*big.Rat{big.NewRat(13, 12), big.NewRat(2, 1), big.NewRat(7, 5)}

func TestPowersOfECompareAsTheirValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 200)
		a, b := c.expression(3, nil, points), c.expression(3, nil, points)
		requireOrder(t, a, b)
		ab := expression{value: a.value.Mul(b.value), float: new(big.Float).Mul(a.float, b.float)}
		ba := expression{value: b.value.Mul(a.value), float: ab.float}
		requireOrder(t, ab, ba)
		requireFloor(t, a)
	})
}

func TestPowersOfARationalCompareAsTheirValues(t *testing.T) {
	for _, base := range []*big.Rat{big.NewRat(2, 1), big.NewRat(9, 4), big.NewRat(64, 1), big.NewRat(3, 2)} {
		rapid.Check(t, func(t *rapid.T) {
			c := choose(t, 120)
			requireOrder(t, c.expression(2, base, nil), c.expression(2, base, nil))
		})
	}
}

// requireFloor compares the decimals on both sides with the float.
func requireFloor(t require.TestingT, a expression) {
	low, _, err := big.ParseFloat(a.value.Decimal(12, -1), 10, floatBits, big.ToNearestEven)
	require.NoError(t, err)
	high, _, err := big.ParseFloat(a.value.Decimal(12, 1), 10, floatBits, big.ToNearestEven)
	require.NoError(t, err)
	// What the float may be off by, also where large numbers cancel.
	slack := new(big.Float).SetMantExp(big.NewFloat(1), max(a.float.MantExp(nil), 100)-floatBits/2)
	require.LessOrEqual(t, low.Cmp(new(big.Float).Add(a.float, slack)), 0, "%s from below", a.value)
	require.GreaterOrEqual(t, high.Cmp(new(big.Float).Sub(a.float, slack)), 0, "%s from above", a.value)
	width, _ := new(big.Float).Sub(high, low).Float64()
	require.Less(t, width, 1.5e-12)
	near, _ := a.float.Float64()
	require.InDelta(t, near, a.value.Float64(), max(1e-14*math.Abs(near), 1e-60))
}

// Enclosures of 64 bits tell two numbers apart, or not: then algebra does.
func TestSumsOfPowersThatNearlyAgreeAreToldApart(t *testing.T) {
	third := Must(Exp(Half)).Div(Whole(3))
	for _, bits := range []int{10, 60, 70, 200} {
		above := third.Add(Half.Pow(bits).Div(Whole(7)))
		require.Equal(t, []int{-1, 1, 0}, []int{third.Cmp(above), above.Cmp(third), above.Cmp(above)}, "%d bits", bits)
		require.False(t, third.Equal(above), "%d bits", bits)
	}
}

// Logarithms of products of sums, in two orders of work.
func TestLogarithmsOfSumsOfPowers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 200)
		positive := func() Q {
			e := c.expression(2, nil, points).value
			return e.Mul(e).Add(Frac(1, int64(1+c.pick(3))))
		}
		a, b, d := positive(), positive(), positive()
		require.Zero(t, Ln(a.Mul(b).Div(d)).Cmp(Ln(a).Add(Ln(b)).Sub(Ln(d))), "ln (%s)(%s)/(%s)", a, b, d)
		require.Zero(t, Ln(a.Mul(a)).Cmp(Ln(a).Scale(Whole(2))))
		require.Equal(t, a.Cmp(b), Ln(a).Cmp(Ln(b)), "ln (%s) against ln (%s)", a, b)
		third := d.Div(a.Add(d))
		require.Zero(t, Ln(a.Mul(b)).Scale(third).Cmp(Ln(b).Scale(third).Add(Ln(a).Scale(third))))
		low, high := Ln(a).Enclose(80)
		require.True(t, low.Less(high) || low.Equal(high))
		require.True(t, Rational(low).Cmp(Ln(a)) <= 0 && Ln(a).Cmp(Rational(high)) <= 0)
		require.InDelta(t, lnFloat(a.Float64()), Ln(a).Float64(), 1e-9)
	})
}

func lnFloat(x float64) float64 {
	value, _ := naiveLn(new(big.Rat).SetFloat64(x), 100).Float64()
	return value
}

// What is equal for a reason that is not looked for is undecided, never equal and never apart.
func TestAComparisonThatIsNotFoundIsUndecided(t *testing.T) {
	one, e := One, Must(Exp(One))
	left, right := one, one
	for i := range 3 {
		left, right = left.Mul(e.Pow(700+i).Add(Whole(3))), right.Mul(e.Pow(700+i).Add(Whole(3)))
	}
	apart := Ln(left.Add(one)).Sub(Ln(right))
	require.Equal(t, 1, apart.Sign(), "what differs by e^-2100 is still told apart")
	factor := func(n int) Q { return e.Pow(n).Add(Whole(3)) }
	crossed := func(n, m, k, l int) (Log, Log) {
		return Ln(factor(n).Mul(factor(m))).Add(Ln(factor(k).Mul(factor(l)))),
			Ln(factor(n).Mul(factor(k))).Add(Ln(factor(m).Mul(factor(l))))
	}
	a, b := crossed(701, 709, 719, 727)
	require.PanicsWithValue(t, ErrUndecided, func() { a.Cmp(b) })
	require.Zero(t, a.Sub(b).Float64(), "what is printed needs no decision")
	require.Equal(t, math.Exp(-2100), apart.Float64())
	require.InEpsilon(t, math.Exp(-700), Ln(e.Pow(700).Add(One)).Sub(Rational(Whole(700))).Float64(), 1e-12)
	a, b = crossed(7, 11, 13, 17)
	require.Zero(t, a.Cmp(b), "short products are factored")
}

func TestExpRefusesWhatIsTooLarge(t *testing.T) {
	for _, r := range []Q{Whole(2840), Whole(-2840), Frac(1, MaxRoot+1)} {
		_, err := Exp(r)
		require.Error(t, err)
	}
	for _, r := range []Q{Whole(2839), Whole(-2839), Frac(1, MaxRoot), Zero} {
		q, err := Exp(r)
		require.NoError(t, err)
		require.True(t, Ln(q).Equal(Rational(r)))
	}
	require.Equal(t, One, Must(Exp(Zero)))
}

// A tilt at the true β is e^(r/β) by the float.
func TestATiltAtARationalBeta(t *testing.T) {
	base := Must(Exp(Whole(10)))
	tilt := Must(NewTilt(base, Reward{Value: Frac(37, 100)}, Reward{Forbid: true}, Reward{Value: Frac(-1, 4)}))
	beta, rational := tilt.Beta()
	require.True(t, rational)
	require.Equal(t, Frac(1, 10), beta)
	require.Equal(t, Whole(100), tilt.Denominator())
	p := Must(NewDist(Half, Frac(1, 3), Frac(1, 6)))
	pi := Must(tilt.Optimum(p))
	require.Equal(t, "(3*e^(31/5)/(3*e^(31/5) + 1), 0, 1/(3*e^(31/5) + 1))", pi.String())
	require.True(t, tilt.Objective(p, pi).Equal(Ln(p.Expect(tilt.Factors()))), "J(π*)/β = ln Z")
	_, rational = Must(NewTilt(Whole(2), WholeReward(1))).Beta()
	require.False(t, rational)
	require.True(t, Frac(9, 4).Power(Half).Mul(Frac(9, 4).Power(Half)).Equal(Frac(9, 4)), "whatever the form")
	half := Must(NewTilt(Whole(2), Reward{Value: Half}, Reward{Value: Frac(3, 2)}))
	require.True(t, half.Factor(0).Mul(half.Factor(1)).Equal(Whole(4)), "2^(1/2)·2^(3/2) = 4")
}
