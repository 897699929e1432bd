package audit

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// jsonSource reads JSON lines: one object per line. The cell of a nested value has the path to it as its column, such
// as logp.base. The first rows show which columns there are; a row that lacks one has an empty cell there. A text is
// its cell, a number keeps its digits, and a list is its JSON.
type jsonSource struct {
	in    *bufio.Reader
	line  int
	ahead []string // the lines that were read to find the columns
	names []string
	at    map[string]int
	cells []string
	path  []byte
	rest  []byte // of the line that is being read
}

// The number of rows that show the columns, and fewer if these are long.
const (
	rowsAhead  = 1000
	bytesAhead = 4 << 20
)

func newJSONSource(text *bufio.Reader) (*jsonSource, error) {
	s := &jsonSource{in: text, at: map[string]int{}}
	for size := 0; len(s.ahead) < rowsAhead && size < bytesAhead; {
		line, err := s.readLine()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf(": %w", err)
		}
		if err := checkObject(line); err != nil {
			return nil, fmt.Errorf(":%d: %w", len(s.ahead)+1, err)
		}
		size += len(line)
		s.ahead = append(s.ahead, string(line))
		s.walk(line, func(path, _ []byte) {
			if _, ok := s.at[string(path)]; !ok {
				s.at[string(path)] = len(s.names)
				s.names = append(s.names, string(path))
			}
		})
	}
	s.cells = make([]string, len(s.names))
	return s, nil
}

func (s *jsonSource) heads() []string { return s.names }

func (s *jsonSource) keep(used []bool) {
	for i, name := range s.names {
		if !used[i] {
			delete(s.at, name)
		}
	}
}

func (s *jsonSource) next() ([]string, int, error) {
	var line []byte
	s.line++
	if len(s.ahead) > 0 {
		line, s.ahead = []byte(s.ahead[0]), s.ahead[1:]
	} else {
		var err error
		if line, err = s.readLine(); errors.Is(err, io.EOF) {
			return nil, 0, io.EOF
		} else if err != nil {
			return nil, 0, fmt.Errorf(": %w", err)
		}
		if err := checkObject(line); err != nil {
			return nil, 0, fmt.Errorf(":%d: %w", s.line, err)
		}
	}
	clear(s.cells)
	s.walk(line, func(path, value []byte) {
		if i, ok := s.at[string(path)]; ok {
			s.cells[i] = cellOf(value)
		}
	})
	return s.cells, s.line, nil
}

// readLine returns the next line, which may be empty, or io.EOF. The bytes are valid until the next call.
func (s *jsonSource) readLine() ([]byte, error) {
	line, err := s.in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		line = slices.Clone(line)
		for errors.Is(err, bufio.ErrBufferFull) {
			var part []byte
			if part, err = s.in.ReadSlice('\n'); len(line)+len(part) > maxRow {
				return nil, fmt.Errorf("a row of more than %d MiB", maxRow>>20)
			}
			line = append(line, part...)
		}
	}
	if err != nil && (!errors.Is(err, io.EOF) || len(line) == 0) {
		return nil, err
	}
	return bytes.TrimSpace(line), nil
}

// checkObject returns an error if the line is not one JSON object. An empty line is none either.
func checkObject(line []byte) error {
	if len(line) == 0 || line[0] != '{' || !json.Valid(line) {
		return fmt.Errorf("%s, expected one JSON object per line", quoted(string(line)))
	}
	return nil
}

// walk calls see with the path and the JSON of each value of an object that is no object itself. The line is valid.
func (s *jsonSource) walk(line []byte, see func(path, value []byte)) {
	s.rest, s.path = line, s.path[:0]
	s.object(see)
}

// object reads an object from the start of the rest.
func (s *jsonSource) object(see func(path, value []byte)) {
	base := len(s.path)
	s.take('{')
	for s.peek() != '}' {
		key := s.value()
		s.take(':')
		if base > 0 {
			s.path = append(s.path, '.')
		}
		s.path = append(s.path, cellOf(key)...)
		if s.peek() == '{' {
			s.object(see)
		} else {
			see(s.path, s.value())
		}
		s.path = s.path[:base]
		if s.peek() == ',' {
			s.take(',')
		}
	}
	s.take('}')
}

// peek returns the next byte that is no space.
func (s *jsonSource) peek() byte {
	for s.rest[0] == ' ' || s.rest[0] == '\t' || s.rest[0] == '\r' {
		s.rest = s.rest[1:]
	}
	return s.rest[0]
}

func (s *jsonSource) take(byte) {
	s.peek()
	s.rest = s.rest[1:]
}

// value takes a value that is no object: its JSON.
func (s *jsonSource) value() []byte {
	s.peek()
	end, depth, inText := 0, 0, false
	for ; end < len(s.rest); end++ {
		switch c := s.rest[end]; {
		case inText && c == '\\':
			end++
			continue
		case c == '"':
			inText = !inText
		case inText:
			continue
		case c == '[', c == '{':
			depth++
		case depth > 0 && (c == ']' || c == '}'):
			depth--
		case depth == 0 && (c == ',' || c == ':' || c == ']' || c == '}' || c == ' ' || c == '\t' || c == '\r'):
			value := s.rest[:end]
			s.rest = s.rest[end:]
			return value
		}
		if depth == 0 && !inText && (s.rest[end] == '"' || s.rest[end] == ']') {
			end++
			break
		}
	}
	value := s.rest[:end]
	s.rest = s.rest[end:]
	return value
}

// cellOf returns the cell of a JSON value: a text itself, nothing for null, and other values as they are written.
func cellOf(value []byte) string {
	switch {
	case string(value) == "null":
		return ""
	case value[0] != '"':
		return string(value)
	case bytes.IndexByte(value, '\\') < 0:
		return string(value[1 : len(value)-1])
	}
	var text string
	if json.Unmarshal(value, &text) != nil {
		return string(value) // not reached: the line is valid
	}
	return text
}
