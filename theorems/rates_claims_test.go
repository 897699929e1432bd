package theorems

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/theorems/scenario"
)

// storm comes on the second day, with a chance of 3/8 under the mimic and 0 under the operator.
const storm = `{
	"outcomes": ["heads calm", "tails calm", "heads storm", "tails storm"],
	"sources": {
		"calm": {"emit": {"heads calm": "1/3", "tails calm": "2/3"}},
		"wait": {"emit": {"heads calm": "1/3", "tails calm": "2/3"}, "next": {"heads calm": "storm", "tails calm": "storm"}},
		"storm": {"emit": {"heads storm": "1/3", "tails storm": "2/3"}, "next": {"heads storm": "calm", "tails storm": "calm"}}},
	"operator": {"calm": 1}, "mimic": {"calm": "5/8", "wait": "3/8"}, "horizon": 2,
	"features": {
		"coin": {"heads calm": "h", "tails calm": "t", "heads storm": "h", "tails storm": "t"},
		"day": {"heads calm": "1", "tails calm": "1", "heads storm": "1", "tails storm": "1"},
		"weather": {"heads calm": "calm", "tails calm": "calm", "heads storm": "storm", "tails storm": "storm"}}}`

func TestRateClaimsByHand(t *testing.T) {
	for _, test := range []struct {
		id, text string
		want     []string
	}{
		{"rates/differ", storm, []string{"holds 0 = 0", "holds 1/4 <= 3/8"}},
		{"rates/differ", draws, []string{"fails 11/128 = 0", "fails 1/4 <= 461/7140"}},
		{"rates/shared-budget", draws, []string{
			"holds 161/64 <= 200*ln 3", "holds 630481025393669/36784278350820000 <= 1/2*ln 3",
		}},
		{"rates/shared-budget", moved, []string{
			"holds 2 <= 400*ln 5 - 200*ln 7", "holds 7123617/161640200 <= ln 5 - 1/2*ln 7",
		}},
		{"rates/shared-budget", storm, []string{"inapplicable", "holds 9/64 <= 3/2*ln 2 - 1/2*ln 5"}},
		{"rates/one-budget", draws, []string{"holds 28555412603101/1602920077799040 <= 1/2*ln 3"}},
		{"rates/one-budget", moved, []string{"holds 7123617/161640200 <= ln 5 - 1/2*ln 7"}},
	} {
		require.Equal(t, test.want, tried(t, test.id, test.text), test.id)
	}
}

// F is the feature of several cells that is nearest from the start, and G the one of the others that stays farthest. G
// is here known after a day, since the storm of the second day is F. Ties go to the first.
func TestTheFastFeatureIsNotTheSlowOne(t *testing.T) {
	const days = `{"outcomes": ["calm", "early", "late"], "horizon": 2, "sources": {
		"calm": {"emit": {"calm": 1}}, "early": {"emit": {"early": 1}, "next": {"early": "calm"}},
		"wait": {"emit": {"calm": 1}, "next": {"calm": "late"}}, "late": {"emit": {"late": 1}, "next": {"late": "calm"}}},
		"operator": {"calm": 1}, "mimic": {"calm": "5/8", "early": "1/4", "wait": "1/8"},
		"features": {"always": {"calm": "0", "early": "0", "late": "0"}, "early": {"calm": "0", "early": "1", "late": "0"},
			"late": {"calm": "0", "early": "0", "late": "1"}, "same": {"calm": "1", "early": "0", "late": "1"}}}`
	s := reading(t, days)
	claim, _ := Essay().Find("rates/differ")
	verdicts := claim.Try(s)
	require.Equal(t, "F = late: fails 1/8 = 0", verdicts[0].Detail()+": "+verdictText(verdicts[0]))
	require.Equal(t, "G = always, n = 0: fails 1/4 <= 0", verdicts[1].Detail()+": "+verdictText(verdicts[1]))
	s.Features = s.Features[1:]
	require.Equal(t, "G = early, n = 1", claim.Try(s)[1].Detail())
}

func TestFeaturesShareWhatTypesThereAre(t *testing.T) {
	s := drawing(2, 2, 100)
	s.Features = []scenario.Feature{scenario.NewFeature("F", []string{"0", "1"}),
		scenario.NewFeature("G", []string{"1", "0"})}
	_, covered := NewInstance(s).fromOutcomes()
	require.Equal(t, Coverage{30, 100}, covered) // 31·32/2 types are at most half of 1,024
}

// Three features take 3/4 out of a budget of ½·ln 2. Two of them already take too much, and one does not.
func TestEachFeatureSpendsABudgetOfItsOwn(t *testing.T) {
	s := example(t, "one-budget")
	claim, _ := Essay().Find("rates/one-budget")
	for features, want := range []string{1: "holds 1/4 <= 1/2*ln 2", 2: "fails 1/2 <= 1/2*ln 2", 3: "fails 3/4 <= 1/2*ln 2"} {
		if few := s; features > 0 {
			few.Features = s.Features[:features]
			require.Equal(t, want, verdictText(claim.Try(&few)[0]))
		}
	}
}

func TestFuturesOfAFeatureByDefinition(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		in := NewInstance(anyMachine(random))
		f := in.Features[0].Feature
		for n, got := range in.shownFutures(f) {
			var want model.Q
			for _, g := range histories(f.Cells(), n) {
				a, m := observeCells(in.OperatorLaw, f, g), observeCells(in.MimicLaw, f, g)
				if a.Null() {
					continue
				}
				distance := model.One
				if !m.Null() {
					distance = model.Zero
					for _, later := range histories(f.Cells(), in.Horizon-n) {
						p, q := observeCells(a.Anew(), f, later).Prob(), observeCells(m.Anew(), f, later).Prob()
						distance = distance.Add(p.Sub(q).Abs().Mul(model.Half))
					}
				}
				want = want.Add(a.Prob().Mul(distance))
			}
			require.Equal(t, want.String(), got.String(), "n = %d\n%s", n, in.Format())
		}
	}
}

func observeCells(l model.Law, f model.Feature, cells []int) model.Law {
	for _, c := range cells {
		l = l.ObserveCell(f, c)
	}
	return l
}
