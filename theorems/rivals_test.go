package theorems

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
)

// Each part of a claim that holds has a rival of its own: an engine that cannot tell the part from the rival says
// little about the part.
func TestEveryPartHasARival(t *testing.T) {
	for _, claim := range Essay() {
		for i, part := range claim.Parts {
			tried := slices.ContainsFunc(claim.Rivals, func(r Rival) bool { return r.Part == i })
			require.True(t, tried || claim.Expect != Holds, "%s has no rival for its part %q", claim.ID, part.Name)
		}
	}
}

// A rival with another right side keeps the left one of the check.
func TestARivalCanChangeTheRightSide(t *testing.T) {
	s := reading(t, `{"outcomes": ["a", "b"], "mimic": {"a": "1/2", "b": "1/2"}, "success": {"a": 1, "b": "1/2"}}`)
	gap, _ := Essay().Find("forcing/gap")
	rival := gap.As(Rival{Name: "half of 1 - c", Right: times(1, 2)})
	v := rival.Conclude(NewInstance(s))
	require.Len(t, v, 1)
	require.Equal(t, "1/3 ≠ 1/6", v[0].Comparison())
}

// A scenario is degenerate if the laws that a claim compares are one by construction.
func TestDegenerateScenarios(t *testing.T) {
	for _, c := range []struct {
		claim, text string
		degenerate  bool
	}{
		{"forcing/gap", `{"outcomes": ["a"], "mimic": {"a": 1}, "success": {"a": 1}}`, true},
		{"forcing/soft-path", `{"outcomes": ["a", "b"], "mimic": {"a": "1/2", "b": "1/2"}, "success": {"a": 1, "b": 1},
			"tilt": {"base": 2, "reward": {"a": 0, "b": 0}}}`, true},
		{"forcing/gap", `{"outcomes": ["a", "b"], "mimic": {"a": "1/2", "b": "1/2"}, "success": {"a": 1, "b": 0}}`, false},
		{"tilt/path", `{"outcomes": ["a", "b"], "mimic": {"a": 1}, "tilt": {"base": 2, "reward": {"a": 0, "b": 1}}}`, true},
		{"tilt/path", `{"outcomes": ["a", "b"], "mimic": {"a": "1/2", "b": "1/2"}, "tilt": {"base": 2, "reward": {"a": 0, "b": 1}}}`, false},
		{"forecast/conditioned", `{"outcomes": ["a", "b"], "operator": {"a": 1}, "mimic": {"a": 1}}`, true},
		{"forecast/conditioned", `{"outcomes": ["a", "b"], "operator": {"a": 1}, "mimic": {"b": 1}}`, false},
		{"mimic/indistinguishable", `{"outcomes": ["a", "b"], "nature": {"a": 1}, "mimic": {"a": 1}}`, true},
		// Two names of one source.
		{"merging/budget", `{"outcomes": ["a", "b"], "sources": {"s": {"emit": {"a": 1}}, "t": {"emit": {"a": 1}}},
			"operator": {"s": 1}, "mimic": {"t": 1}, "horizon": 2}`, true},
	} {
		claim, _ := Essay().Find(c.claim)
		s := reading(t, c.text)
		require.Equal(t, c.degenerate, claim.Degenerate(NewInstance(s)), "%s on %s", c.claim, c.text)
	}
}

// Of two pairs that hold, the one whose sides tell something is the tightest, and a pair that fails comes before both.
func TestATightestPairTellsSomething(t *testing.T) {
	q := func(n, d int64) model.Log { return model.Rational(model.Frac(n, d)) }
	for _, relation := range []Relation{AtMost, Equal} {
		tight := Tightest{Relation: relation}
		require.True(t, tight.Consider(q(0, 1), q(0, 1)))
		require.True(t, tight.Consider(q(1, 2), q(1, 2)))
		require.False(t, tight.Consider(q(0, 1), q(0, 1)))
		require.False(t, tight.ConsiderTrivial(q(1, 1), q(1, 1)))
		require.True(t, tight.Consider(q(1, 3), q(0, 1)))
		require.False(t, tight.Consider(q(1, 2), q(1, 2)))
	}
	bound := Tightest{Relation: AtMost}
	require.True(t, bound.ConsiderTrivial(q(1, 1), q(1, 1)))
	require.True(t, bound.Consider(q(1, 3), q(1, 1)), "any other pair comes before a trivial one")
}
