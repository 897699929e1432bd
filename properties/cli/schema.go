package cli

import (
	"mimics/theorems/scenario"
)

type schemaCommand struct{}

func (schemaCommand) Run(s *streams) error {
	_, err := s.out.Write(scenario.Schema())
	return err
}
