// Package cli is the command line of a theory: it reads arguments and files, runs the engines and prints their results.
// Results go to standard output, progress and complaints to standard error. Start reading at [Run]; each command is a
// type with a method Run, in the file of its name.
//
//	mimics verify --claim 'forcing/*'
//	mimics check theorems/scenario/examples/*.json
//	mimics curve theorems/scenario/examples/rare.json
//	mimics find forcing/gap --without forcing-set-reachable
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"reflect"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"mimics/properties"
	_ "mimics/properties/gc" // for every command
	"mimics/theorems"
)

// Exit codes.
const (
	exitOK          = 0
	exitUnexpected  = 1 // a claim is not as expected, or the time was up before all claims were settled
	exitUsage       = 2
	exitInterrupted = 130
)

// errUnexpected ends a command whose output already names the claims that are not as expected, or not settled.
var errUnexpected = errors.New("not as expected")

// Theory is the theory that a program checks, with what its help says.
type Theory struct {
	Name   string // the name of the program, such as "selection"
	About  string // one sentence for --help
	Claims []theorems.Claim

	claim    string              // the ID that --help uses as an example
	examples map[string][]string // the examples of --help; nil means those of examplesOf, for the first claim
}

// Essay returns the theory of the essay, which the program of this module checks.
func Essay() Theory {
	return Theory{
		Name: "mimics", About: "Checks a theory of AI control: claims about mimics and operators, exactly.",
		Claims: theorems.Essay(), claim: "forcing/gap", examples: essayExamples,
	}
}

// streams holds the streams of a command, and its theory.
type streams struct {
	context.Context
	name     string // the name of the program
	theory   theorems.Registry
	in       io.Reader
	out, err io.Writer
	colour   colouring
	files    *files
}

// note prints a line on standard error.
func (s *streams) note(format string, arguments ...any) {
	p := printer{w: s.err}
	p.line(format, arguments...) // if complaints cannot be printed, there is no other place for them
}

// warn prints a line on standard error that begins with the name of the program.
func (s *streams) warn(format string, arguments ...any) { s.note(s.name+": "+format, arguments...) }

// complain says in one line on standard error why the command fails. An interrupted command says nothing more.
func (s *streams) complain(format string, arguments ...any) {
	if !errors.Is(s.Err(), context.Canceled) {
		s.warn(format, arguments...)
	}
}

// coloured reports whether verdicts on standard output are coloured.
func (s *streams) coloured() bool { return s.colour.on(s.out) }

type commands struct {
	Color colouring        `help:"Colour verdicts: auto, on terminals unless NO_COLOR is set; always; never." enum:"auto,always,never" default:"auto"`
	Time  *time.Duration   `help:"Stop after this long, such as 30s; the output names what is not settled by then, and the exit code is 1." placeholder:"D"`
	Build kong.VersionFlag `name:"version" help:"Print the version."`

	Verify     verifyCommand     `cmd:"" default:"withargs" help:"Try every claim on sampled and exhausted scenarios and on the essay's examples (the default)."`
	Merge      mergeCommand      `cmd:"" help:"Merge the results of all shards of a verify into one."`
	Check      checkCommand      `cmd:"" help:"Try every applicable claim on your scenarios."`
	Tune       tuneCommand       `cmd:"" help:"Print what fine-tuning makes of a mimic, along the weight of the penalty."`
	Explore    exploreCommand    `cmd:"" help:"Move a mimic, its success and β on a page in the browser, and see what tuning makes of them."`
	Curve      curveCommand      `cmd:"" help:"Print how far apart the forecasts of operator and mimic are, step by step."`
	Dominance  dominanceCommand  `cmd:"" help:"Decide how much of the operator's belief will ever merge with the mimic's."`
	Find       findCommand       `cmd:"" help:"Print the smallest counterexample to a claim, as a scenario."`
	List       listCommand       `cmd:"" help:"List the claims."`
	Show       showCommand       `cmd:"" help:"Show a claim: statement, hypotheses, rivals, source."`
	Learn      learnCommand      `cmd:"" help:"Learn an n-gram scenario from Go source or texts."`
	Audit      auditCommand      `cmd:"" help:"Estimate from data how Goodhart-prone an objective is."`
	Experiment experimentCommand `cmd:"" help:"Try the essay on n-grams of real code: transfer, compilability, control."`
	Report     reportCommand     `cmd:"" help:"Write a page with all verdicts and figures, to be read in a browser."`
	Soak       soakCommand       `cmd:"" help:"Try every claim on random scenarios for as long as you like."`
	Schema     schemaCommand     `cmd:"" help:"Print the JSON Schema of a scenario file."`
	Completion completionCommand `cmd:"" help:"Print a script with which a shell completes commands, flags and claims."`
	Version    versionCommand    `cmd:"" help:"Print the version."`
	Explain    helpCommand       `cmd:"" name:"help" help:"Explain a command, or a topic: ${topics}."`
}

// Run runs the command line on a theory and returns the exit code. If a claim is not well formed, the code is 2, and a
// line on err says why.
func Run(theory Theory, arguments []string, in io.Reader, out, err io.Writer) int {
	signals, stop := listen()
	defer stop()
	s := streams{name: theory.Name, in: in, out: out, err: err, files: newFiles()}
	defer s.files.close()
	var fault error
	if s.theory, fault = theorems.NewRegistry(theory.Claims...); fault == nil && len(s.theory) == 0 {
		fault = errors.New("no claims, expected a theory of at least one")
	}
	if fault != nil {
		s.warn("%v", fault)
		return exitUsage
	}
	if theory.examples == nil {
		theory.claim, theory.examples = s.theory[0].ID, examplesOf(theory.Name, &s.theory[0])
	}
	section, _, _ := strings.Cut(theory.claim, "/")
	var c commands
	exit := -1
	parser, fault := kong.New(&c,
		kong.Name(theory.Name),
		kong.Description(theory.About),
		kong.Writers(out, err),
		kong.Exit(func(code int) { exit = code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.KindMapper(reflect.String, kong.MapperFunc(exactly)),
		kong.WithHyphenPrefixedParameters(true),
		kong.KindMapper(reflect.Int, kong.MapperFunc(wholeNumber)),
		kong.TypeMapper(reflect.TypeFor[time.Duration](), kong.MapperFunc(duration)),
		kong.Vars{"version": theory.Name + " " + version(), "claim": theory.claim, "section": section,
			"topics": strings.Join(topicNames, ", "), "scope": strconv.Itoa(properties.DefaultScope)},
	)
	if fault != nil {
		panic(fault) // the grammar above is fixed
	}
	explain(parser.Model.Node, theory.examples)
	parsed, fault := parser.Parse(arguments)
	if exit >= 0 {
		return exit // the parser has printed help
	}
	s.colour = c.Color
	if fault == nil {
		fault = repeated(parsed)
	}
	interrupted := false
	switch {
	case fault != nil:
		fault = fmt.Errorf("%w (try --help)", fault)
	case c.Time != nil && *c.Time <= 0:
		fault = badTime(*c.Time)
	default:
		ctx, cancel := lasting(context.Background(), c.Time)
		defer cancel()
		fault, interrupted = runUntil(ctx, signals, grace, func(ctx context.Context) error {
			s := s
			s.Context = ctx
			return parsed.Run(&s)
		})
	}
	switch {
	case interrupted: // any fault is a consequence
		return exitInterrupted
	case fault == nil:
		return exitOK
	case errors.Is(fault, errUnexpected):
		return exitUnexpected
	case errors.Is(fault, context.DeadlineExceeded), errors.Is(fault, errAbandoned):
		s.warn("the time was up before anything was settled")
		return exitUnexpected
	}
	s.warn("%v", fault)
	return exitUsage
}

func badTime(given time.Duration) error {
	return fmt.Errorf("--time %s, expected a duration above 0, such as 30s", given)
}

// lasting returns a context that ends after the given time, or never if none is given.
func lasting(ctx context.Context, while *time.Duration) (context.Context, context.CancelFunc) {
	if while == nil {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, *while)
}

type versionCommand struct{}

func (versionCommand) Run(s *streams) error {
	p := printer{w: s.out}
	p.line("%s %s", s.name, version())
	return p.err
}

// version returns the version that the build recorded.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	text := info.Main.Version
	if text == "" {
		text = "(devel)"
	}
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" && !strings.Contains(text, setting.Value[:min(12, len(setting.Value))]) {
			text += " " + setting.Value[:min(12, len(setting.Value))]
		}
	}
	return text
}
