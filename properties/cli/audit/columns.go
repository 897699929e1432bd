package audit

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Columns says what the columns of a log mean. An empty field is not used, unless a default is named.
type Columns struct {
	// Outcome names the columns that make up the outcome, with the bins of a number: "style,len:30,60" has the classes
	// of style with len below 30, from 30 to below 60, and above. The default is "outcome".
	Outcome string
	// Success is a column of successes, or a column compared with a number, with a quantile ("reward>q0.9") or, by =,
	// with a text. The default is "success". A list of JSON holds several runs of one completion.
	Success string
	Gold    string // the success that is meant, if Success is a stand-in for it; written like Success
	Context string // the prompt, which a policy does not choose
	// Cluster names one or two columns; rows that share a value are dependent. The contexts are clusters too, and
	// with Pair the pairs are the default.
	Cluster   []string
	Replicate string   // rows that share its value, and the context, are runs of one completion
	Weight    string   // a number above 0 by which a row counts
	LogP      []string // the log-probabilities of the row's output before and after tuning
	Features  []string // nil for all other columns that have few values
	Pair      []string // the outputs of a comparison, the preferred one first
	Against   string   // "COLUMN=VALUE": rows that are apart, as the log of a tuned policy
}

// NoColumn says that a log has no column of a name.
type NoColumn struct {
	Name    string
	Columns []string
}

func (e *NoColumn) Error() string {
	names := slices.DeleteFunc(slices.Clone(e.Columns), func(name string) bool { return name == "" })
	rest := ""
	if len(names) > 12 {
		names, rest = names[:12], fmt.Sprintf(" or %d more", len(names)-12)
	}
	for i, name := range names {
		names[i] = cut(name)
	}
	return fmt.Sprintf("no column %s, expected one of %s%s", quoted(e.Name), strings.Join(names, ", "), rest)
}

// bound is a column of the outcome with its bins.
type bound struct {
	name  string
	at    int
	edges []float64 // rising; nil for the values themselves
}

// parseOutcome reads the columns of an outcome.
func parseOutcome(text string) (parts []bound, err error) {
	for token := range strings.SplitSeq(text, ",") {
		token = strings.TrimSpace(token)
		name, first, binned := cutLast(token, ":")
		edge, fault := strconv.ParseFloat(first, 64)
		last := len(parts) - 1
		switch number, plain := strconv.ParseFloat(token, 64); {
		case binned && fault == nil:
			parts = append(parts, bound{name: name, edges: []float64{edge}})
		case plain == nil && last >= 0 && parts[last].edges != nil:
			parts[last].edges = append(parts[last].edges, number)
		default:
			parts = append(parts, bound{name: token})
		}
	}
	for _, p := range parts {
		if !slices.IsSorted(p.edges) || slices.ContainsFunc(p.edges, math.IsNaN) {
			return nil, fmt.Errorf("the outcome %s, expected rising bins such as len:30,60", quoted(text))
		}
	}
	return parts, nil
}

func cutLast(text, separator string) (before, after string, found bool) {
	if i := strings.LastIndex(text, separator); i >= 0 {
		return text[:i], text[i+len(separator):], true
	}
	return text, "", false
}

// class names the bin of a number.
func (b bound) class(cell string) (string, error) {
	if b.edges == nil || cell == "" {
		return cell, nil
	}
	value, err := number(cell)
	if err != nil {
		return "", fmt.Errorf("%s %w", b.name, err)
	}
	i, equal := slices.BinarySearch(b.edges, value)
	if equal {
		i++
	}
	text := func(edge float64) string { return strconv.FormatFloat(edge, 'g', -1, 64) }
	switch i {
	case 0:
		return fmt.Sprintf("%s < %s", b.name, text(b.edges[0])), nil
	case len(b.edges):
		return fmt.Sprintf("%s ≥ %s", b.name, text(b.edges[i-1])), nil
	}
	return fmt.Sprintf("%s %s to %s", b.name, text(b.edges[i-1]), text(b.edges[i])), nil
}

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

// wholePattern matches a whole number as programs write it: 1.0 for 1 if other rows have gaps, or with its sign.
var wholePattern = regexp.MustCompile(`\A\+?(\d+)(?:\.0*)?\z`)

// plain returns the cell without spaces around it, and a whole number as digits alone.
func plain(cell string) string {
	cell = strings.TrimSpace(cell)
	if strings.ContainsAny(cell, "+.") {
		if whole := wholePattern.FindStringSubmatch(cell); whole != nil {
			return whole[1]
		}
	}
	return cell
}

// heads are the names of the columns, without spaces around them.
type heads struct {
	names []string
	exact map[string]int
	alike map[string][]int // by the name in small letters
}

func newHeads(cells []string) heads {
	h := heads{exact: make(map[string]int, len(cells)), alike: make(map[string][]int, len(cells))}
	for i, cell := range cells {
		name := strings.TrimSpace(cell)
		h.names = append(h.names, name)
		h.exact[name] = i
		h.alike[strings.ToLower(name)] = append(h.alike[strings.ToLower(name)], i)
	}
	return h
}

// The answers of column other than the number of a column.
const (
	noColumn      = -1
	severalColumn = -2
)

// column returns the number of the column with the name or, if there is none, of the only one whose name differs in
// case alone.
func (h *heads) column(name string) int {
	if name == "" {
		return noColumn
	}
	if i, ok := h.exact[name]; ok {
		return i
	}
	switch alike := h.alike[strings.ToLower(name)]; len(alike) {
	case 0:
		return noColumn
	case 1:
		return alike[0]
	}
	return severalColumn
}
