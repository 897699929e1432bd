package oracle_test

import (
	"context"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/properties"
	_ "mimics/properties/gc"
	"mimics/theorems"
	"mimics/theorems/oracle"
	"mimics/theorems/scenario"
)

var (
	cases = flag.Int("oracle.cases", 20, "random scenarios a claim on which oracle and suite are compared, and a quarter more that need not meet its hypotheses")
	first = flag.Int("oracle.first", 0, "the number of the first of them")
	scope = flag.Int("oracle.scope", 1, "the scope of which all scenarios are compared")
	most  = flag.Float64("oracle.most", 1<<8, "how many histories are enumerated at most: larger scenarios are left out, and counted")
)

// count tells on how many scenarios the two were compared.
type count struct{ compared, excused, again, tooLarge int }

func (c count) String() string {
	text := fmt.Sprintf("agree on %d scenarios: sides compared on %d, vacuous or inapplicable on %d", c.compared+c.excused, c.compared, c.excused)
	if c.again > 0 {
		text += fmt.Sprintf("; %d were drawn again", c.again)
	}
	if c.tooLarge > 0 {
		text += fmt.Sprintf("; %d left out as too large to enumerate", c.tooLarge)
	}
	return text
}

// maxOutcomes bounds the outcomes of the scenarios that are compared, since all events are enumerated.
const maxOutcomes = 12

// direct are the claims that enumerate neither histories nor events.
var direct = map[string]bool{"merging/no-frequencies": true, "forcing/persuasion": true}

// maxSeeds is the largest number of seeds that the oracle tries one by one.
const maxSeeds = 1 << 12

func tooLarge(claim *theorems.Claim, s *scenario.Scenario) bool {
	if in := theorems.NewInstance(s); claim.ID == "mimic/sampler" && s.Mimic.Len() > 0 && claim.Met(in) {
		if seeds, fits := model.Seeds(in.P()).Int64(); !fits || seeds > maxSeeds {
			return true
		}
	}
	all := math.Pow(float64(len(s.Outcomes)), float64(s.Horizon))
	return (len(s.Outcomes) > maxOutcomes || all > *most) && !direct[claim.ID]
}

// rational is the scenario with whole rewards and rational bases in place of e^(1/β): the oracle computes with
// fractions. That the suite says the same of both is tested with the engines (TestTheTrueBetaIsTheLimitOfBases).
func rational(t *testing.T, s *scenario.Scenario) *scenario.Scenario {
	if s.Tilt == nil {
		return s
	}
	if _, powers := s.Tilt.Beta(); !powers {
		return s
	}
	beside, base := *s, model.Frac(19, 7)
	rewards := make([]model.Reward, s.Tilt.Len())
	for x := range rewards {
		rewards[x] = s.Tilt.Reward(x)
		rewards[x].Value = rewards[x].Value.Mul(s.Tilt.Denominator())
	}
	tilt, err := model.NewTilt(base, rewards...)
	require.NoError(t, err)
	beside.Tilt, beside.Path = &tilt, nil
	for i := range s.Path {
		beside.Path = append(beside.Path, base.Pow(i+1))
	}
	return &beside
}

// agree fails unless oracle and suite say the same of the claim on the scenario: outcome and both sides of every part.
func agree(t *testing.T, claim *theorems.Claim, s *scenario.Scenario, c *count) {
	s = rational(t, s)
	if tooLarge(claim, s) {
		c.tooLarge++
		return
	}
	text := s.Format()
	rows, err := oracle.Claim(claim.ID, text)
	require.NoError(t, err)
	verdicts := claim.Try(s)
	require.Len(t, rows, len(verdicts), "parts of %s", claim.ID)
	compared := false
	for i, v := range verdicts {
		row := rows[i]
		told := fmt.Sprintf("%s %s\noracle: %s, %s and %s\nsuite:  %s, %s and %s %s\non %s", claim.ID, v.Name,
			row.Outcome, row.Left, row.Right, v.Outcome, v.Left, v.Right, v.Detail(), text)
		require.Equal(t, v.Name, row.Part, told)
		if row.MayLack() && v.Outcome == theorems.Vacuous {
			continue
		}
		require.Equal(t, string(v.Outcome), row.Outcome, told)
		if v.Outcome != theorems.Held && v.Outcome != theorems.Failed || !v.Settled() {
			require.Nil(t, row.Left, told)
			continue
		}
		compared = true
		require.True(t, same(t, row.Left, row.LeftTo, v.Left, v.LeftWithin), "left sides differ: %s", told)
		require.True(t, same(t, row.Right, row.RightTo, v.Right, v.RightWithin), "right sides differ: %s", told)
	}
	if compared {
		c.compared++
	} else {
		c.excused++
	}
}

// same reports whether the suite's side is the oracle's or bounds it. Of a side that the theory does not settle the
// oracle has bounds.
func same(t *testing.T, exact, to *oracle.Number, side model.Log, within *model.Enclosure) bool {
	if to != nil {
		return exact.Cmp(parsed(t, side.String())) <= 0 && parsed(t, side.String()).Cmp(to) <= 0
	}
	if within != nil {
		return parsed(t, within.Low.String()).Cmp(exact) <= 0 && exact.Cmp(parsed(t, within.High.String())) <= 0
	}
	return parsed(t, side.String()).Equal(exact)
}

func parsed(t *testing.T, text string) *oracle.Number {
	n, err := oracle.Parse(text)
	require.NoError(t, err)
	return n
}

// wholeFamily is from how many cases on all members of a family are compared, which can be thousands.
const wholeFamily = 1000

// Oracle and suite agree on every claim: on random scenarios, on all of a small scope, and on the examples.
func TestAgreement(t *testing.T) {
	files, err := filepath.Glob("../scenario/examples/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, claim := range theorems.Essay() {
		t.Run(claim.ID, func(t *testing.T) {
			t.Parallel()
			require.True(t, oracle.Knows(claim.ID), "no oracle for %s", claim.ID)
			var family, met, free, swept, examples count
			sample := func(sampled theorems.Claim, cases int, c *count) {
				sampler, seen := properties.NewSampler(sampled), map[string]bool{}
				for i := *first; i < *first+cases; i++ {
					in, _ := sampler.Instance(properties.NewRandom(1, uint64(len(claim.ID)), uint64(i)))
					if sampled.Family != nil {
						text := string(in.Scenario.Format())
						if seen[text] {
							c.again++
							continue
						}
						seen[text] = true
					}
					agree(t, &claim, in.Scenario, c)
				}
			}
			wild := claim
			if claim.Family != nil {
				sample(claim, *cases, &family)
				wild.Family = nil // what a family delivers is a question that any scenario can be asked
			}
			sample(wild, *cases, &met)
			wild.Hypotheses = nil
			sample(wild, *cases/4, &free)
			if claim.Family == nil || *cases >= wholeFamily {
				require.NoError(t, properties.Sweep(context.Background(), claim, *scope, properties.Everything,
					func(s *scenario.Scenario, _ properties.Position) bool {
						agree(t, &claim, s, &swept)
						return !t.Failed()
					}))
			}
			for _, file := range files {
				text, err := os.ReadFile(file)
				require.NoError(t, err)
				s, err := scenario.Read(file, text)
				require.NoError(t, err)
				agree(t, &claim, &s, &examples)
			}
			for _, sort := range []struct {
				name string
				count
			}{
				{"family", family}, {"random", met}, {"random, hypotheses left to chance", free},
				{fmt.Sprintf("scope %d", *scope), swept}, {"examples", examples},
			} {
				t.Logf("%s: %s: %s", claim.ID, sort.name, sort.count)
			}
		})
	}
}
