package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/theorems"
)

// listed gives the IDs that list prints.
func listed(t *testing.T, arguments ...string) (ids []string) {
	t.Helper()
	got := mimics(append([]string{"list"}, arguments...)...)
	require.Zero(t, got.exit, got.err)
	for line := range strings.Lines(got.out) {
		if !strings.HasPrefix(line, " ") {
			ids = append(ids, strings.Fields(line)[0])
		}
	}
	return ids
}

// Claims are named alike in every command: each name adds to those before, in any order and of any kind.
func TestClaimsAreSelectedByNameSectionAndPattern(t *testing.T) {
	both := []string{"merging/budget", "forcing/gap"}
	var safety []string
	for _, c := range theorems.Essay() {
		if strings.HasPrefix(c.ID, "safety/") {
			safety = append(safety, c.ID)
		}
	}
	require.NotEmpty(t, safety)
	for line, want := range map[string][]string{
		"--claim forcing/gap --claim merging/budget":     both,
		"--claim forcing/gap,merging/budget":             both,
		"forcing/gap merging/budget":                     both,
		"forcing/gap --claim */budg?t --claim m*/budget": append([]string{"merging/budget", "features/budget"}, "forcing/gap"),
		"safety":                 safety,
		"safety/*":               safety,
		"safety/ safety":         safety,
		"safety,merging/budget,": nil,
		"forcing/gap,merging/budget --claim merging/budget,forcing/gap": both,
		"forcing/gap forcing/gap": {"forcing/gap"},
	} {
		if want == nil {
			require.Equal(t, 2, mimics(append([]string{"list"}, strings.Fields(line)...)...).exit, line)
			continue
		}
		require.Equal(t, want, listed(t, strings.Fields(line)...), line)
	}
}

// Spaces around a name do not belong to it, as in a list that was copied.
func TestNamesOfClaimsAreTrimmed(t *testing.T) {
	both := listed(t, "forcing/gap", "merging/budget")
	require.Len(t, both, 2)
	for _, arguments := range [][]string{
		{"forcing/gap, merging/budget"}, {" forcing/gap", "merging/budget "}, {"--claim", "forcing/gap , merging/budget"}, {"--claim= forcing/gap", "merging/budget\t"},
	} {
		require.Equal(t, both, listed(t, arguments...), arguments)
	}
	require.Equal(t, listed(t, "forcing"), listed(t, "--claim", "forcing/ "))
	require.Equal(t, mimics("check", thirds, "forcing/gap", "forcing/events"), mimics("check", thirds, "forcing/events, forcing/gap"))
	require.Equal(t, mimics("find", "forcing/gap"), mimics("find", " forcing/gap "))
	require.Equal(t, mimics("show", "forcing/gap", "forcing/events"), mimics("show", "forcing/gap,forcing/events"))
	requireRefused(t, `"forcing/gapp" matches no claim, did you mean forcing/gap?`, mimics("check", thirds, "forcing/gap,forcing/gapp"))
}

func TestEveryCommandTakesAllClaimsThatAreNamed(t *testing.T) {
	want := []string{"forcing/gap", "forcing/events"}
	for _, named := range [][]string{
		{"--claim", "forcing/gap", "--claim", "forcing/events"}, {"--claim", "forcing/events,forcing/gap"}, {"forcing/gap", "forcing/events"},
	} {
		got := mimics(append([]string{"verify", "--cases", "20", "--scope", "2", "--format", "json"}, named...)...)
		require.Zero(t, got.exit, got.err)
		var r struct{ Claims []struct{ ID string } }
		require.NoError(t, json.Unmarshal([]byte(got.out), &r))
		require.Len(t, r.Claims, 2)
		require.Equal(t, want, []string{r.Claims[0].ID, r.Claims[1].ID})

		var claims []string
		for _, row := range rowsOf(t, read(t, thirds), append([]string{"-"}, named...)...) {
			if len(claims) == 0 || claims[len(claims)-1] != row.Claim {
				claims = append(claims, row.Claim)
			}
		}
		require.Equal(t, want, claims)

		got = mimics(append([]string{"soak", "--time", "20ms"}, named...)...)
		require.Zero(t, got.exit, got.err)
		require.Contains(t, got.out, "of one of 2 claims")

		dir := t.TempDir()
		got = mimics(append([]string{"report", "-o", dir, "--cases", "5", "--scope", "2", "--no-experiment"}, named...)...)
		require.Zero(t, got.exit, got.err)
		require.Contains(t, got.out, "2 claims")
	}
	got := mimics("show", "--scope", "1", "forcing/events", "forcing/gap")
	require.Zero(t, got.exit, got.err)
	require.True(t, strings.HasPrefix(got.out, "forcing/gap: Imperfect control misses by exactly 1 - c\n"), got.out)
	require.Contains(t, got.out, "\n\nforcing/events: No event's ")
	require.Equal(t, mimics("find", "forcing/gap", "--rival", "c for 1-c"), mimics("find", "forcing/ga?", "--rival", "c for 1-c"))
}

// A file comes before a claim of its name.
func TestCheckTakesAnArgumentForAFileIfThereIsOne(t *testing.T) {
	text, err := filepath.Abs(thirds)
	require.NoError(t, err)
	t.Chdir(t.TempDir())
	got := mimics("check", text, "forcing/gap")
	require.Zero(t, got.exit, got.err)
	require.Equal(t, mimics("check", text, "--claim", "forcing/gap"), got)
	require.NoError(t, os.Mkdir("forcing", 0o755))
	require.NoError(t, os.WriteFile("forcing/gap", []byte("{}"), 0o644))
	got = mimics("check", text, "forcing/gap")
	require.Equal(t, 2, got.exit)
	require.True(t, strings.HasPrefix(got.err, "mimics: forcing/gap:1:1: "), got.err)
}

// Claims of the baseline that the theory no longer has are missed whatever selects them.
func TestBaselineMissesWhatIsGoneFromAnySelection(t *testing.T) {
	base := fileOf(t, mimics("verify", "forcing/gap", "forcing/events", "tilt/path", "--cases", "20", "--scope", "2", "--format", "json").out)
	gap, ok := theorems.Essay().Find("forcing/gap")
	require.True(t, ok)
	less := theoryOf(t, *gap)
	for line, gone := range map[string][]string{
		"":                                   {"forcing/events", "tilt/path"},
		"forcing":                            {"forcing/events"},
		"--claim forcing/gap --claim tilt/*": {"tilt/path"},
		"--claim tilt/path,forcing/events":   {"forcing/events", "tilt/path"},
		"forcing/gap":                        nil,
	} {
		got := less.mimics(append([]string{"verify", "--cases", "20", "--scope", "2", "--baseline", base}, strings.Fields(line)...)...)
		if gone == nil {
			require.Zero(t, got.exit, got.err)
			continue
		}
		require.Equal(t, 1, got.exit, "%s: %s", line, got.err)
		for _, id := range []string{"forcing/events", "tilt/path"} {
			require.Equal(t, slices.Contains(gone, id), strings.Contains(oneLine(got.out), "worse "+id+": the claim is gone, was as expected"), "%s: %s", line, id)
		}
	}
	requireRefused(t, `"safety" matches no claim, see list`, less.mimics("verify", "safety", "--baseline", base))
}
