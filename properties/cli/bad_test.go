package cli_test

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
	"gotest.tools/v3/golden"

	"mimics/properties/cli"
)

// bad is an input that a command refuses, and how the command gets it.
type bad struct {
	name    string
	command []string // the input's name comes last
	in      string   // the text of a file
	make    func(t *testing.T, name string)
	stdin   func() io.Reader // instead of a file
}

// The golden file has the one line of complaint per bad input. Two hundred bad scenarios more are in
// theorems/scenario/testdata/bad.
func TestBadInputsAreRefused(t *testing.T) {
	var got strings.Builder
	count := 0
	for _, group := range [][]bad{scenarios(t), tables(), badResults(t), folders(), noFiles()} {
		for _, b := range group {
			count++
			fmt.Fprintf(&got, "%s: %s\n", b.name, b.refused(t))
		}
	}
	require.Greater(t, count, 90)
	golden.Assert(t, got.String(), "bad.golden")
}

// refused runs the command and returns its line of complaint, with FILE instead of the name. The command must print
// nothing else, exit with 2 and allocate no more than a bound.
func (b bad) refused(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "bad")
	var in io.Reader = strings.NewReader("")
	switch {
	case b.make != nil:
		b.make(t, name)
	case b.stdin != nil:
		in, name = b.stdin(), "-"
	default:
		require.NoError(t, os.WriteFile(name, []byte(b.in), 0o644))
	}
	var out, complaint strings.Builder
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	exit := cli.Run(cli.Essay(), append(b.command, name), in, &out, &complaint)
	runtime.ReadMemStats(&after)
	require.Equal(t, 2, exit, "%s: %s", b.name, complaint.String())
	require.Empty(t, out.String(), b.name)
	const most = 512 << 20 // for the largest file: its text as it grows, and the values read from it
	require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(most), b.name)
	line, found := strings.CutSuffix(complaint.String(), "\n")
	require.True(t, found, b.name)
	require.Regexp(t, `\Amimics: \P{C}+\z`, line, b.name)
	require.Less(t, len(line), 1000, b.name)
	line = strings.TrimPrefix(line, "mimics: ")
	if name == "-" {
		return line
	}
	return strings.ReplaceAll(line, name, "FILE")
}

func TestReadmeShowsARefusal(t *testing.T) {
	const shown = "    $ mimics check properties/cli/testdata/nine-tenths.json\n    mimics: properties/cli/"
	got := mimics("check", nineTenths)
	require.Contains(t, read(t, filepath.Join(root, "theorems/scenario/README.md")), shown+strings.TrimPrefix(got.err, "mimics: "))
}

// scenarios are bad as a whole; the decoder's own golden file has those of which a part is bad.
func scenarios(t *testing.T) (list []bad) {
	t.Helper()
	const two = `{"outcomes": ["a", "b"], `
	var outcomes, sources []string
	for i := range 4097 {
		if i < 257 {
			outcomes = append(outcomes, fmt.Sprintf(`"%d"`, i))
		}
		sources = append(sources, fmt.Sprintf(`"%d": {"emit": {"a": 1}}`, i))
	}
	for name, text := range map[string]string{
		"empty": "", "space": " \n", "cut short": two, "two scenarios": `{"outcomes": ["a"]} {"outcomes": ["a"]}`,
		"garbage behind":     `{"outcomes": ["a"]} x`,
		"a comment":          "// mine\n" + two + `"horizon": 1}`,
		"two marks":          "\ufeff\ufeff" + `{"outcomes": ["a"]}`,
		"single quotes":      `{'outcomes': ['a']}`,
		"a NUL":              two + "\x00}",
		"no UTF-8":           "{\"outcomes\": [\"\xff\"]}",
		"a lone surrogate":   `{"outcomes": ["\ud800"]}`,
		"UTF-16":             "\xff\xfe{\x00}\x00",
		"Windows line":       "{\r\n\"outcomes\": [\"a\"],\r\n}",
		"9/10":               two + `"mimic": {"a": "9/10"}}`,
		"11/10":              two + `"mimic": {"a": "1", "b": "1/10"}}`,
		"negative":           two + `"mimic": {"a": "2", "b": "-1"}}`,
		"key twice":          two + `"outcomes": ["a"]}`,
		"weight twice":       two + `"mimic": {"a": "1/2", "a": "1/2"}}`,
		"outcome twice":      `{"outcomes": ["a", "a"]}`,
		"unknown outcome":    two + `"mimic": {"c": 1}}`,
		"unknown source":     two + `"sources": {"s": {"emit": {"a": 1}}}, "mimic": {"t": 1}}`,
		"unknown key":        two + `"mimics": {"a": 1}}`,
		"a null":             two + `"mimic": null}`,
		"no object":          `["a"]`,
		"one over nought":    two + `"mimic": {"a": "1/0"}}`,
		"NaN":                two + `"mimic": {"a": "NaN"}}`,
		"infinity":           two + `"mimic": {"a": "Infinity"}}`,
		"hexadecimal":        two + `"mimic": {"a": "0x1"}}`,
		"a plus":             two + `"mimic": {"a": "+1"}}`,
		"a space":            two + `"mimic": {"a": " 1"}}`,
		"full-width digits":  two + `"mimic": {"a": "１"}}`,
		"an exponent":        two + `"mimic": {"a": 1e999999999}}`,
		"a quoted exponent":  two + `"mimic": {"a": "1e999999999"}}`,
		"a long exponent":    two + `"mimic": {"a": 1e` + strings.Repeat("9", 1<<20) + `}}`,
		"ten million digits": two + `"mimic": {"a": ` + strings.Repeat("7", 10<<20) + `}}`,
		"quoted digits":      two + `"mimic": {"a": "` + strings.Repeat("7", 10<<20) + `"}}`,
		"a large tilt":       two + `"tilt": {"base": "2", "reward": {"a": 4097, "b": 0}}}`,
		"257 outcomes":       `{"outcomes": [` + strings.Join(outcomes, ",") + `]}`,
		"4097 sources":       two + `"sources": {` + strings.Join(sources, ",") + `}}`,
		"horizon 1001":       two + `"horizon": 1001}`,
		"too many bytes":     `{"outcomes": ["a"]}` + strings.Repeat(" ", 16<<20-len(`{"outcomes": ["a"]}`)+1),
		"a million brackets": strings.Repeat("[", 1<<20),
		"a million braces":   strings.Repeat(`{"a":`, 1<<20),
		"a long key":         `{"` + strings.Repeat("k", 1<<20) + `": 1}`,
	} {
		list = append(list, bad{name: "check: " + name, command: []string{"check"}, in: text})
	}
	list = append(list,
		bad{name: "check: a bad file among good ones", command: []string{"check", thirds, rare}, in: "{}"},
		bad{name: "curve: cut short", command: []string{"curve"}, in: "{"},
		bad{name: "dominance: cut short", command: []string{"dominance"}, in: "{"},
		bad{name: "dominance: no operator", command: []string{"dominance"}, in: `{"outcomes": ["a"], "mimic": {"a": 1}}`},
		bad{name: "dominance: a history that is impossible", command: []string{"dominance"},
			in: `{"outcomes": ["a", "b"], "operator": {"a": 1}, "mimic": {"a": 1}, "history": ["b"]}`},
		bad{name: "dominance: no distance", command: []string{"dominance", "--within", "0"}, in: "{}"},
		bad{name: "dominance: a distance that is none", command: []string{"dominance", "--within", "1e999999999"}, in: "{}"},
		bad{name: "dominance: no effort", command: []string{"dominance", "--effort", "0"}, in: "{}"},
		bad{name: "dominance: an effort that is none", command: []string{"dominance", "--effort", "1e9"}, in: "{}"},
		bad{name: "curve: nothing to draw", command: []string{"curve"}, in: `{"outcomes": ["a"]}`},
	)
	return sorted(list)
}

// tables are for audit.
func tables() (list []bad) {
	for name, text := range map[string]string{
		"empty": "", "a header alone": "outcome,success\n", "no success": "outcome,count\na,1\n", "no outcome": "film,success\na,1\n",
		"a column twice":      "outcome,success,success\na,1,1\n",
		"too few fields":      "outcome,success\na\n",
		"too many fields":     "outcome,success\na,1,2\n",
		"another success":     "outcome,success\na,maybe\n",
		"success in space":    "outcome,success\na,1 1\n",
		"success in part":     "outcome,success\na,0.5\n",
		"no count":            "outcome,success,count\na,1,\n",
		"count of nought":     "outcome,success,count\na,1,0\n",
		"a negative count":    "outcome,success,count\na,1,-1\n",
		"a count with a sign": "outcome,success,count\na,1,++1\n",
		"a large count":       "outcome,success,count\na,1,1000000000001\n",
		"counts that add up":  "outcome,success,count\na,1,1000000000000\na,1,1\n",
		"a huge count":        "outcome,success,count\na,1," + strings.Repeat("9", 100000) + "\n",
		"no name":             "outcome,success\n,1\n",
		"no UTF-8":            "outcome,success\n\xff,1\n",
		"UTF-16":              "\xff\xfeo\x00u\x00t\x00",
		"semicolons":          "name;success\na;1\n",
		"a lone quote":        "outcome,success\na\"b,1\n",
		"an open quote":       "outcome,success\n\"a,1\n",
		"a long open quote":   "outcome,success\n\"" + strings.Repeat("a,1\n", 3<<19),
		"a long row":          strings.Repeat("a", 5<<20),
		"JSON":                `{"outcomes": ["a"]}`,
		"JSON, cut short":     `{"outcome":"a","success":1}` + "\n" + `{"outcome":"a","succ`,
		"JSON, an empty list": `{"outcome":"a","success":[]}`,
		"JSON, no outcome":    `{"outcome":null,"success":1}`,
		"JSON, deep":          strings.Repeat(`{"a":`, 20000),
		"gzip, cut short":     "\x1f\x8b\x08\x00",
	} {
		list = append(list, bad{name: "audit: " + name, command: []string{"audit"}, in: text})
	}
	list = append(list,
		bad{name: "audit: an endless quote", command: []string{"audit"}, stdin: func() io.Reader {
			return io.MultiReader(strings.NewReader(`"`), endlessly("a"))
		}},
		bad{name: "audit: an endless number", command: []string{"audit"}, stdin: func() io.Reader { return endlessly("1") }},
		bad{name: "audit: no weight", command: []string{"audit", "--weight", "w"}, in: "outcome,success,w\na,1,nan\n"},
		bad{name: "audit: no number", command: []string{"audit", "--success", "w>=2"}, in: "outcome,w\na,two\n"},
		bad{name: "audit: no bin", command: []string{"audit", "--outcome", "len:3"}, in: "len,success\na,1\n"},
		bad{name: "audit: a mistyped column", command: []string{"audit", "--outcome", "stile"}, in: "style,success\na,1\n"},
		bad{name: "audit: no context", command: []string{"audit", "--context", "c"}, in: "outcome,success,c\na,1,\n"},
		bad{name: "audit: outcomes of success", command: []string{"audit", "--outcome", "success"}, in: "outcome,success\na,1\n"},
	)
	return sorted(list)
}

// badResults are for merge and --baseline.
func badResults(t *testing.T) (list []bad) {
	t.Helper()
	text := mimics("verify", "forcing/gap", "--cases", "60", "--scope", "2", "--format", "json", "--shard", "1/1").out
	changed := func(old, new string) string {
		other := strings.Replace(text, old, new, 1)
		require.NotEqual(t, text, other)
		return other
	}
	for name, text := range map[string]string{
		"empty": "", "cut short": text[:len(text)/2], "two results": text + text, "a scenario": read(t, thirds), "a list": "[]",
		"another case":     changed(`"ok"`, `"OK"`),
		"a key twice":      changed(`"ok"`, `"ok": true, "ok"`),
		"a key twice deep": changed(`"met"`, `"met": 1, "met"`),
		"unknown key":      changed(`"ok"`, `"okay": true, "ok"`),
		"a number as text": changed(`"cases": 60`, `"cases": "60"`),
		"a part of a case": changed(`"cases": 60`, `"cases": 60.5`),
		"an exponent":      changed(`"cases": 60`, `"cases": 1e999999999`),
		"no UTF-8":         changed(`"ok"`, "\"\xff\""),
		"a bad scenario":   changed(`"a": "1"`, `"a": "2"`),
		"braces":           strings.Repeat(`{"claims":[`, 1<<20),
		"too many bytes":   strings.Repeat(" ", 16<<20) + "{}",
		"another shard":    changed(`"shard": "1/1"`, `"shard": "2/1"`),
	} {
		list = append(list, bad{name: "merge: " + name, command: []string{"merge"}, in: text},
			bad{name: "baseline: " + name, command: quick("--baseline"), in: text})
	}
	list = append(list, bad{name: "merge: an endless stream", command: []string{"merge"}, stdin: func() io.Reader { return endlessly(" ") }})
	return sorted(list)
}

// folders are for learn.
func folders() []bad {
	holding := func(name, text string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			require.NoError(t, os.Mkdir(dir, 0o755))
			if name != "" {
				require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
			}
		}
	}
	learn := []string{"learn"}
	return sorted([]bad{
		{name: "learn: an empty folder", command: learn, make: holding("", "")},
		{name: "learn: no Go", command: learn, make: holding("a.txt", "x := 1")},
		{name: "learn: tests alone", command: learn, make: holding("a_test.go", "package a\n\nfunc f() { g() }\n")},
		{name: "learn: no statements", command: learn, make: holding("a.go", "package a\n")},
		{name: "learn: what is no Go", command: learn, make: holding("a.go", "\x00\xff")},
		{name: "learn: a file", command: learn, in: "package a"},
		{name: "learn: order 7", command: []string{"learn", "--order", "7"}, make: holding("a.go", "package a\n\nfunc f() { g() }\n")},
	})
}

// noFiles are paths that do not lead to a regular file.
func noFiles() (list []bad) {
	things := map[string]func(t *testing.T, name string){
		"missing": func(*testing.T, string) {},
		"a folder": func(t *testing.T, name string) {
			require.NoError(t, os.Mkdir(name, 0o755))
		},
		"a loop of links": func(t *testing.T, name string) {
			require.NoError(t, os.Symlink(name, name))
		},
		"a link to nothing": func(t *testing.T, name string) {
			require.NoError(t, os.Symlink(name+" not", name))
		},
		"a device": func(t *testing.T, name string) {
			require.NoError(t, os.Symlink("/dev/zero", name))
		},
		"a pipe that closes early": func(t *testing.T, name string) {
			require.NoError(t, syscall.Mkfifo(name, 0o644))
			go func() {
				if file, err := os.OpenFile(name, os.O_WRONLY, 0); err == nil {
					_, _ = file.WriteString("{")
					_ = file.Close()
				}
			}()
		},
	}
	for thing, make := range things {
		for _, command := range [][]string{{"check"}, {"curve"}, {"audit"}, {"merge"}, quick("--baseline"), {"learn"}} {
			called := command[0]
			if called == "learn" && (thing == "a folder" || thing == "a pipe that closes early") {
				continue // it reads the one and lists no other
			}
			list = append(list, bad{name: called + ": " + thing, command: command, make: make})
		}
	}
	list = append(list, bad{name: "check: an endless stream", command: []string{"check"}, stdin: func() io.Reader { return endlessly("0") }})
	return sorted(list)
}

func sorted(list []bad) []bad {
	slices.SortFunc(list, func(a, b bad) int { return strings.Compare(a.name, b.name) })
	return list
}

// endlessly repeats a character.
func endlessly(character string) io.Reader { return endlessReader(character[0]) }

type endlessReader byte

func (r endlessReader) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(r)
	}
	return len(p), nil
}
