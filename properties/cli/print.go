package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"mimics/theorems"
)

// printer writes lines and keeps the first error.
type printer struct {
	w        io.Writer
	coloured bool // whether verdicts are
	err      error
}

func (p *printer) line(format string, arguments ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintln(p.w, strings.TrimRight(fmt.Sprintf(format, arguments...), " "))
	}
}

// scenario prints a scenario, indented.
func (p *printer) scenario(s *theorems.Scenario) {
	for line := range strings.Lines(string(s.Format())) {
		p.line("    %s", strings.TrimRight(line, "\n"))
	}
}

// sheet is a text that will be shown in so many columns.
type sheet struct {
	bytes.Buffer
	columns int
}

// The columns of a text: of a terminal as many as it has, within bounds that can be read.
const (
	usualColumns = 80
	fewColumns   = 50
	manyColumns  = 110
)

// wide is in how many columns what is written to the stream is shown.
func (s *streams) wide() int {
	if file, ok := s.out.(*os.File); ok && isTerminal(file) {
		if wide, _, err := term.GetSize(int(file.Fd())); err == nil {
			return min(max(wide, fewColumns), manyColumns)
		}
	}
	return usualColumns
}

// width is how many columns there are.
func (p *printer) width() int {
	if shown, ok := p.w.(*sheet); ok {
		return shown.columns
	}
	return usualColumns
}

// wrapped prints text broken at spaces to fit, every line behind the indent.
func (p *printer) wrapped(indent, text string) { p.hanging(indent, indent, text) }

// hanging is wrapped with another beginning of the first line.
func (p *printer) hanging(first, indent, text string) {
	width := p.width()
	line, empty := first, true
	for _, word := range strings.Fields(text) {
		if !empty && columns(line)+columns(word)+1 > width {
			p.line("%s", line)
			line, empty = indent, true
		}
		if !empty {
			line += " "
		}
		line, empty = line+word, false
	}
	p.line("%s", line)
}

// writeJSON is indented JSON that leaves <, > and & readable.
func writeJSON(w io.Writer, v any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}
