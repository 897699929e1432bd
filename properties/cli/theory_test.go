package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The workflow that others copy, step by step on this machine, as Actions would run it. The repository is a small one,
// whose command is mimics.

// forge is what outlives a run of a workflow: the repository, caches and artifacts.
type forge struct {
	origin, base      string // the repository and the commit that a request starts from
	caches, artifacts map[string]string
}

// command is a program that becomes mimics.
const command = `package main

import (
	"os"
	"os/exec"
)

func main() {
	mimics := exec.Command("mimics", os.Args[1:]...)
	mimics.Stdout, mimics.Stderr = os.Stdout, os.Stderr
	if mimics.Run() != nil {
		os.Exit(mimics.ProcessState.ExitCode())
	}
}
`

func newForge(t *testing.T, bin string) *forge {
	m := machine{t.TempDir(), bin, nil}
	require.NoError(t, os.WriteFile(filepath.Join(m.dir, "go.mod"), []byte("module theory\n"), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(m.dir, "main.go"), []byte(command), 0o644))
	m.succeed(t, "git", "init", "--quiet")
	m.succeed(t, "git", "add", ".")
	m.succeed(t, "git", "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "--message", "Begin")
	head := m.run(t, "git", "rev-parse", "HEAD")
	return &forge{m.dir, strings.TrimSpace(head.out), map[string]string{}, map[string]string{}}
}

// event is what starts a run.
type event struct {
	name, run string // run is the number
	compare   bool   // an input
}

// run is the workflow's job for the event. It gives the failed step's or else the last one's result, and the summary.
func (f *forge) run(t *testing.T, flow workflow, bin string, e event) (last result, summary string) {
	// Go is called as it is here; what it keeps lies where it did.
	m := machine{t.TempDir(), bin, []string{"GOFLAGS=-buildvcs=false", "GOTOOLCHAIN=local"}}
	for _, name := range []string{"GOCACHE", "GOROOT"} {
		text, err := exec.Command("go", "env", name).Output()
		require.NoError(t, err)
		m = m.with(name + "=" + strings.TrimSpace(string(text)))
	}
	temp := t.TempDir()
	m = m.with("RUNNER_TEMP=" + temp).with("GITHUB_STEP_SUMMARY=" + filepath.Join(temp, "summary.md"))
	expressions := map[string]string{
		"inputs.claim": "forcing/*[gnps]", "inputs.cases": "60", "inputs.scope": "2", "github.run_id": e.run,
		"github.event.pull_request.base.sha": f.base,
	}
	for name, value := range flow.Env {
		m = m.with(name + "=" + expand(t, value, expressions))
	}
	conditions := map[string]bool{
		"": true, "always()": true,
		"github.event_name == 'pull_request'":               e.name == "pull_request",
		"github.event_name != 'pull_request'":               e.name != "pull_request",
		"github.event_name == 'schedule' || inputs.compare": e.name == "schedule" || e.compare,
	}
	var steps []step
	for _, job := range flow.Jobs {
		require.Contains(t, conditions, job.If)
		if conditions[job.If] {
			require.Nil(t, steps, "an event starts one job")
			steps = job.Steps
		}
	}
	failed := false
	var atEnd func() // what a cache keeps after the last step
	for _, step := range steps {
		const hit = "steps.baseline.outputs.cache-hit != 'true'"
		if step.If == hit {
			require.Contains(t, conditions, hit, "the cache comes first")
		}
		require.Contains(t, conditions, step.If)
		if !conditions[step.If] || failed && step.If != "always()" {
			continue
		}
		m := m
		for name, value := range step.Env {
			m = m.with(name + "=" + expand(t, value, expressions))
		}
		with := func(key string) string { return expand(t, step.With[key], expressions) }
		file := filepath.Join(m.dir, with("path"))
		restore := func() bool {
			text, found := f.caches[with("key")]
			if !found && with("restore-keys") != "" {
				newest := "" // numbers of runs rise
				for key := range f.caches {
					if strings.HasPrefix(key, with("restore-keys")) {
						newest = max(newest, key)
					}
				}
				text, found = f.caches[newest]
			}
			if found {
				require.NoError(t, os.WriteFile(file, []byte(text), 0o644))
			}
			return found
		}
		save := func() { f.caches[with("key")] = m.read(t, with("path")) }
		switch action, _, _ := strings.Cut(step.Uses, "@"); {
		case step.Name == "Build": // mimics is there
		case action == "actions/checkout":
			m.succeed(t, "git", "clone", "--quiet", "file://"+f.origin, ".")
		case action == "actions/setup-go":
			require.FileExists(t, filepath.Join(root, with("go-version-file")))
		case action == "actions/cache":
			if found := restore(); !found {
				atEnd = save
			}
			conditions["steps."+step.ID+".outputs.cache-hit != 'true'"] = atEnd != nil
		case action == "actions/cache/restore":
			restore()
		case action == "actions/cache/save":
			save()
		case action == "actions/upload-artifact":
			f.artifacts[with("name")] = m.read(t, with("path"))
		case step.Run != "":
			last = m.run(t, "bash", "-e", "-c", expand(t, step.Run, expressions))
			failed = failed || last.exit != 0
		default:
			require.Fail(t, "unknown step", "%+v", step)
		}
	}
	if atEnd != nil && !failed {
		atEnd()
	}
	text, err := os.ReadFile(filepath.Join(temp, "summary.md"))
	require.NoError(t, err)
	return last, string(text)
}

func TestTheoryWorkflow(t *testing.T) {
	bin := buildCommand(t)
	flow := readWorkflow(t, "theory.yml")
	for _, trigger := range []string{"pull_request", "schedule", "workflow_dispatch"} {
		require.Contains(t, flow.On, trigger)
	}
	const nothing = "nothing changed"
	lose := func(text string) string { // something that the present run does not have
		return strings.Replace(text, `"id": "forcing/gap"`, `"id": "forcing/gaps"`, 1)
	}

	t.Run("pull request", func(t *testing.T) {
		f, request := newForge(t, bin), event{name: "pull_request"}
		got, summary := f.run(t, flow, bin, request)
		require.Zero(t, got.exit, got.err)
		require.Contains(t, got.err, nothing)
		require.Contains(t, summary, "| `forcing/gap` | holds | as expected |")
		require.Contains(t, summary, nothing)
		all, _ := ingest(t, f.artifacts["theory"])
		require.Positive(t, all.Tests)
		require.Equal(t, all.Tests, all.Passed)

		key := "baseline-" + f.base
		require.Contains(t, f.caches, key)
		f.caches[key] = lose(f.caches[key])
		got, summary = f.run(t, flow, bin, request) // from the cache
		require.Equal(t, 1, got.exit, got.err)
		require.Contains(t, summary, "forcing/gaps: the claim is gone")
	})

	t.Run("nightly", func(t *testing.T) {
		f := newForge(t, bin)
		got, summary := f.run(t, flow, bin, event{name: "schedule", run: "1"})
		require.Zero(t, got.exit, got.err)
		require.NotContains(t, summary, nothing, "there is nothing to compare with yet")
		require.Contains(t, f.caches, "nightly-1")
		require.Equal(t, f.caches["nightly-1"], f.artifacts["nightly"])

		got, summary = f.run(t, flow, bin, event{name: "schedule", run: "2"})
		require.Zero(t, got.exit, got.err)
		require.Contains(t, summary, nothing)

		f.caches["nightly-2"] = lose(f.caches["nightly-2"])
		got, _ = f.run(t, flow, bin, event{name: "schedule", run: "3"})
		require.Equal(t, 1, got.exit, got.err)
		require.NotContains(t, f.caches, "nightly-3", "what was lost is missed the next night too")

		got, _ = f.run(t, flow, bin, event{name: "workflow_dispatch", run: "4"})
		require.Zero(t, got.exit, got.err)
		require.Contains(t, f.caches, "nightly-4", "the loss is accepted")
	})
}
