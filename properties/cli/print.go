package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

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

// wrapped prints text broken at spaces to fit the width, every line behind the indent.
func (p *printer) wrapped(indent string, width int, text string) {
	p.hanging(indent, indent, width, text)
}

// hanging is wrapped with another beginning of the first line.
func (p *printer) hanging(first, indent string, width int, text string) {
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
