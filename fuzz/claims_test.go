package fuzz

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

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
func FuzzSafety(f *testing.F)    { fuzzFamily(f, "safety/") }
func FuzzDominance(f *testing.F) { fuzzFamily(f, "dominance/") }

func fuzzFamily(f *testing.F, family string) {
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, choices []byte) {
		for _, claim := range familyOf(family) {
			try(t, claim, choices)
		}
	})
}

func familyOf(prefix string) (family theorems.Registry) {
	for _, claim := range theorems.Essay() {
		if strings.HasPrefix(claim.ID, prefix) {
			family = append(family, claim)
		}
	}
	return family
}

// try makes a scenario of the bytes and tries the claim on it; it tells whether the hypotheses were met.
func try(t *testing.T, claim theorems.Claim, choices []byte) (met bool) {
	in, met := properties.NewSampler(claim).Instance(properties.NewBytes(choices))
	if !met {
		return false
	}
	for _, v := range claim.Conclude(in) {
		if claim.Breaks(v) {
			t.Fatalf("%s %s: %s: %s %s %s %s\n%s", claim.ID, v.Name, v.Outcome, v.Left, v.Relation, v.Right, v.Detail, in.Format())
		}
	}
	return true
}

// Every family has a target, and the corpus of each target is executed: its seeds meet the hypotheses of each claim.
func TestTheCorpusTriesEveryClaim(t *testing.T) {
	targets := map[string]string{
		"mimic": "FuzzMimic", "merging": "FuzzMerging", "features": "FuzzFeatures", "rates": "FuzzRates", "tilt": "FuzzTilt",
		"forecast": "FuzzForecast", "forcing": "FuzzForcing", "control": "FuzzControl", "transfer": "FuzzTransfer",
		"safety": "FuzzSafety", "dominance": "FuzzDominance",
	}
	for _, claim := range theorems.Essay() {
		family, name, _ := strings.Cut(claim.ID, "/")
		require.Contains(t, targets, family)
		if *update {
			addSeed(t, claim, filepath.Join("testdata", "fuzz", targets[family], name))
		}
		met := 0
		for _, seed := range corpus(t, targets[family]) {
			if try(t, claim, []byte(seed)) {
				met++
			}
		}
		require.Positive(t, met, "no seed of %s meets the hypotheses of %s", targets[family], claim.ID)
	}
}

var update = flag.Bool("update", false, "write a seed for every claim")

// addSeed writes the first of many strings of bytes that makes an instance of the claim.
func addSeed(t *testing.T, claim theorems.Claim, path string) {
	random := rand.New(rand.NewPCG(1, 1))
	for range 100_000 {
		choices := make([]byte, 64)
		for i := range choices {
			choices[i] = byte(random.Uint32())
		}
		in, met := properties.NewSampler(claim).Instance(properties.NewBytes(choices))
		if len(in.Outcomes) > 1 && met {
			require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
			require.NoError(t, os.WriteFile(path, fmt.Appendf(nil, "go test fuzz v1\n[]byte(%q)\n", choices), 0o644))
			return
		}
	}
	t.Fatalf("no seed makes an instance of %s", claim.ID)
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
