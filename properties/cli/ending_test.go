package cli

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"mimics/model"
	"mimics/model/dominance"
	"mimics/properties/cli/certificate"
	"mimics/theorems/scenario"
)

const never = time.Hour // longer than any test waits

// deaf is a command that goes on until the test ends.
func deaf(t *testing.T) func(context.Context) error {
	ended := make(chan struct{})
	t.Cleanup(func() { close(ended) })
	return func(context.Context) error { <-ended; return nil }
}

func TestACommandThatHearsOfItsEndEndsByItself(t *testing.T) {
	t.Parallel()
	signals := make(chan os.Signal, 1)
	signals <- os.Interrupt
	settled := errors.New("some of it is settled")
	err, interrupted := runUntil(t.Context(), signals, never, func(ctx context.Context) error {
		<-ctx.Done()
		require.ErrorIs(t, ctx.Err(), context.Canceled)
		return settled
	})
	require.Equal(t, settled, err)
	require.True(t, interrupted)
}

func TestACommandThatDoesNotHearIsAbandoned(t *testing.T) {
	t.Parallel()
	signals := make(chan os.Signal, 2)
	signals <- os.Interrupt
	err, interrupted := runUntil(t.Context(), signals, 0, deaf(t))
	require.Equal(t, errAbandoned, err)
	require.True(t, interrupted)

	ctx, cancel := context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	err, interrupted = runUntil(ctx, signals, 0, deaf(t))
	require.Equal(t, errAbandoned, err)
	require.False(t, interrupted)
}

func TestASecondSignalIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	signals := make(chan os.Signal, 2)
	signals <- os.Interrupt
	signals <- os.Interrupt
	err, interrupted := runUntil(t.Context(), signals, never, deaf(t))
	require.Equal(t, errAbandoned, err)
	require.True(t, interrupted)
}

func TestWhatIsAwaitedIsLeftWhenTheContextEnds(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	got, err := await(ctx, func() int { return 7 })
	require.NoError(t, err)
	require.Equal(t, 7, got)

	ended := make(chan struct{})
	defer close(ended)
	_, err = await(ctx, func() int { cancel(); <-ended; return 7 })
	require.ErrorIs(t, err, context.Canceled)
	_, err = await(ctx, func() int { panic("there was no time to begin") })
	require.ErrorIs(t, err, context.Canceled)
}

func TestAChangeOfFilesIsMadeToItsEndOrNotAtAll(t *testing.T) {
	t.Parallel()
	files, begun, finished := newFiles(), make(chan struct{}), false
	go func() {
		_ = files.change(func() error {
			close(begun)
			time.Sleep(aChange / 10)
			finished = true
			return nil
		})
	}()
	<-begun
	files.close()
	require.True(t, finished)
	require.Equal(t, errAbandoned, files.change(func() error { panic("the command was abandoned") }))

	stuck, release := newFiles(), make(chan struct{})
	begun = make(chan struct{})
	go func() { _ = stuck.change(func() error { close(begun); <-release; return nil }) }()
	<-begun
	stuck.close() // which does not wait for ever
	close(release)
	require.Equal(t, errAbandoned, stuck.change(func() error { panic("the command was abandoned") }))
}

// A question that is open when the time is up is undecided, with bounds that hold for any two laws.
func TestMergingThatIsNotDecidedInTimeSaysSo(t *testing.T) {
	t.Parallel()
	scenario, err := scenario.Read("file", []byte(`{"outcomes": ["h", "t"], "features": {"f": {"h": "x", "t": "y"}},
		"sources": {"a": {"emit": {"h": "1/3", "t": "2/3"}}}, "operator": {"a": 1}, "mimic": {"a": 1}}`))
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	<-ctx.Done()
	list, err := merging(ctx, &scenario, model.Half, 1)
	require.NoError(t, err)
	require.Len(t, list, 4)
	for _, v := range list {
		require.Equal(t, "is undecided beside the "+v.Over+" (not settled: the time was up)", v.says())
		require.Equal(t, "not settled: the time was up", v.Detail)
		require.Equal(t, dominance.Undecided, v.Status)
		require.True(t, v.Merging.IsZero() && v.Singular.IsZero() && v.Constant.Low.Equal(model.One) &&
			v.Constant.High == nil)
	}
	decided, err := merging(t.Context(), &scenario, model.Half, 1)
	require.NoError(t, err)
	require.Equal(t, dominance.Fully, decided[0].Status)
}

// The end of the time is not taken for a search that found nothing.
func TestACertificateThatIsCutShortIsNotSettled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var c certificates
	c.merging(ctx, &certificate.Question{}, verdictOnMerging{Merging: model.One}, "", "coins")
	require.Equal(t, "coins: how much merges is not settled: the run was interrupted", c.missing)
	require.Equal(t, "; "+c.missing+"\n", c.text.String())
}
