package cli_test

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// These tests bound the permissions of workflows and pods.

// workflowFaults lists what makes a workflow of GitHub Actions unsafe: an action whose owner can change it, a
// permission beyond reading, a job without a time limit, a script into which a stranger's text is pasted.
func workflowFaults(t *testing.T, text string) (faults []string) {
	t.Helper()
	var flow struct {
		On          map[string]any
		Permissions any
		Jobs        map[string]struct {
			Permissions    any
			TimeoutMinutes int `yaml:"timeout-minutes"`
			Steps          []step
		}
	}
	require.NoError(t, yaml.Unmarshal([]byte(text), &flow))
	fault := func(format string, a ...any) { faults = append(faults, fmt.Sprintf(format, a...)) }
	if _, found := flow.On["pull_request_target"]; found {
		fault("on: pull_request_target, which gives a stranger's request the rights of the repository")
	}
	if fmt.Sprint(flow.Permissions) != "map[contents:read]" {
		fault("permissions: %v, expected contents: read", flow.Permissions)
	}
	actions := 0
	for name, job := range flow.Jobs {
		if job.TimeoutMinutes <= 0 {
			fault("%s: no timeout-minutes", name)
		}
		if job.Permissions != nil {
			fault("%s: permissions: %v, expected none beside those of the workflow", name, job.Permissions)
		}
		for _, step := range job.Steps {
			if step.Uses != "" {
				actions++
			}
			if regexp.MustCompile(`\$\{\{[^}]*(github|inputs)\.`).MatchString(step.Run) {
				fault("%s: %s, expected variables instead of texts of the event", name, step.Run)
			}
		}
	}
	// The version in the comment is for people, and for programs that propose the next one.
	pinned := regexp.MustCompile(`uses: [\w-]+/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+\b`).FindAllString(text, -1)
	if len(pinned) != actions {
		fault("%d of %d actions are pinned by a commit, with its version beside it", len(pinned), actions)
	}
	return faults
}

func TestWorkflowsAreHardened(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join(root, ".github/workflows/*"))
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(files), 3)
	commits := map[string]string{} // of an action
	for _, file := range files {
		text := read(t, file)
		require.Empty(t, workflowFaults(t, text), file)
		for _, use := range regexp.MustCompile(`uses: ([\w-]+/[\w-]+)\S*@(.*?v[\d.]+)`).FindAllStringSubmatch(text, -1) {
			if commits[use[1]] == "" {
				commits[use[1]] = use[2]
			}
			require.Equal(t, commits[use[1]], use[2], "%s: %s is another version elsewhere", file, use[1])
		}
		// Each check fails on the fault that it is for.
		for from, to := range map[string]string{
			`@[0-9a-f]{40}`:                    "@v4",
			` # v\d.*`:                         "",
			`contents: read`:                   "contents: write",
			`permissions:\n  contents: read\n`: "",
			`    timeout-minutes: \d+\n`:       "",
			`    (timeout-minutes: \d+)\n`:     "    $1\n    permissions: write-all\n",
			`on:\n`:                            "on:\n  pull_request_target:\n",
			`run: [|>]-?\n`:                    "$0          echo $${{ github.event.pull_request.title }}\n",
		} {
			wrong := regexp.MustCompile(from).ReplaceAllString(text, to)
			require.NotEmpty(t, workflowFaults(t, wrong), "%s: %s for %s", file, to, from)
		}
	}
}

func TestGateRunsOnEveryChange(t *testing.T) {
	t.Parallel()
	flow := readWorkflow(t, filepath.Join(root, ".github/workflows/gate.yml"))
	require.Equal(t, map[string]any{"push": nil, "pull_request": nil}, flow.On, "no branch is left out")
	gate := flow.Jobs["gate"]
	require.Empty(t, gate.If)
	run := gate.Steps[1] // the last but the one that keeps the screenshots
	require.Empty(t, run.If)
	require.True(t, strings.HasSuffix(run.Run, "\n.ci/run\n"), run.Run)
	require.FileExists(t, filepath.Join(root, ".ci/run"))
}

// Verifying needs no permission but to write to the volume.
func TestPodsAreRestricted(t *testing.T) {
	t.Parallel()
	const user = 65534
	files, err := filepath.Glob(filepath.Join(root, ".ci/kubernetes/*.yaml"))
	require.NoError(t, err)
	pods := 0
	for _, file := range files {
		for documents := yaml.NewDecoder(strings.NewReader(read(t, file))); ; {
			var manifest map[string]any
			err := documents.Decode(&manifest)
			if errors.Is(err, io.EOF) {
				break
			}
			require.NoError(t, err, file)
			if manifest["kind"] != "Job" {
				require.Equal(t, "PersistentVolumeClaim", manifest["kind"], "%s: what else has pods?", file)
				continue
			}
			pods++
			pod := at(manifest, "spec", "template", "spec").(map[string]any)
			require.Equal(t, map[string]any{
				"runAsNonRoot": true, "runAsUser": user, "runAsGroup": user,
				"fsGroup":        user, // who may write to the volume
				"seccompProfile": map[string]any{"type": "RuntimeDefault"},
			}, pod["securityContext"], file)
			require.Equal(t, false, pod["automountServiceAccountToken"], file)
			require.NotContains(t, pod, "initContainers", file)
			require.NotEmpty(t, pod["containers"], file)
			for _, container := range pod["containers"].([]any) {
				require.Equal(t, map[string]any{
					"allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true,
					"capabilities": map[string]any{"drop": []any{"ALL"}},
				}, at(container, "securityContext"), file)
			}
		}
	}
	require.Equal(t, 2, pods)

	// The user is a number, so that Kubernetes can see that it is not root, and is set in the last line of the last
	// image.
	image := read(t, filepath.Join(root, ".ci/kubernetes/Dockerfile"))
	lines := strings.Split(strings.TrimSpace(image), "\n")
	require.Equal(t, fmt.Sprintf("USER %d:%d", user, user), lines[len(lines)-1])
}
