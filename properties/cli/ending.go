package cli

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// Every command runs under a context, which ends at the first signal or when --time is up. A command that checks its
// context stops then and prints the settled results. A command that is still running after the grace period, because it
// waits for a pipe or computes, is abandoned: Run returns, and the process ends.

// grace is how long a command may run after its context has ended. So every command ends within a second.
const grace = 800 * time.Millisecond

// errAbandoned ends a command that ran longer than the grace period, or past a second signal.
var errAbandoned = errors.New("the command was abandoned")

// listen returns the signals that end a command. A signal that the parent process set to be ignored, as nohup does with
// SIGHUP, stays ignored. The returned function stops listening.
func listen() (signals <-chan os.Signal, stop func()) {
	received := make(chan os.Signal, 2)
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		if !signal.Ignored(s) {
			signal.Notify(received, s)
		}
	}
	return received, func() { signal.Stop(received) }
}

// runUntil runs a command under the context until it returns, or until the grace period after the context is over. The
// first signal ends the context, a second one ends the wait. The error is the command's, or errAbandoned.
func runUntil(ctx context.Context, signals <-chan os.Signal, grace time.Duration,
	run func(context.Context) error) (err error, interrupted bool) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	returned := make(chan error, 1)
	go func() { returned <- run(ctx) }()
	var graceOver <-chan time.Time
	for ended := ctx.Done(); ; {
		select {
		case err := <-returned:
			return err, interrupted
		case <-ended:
			ended, graceOver = nil, time.After(grace)
		case <-signals:
			if interrupted {
				return errAbandoned, true
			}
			interrupted = true
			cancel()
		case <-graceOver:
			return errAbandoned, interrupted
		}
	}
}

// await returns what f returns. If the context ends first, it returns the context's error, and f goes on until the
// process ends.
func await[T any](ctx context.Context, f func() T) (result T, err error) {
	if err := ctx.Err(); err != nil {
		return result, err
	}
	returned := make(chan T, 1)
	go func() { returned <- f() }()
	select {
	case result := <-returned:
		return result, nil
	case <-ctx.Done():
		return result, ctx.Err()
	}
}

// notSettled returns the text for a question that the end of the context left open.
func notSettled(ended error) string { return "not settled: " + whyEnded(ended) }

// whyEnded says why a context ended.
func whyEnded(ended error) string {
	if errors.Is(ended, context.DeadlineExceeded) {
		return "the time was up"
	}
	return "the run was interrupted"
}

// files lets a command change files until the command is abandoned. A change is a single step: it is made as a whole or
// not at all.
type files struct {
	turn   chan struct{} // holds a token while a change is made
	closed chan struct{}
}

func newFiles() *files { return &files{make(chan struct{}, 1), make(chan struct{})} }

// change makes a change of files, unless the command was abandoned.
func (f *files) change(make func() error) error {
	select {
	case f.turn <- struct{}{}:
	case <-f.closed:
		return errAbandoned
	}
	defer func() { <-f.turn }()
	select {
	case <-f.closed:
		return errAbandoned
	default:
		return make()
	}
}

// aChange is how long the end of a command waits for a running change of files. A stuck disk would block it for ever.
const aChange = 100 * time.Millisecond

// close waits until the running change is made. It allows no further change.
func (f *files) close() {
	select {
	case f.turn <- struct{}{}:
	case <-time.After(aChange):
	}
	close(f.closed)
}
