package scenario

import (
	"bytes"
	_ "embed"
	"maps"
	"slices"
)

//go:embed scenario.schema.json
var scenarioSchema []byte

// Schema returns a JSON Schema (draft 2020-12) of the scenario file, for editors and other programs. It accepts every
// file that Read accepts. Only Read checks conditions on several places together: names must be known, and weights must
// sum to 1.
//
// The parameters are those that the theory declares, the meaning of each by its name.
func Schema(parameters map[string]string) []byte {
	if len(parameters) == 0 {
		return bytes.Clone(scenarioSchema)
	}
	names := slices.Sorted(maps.Keys(parameters))
	properties := object{
		{"description", "Numbers of the theory's own."},
		{"type", "object"},
		{"additionalProperties", false},
		{"minProperties", 1},
		{"properties", tableObject(names, func(i int) any {
			return object{{"description", parameters[names[i]]}, {"$ref", "#/$defs/number"}}
		})},
	}
	const end = "\n  },\n  \"$defs\"" // of the properties of a scenario
	entry := append([]byte(",\n    \"parameters\": "), properties.lines("    ", 3)...)
	return bytes.Replace(scenarioSchema, []byte(end), append(entry, end...), 1)
}
