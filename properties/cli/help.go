package cli

import (
	"embed"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// topics explain what is no command.
//
//go:embed topics
var topics embed.FS

// topicNames lists the topics.
var topicNames = []string{"glossary", "scenario", "exit-codes"}

type helpCommand struct {
	Topic string `arg:"" optional:"" help:"A command, or a topic: glossary, scenario, exit-codes."`
}

func (c *helpCommand) Run(s *streams, parsed *kong.Context) error {
	if slices.Contains(topicNames, c.Topic) {
		text, err := topics.ReadFile("topics/" + c.Topic + ".txt")
		if err != nil {
			return err
		}
		return s.write("", func(w io.Writer) error {
			_, err := w.Write(text)
			return err
		})
	}
	arguments := []string{"--help"}
	if c.Topic != "" {
		commands := commandNames(parsed)
		if !slices.Contains(commands, c.Topic) {
			expected := "one of " + strings.Join(topicNames, ", ")
			if near, ok := nearest(c.Topic, slices.Concat(commands, topicNames)); ok {
				expected = "did you mean " + near + "?"
			}
			return fmt.Errorf("%q is no command and no topic, %s", c.Topic, expected)
		}
		arguments = []string{c.Topic}
	}
	asked, err := kong.Trace(parsed.Kong, arguments)
	if err != nil {
		return err
	}
	return asked.PrintUsage(false)
}

func (*helpCommand) Help() string {
	return "Examples:\n\n    mimics help glossary\n    mimics help verify"
}

// Help adds an example to what --help says of each command. Indented lines are printed as they stand.

func (*commands) Help() string {
	return "Examples:\n\n    mimics\n    mimics check theorems/scenario/examples/*.json\n    mimics show forcing/gap"
}

func (*verifyCommand) Help() string {
	return "Examples:\n\n" +
		"    mimics verify forcing/gap forcing/events --cases 5000\n" +
		"    mimics verify --format json -o result.json\n" +
		"    mimics verify --baseline result.json"
}

func (*mergeCommand) Help() string {
	return "Example:\n\n" +
		"    mimics verify --shard 1/2 --format json -o 1.json\n" +
		"    mimics verify --shard 2/2 --format json -o 2.json\n" +
		"    mimics merge 1.json 2.json"
}

func (*checkCommand) Help() string {
	return "Example:\n\n    mimics check theorems/scenario/examples/rare.json forecast"
}

func (*curveCommand) Help() string {
	return "Example:\n\n    mimics curve theorems/scenario/examples/coins.json"
}

func (*dominanceCommand) Help() string {
	return "Example:\n\n    mimics dominance theorems/scenario/examples/zoo/unbounded.json"
}

func (*findCommand) Help() string {
	return "Examples:\n\n" +
		"    mimics find forecast/rare\n" +
		"    mimics find forcing/gap --without forcing-set-reachable\n" +
		"    mimics find forcing/gap --rival 'c for 1-c'"
}

func (*listCommand) Help() string {
	return "Example:\n\n    mimics list merging"
}

func (*showCommand) Help() string {
	return "Example:\n\n    mimics show merging/budget"
}

func (*learnCommand) Help() string {
	return "Example:\n\n    mimics learn --order 2 properties theorems > learned.json"
}

func (*auditCommand) Help() string {
	return "Example:\n\n    mimics audit properties/cli/audit/testdata/films.csv"
}

func (*reportCommand) Help() string {
	return "Example:\n\n    mimics report -o report forcing/gap --no-experiment"
}

func (*experimentCommand) Help() string {
	return "Example:\n\n    mimics experiment control --samples 4000 --scenario mimic.json"
}

func (*soakCommand) Help() string {
	return "Example:\n\n    mimics soak control --time 1s"
}

func (schemaCommand) Help() string {
	return "Example:\n\n    mimics schema > scenario.schema.json"
}

func (*completionCommand) Help() string {
	return "Examples:\n\n" +
		"    source <(mimics completion bash)\n" +
		"    source <(mimics completion zsh)\n" +
		"    mimics completion fish | source"
}

func (versionCommand) Help() string {
	return "Example:\n\n    mimics version"
}
