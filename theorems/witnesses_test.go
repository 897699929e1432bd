package theorems

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/theorems/scenario"
)

// witness is the smallest scenario that an engine found, with what it shows about a claim.
type witness struct {
	scenario.Scenario
	claim *Claim
	shows string
}

func witnesses(t *testing.T) (list []witness) {
	files, err := filepath.Glob(filepath.Join("..", "properties", "testdata", "witnesses", "*", "*.json"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, path := range files {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		s, err := scenario.Read(path, text)
		require.NoError(t, err)
		id, shows, _ := strings.Cut(s.Name, ": ")
		claim, ok := Essay().Find(id)
		require.True(t, ok, path)
		require.Equal(t, string(text), string(s.Format()), "%s: what is read is written as it was", path)
		list = append(list, witness{s, claim, shows})
	}
	return list
}

func fails(claim *Claim, in *Instance) bool {
	return slices.ContainsFunc(claim.Conclude(in), func(v Verdict) bool { return v.Outcome == Failed })
}

// differs reports whether the claim fails on two sides that exist: undefined sides refute nothing.
func differs(claim *Claim, in *Instance) bool {
	return slices.ContainsFunc(claim.Conclude(in), func(v Verdict) bool { return v.Outcome == Failed && v.Settled() })
}

var lacking = regexp.MustCompile(`^(fails|undefined) without (\S+)$`)

// Each witness shows what its name says. A rival's witness does not refute the claim itself, and a scenario that fails
// without a hypothesis meets all others.
func TestWitnessesShowWhatTheySay(t *testing.T) {
	for _, w := range witnesses(t) {
		claim, in := w.claim, NewInstance(&w.Scenario)
		if shows := lacking.FindStringSubmatch(w.shows); shows != nil {
			rest, ok := claim.Without(shows[2])
			require.True(t, ok, w.Name)
			require.False(t, claim.Met(in), w.Name)
			require.True(t, rest.Met(in), w.Name)
			require.True(t, fails(&rest, in), w.Name)
			require.Equal(t, shows[1] == "fails", differs(&rest, in), "%s: only what fails has two sides", w.Name)
			continue
		}
		require.True(t, claim.Met(in), w.Name)
		require.False(t, claim.Expect == Holds && claim.Degenerate(in), "%s: on next to nothing", w.Name)
		if w.shows == "counterexample" {
			require.Equal(t, Refuted, claim.Expect, w.Name)
			require.True(t, fails(claim, in), w.Name)
			continue
		}
		require.False(t, slices.ContainsFunc(claim.Conclude(in), claim.Breaks), w.Name)
		name, refutes := strings.CutPrefix(w.shows, "refutes ")
		if !refutes {
			require.True(t, strings.HasPrefix(w.shows, "tightest"), w.Name)
			continue
		}
		i := slices.IndexFunc(claim.Rivals, func(r Rival) bool { return r.Name == name })
		require.GreaterOrEqual(t, i, 0, w.Name)
		rival := claim.As(claim.Rivals[i])
		require.True(t, differs(&rival, in), "%s: %s", w.Name, rival.Conclude(in)[0].Detail())
	}
}

// A claim names every part that it needs: on a scenario without a part a claim is inapplicable, or it does not need the
// part; none breaks.
func TestClaimsNameWhatTheyNeed(t *testing.T) {
	for _, w := range witnesses(t) {
		for part, drop := range map[string]func(*scenario.Scenario){
			"sources": func(s *scenario.Scenario) {
				// Independent draws of the first outcome: priors over sources no longer have a meaning.
				s.Sources, s.Machine, s.History = nil, nil, nil
				for _, prior := range []*model.Dist{&s.Nature, &s.Operator, &s.Mimic} {
					if prior.Len() > 0 {
						*prior = model.Point(len(s.Outcomes), 0)
					}
				}
			},
			"nature":         func(s *scenario.Scenario) { s.Nature = model.Dist{} },
			"operator":       func(s *scenario.Scenario) { s.Operator = model.Dist{} },
			"mimic":          func(s *scenario.Scenario) { s.Mimic = model.Dist{} },
			"horizon":        func(s *scenario.Scenario) { s.Horizon = 0 },
			"features":       func(s *scenario.Scenario) { s.Features = nil },
			"second feature": func(s *scenario.Scenario) { s.Features = s.Features[:min(1, len(s.Features))] },
			"success":        func(s *scenario.Scenario) { s.Success = nil },
			"tilt":           func(s *scenario.Scenario) { s.Tilt = nil },
			"labels":         func(s *scenario.Scenario) { s.Labels = nil },
			"effect":         func(s *scenario.Scenario) { s.Effect = nil },
			"danger":         func(s *scenario.Scenario) { s.Danger = nil },
			"epsilon":        func(s *scenario.Scenario) { s.Epsilon = nil },
			"tolerance":      func(s *scenario.Scenario) { s.Tolerance = nil },
			"challenger":     func(s *scenario.Scenario) { s.Challenger, s.Operator = model.Dist{}, model.Dist{} },
			"feature named length": func(s *scenario.Scenario) {
				s.Features = slices.DeleteFunc(slices.Clone(s.Features),
					func(f scenario.Feature) bool { return f.Name == scenario.LengthFeature })
			},
		} {
			s := w.Scenario
			drop(&s)
			for _, v := range w.claim.Try(&s) {
				require.NotContains(t, v.Detail(), "the check broke", "%s, without %s", w.Name, part)
				require.NotContains(t, v.Detail(), "undefined", "%s, without %s", w.Name, part)
			}
		}
	}
}

// Every member of a family satisfies its claim, whatever the generator returns.
func TestFamiliesDeliver(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for _, claim := range Essay() {
		if claim.Family == nil {
			continue
		}
		refuted := make([]bool, len(claim.Rivals))
		for i := range 30 {
			pick := random.IntN
			if i == 0 {
				pick = func(int) int { return 0 }
			}
			s := claim.Family(pick)
			for _, v := range claim.Try(&s) {
				require.Equal(t, Held, v.Outcome, "%s %s: %s\n%s", claim.ID, v.Name, v.Detail(), s.Format())
			}
			in := NewInstance(&s)
			for i, r := range claim.Rivals {
				rival := claim.As(r)
				refuted[i] = refuted[i] || fails(&rival, in)
			}
		}
		require.NotContains(t, refuted, false, claim.ID)
	}
}
