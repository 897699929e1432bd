package audit

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"mimics/theorems/scenario"
)

// numbered returns the number of the text in a cell; a new text gets a new number and, if names are kept, a name.
func numbered(numbers *map[string]int32, names *[]string, cell string, check func(string) error, most int) (
	int32, error) {
	text := strings.TrimSpace(cell)
	key := text
	const longest = 64 // a longer text is known by its hash, to save memory
	if len(text) > longest {
		hash := sha256.Sum256([]byte(text))
		key = string(hash[:])
	}
	if n, ok := (*numbers)[key]; ok {
		return n, nil
	}
	if err := check(text); err != nil {
		return 0, err
	}
	if len(*numbers) == most {
		return 0, fmt.Errorf("more than %d different ones, expected a coarser column", most)
	}
	if *numbers == nil {
		*numbers = map[string]int32{}
	}
	n := int32(len(*numbers))
	(*numbers)[strings.Clone(key)] = n // a part of the line would keep all of it in memory
	if names != nil {
		*names = append(*names, strings.Clone(shortLabel(text)))
	}
	return n, nil
}

// shortLabel names a text: by itself if it can be a name, and otherwise by its start and its hash.
func shortLabel(text string) string {
	if text == "" || scenario.Nameable(text) {
		return text
	}
	start := strings.Map(func(r rune) rune {
		if !scenario.OneLine(string(r)) {
			return ' '
		}
		return r
	}, text)
	if runes := []rune(start); len(runes) > 40 {
		start = string(runes[:40])
	}
	hash := sha256.Sum256([]byte(text))
	return fmt.Sprintf("%s… #%x", strings.TrimSpace(start), hash[:4])
}

func checkName(name string) error {
	if err := checkText(name); err != nil {
		return err
	}
	if !scenario.Nameable(name) {
		return fmt.Errorf("%s, expected 1 to %d bytes of text in one line", quoted(name), scenario.MaxName)
	}
	return nil
}

func checkText(text string) error {
	if text == "" {
		return errors.New(`"", expected some text`)
	}
	return checkValue(text)
}

// checkValue accepts an empty text too, because data have gaps.
func checkValue(value string) error {
	if !utf8.ValidString(value) {
		return fmt.Errorf("%s, expected UTF-8", quoted(value))
	}
	return nil
}

// quoted returns the text for an error, cut if it is long.
func quoted(text string) string { return strconv.Quote(cut(text)) }

func cut(text string) string {
	if len(text) > 40 {
		return text[:40] + "…"
	}
	return text
}
