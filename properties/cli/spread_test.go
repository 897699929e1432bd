package cli_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// Files that no compiler reads have the command lines that spread shards over machines. These tests run them on this
// machine, as Slurm, Kubernetes and Actions would.

const root = "../.."

// settings is what a user of these files may set.
type settings struct{ claim, cases, scope, seed string }

func (s settings) env() []string {
	return []string{"CLAIM=" + s.claim, "CASES=" + s.cases, "SCOPE=" + s.scope, "SEED=" + s.seed}
}

// outcome is the exit code, the table and the JSON of a run.
type outcome struct {
	exit        int
	table, json string
}

// unsharded runs verify without shards, which every sharded run must equal.
func (s settings) unsharded(t *testing.T, bin string) outcome {
	here := machine{t.TempDir(), bin, nil}
	command := []string{"mimics", "verify", "--claim", s.claim, "--cases", s.cases, "--scope", s.scope, "--seed", s.seed}
	table := here.run(t, command...)
	json := here.run(t, append(command, "--format", "json")...)
	require.Equal(t, table.exit, json.exit)
	return outcome{table.exit, table.out, json.out}
}

func TestShardsSpreadOverMachinesMergeToTheUnsharded(t *testing.T) {
	t.Parallel()
	bin := binFolder()
	engines := map[string]func(*testing.T, string, settings) outcome{
		"slurm": slurm, "kubernetes": kubernetes, "actions": actions,
	}
	for name, s := range map[string]settings{
		"as expected":     {"forcing/*[gnps]", "60", "2", "7"},
		"not as expected": {"forcing/operator-*", "2", "1", "1"}, // too few scenarios to refute every rival
	} {
		want := s.unsharded(t, bin)
		require.Equal(t, map[string]int{"as expected": 0, "not as expected": 1}[name], want.exit, want.table)
		for engine, run := range engines {
			t.Run(engine+" "+name, func(t *testing.T) { require.Equal(t, want, run(t, bin, s)) })
		}
	}
}

// slurm runs the batch script as an array would.
func slurm(t *testing.T, bin string, s settings) outcome {
	text, err := os.ReadFile(filepath.Join(root, ".ci/slurm/array.sbatch"))
	require.NoError(t, err)
	script, err := filepath.Abs(filepath.Join(root, ".ci/slurm/array.sbatch"))
	require.NoError(t, err)
	array := regexp.MustCompile(`(?m)^#SBATCH --array=1-(\d+)$`).FindSubmatch(text)
	require.NotNil(t, array, "the script says how many tasks there are")
	shards := string(array[1])
	require.Contains(t, string(text), "${SHARDS:-"+shards+"}", "as many shards as tasks")
	require.True(t, strings.HasPrefix(string(text), "#!/bin/sh\n"), "the shell that runs it below")

	shared := machine{t.TempDir(), bin, s.env()}
	for _, shard := range backwards(t, shards) {
		shared.with(fmt.Sprintf("SLURM_ARRAY_TASK_ID=%d", shard)).succeed(t, "sh", script)
	}
	merge := regexp.MustCompile(`(?m)^# +(mimics merge .*)$`).FindSubmatch(text)
	require.NotNil(t, merge, "the header says how to merge")
	shared = shared.with("SHARDS=" + shards)
	table := shared.run(t, "sh", "-c", string(merge[1]))
	json := shared.run(t, "sh", "-c", string(merge[1])+" --format json")
	return outcome{table.exit, table.out, json.out}
}

// kubernetes runs the pods of both Jobs, with one folder for their volume.
func kubernetes(t *testing.T, bin string, s settings) outcome {
	verify, merge := readJob(t, "verify-job.yaml"), readJob(t, "merge-job.yaml")
	require.Equal(t, "Indexed", verify.Spec.CompletionMode)
	require.Positive(t, verify.Spec.BackoffLimitPerIndex, "an index is tried again alone")
	require.Equal(t, "Never", verify.Spec.Template.Spec.RestartPolicy, "backoffLimitPerIndex requires it")
	volume := t.TempDir()
	pod := func(j job) (machine, []string) {
		require.Len(t, j.Spec.Template.Spec.Containers, 1)
		c := j.Spec.Template.Spec.Containers[0]
		require.Len(t, c.VolumeMounts, 1)
		require.Equal(t, c.VolumeMounts[0].MountPath, c.WorkingDir, "results lie on the volume")
		// Beside the volume, the files of the pod are read-only.
		m := machine{volume, bin, s.env()}.with("TMPDIR=" + filepath.Join(volume, "nowhere"))
		for _, v := range c.Env {
			m = m.with(v.Name + "=" + v.Value)
		}
		require.Contains(t, m.env, "SHARDS="+strconv.Itoa(verify.Spec.Completions), "as many shards as completions")
		return m, c.Command
	}
	m, command := pod(verify)
	for _, shard := range backwards(t, strconv.Itoa(verify.Spec.Completions)) {
		m.with(fmt.Sprintf("JOB_COMPLETION_INDEX=%d", shard-1)).succeed(t, command...)
	}
	m, command = pod(merge)
	table := m.run(t, command...)
	return outcome{table.exit, table.out, m.read(t, "merged.json")}
}

// job has the fields of a Kubernetes Job that the tests read.
type job struct {
	Kind string
	Spec struct {
		CompletionMode       string `yaml:"completionMode"`
		Completions          int
		BackoffLimitPerIndex int `yaml:"backoffLimitPerIndex"`
		Template             struct {
			Spec struct {
				RestartPolicy string `yaml:"restartPolicy"`
				Containers    []struct {
					WorkingDir   string `yaml:"workingDir"`
					Command      []string
					Env          []struct{ Name, Value string }
					VolumeMounts []struct {
						MountPath string `yaml:"mountPath"`
					} `yaml:"volumeMounts"`
				}
			}
		}
	}
}

// readJob returns the one Job among a file's documents.
func readJob(t *testing.T, name string) job {
	text, err := os.ReadFile(filepath.Join(root, ".ci/kubernetes", name))
	require.NoError(t, err)
	var jobs []job
	for documents := yaml.NewDecoder(bytes.NewReader(text)); ; {
		var j job
		err := documents.Decode(&j)
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err, name)
		if j.Kind == "Job" {
			jobs = append(jobs, j)
		}
	}
	require.Len(t, jobs, 1, name)
	return jobs[0]
}

// actions runs the jobs of the workflow step by step, each on a machine of its own.
func actions(t *testing.T, bin string, s settings) outcome {
	flow := readWorkflow(t, filepath.Join(root, ".github/workflows/verify.yml"))
	shard, merge := flow.Jobs["shard"], flow.Jobs["merge"]
	build := buildStep(t, readWorkflow(t, filepath.Join(root, ".github/workflows/theory.yml")).Jobs["pull-request"].Steps)
	for _, steps := range [][]step{shard.Steps, merge.Steps} {
		require.Equal(t, build, buildStep(t, steps), "the step that the test of theory.yml runs")
	}
	require.Equal(t, "shard", merge.Needs)
	require.False(t, shard.Strategy.FailFast, "a killed shard ends no other")
	n := strconv.Itoa(len(shard.Strategy.Matrix.Shard))
	backward := backwards(t, n)
	require.ElementsMatch(t, backward, shard.Strategy.Matrix.Shard, "1 to N")

	artifacts := map[string]string{} // a name to the text of its one file
	job := func(steps []step, expressions map[string]string) (machine, result) {
		expand := func(text string) string { return expand(t, text, expressions) }
		m, last := machine{t.TempDir(), bin, nil}, result{}
		for name, value := range flow.Env {
			m = m.with(name + "=" + expand(value))
		}
		for _, step := range steps {
			action, _, _ := strings.Cut(step.Uses, "@")
			with := func(key string) string { return expand(step.With[key]) }
			switch {
			case step.Name == "Build", action == "actions/checkout": // mimics is there
			case step.Run != "":
				last = m.run(t, actionsShell(), "-e", "-c", expand(step.Run))
			case action == "actions/setup-go":
				require.FileExists(t, filepath.Join(root, with("go-version-file")))
			case action == "actions/upload-artifact":
				require.Equal(t, "true", with("overwrite"), "a shard can be run again")
				artifacts[with("name")] = m.read(t, with("path"))
			case action == "actions/download-artifact":
				require.Equal(t, "true", with("merge-multiple"), "files lie side by side")
				require.NoError(t, os.MkdirAll(filepath.Join(m.dir, with("path")), 0o755))
				for name, text := range artifacts {
					if matches, err := path.Match(with("pattern"), name); err == nil && matches {
						file := filepath.Join(m.dir, with("path"), name+".json")
						require.NoError(t, os.WriteFile(file, []byte(text), 0o644))
					}
				}
			default:
				require.Fail(t, "unknown step", "%+v", step)
			}
		}
		return m, last
	}
	inputs := map[string]string{
		"inputs.claim": s.claim, "inputs.cases": s.cases, "inputs.scope": s.scope, "inputs.seed": s.seed,
		"strategy.job-total": n,
	}
	for _, i := range backward {
		inputs["matrix.shard"] = strconv.Itoa(i)
		_, last := job(shard.Steps, inputs)
		require.Zero(t, last.exit, last.err)
	}
	delete(inputs, "matrix.shard")
	_, last := job(merge.Steps, inputs)
	return outcome{last.exit, last.out, artifacts["merged"]}
}

// workflow has the fields of a workflow that the tests read.
type workflow struct {
	On   map[string]any
	Env  map[string]string
	Jobs map[string]struct {
		If       string
		Needs    string
		Strategy struct {
			FailFast bool `yaml:"fail-fast"`
			Matrix   struct{ Shard []int }
		}
		Steps []step
	}
}

type step struct {
	ID, If, Name, Uses, Run string
	With, Env               map[string]string
}

// readWorkflow reads a workflow file.
func readWorkflow(t *testing.T, file string) (flow workflow) {
	t.Helper()
	require.NoError(t, yaml.Unmarshal([]byte(read(t, file)), &flow))
	return flow
}

// buildStep returns the step of a job that builds the command.
func buildStep(t *testing.T, steps []step) step {
	t.Helper()
	i := slices.IndexFunc(steps, func(s step) bool { return s.Name == "Build" })
	require.GreaterOrEqual(t, i, 0)
	return steps[i]
}

// actionsShell returns the shell that Actions uses: bash, or sh if there is no bash.
func actionsShell() string {
	if _, err := exec.LookPath("bash"); err != nil {
		return "sh"
	}
	return "bash"
}

// expand replaces the ${{ expressions }} of a workflow by their values.
func expand(t *testing.T, text string, values map[string]string) string {
	return regexp.MustCompile(`\$\{\{ *(.*?) *\}\}`).ReplaceAllStringFunc(text, func(match string) string {
		expression := strings.TrimSpace(match[3 : len(match)-2])
		require.Contains(t, values, expression)
		return values[expression]
	})
}

// backwards returns N to 1, since machines finish in any order.
func backwards(t *testing.T, n string) []int {
	last, err := strconv.Atoi(n)
	require.NoError(t, err)
	require.Greater(t, last, 1)
	var list []int
	for i := range last {
		list = append(list, last-i)
	}
	return list
}

// machine is where a command line runs: a folder, the folder of mimics, and variables.
type machine struct {
	dir, bin string
	env      []string
}

func (m machine) with(variable string) machine {
	m.env = append(slices.Clone(m.env), variable)
	return m
}

func (m machine) run(t *testing.T, command ...string) result {
	t.Helper()
	// The command line gets no other variable, so that its file must set what it needs. The defaults of the files are
	// those of a full run.
	m.env = append([]string{"PATH=" + m.bin + string(os.PathListSeparator) + os.Getenv("PATH"), "HOME=" + m.dir}, m.env...)
	program := command[0]
	if program == "mimics" {
		program = filepath.Join(m.bin, program)
	}
	var out, err bytes.Buffer
	c := exec.Command(program, command[1:]...)
	c.Dir, c.Env, c.Stdout, c.Stderr = m.dir, m.env, &out, &err
	if fault := c.Run(); c.ProcessState == nil {
		require.NoError(t, fault)
	}
	return result{c.ProcessState.ExitCode(), out.String(), err.String()}
}

func (m machine) succeed(t *testing.T, command ...string) {
	t.Helper()
	got := m.run(t, command...)
	require.Zero(t, got.exit, got.err)
}

func (m machine) read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(m.dir, name))
	require.NoError(t, err)
	return string(text)
}
