package experiment

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"mimics/properties/learn"
	"mimics/theorems"
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
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	if err != nil || len(lines) != 2 {
		return nil, "", errors.New("no standard library to read: go env GOROOT fails; expected go on the path, or --corpus")
	}
	for _, name := range standard {
		dirs = append(dirs, filepath.Join(strings.TrimSpace(lines[0]), "src", filepath.FromSlash(name)))
	}
	return dirs, strings.TrimSpace(lines[1]), nil
}

// Corpus is natural statements, parted into those that mimics and operator learn from and those held out.
type Corpus struct {
	Training, HeldOut []learn.Statement
	Files             learn.Skipped // what could not be read
	language          language
	tokens            learn.Corpus
}

// heldOutOf says that one statement in so many is held out.
const heldOutOf = 5

// fewest is how many statements a corpus must have.
const fewest = 20

// Read reads the statements of the folders: every fifth is held out. It errs as learn.Read does, and where there are
// fewer than 20.
func Read(dirs []string) (Corpus, error) {
	tokens, skipped, err := learn.Read(dirs)
	if err != nil {
		return Corpus{}, err
	}
	c := Corpus{Files: skipped, tokens: tokens, language: newLanguage(tokens.Kinds())}
	number := 0
	for _, folder := range tokens.Folders {
		for _, statement := range folder.Statements() {
			if number++; number%heldOutOf == 0 {
				c.HeldOut = append(c.HeldOut, statement)
			} else {
				c.Training = append(c.Training, statement)
			}
		}
	}
	if number < fewest {
		return Corpus{}, fmt.Errorf("a corpus of %d statements, expected at least %d", number, fewest)
	}
	return c, nil
}

// Scenario is an order-1 mimic beside the world, to be tried with check: nature is the n-gram of what was held out, the
// mimic and the operator are in doubt whether it is that or the n-gram of what they learnt from, she evenly, it in
// proportion to their tokens.
func (c Corpus) Scenario() (theorems.Scenario, error) {
	return c.tokens.With(
		learn.Folder{Name: "held-out", Sequence: learn.Join(c.HeldOut)},
		learn.Folder{Name: "training", Sequence: learn.Join(c.Training)},
	).Scenario(1)
}

// Setting is what all experiments are made with.
type Setting struct {
	Orders    []int
	Samples   int // statements drawn from each mimic, at least 1
	Smoothing int // pseudo-counts of every token in every context
	Seed      uint64
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
