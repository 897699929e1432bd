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
	Tried int64 `json:"tried"` // made
	Met   int64 `json:"met"`   // of these, the hypotheses met
}

// Position is the place of a scenario in the order of its engine: the piece of work and the place within it.
type Position [2]int

// before orders positions.
func (p Position) before(q Position) bool { return slices.Compare(p[:], q[:]) < 0 }

// Witness is a scenario that shows something, with what it says: the two sides that it compares.
type Witness struct {
	At       Position           `json:"at"`
	Scenario *scenario.Scenario `json:"scenario"`
	Says     string             `json:"says"`
}

// first is the witness that comes first; nil where there is none.
func first(w, v *Witness) *Witness {
	if w == nil || v != nil && v.At.before(w.At) {
		return v
	}
	return w
}

// Bound is an instance of a bound, by its ratio of left to right.
type Bound struct {
	Witness
	Part  string  `json:"part"`
	Left  string  `json:"left"`
	Right string  `json:"right"`
	Ratio model.Q `json:"ratio"`
}

// tighter is the bound with the larger ratio, the first of two with the same; nil where there is none.
func tighter(b, c *Bound) *Bound {
	if b == nil || c == nil {
		return cmp.Or(b, c)
	}
	if order := b.Ratio.Cmp(c.Ratio); order < 0 || order == 0 && c.At.before(b.At) {
		return c
	}
	return b
}

// Evidence is what one engine saw of a claim, or of a part of the work. Its parts can be gathered in any order and on
// any machine: Merge makes the same of them.
type Evidence struct {
	Tally
	Counterexample *Witness   `json:"counterexample"` // the first instance on which a part fails that should not or, of a refuted claim, should
	Broken         *Witness   `json:"broken"`         // the first instance on which a part of a refuted claim fails that should hold, or has nothing to compare
	Tightest       *Bound     `json:"tightest"`       // of a sweep
	Necessity      []*Witness `json:"necessity"`      // that a hypothesis is needed: one for each of necessities, nil where none was found
	Rivals         []*Witness `json:"rivals"`         // against each rival, nil where none was found
	Compared       []bool     `json:"compared"`       // which parts were compared at all
}

// necessities lists the hypotheses of which it is asked whether the claim needs them: those of a claim that holds, as
// else there is no conclusion to lose, and that are no definitions.
func necessities(claim *theorems.Claim) (names []string) {
	for _, h := range claim.Hypotheses {
		if !h.Definition && claim.Expect == theorems.Holds {
			names = append(names, h.Name)
		}
	}
	return names
}

// newEvidence is what was seen of a claim before anything was looked at.
func newEvidence(claim *theorems.Claim) Evidence {
	return Evidence{
		Necessity: make([]*Witness, len(necessities(claim))),
		Rivals:    make([]*Witness, len(claim.Rivals)),
		Compared:  make([]bool, len(claim.Parts)),
	}
}

// fits reports whether the evidence can be about the claim.
func (e *Evidence) fits(claim *theorems.Claim) bool {
	if len(e.Necessity) != len(necessities(claim)) || len(e.Rivals) != len(claim.Rivals) || len(e.Compared) != len(claim.Parts) {
		return false
	}
	const most = 1 << 50 // so that counts of many shards do not overflow
	if e.Met < 0 || e.Tried < e.Met || e.Tried > most {
		return false
	}
	witnesses := slices.Concat([]*Witness{e.Counterexample, e.Broken}, e.Necessity, e.Rivals)
	if b := e.Tightest; b != nil {
		witnesses = append(witnesses, &b.Witness)
		if !isShown(b.Left) || !isShown(b.Right) || b.Left == "" || b.Right == "" {
			return false
		}
	}
	return !slices.ContainsFunc(witnesses, func(w *Witness) bool {
		return w != nil && (w.Scenario == nil || w.At[0] < 0 || w.At[1] < 0 || !isShown(w.Says))
	})
}

// isShown reports whether the text is one line that is printed as it is.
func isShown(text string) bool { return scenario.Shown(text) == text }

// Merge is what was seen in both of two parts of the work on one claim.
func (e Evidence) Merge(f Evidence) Evidence {
	e.Tried, e.Met = e.Tried+f.Tried, e.Met+f.Met
	e.Counterexample, e.Broken = first(e.Counterexample, f.Counterexample), first(e.Broken, f.Broken)
	e.Tightest = tighter(e.Tightest, f.Tightest)
	e.Necessity, e.Rivals, e.Compared = slices.Clone(e.Necessity), slices.Clone(e.Rivals), slices.Clone(e.Compared)
	for i, w := range f.Necessity {
		e.Necessity[i] = first(e.Necessity[i], w)
	}
	for i, w := range f.Rivals {
		e.Rivals[i] = first(e.Rivals[i], w)
	}
	for i, compared := range f.Compared {
		e.Compared[i] = e.Compared[i] || compared
	}
	return e
}

// Findings is what all engines saw of a claim.
type Findings struct {
	Sampled   Evidence      `json:"sampled"`
	Exhausted Evidence      `json:"exhausted"`
	Examples  Evidence      `json:"examples"`
	Scope     int           `json:"-"`        // of the sweep
	Took      time.Duration `json:"-"`        // on all cores together
	Finished  bool          `json:"finished"` // false where the run was cut short
	// Fault is what broke beside the checks, such as the family of an existence claim; empty where nothing did.
	Fault string `json:"fault,omitempty"`
}

// Merge is what was seen in both of two parts of the work on one claim.
func (f Findings) Merge(g Findings) Findings {
	return Findings{
		f.Sampled.Merge(g.Sampled), f.Exhausted.Merge(g.Exhausted), f.Examples.Merge(g.Examples), f.Scope, f.Took + g.Took, f.Finished && g.Finished,
		max(f.Fault, g.Fault), // the same whatever was merged first
	}
}

// Fit reports whether the findings can be about the claim.
func (f *Findings) Fit(claim *theorems.Claim) bool {
	return f.Sampled.fits(claim) && f.Exhausted.fits(claim) && f.Examples.fits(claim) && isShown(f.Fault)
}

// Slice is a share of the work, of which the pieces are numbered: those that leave Index when divided by Of.
type Slice struct{ Index, Of int }

// Everything is all of the work.
var Everything = Slice{0, 1}

// Has reports whether the piece is in the slice.
func (s Slice) Has(piece int) bool { return piece%s.Of == s.Index }

// Split cuts the slice into n of its own.
func (s Slice) Split(n int) []Slice {
	slices := make([]Slice, n)
	for i := range slices {
		slices[i] = Slice{s.Index + s.Of*i, s.Of * n}
	}
	return slices
}
