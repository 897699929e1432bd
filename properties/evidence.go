package properties

import (
	"cmp"
	"slices"
	"time"

	"mimics/model"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

// Tally counts scenarios.
type Tally struct {
	Tried int64 `json:"tried"` // all scenarios
	Met   int64 `json:"met"`   // those that met the hypotheses
}

// Position is the place of a scenario in the order of its engine: the number of a random scenario or of an example, and
// the choices that make a scenario of a sweep. It does not depend on how the work is shared out.
type Position []int

// before orders positions.
func (p Position) before(q Position) bool { return slices.Compare(p, q) < 0 }

// Witness is a scenario that serves as evidence, with the comparison of the two sides.
type Witness struct {
	At       Position           `json:"at"`
	Scenario *scenario.Scenario `json:"scenario"`
	Says     string             `json:"says"`
	// Undefined marks a scenario on which a claim has no sides to compare, because it lacks a hypothesis.
	Undefined bool `json:"undefined,omitempty"`
}

// first returns the earlier of two witnesses, or nil if both are nil.
func first(w, v *Witness) *Witness {
	if w == nil || v != nil && v.At.before(w.At) {
		return v
	}
	return w
}

// firstCompared returns the earlier of two witnesses that have two sides, if one has, and else the earlier of both.
func firstCompared(w, v *Witness) *Witness {
	if w == nil || v == nil || w.Undefined == v.Undefined {
		return first(w, v)
	}
	if w.Undefined {
		return v
	}
	return w
}

// Bound is an instance of a bound with its ratio left/right.
type Bound struct {
	Witness
	Left  string  `json:"left"`
	Right string  `json:"right"`
	Ratio model.Q `json:"ratio"`
}

// tighter returns the bound with the larger ratio, the earlier if the ratios are equal, or nil if both are nil.
func tighter(b, c *Bound) *Bound {
	if b == nil || c == nil {
		return cmp.Or(b, c)
	}
	if order := b.Ratio.Cmp(c.Ratio); order < 0 || order == 0 && c.At.before(b.At) {
		return c
	}
	return b
}

// Evidence holds the findings of one engine on a claim in a share of the work. Shares can be done in any order and on
// any machine: Merge gives the same result.
type Evidence struct {
	Tally
	// Counterexample is the first instance on which the claim fails; for a refuted claim, in a part that should fail.
	Counterexample *Witness `json:"counterexample"`
	// Broken is the first instance on which a refuted claim fails in a part that should hold or cannot be compared.
	Broken    *Witness   `json:"broken"`
	Tightest  []*Bound   `json:"tightest"`  // for each part, the tightest instance of a sweep, or nil
	Necessity []*Witness `json:"necessity"` // for each hypothesis in asked, a witness that it is needed, or nil
	Rivals    []*Witness `json:"rivals"`    // for each rival, a witness against it, or nil
	Telling   []int64    `json:"telling"`   // for each part, on how many instances it compared something
}

// asked lists the hypotheses whose necessity is tested: for a claim that holds, those that it states itself. For other
// claims there are none, as no conclusion depends on them.
func asked(claim *theorems.Claim) []theorems.Hypothesis {
	if claim.Expect != theorems.Holds {
		return nil
	}
	return claim.Stated()
}

// newEvidence returns the evidence on a claim before any scenario was tried.
func newEvidence(claim *theorems.Claim) Evidence {
	return Evidence{
		Necessity: make([]*Witness, len(asked(claim))),
		Rivals:    make([]*Witness, len(claim.Rivals)),
		Tightest:  make([]*Bound, len(claim.Parts)),
		Telling:   make([]int64, len(claim.Parts)),
	}
}

// fits reports whether the evidence can be about the claim.
func (e *Evidence) fits(claim *theorems.Claim) bool {
	if len(e.Necessity) != len(asked(claim)) || len(e.Rivals) != len(claim.Rivals) ||
		len(e.Tightest) != len(claim.Parts) || len(e.Telling) != len(claim.Parts) {
		return false
	}
	const maxTried = 1 << 50 // so that sums over many shards do not overflow
	if e.Met < 0 || e.Tried < e.Met || e.Tried > maxTried {
		return false
	}
	witnesses := slices.Concat([]*Witness{e.Counterexample, e.Broken}, e.Necessity, e.Rivals)
	for i, b := range e.Tightest {
		if e.Telling[i] < 0 || e.Telling[i] > e.Met {
			return false
		}
		if b == nil {
			continue
		}
		witnesses = append(witnesses, &b.Witness)
		if !isShown(b.Left) || !isShown(b.Right) || b.Left == "" || b.Right == "" {
			return false
		}
	}
	return !slices.ContainsFunc(witnesses, func(w *Witness) bool {
		return w != nil && (w.Scenario == nil || slices.ContainsFunc(w.At, negative) || !isShown(w.Says))
	})
}

func negative(n int) bool { return n < 0 }

// isShown reports whether the text is one line of printable characters.
func isShown(text string) bool { return scenario.Shown(text) == text }

// Merge returns the evidence of two shares of the work on one claim together.
func (e Evidence) Merge(f Evidence) Evidence {
	e.Tried, e.Met = e.Tried+f.Tried, e.Met+f.Met
	e.Counterexample, e.Broken = first(e.Counterexample, f.Counterexample), first(e.Broken, f.Broken)
	e.Necessity, e.Rivals = slices.Clone(e.Necessity), slices.Clone(e.Rivals)
	e.Tightest, e.Telling = slices.Clone(e.Tightest), slices.Clone(e.Telling)
	for i, w := range f.Necessity {
		e.Necessity[i] = firstCompared(e.Necessity[i], w)
	}
	for i, w := range f.Rivals {
		e.Rivals[i] = first(e.Rivals[i], w)
	}
	for i := range f.Telling {
		e.Tightest[i] = tighter(e.Tightest[i], f.Tightest[i])
		e.Telling[i] += f.Telling[i]
	}
	return e
}

// Findings is the evidence of all engines on a claim.
type Findings struct {
	Sampled   Evidence      `json:"sampled"`
	Exhausted Evidence      `json:"exhausted"`
	Examples  Evidence      `json:"examples"`
	Scope     int           `json:"-"`        // the scope of the sweep
	Seed      uint64        `json:"-"`        // of the sample
	Took      time.Duration `json:"-"`        // the time of all cores together
	Finished  bool          `json:"finished"` // false if the run ended early
	// Fault describes a panic outside of the checks, such as in the family of an existence claim. It is empty if there
	// was none.
	Fault string `json:"fault,omitempty"`
}

// Merge returns the findings of two shares of the work on one claim together.
func (f Findings) Merge(g Findings) Findings {
	return Findings{
		f.Sampled.Merge(g.Sampled), f.Exhausted.Merge(g.Exhausted), f.Examples.Merge(g.Examples), f.Scope, f.Seed,
		f.Took + g.Took, f.Finished && g.Finished,
		max(f.Fault, g.Fault), // does not depend on the order of merging
	}
}

// Fit reports whether the findings can be about the claim.
func (f *Findings) Fit(claim *theorems.Claim) bool {
	numbered := f.Sampled.Counterexample == nil || len(f.Sampled.Counterexample.At) == 1
	return f.Sampled.fits(claim) && f.Exhausted.fits(claim) && f.Examples.fits(claim) && isShown(f.Fault) && numbered
}

// Slice is a share of the work, whose pieces are numbered: the pieces i with i mod Of = Index.
type Slice struct{ Index, Of int }

// Everything is the slice that holds all pieces.
var Everything = Slice{0, 1}

// Has reports whether the piece is in the slice.
func (s Slice) Has(piece int) bool { return piece%s.Of == s.Index }

// turned returns the pieces that are in the slice if each is counted that many places later. Pieces that come
// first are often larger or one more: turned differently for every claim, they do not all go to the same slice.
func (s Slice) turned(places uint64) Slice {
	return Slice{(s.Index + s.Of - int(places%uint64(s.Of))) % s.Of, s.Of}
}

// Split divides the slice into n slices.
func (s Slice) Split(n int) []Slice {
	slices := make([]Slice, n)
	for i := range slices {
		slices[i] = Slice{s.Index + s.Of*i, s.Of * n}
	}
	return slices
}

// Valid reports whether a result that was read from JSON can come from Verify: its expectation, verdict and statuses
// are known ones, and its names are printable.
func (r *Result) Valid() bool {
	valid := nameable(r.ID)
	switch r.Expect {
	case theorems.Holds, theorems.Refuted, theorems.Exists:
	default:
		valid = false
	}
	switch r.Verdict {
	case AsExpected, Regression, VacuousClaim, NotRun:
	default:
		valid = false
	}
	statuses := []Status{Needed, NeededToDefine, NotNeeded}
	for _, n := range r.Necessity {
		valid = valid && nameable(n.Hypothesis) && slices.Contains(statuses, n.Status)
	}
	for _, t := range r.Tightest {
		valid = valid && isShown(t.Part) && isShown(t.Left) && isShown(t.Right) && isShown(string(t.Best))
	}
	for _, rival := range r.Rivals {
		valid = valid && nameable(rival.Name)
	}
	return valid
}

// nameable reports whether the text can be a name: it is printable and not empty.
func nameable(text string) bool { return text != "" && isShown(text) }
