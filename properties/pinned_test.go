package properties_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/properties"
	"mimics/properties/cli/results"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// The default run comes out as expected; its table stands in the README, and its smallest counterexamples and
// witnesses are scenario files: facts, of which a change is a visible difference.
func TestTheDefaultRunIsPinned(t *testing.T) {
	if os.Getenv("MIMICS_LONG") == "" && !*update {
		t.Skip("is a whole verify: run with MIMICS_LONG=1")
	}
	examples, err := scenario.Examples()
	require.NoError(t, err)
	claims := theorems.Essay()
	found := properties.Verify(t.Context(), claims, properties.Options{Cases: properties.DefaultCases, Scope: 4, Seed: 1, Examples: examples})
	concluded := properties.Conclude(claims, found)
	for i, r := range concluded {
		require.Equal(t, properties.AsExpected, r.Verdict, "%s: %s", r.ID, r.Why)
		require.NotContains(t, properties.ErrorsFound(&claims[i], found[i].Sampled), (*properties.Witness)(nil), "%s: the sample missed an error", r.ID)
	}
	requireCardInReadme(t, concluded)
	requireWitnessFiles(t, concluded)
}

// requireWitnessFiles holds the folder of witnesses against the results.
func requireWitnessFiles(t *testing.T, concluded []properties.Result) {
	folder := filepath.Join("testdata", "witnesses")
	want := map[string]string{}
	add := func(r properties.Result, file, what string, s *scenario.Scenario) {
		if s != nil {
			named := *s
			named.Name = r.ID + ": " + what
			want[filepath.Join(folder, strings.ReplaceAll(r.ID, "/", "-"), file+".json")] = string(named.Format())
		}
	}
	for _, r := range concluded {
		add(r, "counterexample", "counterexample", r.Counterexample)
		if r.Tightest != nil {
			add(r, "tightest", "tightest, "+r.Tightest.Left+" of "+r.Tightest.Right, r.Tightest.Scenario)
		}
		for _, n := range r.Necessity {
			add(r, "without-"+n.Hypothesis, "fails without "+n.Hypothesis, n.Witness)
		}
		for i, rival := range r.Rivals {
			add(r, fmt.Sprintf("rival-%d", i+1), "refutes "+rival.Name, rival.Witness)
		}
	}
	if *update {
		require.NoError(t, os.RemoveAll(folder))
		for path, text := range want {
			require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
			require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
		}
	}
	got := map[string]string{}
	for _, path := range witnessFiles(t) {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		got[path] = string(text)
	}
	require.Equal(t, want, got)
}

func witnessFiles(t *testing.T) []string {
	files, err := filepath.Glob(filepath.Join("testdata", "witnesses", "*", "*.json"))
	require.NoError(t, err)
	return files
}

// requireCardInReadme holds the README's table against the results of the default run, so that it cannot drift.
func requireCardInReadme(t *testing.T, concluded []properties.Result) {
	const begin, end = "<!-- card -->\n", "<!-- end of card -->"
	path := filepath.Join("..", "README.md")
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	before, rest, ok := strings.Cut(string(text), begin)
	require.True(t, ok)
	card, after, ok := strings.Cut(rest, end)
	require.True(t, ok)
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(before+begin+results.Card(concluded)+end+after), 0o644))
		return
	}
	require.Equal(t, results.Card(concluded), card)
}
