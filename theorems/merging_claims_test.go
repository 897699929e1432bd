package theorems

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/theorems/scenario"
)

// requireRows reads a scenario and compares the rows of claims, "outcome left relation right" by "claim part". The
// numbers in these tests were computed by enumeration in plain fractions, independently of this code.
func requireRows(t *testing.T, text string, want map[string]string) {
	t.Helper()
	s, err := scenario.Read("test", []byte(text))
	require.NoError(t, err)
	seen := map[string]bool{}
	for _, c := range Essay() {
		for _, v := range c.Try(&s) {
			name := c.ID
			if v.Name != "" {
				name += " " + v.Name
			}
			if row, ok := want[name]; ok {
				seen[name] = true
				require.Equal(t, row, verdictText(v), "%s: %s", name, v.Detail())
			}
		}
	}
	for name := range want {
		require.True(t, seen[name], "no row %s", name)
	}
}

const threeSources = `{"outcomes": ["h", "t"],
	"sources": {"coin": {"emit": {"h": "1/2", "t": "1/2"}}, "low": {"emit": {"h": "1/3", "t": "2/3"}}, "heads": {"emit": {"h": 1}}},
	"horizon": 3, `

func TestMergingUnderDominance(t *testing.T) {
	requireRows(t, threeSources+`"nature": {"low": 1}, "operator": {"coin": "1/2", "low": "1/2"},
		"mimic": {"coin": "1/4", "low": "1/4", "heads": "1/2"}, "epsilon": "1/10"}`, map[string]string{
		"merging/martingale":           "holds 1 = 1",
		"merging/identity":             "holds 397/864 = 397/864",
		"merging/surprises":            "holds 115/72 <= 50*ln 2",
		"merging/almost-surely":        "holds 5/12 <= 5*ln 2",
		"merging/certificate distance": "holds 397/864 <= 1/2",
		"merging/certificate inverse":  "holds 1 <= 1",
		"merging/certificate ville":    "holds 0 <= 1/10",
		"merging/nature":               "holds 114380497/703310400 <= 3*ln 2",
		"merging/doubling":             "holds 43/510 <= 145/306",
		"merging/converse":             "holds 0 <= 0",
		"merging/steady":               "holds 43/510 <= 145/612",
	})
}

// Without an epsilon the tightest threshold is reported. It is the last of the sums 49/576, 3529/14400 and
// 65144669/140662080 with weights 7/12, 17/72 and 13/72, and 1 for the lowest ratios.
func TestThresholdsRangeOverAllWhereTheScenarioNamesNone(t *testing.T) {
	requireRows(t, threeSources+`"operator": {"coin": "1/2", "low": "1/2"}, "mimic": {"coin": "1/4", "low": "1/4", "heads": "1/2"}}`,
		map[string]string{
			"merging/almost-surely":     "holds 13/72 <= 70331040/65144669*ln 2",
			"merging/certificate ville": "holds 1 <= 1",
		})
}

func TestMergingWithoutDominance(t *testing.T) {
	requireRows(t, threeSources+`"operator": {"coin": "1/2", "heads": "1/2"}, "mimic": {"low": 1}}`, map[string]string{
		// s = 1; at n = 3 both overlaps are 1.
		"merging/converse":             "holds -1 <= 0",
		"merging/budget chain":         "vacuous",
		"merging/certificate distance": "vacuous",
		"merging/surprises":            "inapplicable",
	})
	s := example(t, "steady")
	claim, _ := Essay().Find("merging/steady")
	require.Equal(t, "fails 15/32 <= 7/16", verdictText(claim.Try(&s)[0]))
}

// The mimic does not know of a storm on the last of 25 days. That day comes later than the ten days of three outcomes
// that are enumerated.
func TestWhatIsHeldPossibleIsSeenToTheHorizon(t *testing.T) {
	sources := `"coin": {"emit": {"h": "1/2", "t": "1/2"}}, "storm": {"emit": {"s": 1}}`
	for day := range 24 {
		next := fmt.Sprintf("day%d", day+1)
		if day == 23 {
			next = "storm"
		}
		sources += fmt.Sprintf(`, "day%d": {"emit": {"h": "1/2", "t": "1/2"}, "next": {"h": "%s", "t": "%s"}}`, day, next, next)
	}
	for horizon, want := range map[int]string{24: "holds 0 = 0", 25: "vacuous"} {
		text := fmt.Sprintf(`{"outcomes": ["h", "t", "s"], "horizon": %d, "sources": {%s}, "operator": {"day0": 1}, "mimic": {"coin": 1}}`, horizon, sources)
		requireRows(t, text, map[string]string{"merging/identity": want, "merging/energy future": strings.Replace(want, "=", "<=", 1)})
	}
	random := rand.New(rand.NewPCG(7, 8))
	met := 0
	for range 300 {
		in := NewInstance(randomScenario(random))
		if in.Horizon == 0 || in.OperatorLaw.Null() || in.MimicLaw.Null() {
			continue
		}
		holds := true
		in.Histories(func(_ []int, a, m model.Law) { holds = holds && (a.Null() || !m.Null()) })
		require.Equal(t, holds, DominatedOnHistories.Holds(in), "%s", in.Format())
		if holds {
			met++
		}
	}
	require.Greater(t, met, 50)
}

func TestAnUrnLearnsACoin(t *testing.T) {
	requireRows(t, `{"outcomes": ["h", "t"], "sources": {"coin": {"emit": {"h": "1/3", "t": "2/3"}}, "urn": {"urn": {"h": 1, "t": 1}}},
		"operator": {"coin": 1}, "mimic": {"urn": 1}, "horizon": 1}`, map[string]string{
		"merging/urn dominated": "holds 1 <= 1",
		"merging/urn average":   "holds 5/3*ln 2 - ln 3 <= ln 2",
	})
}

// A source that alternates puts all of its weight on one of the six orders of two heads and two tails.
func TestAnUrnDoesNotDominateWhatAlternates(t *testing.T) {
	s, err := scenario.Read("test", []byte(`{"outcomes": ["h", "t"],
		"sources": {"even": {"emit": {"h": 1}, "next": {"h": "odd"}}, "odd": {"emit": {"t": 1}, "next": {"t": "even"}}, "urn": {"urn": {"h": 1, "t": 1}}},
		"operator": {"even": 1}, "mimic": {"urn": 1}, "horizon": 4}`))
	require.NoError(t, err)
	claim, _ := Essay().Find("merging/urn")
	require.Equal(t, Vacuous, claim.Try(&s)[0].Outcome)
	rest, ok := claim.Without("operator-exchangeable")
	require.True(t, ok)
	require.Equal(t, "fails 1 <= 1/6", verdictText(rest.Try(&s)[0]))
}

func TestNoTestTellsNatureFromAGoodMimic(t *testing.T) {
	requireRows(t, `{"outcomes": ["a", "b", "c"], "nature": {"a": "1/2", "b": "1/2"}, "mimic": {"a": "1/3", "b": "1/3", "c": "1/3"}}`,
		map[string]string{"mimic/indistinguishable": "holds 1/3 = 1/3"})
}

// At h = b and at h = a b both sides of the distance are equal. The shorter history is reported, for the budget that is
// left too.
func TestTiesGoToTheShortestHistory(t *testing.T) {
	requireRows(t, `{"outcomes": ["a", "b", "c", "d", "e"],
		"sources": {
			"s0": {"emit": {"a": "2/5", "b": "1/5", "c": "1/5", "d": "1/5"}, "next": {"b": "s1", "d": "s1"}},
			"s1": {"emit": {"a": "1"}},
			"s2": {"urn": {"b": "1", "e": "1"}}},
		"operator": {"s0": "1"}, "mimic": {"s0": "2/5", "s1": "2/5", "s2": "1/5"}, "horizon": 2}`, map[string]string{
		"merging/certificate distance": "holds 5/9 <= 5/9",
	})
	requireRows(t, `{"outcomes": ["a", "b"],
		"sources": {
			"s0": {"emit": {"a": "1"}, "next": {"a": "s1"}},
			"s1": {"emit": {"b": "1"}, "next": {"b": "s2"}},
			"s2": {"emit": {"a": "3/17", "b": "14/17"}, "next": {"a": "s0", "b": "s0"}}},
		"operator": {"s0": "1/3", "s2": "2/3"}, "mimic": {"s0": "19/46", "s1": "2/23", "s2": "1/2"}, "horizon": 3}`, map[string]string{
		"merging/budget-left after": "holds ln 3 + ln 5 - ln 7 + ln 13 - ln 23 <= ln 3 + ln 5 - ln 7 + ln 13 - ln 23",
	})
}

// A single outcome does not swing, and the second of three can.
func TestOutcomesSwingWhereTheirFrequencyMoves(t *testing.T) {
	requireRows(t, `{"outcomes": ["a"], "sources": {"s": {"emit": {"a": 1}}},
		"nature": {"s": 1}, "operator": {"s": 1}, "mimic": {"s": 1}, "horizon": 1}`, map[string]string{
		"merging/no-frequencies swings": "fails 1/3 <= 0",
	})
	requireRows(t, `{"outcomes": ["never", "a", "b"],
		"sources": {"one": {"emit": {"a": 1}, "next": {"a": "two"}}, "two": {"emit": {"b": 1}, "next": {"b": "three"}},
			"three": {"emit": {"b": 1}, "next": {"b": "four"}}, "four": {"emit": {"b": 1}}},
		"nature": {"one": 1}, "operator": {"one": 1}, "mimic": {"one": 1}, "horizon": 3}`, map[string]string{
		"merging/no-frequencies swings": "holds 1/3 <= 2/3",
	})
}

// A history that the mimic gives probability 0 has distance 1. The walk skips it, and does not skip the histories after
// it in order: only the operator gives a positive probability, and after b the change of Z² is larger than at the
// start.
func TestWhatTheMimicHoldsImpossibleIsPassedOver(t *testing.T) {
	s := reading(t, `{"outcomes": ["a", "b", "c"], "operator": {"a": "1/4", "b": "3/4"}, "mimic": {"b": "1/4", "c": "3/4"}, "horizon": 2}`)
	martingale, _ := Essay().Find("merging/martingale")
	squared := martingale.As(martingale.Rivals[1])
	require.Equal(t, "fails 81/16 = 9/4", verdictText(squared.Conclude(NewInstance(s))[0]))
	identity, _ := Essay().Find("merging/identity")
	require.Equal(t, "dominated-on-histories does not hold: "+DominatedOnHistories.Statement+"; without it the claim fails: 7/16 ≠ 0", identity.Try(s)[0].Detail())
}

// The outcomes that the operator thinks unlikely are those that the mimic thinks likely. After x, a chance of 1/4 for
// the operator, Z = 1/2 and C = 2, so that ln 4 is left, more than ln C, and at most ln(C/(1/4)). The next outcome
// decides. At the start ln 2 is left, which is tighter.
func TestMoreThanTheBudgetIsLeftOnAPathThatPasses(t *testing.T) {
	requireRows(t, `{"outcomes": ["x", "y"], "horizon": 3, "epsilon": "3/4", "sources": {
		"s": {"emit": {"x": "1/4", "y": "3/4"}, "next": {"x": "always x", "y": "always x"}}, "always x": {"emit": {"x": 1}},
		"t": {"emit": {"x": "3/4", "y": "1/4"}, "next": {"x": "always y", "y": "always y"}}, "always y": {"emit": {"y": 1}}},
		"operator": {"s": 1}, "mimic": {"s": "1/2", "t": "1/2"}}`, map[string]string{
		"merging/budget-left after":  "holds ln 2 <= ln 2",
		"merging/budget-left always": "holds ln 2 <= ln 2",
	})
}

func TestALimitGoesRoundFromWhereItRecurs(t *testing.T) {
	values := []model.Q{model.One, model.Zero, model.Half, model.Half, model.Zero}
	sides := (&beliefCycle{from: 1, to: 4}).limit(values, "E")
	require.Equal(t, "E at n = 2, and again every 3 steps for ever", sides.Detail())
	require.Equal(t, "1/2", sides.Left.String())
}

func TestForecastsDoNotMergeWhereTheMimicHoldsTheCourseImpossible(t *testing.T) {
	requireRows(t, `{"outcomes": ["a", "b"], "sources": {"a": {"emit": {"a": 1}}, "b": {"emit": {"b": 1}}},
		"nature": {"a": 1}, "operator": {"a": 1}, "mimic": {"b": 1}, "horizon": 2}`, map[string]string{
		"merging/no-frequencies swings": "fails 1/3 <= 0",
		"merging/no-frequencies merges": "fails 1 <= 1/2",
	})
}
