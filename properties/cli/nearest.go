package cli

import (
	"fmt"
	"strings"

	"mimics/theorems"
)

// nearest is the name that is closest to what was written, not ok where none is close: the number of letters to put in,
// leave out or change is at most a quarter of it, and 1 where it is short.
func nearest(written string, names []string) (name string, ok bool) {
	least := max(1, len(written)/4) + 1
	for _, n := range names {
		if d := editDistance(written, n); d < least {
			name, least = n, d
		}
	}
	return name, name != ""
}

// editDistance is Levenshtein's: how many bytes to put in, leave out or change until a is b.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1) // of the beginning of a so far, to each beginning of b
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		corner := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := corner
			if a[i] != b[j] {
				change++
			}
			corner = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// claimMeant says which claim was meant, or where they are listed. A section that was left out is no mistake of spelling.
func claimMeant(theory theorems.Registry, written string) string {
	written = strings.ToLower(written)
	var ids, names []string
	for _, c := range theory {
		_, name, _ := strings.Cut(c.ID, "/")
		ids, names = append(ids, c.ID), append(names, name)
	}
	if id, ok := nearest(written, ids); ok {
		return fmt.Sprintf("did you mean %s?", id)
	}
	if name, ok := nearest(written, names); ok && !strings.Contains(written, "/") {
		for i := range names {
			if names[i] == name {
				return fmt.Sprintf("did you mean %s?", ids[i])
			}
		}
	}
	return "see list"
}
