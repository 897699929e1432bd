package oracle_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/properties"
	"mimics/properties/oracle"
	"mimics/theorems"
)

var (
	cases = flag.Int("oracle.cases", 20, "random scenarios a claim on which oracle and suite are compared")
	first = flag.Int("oracle.first", 0, "the number of the first of them")
	scope = flag.Int("oracle.scope", 1, "the scope of which all scenarios are compared")
)

// joining are the claims of the half of the oracle that is still to come.
var joining = map[string]bool{}

// count tells on how many scenarios the two were compared.
type count struct{ compared, excused, tooLarge int }

func (c count) String() string {
	text := fmt.Sprintf("agree on %d scenarios: sides compared on %d, vacuous or inapplicable on %d", c.compared+c.excused, c.compared, c.excused)
	if c.tooLarge > 0 {
		text += fmt.Sprintf("; %d left out as too large to enumerate", c.tooLarge)
	}
	return text
}

// histories bounds the size of the scenarios that are compared: kⁿ over history and horizon together, for all it takes.
const histories = 1 << 12

func tooLarge(s *theorems.Scenario) bool {
	size := 1
	for range s.Horizon {
		if size *= len(s.Outcomes); size > histories {
			return true
		}
	}
	return len(s.Outcomes) > 12 // events are 2^k
}

// agree fails unless oracle and suite say the same of the claim on the scenario: outcome and both sides of every part.
func agree(t *testing.T, claim *theorems.Claim, s *theorems.Scenario, c *count) {
	if tooLarge(s) {
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
			row.Outcome, row.Left, row.Right, v.Outcome, v.Left, v.Right, v.Detail, text)
		require.Equal(t, v.Name, row.Part, told)
		require.Equal(t, string(v.Outcome), row.Outcome, told)
		if v.Outcome != theorems.Held && v.Outcome != theorems.Failed || !v.Settled() {
			require.Nil(t, row.Left, told)
			continue
		}
		compared = true
		require.True(t, same(t, row.Left, v.Left, v.LeftWithin), "left sides differ: %s", told)
		require.True(t, same(t, row.Right, v.Right, v.RightWithin), "right sides differ: %s", told)
	}
	if compared {
		c.compared++
	} else {
		c.excused++
	}
}

// same tells whether the suite's side is the oracle's or bounds it.
func same(t *testing.T, exact *oracle.Number, side model.Log, within *model.Enclosure) bool {
	if within != nil {
		return parsed(t, within.Low.String()).Cmp(exact) <= 0 && exact.Cmp(parsed(t, within.High.String())) <= 0
	}
	return parsed(t, side.String()).Cmp(exact) == 0
}

func parsed(t *testing.T, text string) *oracle.Number {
	n, err := oracle.Parse(text)
	require.NoError(t, err)
	return n
}

// Oracle and suite agree on every claim: on random scenarios, on all of a small scope, and on the examples.
func TestAgreement(t *testing.T) {
	files, err := filepath.Glob("../../theorems/scenarios/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, claim := range theorems.All {
		t.Run(claim.ID, func(t *testing.T) {
			t.Parallel()
			if joining[claim.ID] {
				t.Skip("the other half")
			}
			require.True(t, oracle.Knows(claim.ID), "no oracle for %s", claim.ID)
			var sampled, swept, examples count
			sampler := properties.NewSampler(claim)
			for i := *first; i < *first+*cases; i++ {
				in, _ := sampler.Instance(properties.NewRandom(1, uint64(len(claim.ID)), uint64(i)))
				agree(t, &claim, in.Scenario, &sampled)
			}
			whole := properties.Slice{Index: 0, Of: 1}
			require.NoError(t, properties.Sweep(context.Background(), claim, *scope, whole, func(s *theorems.Scenario, _ properties.Position) bool {
				agree(t, &claim, s, &swept)
				return !t.Failed()
			}))
			for _, file := range files {
				text, err := os.ReadFile(file)
				require.NoError(t, err)
				s, err := theorems.ReadScenario(file, text)
				require.NoError(t, err)
				agree(t, &claim, &s, &examples)
			}
			t.Logf("%s: random: %s", claim.ID, sampled)
			t.Logf("%s: scope %d: %s", claim.ID, *scope, swept)
			t.Logf("%s: examples: %s", claim.ID, examples)
		})
	}
}
