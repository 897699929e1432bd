package audit

import (
	"fmt"
	"strings"
)

// pairSource makes two rows of each row that compares two outputs: the columns below the first name, which succeeded,
// and those below the second, which did not. Further columns belong to both. The column pair numbers the rows.
type pairSource struct {
	source
	names  []string
	from   [2][]int // the column of the source for each of ours; -1 for success and pair
	cells  []string
	row    []string // the row whose second half is to come, or nil
	line   int
	number int
}

func newPairSource(in source, first, second string) (*pairSource, error) {
	p := &pairSource{source: in}
	below := func(head, name string) (string, bool) {
		if head == name {
			return "text", true
		}
		return strings.CutPrefix(head, name+".")
	}
	at := map[string]int{}
	column := func(name string) int {
		if _, ok := at[name]; !ok {
			at[name] = len(p.names)
			p.names = append(p.names, name)
			p.from[0], p.from[1] = append(p.from[0], -1), append(p.from[1], -1)
		}
		return at[name]
	}
	found := [2]bool{}
	for i, head := range in.heads() {
		shared := true
		for side, name := range []string{first, second} {
			if short, ok := below(head, name); ok {
				p.from[side][column(short)] = i
				shared, found[side] = false, true
			}
		}
		if shared && head != "" {
			c := column(head)
			p.from[0][c], p.from[1][c] = i, i
		}
	}
	for side, name := range []string{first, second} {
		if !found[side] {
			return nil, &NoColumn{Name: name, Columns: in.heads()}
		}
	}
	for _, name := range []string{"success", "pair"} {
		c := column(name)
		p.from[0][c], p.from[1][c] = -1, -1
	}
	p.cells = make([]string, len(p.names))
	return p, nil
}

func (p *pairSource) heads() []string { return p.names }

func (p *pairSource) keep(used []bool) {
	below := make([]bool, len(p.source.heads()))
	for _, from := range p.from {
		for c, i := range from {
			if i >= 0 && used[c] {
				below[i] = true
			}
		}
	}
	p.source.keep(below)
}

func (p *pairSource) next() ([]string, int, error) {
	side := 1
	if p.row == nil {
		row, line, err := p.source.next()
		if err != nil {
			return nil, 0, err
		}
		p.row, p.line, p.number, side = row, line, p.number+1, 0
	}
	for c, from := range p.from[side] {
		switch {
		case from >= 0:
			p.cells[c] = p.row[from]
		case p.names[c] == "success":
			p.cells[c] = []string{"1", "0"}[side]
		case p.names[c] == "pair":
			p.cells[c] = fmt.Sprint(p.number)
		default:
			p.cells[c] = ""
		}
	}
	if side == 1 {
		p.row = nil
	}
	return p.cells, p.line, nil
}
