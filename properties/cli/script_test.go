package cli_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"gotest.tools/v3/golden"

	"mimics/model"
	"mimics/properties/cli"
	"mimics/theorems"
)

// commands are the programs that scripts and tests find on their PATH: the command on the essay, and on theories that
// are false, or smaller or weaker than the essay.
var commands = map[string]func() theorems.Registry{
	"mimics":       theorems.Essay,
	"mimics-false": func() theorems.Registry { return model.Must(theorems.NewRegistry(falseClaim())) },
	"mimics-mixed": func() theorems.Registry {
		return model.Must(theorems.NewRegistry(essayClaim("forcing/gap"), falseClaim()))
	},
	"mimics-gap":    func() theorems.Registry { return model.Must(theorems.NewRegistry(essayClaim("forcing/gap"))) },
	"mimics-weaker": func() theorems.Registry { return model.Must(theorems.NewRegistry(weakerClaim())) },
}

func TestMain(m *testing.M) {
	mains := map[string]func(){}
	for name, registry := range commands {
		mains[name] = func() {
			os.Exit(cli.Run(theory{registry()}.program(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
		}
	}
	_ = os.Setenv("GOGC", "400") // for the whole process: what audit asks for would slow down the tests beside it
	if os.Getenv("GORACE") == "" {
		_ = os.Setenv("GORACE", "atexit_sleep_ms=0") // under -race every command would otherwise end a second late
	}
	testscript.Main(m, mains)
}

// essayClaim returns a claim of the essay.
func essayClaim(id string) theorems.Claim {
	claim, ok := theorems.Essay().Find(id)
	if !ok {
		panic("the essay has no claim " + id)
	}
	return *claim
}

// falseClaim is a refuted claim that is expected to hold.
func falseClaim() theorems.Claim {
	c := essayClaim("forcing/is-conditioning")
	c.Expect, c.Sharpened = theorems.Holds, ""
	c.Rivals = []theorems.Rival{{Name: "< for =", Relation: theorems.Below}, {Name: "<= for =", Relation: theorems.AtMost}}
	return c
}

// weakerClaim is forcing/gap with a rival that is true and a hypothesis that always holds.
func weakerClaim() theorems.Claim {
	c := essayClaim("forcing/gap")
	c.Rivals = []theorems.Rival{{Name: "c for 1-c", Relation: theorems.AtMost}, c.Rivals[1]}
	c.Hypotheses = slices.Clone(c.Hypotheses)
	for i := range c.Hypotheses {
		if h := &c.Hypotheses[i]; h.Name == "forcing-set-reachable" {
			h.Holds = func(*theorems.Instance) bool { return true }
		}
	}
	return c
}

// binFolder returns the folder that holds the commands.
func binFolder() string { return filepath.Dir(model.Must(exec.LookPath("mimics"))) }

// inputs are files that every script finds in its folder.
var inputs = []string{thirds, unreachable, nineTenths, rare, films}

// TestScripts runs testdata/script. Each script is named after the behaviour that it shows. Beside the commands of
// testscript it may use:
//
//	exits CODE COMMAND...        the command ends with this exit code
//	refused LINE COMMAND...      the command ends with exit code 2, prints nothing, and complains in this line
//	refused-for PART COMMAND...  the same, PART being a part of the line
//	narrow                       no line of the last output is longer than 80 characters
//	unwrap                       puts the last output on one line, with single spaces
//	replace OLD NEW FILE         replaces the first OLD in the file, which must have one
//	mode OCTAL FILE              the file has these permissions
//
// $ROOT is the folder of the repository, $CORPUS a small corpus, $BIN the folder of the commands. The condition [root]
// holds for a user who reads and writes everything.
func TestScripts(t *testing.T) {
	t.Parallel()
	t.Cleanup(func() {
		if t.Failed() {
			t.Log("go test . -update rewrites the outputs that scripts compare whole")
		}
	})
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       golden.FlagUpdate(),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("BIN", binFolder())
			e.Setenv("CORPUS", model.Must(filepath.Abs(smallCorpus)))
			e.Setenv("ROOT", model.Must(filepath.Abs(root)))
			for _, input := range inputs {
				if err := os.Symlink(model.Must(filepath.Abs(input)),
					filepath.Join(e.WorkDir, filepath.Base(input))); err != nil {
					return err
				}
			}
			return nil
		},
		Condition: func(condition string) (bool, error) {
			if condition != "root" {
				return false, fmt.Errorf("[%s], expected [root] or a condition of testscript", condition)
			}
			return os.Geteuid() == 0, nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": func(s *testscript.TestScript, _ bool, arguments []string) {
				requireExit(s, model.Must(strconv.Atoi(arguments[0])), arguments[1:])
			},
			"refused": func(s *testscript.TestScript, _ bool, arguments []string) {
				if requireExit(s, 2, arguments[1:]); refusal(s) != arguments[0] {
					s.Fatalf("expected %q", arguments[0])
				}
			},
			"refused-for": func(s *testscript.TestScript, _ bool, arguments []string) {
				if requireExit(s, 2, arguments[1:]); !strings.Contains(refusal(s), arguments[0]) {
					s.Fatalf("expected %q in the line", arguments[0])
				}
			},
			"narrow": func(s *testscript.TestScript, _ bool, _ []string) {
				for line := range strings.Lines(s.ReadFile("stdout")) {
					if len([]rune(strings.TrimSuffix(line, "\n"))) > 80 {
						s.Fatalf("longer than 80 characters: %s", line)
					}
				}
			},
			"unwrap": func(s *testscript.TestScript, _ bool, _ []string) {
				_, err := io.WriteString(s.Stdout(), oneLine(s.ReadFile("stdout")))
				s.Check(err)
			},
			"mode": func(s *testscript.TestScript, _ bool, arguments []string) {
				info, err := os.Stat(s.MkAbs(arguments[1]))
				s.Check(err)
				if got := strconv.FormatUint(uint64(info.Mode().Perm()), 8); got != arguments[0] {
					s.Fatalf("%s: mode %s, expected %s", arguments[1], got, arguments[0])
				}
			},
			"replace": func(s *testscript.TestScript, _ bool, arguments []string) {
				text := s.ReadFile(arguments[2])
				if !strings.Contains(text, arguments[0]) {
					s.Fatalf("%s: expected %q in it", arguments[2], arguments[0])
				}
				s.Check(os.WriteFile(s.MkAbs(arguments[2]),
					[]byte(strings.Replace(text, arguments[0], arguments[1], 1)), 0o644))
			},
		},
	})
}

// requireExit runs a command, which must end with the exit code.
func requireExit(s *testscript.TestScript, want int, command []string) {
	got := 0
	var exit *exec.ExitError
	if err := s.Exec(command[0], command[1:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		s.Check(err)
	}
	if got != want {
		s.Fatalf("exit code %d, expected %d", got, want)
	}
}

// refusal returns the one line of complaint that a command leaves which prints nothing.
func refusal(s *testscript.TestScript) string {
	line, begins := strings.CutPrefix(s.ReadFile("stderr"), "mimics: ")
	line, ends := strings.CutSuffix(line, "\n")
	if !begins || !ends || strings.Contains(line, "\n") || s.ReadFile("stdout") != "" {
		s.Fatalf("expected no output, and a line on standard error that begins with mimics:")
	}
	return line
}
