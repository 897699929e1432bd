package model

import (
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"mimics/model/exponential"
)

func ln(n int64) Log { return LnInt(NewInt(n)) }

// logs is a short sum. If simple is true, its sign can be found by multiplying out.
func (c *choices) logs(simple bool) *naiveLogs {
	sum := &naiveLogs{rational: new(big.Rat)}
	if !simple && c.pick(2) == 1 {
		sum.rational = c.rational()
	}
	for range c.pick(5) {
		coefficient := big.NewRat(int64(c.pick(9)-4), int64(1+c.pick(4)))
		argument := big.NewRat(int64(1+c.pick(30)), int64(1+c.pick(30)))
		if !simple && c.pick(3) == 2 {
			argument = c.rational()
			argument.Abs(argument).Add(argument, big.NewRat(1, 5))
		}
		if !simple && c.pick(5) == 4 {
			coefficient = c.rational()
		}
		sum.add(coefficient, argument)
	}
	return sum
}

func (l *naiveLogs) negated() *naiveLogs { return l.scaled(big.NewRat(-1, 1)) }

func (l *naiveLogs) scaled(factor *big.Rat) *naiveLogs {
	scaled := &naiveLogs{rational: new(big.Rat).Mul(l.rational, factor), arguments: l.arguments}
	for _, c := range l.coefficients {
		scaled.coefficients = append(scaled.coefficients, new(big.Rat).Mul(c, factor))
	}
	return scaled
}

func (l *naiveLogs) plus(m *naiveLogs) *naiveLogs {
	sum := &naiveLogs{rational: new(big.Rat).Add(l.rational, m.rational)}
	for _, part := range []*naiveLogs{l, m} {
		for i := range part.coefficients {
			sum.add(part.coefficients[i], part.arguments[i])
		}
	}
	return sum
}

func TestLogArithmeticAgreesWithBigFloat(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 150)
		a, b, factor := c.logs(false), c.logs(false), c.rational()
		x, y := a.model(), b.model()
		low, high := x.Enclose(64)
		requireLog(t, a, x)
		requireLog(t, a.plus(b), x.Add(y))
		requireLog(t, a.plus(b.negated()), x.Sub(y))
		requireLog(t, a.negated(), x.Neg())
		requireLog(t, a.plus(b).plus(a), Sum(x, y, x))
		requireLog(t, a.scaled(factor), x.Scale(toQ(factor)))
		require.True(t, x.Sub(x).Equal(Log{}))
		require.Equal(t, x.Cmp(y), -y.Cmp(x))
		require.Equal(t, x.Cmp(y), x.Sub(y).Sign())
		require.Equal(t, x.Less(y), x.Cmp(y) < 0)
		require.Equal(t, x.Equal(y), x.Cmp(y) == 0)
		require.True(t, x.Max(y).Equal(x) && !x.Less(y) || x.Max(y).Equal(y) && !y.Less(x))

		lowAfter, highAfter := x.Enclose(64)
		require.Equal(t, []string{low.String(), high.String()}, []string{lowAfter.String(), highAfter.String()}, "the operand is as before")
		requireLog(t, b, y)
	})
}

// Without a rational part, the sign has an exact oracle that uses no logarithm.
func TestSignAgreesWithTheProduct(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 150)
		for range 5 {
			a, b := c.logs(true), c.logs(true)
			require.Equal(t, a.sign(), a.model().Sign(), "%v", a.model())
			require.Equal(t, a.plus(b.negated()).sign(), a.model().Cmp(b.model()), "%v against %v", a.model(), b.model())
		}
	})
}

func TestSignAgreesWithFloatsWhereTheGapIsClear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 150)
		for range 5 {
			sum, float := Log{}, 0.0
			for range c.pick(6) {
				coefficient, n := c.pick(21)-10, int64(2+c.pick(200))
				sum = sum.Add(ln(n).Scale(Frac(int64(coefficient), 7)))
				float += float64(coefficient) / 7 * math.Log(float64(n))
			}
			offset := c.pick(41) - 20
			sum, float = sum.Add(Rational(Frac(int64(offset), 3))), float+float64(offset)/3
			if math.Abs(float) > 1e-9 {
				require.Equal(t, math.Signbit(float), sum.Sign() < 0, "%v", sum)
			}
			require.InDelta(t, float, sum.Float64(), 1e-9)
		}
	})
}

func TestLogarithmsObeyTheirLaws(t *testing.T) {
	require.True(t, ln(2).Add(ln(3)).Sub(ln(6)).Equal(Log{}))
	require.Equal(t, 0, Sum(ln(2), ln(3), ln(6).Neg()).Sign())
	require.True(t, ln(4).Equal(ln(2).Scale(Whole(2))))
	require.True(t, ln(1).Equal(Log{}))
	require.True(t, Ln(Frac(3, 2)).Equal(ln(3).Sub(ln(2))))
	require.True(t, Ln(Half).Equal(ln(2).Neg()))
	require.False(t, ln(2).Equal(Rational(Frac(6931471805599453, 10_000_000_000_000_000))))
	for _, n := range []int64{0, -1, math.MinInt64} {
		require.PanicsWithValue(t, "model: logarithm of a number that is not positive", func() { LnInt(NewInt(n)) })
		require.Panics(t, func() { Ln(Frac(n, 3)) })
	}
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 80)
		x, y := c.rational(), c.rational()
		x.Abs(x).Add(x, big.NewRat(1, 3))
		y.Abs(y).Add(y, big.NewRat(1, 3))
		lnX, lnY := Ln(toQ(x)), Ln(toQ(y))
		require.True(t, Ln(toQ(new(big.Rat).Mul(x, y))).Equal(lnX.Add(lnY)), "ln of a product")
		require.True(t, Ln(toQ(new(big.Rat).Quo(x, y))).Equal(lnX.Sub(lnY)), "ln of a quotient")
		require.Equal(t, x.Cmp(y), lnX.Cmp(lnY), "ln is increasing")
		require.Equal(t, x.Cmp(big.NewRat(1, 1)), lnX.Sign())
	})
}

// Convergents are the closest fractions of their size, and lie below and above in turn.
func TestConvergentsOfLn2LieOnAlternateSides(t *testing.T) {
	ln2, _ := naiveLn(big.NewRat(2, 1), 1000).Rat(nil)
	before, at := [2]*big.Int{big.NewInt(1), big.NewInt(0)}, [2]*big.Int{}
	for n := range 120 {
		digit := new(big.Int).Div(ln2.Num(), ln2.Denom())
		if n == 0 {
			at = [2]*big.Int{digit, big.NewInt(1)}
		} else {
			next := [2]*big.Int{}
			for i := range next {
				next[i] = new(big.Int).Mul(digit, at[i])
				next[i].Add(next[i], before[i])
			}
			before, at = at, next
		}
		convergent := Rational(Ratio(toInt(at[0]), toInt(at[1])))
		require.Equal(t, 1-2*(n%2), ln(2).Cmp(convergent), "convergent %d, %v", n, convergent)
		require.Equal(t, n%2 == 1, ln(2).Less(convergent))
		ln2.Sub(ln2, new(big.Rat).SetInt(digit)).Inv(ln2)
	}
	require.Greater(t, at[1].BitLen(), 150, "the last ones differ from ln 2 far below the first precision")
}

// x - x²/2 < ln(1+x) < x, at gaps that no float resolves.
func TestNearTiesAreDecided(t *testing.T) {
	for _, exponent := range []int{5, 19, 20, 40, 200} {
		n := Whole(10).Pow(exponent)
		x := One.Div(n)
		difference := Ln(n.Add(One)).Sub(Ln(n))
		require.True(t, difference.Less(Rational(x)))
		require.True(t, Rational(x.Sub(x.Mul(x).Mul(Half))).Less(difference))
		require.True(t, Rational(One.Div(n.Add(One))).Less(difference))
		require.Equal(t, 1, difference.Sign())
		require.False(t, difference.Equal(Rational(x)))
		require.True(t, difference.Equal(Ln(One.Add(x))))
	}
}

// primes has primes that are divided out first, primes that are not, and primes above an int64.
var primes = func() []*big.Int {
	mersenne := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 89), big.NewInt(1))
	return []*big.Int{big.NewInt(2), big.NewInt(3), big.NewInt(7), big.NewInt(251), big.NewInt(257), big.NewInt(65537),
		big.NewInt(2305843009213693951), mersenne}
}()

func (c *choices) factored() (n *big.Int, exponents []int) {
	n, exponents = big.NewInt(1), make([]int, len(primes))
	for range 1 + c.pick(4) {
		i := c.pick(len(primes))
		exponents[i]++
		n.Mul(n, primes[i])
	}
	return n, exponents
}

// A sum of logarithms of products, minus the same over the primes, is 0 but does not look it. The smallest summand
// added to it decides the sign.
func TestHiddenZerosAreFoundAndLeastPerturbationsSeen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 250)
		var summands []Log
		perPrime := make([]Q, len(primes))
		for range []int{1, 3, 80}[c.pick(3)] { // below and above fewTerms
			n, exponents := c.factored()
			coefficient := Frac(int64(1+c.pick(7))-4, int64(1+c.pick(3)))
			summands = append(summands, LnInt(toInt(n)).Scale(coefficient))
			for i, e := range exponents {
				perPrime[i] = perPrime[i].Add(coefficient.Mul(Whole(int64(e))))
			}
		}
		for i, p := range primes {
			summands = append(summands, LnInt(toInt(p)).Scale(perPrime[i].Neg()))
		}
		zero := Sum(summands...)
		require.Equal(t, 0, zero.Sign())
		require.True(t, zero.Equal(Log{}))
		require.Equal(t, "0", zero.String())
		least := Half.Pow(20 + 10*c.pick(20))
		prime := LnInt(toInt(primes[c.pick(len(primes))]))
		for _, speck := range []Log{Rational(least), prime.Scale(least)} {
			require.Equal(t, 1, zero.Add(speck).Sign())
			require.Equal(t, -1, zero.Sub(speck).Sign())
			require.False(t, zero.Add(speck).Equal(zero))
			require.True(t, zero.Add(speck).Equal(speck))
		}
	})
}

// Above fewTerms evaluation comes first; a number written with many terms has the same sign.
func TestSignOfLongSums(t *testing.T) {
	var rising, alternating []Log
	for n := int64(2); n <= 150; n++ {
		rising = append(rising, ln(n))
		alternating = append(alternating, ln(n).Scale(Whole(1-2*(n%2))))
	}
	factorial := new(big.Int).MulRange(2, 150)
	long := Sum(rising...)
	require.Equal(t, 149, long.Terms())
	require.Equal(t, 1, long.Sign())
	require.Equal(t, -1, long.Neg().Sign())
	require.Equal(t, 0, long.Cmp(LnInt(toInt(factorial))))
	require.Equal(t, 0, LnInt(toInt(factorial)).Cmp(long))
	require.Equal(t, -1, long.Cmp(LnInt(toInt(factorial.Add(factorial, big.NewInt(1))))))
	require.Equal(t, 1, Sum(alternating...).Sign(), "150/149·148/147⋯ > 1")

	many := Sum(append(rising, Rational(Half.Pow(300)), LnInt(toInt(factorial.Sub(factorial, big.NewInt(1)))).Neg())...)
	require.Equal(t, 1, many.Sign())
	require.True(t, many.Equal(Rational(Half.Pow(300))), "the logarithms cancel and a rational is left")
}

func TestEncloseIsCertainAndClosesIn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := choose(t, 100).logs(false)
		value, _ := a.value(400).Rat(nil)
		slack := naivePower(big.NewRat(1, 2), 300) // the reference is a float, not an enclosure
		for _, bits := range []uint{0, 1, 10, 63, 64, 65, 200} {
			low, high := a.model().Enclose(bits)
			require.LessOrEqual(t, new(big.Rat).Sub(low.Rat(), slack).Cmp(value), 0, "%v at %d bits, from below", a.model(), bits)
			require.GreaterOrEqual(t, new(big.Rat).Add(high.Rat(), slack).Cmp(value), 0, "%v at %d bits, from above", a.model(), bits)

			// Each logarithm is known to one unit below and above, and each part is rounded once more at both ends.
			units := Whole(2)
			for i, c := range a.coefficients {
				for _, n := range []*big.Int{a.arguments[i].Num(), a.arguments[i].Denom()} {
					if n.Cmp(big.NewInt(1)) > 0 {
						units = units.Add(toQ(c).Abs().Mul(Whole(2))).Add(Whole(2))
					}
				}
			}
			require.LessOrEqual(t, high.Sub(low).Cmp(units.Mul(Half.Pow(int(bits)))), 0, "%v at %d bits: %v to %v", a.model(), bits, low, high)
			for _, end := range []Q{low, high} {
				_, exact := end.Mul(Whole(2).Pow(int(bits))).Den().Int64()
				require.True(t, exact && end.Mul(Whole(2).Pow(int(bits))).Den() == NewInt(1), "%v is a multiple of 2^-%d", end, bits)
			}
		}
	})
}

func TestEncloseOfRationalsIsTight(t *testing.T) {
	low, high := Rational(Frac(5, 8)).Enclose(3)
	require.Equal(t, []Q{Frac(5, 8), Frac(5, 8)}, []Q{low, high})
	low, high = Rational(Frac(-1, 3)).Enclose(2)
	require.Equal(t, []Q{Frac(-1, 2), Frac(-1, 4)}, []Q{low, high})
}

func TestEncloseAtTheFirstPrecision(t *testing.T) {
	for n := int64(2); n < 300; n++ {
		low, high := ln(n).Enclose(firstBits)
		value := naiveLn(big.NewRat(n, 1), 200)
		requireClose(t, value, low.Rat(), firstBits-1, "ln %d", n)
		requireClose(t, value, high.Rat(), firstBits-1, "ln %d", n)
		exact, _ := value.Rat(nil)
		require.True(t, low.Rat().Cmp(exact) < 0 && exact.Cmp(high.Rat()) < 0, "ln %d lies strictly between", n)
	}
}

func TestFloat64OfARationalIsTheNearest(t *testing.T) {
	for _, q := range []Q{Zero, Frac(1, 3), Half.Pow(300), Frac(-7, 1).Pow(31)} {
		require.Equal(t, q.Float64(), Rational(q).Float64())
	}
}

func TestInfinityArithmetic(t *testing.T) {
	up, down, two := Infinity, Infinity.Neg(), ln(2).Add(Rational(One))
	for name, c := range map[string]struct {
		got  Log
		want string
	}{
		"∞ + a":      {up.Add(two), "inf"},
		"a + ∞":      {two.Add(up), "inf"},
		"a - ∞":      {two.Sub(up), "-inf"},
		"∞ - a":      {up.Sub(two), "inf"},
		"∞ + ∞":      {up.Add(up), "inf"},
		"-∞ - ∞":     {down.Sub(up), "-inf"},
		"a sum":      {Sum(two, down, two, down), "-inf"},
		"-(-∞)":      {down.Neg(), "inf"},
		"1/2 · ∞":    {up.Scale(Half), "inf"},
		"-3 · ∞":     {up.Scale(Whole(-3)), "-inf"},
		"-3 · -∞":    {down.Scale(Whole(-3)), "inf"},
		"0 · ∞":      {up.Scale(Zero), "0"},
		"0 · -∞":     {down.Scale(Zero), "0"},
		"max(a, ∞)":  {two.Max(up), "inf"},
		"max(∞, a)":  {up.Max(two), "inf"},
		"max(-∞, a)": {down.Max(Rational(One)), "1"},
	} {
		require.Equal(t, c.want, c.got.String(), name)
		require.Equal(t, c.want == "inf" || c.want == "-inf", c.got.IsInfinite(), name)
		if c.got.IsInfinite() {
			require.Zero(t, c.got.Terms(), name)
			require.True(t, c.got.rational.IsZero(), name)
			_, rational := c.got.Rational()
			require.False(t, rational, name)
		}
	}
	for name, undefined := range map[string]func(){
		"∞ - ∞":   func() { up.Sub(up) },
		"-∞ + ∞":  func() { down.Add(up) },
		"a sum":   func() { Sum(up, two, down) },
		"another": func() { Sum(down, two, up) },
	} {
		require.PanicsWithValue(t, "model: infinity minus infinity", undefined, name)
	}
	for _, infinite := range []Log{up, down} {
		require.PanicsWithValue(t, "model: no enclosure of infinity", func() { infinite.Enclose(64) })
	}

	ordered := []Log{down, Rational(Whole(-5)), Log{}, ln(2), two, up}
	for i, a := range ordered {
		for j, b := range ordered {
			require.Equal(t, NewInt(int64(i)).Cmp(NewInt(int64(j))), a.Cmp(b), "%v against %v", a, b)
		}
	}
	require.Equal(t, []int{1, -1}, []int{up.Sign(), down.Sign()})
	require.True(t, math.IsInf(up.Float64(), 1))
	require.True(t, math.IsInf(down.Float64(), -1))
}

func TestLogPrints(t *testing.T) {
	for want, a := range map[string]Log{
		"0":                      {},
		"9/10":                   Rational(Frac(9, 10)),
		"-2":                     Rational(Whole(-2)),
		"inf":                    Infinity,
		"-inf":                   Infinity.Neg(),
		"ln 2":                   ln(2),
		"-ln 2":                  Ln(Half),
		"2*ln 2":                 ln(4),
		"ln 2 - 1/3*ln 5":        ln(2).Sub(ln(5).Scale(Frac(1, 3))),
		"-1/3*ln 2 + ln 5":       ln(5).Sub(ln(2).Scale(Frac(1, 3))),
		"1/2 + ln 3":             ln(3).Add(Rational(Half)),
		"-1/2 - ln 3":            ln(3).Add(Rational(Half)).Neg(),
		"ln 2 + ln 3 + ln 257":   LnInt(NewInt(6 * 257)),
		"2*ln 257 + ln 263":      ln(257 * 263).Add(ln(257)),
		"ln 67591":               ln(257 * 263), // a rest that shares no factor with others stays whole
		"3 + 4*ln 251 - ln 1009": ln(251).Scale(Whole(4)).Sub(ln(1009)).Add(Rational(Whole(3))),
	} {
		require.Equal(t, want, a.String())
		require.Equal(t, want, a.GoString())
	}
}

func TestLogTellsHowItIsWritten(t *testing.T) {
	require.Zero(t, Log{}.Terms())
	require.Equal(t, 1, ln(6).Terms())
	require.Equal(t, 2, Ln(Frac(2, 3)).Terms())
	require.Equal(t, 2, Sum(ln(3), ln(2), ln(3)).Terms(), "equal arguments are one term")
	require.Equal(t, 1, Sum(ln(2), ln(3), ln(2).Neg()).Terms(), "what cancels is dropped")
	require.Equal(t, 3, Sum(ln(2), ln(3), ln(6)).Terms(), "nothing is factored for it")
	require.Zero(t, ln(2).Add(ln(3)).Scale(Zero).Terms(), "nothing is left of 0·a")
	_, rational := ln(2).Rational()
	require.False(t, rational)
	q, rational := Rational(Half).Rational()
	require.True(t, rational)
	require.Equal(t, Half, q)
}

func TestCoprimeBaseFactorsEveryArgument(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 200)
		var arguments []Int
		for range 1 + c.pick(6) {
			n, _ := c.factored()
			if c.pick(4) == 3 {
				n = c.bits(1 + c.pick(20))
			}
			arguments = append(arguments, toInt(n.Add(n, big.NewInt(int64(2*c.pick(2))))))
		}
		for i := range arguments {
			if arguments[i].Cmp(NewInt(2)) < 0 {
				arguments[i] = NewInt(2)
			}
		}
		before := make([]string, len(arguments))
		for i, a := range arguments {
			before[i] = a.String()
		}
		base := coprimeBase(arguments)
		for i, b := range base {
			require.Equal(t, 1, b.Cmp(NewInt(1)))
			for _, other := range base[:i] {
				require.Equal(t, NewInt(1), b.GCD(other), "%v and %v", b, other)
			}
		}
		for i, a := range arguments {
			rest := a.Big()
			for _, b := range base {
				exponent := int64(0)
				for new(big.Int).Rem(rest, b.Big()).Sign() == 0 {
					rest.Quo(rest, b.Big())
					exponent++
				}
				_, divided := divideOut(a, b)
				require.Equal(t, exponent, divided, "%v in %v", b, a)
			}
			require.Equal(t, "1", rest.String(), "%v is a product of powers of %v", a, base)
			require.Equal(t, before[i], a.String(), "the argument is as before")
		}
	})
}

func TestDivideOutLeavesTheRest(t *testing.T) {
	for _, d := range primes {
		for _, rest := range []int64{1, 5, 11 * 13} {
			for exponent := int64(0); exponent < 6; exponent++ {
				n := new(big.Int).Exp(d, big.NewInt(exponent), nil)
				left, times := divideOut(toInt(n.Mul(n, big.NewInt(rest))), toInt(d))
				requireInt(t, big.NewInt(rest), left)
				require.Equal(t, exponent, times)
			}
		}
	}
}

func TestFloat64IsCloseRelativeToSmallValues(t *testing.T) {
	n := Whole(10).Pow(40)
	require.InEpsilon(t, 1e-40, Ln(n.Add(One)).Sub(Ln(n)).Float64(), 1e-9)
	require.Zero(t, Ln(Whole(6)).Sub(Ln(Whole(2))).Sub(Ln(Whole(3))).Float64())
}

// Floats decide only where it is clear: at ties, close to them and far away, and near overflow and underflow, the order
// is that of sums of 1000 bits: two fractions of 200 bits that differ do so by more than 2^-600.
func TestFloatsDecideOnlyClearOrders(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 200)
		a, b := c.logs(false), c.logs(false)
		if c.pick(2) == 0 { // only the last digits differ
			b = a.plus(&naiveLogs{rational: big.NewRat(int64(c.pick(3)-1), 1<<uint(c.pick(62)))})
		}
		scale := naivePower(big.NewRat(2, 1), []int{0, 0, 0, -1100, -1060, -40, 1000, 1030}[c.pick(8)])
		want := 0
		if gap := a.plus(b.negated()).value(1000); gap.MantExp(nil) > -600 {
			want = gap.Sign()
		}
		require.Equal(t, want, a.scaled(scale).model().Cmp(b.scaled(scale).model()), "%v and %v", a.model(), b.model())
	})
}

// The floats of two equal sums round differently, and must not decide.
func TestFloatsDoNotDecideTies(t *testing.T) {
	for n := int64(2); n < 50; n++ {
		for m := int64(2); m < 50; m++ {
			third := Frac(1, 3)
			require.Zero(t, ln(n*m).Scale(third).Cmp(ln(n).Add(ln(m)).Scale(third)), "ln %d·%d", n, m)
			require.Equal(t, 1, ln(n*m).Add(Rational(Frac(1, 1<<60))).Cmp(ln(n).Add(ln(m))), "ln %d·%d", n, m)
		}
	}
}

// The logarithms of integers that share a place in the table do not stand in for one another.
func TestFloatLogarithmsAreClose(t *testing.T) {
	numbers := []int64{2, 3, 2 + int64(len(logarithms)), 2, math.MaxInt64}
	for power := int64(4); power > 0; power *= 2 { // the series has most terms just below a power of 2
		numbers = append(numbers, power-1, power, power+1, power+power/2)
	}
	for n := int64(7); n < math.MaxInt64/11; n = n*10/9 + 1 {
		numbers = append(numbers, n)
	}
	requireNear := func(n *big.Int, near float64, most *big.Rat) {
		low, high := exponential.Ln(n, 128)
		middle := new(big.Rat).SetFrac(new(big.Int).Add(low, high), new(big.Int).Lsh(big.NewInt(1), 129))
		off := new(big.Rat).SetFloat64(near)
		off.Sub(off, middle).Abs(off).Quo(off, middle)
		require.Negative(t, off.Cmp(most), "ln %d", n)
	}
	for _, n := range numbers {
		requireNear(big.NewInt(n), nearLn(n), big.NewRat(1, 1<<51))
	}
	for bits := uint(62); bits < 6000; bits += 1 + bits/20 { // just below and above a power of 2, and between
		power := new(big.Int).Lsh(big.NewInt(1), bits)
		half, little := new(big.Int).Rsh(power, 1), new(big.Int).Rsh(power, 9)
		for _, off := range []*big.Int{big.NewInt(-1), {}, big.NewInt(1), half, little} {
			n := new(big.Int).Add(power, off)
			requireNear(n, IntOf(n).nearLn(), big.NewRat(5, 1<<53))
		}
	}
}

// The logarithm of a product and the sum of the logarithms of its many factors tie, whatever their floats are.
func TestTiesOfLongSumsAreTies(t *testing.T) {
	product, sum := int64(1), Log{}
	for _, prime := range []int64{2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47} {
		product *= prime
		sum = sum.Add(ln(prime))
	}
	for n := int64(1); n <= 50; n++ {
		scale := Frac(1, n)
		require.Zero(t, ln(product).Scale(scale).Cmp(sum.Scale(scale)), "1/%d", n)
		require.Zero(t, sum.Scale(scale).Cmp(ln(product).Scale(scale)), "1/%d", n)
	}
}

func TestEnclosuresAddAndScaleEndByEnd(t *testing.T) {
	third := Enclosure{Frac(1, 4), Half}
	require.Equal(t, Enclosure{Frac(5, 4), Frac(5, 2)}, third.Add(Enclosure{One, Whole(2)}))
	require.Equal(t, Enclosure{Half, One}, third.Scale(Whole(2)))
	require.Equal(t, Enclosure{}, third.Scale(Zero))
}
