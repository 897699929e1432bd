package cli_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// lengthy is a scenario on which check runs longer than any test waits.
const lengthy = `{"outcomes": ["h", "t"], "horizon": 1000,
	"sources": {"a": {"emit": {"h": "1/3", "t": "2/3"}}, "b": {"urn": {"h": "1/7", "t": "3/11"}}, "c": {"urn": {"h": "5/3", "t": "7/13"}}},
	"nature": {"a": 1}, "operator": {"a": "1/2", "b": "1/2"}, "mimic": {"a": "1/3", "b": "1/3", "c": "1/3"},
	"features": {"f": {"h": "x", "t": "y"}, "g": {"h": "x", "t": "x"}}}`

// running is a process of the command.
type running struct {
	*exec.Cmd
	t              *testing.T
	out, complaint bytes.Buffer
}

// started starts the command with the given streams. Signals that this process ignores reach it nevertheless.
func started(t *testing.T, streams exec.Cmd, arguments ...string) *running {
	t.Helper()
	heard := make(chan os.Signal, 1)
	signal.Notify(heard, endings...) // a child inherits which signals its parent ignores
	defer signal.Stop(heard)
	r := &running{Cmd: exec.Command(filepath.Join(binFolder(), "mimics"), arguments...), t: t}
	r.Stdin, r.Stdout, r.Stderr = streams.Stdin, streams.Stdout, &r.complaint
	if r.Stdout == nil {
		r.Stdout = &r.out
	}
	require.NoError(t, r.Start())
	return r
}

// endings are the signals that end a command.
var endings = []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}

// soon is the time within which a command must end: a second, and more on a busy machine.
const soon = 10 * time.Second

// ended waits for the command and returns its result. The exit code of a command that a signal killed is -1.
func (r *running) ended(within time.Duration) result {
	r.t.Helper()
	hung := time.AfterFunc(within, func() { _ = r.Process.Kill() })
	_ = r.Wait()
	require.True(r.t, hung.Stop(), "%s goes on and on", r.Args)
	return result{r.ProcessState.ExitCode(), r.out.String(), r.complaint.String()}
}

// interrupted starts the command, sends it a signal once it listens for signals, and returns its result.
func interrupted(t *testing.T, signal os.Signal, streams exec.Cmd, arguments ...string) result {
	t.Helper()
	return interruptedWhen(t, func(result) bool { return true }, signal, streams, arguments...)
}

// interruptedAtWork is interrupted once the command has read its inputs and has something to say.
func interruptedAtWork(t *testing.T, signal os.Signal, streams exec.Cmd, arguments ...string) result {
	t.Helper()
	return interruptedWhen(t, func(got result) bool { return got.out != "" }, signal, streams, arguments...)
}

// interruptedWhen starts the command and sends it a signal, later each time, until the result is the wanted one.
func interruptedWhen(
	t *testing.T, wanted func(result) bool, signal os.Signal, streams exec.Cmd, arguments ...string,
) result {
	t.Helper()
	const longest = 30 * time.Second
	for wait := 200 * time.Millisecond; ; wait *= 2 {
		if text, ok := streams.Stdin.(*strings.Reader); ok {
			_, err := text.Seek(0, io.SeekStart)
			require.NoError(t, err)
		}
		r := started(t, streams, arguments...)
		time.Sleep(wait)
		require.NoError(t, r.Process.Signal(signal))
		got := r.ended(soon)
		if got.exit != -1 && (wanted(got) || wait > longest) { // -1: the signal came before the command listened
			return got
		}
	}
}

func TestInterruptedVerifySaysWhatIsSettled(t *testing.T) {
	t.Parallel()
	for _, signal := range endings {
		got := interruptedAtWork(t, signal, exec.Cmd{}, "verify", "--claim", "merging/*", "--scope", "4", "--cases", "1000000", "--format", "json")
		require.Equal(t, 130, got.exit, got.err)
		require.Empty(t, got.err)
		var report any
		require.NoError(t, json.Unmarshal([]byte(got.out), &report))
		require.Equal(t, false, at(report, "ok"))
		last := at(report, "claims").([]any)
		require.Equal(t, "not run", at(last[len(last)-1], "verdict"))
		require.Equal(t, "the run ended before this claim was finished", at(last[len(last)-1], "why"))
	}
}

func TestInterruptedCheckSaysWhatIsNotSettled(t *testing.T) {
	t.Parallel()
	got := interruptedAtWork(t, os.Interrupt, exec.Cmd{Stdin: strings.NewReader(lengthy)}, "check", thirds, "-", rare, "--format", "json")
	require.Equal(t, 130, got.exit, got.err)
	require.Empty(t, got.err)
	var rows []checkRow
	require.NoError(t, json.Unmarshal([]byte(got.out), &rows))
	last := rows[len(rows)-1]
	require.Equal(t, "vacuous", last.Outcome)
	require.Equal(t, "not settled: the run was interrupted", last.Detail)
}

// stages are command lines of every command that wait for standard input or a pipe, compute for a long time, or print
// to a pipe that nobody reads. If the name ends with a question mark, the command can finish before it is interrupted.
func stages(t *testing.T, folder string) map[string][]string {
	pipe, long, out := filepath.Join(folder, "pipe"), filepath.Join(folder, "long"), filepath.Join(folder, "out")
	require.NoError(t, syscall.Mkfifo(pipe, 0o600))
	require.NoError(t, os.WriteFile(long, []byte(lengthy), 0o600))
	return map[string][]string{
		"verify, baseline from a pipe": {"verify", "--baseline", pipe},
		"verify, baseline from stdin":  {"verify", "--baseline", "-"},
		"verify, computing":            {"verify", "--scope", "6", "--cases", "1000000"},
		"merge, pipe":                  {"merge", pipe},
		"merge, stdin":                 {"merge", "-", "-o", out},
		"check, pipe":                  {"check", thirds, pipe},
		"check, stdin":                 {"check", "-"},
		"check, computing":             {"check", long, "--claim", "merging/*"},
		"check, merging line?":         {"check", long, "--claim", "mimic/sampler"},
		"check, printing":              {"check", thirds},
		"curve, pipe":                  {"curve", pipe},
		"curve, computing?":            {"curve", long},
		"dominance, pipe":              {"dominance", thirds, pipe},
		"dominance, computing?":        {"dominance", long, "--effort", "1000000"},
		"find, computing":              {"find", "merging/budget", "--scope", "6"},
		"show, computing":              {"show", "merging/budget", "--scope", "6"},
		"show, printing":               {"show", "mimic/sampler", "--scope", "1"},
		"list, printing":               {"list"},
		"learn, printing":              {"learn", "."},
		"audit, pipe":                  {"audit", pipe, "--scenario", out},
		"audit, stdin":                 {"audit", "-"},
		"experiment, computing":        {"experiment", "--samples", "1000000"},
		"report, computing":            {"report", "-o", out, "--cases", "1000000", "--scope", "6", "--no-experiment"},
		"report, experimenting":        {"report", "-o", out, "--samples", "1000000"},
		"soak, computing":              {"soak"},
		"schema, printing":             {"schema"},
		"completion, printing":         {"completion", "bash"},
		"version, printing":            {"version"},
	}
}

// stuck returns streams that make no progress: standard input stays empty, and standard output is full.
func stuck(t *testing.T) (streams exec.Cmd) {
	pipe := func() (from, to *os.File) {
		from, to, err := os.Pipe()
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, errors.Join(from.Close(), to.Close())) })
		return from, to
	}
	streams.Stdin, _ = pipe()
	_, out := pipe()
	require.NoError(t, out.SetWriteDeadline(time.Now().Add(100*time.Millisecond)))
	for err := error(nil); err == nil; {
		_, err = out.Write(make([]byte, 1<<12))
	}
	streams.Stdout = out
	return streams
}

// startedAt starts every command and returns their names in order.
func startedAt(t *testing.T, streams exec.Cmd, stages map[string][]string, flags ...string) (
	names []string, commands map[string]*running) {
	commands = map[string]*running{}
	names = slices.Sorted(maps.Keys(stages))
	for _, name := range names {
		commands[name] = started(t, streams, append(slices.Clone(stages[name]), flags...)...)
	}
	return names, commands
}

// requireLeftNothing requires that the folder has only the files that stages wrote, and none of a command.
func requireLeftNothing(t *testing.T, folder string) {
	t.Helper()
	requireOnly(t, folder, "long", "pipe")
}

func TestEveryCommandEndsAtTheFirstSignal(t *testing.T) {
	t.Parallel()
	folder, streams := t.TempDir(), stuck(t)
	stages := stages(t, folder)
	names, commands := startedAt(t, streams, stages)
	time.Sleep(2 * time.Second) // until they all listen; those that do not are tried again, one by one
	for i, name := range names {
		_ = commands[name].Process.Signal(endings[i%len(endings)]) // an error if the command has finished
	}
	for i, name := range names {
		got := commands[name].ended(soon)
		if got.exit == -1 { // the signal came before the command listened
			got = interrupted(t, endings[i%len(endings)], streams, stages[name]...)
		}
		if strings.HasSuffix(name, "?") && got.exit != 130 {
			require.Contains(t, []int{0, 1}, got.exit, name)
			continue
		}
		require.Equal(t, result{130, "", ""}, got, name)
	}
	requireLeftNothing(t, folder)
}

func TestEveryCommandEndsWhenTheTimeIsUp(t *testing.T) {
	t.Parallel()
	folder, streams := t.TempDir(), stuck(t)
	names, commands := startedAt(t, streams, stages(t, folder), "--time", "100ms")
	for _, name := range names {
		got := commands[name].ended(soon)
		require.Equal(t, 1, got.exit, "%s: %s", name, got.err)
		require.Contains(t, []string{"", "mimics: the time was up before anything was settled\n"}, got.err, name)
	}
	requireLeftNothing(t, folder)
}

// nohup starts a command that ignores SIGHUP.
func TestSignalsThatWereIgnoredStayIgnored(t *testing.T) {
	signal.Ignore(syscall.SIGHUP)
	defer signal.Reset(syscall.SIGHUP)
	c := exec.Command(filepath.Join(binFolder(), "mimics"), "check", "-")
	in, err := c.StdinPipe()
	require.NoError(t, err)
	require.NoError(t, c.Start())
	time.Sleep(500 * time.Millisecond)
	require.NoError(t, c.Process.Signal(syscall.SIGHUP))
	time.Sleep(100 * time.Millisecond) // by then the signal would have ended the command
	_, err = io.WriteString(in, read(t, thirds))
	require.NoError(t, err)
	require.NoError(t, in.Close())
	require.NoError(t, c.Wait())
}

func TestInterruptedRunsLeaveNoFiles(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for _, arguments := range [][]string{
		{"report", "-o", filepath.Join(folder, "report"), "--cases", "1000000", "--no-experiment"},
		{"find", "merging/budget", "--scope", "6"},
		{"experiment", "--samples", "1000000", "-o", filepath.Join(folder, "rows")}, // rows on standard output appear at once
	} {
		got := interrupted(t, os.Interrupt, exec.Cmd{}, arguments...)
		require.Equal(t, result{130, "", ""}, got, arguments)
	}
	requireOnly(t, folder)
}
