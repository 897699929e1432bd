package fuzz

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mimics/properties"
	"mimics/properties/cli"
	"mimics/properties/cli/audit"
	"mimics/properties/cli/learn"
	"mimics/theorems/scenario"
)

// requireOneLine requires an error of one line that begins with the place.
func requireOneLine(t *testing.T, err error, place string) {
	t.Helper()
	require.True(t, strings.HasPrefix(err.Error(), place), "%s", err)
	require.NotContains(t, err.Error(), "\n")
	require.Less(t, len(err.Error()), 2000)
}

// run runs a command that ends quickly. If the command refuses its input, it must print one line of error and no
// output.
func run(t *testing.T, in string, arguments ...string) (out string, accepted bool) {
	t.Helper()
	var printed, complaint bytes.Buffer
	exit := cli.Run(cli.Essay(), arguments, strings.NewReader(in), &printed, &complaint)
	require.Contains(t, []int{0, 1, 2}, exit)
	if exit != 2 {
		return printed.String(), true
	}
	require.Empty(t, printed.String())
	require.Regexp(t, `\Amimics: [^\n]+\n\z`, complaint.String())
	return "", false
}

// Audit counts a table or refuses it in one line; the counts add up.
func FuzzAudit(f *testing.F) {
	f.Add([]byte("outcome,success\na,1\n"))
	f.Add([]byte(`{"outcome":"a\n","success":[true,0],"x":[{}],"y":{"z":null}}` + "\n" + `{"outcome":"c","success":"no"}`))
	f.Fuzz(func(t *testing.T, text []byte) { readTable(t, text) })
}

func readTable(t *testing.T, text []byte) bool {
	table, err := audit.Read("file", bytes.NewReader(text), audit.Columns{})
	if err != nil {
		requireOneLine(t, err, "file:")
		return false
	}
	var sum audit.Tally
	for _, o := range table.Outcomes {
		require.Positive(t, o.N)
		require.LessOrEqual(t, o.Successes, o.N)
		sum.N, sum.Successes = sum.N+o.N, sum.Successes+o.Successes
	}
	require.Equal(t, table.Total, sum)
	require.Len(t, table.Names, len(table.Outcomes))
	if len(table.Names) > 64 {
		return true // the audit of this one takes longer
	}
	if _, err := table.Audit(); err != nil {
		requireOneLine(t, err, "")
		return true
	}
	exported, err := table.Scenario("file")
	if err != nil { // more outcomes than a scenario can have
		requireOneLine(t, err, "")
		return true
	}
	again, err := scenario.Read("file", exported.Format())
	require.NoError(t, err)
	require.Equal(t, string(exported.Format()), string(again.Format()))
	return true
}

// Merge accepts the result of a shard or refuses it in one line. What it prints is a baseline.
func FuzzMerge(f *testing.F) {
	f.Add([]byte("{}"))
	f.Fuzz(func(t *testing.T, text []byte) { merge(t, text) })
}

func merge(t *testing.T, text []byte) bool {
	merged, accepted := run(t, string(text), "merge", "-", "--format", "json")
	run(t, "", "merge", write(t, text), "--baseline", write(t, text))
	if !accepted {
		return false
	}
	require.True(t, json.Valid([]byte(merged)))
	table, accepted := run(t, string(text), "merge", "-", "--baseline", write(t, []byte(merged)))
	require.True(t, accepted)
	require.Contains(t, strings.Join(strings.Fields(table), " "), "nothing changed")
	return true
}

func write(t *testing.T, text []byte) (name string) {
	name = filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(name, text, 0o644))
	return name
}

// The strict reader and encoding/json read the same values, and a value that is written reads back the same.
func FuzzStrict(f *testing.F) {
	f.Add([]byte("{}"))
	f.Fuzz(func(t *testing.T, text []byte) { readStrictly(t, text) })
}

func readStrictly(t *testing.T, text []byte) bool {
	var got, want, again properties.Findings
	if err := scenario.ReadJSON("file", text, &got); err != nil {
		require.Regexp(t, place, err.Error())
		requireOneLine(t, err, "file:")
		return false
	}
	require.NoError(t, json.Unmarshal(text, &want))
	written, err := json.Marshal(got)
	require.NoError(t, err)
	expected, err := json.Marshal(want)
	require.NoError(t, err)
	require.Equal(t, string(expected), string(written))
	require.NoError(t, scenario.ReadJSON("file", written, &again))
	rewritten, err := json.Marshal(again)
	require.NoError(t, err)
	require.Equal(t, string(written), string(rewritten))
	return true
}

// Learn reads a file of a corpus, or skips it and says so in one line.
func FuzzCorpus(f *testing.F) {
	f.Add([]byte("package a\n\nfunc f() { x := g(1) }\n"))
	f.Fuzz(func(t *testing.T, text []byte) { readCorpus(t, text) })
}

func readCorpus(t *testing.T, text []byte) bool {
	return learns(t, learn.Format{Tokens: learn.Go}, "a.go", text)
}

// Learn reads a text as words, as characters and as bytes, plain and as JSON, or refuses it in one line.
func FuzzTexts(f *testing.F) {
	f.Add([]byte("to be or \\not\n"))
	f.Fuzz(func(t *testing.T, text []byte) { readText(t, text) })
}

func readText(t *testing.T, text []byte) (accepted bool) {
	for _, tokens := range []learn.Tokens{learn.Words, learn.Chars, learn.Bytes} {
		for _, name := range []string{"a.txt", "a.jsonl"} {
			accepted = learns(t, learn.Format{Tokens: tokens, Field: "text"}, name, text) || accepted
		}
	}
	return accepted
}

// learns reports whether the text was accepted as the only file of a folder.
func learns(t *testing.T, how learn.Format, name string, text []byte) bool {
	dir := filepath.Join(t.TempDir(), "corpus")
	require.NoError(t, os.Mkdir(dir, 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(dir, name), text, 0o644))
	exported, skipped, err := learn.Scenario(1, how, []string{dir})
	if skipped.First != nil {
		requireOneLine(t, skipped.First, "")
	}
	if err != nil {
		requireOneLine(t, err, "")
		require.Contains(t, err.Error(), dir)
		return false
	}
	again, err := scenario.Read("file", exported.Format())
	require.NoError(t, err)
	require.Equal(t, string(exported.Format()), string(again.Format()))
	return true
}

// The command line accepts patterns of claims, shares of the work and other words, or refuses them in one line.
func FuzzArguments(f *testing.F) {
	f.Add("forcing/*")
	f.Add("2/4")
	f.Fuzz(func(t *testing.T, word string) { takeWord(t, word) })
}

func takeWord(t *testing.T, word string) bool {
	_, pattern := run(t, "", "list", "--claim="+word)
	_, shard := run(t, "", "verify", "--claim=mimic/sampler", "--cases=1", "--scope=1", "--shard="+word)
	_, claim := run(t, "", "find", "--scope=1", "--", word)
	return pattern || shard || claim
}

// The corpus has inputs that the parser accepts and inputs that it refuses.
func TestTheCorpusOfFilesIsAcceptedAndRefused(t *testing.T) {
	for target, accepts := range map[string]func(seed string) bool{
		"FuzzAudit":     func(seed string) bool { return readTable(t, []byte(seed)) },
		"FuzzMerge":     func(seed string) bool { return merge(t, []byte(seed)) },
		"FuzzStrict":    func(seed string) bool { return readStrictly(t, []byte(seed)) },
		"FuzzCorpus":    func(seed string) bool { return readCorpus(t, []byte(seed)) },
		"FuzzTexts":     func(seed string) bool { return readText(t, []byte(seed)) },
		"FuzzArguments": func(seed string) bool { return takeWord(t, seed) },
	} {
		accepted, refused := 0, 0
		for _, seed := range corpus(t, target) {
			if accepts(seed) {
				accepted++
			} else {
				refused++
			}
		}
		require.Positive(t, accepted, target)
		require.Positive(t, refused, target)
	}
}
