package explore

import (
	"bytes"
	"compress/gzip"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"mimics/theorems"
)

//go:embed page.html
var page []byte

//go:embed page.css
var style []byte

//go:embed page.js
var script []byte

//go:embed worker.js
var worker []byte

// Index is the name of the page among its files. Marker is a line of the page by which a later one recognises it.
const (
	Index  = "index.html"
	Marker = `<meta name="generator" content="mimics explore">`
)

// Policy is the Content-Security-Policy of the page, which its text holds too, for other hosts.
const Policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; " +
	"connect-src 'self'; base-uri 'none'; form-action 'none'"

// Program is what computes the page's numbers.
type Program struct {
	Wasm   []byte // the compiled program
	Loader []byte // wasm_exec.js of the same toolchain
}

// source is the package of the program.
const source = "mimics/properties/cli/explore/wasm"

// Compile returns the program that a build with the tag release carries. Any other build compiles it with the Go
// toolchain on the path. It returns an error if there is none, or if the working directory is in no module that has the
// program's source.
func Compile(ctx context.Context) (program Program, err error) {
	if program, ok := embedded(); ok {
		return program, nil
	}
	root, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
	if err = ended(ctx, err); err != nil {
		return program, errors.New("go env GOROOT fails: the page needs a Go toolchain on the path")
	}
	program.Loader, err = os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return program, fmt.Errorf("the Go toolchain on the path: %w", err)
	}
	dir, err := os.MkdirTemp("", "explore")
	if err != nil {
		return program, err
	}
	defer os.RemoveAll(dir)
	name := filepath.Join(dir, "main.wasm")
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags=-s -w", "-o", name, source)
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0")
	if text, err := build.CombinedOutput(); err != nil {
		if err := ctx.Err(); err != nil {
			return program, err // the context also ended the go command
		}
		first, _, _ := strings.Cut(strings.TrimSpace(string(text)), "\n")
		return program, fmt.Errorf("go build %s: %s (expected a folder of a module that has this package)", source, first)
	}
	program.Wasm, err = os.ReadFile(name)
	return program, err
}

// ended is the context's error or, without one, the other.
func ended(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// File is one file of the page.
type File struct {
	Name, Type string
	Text       []byte
	Gzip       []byte // Text compressed
}

// compressed compresses the text of each file.
func compressed(files []File) []File {
	for i := range files {
		var text bytes.Buffer
		w := gzip.NewWriter(&text)
		w.Write(files[i].Text) // a buffer takes all
		w.Close()
		files[i].Gzip = text.Bytes()
	}
	return files
}

// Files are the files of the page, the page itself first. It tries those claims of the essay that the theory has. It
// opens with the given scenario file or, if that is nil, with an example.
func Files(program Program, theory theorems.Registry, scenario []byte) []File {
	settings := struct {
		Claims   []string `json:"claims"`
		Scenario string   `json:"scenario"`
	}{[]string{}, string(scenario)}
	essay := theorems.Registry(theorems.Essay())
	for i := range theory {
		if claim, ok := essay.Find(theory[i].ID); ok && claim.Statement == theory[i].Statement {
			settings.Claims = append(settings.Claims, claim.ID)
		}
	}
	text, err := json.Marshal(settings)
	if err != nil {
		panic(err) // strings alone
	}
	return compressed([]File{
		{Name: Index, Type: "text/html; charset=utf-8", Text: page},
		{Name: "page.css", Type: "text/css; charset=utf-8", Text: style},
		{Name: "page.js", Type: "text/javascript; charset=utf-8", Text: script},
		{Name: "worker.js", Type: "text/javascript; charset=utf-8", Text: worker},
		{Name: "wasm_exec.js", Type: "text/javascript; charset=utf-8", Text: program.Loader},
		{Name: "main.wasm", Type: "application/wasm", Text: program.Wasm},
		{Name: "settings.json", Type: "application/json", Text: text},
	})
}
