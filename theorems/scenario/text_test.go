package scenario_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"mimics/theorems/scenario"
)

func TestWhatIsNotPrintableIsShown(t *testing.T) {
	for text, shown := range map[string]string{
		"":                       "",
		"é漢 😀 π·½":               "é漢 😀 π·½",
		"e\u0301":                "e\u0301",
		"two\nlines\r\t":         `two\nlines\r\t`,
		"\x00\x1b[31m\x7f":       `\x00\x1b[31m\x7f`,
		"\u0085\u009b\u009d":     `\u0085\u009b\u009d`,
		"\u200b\u200d\u2060":     `\u200b\u200d\u2060`,
		"\u202e\u2066\u200f":     `\u202e\u2066\u200f`,
		"\u2028\u2029\ufeff\xad": `\u2028\u2029\ufeff\xad`,
		"❤\ufe0f\U000e0041":      `❤\ufe0f\U000e0041`,
		"\xff\xc3":               `\xff\xc3`,
		"\ufffd\ue000\u3164":     `\ufffd\ue000\u3164`,
		`C:\new "name"`:          `C:\new "name"`,
	} {
		require.Equal(t, shown, scenario.Shown(text))
	}
}

func TestNamesAreOneLine(t *testing.T) {
	for _, name := range []string{"a", "é", "a b", "zero\u200bwidth", "\u202eright", strings.Repeat("a", scenario.MaxName)} {
		require.True(t, scenario.Nameable(name), "%+q", name)
	}
	for _, text := range []string{"", "a\n", "\t", "\x1b", "\u009b", "\u0085", "\u2028", "\xff", "\ufffd", strings.Repeat("a", scenario.MaxName+1)} {
		require.False(t, scenario.Nameable(text), "%+q", text)
	}
}

// FuzzShown checks any text: Shown leaves nothing unprintable, showing twice changes nothing more, and ShownJSON is
// equivalent to the JSON it was given.
func FuzzShown(f *testing.F) {
	f.Add("a\u202e\x1b\u009b\u200d\U000e0041\xff\n")
	f.Fuzz(func(t *testing.T, text string) {
		shown := scenario.Shown(text)
		require.Equal(t, shown, scenario.Shown(shown))
		require.True(t, utf8.ValidString(shown))
		unsafe := func(r rune) bool { return unicode.In(r, unicode.C, unicode.Zl, unicode.Zp) }
		require.False(t, strings.ContainsFunc(shown, unsafe), "%+q", shown)
		quoted, err := json.Marshal(text)
		require.NoError(t, err)
		var before, after string
		require.NoError(t, json.Unmarshal(quoted, &before))
		require.NoError(t, json.Unmarshal([]byte(scenario.ShownJSON(string(quoted))), &after))
		require.Equal(t, before, after)
	})
}
