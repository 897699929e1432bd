package theorems

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/theorems/scenario"
)

// The laws of a tuning are those that the claims compare.
func TestTuningAgreesWithTheClaims(t *testing.T) {
	for _, name := range []string{"persuasion", "flattery", "keeps-genre", "genre", "overshoot"} {
		s := example(t, name)
		tuning, err := NewTuning(&s, nil, 1, 2, 3)
		require.NoError(t, err)
		in := NewInstance(&s)
		if s.Success != nil {
			require.True(t, tuning.Success.Equal(Must(s.Success.Posterior(in.P()))))
			require.True(t, tuning.Hard.Equal(s.Success.HardLimit(in.P())))
			require.True(t, tuning.C.Equal(tuning.Success.Prob(s.Success.ForcingSet())))
			for i, remedy := range tuning.Remedied {
				require.True(t, model.TotalVariation(tuning.P, remedy.Law).Add(*remedy.FromSuccess).
					Equal(model.TotalVariation(tuning.P, tuning.Success)), "forcing/remedy: on the segment, %d", i)
			}
			require.True(t, tuning.Rounds[0].Law.Equal(tuning.Success), "one round of rejection is success")
		}
		require.True(t, tuning.BestOf[0].Law.Equal(tuning.P), "the best of one draw is any")
		for i, n := range []int{1, 2, 3} {
			if s.Tilt != nil {
				require.True(t, tuning.BestOf[i].Law.Equal(in.bestDrawn(n)), "%s: best of %d", name, n)
			}
		}
		for i, at := range tuning.Along {
			tilt := Must(model.NewTilt(at.Base, NewInstance(&s).rewardsOrShortfall()...))
			for x := range in.k() {
				require.True(t, at.Law.P(x).Mul(in.P().Expect(tilt.Factors())).Equal(in.P().P(x).Mul(tilt.Factor(x))))
			}
			if i > 0 {
				require.LessOrEqual(t, tuning.Along[i-1].KL.Cmp(at.KL), 0, "tilt/path: divergence")
				require.LessOrEqual(t, tuning.Along[i-1].Reward.Cmp(at.Reward), 0, "tilt/path: reward")
			}
		}
	}
}

// The law at the true β is that of floats.
func TestTuningAtTheTrueBeta(t *testing.T) {
	s := reading(t, `{"outcomes": ["a", "b", "c"], "mimic": {"a": "1/2", "b": "1/3", "c": "1/6"},
		"tilt": {"beta": "1/10", "reward": {"a": "0.37", "b": "-inf", "c": "1/4"}}}`)
	tuning, err := NewTuning(s, []model.Q{model.Frac(1, 10), model.Frac(7, 3)})
	require.NoError(t, err)
	for i, beta := range []float64{0.1, 7.0 / 3} {
		a, c := math.Exp(0.37/beta)/2, math.Exp(0.25/beta)/6
		require.InDelta(t, a/(a+c), tuning.Along[i].Law.P(0).Float64(), 1e-14)
		require.InDelta(t, (0.37*a+0.25*c)/(a+c), tuning.Along[i].Reward.Float64(), 1e-14)
	}
	require.Equal(t, model.Point(3, 0).String(), tuning.Hard.String())
	_, err = NewTuning(&scenario.Scenario{Outcomes: []string{"a"}}, nil)
	require.EqualError(t, err, "the scenario has no mimic")
}
