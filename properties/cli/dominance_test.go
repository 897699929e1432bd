package cli_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

const zoo = "../../theorems/scenarios/zoo"

// The zoo is of laws of which the answer is known: the golden file was read once with the proof beside it.
func TestDominanceOfTheZoo(t *testing.T) {
	files, err := filepath.Glob(zoo + "/*.json")
	require.NoError(t, err)
	require.Len(t, files, 9)
	got := mimics(append([]string{"dominance"}, files...)...)
	require.Zero(t, got.exit, got.err)
	require.Empty(t, got.err)
	const golden = "testdata/zoo.golden"
	if flag.Lookup("update").Value.String() == "true" {
		require.NoError(t, os.WriteFile(golden, []byte(got.out), 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	require.Equal(t, string(want), got.out)
}

func TestDominanceAsJSON(t *testing.T) {
	got := mimics("dominance", zoo+"/through-a-feature.json", zoo+"/unbounded.json", "--format", "json", "--within", "1/3")
	require.Zero(t, got.exit, got.err)
	var list []map[string]any
	require.NoError(t, json.Unmarshal([]byte(got.out), &list))
	require.Len(t, list, 6)
	require.Equal(t, map[string]any{
		"scenario": "merging through the feature alone", "of": "operator", "over": "mimic", "feature": "umbrella",
		"status": "fully", "merging": "1", "singular": "0",
		"constant": map[string]any{"low": "1", "high": "1", "unbounded": ""}, "within": 0.0,
	}, list[2])
	require.Nil(t, list[0]["feature"])
	require.Equal(t, "never", list[0]["status"])
	require.Equal(t, map[string]any{"low": "1", "high": nil, "unbounded": "it grows with each heads"}, list[4]["constant"])
	require.Nil(t, list[4]["within"])
}

func TestCheckSaysHowMuchMerges(t *testing.T) {
	got := mimics("check", zoo+"/detour.json", "--claim", "mimic/bayes")
	require.Zero(t, got.exit, got.err)
	require.Contains(t, oneLine(got.out), "the operator merges partly with the mimic: 1/2 of it; no constant: 1/2 is singular")
	require.NotContains(t, mimics("check", thirds).out, "merges")
}

func TestWhatLiesNearIsCertified(t *testing.T) {
	// The mimic doubts a fair coin: κ = 2, and Z_n is 2 unless all were heads and 2/(1+2^n) then, so that
	// (2·E TV)² ≤ 2 - E_A Z_n = 2/(1+2^n), which is at most 4/10,000 from n = 13 on.
	got := mimicsOn(coins+"2}", "dominance", "-", "--within", "1/100")
	require.Zero(t, got.exit, got.err)
	require.Contains(t, oneLine(got.out), "outcomes: the operator merges fully with the mimic; constant 2; from step 13 on near enough")
}
