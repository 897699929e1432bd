// Package scenario holds the scenarios that claims are checked on: outcomes, the laws of nature, operator and mimic
// over them, and optional parts such as features, a chance of success or a tilt. Every claim, generator and file uses
// the same struct, [Scenario].
//
// [Read] reads a scenario from JSON strictly: unknown keys, repeated keys, unknown names and weights that do not sum to
// 1 are errors. Each error is one line with the file, the place and what was expected. [Scenario.Format] writes a text
// that Read reads back exactly. Start with scenario.go; decode.go reads, encode.go writes, and syntax.go parses the
// JSON. [Examples] returns the examples of the essay and others, from the folder examples.
package scenario
