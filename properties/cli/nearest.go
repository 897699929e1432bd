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
// leave out, change or exchange is at most a quarter of it, and 1 where it is short.
func nearest(written string, names []string) (name string, ok bool) {
	least := max(1, len(written)/4) + 1
	for _, n := range names {
		if d := editDistance(written, n); d < least {
			name, least = n, d
		}
	}
	return name, name != ""
}

// editDistance counts how many bytes to put in, leave out, change or exchange with the next until a is b.
func editDistance(a, b string) int {
	d := make([][]int, len(a)+1) // from each beginning of a to each beginning of b
	for i := range d {
		d[i] = make([]int, len(b)+1)
		for j := range d[i] {
			if i == 0 || j == 0 {
				d[i][j] = i + j
				continue
			}
			change := d[i-1][j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			d[i][j] = min(change, d[i-1][j]+1, d[i][j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}
