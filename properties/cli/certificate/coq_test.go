package certificate_test

import (
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// switchOn is the environment variable that has tests run Coq, as in theorems/proofs.
const switchOn = "MIMICS_COQ"

// checker reads certificates. It returns the lines that it prints, errors among them, and the exit code.
type checker func(input string) (lines []string, exit int)

// builtChecker builds the checker that is proved. It skips the test if what that needs is missing.
func builtChecker(t *testing.T) checker {
	t.Helper()
	if os.Getenv(switchOn) != "1" {
		t.Skipf("NOT CHECKED by the checker that is proved: %s=1 go test -count=1 ./properties/cli/certificate", switchOn)
	}
	for _, tool := range [][]string{{"coqc", "--version"}, {"ocamlfind", "query", "zarith"}} {
		if out, err := exec.Command(tool[0], tool[1:]...).CombinedOutput(); err != nil {
			t.Skipf("NOT CHECKED by the checker that is proved: %v %s (Debian: coq libcoq-mathcomp-ssreflect ocaml-findlib "+
				"libzarith-ocaml-dev)", err, out)
		}
	}
	dir := t.TempDir()
	out, err := exec.Command("../../../theorems/proofs/checker/build", dir).CombinedOutput()
	require.NoError(t, err, "%s", out)
	return func(input string) ([]string, int) {
		command := exec.Command(dir + "/check")
		command.Stdin = strings.NewReader(input)
		out, _ := command.CombinedOutput()
		return strings.Split(strings.TrimSpace(string(out)), "\n"), command.ProcessState.ExitCode()
	}
}

func TestTheProvedChecker(t *testing.T) {
	run := builtChecker(t)
	t.Run("accepts every certificate", func(t *testing.T) { acceptsEveryCertificate(t, run) })
	t.Run("refuses other texts", func(t *testing.T) { refusesOtherTexts(t, run) })
}

func acceptsEveryCertificate(t *testing.T, run checker) {
	list := examples(t)
	for i := range uint64(500) {
		list = append(list, random(i))
	}
	constants, merges := make([][]proof, len(list)), make([][]merging, len(list))
	t.Run("find", func(t *testing.T) {
		cores := runtime.GOMAXPROCS(0)
		for core := range cores {
			t.Run(strconv.Itoa(core), func(t *testing.T) {
				t.Parallel()
				for i := core; i < len(list); i += cores {
					constants[i], merges[i] = proofsOf(t, &list[i]), mergings(t, &list[i])
					merges[i] = append(merges[i], mergingsOfMachine(t, uint64(i))...)
				}
			})
		}
	})
	all, merge := slices.Concat(constants...), slices.Concat(merges...)
	var sound, forged strings.Builder
	var accepted, refused []string
	for _, p := range all {
		if p.text == "" {
			continue
		}
		line := " constant " + p.constant.High.String() + ` "` + strings.Join(p.title, `" "`) + `"`
		sound.WriteString("; a remark (\n" + p.text)
		accepted = append(accepted, "accepted"+line)
		if text, isFalse := p.forged(); isFalse {
			forged.WriteString(text)
			refused = append(refused, "REFUSED")
		}
	}
	t.Logf("%d certificates of %d constants, and %d of how much merges", len(accepted), len(all), len(merge))
	merge = slices.DeleteFunc(merge, func(m merging) bool { return m.text == "" })
	t.Logf("%d of these were found", len(merge))
	for _, m := range merge {
		sound.WriteString(m.text)
		accepted = append(accepted, "accepted apart "+m.apart.String()+` "`+strings.Join(m.title, `" "`)+`"`)
		for _, text := range m.forged() {
			forged.WriteString(text)
			refused = append(refused, "REFUSED")
		}
	}
	t.Logf("%d forged", len(refused))
	lines, exit := run(sound.String())
	assert.Equal(t, accepted, lines)
	assert.Zero(t, exit)
	lines, exit = run(forged.String())
	for i, line := range lines {
		lines[i], _, _ = strings.Cut(line, " ")
	}
	assert.Equal(t, refused, lines)
	assert.Equal(t, 1, exit)
}

// A text that is no certificate is an error, and one with nothing to prove is not accepted by mistake.
func refusesOtherTexts(t *testing.T, run checker) {
	refusesOtherConstants(t, run)
	refusesOtherParts(t, run)
	refusesOtherBeliefs(t, run)
	for _, none := range []string{"", "\n", "; a remark (\n"} {
		lines, exit := run(none)
		assert.Equal(t, []string{"expected a certificate"}, lines, "%q", none)
		assert.Equal(t, 2, exit, "%q", none)
	}
}

// refuses requires that a sound text is accepted with the line, and that each change of it has the exit code.
func refuses(t *testing.T, run checker, sound, line string, changes map[int]map[string]string) {
	t.Helper()
	lines, exit := run(sound)
	require.Equal(t, []string{line}, lines)
	require.Zero(t, exit)
	for expected, list := range changes {
		for old, changed := range list {
			require.Equal(t, 1, strings.Count(sound, old), old)
			_, exit := run(strings.Replace(sound, old, changed, 1))
			assert.Equal(t, expected, exit, changed)
		}
	}
}

func refusesOtherConstants(t *testing.T, run checker) {
	const sound = `(certificate (title "s" "operator" "mimic" "") (cells 2 (0 1)) (sources (emits (1/2 1/2) (0 0)) ` +
		`(emits (1/3 2/3) (1 1))) (a (1 0)) (m (1/2 1/2)) (history (0)) (constant 5/3) (first () ()))`
	refuses(t, run, sound, `accepted constant 5/3 "s" "operator" "mimic" ""`, map[int]map[string]string{
		1: {
			"(constant 5/3)": "(constant 3/2)", "(m (1/2": "(m (1/4", "(a (1 0))": "(a (0 1))",
			"(cells 2 (0 1))": "(cells 2 (0 2))", "(history (0))": "(history (5))", "(emits (1/2 1/2)": "(emits (1/2 -1/2)",
			"(first () ())": "(first ((0 -1)) ())",
		},
		2: {
			"(constant 5/3)": "(constant 5/0)", "(m (": "(n (", "(a (1 0))": "(a (x))", "(history (0))": "(history (-1))",
			`"")`: `")`, "(first () ()))": "(first ()", "(title": ") (title",
		},
	})
}

// A is source 0, which becomes source 1, that is M, or source 2, another coin.
func refusesOtherParts(t *testing.T, run checker) {
	const sound = `(merging (title "s" "operator" "mimic" "") (cells 2 (0 1)) (sources (emits (1/2 1/2) (2 1)) ` +
		`(emits (1/2 1/2) (1 1)) (emits (1/5 4/5) (2 2))) (a (1 0 0)) (m (0 1 0)) (history ()) (apart 1/2) ` +
		`(likeness (0 1 2)) (pair 2 1 60 (1/3 13/20)) (node 0 (1) 1/2 1))`
	refuses(t, run, sound, `accepted apart 1/2 "s" "operator" "mimic" ""`, map[int]map[string]string{
		1: {
			"(apart 1/2)": "(apart 501/1000)", "(a (1 0 0))": "(a (0 1 0))", "(m (0 1 0))": "(m (0 1/2 1/2))",
			"(likeness (0 1 2))": "(likeness (0 1 1))", "(pair 2 1": "(pair 1 2", " 60 (": " 59 (", "(1/3 ": "(1/4 ",
			" 13/20)": " 7/10)", " 13/20))": "))", "(node 0 (1) 1/2 1)": "", "(node 0 (1)": "(node 0 (1 2)", "1/2 1))": "2/5 1))",
			" 1/2 1))": " 1/2 0))", "(1/2 1/2) (1 1)": "(1/2 2/5) (1 1)", "(2 2)": "(2 3)",
		},
		2: {"(pair 2 1": "(pair 2", "(pair 2": "(pairs 2", "(apart 1/2) ": "", "(likeness (0 1 2))": "", "(1/3 ": "(1/0 "},
	})
}

// Sources 0 and 1 are alike through the feature, and source 2 is another coin.
func refusesOtherBeliefs(t *testing.T, run checker) {
	const sound = `(shown (title "s" "operator" "mimic" "f") (cells 2 (0 1 1)) (sources (emits (1/2 1/4 1/4) (0 0 1)) ` +
		`(emits (1/2 1/3 1/6) (1 1 0)) (emits (1/5 2/5 2/5) (2 2 2))) (a (1/2 0 1/2)) (m (0 1 0)) (history ()) ` +
		`(apart 1/2) (alike (0 0 2)) (belief ((state 0 1)) (1/2 1/2) (0 0)) (belief ((state 2 1)) (1/5 4/5) (1 1)) ` +
		`(mixtures (1/2 1/2) (1 0)) (likeness (0 1)) (pair 1 0 60 (1/3 13/20)))`
	refuses(t, run, sound, `accepted apart 1/2 "s" "operator" "mimic" "f"`, map[int]map[string]string{
		1: {
			"(apart 1/2)": "(apart 501/1000)", "(alike (0 0 2))": "(alike (0 1 2))", "(alike (0 0": "(alike (0 2",
			"(1/5 4/5) (1 1)": "(1/4 3/4) (1 1)", "((state 2 1))": "((state 0 1))", "(1/2 1/2) (0 0)": "(1/2 1/2) (0 1)",
			"((state 0 1))": "((state 0 1/2))", "(mixtures (1/2 1/2)": "(mixtures (1 0)", "(1 0)) (like": "(0 1)) (like",
			"(1/2 1/3 1/6)": "(1/3 1/3 1/3)", "(0 1 1)": "(0 0 1)", "(history ())": "(history (0))", " 60 (": " 59 (",
			"(likeness (0 1))": "(likeness (0 0))",
		},
		2: {"(mixtures": "(mixture", "(alike (0 0 2)) ": "", "((state 2 1))": "(state 2 1)", "(1/5 4/5) (1 1)": "(1/5 4/5)"},
	})
}
