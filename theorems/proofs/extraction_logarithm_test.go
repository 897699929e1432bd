package proofs_test

import (
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mimics/model"
)

// valued replaces each logarithm in a side by the value that extraction/logarithm.ml gives its argument. Both turn
// products into sums, so that equal sides keep equal values however they are written. It returns false if the side is
// infinite.
func valued(l model.Log) (model.Q, bool) {
	if q, ok := l.Rational(); ok || l.IsInfinite() {
		return q, ok
	}
	var sum model.Q
	text := strings.NewReplacer(" - ", " -", " + ", " ").Replace(l.String()) // such as "1/2 -1/3*ln 5 ln 7"
	fields := strings.Fields(text)
	for i := 0; i < len(fields); i++ {
		coefficient, isLog := strings.CutSuffix(fields[i], "ln")
		value := model.One
		if isLog {
			i++
			value = worth(fields[i])
		}
		switch coefficient = strings.TrimSuffix(coefficient, "*"); coefficient {
		case "":
		case "-":
			value = value.Neg()
		default:
			q, err := model.ParseQ(coefficient)
			if err != nil {
				return sum, false
			}
			value = value.Mul(q)
		}
		sum = sum.Add(value)
	}
	return sum, true
}

// worth is the value of the logarithm of a rational: for each prime below 1000, how often it divides it, times a number
// of the prime's own.
func worth(argument string) model.Q {
	number, ok := new(big.Rat).SetString(argument)
	if !ok || number.Sign() <= 0 {
		panic("the logarithm of " + argument)
	}
	var total int64
	for _, prime := range primes {
		p := prime.Int64()
		total += (exponent(prime, number.Num()) - exponent(prime, number.Denom())) * (p * p * p % 1000003)
	}
	return model.Whole(total)
}

// primes are those below 1000.
var primes = func() (list []*big.Int) {
	for p := int64(2); p < 1000; p++ {
		if n := big.NewInt(p); n.ProbablyPrime(0) { // exact for such numbers
			list = append(list, n)
		}
	}
	return list
}()

func exponent(p, n *big.Int) (times int64) {
	quotient, rest := new(big.Int).QuoRem(n, p, new(big.Int))
	for rest.Sign() == 0 {
		times++
		quotient, rest = quotient.QuoRem(quotient, p, rest)
	}
	return times
}

func TestLogarithmsKeepTheirValueHoweverTheyAreWritten(t *testing.T) {
	half := model.Rational(model.Half)
	ln := func(n int64) model.Log { return model.Ln(model.Whole(n)) }
	for _, same := range [][2]model.Log{
		{ln(6), ln(2).Add(ln(3))},
		{half.Sub(ln(4)), half.Add(ln(2).Scale(model.Whole(-2)))},
		{model.Ln(model.Frac(3, 2)).Scale(model.Frac(-1, 3)), ln(2).Sub(ln(3)).Scale(model.Frac(1, 3))},
		{ln(1), model.Log{}},
	} {
		left, ok := valued(same[0])
		require.True(t, ok)
		right, ok := valued(same[1])
		require.True(t, ok)
		assert.True(t, left.Equal(right), "%s: %s, %s: %s", same[0], left, same[1], right)
	}
	two, _ := valued(ln(2))
	three, _ := valued(ln(3))
	assert.Equal(t, [2]string{"8", "27"}, [2]string{two.String(), three.String()})
	_, finite := valued(model.Infinity)
	assert.False(t, finite)
}
