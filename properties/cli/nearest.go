package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// commandNames lists the commands.
func commandNames(parsed *kong.Context) (names []string) {
	for _, command := range parsed.Model.Children {
		names = append(names, command.Name)
	}
	return names
}

// mistyped is an error if the first argument looks like the name of a command: where no command is named it is taken
// for a claim of verify.
func mistyped(parsed *kong.Context) error {
	commands := commandNames(parsed)
	for _, argument := range parsed.Args {
		if slices.Contains(commands, argument) {
			return nil
		}
		if meant, ok := nearest(strings.ToLower(argument), commands); ok {
			return fmt.Errorf("%q is no command and matches no claim, did you mean %s?", argument, meant)
		}
	}
	return nil
}

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
