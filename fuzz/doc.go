// Package fuzz holds the Go fuzz targets: one per family of claims, one per parser, and FuzzCommands, which runs check,
// curve and dominance. Every byte string makes a scenario, so that no input is skipped. Inputs worth keeping are in
// testdata/fuzz, and go test replays them. A fuzz run takes one target at a time:
//
//	go test ./fuzz -run='^$' -fuzz='^FuzzForcing$' -fuzztime=30s
//
// A slow target finds nothing. So an execution of a family tries one of its claims, which the first byte chooses, on a
// scenario within the limits of properties.Small. A family makes between 1,000 and 3,700 executions per second of CPU
// time, over all processes of the fuzzer; the slowest are FuzzRates, FuzzMerging and FuzzForcing. These commands
// measure one of them (executions divided by user and system time):
//
//	go test -c -fuzz=Fuzz -o fuzz.test ./fuzz
//	time ./fuzz.test -test.run='^$' -test.fuzz='^FuzzMerging$' -test.fuzztime=20s \
//		-test.parallel=1 -test.fuzzcachedir=$(mktemp -d)
package fuzz
