package cli

import (
	"errors"
	"fmt"
	"io"

	"mimics/properties/cli/learn"
	"mimics/theorems/scenario"
)

type learnCommand struct {
	Paths  []string     `arg:"" name:"path" help:"Folders (without their subfolders) or files; nature is the first."`
	Tokens learn.Tokens `help:"What a token is: go, a kind of token in Go source; words, chars or bytes of texts, in which each line is a sequence." enum:"go,words,chars,bytes" default:"go"`
	Field  string       `help:"The field that holds the text, if a line of a file *.jsonl is an object." default:"text"`
	Order  int          `help:"How many tokens a forecast looks back, 0 to 6." default:"1"`
	destination
}

func (c *learnCommand) Run(s *streams) error {
	if err := c.prepare(s, c.Paths...); err != nil {
		return err
	}
	learned, skipped, err := learn.Scenario(c.Order, learn.Format{Tokens: c.Tokens, Field: c.Field}, c.Paths)
	switch {
	case errors.Is(err, learn.ErrNoGo):
		return fmt.Errorf("%w (or --tokens words, chars or bytes)", err)
	case err != nil:
		return err
	}
	if skipped.Files > 0 {
		s.warn("files skipped: %d, the first one %v", skipped.Files, skipped.First)
	}
	if skipped.Tokens > 0 {
		s.warn("different tokens that share the outcome other: %d, the rarest", skipped.Tokens)
	}
	text := learned.Format()
	if _, err := scenario.Read("the scenario", text); err != nil {
		return fmt.Errorf("%w: expected a lower order or fewer paths", err)
	}
	return s.write(c.Out, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
}
