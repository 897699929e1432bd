// Package fuzz holds the Go fuzz targets: one for each family of claims, one for each parser, and FuzzCommands, which goes
// from bytes to what check, curve and dominance print. Every string of bytes is a scenario, so that no input is skipped;
// what was found worth keeping lies in testdata/fuzz and is replayed by go test. A fuzz run takes one target at a time:
//
//	go test ./fuzz -run='^$' -fuzz='^FuzzForcing$' -fuzztime=30s
//
// A target that is slow finds nothing. So an execution of a family tries one of its claims, which the first byte chooses,
// on a scenario that properties.Small bounds.
package fuzz
