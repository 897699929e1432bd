package scenario

import (
	"bytes"
	"encoding/json"
	"fmt"
	"iter"
	"reflect"
	"strings"
	"unicode/utf8"
)

// A strict parser from JSON to a tree that records places. encoding/json accepts keys in any case and lets the last of
// two equal keys win; here both are errors. The tree holds no text. It records the place of each value in 16 bytes, so
// that a file of many small values takes a few times its own size.

// maxDepth is deeper than any scenario. maxValues limits the tree of any file to 16 MiB.
const (
	maxDepth  = 8
	maxValues = 1 << 20
)

// value is one JSON value of a source.
type value struct {
	at   int32 // its start, in bytes
	key  int32 // the start of its key, 0 for an item of a list and for the root
	self int32 // its index among the values of the source; the values inside it follow
	next int32 // the index of the first value after it, 0 while it is being read
}

// source is the text of the values, for reporting places.
type source struct {
	name    string
	text    []byte
	deepest int    // the most levels allowed
	what    string // describes the text, for errors
	values  []value
	at      int                      // the bytes read so far
	spent   int                      // the memory of the decoded values, in bytes
	keys    map[reflect.Type][]field // of the structs that objects are decoded into
}

// errorAt returns an error of one line with file, line, column and path.
func (s *source) errorAt(at int, path, format string, arguments ...any) error {
	before := s.text[:min(at, len(s.text))]
	line := bytes.Count(before, []byte("\n")) + 1
	column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
	if path != "" {
		path += ": "
	}
	return fmt.Errorf("%s:%d:%d: %s%s", Shown(s.name), line, column, Shown(path), Shown(fmt.Sprintf(format, arguments...)))
}

func (s *source) errorIn(v *value, format string, arguments ...any) error {
	return s.errorAt(int(v.at), s.path(v), format, arguments...)
}

// path is the path to a value, such as "sources.world.emit" or "history[2]".
func (s *source) path(v *value) (path string) {
	outer := &s.values[0]
	for outer.self != v.self {
		i := 0
		for inner := range s.inside(outer) {
			if inner.self <= v.self && (inner.next == 0 || v.self < inner.next) {
				if s.isList(outer) {
					path += fmt.Sprintf("[%d]", i)
				} else {
					path = joined(path, s.key(inner))
				}
				outer = inner
				break
			}
			i++
		}
	}
	return path
}

// joined is the path of a member.
func joined(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// inside yields the members of an object or the items of a list. The last one may still be being read.
func (s *source) inside(v *value) iter.Seq[*value] {
	return func(yield func(*value) bool) {
		end := v.next
		if end == 0 {
			end = int32(len(s.values))
		}
		for i := v.self + 1; i < end; {
			inner := &s.values[i]
			if !yield(inner) || inner.next == 0 {
				return
			}
			i = inner.next
		}
	}
}

// members yields the keys and values of an object.
func (s *source) members(v *value) iter.Seq2[string, *value] {
	return func(yield func(string, *value) bool) {
		for inner := range s.inside(v) {
			if !yield(s.key(inner), inner) {
				return
			}
		}
	}
}

// items yields the indices and values of a list.
func (s *source) items(v *value) iter.Seq2[int, *value] {
	return func(yield func(int, *value) bool) {
		i := 0
		for inner := range s.inside(v) {
			if !yield(i, inner) {
				return
			}
			i++
		}
	}
}

// count is the number of members or items.
func (s *source) count(v *value) (n int) {
	for range s.inside(v) {
		n++
	}
	return n
}

func (s *source) isObject(v *value) bool { return s.text[v.at] == '{' }
func (s *source) isList(v *value) bool   { return s.text[v.at] == '[' }
func (s *source) isNull(v *value) bool   { return s.text[v.at] == 'n' }

// boolean returns the value of true or false; ok is false for any other JSON value.
func (s *source) boolean(v *value) (is, ok bool) {
	first := s.text[v.at]
	return first == 't', first == 't' || first == 'f'
}

// numeral returns the text of a number, and whether the value is a number.
func (s *source) numeral(v *value) (string, bool) {
	at, end := int(v.at), int(v.at)
	for end < len(s.text) && (isDigit(s.text[end]) || strings.IndexByte("+-.eE", s.text[end]) >= 0) {
		end++
	}
	return string(s.text[at:end]), s.text[at] == '-' || isDigit(s.text[at])
}

// quoted returns the decoded string, and whether the value is a string.
func (s *source) quoted(v *value) (string, bool) {
	if s.text[v.at] != '"' {
		return "", false
	}
	return s.unquoted(int(v.at)), true
}

// key is the key of a member.
func (s *source) key(v *value) string { return s.unquoted(int(v.key)) }

// unquoted decodes the string that starts at at, which the parser has read.
func (s *source) unquoted(at int) string {
	end, escapes := at+1, false
	for ; s.text[end] != '"'; end++ {
		if s.text[end] == '\\' {
			end, escapes = end+1, true
		}
	}
	if !escapes {
		return string(s.text[at+1 : end])
	}
	var text string
	if err := json.Unmarshal(s.text[at:end+1], &text); err != nil {
		panic(err) // the parser has read it
	}
	return text
}

// parse reads exactly one JSON value.
func (s *source) parse() (*value, error) {
	s.text = bytes.TrimPrefix(s.text, []byte(ByteOrderMark))
	if is := Encoding(s.text[:min(4, len(s.text))]); is != "" {
		return nil, s.errorAt(0, "", "the file looks like %s, expected UTF-8", is)
	}
	if i := invalidUTF8(s.text); i >= 0 {
		return nil, s.errorAt(i, "", "the byte %#x, expected UTF-8", s.text[i])
	}
	// Values must never move, since pointers refer to them. Every value but the first comes after one of these
	// characters, so their number bounds the values.
	room := 1
	for _, before := range []string{"[", "{", ","} {
		room += bytes.Count(s.text, []byte(before))
	}
	s.values = make([]value, 0, min(room, maxValues+1))
	root, err := s.readValue(0, 0)
	if err != nil {
		return nil, err
	}
	s.skipSpace()
	if s.at < len(s.text) {
		return nil, s.errorAt(s.at, "", "expected nothing after %s", s.what)
	}
	return root, nil
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

func (s *source) skipSpace() {
	for s.at < len(s.text) && strings.IndexByte(" \t\r\n", s.text[s.at]) >= 0 {
		s.at++
	}
}

// readValue reads the value after any spaces, at the given depth. Its key, if it has one, starts at key.
func (s *source) readValue(key, depth int) (*value, error) {
	s.skipSpace()
	s.values = append(s.values, value{at: int32(s.at), key: int32(key), self: int32(len(s.values))})
	v := &s.values[len(s.values)-1]
	switch {
	case depth > s.deepest:
		return nil, s.errorIn(v, "nested too deep, expected at most %d levels", s.deepest)
	case len(s.values) > maxValues:
		return nil, s.errorIn(v, "too many values, expected at most %d", maxValues)
	}
	err := s.readKind(v, depth)
	v.next = int32(len(s.values))
	return v, err
}

func (s *source) readKind(v *value, depth int) error {
	switch c := s.peek(); {
	case c == '{':
		return s.readMembers(v, depth)
	case c == '[':
		return s.readItems(v, depth)
	case c == '"':
		return s.readString(v)
	case c == '-' || isDigit(c):
		return s.readNumber(v)
	case c == 't':
		return s.readWord(v, "true")
	case c == 'f':
		return s.readWord(v, "false")
	case c == 'n':
		return s.readWord(v, "null")
	}
	return s.wrong(v, "a value")
}

func (s *source) readItems(v *value, depth int) error {
	for s.at++; ; s.at++ {
		if s.skipSpace(); s.peek() == ']' && len(s.values) == int(v.self)+1 {
			break
		}
		if _, err := s.readValue(0, depth+1); err != nil {
			return err
		}
		s.skipSpace()
		if s.peek() == ']' {
			break
		}
		if s.peek() != ',' {
			return s.wrong(v, "a comma or ]")
		}
	}
	s.at++
	return nil
}

func (s *source) readMembers(v *value, depth int) error {
	seen := map[string]bool{}
	for s.at++; ; s.at++ {
		s.skipSpace()
		if s.peek() == '}' && len(seen) == 0 {
			break
		}
		key := s.at
		if err := s.readKey(v, seen); err != nil {
			return err
		}
		if _, err := s.readValue(key, depth+1); err != nil {
			return err
		}
		s.skipSpace()
		if s.peek() == '}' {
			break
		}
		if s.peek() != ',' {
			return s.wrong(v, "a comma or }")
		}
	}
	s.at++
	return nil
}

// readKey reads a key that is not among those seen, and the colon after it.
func (s *source) readKey(v *value, seen map[string]bool) error {
	at := s.at
	if s.peek() != '"' {
		return s.wrong(v, "a key in double quotes")
	}
	if err := s.readString(v); err != nil {
		return err
	}
	if s.at-at > 6*MaxName+2 { // longer than the longest name with every byte escaped
		return s.errorAt(at, s.path(v), "expected a key of 1 to %d bytes without control characters", MaxName)
	}
	key := s.unquoted(at)
	if !Nameable(key) {
		return s.errorAt(at, s.path(v), "expected a key of 1 to %d bytes without control characters", MaxName)
	}
	if seen[key] {
		return s.errorAt(at, joined(s.path(v), key), "the key is given twice, expected once")
	}
	seen[key] = true
	s.skipSpace()
	if s.peek() != ':' {
		return s.wrong(v, "a colon")
	}
	s.at++
	return nil
}

// readString reads a quoted string, which is the value or its key.
func (s *source) readString(v *value) error {
	for s.at++; ; s.at++ {
		switch c := s.peek(); {
		case c == '"':
			s.at++
			return nil
		case c < ' ':
			return s.wrong(v, "the closing quote, or an escape such as \\n")
		case c == '\\':
			s.at++
			if err := s.readEscape(v); err != nil {
				return err
			}
		}
	}
}

// readEscape reads the rest of an escape after the backslash, up to its last character.
func (s *source) readEscape(v *value) error {
	const expected = `an escape such as \n or \u00e9`
	if s.peek() == 0 || strings.IndexByte(`"\/bfnrtu`, s.peek()) < 0 {
		return s.wrong(v, expected)
	}
	if s.peek() != 'u' {
		return nil
	}
	for range 4 {
		s.at++
		if c := s.peek(); !isDigit(c) && (c|0x20 < 'a' || c|0x20 > 'f') {
			return s.wrong(v, expected)
		}
	}
	return nil
}

func (s *source) readNumber(v *value) error {
	if s.peek() == '-' {
		s.at++
	}
	if s.peek() == '0' {
		s.at++
	} else if err := s.readDigits(v); err != nil {
		return err
	}
	if s.peek() == '.' {
		s.at++
		if err := s.readDigits(v); err != nil {
			return err
		}
	}
	if s.peek()|0x20 != 'e' {
		return nil
	}
	s.at++
	if c := s.peek(); c == '+' || c == '-' {
		s.at++
	}
	return s.readDigits(v)
}

// readDigits reads one digit or more.
func (s *source) readDigits(v *value) error {
	if !isDigit(s.peek()) {
		return s.wrong(v, "a digit")
	}
	for isDigit(s.peek()) {
		s.at++
	}
	return nil
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func (s *source) readWord(v *value, word string) error {
	for i := range len(word) {
		if s.peek() != word[i] {
			return s.wrong(v, word)
		}
		s.at++
	}
	return nil
}

// peek is the next byte, 0 at the end. A 0 byte in the text is an error everywhere.
func (s *source) peek() byte {
	if s.at == len(s.text) {
		return 0
	}
	return s.text[s.at]
}

// wrong returns the error for an unexpected next character, in or after a value.
func (s *source) wrong(v *value, expected string) error {
	if s.at == len(s.text) {
		return s.errorAt(s.at, s.path(v), "the text ends here, expected more JSON")
	}
	r, _ := utf8.DecodeRune(s.text[s.at:])
	return s.errorAt(s.at, s.path(v), "the character %q, expected %s", r, expected)
}
