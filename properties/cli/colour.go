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

// colouring says when to colour verdicts. Auto colours them on a terminal that shows colours, unless NO_COLOR is set
// (see no-color.org).
type colouring string

// on reports whether to colour the text for the writer.
func (c colouring) on(w io.Writer) bool {
	switch c {
	case "always":
		return true
	case "auto":
		return isTerminal(w) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	}
	return false
}

// isTerminal reports whether the writer is a terminal.
func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// The control sequences of colours. Green: the theory is well. Red: it is broken. Yellow: it was not tried.
const (
	green  = "\x1b[32m"
	red    = "\x1b[31m"
	yellow = "\x1b[33m"
	plain  = "\x1b[0m"
)

// colours gives a colour to the words that people look for. Words that say little have none.
var colours = map[string]string{
	string(properties.AsExpected):   green,
	string(properties.Regression):   red,
	string(properties.VacuousClaim): yellow,
	string(properties.NotRun):       yellow,
	string(results.Better):          green,
	string(results.Worse):           red,
	string(theorems.Held):           green,
	"refuted":                       green, // as the theory expects
	failsAgainst:                    red,
}

var uncoloured = strings.NewReplacer(green, "", red, "", yellow, "", plain, "")

// columns returns the width of a text on a terminal.
func columns(text painted) int { return utf8.RuneCountInString(uncoloured.Replace(string(text))) }

// verdict returns the word in its colour, if there are colours, filled up with spaces to the width.
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
