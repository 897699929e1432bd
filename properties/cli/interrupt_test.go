package cli_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// lengthy is a scenario that takes check longer than any test waits.
const lengthy = `{"outcomes": ["h", "t"], "horizon": 1000,
	"sources": {"a": {"emit": {"h": "1/3", "t": "2/3"}}, "b": {"urn": {"h": "1/7", "t": "3/11"}}, "c": {"urn": {"h": "5/3", "t": "7/13"}}},
	"nature": {"a": 1}, "operator": {"a": "1/2", "b": "1/2"}, "mimic": {"a": "1/3", "b": "1/3", "c": "1/3"},
	"features": {"f": {"h": "x", "t": "y"}, "g": {"h": "x", "t": "x"}}}`

// interrupted runs the built command, which a signal reaches once it listens for signals, and gives what it left.
func interrupted(t *testing.T, signal os.Signal, in string, arguments ...string) result {
	t.Helper()
	for wait := 100 * time.Millisecond; ; wait *= 2 {
		var out, complaint bytes.Buffer
		c := exec.Command(filepath.Join(buildCommand(t), "mimics"), arguments...)
		c.Stdin, c.Stdout, c.Stderr = strings.NewReader(in), &out, &complaint
		require.NoError(t, c.Start())
		hung := time.AfterFunc(time.Minute, func() { _ = c.Process.Kill() })
		time.Sleep(wait)
		require.NoError(t, c.Process.Signal(signal))
		_ = c.Wait()
		require.True(t, hung.Stop(), "it goes on and on")
		if got := (result{c.ProcessState.ExitCode(), out.String(), complaint.String()}); got.exit != -1 {
			return got
		} // the signal came first
	}
}

func TestInterruptedVerifySaysWhatIsSettled(t *testing.T) {
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		got := interrupted(t, signal, "", "verify", "--claim", "merging/*", "--scope", "4", "--cases", "1000000", "--format", "json")
		require.Equal(t, 130, got.exit, got.err)
		require.Empty(t, got.err)
		var report any
		require.NoError(t, json.Unmarshal([]byte(got.out), &report))
		require.Equal(t, false, at(report, "ok"))
		last := at(report, "claims").([]any)
		require.Equal(t, "not run", at(last[len(last)-1], "verdict"))
		require.Equal(t, "it was cut short", at(last[len(last)-1], "why"))
	}
}

func TestInterruptedCheckSaysWhatIsNotSettled(t *testing.T) {
	got := interrupted(t, os.Interrupt, lengthy, "check", thirds, "-", rare, "--format", "json")
	require.Equal(t, 130, got.exit, got.err)
	require.Empty(t, got.err)
	var rows []checkRow
	require.NoError(t, json.Unmarshal([]byte(got.out), &rows))
	last := rows[len(rows)-1]
	require.Equal(t, "vacuous", last.Outcome)
	require.Equal(t, "not settled: the run was interrupted", last.Detail)
}

func TestInterruptedRunsLeaveNoFiles(t *testing.T) {
	folder := t.TempDir()
	for _, arguments := range [][]string{
		{"report", "-o", filepath.Join(folder, "report"), "--cases", "1000000", "--no-experiment"},
		{"find", "merging/budget", "--scope", "6"},
		{"experiment", "--samples", "1000000"},
	} {
		got := interrupted(t, os.Interrupt, "", arguments...)
		require.Equal(t, result{130, "", ""}, got, arguments)
	}
	requireOnly(t, folder)
}

// What is not settled when the time is up is not called anything else.
func TestCheckEndsWhenTheTimeIsUp(t *testing.T) {
	got := mimicsOn(lengthy, "check", "-", "--claim", "merging/*", "--time", "1ns", "--format", "json")
	require.Equal(t, 1, got.exit, got.err)
	require.Empty(t, got.err)
	var rows []checkRow
	require.NoError(t, json.Unmarshal([]byte(got.out), &rows))
	require.NotEmpty(t, rows)
	for _, row := range rows {
		require.Equal(t, "vacuous", row.Outcome)
		require.Equal(t, "not settled: the time was up", row.Detail)
		require.Nil(t, row.Left)
	}
	require.Equal(t, mimics("check", thirds), mimics("check", thirds, "--time", "10m"))
	requireRefused(t, "--time -1s, expected a duration such as 30s", mimics("check", thirds, "--time=-1s"))
}

func TestFindGivesUpWhenTheTimeIsUp(t *testing.T) {
	require.Equal(t, result{1, "", "mimics: none before the time was up\n"}, mimics("find", "merging/budget", "--scope", "6", "--time", "1ns"))
	requireRefused(t, "--time -1s, expected a duration such as 30s", mimics("find", "merging/budget", "--time=-1s"))
}

func TestOutputThatIsFullIsAnError(t *testing.T) {
	bin := buildCommand(t)
	here := machine{t.TempDir(), bin, nil}
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("there is no device that is always full")
	}
	got := here.run(t, "sh", "-c", "mimics list >/dev/full")
	require.Equal(t, result{2, "", "mimics: write /dev/stdout: no space left on device\n"}, got)
	// Who reads no further wants no more: the process ends as others do, without a word.
	got = here.run(t, "sh", "-c", "mimics list | true; (trap '' PIPE; for i in 1 2 3 4 5 6 7 8 9; do mimics list || break; done) | head -1")
	require.Empty(t, got.err)
}
