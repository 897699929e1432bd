// Package fuzz holds the Go fuzz targets: one for each family of claims, one for each parser, and FuzzCommands, which goes
// from bytes to what check, curve and dominance print. Every string of bytes is a scenario, so that no input is skipped;
// what was found worth keeping lies in testdata/fuzz and is replayed by go test. A fuzz run takes one target at a time:
//
//	go test ./fuzz -run='^$' -fuzz='^FuzzForcing$' -fuzztime=30s
//
// A target that is slow finds nothing. So an execution of a family tries one of its claims, which the first byte chooses,
// on a scenario that properties.Small bounds. Each family makes between 1,000 and 3,700 executions a second of one core's
// time, all processes of the fuzzer counted; the slowest are FuzzRates, FuzzMerging and FuzzForcing. This measures one
// of them (executions divided by user and system time):
//
//	go test -c -fuzz=Fuzz -o fuzz.test ./fuzz
//	time ./fuzz.test -test.run='^$' -test.fuzz='^FuzzMerging$' -test.fuzztime=20s -test.parallel=1 -test.fuzzcachedir=$(mktemp -d)
package fuzz
