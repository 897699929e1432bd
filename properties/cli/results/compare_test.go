package results_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/properties"
	"mimics/properties/cli/results"
	"mimics/theorems"
)

// known is a result with every field that can change.
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
	tight := func(ratio model.Q) func(*properties.Result) {
		return func(r *properties.Result) { r.Tightest = []properties.Tightest{{Part: "every", Ratio: ratio}} }
	}
	fewerHypotheses := func(r *properties.Result) { r.Necessity = nil }
	same := func(*properties.Result) {}
	for _, c := range []struct {
		before, after func(*properties.Result)
		direction     results.Direction
		says          string
	}{
		{same, verdict(properties.Regression), results.Worse, "the verdict is regression, was as expected"},
		{same, verdict(properties.VacuousClaim), results.Worse, "the verdict is vacuous, was as expected"},
		{same, verdict(properties.NotRun), results.Worse, "the verdict is not run, was as expected"},
		{verdict(properties.Regression), same, results.Better, "the verdict is as expected, was regression"},
		{verdict(properties.Regression), verdict(properties.VacuousClaim), results.Other, "the verdict is vacuous, was regression"},
		{same, refuted(false), results.Worse, `the rival "< for =" is no longer refuted`},
		{refuted(false), same, results.Better, `the rival "< for =" is refuted, was not`},
		{same, fewerRivals, results.Worse, `the rival "< for =" is gone, was refuted`},
		{refuted(false), fewerRivals, results.Other, `the rival "< for =" is gone, was not refuted`},
		{fewerRivals, same, results.Other, `the rival "< for =" is new, and refuted`},
		{fewerRivals, refuted(false), results.Other, `the rival "< for =" is new, and not refuted`},
		{same, status(properties.NotNeeded), results.Worse,
			"the hypothesis success-happens is not needed up to scope, was needed"},
		{tight(model.One), tight(model.Half), results.Worse, "the bound of the part every has a ratio of 0.5 at most, had 1"},
		{tight(model.Half), tight(model.One), results.Better, "the bound of the part every has a ratio of 1 at most, had 0.5"},
		{tight(model.Half), same, results.Worse,
			"the bound of the part every has no tightest instance, had one with a ratio of 0.5"},
		{same, status(properties.NeededToDefine), results.Worse,
			"the hypothesis success-happens is needed to be defined, was needed"},
		{status(properties.NotNeeded), same, results.Better,
			"the hypothesis success-happens is needed, was not needed up to scope"},
		{same, fewerHypotheses, results.Other, "the hypothesis success-happens is gone, was needed"},
		{fewerHypotheses, same, results.Other, "the hypothesis success-happens is new, and needed"},
		{same, expect(theorems.Refuted), results.Other, "the theory says refuted, said holds"},
	} {
		before, after := known(), known()
		c.before(&before)
		c.after(&after)
		want := []results.Change{{Claim: "forcing/gap", Direction: c.direction, Says: c.says}}
		require.Equal(t, want, results.Compare([]properties.Result{before}, []properties.Result{after}, nil))
	}
}

func TestClaimsAreToldThatAreNewOrGone(t *testing.T) {
	other := known()
	other.ID = "tilt/path"
	one, both := []properties.Result{known()}, []properties.Result{known(), other}
	always, never := func(string) bool { return true }, func(string) bool { return false }
	require.Empty(t, results.Compare(both, both, always), "nothing changed")
	require.Equal(t, []results.Change{{"tilt/path", results.Other, "the claim is new, and as expected"}},
		results.Compare(one, both, always))
	broken := known()
	broken.ID, broken.Verdict = "tilt/path", properties.Regression
	require.Equal(t, []results.Change{{"tilt/path", results.Worse, "the claim is new, and regression"}},
		results.Compare(one, []properties.Result{known(), broken}, always))
	require.Equal(t, []results.Change{{"tilt/path", results.Worse, "the claim is gone, was as expected"}},
		results.Compare(both, one, always))
	require.Empty(t, results.Compare(both, one, never), "it was not tried again")
}

// Nothing else is known about a claim that was not run, so that nothing else of it counts as worse.
func TestNothingElseIsToldOfAClaimThatWasNotRun(t *testing.T) {
	silent := properties.Result{ID: "forcing/gap", Expect: theorems.Holds, Verdict: properties.NotRun}
	require.Len(t, results.Compare([]properties.Result{known()}, []properties.Result{silent}, nil), 1)
	require.Len(t, results.Compare([]properties.Result{silent}, []properties.Result{known()}, nil), 1)
}
