package properties

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	_ "mimics/properties/gc"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

// defaultCases is the number of cases that verify samples where it is not told otherwise.
const defaultCases = 400

// falsehood returns a registry of claims that are wrong, each in its own way.
func falsehood(t *testing.T) theorems.Registry {
	sides := func(left, right model.Q) theorems.Check {
		return func(*theorems.Instance) []theorems.Sides {
			return []theorems.Sides{theorems.Compare(model.Rational(left), model.Rational(right))}
		}
	}
	claim := func(id string, check theorems.Check) theorems.Claim {
		return theorems.Claim{
			ID: id, Title: id, Statement: "s", Source: "s", Expect: theorems.Holds,
			Needs: theorems.NeedMimic | theorems.NeedSuccess,
			Parts: []theorems.Part{{Relation: theorems.Equal}}, Check: check,
			Rivals: []theorems.Rival{{Name: "false", Check: sides(model.Zero, model.One)},
				{Name: "below", Relation: theorems.Below}},
		}
	}
	never := claim("false/vacuous", sides(model.One, model.One))
	never.Hypotheses = []theorems.Hypothesis{{Name: "never", Statement: "never",
		Holds: func(*theorems.Instance) bool { return false }}}
	toothless := claim("false/toothless", sides(model.One, model.One))
	toothless.Rivals[0].Check = sides(model.One, model.One)
	unrefuted := claim("false/unrefuted", sides(model.One, model.One))
	unrefuted.Expect, unrefuted.Sharpened = theorems.Refuted, "false/panics"
	rare := claim("false/rare", func(in *theorems.Instance) []theorems.Sides {
		// Fails only if the mimic gives the second of at least two outcomes exactly 2/3.
		p := in.P()
		if p.Len() > 1 && p.P(1).Equal(model.Frac(2, 3)) {
			return sides(model.Zero, model.One)(in)
		}
		return sides(model.One, model.One)(in)
	})
	condition := claim("false/condition-panics", sides(model.One, model.One))
	condition.Hypotheses = []theorems.Hypothesis{{Name: "broken", Statement: "s", Holds: func(in *theorems.Instance) bool {
		return in.Success.At(len(in.Outcomes)).Sign() > 0 // one too far
	}}}
	part := claim("false/part-condition-panics", sides(model.One, model.One))
	part.Parts[0].Hypotheses = []theorems.Hypothesis{{Name: "broken", Statement: "s",
		Holds: func(*theorems.Instance) bool { panic("a\nbug") }}}
	rival := claim("false/rival-panics", sides(model.One, model.One))
	rival.Rivals[0].Check = func(*theorems.Instance) []theorems.Sides { panic("a bug") }
	silent := claim("false/silent-rival", sides(model.One, model.One))
	silent.Rivals[0].Check = func(*theorems.Instance) []theorems.Sides { return nil }
	refuted := claim("false/refuted-panics", func(in *theorems.Instance) []theorems.Sides {
		if len(in.Outcomes) == 2 {
			panic("a bug")
		}
		return sides(model.Zero, model.One)(in)
	})
	refuted.Expect, refuted.Sharpened = theorems.Refuted, "true/one"
	family := claim("false/family-panics", sides(model.One, model.One))
	family.Expect, family.Family = theorems.Exists, func(func(int) int) scenario.Scenario { panic("a bug") }
	registry, err := theorems.NewRegistry(
		condition, part, rival, silent, refuted, family,
		claim("false/panics", func(*theorems.Instance) []theorems.Sides { panic("a bug") }),
		claim("false/always", sides(model.One, model.Zero)),
		claim("false/no-sides", func(*theorems.Instance) []theorems.Sides { return nil }),
		never, toothless, unrefuted, rare,
		claim("true/one", sides(model.One, model.One)),
	)
	require.NoError(t, err)
	return registry
}

func TestFalseClaimsAreCaughtAndTheRestGoesOn(t *testing.T) {
	registry := falsehood(t)
	results := Conclude(registry, Verify(t.Context(), registry, Options{Cases: 50, Scope: 3, Seed: 1}))
	require.False(t, OK(results))
	want := map[string][2]string{
		"false/panics":    {"regression", "counterexample: the check broke: a bug"},
		"false/always":    {"regression", "counterexample: 1 ≠ 0"},
		"false/no-sides":  {"regression", "counterexample: the check returned no sides"},
		"false/vacuous":   {"vacuous", "no scenario met the hypotheses"},
		"false/toothless": {"regression", `the rival "false" was not refuted with this effort (--cases, --scope)`},
		"false/unrefuted": {"regression", "no counterexample was found"},
		"false/rare":      {"regression", "counterexample: 0 ≠ 1"},
		"true/one":        {"as expected", "equality throughout"},

		"false/condition-panics":      {"regression", "counterexample: the hypothesis broken broke: runtime error: index out of range [1] with length 1"},
		"false/part-condition-panics": {"regression", "counterexample: the hypothesis broken broke: a bug"},
		"false/rival-panics":          {"regression", `the rival "false" was not refuted with this effort (--cases, --scope)`},
		"false/silent-rival":          {"regression", `the rival "false" was not refuted with this effort (--cases, --scope)`},
		"false/refuted-panics":        {"regression", "counterexample: the check broke: a bug"},
		"false/family-panics":         {"regression", "a check panicked: a bug"},
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
	claim, _ := theorems.Essay().Find("forcing/is-conditioning")
	found, err := Sample(t.Context(), *claim, 7, 200, Everything)
	require.NoError(t, err)
	require.NotNil(t, found.Counterexample)
	s := shrunk(*claim, 7, found.Counterexample).Scenario
	require.LessOrEqual(t, len(s.Outcomes), 3, "%s", s.Format())
	require.Nil(t, s.Machine, "%s", s.Format())
	require.Equal(t, theorems.Failed, claim.Try(s)[0].Outcome)
}

// Neither the number of cores, nor the order in which claims are tried, nor the other claims change what is found.
func TestFindingsDependOnTheClaimAlone(t *testing.T) {
	verify := func(cores int, claims []theorems.Claim) (found, results map[string]string) {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		list := Verify(t.Context(), claims, Options{Cases: 20, Scope: 2, Seed: 3})
		found, results = map[string]string{}, map[string]string{}
		for i, r := range Conclude(claims, list) {
			text, err := json.Marshal(list[i])
			require.NoError(t, err)
			found[r.ID] = string(text)
			text, err = json.Marshal(r)
			require.NoError(t, err)
			results[r.ID] = string(text)
		}
		return found, results
	}
	var claims []theorems.Claim
	for i, claim := range theorems.Essay() {
		if i%4 == 0 {
			claims = append(claims, claim)
		}
	}
	found, results := verify(1, claims)
	alone := claims[3].ID
	foundAlone, resultsAlone := verify(3, claims[3:4])
	require.Equal(t, found[alone], foundAlone[alone])
	require.Equal(t, results[alone], resultsAlone[alone])

	rand.New(rand.NewPCG(1, 2)).Shuffle(len(claims), func(i, j int) { claims[i], claims[j] = claims[j], claims[i] })
	foundShuffled, resultsShuffled := verify(7, claims)
	require.Equal(t, found, foundShuffled)
	require.Equal(t, results, resultsShuffled)
}

// Another machine reads the results of a shard as they were written.
func TestFindingsComeBackFromJSON(t *testing.T) {
	shard := Everything.Split(2)[1]
	found := Verify(t.Context(), theorems.Essay(), Options{Cases: 10, Scope: 1, Seed: 2, Slice: shard})
	text, err := json.Marshal(found)
	require.NoError(t, err)
	var read []Findings
	require.NoError(t, json.Unmarshal(text, &read))
	again, err := json.Marshal(read)
	require.NoError(t, err)
	require.Equal(t, string(text), string(again))
}

// Slices divide a sweep, whatever their number: each scenario is in exactly one, and each slice has about its share.
func TestSlicesShareOutTheSweep(t *testing.T) {
	const shards = 16
	counts := make([]int, shards)
	for i, slice := range Everything.Split(shards) {
		for _, claim := range theorems.Essay() {
			var last Position
			require.NoError(t, Sweep(t.Context(), claim, 3, slice, func(_ *scenario.Scenario, at Position) bool {
				if !last.before(at) {
					t.Error("positions do not rise")
				}
				last = append(last[:0], at...)
				counts[i]++
				return true
			}))
		}
	}
	for _, count := range counts {
		require.InEpsilon(t, counts[0], count, 0.1)
	}
	claim, _ := theorems.Essay().Find("tilt/pareto")
	of := func(slice Slice) (list []string) {
		require.NoError(t, Sweep(t.Context(), *claim, 2, slice, func(s *scenario.Scenario, at Position) bool {
			list = append(list, fmt.Sprint(at, string(s.Format())))
			return true
		}))
		return list
	}
	for _, n := range []int{2, 3, 1000} {
		var parts []string
		for _, slice := range Everything.Split(n) {
			parts = append(parts, of(slice)...)
		}
		require.ElementsMatch(t, of(Everything), parts)
	}
}

func TestWhatTheEndOfTheContextCutsShortIsNotRun(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	claims := theorems.Essay()
	for _, r := range Conclude(claims, Verify(ctx, claims, Options{Cases: 10, Scope: 2})) {
		require.Equal(t, NotRun, r.Verdict)
	}
}

func TestSearchFindsTheSmallest(t *testing.T) {
	claim, _ := theorems.Essay().Find("forcing/gap")
	found, why, err := Search{Claim: *claim, Without: "forcing-set-reachable"}.Smallest(t.Context(), 4)
	require.NoError(t, err)
	require.Equal(t, "0 = 1", why.Left.String()+" = "+why.Right.String())
	require.Equal(t, []string{"a"}, found.Outcomes)
	require.Equal(t, "1/2", found.Success.At(0).String())

	found, _, err = Search{Claim: *claim}.Smallest(t.Context(), 3)
	require.NoError(t, err)
	require.Nil(t, found, "the claim holds")

	exists, _ := theorems.Essay().Find("forcing/persuasion")
	found, _, err = Search{Claim: *exists}.Smallest(t.Context(), 1)
	require.NoError(t, err)
	require.Equal(t, "persuasion on 10 topics", found.Name)
}

// An instance records the choices of the attempt that made it, and no others.
func TestRecordedChoicesMakeTheInstanceAgain(t *testing.T) {
	claim, _ := theorems.Essay().Find("tilt/correlated-value")
	sampler, longest := NewSampler(*claim), 0
	for i := range uint64(200) {
		recorded := &Recorded{Choices: NewRandom(1, 2, i)}
		in, met := sampler.Instance(recorded)
		if !met {
			continue
		}
		want := string(in.Format())
		longest = max(longest, len(recorded.Made))
		rest := &Replay{recorded.Made}
		in, met = sampler.Instance(rest)
		require.True(t, met)
		require.Equal(t, want, string(in.Format()))
		require.Empty(t, rest.Rest)
	}
	require.Less(t, longest, 60)
}

// If two choices of four are left out, so are the sizes that depend on them.
func TestShrinkingOutlivesItsChoices(t *testing.T) {
	claim := theorems.Claim{
		ID: "false/sizes", Needs: theorems.NeedDanger, Expect: theorems.Holds, Parts: []theorems.Part{{Relation: theorems.Equal}},
		Check: func(in *theorems.Instance) []theorems.Sides {
			k, n := len(in.Outcomes), in.Danger.Size()
			side := model.Zero
			if k == 3 && n == 2 || k == 2 && n == 0 {
				side = model.One
			}
			return []theorems.Sides{theorems.Compare(model.Rational(side), model.Rational(model.Zero))}
		},
	}
	s := Smaller(claim, []int{0, 2, 1, 1}) // no sources, three outcomes, the first two of them dangerous
	require.Len(t, s.Outcomes, 2)
	require.Zero(t, s.Danger.Size())
}

// A rival without a check of its own gets the same verdict from its claim's sides as from computing them again.
func TestARivalOfOneCheckIsJudgedByTheSidesOfItsClaim(t *testing.T) {
	judged, refuted := 0, 0
	for _, claim := range theorems.Essay() {
		sampler := NewSmallSampler(claim)
		for i := range uint64(10) {
			in, _ := sampler.Instance(NewRandom(1, 3, i))
			verdicts := slices.Clone(claim.Conclude(in))
			for _, r := range claim.Rivals {
				if r.Check != nil {
					continue
				}
				rival := claim.As(r)
				want, got := rival.Conclude(in)[0], r.Against(verdicts[r.Part])
				require.Equal(t, want.Outcome, got.Outcome, "%s, %s: %s", claim.ID, r.Name, in.Format())
				require.Equal(t, want.Sides, got.Sides, "%s, %s: %s", claim.ID, r.Name, in.Format())
				require.Equal(t, want.Relation, got.Relation)
				judged++
				if got.Outcome == theorems.Failed && got.Settled() {
					refuted++
				}
			}
		}
	}
	require.Greater(t, judged, 500)
	require.Greater(t, refuted, 100)
}
