package learn

import (
	"errors"
	"fmt"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"mimics/model"
	"mimics/theorems/scenario"
)

// End is the outcome that ends every statement, and its name the name of that outcome.
const (
	End     = 0
	endName = "end"
)

// Corpus is the natural sequences of some folders over the same outcomes.
type Corpus struct {
	Folders []Folder
	kinds   []token.Token // one an outcome, rising, which puts end first
}

// All kinds of token together are few enough to be outcomes, or this would not compile: TILDE is the last of them.
const _ = uint(model.MaxOutcomes - token.TILDE)

// Folder is a folder's statements one after the other.
type Folder struct {
	Name     string // the shortest end of its path that no other folder's path has
	Sequence []int  // outcomes, the last one End
}

// Statement is the outcomes of one statement, one byte each, without the End.
type Statement string

// Statements cuts the sequence at every End.
func (f Folder) Statements() []Statement {
	var list []Statement
	var statement []byte
	for _, x := range f.Sequence {
		if x != End {
			statement = append(statement, byte(x))
			continue
		}
		list, statement = append(list, Statement(statement)), statement[:0]
	}
	return list
}

// Join is the sequence of the statements, each with End behind it.
func Join(statements []Statement) []int {
	var sequence []int
	for _, statement := range statements {
		for i := range len(statement) {
			sequence = append(sequence, int(statement[i]))
		}
		sequence = append(sequence, End)
	}
	return sequence
}

// Skipped is what was left out of a corpus.
type Skipped struct {
	Files int   // that cannot be read as Go
	First error // what is wrong with the first one, in one line; nil where there is none
}

func (s *Skipped) add(err error) {
	if s.Files++; s.First == nil {
		line, _, _ := strings.Cut(err.Error(), "\n") // the parser quotes raw strings as they are
		s.First = errors.New(line)
	}
}

// Read reads the corpus of one folder or more. It returns an error, one line that names the folder, if one is given
// twice, cannot be read, has no statements or has a name that no scenario can hold. Files that cannot be read as
// Go are skipped.
func Read(dirs []string) (Corpus, Skipped, error) {
	names, err := folderNames(dirs)
	if err != nil {
		return Corpus{}, Skipped{}, err
	}
	var skipped Skipped
	sequences := make([][]token.Token, len(dirs))
	for i, dir := range dirs {
		if sequences[i], err = readFolder(dir, &skipped); err != nil {
			return Corpus{}, skipped, err
		}
	}
	kinds := slices.Concat(sequences...)
	slices.Sort(kinds)
	c := Corpus{kinds: slices.Compact(kinds)}
	for i, sequence := range sequences {
		c.Folders = append(c.Folders, Folder{names[i], c.outcomes(sequence)})
	}
	return c, skipped, nil
}

// outcomes are the numbers of the kinds.
func (c Corpus) outcomes(kinds []token.Token) []int {
	list := make([]int, len(kinds))
	for i, kind := range kinds {
		list[i], _ = slices.BinarySearch(c.kinds, kind)
	}
	return list
}

// Kinds are the outcomes as kinds of token: token.EOF for End, then as Outcomes names them.
func (c Corpus) Kinds() []token.Token { return slices.Clone(c.kinds) }

// With is other folders over the same outcomes.
func (c Corpus) With(folders ...Folder) Corpus { return Corpus{folders, c.kinds} }

// Outcomes names the outcomes: "end", then the kinds of token that occur in any of the folders in the order of
// go/token's constants.
func (c Corpus) Outcomes() []string {
	names := make([]string, len(c.kinds))
	for x, kind := range c.kinds {
		names[x] = kind.String()
	}
	names[End] = endName
	return names
}

// Class is the feature of an outcome that is its class of token: end, identifier, literal, operator or keyword.
func (c Corpus) Class() scenario.Feature {
	classes := make([]string, len(c.kinds))
	for x, kind := range c.kinds {
		classes[x] = class(kind)
	}
	return scenario.NewFeature("class", classes)
}

func class(kind token.Token) string {
	switch {
	case kind == end:
		return endName
	case kind == token.IDENT: // which go/token counts among the literals
		return "identifier"
	case kind.IsLiteral():
		return "literal"
	case kind.IsKeyword():
		return "keyword"
	default:
		return "operator"
	}
}

// readFolder is the sequence of all files in order of name.
func readFolder(dir string, skipped *Skipped) ([]token.Token, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("the folder %q: %w", dir, cause(err))
	}
	var sequence []token.Token
	for _, entry := range entries {
		if entry.IsDir() || !strings.HasSuffix(entry.Name(), ".go") || strings.HasSuffix(entry.Name(), "_test.go") {
			continue
		}
		more, err := readFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			skipped.add(err)
			continue
		}
		sequence = append(sequence, more...)
	}
	if len(sequence) == 0 {
		return nil, fmt.Errorf("the folder %q: no statements, expected Go files with assignments, calls or returns", dir)
	}
	return sequence, nil
}

// readFile refuses what is no file of ordinary size: reading from a pipe can take for ever.
func readFile(path string) ([]token.Token, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular() || info.Size() > scenario.MaxFileSize:
		return nil, fmt.Errorf("%s: expected a file of at most %d MiB", path, scenario.MaxFileSize>>20)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return tokens(path, text)
}

// cause is the error without the path, which the caller shows in quotes.
func cause(err error) error {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err
	}
	return err
}

// maxName bounds a folder's name in bytes, so that six kinds of token can follow it in the name of a state.
const maxName = 128

// folderNames gives each folder the shortest end of its path that no other folder's path has.
func folderNames(dirs []string) ([]string, error) {
	if len(dirs) == 0 {
		return nil, errors.New("no folders, expected one or more")
	}
	paths := make([]string, len(dirs))
	for i, dir := range dirs {
		path, err := filepath.Abs(dir)
		if err != nil {
			return nil, fmt.Errorf("the folder %q: %w", dir, err)
		}
		if slices.Contains(paths[:i], path) {
			return nil, fmt.Errorf("the folder %q is given twice", dir)
		}
		paths[i] = path
	}
	names := make([]string, len(dirs))
	for i, dir := range dirs {
		names[i] = shortestEnd(i, paths)
		if names[i] == "" || len(names[i]) > maxName || scenario.Shown(names[i]) != names[i] {
			return nil, fmt.Errorf("the folder %q: expected a name of 1 to %d bytes that can be printed", dir, maxName)
		}
	}
	return names, nil
}

// shortestEnd is the shortest end of path i, in whole elements, that is an end of no other: at the longest the path
// itself, which begins where no element of another does.
func shortestEnd(i int, paths []string) string {
	elements := strings.Split(filepath.ToSlash(paths[i]), "/")
	name := elements[len(elements)-1]
	for n := len(elements) - 2; slices.ContainsFunc(paths, func(other string) bool {
		return other != paths[i] && strings.HasSuffix(filepath.ToSlash(other), "/"+name)
	}); n-- {
		name = elements[n] + "/" + name
	}
	return name
}
