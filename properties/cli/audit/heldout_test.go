package audit

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
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

// What an audit of one half of a log prints holds in the other half. The outcomes that look best in a half do not stay
// so good. The README has the table that this test logs.
func TestTheOtherHalf(t *testing.T) {
	pair := []string{"chosen", "rejected"}
	for _, c := range []struct {
		file    string
		columns Columns
	}{
		{"preferences.csv", Columns{Outcome: "style,words:15,40", Pair: pair}},
		{"preferences.csv", Columns{Outcome: "style,words", Pair: pair}},
		{"films.csv", Columns{Outcome: "outcome"}},
		{"films.csv", Columns{Outcome: "director"}},
	} {
		header, rows := rowsIn(t, c.file)
		require.Len(t, rows, map[string]int{"preferences.csv": 2312, "films.csv": 2988}[c.file])
		var halves [2][][]string
		for i, row := range rows {
			halves[i%2] = append(halves[i%2], row) // in turn, because the films have an order
		}
		for half := range 2 {
			table := readRows(t, header, halves[half], c.columns)
			other := readRows(t, header, halves[1-half], c.columns)
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
			printed := float64(chosen.Successes) / float64(chosen.N)
			t.Logf("%s, %s, half %d: best %.3f, there %.3f; success %.3f to %.3f, there %.3f; "+
				"gap %.3f to %.3f, there %.3f", c.file, c.columns.Outcome, half+1, printed, naive.Value,
				l.Success.Low, l.Success.High, success.Value, l.Gap.Low, l.Gap.High, gap.Value)
			require.True(t, l.Gap.Holds(gap.Value))
			if c.columns.Outcome == "outcome" && half == 0 { // the other half has chance too
				require.False(t, l.Success.Holds(success.Value))
				require.LessOrEqual(t, l.Success.Low, success.High)
			} else {
				require.True(t, l.Success.Holds(success.Value))
			}
			if c.columns.Outcome == "style,words" || c.columns.Outcome == "director" {
				require.Greater(t, printed, naive.High, "the winner's curse")
			}
		}
	}
}

// Summaries of stories, rated by four people. The audit of two of them says what the two others show. Two raters are
// few, so its ranges are wide.
func TestSummariesByOtherRaters(t *testing.T) {
	header, rows := rowsIn(t, "summaries.csv")
	require.Len(t, rows, 900)
	raters := []string{"2", "3", "6", "8"}
	for first := range raters {
		for second := range first {
			var halves [2][][]string
			of := []string{raters[second], raters[first]}
			for _, row := range rows {
				half := count(!slices.Contains(of, row[3]))
				halves[half] = append(halves[half], row)
			}
			table := readRows(t, header, halves[0], Columns{Outcome: "writer", Success: "overall>=50",
				Context: "question", Cluster: []string{"rater"}, Features: []string{}})
			require.Equal(t, "rater", table.SplitBy)
			l := table.Land(0.5, 1)
			lands := map[[2]string]bool{} // by question and writer
			for i := range table.kinds {
				k := &table.kinds[i]
				lands[[2]string{table.Contexts[k.context], table.Names[k.outcome]}] = l.lands[i]
			}
			gap, success := judge(halves[1], lands)
			best := topWriters(halves[0])
			_, printed := judge(halves[0], best)
			_, naive := judge(halves[1], best)
			t.Logf("raters %s: best %.3f, there %.3f; success %.3f to %.3f, there %.3f; gap %.3f to %.3f, there %.3f",
				of, printed, naive, l.Success.Low, l.Success.High, success, l.Gap.Low, l.Gap.High, gap)
			require.True(t, l.Gap.Holds(gap))
			require.True(t, l.Success.Holds(success))
			require.Greater(t, printed, naive, "the winner's curse")
		}
	}
}

// topWriters lists, by question and writer, who succeeds most often.
func topWriters(rows [][]string) map[[2]string]bool {
	tallies, top := map[[2]string]Tally{}, map[string]float64{}
	for _, row := range rows {
		at := [2]string{row[0], row[1]}
		tallies[at] = tallies[at].plus(Tally{1, int64(count(succeeds(row)))})
	}
	rate := func(at [2]string) float64 { return float64(tallies[at].Successes) / float64(tallies[at].N) }
	for at := range tallies {
		top[at[0]] = max(top[at[0]], rate(at))
	}
	list := map[[2]string]bool{}
	for at := range tallies {
		list[at] = rate(at) == top[at[0]]
	}
	return list
}

// succeeds reports whether the overall rating is 50 or more.
func succeeds(row []string) bool {
	rating, _ := strconv.ParseFloat(row[len(row)-1], 64)
	return rating >= 50
}

// judge counts plainly, question by question, and averages over the questions.
func judge(rows [][]string, lands map[[2]string]bool) (gap, success float64) {
	all, in := map[string]int64{}, map[string]Tally{}
	for _, row := range rows {
		passed := int64(count(succeeds(row)))
		all[row[0]] += passed
		if lands[[2]string{row[0], row[1]}] {
			in[row[0]] = in[row[0]].plus(Tally{1, passed})
		}
	}
	gaps, successes := 0.0, 0.0
	for question, passed := range all {
		if passed > 0 {
			gap, gaps = gap+1-float64(in[question].Successes)/float64(passed), gaps+1
		}
	}
	for _, o := range in {
		success, successes = success+float64(o.Successes)/float64(o.N), successes+1
	}
	return gap / gaps, success / successes
}
