package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// benchmark is a line of the file of ratios: a benchmark, how often it runs, and the CPU time of one run as a multiple
// of one run of the first line's benchmark, the reference. Since both are measured in one go, the multiple says little
// about the machine and much about the code.
type benchmark struct {
	folder, name string
	times        int
	ratio        float64
}

const (
	ratiosFile = ".ci/speed/ratios"
	rounds     = 3
	much       = 1.5 // a change of more than this is shown
)

// compare measures every benchmark and prints its multiple beside the one in the file. It fails only if a benchmark
// does.
func compare(update bool) error {
	list, heading, err := readRatios()
	if err != nil {
		return err
	}
	return inTemporary(func(folder string) error {
		spent, err := measure(list, folder)
		if err != nil {
			return err
		}
		changed := 0
		fmt.Printf("%10s %9s %9s %7s\n", "CPU", "NOW", "BEFORE", "CHANGE")
		for i, b := range list {
			now := multiple(spent[i], spent[0])
			mark := ""
			if change := now / b.ratio; change > much || change < 1/much {
				mark, changed = "  <- changed", changed+1
			}
			fmt.Printf("%10s %9.4g %9.4g %6.2fx  %s %s%s\n", slices.Min(spent[i]).Round(time.Nanosecond), now, b.ratio, now/b.ratio,
				b.folder, b.name, mark)
			list[i].ratio = now
		}
		if changed > 0 {
			fmt.Printf("%d of %d changed by more than %gx: if that is meant, .ci/speed/run -update\n", changed, len(list), much)
		}
		if update {
			return writeRatios(heading, list)
		}
		return nil
	})
}

// measure returns, for each benchmark, the CPU time of one run in each round. A round runs all of them, so that a busy
// minute of the machine meets all of them.
func measure(list []benchmark, folder string) ([][]time.Duration, error) {
	tests := func(b benchmark) string { return filepath.Join(folder, filepath.Base(b.folder)+".test") }
	for _, b := range list {
		if _, err := os.Stat(tests(b)); err == nil {
			continue
		}
		if _, err := cpu("go", "test", "-c", "-o", tests(b), "./"+b.folder); err != nil {
			return nil, err
		}
	}
	spent := make([][]time.Duration, len(list))
	for range rounds {
		for i, b := range list {
			run := func(pattern string) (time.Duration, error) {
				return cpu(tests(b), "-test.run=^$", "-test.bench="+pattern, fmt.Sprintf("-test.benchtime=%dx", b.times))
			}
			start, err := run("^$")
			if err != nil {
				return nil, err
			}
			all, err := run("^Benchmark" + strings.ReplaceAll(b.name, "/", "$/^") + "$")
			if err != nil {
				return nil, err
			}
			spent[i] = append(spent[i], (all-start)/time.Duration(b.times))
		}
	}
	return spent, nil
}

// multiple is the median, over the rounds, of the time as a multiple of the reference's.
func multiple(spent, reference []time.Duration) float64 {
	var all []float64
	for i := range spent {
		all = append(all, float64(spent[i])/float64(reference[i]))
	}
	slices.Sort(all)
	return all[len(all)/2]
}

func readRatios() (list []benchmark, heading []string, err error) {
	text, err := os.ReadFile(ratiosFile)
	if err != nil {
		return nil, nil, err
	}
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "#") {
			heading = append(heading, line)
			continue
		}
		var b benchmark
		if _, err := fmt.Sscan(line, &b.ratio, &b.times, &b.folder, &b.name); err != nil {
			return nil, nil, fmt.Errorf("%s: %q: expected a ratio, a number of runs, a folder and a benchmark", ratiosFile, line)
		}
		list = append(list, b)
	}
	return list, heading, nil
}

func writeRatios(heading []string, list []benchmark) error {
	text := strings.Join(heading, "")
	for _, b := range list {
		text += fmt.Sprintf("%-9.4g %7d %-16s %s\n", b.ratio, b.times, b.folder, b.name)
	}
	return os.WriteFile(ratiosFile, []byte(text), 0o644)
}
