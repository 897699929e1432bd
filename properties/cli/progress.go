package cli

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"mimics/properties"
	"mimics/theorems"
)

// progress counts the settled claims in one line of standard error, which it removes at the end. It returns nil if
// standard error is no terminal.
func (s *streams) progress(claims []theorems.Claim) func(int, properties.Findings) {
	if !isTerminal(s.err) {
		return nil
	}
	p, settled := printer{w: s.err}, 0
	return func(i int, _ properties.Findings) {
		line := ""
		if settled++; settled < len(claims) {
			line = fmt.Sprintf("%d of %d claims settled, the last one %s", settled, len(claims), claims[i].ID)
		}
		p.print(emptied + line)
	}
}

// emptied clears the current line of a terminal.
const emptied = "\r\x1b[K"

// ticking says on standard error, if that is a terminal, what the command does and for how many seconds, until the
// returned function stops it.
func (s *streams) ticking(what string) (stop func()) {
	if !isTerminal(s.err) {
		return func() {}
	}
	return tick(s.err, what, time.Second)
}

// tick prints at every interval what the command does, in one line that it removes at the end.
func tick(w io.Writer, what string, interval time.Duration) (stop func()) {
	p, start, done := printer{w: w}, time.Now(), make(chan struct{})
	ticker := time.NewTicker(interval)
	var running sync.WaitGroup
	running.Go(func() {
		for {
			select {
			case now := <-ticker.C:
				p.print(fmt.Sprintf("%s%s: %d s", emptied, what, int(now.Sub(start).Seconds())))
			case <-done:
				p.print(emptied)
				return
			}
		}
	})
	return func() {
		ticker.Stop()
		close(done)
		running.Wait()
	}
}

// marks prints a line per section while the claims of a run are settled: a mark per claim, then the number that are as
// expected. The marks are in the order of the claims, not in the order in which claims are settled, so that the same
// run prints the same bytes.
type marks struct {
	printer
	ids      []string                // the claims
	verdicts []properties.Conclusion // empty while the claim is not settled
	from, to int                     // the claims of the current section whose mark is printed
}

func newMarks(p printer, ids []string) *marks {
	return &marks{printer: p, ids: ids, verdicts: make([]properties.Conclusion, len(ids))}
}

// markOf is the mark of each verdict.
var markOf = map[properties.Conclusion]string{
	properties.AsExpected: ".", properties.Regression: "F", properties.VacuousClaim: "?", properties.NotRun: "-",
}

// settle prints the mark of the claim as soon as those before it are printed.
func (m *marks) settle(claim int, verdict properties.Conclusion) {
	m.verdicts[claim] = verdict
	for m.to < len(m.ids) && m.verdicts[m.to] != "" {
		m.next()
	}
}

// next prints the next mark, and the beginning and the end of its line.
func (m *marks) next() {
	const nameWidth, marksWidth = 12, 24
	section, _, _ := strings.Cut(m.ids[m.to], "/")
	if m.from == m.to {
		m.print(fmt.Sprintf("%-*s", nameWidth, section))
	}
	m.print(string(m.paint(string(m.verdicts[m.to]), markOf[m.verdicts[m.to]])))
	m.to++
	if m.to < len(m.ids) && strings.HasPrefix(m.ids[m.to], section+"/") {
		return
	}
	line := m.verdicts[m.from:m.to]
	expected := 0
	for _, v := range line {
		if v == properties.AsExpected {
			expected++
		}
	}
	m.print(strings.Repeat(" ", max(0, marksWidth-len(line))) + fmt.Sprintf("%3d of %d as expected\n", expected, len(line)))
	m.from = m.to
}
