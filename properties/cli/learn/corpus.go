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

// End is the outcome that ends every statement, and endName its name.
const (
	End     = 0
	endName = "end"
)

// Corpus holds the sequences of several folders over the same outcomes.
type Corpus struct {
	Folders []Folder
	kinds   []token.Token // the kind of each outcome, rising, so that end comes first
}

// This compiles only if there are at most MaxOutcomes kinds of token; TILDE is the last kind.
const _ = uint(model.MaxOutcomes - token.TILDE)

// Folder holds the statements of a folder, one after the other.
type Folder struct {
	Name     string // the shortest end of its path that no other path of the corpus has
	Sequence []int  // outcomes, the last one End
}

// Statement holds the outcomes of one statement, one byte each, without the End.
type Statement string

// Statements splits the sequence at every End.
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

// Join returns the sequence of the statements, with End after each.
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

// Skipped counts the files that were left out of a corpus.
type Skipped struct {
	Files int   // the number of files that cannot be read as Go
	First error // the error of the first one, in one line; nil if there is none
}

func (s *Skipped) add(err error) {
	if s.Files++; s.First == nil {
		line, _, _ := strings.Cut(err.Error(), "\n") // the parser quotes raw strings as they are
		s.First = errors.New(line)
	}
}

// Read reads the corpus of one or more folders. It returns an error, one line that names the folder, if a folder is
// given twice, cannot be read, has no statements or has a name that is not valid in a scenario. Files that cannot be
// read as Go are skipped.
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

// outcomes returns the outcomes of the kinds.
func (c Corpus) outcomes(kinds []token.Token) []int {
	list := make([]int, len(kinds))
	for i, kind := range kinds {
		list[i], _ = slices.BinarySearch(c.kinds, kind)
	}
	return list
}

// Kinds returns the kind of token of each outcome: token.EOF for End, then those that Outcomes names.
func (c Corpus) Kinds() []token.Token { return slices.Clone(c.kinds) }

// With returns a corpus of other folders over the same outcomes.
func (c Corpus) With(folders ...Folder) Corpus { return Corpus{folders, c.kinds} }

// Outcomes names the outcomes: "end", then the kinds of token that occur in any of the folders, in the order of the
// constants of go/token.
func (c Corpus) Outcomes() []string {
	names := make([]string, len(c.kinds))
	for x, kind := range c.kinds {
		names[x] = kind.String()
	}
	names[End] = endName
	return names
}

// Class returns the feature that shows the class of a token: end, identifier, literal, operator or keyword.
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

// readFolder reads the sequence of a folder, file by file in the order of names.
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

// readFile reads the sequence of a file. It returns an error if this is no regular file, because reading from a pipe
// can block forever, or if it is too large.
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

// cause returns the error without its path, which the caller prints in quotes.
func cause(err error) error {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err
	}
	return err
}

// maxName is the largest length of a folder's name in bytes: six kinds of token must fit after it in the name of a
// state.
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

// shortestEnd returns the shortest end of path i, in whole elements, that is an end of no other path. At most it is the
// whole path, since all paths are absolute and different.
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
