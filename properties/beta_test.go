package properties_test

import (
	"math"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/properties"
	"mimics/theorems"
)

// At a rational β, where numbers are sums of powers of e, every claim on tilts comes out as at a rational base close to
// e^(1/β), where they are fractions: the same outcomes, and sides that are close.
func TestTheTrueBetaIsTheLimitOfBases(t *testing.T) {
	const cases = 25
	near := map[string]model.Q{ // convergents of e^(1/β)
		"1": model.Frac(1084483, 398959), "1/2": model.Frac(5329837, 721315),
		"3": model.Frac(160441, 114961), "10": model.Frac(126121, 114119),
	}
	compared, undecided := 0, 0
	for _, claim := range theorems.Essay() {
		if claim.Needs&(theorems.NeedTilt|theorems.NeedBase) == 0 || claim.Family != nil {
			continue
		}
		sampler := properties.NewSampler(claim)
		for i := range cases {
			in, _ := sampler.Instance(properties.NewRandom(5, uint64(len(claim.ID)), uint64(i)))
			if in.Tilt == nil {
				continue
			}
			for text, base := range near {
				beta := theorems.Must(model.ParseQ(text))
				s, beside := *in.Scenario, *in.Scenario
				exact, err := in.Tilt.WithBase(theorems.Must(model.Exp(model.One.Div(beta))))
				require.NoError(t, err)
				rational, err := in.Tilt.WithBase(base)
				require.NoError(t, err)
				s.Tilt, beside.Tilt = &exact, &rational
				got, want := claim.Try(&s), claim.Try(&beside)
				for j, v := range got {
					if v.Outcome == theorems.Undecided {
						undecided++
						continue
					}
					require.Equal(t, want[j].Outcome, v.Outcome, "%s %s at β = %s: %s against %s\n%s",
						claim.ID, v.Name, text, v.Detail(), want[j].Detail(), s.Format())
					if v.Settled() && v.Outcome != theorems.Vacuous && v.Outcome != theorems.Inapplicable {
						compared++
						requireClose(t, want[j].Left, v.Left, claim.ID, v.Name, text)
						requireClose(t, want[j].Right, v.Right, claim.ID, v.Name, text)
					}
				}
			}
		}
	}
	t.Logf("%d comparisons", compared)
	require.Greater(t, compared, 2000)
	require.Zero(t, undecided)
}

// Equality of sums of powers of e is decidable; that of their logarithms is not known to be. No random scenario has
// met a comparison that stays undecided.
func TestNoRandomTrueBetaIsUndecided(t *testing.T) {
	scenarios := 1000
	if os.Getenv("MIMICS_LONG") != "" {
		scenarios = 100_000
	}
	var samplers []*properties.Sampler
	var claims []theorems.Claim
	for _, claim := range theorems.Essay() {
		if claim.Needs&(theorems.NeedTilt|theorems.NeedBase) != 0 && claim.Family == nil {
			claims, samplers = append(claims, claim), append(samplers, properties.NewSampler(claim))
		}
	}
	betas := []model.Q{model.One, model.Half, model.Frac(1, 3), model.Frac(7, 10), model.Whole(3), model.Whole(10)}
	tried, settled := 0, 0
	for i := 0; tried < scenarios; i++ {
		claim := claims[i%len(claims)]
		in, _ := samplers[i%len(claims)].Instance(properties.NewRandom(11, uint64(i%len(claims)), uint64(i)))
		if in.Tilt == nil {
			continue
		}
		s := *in.Scenario
		exact, err := in.Tilt.WithBase(theorems.Must(model.Exp(model.One.Div(betas[tried%len(betas)]))))
		require.NoError(t, err)
		s.Tilt = &exact
		tried++
		for _, v := range claim.Try(&s) {
			require.NotEqual(t, theorems.Undecided, v.Outcome, "%s %s\n%s", claim.ID, v.Name, s.Format())
			if v.Settled() && (v.Outcome == theorems.Held || v.Outcome == theorems.Failed) {
				settled++
			}
		}
	}
	t.Logf("%d scenarios, %d parts settled, none undecided", tried, settled)
	require.Greater(t, settled, scenarios)
}

func requireClose(t *testing.T, want, got model.Log, about ...any) {
	t.Helper()
	w, g := want.Float64(), got.Float64()
	if w == g {
		return
	}
	require.LessOrEqual(t, math.Abs(w-g), 1e-6*max(1, math.Abs(w)), "%v: %s is not close to %s", about, got, want)
}
