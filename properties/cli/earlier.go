package cli

import (
	"bytes"
	"regexp"
	"strings"
	"sync"

	"mimics/properties/cli/results"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

// An earlier output is recognised by its whole text, so that no text of a person or of another program is overwritten.

// isResult reports whether verify or merge can have written the text, in any of the formats.
func isResult(text []byte) bool {
	return answerPattern().Match(text) || tablePattern().Match(text) || cardPattern().Match(text) ||
		results.IsJUnit(text) || isReport(text)
}

// isReport reports whether the text is the JSON of a result: writing what was read from it gives the same bytes.
func isReport(text []byte) bool {
	var r report
	var again bytes.Buffer
	if scenario.ReadJSON("", text, &r) != nil || len(r.Claims) == 0 {
		return false
	}
	return writeJSON(&again, r) == nil && bytes.Equal(again.Bytes(), text)
}

// complaint matches what report.failures returns, wrapped.
const complaint = `(?:` + complaintWord + `[ \n])*` + complaintWord

const complaintWord = `(?:\d+|of|claims|failed:|were|not|run:|and|more|[a-z0-9-]+/[a-z0-9-]+[,;]?|\(vacuous\)[,;]?)`

// answerPattern matches what report.answer prints: what was tried, a line of marks for each section, lines of an answer
// that end with a conclusion, then the changes, if there are any.
var answerPattern = pattern(`\A` + answerHead + `\d+ claims?: .+
and on .+

(?:\S+ +[.F?-]+ +\d+ of \d+ as expected
)+
(?:(?:As expected:|For all|Rivals|Hypotheses|Proved|Refuted,|regression:|vacuous:| ) .+
|
)*(?:Nothing is against .+|Next: .+|` + complaint + `)
` + changesPattern + `\z`)

// changesPattern matches what changes.table prints below a result, or nothing.
const changesPattern = `(?:
AGAINST .+
(?:.+
)*)?`

// tablePattern matches what report.table prints: for each claim a head and indented lines, then a paragraph that ends
// with a conclusion, then the changes, if there are any.
var tablePattern = pattern(`\A` + regexp.QuoteMeta(tableHead) + `
(?:
\S+ +(?:holds|refuted|exists) +(?:as expected|regression|vacuous|not run) +\d+ +\d+
(?: {2,}.+
)+)+
SAMPLED: .+
(?:.+
)*(?:Nothing is against .+|As expected: \d+ claims?\.|` + complaint + `)
` + changesPattern + `\z`)

// cardPattern matches what report.markdown prints: rows of six cells, then the changes, if there are any.
var cardPattern = pattern(`\A` + regexp.QuoteMeta(results.CardHead) + strings.ReplaceAll(`(?:(?:CELL){6}\|
)+(?:
Against .+
(?:
(?:- .+
)+)?)?\z`, "CELL", `\| (?:[^|\n\\]|\\.)* `))

// pattern compiles the expression when it is first asked for, since most commands meet no earlier output.
func pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

// isScenario returns a function that reports whether writeScenario can have written the text, as a scenario of the
// given parts, with or without features. The layout distinguishes it from a text that a person wrote, and the parts
// from the output of other commands.
func isScenario(parts theorems.Need) func(text []byte) bool {
	const implied = theorems.NeedFeatures | theorems.NeedSeveralFeatures | theorems.NeedLength | theorems.NeedChallenger
	return func(text []byte) bool {
		s, err := scenario.Read("", text)
		return err == nil && bytes.Equal(s.Format(), text) && theorems.Parts(&s)&^implied == parts
	}
}
