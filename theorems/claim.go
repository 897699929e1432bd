package theorems

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"mimics/model"
	"mimics/theorems/proofs"
	"mimics/theorems/scenario"
)

// Expectation says how the theory expects a claim to come out.
type Expectation string

// A claim that Holds does so on every instance that meets its hypotheses. A Refuted claim fails on some instance. A
// claim that Exists has a family of instances and must hold on each of them.
const (
	Holds   Expectation = "holds"
	Refuted Expectation = "refuted"
	Exists  Expectation = "exists"
)

// Relation relates the two sides of a part. The zero value never holds.
type Relation string

// The relations, left side first.
const (
	Equal  Relation = "="
	AtMost Relation = "<="
	Below  Relation = "<"
)

// Sign returns how people write that the relation holds, or that it does not: "≤" or ">".
func (r Relation) Sign(holds bool) string {
	signs := map[Relation][2]string{Equal: {"≠", "="}, AtMost: {">", "≤"}, Below: {"≥", "<"}}[r]
	if holds {
		return signs[1]
	}
	return signs[0]
}

// Part is one relation of a claim. A part can have needs and hypotheses beyond its claim's.
type Part struct {
	Name       string // empty if the claim has one part
	Relation   Relation
	Needs      Need
	Hypotheses []Hypothesis
	Expect     Expectation // empty means the claim's; a refuted claim can have a part that holds
	Best       Best        // of a bound: whether a better constant would be false
	Reaches    model.Q     // of a bound that is not attained: left/right of some small scenario is at least this
	// Nonnegative marks a part that says only that its right side is not negative: its left side is always 0.
	Nonnegative bool
}

// Best says what is known of the constant of a bound. Empty means that a better one may be true.
type Best string

// A bound is Attained if its sides are equal on a scenario that is not degenerate, and Approached if only their ratio
// comes as near to 1 as one likes.
const (
	Attained   Best = "attained"
	Approached Best = "approached"
)

// Hypothesis is a named condition of a claim, decidable on every instance.
type Hypothesis struct {
	Name      string // "forcing-set-reachable"
	Statement string
	Holds     func(*Instance) bool
	// Definition marks a condition without which the claim has no meaning, such as one that a constant exists. Engines
	// then ask only whether the claim has sides without it, not whether it is true.
	Definition bool
}

// Check computes the sides of every part of a claim, in order. It may call Must: an undefined value makes every part
// fail.
type Check func(*Instance) []Sides

// Rival is a slightly wrong version of one part of a claim, under the same hypotheses. Engines that cannot refute the
// rival could not have refuted the claim either.
type Rival struct {
	Name     string   // "c for 1-c"
	Part     int      // the index of the part that the rival changes
	Relation Relation // empty means the part's own
	Check    Check    // nil means the claim's own
	// Right changes the right side that the check computes; nil leaves it.
	Right func(model.Log) model.Log
}

// Claim is one statement of the theory, as a value.
type Claim struct {
	ID         string // "forcing/gap": section of the theory, name
	Title      string // in plain words, at most MaxTitle characters; a refuted claim's says what is refuted, or true
	Statement  string // one or two sentences, with the formula
	Source     string // place in the essay; starred if the claim is ours
	Expect     Expectation
	Needs      Need
	With       Need        // parts that the claim does not need but that make it worth trying
	Parameters []Parameter // numbers that a scenario must give; a family gives them itself
	Hypotheses []Hypothesis
	Parts      []Part
	Check      Check
	Rivals     []Rival
	// Derivation explains in a few sentences why the claim is true, or where it breaks, and names the literature.
	Derivation string
	Follows    []string // the IDs of the claims that the derivation rests on
	// Theorems lists the machine-checked theorems about the claim.
	Theorems []proofs.Proof
	// Limits lists the machine-checked theorems about all time that the claim is the finite part of.
	Limits []proofs.Limit
	// Sharpened is the ID of the true claim that replaces a refuted one.
	Sharpened string
	// Rare multiplies the number of random scenarios for the claim, so that they include counterexamples to its rivals
	// and, if it is refuted, to the claim. 0 means 1.
	Rare int
	// Family makes an instance of an existence claim. It reads its parameter from pick; pick(n) is in 0..n-1.
	Family func(pick func(n int) int) scenario.Scenario
}

// Outcome is the result of one part of a claim on a scenario.
type Outcome string

// Vacuous means that a hypothesis does not hold; Inapplicable, that the scenario lacks a part that the claim needs;
// Undecided, that logarithms of sums of powers of e were to be compared that are too close to tell apart.
const (
	Held         Outcome = "holds"
	Undecided    Outcome = "undecided"
	Failed       Outcome = "fails"
	Vacuous      Outcome = "vacuous"
	Inapplicable Outcome = "inapplicable"
)

// Verdict is the outcome of one part on one scenario. Sides are meaningful if the part holds or fails, unless the
// detail says that they are undefined.
type Verdict struct {
	Part
	Outcome Outcome
	Sides
}

// Tells reports whether the part compared something: its sides are finite and of one sign. An equality tells something
// unless both sides are 0.
func (v *Verdict) Tells() bool {
	switch {
	case !v.settled || v.Outcome != Held && v.Outcome != Failed:
		return false
	case v.Relation == Equal:
		return v.Left.Sign() != 0 || v.Right.Sign() != 0
	case v.Nonnegative:
		return v.Right.Sign() != 0
	}
	return tell(v.Left, v.Right)
}

// Comparison writes the two sides of a settled part as they came out, such as "1/4 ≠ 1/3".
func (v *Verdict) Comparison() string {
	left, right := v.Shown()
	return left + " " + v.Relation.Sign(v.Outcome == Held) + " " + right
}

// Shown writes the two sides of a settled part for people: long ones that are made of powers as enclosures, but exactly
// if the enclosures of different sides would look alike.
func (v *Verdict) Shown() (left, right string) {
	left, right = brief(v.Left), brief(v.Right)
	if left == right && slices.Contains([]string{"≠", "<", ">"}, v.Relation.Sign(v.Outcome == Held)) {
		return v.Left.String(), v.Right.String()
	}
	return left, right
}

// maxPowersText is the length of the longest sum of powers that brief writes out.
const maxPowersText = 200

// brief writes a number exactly. It writes a long one that is made of powers as an enclosure, "[low, high]".
func brief(l model.Log) string {
	text := l.String()
	if len(text) <= maxPowersText || !strings.Contains(text, "^") {
		return text
	}
	const places = 20
	low, high := l.Enclose(128)
	return "[" + low.Decimal(places, -1) + ", " + high.Decimal(places, 1) + "]"
}

// Without returns the claim without one of its hypotheses. It returns false if the claim has no hypothesis of that
// name.
func (c Claim) Without(hypothesis string) (Claim, bool) {
	i := slices.IndexFunc(c.Hypotheses, func(h Hypothesis) bool { return h.Name == hypothesis })
	if i < 0 {
		return c, false
	}
	c.Hypotheses = slices.Delete(slices.Clone(c.Hypotheses), i, i+1)
	return c, true
}

// Stated lists the hypotheses that the claim states itself: all but those that its laws have a forecast, which every
// claim about these laws has.
func (c *Claim) Stated() (list []Hypothesis) {
	implied := definitions(c.Needs)
	for _, h := range c.Hypotheses {
		if !h.Definition || !slices.ContainsFunc(implied, func(d Hypothesis) bool { return d.Name == h.Name }) {
			list = append(list, h)
		}
	}
	return list
}

// As returns the rival as a claim. It has one part, the one that the rival changes.
func (c Claim) As(r Rival) Claim {
	part, check := c.Parts[r.Part], c.Check
	if r.Relation != "" {
		part.Relation = r.Relation
	}
	if r.Check != nil {
		check = r.Check
	}
	c.Parts = []Part{part}
	c.Check = func(in *Instance) []Sides {
		sides := check(in)
		if sides = sides[min(r.Part, len(sides)):]; len(sides) == 0 {
			return sides
		}
		return in.sides(r.changed(sides[0]))
	}
	return c
}

// changed returns what the rival compares, given the sides that its check computed.
func (r *Rival) changed(s Sides) Sides {
	if r.Right != nil && s.settled {
		s.Right, s.RightWithin = r.Right(s.Right), nil
	}
	return s
}

// Against returns the verdict on a rival without a check of its own, given its claim's verdict on the part that the
// rival changes: both compare what one check computed.
func (r *Rival) Against(v Verdict) Verdict {
	if r.Relation != "" {
		v.Relation = r.Relation
	}
	if v.settled {
		v.Sides = r.changed(v.Sides)
		v.Outcome = v.Sides.outcome(v.Relation)
	}
	return v
}

// times is a Right that takes a share of the right side.
func times(numerator, denominator int64) func(model.Log) model.Log {
	return func(right model.Log) model.Log { return right.Scale(model.Frac(numerator, denominator)) }
}

// Try checks the claim on a scenario and returns one verdict per part.
func (c *Claim) Try(s *scenario.Scenario) []Verdict {
	if missing := c.missing(s); missing != "" {
		return c.all(Inapplicable, unsettled("the scenario has no %s", missing))
	}
	in := NewInstance(s)
	for _, h := range c.Hypotheses {
		if !in.Meets(&h) {
			return c.all(Vacuous, unsettled("%s%s", notMet{&h}, c.anyway(in, h)))
		}
	}
	return c.Conclude(in)
}

// anyway says whether the conclusion fails on an instance that misses one hypothesis of the claim. It returns "" if
// that is a definition or if another hypothesis is missing too.
func (c *Claim) anyway(in *Instance, missing Hypothesis) string {
	rest, _ := c.Without(missing.Name)
	if missing.Definition || !rest.Met(in) {
		return ""
	}
	for _, v := range rest.Conclude(in) {
		switch {
		case v.Outcome == Failed && v.settled:
			return "; without it the claim fails: " + v.Comparison()
		case v.Outcome == Failed:
			return "; without it there is nothing to compare"
		}
	}
	return "; without it the claim holds here"
}

// NotSettled returns vacuous verdicts for a scenario on which the claim was not tried, or not to the end; why gives the
// reason.
func (c *Claim) NotSettled(why string) []Verdict {
	return c.all(Vacuous, unsettled("not settled: %s", why))
}

// Expected is the expectation of a part: its own or the claim's.
func (c *Claim) Expected(p *Part) Expectation {
	if p.Expect != "" {
		return p.Expect
	}
	return c.Expect
}

// Breaks reports whether a verdict shows a fault, on an instance that meets the claim's hypotheses: a part fails
// although it is not expected to be refuted, has no sides to compare, or is undecided.
func (c *Claim) Breaks(v Verdict) bool {
	return v.Outcome == Undecided || v.Outcome == Failed && (!v.Settled() || c.Expected(&v.Part) != Refuted)
}

// all gives every part the same outcome.
func (c *Claim) all(outcome Outcome, sides Sides) []Verdict {
	verdicts := make([]Verdict, len(c.Parts))
	for i, part := range c.Parts {
		verdicts[i] = Verdict{part, outcome, sides}
	}
	return verdicts
}

// Met reports whether all hypotheses hold.
func (c *Claim) Met(in *Instance) bool {
	unmet, _ := c.Unmet(in)
	return unmet == nil
}

// Unmet returns the first hypothesis that does not hold, nil if all hold, and whether there are several.
func (c *Claim) Unmet(in *Instance) (unmet *Hypothesis, several bool) {
	in.broken = nil // another claim's hypothesis
	// All at once; one by one only if something is undefined.
	if _, err := settle(func() bool { unmet, several = c.unmet(in, false); return true }); err != nil {
		return c.unmet(in, true)
	}
	return unmet, several
}

func (c *Claim) unmet(in *Instance, undefined bool) (unmet *Hypothesis, several bool) {
	for i := range c.Hypotheses {
		h := &c.Hypotheses[i]
		switch {
		case undefined && in.Meets(h) || !undefined && h.Holds(in):
		case unmet == nil:
			unmet = h
		default:
			return unmet, true
		}
	}
	return unmet, false
}

// Conclude checks the conclusion, whether or not the hypotheses hold. If a side is undefined, or if the check or a
// hypothesis panics, all parts fail and their detail names the fault. The verdicts are valid until the next Conclude on
// the instance.
func (c *Claim) Conclude(in *Instance) []Verdict {
	if in.broken != nil {
		return c.all(faulty(in.broken), unsettled("%s", in.broken))
	}
	in.compared = in.compared[:0]
	sides, err := settle(func() []Sides { return c.Check(in) })
	if _, absent := errors.AsType[undefined](err); absent {
		return c.all(Failed, Sides{undefined: true}.WithDetail("%s", err))
	} else if err != nil {
		return c.all(faulty(err), unsettled("the check %s", err))
	}
	in.verdicts = slices.Grow(in.verdicts[:0], len(c.Parts))[:len(c.Parts)]
	for i := range c.Parts {
		v := &in.verdicts[i]
		v.Part, v.Outcome = c.Parts[i], Failed
		switch outcome, why := v.Part.excused(in); {
		case outcome != "":
			v.Outcome, v.Sides = outcome, why
		case in.broken != nil:
			v.Outcome, v.Sides = faulty(in.broken), unsettled("%s", in.broken)
		case i >= len(sides):
			v.Sides = unsettled("the check returned no sides")
		default:
			v.Sides = sides[i]
			v.Outcome = v.Sides.outcome(v.Relation)
		}
	}
	return in.verdicts
}

// faulty is the outcome of parts whose computation ended with err.
func faulty(err error) Outcome {
	if errors.Is(err, model.ErrUndecided) {
		return Undecided
	}
	return Failed
}

// excused reports whether the part does not apply to an instance of the claim: Inapplicable or Vacuous, and unsettled
// sides with the reason; or "" if it applies.
func (p *Part) excused(in *Instance) (outcome Outcome, why Sides) {
	if p.Needs == 0 && len(p.Hypotheses) == 0 {
		return "", why
	}
	if missing := p.Needs &^ Parts(in.Scenario); missing != 0 {
		return Inapplicable, unsettled("the scenario has no %s", missing)
	}
	for i := range p.Hypotheses {
		if h := &p.Hypotheses[i]; !in.Meets(h) {
			return Vacuous, unsettled("%s", notMet{h})
		}
	}
	return "", why
}

// notMet says that a hypothesis does not hold.
type notMet struct{ *Hypothesis }

func (n notMet) String() string { return n.Name + " does not hold: " + n.Statement }

// undefined is the panic value of Must; settle turns it into an error. Neither leaves the package.
type undefined struct{ error }

func (u undefined) Error() string { return "undefined: " + u.error.Error() }

// Must returns v, for use in checks and hypotheses. If err is not nil, v does not exist on the instance: every part of
// the claim fails with err as its detail. Must then panics, so it is of no use outside of checks and hypotheses.
func Must[T any](v T, err error) T {
	if err != nil {
		panic(undefined{err})
	}
	return v
}

// settle runs a computation that may panic with undefined. Any other panic is a fault of the computation and becomes an
// error too, so that one broken claim does not stop the others.
func settle[T any](compute func() T) (result T, err error) {
	defer func() {
		switch fault := recover().(type) {
		case nil:
		case undefined:
			err = fault
		case error:
			if errors.Is(fault, model.ErrUndecided) {
				err = fault
				return
			}
			err = errors.New("broke: " + fault.Error())
		default:
			err = errors.New("broke: " + strings.Join(strings.Fields(fmt.Sprint(fault)), " ")) // in one line
		}
	}()
	return compute(), nil
}
