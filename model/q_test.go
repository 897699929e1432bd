package model

import (
	"encoding/json"
	"math"
	"math/big"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	_ "mimics/properties/gc"
)

// requireQOperations compares every operation on a pair with math/big, and the operands afterwards.
func requireQOperations(t require.TestingT, x, y *big.Rat) {
	a, b := toQ(x), toQ(y)
	requireQ(t, new(big.Rat).Add(x, y), a.Add(b), "%v + %v", x, y)
	requireQ(t, new(big.Rat).Sub(x, y), a.Sub(b), "%v - %v", x, y)
	requireQ(t, new(big.Rat).Mul(x, y), a.Mul(b), "%v · %v", x, y)
	if y.Sign() != 0 {
		requireQ(t, new(big.Rat).Quo(x, y), a.Div(b), "%v / %v", x, y)
	}
	requireQ(t, new(big.Rat).Neg(x), a.Neg(), "-(%v)", x)
	requireQ(t, new(big.Rat).Abs(x), a.Abs(), "|%v|", x)
	requireInt(t, x.Num(), a.Num())
	requireInt(t, x.Denom(), a.Den())

	order := x.Cmp(y)
	require.Equal(t, order, a.Cmp(b), "%v against %v", x, y)
	require.Equal(t, order < 0, a.Less(b), "%v < %v", x, y)
	require.Equal(t, order == 0, a.Equal(b), "%v = %v", x, y)
	require.Equal(t, order == 0, a.Key() == b.Key(), "the keys of %v and %v", x, y)
	if order >= 0 {
		requireQ(t, x, a.Max(b))
	} else {
		requireQ(t, y, a.Max(b))
	}
	require.Equal(t, x.Sign(), a.Sign())
	require.Equal(t, x.Sign() == 0, a.IsZero())
	if x.Num().IsInt64() && x.Denom().IsInt64() {
		require.Equal(t, order == 0, a == b, "%v == %v", x, y)
	}
	require.Zero(t, x.Cmp(a.Rat()))
	float, _ := x.Float64()
	require.Equal(t, float, a.Float64())

	requireQ(t, x, a, "the first operand is as before")
	requireQ(t, y, b, "the second operand is as before")
}

func TestQAgreesWithBigRatAtEdges(t *testing.T) {
	var values []*big.Rat
	for _, n := range []int64{0, 1, -1, 6, math.MaxInt32, math.MaxInt32 + 1, math.MinInt32, math.MinInt32 - 1,
		math.MaxInt64, math.MinInt64} {
		for _, d := range []int64{1, 4, math.MaxInt32, math.MaxInt32 + 1, math.MaxInt32 + 2,
			math.MaxInt64, math.MinInt64} {
			values = append(values, big.NewRat(n, d))
		}
	}
	for _, x := range values {
		for _, y := range values {
			requireQOperations(t, x, y)
		}
	}
}

func TestQAgreesWithBigRat(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 300)
		for range 3 {
			x, y := c.rational(), c.rational()
			requireQOperations(t, x, y)
			requireQOperations(t, x, new(big.Rat).Set(x))                               // in different storage
			requireQOperations(t, x, new(big.Rat).SetFrac(y.Num(), x.Denom()))          // perhaps the same denominator
			requireQOperations(t, new(big.Rat).Mul(x, y), new(big.Rat).SetInt(y.Num())) // something cancels
		}
	})
}

func TestTotalIsTheSum(t *testing.T) {
	require.Equal(t, Zero, Total(nil))
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 400)
		var values rats
		for range c.pick(12) {
			values = append(values, c.rational())
		}
		numbers := toQs(values)
		requireQ(t, naiveSum(values), Total(numbers))
		require.Equal(t, toQs(values), numbers, "the summands are as before")
	})
}

func TestRatioIsCanonicalForEveryPair(t *testing.T) {
	for _, n := range edges {
		for _, d := range edges {
			if d.Sign() == 0 {
				require.PanicsWithValue(t, "model: division by zero", func() { Ratio(toInt(n), toInt(d)) })
				continue
			}
			requireQ(t, new(big.Rat).SetFrac(n, d), Ratio(toInt(n), toInt(d)))
			if n.IsInt64() && d.IsInt64() {
				requireQ(t, new(big.Rat).SetFrac(n, d), Frac(n.Int64(), d.Int64()))
			}
		}
		if n.IsInt64() {
			requireQ(t, new(big.Rat).SetInt(n), Whole(n.Int64()))
		}
	}
}

func TestPowIsRepeatedMultiplication(t *testing.T) {
	bases := []*big.Rat{
		new(big.Rat), big.NewRat(1, 1), big.NewRat(-1, 1), big.NewRat(2, 1), big.NewRat(-2, 3), big.NewRat(1, 7),
		big.NewRat(math.MaxInt64, 2), big.NewRat(-3, math.MaxInt64), big.NewRat(math.MinInt64, 1),
	}
	for _, base := range bases {
		for n := -5; n <= 5; n++ {
			a := toQ(base)
			if base.Sign() == 0 && n < 0 {
				require.Panics(t, func() { a.Pow(n) })
				continue
			}
			requireQ(t, naivePower(base, n), a.Pow(n), "(%v)^%d", base, n)
			requireQ(t, base, a)
		}
	}
}

func TestQNamesAndZeroValue(t *testing.T) {
	require.True(t, Q{} == Zero && Zero == Whole(0))
	require.Equal(t, []string{"0", "1", "1/2"}, []string{Zero.String(), One.String(), Half.String()})
	require.Panics(t, func() { One.Div(Zero) })
	require.Panics(t, func() { Frac(1, 0) })
}

func TestRatIsACopy(t *testing.T) {
	for _, a := range []Q{Frac(2, 3), Frac(math.MaxInt64, 2).Pow(5)} {
		before := a.String()
		r := a.Rat()
		r.Num().SetInt64(1)
		r.Denom().SetInt64(1)
		r.SetInt64(5)
		require.Equal(t, before, a.String())
	}
}

func TestQPrintsAsTheReducedFraction(t *testing.T) {
	for _, a := range []Q{Frac(2, 6), Frac(-4, 2), Zero, Frac(1, -3)} {
		require.Equal(t, a.String(), a.GoString())
		text, err := json.Marshal(a)
		require.NoError(t, err)
		require.Equal(t, `"`+a.String()+`"`, string(text))
	}
	require.Equal(t, "1/3", Frac(2, 6).String())
	require.Equal(t, "-2", Frac(-4, 2).String())
	require.Equal(t, "-1/3", Frac(1, -3).String())
}

func TestParseQReads(t *testing.T) {
	nines := strings.Repeat("9", 1232)
	for text, want := range map[string]string{
		"0": "0", "-0": "0", "7": "7", "007": "7", "-7": "-7",
		"1/3": "1/3", "-2/6": "-1/3", "0/5": "0", "4/2": "2",
		"0.25": "1/4", "-0.50": "-1/2", "3.0": "3", "00.10": "1/10",
		"9223372036854775807":            "9223372036854775807",
		"-9223372036854775808":           "-9223372036854775808",
		"9223372036854775808/2":          "4611686018427387904",
		nines:                            nines,
		nines + "/" + nines + "0":        "1/10",
		"0." + strings.Repeat("0", 1233): "0",
	} {
		q, err := ParseQ(text)
		require.NoError(t, err, text)
		require.Equal(t, want, q.String(), text)
		value, _ := new(big.Rat).SetString(text)
		requireQ(t, value, q, text)
	}
}

func TestParseQReadsBackEveryString(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 200)
		for range 3 {
			x := c.rational()
			q, err := ParseQ(toQ(x).String())
			require.NoError(t, err)
			requireQ(t, x, q)
		}
	})
}

// The largest numbers that are read have MaxBits bits in either part.
func TestParseQReadsUpToMaxBits(t *testing.T) {
	most := new(big.Int).Lsh(big.NewInt(1), MaxBits)
	beyond := most.String()
	most.Sub(most, big.NewInt(1))
	for _, text := range []string{most.String(), "-" + most.String(), "1/" + most.String(),
		"-" + most.String() + "/" + most.String()} {
		_, err := ParseQ(text)
		require.NoError(t, err)
	}
	for _, text := range []string{beyond, "-" + beyond, "1/" + beyond} {
		_, err := ParseQ(text)
		require.EqualError(t, err, "a number of 1234 digits, expected numerator and denominator of at most 4096 bits each")
	}
}

func TestParseQRefuses(t *testing.T) {
	const (
		number   = `expected a number such as "1/3", "0.25" or 7`
		exponent = `exponents are refused, expected all decimals, such as "0.00001" for 1e-05`
		zero     = `the denominator is 0, expected a number such as "1/3", "0.25" or 7`
		long     = " digits, expected numerator and denominator of at most 4096 bits each"
	)
	huge := strings.Repeat("1", 10_000_000)
	for text, want := range map[string]string{
		"": number, "-": number, "1.": number, ".5": number, ".": number, "-.": number, "+1": number, "--1": number,
		" 1": number, "1 ": number, "1 /2": number, "1/ 2": number, "\t1": number, "1\n": number,
		"1/-2": number, "-1/-2": number, "/": number, "1/": number, "/2": number, "1/2/3": number,
		"1.5/2": number, "1/2.5": number, "1.2.3": number, "1..2": number, "1.-5": number, "1.+5": number,
		"0x10": number, "0b1": number, "1_000": number, "1,000": number, "inf": number, "NaN": number, "½": number,
		"٣": number, "x": number, "1/x": number, "1\x00": number,
		"1e999999999": exponent, "1E5": exponent, "1e-999999999": exponent, "-1e5": exponent, "0x1e": number, "one": number,
		".e5": exponent, "1e": exponent, "1/3e2": exponent, "e5": number, "-E5": number, "+1e5": number, "1e5x": number,
		"1/0": zero, "-1/0": zero, "0/0": zero, "1/000": zero,
		strings.Repeat("0", 1235):        "a number of 1235" + long,
		"1/" + strings.Repeat("1", 1235): "a number of 1235" + long,
		"0." + strings.Repeat("0", 1234): "a number of 1235" + long,
		strings.Repeat("9", 1234):        "a number of 1234" + long,
		huge:                             "a number of 10000000" + long,
		"-" + huge:                       "a number of 10000000" + long,
		"1/" + huge:                      "a number of 10000002" + long,
		huge + "/" + huge:                "a number of 20000001" + long,
		"0." + huge:                      "a number of 10000002" + long,
		huge + "x":                       "a number of 10000001" + long,
	} {
		if len(text) > 20 {
			// Measured in memory and not in seconds: nothing is built that grows with the text.
			require.Less(t, allocated(func() { _, _ = ParseQ(text) }), uint64(100_000))
		}
		q, err := ParseQ(text)
		require.EqualError(t, err, want, "%.20q", text)
		require.Equal(t, Q{}, q)
	}
}

// allocated is the number of bytes that f allocates.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

func TestMinAndMaxAreOneOfTheTwo(t *testing.T) {
	for _, x := range edges {
		for _, y := range edges {
			a, b := Ratio(toInt(x), NewInt(3)), Ratio(toInt(y), NewInt(3))
			if x.Cmp(y) > 0 {
				a, b = b, a
			}
			for _, pair := range [][2]Q{{a, b}, {b, a}} {
				require.True(t, pair[0].Min(pair[1]).Equal(a))
				require.True(t, pair[0].Max(pair[1]).Equal(b))
			}
		}
	}
}

func TestTextReadsBack(t *testing.T) {
	for _, text := range []string{"0", "-1/3", "7", "170141183460469231731687303715884105727/2"} {
		var q Q
		require.NoError(t, q.UnmarshalText([]byte(text)))
		back, err := q.MarshalText()
		require.NoError(t, err)
		require.Equal(t, text, string(back))
	}
	q := Half
	require.EqualError(t, q.UnmarshalText([]byte("half")), ErrNumber.Error())
}
