package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
)

// The list of survivors has two lines for each: what names it, and behind a tab the reason why it may live. One that
// never ends may be killed as well, where another test comes first.

func readList(name string) (map[string]string, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	list := map[string]string{}
	var key, before string
	for number, line := range slices.Collect(strings.SplitSeq(strings.TrimSuffix(string(text), "\n"), "\n")) {
		reason, isReason := strings.CutPrefix(line, "\t")
		switch {
		case strings.HasPrefix(line, "#") || line == "":
		case isReason == (key == "") || strings.TrimSpace(line) == "":
			return nil, fmt.Errorf("%s:%d: expected a mutant and, on the next line behind a tab, the reason why it may live", name, number+1)
		case isReason:
			list[key], before, key = reason, key, ""
		case line <= before:
			return nil, fmt.Errorf("%s:%d: %s comes before %s, expected them sorted and each once", name, number+1, before, line)
		default:
			key = line
		}
	}
	return list, nil
}

// judge compares what survived with the list.
func judge(results []result, list map[string]string) error {
	count := map[status]int{}
	tried := map[string]status{}
	files := map[string]bool{}
	bad := 0
	for _, r := range results {
		count[r.status]++
		tried[r.key] = r.status
		files[r.position.Filename] = true
		if _, listed := list[r.key]; !listed && r.status != killed && r.status != notViable {
			fmt.Printf("%s: %s\n", r.mutant, r.status)
			bad++
		}
	}
	for key, reason := range list {
		file, _, _ := strings.Cut(key, " ")
		switch status, found := tried[key]; {
		case !files[file]:
		case !found:
			fmt.Printf("listed, but there is no such mutant: %s\n", key)
			bad++
		case status == killed && strings.HasPrefix(reason, "never ends"):
		case status == killed || status == notViable:
			fmt.Printf("listed, but %s: %s\n", status, key)
			bad++
		}
	}
	all := len(results) - count[notViable]
	fmt.Printf("%d mutants that compile, %d killed: %.1f %%; %d survived, %d without end, %d not covered; %d do not compile\n",
		all, count[killed], 100*float64(count[killed])/float64(all), count[survived], count[endless], count[notCovered], count[notViable])
	if bad > 0 {
		return fmt.Errorf("%d of them differ from the list of survivors", bad)
	}
	return nil
}
