package cli_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/properties/cli/explore/playground"
	"mimics/theorems"
	"mimics/theorems/scenario"
)

// ask asks the page's program, which must not fail.
func ask[T any](t *testing.T, question, about string) (answer T) {
	t.Helper()
	text := playground.Answer(theorems.Essay(), question, about)
	var failed struct{ Error string }
	if json.Unmarshal([]byte(text), &failed) == nil {
		require.Empty(t, failed.Error, question)
	}
	require.NoError(t, json.Unmarshal([]byte(text), &answer))
	return answer
}

// computed is the answer to "compute".
type computed struct {
	Tuning json.RawMessage
	File   string
	Claims []string
}

func compute(t *testing.T, state playground.State) computed {
	t.Helper()
	about, err := json.Marshal(state)
	require.NoError(t, err)
	return ask[computed](t, "compute", string(about))
}

// The page shows what tune prints, for every example and for the file that the page copies.
func TestThePageComputesWhatTunePrints(t *testing.T) {
	t.Parallel()
	files := ask[[]string](t, "examples", "")
	require.Greater(t, len(files), 30)
	require.Contains(t, files, "zoo/detour.json")
	file := filepath.Join(t.TempDir(), "copied.json")
	tuned := 0
	for _, name := range files {
		state := ask[playground.State](t, "example", name)
		for _, state.Beta = range []string{"1/10", "0.3", "7"} {
			got := compute(t, state)
			require.NotEmpty(t, got.Claims, name)
			require.NoError(t, os.WriteFile(file, []byte(got.File), 0o666))
			want := mimics("tune", file, "--beta", state.Beta, "--format", "json")
			require.Zero(t, want.exit, want.err)
			require.JSONEq(t, want.out, "["+string(got.Tuning)+"]", name)
			s, err := scenario.Example(name)
			require.NoError(t, err)
			if s.Success == nil && s.Tilt == nil {
				continue
			}
			tuned++
			want = mimics("tune", filepath.Join("../../theorems/scenario/examples", name), "--beta", state.Beta, "--format", "json")
			require.Zero(t, want.exit, want.err)
			require.JSONEq(t, want.out, "["+string(got.Tuning)+"]", name)
		}
	}
	require.Greater(t, tuned, 10)
}

// A claim on the page has the verdict that check prints.
func TestThePageTriesClaimsAsCheckDoes(t *testing.T) {
	t.Parallel()
	got := compute(t, ask[playground.State](t, "example", "overshoot.json"))
	file := filepath.Join(t.TempDir(), "copied.json")
	require.NoError(t, os.WriteFile(file, []byte(got.File), 0o666))
	checked := mimics("check", file, "forcing", "--format", "json")
	require.Zero(t, checked.exit, checked.err)
	var rows []struct{ Claim, Part, Outcome, Left string }
	require.NoError(t, json.Unmarshal([]byte(checked.out), &rows))
	applicable := map[string]bool{}
	for _, id := range got.Claims {
		applicable[id] = true
	}
	compared := 0
	for _, row := range rows {
		require.Equal(t, row.Outcome != "inapplicable", applicable[row.Claim], row.Claim)
		if !applicable[row.Claim] {
			continue
		}
		about, err := json.Marshal(map[string]string{"ID": row.Claim, "File": got.File})
		require.NoError(t, err)
		for _, part := range ask[playground.Tried](t, "claim", string(about)).Parts {
			if part.Name == row.Part {
				require.Equal(t, row.Outcome, string(part.Outcome), row.Claim)
				require.Equal(t, row.Left == "", part.Left == "", row.Claim)
				compared++
			}
		}
	}
	require.Greater(t, compared, 20)
}

// Weights of p may have any sum. A state that is malformed gets a line that says so.
func TestStatesOfThePage(t *testing.T) {
	t.Parallel()
	state := func(weight, success, beta string) string {
		return `{"scenario": {"outcomes": ["a", "b"], "mimic": {"a": 1, "b": "` + weight + `"}, "success": {"a": 1, "b": "` + success + `"}}, "beta": "` + beta + `"}`
	}
	require.Contains(t, ask[computed](t, "compute", state("3", "1/2", "1")).File, `"mimic": {"a": "1/4", "b": "3/4"}`)
	for about, fault := range map[string]string{
		state("x", "0", "1"):           "mimic.b",
		state("-1", "0", "1"):          "mimic.b",
		state("1", "2", "1"):           "success.b",
		state("1", "0", "0"):           "β = 0, expected a number above 0",
		state("1", "0", ""):            "β = ",
		state("1", "0", "1/999999999"): "β = 1/999999999",
		`{"scenario": 3, "beta": "1"}`: "object",
		`{`:                            "JSON",
		`{"scenario": {"outcomes": ["a"]}, "beta": "1"}`: "no mimic",
	} {
		var answer struct{ Error string }
		require.NoError(t, json.Unmarshal([]byte(playground.Answer(theorems.Essay(), "compute", about)), &answer))
		require.Contains(t, answer.Error, fault, about)
	}
	require.Contains(t, playground.Answer(theorems.Essay(), "guess", ""), "no such question")
}

func TestExploreRefusesBadArguments(t *testing.T) {
	t.Parallel()
	requireRefused(t, "--port 70000, expected 0 to 65535", mimics("explore", "--port", "70000"))
	requireRefused(t, "testdata: holds files and no earlier page, expected a new or an empty folder", mimics("explore", "-o", "testdata"))
	const noMimic = `{"outcomes": ["a"], "operator": {"a": 1}, "success": {"a": 1}}`
	requireRefused(t, "stdin: the scenario has no mimic", mimicsOn(noMimic, "explore", "-"))
}

// A build with the tag release carries the page's program, and needs no toolchain to write the page.
func TestAReleaseCarriesThePage(t *testing.T) {
	if os.Getenv("MIMICS_LONG") == "" {
		t.Skip("compiles a WebAssembly program and a release: run with MIMICS_LONG=1")
	}
	dir := t.TempDir()
	page, program, again := filepath.Join(dir, "page"), filepath.Join(dir, "mimics"), filepath.Join(dir, "again")
	for range 2 { // the second page replaces the first
		written := mimics("explore", "-o", page)
		require.Zero(t, written.exit, written.err)
		require.Regexp(t, `index\.html: 7 files of \d\.\d MB, \d\.\d MB if the server compresses, for any web server\n$`, written.out)
	}
	replace := map[string]string{}
	for _, name := range []string{"main.wasm", "wasm_exec.js"} {
		place, err := filepath.Abs(filepath.Join("explore", "release", name))
		require.NoError(t, err)
		replace[place] = filepath.Join(page, name)
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "overlay.json"), overlay, 0o666))
	text, err := exec.Command("go", "build", "-tags", "release", "-overlay", filepath.Join(dir, "overlay.json"),
		"-o", program, "mimics").CombinedOutput()
	require.NoError(t, err, string(text))
	release := exec.Command(program, "explore", "-o", again)
	release.Dir, release.Env = dir, []string{"PATH="}
	text, err = release.CombinedOutput()
	require.NoError(t, err, string(text))
	require.NoError(t, exec.Command("diff", "-r", page, again).Run())
}
