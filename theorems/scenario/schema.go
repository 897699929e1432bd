package scenario

import _ "embed"

//go:embed scenario.schema.json
var scenarioSchema []byte

// ScenarioSchema is a JSON Schema (draft 2020-12) of the scenario file, for editors and other programs. It accepts all
// that ReadScenario does. What needs more than one place to see, such as names that must be known and weights that must
// sum to 1, only ReadScenario refuses.
func Schema() []byte { return append([]byte(nil), scenarioSchema...) }
