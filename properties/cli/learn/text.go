package learn

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"mimics/theorems/scenario"
)

// text reads the sequences of a text, one per line that is not blank. A line of a file *.jsonl is JSON.
func (r *reading) text(name string, text []byte) error {
	if is := scenario.Encoding(text[:min(4, len(text))]); is != "" {
		return fmt.Errorf("%s: the file looks like %s, expected text", name, is)
	}
	number := 0
	for line := range strings.Lines(strings.TrimPrefix(string(text), scenario.ByteOrderMark)) {
		number++
		line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
		sequence, err := r.sequenceOf(line, strings.HasSuffix(name, ".jsonl"))
		if err != nil {
			return fmt.Errorf("%s:%d: %s", name, number, scenario.Shown(err.Error()))
		}
		if strings.TrimSpace(sequence) != "" {
			r.split(sequence)
		}
	}
	return nil
}

// sequenceOf returns the text of the sequence that a line holds. It returns an error if the line is not text. Bytes may
// have any encoding but contain no zero.
func (r *reading) sequenceOf(line string, isJSON bool) (string, error) {
	if r.Tokens == Bytes && !isJSON {
		if strings.Contains(line, "\x00") {
			return "", errors.New("the byte 0x00, expected text")
		}
		return line, nil
	}
	err := requireText(line)
	if err == nil && isJSON && strings.TrimSpace(line) != "" {
		if line, err = r.decode(line); err == nil {
			err = requireText(line) // an escape can stand for a character that is not text
		}
	}
	return line, err
}

// requireText returns an error for bytes that are not UTF-8, for control characters that are no white space, and for
// the character with which programs replace bytes that they cannot read.
func requireText(text string) error {
	for i, c := range text {
		switch {
		case c == utf8.RuneError && !strings.HasPrefix(text[i:], "\ufffd"):
			return fmt.Errorf("the byte %#x, expected UTF-8", text[i])
		case c == utf8.RuneError, unicode.IsControl(c) && !unicode.IsSpace(c):
			return fmt.Errorf("the character %+q, expected text", c)
		}
	}
	return nil
}

// decode returns the text in a line of JSON: the line is a string, or an object with a string under the field.
func (f Format) decode(line string) (string, error) {
	expected := fmt.Sprintf("expected a JSON string or an object with the field %q", f.Field)
	var whole, value json.RawMessage
	if err := json.Unmarshal([]byte(line), &whole); err != nil {
		return "", fmt.Errorf("%w, %s", err, expected)
	}
	d := json.NewDecoder(strings.NewReader(line)) // finds no error, since the line is JSON
	switch first, _ := d.Token(); first := first.(type) {
	case string:
		return first, nil
	case json.Delim:
		for first == '{' && d.More() {
			key, _ := d.Token()
			given := value != nil
			var of json.RawMessage
			_ = d.Decode(&of)
			if key != f.Field {
				continue
			}
			if given {
				return "", fmt.Errorf("the field %q is given twice, expected once", f.Field)
			}
			value = of
		}
		if first == '{' && value == nil {
			return "", fmt.Errorf("no field %q, expected one with a string (--field names another)", f.Field)
		}
	}
	var text *string
	if err := json.Unmarshal(value, &text); err != nil || text == nil {
		return "", errors.New(expected)
	}
	return *text, nil
}
