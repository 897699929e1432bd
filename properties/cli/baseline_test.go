package cli_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/theorems"
)

// earlier is the result of a quick run, in a file, with some of its text changed: old, new, old, new.
func earlier(t *testing.T, changes ...string) string {
	t.Helper()
	text := mimics(quick("--format", "json")...).out
	for i := 0; i < len(changes); i += 2 {
		changed := strings.Replace(text, changes[i], changes[i+1], 1)
		require.NotEqual(t, text, changed, changes[i])
		text = changed
	}
	return fileOf(t, text)
}

// fileOf is a file with the text.
func fileOf(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "base.json")
	require.NoError(t, os.WriteFile(name, []byte(text), 0o644))
	return name
}

func TestBaselineOfTheSameRunShowsNoChange(t *testing.T) {
	base := earlier(t)
	got := mimics(quick("--baseline", base)...)
	require.Zero(t, got.exit, got.err)
	require.Empty(t, got.err)
	plain := mimics(quick()...).out
	section, found := strings.CutPrefix(got.out, plain)
	require.True(t, found, "the table comes first")
	require.Equal(t, "AGAINST "+base+" (60 cases, scope 2, seed 1): nothing changed.",
		strings.Join(strings.Fields(section), " "))

	merged := mimics(append([]string{"merge", "--baseline", base}, shards(t, 2)...)...)
	require.Equal(t, got, merged)
}

func TestBaselineTellsWhatGotWorse(t *testing.T) {
	for name, c := range map[string]struct {
		changes []string
		says    string
	}{
		"a rival": {[]string{`"name": "c for 1-c"`, `"name": "c for 1-c, twice"`},
			`worse forcing/gap: the rival "c for 1-c, twice" is gone, was refuted`},
		"a claim": {[]string{`"id": "forcing/gap"`, `"id": "forcing/gaps"`},
			"worse forcing/gaps: the claim is gone, was as expected"},
	} {
		t.Run(name, func(t *testing.T) {
			base := earlier(t, c.changes...)
			got := mimics(quick("--baseline", base)...)
			require.Equal(t, 1, got.exit, got.err)
			require.Empty(t, got.err)
			require.Contains(t, strings.Join(strings.Fields(got.out), " "), c.says)
		})
	}
}

func TestBaselineTellsOfARunThatLostSomething(t *testing.T) {
	base := earlier(t)
	gap, ok := theorems.Essay().Find("forcing/gap")
	require.True(t, ok)
	changed := *gap
	changed.Rivals = []theorems.Rival{{Name: "c for 1-c", Relation: theorems.AtMost}, gap.Rivals[1]} // the first is true
	changed.Hypotheses = slices.Clone(changed.Hypotheses)
	for i := range changed.Hypotheses {
		if h := &changed.Hypotheses[i]; h.Name == "forcing-set-reachable" {
			h.Holds = func(*theorems.Instance) bool { return true }
		}
	}
	got := theoryOf(t, changed).mimics(quick("--baseline", base)...)
	require.Equal(t, 1, got.exit, got.err)
	requireNarrow(t, strings.ReplaceAll(got.out, base, "base.json"))
	for _, says := range []string{
		"worse forcing/gap: the verdict is regression, was as expected",
		`worse forcing/gap: the rival "c for 1-c" is no longer refuted`,
		"worse forcing/gap: the hypothesis forcing-set-reachable is not needed up to scope, was needed",
		"worse forcing/events: the claim is gone, was as expected",
	} {
		require.Contains(t, strings.Join(strings.Fields(got.out), " "), says)
	}
}

func TestBaselineTellsWhatIsBetterAndExitsZero(t *testing.T) {
	base := earlier(t, `"verdict": "as expected"`, `"verdict": "regression"`, `"refuted": true`, `"refuted": false`,
		`"status": "needed"`, `"status": "not needed up to scope"`)
	got := mimics(quick("--baseline", base, "--format", "markdown")...)
	require.Zero(t, got.exit, got.err)
	require.Contains(t, got.out, "(60 cases, scope 2, seed 1): 0 for the worse, 3 for the better, 0 other changes.\n\n"+
		"- better: forcing/gap: the verdict is as expected, was regression\n"+
		"- better: forcing/gap: the rival \"c for 1-c\" is refuted, was not\n"+
		"- better: forcing/gap: the hypothesis forcing-set-reachable is needed, was not needed up to scope\n")
}

func TestBaselineTellsWhatIsNew(t *testing.T) {
	base := fileOf(t, mimics("verify", "--claim", "forcing/gap", "--cases", "60", "--scope", "2", "--format", "json").out)
	got := mimics(quick("--baseline", base)...)
	require.Zero(t, got.exit, got.err)
	require.Contains(t, got.out, "\n  other   forcing/events: the claim is new, and as expected\n")
	// The other way round: what was not tried again is not gone.
	got = mimics("verify", "--claim", "forcing/gap", "--cases", "60", "--scope", "2", "--baseline", earlier(t))
	require.Zero(t, got.exit, got.err)
	require.Contains(t, got.out, "nothing changed")
}

// JSON and JUnit have no place for the changes.
func TestBaselineLeavesJSONAsItIs(t *testing.T) {
	base := earlier(t, `"id": "forcing/gap"`, `"id": "forcing/gaps"`)
	for _, format := range []string{"json", "junit"} {
		got := mimics(quick("--baseline", base, "--format", format)...)
		require.Equal(t, 1, got.exit)
		require.Equal(t, mimics(quick("--format", format)...).out, got.out)
		require.Contains(t, got.err, "forcing/gaps: the claim is gone")
	}
}

func TestWhatIsNoBaselineIsRefused(t *testing.T) {
	const expected = "expected the JSON result of a whole verify"
	const in = " (in the JSON result of a whole verify)"
	const keys = "version, seed, cases, scope, shard, claims" + in
	folder := t.TempDir()
	for base, says := range map[string]string{
		filepath.Join(folder, "missing.json"):  "no such file or directory",
		folder:                                 "not a file, " + expected,
		thirds:                                 ":2:11: name: unknown key, expected one of ok, " + keys,
		fileOf(t, ""):                          ":1:1: the text ends here, expected more JSON" + in,
		fileOf(t, "[]"):                        ":1:1: expected an object" + in,
		fileOf(t, "{}"):                        `shard "", expected one such as 2/4: the second of four shares`,
		fileOf(t, `{"shard": "1/1"}`):          "no cases, no scope or no claims, " + expected,
		earlier(t, `"ok"`, `"extra": 1, "ok"`): ":2:12: extra: unknown key, expected one of ok, " + keys,
		earlier(t, `"verdict": "as expected"`, `"verdict": "fine"`): "claims[0]: no result on a claim of its own, " + expected,
		earlier(t, `"expect": "holds"`, `"expect": "hopes"`):        "claims[0]: no result on a claim of its own, " + expected,
		earlier(t, `"id": "forcing/gap"`, `"id": "a\nb"`):           "claims[0]: no result on a claim of its own, " + expected,
		earlier(t, `"id": "forcing/events"`, `"id": "forcing/gap"`): "claims[1]: no result on a claim of its own, " + expected,
		earlier(t, `"status": "needed"`, `"status": "kneaded"`):     "claims[0]: no result on a claim of its own, " + expected,
		fileOf(t, mimics(quick("--format", "json")...).out+"{}"):    "expected nothing after the result" + in,
		shards(t, 2)[0]: "shard 1/2, " + expected + ": merge the shards",
	} {
		got := mimics(quick("--baseline", base)...)
		require.Equal(t, 2, got.exit, says)
		require.Empty(t, got.out)
		require.True(t, strings.HasPrefix(got.err, "mimics: "+base+":"), got.err)
		require.Contains(t, got.err, says)
		require.Equal(t, 1, strings.Count(got.err, "\n"), got.err)
	}
	requireRefused(t, "--baseline with --shard, expected it with merge: a shard alone has no verdicts",
		mimics(quick("--baseline", earlier(t), "--shard", "1/2")...))
}
