package theorems

import (
	"embed"
	"path"
)

//go:embed scenarios/*.json
var exampleFiles embed.FS

// Examples are the essay's worked examples and other named scenarios, in order of file name.
func Examples() ([]Scenario, error) {
	entries, err := exampleFiles.ReadDir("scenarios")
	if err != nil {
		return nil, err
	}
	var list []Scenario
	for _, entry := range entries {
		name := path.Join("scenarios", entry.Name())
		text, err := exampleFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		s, err := ReadScenario(name, text)
		if err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, nil
}
