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

// mistyped returns an error if the first argument looks like a mistyped command. Without a command the parser would
// take it as a claim of verify.
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

// nearest returns the name that is closest to the text, and reports whether it is close: the number of letters to
// insert, delete, change or exchange is at most a quarter of the text's length, or 1 for a short text.
func nearest(written string, names []string) (name string, ok bool) {
	least := max(1, len(written)/4) + 1
	for _, n := range names {
		if d := editDistance(written, n); d < least {
			name, least = n, d
		}
	}
	return name, name != ""
}

// editDistance returns the least number of bytes to insert, delete, change or exchange with the next to turn a into b.
func editDistance(a, b string) int {
	d := make([][]int, len(a)+1) // from each prefix of a to each prefix of b
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
