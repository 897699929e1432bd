package theorems

import (
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
)

// coinTossed twice draws independently. In branches the first outcome is repeated for ever.
const (
	coinTossed = `{"outcomes": ["a", "b"], "mimic": {"a": "1/2", "b": "1/2"}, "horizon": 2,
		"success": {"a": "1/2", "b": 1}, "tilt": {"base": 2, "reward": {"a": 0, "b": 1}}}`
	branches = `{"outcomes": ["a", "b"], "sources": {"first": {"emit": {"a": "1/2", "b": "1/2"}, "next": {"a": "as", "b": "bs"}},
		"as": {"emit": {"a": 1}}, "bs": {"emit": {"b": 1}}}, "mimic": {"first": 1}, "horizon": 2,
		"success": {"a": "1/2", "b": 1}, "tilt": {"base": 2, "reward": {"a": 0, "b": 1}}}`
)

func TestTokensMultiplyToTheTunedSequence(t *testing.T) {
	requireRows(t, coinTossed, map[string]string{
		"tilt/sequence value":       "holds 9/4 = 9/4",
		"tilt/sequence product":     "holds 1/9 = 1/9",
		"forcing/sequence token":    "holds 1/3 = 1/3",
		"forcing/sequence sequence": "holds 5/9 = 5/9", // 1 - (2/3)²
		"forcing/token-by-token":    "fails 1 = 4/9",
	})
	requireRows(t, branches, map[string]string{
		"tilt/sequence value":       "holds 5/2 = 5/2",
		"tilt/sequence product":     "holds 1/5 = 1/5",
		"forcing/sequence token":    "holds 1/5 = 1/5",
		"forcing/sequence sequence": "holds 1/5 = 1/5",
		"forcing/token-by-token":    "fails 1 = 4/5",
	})
}

// Independent draws need no value of what follows: the token's own factor is enough. If the first token decides the
// second, it is not.
func TestATokensOwnFactorIsEnoughForIndependentDrawsOnly(t *testing.T) {
	claim, _ := Essay().Find("tilt/sequence")
	i := 2
	require.Equal(t, "the token's own factor, normalised", claim.Rivals[i].Name)
	rival := claim.As(claim.Rivals[i])
	require.Equal(t, "holds 1/9 = 1/9", verdictText(rival.Conclude(NewInstance(reading(t, coinTossed)))[0]))
	require.Equal(t, "fails 1/3 = 1/5", verdictText(rival.Conclude(NewInstance(reading(t, branches)))[0]))
}

// The length of the sequences that are enumerated falls with the length of the factors.
func TestLongFactorsShortenTheSequences(t *testing.T) {
	s := wide(2, 0, 2)
	s.Horizon = 12
	for _, test := range []struct{ reward, steps int }{{1, 12}, {100, 10}, {4000, 3}} {
		tilt := Must(model.NewTilt(model.Whole(2), model.Reward{}, model.WholeReward(int64(test.reward))))
		s.Tilt = &tilt
		in := NewInstance(s)
		require.Equal(t, test.steps, in.tokenSteps(in.Tilt.Factors()), "%d", test.reward)
		require.Len(t, in.tokenTree(in.Tilt.Factors()).nodes, 1<<(test.steps+1)-1)
	}
}

func TestTuningPaysForItsDivergence(t *testing.T) {
	requireRows(t, coinTossed, map[string]string{
		"tilt/budget divergence": "holds 5/3*ln 2 - ln 3 <= 1/6*ln 2",
		"tilt/budget both-ways":  "holds 1/6*ln 2 = 1/6*ln 2",
	})
	requireRows(t, `{"outcomes": ["a", "b"], "mimic": {"a": "1/2", "b": "1/2"}, "tilt": {"base": 2, "reward": {"a": 0, "b": "-inf"}}}`,
		map[string]string{
			"tilt/budget divergence": "holds ln 2 <= inf",
			"tilt/budget both-ways":  "holds inf = inf",
		})
}

// Half of the prompts are x, whose completion b fails; both completions of y succeed.
func TestTuningByPromptKeepsTheirLaw(t *testing.T) {
	requireRows(t, `{"outcomes": ["x a", "x b", "y a", "y b"],
		"mimic": {"x a": "1/4", "x b": "1/4", "y a": "1/4", "y b": "1/4"}, "horizon": 2,
		"features": {"prompt": {"x a": "x", "x b": "x", "y a": "y", "y b": "y"}},
		"tilt": {"base": 2, "reward": {"x a": 0, "x b": "-inf", "y a": 0, "y b": 0}}}`, map[string]string{
		"tilt/prompted given":           "holds 1 = 1",
		"tilt/prompted tv":              "holds 1/6 = 1/6",
		"tilt/prompted kl":              "holds 5/3*ln 2 - ln 3 = 5/3*ln 2 - ln 3",
		"tilt/best-of-n-synchrony kept": "vacuous",
	})
}

func TestBestOfNKeepsForecastsGivenWhatDecides(t *testing.T) {
	requireRows(t, `{"outcomes": ["a", "b", "c"], "mimic": {"a": "1/2", "b": "1/4", "c": "1/4"}, "horizon": 2,
		"features": {"F": {"a": "0", "b": "0", "c": "1"}}, "tilt": {"base": 2, "reward": {"a": 0, "b": 0, "c": 1}}}`,
		map[string]string{
			"tilt/best-of-n-synchrony kept":    "holds 2/3 = 2/3",
			"tilt/best-of-n-synchrony feature": "holds 9/16 = 9/16",
		})
}
