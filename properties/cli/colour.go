package cli

import (
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"

	"mimics/properties"
	"mimics/properties/cli/results"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

// colouring is when to colour verdicts: auto does where they are printed on a terminal that can, unless NO_COLOR is set
// (see no-color.org).
type colouring string

// on reports whether to colour what goes to the writer.
func (c colouring) on(w io.Writer) bool {
	switch c {
	case "always":
		return true
	case "auto":
		return isTerminal(w) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	}
	return false
}

// isTerminal reports whether people read what is written, as it is.
func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// Colours as terminals know them: the theory is well, broken, or was not tried.
const (
	green  = "\x1b[32m"
	red    = "\x1b[31m"
	yellow = "\x1b[33m"
	plain  = "\x1b[0m"
)

// colours are those of the words that people look for. What says little has none.
var colours = map[string]string{
	string(properties.AsExpected):   green,
	string(properties.Regression):   red,
	string(properties.VacuousClaim): yellow,
	string(properties.NotRun):       yellow,
	string(results.Better):          green,
	string(results.Worse):           red,
	string(theorems.Held):           green,
	"refuted":                       green, // as the theory says
	failsAgainst:                    red,
}

var uncoloured = strings.NewReplacer(green, "", red, "", yellow, "", plain, "")

// columns is how wide a text is on a terminal.
func columns(text painted) int { return utf8.RuneCountInString(uncoloured.Replace(string(text))) }

// verdict is the word in its colour where there are colours, filled up with spaces to the width.
func (p *printer) verdict(word string, width int) painted {
	word = scenario.Shown(word)
	return p.paint(word, word) + painted(strings.Repeat(" ", max(0, width-len(word))))
}

// paint returns the text in the colour of the word, if there are colours.
func (p *printer) paint(word, text string) painted {
	if colour := colours[word]; p.coloured && colour != "" {
		text = colour + text + plain
	}
	return painted(text)
}
