package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// The list of survivors has two lines for each mutant that may live: its key, and after a tab the reason. A reason that
// begins with "never ends" also allows that the mutant is killed, because another test may come first.
const survivorList = ".ci/mutation/survivors"

// readList returns the reasons by key. A key that names no mutant of today's source is an error.
func readList() (map[string]string, error) {
	text, err := os.ReadFile(survivorList)
	if err != nil {
		return nil, err
	}
	list := map[string]string{}
	var key, before string
	for number, line := range slices.Collect(strings.SplitSeq(strings.TrimSuffix(string(text), "\n"), "\n")) {
		at := fmt.Sprintf("%s:%d", survivorList, number+1)
		reason, isReason := strings.CutPrefix(line, "\t")
		switch {
		case strings.HasPrefix(line, "#") || line == "":
		case isReason == (key == "") || strings.TrimSpace(line) == "":
			return nil, fmt.Errorf("%s: expected a mutant and, on the next line after a tab, the reason why it may live", at)
		case isReason:
			list[key], before, key = reason, key, ""
		case line <= before:
			return nil, fmt.Errorf("%s: %s comes before %s, expected them sorted and each once", at, before, line)
		default:
			key = line
		}
	}
	return list, checkKeys(slices.Sorted(maps.Keys(list)))
}

// checkKeys returns an error that names the keys of no mutant.
func checkKeys(keys []string) error {
	dirs, exists := map[string]bool{}, map[string]bool{}
	for _, key := range keys {
		file, _, _ := strings.Cut(key, " ")
		dirs[filepath.Dir(file)] = true
	}
	for dir := range dirs {
		s, err := readSource(dir)
		if err != nil {
			return err
		}
		for _, m := range findMutants(s) {
			exists[m.key] = true
		}
	}
	stale := slices.DeleteFunc(keys, func(key string) bool { return exists[key] })
	if len(stale) > 0 {
		return fmt.Errorf("%s lists mutants that do not exist:\n%s", survivorList, strings.Join(stale, "\n"))
	}
	return nil
}

// judge compares what survived with the list.
func judge(results []result, list map[string]string) error {
	count := map[status]int{}
	bad := 0
	for _, r := range results {
		count[r.status]++
		reason, listed := list[r.key]
		dead := r.status == killed || r.status == notViable
		switch {
		case listed && r.status == killed && strings.HasPrefix(reason, "never ends"):
		case listed && dead:
			fmt.Printf("listed, but %s: %s\n", r.status, r.key)
			bad++
		case !listed && !dead:
			fmt.Printf("%s: %s\n", r.mutant, r.status)
			bad++
		}
	}
	all := len(results) - count[notViable]
	fmt.Printf("%d mutants that compile, %d killed: %.1f %%; %d survived, %d without end, %d not covered; %d do not compile\n",
		all, count[killed], 100*float64(count[killed])/float64(all),
		count[survived], count[endless], count[notCovered], count[notViable])
	if bad > 0 {
		return fmt.Errorf("%d mutants differ from the list of survivors", bad)
	}
	return nil
}
