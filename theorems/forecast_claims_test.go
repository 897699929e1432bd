package theorems

import (
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/theorems/scenario"
)

// Four fifths of the good texts mention helping, and one fifth of the bad ones.
const mentions = `{"outcomes": ["good helping", "good plain", "bad helping", "bad plain"],
	"mimic": {"good helping": "2/5", "good plain": "1/10", "bad helping": "1/10", "bad plain": "2/5"},
	"features": {"helping": {"good helping": "yes", "good plain": "no", "bad helping": "yes", "bad plain": "no"},
		"sentiment": {"good helping": "good", "good plain": "good", "bad helping": "bad", "bad plain": "bad"}},
	"tilt": {"base": 4, "reward": {"good helping": 1, "good plain": 1, "bad helping": 0, "bad plain": 0}}}`

func TestAProxyIsKeptGivenTheGoalAndTheirCorrelationIsNot(t *testing.T) {
	requireRows(t, mentions, map[string]string{
		"forecast/proxy":       "holds 4/5 = 4/5",
		"forecast/correlation": "fails 9/25 <= 9/34",
	})
	// One feature has no proxy, and a tilt that forbids the bad outcomes leaves a goal that does not vary.
	requireRows(t, `{"outcomes": ["a", "b"], "mimic": {"a": "1/2", "b": "1/2"}, "features": {"F": {"a": "0", "b": "1"}},
		"tilt": {"base": 2, "reward": {"a": 0, "b": 1}}}`, map[string]string{
		"forecast/proxy":       "inapplicable",
		"forecast/correlation": "inapplicable",
	})
	s := example(t, "sentiment")
	requireRows(t, string(s.Format()), map[string]string{
		"forecast/proxy":       "holds 1/5 = 1/5",
		"forecast/correlation": "vacuous",
	})
}

// The squared correlation by its definition, from indicators of the last cells.
func TestTheSquaredCorrelationIsCovarianceSquaredOverVariances(t *testing.T) {
	f := scenario.NewFeature("F", []string{"0", "0", "1", "1"})
	g := scenario.NewFeature("G", []string{"0", "1", "0", "1"})
	varied := 0
	for _, d := range laws(4, 6) {
		indicator := func(f scenario.Feature, x int) model.Q { return model.Whole(int64(f.Cell(x))) }
		var meanF, meanG, covariance, varianceF, varianceG model.Q
		for x := range 4 {
			meanF = meanF.Add(d.P(x).Mul(indicator(f, x)))
			meanG = meanG.Add(d.P(x).Mul(indicator(g, x)))
		}
		for x := range 4 {
			df, dg := indicator(f, x).Sub(meanF), indicator(g, x).Sub(meanG)
			covariance = covariance.Add(d.P(x).Mul(df).Mul(dg))
			varianceF = varianceF.Add(d.P(x).Mul(df).Mul(df))
			varianceG = varianceG.Add(d.P(x).Mul(dg).Mul(dg))
		}
		square, ok := squaredCorrelation(d, f, g)
		require.Equal(t, varianceF.Sign() > 0 && varianceG.Sign() > 0, ok, "%s", d)
		if ok {
			varied++
			require.Equal(t, covariance.Mul(covariance).Div(varianceF.Mul(varianceG)).String(), square.String(), "%s", d)
		}
	}
	require.Greater(t, varied, 50)
}
