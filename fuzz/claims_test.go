package fuzz

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"gotest.tools/v3/golden"

	"mimics/properties"
	"mimics/theorems"
)

func FuzzMimic(f *testing.F)     { fuzzFamily(f, "mimic/") }
func FuzzMerging(f *testing.F)   { fuzzFamily(f, "merging/") }
func FuzzFeatures(f *testing.F)  { fuzzFamily(f, "features/") }
func FuzzTilt(f *testing.F)      { fuzzFamily(f, "tilt/") }
func FuzzForecast(f *testing.F)  { fuzzFamily(f, "forecast/") }
func FuzzForcing(f *testing.F)   { fuzzFamily(f, "forcing/") }
func FuzzRates(f *testing.F)     { fuzzFamily(f, "rates/") }
func FuzzControl(f *testing.F)   { fuzzFamily(f, "control/") }
func FuzzTransfer(f *testing.F)  { fuzzFamily(f, "transfer/") }
func FuzzSampler(f *testing.F)   { fuzzFamily(f, "sampler/") }
func FuzzSafety(f *testing.F)    { fuzzFamily(f, "safety/") }
func FuzzDominance(f *testing.F) { fuzzFamily(f, "dominance/") }
func FuzzPenalty(f *testing.F)   { fuzzFamily(f, "penalty/") }

// fuzzFamily makes a fuzz target of a family of claims. The first byte chooses the claim, and the others make a
// scenario. It is small, so that there are many executions per second.
func fuzzFamily(f *testing.F, name string) {
	family := familyOf(name)
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, choices []byte) { family.try(t, choices) })
}

// family is a list of claims, each with a sampler that is made on first use.
type family struct {
	claims   theorems.Registry
	samplers []*properties.Sampler
}

func familyOf(prefix string) (f family) {
	for _, claim := range theorems.Essay() {
		if strings.HasPrefix(claim.ID, prefix) {
			f.claims = append(f.claims, claim)
		}
	}
	f.samplers = make([]*properties.Sampler, len(f.claims))
	return f
}

// instance makes an instance of the claim that the bytes choose, and reports whether it meets the hypotheses.
func (f family) instance(choices []byte) (claim *theorems.Claim, in *theorems.Instance, met bool) {
	c := properties.NewBytes(choices)
	i := c.Pick(len(f.claims))
	if f.samplers[i] == nil {
		f.samplers[i] = properties.NewSmallSampler(f.claims[i])
	}
	in, met = f.samplers[i].Instance(c)
	return &f.claims[i], in, met
}

// try tries a claim on a scenario. It returns the claim if the hypotheses were met, else nil.
func (f family) try(t *testing.T, choices []byte) *theorems.Claim {
	claim, in, met := f.instance(choices)
	if !met {
		return nil
	}
	for _, v := range claim.Conclude(in) {
		if claim.Breaks(v) {
			t.Fatalf("%s %s: %s: %s %s %s %s\n%s", claim.ID, v.Name, v.Outcome, v.Left, v.Relation, v.Right, v.Detail(), in.Format())
		}
	}
	return claim
}

// Every family has a target, and its corpus has a seed for each claim that meets the hypotheses.
func TestTheCorpusTriesEveryClaim(t *testing.T) {
	targets := map[string]string{
		"mimic": "FuzzMimic", "merging": "FuzzMerging", "features": "FuzzFeatures", "rates": "FuzzRates", "tilt": "FuzzTilt",
		"forecast": "FuzzForecast", "forcing": "FuzzForcing", "control": "FuzzControl", "transfer": "FuzzTransfer",
		"safety": "FuzzSafety", "sampler": "FuzzSampler", "dominance": "FuzzDominance", "penalty": "FuzzPenalty",
	}
	for _, claim := range theorems.Essay() {
		section := claim.Section()
		require.Contains(t, targets, section)
	}
	for section, target := range targets {
		family := familyOf(section + "/")
		if golden.FlagUpdate() {
			for i, claim := range family.claims {
				_, name, _ := strings.Cut(claim.ID, "/")
				addSeed(t, family, i, filepath.Join("testdata", "fuzz", target, name))
			}
		}
		met := map[string]bool{}
		for _, seed := range corpus(t, target) {
			if claim := family.try(t, []byte(seed)); claim != nil {
				met[claim.ID] = true
			}
		}
		for _, claim := range family.claims {
			require.Contains(t, met, claim.ID, "no seed of %s meets its hypotheses: go test ./fuzz -update writes one", target)
		}
	}
}

// addSeed writes the first of many byte strings that makes an instance of claim number.
func addSeed(t *testing.T, family family, number int, path string) {
	random := rand.New(rand.NewPCG(1, 1))
	for range 100_000 {
		choices := randomBytes(random)
		choices[0] = byte(number)
		if _, in, met := family.instance(choices); met && len(in.Outcomes) > 1 {
			writeSeed(t, path, choices)
			return
		}
	}
	t.Fatalf("no seed makes an instance of %s", family.claims[number].ID)
}

func randomBytes(random *rand.Rand) []byte {
	choices := make([]byte, 64)
	for i := range choices {
		choices[i] = byte(random.Uint32())
	}
	return choices
}

// writeSeed writes a seed for a target that takes bytes, in the encoding of go test.
func writeSeed(t *testing.T, path string, choices []byte) {
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.WriteFile(path, fmt.Appendf(nil, "go test fuzz v1\n[]byte(%q)\n", choices), 0o644))
}

// corpus reads the committed seeds of a target that takes one argument, in the encoding of go test.
func corpus(t *testing.T, target string) (seeds []string) {
	files, err := filepath.Glob(filepath.Join("testdata", "fuzz", target, "*"))
	require.NoError(t, err)
	require.NotEmpty(t, files, "%s has no corpus", target)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		lines := strings.Split(strings.TrimSpace(string(text)), "\n")
		require.Len(t, lines, 2, "%s", file)
		open, end := strings.Index(lines[1], "("), strings.LastIndex(lines[1], ")")
		seed, err := strconv.Unquote(lines[1][open+1 : end])
		require.NoError(t, err, "%s", file)
		seeds = append(seeds, seed)
	}
	return seeds
}
