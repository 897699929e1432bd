package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// shards runs a quick verify in n shards, each into a file of its own.
func shards(t *testing.T, n int, arguments ...string) (files []string) {
	t.Helper()
	folder := t.TempDir()
	for i := 1; i <= n; i++ {
		file := filepath.Join(folder, fmt.Sprintf("%d.json", i))
		got := mimics(quick(append(arguments, "--format", "json", "--shard", fmt.Sprintf("%d/%d", i, n), "-o", file)...)...)
		require.Zero(t, got.exit, got.err)
		files = append(files, file)
	}
	return files
}

func TestMergedShardsAreTheWholeRun(t *testing.T) {
	files := shards(t, 3)
	files[0], files[2] = files[2], files[0] // the order does not matter
	for _, format := range []string{"table", "json", "junit", "markdown"} {
		want := mimics(quick("--format", format)...)
		got := mimics(append([]string{"merge", "--format", format}, files...)...)
		require.Zero(t, got.exit, got.err)
		require.Equal(t, want.out, got.out)
	}
}

func TestAShardThatIsRunAgainGivesTheSameBytes(t *testing.T) {
	once, twice := shards(t, 2), shards(t, 2)
	for i := range once {
		a, err := os.ReadFile(once[i])
		require.NoError(t, err)
		b, err := os.ReadFile(twice[i])
		require.NoError(t, err)
		require.Equal(t, string(a), string(b))
	}
}

func TestAShardSaysThatItIsOne(t *testing.T) {
	got := mimics(quick("--shard", "2/3")...)
	require.Zero(t, got.exit, got.err)
	require.Contains(t, got.out, "Nothing is against the claims in shard 2/3. Merge all shards for the verdicts.")
}

func TestMergeRefusesWhatDoesNotBelongTogether(t *testing.T) {
	files := shards(t, 2)
	text, err := os.ReadFile(files[1])
	require.NoError(t, err)
	file := func(content string) string {
		name := filepath.Join(t.TempDir(), "other.json")
		require.NoError(t, os.WriteFile(name, []byte(content), 0o644))
		return name
	}
	change := func(old, new string) string {
		changed := strings.Replace(string(text), old, new, 1)
		require.NotEqual(t, string(text), changed)
		return file(changed)
	}
	changeFindings := func(old, new string) string {
		before, after, _ := strings.Cut(string(text), `"findings": `)
		changed := strings.Replace(after, old, new, 1)
		require.NotEqual(t, after, changed)
		return file(before + `"findings": ` + changed)
	}
	whole := filepath.Join(t.TempDir(), "whole.json")
	require.Zero(t, mimics(quick("--format", "json", "-o", whole)...).exit)
	for want, other := range map[string][]string{
		"shard 2/2 is missing, expected all 2":                                                          {files[0]},
		"shard 1/2 is in " + files[0] + " already, expected each shard once":                            {files[0], files[0]},
		"the text ends here, expected more JSON (in the JSON result of a shard)":                        {files[0], file(string(text[:len(text)/2]))},
		"expected nothing after the result (in the JSON result of a shard)":                             {files[0], file(string(text) + "{}")},
		"the seed is 7, expected 1 as in the first file":                                                {files[0], shards(t, 2, "--seed", "7")[1]},
		"the scope is 3, expected 2 as in the first file":                                               {files[0], change(`"scope": 2`, `"scope": 3`)},
		"the number of cases is 61, expected 60":                                                        {files[0], change(`"cases": 60`, `"cases": 61`)},
		"the version is other ":                                                                         {files[0], change(`"version": "`, `"version": "other `)},
		"the number of shards is 3, expected 2":                                                         {files[0], shards(t, 3)[1]},
		"the list of claims is tilt/path forcing/gap forcing/events ":                                   {files[0], shards(t, 2, "--claim", "tilt/path")[1]},
		`shard "5/2", expected one such as 2/4`:                                                         {files[0], change(`"shard": "2/2"`, `"shard": "5/2"`)},
		`there is no claim "forcing/gaps", expected the result of this version`:                         {change(`"id": "forcing/gap"`, `"id": "forcing/gaps"`)},
		"do not fit the claim, expected the result of this version":                                     {change(`"compared": [`, `"compared": [true,`)},
		"comes without findings, expected the result of a verify with --shard":                          {whole},
		":2:12: extra: unknown key, expected one of ok, version, ":                                      {change(`"ok"`, `"extra": 1, "ok"`)},
		"no such file or directory":                                                                     {"nowhere.json"},
		"not a file, expected the JSON result of a shard":                                               {t.TempDir()},
		":1:1: expected an object (in the JSON result of a shard)":                                      {file("[]")},
		"no claims, expected the result of a shard":                                                     {file(`{"shard": "1/1", "cases": 1, "scope": 1}`)},
		"do not fit the claim":                                                                          {changeFindings(`"met": `, `"met": 9`)},
		"-7 cases and scope 2, expected the result of a shard":                                          {change(`"cases": 60`, `"cases": -7`)},
		"the shards tried forcing/gap on 61 cases, expected 60":                                         {files[0], changeFindings(`"tried": 30`, `"tried": 31`)},
		":1:1: the text ends here, expected more JSON":                                                  {file("")},
		`.tightest.ratio: expected a number such as "1/3", "0.25" or 7 (in the JSON result of a shard)`: {change(`"ratio": "`, `"ratio": "x`)},
		":2:9: Ok: unknown key, expected one of ok, version, ":                                          {change(`"ok"`, `"Ok"`)},
		": cases: the key is given twice, expected once":                                                {change(`"cases"`, `"cases": 7, "cases"`)},
		"].at: a list of length 3, expected length 2":                                                   {change(`"at": [`, `"at": [0,`)},
		": seed: expected a whole number of 0 or more":                                                  {change(`"seed": 1`, `"seed": -1`)},
		": seed: expected a whole number of 0 or more ":                                                 {change(`"seed": 1`, `"seed": 18446744073709551616`)},
		": cases: expected a whole number":                                                              {change(`"cases": 60`, `"cases": 60.0`)},
		": ok: expected true or false":                                                                  {change(`"ok": true`, `"ok": null`)},
		": version: expected a text":                                                                    {change(`"version": "`, `"version": 1, "x": "`)},
		": the weights sum to 2, expected 1 (in the JSON result of a shard)":                            {change(`"b": "1"`, `"b": "2"`)},
	} {
		got := mimics(append([]string{"merge"}, other...)...)
		require.Equal(t, 2, got.exit, want)
		require.Contains(t, got.err, want)
		require.Equal(t, 1, strings.Count(got.err, "\n"), got.err)
		require.Empty(t, got.out)
	}
}

func TestShardsAreNumberedFromOne(t *testing.T) {
	for _, shard := range []string{"0/4", "5/4", "1", "1/0", "=-1/4", "a/b", "1/9999999999", "1/2/3"} {
		got := mimics(quick("--shard", shard)...)
		require.Equal(t, 2, got.exit, shard)
		require.Contains(t, got.err, "expected one such as 2/4: the second of four shares")
	}
}
