package properties_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"gotest.tools/v3/assert"
	"gotest.tools/v3/golden"

	"mimics/properties"
	"mimics/properties/cli/results"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

// The default run comes out as expected. Its table stands in theorems/README.md, and its smallest counterexamples and
// witnesses are scenario files, so that a change of either shows.
func TestTheDefaultRunIsPinned(t *testing.T) {
	if os.Getenv("MIMICS_LONG") == "" && !golden.FlagUpdate() {
		t.Skip("is a whole verify: run with MIMICS_LONG=1")
	}
	examples, err := scenario.Examples()
	require.NoError(t, err)
	claims := theorems.Essay()
	found := properties.Verify(t.Context(), claims,
		properties.Options{Cases: properties.DefaultCases, Scope: 4, Seed: 1, Examples: examples})
	concluded := properties.Conclude(claims, found)
	for i, r := range concluded {
		require.Equal(t, properties.AsExpected, r.Verdict, "%s: %s", r.ID, r.Why)
		require.NotContains(t, properties.ErrorsFound(&claims[i], found[i].Sampled), (*properties.Witness)(nil),
			"%s: the sample missed an error", r.ID)
	}
	requireCardInReadme(t, concluded)
	requireWitnessFiles(t, concluded)
}

// requireWitnessFiles compares the folder of witnesses with the results.
func requireWitnessFiles(t *testing.T, concluded []properties.Result) {
	want := map[string]bool{}
	add := func(r properties.Result, file, what string, s *scenario.Scenario) {
		if s != nil {
			named := *s
			named.Name = r.ID + ": " + what
			path := filepath.Join("witnesses", strings.ReplaceAll(r.ID, "/", "-"), file+".json")
			assert.Check(t, golden.String(string(named.Format()), path))
			want[golden.Path(path)] = true
		}
	}
	for _, r := range concluded {
		add(r, "counterexample", "counterexample", r.Counterexample)
		for _, b := range r.Tightest {
			name := strings.TrimSpace("tightest " + b.Part)
			add(r, strings.ReplaceAll(name, " ", "-"), name+", "+b.Left+" of "+b.Right, b.Scenario)
		}
		for _, n := range r.Necessity {
			says := "fails without "
			if n.Status == properties.NeededToDefine {
				says = "undefined without "
			}
			add(r, "without-"+n.Hypothesis, says+n.Hypothesis, n.Witness)
		}
		for i, rival := range r.Rivals {
			add(r, fmt.Sprintf("rival-%d", i+1), "refutes "+rival.Name, rival.Witness)
		}
	}
	files, err := filepath.Glob(golden.Path("witnesses/*/*.json"))
	require.NoError(t, err)
	for _, file := range files {
		switch {
		case want[file]:
		case golden.FlagUpdate():
			require.NoError(t, os.Remove(file))
		default:
			t.Errorf("%s: the default run has no such witness, go test . -update removes it", file)
		}
	}
}

// requireCardInReadme compares the table of theorems/README.md with the results of the default run.
func requireCardInReadme(t *testing.T, concluded []properties.Result) {
	const begin, end = "<!-- card -->\n", "<!-- end of card -->"
	const readme = "../../theorems/README.md" // from testdata
	before, rest, ok := strings.Cut(string(golden.Get(t, readme)), begin)
	require.True(t, ok)
	_, after, ok := strings.Cut(rest, end)
	require.True(t, ok)
	golden.Assert(t, before+begin+results.Card(concluded)+end+after, readme)
}
