package properties

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/theorems"
)

// withRight returns the claim with other right sides of one of its parts.
func withRight(t *testing.T, id string, part int, right func(model.Log) model.Log) theorems.Claim {
	t.Helper()
	found, ok := theorems.Essay().Find(id)
	require.True(t, ok)
	claim, check := *found, found.Check
	claim.Check = func(in *theorems.Instance) []theorems.Sides {
		sides := slices.Clone(check(in))
		sides[part] = theorems.Compare(sides[part].Left, right(sides[part].Right))
		return sides
	}
	return claim
}

func verdict(t *testing.T, claim theorems.Claim, scope int) (Conclusion, string) {
	t.Helper()
	claims := []theorems.Claim{claim}
	r := Conclude(claims, Verify(t.Context(), claims, Options{Cases: 100, Scope: scope, Seed: 1}))[0]
	return r.Verdict, r.Why
}

// A bound that is looser than its claim says is a regression, although it holds. A smaller sweep does not ask.
func TestALoosenedBoundIsARegression(t *testing.T) {
	loosened := withRight(t, "merging/doubling", 0, func(right model.Log) model.Log { return right.Scale(model.Frac(5, 4)) })
	loosened.Rivals = nil
	got, why := verdict(t, loosened, DefaultScope)
	require.Equal(t, Regression, got)
	require.Equal(t, "the bound should reach 4/5, tightest 5/9 of 5/6", why)
	got, why = verdict(t, loosened, 2)
	require.Equal(t, AsExpected, got, why)

	loosened = withRight(t, "forecast/conditioned", 0, func(right model.Log) model.Log { return right.Scale(model.Frac(9, 8)) })
	loosened.Rivals = nil
	got, why = verdict(t, loosened, DefaultScope)
	require.Equal(t, Regression, got)
	require.Equal(t, "the bound should be attained, tightest 1 of 9/8", why)
	loosened.Parts = []theorems.Part{{Relation: theorems.AtMost, Best: theorems.Approached}}
	loosened.Check = func(in *theorems.Instance) []theorems.Sides {
		return []theorems.Sides{theorems.CompareQ(model.One, model.One)}
	}
	got, why = verdict(t, loosened, DefaultScope)
	require.Equal(t, Regression, got)
	require.Equal(t, "the bound should not be attained, tightest 1 of 1", why)
}

// A part that never compares anything, such as 0 with a bound, is vacuous, and so is one that does so hardly ever.
func TestAPartThatTellsNothingIsVacuous(t *testing.T) {
	claim := withRight(t, "forecast/conditioned", 0, func(right model.Log) model.Log { return right })
	claim.Check = func(in *theorems.Instance) []theorems.Sides {
		return []theorems.Sides{theorems.CompareQ(model.Zero, model.One)}
	}
	got, why := verdict(t, claim, 3)
	require.Equal(t, VacuousClaim, got)
	require.Regexp(t, `^the part "" compared something in only 0 of \d+ scenarios$`, why)
	claim.Parts = []theorems.Part{{Relation: theorems.AtMost, Nonnegative: true}}
	claim.Rivals = nil
	got, why = verdict(t, claim, 3)
	require.Equal(t, AsExpected, got, why)
}

// Ratios of tiny sides are as exact as others.
func TestRatiosOfTinySidesAreExact(t *testing.T) {
	for bits := range 63 {
		n, third := model.Whole(1<<bits), model.Frac(1, 3)
		right := model.Ln(n.Add(model.One).Div(n))
		off := ratio(right.Scale(third), right).Sub(third)
		require.True(t, off.Abs().Less(model.Frac(1, 1<<38)), "2^-%d: %s", bits, off)
		require.True(t, ratio(right, right).Equal(model.One))
		require.True(t, ratio(right, right.Add(model.Rational(model.Half.Pow(200)))).Less(model.One))
	}
}
