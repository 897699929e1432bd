package scenario

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Printable reports whether a character is printed as itself: a letter, mark, number, sign or space within a line.
// Unprintable are controls (C0, C1, line ends), characters that change the direction of the text, characters of no
// width, and bytes that are not valid UTF-8.
func Printable(r rune) bool {
	return r != utf8.RuneError && unicode.IsGraphic(r) &&
		!unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// Shown returns the text in one line that a terminal prints as it is. Each unprintable character is escaped as in Go,
// such as \n, \x1b or \u202e. Shown(Shown(text)) is Shown(text).
func Shown(text string) string {
	return Escaped(text, func(character string) string {
		quoted := strconv.QuoteToASCII(character)
		return quoted[1 : len(quoted)-1]
	})
}

// ShownJSON returns equivalent JSON in which every character is printable, except line ends.
func ShownJSON(text string) string {
	return Escaped(text, func(character string) string {
		if character == "\n" {
			return character
		}
		escapes := ""
		for _, unit := range utf16.Encode([]rune(character)) {
			escapes += fmt.Sprintf("\\u%04x", unit)
		}
		return escapes
	})
}

// Escaped replaces each unprintable character, and each byte that is not valid UTF-8, by escape of it.
func Escaped(text string, escape func(character string) string) string {
	var b strings.Builder
	done := 0
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !Printable(r) {
			b.WriteString(text[done:at])
			b.WriteString(escape(text[at : at+size]))
			done = at + size
		}
		at += size
	}
	if done == 0 {
		return text
	}
	return b.String() + text[done:]
}

// OneLine reports whether a text is UTF-8 without line ends and other controls. It may contain other unprintable
// characters: people write names with characters of no width, and Shown prints them.
func OneLine(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool {
		return r == utf8.RuneError || unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp)
	})
}

// MaxName is the largest length of a name, in bytes.
const MaxName = 256

// Nameable reports whether a text can be a name.
func Nameable(text string) bool { return text != "" && len(text) <= MaxName && OneLine(text) }

// ByteOrderMark is what some programs put before a text in UTF-8. It is no part of the text.
const ByteOrderMark = "\ufeff"

// Encoding names what a file is that is not a text in UTF-8, so far as its first 4 bytes show it; empty if they do not.
func Encoding(start []byte) string {
	for _, known := range []struct{ start, name string }{
		{"\xff\xfe", "UTF-16"}, {"\xfe\xff", "UTF-16"}, {"PK\x03\x04", "a spreadsheet or a ZIP archive"}, {"\x1f\x8b", "gzip"}, {"PAR1", "Parquet"},
	} {
		if strings.HasPrefix(string(start), known.start) {
			return known.name
		}
	}
	if len(start) > 1 && (start[0] == 0) != (start[1] == 0) {
		return "UTF-16"
	}
	return ""
}
