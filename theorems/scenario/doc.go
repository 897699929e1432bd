// Package scenario is what claims speak of: outcomes, the laws of nature, operator and mimic over them, and optional parts
// such as features, a chance of success or a tilt. One struct, [Scenario], serves every claim, generator and file.
//
// [Read] reads a scenario from JSON as strictly as a person who wrote it would wish: unknown keys, keys given twice, unknown
// names and weights that do not sum to 1 are errors of one line that name file, place and what was expected. [Scenario.Format]
// writes what Read reads back exactly. Start with scenario.go; decode.go and encode.go are the two ways, syntax.go the JSON
// beneath them. [Examples] are the essay's own and others, in the folder examples.
package scenario
