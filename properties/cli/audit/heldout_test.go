package audit

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/properties/cli/estimate"
)

// rowsIn returns the rows of a file in testdata, the header apart.
func rowsIn(t *testing.T, name string) (header []string, rows [][]string) {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", name))
	require.NoError(t, err)
	defer file.Close()
	all, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	return all[0], all[1:]
}

func readRows(t *testing.T, header []string, rows [][]string, columns Columns) Table {
	t.Helper()
	var text strings.Builder
	w := csv.NewWriter(&text)
	require.NoError(t, w.Write(header))
	require.NoError(t, w.WriteAll(rows))
	table, err := Read("f", strings.NewReader(text.String()), columns)
	require.NoError(t, err)
	return table
}

// What people preferred in one half of the pairs, as an audit of it prints, is what they prefer in the other half: the
// ranges of both meet. The outcomes that look best in a half do not stay so good. The README has the table that this
// test logs.
func TestPreferencesInTheOtherHalf(t *testing.T) {
	header, rows := rowsIn(t, "preferences.csv")
	require.Len(t, rows, 2312)
	halves := [][][]string{rows[:len(rows)/2], rows[len(rows)/2:]}
	for _, outcome := range []string{"style,words:15,40", "style,words"} {
		for half := range 2 {
			columns := Columns{Outcome: outcome, Pair: []string{"chosen", "rejected"}}
			table, other := readRows(t, header, halves[half], columns), readRows(t, header, halves[1-half], columns)
			l := table.Land(0.5, 1)
			list, chosen := best(table.Outcomes)
			shown := func(set []int) (gap, success estimate.Estimate) {
				var in Tally
				for _, x := range set {
					if y := slices.Index(other.Names, table.Names[x]); y >= 0 {
						in = in.plus(other.Outcomes[y])
					}
				}
				return estimate.Share(in.Successes, other.Total.Successes, miss).Complement(),
					estimate.Share(in.Successes, in.N, miss)
			}
			gap, success := shown(l.Set)
			_, naive := shown(list)
			require.LessOrEqual(t, max(l.Gap.Low, gap.Low), min(l.Gap.High, gap.High))
			require.LessOrEqual(t, max(l.Success.Low, success.Low), min(l.Success.High, success.High))
			printed := float64(chosen.Successes) / float64(chosen.N)
			if outcome == "style,words" {
				require.Greater(t, printed, naive.High, "the winner's curse")
			}
			t.Logf("%-18s half %d: sample's best %.2f, there %.2f; landing: success %.2f (%.2f to %.2f), there %.2f (%.2f to %.2f); gap %.3f to %.3f, there %.3f",
				outcome, half+1, printed, naive.Value, l.Success.Value, l.Success.Low, l.Success.High,
				success.Value, success.Low, success.High, l.Gap.Low, l.Gap.High, gap.Value)
		}
	}
}

// Summaries of stories, rated by four people. The writer who is best for two of them, question by question, is judged
// by the other two. Two people are few; averaged over the six splits they say what an audit prints for others like
// them.
func TestSummariesByOtherRaters(t *testing.T) {
	header, rows := rowsIn(t, "summaries.csv")
	require.Len(t, rows, 900)
	table := readRows(t, header, rows, Columns{Outcome: "writer", Success: "overall>=50", Context: "question",
		Cluster: []string{"rater"}, Features: []string{}})
	require.Equal(t, "rater", table.SplitBy)
	l := table.Land(0.5, 1)
	raters, gaps, successes := []string{"2", "3", "6", "8"}, 0.0, 0.0
	for first := range raters {
		for second := range first {
			tuned := []string{raters[first], raters[second]}
			gap, success := byQuestion(rows, func(rater string) (tunes, judges bool) {
				in := slices.Contains(tuned, rater)
				return in, !in
			})
			t.Logf("tuned on raters %s: gap %.3f, success %.3f with the others; printed %.3f to %.3f, %.3f to %.3f",
				tuned, gap, success, l.Gap.Low, l.Gap.High, l.Success.Low, l.Success.High)
			gaps, successes = gaps+gap/6, successes+success/6
		}
	}
	require.True(t, l.Gap.Holds(gaps))
	require.True(t, l.Success.Holds(successes))
	_, naive := byQuestion(rows, func(string) (tunes, judges bool) { return true, true })
	t.Logf("on average: gap %.3f, success %.3f; tuned on all and judged by all: success %.3f", gaps, successes, naive)
	require.Greater(t, naive, l.Success.High, "the winner's curse")
}

// byQuestion counts plainly, question by question, who writes best for the raters that tune, and what those that judge
// say.
func byQuestion(rows [][]string, role func(rater string) (tunes, judges bool)) (gap, success float64) {
	type counts map[string][2]float64 // rows and successes by writer
	tuned, judged := map[string]counts{}, map[string]counts{}
	for _, row := range rows {
		question, writer, rater, overall := row[0], row[1], row[3], row[len(row)-1]
		var rating float64
		_, _ = fmt.Sscan(overall, &rating)
		tunes, judges := role(rater)
		for of, counted := range map[*map[string]counts]bool{&tuned: tunes, &judged: judges} {
			if (*of)[question] == nil {
				(*of)[question] = counts{}
			}
			if sum := (*of)[question][writer]; counted {
				(*of)[question][writer] = [2]float64{sum[0] + 1, sum[1] + indicator(rating >= 50)}
			}
		}
	}
	gaps, successes := 0.0, 0.0
	for question, of := range tuned {
		top := -1.0
		for _, sum := range of {
			top = max(top, sum[1]/sum[0])
		}
		var in, all [2]float64
		for writer, sum := range judged[question] {
			all = [2]float64{all[0] + sum[0], all[1] + sum[1]}
			if at, ok := of[writer]; ok && at[1]/at[0] == top {
				in = [2]float64{in[0] + sum[0], in[1] + sum[1]}
			}
		}
		if all[1] > 0 {
			gap, gaps = gap+1-in[1]/all[1], gaps+1
		}
		if in[0] > 0 {
			success, successes = success+in[1]/in[0], successes+1
		}
	}
	return gap / gaps, success / successes
}
