package scenario

import _ "embed"

//go:embed scenario.schema.json
var scenarioSchema []byte

// Schema returns a JSON Schema (draft 2020-12) of the scenario file, for editors and other programs. It accepts every
// file that Read accepts. Only Read checks conditions on several places together: names must be known, and weights must
// sum to 1.
func Schema() []byte { return append([]byte(nil), scenarioSchema...) }
