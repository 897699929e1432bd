// Package cli is the command: it reads arguments and files, runs the engines and prints what they found. Results go
// to standard output, progress and complaints to standard error.
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
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"mimics/theorems"
	"mimics/theorems/scenario"
)

// Exit codes.
const (
	exitOK          = 0
	exitUnexpected  = 1 // some claim is not as expected, or the time was up before all was settled
	exitUsage       = 2
	exitInterrupted = 130
)

// errUnexpected ends a command whose output already says what is not as expected, or not settled.
var errUnexpected = errors.New("not as expected")

// Theory is what a program checks.
type Theory struct {
	Name   string // of the program: "selection"
	About  string // one sentence for --help
	Claims []theorems.Claim

	claim    string              // an ID that --help shows
	examples map[string][]string // that --help shows; nil means those of examplesOf, with the first claim
}

// Essay returns the theory of the essay, which the program of this module checks.
func Essay() Theory {
	return Theory{
		Name: "mimics", About: "Checks a theory of AI control: claims about mimics and operators, exactly.",
		Claims: theorems.Essay(), claim: "forcing/gap", examples: essayExamples,
	}
}

// streams is where a command reads and writes, and the theory that it is about.
type streams struct {
	context.Context
	name     string // of the program
	theory   theorems.Registry
	in       io.Reader
	out, err io.Writer
	colour   colouring
	files    *files
}

// note prints a line on standard error.
func (s *streams) note(format string, arguments ...any) {
	p := printer{w: s.err}
	p.line(format, arguments...) // where complaints cannot be printed, nobody can be told
}

// warn prints a line on standard error that begins with the name of the program.
func (s *streams) warn(format string, arguments ...any) { s.note(s.name+": "+format, arguments...) }

// complain says in one line on standard error why the command fails. An interrupted command says nothing more.
func (s *streams) complain(format string, arguments ...any) {
	if !errors.Is(s.Err(), context.Canceled) {
		s.warn(format, arguments...)
	}
}

// coloured reports whether verdicts on standard output are.
func (s *streams) coloured() bool { return s.colour.on(s.out) }

type commands struct {
	Color colouring        `help:"Colour verdicts: auto, on terminals unless NO_COLOR is set; always; never." enum:"auto,always,never" default:"auto"`
	Time  *time.Duration   `help:"Stop after this long, such as 30s; what is not settled by then is said, and the exit code is 1." placeholder:"D"`
	Build kong.VersionFlag `name:"version" help:"Print the version."`

	Verify     verifyCommand     `cmd:"" default:"withargs" help:"Try every claim on sampled and exhausted scenarios and on the essay's examples (the default)."`
	Merge      mergeCommand      `cmd:"" help:"Merge the results of all shards of a verify into one."`
	Check      checkCommand      `cmd:"" help:"Try every applicable claim on your scenarios."`
	Curve      curveCommand      `cmd:"" help:"Print how the forecasts of operator and mimic come together, step by step."`
	Dominance  dominanceCommand  `cmd:"" help:"Decide how much of what the operator believes will ever merge with the mimic."`
	Find       findCommand       `cmd:"" help:"Print the smallest counterexample to a claim, as a scenario."`
	List       listCommand       `cmd:"" help:"List the claims."`
	Show       showCommand       `cmd:"" help:"Show a claim: statement, hypotheses, rivals, source."`
	Learn      learnCommand      `cmd:"" help:"Learn an n-gram scenario from Go source or texts."`
	Audit      auditCommand      `cmd:"" help:"Measure from data how prone an objective is to be met by what it was not meant for."`
	Experiment experimentCommand `cmd:"" help:"Try the essay on n-grams of real code: transfer, compilability, control."`
	Report     reportCommand     `cmd:"" help:"Write a page with all verdicts and figures, to be read in a browser."`
	Soak       soakCommand       `cmd:"" help:"Try every claim on random scenarios for as long as you like."`
	Schema     schemaCommand     `cmd:"" help:"Print the JSON Schema of a scenario file."`
	Completion completionCommand `cmd:"" help:"Print a script by which a shell completes commands, flags and claims."`
	Version    versionCommand    `cmd:"" help:"Print the version."`
	Explain    helpCommand       `cmd:"" name:"help" help:"Explain a command, or a topic: glossary, scenario, exit-codes."`
}

// Run runs the command line on a theory and returns the exit code. That is 2, with a line on err, if a claim is not
// well formed.
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
		kong.Vars{"version": theory.Name + " " + version(), "claim": theory.claim, "section": section},
	)
	if fault != nil {
		panic(fault) // the grammar above is fixed
	}
	explain(parser.Model.Node, theory.examples)
	parsed, fault := parser.Parse(arguments)
	if exit >= 0 {
		return exit // help was asked for and given
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
	case interrupted: // any fault comes of that
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

// repeated is an error if a flag that has one value is given twice, where the last would silently replace the first.
func repeated(parsed *kong.Context) error {
	given := map[string]bool{}
	for _, element := range parsed.Path {
		flag := element.Flag
		if flag == nil || flag.IsSlice() || flag.IsBool() {
			continue
		}
		if given[flag.Name] {
			return fmt.Errorf("--%s is given twice, expected once", flag.Name)
		}
		given[flag.Name] = true
	}
	return nil
}

// exactly reads an argument byte by byte. The parser's own way goes through JSON, which puts another character in the
// place of every byte that is no UTF-8, so that two files get one name. An empty argument is an error: the commands
// take an empty text for a flag that is not given, but who writes "$FILE" means a file, also if the variable is not
// set.
func exactly(ctx *kong.DecodeContext, into reflect.Value) error {
	token, err := ctx.Scan.PopValue("string")
	switch {
	case err != nil:
		return err
	case token.String() == "":
		return errors.New("empty, expected a value")
	}
	text := token.String()
	if ctx.Value.Enum != "" {
		text = strings.ToLower(text)
	}
	into.SetString(text)
	return nil
}

// wholeNumber reads a whole number. What is out of any command's range becomes the least or the largest number, which the
// command refuses with its range.
func wholeNumber(ctx *kong.DecodeContext, into reflect.Value) error {
	token, err := ctx.Scan.PopValue("number")
	if err != nil {
		return err
	}
	n, err := strconv.ParseInt(token.String(), 10, strconv.IntSize)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return fmt.Errorf("%q is no whole number", token.String())
	}
	into.SetInt(n)
	return nil
}

// duration reads a duration such as 30s.
func duration(ctx *kong.DecodeContext, into reflect.Value) error {
	token, err := ctx.Scan.PopValue("duration")
	if err != nil {
		return err
	}
	d, err := time.ParseDuration(token.String())
	if err != nil {
		return fmt.Errorf("%q is no duration, expected a number with its unit, such as 30s or 5m", token.String())
	}
	into.SetInt(int64(d))
	return nil
}

func badTime(given time.Duration) error {
	return fmt.Errorf("--time %s, expected a duration above 0, such as 30s", given)
}

// lasting returns a context that ends after a while, or never where no time is given.
func lasting(ctx context.Context, while *time.Duration) (context.Context, context.CancelFunc) {
	if while == nil {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, *while)
}

// readScenario reads a scenario from a file, "-" being standard input. If normalize is true, it divides distributions
// by their sums.
func (s *streams) readScenario(name string, normalize bool) (read scenario.Scenario, err error) {
	name, text, err := s.read(name, "a scenario")
	if err != nil {
		return read, err
	}
	var parameters []string
	for _, p := range s.theory.Parameters() {
		parameters = append(parameters, p.Name)
	}
	if normalize {
		read, err = scenario.ReadNormalized(name, text, parameters...)
	} else {
		read, err = scenario.Read(name, text, parameters...)
	}
	switch {
	case errors.Is(err, scenario.ErrSum):
		err = fmt.Errorf("%w (--normalize divides them by their sum)", err)
	case err == nil && read.Name == "":
		read.Name = strings.TrimSuffix(filepath.Base(name), ".json")
	}
	return read, err
}

// read reads a file of which something is expected, "-" being standard input, and gives the name that errors call it
// by. Of what is larger than any may be it reads so much that this shows.
func (s *streams) read(name, expected string) (called string, text []byte, err error) {
	type file struct {
		name string
		text []byte
		err  error
	}
	got, err := await(s, func() (f file) { // a pipe can keep silent
		f.name, f.text, f.err = s.readAll(name, expected)
		return f
	})
	if err != nil {
		return inputName(name), nil, err
	}
	return got.name, got.text, got.err
}

// readAll is read, however long it takes.
func (s *streams) readAll(name, expected string) (called string, text []byte, err error) {
	in := s.in
	if name != "-" {
		file, err := openInput(name, expected)
		if err != nil {
			return name, nil, err
		}
		defer file.Close()
		in = file
	}
	name = inputName(name)
	text, err = io.ReadAll(io.LimitReader(in, scenario.MaxFileSize+1))
	if err != nil {
		err = fileError(name, err)
	}
	return name, text, err
}

// inputName is what errors call an input by.
func inputName(name string) string {
	if name == "-" {
		return "stdin"
	}
	return name
}

// openInput opens a file or a pipe, of which something is expected; a folder or a device it refuses.
func openInput(name, expected string) (*os.File, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, fileError(name, err)
	}
	if info, err := file.Stat(); err == nil && !info.Mode().IsRegular() && info.Mode()&fs.ModeNamedPipe == 0 {
		file.Close()
		return nil, fmt.Errorf("%s: not a file, expected %s", name, expected)
	}
	return file, nil
}

// fileError is the file and what the system says of it.
func fileError(name string, err error) error {
	var fault *fs.PathError
	if errors.As(err, &fault) {
		err = fault.Err
	}
	return fmt.Errorf("%s: %w", name, err)
}

type versionCommand struct{}

func (versionCommand) Run(s *streams) error {
	p := printer{w: s.out}
	p.line("%s %s", s.name, version())
	return p.err
}

// version is what the build knows of itself.
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
