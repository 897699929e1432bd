package audit

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// number reads a finite number.
func number(cell string) (float64, error) {
	value, err := strconv.ParseFloat(strings.TrimSpace(cell), 64)
	if err != nil || math.IsInf(value, 0) || math.IsNaN(value) {
		return 0, fmt.Errorf("%s, expected a number", quoted(cell))
	}
	return value, nil
}

// condition says when a row succeeds.
type condition struct {
	name     string
	at       int
	operator string // empty for a column of successes
	limit    float64
	quantile bool // the limit is this quantile of the column
	text     string
}

var conditionPattern = regexp.MustCompile(`\A(.+?)\s*(>=|<=|>|<|=)\s*(.*)\z`)

// parseCondition reads a condition.
func parseCondition(text string) (condition, error) {
	parts := conditionPattern.FindStringSubmatch(text)
	if parts == nil {
		return condition{name: text}, nil
	}
	c := condition{name: parts[1], operator: parts[2], text: parts[3]}
	if c.operator == "=" {
		return c, nil
	}
	digits := c.text
	digits, c.quantile = strings.CutPrefix(digits, "q")
	var err error
	if c.limit, err = number(digits); err != nil || c.quantile && (c.limit <= 0 || c.limit >= 1) {
		return c, fmt.Errorf("%s, expected a comparison with a number or a quantile, such as reward>=4 or reward>q0.9", quoted(text))
	}
	return c, nil
}

// numeric reports whether the condition compares numbers.
func (c condition) numeric() bool { return c.operator != "" && c.operator != "=" }

// holds compares a number with the limit.
func (c condition) holds(value, limit float64) bool {
	order := cmp.Compare(value, limit)
	switch c.operator {
	case ">=":
		return order >= 0
	case ">":
		return order > 0
	case "<=":
		return order <= 0
	}
	return order < 0
}

// met reports whether a cell meets a condition without a quantile.
func (c condition) met(cell string) (bool, error) {
	switch {
	case c.numeric():
		value, err := number(cell)
		if err != nil {
			return false, fmt.Errorf("%s %w", c.name, err)
		}
		return c.holds(value, c.limit), nil
	case c.operator == "=":
		return strings.TrimSpace(cell) == c.text, nil
	}
	success, known := successes[strings.ToLower(plain(cell))]
	if !known {
		hint := ""
		if _, err := number(cell); err == nil {
			hint = fmt.Sprintf("; a number needs a limit, such as %s>=%s", c.name, cell)
		}
		return false, fmt.Errorf("%s %s, expected 0 or 1, false or true, no or yes, or fail or pass%s", c.name, quoted(cell), hint)
	}
	return success, nil
}

// runs reads a cell that may hold a list of JSON with one value per run, and counts the runs and those that passed.
func (c condition) runs(cell string) (runs, passed int16, err error) {
	cells := []string{cell}
	if strings.HasPrefix(cell, "[") && strings.HasSuffix(cell, "]") && c.operator != "=" {
		if cells = strings.Split(cell[1:len(cell)-1], ","); len(cells) > maxRuns {
			return 0, 0, fmt.Errorf("%s: %d runs, expected at most %d", c.name, len(cells), maxRuns)
		}
	}
	for _, one := range cells {
		met, err := c.met(strings.Trim(strings.TrimSpace(one), `"`))
		if err != nil {
			return 0, 0, err
		}
		if runs++; met {
			passed++
		}
	}
	return runs, passed, nil
}

// successes are the ways to write, in letters of any case, whether a row succeeded.
var successes = map[string]bool{
	"0": false, "1": true, "false": false, "true": true, "f": false, "t": true, "no": false, "yes": true, "n": false, "y": true,
	"fail": false, "pass": true, "failed": false, "passed": true, "incorrect": false, "correct": true, "i": false, "c": true,
}

// plain returns the cell without spaces around it, and a whole number as digits alone: programs write 1.0 for 1 if
// other rows have gaps, or a sign.
func plain(cell string) string {
	cell = strings.TrimSpace(cell)
	whole, places, _ := strings.Cut(strings.TrimPrefix(cell, "+"), ".")
	if whole != "" && strings.Trim(whole, "0123456789") == "" && strings.Trim(places, "0") == "" {
		return whole
	}
	return cell
}
