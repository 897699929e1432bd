package cli

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/model/dominance"
	"mimics/properties/cli/numbers"
)

func TestDecimalsRoundInTheirDirection(t *testing.T) {
	t.Parallel()
	const places = "00000000000000000000"
	tiny := model.Whole(10).Pow(-21)
	for _, c := range []struct {
		q        model.Q
		down, up string
	}{
		{model.Zero, "0." + places, "0." + places},
		{model.Half, "0.50000000000000000000", "0.50000000000000000000"},
		{model.Frac(1, 3), "0.33333333333333333333", "0.33333333333333333334"},
		{model.Frac(-1, 3), "-0.33333333333333333334", "-0.33333333333333333333"},
		{model.Frac(200, 3), "66.66666666666666666666", "66.66666666666666666667"},
		{model.Frac(-200, 3), "-66.66666666666666666667", "-66.66666666666666666666"},
		{model.Whole(12), "12." + places, "12." + places},
		{model.Whole(-1000), "-1000." + places, "-1000." + places},
		{tiny, "0." + places, "0.00000000000000000001"},
		{tiny.Neg(), "-0.00000000000000000001", "0." + places},
		{model.One.Sub(tiny), "0.99999999999999999999", "1." + places},
		{tiny.Sub(model.One), "-1." + places, "-0.99999999999999999999"},
		{model.Whole(10).Pow(30), "1" + "0000000000" + places + "." + places, "1" + "0000000000" + places + "." + places},
	} {
		require.Equal(t, c.down, numbers.Decimals(c.q, -1), c.q)
		require.Equal(t, c.up, numbers.Decimals(c.q, 1), c.q)
	}
}

func TestSideIsWrittenOutUpToAThousandLogarithms(t *testing.T) {
	t.Parallel()
	for side, want := range map[string]model.Log{
		"9/10":            model.Rational(model.Frac(9, 10)),
		"inf":             model.Infinity,
		"-inf":            model.Infinity.Neg(),
		"ln 2 - 1/3*ln 5": model.Ln(model.Whole(2)).Sub(model.Ln(model.Whole(5)).Scale(model.Frac(1, 3))),
		"-1/2 + 3*ln 2":   model.Ln(model.Whole(8)).Sub(model.Rational(model.Half)),
		"0":               {},
	} {
		text, exact := numbers.Side(want)
		require.Equal(t, side, text)
		require.True(t, exact)
	}
	_, exact := numbers.Side(logarithms(1000))
	require.True(t, exact)
	_, exact = numbers.Side(logarithms(1001))
	require.False(t, exact)
}

func TestLongSideIsEnclosed(t *testing.T) {
	t.Parallel()
	pattern := regexp.MustCompile(`^\[(-?\d+\.\d{20}), (-?\d+\.\d{20})\]$`)
	for _, long := range []model.Log{
		logarithms(1001),
		logarithms(1001).Neg(),
		logarithms(2000).Scale(model.Frac(-1, 1<<40)),
		logarithms(1001).Sub(model.Rational(model.Whole(6000))),
	} {
		text, exact := numbers.Side(long)
		require.False(t, exact)
		ends := pattern.FindStringSubmatch(text)
		require.Len(t, ends, 3, text)
		low, err := model.ParseQ(ends[1])
		require.NoError(t, err)
		high, err := model.ParseQ(ends[2])
		require.NoError(t, err)
		require.True(t, model.Rational(low).Less(long), fmt.Sprint(low))
		require.True(t, long.Less(model.Rational(high)), fmt.Sprint(high))
		require.True(t, high.Sub(low).Equal(model.Whole(10).Pow(-20)), "the nearest decimals")
	}
}

// logarithms is ln 2 + ln 3 + … with n summands.
func logarithms(n int64) model.Log {
	summands := make([]model.Log, n)
	for i := range summands {
		summands[i] = model.LnInt(model.NewInt(int64(i) + 2))
	}
	return model.Sum(summands...)
}

// A number is rounded in the given direction, to the given places and significant digits.
func TestRatesAreRounded(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		value                     float64
		places, digits, direction int
		want                      string
	}{
		{0, 3, 2, 1, "0.000"}, {1, 3, 2, -1, "1.000"}, {0.29, 2, 1, -1, "0.29"}, {0.07, 2, 2, 1, "0.070"}, {0.3009, 3, 2, -1, "0.300"},
		{0.3342, 3, 2, 1, "0.335"},
		{3.43e-5, 4, 2, 0, "0.000034"}, {3.43e-5, 3, 2, -1, "0.000034"}, {3.43e-5, 3, 2, 1, "0.000035"}, {0.99999, 3, 2, -1, "0.999"},
		{0.99, 0, 1, 0, "1"}, {0.99, 0, 1, -1, "0.9"}, {0.99, 0, 1, 1, "1"}, {0.00996, 3, 2, 0, "0.010"}, {97.3, 0, 1, 0, "97"},
		{42.1, 0, 1, -1, "42"}, {0.034, 0, 1, 0, "0.03"},
		{1e-12, 3, 2, -1, "0.0000000000010"},
	} {
		require.Equal(t, c.want, rounded(c.value, c.places, c.digits, c.direction), "%+v", c)
	}
}

// The ends of a range are printed differently, however narrow it is.
func TestEndsOfRangesAreToldApart(t *testing.T) {
	t.Parallel()
	for _, ends := range [][2]string{
		{"1/3", "1/2"}, {"6953183000000000/1000000000000001", "6953183000000001/1000000000000000"}, {"100000000000000000000000", "100000000000000000000001"},
	} {
		low, err := model.ParseQ(ends[0])
		require.NoError(t, err)
		high, err := model.ParseQ(ends[1])
		require.NoError(t, err)
		text := between(low, high)
		t.Log(text)
		from, to, found := strings.Cut(text, " to ")
		require.True(t, found, text)
		require.NotEqual(t, from, to)
		require.Less(t, len(text), 80)
		v := verdictOnMerging{Status: dominance.Fully, Constant: constantJSON{Low: low, High: &high}}
		require.Contains(t, v.says(), "; constant from "+text)
	}
}
