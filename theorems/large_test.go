package theorems

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/theorems/scenario"
)

// split replaces every outcome of the scenario by copies that no part of the scenario distinguishes.
func split(s *scenario.Scenario, copies int) *scenario.Scenario {
	var list scenario.Scenario
	shared := func(d model.Dist) model.Dist {
		var weights []model.Q
		for x := range d.Len() {
			for range copies {
				weights = append(weights, d.P(x))
			}
		}
		if weights == nil {
			return d
		}
		return Must(model.Weighted(weights...))
	}
	var chances []model.Q
	for x, name := range s.Outcomes {
		for i := range copies {
			list.Outcomes = append(list.Outcomes, fmt.Sprint(name, i))
			chances = append(chances, s.Success.At(x))
		}
	}
	list.Nature, list.Operator, list.Mimic = shared(s.Nature), shared(s.Operator), shared(s.Mimic)
	success := Must(model.NewChannel(chances...))
	list.Success, list.Tilt = &success, s.Tilt
	if s.Tilt != nil {
		tilt := Must(model.NewTilt(s.Tilt.Base(), make([]model.Reward, len(list.Outcomes))...))
		list.Tilt = &tilt
	}
	return &list
}

// If there are too many outcomes to try every event, the extreme event alone gives the same result as all events of the
// same scenario with few outcomes: no event of copies exceeds the best event of whole outcomes.
func TestTheExtremeEventStandsForAll(t *testing.T) {
	for _, text := range []string{
		`{"outcomes": ["a", "b", "c"], "nature": {"a": "1/2", "b": "1/3", "c": "1/6"}, "mimic": {"a": "1/4", "b": "1/4", "c": "1/2"},
			"operator": {"a": "1/8", "b": "3/8", "c": "1/2"}, "success": {"a": 1, "b": "1/2", "c": "1/4"}, "tilt": {"base": 2, "reward": {"a": 0, "b": 0, "c": 0}}}`,
		`{"outcomes": ["a", "b", "c"], "nature": {"a": 1}, "mimic": {"b": "5/9", "c": "4/9"},
			"operator": {"a": 1}, "success": {"a": "1/3", "b": 1, "c": "2/3"}, "tilt": {"base": "3/2", "reward": {"a": 0, "b": 0, "c": 0}}}`,
		// Softer rewards overshoot.
		`{"outcomes": ["a", "b", "c"], "nature": {"c": 1}, "mimic": {"a": "5/9", "b": "1/9", "c": "1/3"},
			"operator": {"b": 1}, "success": {"a": 0, "b": 1, "c": "2/3"}, "tilt": {"base": 2, "reward": {"a": 0, "b": 0, "c": 0}}}`,
	} {
		few := reading(t, text)
		many := split(few, 6)
		require.Greater(t, len(many.Outcomes), maxSubsets)
		for _, id := range []string{"mimic/indistinguishable", "forcing/events", "forcing/soft-between"} {
			claim, _ := Essay().Find(id)
			want, got := claim.Try(few), claim.Try(many)
			for i := range want {
				require.Equal(t, want[i].Outcome, got[i].Outcome, "%s %s", id, want[i].Name)
				require.True(t, difference(want[i].Left, want[i].Right).Equal(difference(got[i].Left, got[i].Right)),
					"%s %s: %s and %s",
					id, want[i].Name, verdictText(want[i]), verdictText(got[i]))
			}
			require.NotContains(t, want[0].Detail(), "covers", id)
			require.Contains(t, got[0].Detail(), "covers", id)
			require.NotContains(t, claim.Try(split(few, maxSubsets/len(few.Outcomes)))[0].Detail(), "covers", id)
		}
		conditioned, _ := Essay().Find("forecast/conditioned")
		v := conditioned.Try(many)[0]
		require.NotEqual(t, Failed, v.Outcome)
		require.Contains(t, v.Detail(), "not all 2^18 events")
	}
}

// With many outcomes the events are single outcomes, their complements, the cells of features and all, until one is
// enough.
func TestEventsOfManyOutcomes(t *testing.T) {
	s := &scenario.Scenario{}
	var cells []string
	for x := range maxSubsets + 1 {
		s.Outcomes = append(s.Outcomes, fmt.Sprint("x", x))
		cells = append(cells, fmt.Sprint(x%2))
	}
	s.Features = []scenario.Feature{scenario.NewFeature("parity", cells)}
	in := NewInstance(s)
	k := in.k()
	var want []model.Event
	for x := range k {
		want = append(want, model.NewEvent(x), model.NewEvent(x).Not(k))
	}
	want = append(want, s.Features[0].Event(0), s.Features[0].Event(1), model.AllOutcomes(k))
	var got []model.Event
	for e := range in.events() {
		got = append(got, e)
	}
	require.Equal(t, want, got)
	for limit := range len(want) {
		taken := 0
		for range in.events() {
			if taken++; taken > limit {
				break
			}
		}
		require.Equal(t, limit+1, taken)
	}

	require.Contains(t, in.someEvents(), "not all 2^13 events")

	s.Outcomes = s.Outcomes[:maxSubsets]
	require.Empty(t, NewInstance(s).someEvents())
	seen := map[model.Event]bool{}
	for e := range NewInstance(s).events() {
		seen[e] = true
	}
	require.Len(t, seen, 1<<maxSubsets, "of few every event, and each once")
}

// If there are too many seeds to try one by one, they are counted by the seeds at which the outcome changes.
func TestManySeedsAreCountedWithoutTryingEach(t *testing.T) {
	for _, weights := range [][]int64{{4097, 0, 1}, {1, 1, 4096}, {0, 5000, 0, 7}, {1 << 40, 3, 1 << 50}, {9001},
		{4095, 1}, {4096, 1}} {
		q := Must(model.Counts(weights...))
		in := NewInstance(&scenario.Scenario{Outcomes: make([]string, len(weights)), Mimic: q})
		d := model.Ratio(model.Seeds(q), model.NewInt(1))
		for x, count := range in.countSeeds(q) {
			require.Equal(t, d.Mul(q.P(x)), count, "outcome %d of %v", x, weights)
		}
	}
}

func TestThresholdsAreThePositiveValuesRising(t *testing.T) {
	values := newDistribution(map[string]model.Q{"a": model.Half, "b": model.Zero, "c": model.Frac(1, 3),
		"d": model.Whole(2)}, nil)
	in := &Instance{Scenario: &scenario.Scenario{}}
	require.Equal(t, []model.Q{model.Frac(1, 3), model.Half, model.Whole(2)}, in.thresholds(values))
	require.Equal(t, []model.Q{model.One}, in.thresholds(newDistribution(map[string]model.Q{"zero": model.Zero}, nil)))
	in.Epsilon = &model.Half
	require.Equal(t, []model.Q{model.Half}, in.thresholds(values))
}

// A refuted claim may fail. Its parts that hold may not, nor may any part without sides to compare.
func TestWhatBreaksAClaim(t *testing.T) {
	failed := func(p Part, s Sides) Verdict { return Verdict{Part: p, Outcome: Failed, Sides: s} }
	sides := CompareQ(model.One, model.Zero)
	for _, test := range []struct {
		claim, part Expectation
		verdict     Verdict
		breaks      bool
	}{
		{Holds, "", failed(Part{}, sides), true},
		{Refuted, "", failed(Part{}, sides), false},
		{Refuted, "", failed(Part{}, Sides{}), true},
		{Refuted, "", failed(Part{Expect: Holds}, sides), true},
		{Holds, "", failed(Part{Expect: Refuted}, sides), false},
		{Exists, "", failed(Part{}, sides), true},
		{Holds, "", Verdict{Outcome: Held, Sides: sides}, false},
		{Refuted, "", Verdict{Outcome: Vacuous}, false},
	} {
		require.Equal(t, test.breaks, (&Claim{Expect: test.claim}).Breaks(test.verdict), "%+v", test)
	}
}

// The part of a rival does not break if it does not apply to the instance, as the claim's own part would not.
func TestARivalOfAPartThatIsNotAskedForIsVacuous(t *testing.T) {
	for id, text := range map[string]string{
		"forcing/soft-path":   `{"outcomes": ["a"], "mimic": {"a": 1}, "success": {"a": "1/2"}, "tilt": {"base": 2, "reward": {"a": 0}}}`,
		"forcing/rejection":   `{"outcomes": ["a"], "mimic": {"a": 1}, "success": {"a": "1/2"}}`,
		"forcing/soft-path ":  `{"outcomes": ["a"], "mimic": {"a": 1}, "success": {"a": 0}, "tilt": {"base": 2, "reward": {"a": 0}}}`,
		"forcing/soft-path  ": `{"outcomes": ["a", "b"], "mimic": {"a": 1}, "success": {"a": "1/2", "b": 1}, "tilt": {"base": 2, "reward": {"a": 0, "b": 0}}}`,
	} {
		claim, _ := Essay().Find(strings.TrimSpace(id))
		in := NewInstance(reading(t, text))
		for _, r := range claim.Rivals {
			rival := claim.As(r)
			if v := rival.Conclude(in)[0]; len(claim.Parts[r.Part].Hypotheses) > 0 {
				require.Equal(t, Vacuous, v.Outcome, "%s, %s: %s", id, r.Name, v.Detail())
			}
		}
	}
}

func TestScenariosReadBackFromJSON(t *testing.T) {
	require.True(t, json.Valid(scenario.Schema(nil)))
	examples, err := scenario.Examples()
	require.NoError(t, err)
	for _, s := range examples {
		var back scenario.Scenario
		require.NoError(t, json.Unmarshal(s.Format(), &back))
		require.Equal(t, string(s.Format()), string(back.Format()))
	}
	var back scenario.Scenario
	require.ErrorContains(t, json.Unmarshal([]byte(`{"outcomes": []}`), &back), "scenario")
	_, ok := Essay().Find("no/such-claim")
	require.False(t, ok)
}

// decimalRewards is a scenario of k outcomes with rewards of three decimals at β = 1/10.
func decimalRewards(k int) *scenario.Scenario {
	chance := rand.New(rand.NewPCG(1, 2))
	upTo := func(n int64) int64 { return chance.Int64N(n + 1) }
	s := &scenario.Scenario{Tolerance: &model.Half}
	var p, q []int64
	var success []model.Q
	var rewards []model.Reward
	var topics, lengths []string
	var danger model.Event
	for x := range k {
		s.Outcomes = append(s.Outcomes, fmt.Sprint("x", x))
		p, q = append(p, 1+upTo(999)), append(q, 1+upTo(999))
		success = append(success, model.Frac(upTo(100), 100))
		rewards = append(rewards, model.Reward{Value: model.Frac(upTo(1000), 1000)})
		topics, lengths = append(topics, fmt.Sprint(upTo(2))), append(lengths, fmt.Sprint(1+upTo(8)))
		if upTo(9) == 0 {
			danger = danger.With(x)
		}
	}
	s.Mimic, s.Operator, s.Danger = Must(model.Counts(p...)), Must(model.Counts(q...)), &danger
	s.Features = []scenario.Feature{scenario.NewFeature("topic", topics), scenario.NewFeature("length", lengths)}
	channel := Must(model.NewChannel(success...))
	tilt := Must(model.NewTilt(Must(model.Exp(model.Whole(10))), rewards...))
	s.Success, s.Tilt = &channel, &tilt
	return s
}

// Sums of powers of e multiply to sums of many more terms. Comparing them by enclosures first, and never adding what
// has different denominators, keeps this in bounds.
func TestManyDecimalRewardsAtTheTrueBeta(t *testing.T) {
	s, tried := decimalRewards(40), 0
	for _, claim := range Essay() {
		for _, v := range claim.Try(s) {
			require.False(t, claim.Breaks(v), "%s %s: %s", claim.ID, v.Name, v.Detail())
			require.Less(t, len(v.Detail()), 2000, claim.ID)
			if v.Settled() {
				require.Less(t, len(v.Comparison()), 2000, claim.ID)
				tried++
			}
		}
	}
	require.Greater(t, tried, 60)
}

func BenchmarkManyDecimalRewards(b *testing.B) {
	s := decimalRewards(256)
	for _, id := range []string{"tilt/path", "tilt/rounds", "tilt/covariance", "tilt/prompted", "forcing/soft-path"} {
		b.Run(id, func(b *testing.B) {
			claim, _ := Essay().Find(id)
			for b.Loop() {
				claim.Try(s)
			}
		})
	}
}
