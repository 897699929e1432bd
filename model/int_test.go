package model

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// requireIntOperations compares every operation on a pair with math/big, and the operands afterwards.
func requireIntOperations(t require.TestingT, x, y *big.Int) {
	a, b := toInt(x), toInt(y)
	requireInt(t, new(big.Int).Add(x, y), a.Add(b), "%v + %v", x, y)
	requireInt(t, new(big.Int).Sub(x, y), a.Sub(b), "%v - %v", x, y)
	requireInt(t, new(big.Int).Mul(x, y), a.Mul(b), "%v · %v", x, y)
	requireInt(t, new(big.Int).Neg(x), a.Neg(), "-(%v)", x)
	requireInt(t, new(big.Int).Abs(x), a.Abs(), "|%v|", x)
	require.Equal(t, x.Cmp(y), a.Cmp(b), "%v against %v", x, y)
	require.Equal(t, x.Sign(), a.Sign(), "the sign of %v", x)
	require.Equal(t, x.Cmp(big.NewInt(1)) == 0, a.isOne(), "%v = 1", x)

	small, fits := a.Int64()
	require.Equal(t, x.IsInt64(), fits, "%v fits", x)
	if fits {
		require.Equal(t, x.Int64(), small)
		require.Equal(t, x.Cmp(y) == 0, a == b, "inline %v == %v", x, y)
	}

	gcd := new(big.Int).GCD(nil, nil, new(big.Int).Abs(x), new(big.Int).Abs(y))
	requireInt(t, gcd, a.GCD(b), "gcd(%v, %v)", x, y)
	lcm := new(big.Int).Mul(x, y)
	if lcm.Sign() != 0 {
		lcm.Abs(lcm).Quo(lcm, gcd)
	}
	requireInt(t, lcm, a.LCM(b), "lcm(%v, %v)", x, y)

	if y.Sign() != 0 {
		quotient := a.Div(b).Big()
		rest := new(big.Int).Sub(x, new(big.Int).Mul(quotient, y))
		require.True(t, rest.Sign() == 0 || rest.Sign() == y.Sign() && rest.CmpAbs(y) < 0, "%v / %v = %v is not the floor", x, y, quotient)
		requireInt(t, quotient, a.Div(b))
	}

	requireInt(t, x, a, "the first operand is as before")
	requireInt(t, y, b, "the second operand is as before")
}

func TestIntAgreesWithBigIntAtEdges(t *testing.T) {
	for _, x := range edges {
		for _, y := range edges {
			requireIntOperations(t, x, y)
		}
	}
}

func TestIntAgreesWithBigInt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := choose(t, 300)
		for range 5 {
			x, y := c.integer(), c.integer()
			requireIntOperations(t, x, y)
			requireIntOperations(t, new(big.Int).Mul(x, y), y) // a divisor divides
			requireIntOperations(t, x, new(big.Int).Set(x))    // equal values in different storage
		}
	})
}

func TestIntSharesNoStorage(t *testing.T) {
	for _, text := range []string{"7", "-9223372036854775808", "9223372036854775808", "340282366920938463463374607431768211456"} {
		source, _ := new(big.Int).SetString(text, 10)
		n := IntOf(source)
		source.SetInt64(1)
		require.Equal(t, text, n.String(), "IntOf copies what it is given")
		n.Big().SetInt64(1)
		require.Equal(t, text, n.String(), "Big gives a copy away")
	}
}

func TestIntZeroValueIsZero(t *testing.T) {
	require.Equal(t, "0", Int{}.String())
	require.True(t, NewInt(0) == Int{})
}

func TestIntDivisionByZeroPanics(t *testing.T) {
	for _, n := range edges {
		require.Panics(t, func() { toInt(n).Div(Int{}) })
	}
}
