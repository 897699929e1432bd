package theorems

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"gotest.tools/v3/golden"

	"mimics/model"
	"mimics/theorems/scenario"
)

// A claim that is added or removed, or that changes its expectation or its needs, is a visible difference.
func TestTheListOfClaimsIsPinned(t *testing.T) {
	var list strings.Builder
	for _, c := range Essay() {
		fmt.Fprintf(&list, "%s %s, needs %s\n", c.ID, c.Expect, c.Needs)
		if c.With != 0 {
			fmt.Fprintf(&list, "\twith %s\n", c.With)
		}
		for _, p := range c.Parts {
			if p.Needs != 0 {
				fmt.Fprintf(&list, "\t%s needs %s\n", p.Name, p.Needs)
			}
		}
	}
	golden.Assert(t, list.String(), "claims.golden")
}

// sound is a valid claim, for tests to spoil.
func sound() Claim {
	return Claim{
		ID: "test/sound", Title: "Nothing is nothing", Statement: "0 = 0", Source: "nowhere", Expect: Holds, Needs: NeedMimic,
		Parts: []Part{{Relation: Equal}},
		Check: func(*Instance) []Sides { return []Sides{CompareQ(model.Zero, model.Zero)} },
		Rivals: []Rival{{Name: "0 < 0", Relation: Below},
			{Name: "0 = 1", Check: func(*Instance) []Sides { return []Sides{CompareQ(model.Zero, model.One)} }}},
	}
}

// heat is a parameter with the given values.
func heat(values ...model.Q) Parameter {
	return Parameter{Name: "heat", Meaning: "how hot", Values: values}
}

func TestAClaimIsTriedWithItsParameters(t *testing.T) {
	c, warm := sound(), heat(model.One)
	c.Parameters = []Parameter{warm}
	c.Check = func(in *Instance) []Sides { return []Sides{CompareQ(warm.Of(in), model.Half)} }
	s := scenario.Scenario{Outcomes: []string{"a"}, Mimic: model.Point(1, 0)}
	v := c.Try(&s)[0]
	require.Equal(t, Inapplicable, v.Outcome)
	require.Equal(t, "the scenario has no heat", v.Detail())
	v = c.Conclude(NewInstance(&s))[0]
	require.True(t, v.Undefined())
	require.Equal(t, "undefined: the scenario gives a parameter no value", v.Detail())
	s.Parameters = map[string]model.Q{"heat": model.Half}
	require.Equal(t, Held, c.Try(&s)[0].Outcome)
	s.Mimic = model.Dist{}
	s.Parameters = nil
	require.Equal(t, "the scenario has no mimic, heat", c.Try(&s)[0].Detail())
}

func TestARegistryRefusesMalformedClaims(t *testing.T) {
	_, err := NewRegistry(sound())
	require.NoError(t, err)
	for want, spoil := range map[string]func(*Claim){
		"expected an ID of the form":          func(c *Claim) { c.ID = "Sound" },
		"expected a title":                    func(c *Claim) { c.Title = "" },
		"a title of 73 characters":            func(c *Claim) { c.Title = strings.Repeat("é", MaxTitle+1) },
		"expected a statement":                func(c *Claim) { c.Statement = "" },
		"expected a statement and its source": func(c *Claim) { c.Source = "" },
		"expected a check":                    func(c *Claim) { c.Check = nil },
		"expected a check, its parts":         func(c *Claim) { c.Parts = nil },
		"and what it needs":                   func(c *Claim) { c.Needs = 0 },
		"1 rivals, expected at least 2":       func(c *Claim) { c.Rivals = c.Rivals[:1] },
		"true claim that replaces":            func(c *Claim) { c.Expect = Refuted },
		"expected a family":                   func(c *Claim) { c.Expect = Exists },
		"one of the expectations":             func(c *Claim) { c.Expect = "" },
		"part 0 has no relation":              func(c *Claim) { c.Parts = []Part{{Relation: ""}} },
		"names if there are several":          func(c *Claim) { c.Parts = []Part{{Name: "named", Relation: Equal}} },
		`hypothesis "h"`:                      func(c *Claim) { c.Hypotheses = []Hypothesis{{Name: "h"}} },
		`hypothesis "said"`:                   func(c *Claim) { c.Hypotheses = []Hypothesis{{Name: "said", Statement: "s"}} },
		`hypothesis "unsaid"`: func(c *Claim) {
			c.Hypotheses = []Hypothesis{{Name: "unsaid", Holds: func(*Instance) bool { return true }}}
		},
		`hypothesis ""`: func(c *Claim) {
			c.Hypotheses = []Hypothesis{{Statement: "s", Holds: func(*Instance) bool { return true }}}
		},
		`rival ""`:                            func(c *Claim) { c.Rivals[1] = Rival{Relation: Below} },
		`rival "same"`:                        func(c *Claim) { c.Rivals[1] = Rival{Name: "same"} },
		`rival "far"`:                         func(c *Claim) { c.Rivals[1] = Rival{Name: "far", Part: 1, Relation: Below} },
		"replaced by claim":                   func(c *Claim) { c.Expect, c.Sharpened = Refuted, "test/nowhere" },
		"follows from claim \"test/nowhere\"": func(c *Claim) { c.Follows = []string{"test/nowhere"} },
		"follows from itself":                 func(c *Claim) { c.Follows = []string{"test/sound"} },
		`parameter "": expected a name`:       func(c *Claim) { c.Parameters = []Parameter{{Meaning: "m", Values: []model.Q{model.One}}} },
		`parameter "h": expected a name, a m`: func(c *Claim) { c.Parameters = []Parameter{{Name: "h", Values: []model.Q{model.One}}} },
		`"h": expected a name, a meaning and`: func(c *Claim) { c.Parameters = []Parameter{{Name: "h", Meaning: "m"}} },
		`"heat": the value 1 is listed twice`: func(c *Claim) { c.Parameters = []Parameter{heat(model.One, model.Half, model.One)} },
		`parameter "heat" is listed twice`:    func(c *Claim) { c.Parameters = []Parameter{heat(model.One), heat(model.One)} },
	} {
		c := sound()
		spoil(&c)
		_, err := NewRegistry(c)
		require.ErrorContains(t, err, want)
	}
	_, err = NewRegistry(sound(), sound())
	require.ErrorContains(t, err, "registered twice")

	hot, cold := sound(), sound()
	hot.ID, hot.Title = "test/hot", "Nothing is hot"
	hot.Parameters, cold.Parameters = []Parameter{heat(model.One)}, []Parameter{heat(model.Half)}
	_, err = NewRegistry(hot, cold)
	require.EqualError(t, err, `claim "test/sound": another claim declares the parameter "heat" differently`)
	cold.Parameters = []Parameter{heat(model.One), {Name: "cold", Meaning: "not heat", Values: []model.Q{model.Zero}}}
	both, err := NewRegistry(hot, cold)
	require.NoError(t, err)
	require.Equal(t, cold.Parameters, both.Parameters())
	require.Empty(t, Essay().Parameters())

	first, second, third := sound(), sound(), sound()
	first.ID, first.Follows = "test/first", []string{"test/second", "test/third"}
	second.ID, second.Follows = "test/second", []string{"test/third"}
	third.ID = "test/third"
	second.Title, third.Title = "Nothing is nothing else", strings.Repeat("é", MaxTitle)
	_, err = NewRegistry(first, second, third)
	require.NoError(t, err)
	second.Title = first.Title
	_, err = NewRegistry(first, second, third)
	require.ErrorContains(t, err, `claim "test/second" has the title of claim "test/first"`)
	second.Title = "Nothing is nothing else"
	third.Follows = []string{"test/first"}
	_, err = NewRegistry(first, second, third)
	require.ErrorContains(t, err, "follows from itself")
}

func TestEveryLawThatAClaimSpeaksOfMustAllowTheHistory(t *testing.T) {
	for _, c := range Essay() {
		names := map[string]int{}
		for _, h := range c.Hypotheses {
			names[h.Name]++
		}
		for _, role := range roles {
			want := 0
			if c.Needs.Has(role.need) {
				want = 1
			}
			require.Equal(t, want, names["history-possible-for-"+role.name], c.ID)
		}
	}
}

// A title stands before a colon, in a list and at the head of a page, so that it is a sentence without its full stop.
func TestTitlesAreSentencesWithoutFullStop(t *testing.T) {
	for _, c := range Essay() {
		require.Regexp(t, `^\p{Lu}.*[^.]$`, c.Title, c.ID)
	}
}

func TestSectionsHaveTitles(t *testing.T) {
	sections := Essay().Sections()
	for _, s := range sections {
		require.Contains(t, sectionTitles, s)
	}
	require.Len(t, sectionTitles, len(sections))
	require.Equal(t, "Tuning with a penalty on divergence", SectionTitle("tilt"))
	require.Equal(t, "elsewhere", SectionTitle("elsewhere"))
}

func TestEveryClaimIsDerived(t *testing.T) {
	for _, c := range Essay() {
		require.NotEmpty(t, c.Derivation, c.ID)
	}
}

func TestEveryCallerHasTheEssayToItself(t *testing.T) {
	mine := Essay()
	mine[0].ID, mine = "test/mine", mine[1:]
	require.Equal(t, "mimic/bayes", Essay()[0].ID)
	require.Len(t, Essay(), len(mine)+1)
}
