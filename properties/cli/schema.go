package cli

import (
	"io"

	"mimics/theorems/scenario"
)

type schemaCommand struct{ destination }

func (c *schemaCommand) Run(s *streams) error {
	if err := c.prepare(s); err != nil {
		return err
	}
	return s.write(c.Out, func(w io.Writer) error {
		_, err := w.Write(scenario.Schema())
		return err
	})
}
