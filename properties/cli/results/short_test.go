package results

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"mimics/model"
)

func TestShortTexts(t *testing.T) {
	long := strings.Repeat("3", 400) + "/1" + strings.Repeat("0", 400) // 1/3 but for 10^-400
	for text, want := range map[string]string{
		"":                                    "",
		"equality throughout":                 "equality throughout",
		"counterexample: 1 = 2/3":             "counterexample: 1 = 2/3",
		"1234567/9999999":                     "≈0.1234567",
		"tightest " + long + " of 1/3":        "tightest ≈0.3333333 of 1/3",
		"without it: " + long + " = 0; it is": "without it: ≈0.3333333 = 0; it is",
		long + "/1 is no number":              long + "/1 is no number",
		"ln 2 - 1/3*ln 5":                     "≈0.1566679",
		"-1/2 + 3*ln 2":                       "-1/2 + 3*ln 2",
		"(-1/2 + 3*ln 20), at a":              "(-1/2 + 3*ln 20), at a",
		"(-1/2 + 3*ln 200), at a":             "(≈15.39495), at a",
		"1/1234567890123 - 1/1234567890987":   "≈8.100000072903e-13 - ≈8.1000000672343e-13",
		"[0.69314718055994530941, 0.69314718055994530942] <= 1": "≈0.6931472 <= 1",
		"0.12345678901234567890":                                "≈0.1234568",
		"1" + strings.Repeat("0", 30) + " <= 1/2":               "≈1e+30 <= 1/2",
		"at 20240101123456789: 1/2 = 1/2":                       "at 20240101123456789: 1/2 = 1/2",
		"{a,b}{20240101123456789}":                              "{a,b}{20240101123456789}",
		"1/" + "1" + strings.Repeat("0", 400):                   "≈1e-400",
		"inf of inf":                                            "inf of inf",
	} {
		require.Equal(t, want, Short(text), text)
	}
	require.Equal(t, "≈1e+30 <= ≈2e+30", Short("1"+strings.Repeat("0", 30)+" <= 2"+strings.Repeat("0", 30)))
	require.Equal(t, "≈41.44653 = ≈41.44653 (the same to 28 digits)", Short("ln 1000000000000000000 = 18*ln 2 + 18*ln 5"))
	near := "1" + strings.Repeat("0", 39) + "1/1" + strings.Repeat("0", 40)
	require.Equal(t, "≈0.1 = ≈0.1 (the same to 28 digits)", Short("1"+strings.Repeat("0", 40)+"/1"+strings.Repeat("0", 41)+" = "+near+"0"))
	// Sides that differ are printed differently.
	require.Equal(t, "≈0.33333333333333 = ≈0.33333333333334", Short("33333333333333/100000000000000 = 33333333333334/100000000000000"))
}

// A decimal is as near to its number as its digits allow, and a text without long numbers stays.
func TestShortNumbersAreNear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(most int64) model.Q {
			return model.Frac(rapid.Int64Range(1, most).Draw(t, "numerator"), rapid.Int64Range(1, most).Draw(t, "denominator"))
		}
		most := rapid.SampledFrom([]int64{9, 1 << 20, 1 << 50}).Draw(t, "most")
		l := model.Ln(draw(most)).Scale(draw(most)).Sub(model.Ln(draw(most)).Scale(draw(most))).
			Add(model.Rational(draw(most)))
		text := l.String()
		short, cut := strings.CutPrefix(Short(text), "≈")
		if !cut {
			require.Equal(t, text, short)
			require.LessOrEqual(t, len(text), longNumber)
			return
		}
		want := l.Float64()
		decimal, err := strconv.ParseFloat(short, 64)
		require.NoError(t, err)
		require.InDelta(t, 1, decimal/want, 1e-6, text)
		require.LessOrEqual(t, len(short), longNumber)
	})
}
