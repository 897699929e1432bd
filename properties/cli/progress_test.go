package cli

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"mimics/properties"
)

// passedOn is a writer that passes on what is written.
type passedOn chan string

func (w passedOn) Write(text []byte) (int, error) {
	w <- string(text)
	return len(text), nil
}

func TestATickSaysWhatGoesOnAndLeavesNothing(t *testing.T) {
	t.Parallel()
	written := make(passedOn)
	stop := tick(written, "drawing", time.Millisecond)
	require.Regexp(t, `\A`+regexp.QuoteMeta(emptied)+`drawing: \d+ s\z`, <-written)
	stopped := make(chan struct{})
	go func() {
		stop()
		close(stopped)
	}()
	last := ""
	for open := true; open; {
		select {
		case last = <-written:
		case <-stopped:
			open = false
		}
	}
	require.Equal(t, emptied, last)
}

// Marks come in the order of the claims, whichever settle first, and a section ends with how many are as expected.
func TestMarksComeInOrder(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	m := newMarks(printer{w: &text}, []string{"a/one", "a/two", "b/one"})
	m.settle(2, properties.VacuousClaim)
	require.Empty(t, text.String())
	m.settle(0, properties.AsExpected)
	require.Equal(t, "a           .", text.String())
	m.settle(1, properties.Regression)
	require.Equal(t, "a           .F"+strings.Repeat(" ", 22)+"  1 of 2 as expected\n"+
		"b           ?"+strings.Repeat(" ", 23)+"  0 of 1 as expected\n", text.String())
}
