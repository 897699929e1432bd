package theorems

import (
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
)

// Two outcomes that the true reward and its estimate rank in opposite ways: π = (1/3, 2/3) and π̂ = (2/3, 1/3).
func TestARewardErrorMovesTheTunedLawByItsBound(t *testing.T) {
	const opposed = `{"outcomes": ["a", "b"], "mimic": {"a": "1/2", "b": "1/2"}, "success": {"a": 0, "b": 1}, "labels": {"a": 1, "b": 0},
		"tilt": {"reward": {"a": 0, "b": 0}, "base": `
	requireRows(t, opposed+`2}}`, map[string]string{"tilt/reward-error": "holds 1/3 <= 1/3"})
	requireRows(t, opposed+`9}}`, map[string]string{"tilt/reward-error": "holds 4/5 <= 4/5"})
	// D·log₂ b is 4096 for the one and 8192 for both.
	requireRows(t, `{"outcomes": ["a", "b"], "mimic": {"a": "1/2", "b": "1/2"}, "success": {"a": 0, "b": "1/4096"},
		"labels": {"a": 0, "b": "1/8192"}, "tilt": {"base": 2, "reward": {"a": 0, "b": 0}}}`, map[string]string{"tilt/reward-error": "vacuous"})
}

func TestABoundedRewardNeedsDivergence(t *testing.T) {
	requireRows(t, `{"outcomes": ["a", "b"], "mimic": {"a": "1/2", "b": "1/2"}, "challenger": {"a": "1/3", "b": "2/3"},
		"tilt": {"base": 2, "reward": {"a": 0, "b": 1}}}`, map[string]string{
		"tilt/bounded-reward distance":   "holds 1/6 <= 1/6",
		"tilt/bounded-reward divergence": "holds 1/18 <= 5/3*ln 2 - ln 3",
	})
}

// A freak of probability 1/64 and reward 8, which the challenger gives 1/6.
func TestAFreakTakesOver(t *testing.T) {
	requireRows(t, `{"outcomes": ["usual", "freak"], "mimic": {"usual": "63/64", "freak": "1/64"},
		"challenger": {"usual": "5/6", "freak": "1/6"}, "success": {"usual": 1, "freak": 0}, "epsilon": 1,
		"tilt": {"base": 2, "reward": {"usual": 0, "freak": 8}}}`, map[string]string{
		"tilt/heavy-tail near":  "holds 5*ln 2 - 8/3*ln 3 + 5/6*ln 5 - 5/6*ln 7 <= 1",
		"tilt/heavy-tail rich":  "holds 1 <= 29/24",
		"tilt/heavy-tail value": "holds 5/6 <= 63/64",
	})
}

// The challenger takes the half of a cell that p splits evenly; the law that gives each cell the same, and divides it
// as p does, is p.
func TestAMeanOverEachCellIsNearer(t *testing.T) {
	requireRows(t, `{"outcomes": ["a", "b", "c"], "mimic": {"a": "1/4", "b": "1/4", "c": "1/2"}, "challenger": {"a": "1/2", "c": "1/2"},
		"features": {"F": {"a": "0", "b": "0", "c": "1"}}, "tilt": {"base": 2, "reward": {"a": 1, "b": 1, "c": 0}}}`, map[string]string{
		"penalty/synchrony reward":     "holds 1/2 = 1/2",
		"penalty/synchrony kl":         "holds 1/2*ln 2 = 1/2*ln 2",
		"penalty/synchrony chi-square": "holds 1/2 = 1/2",
		"penalty/synchrony le-cam":     "holds 0 < 1/3",
	})
}

func TestHardTuningUnderOtherPenalties(t *testing.T) {
	requireRows(t, `{"outcomes": ["a", "b", "c"], "mimic": {"a": "1/2", "b": "1/4", "c": "1/4"}, "challenger": {"a": 1},
		"success": {"a": 1, "b": 1, "c": "1/2"}}`, map[string]string{
		"penalty/forcing chi-square":      "holds 3/2 = 3/2",
		"penalty/forcing le-cam":          "holds 2/7 <= 2/3",
		"penalty/forcing total-variation": "holds 1/4 <= 1/2",
	})
}

// With β = 1, π* is (1/4, 3/4) and earns 1/8 more than p; in the second scenario the lower reward is dropped
// altogether.
func TestTheQuadraticOptimum(t *testing.T) {
	requireRows(t, `{"outcomes": ["a", "b"], "mimic": {"a": "1/2", "b": "1/2"}, "challenger": {"a": "1/2", "b": "1/2"},
		"tilt": {"base": 2, "reward": {"a": 0, "b": 1}}}`, map[string]string{
		"penalty/chi-square sums": "holds 1 = 1",
		"penalty/chi-square gap":  "holds 1/8 = 1/8",
	})
	// J(π*) = 1 - ½·½, J(a) = -1 - ½·2; Σ (π-π*)²/p/2 = ½·(3 + 3/2), and a falls short of λ - β = -1/2 by 1/2.
	requireRows(t, `{"outcomes": ["a", "b"], "mimic": {"a": "1/3", "b": "2/3"}, "challenger": {"a": 1},
		"tilt": {"base": 2, "reward": {"a": -1, "b": 1}}}`, map[string]string{"penalty/chi-square gap": "holds 11/4 = 11/4"})
	in := NewInstance(reading(t, `{"outcomes": ["a", "b"], "mimic": {"a": "1/3", "b": "2/3"}, "tilt": {"base": 2, "reward": {"a": -1, "b": 1}}}`))
	require.Equal(t, model.Half, in.waterLevel(in.penaltyWeight()))
}

// What fails moves to the first of two successes that p gives alike.
func TestATotalVariationPenaltyBreaksSynchrony(t *testing.T) {
	requireRows(t, `{"outcomes": ["a", "b", "c"], "mimic": {"a": "1/3", "b": "1/3", "c": "1/3"}, "challenger": {"b": 1},
		"features": {"F": {"a": "0", "b": "0", "c": "1"}}, "tilt": {"base": 2, "reward": {"a": 1, "b": 1, "c": -1}}}`, map[string]string{
		"penalty/total-variation keeps":   "fails 2/3 = 1/2",
		"penalty/total-variation optimal": "holds 2/3 = 2/3",
		"penalty/total-variation bound":   "holds 1/3 <= 2/3",
	})
}
