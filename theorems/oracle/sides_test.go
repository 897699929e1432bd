package oracle

import (
	"fmt"
	"slices"
	"strings"
)

// Row is what one part of a claim comes to on a scenario. Left and Right are nil where nothing was compared. A side
// that the theory does not settle is somewhere from it to LeftTo or RightTo, nil where it is settled; that can be ∞,
// and then there may be no such side at all.
type Row struct {
	Claim, Part, Outcome string
	Left, Right          *Number
	LeftTo, RightTo      *Number
}

// MayLack reports whether there may be nothing to compare.
func (r *Row) MayLack() bool { return r.RightTo != nil && r.RightTo.infinite != 0 }

// The outcomes of a row.
const (
	Holds        = "holds"
	Fails        = "fails"
	Vacuous      = "vacuous"
	Inapplicable = "inapplicable"
)

// claim is a claim in the oracle's own words.
type claim struct {
	id    string
	needs string // the parts of a scenario that it speaks of, by name
	given []hypothesis
	parts []part
	// sides are those of all parts, in order, for a scenario that has what is needed and meets what is given: nil
	// where there is nothing to compare, and anything where the part lacks something.
	sides func(s *scenario) []*pair
	// upTo, where the sides are not settled by a formula, is how large they can be; nil for a side that is settled.
	upTo func(s *scenario) []*pair
}

// hypothesis is what a claim takes for granted.
type hypothesis func(s *scenario) bool

// part is one relation of a claim, with what it needs and takes for granted beyond the claim.
type part struct {
	name, relation, needs string
	given                 []hypothesis
}

// pair is the two sides of a part.
type pair struct{ left, right *Number }

// tightest is the pair with the largest left - right among those offered, the first of several. A pair that holds with
// a side that is 0 or infinite gives way to one whose sides have one sign.
type tightest struct{ *pair }

func (t *tightest) offer(left, right *Number) { t.offerBy(gap, left, right) }

func (t *tightest) offerBy(size func(a, b *Number) *Number, left, right *Number) {
	if t.pair != nil {
		was, is := size(t.left, t.right), size(left, right)
		rankWas, rankIs := rank(was, t.left, t.right), rank(is, left, right)
		if rankWas > rankIs || rankWas == rankIs && was.Cmp(is) >= 0 {
			return
		}
	}
	t.pair = &pair{left, right}
}

func rank(size, left, right *Number) int {
	sign := left.Cmp(exactly(zero))
	switch {
	case size.Cmp(exactly(zero)) > 0:
		return 2
	case sign != 0 && sign == right.Cmp(exactly(zero)) && left.infinite == 0 && right.infinite == 0:
		return 1
	}
	return 0
}

// gap is left - right, 0 for two sides that are infinite alike.
func gap(left, right *Number) *Number {
	if left.infinite != 0 && left.infinite == right.infinite {
		return exactly(zero)
	}
	return left.minus(right)
}

// all are the claims that the oracle knows.
var all = slices.Concat(mimicClaims, sequenceClaims, sampleClaims, mergingClaims, surelyClaims, cutClaims,
	foreverClaims, dominanceClaims, featuresClaims, featureLebesgueClaims, ownFeatureClaims, ratesClaims, tiltClaims,
	rewardErrorClaims, penaltyClaims,
	gainClaims,
	tokenClaims, forecastClaims, eventClaims, forcingClaims, unknowableClaims, reachClaims, forcedTokenClaims,
	controlClaims, transferClaims, anyRuleClaims, samplerClaims, safetyClaims)

// Knows reports whether the oracle has the claim.
func Knows(id string) bool {
	return slices.ContainsFunc(all, func(c claim) bool { return c.id == id })
}

// Claim gives a row for each part of the claim on the scenario.
func Claim(id string, text []byte) ([]Row, error) {
	i := slices.IndexFunc(all, func(c claim) bool { return c.id == id })
	if i < 0 {
		return nil, fmt.Errorf("there is no oracle for %q", id)
	}
	s, err := parse(text)
	if err != nil {
		return nil, err
	}
	c := all[i]
	rows := make([]Row, len(c.parts))
	excuse := s.excuse(c.needs, append(s.definitions(c.needs), c.given...))
	var sides, upTo []*pair
	if excuse == "" {
		sides = c.sides(s)
		if c.upTo != nil {
			upTo = c.upTo(s)
		}
	}
	for i, p := range c.parts {
		rows[i] = Row{Claim: id, Part: p.name, Outcome: excuse}
		if excuse == "" {
			rows[i].Outcome = s.excuse(p.needs, p.given)
		}
		if rows[i].Outcome == "" {
			rows[i].conclude(p.relation, sides[i])
			if upTo != nil {
				rows[i].LeftTo, rows[i].RightTo = upTo[i].left, upTo[i].right
			}
		}
	}
	return rows, nil
}

// conclude compares the sides; without any the part fails, since it claims something of what does not exist.
func (r *Row) conclude(relation string, sides *pair) {
	r.Outcome = Fails
	if sides == nil {
		return
	}
	r.Left, r.Right = sides.left, sides.right
	holds := map[string]func() bool{
		"=":  func() bool { return r.Left.Equal(r.Right) },
		"<=": func() bool { return r.Left.Cmp(r.Right) <= 0 },
		"<":  func() bool { return r.Left.Cmp(r.Right) < 0 },
	}
	if holds[relation]() {
		r.Outcome = Holds
	}
}

// excuse tells why a scenario says nothing; it is empty where it does.
func (s *scenario) excuse(needs string, given []hypothesis) string {
	for _, need := range strings.Fields(needs) {
		if !s.has(need) {
			return Inapplicable
		}
	}
	for _, holds := range given {
		if !holds(s) {
			return Vacuous
		}
	}
	return ""
}

// definitions are what gives sense to the laws that a claim speaks of: none of them holds the history impossible.
func (s *scenario) definitions(needs string) (given []hypothesis) {
	for _, need := range strings.Fields(needs) {
		if l := s.law(need); l != nil {
			given = append(given, func(*scenario) bool { return l.possible() })
		}
	}
	return given
}

func (s *scenario) law(name string) *law {
	return map[string]*law{"nature": s.nature, "operator": s.operator, "mimic": s.mimic}[name]
}

// has reports whether the scenario has a part.
func (s *scenario) has(need string) bool {
	switch need {
	case "nature", "operator", "mimic":
		return s.law(need) != nil
	case "sources":
		return s.hasSources
	case "horizon":
		return s.hasHorizon
	case "history":
		return s.history != ""
	case "features":
		return len(s.features) > 0
	case "second-feature":
		return len(s.features) > 1
	case "length":
		return slices.ContainsFunc(s.features, func(f feature) bool { return f.name == "length" })
	case "success":
		return s.success != nil
	case "tilt":
		return s.tilt != nil
	case "labels":
		return s.labels != nil
	case "effect":
		return s.effect != nil
	case "danger":
		return s.danger != nil
	case "challenger":
		return s.challenger != nil || s.operator != nil
	case "epsilon":
		return s.epsilon != nil
	case "tolerance":
		return s.tolerance != nil
	}
	panic("there is no part " + need)
}
