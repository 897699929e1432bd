package cli_test

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"gotest.tools/v3/golden"

	"mimics/model"
)

const zoo = "../../theorems/scenario/examples/zoo"

// The zoo is of laws of which the answer is known: the golden file was read once with the proof beside it.
func TestDominanceOfTheZoo(t *testing.T) {
	files, err := filepath.Glob(zoo + "/*.json")
	require.NoError(t, err)
	require.Len(t, files, 18)
	got := mimics(append([]string{"dominance"}, files...)...)
	require.Zero(t, got.exit, got.err)
	require.Empty(t, got.err)
	golden.Assert(t, got.out, "zoo.golden")
}

// Examples of the literature: the answers were worked out by another program, with fractions and no quotient of states
// (merging "" was not). A constant is given if it is exact.
func TestDominanceOfExamplesOfTheLiterature(t *testing.T) {
	type answer struct{ seen, of, status, merging, constant string }
	for name, want := range map[string][]answer{
		"casino-two-starts":        {{"face", "operator", "fully", "1", ""}, {"face", "mimic", "fully", "1", ""}, {"", "operator", "fully", "1", ""}},
		"casino-two-houses":        {{"face", "operator", "never", "0", ""}, {"face", "mimic", "never", "0", ""}},
		"casino-one-of-two-houses": {{"face", "operator", "partly", "2/3", ""}, {"face", "mimic", "fully", "1", ""}},
		"grain-of-truth":           {{"", "operator", "fully", "1", "100"}, {"", "mimic", "partly", "1/100", ""}},
		"never-equal":              {{"bit", "operator", "partly", "", ""}, {"bit", "mimic", "fully", "1", ""}},
		"even-process":             {{"bit", "operator", "never", "0", ""}, {"bit", "mimic", "never", "0", ""}},
		"even-process-unknown-phase": {
			{"bit", "operator", "fully", "1", "3/2"}, {"bit", "mimic", "partly", "2/3", ""},
		},
	} {
		var list []struct {
			Of, Status string
			Feature    *string
			Merging    string
			Constant   struct {
				Low  string
				High *string
			}
		}
		require.NoError(t, json.Unmarshal([]byte(mimics("dominance", zoo+"/"+name+".json", "--format", "json").out), &list))
		found := 0
		for _, w := range want {
			for _, v := range list {
				if v.Of != w.of || (v.Feature == nil) != (w.seen == "") || v.Feature != nil && *v.Feature != w.seen {
					continue
				}
				found++
				require.Equal(t, w.status, v.Status, "%s %v", name, w)
				if w.merging != "" {
					require.Equal(t, w.merging, v.Merging, "%s %v", name, w)
				}
				if w.constant != "" {
					require.Equal(t, w.constant, v.Constant.Low, "%s %v", name, w)
					require.Equal(t, w.constant, *v.Constant.High, "%s %v", name, w)
				}
			}
		}
		require.Equal(t, len(want), found, name)
	}
}

// The operator's source is one that the mimic gives 1/4, and nothing but the first claim is needed.
func TestCertificatesOfConstants(t *testing.T) {
	got := mimics("dominance", zoo+"/dominated.json", "--certificate")
	require.Zero(t, got.exit, got.err)
	golden.Assert(t, got.out, "certificate.golden")

	got = mimics("dominance", zoo+"/dominated.json", "--certificate", "--format", "json")
	require.Equal(t, 2, got.exit)
	require.Equal(t, "mimics: --certificate and --format json, expected one of them\n", got.err)

	got = mimics("dominance", zoo+"/urns.json", zoo+"/periodic.json", "--certificate")
	require.Equal(t, 1, got.exit)
	const urns = `"two urns of one support", outcomes: the operator over the mimic: no certificate was found`
	require.Equal(t, "mimics: "+urns+"\n", got.err)
	require.Contains(t, got.out, "; "+urns+" for 2\n")
	require.Contains(t, got.out, "(certificate\n (title \"two cycles that are out of step\"")

	got = mimics("dominance", zoo+"/through-a-feature.json", "--certificate")
	require.Zero(t, got.exit, got.err)
	const title = `(title "merging through the feature alone" "operator" "mimic" `
	require.Contains(t, got.out, "(merging\n "+title+`"")`)
	require.Contains(t, got.out, "(shown\n "+title+`"umbrella")`)
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

// shuffled is a machine of six sources, of which the mimic follows five.
const shuffled = `{"outcomes": ["heads", "tails"], "sources": {
	"one": {"emit": {"heads": "1/2", "tails": "1/2"}, "next": {"tails": "six"}},
	"two": {"emit": {"heads": "1/3", "tails": "2/3"}, "next": {"heads": "three", "tails": "four"}},
	"three": {"emit": {"heads": "1/4", "tails": "3/4"}, "next": {"heads": "two"}},
	"four": {"emit": {"heads": "3/4", "tails": "1/4"}, "next": {"heads": "three", "tails": "one"}},
	"five": {"emit": {"heads": "2/3", "tails": "1/3"}, "next": {"heads": "three", "tails": "six"}},
	"six": {"emit": {"heads": "2/5", "tails": "3/5"}, "next": {"tails": "one"}}
}, "operator": {"one": 1}, "mimic": {"two": "1/5", "three": "1/5", "four": "1/5", "five": "1/5", "six": "1/5"}}`

// With little effort less is certain, and never anything else.
func TestEffortNarrowsWhatIsUndecided(t *testing.T) {
	last := 0.0
	for _, effort := range []string{"1", "4", "12", "8192"} {
		got := mimicsOn(shuffled, "dominance", "-", "--effort", effort, "--format", "json")
		require.Zero(t, got.exit, got.err)
		var list []struct {
			Status            string
			Merging, Singular model.Q
		}
		require.NoError(t, json.Unmarshal([]byte(got.out), &list))
		sure := list[0].Merging.Add(list[0].Singular)
		require.Equal(t, list[0].Status == "undecided", sure.Less(model.One))
		require.LessOrEqual(t, last, sure.Float64())
		last = sure.Float64()
		require.Equal(t, effort != "8192", list[0].Status == "undecided")
	}
	require.Equal(t, 1.0, last)
	require.Contains(t, mimicsOn(shuffled, "dominance", "-").out, "partly with the mimic: 83/88 of it")
	require.Contains(t, oneLine(mimicsOn(shuffled, "dominance", "-", "--effort", "1").out),
		"the operator is undecided beside the mimic: at least 1/2 of it merges, at least 0 is singular (--effort narrows that)")
}

// What there are many sources of is decided all the same.
func TestDominanceOfManySources(t *testing.T) {
	got := mimicsOn(manySources(), "dominance", "-")
	require.Zero(t, got.exit, got.err)
	require.Contains(t, oneLine(got.out), "the operator merges partly with the mimic: 1/1500 of it; no constant: mass 1499/1500 is singular")
	require.Contains(t, oneLine(got.out), "the mimic merges fully with the operator; constant 1500")
}

func TestCheckSaysHowMuchMerges(t *testing.T) {
	got := mimics("check", zoo+"/detour.json", "--claim", "mimic/bayes")
	require.Zero(t, got.exit, got.err)
	require.Contains(t, oneLine(got.out), "the operator merges partly with the mimic: 1/2 of it; no constant: mass 1/2 is singular")
	require.NotContains(t, mimics("check", thirds).out, "merges")
}

func TestWhatLiesNearIsCertified(t *testing.T) {
	// The mimic doubts a fair coin: κ = 2, and Z_n is 2 unless all were heads and 2/(1+2^n) then, so that
	// (2·E TV)² ≤ 2 - E_A Z_n = 2/(1+2^n), which is at most 4/10,000 from n = 13 on.
	got := mimicsOn(coins+"2}", "dominance", "-", "--within", "1/100")
	require.Zero(t, got.exit, got.err)
	require.Contains(t, oneLine(got.out), "outcomes: the operator merges fully with the mimic; constant 2; from step 13 on within 1/100")
}

// manySources are coins of 1,500 kinds, of which the mimic knows one.
func manySources() string {
	emit, prior := make([]string, 1500), make([]string, 1500)
	for i := range emit {
		emit[i] = fmt.Sprintf(`"s%d": {"emit": {"a": "1/%d", "b": "%d/%d"}}`, i, i+2, i+1, i+2)
		prior[i] = fmt.Sprintf(`"s%d": "1/1500"`, i)
	}
	return `{"outcomes": ["a", "b"], "sources": {` + strings.Join(emit, ",") + `}, "operator": {` + strings.Join(prior, ",") +
		`}, "mimic": {"s0": 1}}`
}

// What is known of the singular part alone is a lower bound, and is called one.
func TestASingularPartThatIsUndecidedIsAtLeast(t *testing.T) {
	more := strings.NewReplacer(`"six": {`, `"seven": {"emit": {"heads": "1/2", "tails": "1/2"}}, "six": {`, `{"one": 1}`, `{"one": "1/2", "seven": "1/2"}`).Replace(shuffled)
	got := mimicsOn(more, "dominance", "-", "--effort", "1")
	require.Contains(t, oneLine(got.out), "undecided beside the mimic: at least 1/4 of it merges, at least 1/2 is singular (--effort narrows that); no constant: at least 1/2 is singular")
	require.Contains(t, mimicsOn(more, "dominance", "-", "--effort", "1", "--format", "json").out, `"unbounded": "at least 1/2 is singular"`)
	require.Contains(t, oneLine(mimicsOn(more, "dominance", "-").out), "no constant: mass 93/176 is singular")
}
