package cli_test

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/theorems"
)

// own is a claim that is none of the essay's, whatever its ID.
func own(id string) theorems.Claim {
	return theorems.Claim{
		ID: id, Title: "No chance is above 1", Statement: "Whatever one reads succeeds with a chance of at most 1.", Source: "a note of mine", Expect: theorems.Holds,
		Needs: theorems.NeedMimic | theorems.NeedSuccess, Parts: []theorems.Part{{Relation: theorems.AtMost}},
		Check: func(in *theorems.Instance) []theorems.Sides {
			return []theorems.Sides{theorems.Compare(model.Rational(in.Success.Rate(in.P())), model.Rational(model.One))}
		},
		Rivals: []theorems.Rival{{Name: "below 1", Relation: theorems.Below}, {Name: "equal", Relation: theorems.Equal}},
	}
}

// Every command does its work on a theory of one claim, also where the essay gives another claim the same ID; none of them
// quotes the essay's claim.
func TestEveryCommandTakesATheoryOfOnesOwn(t *testing.T) {
	essays, ok := theorems.Essay().Find("forcing/gap")
	require.True(t, ok)
	for _, id := range []string{"selection/rate", "forcing/gap"} {
		t.Run(id, func(t *testing.T) {
			mine, dir := theoryOf(t, own(id)), t.TempDir()
			file := func(name string) string { return filepath.Join(dir, name) }
			lines := [][]string{
				{"verify", "--cases", "20", "--scope", "2", "--format", "markdown"},
				{"verify", "--cases", "20", "--scope", "2"},
				{"verify", "--cases", "20", "--scope", "2", "--format", "junit"},
				{"verify", "--cases", "20", "--scope", "2", "--format", "json", "-o", file("all.json")},
				{"verify", "--cases", "20", "--scope", "2", "--baseline", file("all.json")},
				{"check", thirds},
				{"check", rare, "--allow-vacuous"},
				{"curve", rare},
				{"dominance", rare},
				{"find", id, "--rival", "below 1"},
				{"list"},
				{"show", id, "--scope", "2"},
				{"learn", "--order", "1", smallCorpus},
				{"audit", "audit/testdata/films.csv"},
				{"experiment", "--corpus", smallCorpus, "--samples", "50"},
				{"report", "-o", file("report"), "--cases", "5", "--scope", "2"},
				{"soak", "--time", "50ms"},
				{"schema"},
				{"completion", "bash"},
				{"completion", "fish"},
				{"version"},
				{"help"},
			}
			for i := range 2 {
				lines = append(lines, []string{"verify", "--cases", "20", "--scope", "2", "--format", "json",
					"--shard", fmt.Sprintf("%d/2", i+1), "-o", file(fmt.Sprintf("shard-%d.json", i+1))})
			}
			lines = append(lines, []string{"merge", file("shard-1.json"), file("shard-2.json")})
			tried := map[string]bool{}
			for _, line := range lines {
				tried[line[0]] = true
				got := mine.mimics(line...)
				require.Zero(t, got.exit, "%s: %s", strings.Join(line, " "), got.err)
				require.NotContains(t, oneLine(got.out), essays.Statement, line)
				require.NotContains(t, oneLine(got.out), essays.Title, line)
			}
			require.Equal(t, slices.Sorted(slices.Values(commandNames(t))), slices.Sorted(maps.Keys(tried)))

			page := read(t, file("report/index.html"))
			require.Contains(t, page, "Whatever one reads succeeds")
			for _, essay := range []string{essays.Statement, essays.Derivation, "misses by exactly", "When can a mimic surprise you?", "imperfect control"} {
				require.NotContains(t, page, essay)
			}
			require.Equal(t, []string{"index.html", "theory-map.svg"}, namesIn(t, file("report")))
		})
	}
	requireRefused(t, "--corpus: the experiments try claims of the essay, which this theory lacks",
		theoryOf(t, own("forcing/gap")).mimics("report", "-o", t.TempDir(), "--corpus", smallCorpus))
}
