package learn

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/theorems/scenario"
)

// written is a file with the text.
func written(t *testing.T, name, text string) string {
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	return path
}

// spelt reads the file and writes out its statements, in the names of the tokens.
func spelt(t *testing.T, tokens Tokens, name, text string) (statements []string) {
	c, skipped, err := Read(Format{Tokens: tokens, Field: "text"}, []string{written(t, name, text)})
	require.NoError(t, err)
	require.Zero(t, skipped)
	names := c.Outcomes()
	for _, statement := range c.Sources[0].Statements() {
		var words []string
		for _, x := range []byte(statement) {
			words = append(words, names[x])
		}
		statements = append(statements, strings.Join(words, " "))
	}
	return statements
}

func TestTexts(t *testing.T) {
	const composed, combining = "\u00fc", "u\u0308" // the same letter in two ways
	for _, test := range []struct {
		tokens     Tokens
		name, text string
		want       []string
	}{
		{Words, "a.txt", "to be, or\nnot to be", []string{"to be, or", "not to be"}},
		{Words, "a.txt", "\ufeff\n \t\nü  3\t\"x\" \r\n\n", []string{"ü 3 \"x\""}},
		{Words, "a.txt", "a\u00a0b\u2028c\u0085d\ve\ff\rg", []string{"a b c d e f g"}},
		{Words, "a.txt", `end other any \end \\ ends`, []string{`\end \other \any \\end \\\ ends`}},
		{Words, "tokens.go", "12 7 12\n7", []string{"12 7 12", "7"}},
		{Chars, "a.txt", "aé! a\n7\t" + combining, []string{"a é ! space a", "7 tab u U+0308"}},
		{Chars, "a.txt", "a\u200bb\u00a0\r\n\r\n\u2028", []string{"a U+200B b U+00A0"}},
		{Bytes, "a.txt", "a\xff \xc3\xbc\n\x01", []string{"a 0xff space 0xc3 0xbc", "0x01"}},

		{Words, "a.jsonl", "\"a b\"\n\n{\"id\": 7, \"text\": \"c\\nd\"}\r\n \"\"\n{\"Text\": 1, \"TEXT\": {\"text\": 2}, \"text\": \"e\"}", []string{"a b", "c d", "e"}},
		{Chars, "a.jsonl", `"a\n\r\n\u00fc ` + composed + `"`, []string{"a newline return newline ü space ü"}},
		{Bytes, "a.jsonl", `"\u00fc\t"`, []string{"0xc3 0xbc tab"}},
	} {
		require.Equal(t, test.want, spelt(t, test.tokens, test.name, test.text), "%s of %q", test.tokens, test.text)
	}
}

func TestTextsRefused(t *testing.T) {
	const json = `expected a JSON string or an object with the field "text"`
	for _, test := range []struct {
		tokens           Tokens
		name, text, want string
	}{
		{Words, "a.txt", "ok\n\nbad \xff", ":3: the byte 0xff, expected UTF-8"},
		{Chars, "a.txt", "\x7fELF", `:1: the character '\x7f', expected text`},
		{Words, "a.txt", "ok\na\x00b", `:2: the character '\x00', expected text`},
		{Words, "a.txt", "\x1b[31mred", `:1: the character '\x1b', expected text`},
		{Chars, "a.txt", "lost \ufffd", `:1: the character '\ufffd', expected text`},
		{Bytes, "a.txt", "a\nb\x00", ":2: the byte 0x00, expected text"},
		{Words, "a.txt", "\x1f\x8b\x08\x00", ": the file looks like gzip, expected text"},
		{Bytes, "a.txt", "a\x00b\x00", ": the file looks like UTF-16, expected text"},
		{Bytes, "a.jsonl", "\"\xff\"", ":1: the byte 0xff, expected UTF-8"},
		{Bytes, "a.jsonl", `"\ud800"`, `:1: the character '\ufffd', expected text`},
		{Words, "a.jsonl", `"\u0000"`, `:1: the character '\x00', expected text`},
		{Words, "a.jsonl", "\"a\"\nb", ":2: invalid character 'b' looking for beginning of value, " + json},
		{Words, "a.jsonl", `{"text": "a"} {}`, ":1: invalid character '{' after top-level value, " + json},
		{Words, "a.jsonl", `{"text": "a"`, ":1: unexpected end of JSON input, " + json},
		{Words, "a.jsonl", `["a"]`, ":1: " + json},
		{Words, "a.jsonl", `null`, ":1: " + json},
		{Words, "a.jsonl", `7`, ":1: " + json},
		{Words, "a.jsonl", `{"text": null}`, ":1: " + json},
		{Words, "a.jsonl", `{"text": ["a"]}`, ":1: " + json},
		{Words, "a.jsonl", `{"Text": "a"}`, `:1: no field "text", expected one with a string (--field names another)`},
		{Words, "a.jsonl", `{"text": "a", "b": 1, "text": "a"}`, `:1: the field "text" is given twice, expected once`},
	} {
		path := written(t, test.name, test.text)
		_, _, err := Read(Format{Tokens: test.tokens, Field: "text"}, []string{path})
		require.EqualError(t, err, path+test.want)
	}

	for text, want := range map[string]string{
		"":          "no text, expected lines that are not blank",
		"\n \n\t\n": "no text, expected lines that are not blank",
	} {
		path := written(t, "a.txt", text)
		_, _, err := Read(Format{Tokens: Chars}, []string{path})
		require.EqualError(t, err, fmt.Sprintf("the path %q: %s", path, want))
	}

	huge := written(t, "huge.txt", "a")
	require.NoError(t, os.Truncate(huge, 16<<20+1))
	for _, path := range []string{huge, os.DevNull} {
		_, _, err := Read(Format{Tokens: Words}, []string{path})
		require.EqualError(t, err, path+": expected a file of at most 16 MiB")
	}
}

// A folder of texts is one source. A file in it that cannot be read is an error, not skipped as in Go.
func TestFolderOfTexts(t *testing.T) {
	dir := folder(t, t.TempDir(), map[string]string{"b.txt": "b", "a.md": "a\nc", "c.jsonl": `{"body": "d"}`, ".hidden": "\x00"})
	folder(t, filepath.Join(dir, "sub"), map[string]string{"deeper.txt": "e"})
	read := func() (Corpus, error) {
		c, _, err := Read(Format{Words, "body"}, []string{dir, filepath.Join(dir, "b.txt")})
		return c, err
	}
	c, err := read()
	require.NoError(t, err)
	require.Equal(t, []string{"end", "a", "b", "c", "d"}, c.Outcomes())
	require.Equal(t, []Source{{filepath.Base(dir), []int{1, 0, 3, 0, 2, 0, 4, 0}}, {"b.txt", []int{2, 0}}}, c.Sources)

	link := filepath.Join(dir, "z\n")
	require.NoError(t, os.Symlink("nowhere", link))
	_, err = read()
	require.EqualError(t, err, dir+`/z\n: no such file or directory`)
}

// An explicit file of Go is an error where one in a folder is skipped.
func TestOneGoFile(t *testing.T) {
	c, skipped, err := Read(goSource, []string{"testdata/plain/a.go", "testdata/plain"})
	require.NoError(t, err)
	require.Zero(t, skipped)
	require.Equal(t, c.Sources[0].Sequence, c.Sources[1].Sequence)

	bad := written(t, "bad.go", "package x\nfunc {")
	_, _, err = Read(goSource, []string{bad})
	require.EqualError(t, err, bad+":2:6: expected 'IDENT', found '{'")
}

// 254 words keep outcomes of their own, besides the end and the outcome that the others share. Ties go to the first.
func TestRareTokensAreMerged(t *testing.T) {
	var text strings.Builder
	for i := range 255 {
		fmt.Fprintf(&text, "w%03d\n", i)
	}
	c, skipped, err := Read(Format{Tokens: Words}, []string{written(t, "a.txt", text.String())})
	require.NoError(t, err)
	require.Zero(t, skipped, "just fits")
	require.Len(t, c.Outcomes(), model.MaxOutcomes)

	text.WriteString("w254 other\n")
	c, skipped, err = Read(Format{Tokens: Words}, []string{written(t, "a.txt", text.String())})
	require.NoError(t, err)
	require.Equal(t, 2, skipped.Tokens)
	names := c.Outcomes()
	require.Len(t, names, model.MaxOutcomes)
	require.Equal(t, []string{"end", `\other`, "w000"}, names[:3])
	require.Equal(t, []string{"w251", "w254", "other"}, names[253:], "w254 is twice in the text")
	statements := c.Sources[0].Statements()
	require.Equal(t, []Statement{"\xfd", "\xff", "\xff", "\xfe", "\xfe\x01"}, statements[251:])
	require.Equal(t, "other", c.Class().Cells[c.Class().Cell(255)])

	s, err := c.Scenario(1)
	require.NoError(t, err)
	_, err = scenario.Read("learnt", s.Format())
	require.NoError(t, err)
}

// A word that is too long for a name is merged even if it is frequent.
func TestLongTokens(t *testing.T) {
	longest := `\` + strings.Repeat("x", 254)
	c, skipped, err := Read(Format{Tokens: Words}, []string{written(t, "a.txt", longest+" "+longest+"x "+longest+"x")})
	require.NoError(t, err)
	require.Equal(t, 1, skipped.Tokens)
	require.Equal(t, []string{"end", `\` + longest, "other"}, c.Outcomes())
	for order := range MaxOrder + 1 {
		s, err := c.Scenario(order)
		require.NoError(t, err)
		again, err := scenario.Read("learnt", s.Format())
		require.NoError(t, err)
		require.Equal(t, string(s.Format()), string(again.Format()))
	}
}

func TestClassOfTexts(t *testing.T) {
	for _, test := range []struct {
		tokens Tokens
		text   string
		want   map[string]string // by outcome
	}{
		{Words, "x2 1/3 -- é7 ☂", map[string]string{"end": "end", "x2": "letter", "1/3": "digit", "--": "mark", "é7": "letter", "☂": "mark"}},
		{Chars, "a7½ \u3000+_u\u0308\u200b世", map[string]string{
			"end": "end", "a": "letter", "u": "letter", "7": "digit", "½": "digit", "space": "space", "U+3000": "space", "+": "mark", "_": "mark",
			"U+0308": "other", "U+200B": "other", "世": "letter",
		}},
		{Bytes, "a7 \t.\xc3\x01", map[string]string{
			"end": "end", "a": "letter", "7": "digit", "space": "space", "tab": "space", ".": "mark", "0xc3": "other", "0x01": "other",
		}},
	} {
		c, _, err := Read(Format{Tokens: test.tokens}, []string{written(t, "a.txt", test.text)})
		require.NoError(t, err)
		class, got := c.Class(), map[string]string{}
		for x, name := range c.Outcomes() {
			got[name] = class.Cells[class.Cell(x)]
		}
		require.Equal(t, test.want, got)
	}
}

func TestScenarioOfTexts(t *testing.T) {
	paths := []string{written(t, "first.txt", "any end\nany"), written(t, "second.jsonl", `"other"`)}
	s, _, err := Scenario(1, Format{Words, "text"}, paths)
	require.NoError(t, err)
	require.Equal(t, "learnt from first.txt, second.jsonl (words, order 1)", s.Name)
	require.Equal(t, []string{
		"first.txt", `first.txt/\any`, `first.txt/\end`, "first.txt/any", "second.jsonl", `second.jsonl/\other`, "second.jsonl/any",
	}, s.Sources)
	require.Equal(t, "5/7", s.Mimic.P(0).String())
	require.Equal(t, law(t, 2, 1, 2, 1), s.Machine.Emission(1).String(), `\any was followed by the end and by \end`)
}

// Texts with too many contexts are refused before all of these are counted.
func TestTooManyContexts(t *testing.T) {
	random := make([]byte, 1<<20)
	state := uint32(1)
	for i := range random {
		state = state*1664525 + 1013904223
		random[i] = 'a' + byte(state>>24)%26
	}
	_, _, err := Scenario(6, Format{Tokens: Chars}, []string{written(t, "a.txt", string(random))})
	require.EqualError(t, err, "more than 4096 states at order 6, expected at most 4096")
}
