package theorems

import (
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/theorems/scenario"
)

// crossed returns two ways to write one product of four sums of powers as logarithms, which are equal although no
// comparison finds out.
func crossed() (left, right model.Log) {
	e := Must(model.Exp(model.One))
	factor := func(n int) model.Q { return e.Pow(n).Add(model.Whole(3)) }
	a, b, c, d := factor(257), factor(263), factor(269), factor(271)
	return model.Ln(a.Mul(b)).Add(model.Ln(c.Mul(d))), model.Ln(a.Mul(c)).Add(model.Ln(b.Mul(d)))
}

// A comparison that cannot be decided is neither a success nor a counterexample, wherever in a claim it stands.
func TestAnUndecidedComparisonIsAVerdictOfItsOwn(t *testing.T) {
	s := &scenario.Scenario{Outcomes: []string{"a"}, Mimic: model.Point(1, 0)}
	always := Hypothesis{Name: "always", Statement: "true", Holds: func(*Instance) bool { return true }}
	compare := func(in *Instance) []Sides { return in.sides(Compare(crossed())) }
	for name, claim := range map[string]Claim{
		"sides": {Hypotheses: []Hypothesis{always}, Check: compare},
		"check": {Hypotheses: []Hypothesis{always}, Check: func(in *Instance) []Sides {
			left, right := crossed()
			return in.sides(Compare(left.Max(right), right))
		}},
		"hypothesis": {Hypotheses: []Hypothesis{{Name: "h", Statement: "s", Holds: func(*Instance) bool {
			left, right := crossed()
			return left.Less(right)
		}}}, Check: compare},
	} {
		claim.Parts, claim.Expect = []Part{{Relation: Equal}}, Holds
		verdicts := claim.Try(s)
		require.Len(t, verdicts, 1, name)
		require.Equal(t, Undecided, verdicts[0].Outcome, "%s: %s", name, verdicts[0].Detail())
		require.True(t, claim.Breaks(verdicts[0]), name)
	}
}
