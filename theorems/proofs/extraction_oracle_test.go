package proofs_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/theorems"
	"mimics/theorems/proofs"
)

// oracle is the extracted program.
type oracle string

// folder has the Coq files that say what is extracted, and the OCaml program that reads scenarios and prints sides.
const folder = "extraction"

var lines = regexp.MustCompile(`(?ms)^Definition ([a-z0-9_]+) :=(.*?)\.$`)

// newOracle extracts the definitions of a file, each the sides of the theorem of its name, and compiles them.
func newOracle(t *testing.T, file string) (program oracle, names []string) {
	t.Helper()
	proofs.NeedCoq(t)
	if exec.Command("ocamlfind", "query", "zarith").Run() != nil {
		t.Skip("NOT CHECKED: the extracted code needs OCaml and Zarith (Debian: ocaml libzarith-ocaml-dev)")
	}
	dir, _, err := proofs.Compiled()
	require.NoError(t, err)
	coq := func(name, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
		_, err := proofs.Coqc(dir, name)
		require.NoError(t, err)
	}
	for _, name := range []string{"sides.v", "scenario.v", "hypotheses.v", "comparison.v"} {
		if _, err := os.Stat(filepath.Join(dir, name+"o")); err != nil { // of another test
			coq(name, read(t, folder, name))
		}
	}
	source, module := read(t, file), strings.TrimSuffix(filepath.Base(file), ".v")
	coq(module+".v", source)
	var table, qualified string
	for _, m := range lines.FindAllStringSubmatch(source, -1) {
		name := m[1]
		require.Contains(t, m[2], "."+name+" ", "the line of %s is about another theorem", name)
		function := name
		if strings.Contains(m[2], " ln ") {
			function += " ln"
		}
		names, table = append(names, name), table+fmt.Sprintf("%q, %s;\n", name, function)
		qualified += " " + module + "." + name // a file can have the same name
	}
	ml := module + "_oracle.ml"
	coq("oracle.v", fmt.Sprintf("%s\nFrom mimics Require Import %s scenario.\nExtraction %q observed fracq numq denq%s.\n",
		read(t, folder, "oracle.v"), module, ml, qualified))
	extracted, err := os.ReadFile(filepath.Join(dir, ml))
	require.NoError(t, err)

	// One file, of which nothing is visible: extraction leaves types open that OCaml would have to close otherwise.
	out := t.TempDir()
	main := filepath.Join(out, "main.ml")
	require.NoError(t, os.WriteFile(main, fmt.Appendf(extracted, "%s\nlet theorems = [%s]\n%s",
		read(t, folder, "logarithm.ml"), table, read(t, folder, "driver.ml")), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(out, "main.mli"), nil, 0o644))
	program = oracle(filepath.Join(out, "oracle"))
	build := exec.Command("ocamlfind", "ocamlopt", "-w", "-a", "-package", "zarith", "-linkpkg", "main.mli", "main.ml", "-o", string(program))
	build.Dir = out
	text, err := build.CombinedOutput()
	require.NoError(t, err, string(text))
	return program, names
}

func read(t *testing.T, path ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(path...))
	require.NoError(t, err)
	return string(text)
}

var relation = regexp.MustCompile(`<=|<|=`)

// answer has the program compute the rows of every question.
func (o oracle) answer(t *testing.T, questions []question) (answers [][]row) {
	t.Helper()
	var input bytes.Buffer
	for _, q := range questions {
		fmt.Fprintf(&input, "%s %s\n", q.proof.Theorem, q.scenario)
	}
	run := exec.Command(string(o))
	var complaint bytes.Buffer
	run.Stdin, run.Stderr = &input, &complaint
	output, err := run.Output()
	require.NoError(t, err, complaint.String())
	number := func(text string) model.Q {
		q, err := model.ParseQ(text)
		require.NoError(t, err)
		return q
	}
	for line := range strings.Lines(string(output)) {
		var rows []row
		for text := range strings.FieldsSeq(line) {
			at := relation.FindStringIndex(text)
			require.NotNil(t, at, text)
			rows = append(rows, row{theorems.Relation(text[at[0]:at[1]]), number(text[:at[0]]), number(text[at[1]:])})
		}
		answers = append(answers, rows)
	}
	require.Len(t, answers, len(questions))
	return answers
}
