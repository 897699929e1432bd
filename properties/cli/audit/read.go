package audit

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"mimics/model"
	"mimics/theorems/scenario"
)

// Limits on the input, so that a log of any length needs bounded memory.
const (
	MaxOutcomes = 100_000   // different ones
	MaxCells    = 1_000_000 // different pairs of an outcome and a value of a feature
	maxCount    = 1_000_000_000_000
	maxRow      = 1 << 20 // in bytes
)

// Tally counts the draws of an outcome, and those of them that succeeded.
type Tally struct{ N, Successes int64 }

func (t *Tally) add(count int64, success bool) {
	t.N += count
	if success {
		t.Successes += count
	}
}

// plus returns the sum of both.
func (t Tally) plus(o Tally) Tally { return Tally{t.N + o.N, t.Successes + o.Successes} }

// rate returns g.
func (t Tally) rate() model.Q { return model.Frac(t.Successes, t.N) }

// Table holds the counts of a log.
type Table struct {
	// Closed says that the world has no outcomes but these. Read leaves it false.
	Closed   bool
	Names    []string // the names of the outcomes, in order of their first row
	Outcomes []Tally
	Features []Feature
	Total    Tally
	Rows     int
}

// Feature holds the counts of one more column.
type Feature struct {
	Name   string
	Values []string // in order of their first row
	cells  map[cell]*Tally
}

// cell is an outcome and a value of the feature, by number.
type cell struct{ outcome, value int }

// Read counts a CSV file row by row. Its header names the column of outcomes, a column success (see successes),
// optionally a column count (positive whole numbers; 1 per row if there is none), and features, whose cells may be
// empty. A column without a name, as data frames write their index, is skipped. Commas, semicolons or tabs separate the
// cells; the header shows which. Read ignores spaces around a cell, a byte order mark before the header and, if no
// column has the exact name, the case of a head. Errors are one line that names the file and the line.
func Read(name string, in io.Reader, outcome string) (Table, error) {
	r := reader{name: name, outcomes: map[string]int{}}
	outcome = strings.TrimSpace(outcome)
	text, err := decoded(in)
	if err != nil {
		return Table{}, fmt.Errorf("%s: %w", name, err)
	}
	first := firstLine(text)
	r.separator = separator(first, outcome)
	input := &rowLimiter{in: io.MultiReader(bytes.NewReader(first), text)}
	r.csv = newCSV(input, r.separator)
	r.csv.ReuseRecord = true
	if err := r.header(outcome); err != nil {
		return Table{}, err
	}
	for {
		input.done = r.csv.InputOffset()
		record, err := r.csv.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Table{}, r.wrong(err)
		}
		if err := r.row(record); err != nil {
			line, _ := r.csv.FieldPos(0)
			return Table{}, fmt.Errorf("%s:%d: %w", name, line, err)
		}
	}
	if r.table.Rows == 0 {
		return Table{}, fmt.Errorf("%s: no rows, expected some below the header", name)
	}
	return r.table, nil
}

// decoded returns the input without the byte order mark that spreadsheets put first, or an error if the first bytes
// show that the input is not UTF-8.
func decoded(in io.Reader) (*bufio.Reader, error) {
	buffered := bufio.NewReader(in)
	start, _ := buffered.Peek(4) // reading the rest returns the error again
	if is := scenario.Encoding(start); is != "" {
		return nil, fmt.Errorf("the file looks like %s, expected UTF-8", is)
	}
	if strings.HasPrefix(string(start), scenario.ByteOrderMark) {
		_, _ = buffered.Discard(len(scenario.ByteOrderMark))
	}
	return buffered, nil
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
func separator(header []byte, outcome string) rune {
	seen, most := separators[0], 0
	for _, s := range separators {
		cells, err := newCSV(bytes.NewReader(header), s).Read()
		if err != nil {
			continue
		}
		heads := newHeads(cells)
		if heads.column(outcome) >= 0 && heads.column("success") >= 0 {
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

// heads are the names of the columns, without spaces around them.
type heads struct {
	names []string
	exact map[string]int
	alike map[string][]int // by the name in small letters
}

func newHeads(cells []string) heads {
	h := heads{exact: make(map[string]int, len(cells)), alike: make(map[string][]int, len(cells))}
	for i, cell := range cells {
		name := strings.Clone(strings.TrimSpace(cell))
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

// rowLimiter refuses an input with a long row: the CSV reader holds a row as a whole, and a quote can open one that
// never ends.
type rowLimiter struct {
	in         io.Reader
	read, done int64 // the bytes read, and those of complete rows
}

func (b *rowLimiter) Read(p []byte) (int, error) {
	if b.read-b.done > maxRow {
		return 0, fmt.Errorf("a row of more than %d MiB, or a quote that does not end", maxRow>>20)
	}
	n, err := b.in.Read(p)
	b.read += int64(n)
	return n, err
}

// successes are the ways to write, in letters of any case, whether a row succeeded.
var successes = map[string]bool{
	"0": false, "1": true, "false": false, "true": true, "f": false, "t": true, "no": false, "yes": true, "n": false, "y": true,
	"fail": false, "pass": true,
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

type reader struct {
	name                    string
	csv                     *csv.Reader
	separator               rune
	table                   Table
	outcome, success, count int // columns; count is -1 if there is none
	features                []int
	outcomes                map[string]int
	values                  []map[string]int // of each feature
	cells                   int
}

// wrong rewrites an error of the CSV reader, or of what it reads from, in our words.
func (r *reader) wrong(err error) error {
	if fault, ok := errors.AsType[*csv.ParseError](err); ok {
		if errors.Is(fault.Err, csv.ErrFieldCount) {
			return fmt.Errorf("%s:%d: expected as many fields as the header has", r.name, fault.Line)
		}
		return fmt.Errorf("%s:%d: %w", r.name, fault.Line, fault.Err)
	}
	return fmt.Errorf("%s: %w", r.name, err)
}

func (r *reader) header(outcome string) error {
	record, err := r.csv.Read()
	switch {
	case errors.Is(err, io.EOF):
		return fmt.Errorf("%s: empty, expected a header such as outcome,success", r.name)
	case err != nil:
		return r.wrong(err)
	}
	heads := newHeads(record)
	for i, head := range heads.names {
		if head == "" {
			continue
		}
		if heads.exact[head] != i {
			return fmt.Errorf("%s:1: the column %s is there twice", r.name, quoted(head))
		}
		if err := checkName(head); err != nil {
			return fmt.Errorf("%s:1: a column: %w", r.name, err)
		}
	}
	r.outcome, r.success, r.count = heads.column(outcome), heads.column("success"), heads.column("count")
	for _, needed := range []struct {
		name   string
		column int
	}{{outcome, r.outcome}, {"success", r.success}, {"count", r.count}} {
		switch {
		case needed.column == severalColumn:
			return fmt.Errorf("%s:1: several columns differ from %q in case alone, expected one of that name", r.name, needed.name)
		case needed.column == noColumn && needed.name != "count":
			return fmt.Errorf("%s:1: no column %q%s, expected the header outcome,success[,count][,feature…]", r.name, needed.name, r.between())
		}
	}
	if r.outcome == r.success || r.outcome == r.count {
		return fmt.Errorf("%s:1: the column %q cannot be that of the outcomes", r.name, outcome)
	}
	for i, head := range heads.names {
		if head != "" && i != r.outcome && i != r.success && i != r.count {
			r.features, r.values = append(r.features, i), append(r.values, map[string]int{})
			r.table.Features = append(r.table.Features, Feature{Name: head, cells: map[cell]*Tally{}})
		}
	}
	return nil
}

// between names the separator for an error, unless it is the comma.
func (r *reader) between() string {
	if r.separator == ',' {
		return ""
	}
	return fmt.Sprintf(" among those separated by %q", string(r.separator))
}

func (r *reader) row(record []string) error {
	success, known := successes[strings.ToLower(plain(record[r.success]))]
	if !known {
		return fmt.Errorf("success %s, expected 0 or 1, false or true, no or yes, or fail or pass", quoted(record[r.success]))
	}
	count := int64(1)
	if r.count >= 0 {
		n, err := strconv.ParseUint(plain(record[r.count]), 10, 63)
		if count = int64(n); err != nil || count < 1 || count > maxCount {
			return fmt.Errorf("count %s, expected a whole number from 1 to %d", quoted(record[r.count]), int64(maxCount))
		}
	}
	if r.table.Total.N += count; r.table.Total.N > maxCount {
		return fmt.Errorf("more than %d in all", int64(maxCount))
	}
	x, err := number(r.outcomes, &r.table.Names, record[r.outcome], checkName)
	switch {
	case err != nil:
		return fmt.Errorf("the outcome: %w", err)
	case x == len(r.table.Outcomes):
		if x == MaxOutcomes {
			return fmt.Errorf("more than %d different outcomes, expected a coarser column", MaxOutcomes)
		}
		r.table.Outcomes = append(r.table.Outcomes, Tally{})
	}
	r.table.Outcomes[x].add(count, success)
	for i, column := range r.features {
		f := &r.table.Features[i]
		v, err := number(r.values[i], &f.Values, record[column], checkValue)
		if err != nil {
			return fmt.Errorf("the feature %q: %w", f.Name, err)
		}
		tally, ok := f.cells[cell{x, v}]
		if !ok {
			if r.cells++; r.cells > MaxCells {
				return fmt.Errorf("more than %d different pairs of an outcome and a feature, expected coarser ones", MaxCells)
			}
			tally = new(Tally)
			f.cells[cell{x, v}] = tally
		}
		tally.add(count, success)
	}
	if success {
		r.table.Total.Successes += count
	}
	r.table.Rows++
	return nil
}

// number returns the number of the name in a cell; a new name gets a new number.
func number(numbers map[string]int, names *[]string, cell string, check func(string) error) (int, error) {
	name := strings.TrimSpace(cell)
	if n, ok := numbers[name]; ok {
		return n, nil
	}
	if err := check(name); err != nil {
		return 0, err
	}
	name = strings.Clone(name) // a part of the line would keep all of it in memory
	numbers[name] = len(*names)
	*names = append(*names, name)
	return len(*names) - 1, nil
}

func checkName(name string) error {
	if !utf8.ValidString(name) {
		return fmt.Errorf("%s, expected UTF-8", quoted(name))
	}
	if !scenario.Nameable(name) {
		return fmt.Errorf("%s, expected 1 to %d bytes of text in one line", quoted(name), scenario.MaxName)
	}
	return nil
}

// checkValue accepts a name or an empty text, because data have gaps.
func checkValue(value string) error {
	if value == "" {
		return nil
	}
	return checkName(value)
}

// quoted returns the text for an error, cut if it is long.
func quoted(text string) string {
	if len(text) > 40 {
		text = text[:40] + "…"
	}
	return strconv.Quote(text)
}
