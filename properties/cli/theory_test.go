package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The workflow that others copy, step by step on this machine, as Actions would run it, in a repository made as the
// README says. Each step is run: commands are built, from the vendor folder and no other module.

// forge is what outlives a run of a workflow: the repository, caches and artifacts.
type forge struct {
	machine
	base              string // the commit that a request starts from
	caches, artifacts map[string]string
}

// newForge makes a repository that has no theory yet.
func newForge(t *testing.T) *forge {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed, which keeps the repository that the workflow is for")
	}
	f := &forge{machine{t.TempDir(), "", nil}, "", map[string]string{}, map[string]string{}}
	f.succeed(t, "git", "init", "--quiet")
	f.write(t, "README.md", "A theory is to come.\n")
	f.commit(t)
	f.merge(t)
	return f
}

func (f *forge) write(t *testing.T, name, text string) { write(t, filepath.Join(f.dir, name), text) }

func (f *forge) commit(t *testing.T) {
	t.Helper()
	f.succeed(t, "git", "add", ".")
	f.succeed(t, "git", "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "--message", "Change")
}

// merge makes the last commit the one that the next request starts from.
func (f *forge) merge(t *testing.T) {
	t.Helper()
	f.base = strings.TrimSpace(f.machine.run(t, "git", "rev-parse", "HEAD").out)
}

// publish puts the guide's theory into the repository, as the README says.
func (f *forge) publish(t *testing.T) {
	t.Helper()
	m := readManual(t)
	own := m.follow(t)
	own.succeed(t, "sh", "-e", "-c", m.publish)
	require.NoError(t, os.CopyFS(f.dir, os.DirFS(own.dir)))
	f.commit(t)
	f.succeed(t, "git", "-c", "pack.window=0", "repack", "-a", "-d", "--quiet") // once, and not for each clone
}

// change replaces a text of the theory, once.
func (f *forge) change(t *testing.T, from, to string) {
	t.Helper()
	text := f.read(t, "main.go")
	require.Equal(t, 1, strings.Count(text, from))
	f.write(t, "main.go", strings.Replace(text, from, to, 1))
	f.commit(t)
}

// event is what starts a run.
type event struct {
	name, run string // run is the number
	compare   bool   // an input
}

// run is the workflow's job for the event. It gives the failed step's or else the last one's result, and the summary.
func (f *forge) run(t *testing.T, e event) (last result, summary string) {
	flow := readWorkflow(t, filepath.Join(f.dir, ".github/workflows/theory.yml"))
	temp := t.TempDir()
	path := filepath.Join(temp, "path")
	m := machine{t.TempDir(), temp, goHere(t)}.with("GOFLAGS=-trimpath").with("HOME=" + temp).with("GOMODCACHE=" + filepath.Join(temp, "modules"))
	m = m.with("RUNNER_TEMP=" + temp).with("GITHUB_STEP_SUMMARY=" + filepath.Join(temp, "summary.md")).with("GITHUB_PATH=" + path)
	expressions := map[string]string{
		"inputs.claim": "selection/*", "inputs.cases": "60", "inputs.scope": "2", "github.run_id": e.run,
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
	bin, failed := m.bin, false
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
		m.bin = bin
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
				write(t, file, text)
			}
			return found
		}
		save := func() {
			if _, err := os.Stat(file); err == nil { // Actions warns where there is nothing to keep
				f.caches[with("key")] = read(t, file)
			}
		}
		switch action, _, _ := strings.Cut(step.Uses, "@"); {
		case action == "actions/checkout":
			m.succeed(t, "git", "clone", "--quiet", "--depth", "1", "file://"+f.dir, ".")
		case action == "actions/setup-go":
			require.FileExists(t, filepath.Join(m.dir, with("go-version-file")))
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
			last = m.run(t, actionsShell(), "-e", "-c", expand(t, step.Run, expressions))
			failed = failed || last.exit != 0
			if text, err := os.ReadFile(path); err == nil { // folders that the step adds for those after it
				bin = strings.ReplaceAll(strings.TrimSpace(string(text)), "\n", string(os.PathListSeparator))
			}
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
	long(t)
	f := newForge(t)
	request := event{name: "pull_request"}
	const nothing = "nothing changed"
	lose := func() { f.change(t, `"selection/raises"`, `"selection/lifts"`) }

	// A request that adds the theory.
	f.publish(t)
	got, summary := f.run(t, request)
	require.Zero(t, got.exit, got.err)
	require.NotContains(t, summary, nothing, "there is nothing to compare with")
	require.Contains(t, summary, "| `selection/raises` | holds | as expected |")
	all, _ := ingest(t, f.artifacts["theory"])
	require.Positive(t, all.Tests)
	require.Equal(t, all.Tests, all.Passed)
	require.Empty(t, f.caches)
	f.merge(t)

	// One that changes nothing.
	f.write(t, "README.md", "A theory of one claim.\n")
	f.commit(t)
	got, summary = f.run(t, request)
	require.Zero(t, got.exit, got.err)
	require.Contains(t, got.err+summary, nothing)
	require.Contains(t, f.caches, "baseline-"+f.base)

	// One that takes a claim away, compared with what the cache has of the same base.
	f.caches["baseline-"+f.base] = strings.Replace(f.caches["baseline-"+f.base], "selection/raises", "selection/cached", 1)
	lose()
	got, summary = f.run(t, request)
	require.Equal(t, 1, got.exit, got.err)
	require.Contains(t, summary, "selection/cached: the claim is gone")
	f.succeed(t, "git", "reset", "--quiet", "--hard", f.base)

	// Every night.
	night := func(run string) (result, string) { return f.run(t, event{name: "schedule", run: run}) }
	got, summary = night("1")
	require.Zero(t, got.exit, got.err)
	require.NotContains(t, summary, nothing, "there is nothing to compare with yet")
	require.Contains(t, f.caches, "nightly-1")
	require.Equal(t, f.caches["nightly-1"], f.artifacts["nightly"])

	lose()
	got, summary = night("2")
	require.Equal(t, 1, got.exit, got.err)
	require.Contains(t, summary, "selection/raises: the claim is gone")
	require.NotContains(t, f.caches, "nightly-2", "what was lost is missed the next night too")

	got, _ = f.run(t, event{name: "workflow_dispatch", run: "3"})
	require.Zero(t, got.exit, got.err)
	require.Contains(t, f.caches, "nightly-3", "the loss is accepted")
}
