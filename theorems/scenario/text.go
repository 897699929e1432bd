package scenario

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Printable reports whether a character shows as itself wherever it is printed: it is a letter, mark, number, sign or space
// that takes part in a line. Not printable are controls (C0, C1, ends of lines), what changes the direction of what follows
// it, what has no width, and what stands for bytes that are no text.
func Printable(r rune) bool {
	return r != utf8.RuneError && unicode.IsGraphic(r) &&
		!unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// Shown is the text in one line that a terminal shows as it is: what is not printable stands as Go writes it in quotes, such
// as \n, \x1b or \u202e. A text that is shown already stays.
func Shown(text string) string {
	return Escaped(text, func(character string) string {
		quoted := strconv.QuoteToASCII(character)
		return quoted[1 : len(quoted)-1]
	})
}

// ShownJSON is JSON that says the same and has no character, but line ends, that is not printable.
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

// Escaped puts something in the place of each character that is not printable, and of each byte that is no UTF-8.
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

// OneLine reports whether a text is UTF-8 without line ends and other controls. It may hold more than is printable: people
// write names with characters of no width, and print them by Shown.
func OneLine(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool {
		return r == utf8.RuneError || unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp)
	})
}

// MaxName bounds a name in bytes.
const MaxName = 256

// Nameable reports whether a text can be a name.
func Nameable(text string) bool { return text != "" && len(text) <= MaxName && OneLine(text) }
