package report

import (
	"embed"
	"fmt"
	"path"
	"slices"

	"mimics/theorems"
)

//go:embed scenarios/*.json
var scenarioFiles embed.FS

// own is a scenario that the report draws beside the theory's examples.
func own(file string) (theorems.Scenario, error) {
	name := path.Join("scenarios", file)
	text, err := scenarioFiles.ReadFile(name)
	if err != nil {
		return theorems.Scenario{}, err
	}
	return theorems.ReadScenario(name, text)
}

// example is one of the theory's examples by its name.
func example(name string) (theorems.Scenario, error) {
	all, err := theorems.Examples()
	if err != nil {
		return theorems.Scenario{}, err
	}
	i := slices.IndexFunc(all, func(s theorems.Scenario) bool { return s.Name == name })
	if i < 0 {
		return theorems.Scenario{}, fmt.Errorf("no example is called %q", name)
	}
	return all[i], nil
}
