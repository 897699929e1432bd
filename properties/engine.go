package properties

import (
	"context"
	"hash/fnv"

	"mimics/model"
	"mimics/theorems"
)

// observer looks at scenarios one by one and gathers evidence on one claim.
type observer struct {
	claim  theorems.Claim
	rivals []theorems.Claim
	asked  []string // the hypotheses of which it is asked whether they are needed
	found  Evidence
	bounds bool              // whether to look for the tightest instance
	in     theorems.Instance // the one at hand
}

func newObserver(claim theorems.Claim) *observer {
	o := &observer{claim: claim, asked: necessities(&claim), found: newEvidence(&claim)}
	for _, r := range claim.Rivals {
		o.rivals = append(o.rivals, claim.As(r))
	}
	return o
}

// look tries the claim, its rivals and its necessity on one scenario that has the parts which the claim needs; it keeps
// the scenario only where that is evidence of something new.
func (o *observer) look(s *theorems.Scenario, at Position) {
	o.found.Tried++
	in := &o.in
	in.Reset(s)
	missing, definition, ok := o.missing(in)
	switch {
	case !ok:
	case missing == "":
		o.found.Met++
		o.conclude(in, at)
	case !definition:
		o.withoutOne(in, missing, at)
	}
}

// missing is the one hypothesis that the instance does not meet, if any; not ok where there are several.
func (o *observer) missing(in *theorems.Instance) (name string, definition, ok bool) {
	for i := range o.claim.Hypotheses {
		h := &o.claim.Hypotheses[i]
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
func (o *observer) conclude(in *theorems.Instance, at Position) {
	verdicts := o.claim.Conclude(in)
	for i := range verdicts {
		v := &verdicts[i]
		o.found.Compared[i] = o.found.Compared[i] || v.Outcome == theorems.Held || v.Outcome == theorems.Failed
		switch {
		case v.Outcome != theorems.Failed:
		case o.claim.Expected(&v.Part) != o.claim.Expect:
			keep(&o.found.Broken, in, v, at)
		default:
			keep(&o.found.Counterexample, in, v, at)
		}
		if o.bounds && v.Relation == theorems.AtMost && v.Outcome == theorems.Held {
			o.tighten(in, v, at)
		}
	}
	for i := range o.rivals {
		if o.found.Rivals[i] == nil {
			keepFailure(&o.found.Rivals[i], &o.rivals[i], in, at)
		}
	}
}

// withoutOne looks at an instance that meets all hypotheses but one.
func (o *observer) withoutOne(in *theorems.Instance, missing string, at Position) {
	for i, asked := range o.asked {
		if asked == missing && o.found.Necessity[i] == nil {
			keepFailure(&o.found.Necessity[i], &o.claim, in, at)
		}
	}
}

// keepFailure keeps the instance where the claim fails on it.
func keepFailure(place **Witness, claim *theorems.Claim, in *theorems.Instance, at Position) {
	for _, v := range claim.Conclude(in) {
		if v.Outcome == theorems.Failed {
			keep(place, in, &v, at)
			return
		}
	}
}

// keep keeps the instance where there is none yet.
func keep(place **Witness, in *theorems.Instance, v *theorems.Verdict, at Position) {
	if *place == nil {
		*place = &Witness{at, kept(in), Sides(*v)}
	}
}

// kept is a copy of the scenario, whose place goes to the next one.
func kept(in *theorems.Instance) *theorems.Scenario {
	s := *in.Scenario
	return &s
}

// tighten keeps the instance with the largest left/right.
func (o *observer) tighten(in *theorems.Instance, v *theorems.Verdict, at Position) {
	best := o.found.Tightest
	if best != nil && best.Ratio.Equal(model.One) || v.Left.IsInfinite() || v.Right.IsInfinite() || v.Right.Sign() <= 0 {
		return
	}
	if r := ratio(v.Left, v.Right); best == nil || best.Ratio.Less(r) {
		o.found.Tightest = &Bound{Witness{at, kept(in), Sides(*v)}, v.Name, v.Left.String(), v.Right.String(), r}
	}
}

// ratio is left/right for left ≤ right, 0 < right, to 64 binary places: which instance is shown hangs on it, no verdict
// does.
func ratio(left, right model.Log) model.Q {
	switch {
	case left.Equal(right):
		return model.One
	case left.Sign() == 0:
		return model.Zero
	}
	places := model.NewInt(1 << 62).Mul(model.NewInt(4))
	r := middle(left).Div(middle(right))
	return model.Ratio(r.Num().Mul(places).Div(r.Den()), places).Min(model.One)
}

// middle is the middle of an enclosure that has the sign of l, which is not 0.
func middle(l model.Log) model.Q {
	if q, ok := l.Rational(); ok {
		return q
	}
	for bits := uint(64); ; bits *= 2 {
		if low, high := l.Enclose(bits); low.Sign() == high.Sign() {
			return low.Add(high).Mul(model.Half)
		}
	}
}

// Sample tries the claim on random scenarios, as many as there are cases, or on a slice of them. Case i of a seed is the
// same whatever else is run. An existence claim is tried on its family, at random parameters.
func Sample(ctx context.Context, claim theorems.Claim, seed uint64, cases int, slice Slice) (Evidence, error) {
	o := newObserver(claim)
	stream := fnv.New64a()
	stream.Write([]byte(claim.ID))
	for i := slice.Index; i < cases; i += slice.Of {
		if err := ctx.Err(); err != nil {
			return o.found, err
		}
		s := Instance(NewRandom(seed, stream.Sum64(), uint64(i)), claim)
		unbroken := o.found.Counterexample == nil
		o.look(&s, Position{i, 0})
		if w := o.found.Counterexample; unbroken && w != nil {
			o.found.Counterexample = shrink(claim, NewRandom(seed, stream.Sum64(), uint64(i)), *w)
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
func shrink(claim theorems.Claim, source Choices, found Witness) *Witness {
	recorded := &Recorded{Choices: source}
	Instance(recorded, claim)
	best, made := &found, recorded.Made
	try := func(choices []int) bool {
		s := Instance(&Replay{choices}, claim)
		o := newObserver(claim)
		if o.look(&s, found.At); o.found.Counterexample == nil {
			return false
		}
		best, made = o.found.Counterexample, choices
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

// Try tries the claim on the scenarios given, or on a slice of them.
func Try(claim theorems.Claim, scenarios []theorems.Scenario, slice Slice) Evidence {
	o := newObserver(claim)
	for i := range scenarios {
		switch {
		case !slice.Has(i):
		case scenarios[i].Parts().Has(claim.Needs):
			o.look(&scenarios[i], Position{i, 0})
		default:
			o.found.Tried++
		}
	}
	return o.found
}

// Exhaust tries the claim on every scenario of the scope, the smallest first, or on a slice of them: an existence
// claim on every member of its family.
func Exhaust(ctx context.Context, claim theorems.Claim, scope int, slice Slice) (Evidence, error) {
	o := newObserver(claim)
	o.bounds = true
	err := Sweep(ctx, claim, scope, slice, func(s *theorems.Scenario, at Position) bool {
		o.look(s, at)
		return true
	})
	return o.found, err
}
