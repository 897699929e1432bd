package theorems

import (
	"mimics/theorems/scenario"
	"testing"

	"github.com/stretchr/testify/require"
)

// The essay's numbers for its examples, and numbers computed by hand: sides of claims, exactly.
var exampleNumbers = map[string]map[string]string{
	// P(good | 4.8 stars) is 3/4 before and after tuning. The operator's own 4/5 is wrong by 1/20, ten times its
	// overall error of 1/200, since one book in ten has that rating.
	"books rated 4.8 stars": {
		"tilt/conditioning":     "holds 3/4 = 3/4",
		"tilt/synchrony":        "holds 3/4 = 3/4",
		"tilt/softness segment": "holds 9/10 = 9/10",
		"forecast/conditioned":  "holds 1/20 <= 1/20",
		"forecast/rare":         "fails 1/20 <= 1/200",
	},
	// After two books the weights are 8/9, 1/9 and 24/25, 1/25.
	"genre and enjoyment": {
		"mimic/bayes ratio":       "holds 97/200 = 97/200",
		"merging/identity":        "holds 379/7200 = 379/7200",
		"merging/energy kappa":    "holds 68702470860014096108981/1373235792891852162008736 <= 32/243",
		"tilt/synchrony":          "holds 97/125 = 97/125",
		"tilt/softness mixture":   "holds 97/150 = 97/150",
		"tilt/softness lambda-to": "holds 5/9 <= 1",
		"tilt/conditioning":       "vacuous",
	},
	// P(R=0) = 12/25 + 13/100 + 1/100 = 31/50. The forcing set has 1/62 of it.
	"the flattery that desynchronises": {
		"forcing/gap":             "holds 61/62 = 61/62",
		"forcing/events every":    "holds 61/62 <= 61/62",
		"forcing/is-conditioning": "fails 1 = 1/62",
		"forcing/optimum cost":    "holds -2*ln 2 - 2*ln 5 = -2*ln 2 - 2*ln 5",
	},
	// Half of the positive texts mention helping often; a challenger who writes only those pays ln 2.
	"sentiment and helping": {
		"tilt/conditioning": "holds 1/5 = 1/5",
		"tilt/synchrony":    "holds 1/5 = 1/5",
		"tilt/optimum":      "holds ln 2 = ln 2",
	},
	// Success is rarer than 1/20, no topic has more than 1/10 of it, and yet the tuned mimic argues that the sky is
	// blue.
	"persuasion and the blue sky": {
		"forcing/persuasion rare":      "holds 3/143 <= 1/20",
		"forcing/persuasion varied":    "holds 2/21 <= 1/10",
		"forcing/persuasion one-topic": "holds 1 = 1",
		"forcing/persuasion far":       "holds 9/10 <= 20/21",
		"forcing/gap":                  "holds 20/21 = 20/21",
	},
	"synchronised forecasts of a rare event": {
		"forecast/rare":            "fails 1/2 <= 1/36",
		"forecast/conditioned":     "holds 1/2 <= 1/2",
		"merging/identity":         "holds 7/144 = 7/144",
		"merging/energy kappa":     "holds 7/54 <= 4/27",
		"merging/budget prior":     "holds 7/144*ln 3 <= 1/18*ln 3",
		"merging/budget constant":  "holds 7/144*ln 3 <= ln 3",
		"merging/budget pinsker":   "holds 997/484704 <= 7/144*ln 3",
		"merging/finite-dominance": "vacuous",
	},
	// No common start state, and the same source from the second step on. In one direction the first outcome costs at
	// most 3/2, in the other 4/3.
	"openings that differ before the same hand": {
		"merging/identity":                   "holds 1/6 = 1/6",
		"merging/energy kappa":               "vacuous",
		"merging/budget prior":               "vacuous",
		"merging/budget constant":            "holds -3/2*ln 2 + ln 3 <= -ln 2 + ln 3",
		"merging/budget pinsker":             "holds 1/18 <= -3/2*ln 2 + ln 3",
		"merging/identical-support operator": "holds -3/2*ln 2 + ln 3 <= -ln 2 + ln 3",
		"merging/identical-support mimic":    "holds 5/3*ln 2 - ln 3 <= 2*ln 2 - ln 3",
		"dominance/constant histories":       "holds 3/2 <= 3/2",
	},
	"two coins that never merge": {
		"merging/finite-dominance": "fails 1/6 = 0",
		"merging/budget chain":     "vacuous",
	},
	// Among enjoyed books genre stays at 3/5 fantasy, and flattery rises from 1/10 to 9/10.
	"control that keeps genre and loses flattery": {
		"tilt/one-feature": "fails 9/10 = 1/10",
	},
	// At base 2 the soft optimum is 5/25, 8/25, 12/25: the guess has more probability than under p, 1/3, and than at
	// the end, 0.
	"a softer reward that overshoots": {
		"forcing/soft-between events":  "fails 12/25 <= 1/3",
		"forcing/soft-between segment": "fails 233/225 = 8/9",
		"forcing/gap":                  "holds 2/3 = 2/3",
	},
	// Nature writes kind letters 2/5 of the time, the mimic 3/5, the challenger 1/10: the worse one is on the same side
	// of one half as nature.
	"a better mimic with a larger gap": {
		"transfer/bound not-worse": "holds 0 <= 1/5",
		"transfer/bound bound":     "holds 1/5 <= 2/5",
		"transfer/shrinks":         "fails 1/5 <= 0",
	},
	// Each of three features pays 1/4 at a step of its own, more than the ½·ln 2 that they would have to share.
	"three features that each tell two authors apart once": {
		"rates/one-budget":                  "fails 3/4 <= 1/2*ln 2",
		"rates/shared-budget own-past":      "holds 1 <= 25/8*ln 2",
		"rates/shared-budget from-outcomes": "holds 1/4 <= 1/2*ln 2",
	},
	"a fair coin inside an urn's closed support": {
		"features/topological-support": "fails 1/2 = 0",
	},
	// The distance that the operator expects is 7/16 at first and 15/32 after one observation.
	"an observation that drives the forecasts apart": {
		"merging/steady":     "fails 15/32 <= 7/16",
		"merging/doubling":   "holds 15/32 <= 7/8",
		"merging/martingale": "holds 1 = 1",
	},
	"order that shows at the third letter": {
		"features/exchangeable-inherits": "vacuous",
		"features/tower":                 "holds 1 = 1",
	},
	// At β = 1/10 the weights of what is not forbidden are 15/100·e^9.8, 55/100·e^6.2 and 28/100·e^3.7.
	"a reward model that likes flattery": {
		"forcing/gap":             "holds 262/337 = 262/337",
		"forcing/is-conditioning": "fails 1 = 75/337",
		"tilt/rounds composes": "holds 55*e^(5/2)/(15*e^(61/10) + 55*e^(5/2) + 28) = " +
			"55*e^(5/2)/(15*e^(61/10) + 55*e^(5/2) + 28)",
	},
	"a hidden detail that decides the next feature": {
		"features/limited-is-full": "fails 1/2 = 0",
		"features/tower":           "holds 1 = 1",
	},
}

func TestTheExamplesComeOutAsTheEssaySays(t *testing.T) {
	examples, err := scenario.Examples()
	require.NoError(t, err)
	require.Len(t, examples, len(exampleNumbers))
	for i := range examples {
		s := &examples[i]
		numbers, ok := exampleNumbers[s.Name]
		require.True(t, ok, s.Name)
		seen := 0
		for _, c := range Essay() {
			for _, v := range c.Try(s) {
				name := c.ID
				if v.Name != "" {
					name += " " + v.Name
				}
				if c.Expect == Holds {
					require.NotEqual(t, Failed, v.Outcome, "%s: %s: %s", s.Name, name, v.Detail())
				}
				if want, ok := numbers[name]; ok {
					seen++
					require.Equal(t, want, verdictText(v), "%s: %s", s.Name, name)
				}
			}
		}
		require.Equal(t, len(numbers), seen, "%s: numbers that no claim gave", s.Name)
	}
}

func verdictText(v Verdict) string {
	text := string(v.Outcome)
	if v.Settled() {
		text += " " + v.Left.String() + " " + string(v.Relation) + " " + v.Right.String()
	}
	return text
}

func TestTheRareEventStaysFarWhileForecastsMerge(t *testing.T) {
	s := example(t, "rare")
	claim, _ := Essay().Find("forecast/rare")
	for n, want := range []string{"1/8", "1/12", "1/20", "1/36"} {
		along := s
		along.History = s.History[:n]
		v := claim.Try(&along)[0]
		require.Equal(t, "1/2", v.Left.String())
		require.Equal(t, want, v.Right.String())
	}
	require.Equal(t, "along the history TV = 1/8, 1/12, 1/20, 1/36, given {a,b} TV = 1/2, 1/2, 1/2, 1/2",
		claim.Try(&s)[0].Detail())
}

func example(t *testing.T, name string) scenario.Scenario {
	s, err := scenario.Example(name + ".json")
	require.NoError(t, err)
	return s
}

// If the forcing set is out of reach, the report says so, and so does the failure of the claim.
func TestNoForcingSetIsAClearAnswer(t *testing.T) {
	s, err := scenario.Read("half", []byte(`{"outcomes": ["a"], "mimic": {"a": 1}, "success": {"a": "1/2"}, "challenger": {"a": 1}}`))
	require.NoError(t, err)
	for id, want := range map[string]string{
		"forcing/gap":     "; without it the claim fails: 0 ≠ 1",
		"forcing/optimum": "; without it there is nothing to compare",
	} {
		claim, _ := Essay().Find(id)
		for _, v := range claim.Try(&s) {
			require.Equal(t, Vacuous, v.Outcome)
			require.Equal(t, "forcing-set-reachable does not hold: "+ForcingSetReachable.Statement+want, v.Detail())
		}
	}
}

// If a scenario is too large to enumerate, the report says what was covered, and its numbers are still exact.
func TestLargeScenariosSayWhatTheyCover(t *testing.T) {
	s := example(t, "genre")
	s.Horizon = 400
	claim, _ := Essay().Find("merging/martingale")
	v := claim.Try(&s)[0]
	require.Equal(t, Held, v.Outcome)
	require.Equal(t, "covers 21 of 400 steps", v.Detail())
}
