package experiment

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/properties/cli/learn"
)

// smallDocs is a corpus of 24 sentences that read as whole and of 2 that do not, in one folder.
func smallDocs(t *testing.T) Corpus {
	source := "// Package p is small. Of nothing.\npackage p\n" + strings.Repeat(`
// F returns the value (or "none"). It must be set, if used.
func F() {}

// G is fast: it uses [x] once. Values that are called by names come first.
func G() {}
`, 6)[1:]
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "p.go"), []byte(source), 0o644))
	c, err := Read("docs", []string{dir})
	require.NoError(t, err)
	return c
}

// sentence writes a sentence given by its words.
func (l docs) sentence(t *testing.T, text string) learn.Statement {
	var s []byte
	for word := range strings.FieldsSeq(text) {
		x := 0
		for y, token := range l.words {
			if token == word {
				x = y
			}
		}
		require.Positive(t, x, word)
		s = append(s, byte(x))
	}
	return learn.Statement(s)
}

func TestDocsReadAsWhole(t *testing.T) {
	l := newDocs([]string{"", `"`, "(", ")", ",", "-ed", "-s", ".", ":", "?", "Name", "[", "]", "`", "a", "is", "the", "word"})
	for text, want := range map[string][]string{
		"yes": {
			"Name is a word .", "word -s :", "is Name Name ?", "Name ( a word ) -ed the Name .", `" Name " is .`,
			`Name is " [ word ] " .`, "Name : word word is .",
		},
		"no": {
			"", ".", "Name the word .", "Name is a word", "Name is . a word .", "Name ( is .", "Name ) is .", "Name ( [ is ) ] .",
			`Name is " word .`, "Name is is a word .", "Name , , is .", "Name ( ` is ) ` .",
		},
	} {
		for _, sentence := range want {
			require.Equal(t, text == "yes", l.succeeds(l.sentence(t, sentence)), sentence)
		}
	}
	type labels = [numLabels]bool
	for _, test := range []struct {
		text string
		want shown
	}{
		{"word -s .", shown{tokens: 3}},
		{"Name is Name .", shown{chances: 2, tokens: 4, cell: 1, labels: labels{true, false, false}}},
		{"the word , -ed [ word ] word word word .", shown{tokens: 11, cell: 2 + 4 + 8, labels: labels{false, true, true}}},
	} {
		require.Equal(t, test.want, l.shown(l.sentence(t, test.text)), test.text)
	}
}

// All experiments can be made on sentences.
func TestExperimentsOnDocs(t *testing.T) {
	c := smallDocs(t)
	require.Equal(t, 25, c.Statements)
	require.Equal(t, 1, c.LeftOut, "nothing is no verb")
	setting := tiny
	setting.Orders, setting.Tuned, setting.Samples, setting.Network.Epochs = []int{0, 2}, []int{2}, 200, 40
	var shown int
	r, err := Try(t.Context(), "all", c, 2, setting, func(any) { shown++ })
	require.NoError(t, err)
	require.True(t, r.OK())
	require.Equal(t, shown, len(r.Transfer)+len(r.Compilability)+len(r.Control)+len(r.Landing)+len(r.Feedback))
	require.Equal(t, "the", r.Transfer[0].Labels[1].Label)
	require.Less(t, r.Transfer[2].All.Value, r.Transfer[1].All.Value)
	require.Positive(t, r.Control[0].Lucky.Value)
}
