package cli

import (
	"fmt"
	"io"

	"mimics/properties/cli/learn"
	"mimics/theorems/scenario"
)

type learnCommand struct {
	Dirs  []string `arg:"" name:"dir" help:"Folders of Go source; nature is the first."`
	Order int      `help:"How many tokens a forecast looks back, 0 to 6." default:"1"`
	destination
}

func (c *learnCommand) Run(s *streams) error {
	if err := c.prepare(s, c.Dirs...); err != nil {
		return err
	}
	learned, skipped, err := learn.Scenario(c.Order, c.Dirs)
	if err != nil {
		return err
	}
	if skipped.Files > 0 {
		s.warn("files skipped: %d, the first one %v", skipped.Files, skipped.First)
	}
	text := learned.Format()
	if len(text) > scenario.MaxFileSize {
		return fmt.Errorf("the scenario would have more than %d MiB, expected a lower order or fewer folders", scenario.MaxFileSize>>20)
	}
	return s.write(c.Out, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
}
