package cli_test

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/properties"
	"mimics/properties/cli/results"
)

// invisible are the characters that are marks, letters or signs for Unicode and show nothing.
var invisible = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0x034f, Hi: 0x034f, Stride: 1}, {Lo: 0x115f, Hi: 0x1160, Stride: 1}, {Lo: 0x17b4, Hi: 0x17b5, Stride: 1},
	{Lo: 0x180b, Hi: 0x180f, Stride: 1}, {Lo: 0x3164, Hi: 0x3164, Stride: 1}, {Lo: 0xfe00, Hi: 0xfe0f, Stride: 1},
	{Lo: 0xffa0, Hi: 0xffa0, Stride: 1},
}, R32: []unicode.Range32{{Lo: 0xe0100, Hi: 0xe01ef, Stride: 1}}}

// requireQuiet requires that a text does nothing to a terminal but end lines: it has no control characters, none that
// change the direction of writing, and none without width.
func requireQuiet(t *testing.T, text string) {
	t.Helper()
	for at, r := range text {
		loud := r != '\n' && (unicode.In(r, unicode.C, unicode.Zl, unicode.Zp, invisible) || !utf8.ValidString(text))
		require.False(t, loud, "%+q at %d in %+q", r, at, text)
	}
}

// hostile are texts that somebody else could have written.
var hostile = []string{
	"plain", "\x1b[2J\x1b]0;pwned\a", "\u009b31mred\u009c", "\u009d0;title\u009c", "a\u202egnirts", "a\u2066b\u2069", "zero\u200bwidth\u200d\ufeff",
	"two\nlines", "over\rwritten\b\b", "tab\tbed", "\x00\x7f", "\xff\xfe no UTF-8", "\ufffd", "\u2028\u2029", "❤\ufe0f", "tag\U000e0041", "e\u0301 é 漢 😀",
	"\x1b[32mas expected\x1b[0m", `back\slash "quoted"`, "| `code` <b>[link](https://example.org) www.example.org $x$ *a* _b_ ~c~ &lt;", "--flag", "a,b",
}

// texts returns the output of commands that get the text wherever a stranger can put one: in arguments, in names of
// files and in their contents.
func texts(t *testing.T, text string) (printed []string) {
	t.Helper()
	folder := t.TempDir()
	file := func(content string) string {
		name := filepath.Join(folder, strings.Map(func(r rune) rune {
			if r == '/' || r == 0 {
				return '_'
			}
			return r
		}, strings.ToValidUTF8(text, "?")[:min(len(strings.ToValidUTF8(text, "?")), 50)]))
		if os.WriteFile(name, []byte(content), 0o600) != nil { // the system refuses the name
			name = filepath.Join(folder, "file")
			require.NoError(t, os.WriteFile(name, []byte(content), 0o600))
		}
		return name
	}
	quoted, err := json.Marshal(text)
	require.NoError(t, err)
	csv := `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
	scenario := fmt.Sprintf(`{"name": %[1]s, "outcomes": [%[1]s, "another"], "horizon": 2, "operator": {%[1]s: "1/2", "another": "1/2"}, "mimic": {%[1]s: 1},
		"success": {%[1]s: 1, "another": "1/2"}, "features": {%[1]s: {%[1]s: %[1]s, "another": "cell"}}}`, quoted)
	for _, arguments := range [][]string{
		{text}, {"check", text}, {"check", "--" + text}, {"check", "--format", text, "x"}, {"check", "--claim", text, "x"}, {"verify", "--cases", text},
		{"verify", "--time", text}, {"verify", "--shard", text}, {"show", text}, {"find", "forcing/gap", "--without", text},
		{"find", "forcing/gap", "--rival", text}, {"learn", text}, {"merge", text}, {"audit", text}, {"audit", "--outcome", text, file("outcome,success\na,1\n")},
		{"dominance", "--within", text, "x"}, {"experiment", "--orders", text}, {"report", "-o", filepath.Join(text, "x"), "--cases", "0"},
		{"check", "--claim", "forcing/*", file(scenario)}, {"check", "--claim", "forcing/gap", "--format", "json", file(scenario)},
		{"dominance", file(scenario)}, {"curve", file(scenario)}, {"check", file(`{"outcomes": ["a"], ` + string(quoted) + `: 1}`)},
		{"check", file(`{"outcomes": ["a"], "mimic": {` + string(quoted) + `: 1}}`)}, {"check", file(text)}, {"merge", file(text)},
		{"audit", file("outcome,success," + csv + "\n" + csv + ",1," + csv + "\nb,0,c\n")}, {"audit", file("outcome,success\na," + csv + "\n")}, {"audit", file(text)},
		{"merge", file(`{"ok": true, "version": ` + string(quoted) + `, "shard": ` + string(quoted) + `, ` + string(quoted) + `: 1}`)},
	} {
		got := mimics(arguments...)
		printed = append(printed, got.out, got.err)
		if got.exit == 2 {
			require.Regexp(t, `\Amimics: [^\n]+\n\z`, got.err, arguments)
		}
	}
	return printed
}

// FuzzTerminal requires that no text makes a command print characters that control a terminal. Without -fuzz it tries
// the hostile ones.
func FuzzTerminal(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		t.Parallel()
		if text == "" || text == "-" || strings.HasPrefix(text, "-h") || strings.HasPrefix(text, "--h") || len(text) > 300 {
			t.Skip() // it asks for help or for standard input
		}
		for _, printed := range texts(t, text) {
			requireQuiet(t, printed)
		}
	})
}

// JSON gives a name exactly, in characters that do nothing to a terminal.
func TestJSONIsExactAndQuiet(t *testing.T) {
	t.Parallel()
	const name = "a\u202e\u200d\U000e0041\ufe0f é"
	quoted, err := json.Marshal(name)
	require.NoError(t, err)
	scenario := fmt.Sprintf(`{"outcomes": [%[1]s, "b"], "mimic": {%[1]s: 1}, "success": {%[1]s: 1, "b": 0}, "name": %[1]s}`, quoted)
	got := mimicsOn(scenario, "check", "--claim", "forcing/gap", "--format", "json", "-")
	require.Zero(t, got.exit, got.err)
	requireQuiet(t, got.out)
	var rows []checkRow
	require.NoError(t, json.Unmarshal([]byte(got.out), &rows))
	require.Equal(t, name, rows[0].Scenario)
	require.Contains(t, got.out, `a\u202e\u200d\udb40\udc41\ufe0f é`)
}

// A stranger can write anything into a shard as its fault and its version.
func TestForeignShardsAreShownAsText(t *testing.T) {
	t.Parallel()
	const foreign = "| `x` <img src=x> [here](https://example.org) www.example.org *a* _b_ $c$ &lt;"
	files := shards(t)
	name := files[0]
	text := strings.Replace(read(t, name), `"finished": true`, `"finished": true, "fault": `+string(model.Must(json.Marshal(foreign))), 1)
	require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
	got := mimics("merge", "--format", "markdown", files[0], files[1])
	require.Equal(t, 1, got.exit, got.err)
	require.Contains(t, got.out, "\\| \\`x\\` \\<img src=x\\> \\[here\\](https\\://example.org) www\\.example.org \\*a\\* \\_b\\_ \\$c\\$ \\&lt;")
	for line := range strings.Lines(got.out) {
		require.Equal(t, 7, strings.Count(strings.ReplaceAll(line, `\|`, ""), "|"), "six cells: %s", line)
	}

	require.NoError(t, os.WriteFile(name, []byte(strings.Replace(text, "lt;\"", "\\u001b[31m\"", 1)), 0o600))
	requireRefusedAs(t, `do not fit the claim, expected the result of this version`, mimics("merge", name))
	require.NoError(t, os.WriteFile(name, []byte(strings.Replace(text, `"version": "`, `"version": "\u009b`, 1)), 0o600))
	requireRefusedAs(t, `the version is \u009b`, mimics("merge", files[1], name))
}

func requireRefusedAs(t *testing.T, part string, got result) {
	t.Helper()
	require.Equal(t, 2, got.exit)
	require.Contains(t, got.err, part)
	requireQuiet(t, got.err)
}

// JUnit escapes such characters as XML does.
func TestJUnitIsQuiet(t *testing.T) {
	t.Parallel()
	const name = "a\u202e\u200d\U000e0041\ufe0f é"
	files := shards(t)
	text := strings.Replace(read(t, files[0]), `"finished": true`, `"finished": true, "fault": "broken"`, 1)
	require.NotEqual(t, text, read(t, files[0]))
	require.NoError(t, os.WriteFile(files[0], []byte(text), 0o600))
	got := mimics("merge", "--format", "junit", files[0], files[1])
	require.Equal(t, 1, got.exit, got.err)
	requireQuiet(t, got.out)
	require.NoError(t, xml.Unmarshal([]byte(got.out), new(struct{})))

	var printed strings.Builder
	require.NoError(t, results.JUnit(&printed, []properties.Result{{ID: "a/b", Verdict: properties.NotRun, Why: name}}))
	requireQuiet(t, printed.String())
	_, suites := ingest(t, printed.String())
	require.Equal(t, name, suites[0].Tests[0].Message)
	require.Contains(t, printed.String(), "&#xE0041;")
}

// The command writes to its streams through a printer, which escapes what is not printable, or through write, which
// gets whole texts.
func TestNothingGoesRoundThePrinter(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	seen := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, nil, 0)
		require.NoError(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			function, ok := call.Fun.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if function.Sel.Name == "line" {
				seen++
			}
			to := function.X // of s.out.Write
			if from, ok := function.X.(*ast.Ident); ok && (from.Name == "fmt" || from.Name == "io") && len(call.Args) > 0 {
				to = call.Args[0] // of fmt.Fprintln(s.err, …)
			}
			if stream, ok := to.(*ast.SelectorExpr); ok && (stream.Sel.Name == "out" || stream.Sel.Name == "err") &&
				name != "write.go" && name != "schema.go" {
				t.Errorf("%s: expected a printer", set.Position(call.Pos()))
			}
			return true
		})
	}
	require.Greater(t, seen, 20)
}
