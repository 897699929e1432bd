package cli_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"mimics/properties/cli"
	"mimics/theorems"
)

const (
	thirds      = "testdata/thirds.json"
	unreachable = "testdata/unreachable.json" // nothing succeeds for certain
	nineTenths  = "testdata/nine-tenths.json" // the weights sum to that
	rare        = "../../theorems/scenario/examples/rare.json"
)

// result is what a command left behind.
type result struct {
	exit     int
	out, err string
}

// mimics runs a command line on the essay with nothing on standard input.
func mimics(arguments ...string) result { return mimicsOn("", arguments...) }

// mimicsOn runs a command line on the essay with a text on standard input.
func mimicsOn(in string, arguments ...string) result {
	return theory{theorems.Essay()}.mimicsOn(in, arguments...)
}

// theory is what a command line is about.
type theory struct{ theorems.Registry }

// theoryOf is a theory of these claims.
func theoryOf(t *testing.T, claims ...theorems.Claim) theory {
	t.Helper()
	registry, err := theorems.NewRegistry(claims...)
	require.NoError(t, err)
	return theory{registry}
}

// mimics runs a command line on the theory with nothing on standard input.
func (r theory) mimics(arguments ...string) result { return r.mimicsOn("", arguments...) }

// mimicsOn runs a command line on the theory with a text on standard input.
func (r theory) mimicsOn(in string, arguments ...string) result {
	var out, err bytes.Buffer
	exit := cli.Run(r.Registry, arguments, strings.NewReader(in), &out, &err)
	return result{exit, out.String(), err.String()}
}

// requireRefused asks for exit code 2, nothing on standard output and this one line on standard error.
func requireRefused(t *testing.T, line string, got result) {
	t.Helper()
	require.Equal(t, result{2, "", "mimics: " + line + "\n"}, got)
}

// requireNarrow asks for lines of at most 80 characters.
func requireNarrow(t *testing.T, text string) {
	t.Helper()
	for line := range strings.Lines(text) {
		require.LessOrEqual(t, utf8.RuneCountInString(strings.TrimSuffix(line, "\n")), 80, line)
	}
}

func TestUsageErrorsAreOneLine(t *testing.T) {
	for line, refused := range map[string][]string{
		`unknown flag --bogus (try --help)`:                                  {"verify", "--bogus"},
		`"nonsense" matches no claim, see list`:                              {"nonsense"},
		`"chek" is no command and matches no claim, did you mean check?`:     {"chek", thirds},
		`expected "<file> ..." (try --help)`:                                 {"check"},
		`expected "<claim>" (try --help)`:                                    {"find"},
		`unexpected argument more (try --help)`:                              {"version", "more"},
		`--format must be one of "table","json" but got "junk" (try --help)`: {"check", thirds, "--format", "junk"},
		`--cases: expected a valid 64 bit int but got "many" (try --help)`:   {"verify", "--cases", "many"},
		`"nothing/*" matches no claim, see list`:                             {"verify", "--claim", "nothing/*"},
		`"none" matches no claim, see list`:                                  {"check", thirds, "--claim", "none"},
		`"[" is no pattern, expected one such as forcing/*`:                  {"list", "--claim", "["},
		`"forcing/[a-" is no pattern, expected one such as forcing/*`:        {"verify", "--claim", "forcing/[a-"},
		`--cases 0, expected a whole number from 1 to 8388608`:               {"verify", "--cases", "0"},
		`--cases -1, expected a whole number from 1 to 8388608`:              {"verify", "--cases=-1"},
		`--scope 0, expected a whole number from 1 to 6`:                     {"verify", "--scope", "0"},
		`--scope 99, expected a whole number from 1 to 6`:                    {"verify", "--scope", "99"},
		`--scope -3, expected a whole number from 1 to 6`:                    {"find", "forcing/gap", "--scope=-3"},
		`--scope 9, expected a whole number from 1 to 6`:                     {"find", "forcing/gap", "--scope", "9"},
		`--time -1s, expected a duration above 0, such as 30s`:               {"verify", "--time=-1s"},
		`--time 0s, expected a duration above 0, such as 30s`:                {"soak", "--time", "0s"},
		`"forcing/no" matches no claim, see list`:                            {"find", "forcing/no"},
		`"forcing/n*" matches no claim, see list`:                            {"show", "forcing/n*"},
		`--claim: empty, expected a value (try --help)`:                      {"list", "--claim", "forcing", "--claim="},
		`"forcing" matches 17 claims, expected one`:                          {"find", "forcing"},
		`"forcin" matches no claim, did you mean forcing?`:                   {"list", "forcin"},
		`"forcin/*" matches no claim, did you mean forcing/*?`:               {"soak", "forcin/*"},
		`"tilt/gap" matches no claim, see list`:                              {"verify", "forcing/gap", "tilt/gap"},
		`"gaps" matches no claim, did you mean forcing/gap?`:                 {"verify", "--claim", "forcing/events", "--claim", "gaps"},
		`"gapp" matches no claim, did you mean forcing/gap?`:                 {"report", "-o", "nowhere", "--claim", "forcing,gapp"},
		`--without is given twice, expected once (try --help)`: {
			"find", "forcing/gap", "--without", "success-happens", "--without", "forcing-set-reachable",
		},
		`--out is given twice, expected once (try --help)`:                                            {"verify", "-o", "a", "--out", "b"},
		`"" matches no claim, see list`:                                                               {"verify", "--claim", "forcing/gap,,forcing/events"},
		`expected a scenario file beside forcing/gap`:                                                 {"check", "forcing/gap"},
		`forcing/gapp: no such file or directory, and it matches no claim, did you mean forcing/gap?`: {"check", thirds, "forcing/gapp"},
		`forcing/gap has no hypothesis "luck", expected one of history-possible-for-mimic, success-happens, forcing-set-reachable`: {
			"find", "forcing/gap", "--without", "luck",
		},
		`"forcing/gapp" matches no claim, did you mean forcing/gap?`:     {"find", "forcing/gapp"},
		`"Forcing/Gap" matches no claim, did you mean forcing/gap?`:      {"show", "Forcing/Gap"},
		`"gap" matches no claim, did you mean forcing/gap?`:              {"show", "gap"},
		`"mergin/budget" matches no claim, did you mean merging/budget?`: {"verify", "--claim", "mergin/budget"},
		`forcing/gap has no hypothesis "forcing-set-reachabel", did you mean forcing-set-reachable?`: {
			"find", "forcing/gap", "--without", "forcing-set-reachabel",
		},
		`forcing/gap has no rival "c for 1-d", did you mean "c for 1-c"?`: {"find", "forcing/gap", "--rival", "c for 1-d"},
		`forcing/gap has no rival "luck", see show`:                       {"find", "forcing/gap", "--rival", "luck"},
		`expected --without or --rival, not both`: {
			"find", "forcing/gap", "--rival", "c for 1-c", "--without", "success-happens",
		},
	} {
		t.Run(strings.Join(refused, " "), func(t *testing.T) {
			requireRefused(t, line, mimics(refused...))
		})
	}
	got := mimics("verify", "--format", "xml")
	require.Equal(t, 2, got.exit)
	require.Empty(t, got.out)
	require.Regexp(t, `\Amimics: --format must be one of "table","json"[a-z",]* but got "xml" \(try --help\)\n\z`, got.err)
}

func TestFilesThatCannotBeReadAreRefused(t *testing.T) {
	folder := t.TempDir()
	missing := filepath.Join(folder, "missing.json")
	requireRefused(t, missing+": no such file or directory", mimics("check", missing))
	requireRefused(t, folder+": not a file, expected a scenario", mimics("check", folder))
	requireRefused(t, nineTenths+":3:12: mimic: the weights sum to 9/10, expected 1", mimics("check", nineTenths))
	requireRefused(t, nineTenths+":3:12: mimic: the weights sum to 9/10, expected 1", mimics("check", thirds, nineTenths))
	requireRefused(t, "stdin:1:1: the text ends here, expected more JSON", mimics("check", "-"))
	requireRefused(t, "stdin:1:2: the character 'o', expected a key in double quotes", mimicsOn("{outcomes: 3}", "check", "-"))

	large := filepath.Join(folder, "large.json")
	require.NoError(t, os.WriteFile(large, nil, 0o644))
	require.NoError(t, os.Truncate(large, 1<<40))
	requireRefused(t, large+": larger than 16 MiB, expected a scenario file of at most that size", mimics("check", large))
}

func TestFileWithoutPermissionIsRefused(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret.json")
	require.NoError(t, os.WriteFile(secret, []byte("{}"), 0))
	if file, err := os.Open(secret); err == nil {
		require.NoError(t, file.Close())
		t.Skip("this user reads everything")
	}
	requireRefused(t, secret+": permission denied", mimics("check", secret))
}

func TestStandardInputThatBreaksIsRefused(t *testing.T) {
	var out, complaint bytes.Buffer
	exit := cli.Run(theorems.Essay(), []string{"check", "-"}, iotest.ErrReader(errors.New("the wire was cut")), &out, &complaint)
	requireRefused(t, "stdin: the wire was cut", result{exit, out.String(), complaint.String()})
}

// full is a standard output that takes nothing.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestOutputThatCannotBeWrittenIsReported(t *testing.T) {
	for _, arguments := range [][]string{
		{"list"}, {"show", "forcing/gap"}, {"version"},
		{"check", thirds}, {"check", thirds, "--format", "json"},
		{"verify", "--claim", "forcing/gap", "--cases", "5", "--scope", "2"},
		{"verify", "--claim", "forcing/gap", "--cases", "5", "--scope", "2", "--format", "json"},
		{"find", "forcing/is-conditioning"},
	} {
		t.Run(strings.Join(arguments, " "), func(t *testing.T) {
			var complaint bytes.Buffer
			require.Equal(t, 2, cli.Run(theorems.Essay(), arguments, strings.NewReader(""), full{}, &complaint))
			require.True(t, strings.HasSuffix(complaint.String(), "mimics: no space left on device\n"), complaint.String())
		})
	}
}

// commandNames lists the commands that --help does.
func commandNames(t *testing.T) (names []string) {
	t.Helper()
	for _, line := range regexp.MustCompile(`(?m)^  ([a-z]+) .*`).FindAllStringSubmatch(mimics("--help").out, -1) {
		names = append(names, line[1])
	}
	require.Greater(t, len(names), 10)
	return names
}

func TestHelpIsGiven(t *testing.T) {
	for _, command := range append(commandNames(t), "") {
		got := mimics(append(strings.Fields(command), "--help")...)
		require.Zero(t, got.exit)
		require.Empty(t, got.err)
		require.True(t, strings.HasPrefix(got.out, "Usage: "+strings.TrimSpace("mimics "+command)), got.out)
		requireNarrow(t, got.out)
	}
}

// What --help gives as examples is no mistake: each runs, in the folder of the repository.
func TestExamplesInHelpRun(t *testing.T) {
	bin := buildCommand(t)
	shared := machine{t.TempDir(), bin, nil}
	for _, folder := range []string{"theorems", "properties"} {
		from, err := filepath.Abs(filepath.Join(root, folder))
		require.NoError(t, err)
		require.NoError(t, os.Symlink(from, filepath.Join(shared.dir, folder)))
	}
	for _, command := range commandNames(t) {
		help := mimics(command, "--help").out
		examples := regexp.MustCompile(`(?m)^    (.*mimics .*)$`).FindAllStringSubmatch(help, -1)
		require.NotEmpty(t, examples, help)
		if command == "experiment" || command == "completion" {
			continue // one takes long, and the gate runs it; the other is for three shells
		}
		for _, example := range examples {
			line := example[1]
			if command == "verify" || command == "report" || strings.HasPrefix(line, "mimics verify") { // the least of it
				line = strings.ReplaceAll(line, "--cases 5000", "") + " --claim forcing/gap --cases 20 --scope 2"
			}
			got := shared.run(t, "sh", "-c", line)
			require.Zero(t, got.exit, "%s: %s", line, got.err)
		}
	}
}

func TestVersionIsOneLine(t *testing.T) {
	got := mimics("version")
	require.Zero(t, got.exit)
	require.Empty(t, got.err)
	require.Regexp(t, `\Amimics \S[^\n]*\n\z`, got.out)
}

func TestLearnMakesAScenario(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing")
	got := mimics("learn", missing)
	require.Equal(t, 2, got.exit)
	require.Empty(t, got.out)
	require.Regexp(t, `\Amimics: [^\n]*missing[^\n]*\n\z`, got.err)

	got = mimics("learn", ".")
	require.Zero(t, got.exit, got.err)
	require.Zero(t, mimicsOn(got.out, "check", "-", "--claim", "mimic/bayes").exit)
}

// falseTheory is one false claim that is expected to hold.
func falseTheory(t *testing.T) theory {
	t.Helper()
	return theoryOf(t, falseClaim(t))
}

// falseClaim is a refuted claim that is expected to hold.
func falseClaim(t *testing.T) theorems.Claim {
	t.Helper()
	claim, ok := theorems.Essay().Find("forcing/is-conditioning")
	require.True(t, ok)
	c := *claim
	c.Expect, c.Sharpened = theorems.Holds, ""
	c.Rivals = []theorems.Rival{{Name: "< for =", Relation: theorems.Below}, {Name: "<= for =", Relation: theorems.AtMost}}
	return c
}
