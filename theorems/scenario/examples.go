package scenario

import (
	"embed"
	"path"
)

//go:embed examples/*.json examples/zoo/*.json
var exampleFiles embed.FS

// Examples returns the essay's worked examples and other named scenarios, in order of file name. It leaves out the zoo
// of dominance.
func Examples() ([]Scenario, error) {
	entries, err := exampleFiles.ReadDir("examples")
	if err != nil {
		return nil, err
	}
	var list []Scenario
	for _, entry := range entries {
		if entry.IsDir() {
			continue
		}
		s, err := Example(entry.Name())
		if err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, nil
}

// Example returns one example by its file name, such as rare.json or zoo/detour.json. It returns an error if there is
// no such file.
func Example(file string) (Scenario, error) {
	name := path.Join("examples", file)
	text, err := exampleFiles.ReadFile(name)
	if err != nil {
		return Scenario{}, err
	}
	return Read(name, text)
}

// ExampleFiles lists the file names that Example takes, the zoo of dominance last.
func ExampleFiles() (files []string) {
	for _, dir := range []string{"", "zoo"} {
		entries, _ := exampleFiles.ReadDir(path.Join("examples", dir)) // the folders are embedded
		for _, entry := range entries {
			if !entry.IsDir() {
				files = append(files, path.Join(dir, entry.Name()))
			}
		}
	}
	return files
}
