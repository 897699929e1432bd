package cli

import (
	"maps"
	"strings"

	"github.com/alecthomas/kong"

	"mimics/theorems"
)

// essayExamples are the examples in the help of the essay's program: command lines by command. The key "" is for the
// program itself.
var essayExamples = withShared("mimics", map[string][]string{
	"":          {"mimics", "mimics check theorems/scenario/examples/*.json", "mimics show forcing/gap"},
	"verify":    {"mimics verify forcing/gap forcing/events --cases 5000", "mimics verify --format json -o result.json", "mimics verify --baseline result.json"},
	"check":     {"mimics check theorems/scenario/examples/rare.json forecast"},
	"tune":      {"mimics tune theorems/scenario/examples/flattery.json --beta 1,1/2,1/10"},
	"explore":   {"mimics explore", "mimics explore theorems/scenario/examples/flattery.json"},
	"curve":     {"mimics curve theorems/scenario/examples/coins.json"},
	"dominance": {"mimics dominance theorems/scenario/examples/zoo/unbounded.json"},
	"find":      {"mimics find forecast/rare", "mimics find forcing/gap --without forcing-set-reachable", "mimics find forcing/gap --rival 'c for 1-c'"},
	"list":      {"mimics list merging"},
	"show":      {"mimics show merging/budget"},
	"learn":     {"mimics learn --order 2 properties theorems > learned.json"},
	"audit":     {"mimics audit properties/cli/audit/testdata/films.csv"},
	"report":    {"mimics report -o report forcing/gap --no-experiment"},
	"soak":      {"mimics soak control --time 1s"},
})

// examplesOf returns the examples for another theory, given one of its claims.
func examplesOf(name string, claim *theorems.Claim) map[string][]string {
	lines := withShared(name, map[string][]string{
		"":          {name, name + " check scenario.json", name + " show " + claim.ID},
		"verify":    {name + " verify " + claim.ID + " --cases 5000", name + " verify --format json -o result.json", name + " verify --baseline result.json"},
		"check":     {name + " check scenario.json " + claim.Section()},
		"tune":      {name + " tune scenario.json --beta 1,1/2,1/10"},
		"explore":   {name + " explore scenario.json"},
		"curve":     {name + " curve scenario.json"},
		"dominance": {name + " dominance scenario.json"},
		"find":      {name + " find " + claim.ID},
		"list":      {name + " list " + claim.Section()},
		"show":      {name + " show " + claim.ID},
		"learn":     {name + " learn --order 2 . > learned.json"},
		"audit":     {name + " audit data.csv"},
		"report":    {name + " report -o report " + claim.ID},
		"soak":      {name + " soak " + claim.Section() + " --time 1s"},
	})
	if len(claim.Rivals) > 0 && !strings.Contains(claim.Rivals[0].Name, "'") {
		lines["find"] = append(lines["find"], name+" find "+claim.ID+" --rival '"+claim.Rivals[0].Name+"'")
	}
	return lines
}

// withShared adds the examples of the other commands, which depend on the name of the program only.
func withShared(name string, lines map[string][]string) map[string][]string {
	maps.Copy(lines, map[string][]string{
		"merge": {
			name + " verify --shard 1/2 --format json -o 1.json", name + " verify --shard 2/2 --format json -o 2.json",
			name + " merge 1.json 2.json",
		},
		"experiment": {name + " experiment control --samples 4000 --scenario mimic.json"},
		"schema":     {name + " schema > scenario.schema.json"},
		"completion": {"source <(" + name + " completion bash)", "source <(" + name + " completion zsh)", name + " completion fish | source"},
		"help":       {name + " help glossary", name + " help verify"},
		"version":    {name + " version"},
	})
	return lines
}

// explain adds examples to the help of the program and of each command. The help prints indented lines unchanged.
func explain(program *kong.Node, examples map[string][]string) {
	for _, node := range append([]*kong.Node{program}, program.Children...) {
		lines := examples[node.Name]
		if node == program {
			lines = examples[""]
		}
		node.Detail = "Example:\n\n    " + strings.Join(lines, "\n    ")
		if len(lines) > 1 && node.Name != "merge" { // the lines of merge are one example
			node.Detail = strings.Replace(node.Detail, "Example", "Examples", 1)
		}
	}
}
