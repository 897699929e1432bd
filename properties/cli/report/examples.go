package report

import (
	"embed"
	"fmt"
	"path"
	"slices"

	"mimics/theorems/scenario"
)

//go:embed scenarios/*.json
var scenarioFiles embed.FS

// own reads a scenario of the report itself.
func own(file string) (scenario.Scenario, error) {
	name := path.Join("scenarios", file)
	text, err := scenarioFiles.ReadFile(name)
	if err != nil {
		return scenario.Scenario{}, err
	}
	return scenario.Read(name, text)
}

// example returns the theory's example with the name.
func example(name string) (scenario.Scenario, error) {
	all, err := scenario.Examples()
	if err != nil {
		return scenario.Scenario{}, err
	}
	i := slices.IndexFunc(all, func(s scenario.Scenario) bool { return s.Name == name })
	if i < 0 {
		return scenario.Scenario{}, fmt.Errorf("no example is called %q", name)
	}
	return all[i], nil
}
