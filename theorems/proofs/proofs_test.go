package proofs

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheCommentSaysWhatIsProved(t *testing.T) {
	list, err := parse("f.v", `
(** forcing/divergences (chi-square): success-happens, forcing-set-reachable (not needed).
    In words. *)
Theorem forcing_divergences_chi_square p : p = p.
(** tilt/one-feature refuted: no hypotheses. *)
(** tilt/one-feature refuted: no hypotheses.
    In words. *)
Theorem tilt_one_feature_refuted : True.
`)
	require.NoError(t, err)
	assert.Equal(t, []Proof{
		{Claim: "forcing/divergences", Part: "chi-square", Theorem: "forcing_divergences_chi_square", File: "f.v",
			Hypotheses: []string{"success-happens", "forcing-set-reachable"}, Unneeded: []string{"forcing-set-reachable"}},
		{Claim: "tilt/one-feature", Refutes: true, Theorem: "tilt_one_feature_refuted", File: "f.v"},
	}, list)
	for source, expected := range map[string]string{
		"(** a/b: x.\n(** c/d: x.":                                           "f.v:2: a second claim, expected the theorem about a/b",
		"(** a/b: x.\nTheorem a_c : True.":                                   "f.v:2: theorem a_c, expected a_b",
		"(** a/b: x.\nLemma a_b : True.":                                     "f.v: no theorem follows the comment about a/b",
		"(** a/b: x.\nTheorem a_b : True.\n(** a/b: x.\nTheorem a_b : True.": "f.v:4: a_b is proved twice",
	} {
		_, err := parse("f.v", source)
		assert.EqualError(t, err, expected)
	}
}

// What would leave a hole in a proof.
var holes = regexp.MustCompile(`\b(Admitted|admit|Axioms?|Parameters?|Conjecture|Abort|Unset Guard Checking|bypass_check|Fail)\b`)

func TestProofsHaveNoHoles(t *testing.T) {
	for name, source := range sources(t) {
		for i, line := range strings.Split(source, "\n") {
			assert.NotRegexp(t, holes, line, "%s:%d", name, i+1)
		}
	}
}

func sources(t *testing.T) map[string]string {
	entries, err := files.ReadDir(".")
	require.NoError(t, err)
	list := map[string]string{}
	for _, e := range entries {
		source, err := files.ReadFile(e.Name())
		require.NoError(t, err)
		list[e.Name()] = string(source)
	}
	return list
}

// axiomatic is the file that may rest on the axioms of the library of real numbers, and what they are.
const axiomatic = "real.v"

var axiomsOfTheReals = []string{
	"boolp.constructive_indefinite_description", "boolp.functional_extensionality_dep", "boolp.propositional_extensionality",
}

func TestCoqAcceptsEveryProof(t *testing.T) {
	if _, err := exec.LookPath("coqc"); err != nil {
		t.Skip("NOT CHECKED: coqc is not installed (Debian: coq libcoq-mathcomp-algebra-tactics libcoq-mathcomp-analysis)")
	}
	dir := t.TempDir()
	list := sources(t)
	for name, source := range list {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(source), 0o644))
	}
	require.NoError(t, compile(dir, list))

	said := ask(t, dir, append(slices.Clone(All), Proof{Theorem: "real_logarithm", File: axiomatic}, Proof{Theorem: "real_pinsker", File: axiomatic}))
	ofForecasts := map[string]bool{} // whether some theorem about a claim says that what it speaks of are forecasts
	for _, p := range All {
		forecasts := regexp.MustCompile(`\b(forecast|law)\b`).MatchString(said[p.Theorem].statement)
		if slices.ContainsFunc(p.Hypotheses, isForecast) {
			ofForecasts[p.Claim] = ofForecasts[p.Claim] || forecasts
		}
		assert.Contains(t, said[p.Theorem].assumptions, "Closed under the global context", "%s rests on what is not proved", p.Theorem)
		for _, h := range p.Hypotheses {
			if !slices.Contains(p.Unneeded, h) && !isForecast(h) {
				assert.Regexp(t, `\b`+strings.ReplaceAll(h, "-", "_")+`\b`, said[p.Theorem].statement,
					"%s names a hypothesis that its statement does not", p.Theorem)
			}
		}
	}
	for claim, says := range ofForecasts {
		assert.True(t, says, "no theorem about %s says that what it speaks of are forecasts", claim)
	}
	for _, name := range []string{"real_logarithm", "real_pinsker"} {
		var rests []string
		for _, m := range regexp.MustCompile(`(?m)^([a-z_.]+)\s*:`).FindAllStringSubmatch(said[name].assumptions, -1) {
			rests = append(rests, m[1])
		}
		assert.NotEmpty(t, rests)
		assert.Subset(t, axiomsOfTheReals, rests, name)
	}
}

// isForecast tells whether the hypothesis is that a forecast exists: in Coq, that weights are one or that a law is.
func isForecast(hypothesis string) bool {
	return strings.HasPrefix(hypothesis, "history-possible-for-") || hypothesis == "challenger-given"
}

func TestAnAdmittedProofIsSeen(t *testing.T) {
	if _, err := exec.LookPath("coqc"); err != nil {
		t.Skip("NOT CHECKED: coqc is not installed")
	}
	dir := t.TempDir()
	source := "Theorem planted : 1 = 2.\nProof. Admitted.\n"
	assert.Regexp(t, holes, source)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "planted.v"), []byte(source), 0o644))
	require.NoError(t, compile(dir, map[string]string{"planted.v": source}))
	said := ask(t, dir, []Proof{{Theorem: "planted", File: "planted.v"}})["planted"]
	assert.NotContains(t, said.assumptions, "Closed under the global context")
	assert.Contains(t, said.assumptions, "planted : 1 = 2")
}

// coqc runs the compiler on a file in the directory.
func coqc(dir, name string) (string, error) {
	command := exec.Command("coqc", "-q", "-w", "none", "-R", ".", "mimics", name)
	command.Dir = dir
	out, err := command.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%s: %w\n%s", name, err, bytes.TrimSpace(out))
	}
	return string(out), nil
}

var requires = regexp.MustCompile(`(?m)^From mimics Require Import ([a-z_ ]+)\.$`)

// compile compiles the files, each after those that it requires, as many at once as there are cores.
func compile(dir string, list map[string]string) error {
	done := map[string]chan struct{}{}
	for name := range list {
		done[name] = make(chan struct{})
	}
	cores := make(chan struct{}, runtime.GOMAXPROCS(0))
	var mutex sync.Mutex
	var failed error
	var all sync.WaitGroup
	for name, source := range list {
		all.Go(func() {
			defer close(done[name])
			for _, m := range requires.FindAllStringSubmatch(source, -1) {
				for _, required := range strings.Fields(m[1]) {
					if before, ok := done[required+".v"]; ok {
						<-before
					}
				}
			}
			cores <- struct{}{}
			defer func() { <-cores }()
			if _, err := coqc(dir, name); err != nil {
				mutex.Lock()
				defer mutex.Unlock()
				if failed == nil {
					failed = err
				}
			}
		})
	}
	all.Wait()
	return failed
}

// answer is what Coq says of a theorem.
type answer struct{ statement, assumptions string }

// ask has Coq print theorems, each with all that its section supposed, and what they rest on: a file at a time, as many at
// once as there are cores.
func ask(t *testing.T, dir string, list []Proof) map[string]answer {
	byFile := map[string][]Proof{}
	for _, p := range list {
		byFile[p.File] = append(byFile[p.File], p)
	}
	answers := map[string]answer{}
	cores := make(chan struct{}, runtime.GOMAXPROCS(0))
	var mutex sync.Mutex
	var failed error
	var all sync.WaitGroup
	for file, proofs := range byFile {
		all.Go(func() {
			cores <- struct{}{}
			defer func() { <-cores }()
			found, err := askFile(dir, file, proofs)
			mutex.Lock()
			defer mutex.Unlock()
			failed = errors.Join(failed, err)
			maps.Copy(answers, found)
		})
	}
	all.Wait()
	require.NoError(t, failed)
	return answers
}

func askFile(dir, file string, proofs []Proof) (map[string]answer, error) {
	const cut, end = "\"here the statement ends\"", "\"here the answer ends\""
	module := strings.TrimSuffix(file, ".v")
	query := "Require Import String. Open Scope string_scope.\nRequire mimics." + module + ".\n"
	for _, p := range proofs {
		name := module + "." + p.Theorem
		query += fmt.Sprintf("Check @%s.\nCheck %s.\nPrint Assumptions %s.\nCheck %s.\n", name, cut, name, end)
	}
	if err := os.WriteFile(filepath.Join(dir, "ask_"+file), []byte(query), 0o644); err != nil {
		return nil, err
	}
	said, err := coqc(dir, "ask_"+file)
	if err != nil {
		return nil, err
	}
	answers := map[string]answer{}
	texts := strings.Split(said, end)
	if len(texts) != len(proofs)+1 {
		return nil, fmt.Errorf("%s: %d answers, expected %d", file, len(texts)-1, len(proofs))
	}
	for i, p := range proofs {
		statement, assumptions, _ := strings.Cut(texts[i], cut)
		answers[p.Theorem] = answer{statement, assumptions}
	}
	return answers, nil
}
