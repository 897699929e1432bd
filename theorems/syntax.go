package theorems

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// A strict reading of JSON into a tree that remembers places. encoding/json's own decoding into structs takes keys
// in any case and lets the last of two equal keys win; here both are errors.

// maxDepth is deeper than any scenario goes; maxValues keeps a tree of the largest file to some hundred megabytes.
const (
	maxDepth  = 8
	maxValues = 1 << 20
)

// value is one JSON value: a json.Token for a scalar, []member for an object, []*value for an array.
type value struct {
	at      int    // where it starts, in bytes
	path    string // how it is reached: "sources.world.emit"
	scalar  json.Token
	members []member
	items   []*value
	kind    kind
}

type member struct {
	key string
	*value
}

type kind byte

const (
	scalarKind kind = iota
	objectKind
	arrayKind
)

// source is the text that a value came from, for places.
type source struct {
	name    string
	text    []byte
	deepest int    // levels
	what    string // it is the text of
	values  int    // how many were read
}

// errorAt is one line that names file, line, column and path.
func (s *source) errorAt(at int, path, format string, arguments ...any) error {
	before := s.text[:min(at, len(s.text))]
	line := bytes.Count(before, []byte("\n")) + 1
	column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
	if path != "" {
		path += ": "
	}
	message := fmt.Sprintf(format, arguments...)
	return fmt.Errorf("%s:%d:%d: %s%s", s.name, line, column, path, strings.ReplaceAll(message, "\n", " "))
}

func (s *source) errorIn(v *value, format string, arguments ...any) error {
	return s.errorAt(v.at, v.path, format, arguments...)
}

// parse reads exactly one JSON value.
func (s *source) parse() (*value, error) {
	if i := invalidUTF8(s.text); i >= 0 {
		return nil, s.errorAt(i, "", "the byte %#x, expected UTF-8", s.text[i])
	}
	decoder := json.NewDecoder(bytes.NewReader(s.text))
	decoder.UseNumber()
	v, err := s.parseValue(decoder, "", 0)
	if err != nil {
		return nil, err
	}
	at := s.next(decoder)
	if _, err := decoder.Token(); err != io.EOF {
		return nil, s.errorAt(at, "", "expected nothing behind %s", s.what)
	}
	return v, nil
}

func invalidUTF8(text []byte) int {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// next is where the decoder's next token starts.
func (s *source) next(decoder *json.Decoder) int {
	at := int(decoder.InputOffset())
	for at < len(s.text) && strings.IndexByte(" \t\r\n,:", s.text[at]) >= 0 {
		at++
	}
	return at
}

func (s *source) parseValue(decoder *json.Decoder, path string, depth int) (*value, error) {
	v := &value{at: s.next(decoder), path: path}
	if depth > s.deepest {
		return nil, s.errorIn(v, "nested too deep, expected at most %d levels", s.deepest)
	}
	if s.values++; s.values > maxValues {
		return nil, s.errorIn(v, "too many values, expected at most %d", maxValues)
	}
	token, err := s.token(decoder, path)
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		v.kind = objectKind
		err = s.parseMembers(decoder, v, depth)
	case json.Delim('['):
		v.kind = arrayKind
		for decoder.More() && err == nil {
			var item *value
			item, err = s.parseValue(decoder, fmt.Sprintf("%s[%d]", path, len(v.items)), depth+1)
			v.items = append(v.items, item)
		}
	default:
		v.scalar = token
		return v, nil
	}
	if err != nil {
		return nil, err
	}
	_, err = s.token(decoder, path) // the closing bracket
	return v, err
}

func (s *source) parseMembers(decoder *json.Decoder, v *value, depth int) error {
	seen := map[string]bool{}
	for decoder.More() {
		at := s.next(decoder)
		token, err := s.token(decoder, v.path)
		if err != nil {
			return err
		}
		key := token.(string) // the decoder lets nothing else stand here
		path := key
		if v.path != "" {
			path = v.path + "." + key
		}
		if !printable(key) {
			return s.errorAt(at, v.path, "expected a key of 1 to 256 bytes without control characters")
		}
		if seen[key] {
			return s.errorAt(at, path, "the key is given twice, expected once")
		}
		seen[key] = true
		item, err := s.parseValue(decoder, path, depth+1)
		if err != nil {
			return err
		}
		v.members = append(v.members, member{key, item})
	}
	return nil
}

// printable tells whether a name can stand in a one-line message.
func printable(name string) bool {
	return name != "" && len(name) <= 256 && strings.IndexFunc(name, func(r rune) bool {
		return r < ' ' || r == 0x7f || r == utf8.RuneError || r == '\u2028' || r == '\u2029'
	}) < 0
}

func (s *source) token(decoder *json.Decoder, path string) (json.Token, error) {
	at := s.next(decoder)
	token, err := decoder.Token()
	if err == nil {
		return token, nil
	}
	if syntax, ok := err.(*json.SyntaxError); ok {
		at = max(at, int(syntax.Offset)-1)
	}
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return nil, s.errorAt(len(s.text), path, "the text ends here, expected more JSON")
	}
	what := strings.TrimPrefix(err.Error(), "json: ")
	if r, size := utf8.DecodeRune(s.text[at:]); size > 1 { // of which the decoder names the first byte only
		what = fmt.Sprintf("invalid character %q", r)
	}
	return nil, s.errorAt(at, path, "%s, expected JSON", what)
}
