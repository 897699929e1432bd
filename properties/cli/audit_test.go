package cli_test

import (
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const films = "audit/testdata/films.csv"

// A printed range contains the printed value, however rare a success is.
func TestPrintedRangesHoldWhatTheyAreOf(t *testing.T) {
	t.Parallel()
	for _, failures := range []int{0, 1, 2, 30, 999, 12_345, 10_000_000, 999_999_999, 200_000_000_000} {
		for _, successes := range []int{1, 7, 5000} {
			log := fmt.Sprintf("outcome,success,count,f\na,1,%d,x\na,0,%d,y\nb,1,1,x\nb,0,3000,x\n", successes, failures+1)
			got := mimicsOn(log, "audit", "-")
			require.Zero(t, got.exit, got.err)
			printed := regexp.MustCompile(`(?:≈|gap|success) ([0-9.]+)(?: on this sample(?:, which chose them for it)?| in the rest of this log)?[;,] in the world ([0-9.]+) to ([0-9.]+) `).FindAllStringSubmatch(oneLine(got.out), -1)
			require.Len(t, printed, 6, got.out)
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

// With few shuffles there is no 95th percentile, so that the audit names their number instead.
func TestAuditSaysHowManyShufflesThereWere(t *testing.T) {
	t.Parallel()
	var log strings.Builder
	log.WriteString("outcome,success,many,few\n")
	for i := range 40_000 {
		fmt.Fprintf(&log, "%d,%d,v%d,w%d\n", i%20, i*i%7%2, i, i%3)
	}
	got := mimicsOn(log.String(), "audit", "-", "--features", "many,few")
	require.Zero(t, got.exit, got.err)
	require.Regexp(t, `many: among .* and up to [0-9.]+ in all of 10 shuffles\. .* few: among .* in 95 % of samples\.`, oneLine(got.out))
}

// A log has one success in all. A third of the simulated logs have none and are left out.
func TestAuditLeavesOutSimulatedLogsWithoutASuccess(t *testing.T) {
	t.Parallel()
	got := mimicsOn("outcome,success,count\na,1,1\na,0,500\nb,0,600\n", "audit", "-", "--format", "json")
	var report any
	require.NoError(t, json.Unmarshal([]byte(got.out), &report))
	empty := at(report, "coverage", "without_success").(float64)
	require.InDelta(t, 200*math.Exp(-1), empty, 30)
	require.LessOrEqual(t, at(report, "coverage", "held").(float64)+empty, 200.0)
	got = mimicsOn("outcome,success,count\na,1,1\na,0,500\nb,0,600\n", "audit", "-")
	require.Regexp(t, fmt.Sprintf(`held in \d+ of %.0f simulated .* are left out, as they have no range: %.0f and \d+\.`, 200-empty, empty), oneLine(got.out))
}

// 2,300 ads, of which one is clicked by far the most: each of their ranges has a chance to miss of about 1e-5.
func TestAuditOfManyOutcomes(t *testing.T) {
	t.Parallel()
	var log strings.Builder
	log.WriteString("outcome,success,count\nbest,1,1000\nbest,0,99000\n")
	for i := range 2299 {
		fmt.Fprintf(&log, "ad%d,1,3\nad%d,0,99997\n", i, i)
	}
	got := mimicsOn(log.String(), "audit", "-", "--closed")
	require.Contains(t, oneLine(got.out), "gap 6897/7897 ≈ 0.8734 on this sample; in the world 0.864 to 0.882 (95 %)")
	require.Contains(t, got.out, "The best of the whole sample: best; 1 of 2300 outcomes may be the best")
	got = mimicsOn(log.String(), "audit", "-")
	require.Contains(t, oneLine(got.out), "in the world 0.865 to 1.000 (95 %)")
}

// One draw per outcome identifies nothing, and the audit says so instead of printing a gap of 0.
func TestAuditOfUniqueOutcomes(t *testing.T) {
	t.Parallel()
	var log strings.Builder
	log.WriteString("outcome,success,f\n")
	for i := range 300 {
		fmt.Fprintf(&log, "o%d,%d,v%d\n", i, i%3%2, i%5)
	}
	got := mimicsOn(log.String(), "audit", "-")
	require.Zero(t, got.exit, got.err)
	require.Contains(t, got.out, "This log does not show what tuning would do.")
	for _, text := range []string{"gap", "lands on", "Tuned on", "The best of the whole sample", "TV", "ρ/β"} {
		require.NotContains(t, got.out, text)
	}
	got = mimicsOn(log.String(), "audit", "-", "--format", "json")
	var report any
	require.NoError(t, json.Unmarshal([]byte(got.out), &report))
	require.Equal(t, false, at(report, "identified"))
	// Two draws of one outcome change little: the verdict stays, but the audit prints figures with ranges.
	got = mimicsOn(log.String()+"o1,1,v1\n", "audit", "-")
	require.Contains(t, oneLine(got.out), "The output succeeds between 0 % and 100 % of the time (95 %).")
	require.Contains(t, oneLine(got.out), "their success 1 ≈ 1.0000 on this sample, which chose them for it; in the world 0.00026 to 1.000 (95 %)")
}

// A lucky outcome was drawn once. A range that forgets the outcomes that a log never shows would hold in half of the
// simulated logs; the range that the command calls 95 % holds in 95 % of them.
func TestAuditIsAsConfidentAsItsSimulation(t *testing.T) {
	t.Parallel()
	var log strings.Builder
	log.WriteString("outcome,success,count\nlucky,1,1\n")
	for i := range 20 {
		fmt.Fprintf(&log, "o%d,1,%d\no%d,0,120\n", i, 60+i, i)
	}
	for _, arguments := range [][]string{{"audit", "-"}, {"audit", "-", "--closed"}} {
		got := mimicsOn(log.String(), arguments...)
		require.Regexp(t, `gap .* on this sample; in the world [0-9.]+ to [0-9.]+ \(95 %\)`, oneLine(got.out))
		held := regexp.MustCompile(`held in (\d+) of 200 simulated logs .* in (\d+) of 200 with one more`).FindStringSubmatch(oneLine(got.out))
		require.Len(t, held, 3, got.out)
		for _, text := range held[1:] {
			n, err := strconv.Atoi(text)
			require.NoError(t, err)
			require.GreaterOrEqual(t, n, 190)
		}
	}
}
