package cli_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const films = "audit/testdata/films.csv"

func TestAuditTable(t *testing.T) {
	for _, arguments := range [][]string{{films}, {films, "--outcome", "director"}} {
		got := mimics(append([]string{"audit"}, arguments...)...)
		require.Zero(t, got.exit, got.err)
		require.Empty(t, got.err)
		requireNarrow(t, got.out)
	}
	got := mimics("audit", films)
	for _, text := range []string{
		"Optimising this hard would make 97 % of the output unlike past successes", "949/2988 ≈ 0.3176; in the world 0.300 to 0.335 (95 %)",
		"26/37 ≈ 0.7027 on this sample; in the world 0.453 to 0.888", "71/73 ≈ 0.9726 on this sample; in the world 0.421 to 1.000",
		"may be one that this log never shows", "Hard tuning lands on Documentary; 7 of 13 outcomes may be the best",
		"critics: among past successes", "on this sample, in the world 0.254 to 0.780 (95 %)", "nothing to do with outcome or success",
		"on this sample. Its successes are within 0.233", "then succeeds 40 % of the time, in the world 31 % to 49 %",
		"succeeds 37 % of the time on it; in the world 29 % to 45 % (95 %)",
	} {
		require.Contains(t, unwrapped(got.out), text)
	}
}

// What is printed of a range holds what is printed of the value, however rare a success is.
func TestPrintedRangesHoldWhatTheyAreOf(t *testing.T) {
	for _, failures := range []int{0, 1, 2, 30, 999, 12_345, 10_000_000, 999_999_999, 200_000_000_000} {
		for _, successes := range []int{1, 7, 5000} {
			log := fmt.Sprintf("outcome,success,count,f\na,1,%d,x\na,0,%d,y\nb,1,1,x\nb,0,3000,x\n", successes, failures+1)
			got := mimicsOn(log, "audit", "-")
			require.Zero(t, got.exit, got.err)
			printed := regexp.MustCompile(`≈ ([0-9.]+)(?: on this sample)?[;,] in the world ([0-9.]+) to ([0-9.]+) `).FindAllStringSubmatch(unwrapped(got.out), -1)
			require.Len(t, printed, 4, got.out)
			for _, texts := range printed {
				value, low, high := number(t, texts[1]), number(t, texts[2]), number(t, texts[3])
				require.LessOrEqual(t, low, value, "%s: %s", log, texts)
				require.GreaterOrEqual(t, high, value, "%s: %s", log, texts)
				require.Less(t, low, high, "%s: %s", log, texts)
			}
			require.Positive(t, number(t, printed[0][1]), "a rate above 0 is not printed as 0")
		}
	}
}

func number(t *testing.T, text string) float64 {
	t.Helper()
	value, err := strconv.ParseFloat(text, 64)
	require.NoError(t, err)
	return value
}

// Few shuffles have no share of 95 %.
func TestAuditSaysHowManyShufflesThereWere(t *testing.T) {
	var log strings.Builder
	log.WriteString("outcome,success,many,few\n")
	for i := range 40_000 {
		fmt.Fprintf(&log, "%d,%d,v%d,w%d\n", i%20, i*i%7%2, i, i%3)
	}
	got := mimicsOn(log.String(), "audit", "-")
	require.Zero(t, got.exit, got.err)
	require.Regexp(t, `many: among .* and up to [0-9.]+ in all of 10 shuffles\. .* few: among .* in 95 % of samples\.`, unwrapped(got.out))
}

// A log with one success in all: a third of the simulated ones have none, and count neither way.
func TestAuditLeavesOutSimulatedLogsWithoutASuccess(t *testing.T) {
	got := mimicsOn("outcome,success,count\na,1,1\na,0,500\nb,0,600\n", "audit", "-", "--format", "json")
	var report any
	require.NoError(t, json.Unmarshal([]byte(got.out), &report))
	empty := at(report, "coverage", "without_success").(float64)
	require.InDelta(t, 200*math.Exp(-1), empty, 30)
	require.LessOrEqual(t, at(report, "coverage", "held").(float64)+empty, 200.0)
	got = mimicsOn("outcome,success,count\na,1,1\na,0,500\nb,0,600\n", "audit", "-")
	require.Regexp(t, fmt.Sprintf(`held in \d+ of %.0f simulated .* are left out, as they have no range: %.0f and \d+\.`, 200-empty, empty), unwrapped(got.out))
	require.NotContains(t, mimics("audit", films).out, "left out")
}

// unwrapped is the text on one line, with single spaces.
func unwrapped(text string) string { return strings.Join(strings.Fields(text), " ") }

// A closed list bounds the gap from above; an outcome that the log never shows might be best in an open one.
func TestAuditClosed(t *testing.T) {
	log := "outcome,success,count\na,1,900\na,0,100\nb,1,100\nb,0,900\n"
	got := mimicsOn(log, "audit", "-")
	require.Contains(t, unwrapped(got.out), "in the world between 8 % and 100 %.")
	got = mimicsOn(log, "audit", "-", "--closed")
	require.Contains(t, unwrapped(got.out), "in the world between 7 % and 13 %.")
	require.NotContains(t, got.out, "--closed")
}

// 2,300 ads, of which one is clicked by far the most: each of their ranges has a chance to miss of about 1e-5.
func TestAuditOfManyOutcomes(t *testing.T) {
	var log strings.Builder
	log.WriteString("outcome,success,count\nbest,1,1000\nbest,0,99000\n")
	for i := range 2299 {
		fmt.Fprintf(&log, "ad%d,1,3\nad%d,0,99997\n", i, i)
	}
	got := mimicsOn(log.String(), "audit", "-", "--closed")
	require.Contains(t, unwrapped(got.out), "gap 6897/7897 ≈ 0.8734 on this sample; in the world 0.864 to 0.882 (95 %)")
	require.Contains(t, got.out, "Hard tuning lands on best; 1 of 2300 outcomes may be the best")
	got = mimicsOn(log.String(), "audit", "-")
	require.Contains(t, unwrapped(got.out), "in the world 0.865 to 1.000 (95 %)")
}

// One draw per outcome identifies nothing, and the audit says so instead of printing a gap of 0.
func TestAuditOfUniqueOutcomes(t *testing.T) {
	var log strings.Builder
	log.WriteString("outcome,success,f\n")
	for i := range 300 {
		fmt.Fprintf(&log, "o%d,%d,v%d\n", i, i%3%2, i%5)
	}
	got := mimicsOn(log.String(), "audit", "-")
	require.Zero(t, got.exit, got.err)
	require.Contains(t, got.out, "This log cannot tell what tuning would do.")
	for _, text := range []string{"gap", "lands on", "as past successes are", "tuned hard", "TV", "ρ/β"} {
		require.NotContains(t, got.out, text)
	}
	got = mimicsOn(log.String(), "audit", "-", "--format", "json")
	var report any
	require.NoError(t, json.Unmarshal([]byte(got.out), &report))
	require.Equal(t, false, at(report, "identified"))
	// Two draws of one outcome change little: the log still does not tell, and prints its figures with their ranges.
	got = mimicsOn(log.String()+"o1,1,v1\n", "audit", "-")
	require.Contains(t, unwrapped(got.out), "This log does not tell how much of the output")
	require.Contains(t, unwrapped(got.out), "anything from 0 % to 100 % in the world.")
	require.Contains(t, unwrapped(got.out), "tuned hard 1 ≈ 1.0000 on this sample; in the world 0.00026 to 1.000 (95 %)")
}

// No tuning comes near past successes here, which the log alone does not say of the world.
func TestAuditThatNeverComesNear(t *testing.T) {
	got := mimicsOn("outcome,success,count\nx,1,9\nx,0,891\ny,1,25\ny,0,25\nz,1,30\nz,0,20\n", "audit", "-", "--closed")
	require.Contains(t, got.out, "1/10  none on this sample: the distance is larger at every ρ/β\n")
	requireNarrow(t, got.out)
	require.Contains(t, unwrapped(got.out), "within 0.242 of the world's (95 %), so each distance may be wrong by that")
}

// A lucky outcome that was drawn once: a range that forgets the outcomes that a log never shows holds in half of the
// simulated logs. What the command calls 95 % holds as often as that.
func TestAuditIsAsConfidentAsItsSimulation(t *testing.T) {
	var log strings.Builder
	log.WriteString("outcome,success,count\nlucky,1,1\n")
	for i := range 20 {
		fmt.Fprintf(&log, "o%d,1,%d\no%d,0,120\n", i, 60+i, i)
	}
	for _, arguments := range [][]string{{"audit", "-"}, {"audit", "-", "--closed"}} {
		got := mimicsOn(log.String(), arguments...)
		require.Regexp(t, `gap .* in the world [0-9.]+ to [0-9.]+ \(95 %\)`, unwrapped(got.out))
		held := regexp.MustCompile(`held in (\d+) of 200 simulated logs .* in (\d+) of 200 with one more`).FindStringSubmatch(unwrapped(got.out))
		require.Len(t, held, 3, got.out)
		for _, text := range held[1:] {
			n, err := strconv.Atoi(text)
			require.NoError(t, err)
			require.GreaterOrEqual(t, n, 190)
		}
	}
}

func TestAuditJSON(t *testing.T) {
	got := mimics("audit", films, "--format", "json")
	require.Zero(t, got.exit, got.err)
	var report any
	require.NoError(t, json.Unmarshal([]byte(got.out), &report))
	require.Equal(t, map[string]string{
		"closed": "boolean", "identified": "boolean", "base_range": "object", "hard_success_range": "object", "kept_success_range": "object",
		"forecast_error": "number", "verdict": "string", "rows": "number", "n": "number", "successes": "number", "base_rate": "string", "hard_success_rate": "string",
		"gap": "string", "gap_range": "object", "coverage": "object", "optimum": "object", "candidates": "array",
		"kept_success_rate": "number", "outcomes": "array", "features": "array", "path": "array",
	}, types(t, report))
	require.Equal(t, "949/2988", at(report, "base_rate"))
	require.Equal(t, "26/37", at(report, "hard_success_rate"))
	require.Equal(t, "71/73", at(report, "gap"))
	require.Equal(t, map[string]any{"Documentary": "1"}, at(report, "optimum"))
	require.Equal(t, map[string]string{
		"outcome": "string", "n": "number", "successes": "number", "low": "number", "high": "number",
	}, types(t, at(report, "outcomes", 0)))
	require.Equal(t, map[string]string{
		"feature": "string", "tv": "string", "tv_range": "object", "tv_independent": "number", "tv_independent_high": "number", "shuffles": "number", "values": "array",
	}, types(t, at(report, "features", 0)))
	require.Equal(t, map[string]string{
		"times": "number", "without_success": "number", "unseen_without_success": "number", "held": "number", "naive": "number", "unseen_held": "number", "unseen_naive": "number",
	}, types(t, at(report, "coverage")))
	require.Equal(t, map[string]string{"low": "number", "high": "number"}, types(t, at(report, "path", 0, "success_range")))
	require.Equal(t, "1/10", at(report, "path", 0, "tv"))
	require.Equal(t, "up to", at(report, "path", 0, "within"))
	require.Regexp(t, `^4\.62`, at(report, "path", 0, "low"))
	require.Equal(t, got, mimics("audit", films, "--format", "json"))
}

func TestAuditReadsStandardInput(t *testing.T) {
	got := mimicsOn("outcome,success\na,1\nb,0\nb,1\n", "audit", "-")
	require.Zero(t, got.exit, got.err)
	require.Contains(t, got.out, "Hard tuning lands on a; 2 of 2 outcomes")
	require.Contains(t, got.out, "gap                1/2 ≈ 0.5000 on this sample")
}

func TestTheAuditedSampleCanBeChecked(t *testing.T) {
	file := filepath.Join(t.TempDir(), "films.json")
	got := mimics("audit", films, "--scenario", file)
	require.Zero(t, got.exit, got.err)
	got = mimics("check", file, "--claim", "forcing/rejection", "--format", "json")
	require.Zero(t, got.exit, got.err)
	var rows []map[string]any
	require.NoError(t, json.Unmarshal([]byte(got.out), &rows))
	gaps := 0
	for _, row := range rows {
		if row["left"] == "71/73" {
			gaps++
		}
	}
	require.Positive(t, gaps, "one round of rejection is as far from the hard limit as the audit says")
}

func TestAuditRefuses(t *testing.T) {
	requireRefused(t, "nowhere.csv: no such file or directory", mimics("audit", "nowhere.csv"))
	requireRefused(t, "testdata: not a file, expected CSV", mimics("audit", "testdata"))
	requireRefused(t, `stdin:2: success "x", expected 0 or 1, false or true, no or yes, or fail or pass`, mimicsOn("outcome,success\na,x\n", "audit", "-"))
	requireRefused(t, "stdin: no successes, expected some: there is no forecast of what success looks like",
		mimicsOn("outcome,success\na,0\n", "audit", "-"))
	requireRefused(t, `stdin:1: no column "genre", expected the header outcome,success[,count][,feature…]`,
		mimicsOn("outcome,success\na,1\n", "audit", "-", "--outcome", "genre"))
	hidden := filepath.Join(t.TempDir(), "x.json")
	got := mimics("audit", films, "--outcome", "director", "--scenario", hidden)
	requireRefused(t, films+": 541 outcomes, a scenario has at most 256", got)
	_, err := os.Stat(hidden)
	require.ErrorIs(t, err, os.ErrNotExist)
}
