// Package fuzz holds the Go fuzz targets: one for each family of claims and one for each parser. Every string of
// bytes is a scenario, so that no input is skipped; what was found worth keeping lies in testdata/fuzz and is
// replayed by go test. A fuzz run takes one target at a time:
//
//	go test ./fuzz -run='^$' -fuzz='^FuzzForcing$' -fuzztime=30s
package fuzz
