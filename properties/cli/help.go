package cli

import (
	"bytes"
	"embed"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// topics explain subjects other than commands.
//
//go:embed topics
var topics embed.FS

// topicNames lists the topics.
var topicNames = []string{"glossary", "scenario", "exit-codes"}

type helpCommand struct {
	Topic string `arg:"" optional:"" help:"A command, or a topic: ${topics}."`
}

func (c *helpCommand) Run(s *streams, parsed *kong.Context) error {
	if slices.Contains(topicNames, c.Topic) {
		text, err := topics.ReadFile("topics/" + c.Topic + ".txt")
		if err != nil {
			return err
		}
		return s.write("", func(w io.Writer) error {
			_, err := w.Write(bytes.ReplaceAll(text, []byte("\n  mimics "), []byte("\n  "+s.name+" ")))
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
