package learn

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"mimics/theorems/scenario"
)

// Format says how files are read.
type Format struct {
	Tokens Tokens
	Field  string // the field of the objects in a file *.jsonl that holds the text
}

// Read reads the corpus of one or more paths. Each is a folder, of which it reads the files themselves, or a file. It
// returns an error in one line that names the path, and for a text also the line, if a path is given twice, cannot be
// read, has no statements or has a name that is not valid in a scenario. In folders, files that cannot be read as Go
// are skipped.
func Read(how Format, paths []string) (Corpus, Skipped, error) {
	names, err := sourceNames(paths)
	if err != nil {
		return Corpus{}, Skipped{}, err
	}
	r := reading{Format: how, vocabulary: vocabulary{map[string]int{end: 0}, []string{end}, []int{0}}}
	var sources []Source
	for i, path := range paths {
		r.sequence = nil
		if err := r.path(path); err != nil {
			return Corpus{}, r.skipped, err
		}
		sources = append(sources, Source{names[i], r.sequence})
	}
	tokens, outcome, mergers := r.outcomes()
	r.skipped.Tokens = mergers
	for _, source := range sources {
		for i, number := range source.Sequence {
			source.Sequence[i] = outcome[number]
		}
	}
	return Corpus{sources, tokens, how.Tokens}, r.skipped, nil
}

// reading is a corpus while it is read.
type reading struct {
	Format
	vocabulary
	sequence []int // the numbers of the tokens of the present path
	skipped  Skipped
}

func (r *reading) add(token string) { r.sequence = append(r.sequence, r.number(token)) }

// path reads the sequence of a path.
func (r *reading) path(path string) error {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return fmt.Errorf("the path %q: %w", path, cause(err))
	case info.IsDir():
		err = r.folder(path)
	case !r.ofGo() || strings.HasSuffix(path, ".go"):
		err = r.file(path)
	}
	switch {
	case err != nil || len(r.sequence) > 0:
		return err
	case r.Tokens == Go:
		return fmt.Errorf("the path %q: no statements, %w", path, ErrNoGo)
	case r.Tokens == Docs:
		return fmt.Errorf("the path %q: no sentences, %w", path, ErrNoDocs)
	}
	return fmt.Errorf("the path %q: no text, expected lines that are not blank", path)
}

// ErrNoGo is wrapped by the error of Read for a path without statements of Go.
var ErrNoGo = errors.New("expected Go files with assignments, calls or returns")

// ErrNoDocs is wrapped by the error of Read for a path without doc comments.
var ErrNoDocs = errors.New("expected Go files with doc comments")

// ofGo reports whether the files are source of Go.
func (f Format) ofGo() bool { return f.Tokens == Go || f.Tokens == Docs }

// folder reads the files of a folder in the order of names: those of Go that are no tests, or all that are not hidden.
func (r *reading) folder(path string) error {
	entries, err := os.ReadDir(path)
	if err != nil {
		return fmt.Errorf("the path %q: %w", path, cause(err))
	}
	for _, entry := range entries {
		name := entry.Name()
		isGo := strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go")
		if entry.IsDir() || r.ofGo() && !isGo || !r.ofGo() && strings.HasPrefix(name, ".") {
			continue
		}
		switch err := r.file(filepath.Join(path, name)); {
		case err != nil && r.ofGo():
			r.skipped.add(err)
		case err != nil:
			return err
		}
	}
	return nil
}

// file reads the sequence of a file. It returns an error if this is no regular file, because reading from a pipe can
// block forever, or if it is too large.
func (r *reading) file(path string) error {
	called := scenario.Shown(path)
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", called, cause(err))
	case !info.Mode().IsRegular() || info.Size() > scenario.MaxFileSize:
		return fmt.Errorf("%s: expected a file of at most %d MiB", called, scenario.MaxFileSize>>20)
	}
	text, err := os.ReadFile(path)
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", called, cause(err))
	case r.Tokens == Go:
		return readGo(called, text, r.add)
	case r.Tokens == Docs:
		return readDocs(called, text, r.add)
	}
	return r.text(called, text)
}

// cause returns the error without its path, which the caller prints.
func cause(err error) error {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err
	}
	return err
}

// maxName is the largest length of a source's name in bytes: six kinds of token must fit after it in the name of a
// state.
const maxName = 128

// sourceNames gives each path its shortest end that is an end of no other path.
func sourceNames(paths []string) ([]string, error) {
	if len(paths) == 0 {
		return nil, errors.New("no paths, expected one or more folders or files")
	}
	full := make([]string, len(paths))
	for i, path := range paths {
		var err error
		if full[i], err = filepath.Abs(path); err != nil {
			return nil, fmt.Errorf("the path %q: %w", path, err)
		}
		if slices.Contains(full[:i], full[i]) {
			return nil, fmt.Errorf("the path %q is given twice, expected once", path)
		}
	}
	names := make([]string, len(paths))
	for i, path := range paths {
		names[i] = shortestEnd(i, full)
		if names[i] == "" || len(names[i]) > maxName || scenario.Shown(names[i]) != names[i] {
			return nil, fmt.Errorf("the path %q: expected a name of 1 to %d bytes that can be printed", path, maxName)
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
