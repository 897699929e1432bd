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

// Expectation is what the theory says of a claim.
type Expectation string

// A claim Holds on every instance that meets its hypotheses; a Refuted one is a sentence that some instance breaks;
// one that Exists is a family of instances that must deliver for every parameter.
const (
	Holds   Expectation = "holds"
	Refuted Expectation = "refuted"
	Exists  Expectation = "exists"
)

// Relation is what a claim says of its two sides. The zero value says nothing and never holds.
type Relation string

// The relations of left to right.
const (
	Equal  Relation = "="
	AtMost Relation = "<="
	Below  Relation = "<"
)

// Part is one relation of a claim. A part can ask for more than its claim does.
type Part struct {
	Name       string // empty where the claim has one part
	Relation   Relation
	Needs      Need
	Hypotheses []Hypothesis
	Expect     Expectation // empty where it is the claim's; a refuted claim can have a part that holds
}

// Sides are the two sides of one part, exact. The zero value is not settled, and then no relation holds.
type Sides struct {
	Left, Right model.Log
	Detail      string // where the tightest pair was found, what was covered
	settled     bool
	undefined   bool // why there are none: what they are made of does not exist here
	// LeftWithin and RightWithin bound a side that is too long to be written out, nil where it is exact. Such a side
	// stands for the end of its bounds that decides the relation.
	LeftWithin, RightWithin *model.Enclosure
}

// Compare gives the two sides of a part.
func Compare(left, right model.Log) Sides { return Sides{Left: left, Right: right, settled: true} }

// compareQ is Compare for rationals.
func compareQ(left, right model.Q) Sides { return Compare(model.Rational(left), model.Rational(right)) }

// Settled reports whether there are sides at all.
func (s Sides) Settled() bool { return s.settled }

// Undefined reports whether there are none because they do not exist on the instance, and not because the check broke.
func (s Sides) Undefined() bool { return s.undefined }

// at says where the pair was found.
func (s Sides) withDetail(format string, arguments ...any) Sides {
	s.Detail = strings.TrimSpace(fmt.Sprintf(format, arguments...))
	return s
}

// holds decides the relation exactly.
func (s Sides) holds(r Relation) bool {
	if !s.settled {
		return false
	}
	order := s.Left.Cmp(s.Right)
	switch r {
	case Equal:
		return order == 0
	case AtMost:
		return order <= 0
	case Below:
		return order < 0
	}
	return false
}

// Hypothesis is a named condition under which a claim is made, decidable on every instance.
type Hypothesis struct {
	Name      string // "forcing-set-reachable"
	Statement string
	Holds     func(*Instance) bool
	// Definition marks a condition without which the claim's words have no meaning, so that there is no question
	// whether the claim needs it.
	Definition bool
}

// Check computes the sides of every part of a claim, in order. It may use Must: what is undefined makes every
// part fail.
type Check func(*Instance) []Sides

// Rival is a false neighbour of one part of a claim, under the same hypotheses: engines that cannot refute it could
// not have refuted the claim either.
type Rival struct {
	Name     string   // "c for 1-c"
	Part     int      // which part of the claim it falsifies
	Relation Relation // empty where it is the part's own
	Check    Check    // nil where it is the claim's own
}

// Claim is one statement of the theory as a value.
type Claim struct {
	ID         string // "forcing/gap": section of the theory, name
	Statement  string // one sentence, with its formula
	Source     string // where in the essay; starred where the claim is ours
	Expect     Expectation
	Needs      Need
	With       Need // parts that the claim does not ask for but that make it worth trying
	Hypotheses []Hypothesis
	Parts      []Part
	Check      Check
	Rivals     []Rival
	// Derivation says in a few sentences why the claim is true, or where it breaks, with the literature.
	Derivation string
	Follows    []string // the IDs of the claims that the derivation rests on
	// Theorems are what is proved of the claim by machine.
	Theorems []proofs.Proof
	// Sharpened names the claim that is true in place of a refuted one.
	Sharpened string
	// Rare is how many times as many cases a sample of the claim takes as of others, so that it finds what refutes the
	// claim's rivals and, where it is refuted, the claim; 0 is once.
	Rare int
	// Family makes the instance of an existence claim for a parameter, read from pick: pick(n) is in 0..n-1.
	Family func(pick func(n int) int) scenario.Scenario
}

// Outcome is what a scenario says of one part of a claim.
type Outcome string

// Vacuous means that a hypothesis does not hold, inapplicable that the scenario lacks a part the claim speaks of.
const (
	Held         Outcome = "holds"
	Failed       Outcome = "fails"
	Vacuous      Outcome = "vacuous"
	Inapplicable Outcome = "inapplicable"
)

// Verdict is the outcome of one part on one scenario. Sides are meaningful where it holds or fails, unless the
// detail says that they are undefined.
type Verdict struct {
	Part
	Outcome Outcome
	Sides
}

// Without is the claim minus one of its hypotheses: what is claimed where the condition is not asked for. Not ok
// where it has no such hypothesis.
func (c Claim) Without(hypothesis string) (Claim, bool) {
	i := slices.IndexFunc(c.Hypotheses, func(h Hypothesis) bool { return h.Name == hypothesis })
	if i < 0 {
		return c, false
	}
	c.Hypotheses = slices.Delete(slices.Clone(c.Hypotheses), i, i+1)
	return c, true
}

// As is what the rival claims: the one part that it falsifies.
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
		return sides[min(r.Part, len(sides)):]
	}
	return c
}

// Try checks the claim on a scenario: one verdict a part.
func (c *Claim) Try(s *scenario.Scenario) []Verdict {
	if missing := c.Needs &^ Parts(s); missing != 0 {
		return c.all(Inapplicable, Sides{Detail: "the scenario has no " + missing.String()})
	}
	in := NewInstance(s)
	for _, h := range c.Hypotheses {
		if !in.Meets(&h) {
			return c.all(Vacuous, Sides{Detail: h.Name + " does not hold: " + h.Statement + c.anyway(in, h)})
		}
	}
	return c.Conclude(in)
}

// anyway tells, of a claim that does not apply for want of one hypothesis, whether its conclusion fails.
func (c *Claim) anyway(in *Instance, missing Hypothesis) string {
	rest, _ := c.Without(missing.Name)
	if missing.Definition || !rest.Met(in) {
		return ""
	}
	for _, v := range rest.Conclude(in) {
		switch {
		case v.Outcome == Failed && v.settled:
			return fmt.Sprintf("; without it the claim fails: %s %s %s", v.Left, v.Relation, v.Right)
		case v.Outcome == Failed:
			return "; without it there is nothing to compare"
		}
	}
	return "; without it the claim holds here"
}

// NotSettled is the verdicts on a scenario that the claim was not tried on, or not to the end: vacuous, for this reason.
func (c *Claim) NotSettled(why string) []Verdict {
	return c.all(Vacuous, Sides{Detail: "not settled: " + why})
}

// Expected is what the theory says of a part.
func (c *Claim) Expected(p *Part) Expectation {
	if p.Expect != "" {
		return p.Expect
	}
	return c.Expect
}

// Breaks reports whether a verdict on an instance that the claim was made for shows that something is wrong: a part
// fails that should not, or one that should, but with nothing to compare.
func (c *Claim) Breaks(v Verdict) bool {
	return v.Outcome == Failed && (!v.Settled() || c.Expected(&v.Part) != Refuted)
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

// Unmet is the first hypothesis that does not hold, nil where all do, and whether there are several.
func (c *Claim) Unmet(in *Instance) (unmet *Hypothesis, several bool) {
	// At once, and one by one only where something is undefined.
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

// Conclude checks the conclusion, whatever the hypotheses say. Where a side is undefined, or the check or a hypothesis
// that was asked breaks, all parts fail and say so. The verdicts are good until the next Conclude on the instance.
func (c *Claim) Conclude(in *Instance) []Verdict {
	if in.broken != nil {
		return c.all(Failed, Sides{Detail: in.broken.Error()})
	}
	in.compared = in.compared[:0]
	sides, err := settle(func() []Sides { return c.Check(in) })
	if _, absent := err.(undefined); absent {
		return c.all(Failed, Sides{Detail: err.Error(), undefined: true})
	} else if err != nil {
		return c.all(Failed, Sides{Detail: "the check " + err.Error()})
	}
	in.verdicts = slices.Grow(in.verdicts[:0], len(c.Parts))[:len(c.Parts)]
	for i := range c.Parts {
		v := &in.verdicts[i]
		v.Part, v.Outcome = c.Parts[i], Failed
		switch outcome, why := v.Part.excused(in); {
		case outcome != "":
			v.Outcome, v.Sides = outcome, Sides{Detail: why}
		case in.broken != nil:
			v.Sides = Sides{Detail: in.broken.Error()}
		case i >= len(sides):
			v.Sides = Sides{Detail: "the check gave no sides"}
		default:
			if v.Sides = sides[i]; v.Sides.holds(v.Relation) {
				v.Outcome = Held
			}
		}
	}
	return in.verdicts
}

// excused reports whether, and why, an instance that the claim speaks of says nothing of the part.
func (p *Part) excused(in *Instance) (outcome Outcome, why string) {
	if p.Needs == 0 && len(p.Hypotheses) == 0 {
		return "", ""
	}
	if missing := p.Needs &^ Parts(in.Scenario); missing != 0 {
		return Inapplicable, "the scenario has no " + missing.String()
	}
	for i := range p.Hypotheses {
		if h := &p.Hypotheses[i]; !in.Meets(h) {
			return Vacuous, h.Name + " does not hold: " + h.Statement
		}
	}
	return "", ""
}

// undefined is what must panics with; settle turns it into an error. Neither leaves the package.
type undefined struct{ error }

func (u undefined) Error() string { return "undefined: " + u.error.Error() }

// must is v, for use inside checks and hypotheses, where err says that the value does not exist.
func must[T any](v T, err error) T {
	if err != nil {
		panic(undefined{err})
	}
	return v
}

// Must is v, for use inside the checks and hypotheses of claims that are defined elsewhere. Where err says that the value
// does not exist every part of the claim fails and says so; outside of them it panics.
func Must[T any](v T, err error) T { return must(v, err) }

// settle runs a computation in which something may be undefined. A panic of any other kind is a fault of the
// computation; it too becomes an error, so that one broken claim does not take the others down.
func settle[T any](compute func() T) (result T, err error) {
	defer func() {
		switch fault := recover().(type) {
		case nil:
		case undefined:
			err = fault
		default:
			err = errors.New("broke: " + strings.Join(strings.Fields(fmt.Sprint(fault)), " ")) // in one line
		}
	}()
	return compute(), nil
}
