package main

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// status is the result of trying a mutant.
type status string

const (
	killed     status = "killed"      // a test failed
	survived   status = "survived"    // all tests passed
	endless    status = "endless"     // a test used up its time or memory and none failed: no kill
	notCovered status = "not covered" // no test runs the line
	notViable  status = "not viable"  // it does not compile
)

// test is one test of the package, unmutated.
type test struct {
	name   string
	time   time.Duration // of a processor
	blocks map[string][]block
}

// block is a range of the source that a test runs: from one line and column to another.
type block struct{ from, to [2]int }

func (t *test) covers(file string, line, column int) bool {
	at := [2]int{line, column}
	return slices.ContainsFunc(t.blocks[file], func(b block) bool {
		return slices.Compare(b.from[:], at[:]) <= 0 && slices.Compare(at[:], b.to[:]) <= 0
	})
}

// workshop builds and runs the tests of a package in a directory of its own.
type workshop struct {
	*source
	dirOfBinaries string
	flags         []string // of every test
	tests         []*test
	anywhere      map[string][]block // all blocks, covered or not
}

const memory = 8 << 20 // KiB a test may use

// run runs the tests that match the pattern. It limits their processor time, which other work on the machine does not
// use up.
func (w *workshop) run(
	binary string, mutant int, pattern string, limit time.Duration, more ...string,
) (state *os.ProcessState, output []byte, err error) {
	script := fmt.Sprintf(`ulimit -t %d -v %d && exec "$@"`, int(limit.Seconds()), memory)
	arguments := append([]string{"-c", script, "bash", binary, "-test.failfast", "-test.run", pattern}, append(w.flags, more...)...)
	command := exec.Command("bash", arguments...)
	command.Dir = w.dir
	command.Env = append(os.Environ(), "MUTANT="+strconv.Itoa(mutant), "GOMAXPROCS=1")
	output, err = command.CombinedOutput()
	return command.ProcessState, output, err
}

// shell runs the binary without limits.
func (w *workshop) shell(binary string, mutant int, arguments ...string) (output []byte, err error) {
	command := exec.Command(binary, arguments...)
	command.Dir = w.dir
	command.Env = append(os.Environ(), "MUTANT="+strconv.Itoa(mutant))
	return command.CombinedOutput()
}

// attempt runs some tests on a mutant. It returns the result, and the test that killed it.
func (w *workshop) attempt(binary string, mutant int, tests ...*test) (status, string) {
	names, limit := make([]string, len(tests)), 3*time.Second
	for i, t := range tests {
		names[i] = t.name
		limit += 10 * t.time
	}
	state, output, err := w.run(binary, mutant, "^("+strings.Join(names, "|")+")$", limit)
	switch {
	case err == nil:
		return survived, ""
	case !state.Exited(), bytes.Contains(output, []byte("out of memory")), bytes.Contains(output, []byte("cannot allocate memory")):
		return endless, ""
	}
	if failed := failure.FindSubmatch(output); failed != nil {
		return killed, string(failed[1])
	}
	return killed, names[0] // the whole process ended
}

var failure = regexp.MustCompile(`(?m)^--- FAIL: (\w+)`)

// build builds the tests with the given texts instead of the files of these names.
func (w *workshop) build(name string, texts map[string]string, more ...string) (binary string, err error) {
	return w.overlaid(name, texts, append(append([]string{"test", "-c", "-vet=off", "-gcflags=-e"}, more...), "./"+w.dir)...)
}

// overlaid runs a go command that builds, with the given texts instead of the files of these names.
func (w *workshop) overlaid(name string, texts map[string]string, command ...string) (binary string, err error) {
	binary = filepath.Join(w.dirOfBinaries, name)
	overlay := struct{ Replace map[string]string }{map[string]string{}}
	for file, text := range texts {
		at := filepath.Join(w.dirOfBinaries, name+"-"+strings.ReplaceAll(file, "/", "-"))
		if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
			return "", err
		}
		defer os.Remove(at)
		absolute, err := filepath.Abs(file)
		if err != nil {
			return "", err
		}
		overlay.Replace[absolute] = at
	}
	encoded, err := json.Marshal(overlay)
	if err != nil {
		return "", err
	}
	list := binary + ".json"
	if err := os.WriteFile(list, encoded, 0o644); err != nil {
		return "", err
	}
	defer os.Remove(list)
	last := len(command) - 1
	return binary, goTool(append(slices.Clone(command[:last]), "-overlay", list, "-o", binary, command[last])...)
}

// askFlags sets the flags of rapid if the tests have them: one seed, so that a run can be repeated; no shrinking; and
// no fail files, with which a mutant would fail on the input of an earlier one.
func (w *workshop) askFlags(binary string) {
	if help, _ := w.shell(binary, 0, "-h"); bytes.Contains(help, []byte("rapid.seed")) {
		w.flags = []string{"-rapid.seed=1", "-rapid.shrinktime=0s", "-rapid.nofailfile"}
	}
}

// learn finds the tests, what each covers and how long it takes. With one seed a test does the same every time, so a
// test that does not run the place of a mutant cannot kill it.
func (w *workshop) learn() error {
	binary, err := w.build("covered", nil, "-cover", "-coverpkg=./"+w.dir)
	if err != nil {
		return err
	}
	w.askFlags(binary)
	_, output, err := w.run(binary, 0, "^$", time.Minute, "-test.list", "^(Test|Example)")
	if err != nil {
		return fmt.Errorf("the list of tests: %w\n%s", err, output)
	}
	for _, name := range strings.Fields(string(output)) {
		if !strings.HasPrefix(name, "Test") && !strings.HasPrefix(name, "Example") {
			continue
		}
		profile := filepath.Join(w.dirOfBinaries, "profile")
		state, output, err := w.run(binary, 0, "^"+name+"$", 5*time.Minute, "-test.coverprofile", profile)
		if err != nil {
			return fmt.Errorf("%s, unmutated: %w\n%s", name, err, output)
		}
		t := &test{name: name, time: state.UserTime() + state.SystemTime(), blocks: map[string][]block{}}
		if err := w.readProfile(profile, t); err != nil {
			return err
		}
		w.tests = append(w.tests, t)
	}
	if len(w.tests) == 0 {
		return errors.New("the package has no tests")
	}
	slices.SortFunc(w.tests, func(a, b *test) int { return cmp.Compare(a.time, b.time) })
	return nil
}

var profileLine = regexp.MustCompile(`/([^/]+\.go):(\d+)\.(\d+),(\d+)\.(\d+) \d+ (\d+)$`)

func (w *workshop) readProfile(name string, t *test) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	first := w.anywhere == nil
	if first {
		w.anywhere = map[string][]block{}
	}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		m := profileLine.FindStringSubmatch(lines.Text())
		if m == nil {
			continue
		}
		var n [5]int
		for i := range n {
			n[i], _ = strconv.Atoi(m[2+i])
		}
		file, b := filepath.Join(w.dir, m[1]), block{[2]int{n[0], n[1]}, [2]int{n[2], n[3]}}
		if first {
			w.anywhere[file] = append(w.anywhere[file], b)
		}
		if n[4] > 0 {
			t.blocks[file] = append(t.blocks[file], b)
		}
	}
	return nil
}

// covering lists the tests that run the place of a mutant, the quickest first. A place in no block, such as a case of a
// switch, is run if the block around it is; the first value of a package's variable is run by all tests.
func (w *workshop) covering(m *mutant) []*test {
	all := &test{blocks: w.anywhere}
	at := m.position
	for i := len(m.within) - 1; !all.covers(at.Filename, at.Line, at.Column); i-- {
		if i < 0 {
			return w.tests
		}
		at = w.set.Position(m.within[i].Pos())
	}
	var covering []*test
	for _, t := range w.tests {
		if t.covers(at.Filename, at.Line, at.Column) {
			covering = append(covering, t)
		}
	}
	return covering
}
