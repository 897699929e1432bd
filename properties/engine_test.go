package properties

import (
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/theorems"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// The smallest counterexamples and witnesses are facts: a change of any is a visible difference.
func TestTheSmallestWitnessesArePinned(t *testing.T) {
	examples, err := theorems.Examples()
	require.NoError(t, err)
	results := Verify(t.Context(), theorems.All, Options{Cases: 400, Scope: 3, Seed: 1, Examples: examples})
	requireCardInReadme(t, results)
	var text strings.Builder
	for _, r := range results {
		require.Equal(t, AsExpected, r.Verdict, "%s: %s", r.ID, r.Why)
		text.WriteString(r.ID + ": " + r.Why + "\n")
		write := func(what string, s *theorems.Scenario) {
			if s != nil {
				encoded, err := json.Marshal(s)
				require.NoError(t, err)
				text.WriteString("  " + what + ": " + string(encoded) + "\n")
			}
		}
		write("counterexample", r.Counterexample)
		for _, n := range r.Necessity {
			write("without "+n.Hypothesis, n.Witness)
			if n.Witness == nil {
				text.WriteString("  " + n.Hypothesis + " " + string(n.Status) + "\n")
			}
		}
		for _, rival := range r.Rivals {
			require.True(t, rival.Refuted, "%s: %s", r.ID, rival.Name)
			write("not "+rival.Name, rival.Witness)
		}
	}
	golden := filepath.Join("testdata", "witnesses.golden")
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(golden, []byte(text.String()), 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	require.Equal(t, string(want), text.String())
}

// requireCardInReadme holds the README's table against the results of the default run, so that it cannot drift.
func requireCardInReadme(t *testing.T, results []Result) {
	const begin, end = "<!-- card -->\n", "<!-- end of card -->"
	path := filepath.Join("..", "README.md")
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	before, rest, ok := strings.Cut(string(text), begin)
	require.True(t, ok)
	card, after, ok := strings.Cut(rest, end)
	require.True(t, ok)
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(before+begin+Card(results)+end+after), 0o644))
		return
	}
	require.Equal(t, Card(results), card)
}

// falsehood is a registry whose claims are wrong, each in its way.
func falsehood(t *testing.T) theorems.Registry {
	sides := func(left, right model.Q) theorems.Check {
		return func(*theorems.Instance) []theorems.Sides {
			return []theorems.Sides{theorems.Compare(model.Rational(left), model.Rational(right))}
		}
	}
	claim := func(id string, check theorems.Check) theorems.Claim {
		return theorems.Claim{
			ID: id, Statement: "s", Source: "s", Expect: theorems.Holds, Needs: theorems.NeedMimic | theorems.NeedSuccess,
			Parts: []theorems.Part{{Relation: theorems.Equal}}, Check: check,
			Rivals: []theorems.Rival{{Name: "false", Check: sides(model.Zero, model.One)}},
		}
	}
	never := claim("false/vacuous", sides(model.Zero, model.Zero))
	never.Hypotheses = []theorems.Hypothesis{{Name: "never", Statement: "never", Holds: func(*theorems.Instance) bool { return false }}}
	toothless := claim("false/toothless", sides(model.Zero, model.Zero))
	toothless.Rivals[0].Check = sides(model.One, model.One)
	unrefuted := claim("false/unrefuted", sides(model.Zero, model.Zero))
	unrefuted.Expect, unrefuted.Sharpened = theorems.Refuted, "false/panics"
	rare := claim("false/rare", func(in *theorems.Instance) []theorems.Sides {
		// Only fails where the mimic gives the second of at least two outcomes exactly 2/3.
		p := in.P()
		if p.Len() > 1 && p.P(1).Equal(model.Frac(2, 3)) {
			return sides(model.Zero, model.One)(in)
		}
		return sides(model.Zero, model.Zero)(in)
	})
	registry, err := theorems.NewRegistry(
		claim("false/panics", func(*theorems.Instance) []theorems.Sides { panic("a bug") }),
		claim("false/always", sides(model.One, model.Zero)),
		claim("false/no-sides", func(*theorems.Instance) []theorems.Sides { return nil }),
		never, toothless, unrefuted, rare,
		claim("true/zero", sides(model.Zero, model.Zero)),
	)
	require.NoError(t, err)
	return registry
}

func TestFalseClaimsAreCaughtAndTheRestGoesOn(t *testing.T) {
	results := Verify(t.Context(), falsehood(t), Options{Cases: 50, Scope: 3, Seed: 1})
	require.False(t, OK(results))
	want := map[string][2]string{
		"false/panics":    {"regression", "counterexample: the check broke: a bug"},
		"false/always":    {"regression", "counterexample: 1 = 0"},
		"false/no-sides":  {"regression", "counterexample: the check gave no sides"},
		"false/vacuous":   {"vacuous", "no scenario met the hypotheses"},
		"false/toothless": {"regression", `the rival "false" was not refuted`},
		"false/unrefuted": {"regression", "no counterexample was found"},
		"false/rare":      {"regression", "counterexample: 0 = 1"},
		"true/zero":       {"as expected", "equality throughout"},
	}
	require.Len(t, results, len(want))
	for _, r := range results {
		require.Equal(t, want[r.ID], [2]string{string(r.Verdict), r.Why}, r.ID)
		if strings.HasPrefix(r.Why, "counterexample") {
			require.NotNil(t, r.Counterexample, r.ID)
		}
	}
	i := slices.IndexFunc(results, func(r Result) bool { return r.ID == "false/rare" })
	require.Equal(t, "(1/3, 2/3)", results[i].Counterexample.Mimic.String(), "the sweep's first scenario that fails")
}

func TestASampledCounterexampleIsShrunk(t *testing.T) {
	claim, _ := theorems.All.Find("forcing/is-conditioning")
	found, err := Sample(t.Context(), *claim, 7, 200)
	require.NoError(t, err)
	s := found.Counterexample
	require.NotNil(t, s)
	require.LessOrEqual(t, len(s.Outcomes), 3, "%s", s.Format())
	require.Nil(t, s.Machine, "%s", s.Format())
	require.Equal(t, theorems.Failed, claim.Try(s)[0].Outcome)
}

func TestResultsDoNotDependOnTheNumberOfCores(t *testing.T) {
	run := func(cores int) string {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		text, err := json.Marshal(Verify(t.Context(), theorems.All, Options{Cases: 30, Scope: 2, Seed: 3}))
		require.NoError(t, err)
		return string(text)
	}
	require.Equal(t, run(1), run(4))
}

func TestWhatTheEndOfTheContextCutsShortIsNotRun(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, r := range Verify(ctx, theorems.All, Options{Cases: 10, Scope: 2}) {
		require.Equal(t, NotRun, r.Verdict)
	}
}

func TestSearchFindsTheSmallest(t *testing.T) {
	claim, _ := theorems.All.Find("forcing/gap")
	found, why, err := Search{Claim: *claim, Without: "forcing-set-reachable"}.Smallest(t.Context(), 4)
	require.NoError(t, err)
	require.Equal(t, "0 = 1", why.Left.String()+" = "+why.Right.String())
	require.Equal(t, []string{"a"}, found.Outcomes)
	require.Equal(t, "1/2", found.Success.At(0).String())

	found, _, err = Search{Claim: *claim}.Smallest(t.Context(), 3)
	require.NoError(t, err)
	require.Nil(t, found, "the claim holds")

	exists, _ := theorems.All.Find("forcing/persuasion")
	found, _, err = Search{Claim: *exists}.Smallest(t.Context(), 1)
	require.NoError(t, err)
	require.Equal(t, "persuasion on 10 topics", found.Name)
}
