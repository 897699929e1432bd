package properties

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"mimics/model"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

// Options say how many scenarios to try, and which.
type Options struct {
	Cases int    // random scenarios per claim
	Scope int    // size of the sweep
	Seed  uint64 // of the sample
	// Examples are further scenarios, on which every applicable claim is tried.
	Examples []scenario.Scenario
	// Slice is the share of the work to do; the zero value means all of it.
	Slice Slice
	// Done is called after each claim, from one goroutine at a time, with the place of the claim in the list and all
	// that was found on it. It may be nil.
	Done func(claim int, found Findings)
}

// Conclusion is the verdict on a claim.
type Conclusion string

// The conclusions. A claim is vacuous if an engine found no instance that meets its hypotheses, and not run if the run
// ended early.
const (
	AsExpected   Conclusion = "as expected"
	Regression   Conclusion = "regression"
	VacuousClaim Conclusion = "vacuous"
	NotRun       Conclusion = "not run"
)

// Urgency orders verdicts for people: those that need attention come before those that are as expected.
func (c Conclusion) Urgency() int {
	return slices.Index([]Conclusion{Regression, VacuousClaim, NotRun, AsExpected}, c)
}

// Status says whether a claim needs one of its hypotheses.
type Status string

// The statuses. Needed comes with a witness: a scenario on which all other hypotheses hold and the conclusion fails
// with two sides. NeededToDefine comes with one on which there are no two sides to compare.
const (
	Needed         Status = "needed"
	NeededToDefine Status = "needed to be defined"
	NotNeeded      Status = "not needed up to scope"
)

// Necessity reports whether a sweep found that a hypothesis is needed.
type Necessity struct {
	Hypothesis string             `json:"hypothesis"`
	Status     Status             `json:"status"`
	Witness    *scenario.Scenario `json:"witness"`
}

// Refutation reports whether the engines refuted one rival.
type Refutation struct {
	Name    string             `json:"name"`
	Refuted bool               `json:"refuted"`
	Witness *scenario.Scenario `json:"witness"`
}

// Tightest is the instance of a part with the largest ratio of left to right among those that are not degenerate.
type Tightest struct {
	Part     string             `json:"part,omitempty"`
	Left     string             `json:"left"`
	Right    string             `json:"right"`
	Ratio    model.Q            `json:"ratio"`          // left/right to four places; right/left if both are negative
	Best     theorems.Best      `json:"best,omitempty"` // what the claim says of its constant
	Scenario *scenario.Scenario `json:"scenario"`
}

// Result is the verdict on a claim, with the evidence of all engines.
type Result struct {
	ID             string               `json:"id"`
	Expect         theorems.Expectation `json:"expect"`
	Verdict        Conclusion           `json:"verdict"`
	Sampled        Tally                `json:"sampled"`
	Exhausted      Tally                `json:"exhausted"`
	Space          string               `json:"space"` // the exhausted scenarios, in words
	Examples       Tally                `json:"examples"`
	Tightest       []Tightest           `json:"tightest"` // one for each part that is a bound and has such an instance
	Necessity      []Necessity          `json:"necessity"`
	Rivals         []Refutation         `json:"rivals"`
	Counterexample *scenario.Scenario   `json:"counterexample"`
	Proof          theorems.Proof       `json:"proof"`    // how much is proved by machine, empty if nothing is
	Theorems       []string             `json:"theorems"` // the names of the theorems that prove it
	// Why gives the reason of the verdict in a few words.
	Why string `json:"why"`
	// Title, Statement and Proven are the claim's own, for people. They are empty in a result that was read from JSON.
	Title     string `json:"-"`
	Statement string `json:"-"`
	Proven    string `json:"-"`
	// Took is the time that all cores together spent on the claim. JSON omits it, so that it is the same on any
	// machine.
	Took time.Duration `json:"-"`
}

// patience is how long the engines wait for running checks after the context has ended. A check that takes longer
// counts as not tried.
const patience = 250 * time.Millisecond

// waitFor waits for the workers, or until the context has ended and patience is over.
func waitFor(ctx context.Context, workers *sync.WaitGroup) {
	returned := make(chan struct{})
	go func() {
		workers.Wait()
		close(returned)
	}()
	select {
	case <-returned:
		return
	case <-ctx.Done():
	}
	select {
	case <-returned:
	case <-time.After(patience):
	}
}

// Verify tries every claim with all engines, on all cores. The findings are in the order of the claims and do not
// depend on the number of cores. Claims that are still running when the context ends are marked as not finished;
// Verify returns within patience, even if a check does not.
func Verify(ctx context.Context, claims []theorems.Claim, o Options) []Findings {
	type job struct {
		group []int // places of claims
		slice Slice
	}
	if o.Slice == (Slice{}) {
		o.Slice = Everything
	}
	cores := max(1, runtime.GOMAXPROCS(0))
	jobs := make(chan job, len(claims)*cores)
	for _, group := range bySpace(claims) {
		for _, slice := range o.Slice.Split(cores) {
			jobs <- job{group, slice}
		}
	}
	close(jobs)
	found, parts := make([]Findings, len(claims)), make([]int, len(claims)) // parts counts the slices in them
	add := func(i int, part Findings) {
		if parts[i]++; parts[i] > 1 {
			part = found[i].Merge(part)
		}
		found[i] = part
	}
	var workers sync.WaitGroup
	var mutex sync.Mutex
	over := false
	for range cores {
		workers.Go(func() {
			for j := range jobs {
				part := investigate(ctx, claims, j.group, o, j.slice)
				mutex.Lock()
				if over {
					mutex.Unlock()
					return
				}
				for n, i := range j.group {
					add(i, part[n])
					if parts[i] == cores && o.Done != nil {
						o.Done(i, found[i])
					}
				}
				mutex.Unlock()
			}
		})
	}
	waitFor(ctx, &workers)
	mutex.Lock()
	defer mutex.Unlock()
	over = true
	for i := range claims {
		if parts[i] < cores {
			add(i, nothing(&claims[i], o.Scope, o.Seed))
		}
	}
	return found
}

// nothing returns the findings on a claim that was not tried.
func nothing(claim *theorems.Claim, scope int, seed uint64) Findings {
	none := newEvidence(claim)
	return Findings{Sampled: none, Exhausted: none, Examples: none, Scope: scope, Seed: seed}
}

// investigate does a slice of the work on the claims of a group, which sweep the same scenarios: what a check computes
// on one, such as all histories, serves the other claims too.
func investigate(ctx context.Context, claims []theorems.Claim, group []int, o Options, slice Slice) []Findings {
	found, observers := make([]Findings, len(group)), make([]*observer, len(group))
	finished := true
	for n, i := range group {
		found[n] = nothing(&claims[i], o.Scope, o.Seed)
		observers[n] = newSweeper(claims[i])
		found[n].attempt(func() {
			var err error
			found[n].Sampled, err = Sample(ctx, claims[i], o.Seed, o.Cases, slice)
			finished = finished && err == nil
		})
	}
	var sweep Findings // for a fault of the scenarios
	sweep.attempt(func() {
		var in theorems.Instance
		err := Sweep(ctx, claims[group[0]], o.Scope, slice, func(s *scenario.Scenario, at Position) bool {
			in.Reset(s)
			start := time.Now()
			for n, observer := range observers {
				found[n].guard(func() { observer.tryInstance(&in, at) })
				now := time.Now()
				found[n].Took += now.Sub(start)
				start = now
			}
			return true
		})
		finished = finished && err == nil
	})
	for n, i := range group {
		f := &found[n]
		if f.Fault = cmp.Or(f.Fault, sweep.Fault); f.Fault == "" {
			f.Exhausted = observers[n].found
		}
		if f.Finished = f.Fault != "" || finished; f.Finished {
			f.attempt(func() { f.Examples = Try(claims[i], o.Examples, slice) })
		}
	}
	return found
}

// attempt does a piece of the work on a claim, guarded, and adds its time.
func (f *Findings) attempt(work func()) {
	start := time.Now()
	f.guard(work)
	f.Took += time.Since(start)
}

// guard does a piece of the work on a claim. A panic becomes a fault of this claim, and of no other; then nothing more
// is done.
func (f *Findings) guard(work func()) {
	if f.Fault != "" {
		return
	}
	defer func() {
		if fault := recover(); fault != nil {
			f.Fault = panicked(fault)
		}
	}()
	work()
}

// panicked describes a panic in one line.
func panicked(fault any) string {
	return "a check panicked: " + strings.Join(strings.Fields(fmt.Sprint(fault)), " ")
}

// Conclude returns the verdict on each claim, given all findings on it.
func Conclude(claims []theorems.Claim, found []Findings) []Result {
	results := make([]Result, len(claims))
	for i, claim := range claims {
		results[i] = conclude(claim, found[i])
	}
	return results
}

// Report returns the results of one slice of the work. They hold no verdicts before all slices are merged, except for
// claims that already failed.
func Report(claims []theorems.Claim, found []Findings) []Result {
	results := make([]Result, len(claims))
	for i, claim := range claims {
		r, failure := summary(claim, found[i])
		r.Space = fmt.Sprintf("%d of the %s", found[i].Exhausted.Tried, Space(claim, found[i].Scope))
		switch {
		case !found[i].Finished:
			r.Verdict, r.Why = NotRun, cutShort
		case found[i].Fault != "":
			r.Verdict, r.Why = Regression, found[i].Fault
		case failure != nil && (r.Expect != theorems.Refuted || failure == firstBroken(found[i])):
			r.Verdict, r.Why = Regression, "counterexample: "+failure.Says
		default:
			r.Verdict, r.Why = AsExpected, "no counterexample in this share of the work"
		}
		results[i] = r
	}
	return results
}

const cutShort = "the run ended before this claim was finished"

// firstBroken returns an instance on which a refuted claim fails in a part that should hold, or nil if there is none.
func firstBroken(f Findings) *Witness {
	return cmp.Or(f.Sampled.Broken, f.Exhausted.Broken, f.Examples.Broken)
}

// summary returns the result without its verdict, and the failure among the findings, or nil if there is none.
// Witnesses come from the sweep, which finds the smallest, and from the sample only if the sweep found none.
func summary(claim theorems.Claim, f Findings) (r Result, failure *Witness) {
	r = Result{
		ID: claim.ID, Expect: claim.Expect,
		Sampled: f.Sampled.Tally, Exhausted: f.Exhausted.Tally, Examples: f.Examples.Tally,
		Space:    fmt.Sprintf("all %d %s", f.Exhausted.Tried, Space(claim, f.Scope)),
		Tightest: []Tightest{}, Necessity: []Necessity{}, Rivals: []Refutation{},
		Title: claim.Title, Statement: claim.Statement,
		Proof: claim.Proof(), Theorems: theoremsOf(claim), Proven: claim.Proven(), Took: f.Took,
	}
	for i, b := range f.Exhausted.Tightest {
		if part := claim.Parts[i]; b != nil && claim.Expected(&part) != theorems.Refuted {
			r.Tightest = append(r.Tightest,
				Tightest{part.Name, b.Left, b.Right, rounded(b.Ratio, 10000), part.Best, b.Scenario})
		}
	}
	for i, h := range asked(&claim) {
		n := Necessity{Hypothesis: h.Name, Status: NotNeeded}
		switch w := f.Exhausted.Necessity[i]; {
		case w == nil && h.Definition:
			continue // no scenario of the scope lacks it
		case w == nil:
		case w.Undefined:
			n.Status, n.Witness = NeededToDefine, w.Scenario
		default:
			n.Status, n.Witness = Needed, w.Scenario
		}
		r.Necessity = append(r.Necessity, n)
	}
	for i, rival := range claim.Rivals {
		w := cmp.Or(f.Exhausted.Rivals[i], f.Sampled.Rivals[i])
		refutation := Refutation{Name: rival.Name, Refuted: w != nil}
		if w != nil {
			refutation.Witness = w.Scenario
		}
		r.Rivals = append(r.Rivals, refutation)
	}
	example := f.Examples.Counterexample
	if claim.Expect == theorems.Exists {
		example = nil // an existence claim need not hold on an example
	}
	failure = cmp.Or(firstBroken(f), f.Exhausted.Counterexample, example, f.Sampled.Counterexample)
	if failure != nil {
		r.Counterexample = failure.Scenario
	}
	return r, failure
}

// theoremsOf lists the names of the theorems that prove a part of the claim.
func theoremsOf(claim theorems.Claim) []string {
	names := []string{}
	for _, p := range claim.Theorems {
		names = append(names, p.Theorem)
	}
	return names
}

// Survey returns what a sweep alone finds out about a claim, and the failure among it, or nil if there is none.
func Survey(ctx context.Context, claim theorems.Claim, scope int) (r Result, failure *Witness, err error) {
	found := nothing(&claim, scope, 0)
	found.Exhausted, err = Exhaust(ctx, claim, scope, Everything)
	r, failure = summary(claim, found)
	return r, failure, err
}

func conclude(claim theorems.Claim, f Findings) Result {
	if !f.Finished {
		return Result{
			ID: claim.ID, Expect: claim.Expect, Verdict: NotRun, Why: cutShort,
			Tightest: []Tightest{}, Necessity: []Necessity{}, Rivals: []Refutation{},
			Title: claim.Title, Statement: claim.Statement,
			Proof: claim.Proof(), Theorems: theoremsOf(claim), Proven: claim.Proven(), Took: f.Took,
		}
	}
	if w := f.Sampled.Counterexample; w != nil && f.Exhausted.Counterexample == nil && f.Fault == "" {
		f.Sampled.Counterexample = shrunk(claim, f.Seed, w)
	}
	r, failure := summary(claim, f)
	r.Verdict, r.Why = r.verdict(claim, failure)
	switch unmet := f.unmet(claim); {
	case f.Fault != "":
		r.Verdict, r.Why = Regression, f.Fault
	case firstBroken(f) != nil:
		r.Verdict = Regression
	case unmet != "" && (failure == nil || claim.Expect == theorems.Refuted):
		r.Verdict, r.Why = VacuousClaim, unmet
	case r.Verdict == AsExpected:
		if loose := f.loose(claim); loose != "" {
			r.Verdict, r.Why = Regression, loose
		}
	}
	return r
}

// unmet names what no scenario met, or hardly any. It is empty if there is nothing of the kind.
func (f *Findings) unmet(claim theorems.Claim) string {
	met := f.Sampled.Met + f.Exhausted.Met
	if f.Sampled.Met == 0 || f.Exhausted.Met == 0 {
		return "no scenario met the hypotheses"
	}
	for i, part := range claim.Parts {
		if claim.Expected(&part) != theorems.Holds {
			continue
		}
		if telling := f.Sampled.Telling[i] + f.Exhausted.Telling[i]; telling == 0 || telling < met/rarely {
			return fmt.Sprintf("the part %q compared something in only %d of %d scenarios", part.Name, telling, met)
		}
	}
	return ""
}

// rarely is the number of scenarios of which a part has to compare something in one, or it is vacuous.
const rarely = 500

// loose names a bound of the claim that no scenario of the sweep came as near to as the claim says. It is empty if
// there is none, or if the sweep is smaller than by default.
func (f *Findings) loose(claim theorems.Claim) string {
	if f.Scope < DefaultScope {
		return ""
	}
	for i, part := range claim.Parts {
		if part.Best == "" && part.Reaches.IsZero() {
			continue
		}
		reached, shown := model.Zero, "nothing"
		if b := f.Exhausted.Tightest[i]; b != nil {
			reached, shown = b.Ratio, b.Left+" of "+b.Right
		}
		name := ""
		if part.Name != "" {
			name = fmt.Sprintf(" of its part %q", part.Name)
		}
		switch attained := reached.Equal(model.One); {
		case part.Best == theorems.Attained && !attained:
			return fmt.Sprintf("the bound%s should be attained, tightest %s", name, shown)
		case part.Best != theorems.Attained && attained:
			return fmt.Sprintf("the bound%s should not be attained, tightest %s", name, shown)
		case reached.Less(part.Reaches):
			return fmt.Sprintf("the bound%s should reach %s, tightest %s", name, part.Reaches, shown)
		}
	}
	return ""
}

// DefaultScope is the scope of the default sweep.
const DefaultScope = 4

func (r *Result) verdict(claim theorems.Claim, failure *Witness) (Conclusion, string) {
	switch {
	case r.Expect == theorems.Refuted && failure == nil:
		return Regression, "no counterexample was found"
	case r.Expect == theorems.Refuted:
		return AsExpected, "counterexample: " + failure.Says
	case failure != nil:
		return Regression, "counterexample: " + failure.Says
	}
	for _, rival := range r.Rivals {
		if !rival.Refuted {
			return Regression, fmt.Sprintf("the rival %q was not refuted with this effort (--cases, --scope)", rival.Name)
		}
	}
	switch {
	case r.Expect == theorems.Exists:
		return AsExpected, "holds for every member of the family"
	case len(r.Tightest) > 0:
		return AsExpected, "tightest " + r.tightest()
	case slices.ContainsFunc(claim.Parts, func(p theorems.Part) bool { return p.Relation != theorems.Equal }):
		return AsExpected, "no counterexample"
	}
	return AsExpected, "equality throughout"
}

// tightest lists the tightest pair of each part.
func (r *Result) tightest() string {
	list := make([]string, len(r.Tightest))
	for i, t := range r.Tightest {
		list[i] = strings.TrimSpace(fmt.Sprintf("%s %s of %s", t.Part, t.Left, t.Right))
	}
	return strings.Join(list, ", ")
}

// rounded rounds a number down to a multiple of 1/places.
func rounded(q model.Q, places int64) model.Q {
	return model.Ratio(q.Num().Mul(model.NewInt(places)).Div(q.Den()), model.NewInt(places))
}

// Sides writes the comparison of a verdict as it came out, such as "distance: 1/4 ≠ 1/3".
func Sides(v theorems.Verdict) string {
	if !v.Settled() {
		return v.Detail()
	}
	text := v.Comparison()
	if v.Name != "" {
		text = v.Name + ": " + text
	}
	return text
}

// OK reports whether every claim came out as expected.
func OK(results []Result) bool {
	for _, r := range results {
		if r.Verdict != AsExpected {
			return false
		}
	}
	return true
}
