package experiment

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"mimics/properties/cli/learn"
	"mimics/theorems/scenario"
)

// standard are the packages of the standard library that make the default corpus.
var standard = []string{
	"archive/tar", "archive/zip", "bufio", "bytes", "compress/flate", "container/list", "crypto/tls", "crypto/x509", "database/sql",
	"encoding/asn1", "encoding/binary", "encoding/gob", "encoding/json", "encoding/xml", "fmt", "go/ast", "go/doc", "go/parser",
	"go/printer", "go/scanner", "go/types", "html/template", "image", "image/jpeg", "image/png", "io", "log/slog", "math/big", "mime",
	"mime/multipart", "net", "net/http", "net/netip", "net/url", "os", "path/filepath", "reflect", "regexp", "regexp/syntax", "sort",
	"strconv", "strings", "text/tabwriter", "text/template", "text/template/parse", "time",
}

// StandardLibrary lists the folders of the default corpus, in the standard library of the toolchain that go runs, and
// gives its version.
func StandardLibrary(ctx context.Context) (dirs []string, version string, err error) {
	text, err := exec.CommandContext(ctx, "go", "env", "GOROOT", "GOVERSION").Output()
	if err := ctx.Err(); err != nil {
		return nil, "", err // which also ends go
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	if err != nil || len(lines) != 2 {
		return nil, "", errors.New("no standard library to read: go env GOROOT fails; expected go on the path, or --corpus")
	}
	for _, name := range standard {
		dirs = append(dirs, filepath.Join(strings.TrimSpace(lines[0]), "src", filepath.FromSlash(name)))
	}
	return dirs, strings.TrimSpace(lines[1]), nil
}

// Corpus is natural statements, in as many parts as there are splits.
type Corpus struct {
	Statements int
	Files      learn.Skipped // what could not be read
	parts      [Splits][]learn.Statement
	language   language
	tokens     learn.Corpus
}

// Splits is the number of ways to split a corpus: each part is held out by one of them.
const Splits = 5

// The fewest statements of a corpus, and of each part of it.
const (
	fewest     = 20
	fewestHeld = fewest / Splits
)

// Read reads the statements of the folders. It returns an error as learn.Read does, and if there are fewer than 20.
func Read(dirs []string) (Corpus, error) {
	tokens, skipped, err := learn.Read(dirs)
	if err != nil {
		return Corpus{}, err
	}
	c := Corpus{Files: skipped, tokens: tokens, language: newLanguage(tokens.Kinds())}
	var all []learn.Statement
	for i, folder := range tokens.Folders {
		statements := folder.Statements()
		all = append(all, statements...)
		c.parts[i%Splits] = append(c.parts[i%Splits], statements...)
	}
	if c.Statements = len(all); c.Statements < fewest {
		return Corpus{}, fmt.Errorf("a corpus of %d statements, expected at least %d", c.Statements, fewest)
	}
	for _, part := range c.parts {
		if len(part) < fewestHeld { // too few folders, or too small
			for i := range c.parts {
				c.parts[i] = all[len(all)*i/Splits : len(all)*(i+1)/Splits]
			}
			break
		}
	}
	return c, nil
}

// Split is a corpus parted into what mimics and operator learn from and what is held out.
type Split struct {
	Training, HeldOut []learn.Statement
	// Novel are the statements held out that do not occur, as token kinds, among those learnt from. The others are copies.
	Novel    []learn.Statement
	language language
	parses   func(learn.Statement) bool // of the language, remembered
}

// Split holds out the part of the number, from 0 to Splits - 1: whole folders, every fifth, or if these would be too few, a
// fifth of all statements that stand together. So a file is not held out with statements of it learnt from, or one at most.
func (c Corpus) Split(number int) Split {
	s := Split{HeldOut: c.parts[number], language: c.language, parses: remembered(c.language.parses)}
	for i, part := range c.parts {
		if i != number {
			s.Training = append(s.Training, part...)
		}
	}
	learnt := map[learn.Statement]bool{}
	for _, statement := range s.Training {
		learnt[statement] = true
	}
	for _, statement := range s.HeldOut {
		if !learnt[statement] {
			s.Novel = append(s.Novel, statement)
		}
	}
	return s
}

// Scenario is an order-1 mimic beside the world, to be tried with check: nature is the n-gram of what the first split holds
// out, the mimic and the operator are in doubt whether it is that or the n-gram of what they learnt from, she evenly, it in
// proportion to their tokens. These n-grams have one pseudo-count for each token in each context, as those of the package
// learn do.
func (c Corpus) Scenario() (scenario.Scenario, error) {
	s := c.Split(0)
	return c.tokens.With(
		learn.Folder{Name: "held-out", Sequence: learn.Join(s.HeldOut)},
		learn.Folder{Name: "training", Sequence: learn.Join(s.Training)},
	).Scenario(1)
}

// Setting is what all experiments are made with.
type Setting struct {
	Orders  []int
	Samples int // statements drawn from each mimic, at least 1
	Seed    uint64
	Run     int // the number of the run, from 0: each has random numbers of its own
}

// stream is a source of random numbers of its own for each run, purpose and number.
func (s Setting) stream(purpose string, number int) *rand.Rand {
	hash := s.Seed
	for _, symbol := range []byte(fmt.Sprint(s.Run, " ", purpose)) {
		hash = hash*1099511628211 + uint64(symbol)
	}
	return rand.New(rand.NewPCG(hash, uint64(number)))
}

// each computes a value for each of n independent parts, on all cores.
func each[T any](n int, compute func(i int) T) []T {
	values := make([]T, n)
	next, done := make(chan int), make(chan bool)
	for range runtime.GOMAXPROCS(0) {
		go func() {
			for i := range next {
				values[i] = compute(i)
			}
			done <- true
		}()
	}
	for i := range n {
		next <- i
	}
	close(next)
	for range runtime.GOMAXPROCS(0) {
		<-done
	}
	return values
}
