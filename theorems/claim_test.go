package theorems

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	_ "mimics/properties/gc"
	"mimics/theorems/scenario"
)

// coinScenario has the parts that simple claims need.
func coinScenario(t *testing.T) *scenario.Scenario {
	s, err := scenario.Read("coin", []byte(`{"outcomes": ["a", "b"], "mimic": {"a": "1/3", "b": "2/3"}, "success": {"a": 1, "b": 0}}`))
	require.NoError(t, err)
	return &s
}

func TestSidesThatWereNotComparedNeverHold(t *testing.T) {
	for _, r := range []Relation{Equal, AtMost, Below, ""} {
		require.False(t, Sides{}.holds(r))
	}
	require.False(t, Compare(model.Log{}, model.Log{}).holds(""))
}

func TestRelationsDecideExactly(t *testing.T) {
	third, half := model.Frac(1, 3), model.Half
	for _, test := range []struct {
		left, right          model.Q
		equal, atMost, below bool
	}{
		{third, third, true, true, false},
		{third, half, false, true, true},
		{half, third, false, false, false},
	} {
		s := CompareQ(test.left, test.right)
		require.Equal(t, test.equal, s.holds(Equal))
		require.Equal(t, test.atMost, s.holds(AtMost))
		require.Equal(t, test.below, s.holds(Below))
	}
}

func TestTryTellsWhyAClaimDoesNotApply(t *testing.T) {
	c := sound()
	c.Needs = NeedMimic | NeedTilt
	v := c.Try(coinScenario(t))
	require.Equal(t, Inapplicable, v[0].Outcome)
	require.Equal(t, "the scenario has no tilt", v[0].Detail())

	c = sound()
	c.Hypotheses = []Hypothesis{{Name: "never", Statement: "never true", Holds: func(*Instance) bool { return false }}}
	v = c.Try(coinScenario(t))
	require.Equal(t, Vacuous, v[0].Outcome)
	require.Equal(t, "never does not hold: never true; without it the claim holds here", v[0].Detail())
	require.False(t, v[0].Settled())

	c.Check = func(*Instance) []Sides { return []Sides{CompareQ(model.Zero, model.One)} }
	require.Equal(t, "never does not hold: never true; without it the claim fails: 0 ≠ 1", c.Try(coinScenario(t))[0].Detail())
}

// The detail says whether the claim holds without a hypothesis, if that is the only one that fails and it is no
// definition.
func TestTryTellsWhatFollowsWithoutOneHypothesis(t *testing.T) {
	hypothesis := func(name string, holds, definition bool) Hypothesis {
		return Hypothesis{Name: name, Statement: "said", Holds: func(*Instance) bool { return holds },
			Definition: definition}
	}
	for _, test := range []struct {
		hypotheses []Hypothesis
		want       string
	}{
		{[]Hypothesis{hypothesis("one", false, false), hypothesis("other", true, false)}, "; without it the claim holds here"},
		{[]Hypothesis{hypothesis("one", false, false), hypothesis("other", false, false)}, ""},
		{[]Hypothesis{hypothesis("one", false, true), hypothesis("other", true, false)}, ""},
		{[]Hypothesis{hypothesis("one", false, true), hypothesis("other", false, false)}, ""},
	} {
		c := sound()
		c.Hypotheses = test.hypotheses
		require.Equal(t, "one does not hold: said"+test.want, c.Try(coinScenario(t))[0].Detail())
	}
	c := sound()
	require.Equal(t, []Verdict{{Part: c.Parts[0], Outcome: Vacuous, Sides: unsettled("not settled: %s", "no time")}}, c.NotSettled("no time"))
}

func TestABrokenCheckFailsAndSaysSo(t *testing.T) {
	for detail, check := range map[string]Check{
		"undefined: no such thing":    func(*Instance) []Sides { Must(0, errors.New("no such thing")); return nil },
		"the check broke: oh":         func(*Instance) []Sides { panic("oh") },
		"the check returned no sides": func(*Instance) []Sides { return nil },
	} {
		c := sound()
		c.Check = check
		v := c.Try(coinScenario(t))
		require.Equal(t, Failed, v[0].Outcome)
		require.Equal(t, detail, v[0].Detail())
		require.False(t, v[0].Settled())
	}
}

func TestWithoutDropsOneHypothesis(t *testing.T) {
	claim, _ := Essay().Find("forcing/gap")
	rest, ok := claim.Without("forcing-set-reachable")
	require.True(t, ok)
	require.Len(t, rest.Hypotheses, len(claim.Hypotheses)-1)
	_, ok = claim.Without("no-such-hypothesis")
	require.False(t, ok)
	_, ok = rest.Without("forcing-set-reachable")
	require.False(t, ok)
}

func TestARivalIsThePartThatItFalsifies(t *testing.T) {
	claim, _ := Essay().Find("merging/budget")
	rival := claim.As(claim.Rivals[3])
	require.Len(t, rival.Parts, 1)
	require.Equal(t, "prior", rival.Parts[0].Name)
	require.Len(t, claim.Parts, 4)
}

func TestTheTightestPairHasTheLargestDifferenceAndTiesGoToTheFirst(t *testing.T) {
	bound := Tightest{Relation: AtMost}
	require.True(t, bound.ConsiderQ(model.One, model.Whole(2)))
	require.False(t, bound.ConsiderQ(model.Whole(2), model.Whole(3)))
	require.True(t, bound.ConsiderQ(model.Half, model.One))
	require.Equal(t, model.Rational(model.Half), bound.Best.Left)

	equality := Tightest{Relation: Equal}
	equality.ConsiderQ(model.One, model.One)
	require.True(t, equality.ConsiderQ(model.Zero, model.One), "an equality breaks in either direction")
	require.False(t, equality.Best.holds(Equal))

	infinite := Tightest{Relation: AtMost}
	require.True(t, infinite.Consider(model.Infinity, model.Infinity))
	require.False(t, infinite.Consider(model.Log{}, model.Infinity))
	require.True(t, infinite.Consider(model.Infinity, model.Log{}))
}

// An undefined hypothesis counts as met: another hypothesis states the condition that it is defined, and is the unmet
// one.
func TestUnmetWhereSomethingIsUndefined(t *testing.T) {
	fails := Hypothesis{Name: "fails", Holds: func(*Instance) bool { return false }}
	undefined := Hypothesis{Name: "undefined", Holds: func(*Instance) bool { return Must(false, errors.New("nothing there")) }}
	holds := Hypothesis{Name: "holds", Holds: func(*Instance) bool { return true }}
	for _, test := range []struct {
		hypotheses []Hypothesis
		unmet      string
		several    bool
	}{
		{[]Hypothesis{holds}, "", false},
		{[]Hypothesis{holds, undefined}, "", false},
		{[]Hypothesis{fails, holds}, "fails", false},
		{[]Hypothesis{undefined, fails, holds}, "fails", false},
		{[]Hypothesis{holds, fails, undefined}, "fails", false},
		{[]Hypothesis{fails, fails, holds}, "fails", true},
		{[]Hypothesis{fails, undefined, fails}, "fails", true},
	} {
		c := sound()
		c.Hypotheses = test.hypotheses
		unmet, several := c.Unmet(NewInstance(coinScenario(t)))
		require.Equal(t, test.several, several)
		if test.unmet == "" {
			require.Nil(t, unmet)
		} else {
			require.Equal(t, test.unmet, unmet.Name)
		}
	}
}

// Long sums of powers are shown as enclosures, but not if two that differ would look alike.
func TestSidesThatDifferAreNotShownAlike(t *testing.T) {
	var sum model.Q
	for i := range int64(60) {
		sum = sum.Add(Must(model.Exp(model.Frac(i, 97))))
	}
	v := Verdict{Outcome: Failed}
	v.Relation, v.Left = Equal, model.Rational(sum)
	v.Right = model.Rational(sum.Add(model.One))
	left, right := v.Shown()
	require.Regexp(t, `^\[\d+\.\d{20}, \d+\.\d{20}\]$`, left)
	require.NotEqual(t, left, right)
	v.Right = model.Rational(sum.Add(model.Half.Pow(200)))
	left, right = v.Shown()
	require.Equal(t, v.Left.String(), left)
	require.Equal(t, v.Right.String(), right)
}
