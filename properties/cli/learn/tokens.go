package learn

import (
	"fmt"
	"go/token"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"mimics/theorems/scenario"
)

// Tokens says what a token is.
type Tokens string

// A token of Go is the kind of a token in a statement. A token of Words is a run of characters without white space. The
// tokens of Chars and Bytes are the characters and bytes of a text. A token of Docs is a word or mark in a sentence of
// a doc comment of Go: one of some common words, or a kind of word such as a name, a number or a word in -ing.
const (
	Go    Tokens = "go"
	Docs  Tokens = "docs"
	Words Tokens = "words"
	Chars Tokens = "chars"
	Bytes Tokens = "bytes"
)

// The names of outcomes that are not tokens.
const (
	mergedName = "other"
	anyName    = "any"
)

// split adds the tokens of a line, and the end.
func (r *reading) split(line string) {
	switch r.Tokens {
	case Words:
		for word := range strings.FieldsSeq(line) {
			r.add(word)
		}
	case Chars:
		for i, c := range line {
			r.add(line[i : i+utf8.RuneLen(c)])
		}
	case Bytes:
		for i := range len(line) {
			r.add(line[i : i+1])
		}
	}
	r.add(end)
}

// name returns the name of a token. No two tokens have the same name, and none contains a space.
func (t Tokens) name(text string) string {
	switch {
	case text == end:
		return endName
	case text == merged:
		return mergedName
	case t == Go:
		return kindOf(text).String()
	case t == Words && (strings.HasPrefix(text, `\`) || slices.Contains([]string{endName, mergedName, anyName}, text)):
		return `\` + text
	case t == Words, t == Docs:
		return text
	}
	if name := spaces[text]; name != "" {
		return name
	}
	c, _ := utf8.DecodeRuneInString(text)
	switch {
	case scenario.Printable(c) && !unicode.IsSpace(c) && !unicode.IsMark(c):
		return text
	case t == Bytes:
		return fmt.Sprintf("0x%02x", text[0])
	}
	return fmt.Sprintf("U+%04X", c)
}

// spaces names white space that is a token.
var spaces = map[string]string{" ": "space", "\t": "tab", "\n": "newline", "\r": "return"}

// class returns the class of a token. A word with a letter has the class letter, another word with a digit the class
// digit, and any other word the class mark.
func (t Tokens) class(text string) string {
	has := func(is func(rune) bool) bool { return strings.ContainsFunc(text, is) }
	switch {
	case text == end:
		return endName
	case t == Go:
		return classOf(kindOf(text))
	case !utf8.ValidString(text): // merged tokens, and bytes of longer characters
		return "other"
	case has(unicode.IsLetter):
		return "letter"
	case has(unicode.IsNumber):
		return "digit"
	case has(unicode.IsSpace):
		return "space"
	case has(unicode.IsPunct), has(unicode.IsSymbol):
		return "mark"
	}
	return "other"
}

// classOf returns the class of a kind of token.
func classOf(kind token.Token) string {
	switch {
	case kind == token.IDENT: // go/token counts it as a literal
		return "identifier"
	case kind.IsLiteral():
		return "literal"
	case kind.IsKeyword():
		return "keyword"
	default:
		return "operator"
	}
}

// kindOf returns the kind of a token of Go. The token is the kind as a character, so that kinds keep their order.
func kindOf(text string) token.Token {
	if text == end {
		return token.EOF
	}
	kind, _ := utf8.DecodeRuneInString(text)
	return token.Token(kind)
}
