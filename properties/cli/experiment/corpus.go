package experiment

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"mimics/properties/cli/experiment/gru"
	"mimics/properties/cli/learn"
	"mimics/theorems/scenario"
)

// standard lists the packages of the standard library in the default corpus.
var standard = []string{
	"archive/tar", "archive/zip", "bufio", "bytes", "compress/flate", "container/list", "crypto/tls", "crypto/x509", "database/sql",
	"encoding/asn1", "encoding/binary", "encoding/gob", "encoding/json", "encoding/xml", "fmt", "go/ast", "go/doc", "go/parser",
	"go/printer", "go/scanner", "go/types", "html/template", "image", "image/jpeg", "image/png", "io", "log/slog", "math/big", "mime",
	"mime/multipart", "net", "net/http", "net/netip", "net/url", "os", "path/filepath", "reflect", "regexp", "regexp/syntax", "sort",
	"strconv", "strings", "text/tabwriter", "text/template", "text/template/parse", "time",
}

// StandardLibrary lists the folders of the default corpus, in the standard library of the go command on the path, and
// returns its version. It returns an error if there is no go command, or if the context ends first.
func StandardLibrary(ctx context.Context) (dirs []string, version string, err error) {
	text, err := exec.CommandContext(ctx, "go", "env", "GOROOT", "GOVERSION").Output()
	if err := ctx.Err(); err != nil {
		return nil, "", err // the context also ended the go command
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

// Corpus holds natural statements in Splits parts.
type Corpus struct {
	Statements int
	LeftOut    int // natural sentences that do not succeed; none of code
	Folders    int
	Files      learn.Skipped // the files that could not be read
	parts      [Splits][]learn.Statement
	language   language
	succeeds   func(learn.Statement) bool // that of the language, with remembered answers
	tokens     learn.Corpus
}

// Splits is the number of ways to split a corpus: each holds out one part.
const Splits = 5

// The fewest statements of a corpus, and of each part of it.
const (
	fewest     = 20
	fewestHeld = fewest / Splits
)

// formats holds how the statements of each language are read.
var formats = map[string]learn.Format{"code": {Tokens: learn.Go}, "docs": {Tokens: learn.Docs}}

// Read reads the statements of a language, one of Languages, in the folders. Of docs it leaves out sentences that do
// not read as whole, so that all natural statements succeed. It returns the errors of learn.Read, and an error for
// fewer than 20 statements.
func Read(language string, dirs []string) (Corpus, error) {
	tokens, skipped, err := learn.Read(formats[language], dirs)
	if err != nil {
		return Corpus{}, err
	}
	c := Corpus{Files: skipped, tokens: tokens, language: newCode(tokens.Kinds()), Folders: len(dirs)}
	if language == "docs" {
		c.language = newDocs(tokens.Tokens())
	}
	c.succeeds = remembered(c.language.succeeds)
	var all []learn.Statement
	for i, folder := range tokens.Sources {
		statements := folder.Statements()
		if language == "docs" {
			natural := len(statements)
			statements = slices.DeleteFunc(statements, func(s learn.Statement) bool { return !c.language.succeeds(s) })
			c.LeftOut += natural - len(statements)
		}
		all = append(all, statements...)
		c.parts[i%Splits] = append(c.parts[i%Splits], statements...)
	}
	if c.Statements = len(all); c.Statements < fewest {
		return Corpus{}, fmt.Errorf("a corpus of %d statements, expected at least %d", c.Statements, fewest)
	}
	for _, part := range c.parts {
		if len(part) < fewestHeld { // there are too few folders, or they are too small
			for i := range c.parts {
				c.parts[i] = all[len(all)*i/Splits : len(all)*(i+1)/Splits]
			}
			break
		}
	}
	return c, nil
}

// Describe says what the corpus holds.
func (c Corpus) Describe() Description { return c.language.describe() }

// Split divides a corpus into the statements that mimics and operator learn from and those held out.
type Split struct {
	Training, HeldOut []learn.Statement
	// Novel holds the statements of HeldOut whose token kinds occur in no statement of Training. The others are copies.
	Novel    []learn.Statement
	language language
	succeeds func(learn.Statement) bool
	known    func(learn.Statement) bool // whether the tokens are those of a statement of Training
}

// Split holds out the part with the number, from 0 to Splits - 1: every fifth folder, or if there are too few folders,
// a fifth of the statements, next to each other. So no file is divided between both sides, or at most two files are.
func (c Corpus) Split(number int) Split {
	s := Split{HeldOut: c.parts[number], language: c.language, succeeds: c.succeeds}
	for i, part := range c.parts {
		if i != number {
			s.Training = append(s.Training, part...)
		}
	}
	learnt := map[learn.Statement]bool{}
	for _, statement := range s.Training {
		learnt[statement] = true
	}
	s.known = func(statement learn.Statement) bool { return learnt[statement] }
	for _, statement := range s.HeldOut {
		if !learnt[statement] {
			s.Novel = append(s.Novel, statement)
		}
	}
	return s
}

// Copies returns the smallest and the largest share, over the runs, of the statements held out that occur among the
// statements learnt from, in percent, rounded outwards.
func (c Corpus) Copies(runs int) (low, high int) {
	low = 100
	for run := range runs {
		s := c.Split(run)
		copies, all := len(s.HeldOut)-len(s.Novel), len(s.HeldOut)
		low, high = min(low, 100*copies/all), max(high, (100*copies+all-1)/all)
	}
	return low, high
}

// Scenario returns an order-1 mimic as a scenario for check. It has two n-grams: one of the statements that the first
// split holds out, which is nature, and one of the others. The operator's prior gives both the same probability; the
// mimic's is proportional to their tokens. The n-grams are those of package learn, with one pseudo-count per token and
// context.
func (c Corpus) Scenario() (scenario.Scenario, error) {
	s := c.Split(0)
	return c.tokens.With(
		learn.Source{Name: "held-out", Sequence: learn.Join(s.HeldOut)},
		learn.Source{Name: "training", Sequence: learn.Join(s.Training)},
	).Scenario(1)
}

// Setting holds the parameters of the experiments.
type Setting struct {
	Orders  []int // the orders of the n-grams in the experiment transfer
	Tuned   []int // the orders of those in the others
	Samples int   // statements drawn from each mimic, at least 1
	Seed    uint64
	Network Network
}

// Network holds the parameters of the networks. Without cells there are no networks.
type Network struct {
	Cells  int // the size of the state
	Epochs int // how often a network sees each statement that it learns from
	Steps  int // the number of steps of policy gradient
}

// run is one run of the experiments: it has its own split, its own random numbers and its own network.
type run struct {
	Split
	Setting
	number int
	learnt *gru.Network // nil until the network is trained
	counts *ngram       // of Training, of the largest order; nil until counted
}

// ngram returns the n-gram of an order, one of the setting, that learns from all training data.
func (r *run) ngram(order int) *ngram {
	if r.counts == nil {
		r.counts = newNGram(max(0, slices.Max(slices.Concat(r.Orders, r.Tuned))), r.language.tokens(), r.Training)
	}
	return &ngram{order, r.counts.kinds, r.counts.counts}
}

// stream returns a source of random numbers for the purpose and the number, independent of all others.
func (r *run) stream(purpose string, number int) *rand.Rand {
	hash := r.Seed
	for _, symbol := range []byte(fmt.Sprint(r.number, " ", purpose)) {
		hash = hash*1099511628211 + uint64(symbol)
	}
	return rand.New(rand.NewPCG(hash, uint64(number)))
}
