package properties

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"mimics/theorems"
)

// Options say how hard to try.
type Options struct {
	Cases int    // sampled scenarios a claim
	Scope int    // size of the sweep
	Seed  uint64 // of the sample
	// Examples are scenarios that every applicable claim is tried on beside the made ones.
	Examples []theorems.Scenario
	// Done is called after each claim, from one goroutine at a time; nil is fine.
	Done func(finished, of int, id string)
}

// Conclusion is the verdict on a claim.
type Conclusion string

// The conclusions. A claim is vacuous where an engine found no instance that meets its hypotheses, and not run
// where the time was up first.
const (
	AsExpected Conclusion = "as expected"
	Regression Conclusion = "regression"
	Empty      Conclusion = "vacuous"
	NotRun     Conclusion = "not run"
)

// Result is what both engines found out about a claim.
type Result struct {
	ID             string               `json:"id"`
	Expect         theorems.Expectation `json:"expect"`
	Verdict        Conclusion           `json:"verdict"`
	Sampled        Tally                `json:"sampled"`
	Exhausted      Tally                `json:"exhausted"`
	Examples       Tally                `json:"examples"`
	Tightest       *Tightest            `json:"tightest"`
	Necessity      []Necessity          `json:"necessity"`
	Rivals         []Refutation         `json:"rivals"`
	Counterexample *theorems.Scenario   `json:"counterexample"`
	// Why says in a few words what the verdict rests on, or what is wrong.
	Why string `json:"why"`
}

// Verify tries every claim with both engines, on all cores. Results come in the order of the claims and do not
// depend on the number of cores. Claims that the context's end cut short are not run.
func Verify(ctx context.Context, claims []theorems.Claim, o Options) []Result {
	results := make([]Result, len(claims))
	jobs := make(chan int)
	var workers sync.WaitGroup
	var mutex sync.Mutex
	finished := 0
	for range max(1, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for i := range jobs {
				results[i] = verify(ctx, claims[i], o)
				mutex.Lock()
				finished++
				if o.Done != nil {
					o.Done(finished, len(claims), claims[i].ID)
				}
				mutex.Unlock()
			}
		})
	}
	for i := range claims {
		jobs <- i
	}
	close(jobs)
	workers.Wait()
	return results
}

func verify(ctx context.Context, claim theorems.Claim, o Options) Result {
	result := Result{ID: claim.ID, Expect: claim.Expect, Necessity: []Necessity{}, Rivals: []Refutation{}}
	sampled, err := Sample(ctx, claim, o.Seed, o.Cases)
	if err == nil {
		var exhausted Evidence
		if exhausted, err = Exhaust(ctx, claim, o.Scope); err == nil {
			result.settle(claim, sampled, exhausted, Try(claim, o.Examples))
			return result
		}
	}
	result.Verdict, result.Why = NotRun, "the time was up"
	return result
}

// settle draws the conclusion. Smallest witnesses come from the sweep; what only the sample found comes from there.
func (r *Result) settle(claim theorems.Claim, sampled, exhausted, examples Evidence) {
	r.Sampled, r.Exhausted, r.Examples = sampled.Tally, exhausted.Tally, examples.Tally
	r.Tightest = exhausted.Tightest
	r.Counterexample = exhausted.Counterexample
	failure := exhausted.Failure
	// That an example does not bear out an existence claim is no news.
	if r.Expect != theorems.Exists && r.Counterexample == nil && examples.Counterexample != nil {
		r.Counterexample, failure = examples.Counterexample, examples.Failure
	}
	if r.Counterexample == nil && sampled.Counterexample != nil {
		r.Counterexample, failure = sampled.Counterexample, sampled.Failure
	}
	r.Necessity = append(r.Necessity, exhausted.Necessity...)
	for i, rival := range exhausted.Rivals {
		if !rival.Refuted {
			rival = sampled.Rivals[i]
		}
		r.Rivals = append(r.Rivals, rival)
	}
	r.Verdict, r.Why = r.conclude(claim, failure)
	for _, e := range []Evidence{sampled, exhausted, examples} {
		if e.Broken != nil {
			r.Verdict, r.Why, r.Counterexample = Regression, "counterexample: "+Sides(e.Breakage), e.Broken
		}
	}
	for i, part := range claim.Parts {
		if !exhausted.Compared[i] || !sampled.Compared[i] {
			r.Verdict, r.Why = Empty, fmt.Sprintf("no scenario met the hypotheses of its part %q", part.Name)
		}
	}
	if r.Sampled.Met == 0 || r.Exhausted.Met == 0 {
		r.Verdict, r.Why = Empty, "no scenario met the hypotheses"
	}
}

func (r *Result) conclude(claim theorems.Claim, failure theorems.Verdict) (Conclusion, string) {
	found := r.Counterexample != nil
	switch {
	case r.Expect == theorems.Refuted && !found:
		return Regression, "no counterexample was found"
	case r.Expect == theorems.Refuted:
		return AsExpected, "counterexample: " + Sides(failure)
	case found:
		return Regression, "counterexample: " + Sides(failure)
	}
	for _, rival := range r.Rivals {
		if !rival.Refuted {
			return Regression, fmt.Sprintf("the rival %q was not refuted", rival.Name)
		}
	}
	switch {
	case r.Expect == theorems.Exists:
		return AsExpected, "every member delivers"
	case r.Tightest != nil:
		return AsExpected, fmt.Sprintf("tightest %s of %s", r.Tightest.Left, r.Tightest.Right)
	case slices.ContainsFunc(claim.Parts, func(p theorems.Part) bool { return p.Relation != theorems.Equal }):
		return AsExpected, "no counterexample"
	}
	return AsExpected, "equality throughout"
}

// Sides is a comparison in a few words.
func Sides(v theorems.Verdict) string {
	if !v.Settled() {
		return v.Detail
	}
	text := fmt.Sprintf("%s %s %s", v.Left, v.Relation, v.Right)
	if v.Name != "" {
		text = v.Name + ": " + text
	}
	return text
}

// OK tells whether every claim came out as expected.
func OK(results []Result) bool {
	for _, r := range results {
		if r.Verdict != AsExpected {
			return false
		}
	}
	return true
}
