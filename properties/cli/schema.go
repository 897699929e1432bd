package cli

import "mimics/theorems"

type schemaCommand struct{}

func (schemaCommand) Run(s *streams) error {
	_, err := s.out.Write(theorems.ScenarioSchema())
	return err
}
