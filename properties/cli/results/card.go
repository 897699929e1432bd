package results

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"mimics/properties"
	"mimics/theorems/scenario"
)

// Evidence gives the reason of the verdict in one sentence, for people.
func Evidence(r *properties.Result) string {
	text := Short(r.Why)
	if r.Verdict != properties.AsExpected {
		return text
	}
	if len(r.Rivals) > 0 {
		text += fmt.Sprintf("; rivals refuted: %d", len(r.Rivals))
	}
	for _, n := range r.Necessity {
		switch n.Status {
		case properties.Needed:
			text += "; needs " + n.Hypothesis
		case properties.NeededToDefine:
			text += "; needs " + n.Hypothesis + " to be defined"
		default:
			text += "; did not need " + n.Hypothesis
		}
	}
	if r.Proven != "" {
		text += "; " + r.Proven
	}
	return text + "; tried on " + r.Space
}

// Sides returns the two sides of the counterexample that is the reason of a verdict, such as "1/4 ≠ 0", for people.
func Sides(r *properties.Result) string { return Short(strings.TrimPrefix(r.Why, "counterexample: ")) }

// marks escapes the characters and the beginnings of links that Markdown does not read as text: marks of tables, HTML
// and formulas too. A backslash makes them text.
var marks = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "~", `\~`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "&", `\&`, "|", `\|`, "$", `\$`,
	"://", `\://`, "www.", `www\.`,
)

// Markdown escapes a text so that Markdown shows it unchanged, in one line.
func Markdown(text string) string { return marks.Replace(scenario.Shown(text)) }

// heading is the title in bold, and "" in a result that was read from JSON.
func heading(r *properties.Result) string {
	if r.Title == "" {
		return ""
	}
	return "**" + Markdown(r.Title) + ".** "
}

// CardHead is the head of the table that Card writes.
const CardHead = "| claim | theory | verdict | sampled | exhausted | evidence |\n|---|---|---|---:|---:|---|\n"

// Card writes the results as a Markdown table, a row per claim: the theory's expectation, the verdict, the numbers of
// scenarios that met the hypotheses, and the title with statement and evidence. Claims that are not as expected come
// first.
func Card(results []properties.Result) string {
	var text strings.Builder
	text.WriteString(CardHead)
	for _, r := range slices.SortedStableFunc(slices.Values(results), func(a, b properties.Result) int {
		return cmp.Compare(a.Verdict.Urgency(), b.Verdict.Urgency())
	}) {
		cells := []string{
			"`" + r.ID + "`", string(r.Expect), string(r.Verdict), fmt.Sprint(r.Sampled.Met), fmt.Sprint(r.Exhausted.Met),
			strings.TrimSpace(heading(&r) + Markdown(r.Statement) + " *" + Markdown(Evidence(&r)) + "*"),
		}
		for _, cell := range cells {
			text.WriteString("| " + cell + " ")
		}
		text.WriteString("|\n")
	}
	return text.String()
}
