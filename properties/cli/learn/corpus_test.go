package learn

import (
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var goSource = Format{Tokens: Go}

// folder writes a folder of files, given as texts by name, and returns its path.
func folder(t *testing.T, path string, files map[string]string) string {
	require.NoError(t, os.MkdirAll(path, 0o755))
	for name, text := range files {
		require.NoError(t, os.WriteFile(filepath.Join(path, name), []byte(text), 0o644))
	}
	return path
}

// goFile is a Go file with one function of the body.
func goFile(body string) string { return "package x\n\nfunc f() {\n" + body + "\n}\n" }

func TestRead(t *testing.T) {
	c, skipped, err := Read(goSource, []string{"testdata/plain", "testdata/other/"})
	require.NoError(t, err)
	require.Zero(t, skipped)
	require.Equal(t, []string{"end", "IDENT", "INT", "STRING", "++", "=", ":=", "(", ")", "return"}, c.Outcomes())
	require.Equal(t, []Source{
		{"plain", []int{1, 4, 0, 1, 7, 1, 8, 0, 1, 6, 2, 0, 9, 1, 0}},
		{"other", []int{1, 5, 3, 0, 1, 5, 3, 0}}, // a.go before b.go, nothing of c_test.go
	}, c.Sources)

	class := c.Class()
	require.Equal(t, "class", class.Name)
	require.Equal(t, []string{"end", "identifier", "literal", "operator", "keyword"}, class.Cells)
	cells := make([]int, class.Len())
	for x := range cells {
		cells[x] = class.Cell(x)
	}
	require.Equal(t, []int{0, 1, 2, 2, 3, 3, 3, 3, 3, 4}, cells)
}

func TestReadOrder(t *testing.T) {
	dir := folder(t, t.TempDir(), map[string]string{
		"b.go": goFile("return"), "a.go": goFile("x++; x--"), "c.go": goFile("x++"), "B.go": goFile("f()"),
	})
	c, _, err := Read(goSource, []string{dir})
	require.NoError(t, err)
	require.Equal(t, []string{"end", "IDENT", "++", "--", "(", ")", "return"}, c.Outcomes())
	require.Equal(t, []int{1, 4, 5, 0, 1, 2, 0, 1, 3, 0, 6, 0, 1, 2, 0}, c.Sources[0].Sequence)
}

func TestSkipped(t *testing.T) {
	dir := folder(t, t.TempDir(), map[string]string{
		"bad.go": "package x\nfunc {", "raw.go": "package `a\nb`", "good.go": goFile("x++"), "notes.txt": "x--", "empty.go": "",
	})
	folder(t, filepath.Join(dir, "sub.go"), map[string]string{"deeper.go": goFile("return")})
	require.NoError(t, os.Symlink("nowhere", filepath.Join(dir, "z.go")))
	require.NoError(t, os.Symlink(os.DevNull, filepath.Join(dir, "zz.go")))

	c, skipped, err := Read(goSource, []string{dir})
	require.NoError(t, err)
	require.Equal(t, []string{"end", "IDENT", "++"}, c.Outcomes())
	require.Equal(t, []int{1, 2, 0}, c.Sources[0].Sequence)
	require.Equal(t, 5, skipped.Files)
	require.ErrorContains(t, skipped.First, "bad.go:2:6: expected 'IDENT'")

	for _, special := range []string{"huge.go", "pipe.go"} {
		dir := folder(t, t.TempDir(), map[string]string{"good.go": goFile("x++")})
		path := filepath.Join(dir, special)
		if special == "huge.go" {
			require.NoError(t, os.WriteFile(path, nil, 0o644))
			require.NoError(t, os.Truncate(path, 16<<20+1))
		} else {
			require.NoError(t, os.Symlink(os.DevNull, path))
		}
		_, skipped, err := Read(goSource, []string{dir})
		require.NoError(t, err)
		require.Equal(t, 1, skipped.Files)
		require.EqualError(t, skipped.First, path+": expected a file of at most 16 MiB")
	}
}

func TestSkippedInOneLine(t *testing.T) {
	raw := folder(t, t.TempDir(), map[string]string{"raw.go": "package `a\nb`"})
	_, skipped, err := Read(goSource, []string{raw})
	require.ErrorContains(t, err, "no statements")
	require.Equal(t, 1, skipped.Files)
	require.NotContains(t, skipped.First.Error(), "\n")
}

func TestReadRefuses(t *testing.T) {
	root := t.TempDir()
	empty := folder(t, filepath.Join(root, "empty"), map[string]string{"a.go": "package x\n\nvar x int\n", "a_test.go": goFile("x++")})
	file := map[string]string{"a.go": goFile("x++")}
	good := folder(t, filepath.Join(root, "good"), file)
	for _, test := range []struct {
		want string
		dirs []string
	}{
		{"no paths, expected one or more folders or files", nil},
		{`the path "` + empty + `": no statements, expected Go files with assignments, calls or returns`, []string{good, empty}},
		{`the path "testdata/nowhere": no such file or directory`, []string{good, "testdata/nowhere"}},
		{`the path "testdata/plain.txt": no statements, expected Go files with assignments, calls or returns`, []string{"testdata/plain.txt"}},
		{`the path "` + good + `/." is given twice, expected once`, []string{good, "testdata/plain", good + "/."}},
		{`the path "/": expected a name of 1 to 128 bytes that can be printed`, []string{"/"}},
		{"that can be printed", []string{folder(t, filepath.Join(root, strings.Repeat("x", 129)), file)}},
		{"that can be printed", []string{folder(t, filepath.Join(root, "a\nb"), file)}},
		{"that can be printed", []string{folder(t, filepath.Join(root, "a\xff"), file)}},
	} {
		_, _, err := Read(goSource, test.dirs)
		require.ErrorContains(t, err, test.want)
		require.NotContains(t, err.Error(), "\n")
	}
	longest := folder(t, filepath.Join(root, strings.Repeat("ü", 64)), file)
	_, _, err := Read(goSource, []string{longest})
	require.NoError(t, err)
}

func TestFolderNames(t *testing.T) {
	for _, test := range []struct{ dirs, want []string }{
		{[]string{"/a/sort", "/a/strings/"}, []string{"sort", "strings"}},
		{[]string{"/a/sort", "/b/sort", "/b/http"}, []string{"a/sort", "b/sort", "http"}},
		{[]string{"/a/x/sort", "/b/x/sort", "/sort"}, []string{"a/x/sort", "b/x/sort", "/sort"}},
		{[]string{"/a/sort", "/a/resort"}, []string{"sort", "resort"}},
		{[]string{"/a/b", "/a"}, []string{"b", "a"}},
	} {
		names, err := sourceNames(test.dirs)
		require.NoError(t, err)
		require.Equal(t, test.want, names)
	}
	names, err := sourceNames([]string{"."})
	require.NoError(t, err)
	require.Equal(t, []string{"learn"}, names)
}

func TestStatementsOfAFolder(t *testing.T) {
	c, _, err := Read(goSource, []string{"testdata/plain", "testdata/other"})
	require.NoError(t, err)
	statements := c.Sources[0].Statements()
	require.Equal(t, []Statement{"\x01\x04", "\x01\x07\x01\x08", "\x01\x06\x02", "\x09\x01"}, statements)
	require.Equal(t, c.Sources[0].Sequence, Join(statements))

	parted := c.With(Source{"first", Join(statements[:1])}, Source{"rest", Join(statements[1:])})
	require.Equal(t, c.Outcomes(), parted.Outcomes())
	require.Equal(t, []int{1, 4, 0}, parted.Sources[0].Sequence)
	require.Equal(t, token.EOF, parted.Kinds()[End])
}
