package proofs_test

import (
	"flag"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/properties"
	"mimics/theorems"
	"mimics/theorems/proofs"
	"mimics/theorems/scenario"
)

// The names of theorems tie them to claims; these tests tie their values. Coq extracts to OCaml the sides that a
// theorem compares, and they must be those of the claim's check on the same scenario.

// seed makes the scenarios the same in every run.
const seed = 1

var scenarios = flag.Int("scenarios", 50, "the number of scenarios that each extracted theorem is compared on")

func TestTheoremsCompareWhatTheirClaimsCompare(t *testing.T) {
	t.Parallel() // with the questions to Coq about what they rest on
	oracle, names := newOracle(t, "extraction/claims.v")
	var questions []question
	for _, name := range names {
		proof := proofOf(t, name)
		asked := ask(t, proof)
		require.Len(t, asked, *scenarios)
		if name == "dominance_constant_histories" {
			asked = append(asked, askAboutUrns(t, proof)...)
		}
		questions = append(questions, asked...)
	}
	rows := oracle.answer(t, questions)
	counts := map[string]*count{}
	for i, q := range questions {
		name := q.proof.Theorem
		if counts[name] == nil {
			counts[name] = new(count)
		}
		counts[name].add(q, rows[i])
	}
	var whole count
	for _, name := range names {
		c := counts[name]
		t.Logf("%s: %s", name, c)
		assert.Empty(t, c.differ, "%s and the check of its claim differ", name)
		assert.NotZero(t, c.equal, "%s: no scenario met the hypotheses", name)
		whole.merge(c)
	}
	t.Logf("%d theorems: %s", len(names), &whole)
}

// A changed theorem can still be true, and Coq then accepts it. What it compares gives it away.
func TestAChangedTheoremIsSeen(t *testing.T) {
	oracle, names := newOracle(t, "testdata/planted.v")
	require.Len(t, names, 6)
	for _, name := range names {
		questions := ask(t, proofOf(t, name))
		var c count
		for i, rows := range oracle.answer(t, questions) {
			c.add(questions[i], rows)
		}
		assert.NotEmpty(t, c.differ, "%s was changed, and nothing differs", name)
		t.Logf("%s: %s, such as %s", name, &c, c.differ[0])
	}
}

// A question asks for the sides of a theorem on a scenario, and holds the verdict on its claim there.
type question struct {
	proof    proofs.Proof
	scenario string // as a line for the oracle
	verdict  theorems.Verdict
	ordered  bool // the claim compares no logarithms on any scenario; what stands for them has no order
}

// ask draws scenarios for the theorem's claim. Half of them are drawn until they meet its hypotheses, if they can.
func ask(t *testing.T, proof proofs.Proof) (list []question) {
	t.Helper()
	claim, ok := theorems.Essay().Find(proof.Claim)
	require.True(t, ok, proof.Claim)
	part := slices.IndexFunc(claim.Parts, func(p theorems.Part) bool { return p.Name == proof.Part })
	require.GreaterOrEqual(t, part, 0, "%s has no part %q", proof.Claim, proof.Part)
	sampler, parts := properties.NewSampler(*claim), claim.Needs|claim.With
	told := proof.Claim == "dominance/constant" // its theorems are given the constant
	for n := range uint64(*scenarios) {
		choices := properties.NewRandom(seed, n%2, n)
		draw := func() scenario.Scenario {
			if n%2 == 0 || claim.Family != nil {
				in, _ := sampler.Instance(choices)
				return *in.Scenario
			}
			return properties.Scenario(choices, parts, properties.Wide(parts))
		}
		s := draw()
		for !told && !fromTheStart(&s) {
			s = draw()
		}
		inFractions(&s)
		for s.Horizon > 1 && math.Pow(float64(len(s.Outcomes)), float64(s.Horizon)) > histories {
			s.Horizon--
		}
		list = append(list, question{proof: proof, scenario: scenarioLine(&s), verdict: claim.Try(&s)[part]})
	}
	ordered := !slices.ContainsFunc(list, question.hasLogarithm)
	for n := range list {
		list[n].ordered = ordered
	}
	return list
}

// askAboutUrns draws urns beside others with other pseudo-counts: no scenario of the sampler has two urns.
func askAboutUrns(t *testing.T, proof proofs.Proof) (list []question) {
	t.Helper()
	claim, ok := theorems.Essay().Find(proof.Claim)
	require.True(t, ok, proof.Claim)
	for n := range uint64(*scenarios) {
		choices := properties.NewRandom(seed, 2, n)
		pick := func(list ...string) string { return list[choices.Pick(len(list))] }
		outcomes, counts := []string{"x", "y", "z"}[:2+choices.Pick(2)], [2][]string{}
		for _, x := range outcomes {
			pair := pick("0 0", "1 1", "3/2 1/2", "2 1", "4 2", "1 0", "1 2")
			if x == "x" {
				pair = pick("1/2 1/2", "3/2 1/2", "2 1", "3 1", "4 2", "1 1/2")
			}
			for i, count := range strings.Fields(pair) {
				counts[i] = append(counts[i], fmt.Sprintf("%q: %q", x, count))
			}
		}
		s, err := scenario.Read("urns", fmt.Appendf(nil, `{"name": "urns", "outcomes": ["%s"], "horizon": 2,
			"sources": {"u": {"urn": {%s}}, "v": {"urn": {%s}}}, "operator": {%s}, "mimic": {%s}}`,
			strings.Join(outcomes, `", "`), strings.Join(counts[0], ", "), strings.Join(counts[1], ", "),
			pick(`"u": "1"`, `"u": "1/3", "v": "2/3"`), pick(`"v": "1"`, `"u": "1/4", "v": "3/4"`)))
		require.NoError(t, err)
		verdict := claim.Try(&s)[0]
		list = append(list, question{proof: proof, scenario: scenarioLine(&s), verdict: verdict, ordered: true})
	}
	require.True(t, slices.ContainsFunc(list, func(q question) bool { return q.verdict.Outcome == theorems.Held }))
	return list
}

// hasLogarithm reports whether a side of the claim is a finite number that is no fraction.
func (q question) hasLogarithm() bool {
	return slices.ContainsFunc([]model.Log{q.verdict.Left, q.verdict.Right}, func(side model.Log) bool {
		_, rational := side.Rational()
		return !rational && !side.IsInfinite()
	})
}

// inFractions gives a tilt at a rational β a rational base instead: the extracted terms compute with fractions.
func inFractions(s *scenario.Scenario) {
	if s.Tilt == nil {
		return
	}
	if _, powers := s.Tilt.Beta(); powers {
		s.Tilt = new(theorems.Must(s.Tilt.WithBase(model.Frac(19, 7))))
	}
}

// histories bounds the number of histories to the horizon: Coq's terms compute each sum anew wherever it occurs.
const histories = 16

// fromTheStart reports whether the start states decide which laws are within a multiple of each other. If not, claims
// compare the sources' laws to find the constant, which the theorems are not told.
func fromTheStart(s *scenario.Scenario) bool {
	in := theorems.NewInstance(s)
	for _, pair := range []struct {
		below, above model.Law
		found        theorems.Hypothesis
	}{
		{in.OperatorLaw, in.MimicLaw, theorems.Dominated},
		{in.MimicLaw, in.OperatorLaw, theorems.Dominating},
		{in.NatureLaw, in.OperatorLaw, theorems.NatureWithinOperator},
		{in.NatureLaw, in.MimicLaw, theorems.NatureWithinMimic},
	} {
		if s.Machine == nil || pair.below.Null() || pair.above.Null() {
			continue
		}
		below, err := pair.below.Posterior()
		if err != nil {
			return false
		}
		above, err := pair.above.Posterior()
		if err != nil || !below.DominatedBy(above) && in.Meets(&pair.found) {
			return false
		}
	}
	return true
}

// A row is a relation with its sides.
type row struct {
	relation    theorems.Relation
	left, right model.Q
}

func (r row) String() string { return fmt.Sprintf("%s %s %s", r.left, r.relation, r.right) }

// count counts the scenarios on which theorem and claim compare the same.
type count struct {
	equal    int
	vacuous  int // in both
	general  int // the claim is vacuous only for a hypothesis that the theorem is marked to do without
	infinite int // the claim has an infinite side, and the theorem says only what holds of finite ones
	differ   []string
}

func (c *count) String() string {
	return fmt.Sprintf("%d equal, %d vacuous in both, %d more general, %d infinite, %d differ", c.equal, c.vacuous,
		c.general, c.infinite, len(c.differ))
}

func (c *count) merge(o *count) {
	c.equal, c.vacuous = c.equal+o.equal, c.vacuous+o.vacuous
	c.general, c.infinite = c.general+o.general, c.infinite+o.infinite
	c.differ = append(c.differ, o.differ...)
}

// add compares what the theorem says with the claim's verdict. A claim about several cases reports the tightest, so its
// pair must be among those of the theorem, and none of these may be tighter, unless they are logarithms.
func (c *count) add(q question, rows []row) {
	v := &q.verdict
	differs := func(why string) {
		c.differ = append(c.differ, fmt.Sprintf("%s: the theorem compares %v, the claim %s %s (%s) on %s", why, rows,
			v.Outcome, v.Comparison(), v.Detail(), q.scenario))
	}
	vacuous := v.Outcome == theorems.Vacuous
	missing, _, _ := strings.Cut(v.Detail(), " does not hold")
	left, isLeft := valued(v.Left)
	right, isRight := valued(v.Right)
	verdict := row{v.Relation, left, right}
	same := func(r row) bool {
		return r.relation == verdict.relation && r.left.Equal(left) && r.right.Equal(right)
	}
	tightest := theorems.Tightest{Relation: v.Relation}
	tightest.ConsiderQ(left, right)
	switch {
	case vacuous && len(rows) == 0:
		c.vacuous++
	case vacuous && slices.Contains(q.proof.Unneeded, missing):
		c.general++
	case len(rows) == 0 && (v.Left.IsInfinite() || v.Right.IsInfinite()):
		c.infinite++
	case vacuous || len(rows) == 0:
		differs("one is vacuous")
	case v.Outcome != theorems.Held || !isLeft || !isRight:
		differs("no finite comparison that holds")
	case !slices.ContainsFunc(rows, same):
		differs("other sides")
	case q.ordered && slices.ContainsFunc(rows, func(r row) bool { return tightest.ConsiderQ(r.left, r.right) }):
		differs("a tighter pair")
	default:
		c.equal++
	}
}

// proofOf finds the theorem by its name.
func proofOf(t *testing.T, name string) proofs.Proof {
	t.Helper()
	i := slices.IndexFunc(proofs.All, func(p proofs.Proof) bool { return p.Theorem == name })
	require.GreaterOrEqual(t, i, 0, "no theorem is called %s", name)
	return proofs.All[i]
}
