package audit

import (
	"fmt"
	"slices"
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
