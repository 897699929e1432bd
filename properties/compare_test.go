package properties_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/properties"
	"mimics/theorems"
)

// known is a result with all that can change.
func known() properties.Result {
	return properties.Result{
		ID: "forcing/gap", Expect: theorems.Holds, Verdict: properties.AsExpected,
		Rivals:    []properties.Refutation{{Name: "c for 1-c", Refuted: true}, {Name: "< for =", Refuted: true}},
		Necessity: []properties.Necessity{{Hypothesis: "success-happens", Status: properties.Needed}},
	}
}

func TestEveryKindOfChangeIsTold(t *testing.T) {
	refuted := func(refuted bool) func(*properties.Result) {
		return func(r *properties.Result) { r.Rivals[1].Refuted = refuted }
	}
	verdict := func(v properties.Conclusion) func(*properties.Result) {
		return func(r *properties.Result) { r.Verdict = v }
	}
	status := func(s properties.Status) func(*properties.Result) {
		return func(r *properties.Result) { r.Necessity[0].Status = s }
	}
	expect := func(e theorems.Expectation) func(*properties.Result) {
		return func(r *properties.Result) { r.Expect = e }
	}
	fewerRivals := func(r *properties.Result) { r.Rivals = r.Rivals[:1] }
	fewerHypotheses := func(r *properties.Result) { r.Necessity = nil }
	same := func(*properties.Result) {}
	for _, c := range []struct {
		before, after func(*properties.Result)
		direction     properties.Direction
		says          string
	}{
		{same, verdict(properties.Regression), properties.Worse, "the verdict is regression, was as expected"},
		{same, verdict(properties.VacuousClaim), properties.Worse, "the verdict is vacuous, was as expected"},
		{same, verdict(properties.NotRun), properties.Worse, "the verdict is not run, was as expected"},
		{verdict(properties.Regression), same, properties.Better, "the verdict is as expected, was regression"},
		{verdict(properties.Regression), verdict(properties.VacuousClaim), properties.Other, "the verdict is vacuous, was regression"},
		{same, refuted(false), properties.Worse, `the rival "< for =" is no longer refuted`},
		{refuted(false), same, properties.Better, `the rival "< for =" is refuted, was not`},
		{same, fewerRivals, properties.Worse, `the rival "< for =" is gone, was refuted`},
		{refuted(false), fewerRivals, properties.Other, `the rival "< for =" is gone, was not refuted`},
		{fewerRivals, same, properties.Other, `the rival "< for =" is new, and refuted`},
		{fewerRivals, refuted(false), properties.Other, `the rival "< for =" is new, and not refuted`},
		{same, status(properties.NotNeeded), properties.Worse,
			"the hypothesis success-happens is not needed up to scope, was needed"},
		{status(properties.NotNeeded), same, properties.Better,
			"the hypothesis success-happens is needed, was not needed up to scope"},
		{same, fewerHypotheses, properties.Other, "the hypothesis success-happens is gone, was needed"},
		{fewerHypotheses, same, properties.Other, "the hypothesis success-happens is new, and needed"},
		{same, expect(theorems.Refuted), properties.Other, "the theory says refuted, said holds"},
	} {
		before, after := known(), known()
		c.before(&before)
		c.after(&after)
		want := []properties.Change{{Claim: "forcing/gap", Direction: c.direction, Says: c.says}}
		require.Equal(t, want, properties.Compare([]properties.Result{before}, []properties.Result{after}, nil))
	}
}

func TestClaimsAreToldThatAreNewOrGone(t *testing.T) {
	other := known()
	other.ID = "tilt/path"
	one, both := []properties.Result{known()}, []properties.Result{known(), other}
	always, never := func(string) bool { return true }, func(string) bool { return false }
	require.Empty(t, properties.Compare(both, both, always), "nothing changed")
	require.Equal(t, []properties.Change{{"tilt/path", properties.Other, "the claim is new, and as expected"}},
		properties.Compare(one, both, always))
	broken := known()
	broken.ID, broken.Verdict = "tilt/path", properties.Regression
	require.Equal(t, []properties.Change{{"tilt/path", properties.Worse, "the claim is new, and regression"}},
		properties.Compare(one, []properties.Result{known(), broken}, always))
	require.Equal(t, []properties.Change{{"tilt/path", properties.Worse, "the claim is gone, was as expected"}},
		properties.Compare(both, one, always))
	require.Empty(t, properties.Compare(both, one, never), "it was not tried again")
}

// Of a claim that was not run nothing else is known, so that nothing else can have got worse.
func TestNothingElseIsToldOfAClaimThatWasNotRun(t *testing.T) {
	silent := properties.Result{ID: "forcing/gap", Expect: theorems.Holds, Verdict: properties.NotRun}
	require.Len(t, properties.Compare([]properties.Result{known()}, []properties.Result{silent}, nil), 1)
	require.Len(t, properties.Compare([]properties.Result{silent}, []properties.Result{known()}, nil), 1)
}
