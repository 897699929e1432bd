// Command mutation plants small errors in a package, one at a time, and prints those that none of its tests sees.
//
// It is our own because it builds a package once, with all mutants in it, each behind a switch. Tools that build each
// mutant take hours for a package whose tests take seconds.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

func main() {
	verbose := flag.Bool("v", false, "print every mutant")
	workers := flag.Int("workers", 2, "mutants to try at once")
	within := flag.Duration("within", time.Hour, "leave out tests that take longer than this, for a first look")
	listed := flag.Bool("listed", false, "try only the mutants on the list of survivors")
	flag.Parse()
	list, err := readList()
	switch {
	case err != nil:
	case flag.Arg(0) == "planted":
		err = plant(*workers)
	default:
		err = run(flag.Args(), list, effort{*workers, *within, *listed, *verbose})
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutation:", err)
		os.Exit(1)
	}
}

// result is a mutant and what became of it.
type result struct {
	*mutant
	status status
	by     string // the test that killed it
}

// effort limits what is tried.
type effort struct {
	workers int
	within  time.Duration // tests that take longer are left out
	listed  bool          // only what is on the list
	verbose bool
}

func run(targets []string, list map[string]string, how effort) error {
	if len(targets) == 0 {
		targets = []string{
			"model", "model/dominance", "model/exponential", "model/frontier", "theorems", "theorems/scenario",
		}
	}
	wanted := map[string][]string{} // files by package; a package without files is tried whole
	var packages []string
	for _, t := range targets {
		dir, file := filepath.Clean(t), ""
		if strings.HasSuffix(dir, ".go") {
			dir, file = filepath.Dir(dir), filepath.Clean(t)
		}
		if !slices.Contains(packages, dir) {
			packages = append(packages, dir)
		}
		if file != "" {
			wanted[dir] = append(wanted[dir], file)
		}
	}
	var all []result
	for _, dir := range packages {
		results, err := try(dir, wanted[dir], list, how)
		if err != nil {
			return err
		}
		all = append(all, results...)
	}
	return judge(all, list)
}

// try tries the mutants of one package.
func try(dir string, files []string, list map[string]string, how effort) ([]result, error) {
	start := time.Now()
	s, err := readSource(dir)
	if err != nil {
		return nil, err
	}
	mutants := findMutants(s)
	if files != nil {
		mutants = slices.DeleteFunc(mutants, func(m *mutant) bool {
			return !slices.Contains(files, m.position.Filename)
		})
	}
	if how.listed {
		mutants = slices.DeleteFunc(mutants, func(m *mutant) bool { return list[m.key] == "" })
	}
	if len(mutants) == 0 {
		return nil, fmt.Errorf("%s: no mutants in %s", dir, strings.Join(files, ", "))
	}
	directory, err := os.MkdirTemp("", "mutation-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(directory)
	shop := &workshop{source: s, dirOfBinaries: directory}
	if err := shop.learn(); err != nil {
		return nil, err
	}
	shop.tests = slices.DeleteFunc(shop.tests, func(t *test) bool { return t.time > how.within })
	weaver, err := newWeaver(s)
	if err != nil {
		return nil, err
	}
	woven, err := buildWoven(shop, weaver, mutants)
	if err != nil {
		return nil, err
	}
	if _, output, err := shop.run(woven, 0, ".", 5*time.Minute); err != nil {
		return nil, fmt.Errorf("with no mutant switched on the tests fail: %w\n%s", err, output)
	}
	fmt.Fprintf(os.Stderr, "%s: %d mutants, %d of them woven, %d tests (%.0f s)\n", dir, len(mutants), len(weaver.woven), len(shop.tests), time.Since(start).Seconds())

	killers := &killers{kills: map[[2]string]int{}}
	results := inParallel(how.workers, mutants, func(m *mutant) result {
		r := tryOne(shop, weaver, woven, m, killers)
		if how.verbose {
			fmt.Fprintf(os.Stderr, "%s: %s %s\n", m, r.status, r.by)
		}
		return r
	})
	fmt.Fprintf(os.Stderr, "%s: done (%.0f s)\n", dir, time.Since(start).Seconds())
	return results, nil
}

// inParallel returns the result for each item, computed by the given number of workers.
func inParallel[I, R any](workers int, items []I, of func(I) R) []R {
	results := make([]R, len(items))
	next := make(chan int)
	var working sync.WaitGroup
	for range workers {
		working.Go(func() {
			for i := range next {
				results[i] = of(items[i])
			}
		})
	}
	for i := range items {
		next <- i
	}
	close(next)
	working.Wait()
	return results
}

var inError = regexp.MustCompile(`(?m)^(?:\S*/)?woven-\w+-([^:/\s]+\.go):(\d+):`)

// buildWoven builds the tests with the mutants woven in. It leaves out the mutants on a line that does not compile.
func buildWoven(shop *workshop, w *weaver, mutants []*mutant) (binary string, err error) {
	numbers := regexp.MustCompile(`mutant[A-Z][A-Za-z]*\((\d+)`)
	for {
		texts := w.weave(mutants)
		texts[filepath.Join(w.dir, "switchboard.go")] = switchboardOf(filepath.Base(w.dir))
		binary, err := shop.build("woven", texts)
		if err == nil {
			return binary, nil
		}
		out := map[int]bool{}
		for _, m := range inError.FindAllStringSubmatch(err.Error(), -1) {
			lines := strings.Split(texts[filepath.Join(w.dir, m[1])], "\n")
			at, _ := strconv.Atoi(m[2])
			for _, n := range numbers.FindAllStringSubmatch(lines[at-1], -1) {
				id, _ := strconv.Atoi(n[1])
				out[id] = true
			}
		}
		left := slices.DeleteFunc(slices.Clone(mutants), func(m *mutant) bool { return out[m.id] })
		if len(left) == len(mutants) {
			return "", err
		}
		mutants = left
	}
}

// killers counts, by file, how many mutants each test killed: a test that killed one may kill the next.
type killers struct {
	mutex sync.Mutex
	kills map[[2]string]int
}

func (k *killers) note(file, test string) {
	k.mutex.Lock()
	defer k.mutex.Unlock()
	k.kills[[2]string{file, test}]++
}

// order sorts the tests by promise: those with many kills in little time come first.
func (k *killers) order(file string, tests []*test) []*test {
	k.mutex.Lock()
	defer k.mutex.Unlock()
	promise := func(t *test) float64 {
		return (float64(k.kills[[2]string{file, t.name}]) + 0.1) / (t.time.Seconds() + 0.02)
	}
	tests = slices.Clone(tests)
	slices.SortStableFunc(tests, func(a, b *test) int { return cmp.Compare(promise(b), promise(a)) })
	return tests
}

// promising is how many tests are tried one by one before all the others at once.
const promising = 4

func tryOne(shop *workshop, w *weaver, woven string, m *mutant, killers *killers) result {
	tests := shop.covering(m)
	if len(tests) == 0 {
		return result{m, notCovered, ""}
	}
	binary, id := woven, m.id
	if !w.woven[m.id] {
		if !w.viable(m) {
			return result{m, notViable, ""}
		}
		var err error
		texts := map[string]string{m.position.Filename: string(shop.mutated(m))}
		if binary, err = shop.build(fmt.Sprint("mutant", m.id), texts); err != nil {
			return result{m, notViable, ""}
		}
		defer os.Remove(binary)
	}
	name := m.position.Filename
	tests = killers.order(name, tests)
	few := min(promising, len(tests))
	so := survived
	for _, t := range tests[:few] {
		switch verdict, _ := shop.attempt(binary, id, t); verdict {
		case killed:
			killers.note(name, t.name)
			return result{m, killed, t.name}
		case endless:
			so = endless
		}
	}
	if so == endless || few == len(tests) {
		return result{m, so, ""}
	}
	verdict, by := shop.attempt(binary, id, tests[few:]...)
	if verdict == killed {
		killers.note(name, by)
	}
	return result{m, verdict, by}
}
