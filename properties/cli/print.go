package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"
	"text/tabwriter"

	"golang.org/x/term"

	"mimics/properties/cli/estimate"
	"mimics/theorems/scenario"
)

// printer writes lines and keeps the first error.
type printer struct {
	w        io.Writer
	coloured bool // whether verdicts are coloured
	err      error
}

// line prints a line. It escapes unprintable characters in its arguments, except in painted ones.
func (p *printer) line(format string, arguments ...any) {
	if p.err != nil {
		return
	}
	shown := make([]any, len(arguments))
	for i, a := range arguments {
		switch a := a.(type) {
		case int, int64, uint64, float64:
			shown[i] = a
		case painted:
			shown[i] = string(a)
		default:
			shown[i] = scenario.Shown(fmt.Sprint(a))
		}
	}
	_, p.err = fmt.Fprintln(p.w, strings.TrimRight(fmt.Sprintf(format, shown...), " "))
}

// print prints a text unchanged.
func (p *printer) print(text string) {
	if p.err == nil {
		_, p.err = io.WriteString(p.w, text)
	}
}

// painted is a printable text that may have colours.
type painted string

// scenario prints a scenario, indented.
func (p *printer) scenario(s *scenario.Scenario) {
	for line := range strings.Lines(string(s.Format())) {
		p.line("    %s", strings.TrimRight(line, "\n"))
	}
}

// sheet is a text that will be shown in a known number of columns.
type sheet struct {
	bytes.Buffer
	columns int
}

// The numbers of columns of a text. A terminal's own number is kept within readable bounds.
const (
	usualColumns = 80
	fewColumns   = 50
	manyColumns  = 110
)

// wide returns the number of columns in which the stream is shown.
func (s *streams) wide() int {
	if file, ok := s.out.(*os.File); ok && isTerminal(file) {
		if wide, _, err := term.GetSize(int(file.Fd())); err == nil {
			return min(max(wide, fewColumns), manyColumns)
		}
	}
	return usualColumns
}

// width returns the number of columns.
func (p *printer) width() int {
	if shown, ok := p.w.(*sheet); ok {
		return shown.columns
	}
	return usualColumns
}

// wrapped prints text broken at spaces to fit, every line behind the indent.
func (p *printer) wrapped(indent painted, text string) { p.hanging(indent, indent, text) }

// hanging does what wrapped does, with another beginning of the first line.
func (p *printer) hanging(first, indent painted, text string) {
	width := p.width()
	line, empty := first, true
	for _, field := range strings.Fields(text) {
		word := painted(scenario.Shown(field))
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

// writeJSON writes indented JSON that leaves <, > and & readable and escapes unprintable characters.
func writeJSON(w io.Writer, v any) error {
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(v); err != nil {
		return err
	}
	_, err := io.WriteString(w, scenario.ShownJSON(text.String()))
	return err
}

// jsonTokens are the strings and the numbers of a JSON text.
var jsonTokens = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|-?[0-9][-+.0-9eE]*`)

// writeEstimates does what writeJSON does, and rounds all floats to a few digits, so that every processor writes the
// same bytes. It keeps whole numbers, which are counts.
func writeEstimates(w io.Writer, v any) error {
	var text bytes.Buffer
	if err := writeJSON(&text, v); err != nil {
		return err
	}
	_, err := w.Write(jsonTokens.ReplaceAllFunc(text.Bytes(), func(token []byte) []byte {
		value, err := strconv.ParseFloat(string(token), 64)
		if err != nil || !bytes.ContainsAny(token, ".e") {
			return token
		}
		rounded, err := json.Marshal(estimate.Round(value))
		if err != nil {
			return token
		}
		return rounded
	}))
	return err
}

// columns prints rows of cells in columns. The first row has the heads.
func (p *printer) columns(rows ...[]string) {
	if p.err != nil {
		return
	}
	t := tabwriter.NewWriter(p.w, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = scenario.Shown(cell)
		}
		if _, p.err = fmt.Fprintln(t, "  "+strings.Join(cells, "\t")); p.err != nil {
			return
		}
	}
	p.err = t.Flush()
}
