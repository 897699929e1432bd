package theorems

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The numbers in these tests were computed by hand.

const twoCoins = `{"outcomes": ["h", "t"], "horizon": 2,
	"sources": {"fair": {"emit": {"h": "1/2", "t": "1/2"}}, "low": {"emit": {"h": "1/3", "t": "2/3"}}}, `

// Half of the operator's belief is a coin that the mimic does not know. A - M/2 is the operator's half of that coin, at
// every length. After h the fair coin has weight 3/5, so that the next forecasts are 2/5 of 1/6 apart.
func TestHalfOfABeliefMerges(t *testing.T) {
	requireRows(t, twoCoins+`"operator": {"fair": "1/2", "low": "1/2"}, "mimic": {"fair": 1}}`, map[string]string{
		"merging/lebesgue rises":          "holds 1/2 <= 1/2",
		"merging/lebesgue singular":       "holds 1/2 <= 1/2",
		"merging/lebesgue chain":          "holds 1/2 = 1/2",
		"merging/dichotomy martingale":    "holds 1/2 = 1/2",
		"merging/dichotomy distance":      "holds 1/15 <= 2/5",
		"dominance/constant histories":    "vacuous",
		"dominance/equivalence":           "holds 0 = 0",
		"merging/certificate distance":    "vacuous", // needs all of A to merge
		"merging/identical-support mimic": "vacuous",
	})
}

// All of the operator's law merges if the mimic knows the operator's coin too; half of the mimic's law does not merge
// with the operator's. After hh the ratio is 1/4 to 13/72, and it tends to 2.
func TestAConstantIsApproached(t *testing.T) {
	requireRows(t, twoCoins+`"operator": {"fair": 1}, "mimic": {"fair": "1/2", "low": "1/2"}}`, map[string]string{
		"merging/lebesgue singular":    "holds 0 <= 0",
		"merging/lebesgue chain":       "holds 0 = 0",
		"merging/dichotomy martingale": "holds 1 = 1",
		"dominance/constant histories": "holds 18/13 <= 2",
		"dominance/constant found":     "holds 2 <= 2",
		"dominance/equivalence":        "holds 0 = 0",
	})
}

// The operator begins with a certain h and then tosses the mimic's coin: the start states differ, and the laws agree
// from the second step on. The half of the mimic's law that begins with t is singular to the operator's.
func TestSourcesMeetAfterADetour(t *testing.T) {
	const detour = `{"outcomes": ["h", "t"], "horizon": 2,
		"sources": {"coin": {"emit": {"h": "1/2", "t": "1/2"}}, "first": {"emit": {"h": 1}, "next": {"h": "coin"}}}, `
	requireRows(t, detour+`"operator": {"first": 1}, "mimic": {"coin": 1}}`, map[string]string{
		"merging/lebesgue singular":    "holds 0 <= 0",
		"merging/lebesgue chain":       "holds 0 = 0",
		"merging/dichotomy martingale": "holds 1 = 1",
		"merging/dichotomy distance":   "holds 1/2 <= 1/2",
		"dominance/constant histories": "holds 2 <= 2",
		"dominance/constant found":     "vacuous", // no common start state
		"dominance/equivalence":        "holds 0 = 0",
	})
	requireRows(t, detour+`"operator": {"coin": 1}, "mimic": {"first": 1}}`, map[string]string{
		"merging/lebesgue singular":    "holds 1/2 <= 1/2",
		"merging/lebesgue chain":       "holds 1/2 = 1/2",
		"merging/dichotomy martingale": "holds 1/2 = 1/2",
		"dominance/constant histories": "vacuous",
		"dominance/equivalence":        "holds 0 = 0",
	})
}

// Two names of one coin: no common start state, and equal laws.
func TestNamesDoNotMatter(t *testing.T) {
	requireRows(t, `{"outcomes": ["h", "t"], "horizon": 1,
		"sources": {"one": {"emit": {"h": "1/2", "t": "1/2"}}, "other": {"emit": {"h": "1/2", "t": "1/2"}, "next": {"t": "one"}}},
		"operator": {"one": 1}, "mimic": {"other": 1}}`, map[string]string{
		"merging/lebesgue chain":       "holds 0 = 0",
		"merging/dichotomy distance":   "holds 0 <= 0",
		"dominance/constant histories": "holds 1 <= 1",
		"dominance/equivalence":        "holds 1 = 1",
	})
}

// A third of the mimic's law is the operator's coin under another name, so C = 3, though no start state has weight from
// both. The mimic gives hh 17/108, ht and th 25/108 each, and tt 41/108; the distance of the next forecasts is 1/9 at
// first, 2/21 after h and 4/33 after t.
func TestAConstantSeesThroughNames(t *testing.T) {
	requireRows(t, `{"outcomes": ["h", "t"], "horizon": 2, "epsilon": "1/12", "features": {"face": {"h": "h", "t": "t"}},
		"sources": {"fair": {"emit": {"h": "1/2", "t": "1/2"}}, "even": {"emit": {"h": "1/2", "t": "1/2"}}, "low": {"emit": {"h": "1/3", "t": "2/3"}}},
		"nature": {"even": 1}, "operator": {"fair": 1}, "mimic": {"even": "1/3", "low": "2/3"}}`, map[string]string{
		"merging/budget chain":                 "holds 3*ln 3 - ln 5 - 1/4*ln 17 - 1/4*ln 41 = 3*ln 3 - ln 5 - 1/4*ln 17 - 1/4*ln 41",
		"merging/budget prior":                 "vacuous", // needs common start states
		"merging/budget constant":              "holds 3*ln 3 - ln 5 - 1/4*ln 17 - 1/4*ln 41 <= ln 3",
		"merging/budget pinsker":               "holds 23270/480249 <= 3*ln 3 - ln 5 - 1/4*ln 17 - 1/4*ln 41",
		"merging/surprises":                    "holds 2 <= 72*ln 3",
		"merging/nature":                       "holds 11635/480249 <= ln 3", // N is A: C' is 1
		"merging/identical-support operator":   "vacuous",                    // the operator gives the other coin weight 0
		"merging/energy kappa":                 "vacuous",
		"merging/certificate distance":         "holds 2/21 <= 4/7",
		"merging/own-observations distance":    "holds 7/54 <= 2/3",
		"merging/budget-left after":            "holds ln 3 - ln 5 + ln 7 - 1/2*ln 17 <= -ln 3 + ln 7",
		"features/inherit":                     "holds 1/4 <= 17/36",
		"features/exchangeable-limit operator": "holds 5513/52275 <= 874499/2509200", // 35/144 more, 3 times S_2
		"rates/shared-budget from-outcomes":    "holds 11635/480249 <= 1/2*ln 3",
	})
}

// A certain h before the mimic's coin doubles the ratio at most, and the mimic's t at first has no counterpart in the
// operator's law.
func TestAConstantSeesThroughADetour(t *testing.T) {
	requireRows(t, `{"outcomes": ["h", "t"], "horizon": 2, "epsilon": "1/4",
		"sources": {"coin": {"emit": {"h": "1/2", "t": "1/2"}}, "first": {"emit": {"h": 1}, "next": {"h": "coin"}}},
		"nature": {"first": 1}, "operator": {"first": 1}, "mimic": {"coin": 1}}`, map[string]string{
		"merging/budget chain":            "holds ln 2 = ln 2",
		"merging/budget prior":            "vacuous",
		"merging/budget constant":         "holds ln 2 <= ln 2",
		"merging/budget pinsker":          "holds 1/2 <= ln 2",
		"merging/surprises":               "holds 1 <= 8*ln 2",
		"merging/nature":                  "holds 1/4 <= ln 2",
		"merging/identical-support mimic": "vacuous",
		"merging/certificate distance":    "holds 1/2 <= 1/2",
		"merging/budget-left after":       "holds ln 2 <= ln 2",
	})
}

// If there are too many sources to compare, only the start states count.
func TestOfManySourcesTheStartStatesCount(t *testing.T) {
	var sources []string
	for i := range 65 {
		sources = append(sources, fmt.Sprintf(`"s%d": {"emit": {"h": "1/2", "t": "1/2"}}`, i))
	}
	many := `{"outcomes": ["h", "t"], "horizon": 1, "sources": {` + strings.Join(sources, ", ") + `}, `
	requireRows(t, many+`"operator": {"s1": 1}, "mimic": {"s2": 1}}`, map[string]string{"merging/budget constant": "vacuous"})
	requireRows(t, many+`"operator": {"s1": 1}, "mimic": {"s1": 1}}`, map[string]string{"merging/budget constant": "holds 0 <= 0"})
}

// The density of an urn of 2 and 1 with respect to one of 1 and 1 is 2θ, largest at θ = 1. In the other direction it
// has no bound, and yet the two are equivalent. A coin has a certain frequency, which an urn gives probability 0.
func TestUrnsMergeWithUrns(t *testing.T) {
	const urns = `{"outcomes": ["h", "t"], "horizon": 2, "sources": {"even": {"urn": {"h": 1, "t": 1}}, "odd": {"urn": {"h": 2, "t": 1}},
		"heads": {"urn": {"h": 1}}, "always": {"emit": {"h": 1}}, "coin": {"emit": {"h": "1/2", "t": "1/2"}}}, `
	requireRows(t, urns+`"operator": {"odd": 1}, "mimic": {"even": 1}}`, map[string]string{
		"merging/lebesgue singular":    "holds 0 <= 0",
		"merging/lebesgue chain":       "holds 0 = 0",
		"dominance/constant histories": "holds 3/2 <= 2",
		"dominance/equivalence":        "holds 1 = 1",
	})
	requireRows(t, urns+`"operator": {"even": "1/2", "coin": "1/2"}, "mimic": {"odd": 1}}`, map[string]string{
		"merging/lebesgue singular":    "vacuous",
		"merging/lebesgue chain":       "holds 1/2 = 1/2",
		"merging/dichotomy martingale": "holds 1/2 = 1/2",
		"merging/dichotomy distance":   "vacuous",
		"dominance/equivalence":        "holds 0 = 0",
	})
	// An urn of heads alone is like a source that always emits heads, and unlike an urn of heads and tails.
	requireRows(t, urns+`"operator": {"heads": "1/2", "even": "1/2"}, "mimic": {"always": 1}}`, map[string]string{
		"merging/lebesgue chain": "holds 1/2 = 1/2",
		"dominance/equivalence":  "holds 0 = 0",
	})
	requireRows(t, urns+`"operator": {"heads": 1}, "mimic": {"always": 1}}`, map[string]string{
		"dominance/constant histories": "holds 1 <= 1",
		"dominance/equivalence":        "holds 1 = 1",
	})
}

// A decision that would take long is not made, and the reason is given.
func TestManySourcesAreNotDecided(t *testing.T) {
	var sources, cycle []string
	for i := range 65 {
		sources = append(sources, fmt.Sprintf(`"s%d": {"emit": {"h": "1/%d", "t": "%d/%d"}}`, i, i+2, i+1, i+2))
	}
	// Cycles of 2, 3, 5 and 7 steps with an h at the end of each have 210 joint states.
	for _, length := range []int{2, 3, 5, 7} {
		for i := range length {
			emit := `{"h": "1/2", "t": "1/2"}`
			if i == length-1 {
				emit = `{"h": "1/3", "t": "2/3"}`
			}
			next := fmt.Sprintf("c%d-%d", length, (i+1)%length)
			cycle = append(cycle, fmt.Sprintf(`"c%d-%d": {"emit": %s, "next": {"h": "%s", "t": "%s"}}`, length, i, emit, next, next))
		}
	}
	for text, want := range map[string]string{
		`"sources": {` + strings.Join(sources, ", ") + `}, "operator": {"s1": 1}, "mimic": {"s2": 1}`: "decided does not hold: the decision how much merges stays within its limits: at most 64 sources, with few joint states",
		`"sources": {` + strings.Join(cycle, ", ") + `}, "operator": {"c2-0": 1}, "mimic": {"c3-0": "1/2", "c5-0": "1/4", "c7-0": "1/4"}`: "few-joint-states does not hold: " +
			"a source of one law reaches at most 128 joint states with all sources of the other, in both directions",
	} {
		s := reading(t, `{"outcomes": ["h", "t"], "horizon": 3, `+text+`}`)
		for _, id := range []string{"merging/dichotomy", "dominance/equivalence"} {
			claim, _ := Essay().Find(id)
			for _, v := range claim.Try(s) {
				require.Equal(t, Vacuous, v.Outcome, id)
				require.True(t, strings.HasPrefix(v.Detail(), want), "%s: %s", id, v.Detail())
			}
		}
	}
	claim, _ := Essay().Find("merging/lebesgue")
	s := reading(t, `{"outcomes": ["h", "t"], "horizon": 3, "sources": {`+strings.Join(cycle, ", ")+
		`}, "operator": {"c2-0": 1}, "mimic": {"c3-0": "1/2", "c5-0": "1/4", "c7-0": "1/4"}}`)
	verdicts := claim.Try(s)
	require.Equal(t, "holds 1 <= 1", verdictText(verdicts[1]), "which needs no chain")
	require.Equal(t, Vacuous, verdicts[2].Outcome)
}
