package audit

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"mimics/theorems/scenario"
)

// Limits on the input, so that a log of any length needs bounded memory.
const (
	MaxOutcomes = 100_000   // different ones
	MaxKinds    = 4_000_000 // different rows, in the columns that are used
	maxValues   = 100_000   // of a feature
	maxCount    = 1_000_000_000_000
	maxRuns     = 1000    // of a completion, for which a row stands
	maxRow      = 4 << 20 // in bytes
)

// Read counts a log: comma-separated values with a header, or JSON lines, either also packed by gzip. The column count,
// if the log has it, says how many rows a row stands for. Read ignores spaces around a cell, a byte order mark before
// the header and, if no column has the exact name, the case of a name. Errors are one line that names the file and the
// line.
func Read(name string, in io.Reader, columns Columns) (Table, error) {
	text, err := decoded(in)
	if err != nil {
		return Table{}, fmt.Errorf("%s: %w", name, err)
	}
	r := reader{columns: columns}
	if err := r.parse(); err != nil {
		return Table{}, fmt.Errorf("%s: %w", name, err)
	}
	err = r.open(text)
	if err == nil {
		err = r.all()
	}
	if err != nil {
		return Table{}, fmt.Errorf("%s%w", name, err) // the error begins with a colon, or the line between colons
	}
	table := r.base.table
	if err := table.finish(r.columns, r.success); err != nil {
		return Table{}, fmt.Errorf("%s%w", name, err)
	}
	if r.against != nil {
		if err := r.apart.table.finish(r.columns, r.success); err != nil {
			return Table{}, fmt.Errorf("%s%w", name, err)
		}
		table.Tuned = &r.apart.table
		table.Tuned.Judge(&table)
	}
	return table, nil
}

// decoded returns the input without the byte order mark that spreadsheets put first, unpacked if it is packed, or an
// error if the first bytes show that it is not UTF-8.
func decoded(in io.Reader) (*bufio.Reader, error) {
	buffered := bufio.NewReaderSize(in, 1<<16)
	start, _ := buffered.Peek(4) // reading the rest returns the error again
	if strings.HasPrefix(string(start), "\x1f\x8b") {
		unpacked, err := gzip.NewReader(buffered)
		if err != nil {
			return nil, fmt.Errorf("no gzip after all: %w", err)
		}
		buffered = bufio.NewReaderSize(unpacked, 1<<16)
		start, _ = buffered.Peek(4)
	}
	if string(start) == "PAR1" {
		return nil, errors.New("a Parquet file, expected JSON lines, which properties/cli/audit/parquet makes of it")
	}
	if is := scenario.Encoding(start); is != "" {
		return nil, fmt.Errorf("the file looks like %s, expected UTF-8", is)
	}
	if strings.HasPrefix(string(start), scenario.ByteOrderMark) {
		_, _ = buffered.Discard(len(scenario.ByteOrderMark))
	}
	return buffered, nil
}

// reader reads rows into the table of the log, and those that are set apart into another. Columns are numbers; an
// unused one is noColumn.
type reader struct {
	columns                   Columns
	source                    source
	outcome                   []bound
	success, gold             condition
	against                   *condition
	count, context, replicate int
	weight                    int
	logP, clusters, features  []int
	base, apart               accumulator
}

// accumulator counts rows into a table.
type accumulator struct {
	table                             Table
	index                             kindIndex
	outcomes, contexts, units, combos map[string]int32
	clusters                          [2]map[string]int32
	values                            []map[string]int32 // of each feature
	combo                             []byte
}

// parse reads the conditions and the parts of the outcome.
func (r *reader) parse() (err error) {
	if r.columns.Outcome == "" {
		r.columns.Outcome = "outcome"
	}
	if r.columns.Success == "" {
		r.columns.Success = "success"
	}
	if r.outcome, err = parseOutcome(r.columns.Outcome); err != nil {
		return err
	}
	if r.success, err = parseCondition(r.columns.Success); err != nil {
		return err
	}
	if r.columns.Gold != "" {
		if r.gold, err = parseCondition(r.columns.Gold); err == nil && r.gold.quantile {
			err = fmt.Errorf("%s, expected no quantile for gold", quoted(r.columns.Gold))
		}
		if err != nil {
			return err
		}
	}
	if r.columns.Against != "" {
		c, err := parseCondition(r.columns.Against)
		if err != nil || c.operator != "=" {
			return fmt.Errorf("%s, expected COLUMN=VALUE or a file", quoted(r.columns.Against))
		}
		r.against = &c
	}
	if r.success.quantile && r.columns.Replicate != "" {
		return fmt.Errorf("%s, expected no quantile for runs of one completion", quoted(r.columns.Success))
	}
	if len(r.columns.Pair) != 0 && len(r.columns.Pair) != 2 {
		return fmt.Errorf("the pair %s, expected two columns, the preferred one first", quoted(strings.Join(r.columns.Pair, ",")))
	}
	if len(r.columns.LogP) != 0 && len(r.columns.LogP) != 2 {
		return fmt.Errorf("the log-probabilities %s, expected two columns, before and after tuning",
			quoted(strings.Join(r.columns.LogP, ",")))
	}
	if len(r.columns.Cluster) > 2 {
		return fmt.Errorf("the clusters %s, expected one or two columns", quoted(strings.Join(r.columns.Cluster, ",")))
	}
	return nil
}

// open finds the format and the columns.
func (r *reader) open(text *bufio.Reader) (err error) {
	start, _ := text.Peek(1)
	if string(start) == "{" {
		r.source, err = newJSONSource(text)
	} else {
		r.source, err = newCSVSource(text, r.needed())
	}
	if err == nil && r.columns.Pair != nil {
		r.source, err = newPairSource(r.source, r.columns.Pair[0], r.columns.Pair[1])
		if err != nil {
			return fmt.Errorf(":1: %w", err)
		}
	}
	if err != nil {
		return err
	}
	if err := r.find(); err != nil {
		return fmt.Errorf(":1: %w", err)
	}
	return nil
}

// needed lists the columns that have to be there.
func (r *reader) needed() (names []string) {
	if r.columns.Pair != nil {
		return r.columns.Pair
	}
	for _, b := range r.outcome {
		names = append(names, b.name)
	}
	return append(names, r.success.name)
}

// find gives every role the number of its column.
func (r *reader) find() error {
	heads := newHeads(r.source.heads())
	for i, head := range heads.names {
		if head == "" {
			continue
		}
		if heads.exact[head] != i {
			return fmt.Errorf("the column %s is there twice", quoted(head))
		}
		if err := checkName(head); err != nil {
			return fmt.Errorf("a column: %w", err)
		}
	}
	var fault error
	used := make([]bool, len(heads.names))
	at := func(name string) int {
		i := heads.column(name)
		switch {
		case name == "":
		case i == severalColumn:
			fault = fmt.Errorf("several columns differ from %q in case alone, expected one of that name", name)
		case i == noColumn && fault == nil:
			fault = &NoColumn{name, heads.names}
		}
		if i >= 0 {
			used[i] = true
		}
		return i
	}
	all := func(names []string) (list []int) {
		for _, name := range names {
			list = append(list, at(name))
		}
		return list
	}
	for i := range r.outcome {
		r.outcome[i].at = at(r.outcome[i].name)
	}
	r.success.at, r.gold.at = at(r.success.name), at(r.gold.name)
	if r.count = heads.column("count"); r.count == severalColumn {
		at("count")
	} else if r.count >= 0 {
		used[r.count] = true
	}
	for _, b := range r.outcome {
		if fault == nil && (b.at == r.success.at || b.at == r.count) {
			return fmt.Errorf("the column %q cannot be that of the outcomes", b.name)
		}
	}
	if r.against != nil {
		r.against.at = at(r.against.name)
	}
	if r.columns.Pair != nil && r.columns.Cluster == nil {
		r.columns.Cluster = []string{"pair"}
	}
	r.context, r.replicate, r.weight = at(r.columns.Context), at(r.columns.Replicate), at(r.columns.Weight)
	r.logP, r.clusters = all(r.columns.LogP), all(r.columns.Cluster)
	if r.context >= 0 && len(r.clusters) == 2 && !slices.Contains(r.clusters, r.context) {
		return fmt.Errorf("the clusters %s with the context %s, expected one column besides the context",
			quoted(strings.Join(r.columns.Cluster, ",")), quoted(r.columns.Context))
	}
	r.columns.Cluster = slices.Clone(r.columns.Cluster)
	for c, i := range r.clusters {
		if i >= 0 && i == r.context {
			r.columns.Cluster[c] = r.columns.Context // also if its case differs
		}
	}
	if r.columns.Features != nil {
		r.features = all(r.columns.Features)
		r.source.keep(used)
	} else {
		for i, head := range heads.names {
			if head != "" && !used[i] {
				r.features = append(r.features, i)
			}
		}
	}
	return fault
}

// all reads the rows.
func (r *reader) all() error {
	if r.columns.Features == nil {
		ahead, err := r.choose()
		if err != nil {
			return err
		}
		r.begin()
		for _, a := range ahead {
			if err := r.row(a.cells); err != nil {
				return fmt.Errorf(":%d: %w", a.line, err)
			}
		}
	} else {
		r.begin()
	}
	for {
		cells, line, err := r.source.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if err := r.row(cells); err != nil {
			return fmt.Errorf(":%d: %w", line, err)
		}
	}
	if r.base.table.Rows == 0 {
		return errors.New(": no rows, expected some below the header")
	}
	if r.against != nil && r.apart.table.Rows == 0 {
		return fmt.Errorf(": no rows with %s", quoted(r.columns.Against))
	}
	return nil
}

// aheadRow is a row that is read before the features are known.
type aheadRow struct {
	cells []string
	line  int
}

// choose reads some rows ahead, and drops features whose value differs in most rows, such as a text.
func (r *reader) choose() (ahead []aheadRow, err error) {
	for size := 0; len(ahead) < rowsAhead && size < bytesAhead; {
		cells, line, err := r.source.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			if len(ahead) > 0 { // the rows before may be worse
				r.begin()
				for _, a := range ahead {
					if err := r.row(a.cells); err != nil {
						return nil, fmt.Errorf(":%d: %w", a.line, err)
					}
				}
			}
			return nil, err
		}
		ahead = append(ahead, aheadRow{slices.Clone(cells), line})
		for _, cell := range cells {
			size += len(cell)
		}
	}
	const few = 50
	if len(ahead) <= few {
		return ahead, nil
	}
	r.features = slices.DeleteFunc(r.features, func(at int) bool {
		seen, rows := map[string]int{}, 0 // both outputs of a pair are one row if they share the value
		for _, a := range ahead {
			if cell := a.cells[at]; seen[cell] != a.line {
				seen[cell] = a.line
				rows++
			}
		}
		if 2*len(seen) <= rows {
			return false
		}
		r.base.table.Skipped = append(r.base.table.Skipped, r.source.heads()[at])
		return true
	})
	return ahead, nil
}

// begin makes the tables.
func (r *reader) begin() {
	for _, a := range []*accumulator{&r.base, &r.apart} {
		skipped := a.table.Skipped
		*a = accumulator{values: make([]map[string]int32, len(r.features))}
		a.table.Skipped = skipped
		for _, at := range r.features {
			a.table.Features = append(a.table.Features, Feature{Name: strings.TrimSpace(r.source.heads()[at])})
		}
	}
}
