package properties

import (
	"context"
	"hash/fnv"

	"mimics/model"
	"mimics/theorems"
)

// Tally counts scenarios.
type Tally struct {
	Tried int `json:"tried"` // made
	Met   int `json:"met"`   // of these, the hypotheses met
}

// Status says whether a claim needs one of its hypotheses.
type Status string

// Needed comes with a witness: all other hypotheses hold, this one does not, and the conclusion fails.
const (
	Needed    Status = "needed"
	NotNeeded Status = "not needed up to scope"
)

// Necessity is what a sweep found out about one hypothesis.
type Necessity struct {
	Hypothesis string             `json:"hypothesis"`
	Status     Status             `json:"status"`
	Witness    *theorems.Scenario `json:"witness"`
}

// Refutation is what a sweep found out about one rival.
type Refutation struct {
	Name    string             `json:"name"`
	Refuted bool               `json:"refuted"`
	Witness *theorems.Scenario `json:"witness"`
}

// Tightest is the instance of a bound with the largest ratio of left to right.
type Tightest struct {
	Part     string             `json:"part,omitempty"`
	Left     string             `json:"left"`
	Right    string             `json:"right"`
	Scenario *theorems.Scenario `json:"scenario"`
	ratio    model.Q
}

// Evidence is what one engine saw of a claim.
type Evidence struct {
	Tally
	Counterexample *theorems.Scenario // the first instance on which a part fails that should not or, of a refuted claim, should
	Failure        theorems.Verdict   // of the counterexample
	Broken         *theorems.Scenario // the first instance on which a part of a refuted claim fails that should hold
	Breakage       theorems.Verdict
	Tightest       *Tightest
	Necessity      []Necessity // one a hypothesis of a claim that holds, definitions left out
	Rivals         []Refutation
	Compared       []bool // which parts were compared at all
}

// observer looks at scenarios one by one and gathers evidence on one claim.
type observer struct {
	claim  theorems.Claim
	rivals []theorems.Claim
	found  Evidence
}

func newObserver(claim theorems.Claim) *observer {
	o := &observer{claim: claim}
	o.found.Compared = make([]bool, len(claim.Parts))
	for _, h := range claim.Hypotheses {
		if !h.Definition && claim.Expect == theorems.Holds { // else there is no conclusion to lose
			o.found.Necessity = append(o.found.Necessity, Necessity{Hypothesis: h.Name, Status: NotNeeded})
		}
	}
	for _, r := range claim.Rivals {
		o.rivals = append(o.rivals, claim.As(r))
		o.found.Rivals = append(o.found.Rivals, Refutation{Name: r.Name})
	}
	return o
}

// look tries the claim, its rivals and its necessity on one scenario; it keeps the scenario only where that is
// evidence of something new.
func (o *observer) look(s *theorems.Scenario) {
	o.found.Tried++
	if o.claim.Needs&^s.Parts() != 0 {
		return
	}
	in := theorems.NewInstance(s)
	missing, definition, ok := o.missing(in)
	switch {
	case !ok:
	case missing == "":
		o.found.Met++
		o.conclude(in)
	case !definition:
		o.withoutOne(in, missing)
	}
}

// missing is the one hypothesis that the instance does not meet, if any; not ok where there are several.
func (o *observer) missing(in *theorems.Instance) (name string, definition, ok bool) {
	for _, h := range o.claim.Hypotheses {
		if in.Meets(h) {
			continue
		}
		if name != "" {
			return "", false, false
		}
		name, definition = h.Name, h.Definition
	}
	return name, definition, true
}

// conclude looks at an instance that meets all hypotheses.
func (o *observer) conclude(in *theorems.Instance) {
	for i, v := range o.claim.Conclude(in) {
		o.found.Compared[i] = o.found.Compared[i] || v.Outcome == theorems.Held || v.Outcome == theorems.Failed
		switch {
		case v.Outcome != theorems.Failed:
		case o.claim.Expected(v.Part) != o.claim.Expect:
			if o.found.Broken == nil {
				o.found.Broken, o.found.Breakage = in.Scenario, v
			}
		case o.found.Counterexample == nil:
			o.found.Counterexample, o.found.Failure = in.Scenario, v
		}
		if v.Relation == theorems.AtMost && v.Outcome == theorems.Held {
			o.tighten(in.Scenario, v)
		}
	}
	for i, rival := range o.rivals {
		if !o.found.Rivals[i].Refuted && fails(&rival, in) {
			o.found.Rivals[i].Refuted, o.found.Rivals[i].Witness = true, in.Scenario
		}
	}
}

// withoutOne looks at an instance that meets all hypotheses but one.
func (o *observer) withoutOne(in *theorems.Instance, missing string) {
	for i := range o.found.Necessity {
		n := &o.found.Necessity[i]
		if n.Hypothesis == missing && n.Witness == nil && fails(&o.claim, in) {
			n.Status, n.Witness = Needed, in.Scenario
		}
	}
}

func fails(claim *theorems.Claim, in *theorems.Instance) bool {
	for _, v := range claim.Conclude(in) {
		if v.Outcome == theorems.Failed {
			return true
		}
	}
	return false
}

// tighten keeps the instance with the largest left/right. Ratios of logarithms are compared through the middles of
// 64-bit enclosures: which instance is shown hangs on it, no verdict does.
func (o *observer) tighten(s *theorems.Scenario, v theorems.Verdict) {
	best := o.found.Tightest
	if best != nil && best.ratio.Equal(model.One) || v.Right.IsInfinite() || v.Right.Sign() <= 0 {
		return
	}
	if ratio := middle(v.Left).Div(middle(v.Right)); best == nil || best.ratio.Less(ratio) {
		o.found.Tightest = &Tightest{v.Name, v.Left.String(), v.Right.String(), s, ratio}
	}
}

func middle(l model.Log) model.Q {
	if q, ok := l.Rational(); ok {
		return q
	}
	low, high := l.Enclose(64)
	return low.Add(high).Mul(model.Half)
}

// Sample tries the claim on random scenarios. Case i of a seed is the same whatever else is run. An existence claim
// is tried on its family, at random parameters.
func Sample(ctx context.Context, claim theorems.Claim, seed uint64, cases int) (Evidence, error) {
	o := newObserver(claim)
	stream := fnv.New64a()
	stream.Write([]byte(claim.ID))
	for i := range cases {
		if err := ctx.Err(); err != nil {
			return o.found, err
		}
		s := Instance(NewRandom(seed, stream.Sum64(), uint64(i)), claim)
		before := o.found.Counterexample
		o.look(&s)
		if before == nil && o.found.Counterexample != nil {
			o.found.Counterexample = shrink(claim, NewRandom(seed, stream.Sum64(), uint64(i)))
		}
	}
	return o.found, nil
}

// attempts is how often Instance tries to meet the hypotheses.
const attempts = 32

// Instance makes a wide scenario for the claim: one of its family for an existence claim, else the parts that it
// needs and by chance those that make sequences of it. It takes the first of a few that meets the hypotheses, or
// the last.
func Instance(c Choices, claim theorems.Claim) (s theorems.Scenario) {
	if claim.Family != nil {
		return claim.Family(c.Pick)
	}
	for range attempts {
		parts := claim.Needs | claim.With
		if c.Pick(3) == 0 {
			parts |= theorems.NeedSources | theorems.NeedHistory
		}
		if s = Scenario(c, parts, Wide(parts)); claim.Met(theorems.NewInstance(&s)) {
			break
		}
	}
	return s
}

// shrink repeats the choices that led to a counterexample, made simpler one at a time as long as it stays one:
// choices cut off at the end, set to 0, or lowered by 1.
func shrink(claim theorems.Claim, source Choices) *theorems.Scenario {
	recorded := &Recorded{Choices: source}
	s := Instance(recorded, claim)
	best, made := &s, recorded.Made
	try := func(choices []int) bool {
		s := Instance(&Replay{choices}, claim)
		o := newObserver(claim)
		if o.look(&s); o.found.Counterexample == nil {
			return false
		}
		best, made = &s, choices
		return true
	}
	for improved := true; improved; {
		improved = false
		for i := len(made) - 1; i >= 0; i-- {
			if i >= len(made) || made[i] == 0 {
				continue
			}
			improved = try(append([]int(nil), made[:i]...)) || try(changed(made, i, 0)) || try(changed(made, i, made[i]-1)) || improved
		}
	}
	return best
}

func changed(choices []int, i, to int) []int {
	choices = append([]int(nil), choices...)
	choices[i] = to
	return choices
}

// Try tries the claim on the scenarios given.
func Try(claim theorems.Claim, scenarios []theorems.Scenario) Evidence {
	o := newObserver(claim)
	for i := range scenarios {
		o.look(&scenarios[i])
	}
	return o.found
}

// Exhaust tries the claim on every scenario of the scope, the smallest first: an existence claim on every member
// of its family.
func Exhaust(ctx context.Context, claim theorems.Claim, scope int) (Evidence, error) {
	o := newObserver(claim)
	err := Sweep(ctx, claim, scope, func(s *theorems.Scenario) bool {
		o.look(s)
		return true
	})
	return o.found, err
}

// Sweep yields every scenario that the scope holds for the claim, the smallest first, until yield returns false.
func Sweep(ctx context.Context, claim theorems.Claim, scope int, yield func(*theorems.Scenario) bool) error {
	parts := claim.Needs | claim.With
	bounds := Scope(scope, parts)
	odometer := &Odometer{}
	for more := true; more; more = odometer.Next() {
		if err := ctx.Err(); err != nil {
			return err
		}
		var s theorems.Scenario
		if claim.Family != nil {
			s = claim.Family(odometer.Pick)
		} else {
			s = Scenario(odometer, parts, bounds)
		}
		if !odometer.Skipped() && !yield(&s) {
			return nil
		}
	}
	return nil
}
