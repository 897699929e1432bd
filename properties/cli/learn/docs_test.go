package learn

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Sentences come from the doc comments of the package and of declarations, without headings, lists and code.
func TestDocs(t *testing.T) {
	dir := folder(t, filepath.Join(t.TempDir(), "p"), map[string]string{"a.go": `// Package p parses e.g. dates.
//
// # A heading
//
// Is it fast? It takes 3 [time.Duration] units:
//
//	code()
//
//   - a list
package p

// T holds "x", a self-made thing, isn't it. See also the Reader
// of io.Copy (fast).
type T int // a comment that is none of doc

// in a block
const (
	// A counts → things quickly
	A = 1
)

func f() {
	// Not a doc comment.
}
`, "a_test.go": "// Package p is tested.\npackage p\n"})
	c, skipped, err := Read(Format{Tokens: Docs}, []string{dir})
	require.NoError(t, err)
	require.Zero(t, skipped)
	var sentences []string
	for _, s := range c.Sources[0].Statements() {
		var words []string
		for i := range len(s) {
			words = append(words, c.Tokens()[s[i]])
		}
		sentences = append(sentences, strings.Join(words, " "))
	}
	require.Equal(t, []string{
		"Name Name -s e.g -s .",
		"is it word ?", "it -s 0 Name -s :",
		`Name -s " Name " , a word -ing , word it .`, "Name also the Name of Name ( word ) .",
		"in a word", "a -s symbol -s -ly",
	}, sentences)

	empty := folder(t, filepath.Join(t.TempDir(), "q"), map[string]string{"a.go": "package q\n"})
	_, _, err = Read(Format{Tokens: Docs}, []string{empty})
	require.ErrorIs(t, err, ErrNoDocs)
	require.ErrorContains(t, err, "no sentences, expected Go files with doc comments")
	_, skipped, err = Read(Format{Tokens: Docs}, []string{folder(t, dir, map[string]string{"b.go": "package {"})})
	require.NoError(t, err)
	require.Equal(t, 1, skipped.Files)
}
