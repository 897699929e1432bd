package audit

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// source yields the rows of a log as cells. Errors name the line.
type source interface {
	heads() []string  // the names of the columns; a column without a name is skipped
	keep(used []bool) // lets the source leave the cells of other columns empty
	// next returns a cell for each column, valid until the next call, and the line of the row. The error is io.EOF
	// after the last row.
	next() (cells []string, line int, err error)
}

// csvSource reads comma-separated values, or other separated ones: the header shows the separator.
type csvSource struct {
	csv       *csv.Reader
	input     *rowLimiter
	separator rune
	names     []string
}

// newCSVSource reads the header. The needed columns decide between separators.
func newCSVSource(text *bufio.Reader, needed []string) (*csvSource, error) {
	first := firstLine(text)
	s := &csvSource{separator: separator(first, needed)}
	s.input = &rowLimiter{in: io.MultiReader(bytes.NewReader(first), text)}
	s.csv = newCSV(s.input, s.separator)
	s.csv.ReuseRecord = true
	record, err := s.csv.Read()
	switch {
	case errors.Is(err, io.EOF):
		return nil, errors.New(": empty, expected a header such as outcome,success")
	case err != nil:
		return nil, csvFault(err)
	}
	for _, cell := range record {
		s.names = append(s.names, strings.Clone(strings.TrimSpace(cell)))
	}
	return s, nil
}

func (s *csvSource) heads() []string { return s.names }

func (s *csvSource) keep([]bool) {}

func (s *csvSource) next() (cells []string, line int, err error) {
	s.input.done = s.csv.InputOffset()
	cells, err = s.csv.Read()
	if err != nil {
		return nil, 0, csvFault(err)
	}
	line, _ = s.csv.FieldPos(0)
	return cells, line, nil
}

// csvFault rewrites an error of the CSV reader, or of what it reads from, in our words, behind the line if there is
// one.
func csvFault(err error) error {
	if fault, ok := errors.AsType[*csv.ParseError](err); ok {
		if errors.Is(fault.Err, csv.ErrFieldCount) {
			return fmt.Errorf(":%d: expected as many fields as the header has", fault.Line)
		}
		return fmt.Errorf(":%d: %w", fault.Line, fault.Err)
	}
	if errors.Is(err, io.EOF) {
		return io.EOF
	}
	return fmt.Errorf(": %w", err)
}

// firstLine reads the first line with its end, cut off beyond the largest length of a row.
func firstLine(in *bufio.Reader) (line []byte) {
	for len(line) <= maxRow {
		part, err := in.ReadSlice('\n')
		line = append(line, part...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			break // reading the rest returns the error again
		}
	}
	return line
}

// separators are the characters that programs put between cells, the commonest first.
var separators = []rune{',', ';', '\t'}

// separator returns the separator with which the header has the columns that are needed. If none does, it returns the
// one with the most columns, and the error names it.
func separator(header []byte, needed []string) rune {
	seen, most := separators[0], 0
	for _, s := range separators {
		cells, err := newCSV(bytes.NewReader(header), s).Read()
		if err != nil {
			continue
		}
		heads, has := newHeads(cells), true
		for _, name := range needed {
			has = has && heads.column(name) >= 0
		}
		if has {
			return s
		}
		if len(cells) > most {
			seen, most = s, len(cells)
		}
	}
	return seen
}

func newCSV(in io.Reader, separator rune) *csv.Reader {
	r := csv.NewReader(in)
	r.Comma = separator
	r.TrimLeadingSpace = separator != '\t' // a tab is a space too
	return r
}

// rowLimiter refuses an input with a long row: the CSV reader holds a row as a whole, and a quote can open one that
// never ends.
type rowLimiter struct {
	in         io.Reader
	read, done int64 // the bytes read, and those of complete rows
}

func (b *rowLimiter) Read(p []byte) (int, error) {
	if b.read-b.done > maxRow {
		return 0, errLongRow
	}
	n, err := b.in.Read(p)
	b.read += int64(n)
	return n, err
}

var errLongRow = fmt.Errorf("a row of more than %d MiB, or a quote that does not end", maxRow>>20)
