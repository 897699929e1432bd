package properties

import (
	"context"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/theorems"
)

// A soak finds for each claim what a sample of the same number of cases finds.
func TestASoakTellsWhatIsBroken(t *testing.T) {
	registry := falsehood(t)
	for _, claim := range registry {
		const cases = 60
		tried := 0
		more := func() bool { tried++; return tried <= cases }
		soaker := newSoaker(claim, 1, Everything)
		tally, broken := soaker.turn(more)
		if broken != nil && broken.Scenario != nil {
			smaller := soaker.smaller(broken)
			require.Equal(t, broken.At, smaller.At)
			require.LessOrEqual(t, len(smaller.Scenario.Format()), len(broken.Scenario.Format()))
			rest, again := soaker.turn(more)
			require.Nil(t, again, "one case that fails is enough")
			tally.Tried, tally.Met = tally.Tried+rest.Tried, tally.Met+rest.Met
		}
		options := Options{Cases: cases, Scope: 1, Seed: 1}
		found := investigate(t.Context(), []theorems.Claim{claim}, []int{0}, options, Everything)[0]
		want := found.Sampled.Counterexample
		switch {
		case found.Fault != "":
			require.Equal(t, found.Fault, broken.Says, claim.ID)
			require.Nil(t, broken.Scenario)
			continue
		case claim.Expect == theorems.Refuted:
			want = found.Sampled.Broken
		}
		require.Equal(t, found.Sampled.Tally, tally, claim.ID)
		require.Equal(t, want == nil, broken == nil, claim.ID)
		if want != nil {
			require.Equal(t, want.At, broken.At, claim.ID)
			require.NotNil(t, broken.Scenario, claim.ID)
		}
	}
}

func TestASoakEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	claims := theorems.Essay()
	for i, s := range Soak(ctx, claims, 1) {
		require.Equal(t, Soaked{ID: claims[i].ID}, s)
	}
}

// endless is a claim whose check goes on until the test ends, and calls started before.
func endless(t *testing.T, started func()) theorems.Claim {
	claim, ok := theorems.Essay().Find("mimic/sampler")
	require.True(t, ok)
	c := *claim
	c.ID = "mimic/endless"
	ended := make(chan struct{})
	t.Cleanup(func() { close(ended) })
	c.Check = func(*theorems.Instance) []theorems.Sides {
		started()
		<-ended
		return nil
	}
	return c
}

// An engine ends with its context although a check does not: the claim of that check is not settled, others are.
func TestNoEngineWaitsForACheckThatGoesOn(t *testing.T) {
	quick, ok := theorems.Essay().Find("mimic/indistinguishable")
	require.True(t, ok)

	ctx, cancel := context.WithCancel(t.Context())
	started, settled := make(chan struct{}), make(chan struct{})
	claims := []theorems.Claim{*quick, endless(t, sync.OnceFunc(func() { close(started) }))}
	go func() {
		<-started
		<-settled
		cancel()
	}()
	var done []string // a callback runs in a worker, where nothing may end the test
	found := Verify(ctx, claims, Options{Cases: 5, Scope: 1, Seed: 1, Slice: Everything,
		Done: func(claim int, _ Findings) {
			if done = append(done, claims[claim].ID); len(done) == 1 {
				close(settled)
			}
		}})
	require.Equal(t, []string{quick.ID}, done)
	require.True(t, found[0].Finished)
	require.False(t, found[1].Finished)
	results := Conclude(claims, found)
	require.NotEqual(t, NotRun, results[0].Verdict)
	require.Equal(t, NotRun, results[1].Verdict)

	ctx, cancel = context.WithCancel(t.Context())
	soaked := Soak(ctx, []theorems.Claim{endless(t, cancel)}, 1)
	require.Zero(t, soaked[0].Tally)
}
