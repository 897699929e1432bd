package proofs

import (
	"bytes"
	"fmt"
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

// switchOn is the environment variable that has the tests run Coq, which takes a minute or more.
const switchOn = "MIMICS_COQ"

const packages = "Debian: coq libcoq-mathcomp-algebra-tactics libcoq-mathcomp-analysis"

// needCoq skips the test unless Coq is asked for. Where it is asked for and missing, the test fails.
func needCoq(t *testing.T) {
	t.Helper()
	switch value := os.Getenv(switchOn); value {
	case "", "0":
		t.Skipf("NOT CHECKED: Coq compiles the proofs only with %s=1 go test -count=1 ./theorems/proofs (%s)", switchOn, packages)
	case "1":
		_, err := exec.LookPath("coqc")
		require.NoError(t, err, "%s=1 needs coqc (%s)", switchOn, packages)
	default:
		require.Fail(t, "bad environment", "%s=%s, expected 1 or 0", switchOn, value)
	}
}

// axiomatic is the file that rests on the axioms of the library of real numbers, and analysis a module of that library,
// which no other file needs.
const (
	axiomatic = "real.v"
	analysis  = "mathcomp.analysis.exp"
)

// The axioms behind the theorems about real numbers, and those that the existence of real numbers adds.
var (
	axiomsOfAnalysis = []string{
		"boolp.constructive_indefinite_description", "boolp.functional_extensionality_dep", "boolp.propositional_extensionality",
	}
	axiomsOfExistence = []string{
		"ClassicalDedekindReals.sig_forall_dec", "ClassicalDedekindReals.sig_not_dec", "Epsilon.epsilon_statement",
		"FunctionalExtensionality.functional_extensionality_dep",
	}
	existence = term{"real", "a_real_logarithm", true}
)

// compiled has Coq compile the proofs, once for all tests that need them, in a directory that TestMain removes. It
// returns the directory and what is compiled there: every file, but for real.v if its library is missing.
func compiled() (dir string, list map[string]string, err error) {
	build.Do(func() {
		if build.dir, build.err = os.MkdirTemp("", "proofs"); build.err != nil {
			return
		}
		if build.list, build.err = sources(); build.err != nil {
			return
		}
		var reals bool
		if reals, build.err = installed(build.dir, analysis); build.err != nil {
			return
		}
		if !reals {
			delete(build.list, axiomatic)
		}
		build.err = compile(build.dir, build.list)
	})
	return build.dir, build.list, build.err
}

var build struct {
	sync.Once
	dir  string
	list map[string]string
	err  error
}

func TestMain(m *testing.M) {
	code := m.Run()
	if build.dir != "" {
		_ = os.RemoveAll(build.dir)
	}
	os.Exit(code)
}

func TestCoqAcceptsEveryProof(t *testing.T) {
	needCoq(t)
	t.Parallel() // with the comparison of what theorems say
	dir, list, err := compiled()
	require.NoError(t, err)
	_, reals := list[axiomatic]
	terms := termsOf(list)
	said, err := ask(dir, terms)
	require.NoError(t, err)

	for _, m := range terms {
		assert.False(t, said[m].empty, "%s needs no proof", m)
	}
	var claims []term
	for _, p := range All {
		claims = append(claims, p.term())
	}
	for _, l := range Limits {
		claims = append(claims, l.term())
	}
	assert.Empty(t, unproved(t, dir, claims))
	t.Run(axiomatic, func(t *testing.T) {
		if !reals {
			t.Skipf("NOT CHECKED: %s needs mathcomp-analysis, which is not installed (Debian: libcoq-mathcomp-analysis)", axiomatic)
		}
		real := slices.DeleteFunc(slices.Clone(terms), func(m term) bool {
			return !m.theorem || m.module+".v" != axiomatic || m == existence
		})
		require.NotEmpty(t, real)
		assert.ElementsMatch(t, axiomsOfAnalysis, axiomsOf(t, dir, real))
		assert.ElementsMatch(t, slices.Concat(axiomsOfAnalysis, axiomsOfExistence), axiomsOf(t, dir, []term{existence}))
	})
	t.Run("golden", func(t *testing.T) { comparePinned(t, terms, said) })
}

// axiomsOf lists the axioms that theorems rest on.
func axiomsOf(t *testing.T, dir string, theorems []term) (axioms []string) {
	t.Helper()
	rests, err := assumptions(dir, theorems)
	require.NoError(t, err)
	for _, m := range regexp.MustCompile(`(?m)^([\w.]+)\s*:`).FindAllStringSubmatch(rests, -1) {
		if m[1] != "Axioms" { // the heading
			axioms = append(axioms, m[1])
		}
	}
	slices.Sort(axioms)
	return slices.Compact(axioms)
}

// closed is what Coq says of a theorem that rests on nothing unproved.
const closed = "Closed under the global context"

func TestAnAdmittedProofAndAnEmptyTheoremAreSeen(t *testing.T) {
	needCoq(t)
	dir := t.TempDir()
	list := map[string]string{"planted.v": `
Theorem admitted : 1 = 2.
Proof. Admitted.
Theorem sound (n : nat) : n + 0 = n.
Proof. now induction n as [|n IH]; [|simpl; rewrite IH]. Qed.
Definition other (n : nat) := S n.
Theorem itself (n : nat) : n = n.
Proof. reflexivity. Qed.
Theorem renamed (n m : nat) : m = n -> other n = S n.
Proof. reflexivity. Qed.
Theorem supposed (P : Prop) : P -> P.
Proof. trivial. Qed.
`}
	assert.Regexp(t, holes, list["planted.v"])
	require.NoError(t, compile(dir, list))
	terms := termsOf(list)
	require.Len(t, terms, 6)
	said, err := ask(dir, terms)
	require.NoError(t, err)
	of := func(name string) answer { return said[term{"planted", name, true}] }
	assert.Equal(t, "planted.admitted\n     : 1%N = 2%N", of("admitted").text)
	bad := unproved(t, dir, slices.DeleteFunc(slices.Clone(terms), func(m term) bool { return !m.theorem }))
	require.Len(t, bad, 1)
	assert.Contains(t, bad[0], "planted.admitted rests on\nAxioms:\nplanted.admitted : ")
	for name, empty := range map[string]bool{"admitted": false, "sound": false, "itself": true, "renamed": true, "supposed": true} {
		assert.Equal(t, empty, of(name).empty, name)
	}
	assert.Equal(t, "planted.other = [eta succn]\n     : nat -> nat", said[term{"planted", "other", false}].text)
}

func TestALibraryThatIsMissingIsSeen(t *testing.T) {
	needCoq(t)
	for library, expected := range map[string]bool{"mathcomp.ssreflect.ssrbool": true, "mathcomp.analysis.unreal": false} {
		found, err := installed(t.TempDir(), library)
		require.NoError(t, err)
		assert.Equal(t, expected, found, library)
	}
}

// coqc runs the compiler on a file in the directory. A process runs for seconds and mostly loads mathcomp: with
// a small minor heap and next to no collection of the major one it takes two thirds of the time.
func coqc(dir, name string) (string, error) {
	command := exec.Command("coqc", "-q", "-w", "none", "-R", ".", "mimics", name)
	command.Dir = dir
	command.Env = append(os.Environ(), "OCAMLRUNPARAM=s=4M,o=2000")
	out, err := command.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%s: %w\n%s", name, err, bytes.TrimSpace(out))
	}
	return string(out), nil
}

// installed reports whether Coq finds a compiled module. It does not load it.
func installed(dir, module string) (bool, error) {
	if err := os.WriteFile(filepath.Join(dir, "probe.v"), []byte("Locate Library "+module+".\n"), 0o644); err != nil {
		return false, err
	}
	_, err := coqc(dir, "probe.v")
	if err != nil && strings.Contains(err.Error(), "Cannot find a physical path bound to logical path") {
		return false, nil
	}
	return err == nil, err
}

var requires = regexp.MustCompile(`(?m)^From mimics Require Import ([a-z_\s]+)\.$`)

// compile compiles the files, each after those that it requires, as many at once as there are cores.
func compile(dir string, list map[string]string) error {
	done := map[string]chan struct{}{}
	for name, source := range list {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(source), 0o644); err != nil {
			return err
		}
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

// answer is what Coq prints of a term, and whether a theorem is empty: true by computation or by one of its hypotheses.
type answer struct {
	text  string
	empty bool
}

// preamble sets how terms are printed: with the notations of mathcomp, the names of ours with the file that they are
// from, and nothing left out however deep it is. The width is fixed so that the golden files are stable.
var preamble = `From mathcomp Require Import all_ssreflect all_algebra.
From Coq Require Import String.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.
Set Printing Width 120.
Set Printing Depth 100000.
Ltac weigh := tryif solve [intros; first [reflexivity | exact: lexx | by []]] then idtac "` + isEmpty + `" else idtac "` + isNotEmpty + `".
`

// typed is how Coq's answer begins if it is asked for a type.
var typed = regexp.MustCompile(`^(Inductive|Variant|Record) `)

const isEmpty, isNotEmpty = "it is empty", "it says something"

// ask has one Coq process print terms, each with all that its section supposed.
func ask(dir string, terms []term) (map[term]answer, error) {
	const end = `"here the answer ends"%string`
	query := preamble + requireAll(terms)
	for _, m := range terms {
		if m.theorem {
			query += fmt.Sprintf("Check @%s.\nGoal ltac:(let t := type of @%s in exact t). weigh. Abort.\nCheck %s.\n", m, m, end)
		} else {
			query += fmt.Sprintf("Print %s.\nCheck %s.\n", m, end)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "ask.v"), []byte(query), 0o644); err != nil {
		return nil, err
	}
	said, err := coqc(dir, "ask.v")
	if err != nil {
		return nil, err
	}
	texts := strings.Split(said, end)
	if len(texts) != len(terms)+1 {
		return nil, fmt.Errorf("%d answers, expected %d", len(texts)-1, len(terms))
	}
	answers := map[term]answer{}
	for i, m := range terms {
		// The type of the mark before it comes first, and how to write arguments or whether it is empty last.
		text := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(texts[i]), ": string"))
		text, _, _ = strings.Cut(text, "\n\nArguments ")
		text, empty := strings.CutSuffix(text, "\n"+isEmpty)
		text = strings.TrimSuffix(text, "\n"+isNotEmpty)
		text = strings.ReplaceAll(text, " \n", "\n")
		if typed.MatchString(text) { // Coq does not say of a type which file it is from
			text = m.String() + " is " + text
		}
		answers[m] = answer{strings.TrimPrefix(text, "@"), empty}
	}
	return answers, nil
}

func requireAll(terms []term) (commands string) {
	for _, m := range terms {
		if command := "Require mimics." + m.module + ".\n"; !strings.Contains(commands, command) {
			commands += command
		}
	}
	return commands
}

// unproved says of each of the theorems that rests on something unproved what that is.
func unproved(t *testing.T, dir string, theorems []term) (list []string) {
	rests, err := assumptions(dir, theorems)
	require.NoError(t, err)
	if strings.Contains(rests, closed) {
		return nil
	}
	for _, m := range theorems {
		rests, err := assumptions(dir, []term{m})
		require.NoError(t, err)
		if !strings.Contains(rests, closed) {
			list = append(list, fmt.Sprintf("%s rests on\n%s", m, rests))
		}
	}
	return list
}

// assumptions is what Coq says that theorems rest on, all together: one walk through what they use.
func assumptions(dir string, theorems []term) (string, error) {
	query := requireAll(theorems) + "Definition all : True :=\n"
	for _, m := range theorems {
		query += fmt.Sprintf("let _ := @%s in\n", m)
	}
	query += "I.\nPrint Assumptions all.\n"
	if err := os.WriteFile(filepath.Join(dir, "assumptions.v"), []byte(query), 0o644); err != nil {
		return "", err
	}
	return coqc(dir, "assumptions.v")
}
