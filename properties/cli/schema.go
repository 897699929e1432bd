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
	parameters := map[string]string{}
	for _, p := range s.theory.Parameters() {
		parameters[p.Name] = p.Meaning
	}
	return s.write(c.Out, func(w io.Writer) error {
		_, err := w.Write(scenario.Schema(parameters))
		return err
	})
}
