package cli_test

import (
	"bytes"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/properties/cli"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

// own is a claim that is none of the essay's, whatever its ID.
func own(id string) theorems.Claim {
	return theorems.Claim{
		ID: id, Title: "No chance is above 1", Statement: "Whatever one reads succeeds with a chance of at most 1.", Source: "a note of mine", Expect: theorems.Holds,
		Needs: theorems.NeedMimic | theorems.NeedSuccess, Parts: []theorems.Part{{Relation: theorems.AtMost}},
		Check: func(in *theorems.Instance) []theorems.Sides {
			return []theorems.Sides{theorems.Compare(model.Rational(in.Success.Rate(in.P())),
				model.Rational(model.One))}
		},
		Rivals: []theorems.Rival{{Name: "below 1", Relation: theorems.Below}, {Name: "equal", Relation: theorems.Equal}},
	}
}

// program is the program that checks the theory. It has the name and the help of the essay's.
func (r theory) program() cli.Theory {
	program := cli.Essay()
	program.Claims = r.Registry
	return program
}

// Every command does its work on a theory of one claim, also where the essay gives another claim the same ID; none of
// them quotes the essay's claim.
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
				{"tune", thirds, "--best-of", "2"},
				{"explore", "--help"}, // which compiles a page otherwise; .ci/browser does
				{"dominance", rare},
				{"find", id, "--rival", "below 1"},
				{"list"},
				{"show", id, "--scope", "2"},
				{"learn", "--order", "1", smallCorpus},
				{"audit", "audit/testdata/films.csv"},
				{"experiment", "--corpus", smallCorpus, "--samples", "50", "--cells", "0"},
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

// A program names its own theory, and not the essay's, wherever it speaks of itself.
func TestAProgramNamesItsTheory(t *testing.T) {
	run := func(claims []theorems.Claim, arguments ...string) result {
		var out, err bytes.Buffer
		program := cli.Theory{Name: "selection", About: "Checks what selecting on success does.", Claims: claims}
		exit := cli.Run(program, arguments, strings.NewReader(""), &out, &err)
		return result{exit, out.String(), err.String()}
	}
	mine := []theorems.Claim{own("selection/rate")}
	for _, command := range append(commandNames(t), "") {
		got := run(mine, append(strings.Fields(command), "--help")...)
		require.Zero(t, got.exit, got.err)
		require.True(t, strings.HasPrefix(got.out, "Usage: "+strings.TrimSpace("selection "+command)), got.out)
		require.Regexp(t, `(?m)^    .*selection`, got.out, "an example")
		require.NotContains(t, got.out, "mimics ")
		require.NotContains(t, got.out, "forcing/")
	}
	require.Contains(t, run(mine, "--help").out, "\nChecks what selecting on success does.\n")
	require.Contains(t, run(mine, "find", "--help").out, "\n    selection find selection/rate --rival 'below 1'\n")
	for _, shell := range []string{"bash", "zsh", "fish"} {
		require.NotContains(t, run(mine, "completion", shell).out, "mimics")
	}
	require.Regexp(t, `\Aselection \S`, run(mine, "version").out)
	require.Regexp(t, `\Aselection: --cases: `, run(mine, "verify", "--cases", "many").err)

	malformed := own("selection/rate")
	malformed.Rivals = nil
	require.Equal(t, result{2, "", "selection: claim \"selection/rate\": 0 rivals, expected at least 2\n"}, run([]theorems.Claim{malformed}))
	require.Equal(t, result{2, "", "selection: no claims, expected a theory of at least one\n"}, run(nil))
}

// A parameter of a theory is drawn, swept, shown, written, read and described.
func TestAParameterOfATheory(t *testing.T) {
	cost := theorems.Parameter{Name: "cost", Meaning: "what a lie costs", Values: []model.Q{model.Half, model.Whole(2)}}
	claim := own("honesty/pays")
	claim.Parameters = []theorems.Parameter{cost}
	claim.Expect, claim.Sharpened = theorems.Refuted, "honesty/pays" // by a cost above 1
	claim.Check = func(in *theorems.Instance) []theorems.Sides {
		return []theorems.Sides{theorems.CompareQ(cost.Of(in), model.One)}
	}
	mine := theoryOf(t, claim)
	shown := oneLine(mine.mimics("show", "honesty/pays", "--evidence", "--scope", "2").out)
	require.Contains(t, shown, "parameter cost: what a lie costs")
	require.Contains(t, shown, "cost {1/2, 2}")
	require.Zero(t, mine.mimics("verify", "--cases", "20", "--scope", "2").exit)

	found := mine.mimics("find", "honesty/pays")
	require.Zero(t, found.exit, found.err)
	require.Contains(t, found.out, `"parameters": {"cost": "2"}`)
	require.Equal(t, string(scenario.Schema(map[string]string{"cost": "what a lie costs"})), mine.mimics("schema").out)
	got := mine.mimicsOn(found.out, "check", "-")
	require.Zero(t, got.exit, got.err)
	require.Contains(t, got.out, "refuted  2 > 1")

	const lacking = `{"outcomes": ["a"], "mimic": {"a": 1}, "success": {"a": 1}}`
	require.Contains(t, mine.mimicsOn(lacking, "check", "-").err, "1 not applicable; lacks: cost")
	const unknown = `{"outcomes": ["a"], "mimic": {"a": 1}, "success": {"a": 1}, "parameters": {"price": 1}}`
	requireRefused(t, "stdin:1:85: parameters.price: unknown parameter, expected one of cost", mine.mimicsOn(unknown, "check", "-"))
	require.Contains(t, mimicsOn(found.out, "check", "-").err, "parameters: unknown key")
	require.Equal(t, string(scenario.Schema(nil)), mimics("schema").out)
}
